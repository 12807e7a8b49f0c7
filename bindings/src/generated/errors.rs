// Written by `cargo codegen` from the Solidity sources; do not edit.

//! Every error of every contract, with its explanation.

use crate::revert::ErrorDocumentation;
use Corridor::CorridorErrors;

alloy_sol_types::sol! {
    /// Every error that a Corridor contract raises.
    #[sol(extra_derives(Debug, PartialEq, Eq))]
    interface Corridor {
        type AssetStatus is uint8;
        type AttestationStatus is uint8;
        type EventKind is uint8;
        type EventStatus is uint8;
        type MovementKind is uint8;
        type AssetId is bytes32;
        type Standing is uint256;
        /// Why one regime refuses a movement.
        struct Refusal {
            /// The regime whose rules the low bits are.
            address regime;
            /// Bits 0 to 239: rules of that regime that fail; bits 240 to 255: `TokenFacts` that stand in the way.
            uint256 reasons;
        }

        /// The caller has no role that allows this.
        error AccessManagedUnauthorized(address caller);
        /// The same operation is scheduled already.
        error AccessManagerAlreadyScheduled(bytes32 operationId);
        /// The confirmation does not name the caller.
        error AccessManagerBadConfirmation();
        /// The scheduled operation has expired.
        error AccessManagerExpired(bytes32 operationId);
        /// The first administrator is the zero address.
        error AccessManagerInvalidInitialAdmin(address initialAdmin);
        /// The function cannot be given to another role.
        error AccessManagerLockedFunction(bytes4 selector);
        /// The administrator and the public role cannot be changed in this way.
        error AccessManagerLockedRole(uint64 roleId);
        /// The scheduled operation is not ready.
        error AccessManagerNotReady(bytes32 operationId);
        /// The operation is not scheduled.
        error AccessManagerNotScheduled(bytes32 operationId);
        /// The account does not hold the role that is needed.
        error AccessManagerUnauthorizedAccount(address msgsender, uint64 roleId);
        /// The caller may not call this function of the target.
        error AccessManagerUnauthorizedCall(address caller, address target, bytes4 selector);
        /// The caller may not cancel this operation.
        error AccessManagerUnauthorizedCancel(address msgsender, address caller, address target, bytes4 selector);
        /// The target did not ask for a scheduled operation.
        error AccessManagerUnauthorizedConsume(address target);
        /// The target has no code.
        error AddressEmptyCode(address target);
        /// The allocation cannot be carried out.
        error AllotmentRefused(uint256 facts, Refusal[] refusals);
        /// The instrument is a symbol already.
        error AlreadyAdmitted(address instrument);
        /// The instrument is under a limit already.
        error AlreadyEnrolled(address instrument);
        /// The bond is in default already.
        error AlreadyInDefault(address bond);
        /// The security has its terms already.
        error AlreadyInitialised();
        /// The instrument was issued before it was enrolled.
        error AlreadyIssued(address instrument);
        /// The holders' book is complete.
        error AlreadySeeded(address instrument);
        /// The wind-down has begun.
        error AlreadyWindingDown();
        /// A limit or a rate is too large to keep. Or: The issue volume would not fit the ledger.
        error AmountTooLarge(uint256 amount);
        /// Somebody else funds this distribution.
        error AnotherFunder(uint256 id, address funder);
        /// The approval would have ended already.
        error ApprovalInThePast(uint40 lastMoment);
        /// The instrument is listed already.
        error AssetAlreadyListed(AssetId asset);
        /// The deadline of the attestation has passed.
        error AttestationExpired(uint64 deadline);
        /// The attestation was signed for a time to come.
        error AttestationNotYetValid(uint64 issuedAt);
        /// The attestation was submitted or revoked already.
        error AttestationSpent(bytes32 digest, AttestationStatus status);
        /// The arrays of a batch differ in length.
        error BatchLengthMismatch();
        /// The bond is in default.
        error BondInDefault(address bond);
        /// This book of the instrument is not kept.
        error BookNotKept(address instrument, uint256 book);
        /// The zero address cannot have a frozen amount.
        error CannotFreezeZeroAddress();
        /// The token delivered something else than it was asked to.
        error CashShortfall(address token, uint256 expected, uint256 moved);
        /// A checkpoint was to be written before the last one.
        error CheckpointUnorderedInsertion();
        /// The offering clock runs already.
        error ClockAlreadyStarted(uint16 day);
        /// There is nothing to deploy.
        error Create2EmptyBytecode();
        /// The signature belongs to no key.
        error ECDSAInvalidSignature();
        /// The signature is not 65 bytes long.
        error ECDSAInvalidSignatureLength(uint256 length);
        /// The signature is in its malleable form.
        error ECDSAInvalidSignatureS(bytes32 s);
        /// The spender's allowance is smaller than the amount.
        error ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed);
        /// The sender's balance is smaller than the amount.
        error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed);
        /// The zero address cannot approve.
        error ERC20InvalidApprover(address approver);
        /// The zero address cannot receive.
        error ERC20InvalidReceiver(address receiver);
        /// The zero address cannot send.
        error ERC20InvalidSender(address sender);
        /// The zero address cannot be approved.
        error ERC20InvalidSpender(address spender);
        /// A signed permission arrived after its deadline.
        error ERC2612ExpiredSignature(uint256 deadline);
        /// A signed permission was not signed by the holder.
        error ERC2612InvalidSigner(address signer, address owner);
        /// A signing domain with extensions was asked for.
        error ERC5267ExtensionsNotSupported();
        /// The account may not receive this instrument.
        error ERC7943CannotReceive(address account);
        /// The account may not send this instrument.
        error ERC7943CannotSend(address account);
        /// The regime in force refuses this movement.
        error ERC7943CannotTransfer(address from, address to, uint256 amount);
        /// More was moved than the holder has unfrozen.
        error ERC7943InsufficientUnfrozenBalance(address account, uint256 amount, uint256 unfrozen);
        /// More was elected than is held.
        error ElectedTooMuch(uint256 units, uint256 balance);
        /// The election has ended, or there is none.
        error ElectionClosed(uint256 id);
        /// Holders can still elect.
        error ElectionOpen(uint256 id, uint40 electionEnd);
        /// A batch has nobody in it.
        error EmptyBatch(uint256 id);
        /// The window ends before it begins.
        error EmptyWindow(uint40 start, uint40 end);
        /// A call inside the operation failed without a reason.
        error FailedCall();
        /// The contract could not be deployed.
        error FailedDeployment();
        /// The regime keeps its books in another instrument ledger than this token.
        error ForeignBooks(address regime, address books);
        /// The regime asks another entrant ledger than this token reports to.
        error ForeignLedger(address regime, address ledger);
        /// The wallet has no standing.
        error HolderNotRegistered(address wallet);
        /// The contract holds less native currency than the operation sends.
        error InsufficientBalance(uint256 balance, uint256 needed);
        /// The nonce is not the account's next one.
        error InvalidAccountNonce(address account, uint256 currentNonce);
        /// Zero stands for nobody.
        error InvalidAddress();
        /// Zero is no instrument id.
        error InvalidAssetId();
        /// The signature is not the verifier's.
        error InvalidAttestationSignature(address verifier);
        /// There is no cash class of this number.
        error InvalidCashClass(uint8 class);
        /// The rate has no value.
        error InvalidCashRate(uint128 numerator, uint128 denominator);
        /// There is no category of this number.
        error InvalidCategory(uint256 category);
        /// The offering clock cannot start on that day.
        error InvalidClockDay(uint16 day);
        /// The document has no name or no hash.
        error InvalidDocument(bytes32 name, bytes32 documentHash);
        /// The election does not fit the distribution.
        error InvalidElectionEnd(EventKind kind, uint40 electionEnd);
        /// Zero is no entrant.
        error InvalidEntrant();
        /// The facts set a field that registration does not write.
        error InvalidFacts(Standing facts);
        /// The redeemed part does not fit the kind of the distribution.
        error InvalidFraction(EventKind kind, uint128 numerator, uint128 denominator);
        /// Zero is no venue group.
        error InvalidGroup();
        /// The notice cannot have been given on that day.
        error InvalidNoticeDay(uint16 day);
        /// The offering has no price, no bond or nobody who receives.
        error InvalidOffering();
        /// Zero is no offering pool, and a pool needs a currency.
        error InvalidOfferingPool();
        /// A rate of zero or from a currency to itself was given.
        error InvalidRate(bytes3 currency, bytes3 limitCurrency);
        /// The record date is not after the last one and after now.
        error InvalidRecordDate(uint40 at);
        /// The record date does not fit the kind of the distribution.
        error InvalidRecordDateIndex(EventKind kind, uint16 index);
        /// A route needs a source, a destination, an asset class and evidence.
        error InvalidRoute(bytes32 sourceDomain, bytes32 destinationDomain, bytes32 assetClass, bytes32 evidenceHash);
        /// The secured party is nobody, or the holder itself.
        error InvalidSecuredParty(address securedParty);
        /// A stored short text is not valid.
        error InvalidShortString();
        /// The tranche cannot have been acquired on that day.
        error InvalidTrancheDay(uint16 day);
        /// The zero address cannot hold a standing.
        error InvalidWallet();
        /// The token says another ISIN than the listing.
        error IsinMismatch(address token, bytes12 isin);
        /// The wallet is the only one of its investor.
        error LastWallet(address wallet);
        /// The token or the ISIN is a leg already.
        error LegAlreadyListed(address token, bytes12 isin);
        /// The limit of this class is in another currency.
        error LimitCurrencyMismatch(bytes3 expected, bytes3 given);
        /// The dates of the instrument's lots are settled already.
        error LotTermsAlreadySet(address instrument);
        /// The attestation contradicts itself, or says nothing.
        error MalformedAttestation();
        /// The rule table is not one that the regime code can read.
        error MalformedTable();
        /// The bond would mature before it is issued.
        error MaturityNotAfterIssue(uint40 issueDate, uint40 maturityDate);
        /// The movement is refused.
        error MovementRefused(MovementKind kind, Refusal[] refusals);
        /// There is no contract at the address of the bond.
        error NoBond(address bond);
        /// There is no contract at the address of the cash token.
        error NoCashToken(address token);
        /// The evidence has no hash.
        error NoEvidence();
        /// The share has no class.
        error NoShareClass();
        /// Nothing would be pledged, released or enforced.
        error NoUnits();
        /// A nominal value without a currency, or the other way round.
        error NominalValueNotWhole(uint128 nominalValue, uint16 currency);
        /// The instrument is no symbol.
        error NotAdmitted(address instrument);
        /// The holder is not above the one before it.
        error NotAscending(address holder, address cursor);
        /// Not everybody has had its turn.
        error NotFinished(uint256 id, uint256 open);
        /// The units are not there to be pledged.
        error NotFree(address bond, address holder, uint256 units, uint256 free);
        /// The cash that is there is not what is due.
        error NotFunded(uint256 id, uint256 due, uint256 funded);
        /// The bond is not in default.
        error NotInDefault(address bond);
        /// The batch did not leave this holder out.
        error NotLeftOut(uint256 id, address holder);
        /// The two domains are not legs of that instrument.
        error NotLegsOf(bytes32 assetClass, bytes32 sourceDomain, bytes32 destinationDomain);
        /// The wallets are not one investor's.
        error NotOneInvestor(address lost, address replacement);
        /// So much is not pledged.
        error NotPledged(address bond, address holder, address securedParty, uint256 units, uint256 pledged);
        /// `caller` is not this contract.
        error NotServicing(address caller);
        /// `caller` is not this contract.
        error NotSettlement(address caller);
        /// The list is not the one that the batch was paid with.
        error NotTheBatch(uint256 id, uint256 index);
        /// The wallet does not belong to the investor that the attestation is about.
        error NotTheInvestorsWallet(address wallet, uint40 investor);
        /// `caller` is not the security.
        error NotTheToken(address caller);
        /// Nothing is left.
        error NothingLeft(uint256 id);
        /// There is nothing for this holder.
        error NothingToClaim(uint256 id, address holder);
        /// Nothing would be exchanged.
        error NothingToExchange();
        /// What is frozen covers what is pledged.
        error NothingToRestore(address bond, address holder);
        /// The objection came outside its time.
        error ObjectionOutOfTime(uint16 day, uint16 noticeDay, uint256 lastDay);
        /// The wallet has no standing.
        error OffereeNotRegistered(address wallet);
        /// The offering is not open.
        error OfferingNotOpen(uint256 offering);
        /// The instrument is in an offering pool already.
        error OfferingPoolAlreadySet(address instrument, bytes32 pool);
        /// The caller may not attest this for an investor of this jurisdiction.
        error OutsideVerifierScope(address verifier, uint16 jurisdiction);
        /// More would be paid in than is due.
        error OverFunded(uint256 id, uint256 due, uint256 funded);
        /// The distribution would be paid before its record date.
        error PaymentBeforeRecordDate(uint40 paymentDate, uint40 recordDate);
        /// Somebody has been paid.
        error PaymentBegun(uint256 id);
        /// The payment date has not come.
        error PaymentDateNotReached(uint256 id, uint40 paymentDate);
        /// The holder may not be paid now.
        error PaymentRefused(uint256 id, address holder, uint256 reasons);
        /// The pool counts in another currency.
        error PoolCurrencyMismatch(bytes3 expected, bytes3 given);
        /// The arrays of a batch of questions differ in length.
        error QuestionLengthMismatch();
        /// The account may not receive this token.
        error ReceiverNotAdmitted(address account);
        /// The record date has not passed, or does not exist.
        error RecordDateNotReached(uint256 index);
        /// The function was called again while it ran.
        error ReentrancyGuardReentrantCall();
        /// A number does not fit the field it is for.
        error SafeCastOverflowedUintDowncast(uint8 bits, uint256 value);
        /// The cash token did not carry out a transfer.
        error SafeERC20FailedOperation(address token);
        /// A route leads from a leg to itself.
        error SameLeg(bytes32 domain);
        /// The trade cannot be settled.
        error SettlementRefused(uint256 facts, Refusal[] refusals);
        /// The instrument's status does not allow this.
        error StatusForbids(AssetId asset, AssetStatus status);
        /// The instrument still has units outstanding.
        error StillOutstanding(AssetId asset, uint256 units);
        /// The text is longer than 31 bytes.
        error StringTooLong(string str);
        /// The sum does not fit the books.
        error SumTooLarge(uint256 amount);
        /// The issuer objected in time.
        error SymbolBarred(address instrument);
        /// The pool has as many currencies as one sum may convert.
        error TooManyCurrencies(bytes20 entrant, bytes32 assetClass);
        /// The investor has as many wallets as an investor may have.
        error TooManyWallets(uint40 investor);
        /// The two legs count in different units.
        error UnitsDiffer(address source, address destination);
        /// No instrument has this id.
        error UnknownAsset(AssetId asset);
        /// There is no such book.
        error UnknownBooks(uint256 mask);
        /// The code is not the one that tables are put behind.
        error UnknownCode(bytes32 codeHash);
        /// There is no document of this name.
        error UnknownDocument(address bond, bytes32 name);
        /// A rule row names a predicate that this code does not have.
        error UnknownPredicate(uint256 predicate);
        /// The address is not a regime of this system's factory.
        error UnknownRegime(address regime);
        /// Nobody has ever opened a route between these legs in this direction.
        error UnknownRoute(address source, address destination);
        /// The number has no rule.
        error UnknownRule(uint256 rule);
        /// The wallet has a standing already.
        error WalletAlreadyRegistered(address wallet);
        /// The wallet holds units of a listed instrument.
        error WalletHoldsUnits(address wallet, address token);
        /// The wallet has no standing.
        error WalletNotRegistered(address wallet);
        /// There is no distribution of this number, or it is not in that state.
        error WrongStatus(uint256 id, EventStatus status);
    }
}

