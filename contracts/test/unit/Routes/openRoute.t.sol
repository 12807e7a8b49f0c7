// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Leg} from "../../../src/interfaces/IAssetRegistry.sol";
import {IBondToken} from "../../../src/interfaces/IBondToken.sol";
import {IERC8327, Route} from "../../../src/interfaces/IERC8327.sol";
import {IRoutes, LegRoute, RouteWindow} from "../../../src/interfaces/IRoutes.sol";
import {AssetId} from "../../../src/types/AssetId.sol";
import {BondTerms} from "../../../src/types/BondTerms.sol";
import {Deployed} from "../../support/Deployed.sol";
import {RoutesTest} from "../../support/RoutesTest.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";

contract OpenRouteTest is RoutesTest {
    bytes32 private constant CLASS_ID = "an asset";

    function permitted(IBondToken source, IBondToken destination) private view returns (bool) {
        return routes.isRoutePermitted(domain(source), domain(destination), CLASS_ID);
    }

    function route(IBondToken source, IBondToken destination) private view returns (Route memory) {
        return routes.getRoute(domain(source), domain(destination), CLASS_ID);
    }

    function expectRevert(IBondToken source, IBondToken destination, bytes memory error_) private {
        vm.expectRevert(error_);
        open(source, destination, 0, 0);
    }

    // OPENING

    function testFuzz_AWindowIncludesItsStartAndExcludesItsEnd(uint40 start, uint40 end, uint256 at) external {
        vm.assume(end == 0 || end > start);
        at = bound(at, START, START + 10_000 days);
        open(homeLeg, awayLeg, start, end);
        vm.warp(at);
        check(permitted(homeLeg, awayLeg) == (at >= start && (end == 0 || at < end)), "in its window");
        check(permitted(awayLeg, homeLeg), "the other direction is another route");
    }

    function test_EmitsBothEvents() external {
        vm.expectEmit(address(routes));
        emit IERC8327.RouteSet(domain(homeLeg), domain(awayLeg), CLASS_ID, EVIDENCE, uint64(START));
        vm.expectEmit(address(routes));
        emit IRoutes.RouteWindowSet(domain(homeLeg), domain(awayLeg), CLASS_ID, 7, 9);
        open(homeLeg, awayLeg, 7, 9);
    }

    function testFuzz_RevertWhen_TheWindowIsEmpty(uint40 start, uint40 end) external {
        vm.assume(end != 0 && end <= start);
        vm.expectRevert(abi.encodeWithSelector(IRoutes.EmptyWindow.selector, start, end));
        open(homeLeg, awayLeg, start, end);
    }

    function test_RevertWhen_BothLegsAreOne() external {
        expectRevert(homeLeg, homeLeg, abi.encodeWithSelector(IRoutes.SameLeg.selector, domain(homeLeg)));
    }

    function test_RevertWhen_ALegIsOfAnotherInstrumentOrNone() external {
        bytes4 selector = IRoutes.NotLegsOf.selector;
        expectRevert(homeLeg, bond, abi.encodeWithSelector(selector, CLASS_ID, domain(homeLeg), domain(bond)));
        bytes32 none = bytes32(0);
        vm.expectRevert(
            abi.encodeWithSelector(IRoutes.InvalidRoute.selector, domain(bond), domain(homeLeg), none, EVIDENCE)
        );
        open(bond, homeLeg, 0, 0);
        expectRevert(
            homeLeg,
            IBondToken(address(0)),
            abi.encodeWithSelector(IRoutes.InvalidRoute.selector, domain(homeLeg), none, CLASS_ID, EVIDENCE)
        );
    }

    function test_RevertWhen_UnitsDiffer() external {
        BondTerms memory other = terms("ZZ00OTHER000");
        other.decimals = 4;
        IBondToken leg = IBondToken(Deployed.create("BondToken", abi.encode(other, system(), homeLeg.regime())));
        addLeg(leg, "ZZ00OTHER000");
        expectRevert(homeLeg, leg, abi.encodeWithSelector(IRoutes.UnitsDiffer.selector, homeLeg, leg));
        other = terms("ZZ00DOLLARS0");
        other.currency = 840;
        leg = IBondToken(Deployed.create("BondToken", abi.encode(other, system(), homeLeg.regime())));
        addLeg(leg, "ZZ00DOLLARS0");
        expectRevert(homeLeg, leg, abi.encodeWithSelector(IRoutes.UnitsDiffer.selector, homeLeg, leg));
    }

    function addLeg(IBondToken leg, bytes12 isin) private {
        vm.prank(registrar);
        assets.addLeg(ASSET, Leg(address(leg), isin));
    }

    /// What is no address in a word is the domain of no leg, though its last twenty bytes be one.
    function testFuzz_RevertWhen_ADomainIsNoAddress(uint96 high) external {
        vm.assume(high != 0);
        bytes32 wrong = bytes32(uint256(high) << 160 | uint256(domain(awayLeg)));
        vm.expectRevert(abi.encodeWithSelector(IRoutes.NotLegsOf.selector, CLASS_ID, domain(homeLeg), wrong));
        vm.prank(registrar);
        routes.setRoute(domain(homeLeg), wrong, CLASS_ID, EVIDENCE);
    }

    // CLOSING AND OPENING AGAIN

    function test_RevokedAndSetAgain() external {
        vm.warp(START + 1);
        vm.expectEmit(address(routes));
        emit IERC8327.RouteRevoked(domain(homeLeg), domain(awayLeg), CLASS_ID, "closed", uint64(START + 1));
        revoke(homeLeg, awayLeg);
        check(!permitted(homeLeg, awayLeg), "closed");
        Route memory closed = route(homeLeg, awayLeg);
        check(!closed.permitted && closed.effectiveAt == START + 1, "since");
        check(closed.permissionEvidenceHash == EVIDENCE && closed.revocationEvidenceHash == "closed", "evidence");
        vm.warp(START + 2);
        vm.prank(registrar);
        routes.setRoute(domain(homeLeg), domain(awayLeg), CLASS_ID, "again");
        Route memory again = route(homeLeg, awayLeg);
        check(again.permitted && again.effectiveAt == START + 2, "open again");
        check(again.permissionEvidenceHash == "again" && again.revocationEvidenceHash == bytes32(0), "evidence");
        same(routes.routesOf(ASSET).length, 2, "still one route a direction");
    }

    /// As ERC-8327 has it: revoking what nobody opened is no error, and opens nothing.
    function testFuzz_AnUnknownRouteMayBeRevoked(bytes32 source, bytes32 destination, bytes32 class) external {
        vm.assume(source != 0 && destination != 0 && class != 0 && class != CLASS_ID);
        vm.prank(registrar);
        routes.revokeRoute(source, destination, class, "never");
        check(!routes.isRoutePermitted(source, destination, class), "not permitted");
        same(routes.routesOf(AssetId.wrap(class)).length, 0, "no route");
    }

    function testFuzz_RevertWhen_AnythingIsZero(uint256 which, bool revokes) external {
        bytes32[4] memory words = [domain(homeLeg), domain(awayLeg), CLASS_ID, EVIDENCE];
        words[which % 4] = 0;
        vm.expectRevert(abi.encodeWithSelector(IRoutes.InvalidRoute.selector, words[0], words[1], words[2], words[3]));
        vm.prank(registrar);
        if (revokes) routes.revokeRoute(words[0], words[1], words[2], words[3]);
        else routes.setRoute(words[0], words[1], words[2], words[3]);
    }

    // VIEWS

    /// A window that opens or closes changes the route at its moment, without a transaction.
    function test_EffectiveSinceItsWindow() external {
        open(homeLeg, awayLeg, START + 10, START + 20);
        check(!route(homeLeg, awayLeg).permitted && route(homeLeg, awayLeg).effectiveAt == START, "set");
        vm.warp(START + 10);
        check(route(homeLeg, awayLeg).permitted && route(homeLeg, awayLeg).effectiveAt == START + 10, "open");
        vm.warp(START + 20);
        check(!route(homeLeg, awayLeg).permitted && route(homeLeg, awayLeg).effectiveAt == START + 20, "over");
    }

    function test_RoutesOfAnInstrument() external {
        open(awayLeg, homeLeg, 5, 0);
        revoke(homeLeg, awayLeg);
        LegRoute[] memory all = routes.routesOf(ASSET);
        same(all.length, 2, "two");
        check(all[0].source == address(homeLeg) && all[0].destination == address(awayLeg), "in order");
        check(!all[0].open && all[1].open && all[1].window.start == 5, "as they are");
        check(all[1].permissionEvidenceHash == EVIDENCE, "evidence");
    }

    function testFuzz_ABatchAsksEach(bool first, bool second) external {
        if (!first) revoke(homeLeg, awayLeg);
        if (!second) revoke(awayLeg, homeLeg);
        bytes32[] memory sources = new bytes32[](3);
        bytes32[] memory destinations = new bytes32[](3);
        bytes32[] memory classes = new bytes32[](3);
        (sources[0], destinations[0], classes[0]) = (domain(homeLeg), domain(awayLeg), CLASS_ID);
        (sources[1], destinations[1], classes[1]) = (domain(awayLeg), domain(homeLeg), CLASS_ID);
        bool[] memory answers = routes.isRoutePermittedBatch(sources, destinations, classes);
        check(answers[0] == first && answers[1] == second && !answers[2], "each");
        vm.expectRevert(IRoutes.QuestionLengthMismatch.selector);
        routes.isRoutePermittedBatch(sources, destinations, new bytes32[](2));
    }

    function testFuzz_SupportsItsInterfacesAndNothingElse(bytes4 id) external view {
        bool expected = id == type(IERC165).interfaceId || id == type(IERC8327).interfaceId;
        check(routes.supportsInterface(id) == expected, "any");
        check(routes.supportsInterface(type(IERC8327).interfaceId), "its own");
    }
}
