//! The supervised firm: what it has reached, and how much it may have outstanding.

use alloy::primitives::U256;
use corridor_deploy::identifiers::{Country, Currency};
use corridor_deploy::money::Amount;
use corridor_deploy::vocabulary::Activity;
use corridor_scenario::Setting;

use super::Model;

/// Rates are for a smallest unit, times this.
const RATE_UNIT: u128 = 1_000_000_000_000_000_000;

/// The firm behind all instruments; nothing is known of one when the profile has none.
#[derive(Clone, Debug, Default)]
pub(crate) struct Entrant {
    pub(crate) stage: u8,
    pub(crate) activities: Vec<Activity>,
    pub(crate) jurisdiction: Option<Country>,
    /// Nothing may be issued without one.
    pub(crate) limit: Option<Amount>,
    /// Rates from one currency to another.
    pub(crate) rates: Vec<(Currency, Currency, U256)>,
}

impl Entrant {
    pub(super) fn of(setting: &Setting) -> Self {
        let Some(terms) = setting.profile.entrant() else { return Self::default() };
        Self {
            stage: terms.stage,
            activities: terms.activities.clone(),
            jurisdiction: Some(terms.jurisdiction),
            limit: Some(terms.limit),
            rates: Vec::new(),
        }
    }

    pub(super) fn set_rate(&mut self, from: Currency, to: Currency, rate: U256) {
        self.rates.retain(|(one, other, _)| (*one, *other) != (from, to));
        self.rates.push((from, to, rate));
    }

    /// An amount of one currency in that of the limit, rounded up; `None` without a rate.
    fn converted(&self, amount: u128, from: Currency, to: Currency) -> Option<U256> {
        if amount == 0 || from == to {
            return Some(U256::from(amount));
        }
        let rate = self.rates.iter().find(|(one, other, _)| (*one, *other) == (from, to))?.2;
        Some((U256::from(amount) * rate).div_ceil(U256::from(RATE_UNIT)))
    }
}

impl Model {
    /// Whether so much more of an instrument fits under the limit, together with all that is outstanding of the firm. What is used up
    /// leaves room for nothing, whatever rounding would do.
    pub(crate) fn has_capacity(&self, place: usize, more: u128) -> bool {
        let instrument = &self.instruments[place];
        if more == 0 {
            return true;
        }
        let Some(limit) = self.entrant.limit else { return false };
        let used = |more: u128| {
            let mut total = U256::ZERO;
            for currency in self.currencies() {
                let extra = if currency == instrument.currency { more } else { 0 };
                let amount = self.outstanding_in(currency) + extra;
                total += self.entrant.converted(amount, currency, limit.currency())?;
            }
            Some(total)
        };
        let limit = U256::from(limit.units());
        used(0).is_some_and(|used| used < limit) && used(more).is_some_and(|used| used <= limit)
    }

    fn currencies(&self) -> Vec<Currency> {
        let mut currencies = Vec::new();
        for instrument in &self.instruments {
            if !currencies.contains(&instrument.currency) {
                currencies.push(instrument.currency);
            }
        }
        currencies
    }

    fn outstanding_in(&self, currency: Currency) -> u128 {
        let of_firm = self.instruments.iter().filter(|one| one.enrolled);
        let of_currency = of_firm.filter(|one| one.currency == currency);
        of_currency.map(super::Instrument::outstanding).sum()
    }

    /// What is outstanding of the firm, whatever its currency.
    pub(crate) fn used_capacity(&self) -> u128 {
        let of_firm = self.instruments.iter().filter(|one| one.enrolled);
        of_firm.map(super::Instrument::outstanding).sum()
    }
}
