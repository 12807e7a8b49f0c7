//! What a run of payments comes to is known before it, and what a lost wallet is due is never lost.

use alloy::primitives::aliases::U40;
use alloy::primitives::{Address, B256, U256};
use alloy::sol_types::SolCall as _;
use corridor_bindings::{ISecurityToken, Servicing};
use corridor_deploy::accounts::{Role, test_address};
use corridor_deploy::bulk::BulkOptions;
use corridor_deploy::deployment::{CashTerms, Goal, SystemContract};
use corridor_deploy::devnet::travel;
use corridor_deploy::explain::LegHandle;
use corridor_deploy::terms::Terms;
use corridor_operations::{
    AddRecordDate, AdmitToCash, Attest, Claim, ClaimError, CloseDistribution, Declare,
    DeclareDefault, DefaultKind, Desk, Distribution, DistributionKind, DistributionStatus, Elect,
    LinkWallet, Mint, MintCash, Mode, NotRedeemed, Operation, OperationError, Paid, Performed,
    Prepared, Recover, Recovery, Redeem, Redirect, RedirectError, Restrict, Transfer, Wanted, Who,
    kind_number,
};
use corridor_tests::bench::{Bench, amount, uk_goal, wallet};

use crate::coupons::{BOND, PAYMENT, cash_of, funded, issued, pay, wanted};

/// The end of the life of the gilt, at its beginning.
const MATURITY: u64 = 2_238_451_200;

/// Cash that goes to nobody who is not registered, which no verdict of the bond tells.
fn allowlisted() -> Goal {
    let currency = "GBP".parse().expect("a currency");
    uk_goal()
        .with_extra(SystemContract::Servicing)
        .with_extra(SystemContract::BondDocuments)
        .with_cash(CashTerms { currency, decimals: 6, allowlisted: true })
}

pub(crate) async fn restrict(desk: &Desk, reference: &str, on: bool) -> anyhow::Result<()> {
    let (wallet, flag) = (wallet(reference), "blocked".parse().expect("a flag"));
    desk.perform(&Restrict { wallet, flag, on }, Mode::Execute).await?;
    Ok(())
}

/// An identity check for the years to come, which a recovery asks for.
async fn identify(desk: &Desk, reference: &str) -> anyhow::Result<()> {
    let (category, until) = ("identity".parse()?, "2041-12-31".parse()?);
    desk.perform(&Attest { wallet: wallet(reference), category, until }, Mode::Execute).await?;
    Ok(())
}

/// Declares by the terms, and waits until it is paid.
pub(crate) async fn declared(desk: &Desk, wanted: &Wanted) -> anyhow::Result<()> {
    desk.declare(wanted, &Terms::load(BOND)?, None, Mode::Execute).await?;
    travel(desk.connection(), PAYMENT).await?;
    Ok(())
}

/// Holders of 1,000, 3,000 and 5,000, and contracts that may receive the cash.
async fn strict() -> anyhow::Result<(Bench, Desk, LegHandle)> {
    let (bench, desk) = Bench::onboarded(&allowlisted()).await?;
    let (leg, cash) = (desk.leg(BOND, None)?, desk.cash_named("GBP")?);
    for (reference, text) in
        [("INV-0001", "GBP 1,000"), ("INV-0002", "GBP 3,000"), ("INV-0003", "GBP 5,000")]
    {
        let (to, amount) = (wallet(reference), amount(text));
        desk.perform(&Mint { leg: leg.clone(), to, amount }, Mode::Execute).await?;
    }
    for account in [desk.servicing()?, desk.actors().address(Role::PayingAgent)] {
        desk.perform(&AdmitToCash { cash: cash.clone(), account }, Mode::Execute).await?;
    }
    Ok((bench, desk, leg))
}

