//! Payments of a bond of two legs between which units go: nobody is recorded twice, and nobody escapes a redemption by leaving its leg, or
//! comes to one that is not its own.

use alloy::primitives::aliases::U40;
use alloy::primitives::{B256, U256};
use corridor_bindings::Servicing;
use corridor_deploy::accounts::Role;
use corridor_deploy::calendar::UtcDay;
use corridor_deploy::deployment::{CashTerms, Goal, SystemContract};
use corridor_deploy::devnet::travel;
use corridor_deploy::explain::LegHandle;
use corridor_deploy::terms::Terms;
use corridor_operations::{
    AddRecordDate, CancelDistribution, CloseRoute, Declare, DeclareError, Desk, DistributionKind,
    Exchange, ExchangeError, LateRecord, Mint, MintCash, Mode, OperationError, Wanted, kind_number,
};
use corridor_tests::bench::{Bench, amount, gilt, roles, us_exemption, wallet};

use crate::routes::{certificate, inward};

/// Both legs have holders, and units may go from the one outside the United States to the other.
async fn issued() -> anyhow::Result<(Bench, Desk, Exchange)> {
    let currency = "GBP".parse().expect("a currency");
    let goal = Goal::system(&roles())
        .with_instrument(gilt(us_exemption("GBP 1,000")))
        .with_extra(SystemContract::Servicing)
        .with_extra(SystemContract::BondDocuments)
        .with_cash(CashTerms { currency, decimals: 6, allowlisted: false });
    let (bench, desk) = Bench::onboarded(&goal).await?;
    let exchange = inward(&desk)?;
    let mint = Mint { leg: exchange.leg.clone(), to: exchange.from, amount: amount("GBP 5,000") };
    desk.perform(&mint, Mode::Execute).await?;
    desk.perform(&certificate(&exchange), Mode::Execute).await?;
    desk.perform(&exchange, Mode::Execute).await?;
    Ok((bench, desk, exchange))
}

/// Declares something of a leg, whatever the terms say, to be paid an hour from now at par.
async fn declare(
    desk: &Desk,
    leg: &LegHandle,
    kind: DistributionKind,
    now: u64,
) -> anyhow::Result<u64> {
    let (of_all, index) = (kind.is_of_all(), if kind.has_record_date() { 0 } else { u16::MAX });
    let declaration = Servicing::Declaration {
        bond: leg.token,
        kind: kind_number(kind),
        recordDateIndex: index,
        paymentDate: U40::from(now + 3_600),
        electionEnd: U40::ZERO,
        cash: desk.cash_named("GBP")?.token,
        funder: desk.actors().address(Role::PayingAgent),
        numerator: 10_000,
        denominator: 1,
        fractionNumerator: 1,
        fractionDenominator: if of_all { 1 } else { 2 },
    };
    desk.perform(&Declare { leg: leg.clone(), kind, declaration }, Mode::Execute).await?;
    Ok(desk.distributions(None).await?.last().expect("it is declared").id)
}

async fn fund(desk: &Desk, id: u64) -> anyhow::Result<()> {
    let one = desk.distribution(id).await?;
    let to = desk.actors().address(Role::PayingAgent);
    let mint = MintCash { cash: one.cash.clone(), to, amount: one.cash.parse("1,000,000")? };
    desk.perform(&mint, Mode::Execute).await?;
    desk.fund(&one, None, Mode::Execute).await?;
    Ok(())
}

fn kept_back<T: std::fmt::Debug>(result: Result<T, OperationError>) -> ExchangeError {
    match result {
        Err(OperationError::Exchange(error)) => *error,
        other => panic!("not kept back: {other:?}"),
    }
}

/// What is redeemed of a holding in part stays on its leg until it is paid; what is not redeemed goes where it likes.
#[tokio::test]
async fn a_part_that_is_redeemed_does_not_leave_its_leg() -> anyhow::Result<()> {
    let (bench, desk, exchange) = issued().await?;
    let now = bench.now().await?;
    let record = AddRecordDate { leg: exchange.leg.clone(), at: now + 60 };
    desk.perform(&record, Mode::Execute).await?;
    let id = declare(&desk, &exchange.leg, DistributionKind::PartialCall, now).await?;
    // Of 4,000 on the leg half is redeemed. Before the record date any of it may go.
    let all = Exchange { amount: amount("GBP 4,000"), ..exchange.clone() };
    desk.perform(&all, Mode::DryRun).await?;
    travel(desk.connection(), now + 120).await?;
    let Err(error) = desk.perform(&all, Mode::DryRun).await else { panic!("it left") };
    let text = error.to_string();
    assert!(text.contains("GBP 2,000 of what it had there on record days is redeemed"), "{text}");
    assert!(text.contains("and GBP 0 would be left"), "{text}");
    let more = Exchange { amount: amount("GBP 3,000"), ..exchange.clone() };
    let error = kept_back(desk.perform(&more, Mode::Execute).await);
    assert!(matches!(&error, ExchangeError::PartUnpaid(part) if part.id == 1), "{error}");
    let rest = Exchange { amount: amount("GBP 2,000"), ..exchange };
    // Of two parts the sum has to be left.
    let other = declare(&desk, &rest.leg, DistributionKind::PartialRedemption, now).await?;
    let error = kept_back(desk.perform(&rest, Mode::Execute).await);
    assert!(error.to_string().contains("GBP 4,000 of what it had there"), "{error}");
    let distribution = desk.distribution(other).await?;
    desk.perform(&CancelDistribution { distribution }, Mode::Execute).await?;
    desk.perform(&rest, Mode::Execute).await?;
    // Once it is paid all of what is left may go.
    fund(&desk, id).await?;
    travel(desk.connection(), now + 7_200).await?;
    let one = desk.distribution(id).await?;
    let paid = desk.pay(&one, Mode::Execute, &Default::default(), &mut |_| {}).await?;
    assert_eq!(paid.not_redeemed, []);
    Ok(())
}