/// What the sources say about each error, in the order of their names.
pub static DOCUMENTATION: [ErrorDocumentation; 162] = [
    ErrorDocumentation {
        selector: [6, 140, 169, 216],
        signature: "AccessManagedUnauthorized(address)",
        raised_by: &["AssetRegistry", "BondDesk", "BondDocuments", "BondToken", "CashToken", "EntrantLedger", "EquityDesk", "EquityToken", "InstrumentLedger", "InvestorRegistry", "Permits", "Pledges", "RegimeFactory", "Routes", "Servicing", "Settlement"],
        notice: "The caller has no role that allows this.",
        why: "The access manager grants this function to a role that the caller does not hold.",
        what_to_do: "Send it from an account of the role, or have the governor grant the role. Where the role has a delay, schedule the call at the access manager, wait, and execute it there.",
    },
    ErrorDocumentation {
        selector: [129, 62, 148, 89],
        signature: "AccessManagerAlreadyScheduled(bytes32)",
        raised_by: &["RoleManager"],
        notice: "The same operation is scheduled already.",
        why: "One caller can have one pending call of the same data to the same target.",
        what_to_do: "Execute or cancel the pending one first.",
    },
    ErrorDocumentation {
        selector: [95, 21, 158, 99],
        signature: "AccessManagerBadConfirmation()",
        raised_by: &["RoleManager"],
        notice: "The confirmation does not name the caller.",
        why: "Giving up a role asks for the caller's own address, so that it cannot happen by accident.",
        what_to_do: "Pass the address that sends the transaction.",
    },
    ErrorDocumentation {
        selector: [120, 165, 214, 228],
        signature: "AccessManagerExpired(bytes32)",
        raised_by: &["RoleManager"],
        notice: "The scheduled operation has expired.",
        why: "It was not executed within a week of becoming ready.",
        what_to_do: "Schedule it again.",
    },
    ErrorDocumentation {
        selector: [8, 19, 173, 162],
        signature: "AccessManagerInvalidInitialAdmin(address)",
        raised_by: &["RoleManager"],
        notice: "The first administrator is the zero address.",
        why: "Nobody could ever grant a role.",
        what_to_do: "Deploy with the governor's address.",
    },
    ErrorDocumentation {
        selector: [244, 116, 78, 74],
        signature: "AccessManagerLockedFunction(bytes4)",
        raised_by: &["RoleManager"],
        notice: "The function cannot be given to another role.",
        why: "The access manager keeps its own functions under the administrator.",
        what_to_do: "Leave this function where it is.",
    },
    ErrorDocumentation {
        selector: [24, 113, 169, 12],
        signature: "AccessManagerLockedRole(uint64)",
        raised_by: &["RoleManager"],
        notice: "The administrator and the public role cannot be changed in this way.",
        why: "Both are built into the access manager.",
        what_to_do: "Use a role of your own.",
    },
    ErrorDocumentation {
        selector: [24, 203, 107, 122],
        signature: "AccessManagerNotReady(bytes32)",
        raised_by: &["RoleManager"],
        notice: "The scheduled operation is not ready.",
        why: "Its delay has not passed.",
        what_to_do: "Execute it later; the schedule says when.",
    },
    ErrorDocumentation {
        selector: [96, 162, 153, 176],
        signature: "AccessManagerNotScheduled(bytes32)",
        raised_by: &["RoleManager"],
        notice: "The operation is not scheduled.",
        why: "It was never scheduled, was cancelled, or has been executed.",
        what_to_do: "Schedule it first.",
    },
    ErrorDocumentation {
        selector: [240, 126, 3, 143],
        signature: "AccessManagerUnauthorizedAccount(address,uint64)",
        raised_by: &["RoleManager"],
        notice: "The account does not hold the role that is needed.",
        why: "This function of the access manager belongs to that role.",
        what_to_do: "Send it from an account of the role.",
    },
    ErrorDocumentation {
        selector: [129, 198, 242, 75],
        signature: "AccessManagerUnauthorizedCall(address,address,bytes4)",
        raised_by: &["RoleManager"],
        notice: "The caller may not call this function of the target.",
        why: "No role of the caller covers it, or the target is closed.",
        what_to_do: "Send it from an account of the role that covers it.",
    },
    ErrorDocumentation {
        selector: [63, 226, 117, 28],
        signature: "AccessManagerUnauthorizedCancel(address,address,address,bytes4)",
        raised_by: &["RoleManager"],
        notice: "The caller may not cancel this operation.",
        why: "Only who scheduled it, the administrator, or a guardian of the role may.",
        what_to_do: "Send it from one of them.",
    },
    ErrorDocumentation {
        selector: [50, 15, 247, 72],
        signature: "AccessManagerUnauthorizedConsume(address)",
        raised_by: &["RoleManager"],
        notice: "The target did not ask for a scheduled operation.",
        why: "Only a managed contract that is executing one may consume it.",
        what_to_do: "Call the managed contract, not this function.",
    },
    ErrorDocumentation {
        selector: [153, 150, 179, 21],
        signature: "AddressEmptyCode(address)",
        raised_by: &["BondToken", "EquityToken", "RoleManager", "Settlement"],
        notice: "The target has no code.",
        why: "A call to an account without code would do nothing and seem to succeed.",
        what_to_do: "Check the address and the network.",
    },
    ErrorDocumentation {
        selector: [207, 222, 197, 57],
        signature: "AllotmentRefused(uint256,(address,uint256)[])",
        raised_by: &["Settlement"],
        notice: "The allocation cannot be carried out.",
        why: "The bits are `SettlementFacts`, and the refusals what the bond's regime and token facts say against the issue.",
        what_to_do: "Ask `canAllot` with the same arguments, and remove each of the reasons.",
    },
    ErrorDocumentation {
        selector: [48, 30, 218, 150],
        signature: "AlreadyAdmitted(address)",
        raised_by: &["Permits"],
        notice: "The instrument is a symbol already.",
        why: "It has a rank in its group.",
        what_to_do: "Withdraw it first.",
    },
    ErrorDocumentation {
        selector: [102, 128, 23, 105],
        signature: "AlreadyEnrolled(address)",
        raised_by: &["EntrantLedger"],
        notice: "The instrument is under a limit already.",
        why: "Its outstanding amount would count twice.",
        what_to_do: "Keep the enrolment it has.",
    },
    ErrorDocumentation {
        selector: [78, 238, 100, 180],
        signature: "AlreadyInDefault(address)",
        raised_by: &["Servicing"],
        notice: "The bond is in default already.",
        why: "One default is declared at a time.",
        what_to_do: "Cure it first, or leave it.",
    },
    ErrorDocumentation {
        selector: [60, 50, 130, 231],
        signature: "AlreadyInitialised()",
        raised_by: &["BondDesk", "BondToken", "EquityDesk", "EquityToken", "IBondToken", "IEquityToken", "ISecurityToken"],
        notice: "The security has its terms already.",
        why: "They are written once, at its creation.",
        what_to_do: "Nothing.",
    },
    ErrorDocumentation {
        selector: [48, 149, 155, 128],
        signature: "AlreadyIssued(address)",
        raised_by: &["EntrantLedger"],
        notice: "The instrument was issued before it was enrolled.",
        why: "What is outstanding would escape the limit.",
        what_to_do: "Enrol before the first issue.",
    },
    ErrorDocumentation {
        selector: [35, 138, 46, 158],
        signature: "AlreadySeeded(address)",
        raised_by: &["InstrumentLedger"],
        notice: "The holders' book is complete.",
        why: "All that is outstanding has been entered.",
        what_to_do: "Nothing.",
    },
    ErrorDocumentation {
        selector: [201, 14, 108, 118],
        signature: "AlreadyWindingDown()",
        raised_by: &["BondDesk", "BondToken", "EquityDesk", "EquityToken", "IBondToken", "IEquityToken", "ISecurityToken"],
        notice: "The wind-down has begun.",
        why: "It is irreversible.",
        what_to_do: "Redeem; nothing new can be issued.",
    },
    ErrorDocumentation {
        selector: [8, 8, 59, 42],
        signature: "AmountTooLarge(uint256)",
        raised_by: &["BondDesk", "BondToken", "EntrantLedger", "EquityDesk", "EquityToken", "IBondToken", "IEquityToken", "ISecurityToken"],
        notice: "A limit or a rate is too large to keep. Or: The issue volume would not fit the ledger.",
        why: "Amounts are kept in 128 bits. Or: They are kept in 128 bits.",
        what_to_do: "Check the unit it was given in. Or: Raise it by less.",
    },
    ErrorDocumentation {
        selector: [36, 253, 72, 248],
        signature: "AnotherFunder(uint256,address)",
        raised_by: &["Servicing"],
        notice: "Somebody else funds this distribution.",
        why: "What is left goes back to one funder, who was declared or was the first.",
        what_to_do: "Have that account pay in; where a stranger was first, cancel, and declare it with a funder.",
    },
    ErrorDocumentation {
        selector: [107, 236, 182, 30],
        signature: "ApprovalInThePast(uint40)",
        raised_by: &["Permits"],
        notice: "The approval would have ended already.",
        why: "Its last moment is past.",
        what_to_do: "Choose a later one, or approve 0 units to withdraw.",
    },
    ErrorDocumentation {
        selector: [53, 224, 22, 232],
        signature: "AssetAlreadyListed(bytes32)",
        raised_by: &["AssetRegistry"],
        notice: "The instrument is listed already.",
        why: "An id is used once.",
        what_to_do: "Add a leg to it, or list under another id.",
    },
    ErrorDocumentation {
        selector: [6, 192, 148, 5],
        signature: "AttestationExpired(uint64)",
        raised_by: &["AttestationDesk"],
        notice: "The deadline of the attestation has passed.",
        why: "A verifier vouches for what it saw for a limited time.",
        what_to_do: "Ask the verifier for a new one.",
    },
    ErrorDocumentation {
        selector: [229, 39, 246, 225],
        signature: "AttestationNotYetValid(uint64)",
        raised_by: &["AttestationDesk"],
        notice: "The attestation was signed for a time to come.",
        why: "It says when it was issued, and that has not come.",
        what_to_do: "Submit it from then on.",
    },
    ErrorDocumentation {
        selector: [31, 106, 81, 244],
        signature: "AttestationSpent(bytes32,uint8)",
        raised_by: &["AttestationDesk"],
        notice: "The attestation was submitted or revoked already.",
        why: "Each counts once.",
        what_to_do: "Read the standing; ask for a new one if something is missing.",
    },
    ErrorDocumentation {
        selector: [23, 227, 123, 92],
        signature: "BatchLengthMismatch()",
        raised_by: &["BondDesk", "BondToken", "EquityDesk", "EquityToken", "IBondToken", "IEquityToken", "ISecurityToken", "InvestorRegistry"],
        notice: "The arrays of a batch differ in length.",
        why: "Each recipient needs its own amount. Or: Each wallet needs its own facts and commitment.",
        what_to_do: "Pass arrays of one length.",
    },
    ErrorDocumentation {
        selector: [48, 171, 107, 109],
        signature: "BondInDefault(address)",
        raised_by: &["Servicing"],
        notice: "The bond is in default.",
        why: "An issuer that owes what is due takes nothing up by its own choice.",
        what_to_do: "Cure the default first; what is due can be paid all the time.",
    },
    ErrorDocumentation {
        selector: [93, 84, 234, 79],
        signature: "BookNotKept(address,uint256)",
        raised_by: &["InstrumentLedger"],
        notice: "This book of the instrument is not kept.",
        why: "No rule of its regime needs it, or the instrument never opened it.",
        what_to_do: "Put a regime in force that needs it.",
    },
    ErrorDocumentation {
        selector: [121, 222, 43, 36],
        signature: "CannotFreezeZeroAddress()",
        raised_by: &["BondDesk", "BondToken", "EquityDesk", "EquityToken", "IBondToken", "IEquityToken", "ISecurityToken"],
        notice: "The zero address cannot have a frozen amount.",
        why: "It stands for \"no party\" in issue and redemption.",
        what_to_do: "Name a holder.",
    },
    ErrorDocumentation {
        selector: [235, 92, 210, 252],
        signature: "CashShortfall(address,uint256,uint256)",
        raised_by: &["Servicing", "Settlement"],
        notice: "The token delivered something else than it was asked to.",
        why: "It takes a fee from what is moved, or changes balances by itself; what is owed could not be counted in it.",
        what_to_do: "Pay in a token that moves exactly what it is told.",
    },
    ErrorDocumentation {
        selector: [37, 32, 96, 29],
        signature: "CheckpointUnorderedInsertion()",
        raised_by: &["BondToken", "EquityToken", "InstrumentLedger"],
        notice: "A checkpoint was to be written before the last one.",
        why: "Balances of record dates are written in order.",
        what_to_do: "Report this as a defect; no input should lead here.",
    },
    ErrorDocumentation {
        selector: [237, 39, 95, 150],
        signature: "ClockAlreadyStarted(uint16)",
        raised_by: &["BondDesk", "BondToken", "EquityDesk", "EquityToken", "IBondToken", "IEquityToken", "ISecurityToken"],
        notice: "The offering clock runs already.",
        why: "An offering has one start.",
        what_to_do: "Nothing.",
    },
    ErrorDocumentation {
        selector: [76, 162, 73, 220],
        signature: "Create2EmptyBytecode()",
        raised_by: &["RegimeFactory"],
        notice: "There is nothing to deploy.",
        why: "The code is empty.",
        what_to_do: "Report this as a defect; no input should lead here.",
    },
    ErrorDocumentation {
        selector: [246, 69, 238, 223],
        signature: "ECDSAInvalidSignature()",
        raised_by: &["BondDesk", "CashToken", "EquityDesk"],
        notice: "The signature belongs to no key.",
        why: "It was altered, or made for something else.",
        what_to_do: "Sign again, exactly what is submitted.",
    },
    ErrorDocumentation {
        selector: [252, 230, 152, 247],
        signature: "ECDSAInvalidSignatureLength(uint256)",
        raised_by: &["BondDesk", "CashToken", "EquityDesk"],
        notice: "The signature is not 65 bytes long.",
        why: "A signature is r, s and v one after the other.",
        what_to_do: "Pass all 65 bytes.",
    },
    ErrorDocumentation {
        selector: [215, 139, 206, 12],
        signature: "ECDSAInvalidSignatureS(bytes32)",
        raised_by: &["BondDesk", "CashToken", "EquityDesk"],
        notice: "The signature is in its malleable form.",
        why: "Of the two equivalent values of s only the lower one is accepted.",
        what_to_do: "Use a signer that normalises s.",
    },
    ErrorDocumentation {
        selector: [251, 143, 65, 178],
        signature: "ERC20InsufficientAllowance(address,uint256,uint256)",
        raised_by: &["BondDesk", "BondToken", "CashToken", "EquityDesk", "EquityToken", "IBondToken", "IEquityToken", "ISecurityToken"],
        notice: "The spender's allowance is smaller than the amount.",
        why: "The holder approved less, or some of it was spent.",
        what_to_do: "Have the holder approve the amount, or move less.",
    },
    ErrorDocumentation {
        selector: [228, 80, 211, 140],
        signature: "ERC20InsufficientBalance(address,uint256,uint256)",
        raised_by: &["BondDesk", "CashToken", "EquityDesk", "IBondToken", "IEquityToken", "ISecurityToken"],
        notice: "The sender's balance is smaller than the amount.",
        why: "The sender does not hold that much.",
        what_to_do: "Move less.",
    },
    ErrorDocumentation {
        selector: [230, 2, 223, 5],
        signature: "ERC20InvalidApprover(address)",
        raised_by: &["BondDesk", "BondToken", "CashToken", "EquityDesk", "EquityToken", "IBondToken", "IEquityToken", "ISecurityToken"],
        notice: "The zero address cannot approve.",
        why: "It holds nothing.",
        what_to_do: "Approve from the holder's account.",
    },
    ErrorDocumentation {
        selector: [236, 68, 47, 5],
        signature: "ERC20InvalidReceiver(address)",
        raised_by: &["BondDesk", "CashToken", "EquityDesk", "IBondToken", "IEquityToken", "ISecurityToken"],
        notice: "The zero address cannot receive.",
        why: "Tokens sent there would be lost; redemption is an action of its own.",
        what_to_do: "Name a recipient, or redeem.",
    },
    ErrorDocumentation {
        selector: [150, 198, 253, 30],
        signature: "ERC20InvalidSender(address)",
        raised_by: &["BondDesk", "CashToken", "EquityDesk", "IBondToken", "IEquityToken", "ISecurityToken"],
        notice: "The zero address cannot send.",
        why: "It holds nothing; issuing is an action of its own.",
        what_to_do: "Name a holder, or issue.",
    },
    ErrorDocumentation {
        selector: [148, 40, 13, 98],
        signature: "ERC20InvalidSpender(address)",
        raised_by: &["BondDesk", "BondToken", "CashToken", "EquityDesk", "EquityToken", "IBondToken", "IEquityToken", "ISecurityToken"],
        notice: "The zero address cannot be approved.",
        why: "Nobody can send from it.",
        what_to_do: "Name a spender.",
    },
    ErrorDocumentation {
        selector: [98, 121, 19, 2],
        signature: "ERC2612ExpiredSignature(uint256)",
        raised_by: &["BondDesk", "CashToken", "EquityDesk"],
        notice: "A signed permission arrived after its deadline.",
        why: "Signatures expire so that old ones cannot be used.",
        what_to_do: "Sign a new one with a later deadline.",
    },
    ErrorDocumentation {
        selector: [75, 128, 14, 70],
        signature: "ERC2612InvalidSigner(address,address)",
        raised_by: &["BondDesk", "CashToken", "EquityDesk"],
        notice: "A signed permission was not signed by the holder.",
        why: "The holder, the spender, the amount, the nonce or the deadline differs from what was signed.",
        what_to_do: "Sign exactly what is submitted.",
    },
    ErrorDocumentation {
        selector: [219, 0, 249, 4],
        signature: "ERC5267ExtensionsNotSupported()",
        raised_by: &["BondDesk", "EquityDesk"],
        notice: "A signing domain with extensions was asked for.",
        why: "The library builds domains of the five standard fields only.",
        what_to_do: "Report this as a defect; no input should lead here.",
    },
    ErrorDocumentation {
        selector: [112, 92, 30, 237],
        signature: "ERC7943CannotReceive(address)",
        raised_by: &["IBondToken", "IEquityToken", "ISecurityToken"],
        notice: "The account may not receive this instrument.",
        why: "A rule of the regime in force refuses it as a recipient.",
        what_to_do: "Ask for the explanation of the movement; it names each rule, its source and its remedy.",
    },
    ErrorDocumentation {
        selector: [69, 186, 233, 226],
        signature: "ERC7943CannotSend(address)",
        raised_by: &["IBondToken", "IEquityToken", "ISecurityToken"],
        notice: "The account may not send this instrument.",
        why: "A rule of the regime in force refuses it as a sender.",
        what_to_do: "Ask for the explanation of the movement; it names each rule, its source and its remedy.",
    },
    ErrorDocumentation {
        selector: [34, 221, 164, 190],
        signature: "ERC7943CannotTransfer(address,address,uint256)",
        raised_by: &["IBondToken", "IEquityToken", "ISecurityToken"],
        notice: "The regime in force refuses this movement.",
        why: "A rule fails for the two parties together, or for the amount.",
        what_to_do: "Ask for the explanation of the movement; it names each rule, its source and its remedy.",
    },
    ErrorDocumentation {
        selector: [0, 56, 78, 113],
        signature: "ERC7943InsufficientUnfrozenBalance(address,uint256,uint256)",
        raised_by: &["BondDesk", "EquityDesk", "IBondToken", "IEquityToken", "ISecurityToken"],
        notice: "More was moved than the holder has unfrozen.",
        why: "Part of the balance is frozen.",
        what_to_do: "Move at most the unfrozen part, or have it unfrozen.",
    },
    ErrorDocumentation {
        selector: [45, 202, 233, 126],
        signature: "ElectedTooMuch(uint256,uint256)",
        raised_by: &["Servicing"],
        notice: "More was elected than is held.",
        why: "A holder can give back what it has.",
        what_to_do: "Elect at most the balance.",
    },
    ErrorDocumentation {
        selector: [57, 60, 75, 142],
        signature: "ElectionClosed(uint256)",
        raised_by: &["Servicing"],
        notice: "The election has ended, or there is none.",
        why: "Only a put has one, through the second before its end.",
        what_to_do: "Nothing.",
    },
    ErrorDocumentation {
        selector: [169, 203, 78, 152],
        signature: "ElectionOpen(uint256,uint40)",
        raised_by: &["Servicing"],
        notice: "Holders can still elect.",
        why: "What a put needs is known when the election has ended.",
        what_to_do: "Fund it then.",
    },
    ErrorDocumentation {
        selector: [120, 113, 5, 163],
        signature: "EmptyBatch(uint256)",
        raised_by: &["Servicing"],
        notice: "A batch has nobody in it.",
        why: "It would say nothing.",
        what_to_do: "Name holders.",
    },
    ErrorDocumentation {
        selector: [173, 31, 78, 145],
        signature: "EmptyWindow(uint40,uint40)",
        raised_by: &["Routes"],
        notice: "The window ends before it begins.",
        why: "The route could never be used.",
        what_to_do: "Give an end after the start, or zero for none.",
    },
    ErrorDocumentation {
        selector: [214, 189, 162, 117],
        signature: "FailedCall()",
        raised_by: &["BondToken", "EquityToken", "RoleManager", "Settlement"],
        notice: "A call inside the operation failed without a reason.",
        why: "The target reverted with no data, or ran out of gas.",
        what_to_do: "Replay the inner call alone to see where it fails.",
    },
    ErrorDocumentation {
        selector: [176, 110, 191, 61],
        signature: "FailedDeployment()",
        raised_by: &["RegimeFactory"],
        notice: "The contract could not be deployed.",
        why: "Its constructor failed, or a contract is at that address already.",
        what_to_do: "Look up the address; when there is code, use it.",
    },
    ErrorDocumentation {
        selector: [161, 80, 151, 131],
        signature: "ForeignBooks(address,address)",
        raised_by: &["BondDesk", "BondToken", "EquityDesk", "EquityToken", "IBondToken", "IEquityToken", "ISecurityToken"],
        notice: "The regime keeps its books in another instrument ledger than this token.",
        why: "What was counted so far would be lost.",
        what_to_do: "Deploy the regime with the extension of this system.",
    },
    ErrorDocumentation {
        selector: [224, 21, 63, 210],
        signature: "ForeignLedger(address,address)",
        raised_by: &["BondDesk", "BondToken", "EquityDesk", "EquityToken", "IBondToken", "IEquityToken", "ISecurityToken"],
        notice: "The regime asks another entrant ledger than this token reports to.",
        why: "Its capacity rule would never see what this token has outstanding.",
        what_to_do: "Deploy the profile's table with this system's ledger.",
    },
    ErrorDocumentation {
        selector: [139, 169, 56, 31],
        signature: "HolderNotRegistered(address)",
        raised_by: &["Permits"],
        notice: "The wallet has no standing.",
        why: "Certificates are given to investors, and nobody registered it.",
        what_to_do: "Register the investor first.",
    },
    ErrorDocumentation {
        selector: [207, 71, 145, 129],
        signature: "InsufficientBalance(uint256,uint256)",
        raised_by: &["RegimeFactory", "RoleManager"],
        notice: "The contract holds less native currency than the operation sends.",
        why: "A value was attached to a call that moves none.",
        what_to_do: "Send without a value.",
    },
    ErrorDocumentation {
        selector: [117, 45, 136, 192],
        signature: "InvalidAccountNonce(address,uint256)",
        raised_by: &["BondDesk", "CashToken", "EquityDesk"],
        notice: "The nonce is not the account's next one.",
        why: "Another signed permission was used in between, or this one was used before.",
        what_to_do: "Read the nonce and sign again.",
    },
    ErrorDocumentation {
        selector: [230, 196, 36, 123],
        signature: "InvalidAddress()",
        raised_by: &["Permits"],
        notice: "Zero stands for nobody.",
        why: "A permit for the zero address would be one for every movement without that side.",
        what_to_do: "Name the address.",
    },
    ErrorDocumentation {
        selector: [250, 252, 165, 160],
        signature: "InvalidAssetId()",
        raised_by: &["AssetRegistry"],
        notice: "Zero is no instrument id.",
        why: "It is what a token of no instrument has.",
        what_to_do: "Derive the id from the terms.",
    },
    ErrorDocumentation {
        selector: [143, 190, 155, 74],
        signature: "InvalidAttestationSignature(address)",
        raised_by: &["AttestationDesk"],
        notice: "The signature is not the verifier's.",
        why: "Somebody else signed, something was changed since, or it was signed for another chain or desk.",
        what_to_do: "Submit the attestation as the verifier gave it.",
    },
    ErrorDocumentation {
        selector: [11, 145, 239, 127],
        signature: "InvalidCashClass(uint8)",
        raised_by: &["Permits"],
        notice: "There is no cash class of this number.",
        why: "A rule names classes by sixteen bits, and class 0 stands for tokens of none.",
        what_to_do: "Use 1 to 15, or 0 to remove.",
    },
    ErrorDocumentation {
        selector: [15, 18, 77, 46],
        signature: "InvalidCashRate(uint128,uint128)",
        raised_by: &["Servicing"],
        notice: "The rate has no value.",
        why: "Its numerator or its denominator is zero.",
        what_to_do: "Declare the cash units for a number of token units.",
    },
    ErrorDocumentation {
        selector: [195, 100, 194, 158],
        signature: "InvalidCategory(uint256)",
        raised_by: &["InvestorRegistry"],
        notice: "There is no category of this number.",
        why: "A standing has ten.",
        what_to_do: "Use a position of the vocabulary.",
    },
    ErrorDocumentation {
        selector: [107, 75, 3, 232],
        signature: "InvalidClockDay(uint16)",
        raised_by: &["BondDesk", "BondToken", "EquityDesk", "EquityToken", "IBondToken", "IEquityToken", "ISecurityToken"],
        notice: "The offering clock cannot start on that day.",
        why: "It lies in the future, or is zero.",
        what_to_do: "Start it on the day it is, or record the day it was.",
    },
    ErrorDocumentation {
        selector: [196, 90, 141, 152],
        signature: "InvalidDocument(bytes32,bytes32)",
        raised_by: &["BondDocuments"],
        notice: "The document has no name or no hash.",
        why: "Without a hash it could be any.",
        what_to_do: "Name it and hash it.",
    },
    ErrorDocumentation {
        selector: [107, 35, 63, 41],
        signature: "InvalidElectionEnd(uint8,uint40)",
        raised_by: &["Servicing"],
        notice: "The election does not fit the distribution.",
        why: "A put has one, which ends after now and no later than the payment date; no other kind has.",
        what_to_do: "Correct it.",
    },
    ErrorDocumentation {
        selector: [241, 80, 249, 1],
        signature: "InvalidEntrant()",
        raised_by: &["EntrantLedger"],
        notice: "Zero is no entrant.",
        why: "It is what an instrument without enrolment has.",
        what_to_do: "Pass the entrant's LEI.",
    },
    ErrorDocumentation {
        selector: [85, 38, 153, 12],
        signature: "InvalidFacts(uint256)",
        raised_by: &["InvestorRegistry"],
        notice: "The facts set a field that registration does not write.",
        why: "Investor id and highest flag are the registry's, restriction flags an enforcement officer's.",
        what_to_do: "Leave them zero.",
    },
    ErrorDocumentation {
        selector: [228, 219, 106, 76],
        signature: "InvalidFraction(uint8,uint128,uint128)",
        raised_by: &["Servicing"],
        notice: "The redeemed part does not fit the kind of the distribution.",
        why: "Interest and puts have none (0 / 0), redemptions and calls of everything 1 / 1, partial ones less than one and more than nothing.",
        what_to_do: "Declare that fraction, or another kind.",
    },
    ErrorDocumentation {
        selector: [219, 20, 14, 64],
        signature: "InvalidGroup()",
        raised_by: &["Permits"],
        notice: "Zero is no venue group.",
        why: "It is what an instrument without one has.",
        what_to_do: "Name the group.",
    },
    ErrorDocumentation {
        selector: [187, 16, 57, 56],
        signature: "InvalidNoticeDay(uint16)",
        raised_by: &["Permits"],
        notice: "The notice cannot have been given on that day.",
        why: "It lies in the future, or is zero.",
        what_to_do: "Pass the day on which the issuer was told.",
    },
    ErrorDocumentation {
        selector: [128, 246, 189, 128],
        signature: "InvalidOffering()",
        raised_by: &["Settlement"],
        notice: "The offering has no price, no bond or nobody who receives.",
        why: "A part of it is zero, or no contract is where the bond should be.",
        what_to_do: "Name them all.",
    },
    ErrorDocumentation {
        selector: [227, 88, 240, 1],
        signature: "InvalidOfferingPool()",
        raised_by: &["InstrumentLedger"],
        notice: "Zero is no offering pool, and a pool needs a currency.",
        why: "Zero is what an instrument outside every pool has.",
        what_to_do: "Name the pool, e.g. by the offeror's identifier.",
    },
    ErrorDocumentation {
        selector: [150, 166, 53, 125],
        signature: "InvalidRate(bytes3,bytes3)",
        raised_by: &["EntrantLedger"],
        notice: "A rate of zero or from a currency to itself was given.",
        why: "It would make the instrument free of the limit.",
        what_to_do: "Record the supervisor's rate.",
    },
    ErrorDocumentation {
        selector: [97, 30, 157, 140],
        signature: "InvalidRecordDate(uint40)",
        raised_by: &["BondDesk", "BondToken", "EquityDesk", "EquityToken", "IBondToken", "IEquityToken", "ISecurityToken"],
        notice: "The record date is not after the last one and after now.",
        why: "Balances of the past are already written.",
        what_to_do: "Choose a later time.",
    },
    ErrorDocumentation {
        selector: [129, 225, 106, 42],
        signature: "InvalidRecordDateIndex(uint8,uint16)",
        raised_by: &["Servicing"],
        notice: "The record date does not fit the kind of the distribution.",
        why: "Interest and partial redemptions have one, the others go by what is held when they are paid.",
        what_to_do: "Name a record date that the bond has, or none.",
    },
    ErrorDocumentation {
        selector: [184, 158, 91, 214],
        signature: "InvalidRoute(bytes32,bytes32,bytes32,bytes32)",
        raised_by: &["Routes"],
        notice: "A route needs a source, a destination, an asset class and evidence.",
        why: "Zero stands for nothing set.",
        what_to_do: "Name both legs, their instrument, and the hash of what permits or ends the route.",
    },
    ErrorDocumentation {
        selector: [166, 21, 50, 89],
        signature: "InvalidSecuredParty(address)",
        raised_by: &["Pledges"],
        notice: "The secured party is nobody, or the holder itself.",
        why: "There is nobody who could release it.",
        what_to_do: "Name who is secured.",
    },
    ErrorDocumentation {
        selector: [179, 81, 43, 12],
        signature: "InvalidShortString()",
        raised_by: &["AttestationDesk", "BondDesk", "CashToken", "EquityDesk", "Settlement"],
        notice: "A stored short text is not valid.",
        why: "The text was not written by this code.",
        what_to_do: "Report this as a defect; no input should lead here.",
    },
    ErrorDocumentation {
        selector: [230, 112, 59, 170],
        signature: "InvalidTrancheDay(uint16)",
        raised_by: &["InstrumentLedger"],
        notice: "The tranche cannot have been acquired on that day.",
        why: "It lies in the future; or is zero although units were outstanding before the book was opened; or is given although none were.",
        what_to_do: "Pass the day of that issue, or zero.",
    },
    ErrorDocumentation {
        selector: [35, 69, 91, 161],
        signature: "InvalidWallet()",
        raised_by: &["InvestorRegistry"],
        notice: "The zero address cannot hold a standing.",
        why: "It stands for \"no party\" in a movement.",
        what_to_do: "Pass the investor's own wallet.",
    },
    ErrorDocumentation {
        selector: [227, 118, 17, 75],
        signature: "IsinMismatch(address,bytes12)",
        raised_by: &["AssetRegistry"],
        notice: "The token says another ISIN than the listing.",
        why: "The two must name the same security.",
        what_to_do: "List it under its own ISIN.",
    },
    ErrorDocumentation {
        selector: [81, 105, 255, 94],
        signature: "LastWallet(address)",
        raised_by: &["InvestorRegistry"],
        notice: "The wallet is the only one of its investor.",
        why: "An investor without a wallet could not be attested again.",
        what_to_do: "Revoke its attestations instead.",
    },
    ErrorDocumentation {
        selector: [55, 185, 197, 2],
        signature: "LegAlreadyListed(address,bytes12)",
        raised_by: &["AssetRegistry"],
        notice: "The token or the ISIN is a leg already.",
        why: "A token belongs to one instrument and an ISIN to one token.",
        what_to_do: "Use new ones.",
    },
    ErrorDocumentation {
        selector: [6, 208, 208, 158],
        signature: "LimitCurrencyMismatch(bytes3,bytes3)",
        raised_by: &["EntrantLedger"],
        notice: "The limit of this class is in another currency.",
        why: "Used amounts were recorded against it.",
        what_to_do: "Set the limit in the currency it has.",
    },
    ErrorDocumentation {
        selector: [233, 78, 202, 239],
        signature: "LotTermsAlreadySet(address)",
        raised_by: &["InstrumentLedger"],
        notice: "The dates of the instrument's lots are settled already.",
        why: "Changing them would change when holdings that were sold under them may be resold.",
        what_to_do: "Keep them.",
    },
    ErrorDocumentation {
        selector: [225, 60, 237, 11],
        signature: "MalformedAttestation()",
        raised_by: &["AttestationDesk"],
        notice: "The attestation contradicts itself, or says nothing.",
        why: "Categories have to ascend and have a day each, subdivision and flags need a jurisdiction, a commitment belongs to a new investor.",
        what_to_do: "Have it signed anew.",
    },
    ErrorDocumentation {
        selector: [125, 250, 111, 20],
        signature: "MalformedTable()",
        raised_by: &["RegimeFactory"],
        notice: "The rule table is not one that the regime code can read.",
        why: "Its header, its length or a predicate number is wrong.",
        what_to_do: "Encode it with the same release.",
    },
    ErrorDocumentation {
        selector: [239, 59, 9, 11],
        signature: "MaturityNotAfterIssue(uint40,uint40)",
        raised_by: &["BondDesk", "BondToken", "EquityDesk", "EquityToken", "IBondToken", "IEquityToken", "ISecurityToken"],
        notice: "The bond would mature before it is issued.",
        why: "One of the two dates is wrong.",
        what_to_do: "Correct the terms.",
    },
    ErrorDocumentation {
        selector: [29, 145, 75, 233],
        signature: "MovementRefused(uint8,(address,uint256)[])",
        raised_by: &["BondDesk", "BondToken", "EquityDesk", "EquityToken", "IBondToken", "IEquityToken", "ISecurityToken", "Routes"],
        notice: "The movement is refused.",
        why: "Every set bit is a rule of that regime, or a token fact, that the movement fails.",
        what_to_do: "Ask for the explanation of the same movement; it names each rule, its source and its remedy.",
    },
    ErrorDocumentation {
        selector: [1, 94, 10, 174],
        signature: "NoBond(address)",
        raised_by: &["Servicing"],
        notice: "There is no contract at the address of the bond.",
        why: "Nothing could be asked or redeemed there.",
        what_to_do: "Name the bond's own address.",
    },
    ErrorDocumentation {
        selector: [128, 88, 255, 250],
        signature: "NoCashToken(address)",
        raised_by: &["Servicing", "Settlement"],
        notice: "There is no contract at the address of the cash token.",
        why: "A call to it would succeed and move nothing.",
        what_to_do: "Name the token's own address.",
    },
    ErrorDocumentation {
        selector: [234, 26, 166, 43],
        signature: "NoEvidence()",
        raised_by: &["Servicing"],
        notice: "The evidence has no hash.",
        why: "A default stands on a notice.",
        what_to_do: "Pass the hash of the notice.",
    },
    ErrorDocumentation {
        selector: [101, 64, 147, 224],
        signature: "NoShareClass()",
        raised_by: &["EquityDesk", "IEquityToken"],
        notice: "The share has no class.",
        why: "A company may have several, with other rights.",
        what_to_do: "Write what the articles call it, e.g. \"Ordinary\".",
    },
    ErrorDocumentation {
        selector: [105, 199, 170, 4],
        signature: "NoUnits()",
        raised_by: &["Pledges"],
        notice: "Nothing would be pledged, released or enforced.",
        why: "The amount is zero.",
        what_to_do: "Name an amount.",
    },
    ErrorDocumentation {
        selector: [188, 163, 101, 141],
        signature: "NominalValueNotWhole(uint128,uint16)",
        raised_by: &["EquityDesk", "IEquityToken"],
        notice: "A nominal value without a currency, or the other way round.",
        why: "It is an amount of money, or there is none.",
        what_to_do: "Give both or neither.",
    },
    ErrorDocumentation {
        selector: [249, 235, 116, 83],
        signature: "NotAdmitted(address)",
        raised_by: &["Permits"],
        notice: "The instrument is no symbol.",
        why: "It was not admitted, or was withdrawn.",
        what_to_do: "Admit it first.",
    },
    ErrorDocumentation {
        selector: [204, 202, 166, 24],
        signature: "NotAscending(address,address)",
        raised_by: &["Servicing"],
        notice: "The holder is not above the one before it.",
        why: "Addresses ascend over all batches of a distribution, so that nobody is paid twice; a batch that was paid before is found out by its first holder.",
        what_to_do: "Go on above the cursor.",
    },
    ErrorDocumentation {
        selector: [121, 125, 4, 67],
        signature: "NotFinished(uint256,uint256)",
        raised_by: &["Servicing"],
        notice: "Not everybody has had its turn.",
        why: "Holdings of this much at the record date were neither paid nor kept.",
        what_to_do: "Pay the rest, and claim for whom a batch left out.",
    },
    ErrorDocumentation {
        selector: [7, 6, 89, 41],
        signature: "NotFree(address,address,uint256,uint256)",
        raised_by: &["Pledges"],
        notice: "The units are not there to be pledged.",
        why: "They are frozen or pledged already, or not held.",
        what_to_do: "Pledge at most what is free.",
    },
    ErrorDocumentation {
        selector: [190, 3, 50, 69],
        signature: "NotFunded(uint256,uint256,uint256)",
        raised_by: &["Servicing"],
        notice: "The cash that is there is not what is due.",
        why: "An underfunded distribution pays nobody, or some would have all and others nothing; units that were issued after a redemption was funded are due too.",
        what_to_do: "Fund the rest.",
    },
    ErrorDocumentation {
        selector: [118, 22, 235, 181],
        signature: "NotInDefault(address)",
        raised_by: &["Servicing"],
        notice: "The bond is not in default.",
        why: "Nothing was declared, or it was cured.",
        what_to_do: "Nothing.",
    },
    ErrorDocumentation {
        selector: [121, 214, 121, 162],
        signature: "NotLeftOut(uint256,address)",
        raised_by: &["Servicing"],
        notice: "The batch did not leave this holder out.",
        why: "The holder is in it, or lies in another batch's range.",
        what_to_do: "Claim without a list, or name the batch whose range it is.",
    },
    ErrorDocumentation {
        selector: [105, 35, 203, 28],
        signature: "NotLegsOf(bytes32,bytes32,bytes32)",
        raised_by: &["Routes"],
        notice: "The two domains are not legs of that instrument.",
        why: "An exchange keeps the sum over the legs of one instrument, which the asset registry lists.",
        what_to_do: "List the legs under one instrument first.",
    },
    ErrorDocumentation {
        selector: [175, 29, 117, 157],
        signature: "NotOneInvestor(address,address)",
        raised_by: &["Servicing"],
        notice: "The wallets are not one investor's.",
        why: "What a wallet is due goes to the same investor and nobody else.",
        what_to_do: "Link the replacement, and redirect before the lost wallet is unlinked.",
    },
    ErrorDocumentation {
        selector: [49, 161, 251, 83],
        signature: "NotPledged(address,address,address,uint256,uint256)",
        raised_by: &["Pledges"],
        notice: "So much is not pledged.",
        why: "It was released, enforced, or never pledged to that party.",
        what_to_do: "Look at `pledgedTo`.",
    },
    ErrorDocumentation {
        selector: [129, 24, 193, 1],
        signature: "NotServicing(address)",
        raised_by: &["Servicing"],
        notice: "`caller` is not this contract.",
        why: "The function is a step of a payment.",
        what_to_do: "Pay or claim.",
    },
    ErrorDocumentation {
        selector: [74, 251, 85, 197],
        signature: "NotSettlement(address)",
        raised_by: &["Settlement"],
        notice: "`caller` is not this contract.",
        why: "The function is a step of an allotment.",
        what_to_do: "Allot.",
    },
    ErrorDocumentation {
        selector: [3, 90, 236, 180],
        signature: "NotTheBatch(uint256,uint256)",
        raised_by: &["Servicing"],
        notice: "The list is not the one that the batch was paid with.",
        why: "Its hash is another.",
        what_to_do: "Take the holders and the cursor from the call that paid the batch.",
    },
    ErrorDocumentation {
        selector: [90, 12, 11, 228],
        signature: "NotTheInvestorsWallet(address,uint40)",
        raised_by: &["AttestationDesk"],
        notice: "The wallet does not belong to the investor that the attestation is about.",
        why: "It was linked or unlinked since.",
        what_to_do: "Have the attestation signed for one of its wallets.",
    },
    ErrorDocumentation {
        selector: [112, 236, 168, 22],
        signature: "NotTheToken(address)",
        raised_by: &["BondDesk", "BondToken", "EquityDesk", "EquityToken", "IBondToken", "IEquityToken", "ISecurityToken"],
        notice: "`caller` is not the security.",
        why: "The function is for the security's own code, in its desk.",
        what_to_do: "Call the function that the role is for.",
    },
    ErrorDocumentation {
        selector: [154, 140, 81, 50],
        signature: "NothingLeft(uint256)",
        raised_by: &["Servicing"],
        notice: "Nothing is left.",
        why: "All that was paid in was paid out, is kept, or went back.",
        what_to_do: "Nothing.",
    },
    ErrorDocumentation {
        selector: [179, 97, 181, 251],
        signature: "NothingToClaim(uint256,address)",
        raised_by: &["Servicing"],
        notice: "There is nothing for this holder.",
        why: "It was paid, was due nothing, or its batch has passed.",
        what_to_do: "If a batch left it out, claim with that batch's list.",
    },
    ErrorDocumentation {
        selector: [27, 1, 193, 146],
        signature: "NothingToExchange()",
        raised_by: &["Routes"],
        notice: "Nothing would be exchanged.",
        why: "An amount of zero changes no leg.",
        what_to_do: "Name an amount.",
    },
    ErrorDocumentation {
        selector: [185, 65, 0, 53],
        signature: "NothingToRestore(address,address)",
        raised_by: &["Pledges"],
        notice: "What is frozen covers what is pledged.",
        why: "Nothing has to be put right.",
        what_to_do: "Nothing.",
    },
    ErrorDocumentation {
        selector: [84, 101, 45, 187],
        signature: "ObjectionOutOfTime(uint16,uint16,uint256)",
        raised_by: &["Permits"],
        notice: "The objection came outside its time.",
        why: "It bars from the day of the notice through the last day for objections only, and cannot lie in the future.",
        what_to_do: "Pass the day it was received; when it was late, the symbol stays.",
    },
    ErrorDocumentation {
        selector: [113, 81, 27, 162],
        signature: "OffereeNotRegistered(address)",
        raised_by: &["InstrumentLedger"],
        notice: "The wallet has no standing.",
        why: "Offers are recorded of investors, and nobody registered it.",
        what_to_do: "Register the investor first.",
    },
    ErrorDocumentation {
        selector: [106, 218, 83, 189],
        signature: "OfferingNotOpen(uint256)",
        raised_by: &["Settlement"],
        notice: "The offering is not open.",
        why: "It was closed, or there is none of this number.",
        what_to_do: "Open another one.",
    },
    ErrorDocumentation {
        selector: [236, 99, 214, 9],
        signature: "OfferingPoolAlreadySet(address,bytes32)",
        raised_by: &["InstrumentLedger"],
        notice: "The instrument is in an offering pool already.",
        why: "What it issued counts there.",
        what_to_do: "Keep the pool it has.",
    },
    ErrorDocumentation {
        selector: [216, 31, 231, 210],
        signature: "OutsideVerifierScope(address,uint16)",
        raised_by: &["AttestationDesk", "InvestorRegistry"],
        notice: "The caller may not attest this for an investor of this jurisdiction.",
        why: "The verifier's scope does not cover it.",
        what_to_do: "Ask a verifier whose scope does, or have it widened.",
    },
    ErrorDocumentation {
        selector: [196, 185, 236, 67],
        signature: "OverFunded(uint256,uint256,uint256)",
        raised_by: &["Servicing"],
        notice: "More would be paid in than is due.",
        why: "What nobody is due would lie here.",
        what_to_do: "Pay in what `due` says is missing.",
    },
    ErrorDocumentation {
        selector: [156, 146, 223, 215],
        signature: "PaymentBeforeRecordDate(uint40,uint40)",
        raised_by: &["Servicing"],
        notice: "The distribution would be paid before its record date.",
        why: "Who is paid is not known before.",
        what_to_do: "Choose a later payment date.",
    },
    ErrorDocumentation {
        selector: [67, 48, 200, 19],
        signature: "PaymentBegun(uint256)",
        raised_by: &["Servicing"],
        notice: "Somebody has been paid.",
        why: "Then the others are due the same.",
        what_to_do: "Pay it to the end.",
    },
    ErrorDocumentation {
        selector: [236, 160, 132, 63],
        signature: "PaymentDateNotReached(uint256,uint40)",
        raised_by: &["Servicing"],
        notice: "The payment date has not come.",
        why: "Nobody is paid before it.",
        what_to_do: "Wait.",
    },
    ErrorDocumentation {
        selector: [13, 189, 92, 180],
        signature: "PaymentRefused(uint256,address,uint256)",
        raised_by: &["Servicing"],
        notice: "The holder may not be paid now.",
        why: "The bits are rules of the bond's regime and token facts, as in a refused movement.",
        what_to_do: "Remove the reasons and claim again; what is due is kept.",
    },
    ErrorDocumentation {
        selector: [109, 30, 115, 108],
        signature: "PoolCurrencyMismatch(bytes3,bytes3)",
        raised_by: &["InstrumentLedger"],
        notice: "The pool counts in another currency.",
        why: "A total of different currencies has no meaning.",
        what_to_do: "Use a pool of the instrument's own currency.",
    },
    ErrorDocumentation {
        selector: [12, 84, 215, 81],
        signature: "QuestionLengthMismatch()",
        raised_by: &["Routes"],
        notice: "The arrays of a batch of questions differ in length.",
        why: "Each question has three parts.",
        what_to_do: "Pass arrays of one length.",
    },
    ErrorDocumentation {
        selector: [181, 141, 166, 123],
        signature: "ReceiverNotAdmitted(address)",
        raised_by: &["CashToken"],
        notice: "The account may not receive this token.",
        why: "The token asks the investor registry, which does not know the account or has it restricted, and it was not admitted.",
        what_to_do: "Register the investor, lift the restriction, or have the contract admitted.",
    },
    ErrorDocumentation {
        selector: [229, 198, 77, 110],
        signature: "RecordDateNotReached(uint256)",
        raised_by: &["BondDesk", "BondToken", "EquityDesk", "EquityToken", "IBondToken", "IEquityToken", "ISecurityToken"],
        notice: "The record date has not passed, or does not exist.",
        why: "Balances can still change.",
        what_to_do: "Ask again after it.",
    },
    ErrorDocumentation {
        selector: [62, 229, 174, 181],
        signature: "ReentrancyGuardReentrantCall()",
        raised_by: &["Servicing", "Settlement"],
        notice: "The function was called again while it ran.",
        why: "A contract that was called in between called back.",
        what_to_do: "Report this as a defect; no ordinary use leads here.",
    },
    ErrorDocumentation {
        selector: [109, 252, 198, 80],
        signature: "SafeCastOverflowedUintDowncast(uint8,uint256)",
        raised_by: &["RoleManager"],
        notice: "A number does not fit the field it is for.",
        why: "It is larger than the field's type.",
        what_to_do: "Pass a smaller number.",
    },
    ErrorDocumentation {
        selector: [82, 116, 175, 231],
        signature: "SafeERC20FailedOperation(address)",
        raised_by: &["Servicing", "Settlement"],
        notice: "The cash token did not carry out a transfer.",
        why: "It returned false, or nothing where something was expected.",
        what_to_do: "Use a token that moves what it is told, or look at what it asks of those it pays.",
    },
    ErrorDocumentation {
        selector: [54, 223, 165, 107],
        signature: "SameLeg(bytes32)",
        raised_by: &["Routes"],
        notice: "A route leads from a leg to itself.",
        why: "Such a movement is a transfer.",
        what_to_do: "Name two legs.",
    },
    ErrorDocumentation {
        selector: [134, 111, 146, 56],
        signature: "SettlementRefused(uint256,(address,uint256)[])",
        raised_by: &["Settlement"],
        notice: "The trade cannot be settled.",
        why: "The bits are `SettlementFacts`, and the refusals what the bond's regime and token facts say against the transfer.",
        what_to_do: "Ask `canSettle` with the same arguments, and remove each of the reasons.",
    },
    ErrorDocumentation {
        selector: [175, 221, 232, 139],
        signature: "StatusForbids(bytes32,uint8)",
        raised_by: &["AssetRegistry"],
        notice: "The instrument's status does not allow this.",
        why: "Legs and amendments need an active instrument, and a status only moves forward.",
        what_to_do: "Read the status first.",
    },
    ErrorDocumentation {
        selector: [254, 235, 254, 184],
        signature: "StillOutstanding(bytes32,uint256)",
        raised_by: &["AssetRegistry"],
        notice: "The instrument still has units outstanding.",
        why: "Closing it would strand its holders.",
        what_to_do: "Redeem the rest first.",
    },
    ErrorDocumentation {
        selector: [48, 90, 39, 169],
        signature: "StringTooLong(string)",
        raised_by: &["AttestationDesk", "BondToken", "CashToken", "EquityDesk", "Settlement"],
        notice: "The text is longer than 31 bytes.",
        why: "It is kept in one word.",
        what_to_do: "Shorten it.",
    },
    ErrorDocumentation {
        selector: [5, 125, 132, 246],
        signature: "SumTooLarge(uint256)",
        raised_by: &["Servicing"],
        notice: "The sum does not fit the books.",
        why: "Amounts and units are counted in 112 bits.",
        what_to_do: "Declare a lower rate, or cash with fewer decimals.",
    },
    ErrorDocumentation {
        selector: [144, 132, 242, 176],
        signature: "SymbolBarred(address)",
        raised_by: &["Permits"],
        notice: "The issuer objected in time.",
        why: "An objection bars a symbol for good.",
        what_to_do: "Nothing; agree with the issuer and list another instrument.",
    },
    ErrorDocumentation {
        selector: [72, 40, 197, 175],
        signature: "TooManyCurrencies(bytes20,bytes32)",
        raised_by: &["EntrantLedger"],
        notice: "The pool has as many currencies as one sum may convert.",
        why: "Every issue converts each of them.",
        what_to_do: "Enrol in a currency that is there, or another class.",
    },
    ErrorDocumentation {
        selector: [160, 191, 224, 159],
        signature: "TooManyWallets(uint40)",
        raised_by: &["InvestorRegistry"],
        notice: "The investor has as many wallets as an investor may have.",
        why: "Every attestation rewrites all of them.",
        what_to_do: "Unlink one that is no longer used.",
    },
    ErrorDocumentation {
        selector: [68, 120, 228, 141],
        signature: "UnitsDiffer(address,address)",
        raised_by: &["Routes"],
        notice: "The two legs count in different units.",
        why: "An exchange is one to one, so decimals and currency have to be the same.",
        what_to_do: "Join legs of one currency.",
    },
    ErrorDocumentation {
        selector: [16, 89, 190, 62],
        signature: "UnknownAsset(bytes32)",
        raised_by: &["AssetRegistry"],
        notice: "No instrument has this id.",
        why: "It was never listed here.",
        what_to_do: "List it first.",
    },
    ErrorDocumentation {
        selector: [89, 195, 158, 247],
        signature: "UnknownBooks(uint256)",
        raised_by: &["InstrumentLedger"],
        notice: "There is no such book.",
        why: "A bit is set that stands for none.",
        what_to_do: "Combine the bits of `Books`.",
    },
    ErrorDocumentation {
        selector: [131, 251, 155, 97],
        signature: "UnknownCode(bytes32)",
        raised_by: &["RegimeFactory"],
        notice: "The code is not the one that tables are put behind.",
        why: "It is of another release, or was tampered with.",
        what_to_do: "Deploy with the release that the factory's hash is of.",
    },
    ErrorDocumentation {
        selector: [13, 197, 116, 23],
        signature: "UnknownDocument(address,bytes32)",
        raised_by: &["BondDocuments"],
        notice: "There is no document of this name.",
        why: "It was never set, or was removed.",
        what_to_do: "List them all.",
    },
    ErrorDocumentation {
        selector: [151, 58, 95, 253],
        signature: "UnknownPredicate(uint256)",
        raised_by: &["Regime", "RuleExtension"],
        notice: "A rule row names a predicate that this code does not have.",
        why: "The rule table was written for a newer regime contract.",
        what_to_do: "Deploy the current contracts.",
    },
    ErrorDocumentation {
        selector: [225, 7, 28, 119],
        signature: "UnknownRegime(address)",
        raised_by: &["BondDesk", "BondToken", "EquityDesk", "EquityToken", "IBondToken", "IEquityToken", "ISecurityToken"],
        notice: "The address is not a regime of this system's factory.",
        why: "Only rule tables made there are known to be well formed.",
        what_to_do: "Deploy the regime first.",
    },
    ErrorDocumentation {
        selector: [251, 109, 251, 184],
        signature: "UnknownRoute(address,address)",
        raised_by: &["Routes"],
        notice: "Nobody has ever opened a route between these legs in this direction.",
        why: "Routes are directional, and none is there by itself.",
        what_to_do: "The registrar opens it, or use one that exists.",
    },
    ErrorDocumentation {
        selector: [54, 105, 184, 45],
        signature: "UnknownRule(uint256)",
        raised_by: &["Regime"],
        notice: "The number has no rule.",
        why: "A message was asked for a bit that the profile does not define.",
        what_to_do: "Pass the number of a bit that a verdict carried.",
    },
    ErrorDocumentation {
        selector: [120, 216, 191, 8],
        signature: "WalletAlreadyRegistered(address)",
        raised_by: &["InvestorRegistry"],
        notice: "The wallet has a standing already.",
        why: "It was registered or linked before, or stands twice in one batch.",
        what_to_do: "Attest or link instead.",
    },
    ErrorDocumentation {
        selector: [110, 226, 76, 58],
        signature: "WalletHoldsUnits(address,address)",
        raised_by: &["InvestorRegistry"],
        notice: "The wallet holds units of a listed instrument.",
        why: "What instruments count per investor would not follow it.",
        what_to_do: "Link an empty wallet; before unlinking, recover the holding to another wallet of the investor.",
    },
    ErrorDocumentation {
        selector: [35, 154, 124, 223],
        signature: "WalletNotRegistered(address)",
        raised_by: &["InvestorRegistry"],
        notice: "The wallet has no standing.",
        why: "Nobody registered it, or it was unlinked.",
        what_to_do: "Register it first.",
    },
    ErrorDocumentation {
        selector: [165, 209, 94, 31],
        signature: "WrongStatus(uint256,uint8)",
        raised_by: &["Servicing"],
        notice: "There is no distribution of this number, or it is not in that state.",
        why: "It was never declared, is not funded in full, was closed or was cancelled.",
        what_to_do: "Look at its progress.",
    },
];

