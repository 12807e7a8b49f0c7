// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Managed} from "./access/Managed.sol";
import {IAssetRegistry} from "./interfaces/IAssetRegistry.sol";
import {IBondEvents} from "./interfaces/IBondEvents.sol";
import {IERC8327, Route} from "./interfaces/IERC8327.sol";
import {IRoutes, LegRoute, RouteWindow} from "./interfaces/IRoutes.sol";
import {ISecurityToken} from "./interfaces/ISecurityToken.sol";
import {TokenFacts} from "./libraries/TokenFacts.sol";
import {AssetId} from "./types/AssetId.sol";
import {Exchange} from "./types/Exchange.sol";
import {ExchangeQuestion} from "./types/ExchangeQuestion.sol";
import {MovementKind} from "./types/MovementKind.sol";
import {MovementQuestion} from "./types/MovementQuestion.sol";
import {Refusal} from "./types/Refusal.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";

/// @title Routes
/// @notice The corridor: directional routes between the legs of an instrument, and the one movement that goes along them.
/// @dev In the words of ERC-8327 a domain is a leg, its address in a word, and an asset class is an instrument of the asset registry.
///
/// ROLES
/// The registrar opens and revokes routes. It lets nobody past a rule: both legs' regimes judge every exchange. Holders, and whoever
/// they let move their units, exchange. On each leg this contract is the only member of the role that may take out and bring in.
///
/// PROPERTIES
/// - An exchange takes from one leg what it gives on the other, in one transaction, or nothing.
/// - The sum over the legs and the sum of their issue volumes are what they were.
/// - One verdict: the view and the movement ask {_verdict}, and a refusal has the reasons of both legs at once.
///
/// REQUIREMENTS ON LEGS
/// They are bonds of this system, listed under one instrument: the registrar vouches for that when it lists them.
///
/// WHAT THIS DOES NOT GUARANTEE
/// A way back: every direction is a route of its own.
contract Routes is IRoutes, IERC8327, Managed {
    /// @dev A route as it was set last.
    struct Record {
        bool open;
        uint64 effectiveAt;
        RouteWindow window;
        bytes32 permissionEvidenceHash;
        bytes32 revocationEvidenceHash;
    }

    struct Pair {
        address source;
        address destination;
    }

    /// @notice The instruments and their legs.
    IAssetRegistry public immutable assets;

    mapping(bytes32 source => mapping(bytes32 destination => mapping(bytes32 assetClass => Record))) private _routes;
    mapping(bytes32 assetClass => Pair[]) private _pairs;

    constructor(address authority_, address assets_) Managed(authority_) {
        assets = IAssetRegistry(assets_);
    }

    // REGISTRAR

    /// @inheritdoc IRoutes
    function openRoute(address source, address destination, RouteWindow calldata window, bytes32 permissionEvidenceHash)
        external
        restricted
    {
        require(window.end == 0 || window.end > window.start, EmptyWindow(window.start, window.end));
        _open(domainOf(source), domainOf(destination), _assetOf(source), window, permissionEvidenceHash);
    }

    /// @notice Opens a route from now on without an end, as in ERC-8327. Caller: registrar.
    function setRoute(
        bytes32 sourceDomain,
        bytes32 destinationDomain,
        bytes32 assetClass,
        bytes32 permissionEvidenceHash
    ) external restricted {
        _open(sourceDomain, destinationDomain, assetClass, RouteWindow(0, 0), permissionEvidenceHash);
    }

    /// @notice Closes a route from now on, as in ERC-8327; it may be opened again. Caller: registrar.
    function revokeRoute(
        bytes32 sourceDomain,
        bytes32 destinationDomain,
        bytes32 assetClass,
        bytes32 revocationEvidenceHash
    ) external restricted {
        _requireNamed(sourceDomain, destinationDomain, assetClass, revocationEvidenceHash);
        Record storage route = _routes[sourceDomain][destinationDomain][assetClass];
        (route.open, route.effectiveAt) = (false, uint64(block.timestamp));
        route.revocationEvidenceHash = revocationEvidenceHash;
        emit RouteRevoked(sourceDomain, destinationDomain, assetClass, revocationEvidenceHash, uint64(block.timestamp));
    }

    // HOLDERS

    /// @inheritdoc IRoutes
    function exchange(Exchange calldata movement) external {
        ExchangeQuestion memory question;
        (question.exchange, question.operator, question.at) = (movement, msg.sender, uint64(block.timestamp));
        Refusal[] memory refusals = _verdict(question);
        require(refusals.length == 0, IBondEvents.MovementRefused(MovementKind.ExchangeOut, refusals));
        ISecurityToken(movement.source)
            .exchangeOut(msg.sender, movement.holder, movement.destination, movement.recipient, movement.amount);
        ISecurityToken(movement.destination).exchangeIn(movement.source, movement.recipient, movement.amount);
        emit Exchanged(
            movement.source, movement.destination, movement.holder, movement.recipient, msg.sender, movement.amount
        );
    }

    // VIEWS

    /// @inheritdoc IRoutes
    function explainExchange(ExchangeQuestion calldata question) external view returns (Refusal[] memory refusals) {
        return _verdict(question);
    }

    /// @inheritdoc IRoutes
    function routesOf(AssetId asset) external view returns (LegRoute[] memory routes) {
        bytes32 assetClass = AssetId.unwrap(asset);
        Pair[] storage pairs = _pairs[assetClass];
        routes = new LegRoute[](pairs.length);
        for (uint256 i = 0; i < pairs.length; ++i) {
            (address source, address destination) = (pairs[i].source, pairs[i].destination);
            Record storage route = _routes[domainOf(source)][domainOf(destination)][assetClass];
            routes[i] = LegRoute(source, destination, route.open, route.window, route.permissionEvidenceHash);
        }
    }

    /// @notice Whether a route may be used now, as in ERC-8327.
    function isRoutePermitted(bytes32 sourceDomain, bytes32 destinationDomain, bytes32 assetClass)
        public
        view
        returns (bool)
    {
        return _permits(_routes[sourceDomain][destinationDomain][assetClass], block.timestamp);
    }

    /// @notice A route as it is now, as in ERC-8327: one outside its window is not permitted.
    function getRoute(bytes32 sourceDomain, bytes32 destinationDomain, bytes32 assetClass)
        external
        view
        returns (Route memory route)
    {
        Record storage stored = _routes[sourceDomain][destinationDomain][assetClass];
        (uint40 start, uint40 end) = (stored.window.start, stored.window.end);
        route.permitted = _permits(stored, block.timestamp);
        route.effectiveAt = stored.effectiveAt;
        // A window that opened or closed since changed the route at that moment, without a transaction.
        if (stored.open && start > route.effectiveAt && block.timestamp >= start) route.effectiveAt = start;
        if (stored.open && end > route.effectiveAt && block.timestamp >= end) route.effectiveAt = end;
        route.permissionEvidenceHash = stored.permissionEvidenceHash;
        route.revocationEvidenceHash = stored.revocationEvidenceHash;
    }

    /// @notice {isRoutePermitted} for each triple, as in ERC-8327.
    function isRoutePermittedBatch(
        bytes32[] calldata sourceDomains,
        bytes32[] calldata destinationDomains,
        bytes32[] calldata assetClasses
    ) external view returns (bool[] memory permitted) {
        bool equal = sourceDomains.length == destinationDomains.length && sourceDomains.length == assetClasses.length;
        require(equal, QuestionLengthMismatch());
        permitted = new bool[](sourceDomains.length);
        for (uint256 i = 0; i < permitted.length; ++i) {
            permitted[i] = isRoutePermitted(sourceDomains[i], destinationDomains[i], assetClasses[i]);
        }
    }

    /// @notice ERC-165.
    function supportsInterface(bytes4 interfaceId) external pure returns (bool) {
        return interfaceId == type(IERC165).interfaceId || interfaceId == type(IERC8327).interfaceId;
    }

    /// @inheritdoc IRoutes
    function domainOf(address leg) public pure returns (bytes32) {
        return bytes32(uint256(uint160(leg)));
    }

    // INTERNAL: ROUTES

    function _open(
        bytes32 source,
        bytes32 destination,
        bytes32 assetClass,
        RouteWindow memory window,
        bytes32 permissionEvidenceHash
    ) private {
        _requireNamed(source, destination, assetClass, permissionEvidenceHash);
        _requireLegs(source, destination, assetClass);
        Record storage route = _routes[source][destination][assetClass];
        if (route.permissionEvidenceHash == bytes32(0)) {
            _pairs[assetClass].push(Pair(_legOf(source), _legOf(destination)));
        }
        (route.open, route.effectiveAt, route.window) = (true, uint64(block.timestamp), window);
        (route.permissionEvidenceHash, route.revocationEvidenceHash) = (permissionEvidenceHash, bytes32(0));
        emit RouteSet(source, destination, assetClass, permissionEvidenceHash, uint64(block.timestamp));
        emit RouteWindowSet(source, destination, assetClass, window.start, window.end);
    }

    function _requireNamed(bytes32 source, bytes32 destination, bytes32 assetClass, bytes32 evidenceHash) private pure {
        bool named =
            source != bytes32(0) && destination != bytes32(0) && assetClass != bytes32(0) && evidenceHash != bytes32(0);
        require(named, InvalidRoute(source, destination, assetClass, evidenceHash));
    }

    /// @dev What an exchange relies on. Legs are never unlisted, and neither decimals nor currency change: asking once is enough.
    function _requireLegs(bytes32 source, bytes32 destination, bytes32 assetClass) private view {
        require(source != destination, SameLeg(source));
        (address from, address to) = (_legOf(source), _legOf(destination));
        // A word that is no address is the domain of no leg.
        bool listed = domainOf(from) == source && domainOf(to) == destination && _assetOf(from) == assetClass
            && _assetOf(to) == assetClass;
        require(listed, NotLegsOf(assetClass, source, destination));
        bool equal = ISecurityToken(from).decimals() == ISecurityToken(to).decimals()
            && ISecurityToken(from).currency() == ISecurityToken(to).currency();
        require(equal, UnitsDiffer(from, to));
    }

    /// @dev Open, and inside its window, whose end is outside.
    function _permits(Record storage route, uint256 at) private view returns (bool) {
        (uint40 start, uint40 end) = (route.window.start, route.window.end);
        return route.open && at >= start && (end == 0 || at < end);
    }

    function _assetOf(address leg) private view returns (bytes32) {
        return AssetId.unwrap(assets.assetOf(leg));
    }

    function _legOf(bytes32 domain) private pure returns (address) {
        return address(uint160(uint256(domain)));
    }

    // INTERNAL: VERDICT

    /// @dev The one place where an exchange is decided: what the route says, and what both legs do, each by its own verdict.
    function _verdict(ExchangeQuestion memory question) private view returns (Refusal[] memory refusals) {
        Exchange memory movement = question.exchange;
        (address source, address destination) = (movement.source, movement.destination);
        Record storage route = _routes[domainOf(source)][domainOf(destination)][_assetOf(source)];
        require(route.permissionEvidenceHash != bytes32(0), UnknownRoute(source, destination));
        require(movement.amount != 0, NothingToExchange());
        Refusal memory out = _ask(source, question.sourceRegime, _leaving(question));
        Refusal memory into = _ask(destination, question.destinationRegime, _entering(question));
        if (!_permits(route, question.at)) out.reasons |= TokenFacts.ROUTE;
        if (movement.amount > type(uint128).max - ISecurityToken(destination).issueVolume()) {
            into.reasons |= TokenFacts.ISSUE_VOLUME;
        }
        if (out.reasons | into.reasons == 0) return refusals;
        refusals = new Refusal[](2);
        (refusals[0], refusals[1]) = (out, into);
    }

    function _leaving(ExchangeQuestion memory question) private pure returns (MovementQuestion memory asked) {
        (asked.kind, asked.operator) = (MovementKind.ExchangeOut, question.operator);
        (asked.from, asked.amount, asked.at) = (question.exchange.holder, question.exchange.amount, question.at);
    }

    function _entering(ExchangeQuestion memory question) private pure returns (MovementQuestion memory asked) {
        (asked.kind, asked.operator) = (MovementKind.ExchangeIn, question.exchange.source);
        (asked.to, asked.amount, asked.at) = (question.exchange.recipient, question.exchange.amount, question.at);
    }

    /// @param regime the regime that is asked instead of the one in force; zero for that one
    function _ask(address leg, address regime, MovementQuestion memory asked)
        private
        view
        returns (Refusal memory refusal)
    {
        asked.regime = regime;
        Refusal[] memory refusals = ISecurityToken(leg).explainQuestion(asked);
        if (refusals.length != 0) return refusals[0];
        refusal.regime = regime == address(0) ? ISecurityToken(leg).regime() : regime;
    }
}
