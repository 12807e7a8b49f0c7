// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IBondEvents} from "../../../src/interfaces/IBondEvents.sol";
import {IBondToken} from "../../../src/interfaces/IBondToken.sol";
import {IERC1404} from "../../../src/interfaces/IERC1404.sol";
import {IERC7943Fungible} from "../../../src/interfaces/IERC7943Fungible.sol";
import {BondTerms} from "../../../src/types/BondTerms.sol";
import {MovementKind} from "../../../src/types/MovementKind.sol";
import {BaseTest} from "../../Base.t.sol";
import {Deployed} from "../../support/Deployed.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";

contract BondTokenStandardsTest is BaseTest {
    function setUp() public override {
        super.setUp();
        issue(bond, alice, 100 * LOT);
    }

    // ERC-165

    function test_InterfaceIdOfErc7943IsThePublishedOne() external pure {
        check(type(IERC7943Fungible).interfaceId == 0x3edbb4c4, "ERC-7943 fungible");
    }

    function test_SupportsItsInterfaces() external view {
        check(bond.supportsInterface(0x01ffc9a7), "ERC-165");
        check(bond.supportsInterface(0x3edbb4c4), "ERC-7943");
        check(bond.supportsInterface(type(IERC20).interfaceId), "ERC-20");
        check(bond.supportsInterface(type(IERC20Permit).interfaceId), "ERC-2612");
        check(bond.supportsInterface(type(IERC1404).interfaceId), "ERC-1404");
    }

    function testFuzz_SupportsNothingElse(bytes4 id) external view {
        vm.assume(id != 0x01ffc9a7 && id != 0x3edbb4c4 && id != type(IERC20).interfaceId);
        vm.assume(id != type(IERC20Permit).interfaceId && id != type(IERC1404).interfaceId);
        check(!bond.supportsInterface(id), "unknown");
        check(!bond.supportsInterface(0xffffffff), "never");
        check(!bond.supportsInterface(bytes4(0x3edbb4c4) ^ type(IERC165).interfaceId), "one id per interface");
    }

    // ERC-7943

    /// The movement and the three questions agree: what may move, moves, and both sides could alone.
    function testFuzz_CanTransferImpliesBothSidesCan(uint256 lots, bool blockAlice, bool blockBob, bool lapse)
        external
    {
        if (blockAlice) restrict(alice, BLOCKED_FLAG);
        if (blockBob) restrict(bob, BLOCKED_FLAG);
        if (lapse) attest(bob, IDENTITY, START_DAY - 1);
        uint256 amount = bound(lots, 0, 101) * LOT;
        bool can = bond.canTransfer(alice, bob, amount);
        check(bond.canSend(alice) != blockAlice, "canSend");
        check(bond.canReceive(bob) == (!blockBob && !lapse), "canReceive");
        if (can) check(bond.canSend(alice) && bond.canReceive(bob), "both sides");
        vm.prank(alice);
        (bool moved,) = address(bond).call(abi.encodeCall(bond.transfer, (bob, amount)));
        check(moved == can, "canTransfer is what happens");
    }

    function test_ZeroAddressNeitherSendsNorReceives() external view {
        check(!bond.canSend(address(0)), "send");
        check(!bond.canReceive(address(0)), "receive");
        check(!bond.canTransfer(alice, address(0), LOT), "transfer");
    }

    function test_CanSendLooksAtTheWalletAlone() external {
        pause(bond);
        vm.prank(supervisor);
        bond.setHalted(true);
        freeze(bond, alice, type(uint256).max);
        check(bond.canSend(alice) && bond.canReceive(alice), "neither pause, halt nor freeze is about the wallet");
        check(!bond.canTransfer(alice, bob, LOT), "they are about the movement");
    }

    // ERC-1404

    /// A transfer is refused if and only if its code is not zero; the code is the lowest reason plus one.
    function testFuzz_CodeIsZeroIfAndOnlyIfTheTransferIsAllowed(
        uint256 amount,
        uint256 frozen,
        bool paused,
        uint256 seed
    ) external {
        amount = seed % 2 == 0 ? bound(amount, 0, 101) * LOT : amount;
        freeze(bond, alice, bound(frozen, 0, 200 * LOT));
        vm.prank(supervisor);
        bond.setPaused(paused);
        address[3] memory recipients = [bob, stranger, address(0)];
        address to = recipients[seed % 3];
        uint8 code = bond.detectTransferRestriction(alice, to, amount);
        uint256 explained = reasons(bond, MovementKind.Transfer, address(0), alice, to, amount);
        check((code != 0) == (explained != 0), "code");
        if (code != 0) {
            check(explained >> (code - 1) & 1 == 1, "names a reason");
            same(explained & ((uint256(1) << (code - 1)) - 1), 0, "the lowest one");
        }
        vm.prank(alice);
        (bool moved,) = address(bond).call(abi.encodeCall(bond.transfer, (to, amount)));
        check(moved == (code == 0), "outcome");
    }

    function test_MessagesOfRules() external view {
        is_(bond.messageForTransferRestriction(0), "Allowed");
        is_(bond.messageForTransferRestriction(1), "R-0: identity");
        is_(bond.messageForTransferRestriction(10), "R-9: established");
        is_(bond.messageForTransferRestriction(11), "Unknown restriction code");
        is_(bond.messageForTransferRestriction(240), "Unknown restriction code");
    }

    function test_MessagesOfFacts() external view {
        is_(bond.messageForTransferRestriction(241), "Token is paused");
        is_(bond.messageForTransferRestriction(242), "Part of the holding is frozen");
        is_(bond.messageForTransferRestriction(243), "Balance is too small");
        is_(bond.messageForTransferRestriction(244), "Allowance is too small");
        is_(bond.messageForTransferRestriction(245), "A party is the zero address");
        is_(bond.messageForTransferRestriction(246), "Issue volume would be exceeded");
        is_(bond.messageForTransferRestriction(247), "Instrument is winding down");
        is_(bond.messageForTransferRestriction(248), "Sender is the recipient");
        is_(bond.messageForTransferRestriction(249), "Wallets are not one investor's");
        is_(bond.messageForTransferRestriction(251), "Route closed or outside its days");
        is_(bond.messageForTransferRestriction(255), "Unknown restriction code");
    }

    function is_(string memory actual, string memory expected) private pure {
        check(keccak256(bytes(actual)) == keccak256(bytes(expected)), expected);
    }

    // ERC-7092 READS

    function test_TermsAreReadable() external view {
        is_(bond.isin(), "GB00B6460505");
        is_(bond.name(), "4 1/4% Bond 2040");
        is_(bond.symbol(), "BOND40");
        same(uint160(bond.currency()), 826, "currency");
        same(bond.decimals(), 2, "decimals");
        same(bond.denomination(), 1000_00, "denomination");
        same(bond.issueVolume(), 1_000_000_000_00, "issue volume");
        same(bond.couponRate(), 425, "basis points");
        same(bond.couponRateInMillionths(), 42_500, "millionths");
        same(bond.issueDate(), 1_277_856_000, "issue date");
        same(bond.maturityDate(), 2_238_451_200, "maturity");
    }

    function testFuzz_TermsAreKept(BondTerms memory given) external {
        vm.assume(given.maturityDate > given.issueDate);
        (given.name, given.symbol) = ("name", "symbol");
        IBondToken token = IBondToken(Deployed.create("BondToken", abi.encode(given, system(), bond.regime())));
        is_(token.isin(), string(abi.encodePacked(given.isin)));
        same(uint160(token.currency()), given.currency, "currency");
        same(token.decimals(), given.decimals, "decimals");
        same(token.denomination(), given.denomination, "denomination");
        same(token.issueVolume(), given.issueVolume, "issue volume");
        same(token.couponRateInMillionths(), given.couponRate, "coupon");
        same(token.issueDate(), given.issueDate, "issue date");
        same(token.maturityDate(), given.maturityDate, "maturity");
    }

    function testFuzz_RevertWhen_MaturityIsNotAfterIssue(uint40 issued, uint40 matures) external {
        vm.assume(matures <= issued);
        BondTerms memory given = terms("ZZ0000000000");
        (given.issueDate, given.maturityDate) = (issued, matures);
        bytes memory code = Deployed.creationCode("BondToken", abi.encode(given, system(), bond.regime()));
        vm.expectRevert(abi.encodeWithSelector(IBondEvents.MaturityNotAfterIssue.selector, issued, matures));
        Deployed.create(code);
    }
}
