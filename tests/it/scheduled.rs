//! Regimes that are scheduled to be replaced: decided in one run, seen by everybody, judged ahead, done in a later run.

use std::collections::BTreeSet;

use alloy::network::TransactionBuilder;
use alloy::primitives::U256;
use alloy::providers::Provider;
use alloy::providers::ext::AnvilApi;
use alloy::rpc::types::TransactionRequest;
use alloy::sol_types::SolCall;
use corridor_bindings::{ISecurityToken, RoleManager};
use corridor_deploy::accounts::{Role, test_address};
use corridor_deploy::deployment::{Applied, Finding, Goal, Severity, SystemContract};
use corridor_deploy::explain::{Explanation, Question, Verdict, timestamp};
use corridor_deploy::investors::PrivateBook;
use corridor_deploy::profile::{BoundProfile, Profile};
use corridor_operations::{Desk, InvestorFile};
use corridor_tests::bench::{Bench, gilt, roles, uk_goal, uk_sandbox, us_exemption, wallet};

/// Seconds that the governor's decisions wait: two days.
const DELAY: u32 = 172_800;

const GILT: &str = "treasury-gilt-2040@uk-sandbox";

/// A goal on a network whose governor waits.
fn delayed(goal: Goal) -> anyhow::Result<Goal> {
    Ok(Goal { deployer: test_address(9)?, governor_delay: DELAY, ..goal })
}

fn replacement(profile: BoundProfile, instrument: &str) -> anyhow::Result<Goal> {
    delayed(Goal::system(&roles()).with_profile(profile).replacing(instrument))
}

/// The gilt under a delayed governor, with its investors.
async fn under_delay() -> anyhow::Result<Bench> {
    let bench = Bench::start().await?;
    bench.apply(&delayed(uk_goal())?).await?;
    let (desk, mut book): (Desk, PrivateBook) = (bench.desk()?, bench.book()?);
    desk.import(&InvestorFile::Demo, &mut book, &Default::default(), &mut |_| {}).await?;
    Ok(bench)
}

/// The schedule that an apply ended with.
fn ready_at(applied: &Applied) -> u64 {
    let [waiting] = applied.waiting.as_slice() else { panic!("{applied:?}") };
    waiting.ready_at
}

/// An issue of GBP 1,000, which the replacement's denomination of GBP 5,000 refuses, as judged on a day.
async fn judged(bench: &Bench, at: u64) -> anyhow::Result<Explanation> {
    let desk = bench.desk()?;
    let leg = desk.leg(GILT, None)?;
    let question = Question::issue(wallet("INV-0001"), U256::from(100_000));
    Ok(desk.explain(&leg, &Question { at: Some(at), ahead: true, ..question }).await?)
}

#[tokio::test]
async fn a_scheduled_regime_is_judged_from_its_day_on_and_put_in_force_later() -> anyhow::Result<()>
{
    let bench = under_delay().await?;
    // The delay counts from a block that is later than the latest one.
    bench.connection.provider().anvil_set_block_timestamp_interval(5).await?;
    let changed = uk_sandbox("GBP 500,000,000", "GBP 5,000");
    let goal = replacement(changed.clone(), GILT)?;
    let ready_at = ready_at(&bench.apply(&goal).await?);
    assert!(bench.apply(&goal).await?.steps.is_empty(), "it is scheduled once");

    let before = judged(&bench, ready_at - 1).await?;
    assert_eq!((before.verdict, before.scheduled), (Verdict::Allowed, None));
    let after = judged(&bench, ready_at).await?;
    let rules: Vec<&str> = after.reasons.iter().map(|reason| reason.rule.as_str()).collect();
    assert_eq!((after.verdict, rules), (Verdict::Refused, vec!["UK-DEN"]));
    assert_eq!(after.profile.hash, changed.hash());
    let scheduled = after.scheduled.expect("the regime of that day");
    assert_eq!(
        (scheduled.from, scheduled.profile.as_deref()),
        (ready_at, Some("uk-sandbox 2026.11"))
    );
    assert!(after.reasons[0].details[0].contains("GBP 5,000"), "{:?}", after.reasons[0].details);

    // Everybody who looks sees it, and nothing is wrong.
    let bond = bench.desk()?.show_bond(GILT).await?;
    assert_eq!(bond.legs[0].scheduled, [scheduled]);
    let verification = bench.deployment()?.verify().await?;
    let [finding] = verification.findings.as_slice() else { panic!("{verification:?}") };
    assert_eq!((finding.severity, verification.is_sound()), (Severity::Notice, true));
    assert!(finding.message.starts_with("its regime is to be replaced from "), "{finding:?}");

    // What is due and was not executed is not in force.
    bench.connection.provider().anvil_set_next_block_timestamp(ready_at).await?;
    bench.connection.provider().anvil_mine(Some(1), None).await?;
    assert_eq!(judged(&bench, ready_at).await?.verdict, Verdict::Allowed);
    assert_eq!(judged(&bench, ready_at + 1).await?.verdict, Verdict::Refused);

    let last = bench.apply(&goal).await?;
    assert!(last.waiting.is_empty() && last.steps.len() == 1, "{last:?}");
    let done = judged(&bench, ready_at + 60).await?;
    assert_eq!((done.verdict, done.scheduled), (Verdict::Refused, None));
    assert_eq!(bench.deployment()?.verify().await?.findings, []);
    Ok(())
}

