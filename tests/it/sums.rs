//! Files of movements that are allowed one by one: what their sum is refused for, and what no sum is refused for.

use std::fmt::Write as _;

use alloy::eips::BlockId;
use alloy::primitives::{Address, U256};
use alloy::providers::Provider as _;
use corridor_bindings::ISecurityToken;
use corridor_deploy::bulk::BulkOptions;
use corridor_deploy::deployment::{Goal, Instrument};
use corridor_deploy::devnet::travel;
use corridor_deploy::explain::LegHandle;
use corridor_deploy::profile::Profile;
use corridor_deploy::terms::Security;
use corridor_operations::{
    Desk, Giver, InstructionFile, Mint, Mode, Moved, OperationError, PreApprove, SetLotTerms,
};
use corridor_tests::bench::{Bench, amount, gilt, roles, us_506b, wallet};
use corridor_tests::checkout;

const MORE_THAN_A_YEAR: u64 = 370 * 86_400;

/// Transfers to each recipient by a file.
async fn placed(
    bench: &Bench,
    (desk, leg): (&Desk, &LegHandle),
    from: &str,
    rows: &[(&str, &str)],
) -> Result<Moved, OperationError> {
    let path = bench.folder().join("transfers.csv");
    let mut text = "wallet,amount\n".to_owned();
    for (to, units) in rows {
        writeln!(text, "{},{units}", wallet(to)).expect("text");
    }
    std::fs::write(&path, text).expect("a file");
    let file = InstructionFile::new(&path, leg.currency);
    let (giver, options) = (Giver::Holder(wallet(from)), BulkOptions::default());
    desk.move_many(leg, giver, &file, Mode::Execute, &options, &mut |_| {}).await
}

async fn issue(desk: &Desk, leg: &LegHandle, to: &str, units: &str) -> anyhow::Result<()> {
    let mint = Mint { leg: leg.clone(), to: wallet(to), amount: amount(units) };
    desk.perform(&mint, Mode::Execute).await?;
    Ok(())
}

async fn held(desk: &Desk, leg: &LegHandle, account: Address) -> anyhow::Result<U256> {
    Ok(desk.read(leg.token, &ISecurityToken::balanceOfCall { account }).await?)
}

#[tokio::test]
async fn approvals_of_single_transfers_are_not_held_against_their_sum() -> anyhow::Result<()> {
    let root = checkout::root();
    let profile = Profile::read(&root.join("tests/profiles/house-approvals.toml"))?;
    let terms = root.join("tests/terms/second-gilt.toml");
    let terms = Security::load(&terms.display().to_string())?;
    let instrument = Instrument::new(&terms, profile.bind(&[].into())?)?;
    let goal = Goal::system(&roles()).with_instrument(instrument);
    let (bench, desk) = Bench::onboarded(&goal).await?;
    let leg = desk.leg(terms.id(), None)?;
    issue(&desk, &leg, "INV-0001", "GBP 10,000").await?;
    let rows = [("INV-0002", "6"), ("INV-0003", "6"), ("INV-0004", "6")];
    for (to, units) in rows {
        let approved = Some((amount(&format!("GBP {units}")), "2041-12-31".parse()?));
        let (from, to) = (wallet("INV-0001"), wallet(to));
        let approve = PreApprove { leg: leg.clone(), from, to, approved };
        desk.perform(&approve, Mode::Execute).await?;
    }
    let moved = placed(&bench, (&desk, &leg), "INV-0001", &rows).await?;
    assert_eq!((moved.rows, moved.refused.len()), (3, 0));
    assert_eq!(held(&desk, &leg, wallet("INV-0004")).await?, U256::from(600));
    Ok(())
}

/// Old units go to somebody who may not have young ones, and young ones to somebody who may. That only the second of them may have
/// all of it is no reason to refuse their sum.
#[tokio::test]
async fn what_one_recipient_may_not_have_is_not_held_against_the_sum() -> anyhow::Result<()> {
    let profile = us_506b("none");
    let goal = Goal::system(&roles()).with_instrument(gilt(profile));
    let (bench, desk) = Bench::onboarded(&goal).await?;
    let leg = desk.leg("treasury-gilt-2040", None)?;
    let restart = desk.restarting_flags(&leg)?;
    let dated = SetLotTerms { leg: leg.clone(), tranche: None, restart };
    desk.perform(&dated, Mode::Execute).await?;
    issue(&desk, &leg, "INV-0014", "GBP 200,000").await?;
    let block = desk.connection().provider().get_block(BlockId::latest()).await?;
    let now = block.map_or(0, |block| block.header.timestamp);
    travel(desk.connection(), now + MORE_THAN_A_YEAR).await?;
    issue(&desk, &leg, "INV-0014", "GBP 500,000").await?;
    let rows = [("INV-0021", "200000"), ("INV-0012", "300000")];
    let moved = placed(&bench, (&desk, &leg), "INV-0014", &rows).await?;
    assert_eq!((moved.rows, moved.refused.len()), (2, 0));
    // What stands in the way of each of them is a reason.
    let rows = [("INV-0021", "150000"), ("INV-0021", "150000")];
    let refused = placed(&bench, (&desk, &leg), "INV-0014", &rows).await;
    assert!(matches!(refused, Err(OperationError::RowsRefused { .. })), "{refused:?}");
    let rows = [("INV-0012", "150000"), ("INV-0011", "150000")];
    let refused = placed(&bench, (&desk, &leg), "INV-0014", &rows).await;
    let Err(OperationError::SumRefused(sum)) = refused else { panic!("{refused:?}") };
    let rules: Vec<_> = sum.explanation.reasons.iter().map(|one| one.rule.as_str()).collect();
    assert_eq!((rules, &*sum.total), (vec!["TOKEN-BALANCE"], "GBP 300,000"));
    Ok(())
}
