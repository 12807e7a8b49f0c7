//! Corporate-action messages of ISO 20022: seev.031 (notification) and seev.036 (movement confirmation) for what a bond pays.
//!
//! A test holds them against the schemas of their definitions (`tests/iso20022`). What they do not say is named.

mod confirmation;
mod notification;
mod xml;

#[cfg(test)]
mod tests;

use jiff::civil::Date;

use crate::distribution::DistributionKind;
use crate::identifiers::{Isin, Lei};
use crate::money::Amount;
use crate::schedule::{Fraction, ScheduleError};

use self::xml::Writer;

pub use confirmation::confirmation;
pub use notification::notification;

/// Decimals of a percentage rate.
const DECIMALS: usize = 10;

/// A share in per cent, as messages have it: ten decimals at most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Percentage(String);

impl Percentage {
    /// An exact share, rounded half up at the last decimal.
    ///
    /// # Errors
    ///
    /// It is too large.
    pub fn of(share: Fraction) -> Result<Self, ScheduleError> {
        // 10^10 of a hundredth is 10^12 of the whole.
        let scaled = share.of(10_u128.pow(DECIMALS as u32 + 2))?;
        let unit = 10_u128.pow(DECIMALS as u32);
        let text = format!("{}.{:0width$}", scaled / unit, scaled % unit, width = DECIMALS);
        Ok(Self(text.trim_end_matches('0').trim_end_matches('.').to_owned()))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What is announced to every holder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What the issuer calls the event: up to 35 characters.
    pub reference: String,
    /// What it is.
    pub event: DistributionKind,
    /// The security.
    pub isin: Isin,
    /// The issuer.
    pub issuer: String,
    /// Its identifier.
    pub lei: Option<Lei>,
    /// The currency of the payment, as its code.
    pub currency: String,
    /// Holders at the end of this day are paid.
    pub record_date: Date,
    /// Last day on which a sale settles with the payment.
    pub ex_date: Option<Date>,
    /// The day of payment.
    pub payment_date: Date,
    /// For interest: first day of the period, and the day after its last.
    pub period: Option<(Date, Date)>,
    /// For interest: the rate of a year.
    pub annual_rate: Option<Percentage>,
    /// For interest: what the period pays, of the principal.
    pub period_rate: Option<Percentage>,
    /// For redemptions: what is paid, of the principal.
    pub price: Option<Percentage>,
    /// For redemptions of a part: how much of every holding is redeemed.
    pub part: Option<Percentage>,
}

/// What one holder was paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Movement {
    /// The wallet.
    pub wallet: String,
    /// What it held.
    pub balance: Amount,
    /// What it was paid, in whole minor units of the currency, rounded down as the contract rounds.
    pub paid: Amount,
    /// The day on which it was.
    pub posted: Date,
    /// What there is behind it, where it is no whole number of minor units.
    pub unrounded: Option<Unrounded>,
}

/// What a message has no room for: it has the decimals of the currency, and cash on a chain may have more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unrounded {
    /// What it is by the terms, by [`unrounded`]; how much of it is paid, the decimals of the cash decide.
    Due(String),
    /// What the chain has paid, with its token.
    Paid(String),
}

/// A share of an amount with the decimals that rounding to the minor unit of its currency takes away, up to ten; nothing where it
/// takes none away.
///
/// # Errors
///
/// It is too large.
pub fn unrounded(share: Fraction, amount: Amount) -> Result<Option<String>, ScheduleError> {
    let exact = share.times(Fraction::new(amount.units(), 1)?)?;
    if exact.denominator() == 1 {
        return Ok(None);
    }
    let more = DECIMALS as u32 - u32::from(amount.currency().exponent());
    let (scaled, unit) = (exact.floor_of(10_u128.pow(more))?, 10_u128.pow(DECIMALS as u32));
    let text = format!("{}.{:0width$}", scaled / unit, scaled % unit, width = DECIMALS);
    Ok(Some(text.trim_end_matches('0').trim_end_matches('.').to_owned()))
}

/// What is paid for the principal, in both messages.
fn rate_and_price(writer: &mut Writer, notice: &Notice) {
    if let Some(rate) = &notice.period_rate {
        let names = ["RateAndAmtDtls", "GrssIntrstRateUsdForPmt", "Rate"];
        writer.nested(&names, rate.as_str());
    }
    let Some(price) = &notice.price else { return };
    writer.inside("PricDtls", |writer| {
        writer.inside("GncCshPricRcvdPerPdct", |writer| {
            writer.inside("PctgPric", |writer| {
                writer.element("PctgPricTp", "PRCT");
                writer.element("PricVal", price.as_str());
            });
        });
    });
}

/// A message, and what it does not say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The message definition it is of, with its version.
    pub definition: &'static str,
    /// The document.
    pub xml: String,
    /// Facts that are not in it.
    pub left_out: Vec<&'static str>,
}