/// Contracts that come later get their role, and have their functions opened, by decisions of the governor that wait: what is scheduled is not wrong.
#[tokio::test]
async fn what_is_scheduled_for_contracts_that_come_later_is_noted_with_its_time()
-> anyhow::Result<()> {
    let bench = under_delay().await?;
    let goal = delayed(uk_goal())?
        .with_extra(SystemContract::Servicing)
        .with_extra(SystemContract::BondDocuments);
    let mut noted = BTreeSet::new();
    let mut applied = bench.apply(&goal).await?;
    while let Some(due) = applied.waiting.iter().map(|waiting| waiting.ready_at).max() {
        let due_at = |one: &Finding| {
            let times = applied.waiting.iter().map(|waiting| timestamp(waiting.ready_at));
            times
                .map(|time| format!("which is scheduled for {time}"))
                .any(|told| one.message.contains(&told))
        };
        let findings = bench.deployment()?.verify().await?.findings.into_iter();
        let told = findings.filter(due_at);
        noted.extend(told.map(|one| {
            let subject = one.subject.split(' ').next().map(str::to_owned);
            (one.severity == Severity::Notice, subject.unwrap_or_default())
        }));
        let provider = bench.connection.provider();
        provider.anvil_set_next_block_timestamp(due).await?;
        provider.anvil_mine(Some(1), None).await?;
        applied = bench.apply(&goal).await?;
    }
    let expected = ["BondDocuments", "Servicing", "paying-agent"];
    assert_eq!(noted, expected.map(|subject| (true, subject.to_owned())).into());
    assert_eq!(bench.deployment()?.verify().await?.findings, []);
    Ok(())
}

#[tokio::test]
async fn a_cancelled_replacement_is_never_in_force() -> anyhow::Result<()> {
    let bench = under_delay().await?;
    let goal = replacement(uk_sandbox("GBP 500,000,000", "GBP 5,000"), GILT)?;
    let ready_at = ready_at(&bench.apply(&goal).await?);
    let scheduled = judged(&bench, ready_at).await?.scheduled.expect("it is scheduled");
    let deployment = bench.deployment()?;
    let manager = deployment.manifest()?.address(SystemContract::AccessManager).expect("a manager");
    let governor = roles()[&Role::Governor];
    let call = ISecurityToken::setRegimeCall { regime_: scheduled.regime };
    let call = RoleManager::cancelCall {
        caller: governor,
        target: scheduled.token,
        data: call.abi_encode().into(),
    };
    let request = TransactionRequest::default()
        .with_from(governor)
        .with_to(manager)
        .with_input(call.abi_encode());
    let sent = bench.connection.provider().send_transaction(request).await?;
    assert!(sent.get_receipt().await?.status());
    let after = judged(&bench, ready_at).await?;
    assert_eq!((after.verdict, after.scheduled), (Verdict::Allowed, None));
    assert_eq!(deployment.verify().await?.findings, []);
    Ok(())
}

