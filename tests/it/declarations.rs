//! What is declared once, in its turn, and what is wrong before anything is sent.

use std::time::Duration;

use alloy::providers::Provider;
use corridor_bindings::ISecurityToken;
use corridor_deploy::accounts::Role;
use corridor_deploy::explain::LegHandle;
use corridor_deploy::terms::Terms;
use corridor_operations::{
    CancelDistribution, DeclareError, Declared, Desk, DistributionKind, Mode, OperationError,
    Wanted,
};
use corridor_tests::bench::Bench;
use corridor_tests::coupon;

use crate::coupons::{BOND, issued, wanted};

/// Record days of the gilt that are ahead, in order.
const PAYMENTS: [&str; 4] = ["2036-06-09", "2036-12-08", "2037-06-08", "2037-12-07"];

async fn declare(desk: &Desk, wanted: &Wanted) -> Result<Declared, OperationError> {
    let terms = Terms::load(BOND).expect("built-in terms");
    desk.declare(wanted, &terms, None, Mode::Execute).await
}

/// How many record dates the bond has, and how many transactions the paying agent has sent.
async fn sent(desk: &Desk, leg: &LegHandle) -> anyhow::Result<(u64, u64)> {
    let dates = desk.read(leg.token, &ISecurityToken::recordDateCountCall {}).await?;
    let agent = desk.actors().address(Role::PayingAgent);
    let count = desk.connection().provider().get_transaction_count(agent).await?;
    Ok((dates.saturating_to(), count))
}

#[tokio::test]
async fn two_runs_at_once_declare_one_distribution() -> anyhow::Result<()> {
    let (bench, desk, leg) = issued().await?;
    for date in PAYMENTS {
        let wanted = wanted(&desk, &leg, DistributionKind::Interest, date)?;
        // The record date is there then, and would keep one of two runs from anything.
        let id = declare(&desk, &wanted).await?.distribution.expect("a number");
        let distribution = desk.distribution(id).await?;
        desk.perform(&CancelDistribution { distribution }, Mode::Execute).await?;
        let (one, other) = (bench.desk()?, bench.desk()?);
        let (one, other) = tokio::join!(declare(&one, &wanted), declare(&other, &wanted));
        assert!(one.is_ok() || other.is_ok(), "{one:?} {other:?}");
        // Whoever came too late says what has to be done, and the next run finds it done.
        let again = declare(&bench.desk()?, &wanted).await?;
        assert_eq!((again.distribution, again.performed.len()), (Some(id + 1), 0));
        assert_eq!(desk.distributions(None).await?.len() as u64, id + 1, "{one:?} {other:?}");
    }
    Ok(())
}

#[tokio::test]
async fn a_run_that_ended_before_its_transaction_was_mined_is_gone_on_from() -> anyhow::Result<()> {
    let bench = Bench::start_with_interval(300).await?;
    bench.apply(&coupon::goal()).await?;
    let desk = bench.desk()?;
    let leg = desk.leg(BOND, None)?;
    let agent = desk.actors().address(Role::PayingAgent);
    let mut ended_early = 0;
    for date in PAYMENTS {
        let wanted = wanted(&desk, &leg, DistributionKind::Interest, date)?;
        let before = sent(&desk, &leg).await?.1;
        let ended = async {
            // Its last one, the declaration itself.
            let provider = desk.connection().provider();
            while provider.get_transaction_count(agent).pending().await? < before + 2 {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            anyhow::Ok(())
        };
        let first = bench.desk()?;
        tokio::select! {
            // A block may come at once.
            done = declare(&first, &wanted) => drop(done?),
            ended = ended => {
                ended?;
                ended_early += 1;
            }
        }
        let again = declare(&bench.desk()?, &wanted).await?;
        assert_eq!(again.performed.len(), 0, "{again:?}");
    }
    let all = desk.distributions(None).await?;
    assert_eq!(all.len(), PAYMENTS.len(), "{all:?}");
    assert!(ended_early > 0, "every run came to its end");
    Ok(())
}

#[tokio::test]
async fn what_is_wrong_is_said_before_anything_is_sent() -> anyhow::Result<()> {
    let (_bench, desk, leg) = issued().await?;
    let interest = wanted(&desk, &leg, DistributionKind::Interest, PAYMENTS[1])?;
    let before = sent(&desk, &leg).await?;
    let wrong = |kind, part: Option<&str>, until: Option<&str>| {
        let part = part.map(|text| text.parse().expect("a rate"));
        let election_until = until.map(|text| text.parse().expect("a day"));
        Wanted { kind, part, election_until, ..interest.clone() }
    };
    let cases = [
        (wrong(DistributionKind::PartialCall, Some("0"), None), "more than 0 and less than 100"),
        (wrong(DistributionKind::PartialCall, Some("100"), None), "more than 0 and less than 100"),
        (wrong(DistributionKind::Call, Some("20"), None), "--part is for a partial call"),
        (wrong(DistributionKind::Interest, Some("20"), None), "--part is for a partial call"),
        (wrong(DistributionKind::Interest, None, Some("2036-12-01")), "--election-until is for"),
        (
            Wanted { skip_earlier: false, ..interest.clone() },
            "name an earlier day where --record-date",
        ),
    ];
    for (wanted, says) in cases {
        let error = declare(&desk, &wanted).await.expect_err(says);
        assert!(matches!(error, OperationError::Declare(_)), "{error:?}");
        assert!(error.to_string().contains(says), "{error}");
        assert_eq!(sent(&desk, &leg).await?, before, "{error}");
    }
    Ok(())
}

#[tokio::test]
async fn no_record_date_is_set_before_those_of_earlier_payments() -> anyhow::Result<()> {
    let (_bench, desk, leg) = issued().await?;
    let first = wanted(&desk, &leg, DistributionKind::Interest, PAYMENTS[0])?;
    declare(&desk, &first).await?;
    let in_turn = |date| {
        let wanted = wanted(&desk, &leg, DistributionKind::Interest, date)?;
        anyhow::Ok(Wanted { skip_earlier: false, ..wanted })
    };
    // What comes before the first one is lost already, so nothing more is lost by the next.
    let skips = declare(&desk, &in_turn(PAYMENTS[2])?).await;
    let is_said = matches!(&skips, Err(OperationError::Declare(error)) if matches!(
        **error,
        DeclareError::EarlierPayment { earlier, .. } if earlier.to_string() == PAYMENTS[1]
    ));
    assert!(is_said, "{skips:?}");
    for date in &PAYMENTS[1..] {
        let done = declare(&desk, &in_turn(date)?).await?;
        assert_eq!(done.performed.len(), 2, "{date}");
    }
    Ok(())
}
