// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Standing} from "../types/Standing.sol";
import {VerifierScope} from "../types/VerifierScope.sol";

/// @title IInvestorRegistry
/// @notice Regulatory standings, one storage word a wallet, shared by every instrument.
interface IInvestorRegistry {
    /// @notice A new investor was registered with its first wallet.
    /// @param commitment salted hash of the off-chain identity record
    event InvestorRegistered(uint40 indexed investor, address indexed wallet, bytes32 commitment);

    /// @notice A standing was written after registration.
    event StandingChanged(uint40 indexed investor, address indexed wallet, Standing standing);

    /// @notice A further wallet was given the investor's standing.
    event WalletLinked(uint40 indexed investor, address indexed wallet);

    /// @notice A wallet lost its standing.
    event WalletUnlinked(uint40 indexed investor, address indexed wallet);

    /// @notice What a verifier may attest was set; an empty scope ends its authority.
    event VerifierScopeSet(address indexed verifier, VerifierScope scope);

    /// @notice The wallet has a standing already.
    /// @dev Why: it was registered or linked before, or stands twice in one batch. What to do: attest or link instead.
    error WalletAlreadyRegistered(address wallet);

    /// @notice The wallet has no standing.
    /// @dev Why: nobody registered it, or it was unlinked. What to do: register it first.
    error WalletNotRegistered(address wallet);

    /// @notice The zero address cannot hold a standing.
    /// @dev Why: it stands for "no party" in a movement. What to do: pass the investor's own wallet.
    error InvalidWallet();

    /// @notice The facts set a field that registration does not write.
    /// @dev Why: investor id and highest flag are the registry's, restriction flags an enforcement officer's. What to do:
    /// leave them zero.
    error InvalidFacts(Standing facts);

    /// @notice There is no category of this number.
    /// @dev Why: a standing has ten. What to do: use a position of the vocabulary.
    error InvalidCategory(uint256 category);

    /// @notice The caller may not attest this for an investor of this jurisdiction.
    /// @dev Why: the verifier's scope does not cover it. What to do: ask a verifier whose scope does, or have it widened.
    error OutsideVerifierScope(address verifier, uint16 jurisdiction);

    /// @notice The arrays of a batch differ in length.
    /// @dev Why: each wallet needs its own facts and commitment. What to do: pass arrays of one length.
    error BatchLengthMismatch();

    /// @notice The investor has as many wallets as an investor may have.
    /// @dev Why: every attestation rewrites all of them. What to do: unlink one that is no longer used.
    error TooManyWallets(uint40 investor);

    /// @notice The wallet is the only one of its investor.
    /// @dev Why: an investor without a wallet could not be attested again. What to do: revoke its attestations instead.
    error LastWallet(address wallet);

    /// @notice The wallet holds units of a listed instrument.
    /// @dev Why: what instruments count per investor would not follow it. What to do: link an empty wallet; before
    /// unlinking, recover the holding to another wallet of the investor.
    error WalletHoldsUnits(address wallet, address token);

    /// @notice Registers a new investor with its first wallet. Caller: a verifier whose scope covers the facts.
    /// @param facts jurisdiction, subdivision, attested flags and category expiries; every other field zero
    /// @param commitment salted hash of the off-chain identity record; it is logged, never stored
    /// @return investor the new investor's id
    function register(address wallet, Standing facts, bytes32 commitment) external returns (uint40 investor);

    /// @notice Registers one new investor per entry, or none at all.
    /// @return firstInvestor id of the first entry; the others follow by one
    function registerBatch(address[] calldata wallets, Standing[] calldata facts, bytes32[] calldata commitments)
        external
        returns (uint40 firstInvestor);

    /// @notice Attests `category` through `lastDay` for the investor of `wallet`, on each of its wallets.
    /// @param lastDay days since 1970-01-01; 0 revokes
    function attest(address wallet, uint256 category, uint16 lastDay) external;

    /// @notice Rewrites jurisdiction, subdivision and attested flags for the investor of `wallet`, on each of its wallets.
    /// @param subdivision as a {Standing} holds it; 0 for none
    function setFacts(address wallet, uint16 jurisdiction, uint16 subdivision, uint24 attestedFlags) external;

    /// @notice Rewrites the restriction flags for the investor of `wallet`. Caller: enforcement officer.
    function setRestrictions(address wallet, uint24 restrictionFlags) external;

    /// @notice Gives `newWallet` the standing of `wallet`, and all of them the flag of several wallets. Caller: registrar.
    function linkWallet(address wallet, address newWallet) external;

    /// @notice Takes the standing from `wallet`, which must not be its investor's last. Caller: registrar.
    function unlinkWallet(address wallet) external;

    /// @notice Sets what `verifier` may attest. Caller: governor.
    function setVerifierScope(address verifier, VerifierScope scope) external;

    /// @notice The standing of `wallet`; zero when it has none.
    function standingOf(address wallet) external view returns (Standing standing);

    /// @notice The standings of both parties of a movement in one call; zero for an unregistered party.
    function twoStandings(address sender, address recipient)
        external
        view
        returns (Standing senderStanding, Standing recipientStanding);

    /// @notice The standings of `wallets`, in their order; zero for an unregistered one.
    function standingsOf(address[] calldata wallets) external view returns (Standing[] memory standings);

    /// @notice Every wallet of the investor of `wallet`; empty for an unregistered wallet.
    function walletsOf(address wallet) external view returns (address[] memory wallets);

    /// @notice What `verifier` may attest.
    function scopeOf(address verifier) external view returns (VerifierScope scope);

    /// @notice Number of investors registered so far, which is the highest id given.
    function investorCount() external view returns (uint40 count);
}
