// Written by `cargo codegen` from the Solidity sources; do not edit.

//! Every error of every contract.

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
        /// The symbol was admitted on another notice, whose time for objections is not over.
        error NoticeStands(address instrument, uint16 noticeDay, uint16 objectionDays);
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
        /// The permit does not allow what it says.
        error PermitWithoutEffect(address token, address owner, uint256 allowed, uint256 value);
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
        /// The wallet still holds what it has pledged.
        error StillHeld(address bond, address holder, uint256 held, uint256 pledged);
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
        CorridorErrors::NoticeStands(error) => vec![("instrument", format!("{}", error.instrument)), ("noticeDay", format!("{:?}", error.noticeDay)), ("objectionDays", format!("{:?}", error.objectionDays))],
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
        CorridorErrors::PermitWithoutEffect(error) => vec![("token", format!("{}", error.token)), ("owner", format!("{}", error.owner)), ("allowed", format!("{:?}", error.allowed)), ("value", format!("{:?}", error.value))],
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
        CorridorErrors::StillHeld(error) => vec![("bond", format!("{}", error.bond)), ("holder", format!("{}", error.holder)), ("held", format!("{:?}", error.held)), ("pledged", format!("{:?}", error.pledged))],
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
