// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IInvestorRegistry} from "../interfaces/IInvestorRegistry.sol";
import {IRegime} from "../interfaces/IRegime.sol";
import {InstrumentState} from "../types/InstrumentState.sol";
import {MovementKind} from "../types/MovementKind.sol";

/// @title CouponBatch
/// @notice Asks the registry and the regime about all holders of a batch, once each, as a bond does for a batch of transfers, or about one.
/// @dev The question is the ABI encoding of {IRegime-allowsBatch}, whose layout {RegimeCalls} and {BatchCalls} describe. A coupon has a
/// recipient and nothing else: nobody gives, nobody operates, and no units move. A bond adds no fact of its own to a coupon's verdict
/// but that zero is nobody, and zero is in no batch.
library CouponBatch {
    uint256 private constant OTHERS = 0x224;

    /// @notice Whether every holder may certainly be paid. No is no refusal: it is asked one by one then.
    /// @dev Not for an instrument whose rules need books: the regime would be told what its recipients hold.
    /// @param cash the token that is paid in
    function allows(
        IInvestorRegistry registry,
        address bond,
        InstrumentState state,
        address cash,
        address[] calldata holders
    ) internal view returns (bool allowed) {
        if (state.books() != 0 || holders.length == 0) return false;
        uint256 buffer = _readStandings(registry, holders);
        MovementKind kind = MovementKind.Coupon;
        bytes4 selector = IRegime.allowsBatch.selector;
        uint256 count = holders.length;
        assembly ("memory-safe") {
            mstore(buffer, selector)
            mstore(add(buffer, 0x04), kind)
            mstore(add(buffer, 0x24), timestamp())
            mstore(add(buffer, 0x44), bond)
            mstore(add(buffer, 0x64), state)
            mstore(add(buffer, 0x144), calldataload(holders.offset))
            mstore(add(buffer, 0x184), cash)
            mstore(add(buffer, 0x1c4), 0x200)
            mstore(add(buffer, 0x204), sub(count, 1))
            let length := add(OTHERS, shl(6, sub(count, 1)))
            // A regime that cannot answer says no: the bond is asked then.
            allowed := staticcall(gas(), state, buffer, length, 0x00, 0x20)
            allowed := and(and(allowed, gt(returndatasize(), 0x1f)), eq(mload(0x00), 1))
        }
    }

    /// @notice The same for one holder, of whom the regime is asked as by the bond. No is no refusal either.
    function allowsOne(IInvestorRegistry registry, address bond, InstrumentState state, address cash, address holder)
        internal
        view
        returns (bool allowed)
    {
        if (state.books() != 0) return false;
        MovementKind kind = MovementKind.Coupon;
        (bytes4 read, bytes4 ask) = (IInvestorRegistry.standingOf.selector, IRegime.reasonsAgainst.selector);
        assembly ("memory-safe") {
            let buffer := mload(0x40)
            // Zeros, from behind the end of the calldata.
            calldatacopy(buffer, calldatasize(), 0x1c4)
            mstore(buffer, read)
            mstore(add(buffer, 0x04), holder)
            // The registry is the bond's own: it answers as it declares, or runs out of gas.
            if iszero(staticcall(gas(), registry, buffer, 0x24, add(buffer, 0xa4), 0x20)) { revert(0, 0) }
            mstore(buffer, ask)
            mstore(add(buffer, 0x04), kind)
            mstore(add(buffer, 0x24), timestamp())
            mstore(add(buffer, 0x44), bond)
            mstore(add(buffer, 0x64), state)
            mstore(add(buffer, 0x144), holder)
            mstore(add(buffer, 0x184), cash)
            // A regime that cannot answer says no: the bond is asked then.
            allowed := staticcall(gas(), state, buffer, 0x1c4, 0x00, 0x20)
            allowed := and(and(allowed, gt(returndatasize(), 0x1f)), iszero(mload(0x00)))
        }
    }

    /// @dev Clears the question, and fills in the standings of the holders.
    /// @return buffer where it is: nothing may be allocated before the regime is asked
    function _readStandings(IInvestorRegistry registry, address[] calldata holders)
        private
        view
        returns (uint256 buffer)
    {
        bytes4 selector = IInvestorRegistry.standingsOf.selector;
        assembly ("memory-safe") {
            buffer := mload(0x40)
            // Zeros, from behind the end of the calldata: amounts, parties and what stands between them.
            let items := add(buffer, sub(OTHERS, 0x40))
            let question := add(items, shl(6, holders.length))
            calldatacopy(buffer, calldatasize(), sub(question, buffer))
            mstore(question, selector)
            mstore(add(question, 0x04), 0x20)
            mstore(add(question, 0x24), holders.length)
            let words := shl(5, holders.length)
            calldatacopy(add(question, 0x44), holders.offset, words)
            // The registry is the bond's own: it answers as it declares, or runs out of gas.
            if iszero(staticcall(gas(), registry, question, add(0x44, words), question, add(0x40, words))) {
                revert(0, 0)
            }
            let answer := add(question, 0x40)
            mstore(add(buffer, 0xa4), mload(answer))
            // The first one stands among the movement's own words; its item is none.
            for { let i := 0x20 } lt(i, words) { i := add(i, 0x20) } {
                mstore(add(items, shl(1, i)), mload(add(answer, i)))
            }
        }
    }
}
