// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Vm} from "./Vm.sol";

/// @title Deployed
/// @notice Creates contracts from the code that is deployed: compiled by the default profile into `out`, whatever settings
/// the tests themselves are compiled with.
library Deployed {
    Vm private constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    /// @notice Creation code of `name` with its constructor's arguments behind it.
    function creationCode(string memory name, bytes memory arguments) internal view returns (bytes memory) {
        return abi.encodePacked(vm.getCode(string.concat("out/", name, ".sol/", name, ".json")), arguments);
    }

    /// @notice Creates a contract; what its constructor reverts with is passed on.
    function create(bytes memory code) internal returns (address created) {
        assembly ("memory-safe") {
            created := create(0, add(code, 32), mload(code))
            if iszero(created) {
                let pointer := mload(0x40)
                returndatacopy(pointer, 0, returndatasize())
                revert(pointer, returndatasize())
            }
        }
    }

    function create(string memory name, bytes memory arguments) internal returns (address) {
        return create(creationCode(name, arguments));
    }
}
