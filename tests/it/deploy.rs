//! Deployment: once, twice, interrupted, on another chain, under a changed profile, with a delayed governor.

use std::ops::ControlFlow;

use alloy::primitives::Address;
use alloy::providers::Provider as _;
use alloy::providers::ext::AnvilApi;
use corridor_deploy::accounts::{Role, test_address};
use corridor_deploy::deployment::{DeploymentError, Goal, ManifestStore, Progress};
use corridor_deploy::profile::Fate;
use corridor_tests::bench::{Bench, gilt, roles, uk_goal, uk_sandbox, us_exemption};

fn both_profiles() -> Goal {
    uk_goal().with_instrument(gilt(us_exemption("GBP 1,000")))
}

#[tokio::test]
async fn everything_is_deployed_and_verified() -> anyhow::Result<()> {
    let bench = Bench::start().await?;
    let applied = bench.apply(&both_profiles()).await?;
    assert!(applied.waiting.is_empty() && !applied.interrupted);
    let verification = bench.deployment()?.verify().await?;
    assert_eq!(verification.findings, [], "{verification:#?}");
    assert!(verification.checks.len() > 150, "{}", verification.checks.len());
    Ok(())
}

#[tokio::test]
async fn a_second_apply_does_nothing() -> anyhow::Result<()> {
    let bench = Bench::start().await?;
    bench.apply(&both_profiles()).await?;
    let manifest = std::fs::read(bench.store().path())?;
    let plan = bench.deployment()?.plan(&both_profiles()).await?;
    assert!(plan.is_empty() && plan.changes.is_empty() && plan.notes.is_empty(), "{plan:?}");
    let applied = bench.apply(&both_profiles()).await?;
    assert!(applied.steps.is_empty());
    assert_eq!(std::fs::read(bench.store().path())?, manifest);
    Ok(())
}

/// The stages at which a run is cut off.
#[derive(Clone, Copy, Debug)]
enum Cut {
    Signed,
    Sent,
    Mined,
    Done,
}

fn reached(cut: Cut, progress: Progress<'_>) -> bool {
    matches!(
        (cut, progress),
        (Cut::Signed, Progress::Signed(_))
            | (Cut::Sent, Progress::Sent(_))
            | (Cut::Mined, Progress::Mined(_))
            | (Cut::Done, Progress::Done(_))
    )
}

#[tokio::test]
async fn an_interrupted_apply_resumes_wherever_it_was_cut() -> anyhow::Result<()> {
    let whole = Bench::start().await?.apply(&both_profiles()).await?.steps.len();
    for cut in [Cut::Signed, Cut::Sent, Cut::Mined, Cut::Done] {
        let bench = Bench::start().await?;
        let start = bench.connection.identity();
        let mut interruptions = 0;
        loop {
            // Every run does one more transaction and is cut off; nothing is kept but the manifest.
            let actors = bench.actors()?;
            let mut observer = |progress: Progress<'_>| match reached(cut, progress) {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            };
            let applied =
                bench.deployment()?.apply(&both_profiles(), &actors, &mut observer).await?;
            if !applied.interrupted {
                break;
            }
            interruptions += 1;
            assert!(interruptions <= whole, "{cut:?}: a step was done twice");
        }
        assert_eq!(interruptions, whole, "{cut:?}");
        let deployment = bench.deployment()?;
        assert_eq!(deployment.manifest()?.chain, start);
        assert!(deployment.manifest()?.pending.is_none());
        let verification = deployment.verify().await?;
        assert_eq!(verification.findings, [], "{cut:?}");
        // One transaction for each step: the issuer created three tokens, the governor six contracts and the rest.
        let sent = transactions(&bench).await?;
        assert_eq!(sent, whole as u64, "{cut:?}: {sent} transactions for {whole} steps");
    }
    Ok(())
}

async fn transactions(bench: &Bench) -> anyhow::Result<u64> {
    let mut sent = 0;
    for address in roles().values() {
        sent += bench.connection.provider().get_transaction_count(*address).await?;
    }
    Ok(sent)
}