/// What a run comes to: as the dry run before it says, which changes nothing.
async fn foreseen(desk: &Desk, one: &Distribution) -> anyhow::Result<Paid> {
    let dry = desk.pay(one, Mode::DryRun, &BulkOptions::default(), &mut |_| {}).await?;
    assert!(dry.report.is_none());
    assert_eq!(desk.distribution(one.id).await?.progress.batches.to::<u64>(), 0);
    let paid = pay(desk, one).await?;
    let split = |paid: &Paid| {
        let figures = [&paid.paid, &paid.withheld, &paid.unpaid, &paid.remainder];
        let refused = serde_json::to_value(&paid.refused).expect("a list");
        let gone = paid.not_redeemed.clone();
        (figures.map(Clone::clone), refused, gone, paid.holders, paid.left, paid.passed_over)
    };
    assert_eq!(split(&dry), split(&paid));
    // When all have had their turn, a dry run has nothing to foresee.
    let again = desk.pay(one, Mode::DryRun, &BulkOptions::default(), &mut |_| {}).await?;
    assert!(again.done_before, "{again:?}");
    assert_eq!(split(&again), split(&paid));
    Ok(paid)
}

pub(crate) fn reasons(paid: &Paid) -> Vec<(Address, bool, Vec<&str>)> {
    let refused = paid.refused.iter();
    refused
        .map(|one| (one.holder, one.kept, one.reasons.iter().map(String::as_str).collect()))
        .collect()
}

#[tokio::test]
async fn a_dry_run_knows_whom_bond_and_cash_refuse() -> anyhow::Result<()> {
    let (_bench, desk, leg) = strict().await?;
    let wanted = wanted(&desk, &leg, DistributionKind::Interest, "2036-06-09")?;
    declared(&desk, &wanted).await?;
    // It held units at the record date, and is nobody's wallet any more.
    let gone = wallet("INV-0003");
    identify(&desk, "INV-0003").await?;
    let recovery = Recovery { legs: vec![leg], lost: gone, replacement: test_address(90)? };
    desk.recover(&recovery, Mode::Execute).await?;
    let one = funded(&desk, &wanted, PAYMENT + 60).await?;
    restrict(&desk, "INV-0002", true).await?;
    // One that has claimed before has no turn.
    let holder = wallet("INV-0001");
    let claim = Claim { distributions: vec![one.clone()], holder, signer: Who::Wallet(holder) };
    desk.perform(&claim, Mode::Execute).await?;
    let paid = foreseen(&desk, &desk.distribution(one.id).await?).await?;
    assert_eq!((paid.paid.as_str(), paid.withheld.as_str()), ("tGBP 21.25", "tGBP 170"));
    let mut expected =
        vec![(wallet("INV-0002"), true, vec!["UK-BLK-01"]), (gone, true, vec!["CASH-REFUSED"])];
    expected.sort();
    assert_eq!(reasons(&paid), expected);
    // So is a claim.
    let signer = Who::Role(Role::PayingAgent);
    let claim = Claim { distributions: vec![one.clone()], holder: gone, signer };
    for mode in [Mode::DryRun, Mode::Execute] {
        let refused = desk.perform(&claim, mode).await;
        let Err(OperationError::Claim(error)) = refused else { panic!("{refused:?}") };
        let is_cash =
            matches!(*error, ClaimError::CashRefused { id: 1, holder, .. } if holder == gone);
        assert!(is_cash, "{error}");
    }
    Ok(())
}

#[tokio::test]
async fn a_dry_run_knows_whose_units_are_not_redeemed() -> anyhow::Result<()> {
    let (_bench, desk, leg) = strict().await?;
    let wanted = wanted(&desk, &leg, DistributionKind::Redemption, "2040-12-07")?;
    let one = funded(&desk, &wanted, MATURITY).await?;
    restrict(&desk, "INV-0002", true).await?;
    let paid = foreseen(&desk, &one).await?;
    assert_eq!((paid.paid.as_str(), paid.unpaid.as_str()), ("tGBP 6,000", "tGBP 3,000"));
    assert!(paid.passed_over);
    assert_eq!(reasons(&paid), [(wallet("INV-0002"), false, vec!["UK-BLK-01"])]);
    assert_eq!(paid.refused[0].redeems.as_deref(), Some("GBP 3,000"));
    Ok(())
}

/// A declaration of a kind, paid at par from a second on.
async fn raw(
    desk: &Desk,
    leg: &LegHandle,
    kind: DistributionKind,
    [paid_from, election_end]: [u64; 2],
) -> anyhow::Result<Declare> {
    let (elects, cash) = (election_end != 0, desk.cash_named("GBP")?);
    let declaration = Servicing::Declaration {
        bond: leg.token,
        kind: kind_number(kind),
        recordDateIndex: if elects { u16::MAX } else { 0 },
        paymentDate: U40::from(paid_from),
        electionEnd: U40::from(election_end),
        cash: cash.token,
        funder: desk.actors().address(Role::PayingAgent),
        numerator: 10_000,
        denominator: 1,
        fractionNumerator: if elects { 0 } else { 1 },
        fractionDenominator: if elects { 0 } else { 3 },
    };
    Ok(Declare { leg: leg.clone(), kind, declaration })
}

