//! `corridor coupon schedule`

use std::path::PathBuf;

use clap::Args;
use corridor_deploy::money::Amount;
use corridor_deploy::schedule::{
    BusinessCentre, CashFlow, CashFlows, EarlyYield, Given, PerCent, Quote, SignedAmount,
};
use corridor_deploy::terms::{BusinessDayConvention, CouponKind, EarlyRedemption, Terms};
use serde::Serialize;

use crate::context::{Context, ExitStatus};
use crate::fixings;
use crate::hint::{Hint, UsageError, bad_option};
use crate::inputs::day;
use crate::output::{Report, fields, table};

/// Show every payment of a bond by its terms; on a day of settlement accrued interest, price and yield.
#[derive(Debug, Args)]
pub(crate) struct Schedule {
    /// The name of terms, or the path of a terms file
    #[arg(value_name = "NAME|FILE")]
    terms: String,
    /// What is held [default: 100, or the denomination when that is more]
    #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true)]
    nominal: Option<String>,
    /// A day on which the bond changes hands: shows accrued interest
    #[arg(long, value_name = "DATE")]
    settlement: Option<String>,
    /// The clean price on that day, in per cent: shows yields
    #[arg(
        long,
        value_name = "PER CENT",
        requires = "settlement",
        conflicts_with = "annual",
        allow_hyphen_values = true
    )]
    price: Option<String>,
    /// The yield to maturity on that day, in per cent: shows the price
    #[arg(
        id = "annual",
        long = "yield",
        value_name = "PER CENT",
        requires = "settlement",
        allow_hyphen_values = true
    )]
    annual: Option<String>,
    /// A CSV file with the columns date and rate, for a floating coupon
    #[arg(long, value_name = "FILE")]
    fixings: Option<PathBuf>,
}

#[derive(Debug, Serialize)]
struct ScheduleReport {
    terms: String,
    name: String,
    nominal: Amount,
    day_count: &'static str,
    business_day_convention: &'static str,
    business_centres: Vec<BusinessCentre>,
    payments: Vec<Payment>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    calls: Vec<EarlyRedemption>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    puts: Vec<EarlyRedemption>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quote: Option<Quote>,
    #[serde(skip)]
    pays_interest: bool,
}

/// One row. What is not known yet is null.
#[derive(Debug, Serialize)]
struct Payment {
    period_start: String,
    period_end: String,
    payment: String,
    record: String,
    ex_dividend: Option<String>,
    year_fraction: String,
    rate: Option<PerCent>,
    outstanding: Amount,
    interest: Option<SignedAmount>,
    principal: Amount,
}

impl Payment {
    fn of(flow: &CashFlow) -> anyhow::Result<Self> {
        let period = &flow.period;
        let fraction = flow.fraction;
        Ok(Self {
            period_start: period.start.to_string(),
            period_end: period.end.to_string(),
            payment: period.payment.to_string(),
            record: period.record.to_string(),
            ex_dividend: period.ex_dividend.map(|day| day.to_string()),
            year_fraction: format!("{}/{}", fraction.numerator(), fraction.denominator()),
            rate: flow.rate.map(PerCent::of).transpose()?,
            outstanding: flow.outstanding,
            interest: flow.interest,
            principal: flow.principal,
        })
    }

    fn row(&self) -> [String; 8] {
        let open = || "-".to_owned();
        [
            self.period_start.clone(),
            self.period_end.clone(),
            self.payment.clone(),
            self.record.clone(),
            self.ex_dividend.clone().unwrap_or_else(open),
            self.rate.map_or_else(open, |rate| rate.to_string()),
            self.interest.map_or_else(open, SignedAmount::number),
            self.principal.number(),
        ]
    }
}

const HEADERS: [&str; 8] =
    ["from", "to", "paid", "record day", "ex-dividend", "rate %", "interest", "principal"];

impl Report for ScheduleReport {
    const SCHEMA: &'static str = "corridor.coupon-schedule/1";

    fn text(&self) -> String {
        let centres: Vec<_> = self.business_centres.iter().map(|centre| centre.name()).collect();
        let days =
            if centres.is_empty() { "Monday to Friday".to_owned() } else { centres.join(", ") };
        let about = vec![
            ("nominal", self.nominal.to_string()),
            ("day count", self.day_count.to_owned()),
            ("payment days", format!("{}; {days}", self.business_day_convention)),
        ];
        let title = format!("{}: {}", self.terms, self.name);
        let mut parts = vec![fields(&title, about)];
        parts.push(table(HEADERS, self.payments.iter().map(Payment::row)));
        for (what, redemptions) in [("call", &self.calls), ("put", &self.puts)] {
            if !redemptions.is_empty() {
                parts.push(early_text(what, redemptions));
            }
        }
        parts.extend(self.quote.as_ref().map(|quote| quote_text(quote, self.pays_interest)));
        parts.join("\n\n")
    }
}

