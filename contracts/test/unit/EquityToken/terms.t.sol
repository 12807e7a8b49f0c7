// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IBondEvents} from "../../../src/interfaces/IBondEvents.sol";
import {IEquityDesk} from "../../../src/interfaces/IEquityDesk.sol";
import {IEquityToken} from "../../../src/interfaces/IEquityToken.sol";
import {ShareTerms} from "../../../src/types/ShareTerms.sol";
import {SystemContracts} from "../../../src/types/SystemContracts.sol";
import {Deployed} from "../../support/Deployed.sol";
import {EquityTest} from "../../support/EquityTest.sol";
import {ShortStrings} from "@openzeppelin/contracts/utils/ShortStrings.sol";

/// What a share says of itself, and what it cannot be created with.
contract EquityTokenTermsTest is EquityTest {
    function test_TermsAreReadable() external view {
        is_(share.name(), "Invented plc");
        is_(share.symbol(), "INV");
        is_(share.shareClass(), "Ordinary");
        is_(share.isin(), "ZZ0000SHARE1");
        is_(share.cfi(), "ESVUFR");
        same(uint160(share.currency()), 826, "currency");
        same(share.decimals(), 0, "a unit is a share");
        same(share.nominalValue(), 25_00000000, "nominal value");
        same(share.issueVolume(), AUTHORISED, "shares authorised");
        same(share.issueDate(), 1_580_428_800, "issue date");
    }

    function testFuzz_TermsAreKept(ShareTerms memory given) external {
        given.currency = given.nominalValue == 0 ? 0 : given.currency | 1;
        (given.name, given.symbol, given.shareClass) = ("name", "symbol", "A");
        IEquityToken token = deployShare(given, share.regime());
        is_(token.isin(), string(abi.encodePacked(given.isin)));
        is_(token.cfi(), string(abi.encodePacked(given.cfi)));
        same(uint160(token.currency()), given.currency, "currency");
        same(token.decimals(), 0, "decimals");
        same(token.nominalValue(), given.nominalValue, "nominal value");
        same(token.issueVolume(), given.authorised, "shares authorised");
        same(token.issueDate(), given.issueDate, "issue date");
    }

    /// A share has neither coupon nor maturity: asking for them is no function of it.
    function test_ABondsTermsAreNotThere() external {
        bytes[4] memory asked = [
            abi.encodeCall(moved.couponRate, ()),
            abi.encodeCall(moved.couponRateInMillionths, ()),
            abi.encodeCall(moved.maturityDate, ()),
            abi.encodeCall(moved.denomination, ())
        ];
        for (uint256 i = 0; i < asked.length; ++i) {
            (bool answered,) = address(share).call(asked[i]);
            check(!answered, "no such term");
        }
    }

    function test_RevertWhen_ItHasNoClass() external {
        ShareTerms memory given = shareTerms("ZZ0000SHARE2");
        given.shareClass = "";
        expectNoShare(given, abi.encodeWithSelector(IEquityDesk.NoShareClass.selector));
    }

    function testFuzz_RevertWhen_TheNominalValueIsHalfGiven(uint128 value, uint16 currency) external {
        vm.assume((value == 0) != (currency == 0));
        ShareTerms memory given = shareTerms("ZZ0000SHARE2");
        (given.nominalValue, given.currency) = (value, currency);
        expectNoShare(given, abi.encodeWithSelector(IEquityDesk.NominalValueNotWhole.selector, value, currency));
    }

    function test_RevertWhen_ATextIsTooLong() external {
        string memory long = "thirty-two bytes is one too many";
        ShareTerms memory given = shareTerms("ZZ0000SHARE2");
        given.shareClass = long;
        expectNoShare(given, abi.encodeWithSelector(ShortStrings.StringTooLong.selector, long));
        (given.shareClass, given.name) = ("A", long);
        expectNoShare(given, abi.encodeWithSelector(ShortStrings.StringTooLong.selector, long));
    }

    function test_RevertWhen_TheRegimeIsUnknown() external {
        bytes memory code = Deployed.creationCode("EquityToken", shareArguments(shareTerms("ZZ0000SHARE2"), stranger));
        vm.expectRevert(abi.encodeWithSelector(IBondEvents.UnknownRegime.selector, stranger));
        Deployed.create(code);
    }

    function test_RevertWhen_TheTermsAreWrittenAgain() external {
        (address regime, ShareTerms memory given) = (share.regime(), shareTerms("ZZ0000SHARE2"));
        vm.expectRevert(IBondEvents.AlreadyInitialised.selector);
        share.initialise(given, regime);
        is_(share.isin(), "ZZ0000SHARE1");
    }

    /// Each desk creates its own kind alone, so no share has a bond's terms.
    function test_RevertWhen_TheDeskIsOfTheOtherKind() external {
        address regime = share.regime();
        bytes memory code =
            Deployed.creationCode("EquityToken", abi.encode(shareTerms("ZZ0000SHARE2"), system(), regime));
        vm.expectRevert();
        Deployed.create(code);
        SystemContracts memory ofShares = SystemContracts(address(manager), equityDesk);
        code = Deployed.creationCode("BondToken", abi.encode(terms("ZZ0000SHARE2"), ofShares, regime));
        vm.expectRevert();
        Deployed.create(code);
    }

    function expectNoShare(ShareTerms memory given, bytes memory error_) private {
        bytes memory code = Deployed.creationCode("EquityToken", shareArguments(given, share.regime()));
        vm.expectRevert(error_);
        Deployed.create(code);
    }

    function is_(string memory actual, string memory expected) private pure {
        check(keccak256(bytes(actual)) == keccak256(bytes(expected)), expected);
    }
}
