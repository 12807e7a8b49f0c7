//! Shares: issued beside bonds, moved and refused as they are, and told apart from them.

use alloy::primitives::U256;
use alloy::providers::ext::AnvilApi;
use corridor_bindings::{IBondToken, ISecurityToken};
use corridor_deploy::calendar::UtcDay;
use corridor_deploy::deployment::{DeploymentError, Instrument, Step, SystemContract};
use corridor_deploy::explain::LegHandle;
use corridor_deploy::identifiers::Currency;
use corridor_deploy::instrument::InstrumentKind;
use corridor_deploy::profile::{Profile, ProfileError};
use corridor_deploy::terms::Security;
use corridor_doctor::{DEFAULT_SPAN, examine};
use corridor_operations::{
    AdmitSymbol, Desk, IncreaseVolume, Mint, Mode, Operation, OperationError, RecordFact, Redeem,
    SetAverageVolume, SetVenue, SetVolumeShare, Transfer,
};
use corridor_tests::bench::{Bench, amount, gilt, stock, uk_goal, us_exemption, us_tsv, wallet};
use corridor_tests::checkout;

const GILT: &str = "treasury-gilt-2040@uk-sandbox";
const STOCK: &str = "venue-stock@us-tsv";

/// Within the years of the order, and behind the clock of whoever runs the tests.
const OPENING: &str = "2027-01-04";

fn created(steps: &[Step]) -> Vec<SystemContract> {
    let contract = |step: &Step| match step {
        Step::CreateContract { contract } => Some(*contract),
        _ => None,
    };
    steps.iter().filter_map(contract).collect()
}

fn day(text: &str) -> anyhow::Result<UtcDay> {
    Ok(text.parse()?)
}

/// A gilt and a stock on one chain, on the first day of the venue.
async fn side_by_side() -> anyhow::Result<(Bench, Desk)> {
    let (bench, desk) = Bench::onboarded(&uk_goal().with_instrument(stock())).await?;
    let opening = day(OPENING)?.start_seconds();
    bench.connection.provider().anvil_set_next_block_timestamp(opening).await?;
    bench.connection.provider().anvil_mine(Some(1), None).await?;
    Ok((bench, desk))
}

async fn done(desk: &Desk, operation: &impl Operation) -> anyhow::Result<()> {
    desk.perform(operation, Mode::Execute).await?;
    Ok(())
}

/// Everything that the order wants on record before a stock is traded.
async fn open_venue(desk: &Desk, leg: &LegHandle) -> anyhow::Result<()> {
    let until = Some(day("2029-12-31")?);
    for fact in ["same-rights", "venue-notice"] {
        done(desk, &RecordFact { leg: leg.clone(), fact: fact.parse()?, until }).await?;
    }
    let (group, notice) = ("venues".to_owned(), day("2026-10-01")?);
    done(desk, &AdmitSymbol { token: leg.token, group, notice, objection_days: None }).await?;
    done(desk, &SetVolumeShare { leg: leg.clone(), share: "0.25 %".parse()? }).await?;
    let (month, average) = (day("2026-12-01")?, amount("1,000,000 shares"));
    done(desk, &SetAverageVolume { leg: leg.clone(), month, average }).await
}

fn transfer(leg: &LegHandle, to: &str, units: &str) -> Transfer {
    let (from, to) = (wallet("INV-0011"), wallet(to));
    Transfer { leg: leg.clone(), from, to, amount: amount(units), operator: None }
}

#[tokio::test]
async fn a_bond_and_a_share_live_side_by_side() -> anyhow::Result<()> {
    let (bench, desk) = side_by_side().await?;
    let (bond, share) = (desk.leg(GILT, None)?, desk.leg(STOCK, None)?);
    let holder = wallet("INV-0011");
    done(&desk, &Mint { leg: bond, to: wallet("INV-0001"), amount: amount("GBP 5,000") }).await?;
    open_venue(&desk, &share).await?;
    let issue = Mint { leg: share.clone(), to: holder, amount: amount("10,000 shares") };
    done(&desk, &issue).await?;
    done(&desk, &SetVenue { leg: share.clone(), venue: holder, named: true }).await?;
    done(&desk, &transfer(&share, "INV-0012", "2,500 shares")).await?;
    done(&desk, &IncreaseVolume { leg: share.clone(), by: amount("1,000 shares") }).await?;
    let buy_back = Redeem { leg: share.clone(), from: holder, amount: amount("500 shares") };
    done(&desk, &buy_back).await?;

    let (token, holding) = (share.token, ISecurityToken::balanceOfCall { account: holder });
    assert_eq!(desk.read(token, &holding).await?, U256::from(7_000));
    assert_eq!(desk.read(token, &ISecurityToken::totalSupplyCall {}).await?, U256::from(9_500));
    let volume = desk.read(token, &ISecurityToken::issueVolumeCall {}).await?;
    assert_eq!(volume, U256::from(500_001_000));
    assert_eq!(desk.read(token, &ISecurityToken::decimalsCall {}).await?, 0);

    let deployment = bench.deployment()?;
    let verification = deployment.verify().await?;
    assert_eq!(verification.findings, [], "{verification:#?}");
    let manifest = deployment.manifest()?;
    let found = examine(&bench.connection, manifest, &[], DEFAULT_SPAN, &mut |_| {}).await?;
    assert_eq!(found.drifts().count(), 0, "{found:?}");
    let volumes = found.checks.iter().filter(|check| check.name == "issue-volume");
    assert_eq!(volumes.map(|check| check.compared).collect::<Vec<_>>(), [1, 1]);
    let plan = deployment.plan(&uk_goal().with_instrument(stock())).await?;
    assert!(plan.is_empty(), "{plan:?}");
    Ok(())
}

