// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {AssetId} from "../types/AssetId.sol";
import {Exchange} from "../types/Exchange.sol";
import {ExchangeQuestion} from "../types/ExchangeQuestion.sol";
import {Refusal} from "../types/Refusal.sol";

/// @notice When a route may be used, in unix seconds.
struct RouteWindow {
    /// The first moment; zero when it has no beginning.
    uint40 start;
    /// The first moment after it; zero when it has no end.
    uint40 end;
}

/// @notice A route between two legs of an instrument, as it was set last.
struct LegRoute {
    /// The leg that is left.
    address source;
    /// The leg that is entered.
    address destination;
    /// Whether it is open, inside its window or not.
    bool open;
    /// When it may be used.
    RouteWindow window;
    /// What it was permitted for.
    bytes32 permissionEvidenceHash;
}

/// @title IRoutes
/// @notice Directional routes between the legs of an instrument, and the movement along them.
interface IRoutes {
    /// @notice A route was opened for this window; {IERC8327-RouteSet} is emitted with it.
    event RouteWindowSet(
        bytes32 indexed sourceDomain,
        bytes32 indexed destinationDomain,
        bytes32 indexed assetClass,
        uint40 start,
        uint40 end
    );

    /// @notice Units of one leg became units of another.
    event Exchanged(
        address indexed source,
        address indexed destination,
        address indexed holder,
        address recipient,
        address operator,
        uint256 amount
    );

    /// @notice A route needs a source, a destination, an asset class and evidence.
    /// @dev Why: zero stands for nothing set. What to do: name both legs, their instrument, and the hash of what permits or ends the
    /// route.
    error InvalidRoute(bytes32 sourceDomain, bytes32 destinationDomain, bytes32 assetClass, bytes32 evidenceHash);

    /// @notice A route leads from a leg to itself.
    /// @dev Why: such a movement is a transfer. What to do: name two legs.
    error SameLeg(bytes32 domain);

    /// @notice The two domains are not legs of that instrument.
    /// @dev Why: an exchange keeps the sum over the legs of one instrument, which the asset registry lists. What to do: list the legs
    /// under one instrument first.
    error NotLegsOf(bytes32 assetClass, bytes32 sourceDomain, bytes32 destinationDomain);

    /// @notice The two legs count in different units.
    /// @dev Why: an exchange is one to one, so decimals and currency have to be the same. What to do: join legs of one currency.
    error UnitsDiffer(address source, address destination);

    /// @notice The window ends before it begins.
    /// @dev Why: the route could never be used. What to do: give an end after the start, or zero for none.
    error EmptyWindow(uint40 start, uint40 end);

    /// @notice Nobody has ever opened a route between these legs in this direction.
    /// @dev Why: routes are directional, and none is there by itself. What to do: the registrar opens it, or use one that exists.
    error UnknownRoute(address source, address destination);

    /// @notice Nothing would be exchanged.
    /// @dev Why: an amount of zero changes no leg. What to do: name an amount.
    error NothingToExchange();

    /// @notice The arrays of a batch of questions differ in length.
    /// @dev Why: each question has three parts. What to do: pass arrays of one length.
    error QuestionLengthMismatch();

    /// @notice Opens a route, again or for another window. Caller: registrar.
    /// @param permissionEvidenceHash hash of what permits it, such as the profile that names it
    function openRoute(address source, address destination, RouteWindow calldata window, bytes32 permissionEvidenceHash)
        external;

    /// @notice Moves units from leg to leg. Caller: the holder, or whoever it lets move its units of the leg that is left.
    function exchange(Exchange calldata movement) external;

    /// @notice The verdict that the exchange would get: nothing when it is allowed; else what the leg that is left refuses it for and
    /// what the leg that is entered does, in this order, with zero reasons for the one that does not. Reverts only where the exchange
    /// is none: without a route or an amount.
    function explainExchange(ExchangeQuestion calldata question) external view returns (Refusal[] memory refusals);

    /// @notice The routes of an instrument, in the order in which they were first opened.
    function routesOf(AssetId asset) external view returns (LegRoute[] memory routes);

    /// @notice The domain of a leg, as ERC-8327 names it: its address in a word.
    function domainOf(address leg) external pure returns (bytes32 domain);
}
