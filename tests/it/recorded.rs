//! Units are burnt when the interest on them is on record.

use corridor_deploy::devnet::travel;
use corridor_deploy::terms::Terms;
use corridor_operations::{
    DeclareError, Desk, Distribution, DistributionKind, Mode, OperationError, Unrecorded,
};

use crate::coupons::{BOND, issued, wanted};

/// Seconds of 2040-12-07, on which the gilt is redeemed, at its beginning.
const MATURITY: u64 = 2_238_451_200;

/// The payments of the gilt's last year, and one more of the year before.
const LAST: [&str; 3] = ["2039-12-07", "2040-06-07", "2040-12-07"];

/// What keeps a distribution from being paid.
async fn unrecorded(desk: &Desk, one: &Distribution) -> anyhow::Result<Vec<Unrecorded>> {
    let terms = Terms::load(BOND)?;
    let found = desk.unrecorded_interest(one, &terms).await?;
    let refused = desk.require_recorded_interest(one, &terms).await;
    match refused {
        Ok(()) => assert_eq!(found, []),
        Err(OperationError::Declare(error)) => {
            let expected = DeclareError::InterestFirst {
                id: one.id,
                kind: one.kind()?,
                unrecorded: found.clone(),
            };
            assert_eq!(*error, expected);
        }
        Err(other) => return Err(other.into()),
    }
    Ok(found)
}

#[tokio::test]
async fn a_redemption_waits_for_all_interest_up_to_its_day() -> anyhow::Result<()> {
    let (_bench, desk, leg) = issued().await?;
    let terms = Terms::load(BOND)?;
    let redemption = wanted(&desk, &leg, DistributionKind::Redemption, LAST[2])?;
    desk.declare(&redemption, &terms, None, Mode::Execute).await?;
    let redemption = desk.distribution(1).await?;
    let before = unrecorded(&desk, &redemption).await?;
    let last = before.last().expect("interest");
    assert_eq!(
        (last.payment.to_string(), last.record.to_string()),
        (LAST[2].to_owned(), "2040-11-28".to_owned())
    );
    assert_eq!(last.per_hundred.as_deref(), Some("GBP 2.125"));
    assert!(before.len() > 2 && before.iter().all(|one| one.distribution.is_none()), "{before:?}");
    // One that is declared is on record when its record day is over.
    desk.declare(
        &wanted(&desk, &leg, DistributionKind::Interest, LAST[1])?,
        &terms,
        None,
        Mode::Execute,
    )
    .await?;
    let of = |found: Vec<Unrecorded>, day: &str| {
        found.into_iter().find(|one| one.payment.to_string() == day)
    };
    let found = of(unrecorded(&desk, &redemption).await?, LAST[1]).expect("it");
    assert_eq!((found.distribution, found.barred), (Some(2), None));
    travel(desk.connection(), MATURITY - 100 * 86_400).await?;
    let found = unrecorded(&desk, &redemption).await?;
    assert_eq!(of(found.clone(), LAST[1]), None);
    // That before has its record day behind it: another day is named.
    let (_, from) = of(found, LAST[0]).and_then(|one| one.barred).expect("its day is over");
    assert_eq!(from, "2040-08-29");
    Ok(())
}
