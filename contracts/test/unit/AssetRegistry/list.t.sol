// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Asset, AssetStatus, IAssetRegistry, Leg} from "../../../src/interfaces/IAssetRegistry.sol";
import {AssetId} from "../../../src/types/AssetId.sol";
import {BaseTest} from "../../Base.t.sol";

contract AssetRegistryTest is BaseTest {
    AssetId private constant ASSET = AssetId.wrap("an asset");
    AssetId private constant OTHER = AssetId.wrap("another asset");
    bytes12 private constant ISIN = "GB00B6460505";
    bytes12 private constant CLOCK_ISIN = "ZZ00CLOCK000";

    function legs(address token, bytes12 isin) private pure returns (Leg[] memory list) {
        list = new Leg[](1);
        list[0] = Leg(token, isin);
    }

    function listBond() private {
        vm.prank(registrar);
        assets.list(ASSET, LEI, "terms", legs(address(bond), ISIN));
    }

    function setStatus(AssetStatus status) private {
        vm.prank(registrar);
        assets.setStatus(ASSET, status);
    }

    // HOLDERS

    function testFuzz_HeldByNamesATokenThatIsHeld(bool first, bool second) external {
        listBond();
        vm.prank(registrar);
        assets.list(OTHER, LEI, "terms", legs(address(clockBond), CLOCK_ISIN));
        useRegime(clockBond, openTable("open"));
        if (first) issue(bond, alice, LOT);
        if (second) issue(clockBond, alice, LOT);
        address expected = first ? address(bond) : second ? address(clockBond) : address(0);
        check(assets.heldBy(alice) == expected, "held");
        check(assets.heldBy(bob) == address(0), "holds nothing");
    }

    /// What is closed is not asked any more, whatever its place among the others.
    function testFuzz_ClosedInstrumentsAreForgotten(bool firstGoes) external {
        listBond();
        vm.prank(registrar);
        assets.list(OTHER, LEI, "terms", legs(address(clockBond), CLOCK_ISIN));
        vm.prank(registrar);
        assets.setStatus(firstGoes ? ASSET : OTHER, AssetStatus.Closed);
        useRegime(clockBond, openTable("open"));
        issue(bond, alice, LOT);
        issue(clockBond, alice, LOT);
        check(assets.heldBy(alice) == (firstGoes ? address(clockBond) : address(bond)), "the other is asked");
        vm.prank(alice);
        (firstGoes ? clockBond : bond).transfer(bob, LOT);
        check(assets.heldBy(alice) == address(0), "the closed one is not");
    }

    function test_EveryLegOfAClosedInstrumentIsForgotten() external {
        Leg[] memory both = new Leg[](2);
        (both[0], both[1]) = (Leg(address(bond), ISIN), Leg(address(clockBond), CLOCK_ISIN));
        vm.prank(registrar);
        assets.list(ASSET, LEI, "terms", both);
        setStatus(AssetStatus.Closed);
        useRegime(clockBond, openTable("open"));
        issue(clockBond, alice, LOT);
        check(assets.heldBy(alice) == address(0), "none is asked");
    }

    // LISTING

    function testFuzz_ListsAnInstrument(bytes20 lei, bytes32 termsHash) external {
        vm.expectEmit(address(assets));
        emit IAssetRegistry.AssetListed(ASSET, lei, termsHash);
        vm.expectEmit(address(assets));
        emit IAssetRegistry.LegAdded(ASSET, address(bond), ISIN);
        vm.prank(registrar);
        assets.list(ASSET, lei, termsHash, legs(address(bond), ISIN));
        Asset memory record = assets.assetById(ASSET);
        check(record.issuer == lei && record.termsHash == termsHash && record.status == AssetStatus.Active, "record");
        same(assets.legsOf(ASSET).length, 1, "one leg");
        check(AssetId.unwrap(assets.assetOf(address(bond))) == AssetId.unwrap(ASSET), "asset of the token");
        check(assets.tokenByIsin(ISIN) == address(bond), "token of the ISIN");
    }

    function testFuzz_RevertWhen_ListedTwice(bytes32 termsHash) external {
        listBond();
        vm.expectRevert(abi.encodeWithSelector(IAssetRegistry.AssetAlreadyListed.selector, ASSET));
        vm.prank(registrar);
        assets.list(ASSET, LEI, termsHash, new Leg[](0));
    }

    function test_RevertWhen_TokenOrIsinIsALegAlready() external {
        listBond();
        vm.expectRevert(abi.encodeWithSelector(IAssetRegistry.LegAlreadyListed.selector, address(bond), ISIN));
        vm.prank(registrar);
        assets.list(OTHER, LEI, "terms", legs(address(bond), ISIN));
        address twin = address(deployBond(ISIN, bond.regime()));
        vm.expectRevert(abi.encodeWithSelector(IAssetRegistry.LegAlreadyListed.selector, twin, ISIN));
        vm.prank(registrar);
        assets.addLeg(ASSET, Leg(twin, ISIN));
    }

    /// A leg that stands twice in one list is refused, and with it the listing.
    function test_RevertWhen_ListHoldsADuplicate() external {
        Leg[] memory twice = new Leg[](2);
        twice[0] = twice[1] = Leg(address(bond), ISIN);
        vm.expectRevert(abi.encodeWithSelector(IAssetRegistry.LegAlreadyListed.selector, address(bond), ISIN));
        vm.prank(registrar);
        assets.list(ASSET, LEI, "terms", twice);
        check(assets.assetById(ASSET).status == AssetStatus.None, "nothing was listed");
    }

    function testFuzz_RevertWhen_TokenSaysAnotherIsin(bytes12 isin) external {
        vm.assume(isin != ISIN);
        vm.expectRevert(abi.encodeWithSelector(IAssetRegistry.IsinMismatch.selector, address(bond), isin));
        vm.prank(registrar);
        assets.list(ASSET, LEI, "terms", legs(address(bond), isin));
    }

    /// The zero id is "no instrument": its legs could not be told from tokens that were never listed.
    function test_RevertWhen_AssetIdIsZero() external {
        vm.expectRevert();
        vm.prank(registrar);
        assets.list(AssetId.wrap(0), LEI, "terms", legs(address(bond), ISIN));
    }

    // AMENDING

    function testFuzz_AmendsTerms(bytes32 termsHash) external {
        listBond();
        vm.expectEmit(address(assets));
        emit IAssetRegistry.TermsAmended(ASSET, "terms", termsHash);
        vm.prank(registrar);
        assets.amendTerms(ASSET, termsHash);
        check(assets.assetById(ASSET).termsHash == termsHash, "terms hash");
    }

    function test_RevertWhen_AssetIsUnknown() external {
        bytes memory expected = abi.encodeWithSelector(IAssetRegistry.UnknownAsset.selector, ASSET);
        vm.startPrank(registrar);
        vm.expectRevert(expected);
        assets.amendTerms(ASSET, "terms");
        vm.expectRevert(expected);
        assets.addLeg(ASSET, Leg(address(bond), ISIN));
        vm.expectRevert(expected);
        assets.setStatus(ASSET, AssetStatus.WindingDown);
        vm.stopPrank();
    }

    function test_RevertWhen_AmendedWhileNotActive() external {
        listBond();
        setStatus(AssetStatus.WindingDown);
        bytes memory expected =
            abi.encodeWithSelector(IAssetRegistry.StatusForbids.selector, ASSET, AssetStatus.WindingDown);
        vm.startPrank(registrar);
        vm.expectRevert(expected);
        assets.amendTerms(ASSET, "new terms");
        vm.expectRevert(expected);
        assets.addLeg(ASSET, Leg(address(clockBond), CLOCK_ISIN));
        vm.stopPrank();
    }

    // STATUS

    function testFuzz_StatusOnlyMovesForward(uint256 first, uint256 second) external {
        listBond();
        AssetStatus a = AssetStatus(bound(first, 0, 3));
        AssetStatus b = AssetStatus(bound(second, 0, 3));
        AssetStatus current = AssetStatus.Active;
        AssetStatus[2] memory asked = [a, b];
        for (uint256 i = 0; i < 2; ++i) {
            bool forward = asked[i] > current;
            if (!forward) {
                vm.expectRevert(abi.encodeWithSelector(IAssetRegistry.StatusForbids.selector, ASSET, current));
            }
            setStatus(asked[i]);
            if (forward) current = asked[i];
        }
        check(assets.assetById(ASSET).status == current, "status");
    }

    function test_RevertWhen_ClosedWithUnitsOutstanding() external {
        listBond();
        vm.prank(registrar);
        assets.addLeg(ASSET, Leg(address(clockBond), CLOCK_ISIN));
        issue(bond, alice, LOT);
        issue(clockBond, alice, 2 * LOT);
        same(assets.outstanding(ASSET), 3 * LOT, "sum of the legs");
        vm.expectRevert(abi.encodeWithSelector(IAssetRegistry.StillOutstanding.selector, ASSET, 3 * LOT));
        setStatus(AssetStatus.Closed);
        vm.startPrank(payingAgent);
        bond.redeem(alice, LOT);
        clockBond.redeem(alice, 2 * LOT);
        vm.stopPrank();
        setStatus(AssetStatus.Closed);
        check(assets.assetById(ASSET).status == AssetStatus.Closed, "closed");
    }
}
