// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Managed} from "./access/Managed.sol";
import {Asset, AssetStatus, IAssetRegistry, Leg} from "./interfaces/IAssetRegistry.sol";
import {ISecurityToken} from "./interfaces/ISecurityToken.sol";
import {AssetId} from "./types/AssetId.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title AssetRegistry
/// @notice The instruments, their legs and their status.
///
/// ROLES
/// The registrar lists, amends and moves instruments on.
///
/// PROPERTIES
/// - A token is a leg of at most one instrument, and an ISIN names at most one token.
/// - A status only moves forward, and an instrument closes only when nothing of it is outstanding.
contract AssetRegistry is IAssetRegistry, Managed {
    mapping(AssetId asset => Asset) private _assets;
    mapping(AssetId asset => Leg[]) private _legs;
    mapping(address token => AssetId) private _assetOf;
    mapping(bytes12 isin => address) private _tokenByIsin;
    /// @dev Legs of instruments that are not closed: what somebody may hold.
    address[] private _liveTokens;

    constructor(address authority_) Managed(authority_) {}

    // REGISTRAR

    /// @inheritdoc IAssetRegistry
    function list(AssetId asset, bytes20 issuer, bytes32 termsHash, Leg[] calldata newLegs) external restricted {
        require(AssetId.unwrap(asset) != bytes32(0), InvalidAssetId());
        require(_assets[asset].status == AssetStatus.None, AssetAlreadyListed(asset));
        _assets[asset] = Asset(issuer, AssetStatus.Active, termsHash);
        emit AssetListed(asset, issuer, termsHash);
        for (uint256 i = 0; i < newLegs.length; ++i) {
            _addLeg(asset, newLegs[i]);
        }
    }

    /// @inheritdoc IAssetRegistry
    function addLeg(AssetId asset, Leg calldata leg) external restricted {
        _requireActive(asset);
        _addLeg(asset, leg);
    }

    /// @inheritdoc IAssetRegistry
    function amendTerms(AssetId asset, bytes32 termsHash) external restricted {
        _requireActive(asset);
        emit TermsAmended(asset, _assets[asset].termsHash, termsHash);
        _assets[asset].termsHash = termsHash;
    }

    /// @inheritdoc IAssetRegistry
    function setStatus(AssetId asset, AssetStatus status) external restricted {
        AssetStatus current = _known(asset).status;
        require(status > current, StatusForbids(asset, current));
        if (status == AssetStatus.Closed) {
            uint256 units = outstanding(asset);
            require(units == 0, StillOutstanding(asset, units));
            _forget(_legs[asset]);
        }
        _assets[asset].status = status;
        emit StatusChanged(asset, current, status);
    }

    // VIEWS

    /// @inheritdoc IAssetRegistry
    function assetById(AssetId asset) external view returns (Asset memory) {
        return _assets[asset];
    }

    /// @inheritdoc IAssetRegistry
    function legsOf(AssetId asset) external view returns (Leg[] memory) {
        return _legs[asset];
    }

    /// @inheritdoc IAssetRegistry
    function assetOf(address token) external view returns (AssetId) {
        return _assetOf[token];
    }

    /// @inheritdoc IAssetRegistry
    function tokenByIsin(bytes12 isin) external view returns (address) {
        return _tokenByIsin[isin];
    }

    /// @inheritdoc IAssetRegistry
    function outstanding(AssetId asset) public view returns (uint256 units) {
        Leg[] storage assetLegs = _legs[asset];
        for (uint256 i = 0; i < assetLegs.length; ++i) {
            units += IERC20(assetLegs[i].token).totalSupply();
        }
    }

    /// @inheritdoc IAssetRegistry
    function heldBy(address wallet) external view returns (address) {
        for (uint256 i = 0; i < _liveTokens.length; ++i) {
            if (IERC20(_liveTokens[i]).balanceOf(wallet) != 0) return _liveTokens[i];
        }
        return address(0);
    }

    // INTERNAL

    /// @dev Nobody holds anything of a closed instrument, so nobody has to be asked about its legs any more.
    function _forget(Leg[] storage closed) private {
        for (uint256 i = 0; i < closed.length; ++i) {
            uint256 at = 0;
            while (_liveTokens[at] != closed[i].token) ++at;
            _liveTokens[at] = _liveTokens[_liveTokens.length - 1];
            _liveTokens.pop();
        }
    }

    function _addLeg(AssetId asset, Leg calldata leg) private {
        bool isNew = AssetId.unwrap(_assetOf[leg.token]) == 0 && _tokenByIsin[leg.isin] == address(0);
        require(isNew, LegAlreadyListed(leg.token, leg.isin));
        require(bytes12(bytes(ISecurityToken(leg.token).isin())) == leg.isin, IsinMismatch(leg.token, leg.isin));
        _assetOf[leg.token] = asset;
        _tokenByIsin[leg.isin] = leg.token;
        _legs[asset].push(leg);
        _liveTokens.push(leg.token);
        emit LegAdded(asset, leg.token, leg.isin);
    }

    function _known(AssetId asset) private view returns (Asset storage record) {
        record = _assets[asset];
        require(record.status != AssetStatus.None, UnknownAsset(asset));
    }

    function _requireActive(AssetId asset) private view {
        AssetStatus status = _known(asset).status;
        require(status == AssetStatus.Active, StatusForbids(asset, status));
    }
}
