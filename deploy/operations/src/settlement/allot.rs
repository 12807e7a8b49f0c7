//! Primary allotment: an order book is judged, shared out, and issued against payment.

mod earlier;
mod judge;
mod offer;
mod report;

use std::path::{Path, PathBuf};

use alloy::eips::BlockId;
use alloy::primitives::{B256, keccak256};
use alloy::sol_types::Eip712Domain;
use corridor_bindings::{IBondToken, ISecurityToken, Settlement};
use corridor_deploy::accounts::Role;
use corridor_deploy::bulk::{
    BulkOptions, BulkProgress, BulkReport, BulkSender, Journal, read_together,
};
use corridor_deploy::deployment::DeploymentError;
use corridor_deploy::explain::LegHandle;
use corridor_deploy::home::HomeError;
use corridor_deploy::money::Amount;
use corridor_deploy::profile::Predicate;
use corridor_deploy::schedule::Fraction;
use corridor_deploy::vocabulary::Movement;
use serde::{Deserialize, Serialize};

use super::attempt::{Batches, Shares, read_rows, write_rows};
use super::book::{BookOrder, OrderBook};
use super::offering::{CloseOffering, OfferingHandle, OpenOffering};
use super::order::{Order as _, SignedOrder};
use super::subscription::SubscriptionOrder;
use super::{Filled, IssuePrice, pro_rata};
use crate::{Desk, Mode, OperationError, Who};

pub(super) use offer::cost_rounded_up;

pub use judge::RefusedOrder;
pub use report::{Allotment, AllotmentRow, RowState};

/// Gas of an investor who has never held the bond, under a regime with books.
const ALLOTMENT_GAS: u64 = 400_000;

/// How a book is shared out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AllotmentRule {
    /// In proportion, in whole denominations, by [`pro_rata`].
    ProRata,
    /// As the column `allotment` of the book says.
    Discretionary,
}

impl AllotmentRule {
    /// What it is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ProRata => "pro-rata",
            Self::Discretionary => "discretionary",
        }
    }
}

/// An allotment that somebody wants.
#[derive(Clone, Debug)]
pub struct WantedAllotment {
    /// What is offered, at which price.
    pub offer: OpenOffering,
    /// How the book is shared out.
    pub rule: AllotmentRule,
    /// The most that is allotted, smallest units; without, all that is ordered.
    pub size: Option<u128>,
    /// Whether refused orders are left out; otherwise one of them stops all.
    pub skip_refused: bool,
    /// Whether investors whom another book of the instrument was allotted to are allotted to once more; otherwise they stop all.
    pub again: bool,
    /// The folder of the subscriptions that investors signed; without, they are signed with keys that are here.
    pub subscriptions: Option<PathBuf>,
}

/// An allotment that is being made.
struct Run<'r> {
    desk: &'r Desk,
    wanted: &'r WantedAllotment,
    book: &'r OrderBook,
    price: Fraction,
    domain: Eip712Domain,
    /// What investors signed themselves, in the order of the book.
    given: Option<Vec<SignedOrder<SubscriptionOrder>>>,
    offering: Option<OfferingHandle>,
}

impl Desk {
    /// Allots an order book. Every order is judged first; when one is refused nothing is sent, unless refused ones are left
    /// out. Then the offering is opened, allotted in batches, and closed when everybody has what it gets. A run that was
    /// interrupted goes on where it was, and one that was finished is not done again: what was opened and filled is read
    /// from the chain. Where nobody gets anything, nothing is sent, and the book is judged anew the next time.
    ///
    /// # Errors
    ///
    /// The book is wrong, an order is refused, or the node stays away.
    pub async fn allot(
        &self,
        wanted: &WantedAllotment,
        book: &OrderBook,
        mode: Mode,
        options: &BulkOptions,
        progress: &mut (dyn FnMut(BulkProgress) + Send),
    ) -> Result<Allotment, OperationError> {
        let (price, domain) = (wanted.offer.fraction()?, self.domain().await?);
        let mut run = Run { desk: self, wanted, book, price, domain, given: None, offering: None };
        self.require_issuable(&wanted.offer.leg).await?;
        run.check_column()?;
        run.find().await?;
        let path = self.journal_path("allot", run.purpose()?);
        let plan_path = path.with_extension("plan");
        let planned = Shares::read(&plan_path)?;
        let is_begun = planned.as_ref().is_some_and(|shares| !shares.is_nothing());
        let repeated = run.expect_new(is_begun).await?;
        let (shares, refused) = match planned {
            Some(shares) if !shares.is_nothing() => (run.same_terms(shares)?, Vec::new()),
            _ => run.plan().await?,
        };
        let mut report = None;
        if mode == Mode::Execute && !shares.is_nothing() {
            shares.write(&plan_path)?;
            run.open().await?;
            report = run.send(&shares, &path, options, progress).await?;
            run.close(&shares).await?;
        }
        Ok(Allotment { repeated, ..run.report(&shares, refused, report, mode).await? })
    }