/// Pays in for the newest distribution, of which one holder has sold most, and another may not be paid.
async fn sold_and_blocked(desk: &Desk, leg: &LegHandle) -> anyhow::Result<Distribution> {
    let one = desk.distributions(None).await?.pop().expect("a distribution");
    let to = desk.actors().address(Role::PayingAgent);
    let mint = MintCash { cash: one.cash.clone(), to, amount: one.cash.parse("1,000,000")? };
    desk.perform(&mint, Mode::Execute).await?;
    desk.fund(&one, None, Mode::Execute).await?;
    let (from, to) = (wallet("INV-0003"), wallet("INV-0001"));
    let (leg, amount) = (leg.clone(), amount("GBP 4,000"));
    let sale = Transfer { leg, from, to, amount, operator: None };
    desk.perform(&sale, Mode::Execute).await?;
    restrict(desk, "INV-0002", true).await?;
    desk.distribution(one.id).await.map_err(Into::into)
}

/// A part of each holding at the record date, as far as it is there, with what is rounded away of each.
#[tokio::test]
async fn a_dry_run_knows_what_a_partial_call_redeems() -> anyhow::Result<()> {
    let (bench, desk, leg) = issued().await?;
    let at = bench.now().await? + 60;
    desk.perform(&AddRecordDate { leg: leg.clone(), at }, Mode::Execute).await?;
    let declare = raw(&desk, &leg, DistributionKind::PartialCall, [at, 0]).await?;
    desk.perform(&declare, Mode::Execute).await?;
    travel(desk.connection(), at).await?;
    let one = sold_and_blocked(&desk, &leg).await?;
    let paid = foreseen(&desk, &one).await?;
    assert_eq!((paid.paid.as_str(), paid.withheld.as_str()), ("tGBP 1,333.33", "tGBP 1,000"));
    assert_eq!((paid.unpaid.as_str(), paid.remainder.as_str()), ("tGBP 0", "tGBP 666.67"));
    let holder = wallet("INV-0002");
    assert_eq!(reasons(&paid), [(holder, true, vec!["UK-BLK-01"])]);
    // A third of 5,000 was to be redeemed, of which 1,000 are left.
    let gone = NotRedeemed {
        holder: wallet("INV-0003"),
        units: "GBP 666.66".to_owned(),
        amount: "tGBP 666.66".to_owned(),
    };
    assert_eq!(paid.not_redeemed, std::slice::from_ref(&gone));
    // Whoever is allowed since is told of, until it has claimed.
    restrict(&desk, "INV-0002", false).await?;
    assert_eq!(reasons(&pay(&desk, &one).await?), [(holder, true, Vec::new())]);
    let claim = Claim { distributions: vec![one.clone()], holder, signer: Who::Wallet(holder) };
    desk.perform(&claim, Mode::Execute).await?;
    let paid = pay(&desk, &one).await?;
    assert_eq!(reasons(&paid), []);
    assert_eq!(paid.not_redeemed, [gone]);
    Ok(())
}

