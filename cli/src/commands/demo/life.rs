//! `corridor demo --life`: two years of a bond, from issue to the last payment.

use std::time::Instant;

use alloy::primitives::{B256, keccak256};
use corridor_deploy::accounts::Role;
use corridor_deploy::bulk::BulkOptions;
use corridor_deploy::calendar::UtcDay;
use corridor_deploy::deployment::{CashTerms, Goal, Instrument, SystemContract};
use corridor_deploy::devnet::travel;
use corridor_deploy::explain::LegHandle;
use corridor_deploy::profile::Profile;
use corridor_deploy::source::Source;
use corridor_deploy::terms::Terms;
use corridor_operations::{
    Claim, CloseDistribution, CureDefault, DeclareDefault, DefaultKind, Distribution,
    DistributionKind, DistributionView, Mint, MintCash, Mode, OperationError, Recover, Redirect,
    Restrict, Transfer, Wanted, Who,
};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use super::script::Script;
use super::{Place, Show};
use crate::commands::deploy::apply;
use crate::context::{Context, ExitStatus};
use crate::output::heading;
use crate::session::{self, Session, latest_time};

/// The terms, whose dates follow from the day of the demo.
const TERMS: &str = include_str!("../../../demo/life.toml");

/// Months between payments.
const HALF_YEAR: i64 = 6;

/// Number of payments.
const PAYMENTS: i64 = 4;

/// What happened, in order.
#[derive(Serialize)]
struct Life {
    terms: String,
    lines: Vec<String>,
    distributions: Vec<DistributionView>,
    outstanding: String,
    sound: bool,
}

/// A bond on its way through its life.
struct Play<'p> {
    session: Session,
    show: Show<'p>,
    leg: LegHandle,
    terms: Terms,
    payments: Vec<Date>,
    lines: Vec<String>,
}

/// Plays it.
pub(super) async fn run(context: &Context, place: &Place) -> anyhow::Result<ExitStatus> {
    let began = Instant::now();
    let show = Show { context };
    let script = Script::load()?;
    let today = UtcDay::from_seconds(latest_time(&place.connection).await?);
    let terms = terms(today.map_or(Date::MIN, UtcDay::date))?;
    show.say(&format!(
        "{}\n{}\n- {}\n",
        heading("Corridor: the life of a bond"),
        script.disclaimer,
        terms.replica
    ))?;
    deploy(context, place, &script, &terms).await?;
    show.onboard(place).await?;
    let session = Session::on(&place.home, &place.connection, context.passwords())?;
    let leg = session.desk.leg(&terms.id, None)?;
    let payments = corridor_deploy::schedule::Schedule::of(&terms)?;
    let payments = payments.periods.iter().map(|period| period.payment).collect();
    let mut play = Play { session, show, leg, terms, payments, lines: Vec::new() };
    play.issue().await?;
    play.first_coupon().await?;
    play.second_coupon_and_half_of_the_principal().await?;
    play.default_and_cure().await?;
    play.maturity().await?;
    let life = play.end().await?;
    show_end(context, &life, began.elapsed().as_secs_f32())?;
    Ok(if life.sound { ExitStatus::Done } else { ExitStatus::Failed })
}

fn show_end(context: &Context, life: &Life, seconds: f32) -> anyhow::Result<()> {
    let text = || {
        let (count, verdict) =
            (life.distributions.len(), if life.sound { "sound" } else { "NOT SOUND" });
        format!(
            "\n{count} distributions paid and closed; {} outstanding; the chain is {verdict}; {seconds:.1} s",
            life.outstanding
        )
    };
    context.output.document("corridor.demo-life/1", life, text)?;
    Ok(())
}

/// The terms with dates from the 15th of this month on.
fn terms(today: Date) -> anyhow::Result<Terms> {
    let issue = today.first_of_month().checked_add(14.days())?;
    let after = |halves: i64| issue.checked_add((HALF_YEAR * halves).months());
    let day = |date: Date| format!("\"{:02}-{:02}\"", date.month(), date.day());
    let (half, year) = (after(1)?, after(2)?);
    // The days of a year, in order.
    let mut days = [half, year];
    days.sort_by_key(|date| (date.month(), date.day()));
    let days = days.map(day).join(", ");
    let text = TERMS
        .replace("{issue}", &issue.to_string())
        .replace("{half}", &half.to_string())
        .replace("{year}", &year.to_string())
        .replace("{maturity}", &after(PAYMENTS)?.to_string())
        .replace("{days}", &days);
    Ok(Terms::parse(Source::from_text("the terms of the demo", text))?)
}

