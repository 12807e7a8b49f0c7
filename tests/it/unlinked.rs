//! A wallet is its investor's while it is linked: what falls to it then is that investor's, whoever has the wallet later.

use alloy::primitives::U256;
use corridor_deploy::accounts::{Role, test_address};
use corridor_deploy::bulk::BulkOptions;
use corridor_operations::{
    Claim, DistributionKind, LinkWallet, Mode, OperationError, Redeem, Redirect, RedirectError,
    UnlinkWallet, Who,
};
use corridor_tests::bench::{amount, wallet};

use crate::coupons::{PAYMENT, cash_of, funded, issued, pay, wanted};

/// A wallet that its investor gave up after the record date, and that is another's now, is not paid to that one: what it is due is its
/// former investor's, also what is kept for it.
#[tokio::test]
async fn what_a_wallet_is_due_is_not_paid_to_another_investor() -> anyhow::Result<()> {
    let (_bench, desk, leg) = issued().await?;
    let wanted = wanted(&desk, &leg, DistributionKind::Interest, "2036-06-09")?;
    let one = funded(&desk, &wanted, PAYMENT).await?;
    let (lost, replacement) = (wallet("INV-0001"), test_address(90)?);
    desk.perform(&LinkWallet { wallet: lost, new_wallet: replacement }, Mode::Execute).await?;
    let buy_back = Redeem { leg, from: lost, amount: amount("GBP 1,000") };
    desk.perform(&buy_back, Mode::Execute).await?;
    desk.perform(&UnlinkWallet { wallet: lost }, Mode::Execute).await?;
    let other = wallet("INV-0002");
    desk.perform(&LinkWallet { wallet: other, new_wallet: lost }, Mode::Execute).await?;
    for mode in [Mode::DryRun, Mode::Execute] {
        let unpaid = desk.pay(&one, mode, &BulkOptions::default(), &mut |_| {}).await;
        let Err(OperationError::Redirect(error)) = unpaid else { panic!("{unpaid:?}") };
        assert_eq!(*error, RedirectError::Lost { id: one.id, wallets: vec![lost] });
    }
    let redirect = Redirect { distribution: one.clone(), lost, replacement: other };
    let refused = desk.redirect(&redirect, Mode::Execute).await;
    let Err(OperationError::Redirect(error)) = refused else { panic!("{refused:?}") };
    assert!(matches!(*error, RedirectError::OtherInvestor { .. }), "{error}");
    // Its own investor's wallet takes its place once it is nobody's.
    let redirect = Redirect { replacement, ..redirect };
    let refused = desk.redirect(&redirect, Mode::Execute).await;
    let Err(OperationError::Redirect(error)) = refused else { panic!("{refused:?}") };
    assert!(matches!(*error, RedirectError::Relinked { .. }), "{error}");
    desk.perform(&UnlinkWallet { wallet: lost }, Mode::Execute).await?;
    let done = desk.redirect(&redirect, Mode::Execute).await?;
    let done: Vec<_> = done.iter().map(|one| one.operation).collect();
    assert_eq!(done, ["link", "redirect", "unlink"]);
    // From then on the wallet may be anybody's.
    desk.perform(&LinkWallet { wallet: other, new_wallet: lost }, Mode::Execute).await?;
    assert_eq!(pay(&desk, &one).await?.paid, "tGBP 170");
    let signer = Who::Wallet(replacement);
    let claim = Claim { distributions: vec![one.clone()], holder: replacement, signer };
    desk.perform(&claim, Mode::Execute).await?;
    assert_eq!(cash_of(&desk, &one, replacement).await?, U256::from(21_250_000));
    Ok(())
}
