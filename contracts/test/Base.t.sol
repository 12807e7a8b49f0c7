// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {AssetRegistry} from "../src/AssetRegistry.sol";
import {EntrantLedger} from "../src/EntrantLedger.sol";
import {InvestorRegistry} from "../src/InvestorRegistry.sol";
import {Regime} from "../src/Regime.sol";
import {RegimeFactory} from "../src/RegimeFactory.sol";
import {Routes} from "../src/Routes.sol";
import {IBondEvents} from "../src/interfaces/IBondEvents.sol";
import {IBondToken} from "../src/interfaces/IBondToken.sol";
import {Enrolment, Entrant} from "../src/interfaces/IEntrantLedger.sol";
import {IRegime} from "../src/interfaces/IRegime.sol";
import {Predicates} from "../src/rules/Predicates.sol";
import {BondTerms} from "../src/types/BondTerms.sol";
import {Movement} from "../src/types/Movement.sol";
import {MovementKind} from "../src/types/MovementKind.sol";
import {Parties} from "../src/types/Parties.sol";
import {Refusal} from "../src/types/Refusal.sol";
import {Standing, StandingLibrary} from "../src/types/Standing.sol";
import {SystemContracts} from "../src/types/SystemContracts.sol";
import {VerifierScope} from "../src/types/VerifierScope.sol";
import {Deployed} from "./support/Deployed.sol";
import {RuleTableBuilder as Table, TableDraft} from "./support/RuleTableBuilder.sol";
import {Vm} from "./support/Vm.sol";
import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";

