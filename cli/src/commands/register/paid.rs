//! What the chain says of the payment that a notice is of.

use alloy::primitives::{Address, U256};
use corridor_deploy::explain::LegHandle;
use corridor_deploy::identifiers::Isin;
use corridor_deploy::money::Amount;
use corridor_deploy::notice::{Movement, Notice as Facts, Unrounded};
use corridor_deploy::schedule::Fraction;
use corridor_operations::{Distribution, DistributionKind, PaidHolder};
use jiff::civil::Date;

use crate::hint::{Hint, UsageError};
use crate::session::Session;

/// A distribution that is not what the notice is of.
#[derive(Debug, thiserror::Error)]
enum Otherwise {
    #[error(
        "--distribution: {id} is {kind} of {of}, paid from {from}, and the notice is of {wanted} of {isin}, paid from {paid_from}"
    )]
    Payment {
        id: u64,
        kind: DistributionKind,
        of: String,
        from: String,
        wanted: DistributionKind,
        isin: String,
        paid_from: Date,
    },
    #[error(
        "the holders of distribution {id} are those at the end of {on_chain}, and the notice says {day}"
    )]
    Record { id: u64, on_chain: String, day: Date },
    #[error("distribution {id} is of leg {leg}, whose ISIN is {isin}, and the notice has {wanted}")]
    Leg { id: u64, leg: String, isin: Isin, wanted: Isin },
    #[error(
        "distribution {id} pays {declared} smallest units of {cash} for each of the bond, and by the terms it is {by_terms}"
    )]
    Rate { id: u64, declared: String, cash: String, by_terms: String },
    #[error("distribution {id} redeems {declared} of every holding, and the notice says {wanted}")]
    Part { id: u64, declared: String, wanted: String },
    #[error("distribution {id} has paid {wallet} nothing so far, so there is nothing to confirm")]
    NotPaid { id: u64, wallet: Address },
    #[error("--balance: {typed} is not what {wallet} held: by the chain that is {held}")]
    Balance { typed: Amount, wallet: Address, held: Amount },
    #[error("distributions {ids} are all of that payment")]
    Several { ids: String },
}

/// The payment that a notice is of, by the terms.
#[derive(Clone, Copy)]
pub(super) struct ByTerms<'f> {
    pub(super) kind: DistributionKind,
    pub(super) facts: &'f Facts,
    /// What is paid for a unit, in the currency; nothing where that is not known.
    pub(super) share: Option<Fraction>,
    /// The part of every holding that is redeemed, of kinds that have one.
    pub(super) part: Option<Fraction>,
    /// The ISINs of its terms that may be meant: that of the leg that was named, or all.
    pub(super) isins: &'f [Isin],
}

impl ByTerms<'_> {
    /// Whether it is this payment, of the leg of the notice or of another one of its terms.
    fn is_of(&self, session: &Session, one: &Distribution) -> anyhow::Result<bool> {
        let from = one.paid_from().map(|day| day.date());
        let is_kind = one.kind().is_ok_and(|kind| kind == self.kind);
        let is_day = from == Some(self.facts.payment_date);
        Ok(is_kind && is_day && self.is_of_terms(isin(session, &one.leg)?))
    }

    fn is_of_terms(&self, isin: Option<Isin>) -> bool {
        isin.is_some_and(|isin| self.isins.contains(&isin))
    }

    /// The distribution that it was declared as: the one that is named, or else the one that there is.
    ///
    /// # Errors
    ///
    /// The one that is named is of something else, several could be meant, or the endpoint fails.
    pub(super) async fn declared(
        &self,
        session: &Session,
        named: Option<u64>,
    ) -> anyhow::Result<Option<Distribution>> {
        let found = match named {
            Some(id) => Some(self.named(session, id).await?),
            None => self.only_one(session).await?,
        };
        if let Some(one) = &found {
            self.check(session, one).await?;
        }
        Ok(found)
    }

    async fn named(&self, session: &Session, id: u64) -> anyhow::Result<Distribution> {
        let one = session.desk.distribution(id).await?;
        if self.is_of(session, &one)? && !one.is_cancelled() {
            return Ok(one);
        }
        let from = one.paid_from().map_or_else(|| "-".to_owned(), |day| day.to_string());
        let kind = one.kind()?;
        if one.is_cancelled() {
            let wrong = UsageError(format!("--distribution: {id} was cancelled"));
            return Err(Hint::on(wrong, "`corridor coupon list` shows what was declared"));
        }
        let (wanted, paid_from) = (self.kind, self.facts.payment_date);
        let of = format!("{}, leg {}", one.leg.instrument, one.leg.leg);
        let isin = self.facts.isin.to_string();
        let wrong = Otherwise::Payment { id, kind, of, from, wanted, isin, paid_from };
        let hint = "`corridor coupon list` shows what was declared; --paid-from names a later day, and --leg a leg";
        Err(Hint::on(wrong, hint))
    }

    async fn only_one(&self, session: &Session) -> anyhow::Result<Option<Distribution>> {
        let mut all = Vec::new();
        for leg in session.desk.legs()? {
            if self.is_of_terms(isin(session, &leg)?) {
                all.extend(session.desk.declared(Some(&leg)).await?);
            }
        }
        let mut of_payment = Vec::new();
        for one in all.into_iter().filter(|one| !one.is_cancelled()) {
            if self.is_of(session, &one)? {
                of_payment.push(one);
            }
        }
        let mut all = of_payment;
        if all.len() > 1 {
            let ids: Vec<_> = all.iter().map(|one| one.id.to_string()).collect();
            let wrong = Otherwise::Several { ids: ids.join(", ") };
            return Err(Hint::on(wrong, "name one with --distribution"));
        }
        Ok(all.pop())
    }

    /// That what was declared pays what the notice says.
    async fn check(&self, session: &Session, one: &Distribution) -> anyhow::Result<()> {
        let (id, day) = (one.id, self.facts.record_date);
        if let Some(isin) = isin(session, &one.leg)?.filter(|isin| *isin != self.facts.isin) {
            let leg = one.leg.leg.clone();
            let hint = format!("write --leg {leg}");
            return Err(Hint::on(Otherwise::Leg { id, leg, isin, wanted: self.facts.isin }, hint));
        }
        let view = session.desk.distribution_view(one).await?;
        if let Some(on_chain) = view.record_date.filter(|on_chain| *on_chain != day.to_string()) {
            let hint = format!("write --record-date {on_chain}");
            return Err(Hint::on(Otherwise::Record { id, on_chain, day }, hint));
        }
        let hint = "a notice is of what the terms pay: give the terms, part and fixings with which it was declared";
        let declared = part_of(one)?;
        if let (Some(declared), Some(wanted)) = (declared, self.part)
            && declared != wanted
        {
            let (declared, wanted) = (words(declared), words(wanted));
            return Err(Hint::on(Otherwise::Part { id, declared, wanted }, hint));
        }
        let declared = declared_rate(one)?;
        let scale = Fraction::new(one.cash.scale(one.leg.currency)?, 1)?;
        let by_terms = self.share.map(|share| share.times(scale)).transpose()?;
        match by_terms.filter(|by_terms| *by_terms != declared) {
            None => Ok(()),
            Some(by_terms) => {
                let (declared, by_terms) = (words(declared), words(by_terms));
                let cash = one.cash.symbol.clone();
                Err(Hint::on(Otherwise::Rate { id, declared, cash, by_terms }, hint))
            }
        }
    }
}

