//! Taps on a real chain, held against the terms: nothing but taps is added, each is made once and in its order.

use corridor_deploy::deployment::Goal;
use corridor_deploy::explain::LegHandle;
use corridor_deploy::source::Source;
use corridor_deploy::terms::Security;
use corridor_operations::{AmendedTerms, Desk, IncreaseVolume, Mode, OperationError, TapError};
use corridor_tests::bench::{Bench, amount, roles, stock, uk_goal};

const GILT: &str = include_str!("../../deploy/terms/treasury-gilt-2040.toml");
const SHARE: &str = include_str!("../terms/venue-stock.toml");

fn read(text: &str) -> Security {
    Security::parse(Source::from_text("t.toml", text)).expect("terms")
}

/// The gilt with taps of so many pounds each.
fn tapped(pounds: &[u64]) -> String {
    let mut text = GILT.to_owned();
    for (place, pounds) in pounds.iter().enumerate() {
        text += &format!("\n[[tap]]\namount = \"GBP {pounds}\"\nsettlement_date = 2030-01-02\n");
        for field in ["amount", "settlement_date"] {
            let path = format!("tap[{}].{field}", place + 1);
            text += &format!("[[assumption]]\nfield = \"{path}\"\nreason = \"Invented.\"\n");
        }
    }
    text
}

async fn tap(
    desk: &mut Desk,
    leg: &LegHandle,
    by: &str,
    terms: Option<&str>,
) -> Result<Vec<&'static str>, OperationError> {
    numbered(desk, leg, by, terms, None).await
}

async fn numbered(
    desk: &mut Desk,
    leg: &LegHandle,
    by: &str,
    terms: Option<&str>,
    number: Option<usize>,
) -> Result<Vec<&'static str>, OperationError> {
    let terms = terms.map(read);
    let tap = IncreaseVolume { leg: leg.clone(), by: amount(by) };
    let amended = terms.as_ref().map(|terms| AmendedTerms { terms, number });
    let done = desk.tap(&tap, amended, Mode::Execute).await?;
    Ok(done.iter().map(|one| one.operation).collect())
}

fn wrong<T: std::fmt::Debug>(result: Result<T, OperationError>) -> TapError {
    match result {
        Err(OperationError::Tap(error)) => *error,
        other => panic!("not refused: {other:?}"),
    }
}

#[tokio::test]
async fn terms_add_taps_and_each_is_made_once_in_its_order() -> anyhow::Result<()> {
    let (_bench, mut desk) = Bench::onboarded(&uk_goal()).await?;
    let desk = &mut desk;
    let leg = desk.leg("treasury-gilt-2040", None)?;
    let two = tapped(&[500, 300]);
    let others = [
        include_str!("../../deploy/terms/world-bank-bond-i.toml").to_owned(),
        two.replacen("rate = \"4.25\"", "rate = \"4.5\"", 1),
        two.replacen("name = \"", "name = \"New ", 1),
        SHARE.to_owned(),
    ];
    for other in &others {
        let error = wrong(tap(desk, &leg, "GBP 500", Some(other)).await);
        assert!(matches!(error, TapError::OtherTerms { .. }), "{error}");
    }
    for amount in ["GBP 300", "GBP 400", "GBP 800"] {
        let error = wrong(tap(desk, &leg, amount, Some(&two)).await);
        assert!(matches!(&error, TapError::NotNext { next, .. } if next == "GBP 500"), "{error}");
    }
    assert_eq!(
        tap(desk, &leg, "GBP 500", Some(&tapped(&[500]))).await?,
        ["increase-volume", "amend-terms"]
    );
    assert!(tap(desk, &leg, "GBP 500", Some(&tapped(&[500]))).await?.is_empty());
    // Made, and its terms only now: they alone are amended.
    assert_eq!(tap(desk, &leg, "GBP 500", Some(&two)).await?, ["amend-terms"]);
    assert_eq!(tap(desk, &leg, "GBP 300", Some(&two)).await?, ["increase-volume"]);
    assert!(tap(desk, &leg, "GBP 300", Some(&two)).await?.is_empty());
    let error = wrong(tap(desk, &leg, "GBP 400", Some(&two)).await);
    assert!(matches!(error, TapError::NoSuchTap { .. }), "{error}");
    // What was recorded is not taken back.
    let error = wrong(tap(desk, &leg, "GBP 500", Some(&tapped(&[500]))).await);
    assert!(matches!(error, TapError::OtherTerms { .. }), "{error}");
    // Without terms nothing is held against them, and what follows says so.
    assert_eq!(tap(desk, &leg, "GBP 7", None).await?, ["increase-volume"]);
    let error = wrong(tap(desk, &leg, "GBP 9", Some(&tapped(&[500, 300, 9]))).await);
    assert!(
        matches!(&error, TapError::RaisedOtherwise { raised, .. } if raised == "GBP 807"),
        "{error}"
    );
    assert_eq!(desk.deployment().verify().await?.findings, []);
    Ok(())
}