#[tokio::test]
async fn the_regimes_of_several_legs_are_scheduled_together() -> anyhow::Result<()> {
    let bench = Bench::start().await?;
    let goal = Goal::system(&roles()).with_instrument(gilt(us_exemption("GBP 1,000")));
    bench.apply(&delayed(goal)?).await?;
    let instrument = "treasury-gilt-2040@us-exemption";
    let goal = replacement(us_exemption("GBP 2,000"), instrument)?;
    let applied = bench.apply(&goal).await?;
    assert_eq!(applied.waiting.len(), 2, "{applied:?}");
    let latest = applied.waiting.iter().map(|waiting| waiting.ready_at).max().unwrap_or_default();
    bench.connection.provider().anvil_set_next_block_timestamp(latest).await?;
    bench.connection.provider().anvil_mine(Some(1), None).await?;
    let last = bench.apply(&goal).await?;
    assert!(last.waiting.is_empty() && last.steps.len() == 2, "{last:?}");
    assert_eq!(bench.deployment()?.verify().await?.findings, []);
    Ok(())
}

/// The role and the functions of a new contract wait too, side by side, and hold up no regime that is due.
#[tokio::test]
async fn a_due_regime_does_not_wait_for_what_was_decided_later() -> anyhow::Result<()> {
    let bench = under_delay().await?;
    let changed = uk_sandbox("GBP 500,000,000", "GBP 5,000");
    let ready_at = ready_at(&bench.apply(&replacement(changed.clone(), GILT)?).await?);
    let with_servicing = || -> anyhow::Result<Goal> {
        Ok(replacement(changed.clone(), GILT)?.with_extra(SystemContract::Servicing))
    };
    bench.connection.provider().anvil_set_next_block_timestamp(ready_at - 3_600).await?;
    let applied = bench.apply(&with_servicing()?).await?;
    let waiting: Vec<&str> = applied.waiting.iter().map(|one| one.step.as_str()).collect();
    assert_eq!(waiting.len(), 3, "{waiting:?}");
    bench.connection.provider().anvil_set_next_block_timestamp(ready_at).await?;
    bench.connection.provider().anvil_mine(Some(1), None).await?;
    let applied = bench.apply(&with_servicing()?).await?;
    let [role, functions] = applied.waiting.as_slice() else { panic!("{applied:?}") };
    assert!(role.step.starts_with("give ") && functions.step.starts_with("open "), "{applied:?}");
    assert!(role.ready_at > ready_at && functions.ready_at > ready_at, "{applied:?}");
    assert_eq!(judged(&bench, ready_at + 60).await?.profile.hash, changed.hash());
    assert_eq!(applied.steps.len(), 1, "the regime is replaced: {applied:?}");
    Ok(())
}

/// The gilt's regime under Rule 506(b), with or without a count of holders.
fn placed(holder_limit: &str) -> anyhow::Result<BoundProfile> {
    let inputs = [
        ("reporting", "reporting"),
        ("holding_cap", "none"),
        ("holder_limit", holder_limit),
        ("minimum", "GBP 1,000"),
        ("multiple", "GBP 1,000"),
    ];
    let inputs = inputs.map(|(name, value)| (name.to_owned(), value.to_owned()));
    Ok(Profile::load("us-506b")?.bind(&inputs.into())?)
}

#[tokio::test]
async fn books_that_a_scheduled_regime_begins_are_said_to_be_missing() -> anyhow::Result<()> {
    let bench = Bench::start().await?;
    let goal = Goal::system(&roles()).with_instrument(gilt(placed("none")?));
    bench.apply(&delayed(goal)?).await?;
    let (desk, mut book): (Desk, PrivateBook) = (bench.desk()?, bench.book()?);
    desk.import(&InvestorFile::Demo, &mut book, &Default::default(), &mut |_| {}).await?;
    let instrument = "treasury-gilt-2040@us-506b";
    let applied = bench.apply(&replacement(placed("2")?, instrument)?).await?;
    let desk = bench.desk()?;
    let leg = desk.leg(instrument, None)?;
    let question = Question::issue(wallet("INV-0010"), U256::from(100_000));
    let ahead = Question { at: Some(ready_at(&applied)), ahead: true, ..question };
    let explanation = desk.explain(&leg, &ahead).await?;
    let rules: Vec<&str> = explanation.reasons.iter().map(|one| one.rule.as_str()).collect();
    assert_eq!(rules, ["US-HOLDERS"]);
    assert_eq!(
        explanation.notes,
        [
            "that regime begins books when it is put in force (holders); here they are judged as not kept"
        ]
    );
    Ok(())
}
