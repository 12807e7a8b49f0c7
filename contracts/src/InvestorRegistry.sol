// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Managed} from "./access/Managed.sol";
import {IAssetRegistry} from "./interfaces/IAssetRegistry.sol";
import {IInvestorRegistry} from "./interfaces/IInvestorRegistry.sol";
import {Standing, StandingLibrary} from "./types/Standing.sol";
import {VerifierScope} from "./types/VerifierScope.sol";

/// @title InvestorRegistry
/// @notice Regulatory standings, one storage word a wallet, shared by every instrument.
///
/// ROLES
/// A verifier is whoever the governor gave a scope; the scope says which categories and jurisdictions it may attest, and
/// an empty one ends its authority. Registrars link and unlink wallets, enforcement officers write restriction flags.
///
/// PROPERTIES
/// - An investor has one to eight wallets, and all of them hold the same standing.
/// - A wallet that holds units of a listed instrument is neither linked nor unlinked: what is counted per investor stays.
/// - No personal data is stored: an investor is a number, its commitment is in the registration event only.
///
/// WHAT THIS DOES NOT GUARANTEE
/// That two investor ids are two persons: that is what verifiers attest.
contract InvestorRegistry is IInvestorRegistry, Managed {
    /// @notice Highest number of wallets that one investor may have.
    uint256 public constant MAX_WALLETS = 8;

    /// @notice The instruments, which are asked before a wallet is linked or unlinked.
    IAssetRegistry public immutable assets;

    /// @dev Registered so far, and the number of the last one.
    uint40 private _investorCount;

    mapping(address wallet => Standing) private _standings;
    mapping(address verifier => VerifierScope) private _scopes;
    /// @dev Kept while an investor has several wallets; one with a single wallet has no entry.
    mapping(uint40 investor => address[]) private _linkedWallets;

    constructor(address authority_, address assets_) Managed(authority_) {
        assets = IAssetRegistry(assets_);
    }

    // VERIFIERS

    /// @inheritdoc IInvestorRegistry
    function register(address wallet, Standing facts, bytes32 commitment) external returns (uint40 investor) {
        investor = _investorCount + 1;
        _investorCount = investor;
        _register(_scopes[msg.sender], investor, uint160(wallet), facts, commitment);
    }

    /// @inheritdoc IInvestorRegistry
    function registerBatch(address[] calldata wallets, Standing[] calldata facts, bytes32[] calldata commitments)
        external
        returns (uint40 firstInvestor)
    {
        require(wallets.length == facts.length && wallets.length == commitments.length, BatchLengthMismatch());
        VerifierScope scope = _scopes[msg.sender];
        uint256 investor = _investorCount;
        // Nobody can register 2^40 investors, and the arrays lie in calldata: nothing here overflows.
        unchecked {
            firstInvestor = uint40(investor + 1);
            uint256 end = 32 * wallets.length;
            for (uint256 offset = 0; offset < end; offset += 32) {
                uint256 wallet;
                Standing standing;
                bytes32 commitment;
                // The arrays are of one length, so what is inside one is inside all.
                assembly ("memory-safe") {
                    wallet := calldataload(add(wallets.offset, offset))
                    standing := calldataload(add(facts.offset, offset))
                    commitment := calldataload(add(commitments.offset, offset))
                }
                _register(scope, ++investor, wallet, standing, commitment);
            }
        }
        _investorCount = uint40(investor);
    }

    /// @inheritdoc IInvestorRegistry
    function attest(address wallet, uint256 category, uint16 lastDay) external {
        require(category < StandingLibrary.CATEGORIES, InvalidCategory(category));
        Standing current = _registered(wallet);
        // What is added and what is taken away both have to lie inside the scope.
        Standing touched = Standing.wrap(0).withExpiry(category, type(uint16).max);
        _requireScope(_scopes[msg.sender], touched.withJurisdiction(current.jurisdiction()));
        _writeAll(wallet, current, current.withExpiry(category, lastDay));
    }

    /// @inheritdoc IInvestorRegistry
    function setFacts(address wallet, uint16 jurisdiction, uint16 subdivision, uint24 attestedFlags) external {
        Standing current = _registered(wallet);
        VerifierScope scope = _scopes[msg.sender];
        _requireScope(scope, Standing.wrap(0).withJurisdiction(current.jurisdiction()));
        _requireScope(scope, Standing.wrap(0).withJurisdiction(jurisdiction));
        Standing changed = current.withJurisdiction(jurisdiction).withSubdivision(subdivision);
        require(attestedFlags & ~StandingLibrary.ATTESTED_FLAGS == 0, InvalidFacts(changed));
        _writeAll(wallet, current, changed.withFlags(attestedFlags, StandingLibrary.ATTESTED_FLAGS));
    }

    // ENFORCEMENT OFFICER

    /// @inheritdoc IInvestorRegistry
    function setRestrictions(address wallet, uint24 restrictionFlags) external restricted {
        Standing current = _registered(wallet);
        require(restrictionFlags & ~StandingLibrary.RESTRICTION_FLAGS == 0, InvalidFacts(current));
        _writeAll(wallet, current, current.withFlags(restrictionFlags, StandingLibrary.RESTRICTION_FLAGS));
    }

    // REGISTRAR

    /// @inheritdoc IInvestorRegistry
    function linkWallet(address wallet, address newWallet) external restricted {
        Standing standing = _registered(wallet);
        require(newWallet != address(0), InvalidWallet());
        require(_standings[newWallet].investor() == 0, WalletAlreadyRegistered(newWallet));
        _requireEmpty(newWallet);
        uint40 investor = standing.investor();
        address[] storage linked = _linkedWallets[investor];
        require(linked.length < MAX_WALLETS, TooManyWallets(investor));
        if (!standing.hasSeveralWallets()) {
            standing = standing.withSeveralWallets(true);
            linked.push(wallet);
            _write(wallet, standing);
        }
        linked.push(newWallet);
        emit WalletLinked(investor, newWallet);
        _write(newWallet, standing);
    }

    /// @inheritdoc IInvestorRegistry
    function unlinkWallet(address wallet) external restricted {
        Standing standing = _registered(wallet);
        require(standing.hasSeveralWallets(), LastWallet(wallet));
        _requireEmpty(wallet);
        uint40 investor = standing.investor();
        address[] storage linked = _linkedWallets[investor];
        uint256 last = linked.length - 1;
        for (uint256 i = 0; i < last; ++i) {
            if (linked[i] == wallet) {
                linked[i] = linked[last];
                break;
            }
        }
        linked.pop();
        emit WalletUnlinked(investor, wallet);
        _standings[wallet] = Standing.wrap(0);
        emit StandingChanged(investor, wallet, Standing.wrap(0));
        if (last == 1) {
            address only = linked[0];
            linked.pop();
            _write(only, standing.withSeveralWallets(false));
        }
    }

    // GOVERNOR

    /// @inheritdoc IInvestorRegistry
    function setVerifierScope(address verifier, VerifierScope scope) external restricted {
        _scopes[verifier] = scope;
        emit VerifierScopeSet(verifier, scope);
    }

    // VIEWS

    /// @inheritdoc IInvestorRegistry
    function standingOf(address wallet) external view returns (Standing) {
        return _standings[wallet];
    }

    /// @inheritdoc IInvestorRegistry
    /// @dev Every transfer asks this: beside the two reads it should cost next to nothing.
    function twoStandings(address sender, address recipient) external view returns (Standing, Standing) {
        assembly ("memory-safe") {
            // The scratch space is the key of a mapping: an address, and the mapping's slot behind it.
            mstore(0x20, _standings.slot)
            mstore(0x00, sender)
            let first := sload(keccak256(0x00, 0x40))
            mstore(0x00, recipient)
            mstore(0x20, sload(keccak256(0x00, 0x40)))
            mstore(0x00, first)
            return(0x00, 0x40)
        }
    }

    /// @inheritdoc IInvestorRegistry
    /// @dev Batches ask this once. The answer is written as it is read: an offset, a length and the words.
    function standingsOf(address[] calldata wallets) external view returns (Standing[] memory) {
        assembly ("memory-safe") {
            let size := shl(5, wallets.length)
            let answer := mload(0x40)
            mstore(answer, 0x20)
            mstore(add(answer, 0x20), wallets.length)
            mstore(0x20, _standings.slot)
            let words := add(answer, 0x40)
            for { let i := 0 } lt(i, size) { i := add(i, 0x20) } {
                // A word that is no address is no wallet, and has no standing.
                mstore(0x00, calldataload(add(wallets.offset, i)))
                mstore(add(words, i), sload(keccak256(0x00, 0x40)))
            }
            return(answer, add(size, 0x40))
        }
    }

    /// @inheritdoc IInvestorRegistry
    function walletsOf(address wallet) external view returns (address[] memory wallets) {
        uint40 investor = _standings[wallet].investor();
        wallets = _linkedWallets[investor];
        if (investor != 0 && wallets.length == 0) {
            wallets = new address[](1);
            wallets[0] = wallet;
        }
    }

    /// @inheritdoc IInvestorRegistry
    function scopeOf(address verifier) external view returns (VerifierScope) {
        return _scopes[verifier];
    }

    /// @inheritdoc IInvestorRegistry
    function investorCount() external view returns (uint40) {
        return _investorCount;
    }

    // INTERNAL

    /// @dev `wallet` is a word of calldata that nobody has tested yet. Branches are written out: they cost less than half
    /// of what `require` does here, and a batch pays for them a hundred times.
    function _register(VerifierScope scope, uint256 investor, uint256 wallet, Standing facts, bytes32 commitment)
        private
    {
        unchecked {
            // Zero wraps around, and is refused as too high.
            if (wallet - 1 >= type(uint160).max) revert InvalidWallet();
        }
        if (!scope.covers(facts)) revert OutsideVerifierScope(msg.sender, facts.jurisdiction());
        if (Standing.unwrap(facts) & StandingLibrary.NOT_OF_VERIFIERS != 0) revert InvalidFacts(facts);
        bytes32 slot;
        uint256 known;
        assembly ("memory-safe") {
            mstore(0x00, wallet)
            mstore(0x20, _standings.slot)
            slot := keccak256(0x00, 0x40)
            known := sload(slot)
        }
        if (known != 0) revert WalletAlreadyRegistered(address(uint160(wallet)));
        bytes32 topic = InvestorRegistered.selector;
        assembly ("memory-safe") {
            sstore(slot, or(facts, investor))
            mstore(0x00, commitment)
            log3(0x00, 0x20, topic, investor, wallet)
        }
    }

    function _requireScope(VerifierScope scope, Standing facts) private view {
        require(scope.covers(facts), OutsideVerifierScope(msg.sender, facts.jurisdiction()));
    }

    /// @dev Whatever is counted per investor would go wrong if units came or left with their wallet.
    function _requireEmpty(address wallet) private view {
        address token = assets.heldBy(wallet);
        require(token == address(0), WalletHoldsUnits(wallet, token));
    }

    function _registered(address wallet) private view returns (Standing standing) {
        standing = _standings[wallet];
        require(standing.investor() != 0, WalletNotRegistered(wallet));
    }

    /// @dev Every wallet of an investor holds the same word, so one write serves all.
    function _writeAll(address wallet, Standing current, Standing changed) private {
        if (!current.hasSeveralWallets()) return _write(wallet, changed);
        address[] storage linked = _linkedWallets[current.investor()];
        uint256 count = linked.length;
        for (uint256 i = 0; i < count; ++i) {
            _write(linked[i], changed);
        }
    }

    function _write(address wallet, Standing standing) private {
        _standings[wallet] = standing;
        emit StandingChanged(standing.investor(), wallet, standing);
    }
}
