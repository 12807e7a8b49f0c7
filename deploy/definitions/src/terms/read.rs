//! Reading a terms file.

use alloy_primitives::map::HashSet;
use jiff::civil::Date;

use super::read_coupon::{self, Life};
use super::read_rate;
use super::{Assumption, Issuer, LegIdentifier, Rate, Reference, SignedRate, Tap, Terms};
use crate::calendar::UtcDay;
use crate::identifiers::{Currency, Isin, MoneyCurrency};
use crate::money::Amount;
use crate::source::{Cursor, Document, Fields, SourceError};

/// Longest text that Solidity keeps in one word.
const MAX_TOKEN_TEXT: usize = 31;

/// Reads and checks a terms file.
pub(super) fn terms(document: Document) -> Result<Terms, SourceError> {
    let root = document.root();
    let mut fields = root.fields()?;
    fields.required("schema")?.integer(1, 1)?;
    fields.optional("kind");
    let Identity { id, replica, name, symbol, issuer, isin } = identity(&mut fields)?;
    let Amounts { currency, denomination, issue_amount } = amounts(&mut fields)?;
    let Dates {
        pricing: pricing_date,
        issue: issue_date,
        settlement: settlement_date,
        maturity: maturity_date,
    } = dates(&mut fields)?;
    let (issue_price, issue_yield) =
        (price(&mut fields, "issue_price")?, yield_of(&mut fields, "issue_yield")?);
    let redemption_price = read_rate::price(&fields.required("redemption_price")?)?;
    let life = Life { issue_date, maturity_date };
    let coupon = read_coupon::coupon(&fields.required("coupon")?, life)?;
    let amortisations = read_coupon::amortisations(&mut fields, &coupon, life)?;
    let calls = read_coupon::early_redemptions(&mut fields, "call", &coupon, life)?;
    let puts = read_coupon::early_redemptions(&mut fields, "put", &coupon, life)?;
    let taps = taps(&mut fields, denomination, (settlement_date, maturity_date))?;
    let legs = legs(&fields.required("leg")?)?;
    let (sources, assumptions) = provenance(&mut fields)?;
    fields.finish()?;
    Ok(Terms {
        id,
        replica,
        name,
        symbol,
        issuer,
        isin,
        currency,
        denomination,
        issue_amount,
        issue_price,
        issue_yield,
        pricing_date,
        issue_date,
        settlement_date,
        maturity_date,
        redemption_price,
        coupon,
        amortisations,
        calls,
        puts,
        taps,
        legs,
        sources,
        assumptions,
        document,
    })
}

/// What says which instrument it is.
pub(super) struct Identity {
    pub(super) id: String,
    pub(super) replica: String,
    pub(super) name: String,
    pub(super) symbol: String,
    pub(super) issuer: Issuer,
    pub(super) isin: Isin,
}

pub(super) fn identity(fields: &mut Fields<'_>) -> Result<Identity, SourceError> {
    Ok(Identity {
        id: fields.required("id")?.name()?,
        replica: fields.required("replica")?.text()?.to_owned(),
        name: token_text(&fields.required("name")?)?,
        symbol: token_text(&fields.required("symbol")?)?,
        issuer: issuer(&fields.required("issuer")?)?,
        isin: fields.required("isin")?.parsed()?,
    })
}

struct Amounts {
    currency: Currency,
    denomination: Amount,
    issue_amount: Amount,
}

fn amounts(fields: &mut Fields<'_>) -> Result<Amounts, SourceError> {
    let MoneyCurrency(currency) = fields.required("currency")?.parsed()?;
    let denomination_at = fields.required("denomination")?;
    let denomination = amount(&denomination_at, currency)?;
    if denomination.units() == 0 {
        return Err(
            denomination_at.error("the denomination is zero", "write at least the smallest unit")
        );
    }
    let issue_amount = multiple(&fields.required("issue_amount")?, denomination)?;
    Ok(Amounts { currency, denomination, issue_amount })
}

struct Dates {
    pricing: Option<Date>,
    issue: Date,
    settlement: Date,
    maturity: Date,
}

fn dates(fields: &mut Fields<'_>) -> Result<Dates, SourceError> {
    let pricing_at = fields.optional("pricing_date");
    let issue = countable(&fields.required("issue_date")?)?;
    let settlement = countable(&fields.required("settlement_date")?)?;
    let pricing = pricing_date(pricing_at, settlement)?;
    let maturity_at = fields.required("maturity_date")?;
    let maturity = countable(&maturity_at)?;
    if maturity <= issue || maturity <= settlement {
        return Err(
            maturity_at.error("the bond matures before it is issued", "correct one of the dates")
        );
    }
    Ok(Dates { pricing, issue, settlement, maturity })
}

