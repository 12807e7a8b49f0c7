//! Values in words.

use alloy::primitives::{Address, B256, U256};
use alloy::sol_types::SolValue;
use corridor_bindings::EntrantLedger::Capacity;
use corridor_bindings::InstrumentLedger::Lot;
use corridor_bindings::Permits::SymbolRecord;
use corridor_bindings::Routes::LegRoute;
use corridor_deploy::calendar::UtcDay;
use corridor_deploy::explain::Wording;
use corridor_deploy::identifiers::Currency;

/// How the ABI-encoded answer of a view is put into words.
#[derive(Clone, Copy, Debug)]
pub(super) enum Show {
    /// Its words as numbers.
    Numbers,
    /// An amount, when the currency is known.
    Amount(Option<Currency>),
    /// Its words as hexadecimal numbers.
    Words,
    /// An address.
    Address,
    /// A list of addresses.
    Addresses,
    /// A day.
    Day,
    /// A list of lots.
    Lots,
    /// A list of routes.
    Routes,
    /// The record of a symbol.
    Symbol,
    /// A limit and its use.
    Capacity,
    /// Yes or no.
    Flag,
}

impl Show {
    pub(super) fn text(self, value: &[u8]) -> String {
        let words = || value.chunks(32).map(U256::from_be_slice);
        let first = || words().next().unwrap_or_default();
        match self {
            Self::Numbers => words().map(|word| word.to_string()).collect::<Vec<_>>().join(", "),
            Self::Amount(Some(currency)) => Wording::new(currency).amount(first()),
            Self::Amount(None) => first().to_string(),
            Self::Words => {
                let words = words().map(|word| B256::from(word).to_string());
                words.collect::<Vec<_>>().join(", ")
            }
            Self::Address => Address::from_word(first().into()).to_string(),
            Self::Addresses => list(Vec::<Address>::abi_decode(value), Address::to_string),
            Self::Day => day(u16::try_from(first()).unwrap_or_default()),
            Self::Lots => list(Vec::<Lot>::abi_decode(value), |lot| {
                format!("{} of {}", lot.amount, day(lot.day))
            }),
            Self::Routes => list(Vec::<LegRoute>::abi_decode(value), route),
            Self::Symbol => symbol(value),
            Self::Capacity => capacity(value),
            Self::Flag => if first().is_zero() { "no" } else { "yes" }.to_owned(),
        }
    }
}

fn route(route: &LegRoute) -> String {
    let state = if route.open { "open" } else { "closed" };
    let (start, end) = (route.window.start, route.window.end);
    let evidence = route.permissionEvidenceHash;
    format!(
        "{} to {} {state}, window {start} to {end}, evidence {evidence}",
        route.source, route.destination
    )
}

fn symbol(value: &[u8]) -> String {
    let Ok(found) = SymbolRecord::abi_decode(value) else {
        return "an answer that is none".to_owned();
    };
    let SymbolRecord { group, rank, noticeDay, objectionDays, barred } = found;
    let place = if rank == 0 { "no rank".to_owned() } else { format!("rank {rank}") };
    let barred = if barred { ", barred" } else { "" };
    let notice = day(noticeDay);
    format!(
        "{place} in group {group}, notice of {notice}, {objectionDays} days for objections{barred}"
    )
}

fn day(number: u16) -> String {
    if number == 0 { "no day".to_owned() } else { UtcDay::from_number(number).to_string() }
}

fn capacity(value: &[u8]) -> String {
    let Ok(found) = Capacity::abi_decode(value) else { return "an answer that is none".to_owned() };
    let code = String::from_utf8_lossy(found.currency.as_slice()).into_owned();
    let currency: Option<Currency> = code.parse().ok();
    let amount = |units: U256| match currency {
        Some(currency) => Wording::new(currency).amount(units),
        None => units.to_string(),
    };
    format!("limit {}, used {}", amount(found.limit), amount(found.used))
}

fn list<T, E>(items: Result<Vec<T>, E>, text: impl Fn(&T) -> String) -> String {
    match items {
        Ok(items) if items.is_empty() => "none".to_owned(),
        Ok(items) => items.iter().map(text).collect::<Vec<_>>().join(", "),
        Err(_) => "an answer that is no list".to_owned(),
    }
}
