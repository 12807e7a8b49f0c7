// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IBondDocuments} from "../../../src/interfaces/IBondDocuments.sol";
import {BaseTest} from "../../Base.t.sol";
import {Deployed} from "../../support/Deployed.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";

contract BondDocumentsTest is BaseTest {
    IBondDocuments internal documents;

    function setUp() public override {
        super.setUp();
        documents = IBondDocuments(Deployed.create("BondDocuments", abi.encode(address(manager))));
        bytes4[] memory selectors = new bytes4[](2);
        selectors[0] = IBondDocuments.setDocument.selector;
        selectors[1] = IBondDocuments.removeDocument.selector;
        manager.setTargetFunctionRole(address(documents), selectors, REGISTRAR_ROLE);
    }

    function set(bytes32 name, string memory uri, bytes32 hash) private {
        vm.prank(registrar);
        documents.setDocument(address(bond), name, uri, hash);
    }

    function test_RevertWhen_CallerIsNotTheRegistrar() external {
        bytes memory why = abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, issuer);
        vm.startPrank(issuer);
        vm.expectRevert(why);
        documents.setDocument(address(bond), "terms", "ipfs://a", "hash");
        vm.expectRevert(why);
        documents.removeDocument(address(bond), "terms");
    }

    function testFuzz_SetReplacedAndRemoved(bytes32 name, string calldata uri, bytes32 hash) external {
        vm.assume(name != 0 && hash != 0);
        vm.expectEmit(address(documents));
        emit IBondDocuments.DocumentUpdated(address(bond), name, uri, hash);
        set(name, uri, hash);
        set(name, "second", hash);
        (string memory kept, bytes32 keptHash, uint256 modified) = documents.getDocument(address(bond), name);
        check(keccak256(bytes(kept)) == keccak256("second") && keptHash == hash, "kept");
        same(modified, START, "when");
        same(documents.getAllDocuments(address(bond)).length, 1, "listed once");
        same(documents.getAllDocuments(address(clockBond)).length, 0, "for no other bond");
        vm.expectEmit(address(documents));
        emit IBondDocuments.DocumentRemoved(address(bond), name, "second", hash);
        vm.prank(registrar);
        documents.removeDocument(address(bond), name);
        (, keptHash,) = documents.getDocument(address(bond), name);
        check(keptHash == 0, "gone");
        same(documents.getAllDocuments(address(bond)).length, 0, "not listed");
    }

    function test_RevertWhen_ItIsNoDocument() external {
        vm.startPrank(registrar);
        vm.expectRevert(abi.encodeWithSelector(IBondDocuments.InvalidDocument.selector, bytes32(0), bytes32("h")));
        documents.setDocument(address(bond), 0, "", "h");
        vm.expectRevert(abi.encodeWithSelector(IBondDocuments.InvalidDocument.selector, bytes32("n"), bytes32(0)));
        documents.setDocument(address(bond), "n", "", 0);
        vm.expectRevert(abi.encodeWithSelector(IBondDocuments.UnknownDocument.selector, bond, bytes32("n")));
        documents.removeDocument(address(bond), "n");
    }
}
