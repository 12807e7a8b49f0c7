// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Leg} from "../../src/interfaces/IAssetRegistry.sol";
import {IBondEvents} from "../../src/interfaces/IBondEvents.sol";
import {IBondToken} from "../../src/interfaces/IBondToken.sol";
import {RouteWindow} from "../../src/interfaces/IRoutes.sol";
import {Predicates} from "../../src/rules/Predicates.sol";
import {AssetId} from "../../src/types/AssetId.sol";
import {Exchange} from "../../src/types/Exchange.sol";
import {ExchangeQuestion} from "../../src/types/ExchangeQuestion.sol";
import {MovementKind} from "../../src/types/MovementKind.sol";
import {Parties} from "../../src/types/Parties.sol";
import {Refusal} from "../../src/types/Refusal.sol";
import {BaseTest} from "../Base.t.sol";
import {RuleTableBuilder as Table, TableDraft} from "./RuleTableBuilder.sol";

/// @title RoutesTest
/// @notice An instrument with two legs, each under a regime of its own that judges exchanges, and a route in each direction.
abstract contract RoutesTest is BaseTest {
    AssetId internal constant ASSET = AssetId.wrap("an asset");
    bytes32 internal constant EVIDENCE = "a profile";

    /// Bits of {legTable}.
    uint256 internal constant L_IDENTITY = 1 << 0;
    uint256 internal constant L_BLOCKED = 1 << 1;
    uint256 internal constant L_ELIGIBLE = 1 << 2;
    uint256 internal constant L_HALT = 1 << 3;
    uint256 internal constant L_CAPACITY = 1 << 4;

    IBondToken internal homeLeg;
    IBondToken internal awayLeg;

    function setUp() public virtual override {
        super.setUp();
        homeLeg = deployBond("ZZ00HOMELEG0", deployRegime(legTable("home leg", lanesOf(HOME, ELSEWHERE))));
        awayLeg = deployBond("ZZ00AWAYLEG0", deployRegime(legTable("away leg", lanesOf(AWAY, ELSEWHERE))));
        enrol(homeLeg);
        enrol(awayLeg);
        list(homeLeg, awayLeg);
        open(homeLeg, awayLeg, 0, 0);
        open(awayLeg, homeLeg, 0, 0);
        register(stranger, facts(AWAY, PROFESSIONAL, 0));
        issue(homeLeg, alice, 4 * LOT);
        issue(awayLeg, stranger, 4 * LOT);
    }

    // SETTING UP

    function lanesOf(uint16 one, uint16 other) private pure returns (uint256) {
        return Table.lanes(one, other);
    }

    /// @dev Identity and restrictions whatever is exchanged, an allowlist and the capacity for whoever comes in, the halt for both.
    function legTable(bytes32 profile, uint256 places) internal view returns (bytes memory) {
        TableDraft memory t = Table.draft(profile, profile, address(ledger));
        uint256 both = Table.EXCHANGE_OUT | Table.EXCHANGE_IN;
        uint256 sides = Parties.SENDER | Parties.RECIPIENT;
        t = Table.row(t, Predicates.ATTESTED, both, sides, IDENTITY, "X-0: identity");
        t = Table.row(t, Predicates.FORBIDDEN_FLAGS, Table.EVERY_KIND, Parties.ALL, BLOCKED_FLAG, "X-1: blocked");
        uint256 head = Table.allowRow(Table.oneOf(PROFESSIONAL), 0, false, 1);
        t = Table.row(
            t,
            Predicates.ELIGIBLE_PARTY,
            Table.EXCHANGE_IN,
            Parties.RECIPIENT,
            0,
            Table.words(head, places),
            "X-2: eligible"
        );
        t = Table.row(t, Predicates.NOT_HALTED, both, Parties.MOVEMENT, 0, "X-3: halted");
        uint256 entering = Table.ISSUE | Table.EXCHANGE_IN;
        t = Table.row(t, Predicates.CAPACITY, entering, Parties.MOVEMENT, 0, "X-4: capacity");
        return Table.encode(t);
    }

    function list(IBondToken one, IBondToken other) internal {
        Leg[] memory legs = new Leg[](2);
        (legs[0], legs[1]) = (legOf(one), legOf(other));
        vm.prank(registrar);
        assets.list(ASSET, LEI, "terms", legs);
    }

    function legOf(IBondToken leg) internal view returns (Leg memory) {
        return Leg(address(leg), bytes12(bytes(leg.isin())));
    }

    function open(IBondToken source, IBondToken destination, uint256 start, uint256 end) internal {
        vm.prank(registrar);
        routes.openRoute(address(source), address(destination), RouteWindow(uint40(start), uint40(end)), EVIDENCE);
    }

    function revoke(IBondToken source, IBondToken destination) internal {
        vm.prank(registrar);
        routes.revokeRoute(domain(source), domain(destination), AssetId.unwrap(ASSET), "closed");
    }

    // EXCHANGING

    function domain(IBondToken leg) internal pure returns (bytes32) {
        return bytes32(uint256(uint160(address(leg))));
    }

    function outward(address holder, address recipient, uint256 amount) internal view returns (Exchange memory) {
        return Exchange(address(homeLeg), address(awayLeg), holder, recipient, amount);
    }

    function back(address holder, address recipient, uint256 amount) internal view returns (Exchange memory) {
        return Exchange(address(awayLeg), address(homeLeg), holder, recipient, amount);
    }

    function exchange(address caller, Exchange memory movement) internal {
        vm.prank(caller);
        routes.exchange(movement);
    }

    function explained(address operator, Exchange memory movement) internal view returns (Refusal[] memory) {
        return explainedAt(operator, movement, vm.getBlockTimestamp());
    }

    function explainedAt(address operator, Exchange memory movement, uint256 at)
        internal
        view
        returns (Refusal[] memory)
    {
        return routes.explainExchange(ExchangeQuestion(movement, operator, uint64(at), address(0), address(0)));
    }

    /// @dev The revert data of an exchange that the two legs refuse for exactly these bits.
    function refusedBy(Exchange memory movement, uint256 out, uint256 into) internal view returns (bytes memory) {
        Refusal[] memory refusals = new Refusal[](2);
        refusals[0] = Refusal(IBondToken(movement.source).regime(), out);
        refusals[1] = Refusal(IBondToken(movement.destination).regime(), into);
        return abi.encodeWithSelector(IBondEvents.MovementRefused.selector, MovementKind.ExchangeOut, refusals);
    }

    /// @dev The exchange is refused for exactly these bits, and was explained so.
    function sameRefusal(address caller, Exchange memory movement, uint256 out, uint256 into) internal {
        Refusal[] memory refusals = explained(caller, movement);
        same(refusals.length, 2, "both legs");
        same(refusals[0].reasons, out, "the leg that is left");
        same(refusals[1].reasons, into, "the leg that is entered");
        vm.expectRevert(refusedBy(movement, out, into));
        exchange(caller, movement);
    }

    function sumOfLegs() internal view returns (uint256) {
        return homeLeg.totalSupply() + awayLeg.totalSupply();
    }

    function sumOfVolumes() internal view returns (uint256) {
        return homeLeg.issueVolume() + awayLeg.issueVolume();
    }
}
