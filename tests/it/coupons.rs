//! Coupons and redemptions on a real chain: exact to the unit, once each, whatever happens in between.

use std::sync::atomic::Ordering;
use std::time::Duration;

use alloy::network::TransactionBuilder as _;
use alloy::primitives::{Address, B256, U256, hex};
use alloy::providers::Provider as _;
use alloy::rpc::types::TransactionRequest;
use alloy::sol_types::SolCall as _;
use corridor_bindings::{CashToken, ISecurityToken, RoleManager, Servicing};
use corridor_deploy::accounts::Role;
use corridor_deploy::bulk::BulkOptions;
use corridor_deploy::deployment::{Deployment, SystemContract};
use corridor_deploy::devnet::travel;
use corridor_deploy::explain::LegHandle;
use corridor_deploy::network::Network;
use corridor_deploy::terms::Terms;
use corridor_operations::{
    CancelDistribution, Claim, CloseDistribution, Desk, Distribution, DistributionKind,
    IncreaseVolume, IssueError, Mint, MintCash, Mode, Operation, OperationError, Paid, Prepared,
    Redirect, Restrict, Wanted, Who,
};
use corridor_tests::bench::{Bench, amount, wallet};
use corridor_tests::coupon;
use corridor_tests::fragile::{Fragile, SLOW};

use crate::doctor::endpoint::away_once;

pub(crate) const BOND: &str = "treasury-gilt-2040";

/// Seconds of 2036-06-09, on which the gilt pays, at its beginning.
pub(crate) const PAYMENT: u64 = 2_096_582_400;

pub(crate) async fn issued() -> anyhow::Result<(Bench, Desk, LegHandle)> {
    let (bench, desk) = Bench::onboarded(&coupon::goal()).await?;
    let leg = desk.leg(BOND, None)?;
    for (reference, text) in
        [("INV-0001", "GBP 1,000"), ("INV-0002", "GBP 3,000"), ("INV-0003", "GBP 5,000")]
    {
        let (to, amount) = (wallet(reference), amount(text));
        desk.perform(&Mint { leg: leg.clone(), to, amount }, Mode::Execute).await?;
    }
    Ok((bench, desk, leg))
}

pub(crate) fn wanted(
    desk: &Desk,
    leg: &LegHandle,
    kind: DistributionKind,
    date: &str,
) -> anyhow::Result<Wanted> {
    Ok(Wanted {
        leg: leg.clone(),
        kind,
        payment_date: date.parse()?,
        cash: desk.cash_named("GBP")?,
        funder: None,
        election_until: None,
        part: None,
        // The chain is years before.
        skip_earlier: true,
        record: None,
    })
}

/// Declares by the terms and pays in, at the beginning of the day of payment.
pub(crate) async fn funded(desk: &Desk, wanted: &Wanted, at: u64) -> anyhow::Result<Distribution> {
    let terms = Terms::load(BOND)?;
    desk.declare(wanted, &terms, None, Mode::Execute).await?;
    travel(desk.connection(), at).await?;
    let id = desk.distributions(None).await?.last().expect("a distribution").id;
    let one = desk.distribution(id).await?;
    let to = desk.actors().address(Role::PayingAgent);
    let mint = MintCash { cash: one.cash.clone(), to, amount: one.cash.parse("1,000,000")? };
    desk.perform(&mint, Mode::Execute).await?;
    desk.fund(&one, None, Mode::Execute).await?;
    Ok(desk.distribution(id).await?)
}

pub(crate) async fn pay(desk: &Desk, one: &Distribution) -> Result<Paid, OperationError> {
    desk.pay(one, Mode::Execute, &BulkOptions::default(), &mut |_| {}).await
}

pub(crate) async fn cash_of(
    desk: &Desk,
    one: &Distribution,
    account: Address,
) -> anyhow::Result<U256> {
    Ok(desk.read(one.cash.token, &CashToken::balanceOfCall { account }).await?)
}

