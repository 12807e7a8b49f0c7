// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {InstrumentLedger} from "../../../src/InstrumentLedger.sol";
import {InvestorRegistry} from "../../../src/InvestorRegistry.sol";
import {Routes} from "../../../src/Routes.sol";
import {IBondToken} from "../../../src/interfaces/IBondToken.sol";
import {RouteWindow} from "../../../src/interfaces/IRoutes.sol";
import {AssetId} from "../../../src/types/AssetId.sol";
import {Exchange} from "../../../src/types/Exchange.sol";
import {ExchangeQuestion} from "../../../src/types/ExchangeQuestion.sol";
import {Vm} from "../../support/Vm.sol";

/// @notice What the handler works on, and whose keys it holds.
struct RoutesStage {
    Routes routes;
    InvestorRegistry investors;
    IBondToken[2] legs;
    AssetId asset;
    address issuer;
    address payingAgent;
    address officer;
    address supervisor;
    address registrar;
    address[] wallets;
}

/// @title RoutesHandler
/// @notice Does to an instrument of two legs whatever people and officials may do, in any order, and keeps what the sums have to be.
/// Every exchange is explained first, and a revert that was not explained fails the run.
contract RoutesHandler {
    Vm private constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));
    uint256 private constant UNIT = 1000;

    RoutesStage private stage;
    uint256 public time;
    /// What is outstanding over both legs: only issue and redemption change it.
    uint256 public outstanding;
    /// What may be outstanding over both legs: only a tap changes it.
    uint256 public volume;
    uint256 public exchanged;
    uint256 public refused;
    mapping(uint256 leg => mapping(address wallet => uint256)) public frozen;

    error Violated(string what);

    modifier timed() {
        vm.warp(time);
        _;
    }

    constructor(RoutesStage memory stage_, uint256 start) {
        (stage, time) = (stage_, start);
        volume = stage.legs[0].issueVolume() + stage.legs[1].issueVolume();
    }

    // MOVEMENTS

    function exchange(uint256 leg, uint256 caller, uint256 from, uint256 to, uint256 amount) external timed {
        (IBondToken source, IBondToken destination) = (stage.legs[leg % 2], stage.legs[1 - leg % 2]);
        address holder = _wallet(from);
        address operator = caller % 3 == 0 ? _wallet(caller >> 8) : holder;
        vm.startPrank(holder);
        source.approve(operator, caller % 5 == 0 ? 0 : type(uint256).max);
        vm.stopPrank();
        Exchange memory movement =
            Exchange(address(source), address(destination), holder, _wallet(to), 1 + _part(source, holder, amount));
        bool allowed = _isExplainedAsAllowed(operator, movement);
        vm.startPrank(operator);
        (bool succeeded,) = address(stage.routes).call(abi.encodeCall(stage.routes.exchange, (movement)));
        vm.stopPrank();
        if (succeeded != allowed) revert Violated("explained otherwise");
        if (succeeded) ++exchanged;
        else ++refused;
    }

    function issue(uint256 leg, uint256 to, uint256 amount) external timed {
        vm.startPrank(stage.issuer);
        stage.legs[leg % 2].mint(_wallet(to), amount % (50 * UNIT));
        vm.stopPrank();
        outstanding += amount % (50 * UNIT);
    }

    function tap(uint256 leg, uint256 amount) external timed {
        vm.startPrank(stage.issuer);
        stage.legs[leg % 2].increaseIssueVolume(amount % UNIT);
        vm.stopPrank();
        volume += amount % UNIT;
    }

    function redeem(uint256 leg, uint256 from, uint256 amount) external timed {
        IBondToken token = stage.legs[leg % 2];
        uint256 free = _unfrozen(token, _wallet(from));
        amount = free == 0 ? 0 : amount % (free + 1);
        vm.startPrank(stage.payingAgent);
        token.redeem(_wallet(from), amount);
        vm.stopPrank();
        outstanding -= amount;
    }

    function transfer(uint256 leg, uint256 from, uint256 to, uint256 amount) external timed {
        IBondToken token = stage.legs[leg % 2];
        uint256 free = _unfrozen(token, _wallet(from));
        vm.startPrank(_wallet(from));
        (bool done,) =
            address(token).call(abi.encodeCall(token.transfer, (_wallet(to), free == 0 ? 0 : amount % (free + 1))));
        vm.stopPrank();
        done;
    }

    function recover(uint256 leg, uint256 from) external timed {
        address[] memory siblings = stage.investors.walletsOf(_wallet(from));
        if (siblings.length < 2) return;
        (address lost, address found) = (siblings[0], siblings[1]);
        vm.startPrank(stage.officer);
        stage.legs[leg % 2].recover(lost, found);
        vm.stopPrank();
        (frozen[leg % 2][found], frozen[leg % 2][lost]) = (frozen[leg % 2][found] + frozen[leg % 2][lost], 0);
    }

    // OFFICIALS

    function freeze(uint256 leg, uint256 wallet, uint256 amount) external timed {
        amount = amount % 3 == 0 ? 0 : amount % (60 * UNIT);
        vm.startPrank(stage.officer);
        stage.legs[leg % 2].setFrozenTokens(_wallet(wallet), amount);
        vm.stopPrank();
        frozen[leg % 2][_wallet(wallet)] = amount;
    }

    function supervise(uint256 leg, bool halted) external timed {
        vm.startPrank(stage.supervisor);
        stage.legs[leg % 2].setHalted(halted);
        vm.stopPrank();
    }

    function setRoute(uint256 leg, uint256 seed) external timed {
        (address source, address destination) = (address(stage.legs[leg % 2]), address(stage.legs[1 - leg % 2]));
        vm.startPrank(stage.registrar);
        if (seed % 4 == 0) {
            stage.routes
                .revokeRoute(
                    stage.routes.domainOf(source),
                    stage.routes.domainOf(destination),
                    AssetId.unwrap(stage.asset),
                    "closed"
                );
        } else {
            uint40 end = seed % 3 == 0 ? uint40(time + 1 + seed % 5 days) : 0;
            stage.routes.openRoute(source, destination, RouteWindow(0, end), "open");
        }
        vm.stopPrank();
    }

    function wait(uint256 seconds_) external {
        time += seconds_ % 2 days;
    }

    // INTERNAL

    function _isExplainedAsAllowed(address operator, Exchange memory movement) private view returns (bool) {
        ExchangeQuestion memory question = ExchangeQuestion(movement, operator, uint64(time), address(0), address(0));
        return stage.routes.explainExchange(question).length == 0;
    }

    function _wallet(uint256 seed) private view returns (address) {
        return stage.wallets[seed % stage.wallets.length];
    }

    function _part(IBondToken token, address holder, uint256 seed) private view returns (uint256) {
        uint256 held = token.balanceOf(holder);
        return held == 0 ? seed % UNIT : seed % held;
    }

    function _unfrozen(IBondToken token, address holder) private view returns (uint256) {
        (uint256 held, uint256 kept) = (token.balanceOf(holder), token.getFrozenTokens(holder));
        return kept < held ? held - kept : 0;
    }
}