/// What is kept goes with its units: those that are elsewhere when it is claimed are paid when they are back, and nothing is struck off.
#[tokio::test]
async fn what_is_kept_is_claimed_in_pieces() -> anyhow::Result<()> {
    let (bench, desk, leg) = issued().await?;
    let at = bench.now().await? + 60;
    desk.perform(&AddRecordDate { leg: leg.clone(), at }, Mode::Execute).await?;
    let mut declare = raw(&desk, &leg, DistributionKind::PartialCall, [at, 0]).await?;
    declare.declaration.fractionNumerator = 2;
    desk.perform(&declare, Mode::Execute).await?;
    travel(desk.connection(), at).await?;
    let one = sold_and_blocked(&desk, &leg).await?;
    pay(&desk, &one).await?;
    restrict(&desk, "INV-0002", false).await?;
    let (holder, other) = (wallet("INV-0002"), wallet("INV-0001"));
    let move_between = async |from, to, text| {
        let transfer =
            Transfer { leg: leg.clone(), from, to, amount: amount(text), operator: None };
        desk.perform(&transfer, Mode::Execute).await
    };
    move_between(holder, other, "GBP 2,000").await?;
    let claim = Claim { distributions: vec![one.clone()], holder, signer: Who::Wallet(holder) };
    let done = desk.perform(&claim, Mode::Execute).await?;
    let stays = "tGBP 1,000 stay kept: their units are not in the wallet";
    assert_eq!(done.summary, format!("pay tGBP 1,000 ({stays}) to {holder}"));
    assert_eq!(cash_of(&desk, &one, holder).await?, U256::from(1_000_000_000));
    assert_eq!(reasons(&pay(&desk, &one).await?), [(holder, true, vec!["TOKEN-BALANCE"])]);
    let shown = desk.holder_payment(&one, holder).await?;
    assert_eq!(shown.stays_kept.as_deref(), Some(stays));
    let Err(OperationError::Claim(why)) = desk.perform(&claim, Mode::Execute).await else {
        panic!("nothing is there to be redeemed")
    };
    assert!(matches!(&*why, ClaimError::OutOfReach { units, .. } if units == "GBP 1,000"), "{why}");
    move_between(other, holder, "GBP 2,000").await?;
    let done = desk.perform(&claim, Mode::Execute).await?;
    assert_eq!(done.summary, format!("pay tGBP 1,000 to {holder}"));
    assert_eq!(cash_of(&desk, &one, holder).await?, U256::from(2_000_000_000));
    assert_eq!(reasons(&pay(&desk, &one).await?), []);
    Ok(())
}

/// The contract closes only what was funded, which is nothing where nobody is due anything.
#[tokio::test]
async fn what_nobody_is_due_is_funded_with_nothing_and_closed() -> anyhow::Result<()> {
    let (bench, desk) = Bench::onboarded(&corridor_tests::coupon::goal()).await?;
    let leg = desk.leg(BOND, None)?;
    let at = bench.now().await? + 60;
    desk.perform(&AddRecordDate { leg: leg.clone(), at }, Mode::Execute).await?;
    let declare = raw(&desk, &leg, DistributionKind::PartialCall, [at, 0]).await?;
    desk.perform(&declare, Mode::Execute).await?;
    travel(desk.connection(), at).await?;
    let close = |distribution| CloseDistribution { distribution };
    let one = desk.distribution(1).await?;
    let error = desk.perform(&close(one.clone()), Mode::Execute).await.expect_err("not funded");
    assert!(error.to_string().contains("`corridor coupon fund 1`"), "{error}");
    let funded = desk.fund(&one, None, Mode::Execute).await?;
    assert!(funded[0].summary.contains("of which nothing is due to anybody"), "{funded:?}");
    let one = desk.distribution(1).await?;
    assert_eq!(pay(&desk, &one).await?.holders, 0);
    desk.perform(&close(one), Mode::Execute).await?;
    let one = desk.distribution(1).await?;
    assert_eq!(one.status(), Some(DistributionStatus::Closed));
    assert!(desk.fund(&one, None, Mode::Execute).await?.is_empty());
    Ok(())
}

/// Notice of a call was given when it was declared: a default since then bars others, and not that one.
#[tokio::test]
async fn a_call_that_was_declared_before_a_default_stands() -> anyhow::Result<()> {
    let (bench, desk, leg) = issued().await?;
    let at = bench.now().await? + 60;
    desk.perform(&AddRecordDate { leg: leg.clone(), at }, Mode::Execute).await?;
    let declare = raw(&desk, &leg, DistributionKind::PartialCall, [at, 0]).await?;
    desk.perform(&declare, Mode::Execute).await?;
    let one = desk.distribution(1).await?;
    assert!(desk.default_after_call(&one).await?.is_none());
    let (kind, evidence) = (DefaultKind::Covenant, B256::repeat_byte(1));
    let default = DeclareDefault { leg: leg.clone(), kind, evidence };
    desk.perform(&default, Mode::Execute).await?;
    let found = desk.default_after_call(&one).await?;
    assert!(found.is_some_and(|default| default.in_default));
    let error = desk.perform(&declare, Mode::Execute).await.expect_err("in default").to_string();
    assert!(error.contains("BondInDefault"), "{error}");
    travel(desk.connection(), at).await?;
    let to = desk.actors().address(Role::PayingAgent);
    let mint = MintCash { cash: one.cash.clone(), to, amount: one.cash.parse("1,000,000")? };
    desk.perform(&mint, Mode::Execute).await?;
    desk.fund(&one, None, Mode::Execute).await?;
    let paid = pay(&desk, &desk.distribution(1).await?).await?;
    assert_eq!((paid.holders, paid.paid.as_str()), (3, "tGBP 2,999.99"));
    Ok(())
}

