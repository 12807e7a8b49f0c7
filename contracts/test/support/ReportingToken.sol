// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IInstrumentLedger} from "../../src/interfaces/IInstrumentLedger.sol";
import {IInvestorRegistry} from "../../src/interfaces/IInvestorRegistry.sol";
import {MovementKind} from "../../src/types/MovementKind.sol";
import {Standing} from "../../src/types/Standing.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title ReportingToken
/// @notice A plain ERC-20 without any rules that reports every movement to the instrument ledger, of every kind.
contract ReportingToken is ERC20 {
    IInstrumentLedger private immutable ledger;
    IInvestorRegistry private immutable investors;
    uint256 public issueVolume = 1_000_000_000_00;

    constructor(IInstrumentLedger ledger_, IInvestorRegistry investors_) ERC20("Reporting", "REP") {
        (ledger, investors) = (ledger_, investors_);
    }

    /// @dev Twelve bytes that no other token has.
    function isin() external view returns (string memory) {
        return string(abi.encodePacked(bytes12(bytes20(address(this)))));
    }

    function open(uint256 mask) external {
        ledger.open(mask, totalSupply());
    }

    function setIssueVolume(uint256 volume) external {
        issueVolume = volume;
    }

    function issue(address to, uint256 amount) external {
        move(MovementKind.Issue, address(0), to, amount);
    }

    function redeem(address from, uint256 amount) external {
        move(MovementKind.Redeem, from, address(0), amount);
    }

    function recover(address lost, address replacement) external {
        move(MovementKind.Recovery, lost, replacement, balanceOf(lost));
    }

    function send(address from, address to, uint256 amount) external {
        move(MovementKind.Transfer, from, to, amount);
    }

    /// @dev Out here and in there, as a route between two legs does.
    function exchange(ReportingToken leg, address from, address to, uint256 amount) external {
        uint256 fromBefore = balanceOf(from);
        _burn(from, amount);
        (Standing sender, Standing there) = investors.twoStandings(from, to);
        ledger.unitsMoved(MovementKind.ExchangeOut, from, address(0), msg.sender, amount, fromBefore, 0, sender, there);
        leg.move(MovementKind.ExchangeIn, address(0), to, amount);
    }

    function move(MovementKind kind, address from, address to, uint256 amount) public {
        uint256 fromBefore = from == address(0) ? 0 : balanceOf(from);
        uint256 toBefore = to == address(0) ? 0 : balanceOf(to);
        _update(from, to, amount);
        (Standing sender, Standing recipient) = investors.twoStandings(from, to);
        address by = kind == MovementKind.ExchangeIn ? msg.sender : address(0);
        ledger.unitsMoved(kind, from, to, by, amount, fromBefore, toBefore, sender, recipient);
    }
}
