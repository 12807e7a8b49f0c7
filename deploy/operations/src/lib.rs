//! What a deployed system is asked to do.
//!
//! Every operation is a value. [`Desk::perform`] resolves it into one transaction, judges the movement it makes, and
//! sends it as the account whose role it needs; on a [`Mode::DryRun`] it says what would be sent. A movement that is
//! refused is an [`OperationError::Refused`] with the full explanation, whether it was found before sending or after.

mod attest;
mod attestation;
mod average_volume;
mod books_view;
mod cash_class;
mod certificate;
mod choose_lot;
mod clock;
mod conflict;
mod counted;
mod desk;
mod enrol;
mod error;
mod exchange;
mod exchangeable;
mod explained;
mod fact;
mod facts;
mod force;
mod freeze;
mod halt;
mod holders;
mod instructions;
mod issuable;
mod limit;
mod link;
mod lot_terms;
mod many;
mod mint;
mod movements;
mod offering_pool;
mod offers;
mod onboard;
mod over_issue;
mod papers;
mod patience;
mod permits_view;
mod pledge;
mod pre_approve;
mod recover;
mod redeem;
mod repeated;
mod replace;
mod restrict;
mod rows;
mod servicing;
mod settlement;
mod show;
mod signed_for;
mod stage;
mod symbol;
mod tap;
mod transfer;
mod unread;
mod venue;
mod verifier;
mod volume_share;

pub use attest::{Attest, Revoke};
pub use attestation::{
    ATTESTATION_SCHEMA, CategoryDay, RevokeAllAttestations, RevokeAttestation, SignedAttestation,
    Statement, SubmitAttestation, attestation_domain,
};
pub use average_volume::SetAverageVolume;
pub use books_view::{
    BookView, BooksView, BreachesView, Count, HolderView, LotTermsView, LotView, PoolView, Total,
};
pub use cash_class::SetCashClass;
pub use certificate::RecordCertificate;
pub use choose_lot::ChooseLot;
pub use clock::{ClockError, StartClock};
pub use counted::Counted;
pub use desk::{Delayed, Desk, Mode, Operation, Performed, Prepared, Transaction, Who};
pub use enrol::RegisterMany;
pub use error::OperationError;
pub use exchange::{CloseRoute, Exchange, NoRouteAt, OpenRoute, RouteStatus};
pub use exchangeable::{ExchangeError, RedeemedPart};
pub use fact::RecordFact;
pub use facts::SetFacts;
pub use force::ForcedTransfer;
pub use freeze::{Freeze, FreezeError, Part, Unfreeze};
pub use halt::{SetHalted, SetPaused, WindDown};
pub use holders::{RecountHolders, SeedHolders};
pub use instructions::{Instruction, InstructionFile, Instructions};
pub use issuable::IssueError;
pub use limit::{SetEntrant, SetLimit, SetRate};
pub use link::{LinkWallet, UnlinkWallet};
pub use lot_terms::SetLotTerms;
pub use many::{Giver, Moved, RefusedMovement, RefusedSum};
pub use mint::Mint;
pub use movements::{MovementFile, MovementRow, Movements, Resolver};
pub use offering_pool::SetOfferingPool;
pub use offers::RecordOffers;
pub use onboard::{Conflict, InvestorFile, Onboarding, Register};
pub use over_issue::OverIssue;
pub use papers::{DefaultKind, DefaultView, DocumentView};
pub use permits_view::{
    ApprovalView, AverageView, CashView, CertificateView, FactView, PermitsView, SymbolView,
};
pub use pledge::{
    AddPledge, EnforcePledge, MovePledge, PledgeView, PledgesView, ReleasePledge, RestorePledge,
};
pub use pre_approve::PreApprove;
pub use recover::{Recover, Recovery};
pub use redeem::Redeem;
pub use repeated::{Repeated, RepeatedRow};
pub use replace::{CancelReplacement, ReplaceRegime, Scheduled, WhichReplacement};
pub use restrict::Restrict;
pub use servicing::{
    AddRecordDate, AdmitToCash, ApproveCash, CancelDistribution, CashError, CashHandle,
    CashTokenView, Claim, ClaimError, CloseDistribution, CureDefault, Declare, DeclareDefault,
    DeclareError, Declared, Distribution, DistributionKind, DistributionState, DistributionStatus,
    DistributionView, Due, DueState, Elect, Fund, HolderPayment, LateRecord, MintCash, NotRedeemed,
    Paid, PaidHolder, Received, Redirect, RedirectError, RefusedPayment, SetDocument, Unrecorded,
    Wanted, called_part, kind_number,
};
pub use settlement::{
    Allotment, AllotmentRow, AllotmentRule, BookOrder, CancelNonce, CloseOffering, DeadOrder,
    Filled, IssuePrice, NextStep, OfferingHandle, OpenOffering, OpenedOffering, Order, OrderBook,
    OrderFact, OrderState, OrderStatus, RefusedOrder, RowState, SUBSCRIPTION_SCHEMA, SettleTrade,
    SettlementCheck, SignedOrder, SubscriptionOrder, TRADE_SCHEMA, TradeOrder, TradeSide,
    WantedAllotment, fresh_nonce, pro_rata, settlement_domain,
};
pub use show::{BondView, CategoryView, HoldingView, InvestorView, LegView, ShareView};
pub use signed_for::SignedElsewhere;
pub use symbol::{AdmitSymbol, ObjectionTime, RecordObjection, WithdrawSymbol};
pub use tap::{AmendTerms, AmendedTerms, IncreaseVolume, TapError};
pub use transfer::{Approve, Transfer};
pub use venue::SetVenue;
pub use verifier::{SetVerifierScope, VerifierView};
pub use volume_share::SetVolumeShare;