#[tokio::test]
async fn a_coupon_is_paid_to_the_unit_and_what_may_not_be_paid_is_kept() -> anyhow::Result<()> {
    let (bench, desk, leg) = issued().await?;
    let wanted = wanted(&desk, &leg, DistributionKind::Interest, "2036-06-09")?;
    let one = funded(&desk, &wanted, PAYMENT).await?;
    let block =
        Restrict { wallet: wallet("INV-0002"), flag: "blocked".parse().expect("a flag"), on: true };
    desk.perform(&block, Mode::Execute).await?;
    let paid = pay(&desk, &one).await?;
    // 2 1/8 per cent of 9,000, of which that on 3,000 is kept.
    assert_eq!((paid.paid.as_str(), paid.withheld.as_str()), ("tGBP 127.5", "tGBP 63.75"));
    assert_eq!((paid.unpaid.as_str(), paid.passed_over), ("tGBP 0", false));
    assert_eq!(paid.remainder, "tGBP 0");
    assert_eq!(cash_of(&desk, &one, wallet("INV-0001")).await?, U256::from(21_250_000));
    assert_eq!(cash_of(&desk, &one, wallet("INV-0002")).await?, U256::ZERO);

    let holder = wallet("INV-0002");
    let claim =
        Claim { distributions: vec![one.clone()], holder, signer: Who::Role(Role::PayingAgent) };
    let Err(OperationError::Refused(refused)) = desk.perform(&claim, Mode::Execute).await else {
        panic!("a blocked holder was paid")
    };
    assert_eq!(refused.reasons[0].rule, "UK-BLK-01");
    desk.perform(&Restrict { on: false, ..block }, Mode::Execute).await?;
    desk.perform(&claim, Mode::Execute).await?;
    assert_eq!(cash_of(&desk, &one, holder).await?, U256::from(63_750_000));
    let again = desk.perform(&claim, Mode::Execute).await;
    assert!(matches!(again, Err(OperationError::NothingDue { .. })), "{again:?}");

    assert!(pay(&desk, &one).await?.done_before);
    desk.perform(&CloseDistribution { distribution: one.clone() }, Mode::Execute).await?;
    let view = desk.distribution_view(&desk.distribution(one.id).await?).await?;
    assert_eq!((view.paid.as_str(), view.status.name()), ("tGBP 191.25", "closed"));
    assert_eq!(bench.deployment()?.verify().await?.findings, []);
    Ok(())
}

#[tokio::test]
async fn what_has_come_due_is_claimed_at_once_or_not_at_all() -> anyhow::Result<()> {
    let (bench, desk, leg) = issued().await?;
    let mut distributions = Vec::new();
    for (date, at) in [("2036-06-09", PAYMENT), ("2036-12-08", PAYMENT + 182 * 86_400)] {
        let wanted = wanted(&desk, &leg, DistributionKind::Interest, date)?;
        distributions.push(funded(&desk, &wanted, at).await?);
    }
    let (first, holder) = (distributions[0].clone(), wallet("INV-0002"));
    let claim = Claim { distributions, holder, signer: Who::Wallet(holder) };
    let flag = "blocked".parse().expect("a flag");
    let block = Restrict { wallet: holder, flag, on: true };
    desk.perform(&block, Mode::Execute).await?;
    let refused = desk.perform(&claim, Mode::Execute).await;
    assert!(matches!(refused, Err(OperationError::Refused(_))), "{refused:?}");
    desk.perform(&Restrict { on: false, ..block }, Mode::Execute).await?;
    let done = desk.perform(&claim, Mode::Execute).await?;
    assert_eq!(done.summary, format!("pay tGBP 63.75 and tGBP 63.75 to {holder}"));
    assert_eq!(cash_of(&desk, &first, holder).await?, U256::from(127_500_000));
    let other = wallet("INV-0003");
    let alone = Claim { distributions: vec![first.clone()], holder: other, signer: claim.signer };
    desk.perform(&alone, Mode::Execute).await?;
    let both = Claim { holder: other, ..claim };
    let again = desk.perform(&both, Mode::Execute).await;
    assert!(matches!(again, Err(OperationError::NothingDue { id: 1, .. })), "{again:?}");
    assert_eq!(cash_of(&desk, &first, other).await?, U256::from(106_250_000));
    assert_eq!(bench.deployment()?.verify().await?.findings, []);
    Ok(())
}

