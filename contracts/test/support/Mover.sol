// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IBondEvents} from "../../src/interfaces/IBondEvents.sol";
import {IBondToken} from "../../src/interfaces/IBondToken.sol";
import {IERC7943Fungible} from "../../src/interfaces/IERC7943Fungible.sol";
import {ISecurityCore} from "../../src/interfaces/ISecurityCore.sol";
import {ISecurityDesk} from "../../src/interfaces/ISecurityDesk.sol";
import {TokenFacts} from "../../src/libraries/TokenFacts.sol";
import {MovementKind} from "../../src/types/MovementKind.sol";
import {Refusal} from "../../src/types/Refusal.sol";
import {Vm} from "./Vm.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @notice One movement that a test attempts.
struct Attempt {
    MovementKind kind;
    address operator;
    address from;
    address to;
    uint256 amount;
}

/// @notice Who has the roles that movements need.
struct Callers {
    address issuer;
    address payingAgent;
    address officer;
}

/// @title Mover
/// @notice Asks for the explanation of a movement, attempts it, and compares the two.
library Mover {
    Vm private constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    error ExplainedOtherwise(MovementKind kind, uint256 explained, bool succeeded, bytes outcome);

    /// @notice Attempts the movement; reverts when its explanation said otherwise.
    /// @return reasons what explanation and outcome agree on, 0 when the movement took place
    function attempt(IBondToken token, Callers memory callers, Attempt memory a) internal returns (uint256 reasons) {
        reasons = explained(token, a);
        (bool succeeded, bytes memory outcome) = _execute(token, callers, a);
        bool agree = succeeded ? reasons == 0 : reasons != 0 && _isRefusalFor(outcome, reasons);
        if (!agree) revert ExplainedOtherwise(a.kind, reasons, succeeded, outcome);
    }

    function explained(IBondToken token, Attempt memory a) internal view returns (uint256) {
        uint64 at = uint64(vm.getBlockTimestamp());
        Refusal[] memory refusals = token.explain(a.kind, a.operator, a.from, a.to, a.amount, at);
        return refusals.length == 0 ? 0 : refusals[0].reasons;
    }

    /// @dev The errors of an address that is none stand for whatever else was wrong beside it.
    function _isRefusalFor(bytes memory outcome, uint256 reasons) private pure returns (bool) {
        bytes4 selector = bytes4(outcome);
        if (
            selector == IERC20Errors.ERC20InvalidSender.selector
                || selector == IERC20Errors.ERC20InvalidReceiver.selector
        ) {
            return reasons & TokenFacts.INVALID_PARTY != 0;
        }
        return reasons == refusedFor(outcome);
    }

    /// @notice The verdict that revert data stands for.
    function refusedFor(bytes memory outcome) internal pure returns (uint256) {
        bytes4 selector = bytes4(outcome);
        if (selector == IERC20Errors.ERC20InsufficientBalance.selector) return TokenFacts.BALANCE;
        if (selector == IERC20Errors.ERC20InsufficientAllowance.selector) return TokenFacts.ALLOWANCE;
        if (selector == IERC7943Fungible.ERC7943InsufficientUnfrozenBalance.selector) return TokenFacts.FROZEN;
        if (selector != IBondEvents.MovementRefused.selector) return type(uint256).max;
        bytes memory arguments = new bytes(outcome.length - 4);
        for (uint256 i = 0; i < arguments.length; ++i) {
            arguments[i] = outcome[i + 4];
        }
        (, Refusal[] memory refusals) = abi.decode(arguments, (MovementKind, Refusal[]));
        return refusals[0].reasons;
    }

    function _execute(IBondToken token, Callers memory callers, Attempt memory a)
        private
        returns (bool succeeded, bytes memory outcome)
    {
        (address caller, bytes memory data) = _call(callers, a);
        vm.prank(caller);
        return address(token).call(data);
    }

    function _call(Callers memory callers, Attempt memory a) private pure returns (address, bytes memory) {
        if (a.kind == MovementKind.Issue) {
            return (callers.issuer, abi.encodeCall(ISecurityCore.mint, (a.to, a.amount)));
        }
        if (a.kind == MovementKind.Redeem) {
            return (callers.payingAgent, abi.encodeCall(ISecurityDesk.redeem, (a.from, a.amount)));
        }
        if (a.kind == MovementKind.ForcedTransfer) {
            return (callers.officer, abi.encodeCall(IERC7943Fungible.forcedTransfer, (a.from, a.to, a.amount)));
        }
        if (a.kind == MovementKind.Recovery) {
            return (callers.officer, abi.encodeCall(ISecurityDesk.recover, (a.from, a.to)));
        }
        if (a.operator == address(0)) return (a.from, abi.encodeCall(IERC20.transfer, (a.to, a.amount)));
        return (a.operator, abi.encodeCall(IERC20.transferFrom, (a.from, a.to, a.amount)));
    }
}