/// @title BaseTest
/// @notice Deploys the whole set once, each role with a key of its own, and two bonds: one under a capped regime with an
/// entrant, one under a regime with an offering clock. The jurisdictions and categories are the tests' own.
abstract contract BaseTest {
    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    uint64 internal constant ISSUER_ROLE = 1;
    uint64 internal constant REGISTRAR_ROLE = 2;
    uint64 internal constant PAYING_AGENT_ROLE = 3;
    uint64 internal constant SUPERVISOR_ROLE = 4;
    uint64 internal constant ENFORCEMENT_ROLE = 5;
    uint64 internal constant ROUTES_ROLE = 6;

    uint256 internal constant IDENTITY = 0;
    uint256 internal constant PROFESSIONAL = 1;
    uint256 internal constant INSTITUTIONAL = 6;
    uint256 internal constant UNDERWRITER = 7;
    uint24 internal constant NATURAL_FLAG = 1;
    uint24 internal constant BLOCKED_FLAG = 1 << 12;
    uint16 internal constant HOME = 826;
    uint16 internal constant AWAY = 840;
    uint16 internal constant ELSEWHERE = 250;

    uint256 internal constant START = 1_780_272_000; // 2026-06-01 00:00 UTC
    uint16 internal constant START_DAY = uint16(START / 1 days);
    uint16 internal constant LAST_DAY = START_DAY + 365;
    uint256 internal constant LIMIT = 500_000_000_00;
    bytes20 internal constant LEI = "969500KSV493XWY0PS33";
    bytes32 internal constant CLASS = "corporate-bond";

    /// Bits of {cappedTable}.
    uint256 internal constant IDENTITY_RULE = 1 << 0;
    uint256 internal constant BLOCKED_RULE = 1 << 1;
    uint256 internal constant ELIGIBLE_RULE = 1 << 2;
    uint256 internal constant HALT_RULE = 1 << 3;
    uint256 internal constant WINDOW_RULE = 1 << 4;
    uint256 internal constant DENOMINATION_RULE = 1 << 5;
    uint256 internal constant CAPACITY_RULE = 1 << 6;
    uint256 internal constant STAGE_RULE = 1 << 7;
    uint256 internal constant ACTIVITY_RULE = 1 << 8;
    uint256 internal constant ESTABLISHED_RULE = 1 << 9;
    /// Bit of {clockTable}.
    uint256 internal constant CLOCK_RULE = 1 << 3;

    /// A round lot: above the minimum and a multiple of the step of both tables.
    uint256 internal constant LOT = 5000_00;

    address internal governor = makeAccount("governor");
    address internal issuer = makeAccount("issuer");
    address internal registrar = makeAccount("registrar");
    address internal payingAgent = makeAccount("paying agent");
    address internal supervisor = makeAccount("supervisor");
    address internal officer = makeAccount("enforcement officer");
    address internal verifier = makeAccount("verifier");
    address internal alice = makeAccount("alice");
    address internal bob = makeAccount("bob");
    address internal carol = makeAccount("carol");
    address internal stranger = makeAccount("stranger");

    AccessManager internal manager;
    InvestorRegistry internal investors;
    EntrantLedger internal ledger;
    AssetRegistry internal assets;
    RegimeFactory internal regimes;
    Routes internal routes;
    address internal desk;
    /// The regime's code without a table.
    address internal template;
    IBondToken internal bond;
    IBondToken internal clockBond;

    function setUp() public virtual {
        vm.warp(START);
        deploySystem();
        bond = deployBond("GB00B6460505", deployRegime(cappedTable(bytes32("capped v1"))));
        enrol(bond);
        clockBond = deployBond("ZZ00CLOCK000", deployRegime(clockTable(bytes32("clock v1"), 40)));
        register(alice, facts(HOME, PROFESSIONAL, 0));
        register(bob, facts(HOME, PROFESSIONAL, 0));
        register(carol, facts(ELSEWHERE, PROFESSIONAL, 0));
    }

    // DEPLOYMENT

    function deploySystem() internal {
        manager = AccessManager(Deployed.create("RoleManager", abi.encode(address(this))));
        assets = AssetRegistry(Deployed.create("AssetRegistry", abi.encode(address(manager))));
        investors = InvestorRegistry(Deployed.create("InvestorRegistry", abi.encode(address(manager), address(assets))));
        ledger = EntrantLedger(Deployed.create("EntrantLedger", abi.encode(address(manager))));
        template = Deployed.create("Regime", abi.encode(address(0)));
        bytes32 codeHash = template.codehash;
        regimes = RegimeFactory(Deployed.create("RegimeFactory", abi.encode(address(manager), codeHash)));
        desk = Deployed.create(
            "BondDesk", abi.encode(address(manager), address(investors), address(ledger), address(regimes))
        );
        routes = Routes(Deployed.create("Routes", abi.encode(address(manager), address(assets))));
        manager.grantRole(ISSUER_ROLE, issuer, 0);
        manager.grantRole(REGISTRAR_ROLE, registrar, 0);
        manager.grantRole(PAYING_AGENT_ROLE, payingAgent, 0);
        manager.grantRole(SUPERVISOR_ROLE, supervisor, 0);
        manager.grantRole(ENFORCEMENT_ROLE, officer, 0);
        manager.grantRole(ROUTES_ROLE, address(routes), 0);
        manager.grantRole(0, governor, 0);
        investors.setVerifierScope(verifier, VerifierScope.wrap(StandingLibrary.CATEGORY_LANES | 0xffff));
        vm.startPrank(supervisor);
        ledger.setEntrant(LEI, Entrant(HOME, 2, 15));
        ledger.setLimit(LEI, CLASS, "GBP", LIMIT);
        vm.stopPrank();
    }

    function deployRegime(bytes memory table) internal returns (address) {
        return regimes.deploy(template.code, table);
    }

    /// @dev Tables are put behind a regime with this extension from now on.
    function useRegimeCode(address extension) internal {
        template = Deployed.create("Regime", abi.encode(extension));
        regimes.setCodeHash(template.codehash);
    }

    function verdict(IRegime regime, Movement memory movement) internal view returns (uint256 reasons) {
        (reasons,) = regime.reasonsAgainst(movement);
    }

    function regimeAddress(bytes memory table) internal view returns (address) {
        return regimes.addressOf(template.code, table);
    }

    function deployBond(bytes12 isin, address regime) internal returns (IBondToken token) {
        token = IBondToken(Deployed.create("BondToken", abi.encode(terms(isin), system(), regime)));
    }

    function enrol(IBondToken token) internal {
        vm.prank(registrar);
        ledger.enrol(address(token), enrolment("GBP"));
    }

    function enrolment(bytes3 currency) internal pure returns (Enrolment memory) {
        return Enrolment(LEI, currency, CLASS);
    }

    function entrant(uint16 jurisdiction, uint8 stage, uint16 activities) internal pure returns (Entrant memory) {
        return Entrant(jurisdiction, stage, activities);
    }

    function allow(address target, bytes4 selector, uint64 role) internal {
        bytes4[] memory selectors = new bytes4[](1);
        selectors[0] = selector;
        manager.setTargetFunctionRole(target, selectors, role);
    }

    function system() internal view returns (SystemContracts memory) {
        return SystemContracts(address(manager), desk);
    }

    function terms(bytes12 isin) internal pure returns (BondTerms memory) {
        return BondTerms({
            name: "4 1/4% Bond 2040",
            symbol: "BOND40",
            isin: isin,
            currency: 826,
            decimals: 2,
            denomination: 1000_00,
            issueVolume: 1_000_000_000_00,
            couponRate: 42_500,
            issueDate: 1_277_856_000,
            maturityDate: 2_238_451_200
        });
    }

    // REGIMES

    /// @dev Identity, restrictions, allowlist, halt, window, denomination; entrant and capacity on issue.
    function cappedTable(bytes32 profileHash) internal view returns (bytes memory) {
        TableDraft memory t = Table.draft(profileHash, "home", address(ledger));
        uint256 holders = Table.ISSUE | Table.TRANSFER | Table.FORCED | Table.RECOVERY;
        t = Table.row(t, Predicates.ATTESTED, holders, Parties.SENDER | Parties.RECIPIENT, IDENTITY, "R-0: identity");
        t = Table.row(t, Predicates.FORBIDDEN_FLAGS, Table.EVERY_KIND, Parties.ALL, BLOCKED_FLAG, "R-1: blocked");
        uint256 head = Table.allowRow(Table.oneOf(PROFESSIONAL), 0, false, 1);
        t = Table.row(
            t,
            Predicates.ELIGIBLE_PARTY,
            Table.ISSUE | Table.TRANSFER | Table.FORCED,
            Parties.RECIPIENT,
            0,
            Table.words(head, Table.lanes(HOME, ELSEWHERE)),
            "R-2: eligible"
        );
        t = Table.row(t, Predicates.NOT_HALTED, Table.ISSUE | Table.TRANSFER, Parties.MOVEMENT, 0, "R-3: halted");
        t = Table.row(
            t,
            Predicates.VALIDITY_WINDOW,
            Table.ISSUE | Table.TRANSFER,
            Parties.MOVEMENT,
            START - 365 days | (START + 3650 days) << 40,
            "R-4: window"
        );
        t = Table.row(
            t,
            Predicates.DENOMINATION,
            Table.ISSUE | Table.TRANSFER,
            Parties.MOVEMENT,
            uint256(1000_00) | uint256(1_00) << 104,
            "R-5: denomination"
        );
        t = Table.row(t, Predicates.CAPACITY, Table.ISSUE, Parties.MOVEMENT, 0, "R-6: capacity");
        t = Table.row(t, Predicates.ENTRANT_STAGE, Table.ISSUE, Parties.MOVEMENT, 2, "R-7: stage");
        t = Table.row(t, Predicates.ENTRANT_ACTIVITY, Table.ISSUE, Parties.MOVEMENT, 1, "R-8: activity");
        t = Table.row(
            t,
            Predicates.ENTRANT_ESTABLISHED,
            Table.ISSUE,
            Parties.MOVEMENT,
            0,
            Table.words(Table.lanes(HOME)),
            "R-9: established"
        );
        return Table.encode(Table.guarded(t, IDENTITY, BLOCKED_FLAG, START - 365 days, START + 3650 days));
    }

    /// @dev Identity, restrictions, allowlist of two rows, offering clock for one jurisdiction, halt, denomination.
    function clockTable(bytes32 profileHash, uint256 period) internal view returns (bytes memory) {
        return Table.encode(Table.guarded(clockDraft(profileHash, period), IDENTITY, BLOCKED_FLAG, START - 365 days, 0));
    }

    function clockDraft(bytes32 profileHash, uint256 period) internal view returns (TableDraft memory t) {
        t = Table.draft(profileHash, "abroad", address(ledger));
        uint256 holders = Table.ISSUE | Table.TRANSFER | Table.FORCED | Table.RECOVERY;
        t = Table.row(t, Predicates.ATTESTED, holders, Parties.SENDER | Parties.RECIPIENT, IDENTITY, "C-0: identity");
        t = Table.row(t, Predicates.FORBIDDEN_FLAGS, Table.EVERY_KIND, Parties.ALL, BLOCKED_FLAG, "C-1: blocked");
        uint256 abroad = Table.allowRow(0, 0, true, 1);
        uint256 institutions = Table.allowRow(Table.oneOf(INSTITUTIONAL), NATURAL_FLAG, false, 1);
        t = Table.row(
            t,
            Predicates.ELIGIBLE_PARTY,
            Table.ISSUE | Table.TRANSFER | Table.FORCED,
            Parties.RECIPIENT,
            0,
            Table.words(abroad, Table.lanes(AWAY), institutions, Table.lanes(AWAY)),
            "C-2: eligible"
        );
        t = Table.row(
            t,
            Predicates.OFFERING_CLOCK,
            Table.ISSUE | Table.TRANSFER | Table.FORCED,
            Parties.RECIPIENT,
            period,
            Table.words(Table.lanes(AWAY)),
            "C-3: offering clock"
        );
        t = Table.row(t, Predicates.NOT_HALTED, Table.ISSUE | Table.TRANSFER, Parties.MOVEMENT, 0, "C-4: halted");
        t = Table.row(
            t,
            Predicates.VALIDITY_WINDOW,
            Table.ISSUE | Table.TRANSFER,
            Parties.MOVEMENT,
            START - 365 days,
            "C-5: window"
        );
        t = Table.row(
            t,
            Predicates.DENOMINATION,
            Table.ISSUE | Table.TRANSFER,
            Parties.MOVEMENT,
            uint256(1000_00) | uint256(1_00) << 104,
            "C-6: denomination"
        );
    }

    /// @dev One rule that holds in every test: nothing but the token's own facts stands in the way.
    function openTable(bytes32 profileHash) internal view returns (bytes memory) {
        TableDraft memory t = Table.draft(profileHash, "open", address(ledger));
        return
            Table.encode(Table.row(t, Predicates.VALIDITY_WINDOW, Table.EVERY_KIND, Parties.MOVEMENT, 0, "O-0: window"));
    }

    /// @dev The capacity limit on issue, as rule 0, and nothing else.
    function capacityTable() internal view returns (bytes memory) {
        TableDraft memory t = Table.draft("capacity", "test", address(ledger));
        return Table.encode(Table.row(t, Predicates.CAPACITY, Table.ISSUE, Parties.MOVEMENT, 0, "L-0: capacity"));
    }

    function useRegime(IBondToken token, bytes memory table) internal {
        address regime = deployRegime(table);
        vm.prank(governor);
        token.setRegime(regime);
    }

    // INVESTORS

    function restrict(address wallet, uint24 flags) internal {
        vm.prank(officer);
        investors.setRestrictions(wallet, flags);
    }

    function attest(address wallet, uint256 category, uint16 lastDay) internal {
        vm.prank(verifier);
        investors.attest(wallet, category, lastDay);
    }

    function link(address wallet, address newWallet) internal {
        vm.prank(registrar);
        investors.linkWallet(wallet, newWallet);
    }

    function facts(uint16 jurisdiction, uint256 category, uint24 flags) internal pure returns (Standing standing) {
        standing = Standing.wrap(0).withJurisdiction(jurisdiction).withFlags(flags, StandingLibrary.ATTESTED_FLAGS);
        return standing.withExpiry(IDENTITY, LAST_DAY).withExpiry(category, LAST_DAY);
    }

    function register(address wallet, Standing standing) internal returns (uint40) {
        vm.prank(verifier);
        return investors.register(wallet, standing, keccak256(abi.encode("salt", wallet)));
    }

    function issue(IBondToken token, address to, uint256 amount) internal {
        vm.prank(issuer);
        token.mint(to, amount);
    }

    function freeze(IBondToken token, address account, uint256 amount) internal {
        vm.prank(officer);
        token.setFrozenTokens(account, amount);
    }

    function pause(IBondToken token) internal {
        vm.prank(supervisor);
        token.setPaused(true);
    }

    // VERDICTS

    /// @dev The bitmap that `explain` gives for a movement now; 0 when it is allowed.
    function reasons(IBondToken token, MovementKind kind, address operator, address from, address to, uint256 amount)
        internal
        view
        returns (uint256)
    {
        Refusal[] memory refusals = token.explain(kind, operator, from, to, amount, uint64(vm.getBlockTimestamp()));
        return refusals.length == 0 ? 0 : refusals[0].reasons;
    }

    /// @dev The revert data of a movement that `token`'s regime and facts refuse for exactly `bits`.
    function refusal(IBondToken token, MovementKind kind, uint256 bits) internal view returns (bytes memory) {
        Refusal[] memory refusals = new Refusal[](1);
        refusals[0] = Refusal(token.regime(), bits);
        return abi.encodeWithSelector(IBondEvents.MovementRefused.selector, kind, refusals);
    }

    /// @dev Call before the prank: the movement that follows has to be refused for exactly `bits`, and the view agrees.
    function expectRefusal(IBondToken token, MovementKind kind, uint256 bits) internal {
        vm.expectRevert(refusal(token, kind, bits));
    }

    // ASSERTIONS

    error AssertionFailed(string what, uint256 actual, uint256 expected);

    function check(bool condition, string memory what) internal pure {
        if (!condition) revert AssertionFailed(what, 0, 1);
    }

    function same(uint256 actual, uint256 expected, string memory what) internal pure {
        if (actual != expected) revert AssertionFailed(what, actual, expected);
    }

    function makeAccount(string memory name) internal returns (address account) {
        account = address(uint160(uint256(keccak256(bytes(name)))));
        vm.label(account, name);
    }

    function bound(uint256 value, uint256 low, uint256 high) internal pure returns (uint256) {
        return low + value % (high - low + 1);
    }
}