#[tokio::test]
async fn a_transaction_whose_nonce_was_taken_is_done_again() -> anyhow::Result<()> {
    let bench = Bench::start().await?;
    let actors = bench.actors()?;
    let mut cut_before_sending = |progress: Progress<'_>| match progress {
        Progress::Signed(_) => ControlFlow::Break(()),
        _ => ControlFlow::Continue(()),
    };
    bench.deployment()?.apply(&uk_goal(), &actors, &mut cut_before_sending).await?;
    let governor = test_address(0)?;
    bench.connection.provider().anvil_set_nonce(governor, 1).await?;
    bench.apply(&uk_goal()).await?;
    assert_eq!(bench.deployment()?.verify().await?.findings, []);
    Ok(())
}

/// What was signed before the base fee rose would never be taken as it is.
#[tokio::test]
async fn a_step_that_offers_too_little_meanwhile_is_offered_more() -> anyhow::Result<()> {
    for cut in [Cut::Signed, Cut::Sent] {
        let bench = Bench::start().await?;
        let (provider, governor) = (bench.connection.provider(), test_address(0)?);
        provider.anvil_set_interval_mining(600).await?;
        let actors = bench.actors()?;
        let mut observer = |progress: Progress<'_>| match reached(cut, progress) {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        };
        bench.deployment()?.apply(&uk_goal(), &actors, &mut observer).await?;
        provider.anvil_set_next_block_base_fee_per_gas(100_000_000_000).await?;
        provider.anvil_mine(Some(1), None).await?;
        assert_eq!(provider.get_transaction_count(governor).await?, 0, "{cut:?}");
        provider.anvil_set_auto_mine(true).await?;
        bench.apply(&uk_goal()).await?;
        assert_eq!(bench.deployment()?.verify().await?.findings, [], "{cut:?}");
    }
    Ok(())
}

#[tokio::test]
async fn a_manifest_of_another_chain_is_refused_and_left_alone() -> anyhow::Result<()> {
    let (first, second) = (Bench::start().await?, Bench::start().await?);
    first.apply(&Goal::system(&roles())).await?;
    let manifest = std::fs::read(first.store().path())?;
    let path = second.folder().join("manifest.json");
    std::fs::write(&path, &manifest)?;
    let refused =
        corridor_deploy::deployment::Deployment::open(&second.connection, ManifestStore::at(&path));
    let Err(error @ DeploymentError::OtherChain { .. }) = refused else { panic!("{refused:?}") };
    assert!(error.to_string().contains("genesis"), "{error}");
    assert_eq!(std::fs::read(&path)?, manifest);
    let sent = transactions(&second).await?;
    assert_eq!(sent, 0);
    Ok(())
}

