// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {AssetRegistry} from "../../src/AssetRegistry.sol";
import {InstrumentLedger} from "../../src/InstrumentLedger.sol";
import {Permits} from "../../src/Permits.sol";
import {RuleExtension} from "../../src/RuleExtension.sol";
import {HolderId, HolderIds} from "../../src/books/HolderId.sol";
import {Leg} from "../../src/interfaces/IAssetRegistry.sol";
import {HolderClass, Lot} from "../../src/interfaces/IInstrumentLedger.sol";
import {IRegime} from "../../src/interfaces/IRegime.sol";
import {AssetId} from "../../src/types/AssetId.sol";
import {Books} from "../../src/types/Books.sol";
import {InstrumentState} from "../../src/types/InstrumentState.sol";
import {Movement} from "../../src/types/Movement.sol";
import {MovementKind} from "../../src/types/MovementKind.sol";
import {Parties} from "../../src/types/Parties.sol";
import {Standing} from "../../src/types/Standing.sol";
import {BaseTest} from "../Base.t.sol";
import {Deployed} from "./Deployed.sol";
import {ReportingToken} from "./ReportingToken.sol";
import {RuleTableBuilder as Table, TableDraft} from "./RuleTableBuilder.sol";
import {SurePasses} from "./SurePasses.sol";
import {DateTimeLib} from "solady/utils/DateTimeLib.sol";

