//! Reading who takes part.

use corridor_deploy::calendar::UtcDay;
use corridor_deploy::investors::{InvestorKind, MAX_WALLETS};
use corridor_deploy::residence::Residence;
use corridor_deploy::source::{Advice, Cursor, Fields, SourceError};
use corridor_deploy::vocabulary::{Category, Flag, UnknownTerm};

use super::super::{Investor, NOBODY, moment};
use super::name;

/// Most wallets of one investor.
pub(crate) const MOST_WALLETS: u8 = MAX_WALLETS as u8;

/// Most investors that one entry stands for.
const MOST_ALIKE: i64 = 5_000;

/// The flag of a natural person, which follows from the kind.
const NATURAL_PERSON: &str = "natural-person";

/// Reads every `[[investor]]`; one with a `count` stands for `name-1`, `name-2` and so on.
pub(super) fn investors(
    fields: &mut Fields<'_>,
    start: UtcDay,
) -> Result<Vec<Investor>, SourceError> {
    let mut investors: Vec<Investor> = Vec::new();
    for item in fields.required("investor")?.items()? {
        for investor in alike(&item, start)? {
            if investors.iter().any(|other| other.name == investor.name) {
                let wrong = format!("there are two investors `{}`", investor.name);
                return Err(item.error(wrong, "rename one of them"));
            }
            investors.push(investor);
        }
    }
    Ok(investors)
}

fn alike(cursor: &Cursor<'_>, start: UtcDay) -> Result<Vec<Investor>, SourceError> {
    let mut fields = cursor.fields()?;
    let at = fields.required("name")?;
    let one = investor(name(&at)?, &mut fields, start)?;
    let count = fields.optional("count").map(|at| at.integer(1, MOST_ALIKE)).transpose()?;
    fields.finish()?;
    if one.name == NOBODY {
        return Err(at.error("`nobody` is the zero address", "choose another name"));
    }
    Ok(match count {
        None => vec![one],
        Some(count) => (1..=count)
            .map(|number| Investor { name: format!("{}-{number}", one.name), ..one.clone() })
            .collect(),
    })
}

fn investor(name: String, fields: &mut Fields<'_>, start: UtcDay) -> Result<Investor, SourceError> {
    let registered = fields.optional("registered").map_or(Ok(true), |at| at.boolean())?;
    if !registered {
        let (jurisdiction, kind) = (None, InvestorKind::Entity);
        let (categories, flags) = (Vec::new(), Vec::new());
        return Ok(Investor {
            name,
            registered,
            jurisdiction,
            kind,
            categories,
            flags,
            wallets: 0,
        });
    }
    let jurisdiction: Residence = fields.required("jurisdiction")?.parsed()?;
    let kind = kind(&fields.required("kind")?)?;
    let categories = match fields.optional("categories") {
        Some(at) => categories(&at, start)?,
        None => Vec::new(),
    };
    let mut flags = match fields.optional("flags") {
        Some(at) => at.distinct(flag)?,
        None => Vec::new(),
    };
    if kind == InvestorKind::Natural {
        flags.extend(NATURAL_PERSON.parse::<Flag>().ok());
    }
    flags.sort();
    let wallets =
        fields.optional("wallets").map_or(Ok(1), |at| at.integer(1, MOST_WALLETS.into()))?;
    let wallets = u8::try_from(wallets).unwrap_or(MOST_WALLETS);
    let jurisdiction = Some(jurisdiction);
    Ok(Investor { name, registered, jurisdiction, kind, categories, flags, wallets })
}

fn kind(cursor: &Cursor<'_>) -> Result<InvestorKind, SourceError> {
    cursor.named("kind", &["natural", "entity"], |text| match text {
        "natural" => Some(InvestorKind::Natural),
        "entity" => Some(InvestorKind::Entity),
        _ => None,
    })
}

fn categories(cursor: &Cursor<'_>, start: UtcDay) -> Result<Vec<(Category, UtcDay)>, SourceError> {
    let mut categories = Vec::new();
    for (name, until) in cursor.fields()?.all() {
        let category: Category = name
            .parse()
            .map_err(|error: UnknownTerm| until.error(error.to_string(), Advice::hint(&error)))?;
        categories.push((category, moment::day(&until, start)?));
    }
    categories.sort();
    Ok(categories)
}

fn flag(cursor: &Cursor<'_>) -> Result<Flag, SourceError> {
    let flag: Flag = cursor.parsed()?;
    if flag.name() == NATURAL_PERSON {
        return Err(cursor.error("the flag follows from the kind", "write `kind = \"natural\"`"));
    }
    Ok(flag)
}
