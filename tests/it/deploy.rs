//! Deployment: once, twice, interrupted, on another chain, under a changed profile.

use std::ops::ControlFlow;

use corridor_deploy::deployment::Goal;
use corridor_tests::bench::{Bench, gilt, roles, uk_goal, uk_sandbox, us_exemption};

#[tokio::test]
async fn everything_is_deployed_and_verified() -> anyhow::Result<()> {
    let bench = Bench::start().await?;
    let goal = uk_goal().with_instrument(gilt(us_exemption("GBP 1,000")));
    let applied = bench.apply(&goal).await?;
    assert!(applied.waiting.is_none() && !applied.interrupted);
    let verification = bench.deployment()?.verify().await?;
    assert_eq!(verification.findings, [], "{verification:#?}");
    assert!(verification.checks.len() > 150, "{}", verification.checks.len());
    Ok(())
}