fn words(share: Fraction) -> String {
    format!("{} / {}", share.numerator(), share.denominator())
}

/// What a distribution has paid a wallet, and whether that is all that its balance is due.
///
/// # Errors
///
/// It has paid it nothing, a balance that was given is another one, or the endpoint fails.
pub(super) async fn movement(
    session: &Session,
    one: &Distribution,
    wallet: Address,
    typed: Option<Amount>,
) -> anyhow::Result<(Movement, bool)> {
    let id = one.id;
    let Some(paid) = session.desk.paid_holder(one, wallet).await? else {
        let hint = format!(
            "`corridor coupon show {id} --holder {wallet}` says what it is due, and why not"
        );
        return Err(Hint::on(Otherwise::NotPaid { id, wallet }, hint));
    };
    let PaidHolder { balance, paid, on } = paid;
    let held = Amount::from_units(balance.saturating_to(), one.leg.currency);
    if let Some(typed) = typed.filter(|typed| *typed != held) {
        let hint = "leave --balance out: it is taken from the chain";
        return Err(Hint::on(Otherwise::Balance { typed, wallet, held }, hint));
    }
    let scale = U256::from(one.cash.scale(one.leg.currency)?);
    let (whole, rest) = paid.div_rem(scale);
    let unrounded = (!rest.is_zero()).then(|| Unrounded::Paid(one.cash.words(paid)));
    let posted = Amount::from_units(whole.saturating_to(), one.leg.currency);
    let is_all = U256::from(due(one, held.units())?) == paid;
    let wallet = wallet.to_string();
    let movement = Movement { wallet, balance: held, paid: posted, posted: on.date(), unrounded };
    Ok((movement, is_all))
}

/// What a balance is due, rounded down as the contract does: units first, then cash.
fn due(one: &Distribution, balance: u128) -> anyhow::Result<u128> {
    let units = part_of(one)?.map_or(Ok(balance), |part| part.floor_of(balance))?;
    Ok(declared_rate(one)?.floor_of(units)?)
}

fn declared_rate(one: &Distribution) -> anyhow::Result<Fraction> {
    Ok(Fraction::new(one.declaration.numerator, one.declaration.denominator)?)
}

/// The part of every holding that is redeemed; nothing where what is paid is not a part of what was held.
fn part_of(one: &Distribution) -> anyhow::Result<Option<Fraction>> {
    let (above, below) = (one.declaration.fractionNumerator, one.declaration.fractionDenominator);
    let is_part = one.kind()?.has_record_date() && below != 0;
    Ok(is_part.then(|| Fraction::new(above, below)).transpose()?)
}

/// The ISIN of a leg, by the manifest.
fn isin(session: &Session, leg: &LegHandle) -> anyhow::Result<Option<Isin>> {
    let found = session.desk.manifest()?.leg_of(leg.token);
    Ok(found.map(|(_, _, record)| record.isin))
}