async fn deploy(
    context: &Context,
    place: &Place,
    script: &Script,
    terms: &Terms,
) -> anyhow::Result<()> {
    let store = corridor_deploy::deployment::ManifestStore::of(&place.home, &place.connection);
    let mut deployment = corridor_deploy::deployment::Deployment::open(&place.connection, store)?;
    let actors = session::actors(&place.home, &deployment, context.passwords())?;
    let bond = script.bonds.first().ok_or_else(|| anyhow::anyhow!("the demo has no bond"))?;
    let profile = Profile::load(&bond.profile)?.bind(&bond.inputs)?;
    let cash = CashTerms { currency: terms.currency, decimals: 6, allowlisted: false };
    let goal = Goal::system(actors.addresses())
        .with_extra(SystemContract::Servicing)
        .with_extra(SystemContract::BondDocuments)
        .with_cash(cash)
        .with_instrument(Instrument::new(&terms.clone().into(), profile)?);
    apply(&mut deployment, &goal, &actors, context.output).await?;
    Ok(())
}

impl Play<'_> {
    fn chapter(&self, title: &str) -> anyhow::Result<()> {
        self.show.say(&format!("\n{}", heading(title)))
    }

    fn tell(&mut self, line: impl Into<String>) -> anyhow::Result<()> {
        let line = self.session.names.in_text(&line.into());
        self.show.say(&format!("  {line}"))?;
        self.lines.push(line);
        Ok(())
    }

    fn wallet(&self, reference: &str) -> anyhow::Result<alloy::primitives::Address> {
        self.session.names.option("demo", reference)
    }

    async fn perform<O: corridor_operations::Operation>(
        &mut self,
        operation: &O,
    ) -> anyhow::Result<()> {
        let done = self.session.desk.perform(operation, Mode::Execute).await?;
        self.tell(done.summary)
    }

    async fn travel_to(&mut self, date: Date) -> anyhow::Result<()> {
        let at = UtcDay::from_date(date)?.start_seconds();
        if at > self.session.now().await? {
            travel(self.session.desk.connection(), at).await?;
        }
        self.tell(format!("it is {date}"))
    }

    async fn issue(&mut self) -> anyhow::Result<()> {
        self.chapter("Issue")?;
        for (reference, text) in [
            ("INV-0001", "GBP 1,000,000"),
            ("INV-0002", "GBP 2,500,000.01"),
            ("INV-0003", "GBP 333,333.33"),
        ] {
            let (leg, to) = (self.leg.clone(), self.wallet(reference)?);
            self.perform(&Mint { leg, to, amount: text.parse()? }).await?;
        }
        let cash = self.session.desk.cash_named(self.terms.currency.code())?;
        let to = self.session.desk.actors().address(Role::PayingAgent);
        let amount = cash.parse("10,000,000")?;
        self.perform(&MintCash { cash, to, amount }).await
    }

    /// Declares a payment by the terms, ahead of its day.
    async fn declare(&mut self, kind: DistributionKind, place: usize) -> anyhow::Result<u64> {
        let wanted = Wanted {
            leg: self.leg.clone(),
            kind,
            payment_date: self.payments[place],
            cash: self.session.desk.cash_named(self.terms.currency.code())?,
            funder: None,
            election_until: None,
            part: None,
            skip_earlier: false,
            record: None,
        };
        let done = self.session.desk.declare(&wanted, &self.terms, None, Mode::Execute).await?;
        for one in done.performed {
            self.tell(one.summary)?;
        }
        done.distribution.ok_or_else(|| anyhow::anyhow!("nothing was declared"))
    }

    async fn fund(&mut self, id: u64) -> anyhow::Result<Distribution> {
        let one = self.session.desk.distribution(id).await?;
        for done in self.session.desk.fund(&one, None, Mode::Execute).await? {
            self.tell(done.summary)?;
        }
        Ok(self.session.desk.distribution(id).await?)
    }

    async fn pay(&mut self, id: u64) -> anyhow::Result<()> {
        let one = self.session.desk.distribution(id).await?;
        let options = BulkOptions::default();
        let paid = self.session.desk.pay(&one, Mode::Execute, &options, &mut |_| {}).await?;
        let (holders, sum, kept) = (paid.holders, paid.paid, paid.withheld);
        self.tell(format!("distribution {id}: {holders} holders, {sum} paid, {kept} kept"))
    }

    async fn close(&mut self, id: u64) -> anyhow::Result<()> {
        let distribution = self.session.desk.distribution(id).await?;
        self.perform(&CloseDistribution { distribution }).await
    }

    /// Who sells on the day after the record day is still paid.
    async fn first_coupon(&mut self) -> anyhow::Result<()> {
        self.chapter("The first coupon: who held on the record day is paid")?;
        let id = self.declare(DistributionKind::Interest, 0).await?;
        self.travel_to(self.payments[0]).await?;
        let (from, to) = (self.wallet("INV-0003")?, self.wallet("INV-0002")?);
        let (leg, amount) = (self.leg.clone(), "GBP 333,333.33".parse()?);
        self.perform(&Transfer { leg, from, to, amount, operator: None }).await?;
        self.fund(id).await?;
        self.pay(id).await?;
        self.close(id).await
    }

    /// A holder is blocked when its turn comes, and a wallet is lost: nothing of theirs is.
    async fn second_coupon_and_half_of_the_principal(&mut self) -> anyhow::Result<()> {
        self.chapter("The second coupon, and half of the principal")?;
        let interest = self.declare(DistributionKind::Interest, 1).await?;
        let principal = self.declare(DistributionKind::PartialRedemption, 1).await?;
        self.travel_to(self.payments[1]).await?;
        let (blocked, lost) = (self.wallet("INV-0002")?, self.wallet("INV-0001")?);
        let flag = "blocked".parse()?;
        self.perform(&Restrict { wallet: blocked, flag, on: true }).await?;
        for id in [interest, principal] {
            self.fund(id).await?;
            self.pay(id).await?;
        }
        let desk = &self.session.desk;
        let distributions =
            vec![desk.distribution(interest).await?, desk.distribution(principal).await?];
        let signer = Who::Role(Role::PayingAgent);
        let claim = Claim { distributions, holder: blocked, signer };
        match desk.perform(&claim, Mode::Execute).await {
            Err(OperationError::Refused(refused)) => {
                let rules: Vec<_> = refused.reasons.iter().map(|one| one.rule.clone()).collect();
                self.tell(format!("a claim of {blocked} is refused by {}", rules.join(", ")))?;
            }
            other => anyhow::bail!("a blocked holder's claim was not refused: {other:?}"),
        }
        self.perform(&Restrict { wallet: blocked, flag, on: false }).await?;
        self.perform(&claim).await?;
        for id in [interest, principal] {
            self.close(id).await?;
        }
        let replacement = self.wallet("INV-0001#2")?;
        let leg = self.leg.clone();
        self.perform(&Recover { leg, lost, replacement }).await
    }

    /// The third coupon is late: a default is declared, and cured when it is paid.
    async fn default_and_cure(&mut self) -> anyhow::Result<()> {
        self.chapter("The third coupon is late")?;
        let id = self.declare(DistributionKind::Interest, 2).await?;
        self.travel_to(self.payments[2].checked_add(30.days())?).await?;
        let view = self.session.desk.distribution(id).await?;
        let view = self.session.desk.distribution_view(&view).await?;
        let late = if view.late { "is late" } else { "is not late" };
        self.tell(format!("distribution {id} {late}: {} is due", view.due.unwrap_or_default()))?;
        let (leg, evidence): (_, B256) = (self.leg.clone(), keccak256("notice of default"));
        self.perform(&DeclareDefault { leg, kind: DefaultKind::MissedPayment, evidence }).await?;
        self.fund(id).await?;
        self.pay(id).await?;
        self.close(id).await?;
        let (leg, evidence) = (self.leg.clone(), keccak256("notice of cure"));
        self.perform(&CureDefault { leg, evidence }).await
    }

    /// A wallet is lost after the record day: what it is due goes to its investor's other wallet.
    async fn maturity(&mut self) -> anyhow::Result<()> {
        self.chapter("Maturity")?;
        let interest = self.declare(DistributionKind::Interest, 3).await?;
        let principal = self.declare(DistributionKind::Redemption, 3).await?;
        self.travel_to(self.payments[3]).await?;
        let (lost, replacement) = (self.wallet("INV-0001#2")?, self.wallet("INV-0001")?);
        let leg = self.leg.clone();
        self.perform(&Recover { leg, lost, replacement }).await?;
        let one = self.fund(interest).await?;
        self.perform(&Redirect { distribution: one, lost, replacement }).await?;
        self.pay(interest).await?;
        let distribution = self.session.desk.distribution(interest).await?;
        let signer = Who::Role(Role::PayingAgent);
        self.perform(&Claim { distributions: vec![distribution], holder: replacement, signer })
            .await?;
        self.close(interest).await?;
        self.fund(principal).await?;
        self.pay(principal).await?;
        self.close(principal).await
    }

    async fn end(self) -> anyhow::Result<Life> {
        let desk = &self.session.desk;
        let mut distributions = Vec::new();
        for one in desk.distributions(Some(&self.leg)).await? {
            distributions.push(desk.distribution_view(&one).await?);
        }
        let outstanding = desk.show_bond(&self.leg.instrument).await?.outstanding;
        let sound = desk.deployment().verify().await?.is_sound();
        Ok(Life {
            terms: self.terms.id.clone(),
            lines: self.lines,
            distributions,
            outstanding,
            sound,
        })
    }
}
