//! A wallet is its investor's while it is linked: what falls to it then is that investor's, whoever has the wallet later.

use alloy::primitives::{Address, U256};
use corridor_deploy::accounts::{Role, test_address};
use corridor_deploy::bulk::BulkOptions;
use corridor_operations::{
    Claim, Desk, DistributionKind, LinkWallet, Mode, OperationError, Redeem, Redirect,
    RedirectError, UnlinkWallet, Wanted, Who,
};
use corridor_tests::bench::{Bench, amount, wallet};

use crate::coupons::{PAYMENT, cash_of, funded, issued, pay, wanted};
use crate::payments::{declared, reasons, restrict};

/// The wallet of one investor, which another one has since.
async fn hand_over(desk: &Desk, wallet: Address, to: &str) -> anyhow::Result<()> {
    desk.perform(&UnlinkWallet { wallet }, Mode::Execute).await?;
    let link = LinkWallet { wallet: self::wallet(to), new_wallet: wallet };
    desk.perform(&link, Mode::Execute).await?;
    Ok(())
}

/// A wallet that is due interest and holds nothing any more, with another one of its investor.
struct Due {
    _bench: Bench,
    desk: Desk,
    wallet: Address,
    other: Address,
    wanted: Wanted,
}

impl Due {
    async fn of_what_was_sold() -> anyhow::Result<Self> {
        let (_bench, desk, leg) = issued().await?;
        let (wallet, other) = (wallet("INV-0001"), test_address(90)?);
        desk.perform(&LinkWallet { wallet, new_wallet: other }, Mode::Execute).await?;
        let wanted = wanted(&desk, &leg, DistributionKind::Interest, "2036-06-09")?;
        declared(&desk, &wanted).await?;
        let buy_back = Redeem { leg, from: wallet, amount: amount("GBP 1,000") };
        desk.perform(&buy_back, Mode::Execute).await?;
        Ok(Self { _bench, desk, wallet, other, wanted })
    }
}

/// What a wallet is due belongs to whose it was at the record date, whoever has the wallet when it is paid.
#[tokio::test]
async fn a_wallet_that_is_another_investors_since_is_not_paid() -> anyhow::Result<()> {
    let Due { _bench, desk, wallet, other, wanted } = Due::of_what_was_sold().await?;
    hand_over(&desk, wallet, "INV-0002").await?;
    let one = funded(&desk, &wanted, PAYMENT + 60).await?;
    let signer = Who::Role(Role::PayingAgent);
    let claim = Claim { distributions: vec![one.clone()], holder: wallet, signer };
    let lost = |error: &RedirectError| {
        assert_eq!(*error, RedirectError::Lost { id: 1, wallets: vec![wallet] });
    };
    for mode in [Mode::DryRun, Mode::Execute] {
        let unpaid = desk.pay(&one, mode, &BulkOptions::default(), &mut |_| {}).await;
        let Err(OperationError::Redirect(error)) = unpaid else { panic!("{unpaid:?}") };
        lost(&error);
        let unpaid = desk.perform(&claim, mode).await;
        let Err(OperationError::Redirect(error)) = unpaid else { panic!("{unpaid:?}") };
        lost(&error);
    }
    let redirect = |replacement| Redirect { distribution: one.clone(), lost: wallet, replacement };
    let why = async |replacement| match desk.redirect(&redirect(replacement), Mode::Execute).await {
        Err(OperationError::Redirect(error)) => *error,
        done => panic!("{done:?}"),
    };
    let (id, lost) = (1, wallet);
    let replacement = self::wallet("INV-0002");
    assert_eq!(why(replacement).await, RedirectError::OtherInvestor { id, lost, replacement });
    assert_eq!(why(lost).await, RedirectError::Itself { id, lost });
    let replacement = other;
    assert_eq!(why(replacement).await, RedirectError::AnothersNow { id, lost, replacement });
    desk.perform(&UnlinkWallet { wallet }, Mode::Execute).await?;
    desk.redirect(&redirect(other), Mode::Execute).await?;
    // From then on the wallet may be anybody's.
    let link = LinkWallet { wallet: self::wallet("INV-0002"), new_wallet: wallet };
    desk.perform(&link, Mode::Execute).await?;
    assert_eq!(pay(&desk, &one).await?.paid, "tGBP 170");
    desk.perform(&Claim { holder: other, ..claim }, Mode::Execute).await?;
    assert_eq!(cash_of(&desk, &one, other).await?, U256::from(21_250_000));
    Ok(())
}

/// What is kept is of whom it is kept for, too.
#[tokio::test]
async fn what_is_kept_is_not_claimed_by_who_has_the_wallet_since() -> anyhow::Result<()> {
    let Due { _bench, desk, wallet, other, wanted } = Due::of_what_was_sold().await?;
    let one = funded(&desk, &wanted, PAYMENT + 60).await?;
    restrict(&desk, "INV-0001", true).await?;
    assert_eq!(pay(&desk, &one).await?.withheld, "tGBP 21.25");
    hand_over(&desk, wallet, "INV-0002").await?;
    let signer = Who::Role(Role::PayingAgent);
    let claim = Claim { distributions: vec![one.clone()], holder: wallet, signer };
    let unpaid = desk.perform(&claim, Mode::Execute).await;
    let Err(OperationError::Redirect(error)) = unpaid else { panic!("{unpaid:?}") };
    assert_eq!(*error, RedirectError::Lost { id: 1, wallets: vec![wallet] });
    // What is redirected is told of where it went.
    desk.perform(&UnlinkWallet { wallet }, Mode::Execute).await?;
    let redirect = Redirect { distribution: one.clone(), lost: wallet, replacement: other };
    desk.redirect(&redirect, Mode::Execute).await?;
    let paid = pay(&desk, &one).await?;
    assert_eq!(paid.withheld, "tGBP 21.25");
    assert_eq!(reasons(&paid), [(other, true, vec!["UK-BLK-01"])]);
    assert!(paid.refused[0].redirected && paid.refused[0].amount == paid.withheld);
    Ok(())
}