/// Sends something of the governor's that comes first in its block, and does not wait for it.
async fn hasten(desk: &Desk, data: Vec<u8>) -> anyhow::Result<B256> {
    let request = TransactionRequest::default()
        .with_from(desk.actors().address(Role::Governor))
        .with_to(desk.contract(SystemContract::AccessManager)?)
        .with_max_fee_per_gas(1_000_000_000_000)
        .with_max_priority_fee_per_gas(500_000_000_000)
        .with_input(data);
    Ok(*desk.connection().provider().send_transaction(request).await?.tx_hash())
}

/// Makes a block when so many transactions wait, and goes on making one for each.
async fn mine_when(desk: &Desk, waiting: u64) -> anyhow::Result<()> {
    let client = desk.connection().provider().client();
    loop {
        let pool: serde_json::Value = client.request_noparams("txpool_status").await?;
        if pool["pending"] == format!("{waiting:#x}") {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let _: serde_json::Value = client.request_noparams("evm_mine").await?;
    let _: serde_json::Value = client.request("evm_setAutomine", [true]).await?;
    Ok(())
}

/// What was tried before may be refused all the same, by what comes before it in its block.
#[tokio::test]
async fn what_the_contract_refused_is_paid_by_another_run() -> anyhow::Result<()> {
    let (_bench, desk, leg) = issued().await?;
    let wanted = wanted(&desk, &leg, DistributionKind::Interest, "2036-06-09")?;
    let one = funded(&desk, &wanted, PAYMENT).await?;
    let (role, account) = (3, desk.actors().address(Role::PayingAgent));
    let client = desk.connection().provider().client();
    let _: serde_json::Value = client.request("evm_setAutomine", [false]).await?;
    hasten(&desk, RoleManager::revokeRoleCall { roleId: role, account }.abi_encode()).await?;
    let (refused, mined) = tokio::join!(pay(&desk, &one), mine_when(&desk, 2));
    let (refused, ()) = (refused?, mined?);
    assert_eq!((refused.done_before, refused.left), (false, 3), "{refused:?}");
    assert_eq!(refused.report.map(|report| report.failed.len()), Some(1));
    // As long as it would be refused, nothing is sent.
    let again = desk.pay(&one, Mode::Execute, &BulkOptions::default(), &mut |_| {}).await;
    assert!(matches!(again, Err(OperationError::Reverted { .. })), "{again:?}");
    let grant = RoleManager::grantRoleCall { roleId: role, account, executionDelay: 0 };
    hasten(&desk, grant.abi_encode()).await?;
    let paid = pay(&desk, &one).await?;
    assert_eq!((paid.done_before, paid.left, paid.paid.as_str()), (false, 0, "tGBP 191.25"));
    assert_eq!(paid.report.map(|report| report.failed.len()), Some(0));
    assert!(pay(&desk, &one).await?.done_before);
    Ok(())
}

/// What a run came to is read when all is paid: a node that is away just then is waited for as between two batches.
#[tokio::test]
async fn a_node_that_is_away_behind_the_last_batch_is_waited_for() -> anyhow::Result<()> {
    let (bench, desk, leg) = issued().await?;
    let wanted = wanted(&desk, &leg, DistributionKind::Interest, "2036-06-09")?;
    let one = funded(&desk, &wanted, PAYMENT).await?;
    let network = bench.connection.network();
    let node = network.endpoint.url().to_string();
    let marker = hex::encode(Servicing::remainderCall::SELECTOR);
    let through = async |requests: usize| {
        let (address, refused) = away_once(&node, marker.clone(), requests).await?;
        let network = Network { endpoint: address.parse()?, ..network.clone() };
        let deployment = Deployment::open(&network.connect().await?, bench.store())?;
        anyhow::Ok((Desk::new(deployment, bench.actors()?)?, refused))
    };
    let (away, refused) = through(5).await?;
    let paid = pay(&away, &one).await?;
    assert_eq!((paid.done_before, paid.left, paid.paid.as_str()), (false, 0, "tGBP 191.25"));
    assert_eq!(refused.load(Ordering::SeqCst), 5);
    // One that stays away is not waited for any longer than between batches, and what is done is told.
    let (gone, _) = through(usize::MAX).await?;
    let patience = Duration::from_secs(1);
    let options = BulkOptions { patience, ..BulkOptions::default() };
    let left = gone.pay(&one, Mode::Execute, &options, &mut |_| {}).await;
    let Err(error @ OperationError::Bulk(_)) = left else { panic!("{left:?}") };
    let told = error.to_string();
    assert!(told.contains("the node did not come back within 1 s"), "{told}");
    assert!(told.ends_with("3 rows are done, run the command again to go on"), "{told}");
    assert!(pay(&desk, &one).await?.done_before);
    Ok(())
}

/// Whoever had its turn before the command knew of it is in no batch of the command's, which would be refused for it.
#[tokio::test]
async fn a_batch_that_somebody_else_sent_is_gone_on_from() -> anyhow::Result<()> {
    let (bench, desk, leg) = issued().await?;
    let wanted = wanted(&desk, &leg, DistributionKind::Interest, "2036-06-09")?;
    let one = funded(&desk, &wanted, PAYMENT).await?;
    let holders = ["INV-0001", "INV-0002", "INV-0003"].map(wallet);
    let first = holders.iter().min().expect("holders");
    let call = Servicing::payCall { id: U256::from(one.id), holders: vec![*first] };
    let request =
        TransactionRequest::default().with_to(desk.servicing()?).with_input(call.abi_encode());
    bench.actors()?.role(Role::PayingAgent)?.send_and_wait(request).await?;
    let paid = pay(&desk, &one).await?;
    assert_eq!((paid.done_before, paid.left, paid.paid.as_str()), (false, 0, "tGBP 191.25"));
    assert_eq!(paid.report.map(|report| report.failed.len()), Some(0));
    Ok(())
}

#[tokio::test]
async fn nobody_is_paid_early_and_nothing_is_declared_twice() -> anyhow::Result<()> {
    let (_bench, desk, leg) = issued().await?;
    let wanted = wanted(&desk, &leg, DistributionKind::Interest, "2036-06-09")?;
    let terms = Terms::load(BOND)?;
    assert_eq!(desk.declare(&wanted, &terms, None, Mode::Execute).await?.performed.len(), 2);
    assert_eq!(desk.declare(&wanted, &terms, None, Mode::Execute).await?.performed.len(), 0);
    let one = desk.distribution(1).await?;
    let early = desk.fund(&one, None, Mode::Execute).await;
    assert!(matches!(early, Err(OperationError::RecordDateToCome { .. })), "{early:?}");
    let unfunded = pay(&desk, &one).await;
    assert!(matches!(unfunded, Err(OperationError::NotPayable { .. })), "{unfunded:?}");
    // The record day is seven business days before.
    travel(desk.connection(), PAYMENT - 86_400).await?;
    let poor = desk.fund(&one, None, Mode::Execute).await;
    assert!(matches!(poor, Err(OperationError::TooLittleCash { .. })), "{poor:?}");
    let to = desk.actors().address(Role::PayingAgent);
    let mint = MintCash { cash: one.cash.clone(), to, amount: one.cash.parse("1,000")? };
    desk.perform(&mint, Mode::Execute).await?;
    desk.fund(&one, None, Mode::Execute).await?;
    let early = pay(&desk, &desk.distribution(1).await?).await;
    assert!(matches!(early, Err(OperationError::PaymentTooEarly { .. })), "{early:?}");
    desk.perform(&CancelDistribution { distribution: one.clone() }, Mode::Execute).await?;
    assert_eq!(cash_of(&desk, &one, to).await?, U256::from(1_000_000_000));
    // One that was cancelled is declared anew.
    assert_eq!(desk.declare(&wanted, &terms, None, Mode::Execute).await?.performed.len(), 1);
    let other = Wanted { payment_date: "2036-06-10".parse()?, ..wanted };
    let unknown = desk.declare(&other, &terms, None, Mode::Execute).await;
    assert!(matches!(unknown, Err(OperationError::NoSuchPayment { .. })), "{unknown:?}");
    let others = Terms::load("world-bank-bond-i")?;
    let wrong = desk.declare(&other, &others, None, Mode::Execute).await;
    assert!(matches!(wrong, Err(OperationError::OtherTerms { .. })), "{wrong:?}");
    Ok(())
}

#[tokio::test]
async fn maturity_redeems_everything_and_leaves_nothing_outstanding() -> anyhow::Result<()> {
    let (bench, desk, leg) = issued().await?;
    let wanted = wanted(&desk, &leg, DistributionKind::Redemption, "2040-12-07")?;
    let one = funded(&desk, &wanted, 2_238_451_200).await?;
    let paid = pay(&desk, &one).await?;
    let report = paid.report.expect("a run");
    assert_eq!((report.rows, report.failed.len()), (3, 0), "{report:?}");
    assert_eq!(paid.paid, "tGBP 9,000");
    assert_eq!(desk.read(leg.token, &ISecurityToken::totalSupplyCall {}).await?, U256::ZERO);
    assert_eq!(cash_of(&desk, &one, wallet("INV-0003")).await?, U256::from(5_000_000_000_u64));
    desk.perform(&CloseDistribution { distribution: one }, Mode::Execute).await?;
    let (tap, more) = more(&leg);
    for refused in [
        desk.perform(&more, Mode::Execute).await,
        desk.perform(&more, Mode::DryRun).await,
        desk.perform(&tap, Mode::Execute).await,
    ] {
        let Err(OperationError::Issue(error)) = refused else { panic!("{refused:?}") };
        assert!(matches!(&*error, IssueError::Matured { .. }), "{error}");
        assert!(error.to_string().contains("it matured at 2040-12-07"), "{error}");
    }
    assert_eq!(bench.deployment()?.verify().await?.findings, []);
    Ok(())
}

/// Whose units may not be redeemed keeps them, and what is there for it is told.
#[tokio::test]
async fn what_is_there_for_whom_a_redemption_passes_over_is_told() -> anyhow::Result<()> {
    let (_bench, desk, leg) = issued().await?;
    let wanted = wanted(&desk, &leg, DistributionKind::Redemption, "2040-12-07")?;
    let one = funded(&desk, &wanted, 2_238_451_200).await?;
    let holder = wallet("INV-0002");
    let block = Restrict { wallet: holder, flag: "blocked".parse().expect("a flag"), on: true };
    desk.perform(&block, Mode::Execute).await?;
    let paid = pay(&desk, &one).await?;
    let told = (paid.paid.as_str(), paid.withheld.as_str(), paid.unpaid.as_str());
    assert_eq!(told, ("tGBP 6,000", "tGBP 0", "tGBP 3,000"));
    assert!(paid.passed_over, "{paid:?}");
    desk.perform(&Restrict { on: false, ..block }, Mode::Execute).await?;
    let claim =
        Claim { distributions: vec![one.clone()], holder, signer: Who::Role(Role::PayingAgent) };
    desk.perform(&claim, Mode::Execute).await?;
    let view = desk.distribution_view(&desk.distribution(one.id).await?).await?;
    assert_eq!((view.paid.as_str(), view.unpaid.as_deref()), ("tGBP 9,000", Some("tGBP 0")));
    Ok(())
}

fn more(leg: &LegHandle) -> (IncreaseVolume, Mint) {
    let tap = IncreaseVolume { leg: leg.clone(), by: amount("GBP 1,000") };
    (tap, Mint { leg: leg.clone(), to: wallet("INV-0001"), amount: amount("GBP 1,000") })
}

/// What is paid in for all units is no longer enough when there are more of them.
#[tokio::test]
async fn nothing_more_is_issued_of_what_is_redeemed_with_cash_that_is_there() -> anyhow::Result<()>
{
    let (_bench, desk, leg) = issued().await?;
    let wanted = wanted(&desk, &leg, DistributionKind::Redemption, "2040-12-07")?;
    let (tap, more) = more(&leg);
    desk.declare(&wanted, &Terms::load(BOND)?, None, Mode::Execute).await?;
    desk.perform(&more, Mode::Execute).await?;
    let one = funded(&desk, &wanted, PAYMENT).await?;
    for refused in
        [desk.perform(&more, Mode::Execute).await, desk.perform(&tap, Mode::Execute).await]
    {
        let Err(OperationError::Issue(error)) = refused else { panic!("{refused:?}") };
        assert!(matches!(*error, IssueError::Redeemed { id: 1, .. }), "{error}");
        assert!(error.to_string().contains("`corridor coupon cancel 1`"), "{error}");
    }
    desk.perform(&CancelDistribution { distribution: one }, Mode::Execute).await?;
    desk.perform(&tap, Mode::Execute).await?;
    Ok(())
}

/// What a lost wallet is due goes to another wallet of the same investor, and to nobody else.
#[tokio::test]
async fn what_a_lost_wallet_is_due_goes_to_its_investor_alone() -> anyhow::Result<()> {
    let (_bench, desk, leg) = issued().await?;
    let wanted = wanted(&desk, &leg, DistributionKind::Interest, "2036-06-09")?;
    let one = funded(&desk, &wanted, PAYMENT).await?;
    let (lost, other) = (wallet("INV-0001"), wallet("INV-0002"));
    let redirect = Redirect { distribution: one, lost, replacement: other };
    let refused = desk.perform(&redirect, Mode::Execute).await;
    let is_refused = matches!(&refused, Err(error @ OperationError::Reverted { .. }) if error.to_string().contains("NotOneInvestor"));
    assert!(is_refused, "{refused:?}");
    Ok(())
}

/// A batch that somebody chose.
struct PayBatch {
    id: u64,
    holders: Vec<Address>,
}

impl Operation for PayBatch {
    const NAME: &'static str = "pay-batch";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let call = Servicing::payCall { id: U256::from(self.id), holders: self.holders.clone() };
        Ok(Prepared {
            summary: "pay a batch".to_owned(),
            signer: Who::Role(Role::PayingAgent),
            to: desk.servicing()?,
            data: call.abi_encode().into(),
            question: None,
            enters: None,
        })
    }
}

/// Whoever a batch passes by claims with the list of that batch, which the command finds; whoever was in it does not.
#[tokio::test]
async fn a_holder_whom_a_batch_left_out_claims_its_turn() -> anyhow::Result<()> {
    let (_bench, desk, leg) = issued().await?;
    let wanted = wanted(&desk, &leg, DistributionKind::Interest, "2036-06-09")?;
    let one = funded(&desk, &wanted, PAYMENT).await?;
    let mut wallets = ["INV-0001", "INV-0002", "INV-0003"].map(wallet);
    wallets.sort();
    let [first, left_out, last] = wallets;
    desk.perform(&PayBatch { id: one.id, holders: vec![first, last] }, Mode::Execute).await?;
    let claim = |holder| Claim {
        distributions: vec![one.clone()],
        holder,
        signer: Who::Role(Role::PayingAgent),
    };
    let paid_before = desk.perform(&claim(last), Mode::Execute).await;
    assert!(matches!(paid_before, Err(OperationError::NothingDue { .. })), "{paid_before:?}");
    let stranger = desk.perform(&claim(wallet("INV-0004")), Mode::Execute).await;
    assert!(matches!(stranger, Err(OperationError::NothingDue { .. })), "{stranger:?}");
    desk.perform(&claim(left_out), Mode::Execute).await?;
    assert!(cash_of(&desk, &one, left_out).await? > U256::ZERO);
    let again = desk.perform(&claim(left_out), Mode::Execute).await;
    assert!(matches!(again, Err(OperationError::NothingDue { .. })), "{again:?}");
    let view = desk.distribution_view(&desk.distribution(one.id).await?).await?;
    assert_eq!(view.due.as_ref(), Some(&view.paid));
    desk.perform(&CloseDistribution { distribution: one.clone() }, Mode::Execute).await?;
    Ok(())
}

#[tokio::test]
async fn a_node_killed_twice_while_a_coupon_is_paid_pays_everybody_once() -> anyhow::Result<()> {
    const COUNT: usize = 2_000;
    let fragile = Fragile::start_at(coupon::goal(), SLOW).await?;
    let desk = fragile.desk().await?;
    let leg = coupon::holders(&fragile, &desk, COUNT).await?;
    let one = coupon::funded(&desk, &leg).await?;
    let (paid, resent) = coupon::pay_disturbed(&fragile, &desk, &one, COUNT as u64, 2).await?;
    let failed = paid.report.map(|report| report.failed);
    assert!(resent > 0 && failed.is_some_and(|failed| failed.is_empty()), "{resent}");
    let payments = coupon::payments(&desk, &one).await?;
    assert_eq!(payments.len(), COUNT);
    assert!(payments.values().all(|(count, _)| *count == 1));
    let sum = payments.values().fold(U256::ZERO, |sum, (_, value)| sum + value);
    assert_eq!(sum, U256::from(desk.distribution(one.id).await?.progress.funded));
    Ok(())
}