/// The day a price was fixed, which is not after the day it was paid.
fn pricing_date(at: Option<Cursor<'_>>, settlement: Date) -> Result<Option<Date>, SourceError> {
    let Some(at) = at else { return Ok(None) };
    let pricing = at.date()?;
    if pricing > settlement {
        let wrong = format!("priced on {pricing}, after it settles on {settlement}");
        return Err(at.error(wrong, "correct one of the dates"));
    }
    Ok(Some(pricing))
}

/// Sources and assumptions, which together account for every figure.
pub(super) fn provenance(
    fields: &mut Fields<'_>,
) -> Result<(Vec<Reference>, Vec<Assumption>), SourceError> {
    let root = fields.owner().clone();
    let sources = fields.required("source")?;
    let sources =
        sources.items()?.iter().map(|at| reference(at, &root)).collect::<Result<Vec<_>, _>>()?;
    let assumptions = fields.tables("assumption")?;
    let assumptions =
        assumptions.iter().map(|at| assumption(at, &root)).collect::<Result<Vec<_>, _>>()?;
    every_figure_is_accounted_for(&root, &sources, &assumptions)?;
    Ok((sources, assumptions))
}

pub(super) fn token_text(cursor: &Cursor<'_>) -> Result<String, SourceError> {
    let text = cursor.one_line()?;
    if text.len() > MAX_TOKEN_TEXT {
        let hint = format!("shorten it to {MAX_TOKEN_TEXT} bytes");
        return Err(cursor.error(format!("the text has {} bytes", text.len()), hint));
    }
    Ok(text.to_owned())
}

fn amount(cursor: &Cursor<'_>, currency: Currency) -> Result<Amount, SourceError> {
    let amount: Amount = cursor.parsed()?;
    if amount.currency() != currency {
        return Err(
            cursor.error(format!("{amount} is not in {currency}"), "use the currency of the bond")
        );
    }
    Ok(amount)
}

/// A positive multiple of the denomination.
fn multiple(cursor: &Cursor<'_>, denomination: Amount) -> Result<Amount, SourceError> {
    let amount = amount(cursor, denomination.currency())?;
    if amount.units() == 0 || !amount.units().is_multiple_of(denomination.units()) {
        let wrong = format!("{amount} is not a multiple of the denomination, {denomination}");
        return Err(cursor.error(wrong, "issue whole denominations"));
    }
    Ok(amount)
}

fn price(fields: &mut Fields<'_>, key: &str) -> Result<Option<Rate>, SourceError> {
    fields.optional(key).map(|cursor| read_rate::price(&cursor)).transpose()
}

fn yield_of(fields: &mut Fields<'_>, key: &str) -> Result<Option<SignedRate>, SourceError> {
    fields.optional(key).map(|cursor| read_rate::signed(&cursor)).transpose()
}

/// A date that the contracts can count.
pub(super) fn countable(cursor: &Cursor<'_>) -> Result<Date, SourceError> {
    let date = cursor.date()?;
    UtcDay::from_date(date)
        .map_err(|error| cursor.error(error.to_string(), "write a date inside that range"))?;
    Ok(date)
}

fn issuer(cursor: &Cursor<'_>) -> Result<Issuer, SourceError> {
    let mut fields = cursor.fields()?;
    let name = fields.required("name")?.one_line()?.to_owned();
    let lei = fields.optional("lei").map(|lei| lei.parsed()).transpose()?;
    fields.finish()?;
    Ok(Issuer { name, lei })
}

/// Later issues, in the order in which they are made, between the day the first one was paid for and maturity.
fn taps(
    fields: &mut Fields<'_>,
    denomination: Amount,
    (settlement_date, maturity_date): (Date, Date),
) -> Result<Vec<Tap>, SourceError> {
    let mut taps: Vec<Tap> = Vec::new();
    for cursor in fields.tables("tap")? {
        let previous = taps.last().map_or(settlement_date, |tap| tap.settlement_date);
        taps.push(tap(&cursor, denomination, (previous, maturity_date))?);
    }
    Ok(taps)
}

fn tap(
    cursor: &Cursor<'_>,
    denomination: Amount,
    (previous, maturity_date): (Date, Date),
) -> Result<Tap, SourceError> {
    let mut fields = cursor.fields()?;
    let amount = multiple(&fields.required("amount")?, denomination)?;
    let (price, yield_) = (price(&mut fields, "price")?, yield_of(&mut fields, "yield")?);
    let pricing_at = fields.optional("pricing_date");
    let settlement_at = fields.required("settlement_date")?;
    let settlement_date = countable(&settlement_at)?;
    if settlement_date >= maturity_date {
        return Err(
            settlement_at.error("the tap settles after maturity", "correct one of the dates")
        );
    }
    if settlement_date < previous {
        let wrong = format!("the tap settles before the issue of {previous}");
        let hint = "correct one of the dates, and write taps in the order in which they are made";
        return Err(settlement_at.error(wrong, hint));
    }
    let pricing_date = pricing_date(pricing_at, settlement_date)?;
    fields.finish()?;
    Ok(Tap { amount, price, yield_, pricing_date, settlement_date })
}

