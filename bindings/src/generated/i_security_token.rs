// Written by `cargo codegen` from the Solidity sources; do not edit.

//! `ISecurityToken`, from `contracts/src/interfaces/ISecurityToken.sol`.

alloy_sol_types::sol! {
    /// One leg of a security, as its callers see it: an ERC-20 whose every movement its regime decides. The code is
    /// in two places: `SecurityToken` has what moves it, `SecurityDesk` the rest.
    #[sol(extra_derives(Debug, PartialEq, Eq))]
    interface ISecurityToken {
        type MovementKind is uint8;
        type InstrumentState is uint256;
        /// A movement that somebody asks about.
        struct MovementQuestion {
            /// What would be attempted.
            MovementKind kind;
            /// Who would move it out of an allowance; the holder itself or zero when nobody else does. Coming in from another
            /// leg: that leg.
            address operator;
            /// Who would give.
            address from;
            /// Who would receive.
            address to;
            /// Smallest units.
            uint256 amount;
            /// Unix seconds.
            uint64 at;
            /// The token that would be paid with; zero when nothing is paid.
            address cash;
            /// The regime that would be in force; zero for the one that is.
            address regime;
        }
        /// Why one regime refuses a movement.
        struct Refusal {
            /// The regime whose rules the low bits are.
            address regime;
            /// Bits 0 to 239: rules of that regime that fail; bits 240 to 255: `TokenFacts` that stand in the way.
            uint256 reasons;
        }

        /// Emitted when the allowance of a `spender` for an `owner` is set by a call to `approve`. `value` is the new
        /// allowance.
        event Approval(address indexed owner, address indexed spender, uint256 value);
        /// At creation, as in OpenZeppelin's `IAccessManaged`.
        event AuthorityUpdated(address authority);
        /// MAY be emitted to signal that the domain could have changed.
        event EIP712DomainChanged();
        /// Units came in from another leg, and their issue volume with them.
        event ExchangedIn(address indexed source, address indexed recipient, uint256 amount, uint256 issueVolume);
        /// Units left this leg by a route, and their issue volume with them.
        event ExchangedOut(address indexed holder, address indexed operator, address indexed destination, uint256 amount, uint256 issueVolume);
        event ForcedTransfer(address indexed from, address indexed to, uint256 amount);
        event Frozen(address indexed account, uint256 amount);
        /// Trading was halted or resumed by the supervisor.
        event HaltSet(bool halted);
        /// The amount that may be issued was raised by a tap.
        event IssueVolumeIncreased(uint256 by, uint256 issueVolume);
        /// The offering clock started on this day, in days since 1970-01-01.
        event OfferingClockStarted(uint16 day);
        /// The token was paused or unpaused.
        event PauseSet(bool paused);
        /// A record date was set.
        event RecordDateAdded(uint256 indexed index, uint40 at);
        /// A holding was moved from a lost wallet to another one of the same investor.
        event Recovered(address indexed lost, address indexed replacement, uint256 amount);
        /// The regime was replaced.
        event RegimeReplaced(address indexed previousRegime, address indexed regime, bytes32 previousProfile, bytes32 profile);
        /// Emitted when `value` tokens are moved from one account (`from`) to another (`to`). Note that `value` may be
        /// zero.
        event Transfer(address indexed from, address indexed to, uint256 value);
        /// The wind-down began; it cannot be undone.
        event WindDownStarted();

        /// Returns the domain separator used in the encoding of the signature for `permit`, as defined by `EIP712`.
        function DOMAIN_SEPARATOR() external view returns (bytes32);
        /// Sets a record date. Caller: paying agent.
        ///
        /// - `at`: unix seconds, later than now and than every record date before
        function addRecordDate(uint40 at) external returns (uint256 index);
        /// Returns the remaining number of tokens that `spender` will be allowed to spend on behalf of `owner` through
        /// `transferFrom`. This is zero by default. This value changes when `approve` or `transferFrom` are called.
        function allowance(address owner, address spender) external view returns (uint256);
        /// Sets a `value` amount of tokens as the allowance of `spender` over the caller's tokens. Returns a boolean
        /// value indicating whether the operation succeeded. IMPORTANT: Beware that changing an allowance with this
        /// method brings the risk that someone may use both the old and the new allowance by unfortunate transaction
        /// ordering. One possible solution to mitigate this race condition is to first reduce the spender's allowance to
        /// 0 and set the desired value afterwards: https://github.com/ethereum/EIPs/issues/20#issuecomment-263524729
        /// Emits an `Approval` event.
        function approve(address spender, uint256 value) external returns (bool);
        /// The access manager. It is fixed; its roles and their members can change.
        function authority() external view returns (address);
        /// Returns the value of tokens owned by `account`.
        function balanceOf(address account) external view returns (uint256);
        /// What `account` held when record date `index` passed.
        function balanceOfAt(address account, uint256 index) external view returns (uint256);
        /// Issues to each recipient, or to none at all. Caller: issuer.
        function batchMint(address[] memory recipients, uint256[] memory amounts) external;
        /// Transfers to each recipient, or to none at all.
        function batchTransfer(address[] memory recipients, uint256[] memory amounts) external;
        /// The instrument ledger that keeps its books; zero while its regimes need none.
        function books() external view returns (address);
        function canReceive(address account) external view returns (bool allowed);
        function canSend(address account) external view returns (bool allowed);
        function canTransfer(address from, address to, uint256 amount) external view returns (bool allowed);
        /// The currency as an address, as in ERC-7092: its ISO 4217 numeric code. Of a bond, what it is counted in; of a
        /// share, what its nominal value is in, and zero when it has none.
        function currency() external view returns (address);
        /// Returns the decimals places of the token.
        function decimals() external view returns (uint8);
        /// 0 when the transfer is allowed, else the lowest failing verdict bit plus one.
        function detectTransferRestriction(address from, address to, uint256 value) external view returns (uint8 code);
        /// returns the fields and values that describe the domain separator used by this contract for EIP-712 signature.
        function eip712Domain() external view returns (bytes1 fields, string memory name, string memory version, uint256 chainId, address verifyingContract, bytes32 salt, uint256[] memory extensions);
        /// Gives `recipient` what has left `source`, another leg of the instrument. Caller: the contract `Routes`, alone.
        function exchangeIn(address source, address recipient, uint256 amount) external;
        /// Takes `amount` from `holder` on its way to `destination`, another leg of the instrument; their issue volume
        /// goes along. Caller: the contract `Routes`, alone.
        ///
        /// - `operator`: whoever moves it out of the holder's allowance; the holder itself when nobody else does
        /// - `recipient`: who receives on the other leg
        function exchangeOut(address operator, address holder, address destination, address recipient, uint256 amount) external;
        /// The verdict that the movement would get at `at`, every refusal with all its reasons. Never reverts.
        ///
        /// - `operator`: who would call transferFrom; the holder itself or zero for an ordinary transfer
        /// - `at`: unix seconds
        /// - returns `refusals`: empty when the movement is allowed
        function explain(MovementKind kind, address operator, address from, address to, uint256 amount, uint64 at) external view returns (Refusal[] memory refusals);
        /// The verdict of a question with every detail: another regime than the one in force, a token that is paid with.
        /// Never reverts for a regime of this system.
        function explainQuestion(MovementQuestion memory question) external view returns (Refusal[] memory refusals);
        function forcedTransfer(address from, address to, uint256 amount) external returns (bool result);
        function getFrozenTokens(address account) external view returns (uint256 amount);
        /// Raises the amount that may be issued. Caller: issuer.
        function increaseIssueVolume(uint256 by) external;
        /// ISO 6166 identifier.
        function isin() external view returns (string memory);
        /// Unix seconds.
        function issueDate() external view returns (uint256);
        /// Highest amount that may be outstanding, in smallest units; the issuer raises it. Of a share, the shares
        /// authorised.
        function issueVolume() external view returns (uint256);
        /// The verdict of a question under a live state: every rule and token fact that stands in the way, 0 for none.
        /// The explanations of `ISecurityDesk` ask it. The question has no party that its kind does not have.
        function judge(MovementQuestion memory question, InstrumentState current) external view returns (uint256);
        /// What a code means.
        function messageForTransferRestriction(uint8 code) external view returns (string memory message);
        /// Issues `amount` to `to`. Caller: issuer.
        function mint(address to, uint256 amount) external;
        /// Carries out a movement whose function is in `ISecurityDesk`. Caller: the security itself, where that function
        /// runs.
        ///
        /// - returns `fromBefore`: what the giver held
        /// - returns `toBefore`: what the receiver held
        function moveForDesk(MovementKind kind, address operator, address from, address to, uint256 amount) external returns (uint256 fromBefore, uint256 toBefore);
        /// Returns the name of the token.
        function name() external view returns (string memory);
        /// Returns the current nonce for `owner`. This value must be included whenever a signature is generated for
        /// `permit`. Every successful call to `permit` increases ``owner``'s nonce by one. This prevents a signature from
        /// being used multiple times.
        function nonces(address owner) external view returns (uint256);
        /// Whether issue and transfers are paused.
        function paused() external view returns (bool);
        /// What whoever pays interest asks of it, in one call: the live state, the investor registry, and what `account`
        /// held when record date `index` passed.
        function payeeOf(address account, uint256 index) external view returns (InstrumentState word, address investors, uint256 held);
        /// Sets `value` as the allowance of `spender` over ``owner``'s tokens, given ``owner``'s signed approval.
        /// IMPORTANT: The same issues `IERC20-approve` has related to transaction ordering also applies here. Emits an
        /// `Approval` event. Requirements: - `spender` cannot be the zero address. - `deadline` must be a timestamp in
        /// the future. - `v`, `r` and `s` must be a valid `secp256k1` signature from `owner` over the EIP712-formatted
        /// function arguments. - the signature must use ``owner``'s current nonce (see `nonces`). For more information on
        /// the signature format, see the https://eips.ethereum.org/EIPS/eip-2612#specification[relevant EIP section].
        /// CAUTION: See Security Considerations above.
        function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external;
        /// When record date `index` is, in unix seconds.
        function recordDate(uint256 index) external view returns (uint40);
        /// Number of record dates set so far.
        function recordDateCount() external view returns (uint256);
        /// Moves everything `lost` holds, and what is frozen of it, to another wallet of the same investor. Caller:
        /// enforcement officer.
        function recover(address lost, address replacement) external;
        /// Redeems `amount` from `from`, of a share by a buy-back or a cancellation; the cash is paid elsewhere. Caller:
        /// paying agent.
        function redeem(address from, uint256 amount) external;
        /// Reverts with what a movement was refused for. A movement that fails ends here.
        function refuse(MovementKind kind, address operator, address from, address to, uint256 amount, uint256 reasons) external view;
        /// The regime in force.
        function regime() external view returns (address);
        function setFrozenTokens(address account, uint256 amount) external returns (bool result);
        /// Halts what the regime's halt rule covers. Caller: supervisor.
        function setHalted(bool halted_) external;
        /// Pauses issue and transfers. Caller: supervisor.
        function setPaused(bool paused_) external;
        /// Puts another regime in force. Caller: governor, after the delay of its role.
        function setRegime(address regime_) external;
        /// Starts the offering clock on `day`, today or earlier. Caller: issuer.
        function startOfferingClock(uint16 day) external;
        /// Ends issue and transfers for good; redemption goes on. Caller: governor.
        function startWindDown() external;
        /// Live state: regime, flags, clock and record dates.
        function state() external view returns (InstrumentState word);
        /// Returns true if this contract implements the interface defined by `interfaceId`. See the corresponding
        /// https://eips.ethereum.org/EIPS/eip-165#how-interfaces-are-identified[ERC section] to learn more about how
        /// these ids are created. This function call must use less than 30 000 gas.
        function supportsInterface(bytes4 interfaceId) external view returns (bool);
        /// Returns the symbol of the token.
        function symbol() external view returns (string memory);
        /// Returns the value of tokens in existence.
        function totalSupply() external view returns (uint256);
        /// What was outstanding when record date `index` passed.
        function totalSupplyAt(uint256 index) external view returns (uint256);
        /// Moves a `value` amount of tokens from the caller's account to `to`. Returns a boolean value indicating whether
        /// the operation succeeded. Emits a `Transfer` event.
        function transfer(address to, uint256 value) external returns (bool);
        /// Moves a `value` amount of tokens from `from` to `to` using the allowance mechanism. `value` is then deducted
        /// from the caller's allowance. Returns a boolean value indicating whether the operation succeeded. Emits a
        /// `Transfer` event.
        function transferFrom(address from, address to, uint256 value) external returns (bool);
        /// The investor registry, the entrant ledger and the regime factory that it works with.
        function wiring() external view returns (address investors, address ledger, address regimes);
    }
}