/// What is elected, as far as it is there; what may not be paid stays elected.
#[tokio::test]
async fn a_dry_run_knows_what_a_put_redeems() -> anyhow::Result<()> {
    let (bench, desk, leg) = issued().await?;
    let end = bench.now().await? + 600;
    let declare = raw(&desk, &leg, DistributionKind::Put, [end, end]).await?;
    desk.perform(&declare, Mode::Execute).await?;
    let distribution = desk.distribution(1).await?;
    for (reference, text) in [("INV-0002", "GBP 1,500"), ("INV-0003", "GBP 2,000")] {
        let (distribution, holder) = (distribution.clone(), wallet(reference));
        let elect = Elect { distribution, holder, amount: amount(text) };
        desk.perform(&elect, Mode::Execute).await?;
    }
    travel(desk.connection(), end).await?;
    let one = sold_and_blocked(&desk, &leg).await?;
    let paid = foreseen(&desk, &one).await?;
    assert_eq!((paid.paid.as_str(), paid.unpaid.as_str()), ("tGBP 1,000", "tGBP 1,500"));
    assert_eq!((paid.withheld.as_str(), paid.remainder.as_str()), ("tGBP 0", "tGBP 1,000"));
    assert_eq!(reasons(&paid), [(wallet("INV-0002"), false, vec!["UK-BLK-01"])]);
    Ok(())
}

/// Units that nobody issues by the tool once they are redeemed.
struct MintAnyway {
    leg: LegHandle,
}

impl Operation for MintAnyway {
    const NAME: &'static str = "mint-anyway";

    async fn prepare(&self, _: &Desk) -> Result<Prepared, OperationError> {
        let call = ISecurityToken::mintCall { to: wallet("INV-0001"), amount: U256::from(100_000) };
        Ok(Prepared {
            summary: "mint".to_owned(),
            signer: Who::Role(Role::Issuer),
            to: self.leg.token,
            data: call.abi_encode().into(),
            question: None,
            enters: None,
        })
    }
}

/// More units than were paid in for: the contract refuses every batch. A dry run says so, and a run sends nothing.
#[tokio::test]
async fn a_run_is_refused_as_every_batch_would_be() -> anyhow::Result<()> {
    let (bench, desk, leg) = issued().await?;
    let wanted = wanted(&desk, &leg, DistributionKind::Redemption, "2040-12-07")?;
    let one = funded(&desk, &wanted, bench.now().await? + 60).await?;
    desk.perform(&MintAnyway { leg }, Mode::Execute).await?;
    travel(desk.connection(), MATURITY).await?;
    let block = desk.latest_block().await?;
    for mode in [Mode::DryRun, Mode::Execute] {
        let unpaid = desk.pay(&one, mode, &BulkOptions::default(), &mut |_| {}).await;
        let Err(error @ OperationError::Reverted { .. }) = unpaid else { panic!("{unpaid:?}") };
        assert!(error.to_string().contains("NotFunded"), "{error}");
    }
    assert_eq!(desk.latest_block().await?, block, "nothing was sent");
    Ok(())
}

async fn names(
    desk: &Desk,
    one: &Distribution,
    mode: Mode,
) -> Result<Vec<&'static str>, OperationError> {
    let (lost, replacement) = (wallet("INV-0001"), test_address(90).expect("an address"));
    let redirect = Redirect { distribution: one.clone(), lost, replacement };
    let done = desk.redirect(&redirect, mode).await?;
    Ok(done.iter().map(|one| one.operation).collect())
}

