//! Why an operation was not done.

mod causes;

use alloy::primitives::Address;
use corridor_bindings::revert::Revert;

use causes::{first_line, first_order, first_reasons, first_rules, rules};
use corridor_deploy::advice::advice;
use corridor_deploy::bulk::BulkError;
use corridor_deploy::calendar::{CalendarError, UtcDay};
use corridor_deploy::deployment::{DeploymentError, SystemContract};
use corridor_deploy::explain::Explanation;
use corridor_deploy::home::HomeError;
use corridor_deploy::identifiers::Currency;
use corridor_deploy::investors::{BookError, InvestorError};
use corridor_deploy::money::MoneyError;
use corridor_deploy::network::{NetworkError, SendError};
use corridor_deploy::register::RegisterError;
use corridor_deploy::schedule::ScheduleError;

use super::clock::ClockError;
use super::exchange::NoRouteAt;
use super::exchangeable::ExchangeError;
use super::replace::WhichReplacement;
use super::signed_for::SignedElsewhere;
use super::symbol::ObjectionTime;
use super::{
    CashError, ClaimError, DeadOrder, DeclareError, DistributionKind, FreezeError, IssueError,
    RedirectError, RefusedOrder, RefusedSum, Repeated, SettlementCheck, TapError,
};

/// Why an operation was not done.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OperationError {
    /// The movement is refused. The explanation says by which rules, and what would make it pass.
    #[error("{} of {} is refused by {}", .0.movement.title(), .0.amount, rules(.0))]
    Refused(Box<Explanation>),
    /// Movements of a file are refused, and nothing of it was sent.
    #[error("{file}: {} of {rows} rows are refused, so nothing was sent; the first is line {}: {}", refused.len(), first_line(refused), first_rules(refused))]
    RowsRefused {
        /// The file.
        file: String,
        /// Rows that were judged.
        rows: usize,
        /// Line and explanation of each refused row.
        refused: Vec<(u64, Explanation)>,
    },
    /// The wallet is registered, and not of the reference that was given.
    #[error("{wallet} belongs to {reference} already; give another wallet, or that reference")]
    WalletOfAnother {
        /// The wallet.
        wallet: Address,
        /// Whose it is.
        reference: String,
    },
    /// The investor is registered with other facts.
    #[error(
        "{reference} is registered already, with other facts: {difference}; give those on chain, or change them first, by \
         `corridor investor facts` or, for a category, `corridor investor attest`"
    )]
    OtherFacts {
        /// The investor.
        reference: String,
        /// What differs first.
        difference: String,
    },
    /// The investor is under a restriction, which nobody said.
    #[error(
        "{reference} is registered already, and {flag}; give --flag {flag}, or lift it first, by `corridor investor unblock`"
    )]
    StillRestricted {
        /// The investor.
        reference: String,
        /// The restriction.
        flag: String,
    },
    /// The rows of a file are refused together, and nothing of it was sent.
    #[error("{}: the {} rows are refused together, so nothing was sent: their sum is {}: {}", .0.file, .0.rows, .0.total, rules(&.0.explanation))]
    SumRefused(Box<RefusedSum>),
    /// Rows of a file were done before, of which its journal does not know, and nothing of it was sent.
    #[error("{}; so nothing was sent: {}", .0.words(), .0.advice())]
    Repeated(Box<Repeated>),
    /// A contract refused for another reason than a rule.
    #[error("could not {attempt}: {revert} {}", advice(revert))]
    Reverted {
        /// What was attempted.
        attempt: String,
        /// Why.
        revert: Box<Revert>,
    },
    /// The offering clock runs.
    #[error(
        "could not {attempt}: it runs since {day} already, and is started once; go on with that day, or see `corridor bond show`"
    )]
    ClockRuns {
        /// What was attempted.
        attempt: String,
        /// Since when.
        day: UtcDay,
    },
    /// The transaction could not be sent.
    #[error("could not {attempt}: {source}")]
    Send {
        /// What was attempted.
        attempt: String,
        /// Why.
        source: Box<SendError>,
    },
    /// The deployment could not be used.
    #[error(transparent)]
    Deployment(Box<DeploymentError>),
    /// The endpoint failed.
    #[error(transparent)]
    Network(Box<NetworkError>),
    /// An investor file could not be used.
    #[error(transparent)]
    Investors(Box<InvestorError>),
    /// The private book could not be used.
    #[error(transparent)]
    Book(#[from] BookError),
    /// The register could not be read.
    #[error(transparent)]
    Register(Box<RegisterError>),
    /// An amount is none.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// A day is one that the contracts can't hold.
    #[error(transparent)]
    Calendar(#[from] CalendarError),
    /// The instrument has no such leg.
    #[error("instrument `{instrument}` has no leg `{leg}`; its legs are {known}")]
    UnknownLeg {
        /// The instrument.
        instrument: String,
        /// What was asked for.
        leg: String,
        /// What there is.
        known: String,
    },
    /// The instrument has several legs and none was named.
    #[error("instrument `{instrument}` has several legs; name one of {known}")]
    WhichLeg {
        /// The instrument.
        instrument: String,
        /// What there is.
        known: String,
    },
    /// An amount in another currency than the instrument's.
    #[error(
        "{given} is not in {expected}, the currency of `{instrument}`; give an amount in {expected}"
    )]
    OtherCurrency {
        /// The instrument.
        instrument: String,
        /// The amount.
        given: String,
        /// The instrument's currency.
        expected: Currency,
    },
    /// A wallet that nobody registered.
    #[error("{wallet} is not registered; register it first")]
    NotRegistered {
        /// The wallet.
        wallet: Address,
    },
    /// A flag that the operation doesn't write.
    #[error("the flag `{flag}` is not {expected}")]
    WrongFlag {
        /// The flag.
        flag: String,
        /// What is expected.
        expected: &'static str,
    },
    /// A file is no signed attestation.
    #[error(
        "{file}: this is not a signed attestation: {reason}; submit it as the verifier gave it"
    )]
    BadAttestation {
        /// The file.
        file: String,
        /// Why not.
        reason: String,
    },
    /// Another verifier signed an attestation.
    #[error(
        "the attestation was signed by {signed}, so {here} cannot take it back; choose the network in which {signed} is the verifier"
    )]
    OtherVerifier {
        /// Who signed it.
        signed: Address,
        /// The verifier here.
        here: Address,
    },
    /// What is attested is over.
    #[error("what {verifier} attests of {wallet} was valid until {day}; have it attested anew")]
    AttestedOnlyUntil {
        /// The verifier.
        verifier: Address,
        /// The wallet.
        wallet: Address,
        /// Its last day.
        day: UtcDay,
    },
    /// There is no attestation desk.
    #[error(
        "this deployment has no attestation desk; make one with `corridor deploy --attestation-desk`"
    )]
    NoAttestationDesk,
    /// No profile of the deployment has a rule that reads the contract.
    #[error(
        "this deployment has no {contract}, because none of its rules reads it; deploy an instrument under a profile that has such a rule"
    )]
    NotNeeded {
        /// The contract.
        contract: SystemContract,
    },
    /// No profile of the deployment has a route.
    #[error(
        "this deployment has no routes, because none of its profiles has one; deploy an instrument under a profile with a [[route]]"
    )]
    NoRoutes,
    /// No route between these legs in this direction was ever opened.
    #[error("no route leads from leg {from} to leg {to} of {instrument}; {known}")]
    NoRoute {
        /// The instrument.
        instrument: String,
        /// The leg that would be left.
        from: String,
        /// The leg that would be entered.
        to: String,
        /// The routes that there are.
        known: String,
    },
    /// A stage that no profile of the firm has.
    #[error(
        "no profile of its bonds has stage {stage}; give one of {known}, or 0 to withdraw its admission"
    )]
    UnknownStage {
        /// The stage.
        stage: u8,
        /// Those there are.
        known: String,
    },
    /// No replacement of a regime waits.
    #[error(
        "no replacement of the regime of {instrument} is scheduled; `corridor bond show {instrument}` names one that is"
    )]
    NothingScheduled {
        /// The instrument.
        instrument: String,
    },
    /// Several replacements of a leg's regime wait, and it was not said which is meant; or none has the hash that was.
    #[error(transparent)]
    WhichReplacement(Box<WhichReplacement>),
    /// No route leads into a leg, or out of it, so nothing judges a movement that would.
    #[error(transparent)]
    NoRouteAt(Box<NoRouteAt>),
    /// A clock would start before the offering closed, or alone.
    #[error(transparent)]
    Clock(Box<ClockError>),
    /// A symbol would be admitted without the time that its issuer has to object.
    #[error(transparent)]
    ObjectionTime(Box<ObjectionTime>),
    /// Nothing more of a bond is issued.
    #[error(transparent)]
    Issue(Box<IssueError>),
    /// Units do not go from one leg to another.
    #[error(transparent)]
    Exchange(Box<ExchangeError>),
    /// A bond is not tapped.
    #[error(transparent)]
    Tap(Box<TapError>),
    /// What is frozen of a holding leaves no room for what was asked.
    #[error(transparent)]
    Freeze(Box<FreezeError>),
    /// Nothing is paid with it, or none of it is made.
    #[error(transparent)]
    Cash(Box<CashError>),
    /// Nothing is claimed.
    #[error(transparent)]
    Claim(Box<ClaimError>),
    /// What a lost wallet is due is not redirected.
    #[error(transparent)]
    Redirect(Box<RedirectError>),
    /// An exchange of nothing.
    #[error("nothing would move from leg {from} to leg {to}; give an amount above zero")]
    NothingToExchange {
        /// The leg that would be left.
        from: String,
        /// The leg that would be entered.
        to: String,
    },
    /// An attestation could not be signed.
    #[error("could not sign the attestation: {reason}; check the account of the verifier")]
    Unsigned {
        /// The cause.
        reason: String,
    },
    /// A file of movements is wrong.
    #[error("{file}:{line}: {field}: {wrong}; {hint}")]
    Row {
        /// The file.
        file: String,
        /// The line, from 1.
        line: u64,
        /// The column.
        field: &'static str,
        /// What is wrong.
        wrong: String,
        /// What to do.
        hint: String,
    },
    /// A file of movements could not be read.
    #[error("{file}: cannot read the file: {reason}; check that the path exists and is readable")]
    Unreadable {
        /// The file.
        file: String,
        /// The cause.
        reason: String,
    },
    /// Many transactions at once failed.
    #[error(transparent)]
    Bulk(Box<BulkError>),
    /// A file of the working folder could not be used.
    #[error(transparent)]
    Home(#[from] HomeError),
    /// What a bond pays cannot be said.
    #[error(transparent)]
    Schedule(#[from] ScheduleError),
    /// There is nothing that pays.
    #[error(
        "this deployment has nothing that pays interest and redemptions; make it with `corridor deploy --servicing`"
    )]
    NoServicing,
    /// No distribution of that number is of a bond of this deployment.
    #[error(
        "there is no distribution {id} of a bond of this deployment; `corridor coupon list` shows those that there are"
    )]
    UnknownDistribution {
        /// The number.
        id: u64,
    },
    /// The terms are not those that the bond was issued with.
    #[error(
        "the terms in {given} are not those that {instrument} was issued with; give the file that it was issued from with --terms"
    )]
    OtherTerms {
        /// The instrument.
        instrument: String,
        /// The file.
        given: String,
    },
    /// The terms have no such payment on that day.
    #[error(
        "by the terms {terms} there is no {kind} on {date}; the payment days around it are {known}, and `corridor coupon schedule` shows all"
    )]
    NoSuchPayment {
        /// What was asked for.
        kind: DistributionKind,
        /// The day.
        date: String,
        /// The terms.
        terms: String,
        /// Payment days.
        known: String,
    },
    /// A distribution is not declared.
    #[error(transparent)]
    Declare(Box<DeclareError>),
    /// It is not in a state in which holders are paid.
    #[error(
        "distribution {id} is {status}, so nobody can be paid and it cannot be closed; pay in for it with `corridor coupon fund {id}`, or \
         withdraw it with `corridor coupon cancel {id}`"
    )]
    NotPayable {
        /// The distribution.
        id: u64,
        /// Its state.
        status: &'static str,
    },
    /// Nobody knows yet what is due.
    #[error(
        "what distribution {id} comes to is known when {day} has ended, its record date; ask and pay in then"
    )]
    RecordDateToCome {
        /// The distribution.
        id: u64,
        /// The record date.
        day: String,
    },
    /// Its day has not come.
    #[error("distribution {id} is paid from {when} on; pay it then")]
    PaymentTooEarly {
        /// The distribution.
        id: u64,
        /// The day.
        when: String,
    },
    /// A holder has nothing coming.
    #[error(
        "{holder} has nothing to claim of distribution {id}: it was paid, was due nothing, or its batch has passed it by"
    )]
    NothingDue {
        /// The distribution.
        id: u64,
        /// The holder.
        holder: Address,
    },
    /// The list of holders of an interrupted run is damaged.
    #[error(
        "{file} is no list of holders; restore it from a copy, an interrupted payment goes on by it"
    )]
    BadList {
        /// The file.
        file: String,
    },
    /// No cash token of that name.
    #[error(
        "there is no cash token `{name}`; known are {known}, or give the address of any ERC-20"
    )]
    NoCash {
        /// What was asked for.
        name: String,
        /// Symbols of the manifest.
        known: String,
    },
    /// Text that is no amount of cash.
    #[error(
        "`{text}` is no amount of {symbol}; write a number such as 1,000.25, with at most {decimals} decimals"
    )]
    NoCashAmount {
        /// What was given.
        text: String,
        /// The token.
        symbol: String,
        /// Its decimals.
        decimals: u8,
    },
    /// A cash token that stands for another currency.
    #[error(
        "{symbol} does not stand for {currency}, the currency of the bond; name a cash token in {currency}"
    )]
    OtherCash {
        /// The token.
        symbol: String,
        /// The bond's currency.
        currency: Currency,
    },
    /// A cash token whose smallest unit is larger than the currency's, or too small for its amounts.
    #[error(
        "{symbol} has {decimals} decimals, too {} for amounts in {currency}; name another cash token", if decimals < &currency.exponent() { "few" } else { "many" }
    )]
    CoarseCash {
        /// The token.
        symbol: String,
        /// Its decimals.
        decimals: u8,
        /// The bond's currency.
        currency: Currency,
    },
    /// Whoever pays in has too little.
    #[error("{wallet} has {has}, and {needs} would be paid in; bring the cash there first")]
    TooLittleCash {
        /// Whose cash.
        wallet: Address,
        /// What it has.
        has: String,
        /// What it needs.
        needs: String,
    },
    /// A name that no document can have.
    #[error("`{name}` cannot name a document; give 1 to 32 bytes")]
    BadDocumentName {
        /// The name.
        name: String,
    },
    /// There is nothing that settles.
    #[error(
        "this deployment has nothing that settles and allots; make it with `corridor deploy --settlement`"
    )]
    NoSettlement,
    /// There is nothing that keeps pledges.
    #[error("this deployment keeps no pledges; make what does with `corridor deploy --pledges`")]
    NoPledges,
    /// An instruction about a bond of somebody else.
    #[error(
        "{token} is no bond of this deployment; choose the right --network, or have the order signed anew"
    )]
    ForeignBond {
        /// The token.
        token: Address,
    },
    /// A file is no signed order.
    #[error("{file}: this is not a signed {kind}: {reason}; use it as its party gave it")]
    BadOrder {
        /// The file.
        file: String,
        /// What it should be.
        kind: &'static str,
        /// Why not.
        reason: String,
    },
    /// An order or an attestation was signed for another contract or chain.
    #[error(transparent)]
    SignedElsewhere(Box<SignedElsewhere>),
    /// An order could not be signed.
    #[error("could not sign the {kind}: {reason}; check the account of its party")]
    UnsignedOrder {
        /// What it is.
        kind: &'static str,
        /// The cause.
        reason: String,
    },
    /// An order that nothing could ever be settled of.
    #[error(transparent)]
    Dead(#[from] DeadOrder),
    /// Two instructions do not settle. The check has every reason.
    #[error("the settlement of {} is refused by {}", .0.units, .0.reasons().collect::<Vec<_>>().join(", "))]
    SettlementRefused(Box<SettlementCheck>),
    /// No offering of that number.
    #[error("there is no offering {id}; `corridor settle offer` opens one")]
    UnknownOffering {
        /// The number.
        id: u64,
    },
    /// A price at which nothing would be paid.
    #[error("{price} is no price; give more than nothing, such as 99.5")]
    NoPrice {
        /// The price.
        price: String,
    },
    /// What an earlier run of an allotment wrote down is damaged.
    #[error(
        "what was written down of the allotment is damaged: {file}; restore it from a copy, or remove it after looking at the offering"
    )]
    BadAllotment {
        /// The file.
        file: String,
    },
    /// An order book that was begun otherwise.
    #[error(
        "{file}: the allotment of this book was begun as `{begun}`; go on with the same rule and size"
    )]
    OtherAllotment {
        /// The book.
        file: String,
        /// Rule and size, in smallest units.
        begun: String,
    },
    /// More was decided than there is.
    #[error("{file}: {total} is allotted of {size}; allot less, or raise --size")]
    AboveSize {
        /// The book.
        file: String,
        /// What was decided.
        total: String,
        /// What there is.
        size: String,
    },
    /// Subscriptions in another offering.
    #[error(
        "{folder}: not all subscriptions are in one offering of this bond, cash, proceeds and price, such as {id}; have them signed for it"
    )]
    OtherOffering {
        /// Where they are.
        folder: String,
        /// The offering of the first.
        id: u64,
    },
    /// Orders of a book are refused, and nothing of it was sent.
    #[error("{file}: {} of {orders} orders are refused, so nothing was sent; the first is line {}: {}", refused.len(), first_order(refused), first_reasons(refused))]
    OrdersRefused {
        /// The book.
        file: String,
        /// Its orders.
        orders: usize,
        /// Those that are refused.
        refused: Vec<RefusedOrder>,
    },
    /// The orders fit one by one, and not together.
    #[error(
        "{file}: {total} would be issued and {left} is left of the issue volume and the entrant's limit; allot less with --size, or raise them"
    )]
    NoRoom {
        /// The book.
        file: String,
        /// What would be issued.
        total: String,
        /// What may be.
        left: String,
    },
}
