//! `corridor deploy` and `corridor verify`

use snapbox::str;

use crate::bench::{Bench, UK_INPUTS};

#[test]
fn a_deployment_is_planned_applied_and_verified() {
    let bench = Bench::new();
    bench.private_file("uk.toml", UK_INPUTS);
    bench.run("devnet up --quiet").success();
    bench.run("verify").code(1).stdout_eq(str![[r#""#]]).stderr_eq(str![[r#""#]]);
    let deploy = "deploy --profile uk-sandbox --inputs uk.toml --terms treasury-gilt-2040";
    bench
        .run(&format!("{deploy} --dry-run"))
        .success()
        .stdout_eq(str![[r#""#]])
        .stderr_eq(str![[r#""#]]);
    assert!(!bench.path().join(".corridor/deployments").exists());
    bench.run(deploy).success().stdout_eq(str![[r#""#]]).stderr_eq(str![[r#""#]]);
    bench.run(deploy).success().stdout_eq(str![[r#""#]]).stderr_eq(str![[r#""#]]);
    bench.run("deploy --json").success().stdout_eq(str![[r#""#]]).stderr_eq(str![[r#""#]]);
    bench.run("verify").success().stdout_eq(str![[r#""#]]).stderr_eq(str![[r#""#]]);
}

#[test]
fn a_changed_profile_is_shown_and_replaced_on_demand() {
    let bench = Bench::with_gilt();
    bench.private_file("new.toml", &UK_INPUTS.replace("100,000\"", "200,000\""));
    let deploy = "deploy --profile uk-sandbox --inputs new.toml";
    bench.run(deploy).code(1).stdout_eq(str![[r#""#]]).stderr_eq(str![[r#""#]]);
    bench
        .run(&format!("{deploy} --dry-run"))
        .success()
        .stdout_eq(str![[r#""#]])
        .stderr_eq(str![[r#""#]]);
    bench
        .run(&format!("{deploy} --replace"))
        .success()
        .stdout_eq(str![[r#""#]])
        .stderr_eq(str![[r#""#]]);
    bench.run("verify").success().stdout_eq(str![[r#""#]]);
    bench.run("bond show treasury-gilt-2040").success().stdout_eq(str![[r#""#]]);
}