/// Of two taps of one amount the second is not made for the first one, which may have been interrupted.
#[tokio::test]
async fn taps_of_one_amount_are_told_apart() -> anyhow::Result<()> {
    let (_bench, mut desk) = Bench::onboarded(&uk_goal()).await?;
    let desk = &mut desk;
    let leg = desk.leg("treasury-gilt-2040", None)?;
    let raised = "GBP 500";
    let both = tapped(&[500, 500]);
    assert_eq!(tap(desk, &leg, raised, Some(&both)).await?, ["increase-volume", "amend-terms"]);
    let error = wrong(tap(desk, &leg, raised, Some(&both)).await);
    assert!(matches!(error, TapError::WhichTap { made: 1, next: 2, .. }), "{error}");
    assert!(error.to_string().contains("--number 2"), "{error}");
    assert!(numbered(desk, &leg, raised, Some(&both), Some(1)).await?.is_empty());
    let error = wrong(numbered(desk, &leg, raised, Some(&both), Some(3)).await);
    assert!(matches!(error, TapError::NoSuchTap { .. }), "{error}");
    let error = wrong(numbered(desk, &leg, "GBP 400", Some(&both), Some(2)).await);
    assert!(matches!(&error, TapError::OtherAmount { number: 2, .. }), "{error}");
    assert_eq!(numbered(desk, &leg, raised, Some(&both), Some(2)).await?, ["increase-volume"]);
    for number in [None, Some(1), Some(2)] {
        assert!(numbered(desk, &leg, raised, Some(&both), number).await?.is_empty());
    }
    // Those that were made are on record, so the terms have come with the next one.
    let three = tapped(&[500, 500, 500]);
    assert_eq!(tap(desk, &leg, raised, Some(&three)).await?, ["increase-volume", "amend-terms"]);
    assert!(tap(desk, &leg, raised, Some(&three)).await?.is_empty());
    assert_eq!(desk.deployment().verify().await?.findings, []);
    Ok(())
}

/// A share has no taps; more shares are authorised, and nothing else changes.
#[tokio::test]
async fn more_shares_are_authorised_once() -> anyhow::Result<()> {
    let goal = Goal::system(&roles()).with_instrument(stock());
    let (_bench, mut desk) = Bench::onboarded(&goal).await?;
    let desk = &mut desk;
    let leg = desk.leg("venue-stock", None)?;
    let more = SHARE.replacen("500,000,000 shares", "500000900 shares", 1);
    let other = more.replacen("ESVUFR", "ESVUFN", 1);
    let error = wrong(tap(desk, &leg, "900 shares", Some(&other)).await);
    assert!(matches!(error, TapError::OtherTerms { .. }), "{error}");
    let error = wrong(tap(desk, &leg, "800 shares", Some(&more)).await);
    assert!(matches!(&error, TapError::NotNext { next, .. } if next == "UNIT 900"), "{error}");
    let done = tap(desk, &leg, "900 shares", Some(&more)).await?;
    assert_eq!(done, ["increase-volume", "amend-terms"]);
    assert!(tap(desk, &leg, "900 shares", Some(&more)).await?.is_empty());
    let again = SHARE.replacen("500,000,000 shares", "500,001,000 shares", 1);
    let done = tap(desk, &leg, "100 shares", Some(&again)).await?;
    assert_eq!(done, ["increase-volume", "amend-terms"]);
    assert_eq!(desk.deployment().verify().await?.findings, []);
    Ok(())
}