/// What was kept goes along with a recovered holding, and is claimed by the wallet it was recovered to.
#[tokio::test]
async fn what_is_kept_for_a_lost_wallet_is_recovered_with_its_holding() -> anyhow::Result<()> {
    let (_bench, desk, leg) = issued().await?;
    let wanted = wanted(&desk, &leg, DistributionKind::Interest, "2036-06-09")?;
    let one = funded(&desk, &wanted, PAYMENT).await?;
    restrict(&desk, "INV-0001", true).await?;
    pay(&desk, &one).await?;
    restrict(&desk, "INV-0001", false).await?;
    identify(&desk, "INV-0001").await?;
    let (lost, replacement) = (wallet("INV-0001"), test_address(90)?);
    let done =
        desk.recover(&Recovery { legs: vec![leg], lost, replacement }, Mode::Execute).await?;
    let done: Vec<_> = done.iter().map(|one| one.operation).collect();
    assert_eq!(done, ["link", "recover", "redirect", "unlink"]);
    let again = names(&desk, &desk.distribution(one.id).await?, Mode::Execute).await;
    assert!(matches!(again, Err(OperationError::NothingDue { .. })), "{again:?}");
    let signer = Who::Wallet(replacement);
    let claim = Claim { distributions: vec![one.clone()], holder: replacement, signer };
    desk.perform(&claim, Mode::Execute).await?;
    assert_eq!(cash_of(&desk, &one, replacement).await?, U256::from(21_250_000));
    Ok(())
}

/// A wallet is due something of what was bought back from it since: it goes along though nothing is moved, and only then is the wallet unlinked.
#[tokio::test]
async fn what_a_lost_wallet_is_due_of_what_it_has_no_more_is_recovered() -> anyhow::Result<()> {
    let (_bench, desk, leg) = issued().await?;
    let wanted = wanted(&desk, &leg, DistributionKind::Interest, "2036-06-09")?;
    let one = funded(&desk, &wanted, PAYMENT).await?;
    identify(&desk, "INV-0001").await?;
    let (lost, replacement) = (wallet("INV-0001"), test_address(90)?);
    let buy_back = Redeem { leg, from: lost, amount: amount("GBP 1,000") };
    desk.perform(&buy_back, Mode::Execute).await?;
    desk.perform(&LinkWallet { wallet: lost, new_wallet: replacement }, Mode::Execute).await?;
    let recovery = Recovery { legs: Vec::new(), lost, replacement };
    let names = |done: Vec<Performed>| done.iter().map(|one| one.operation).collect::<Vec<_>>();
    assert_eq!(names(desk.recover(&recovery, Mode::DryRun).await?), ["redirect"]);
    assert_eq!(names(desk.recover(&recovery, Mode::Execute).await?), ["redirect", "unlink"]);
    let signer = Who::Role(Role::PayingAgent);
    let claim = Claim { distributions: vec![one.clone()], holder: lost, signer };
    let nothing = desk.perform(&claim, Mode::Execute).await;
    assert!(matches!(nothing, Err(OperationError::NothingDue { .. })), "{nothing:?}");
    desk.perform(&Claim { holder: replacement, ..claim }, Mode::Execute).await?;
    assert_eq!(cash_of(&desk, &one, replacement).await?, U256::from(21_250_000));
    Ok(())
}