pub(super) fn legs(list: &Cursor<'_>) -> Result<Vec<LegIdentifier>, SourceError> {
    let mut legs: Vec<LegIdentifier> = Vec::new();
    for cursor in list.items()? {
        let mut fields = cursor.fields()?;
        let profile = fields.required("profile")?.text()?.to_owned();
        let leg = fields.required("leg")?.text()?.to_owned();
        let isin_at = fields.required("isin")?;
        let isin: Isin = isin_at.parsed()?;
        let note =
            fields.optional("note").map(|note| note.text().map(str::to_owned)).transpose()?;
        fields.finish()?;
        if isin.is_user_assigned() && note.is_none() {
            let wrong = format!("{isin} was not assigned by a numbering agency");
            return Err(isin_at.error(wrong, "say so in a `note` of this leg"));
        }
        if legs.iter().any(|known| known.profile == profile && known.leg == leg) {
            return Err(cursor.error(
                format!("leg `{leg}` of `{profile}` is there twice"),
                "remove one of the two",
            ));
        }
        if legs.iter().any(|known| known.profile == profile && known.isin == isin) {
            return Err(isin_at.error(
                format!("{isin} belongs to another leg"),
                "give each leg an ISIN of its own",
            ));
        }
        legs.push(LegIdentifier { profile, leg, isin, note });
    }
    if legs.is_empty() {
        return Err(list.error("there is no leg", "add a [[leg]] with profile, leg and isin"));
    }
    Ok(legs)
}

fn reference(cursor: &Cursor<'_>, root: &Cursor<'_>) -> Result<Reference, SourceError> {
    let mut fields = cursor.fields()?;
    let title = fields.required("title")?.text()?.to_owned();
    let url = fields.required("url")?.text()?.to_owned();
    let accessed = fields.required("accessed")?.date()?;
    let gives = fields.required("gives")?.distinct(|field| existing(field, root))?;
    fields.finish()?;
    Ok(Reference { title, url, accessed, gives })
}

fn assumption(cursor: &Cursor<'_>, root: &Cursor<'_>) -> Result<Assumption, SourceError> {
    let mut fields = cursor.fields()?;
    let field = existing(&fields.required("field")?, root)?;
    let reason = fields.required("reason")?.text()?.to_owned();
    fields.finish()?;
    Ok(Assumption { field, reason })
}

/// A path that leads to a field of this file.
fn existing(cursor: &Cursor<'_>, root: &Cursor<'_>) -> Result<String, SourceError> {
    let path = cursor.text()?;
    if !figures(root)?.iter().any(|figure| figure == path) {
        return Err(cursor.error(
            format!("`{path}` is no figure of this file"),
            "write its path, e.g. \"coupon.rate\" or \"tap[1].price\"",
        ));
    }
    Ok(path.to_owned())
}

/// Paths of everything in the file that states a fact about the real instrument.
fn figures(root: &Cursor<'_>) -> Result<Vec<String>, SourceError> {
    const OWN: [&str; 9] =
        ["schema", "kind", "id", "replica", "name", "symbol", "leg", "source", "assumption"];
    let mut figures = Vec::new();
    for (key, value) in root.fields()?.all() {
        if !OWN.contains(&key) {
            leaves(&value, &mut figures)?;
        }
    }
    Ok(figures)
}

fn leaves(cursor: &Cursor<'_>, paths: &mut Vec<String>) -> Result<(), SourceError> {
    if cursor.is_table() {
        for (_, value) in cursor.fields()?.all() {
            leaves(&value, paths)?;
        }
    } else if let Some(tables) =
        cursor.items().ok().filter(|items| items.iter().all(Cursor::is_table))
    {
        for table in tables {
            leaves(&table, paths)?;
        }
    } else {
        paths.push(cursor.path().to_owned());
    }
    Ok(())
}

/// Each figure has a source or is an assumption, and not both.
fn every_figure_is_accounted_for(
    root: &Cursor<'_>,
    sources: &[Reference],
    assumptions: &[Assumption],
) -> Result<(), SourceError> {
    let sourced: HashSet<&str> =
        sources.iter().flat_map(|source| &source.gives).map(String::as_str).collect();
    for figure in figures(root)? {
        let assumed = assumptions.iter().any(|assumption| assumption.field == figure);
        let wrong = match (sourced.contains(figure.as_str()), assumed) {
            (false, false) => format!("no source gives `{figure}`"),
            (true, true) => format!("`{figure}` has a source and is an assumption as well"),
            _ => continue,
        };
        return Err(
            root.error(wrong, "list it under `gives` of a [[source]] or in an [[assumption]]")
        );
    }
    Ok(())
}