/// @title BooksTest
/// @notice The shared books, permits and extension, a token that reports to them, and questions about single rules.
abstract contract BooksTest is BaseTest {
    uint24 internal constant AFFILIATE_FLAG = 1 << 3;
    uint256 internal constant UNIT = 100_00;

    /// Instruments and issuers for the books alone: the registry of investors links no wallet that holds what is listed there.
    AssetRegistry internal listings;
    Permits internal permits;
    InstrumentLedger internal books;
    RuleExtension internal extension;
    ReportingToken internal token;
    SurePasses internal shortWays;

    function setUp() public virtual override {
        super.setUp();
        permits = Permits(Deployed.create("Permits", abi.encode(address(manager), address(investors))));
        listings = AssetRegistry(Deployed.create("AssetRegistry", abi.encode(address(manager))));
        bytes memory arguments = abi.encode(address(manager), address(listings), address(investors), address(permits));
        books = InstrumentLedger(Deployed.create("InstrumentLedger", arguments));
        arguments = abi.encode(address(investors), address(books), address(permits));
        extension = RuleExtension(Deployed.create("RuleExtension", arguments));
        token = newToken();
        shortWays = new SurePasses();
    }

    function newToken() internal returns (ReportingToken) {
        return newToken(LEI);
    }

    /// @dev An instrument of its own, which that issuer owes.
    function newToken(bytes20 issuer_) internal returns (ReportingToken made) {
        made = unlistedToken();
        list(made, issuer_);
    }

    function unlistedToken() internal returns (ReportingToken) {
        return new ReportingToken(books, investors);
    }

    function list(ReportingToken leg, bytes20 issuer_) internal {
        Leg[] memory legs = new Leg[](1);
        legs[0] = legOf(leg);
        vm.prank(registrar);
        listings.list(assetOf(leg), issuer_, bytes32("terms"), legs);
    }

    function assetOf(ReportingToken leg) internal pure returns (AssetId) {
        return AssetId.wrap(bytes32(bytes20(address(leg))));
    }

    function legOf(ReportingToken leg) internal view returns (Leg memory) {
        return Leg(address(leg), bytes12(bytes(leg.isin())));
    }

    // BOOKS

    function holders() internal view returns (uint256) {
        return books.holderCount(address(token), HolderClass.All, 0);
    }

    function holders(HolderClass class, uint256 key) internal view returns (uint256) {
        return books.holderCount(address(token), class, uint16(key));
    }

    function holderOf(address wallet) internal view returns (HolderId) {
        return HolderIds.holderOf(wallet, investors.standingOf(wallet));
    }

    function setLotTerms(uint16 day, uint24 flags) internal {
        vm.prank(registrar);
        books.setLotTerms(address(token), day, flags);
    }

    function sameLot(address wallet, uint256 index, uint256 day, uint256 amount) internal view {
        Lot[] memory lots = books.lotsOf(address(token), wallet);
        check(index < lots.length, "so many lots");
        same(lots[index].day, day, "day of the lot");
        same(lots[index].amount, amount, "amount of the lot");
    }

    function lotCount(address wallet) internal view returns (uint256) {
        return books.lotsOf(address(token), wallet).length;
    }

    function toWallets(address a) internal pure returns (address[] memory wallets) {
        wallets = new address[](1);
        wallets[0] = a;
    }

    function toWallets(address a, address b) internal pure returns (address[] memory wallets) {
        wallets = new address[](2);
        (wallets[0], wallets[1]) = (a, b);
    }

    /// @dev A further wallet of the investor of `wallet`.
    function linkSecond(address wallet) internal returns (address second) {
        second = address(uint160(wallet) ^ 1);
        link(wallet, second);
    }

    /// @dev Makes an investor at home an affiliate, or no longer one.
    function makeAffiliate(address wallet, bool on) internal {
        vm.prank(verifier);
        investors.setFacts(wallet, HOME, 0, on ? AFFILIATE_FLAG : 0);
    }

    /// @dev A registered investor of its own.
    function investor(uint256 number, uint16 jurisdiction, uint256 category) internal returns (address wallet) {
        wallet = address(uint160(uint256(keccak256(abi.encode("investor", number)))));
        register(wallet, facts(jurisdiction, category, 0));
    }

    // TIME

    function today() internal view returns (uint256) {
        return vm.getBlockTimestamp() / 1 days;
    }

    function goTo(uint256 day) internal {
        vm.warp(day * 1 days);
    }

    function dayOf(uint256 year, uint256 month, uint256 day) internal pure returns (uint256) {
        return DateTimeLib.dateToEpochDay(year, month, day);
    }

    // RULES

    /// @dev What a transfer of the token would be, now.
    function transferOf(address from, address to, uint256 amount) internal view returns (Movement memory movement) {
        return movementOf(MovementKind.Transfer, from, to, amount);
    }

    function issueOf(address to, uint256 amount) internal view returns (Movement memory) {
        return movementOf(MovementKind.Issue, address(0), to, amount);
    }

    function movementOf(MovementKind kind, address from, address to, uint256 amount)
        internal
        view
        returns (Movement memory movement)
    {
        movement.kind = kind;
        movement.at = uint64(vm.getBlockTimestamp());
        movement.instrument = address(token);
        (movement.sender, movement.recipient) = investors.twoStandings(from, to);
        movement.operator = movement.sender;
        movement.amount = amount;
        movement.senderBalance = from == address(0) ? 0 : token.balanceOf(from);
        movement.recipientBalance = to == address(0) ? 0 : token.balanceOf(to);
        (movement.from, movement.to, movement.by) = (from, to, from);
    }

    function fails(uint256 predicate, uint256 parameters, Movement memory movement) internal view returns (bool) {
        return fails(predicate, parameters, Parties.MOVEMENT, movement);
    }

    function fails(uint256 predicate, uint256 parameters, uint256 parties, Movement memory movement)
        internal
        view
        returns (bool)
    {
        return fails(predicate, parameters, parties, movement, new uint256[](0));
    }

    function fails(
        uint256 predicate,
        uint256 parameters,
        uint256 parties,
        Movement memory movement,
        uint256[] memory extra
    ) internal view returns (bool failed) {
        uint256 row = predicate << 248 | parties << 232 | extra.length << 224 | parameters;
        uint256 day = movement.at / 1 days;
        failed = extension.extendedFails(movement, row, extra, parties, day);
        // Whatever a test asks, the short way may say yes only where the rule does.
        bool sure = shortWays.surelyPasses(movement, row, address(books), day);
        check(!(sure && failed), "what surely passes passes");
    }

    /// @dev A regime of this one rule, which finds out alone what it can and asks the extension for the rest.
    function regimeOf(uint256 predicate, uint256 parameters, uint256 parties) internal returns (IRegime) {
        useRegimeCode(address(extension));
        bytes32 name = keccak256(abi.encode(predicate, parameters, parties));
        TableDraft memory table = Table.draft(name, "test", address(ledger));
        table = Table.row(table, predicate, Table.EVERY_KIND, parties, parameters, "T");
        return IRegime(deployRegime(Table.encode(table)));
    }

    /// @dev Whether it refuses, told of balances as an instrument with books tells.
    function refuses(IRegime regime, Movement memory movement) internal view returns (bool) {
        movement.state = InstrumentState.wrap(0).withBooks(type(uint8).max);
        return verdict(regime, movement) == 1;
    }
}