/// What is paid in only after a wallet was recovered is redirected all the same: the wallet is linked for it, and unlinked.
#[tokio::test]
async fn what_a_recovered_wallet_is_due_later_is_redirected() -> anyhow::Result<()> {
    let (_bench, desk, leg) = issued().await?;
    let wanted = wanted(&desk, &leg, DistributionKind::Interest, "2036-06-09")?;
    declared(&desk, &wanted).await?;
    identify(&desk, "INV-0001").await?;
    let (lost, replacement) = (wallet("INV-0001"), test_address(90)?);
    assert_eq!(desk.redirectable_later(lost).await?, [1]);
    let declared = desk.distribution(1).await?;
    desk.recover(&Recovery { legs: vec![leg], lost, replacement }, Mode::Execute).await?;
    let early = names(&desk, &declared, Mode::Execute).await;
    let Err(OperationError::Redirect(error)) = early else { panic!("{early:?}") };
    assert!(matches!(*error, RedirectError::NotFunded { .. }), "{error}");
    assert!(!desk.standing_or_none(lost).await?.is_registered());

    let one = funded(&desk, &wanted, PAYMENT + 60).await?;
    // It would be paid: coupons ask for no identity, and nobody has its key.
    for mode in [Mode::DryRun, Mode::Execute] {
        let unpaid = desk.pay(&one, mode, &BulkOptions::default(), &mut |_| {}).await;
        let Err(OperationError::Redirect(error)) = unpaid else { panic!("{unpaid:?}") };
        assert_eq!(*error, RedirectError::Lost { id: 1, wallets: vec![lost] });
        // Nor does a claim pay it, whoever signs.
        for signer in [Who::Wallet(lost), Who::Role(Role::PayingAgent)] {
            let claim = Claim { distributions: vec![one.clone()], holder: lost, signer };
            let unpaid = desk.perform(&claim, mode).await;
            let Err(OperationError::Redirect(error)) = unpaid else { panic!("{unpaid:?}") };
            assert_eq!(*error, RedirectError::Lost { id: 1, wallets: vec![lost] });
        }
    }
    assert_eq!(names(&desk, &one, Mode::DryRun).await?, ["link", "redirect", "unlink"]);
    assert_eq!(names(&desk, &one, Mode::Execute).await?, ["link", "redirect", "unlink"]);
    assert!(!desk.standing_or_none(lost).await?.is_registered());
    let paid = pay(&desk, &one).await?;
    assert_eq!(paid.paid, "tGBP 170");
    let signer = Who::Wallet(replacement);
    let claim = Claim { distributions: vec![one.clone()], holder: replacement, signer };
    desk.perform(&claim, Mode::Execute).await?;
    assert_eq!(cash_of(&desk, &one, replacement).await?, U256::from(21_250_000));
    assert_eq!(cash_of(&desk, &one, lost).await?, U256::ZERO);

    // Nobody else's wallet takes its place, and it is not linked for that.
    let theft = Redirect { distribution: one, lost, replacement: wallet("INV-0002") };
    let refused = desk.redirect(&theft, Mode::Execute).await;
    let Err(OperationError::Redirect(error)) = refused else { panic!("{refused:?}") };
    assert!(matches!(*error, RedirectError::OtherInvestor { .. }), "{error}");
    assert!(!desk.standing_or_none(lost).await?.is_registered());
    Ok(())
}

/// A wallet that was recovered stays linked while it holds another bond, or where the recovery was interrupted. It is lost all the same.
#[tokio::test]
async fn a_recovered_wallet_that_is_still_linked_is_not_paid() -> anyhow::Result<()> {
    let (_bench, desk, leg) = issued().await?;
    let wanted = wanted(&desk, &leg, DistributionKind::Interest, "2036-06-09")?;
    declared(&desk, &wanted).await?;
    identify(&desk, "INV-0001").await?;
    let (lost, replacement) = (wallet("INV-0001"), test_address(90)?);
    desk.perform(&LinkWallet { wallet: lost, new_wallet: replacement }, Mode::Execute).await?;
    // The units have moved, and nothing else has been done.
    let moved = Recover { leg, lost, replacement };
    desk.perform(&moved, Mode::Execute).await?;
    assert!(desk.standing(lost).await?.is_registered());
    let one = funded(&desk, &wanted, PAYMENT + 60).await?;
    for mode in [Mode::DryRun, Mode::Execute] {
        let unpaid = desk.pay(&one, mode, &BulkOptions::default(), &mut |_| {}).await;
        let Err(OperationError::Redirect(error)) = unpaid else { panic!("{unpaid:?}") };
        assert_eq!(*error, RedirectError::Lost { id: 1, wallets: vec![lost] });
    }
    // The same recovery goes on: nothing is held any more, what is due is redirected, and the wallet is unlinked.
    assert!(
        desk.recoverable(lost).await?.is_empty() && desk.was_recovered(lost, replacement).await?
    );
    let recovery = Recovery { legs: Vec::new(), lost, replacement };
    let done = desk.recover(&recovery, Mode::Execute).await?;
    let done: Vec<_> = done.iter().map(|one| one.operation).collect();
    assert_eq!(done, ["redirect", "unlink"]);
    assert_eq!(pay(&desk, &one).await?.paid, "tGBP 170");
    Ok(())
}