/// Names and values of an error's arguments.
pub fn arguments(error: &CorridorErrors) -> Vec<(&'static str, String)> {
    match error {
        CorridorErrors::AccessManagedUnauthorized(error) => vec![("caller", format!("{}", error.caller))],
        CorridorErrors::AccessManagerAlreadyScheduled(error) => vec![("operationId", format!("{:?}", error.operationId))],
        CorridorErrors::AccessManagerBadConfirmation(_) => vec![],
        CorridorErrors::AccessManagerExpired(error) => vec![("operationId", format!("{:?}", error.operationId))],
        CorridorErrors::AccessManagerInvalidInitialAdmin(error) => vec![("initialAdmin", format!("{}", error.initialAdmin))],
        CorridorErrors::AccessManagerLockedFunction(error) => vec![("selector", format!("{:?}", error.selector))],
        CorridorErrors::AccessManagerLockedRole(error) => vec![("roleId", format!("{:?}", error.roleId))],
        CorridorErrors::AccessManagerNotReady(error) => vec![("operationId", format!("{:?}", error.operationId))],
        CorridorErrors::AccessManagerNotScheduled(error) => vec![("operationId", format!("{:?}", error.operationId))],
        CorridorErrors::AccessManagerUnauthorizedAccount(error) => vec![("msgsender", format!("{}", error.msgsender)), ("roleId", format!("{:?}", error.roleId))],
        CorridorErrors::AccessManagerUnauthorizedCall(error) => vec![("caller", format!("{}", error.caller)), ("target", format!("{}", error.target)), ("selector", format!("{:?}", error.selector))],
        CorridorErrors::AccessManagerUnauthorizedCancel(error) => vec![("msgsender", format!("{}", error.msgsender)), ("caller", format!("{}", error.caller)), ("target", format!("{}", error.target)), ("selector", format!("{:?}", error.selector))],
        CorridorErrors::AccessManagerUnauthorizedConsume(error) => vec![("target", format!("{}", error.target))],
        CorridorErrors::AddressEmptyCode(error) => vec![("target", format!("{}", error.target))],
        CorridorErrors::AllotmentRefused(error) => vec![("facts", format!("{:?}", error.facts)), ("refusals", format!("{:?}", error.refusals))],
        CorridorErrors::AlreadyAdmitted(error) => vec![("instrument", format!("{}", error.instrument))],
        CorridorErrors::AlreadyEnrolled(error) => vec![("instrument", format!("{}", error.instrument))],
        CorridorErrors::AlreadyInDefault(error) => vec![("bond", format!("{}", error.bond))],
        CorridorErrors::AlreadyInitialised(_) => vec![],
        CorridorErrors::AlreadyIssued(error) => vec![("instrument", format!("{}", error.instrument))],
        CorridorErrors::AlreadySeeded(error) => vec![("instrument", format!("{}", error.instrument))],
        CorridorErrors::AlreadyWindingDown(_) => vec![],
        CorridorErrors::AmountTooLarge(error) => vec![("amount", format!("{:?}", error.amount))],
        CorridorErrors::AnotherFunder(error) => vec![("id", format!("{:?}", error.id)), ("funder", format!("{}", error.funder))],
        CorridorErrors::ApprovalInThePast(error) => vec![("lastMoment", format!("{:?}", error.lastMoment))],
        CorridorErrors::AssetAlreadyListed(error) => vec![("asset", format!("{:?}", error.asset))],
        CorridorErrors::AttestationExpired(error) => vec![("deadline", format!("{:?}", error.deadline))],
        CorridorErrors::AttestationNotYetValid(error) => vec![("issuedAt", format!("{:?}", error.issuedAt))],
        CorridorErrors::AttestationSpent(error) => vec![("digest", format!("{:?}", error.digest)), ("status", format!("{:?}", error.status))],
        CorridorErrors::BatchLengthMismatch(_) => vec![],
        CorridorErrors::BondInDefault(error) => vec![("bond", format!("{}", error.bond))],
        CorridorErrors::BookNotKept(error) => vec![("instrument", format!("{}", error.instrument)), ("book", format!("{:?}", error.book))],
        CorridorErrors::CannotFreezeZeroAddress(_) => vec![],
        CorridorErrors::CashShortfall(error) => vec![("token", format!("{}", error.token)), ("expected", format!("{:?}", error.expected)), ("moved", format!("{:?}", error.moved))],
        CorridorErrors::CheckpointUnorderedInsertion(_) => vec![],
        CorridorErrors::ClockAlreadyStarted(error) => vec![("day", format!("{:?}", error.day))],
        CorridorErrors::Create2EmptyBytecode(_) => vec![],
        CorridorErrors::ECDSAInvalidSignature(_) => vec![],
        CorridorErrors::ECDSAInvalidSignatureLength(error) => vec![("length", format!("{:?}", error.length))],
        CorridorErrors::ECDSAInvalidSignatureS(error) => vec![("s", format!("{:?}", error.s))],
        CorridorErrors::ERC20InsufficientAllowance(error) => vec![("spender", format!("{}", error.spender)), ("allowance", format!("{:?}", error.allowance)), ("needed", format!("{:?}", error.needed))],
        CorridorErrors::ERC20InsufficientBalance(error) => vec![("sender", format!("{}", error.sender)), ("balance", format!("{:?}", error.balance)), ("needed", format!("{:?}", error.needed))],
        CorridorErrors::ERC20InvalidApprover(error) => vec![("approver", format!("{}", error.approver))],
        CorridorErrors::ERC20InvalidReceiver(error) => vec![("receiver", format!("{}", error.receiver))],
        CorridorErrors::ERC20InvalidSender(error) => vec![("sender", format!("{}", error.sender))],
        CorridorErrors::ERC20InvalidSpender(error) => vec![("spender", format!("{}", error.spender))],
        CorridorErrors::ERC2612ExpiredSignature(error) => vec![("deadline", format!("{:?}", error.deadline))],
        CorridorErrors::ERC2612InvalidSigner(error) => vec![("signer", format!("{}", error.signer)), ("owner", format!("{}", error.owner))],
        CorridorErrors::ERC5267ExtensionsNotSupported(_) => vec![],
        CorridorErrors::ERC7943CannotReceive(error) => vec![("account", format!("{}", error.account))],
        CorridorErrors::ERC7943CannotSend(error) => vec![("account", format!("{}", error.account))],
        CorridorErrors::ERC7943CannotTransfer(error) => vec![("from", format!("{}", error.from)), ("to", format!("{}", error.to)), ("amount", format!("{:?}", error.amount))],
        CorridorErrors::ERC7943InsufficientUnfrozenBalance(error) => vec![("account", format!("{}", error.account)), ("amount", format!("{:?}", error.amount)), ("unfrozen", format!("{:?}", error.unfrozen))],
        CorridorErrors::ElectedTooMuch(error) => vec![("units", format!("{:?}", error.units)), ("balance", format!("{:?}", error.balance))],
        CorridorErrors::ElectionClosed(error) => vec![("id", format!("{:?}", error.id))],
        CorridorErrors::ElectionOpen(error) => vec![("id", format!("{:?}", error.id)), ("electionEnd", format!("{:?}", error.electionEnd))],
        CorridorErrors::EmptyBatch(error) => vec![("id", format!("{:?}", error.id))],
        CorridorErrors::EmptyWindow(error) => vec![("start", format!("{:?}", error.start)), ("end", format!("{:?}", error.end))],
        CorridorErrors::FailedCall(_) => vec![],
        CorridorErrors::FailedDeployment(_) => vec![],
        CorridorErrors::ForeignBooks(error) => vec![("regime", format!("{}", error.regime)), ("books", format!("{}", error.books))],
        CorridorErrors::ForeignLedger(error) => vec![("regime", format!("{}", error.regime)), ("ledger", format!("{}", error.ledger))],
        CorridorErrors::HolderNotRegistered(error) => vec![("wallet", format!("{}", error.wallet))],
        CorridorErrors::InsufficientBalance(error) => vec![("balance", format!("{:?}", error.balance)), ("needed", format!("{:?}", error.needed))],
        CorridorErrors::InvalidAccountNonce(error) => vec![("account", format!("{}", error.account)), ("currentNonce", format!("{:?}", error.currentNonce))],
        CorridorErrors::InvalidAddress(_) => vec![],
        CorridorErrors::InvalidAssetId(_) => vec![],
        CorridorErrors::InvalidAttestationSignature(error) => vec![("verifier", format!("{}", error.verifier))],
        CorridorErrors::InvalidCashClass(error) => vec![("class", format!("{:?}", error.class))],
        CorridorErrors::InvalidCashRate(error) => vec![("numerator", format!("{:?}", error.numerator)), ("denominator", format!("{:?}", error.denominator))],
        CorridorErrors::InvalidCategory(error) => vec![("category", format!("{:?}", error.category))],
        CorridorErrors::InvalidClockDay(error) => vec![("day", format!("{:?}", error.day))],
        CorridorErrors::InvalidDocument(error) => vec![("name", format!("{:?}", error.name)), ("documentHash", format!("{:?}", error.documentHash))],
        CorridorErrors::InvalidElectionEnd(error) => vec![("kind", format!("{:?}", error.kind)), ("electionEnd", format!("{:?}", error.electionEnd))],
        CorridorErrors::InvalidEntrant(_) => vec![],
        CorridorErrors::InvalidFacts(error) => vec![("facts", format!("{:?}", error.facts))],
        CorridorErrors::InvalidFraction(error) => vec![("kind", format!("{:?}", error.kind)), ("numerator", format!("{:?}", error.numerator)), ("denominator", format!("{:?}", error.denominator))],
        CorridorErrors::InvalidGroup(_) => vec![],
        CorridorErrors::InvalidNoticeDay(error) => vec![("day", format!("{:?}", error.day))],
        CorridorErrors::InvalidOffering(_) => vec![],
        CorridorErrors::InvalidOfferingPool(_) => vec![],
        CorridorErrors::InvalidRate(error) => vec![("currency", format!("{:?}", error.currency)), ("limitCurrency", format!("{:?}", error.limitCurrency))],
        CorridorErrors::InvalidRecordDate(error) => vec![("at", format!("{:?}", error.at))],
        CorridorErrors::InvalidRecordDateIndex(error) => vec![("kind", format!("{:?}", error.kind)), ("index", format!("{:?}", error.index))],
        CorridorErrors::InvalidRoute(error) => vec![("sourceDomain", format!("{:?}", error.sourceDomain)), ("destinationDomain", format!("{:?}", error.destinationDomain)), ("assetClass", format!("{:?}", error.assetClass)), ("evidenceHash", format!("{:?}", error.evidenceHash))],
        CorridorErrors::InvalidSecuredParty(error) => vec![("securedParty", format!("{}", error.securedParty))],
        CorridorErrors::InvalidShortString(_) => vec![],
        CorridorErrors::InvalidTrancheDay(error) => vec![("day", format!("{:?}", error.day))],
        CorridorErrors::InvalidWallet(_) => vec![],
        CorridorErrors::IsinMismatch(error) => vec![("token", format!("{}", error.token)), ("isin", format!("{:?}", error.isin))],
        CorridorErrors::LastWallet(error) => vec![("wallet", format!("{}", error.wallet))],
        CorridorErrors::LegAlreadyListed(error) => vec![("token", format!("{}", error.token)), ("isin", format!("{:?}", error.isin))],
        CorridorErrors::LimitCurrencyMismatch(error) => vec![("expected", format!("{:?}", error.expected)), ("given", format!("{:?}", error.given))],
        CorridorErrors::LotTermsAlreadySet(error) => vec![("instrument", format!("{}", error.instrument))],
        CorridorErrors::MalformedAttestation(_) => vec![],
        CorridorErrors::MalformedTable(_) => vec![],
        CorridorErrors::MaturityNotAfterIssue(error) => vec![("issueDate", format!("{:?}", error.issueDate)), ("maturityDate", format!("{:?}", error.maturityDate))],
        CorridorErrors::MovementRefused(error) => vec![("kind", format!("{:?}", error.kind)), ("refusals", format!("{:?}", error.refusals))],
        CorridorErrors::NoBond(error) => vec![("bond", format!("{}", error.bond))],
        CorridorErrors::NoCashToken(error) => vec![("token", format!("{}", error.token))],
        CorridorErrors::NoEvidence(_) => vec![],
        CorridorErrors::NoShareClass(_) => vec![],
        CorridorErrors::NoUnits(_) => vec![],
        CorridorErrors::NominalValueNotWhole(error) => vec![("nominalValue", format!("{:?}", error.nominalValue)), ("currency", format!("{:?}", error.currency))],
        CorridorErrors::NotAdmitted(error) => vec![("instrument", format!("{}", error.instrument))],
        CorridorErrors::NotAscending(error) => vec![("holder", format!("{}", error.holder)), ("cursor", format!("{}", error.cursor))],
        CorridorErrors::NotFinished(error) => vec![("id", format!("{:?}", error.id)), ("open", format!("{:?}", error.open))],
        CorridorErrors::NotFree(error) => vec![("bond", format!("{}", error.bond)), ("holder", format!("{}", error.holder)), ("units", format!("{:?}", error.units)), ("free", format!("{:?}", error.free))],
        CorridorErrors::NotFunded(error) => vec![("id", format!("{:?}", error.id)), ("due", format!("{:?}", error.due)), ("funded", format!("{:?}", error.funded))],
        CorridorErrors::NotInDefault(error) => vec![("bond", format!("{}", error.bond))],
        CorridorErrors::NotLeftOut(error) => vec![("id", format!("{:?}", error.id)), ("holder", format!("{}", error.holder))],
        CorridorErrors::NotLegsOf(error) => vec![("assetClass", format!("{:?}", error.assetClass)), ("sourceDomain", format!("{:?}", error.sourceDomain)), ("destinationDomain", format!("{:?}", error.destinationDomain))],
        CorridorErrors::NotOneInvestor(error) => vec![("lost", format!("{}", error.lost)), ("replacement", format!("{}", error.replacement))],
        CorridorErrors::NotPledged(error) => vec![("bond", format!("{}", error.bond)), ("holder", format!("{}", error.holder)), ("securedParty", format!("{}", error.securedParty)), ("units", format!("{:?}", error.units)), ("pledged", format!("{:?}", error.pledged))],
        CorridorErrors::NotServicing(error) => vec![("caller", format!("{}", error.caller))],
        CorridorErrors::NotSettlement(error) => vec![("caller", format!("{}", error.caller))],
        CorridorErrors::NotTheBatch(error) => vec![("id", format!("{:?}", error.id)), ("index", format!("{:?}", error.index))],
        CorridorErrors::NotTheInvestorsWallet(error) => vec![("wallet", format!("{}", error.wallet)), ("investor", format!("{:?}", error.investor))],
        CorridorErrors::NotTheToken(error) => vec![("caller", format!("{}", error.caller))],
        CorridorErrors::NothingLeft(error) => vec![("id", format!("{:?}", error.id))],
        CorridorErrors::NothingToClaim(error) => vec![("id", format!("{:?}", error.id)), ("holder", format!("{}", error.holder))],
        CorridorErrors::NothingToExchange(_) => vec![],
        CorridorErrors::NothingToRestore(error) => vec![("bond", format!("{}", error.bond)), ("holder", format!("{}", error.holder))],
        CorridorErrors::ObjectionOutOfTime(error) => vec![("day", format!("{:?}", error.day)), ("noticeDay", format!("{:?}", error.noticeDay)), ("lastDay", format!("{:?}", error.lastDay))],
        CorridorErrors::OffereeNotRegistered(error) => vec![("wallet", format!("{}", error.wallet))],
        CorridorErrors::OfferingNotOpen(error) => vec![("offering", format!("{:?}", error.offering))],
        CorridorErrors::OfferingPoolAlreadySet(error) => vec![("instrument", format!("{}", error.instrument)), ("pool", format!("{:?}", error.pool))],
        CorridorErrors::OutsideVerifierScope(error) => vec![("verifier", format!("{}", error.verifier)), ("jurisdiction", format!("{:?}", error.jurisdiction))],
        CorridorErrors::OverFunded(error) => vec![("id", format!("{:?}", error.id)), ("due", format!("{:?}", error.due)), ("funded", format!("{:?}", error.funded))],
        CorridorErrors::PaymentBeforeRecordDate(error) => vec![("paymentDate", format!("{:?}", error.paymentDate)), ("recordDate", format!("{:?}", error.recordDate))],
        CorridorErrors::PaymentBegun(error) => vec![("id", format!("{:?}", error.id))],
        CorridorErrors::PaymentDateNotReached(error) => vec![("id", format!("{:?}", error.id)), ("paymentDate", format!("{:?}", error.paymentDate))],
        CorridorErrors::PaymentRefused(error) => vec![("id", format!("{:?}", error.id)), ("holder", format!("{}", error.holder)), ("reasons", format!("{:?}", error.reasons))],
        CorridorErrors::PoolCurrencyMismatch(error) => vec![("expected", format!("{:?}", error.expected)), ("given", format!("{:?}", error.given))],
        CorridorErrors::QuestionLengthMismatch(_) => vec![],
        CorridorErrors::ReceiverNotAdmitted(error) => vec![("account", format!("{}", error.account))],
        CorridorErrors::RecordDateNotReached(error) => vec![("index", format!("{:?}", error.index))],
        CorridorErrors::ReentrancyGuardReentrantCall(_) => vec![],
        CorridorErrors::SafeCastOverflowedUintDowncast(error) => vec![("bits", format!("{:?}", error.bits)), ("value", format!("{:?}", error.value))],
        CorridorErrors::SafeERC20FailedOperation(error) => vec![("token", format!("{}", error.token))],
        CorridorErrors::SameLeg(error) => vec![("domain", format!("{:?}", error.domain))],
        CorridorErrors::SettlementRefused(error) => vec![("facts", format!("{:?}", error.facts)), ("refusals", format!("{:?}", error.refusals))],
        CorridorErrors::StatusForbids(error) => vec![("asset", format!("{:?}", error.asset)), ("status", format!("{:?}", error.status))],
        CorridorErrors::StillOutstanding(error) => vec![("asset", format!("{:?}", error.asset)), ("units", format!("{:?}", error.units))],
        CorridorErrors::StringTooLong(error) => vec![("str", format!("{:?}", error.str))],
        CorridorErrors::SumTooLarge(error) => vec![("amount", format!("{:?}", error.amount))],
        CorridorErrors::SymbolBarred(error) => vec![("instrument", format!("{}", error.instrument))],
        CorridorErrors::TooManyCurrencies(error) => vec![("entrant", format!("{:?}", error.entrant)), ("assetClass", format!("{:?}", error.assetClass))],
        CorridorErrors::TooManyWallets(error) => vec![("investor", format!("{:?}", error.investor))],
        CorridorErrors::UnitsDiffer(error) => vec![("source", format!("{}", error.source)), ("destination", format!("{}", error.destination))],
        CorridorErrors::UnknownAsset(error) => vec![("asset", format!("{:?}", error.asset))],
        CorridorErrors::UnknownBooks(error) => vec![("mask", format!("{:?}", error.mask))],
        CorridorErrors::UnknownCode(error) => vec![("codeHash", format!("{:?}", error.codeHash))],
        CorridorErrors::UnknownDocument(error) => vec![("bond", format!("{}", error.bond)), ("name", format!("{:?}", error.name))],
        CorridorErrors::UnknownPredicate(error) => vec![("predicate", format!("{:?}", error.predicate))],
        CorridorErrors::UnknownRegime(error) => vec![("regime", format!("{}", error.regime))],
        CorridorErrors::UnknownRoute(error) => vec![("source", format!("{}", error.source)), ("destination", format!("{}", error.destination))],
        CorridorErrors::UnknownRule(error) => vec![("rule", format!("{:?}", error.rule))],
        CorridorErrors::WalletAlreadyRegistered(error) => vec![("wallet", format!("{}", error.wallet))],
        CorridorErrors::WalletHoldsUnits(error) => vec![("wallet", format!("{}", error.wallet)), ("token", format!("{}", error.token))],
        CorridorErrors::WalletNotRegistered(error) => vec![("wallet", format!("{}", error.wallet))],
        CorridorErrors::WrongStatus(error) => vec![("id", format!("{:?}", error.id)), ("status", format!("{:?}", error.status))],
    }
}