fn early_text(what: &str, redemptions: &[EarlyRedemption]) -> String {
    let notice = |days: Option<u8>| days.map_or_else(|| "-".to_owned(), |days| days.to_string());
    let row = |one: &EarlyRedemption| {
        [one.date.to_string(), one.price.to_string(), notice(one.notice_days)]
    };
    table([what, "price %", "notice days"], redemptions.iter().map(row))
}

fn quote_text(quote: &Quote, pays_interest: bool) -> String {
    let coupon = match (pays_interest, quote.ex_dividend) {
        (false, _) => "none",
        (true, true) => "sold without the next one",
        (true, false) => "sold with the next one",
    };
    let mut values = vec![
        ("coupon", coupon.to_owned()),
        ("accrued", format!("{} ({} %)", quote.accrued, quote.accrued_per_cent)),
    ];
    if let Some(price) = &quote.price {
        values.push(("clean price", format!("{} %", price.clean_price)));
        values.push(("dirty price", format!("{} %", price.dirty_price)));
        values.push(("to pay", price.amount.to_string()));
        values.push(("yield", format!("{} %", price.yield_)));
        let early = |one: &EarlyYield| format!("{} % to {}", one.yield_, one.redemption.date);
        for (name, yields) in [("to calls", &price.calls), ("to puts", &price.puts)] {
            if !yields.is_empty() {
                values.push((name, yields.iter().map(early).collect::<Vec<_>>().join(", ")));
            }
        }
        if !price.calls.is_empty() {
            values.push(("to worst", format!("{} %", price.yield_to_worst)));
        }
    }
    fields(&format!("settlement on {}", quote.settlement), values)
}

fn is_below_zero(flow: &CashFlow) -> bool {
    flow.interest.is_some_and(|interest| interest.units() < 0)
}

impl Schedule {
    pub(super) fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let terms = Terms::load(&self.terms)?;
        let nominal = self.nominal(&terms)?;
        let fixings = fixings::read(self.fixings.as_deref())?;
        fixings::note_doubts(context, fixings.as_ref(), &terms)?;
        let flows = CashFlows::of(&terms, nominal, fixings.as_ref())?;
        let quote = self.quote(&flows)?;
        let coupon = &terms.coupon;
        if fixings.is_none() && matches!(coupon.kind, CouponKind::Floating(_)) {
            context.output.note("without --fixings the interest of a floating coupon is open");
        }
        if flows.flows.iter().any(is_below_zero) {
            context.output.note(
                "interest below zero is as the terms have it, which state no minimum rate: holders pay nothing, and it is not declared",
            );
        }
        let is_adjusted = coupon.business_day_convention != BusinessDayConvention::Unadjusted;
        if is_adjusted && coupon.business_centres.is_empty() {
            context.output.note(
                "the terms name no business centres, so only Saturdays and Sundays are taken for holidays",
            );
        }
        context.output.report(&ScheduleReport {
            terms: terms.id.clone(),
            name: terms.name.clone(),
            nominal,
            day_count: coupon.day_count.name(),
            business_day_convention: coupon.business_day_convention.name(),
            business_centres: coupon.business_centres.clone(),
            payments: flows.flows.iter().map(Payment::of).collect::<anyhow::Result<_>>()?,
            calls: terms.calls.clone(),
            puts: terms.puts.clone(),
            quote,
            pays_interest: coupon.kind != CouponKind::Zero,
        })?;
        Ok(ExitStatus::Done)
    }

    /// What is held: a multiple of the denomination.
    fn nominal(&self, terms: &Terms) -> anyhow::Result<Amount> {
        let denomination = terms.denomination;
        let Some(text) = &self.nominal else {
            let hundred = Amount::parse_in("100", terms.currency)?;
            let is_less = hundred.units() < denomination.units();
            return Ok(if is_less { denomination } else { hundred });
        };
        let nominal = Amount::parse_in(text, terms.currency)
            .map_err(|error| bad_option("--nominal", &error))?;
        if !nominal.units().is_multiple_of(denomination.units()) || nominal.units() == 0 {
            let wrong = format!("--nominal: {nominal} is not a multiple of the denomination");
            let hint = format!("give a multiple of {denomination}");
            return Err(Hint::on(UsageError(wrong), hint));
        }
        Ok(nominal)
    }

    fn quote(&self, flows: &CashFlows<'_>) -> anyhow::Result<Option<Quote>> {
        let Some(settlement) = &self.settlement else { return Ok(None) };
        let settlement = day("--settlement", settlement)?.date();
        let figure = |option: &str, text: &str| {
            text.parse::<PerCent>().map_err(|error| bad_option(option, &error))
        };
        let given = match (&self.price, &self.annual) {
            (Some(price), _) => Given::Price(figure("--price", price)?),
            (_, Some(annual)) => Given::Yield(figure("--yield", annual)?),
            _ => Given::Nothing,
        };
        let quote = flows.quote(settlement, given)?;
        if quote.is_none() {
            let wrong = format!(
                "the fixings do not have all days of the period until {settlement}, so nothing is known to accrue"
            );
            return Err(Hint::on(
                UsageError(wrong),
                "give those of the whole period, or an earlier day",
            ));
        }
        Ok(quote)
    }
}
