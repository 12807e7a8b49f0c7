// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Leg} from "../../../src/interfaces/IAssetRegistry.sol";
import {IEquityToken} from "../../../src/interfaces/IEquityToken.sol";
import {IRoutes, RouteWindow} from "../../../src/interfaces/IRoutes.sol";
import {AssetId} from "../../../src/types/AssetId.sol";
import {Exchange} from "../../../src/types/Exchange.sol";
import {EquityTest} from "../../support/EquityTest.sol";

/// Shares have legs and routes as bonds have, and none leads between a share and a bond.
contract EquityTokenExchangeTest is EquityTest {
    uint256 private constant HELD = 400;

    IEquityToken private other;

    function setUp() public override {
        super.setUp();
        other = deployShare(shareTerms("ZZ0000SHARE2"), share.regime());
        Leg[] memory legs = new Leg[](3);
        legs[0] = Leg(address(share), "ZZ0000SHARE1");
        legs[1] = Leg(address(other), "ZZ0000SHARE2");
        legs[2] = Leg(address(bond), "GB00B6460505");
        vm.prank(registrar);
        assets.list(AssetId.wrap("a share"), LEI, "terms", legs);
        issue(moved, alice, HELD);
    }

    function open(address destination) private {
        vm.prank(registrar);
        routes.openRoute(address(share), destination, RouteWindow(0, 0), "a profile");
    }

    function testFuzz_SharesAndWhatIsAuthorisedGoTogether(uint256 amount) external {
        amount = bound(amount, 1, HELD);
        open(address(other));
        vm.prank(alice);
        routes.exchange(Exchange(address(share), address(other), alice, bob, amount));
        same(share.balanceOf(alice), HELD - amount, "left");
        same(other.balanceOf(bob), amount, "entered");
        same(share.issueVolume(), AUTHORISED - amount, "authorised here");
        same(other.issueVolume(), AUTHORISED + amount, "authorised there");
    }

    function test_RevertWhen_TheOtherLegIsABond() external {
        vm.expectRevert(abi.encodeWithSelector(IRoutes.UnitsDiffer.selector, address(share), address(bond)));
        open(address(bond));
    }
}