    /// Token units that are allotted together: of the bond, and of the rules that judge an issue.
    pub(super) async fn denomination(&self, leg: &LegHandle) -> Result<u128, OperationError> {
        // Shares are whole ones.
        let mut whole = 1;
        if !IssuePrice::is_per_share(leg) {
            let own = self.read(leg.token, &IBondToken::denominationCall {}).await?;
            whole = own.saturating_to::<u128>().max(1);
        }
        let state = self.read(leg.token, &ISecurityToken::stateCall {}).await?;
        let regime = corridor_bindings::standing::InstrumentState::from_word(state).regime();
        let manifest = self.manifest()?;
        let Some(record) = manifest.regime_at(regime) else { return Ok(whole) };
        let profile = manifest.bound_profile(record.profile)?;
        for rule in profile.on_chain(&leg.leg).map_err(DeploymentError::from)? {
            if let Predicate::Denomination { multiple, .. } = &rule.on_chain.predicate
                && rule.on_chain.applies_to.contains(&Movement::ISSUE)
            {
                whole = common_multiple(whole, multiple.units().max(1));
            }
        }
        Ok(whole)
    }
}

impl Run<'_> {
    /// What tells one allotment from another.
    fn purpose(&self) -> Result<B256, OperationError> {
        let OpenOffering { leg, cash, proceeds, .. } = &self.wanted.offer;
        let (price, settlement) = (self.price, self.desk.settlement()?);
        let parts = [
            self.book.digest.as_slice(),
            settlement.as_slice(),
            leg.token.as_slice(),
            cash.token.as_slice(),
            proceeds.as_slice(),
            &price.numerator().to_be_bytes(),
            &price.denominator().to_be_bytes(),
        ];
        Ok(keccak256(parts.concat()))
    }

    fn terms(&self) -> String {
        let size = self.wanted.size.map(|size| self.words(size));
        let size = size.unwrap_or_else(|| "all that is ordered".to_owned());
        format!("{}, {size}", self.wanted.rule.name())
    }

    fn words(&self, units: u128) -> String {
        Amount::from_units(units, self.wanted.offer.leg.currency).to_string()
    }

    fn same_terms(&self, shares: Shares) -> Result<Shares, OperationError> {
        if shares.terms == self.terms() {
            return Ok(shares);
        }
        let (file, begun) = (self.book.file.clone(), shares.terms);
        Err(OperationError::OtherAllotment { file, begun })
    }

    /// What each order gets, the refused ones left out.
    fn shares(
        &self,
        refused: &[RefusedOrder],
        denomination: u128,
    ) -> Result<Shares, OperationError> {
        let counts = |order: &BookOrder| {
            let is_refused = refused.iter().any(|refused| refused.line == order.line);
            !is_refused && self.takes(order)
        };
        let ordered = |order: &BookOrder| if counts(order) { order.units } else { 0 };
        let orders: Vec<u128> = self.book.orders.iter().map(ordered).collect();
        let size = self.wanted.size.unwrap_or(u128::MAX);
        let given = match self.wanted.rule {
            AllotmentRule::ProRata => pro_rata(&orders, size, denomination),
            AllotmentRule::Discretionary => self.decided(&orders, size)?,
        };
        let is_refused = |order: &BookOrder| refused.iter().any(|one| one.line == order.line);
        let of_orders = self.book.orders.iter().zip(given);
        let of_orders =
            of_orders.map(|(order, units)| (!is_refused(order)).then_some(units)).collect();
        Ok(Shares { terms: self.terms(), of_orders })
    }

    /// Whether an order takes at this price.
    fn takes(&self, order: &BookOrder) -> bool {
        order.limit.is_none_or(|limit| limit >= self.wanted.offer.price)
    }

    /// What the issuer decided, of the orders that count.
    fn decided(&self, orders: &[u128], size: u128) -> Result<Vec<u128>, OperationError> {
        let decided = self.book.orders.iter().zip(orders);
        let decided: Vec<u128> =
            decided.map(|(order, units)| order.allotment.unwrap_or_default().min(*units)).collect();
        let total = decided.iter().try_fold(0_u128, |sum, units| sum.checked_add(*units));
        if total.is_some_and(|total| total <= size) {
            return Ok(decided);
        }
        let (file, size) = (self.book.file.clone(), self.words(size));
        let total = total.map_or_else(|| "too much".to_owned(), |total| self.words(total));
        Err(OperationError::AboveSize { file, total, size })
    }

    /// What the issuer decided is not passed over in silence: pro rata reads none of it.
    fn check_column(&self) -> Result<(), OperationError> {
        if self.wanted.rule == AllotmentRule::Discretionary {
            return Ok(());
        }
        let decided = self.book.orders.iter().find(|order| order.allotment.is_some());
        decided.map_or(Ok(()), |order| {
            let wrong = "the column is read with --rule discretionary alone".to_owned();
            let hint = "allot --rule discretionary, or take the column out of the book";
            Err(self.book.wrong(order, "allotment", wrong, hint))
        })
    }

    /// The rows of the book that could not be allotted whatever was decided.
    fn check_rows(&self, denomination: u128) -> Result<(), OperationError> {
        let whole = self.words(denomination);
        for order in &self.book.orders {
            let wrong =
                |field, wrong: String, hint: &str| Err(self.book.wrong(order, field, wrong, hint));
            if !order.units.is_multiple_of(denomination) {
                let what = format!("no multiple of {whole}, the denomination");
                return wrong("amount", what, "order whole denominations");
            }
            if self.wanted.rule == AllotmentRule::ProRata {
                continue;
            }
            let Some(allotment) = order.allotment else {
                let hint = "write what the investor gets, or 0; or allot --rule pro-rata";
                return wrong("allotment", "nothing is decided".to_owned(), hint);
            };
            if allotment > order.units || !allotment.is_multiple_of(denomination) {
                let what = format!("more than is ordered, or no multiple of {whole}");
                return wrong("allotment", what, "allot whole denominations of the order");
            }
        }
        Ok(())
    }

    /// Sends what is still to be given. Nothing is sent when there is nothing.
    async fn send(
        &self,
        shares: &Shares,
        path: &Path,
        options: &BulkOptions,
        progress: &mut (dyn FnMut(BulkProgress) + Send),
    ) -> Result<Option<BulkReport>, OperationError> {
        let (desk, purpose) = (self.desk, self.purpose()?);
        let sender = desk.sender(Who::Role(Role::Issuer))?;
        let chain = desk.connection().identity();
        let open = || Journal::open(path, chain, sender.address(), purpose);
        let rows_path = path.with_extension("rows");
        let mut journal = open()?;
        let begun = read_rows(&rows_path)?.filter(|_| !journal.is_finished());
        let rows = match begun {
            Some(rows) => rows,
            None => {
                let rows = self.missing(shares).await?;
                if rows.is_empty() || self.offering.as_ref().is_none_or(|one| !one.open) {
                    return Ok(None);
                }
                // What was finished is on the chain; a run for the rest begins with a journal of its own.
                drop(journal);
                std::fs::remove_file(path).map_err(|error| HomeError::io("remove", path, error))?;
                write_rows(&rows_path, &rows)?;
                journal = open()?;
                rows
            }
        };
        let orders = self.orders()?;
        let signed = rows.iter().map(|(index, units)| Ok((self.signed(*index, &orders)?, *units)));
        let signed = signed.collect::<Result<Vec<_>, OperationError>>()?;
        let mut source = Batches::new(desk.settlement()?, signed, journal.last_row());
        let options =
            BulkOptions { row_gas: ALLOTMENT_GAS, trust_row_gas: true, ..options.clone() };
        let sent = BulkSender::with_options(&sender, options);
        Ok(Some(sent.run(&mut source, &mut journal, progress).await?))
    }

    /// Orders that have less than they get, and what they lack.
    async fn missing(&self, shares: &Shares) -> Result<Vec<(usize, u128)>, OperationError> {
        let filled = self.fills().await?;
        let lacks = |(index, filled): (usize, &Filled)| {
            let lacks = shares.of(index).saturating_sub(filled.units);
            (lacks != 0).then_some((index, lacks))
        };
        Ok(filled.iter().enumerate().filter_map(lacks).collect())
    }

    /// What was allotted on each order of the book; nothing before there is an offering.
    async fn fills(&self) -> Result<Vec<Filled>, OperationError> {
        if self.offering.is_none() {
            return Ok(vec![Filled::default(); self.book.orders.len()]);
        }
        self.fills_of(&self.orders()?).await
    }

    async fn fills_of(&self, orders: &[SubscriptionOrder]) -> Result<Vec<Filled>, OperationError> {
        let settlement = self.desk.settlement()?;
        let calls = orders.iter().map(|order| {
            let digest = order.digest(&self.domain);
            (settlement, Settlement::fillOfCall { digest })
        });
        let found = read_together(self.desk.connection(), calls, BlockId::latest()).await?;
        Ok(found.into_iter().map(|fill| Filled { units: fill.units, cash: fill.cash }).collect())
    }

    /// Closes the offering when everybody has what it gets.
    async fn close(&mut self, shares: &Shares) -> Result<(), OperationError> {
        let is_open = self.offering.as_ref().is_some_and(|offering| offering.open);
        if !is_open || !self.missing(shares).await?.is_empty() {
            return Ok(());
        }
        let Some(offering) = &mut self.offering else { return Ok(()) };
        let close = CloseOffering { offering: offering.id };
        self.desk.perform(&close, Mode::Execute).await?;
        offering.open = false;
        Ok(())
    }
}

fn common_multiple(one: u128, other: u128) -> u128 {
    let (mut divisor, mut rest) = (one, other);
    while rest != 0 {
        (divisor, rest) = (rest, divisor % rest);
    }
    (one / divisor).saturating_mul(other)
}