#[tokio::test]
async fn a_changed_profile_is_shown_and_put_in_force_only_on_request() -> anyhow::Result<()> {
    let bench = Bench::start().await?;
    bench.apply(&uk_goal()).await?;
    let changed = || uk_sandbox("GBP 500,000,000", "GBP 5,000");
    let goal = Goal::system(&roles()).with_profile(changed());
    let plan = bench.deployment()?.plan(&goal).await?;
    let [change] = plan.changes.as_slice() else { panic!("{plan:?}") };
    assert_eq!(change.instrument, "treasury-gilt-2040@uk-sandbox");
    let diff = change.diff.as_ref().expect("the profile in force can be read");
    let inputs: Vec<_> =
        diff.about.iter().map(|input| (input.id.as_str(), input.words.as_str())).collect();
    assert_eq!(
        inputs,
        [
            ("denomination_multiple", "GBP 1,000 -> GBP 5,000"),
            ("minimum_denomination", "GBP 1,000 -> GBP 5,000")
        ]
    );
    assert!(plan.steps.iter().all(|step| !step.to_string().contains("replace")), "{plan:?}");

    // The same instrument under the other inputs is refused without that request.
    let plain = Goal::system(&roles()).with_instrument(gilt(changed()));
    let refused = bench.deployment()?.plan(&plain).await;
    assert!(matches!(refused, Err(DeploymentError::ProfileChanged { .. })), "{refused:?}");

    let goal = goal.replacing("treasury-gilt-2040@uk-sandbox");
    bench.apply(&goal).await?;
    let deployment = bench.deployment()?;
    assert_eq!(
        deployment.manifest()?.bonds["treasury-gilt-2040@uk-sandbox"].profile,
        changed().hash()
    );
    assert_eq!(deployment.verify().await?.findings, []);
    assert!(deployment.plan(&goal).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn a_changed_rule_is_named() -> anyhow::Result<()> {
    let bench = Bench::start().await?;
    bench.apply(&uk_goal()).await?;
    let bound = uk_sandbox("GBP 500,000,000", "GBP 1,000");
    let text = bound.profile().text().replace("minimum = 2 }", "minimum = 3 }");
    let source = corridor_deploy::source::Source::from_text("changed.toml", text);
    let changed = corridor_deploy::profile::Profile::parse(source)?.bind(&bound.inputs())?;
    let plan = bench.deployment()?.plan(&Goal::system(&roles()).with_profile(changed)).await?;
    let diff = plan.changes[0].diff.as_ref().expect("the profile in force can be read");
    let rules: Vec<_> = diff.rules.iter().map(|rule| (rule.id.as_str(), rule.fate)).collect();
    assert_eq!(rules, [("UK-DSS-08", Fate::Changed)]);
    Ok(())
}

#[tokio::test]
async fn a_deployer_of_its_own_keeps_nothing() -> anyhow::Result<()> {
    let bench = Bench::start().await?;
    let goal = Goal { deployer: test_address(9)?, ..uk_goal() };
    bench.apply(&goal).await?;
    assert_eq!(bench.deployment()?.verify().await?.findings, []);
    assert!(bench.deployment()?.plan(&goal).await?.is_empty());
    // What comes later is the governor's.
    let later = Goal { deployer: test_address(9)?, ..both_profiles() };
    bench.apply(&later).await?;
    assert_eq!(bench.deployment()?.verify().await?.findings, []);
    Ok(())
}

#[tokio::test]
async fn a_delayed_governor_schedules_and_executes_later() -> anyhow::Result<()> {
    const DELAY: u32 = 3_600;
    let bench = Bench::start().await?;
    let deployer = test_address(9)?;
    let system = Goal { deployer, governor_delay: DELAY, ..Goal::system(&roles()) };
    bench.apply(&system).await?;
    assert_eq!(bench.deployment()?.verify().await?.findings, []);

    let goal = Goal { deployer, governor_delay: DELAY, ..uk_goal() };
    // A bond needs no decision of the governor: its functions are open to their roles when it is created.
    assert!(bench.apply(&goal).await?.waiting.is_empty());
    let changed = uk_sandbox("GBP 500,000,000", "GBP 5,000");
    let goal = Goal::system(&roles()).with_profile(changed);
    let goal = goal.replacing("treasury-gilt-2040@uk-sandbox");
    let goal = Goal { deployer, governor_delay: DELAY, ..goal };
    let first = bench.apply(&goal).await?;
    let [waiting] = first.waiting.as_slice() else {
        panic!("the governor replaces the regime: {first:?}")
    };
    let again = bench.apply(&goal).await?;
    assert!(again.steps.is_empty() && again.waiting.len() == 1, "{again:?}");
    bench.connection.provider().anvil_set_next_block_timestamp(waiting.ready_at).await?;
    bench.connection.provider().anvil_mine(Some(1), None).await?;
    let last = bench.apply(&goal).await?;
    assert!(last.waiting.is_empty(), "{last:?}");
    assert_eq!(bench.deployment()?.verify().await?.findings, []);
    assert!(bench.deployment()?.plan(&goal).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn two_roles_of_one_account_are_refused() -> anyhow::Result<()> {
    let bench = Bench::start().await?;
    let mut shared = roles();
    shared.insert(Role::Issuer, test_address(0)?);
    let refused = bench.deployment()?.plan(&Goal::system(&shared)).await;
    assert!(matches!(refused, Err(DeploymentError::RoleShared { .. })), "{refused:?}");
    Ok(())
}

#[tokio::test]
async fn amounts_in_a_foreign_currency_are_refused() -> anyhow::Result<()> {
    let bench = Bench::start().await?;
    let goal = Goal::system(&roles()).with_instrument(gilt(us_exemption("USD 200,000")));
    let refused = bench.deployment()?.plan(&goal).await;
    assert!(matches!(refused, Err(DeploymentError::OtherCurrency { .. })), "{refused:?}");
    assert!(!bench.store().path().exists());
    Ok(())
}

#[tokio::test]
async fn a_role_that_moved_is_refused() -> anyhow::Result<()> {
    let bench = Bench::start().await?;
    bench.apply(&Goal::system(&roles())).await?;
    let mut moved = roles();
    moved.insert(Role::Issuer, Address::repeat_byte(9));
    let refused = bench.deployment()?.plan(&Goal::system(&moved)).await;
    assert!(matches!(refused, Err(DeploymentError::RoleMoved { .. })), "{refused:?}");
    Ok(())
}
