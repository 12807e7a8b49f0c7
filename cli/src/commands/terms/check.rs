//! `corridor terms check`

use alloy::primitives::B256;
use clap::Args;
use corridor_deploy::instrument::InstrumentKind;
use corridor_deploy::schedule::Schedule;
use corridor_deploy::terms::{
    Assumption, Coupon, CouponKind, LegIdentifier, Security, ShareTerms, Terms,
};
use serde::{Serialize, Serializer};

use crate::context::{Context, ExitStatus};
use crate::output::{Report, fields};

/// Check a terms file, of a bond or of a share, and show what was read.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit status: 0 well-formed, 1 not. What is wrong is said with file, line and field."
)]
pub(crate) struct Check {
    /// The name of terms, or the path of a terms file
    #[arg(value_name = "NAME|FILE")]
    terms: String,
}

#[derive(Debug, Serialize)]
struct CheckReport {
    terms: String,
    file: String,
    kind: InstrumentKind,
    name: String,
    symbol: String,
    issuer: String,
    isin: String,
    /// What only terms of this kind say, in words.
    #[serde(serialize_with = "by_name")]
    facts: Vec<Fact>,
    legs: Vec<LegIdentifier>,
    assumptions: Vec<Assumption>,
    hash: B256,
}

/// Something that only terms of one kind say: its name, and the words.
type Fact = (&'static str, String);

fn by_name<S: Serializer>(facts: &[Fact], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(facts.iter().map(|(name, words)| (name, words)))
}

impl Report for CheckReport {
    const SCHEMA: &'static str = "corridor.terms-check/1";

    fn text(&self) -> String {
        let of = match self.kind {
            InstrumentKind::Debt => "a bond",
            InstrumentKind::Equity => "a share",
        };
        let mut values = vec![
            ("name", format!("{} ({})", self.name, self.symbol)),
            ("issuer", self.issuer.clone()),
            ("isin", self.isin.clone()),
        ];
        values.extend(self.facts.iter().cloned());
        let leg = |leg: &LegIdentifier| format!("{} of {}: {}", leg.leg, leg.profile, leg.isin);
        values.extend(self.legs.iter().map(|one| ("leg", leg(one))));
        let assumed = |one: &Assumption| ("assumed", format!("{}: {}", one.field, one.reason));
        values.extend(self.assumptions.iter().map(assumed));
        values.push(("hash", self.hash.to_string()));
        fields(&format!("terms {} are well-formed: of {of}", self.terms), values)
    }
}

impl Check {
    pub(super) fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let security = Security::load(&self.terms)?;
        let (facts, legs, assumptions) = match &security {
            Security::Bond(bond) => (of_bond(bond)?, &bond.legs, &bond.assumptions),
            Security::Share(share) => (of_share(share), &share.legs, &share.assumptions),
        };
        let issuer = security.issuer();
        let lei = issuer.lei.map_or_else(|| "no LEI".to_owned(), |lei| lei.to_string());
        context.output.report(&CheckReport {
            terms: security.id().to_owned(),
            file: security.file().to_owned(),
            kind: security.kind(),
            name: security.name().to_owned(),
            symbol: security.symbol().to_owned(),
            issuer: format!("{} ({lei})", issuer.name),
            isin: security.isin().to_string(),
            facts,
            legs: legs.clone(),
            assumptions: assumptions.clone(),
            hash: security.hash()?,
        })?;
        Ok(ExitStatus::Done)
    }
}

/// What a bond pays, as far as a line has room for it; that its payments can be scheduled is part of the check.
fn of_bond(terms: &Terms) -> anyhow::Result<Vec<Fact>> {
    let periods = Schedule::of(terms)?.periods;
    let mut facts = vec![
        ("amount", format!("{} in steps of {}", terms.issue_amount, terms.denomination)),
        ("issued", terms.issue_date.to_string()),
        ("matures", format!("{} at {} %", terms.maturity_date, terms.redemption_price)),
        ("coupon", coupon(&terms.coupon)),
    ];
    if let (Some(first), Some(last)) = (periods.first(), periods.last()) {
        let days = format!("{}, from {} to {}", periods.len(), first.payment, last.payment);
        facts.push(("payments", days));
    }
    for (what, count) in [
        ("parts", terms.amortisations.len()),
        ("calls", terms.calls.len()),
        ("puts", terms.puts.len()),
        ("taps", terms.taps.len()),
    ] {
        if count > 0 {
            facts.push((what, count.to_string()));
        }
    }
    Ok(facts)
}

fn coupon(coupon: &Coupon) -> String {
    let Coupon { frequency, day_count, business_day_convention, .. } = coupon;
    let (count, convention) = (day_count.name(), business_day_convention.name());
    let rate = match &coupon.kind {
        CouponKind::Fixed => format!("{} %", coupon.rate),
        // Nothing is due in between: days are counted for the yield alone.
        CouponKind::Zero => return format!("none; yields by {count}, {convention}"),
        CouponKind::StepUp { steps } => format!("{} %, then {} steps", coupon.rate, steps.len()),
        CouponKind::Floating(floating) => {
            let sign = if floating.spread.is_negative() { '-' } else { '+' };
            let (name, spread) = (floating.reference_rate.name(), floating.spread.size());
            let minimum = floating.minimum_rate.map(|rate| format!(" and at least {rate} %"));
            format!("{name} {sign} {spread} %{}", minimum.unwrap_or_default())
        }
    };
    format!("{rate}, {frequency} a year, {count}, {convention}")
}

fn of_share(terms: &ShareTerms) -> Vec<Fact> {
    let nominal = terms.nominal_value.map_or_else(|| "none".to_owned(), |value| value.to_string());
    vec![
        ("class", format!("{}, classified {}", terms.share_class, terms.cfi)),
        ("nominal", nominal),
        ("authorised", terms.shares_authorised.to_string()),
        ("issued", terms.issue_date.to_string()),
    ]
}