#[tokio::test]
async fn a_refusal_of_a_share_is_explained() -> anyhow::Result<()> {
    let (_bench, desk) = side_by_side().await?;
    let share = desk.leg(STOCK, None)?;
    open_venue(&desk, &share).await?;
    let holder = wallet("INV-0011");
    let issue = Mint { leg: share.clone(), to: holder, amount: amount("10,000 shares") };
    done(&desk, &issue).await?;
    let refused = desk.perform(&transfer(&share, "INV-0012", "1 share"), Mode::Execute).await;
    let Err(OperationError::Refused(explanation)) = refused else { panic!("{refused:?}") };
    let rules: Vec<_> = explanation.reasons.iter().map(|reason| reason.rule.as_str()).collect();
    assert_eq!(rules, ["TSV-01"]);
    assert_eq!(explanation.amount.to_string(), "UNIT 1");
    let too_many = Mint { leg: share.clone(), to: holder, amount: amount("500,000,000 shares") };
    let refused = desk.perform(&too_many, Mode::Execute).await;
    let Err(OperationError::Refused(explanation)) = refused else { panic!("{refused:?}") };
    assert!(explanation.reasons.iter().any(|reason| reason.rule == "TOKEN-VOLUME"));
    let in_money = Mint { leg: share, to: holder, amount: amount("USD 5") };
    let refused = desk.perform(&in_money, Mode::Execute).await.unwrap_err();
    assert!(matches!(refused, OperationError::OtherCurrency { .. }), "{refused}");
    Ok(())
}

/// Whoever issues bonds alone pays for no desk of shares.
#[tokio::test]
async fn the_desk_of_shares_comes_with_the_first_of_them() -> anyhow::Result<()> {
    let bench = Bench::start().await?;
    let first = bench.deployment()?.plan(&uk_goal()).await?;
    assert!(!created(&first.steps).contains(&SystemContract::EquityDesk));
    bench.apply(&uk_goal()).await?;
    let second = bench.deployment()?.plan(&uk_goal().with_instrument(stock())).await?;
    assert_eq!(
        created(&second.steps),
        [
            SystemContract::Permits,
            SystemContract::InstrumentLedger,
            SystemContract::RuleExtension,
            SystemContract::EquityDesk
        ]
    );
    bench.apply(&uk_goal().with_instrument(stock())).await?;
    let deployment = bench.deployment()?;
    let manifest = deployment.manifest()?;
    let kinds = manifest.bonds.values().map(|bond| (bond.kind, bond.currency.code()));
    assert_eq!(
        kinds.collect::<Vec<_>>(),
        [(InstrumentKind::Debt, "GBP"), (InstrumentKind::Equity, Currency::UNIT.code())]
    );
    assert_eq!(deployment.verify().await?.findings, []);
    Ok(())
}

#[tokio::test]
async fn a_manifest_that_calls_a_share_a_bond_is_found_out() -> anyhow::Result<()> {
    let (bench, desk) = side_by_side().await?;
    let mut manifest = bench.deployment()?.manifest()?.clone();
    manifest.bonds.get_mut(STOCK).expect("the stock").kind = InstrumentKind::Debt;
    bench.store().save(&manifest)?;
    let verification = bench.deployment()?.verify().await?;
    let found: Vec<&str> =
        verification.findings.iter().map(|finding| finding.message.as_str()).collect();
    assert!(found.iter().any(|finding| finding.contains("cannot be read")), "{found:?}");
    // A share has no such function.
    let token = manifest.bonds[STOCK].legs[0].token.address;
    assert!(desk.read(token, &IBondToken::maturityDateCall {}).await.is_err());
    Ok(())
}

#[test]
fn a_profile_says_what_may_be_issued_under_it() {
    let bond = Security::load("treasury-gilt-2040").expect("terms");
    let error = Instrument::new(&bond, us_tsv()).unwrap_err();
    let DeploymentError::Profile(cause) = &error else { panic!("{error}") };
    assert!(matches!(**cause, ProfileError::OtherKind { .. }), "{error}");
    for part in ["us-tsv", "[instruments]", "34-106402", "a corporate bond is outside it"] {
        assert!(error.to_string().contains(part), "{part}: {error}");
    }
    // A placement of shares counts holders, and is no placement of debt.
    let path = checkout::root().join("tests/terms/private-stock.toml");
    let shares = Security::load(&path.to_string_lossy()).expect("terms");
    let placed = [("reporting", "reporting"), ("holding_cap", "none"), ("holder_limit", "none")];
    for (security, profile, unit, more, only) in [
        (&bond, "us-506b-equity", "1 share", Some(("section_12g", "counted")), "equity alone"),
        (&shares, "us-506b", "GBP 1,000", None, "debt alone"),
    ] {
        let inputs = placed.into_iter().chain([("minimum", unit), ("multiple", unit)]).chain(more);
        let inputs = inputs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        let profile = Profile::load(profile).expect("profile").bind(&inputs).expect("inputs");
        let error = Instrument::new(security, profile).unwrap_err().to_string();
        assert!(error.contains(only), "{error}");
    }
    // The gilt is debt, as that profile wants it.
    assert_eq!(gilt(us_exemption("GBP 1,000")).kind(), InstrumentKind::Debt);
    assert_eq!(stock().kind(), InstrumentKind::Equity);
}