/// A leg that is called alone is closed to the other, from the call on; one that is redeemed with it is until it is paid in.
#[tokio::test]
async fn nothing_leaves_or_comes_to_a_leg_that_is_redeemed_alone() -> anyhow::Result<()> {
    let (bench, desk, exchange) = issued().await?;
    let now = bench.now().await?;
    for called in [exchange.leg.clone(), exchange.enters.clone()] {
        let id = declare(&desk, &called, DistributionKind::Call, now).await?;
        let error = kept_back(desk.perform(&exchange, Mode::Execute).await);
        assert!(matches!(error, ExchangeError::Redeemed { .. }), "{error}");
        assert!(error.to_string().contains(&format!("the call of leg {}", called.leg)), "{error}");
        let distribution = desk.distribution(id).await?;
        desk.perform(&CancelDistribution { distribution }, Mode::Execute).await?;
        desk.perform(&exchange, Mode::DryRun).await?;
    }
    // Both are called for one day at one price.
    declare(&desk, &exchange.leg, DistributionKind::Call, now).await?;
    let id = declare(&desk, &exchange.enters, DistributionKind::Call, now).await?;
    desk.perform(&exchange, Mode::Execute).await?;
    fund(&desk, id).await?;
    let error = kept_back(desk.perform(&exchange, Mode::Execute).await);
    assert!(error.to_string().contains("is paid in for what it has"), "{error}");
    Ok(())
}

/// Units go along a route, so a payment has one record day for both of its ends, or the route is closed.
#[tokio::test]
async fn legs_that_a_route_connects_record_a_payment_on_one_day() -> anyhow::Result<()> {
    let (_bench, desk, exchange) = issued().await?;
    let terms = Terms::load("treasury-gilt-2040")?;
    let wanted = |leg: &LegHandle, day: Option<&str>| -> anyhow::Result<Wanted> {
        let record = day.map(|day| -> anyhow::Result<LateRecord> {
            let notice = "notice.txt".to_owned();
            Ok(LateRecord { day: day.parse()?, notice, hash: B256::repeat_byte(7) })
        });
        Ok(Wanted {
            leg: leg.clone(),
            kind: DistributionKind::Interest,
            payment_date: "2027-12-07".parse()?,
            cash: desk.cash_named("GBP")?,
            funder: None,
            election_until: None,
            part: None,
            skip_earlier: true,
            record: record.transpose()?,
        })
    };
    let first = wanted(&exchange.leg, None)?;
    desk.declare(&first, &terms, None, Mode::Execute).await?;
    let late = UtcDay::from_date("2027-11-27".parse()?)?.start_seconds();
    travel(desk.connection(), late).await?;
    let second = wanted(&exchange.enters, Some("2027-12-01"))?;
    for mode in [Mode::DryRun, Mode::Execute] {
        let refused = desk.declare(&second, &terms, None, mode).await;
        let Err(OperationError::Declare(error)) = refused else { panic!("{refused:?}") };
        let DeclareError::OtherRecordDay { id: 1, record, other, .. } = &*error else {
            panic!("{error}")
        };
        assert_eq!((record.as_str(), other.as_str()), ("2027-12-01", "2027-11-26"));
    }
    assert_eq!(desk.distributions(None).await?.len(), 1);
    let Exchange { leg, enters, .. } = exchange;
    for (leg, enters) in [(leg.clone(), enters.clone()), (enters, leg)] {
        let close = CloseRoute { leg, enters, reason: "a record day was missed".to_owned() };
        desk.perform(&close, Mode::Execute).await?;
    }
    desk.declare(&second, &terms, None, Mode::Execute).await?;
    assert_eq!(desk.distributions(None).await?.len(), 2);
    Ok(())
}

/// After maturity every leg is redeemed as it stands.
#[tokio::test]
async fn nothing_goes_to_another_leg_after_maturity() -> anyhow::Result<()> {
    let (_bench, desk, exchange) = issued().await?;
    let matured = UtcDay::from_date("2040-12-08".parse()?)?.start_seconds();
    travel(desk.connection(), matured).await?;
    let error = kept_back(desk.perform(&exchange, Mode::Execute).await);
    assert!(matches!(error, ExchangeError::Matured { .. }), "{error}");
    let holder = wallet("INV-0021");
    let refused = desk.require_exchangeable(&exchange.enters, &exchange.leg, holder, U256::ONE);
    assert!(refused.await.is_err());
    Ok(())
}
