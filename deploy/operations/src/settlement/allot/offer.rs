//! The offering of a book, and the subscriptions in it.

use std::path::Path;

use alloy::primitives::U256;
use corridor_deploy::schedule::Fraction;

use super::Run;
use crate::settlement::attempt::nonce_of;
use crate::settlement::book::BookOrder;
use crate::settlement::offering::{OfferingHandle, OpenOffering};
use crate::settlement::order::SignedOrder;
use crate::settlement::price::IssuePrice;
use crate::settlement::subscription::SubscriptionOrder;
use crate::{Mode, OperationError};

/// The last second that an order can name: one that is signed here counts as long as its offering is open.
const WHILE_OPEN: u64 = (1 << 40) - 1;

impl Run<'_> {
    /// Finds the offering of the book: the one that its subscriptions name; else the one in which something of it was
    /// allotted; else the newest open one on the same terms, which an interrupted run has opened.
    pub(super) async fn find(&mut self) -> Result<(), OperationError> {
        if let Some(folder) = &self.wanted.subscriptions {
            return self.find_given(folder).await;
        }
        let mut newest = None;
        for id in (1..=self.desk.offering_count().await?).rev() {
            let offering = self.desk.offering(id).await?;
            if !self.is_on_terms(&offering) {
                continue;
            }
            let fills = self.fills_of(&self.orders_in(id)?).await?;
            if fills.iter().any(|fill| fill.units != 0) {
                self.offering = Some(offering);
                return Ok(());
            }
            newest = newest.or(Some(offering).filter(|offering| offering.open));
        }
        self.offering = newest;
        Ok(())
    }

    async fn find_given(&mut self, folder: &Path) -> Result<(), OperationError> {
        let mut pool = load_all(folder)?;
        let mut given: Vec<SignedOrder<SubscriptionOrder>> = Vec::new();
        for order in &self.book.orders {
            let fits = |one: &Found| {
                (one.signed.order.investor, one.signed.order.units) == (order.investor, order.units)
            };
            let Some(at) = pool.iter().position(fits) else {
                let taken = given.iter().any(|one| one.order.investor == order.investor);
                return Err(self.no_subscription(order, &pool, taken, folder));
            };
            let one = pool.remove(at).signed;
            self.desk.check_domain(&one)?;
            given.push(one);
        }
        let Some(id) = given.first().map(|one| one.order.offering) else { return Ok(()) };
        let offering = self.desk.offering(id).await?;
        let one = given.iter().all(|one| one.order.offering == id);
        if !one || !self.is_on_terms(&offering) {
            return Err(OperationError::OtherOffering { folder: folder.display().to_string(), id });
        }
        (self.given, self.offering) = (Some(given), Some(offering));
        Ok(())
    }

    /// What is wrong with an order of the book that no subscription of the folder is for.
    fn no_subscription(
        &self,
        order: &BookOrder,
        left: &[Found],
        taken: bool,
        folder: &Path,
    ) -> OperationError {
        let (amount, folder) = (self.words(order.units), folder.display());
        let others = left.iter().filter(|one| one.signed.order.investor == order.investor);
        let others: Vec<String> = others.map(|one| self.subscribed(one)).collect();
        if others.is_empty() && !taken {
            let wrong = format!("no subscription for it is in {folder}");
            let hint = "put there what the investor signed with `corridor settle subscribe`";
            return self.book.wrong(order, "investor", wrong, hint);
        }
        if others.is_empty() {
            let wrong = format!(
                "what its investor signed in {folder} is for earlier rows, so nothing is for this one"
            );
            let hint = "have the investor sign another one with `corridor settle subscribe`, or remove the row";
            return self.book.wrong(order, "investor", wrong, hint);
        }
        let there = others.join(" and ");
        let wrong = format!(
            "no subscription for {amount} is in {folder}: what its investor signed there is for {there}"
        );
        let hint = "write the amount that was signed, or have the investor sign this one with `corridor settle subscribe`";
        self.book.wrong(order, "amount", wrong, hint)
    }

    /// What a subscription is for, and where it is.
    fn subscribed(&self, found: &Found) -> String {
        let SubscriptionOrder { units, price, offering, .. } = found.signed.order;
        let price = self.wanted.offer.cash.words(U256::from(price));
        let units = self.words(units);
        format!("{units} against {price} at most in offering {offering} ({})", found.file)
    }

    fn is_on_terms(&self, offering: &OfferingHandle) -> bool {
        let OpenOffering { leg, cash, proceeds, .. } = &self.wanted.offer;
        let terms = (offering.bond, offering.cash, offering.proceeds, offering.price);
        terms == (leg.token, cash.token, *proceeds, self.price)
    }

    /// Opens the offering, unless it was.
    pub(super) async fn open(&mut self) -> Result<(), OperationError> {
        if self.offering.is_some() {
            return Ok(());
        }
        let opened = self.desk.open_offering(&self.wanted.offer, Mode::Execute).await?;
        if let Some(id) = opened.offering {
            self.offering = Some(self.desk.offering(id).await?);
        }
        Ok(())
    }

    /// The subscription of each order of the book, in the offering that was found.
    pub(super) fn orders(&self) -> Result<Vec<SubscriptionOrder>, OperationError> {
        match (&self.given, &self.offering) {
            (Some(given), _) => Ok(given.iter().map(|one| one.order.clone()).collect()),
            (None, Some(offering)) => self.orders_in(offering.id),
            (None, None) => Ok(Vec::new()),
        }
    }

    fn orders_in(&self, offering: u64) -> Result<Vec<SubscriptionOrder>, OperationError> {
        let order = |order: &BookOrder| {
            Ok(SubscriptionOrder {
                investor: order.investor,
                offering,
                units: order.units,
                price: self.most(order)?,
                valid_until: WHILE_OPEN,
                nonce: nonce_of(self.book.digest, order.line),
            })
        };
        self.book.orders.iter().map(order).collect()
    }

    /// The most that an order pays for all of it: at its limit, or at the price of the offering.
    fn most(&self, order: &BookOrder) -> Result<u128, OperationError> {
        let price: IssuePrice = order.limit.unwrap_or(self.wanted.offer.price);
        let price: Fraction = OpenOffering { price, ..self.wanted.offer.clone() }.fraction()?;
        Ok(cost_rounded_up(price, order.units))
    }

    /// The signed subscription of an order.
    pub(super) fn signed(
        &self,
        index: usize,
        orders: &[SubscriptionOrder],
    ) -> Result<SignedOrder<SubscriptionOrder>, OperationError> {
        let given = self.given.as_ref().and_then(|given| given.get(index));
        match (given, orders.get(index)) {
            (Some(signed), _) => Ok(signed.clone()),
            (None, Some(order)) => self.desk.sign_with(order.clone(), &self.domain),
            (None, None) => Err(OperationError::BadAllotment { file: self.book.file.clone() }),
        }
    }
}

/// What so many units cost, rounded up.
pub(crate) fn cost_rounded_up(price: Fraction, units: u128) -> u128 {
    let product = U256::from(price.numerator()) * U256::from(units);
    product.div_ceil(U256::from(price.denominator())).saturating_to()
}

/// A subscription, and the name of its file.
struct Found {
    file: String,
    signed: SignedOrder<SubscriptionOrder>,
}

/// Every subscription in a folder, by the names of their files.
fn load_all(folder: &Path) -> Result<Vec<Found>, OperationError> {
    let unreadable = |error: std::io::Error| OperationError::Unreadable {
        file: folder.display().to_string(),
        reason: error.to_string(),
    };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        files.push(entry.map_err(unreadable)?.path());
    }
    files.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    let found = files.iter().map(|path| {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Found { file, signed: SignedOrder::load(path)? })
    });
    found.collect()
}
