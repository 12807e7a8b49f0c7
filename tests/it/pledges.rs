//! Pledges on a real chain: title stays, pledged units do not move, and only who may releases or enforces.

use alloy::primitives::{Address, B256, U256};
use corridor_bindings::{ISecurityToken, Pledges};
use corridor_operations::{
    AddPledge, EnforcePledge, ForcedTransfer, Freeze, FreezeError, LinkWallet, Mode, MovePledge,
    OperationError, Part, Performed, PledgeView, Recover, Recovery, ReleasePledge, RestorePledge,
    Restrict, Transfer, Unfreeze,
};
use corridor_tests::bench::{amount, wallet};
use corridor_tests::market::Market;

struct Pawn {
    market: Market,
    holder: Address,
    secured: Address,
}

impl Pawn {
    /// INV-0001 holds GBP 10,000 and has pledged 6,000 to INV-0002.
    async fn open() -> anyhow::Result<Self> {
        let market = Market::open().await?;
        let pawn = Self { market, holder: wallet("INV-0001"), secured: wallet("INV-0002") };
        pawn.market.desk.perform(&pawn.add("GBP 6,000"), Mode::Execute).await?;
        Ok(pawn)
    }

    fn add(&self, text: &str) -> AddPledge {
        let (leg, holder, secured) = (self.market.leg.clone(), self.holder, self.secured);
        AddPledge { leg, holder, secured, amount: amount(text) }
    }

    fn release(&self, text: &str) -> ReleasePledge {
        let (leg, holder, secured) = (self.market.leg.clone(), self.holder, self.secured);
        ReleasePledge { leg, holder, secured, amount: amount(text) }
    }

    fn enforce(&self, text: &str) -> EnforcePledge {
        let (leg, holder, secured) = (self.market.leg.clone(), self.holder, self.secured);
        let evidence = B256::repeat_byte(7);
        EnforcePledge { leg, holder, secured, amount: amount(text), evidence }
    }

    fn transfer(&self, text: &str) -> Transfer {
        let (leg, amount) = (self.market.leg.clone(), amount(text));
        Transfer { leg, from: self.holder, to: wallet("INV-0003"), amount, operator: None }
    }

    async fn shown(&self) -> anyhow::Result<Vec<PledgeView>> {
        let view = self.market.desk.pledges_of(&self.market.leg, None).await?;
        let (desk, contract) = (&self.market.desk, self.market.desk.pledges()?);
        for pledge in &view.pledges {
            let (bond, holder, secured) = (self.market.leg.token, pledge.holder, pledge.secured);
            let kept = Pledges::pledgedToCall { bond, holder, securedParty: secured };
            let kept = desk.read(contract, &kept).await?;
            assert_eq!(kept, U256::from(amount(&pledge.pledged).units()));
        }
        Ok(view.pledges)
    }
}

fn view(holder: Address, secured: Address, words: [&str; 3], short: bool) -> PledgeView {
    let [pledged, holding, frozen] = words.map(str::to_owned);
    PledgeView { holder, secured, pledged, holding, frozen, short }
}

fn reverted<T: std::fmt::Debug>(result: Result<T, OperationError>) -> String {
    match result {
        Err(error @ OperationError::Reverted { .. }) => error.to_string(),
        other => panic!("not refused: {other:?}"),
    }
}

#[tokio::test]
async fn pledged_units_stay_and_move_again_when_they_are_released() -> anyhow::Result<()> {
    let pawn = Pawn::open().await?;
    let (holder, secured) = (pawn.holder, pawn.secured);
    let words = ["GBP 6,000", "GBP 10,000", "GBP 6,000"];
    assert_eq!(pawn.shown().await?, [view(holder, secured, words, false)]);
    let desk = &pawn.market.desk;
    let Err(OperationError::Refused(refused)) =
        desk.perform(&pawn.transfer("GBP 5,000"), Mode::Execute).await
    else {
        panic!("pledged units moved")
    };
    assert_eq!(refused.reasons[0].rule, "TOKEN-FROZEN");
    let twice = reverted(desk.perform(&pawn.add("GBP 5,000"), Mode::Execute).await);
    assert!(twice.contains("NotFree"), "{twice}");
    let early = ReleasePledge { secured: wallet("INV-0003"), ..pawn.release("GBP 1,000") };
    let early = reverted(desk.perform(&early, Mode::Execute).await);
    assert!(early.contains("NotPledged"), "{early}");
    desk.perform(&pawn.release("GBP 2,000"), Mode::Execute).await?;
    desk.perform(&pawn.transfer("GBP 5,000"), Mode::Execute).await?;
    let words = ["GBP 4,000", "GBP 5,000", "GBP 4,000"];
    assert_eq!(pawn.shown().await?, [view(holder, secured, words, false)]);
    desk.perform(&pawn.release("GBP 4,000"), Mode::Execute).await?;
    assert_eq!(pawn.shown().await?, []);
    assert_eq!(pawn.market.bench.deployment()?.verify().await?.findings, []);
    Ok(())
}

/// What others froze is theirs, and is not touched.
#[tokio::test]
async fn what_is_frozen_adds_up_and_is_restored() -> anyhow::Result<()> {
    let pawn = Pawn::open().await?;
    let (leg, holder, desk) = (pawn.market.leg.clone(), pawn.holder, &pawn.market.desk);
    let part = Part::Amount(amount("GBP 3,000"));
    let freeze = Freeze { leg: leg.clone(), wallet: holder, part };
    desk.perform(&freeze, Mode::Execute).await?;
    let frozen = ISecurityToken::getFrozenTokensCall { account: holder };
    assert_eq!(desk.read(leg.token, &frozen).await?, U256::from(900_000));
    desk.perform(&pawn.release("GBP 1,000"), Mode::Execute).await?;
    assert_eq!(desk.read(leg.token, &frozen).await?, U256::from(800_000));
    let restore = RestorePledge { leg: leg.clone(), holder };
    let nothing = reverted(desk.perform(&restore, Mode::Execute).await);
    assert!(nothing.contains("NothingToRestore"), "{nothing}");
    // Whoever unfreezes unfreezes what was frozen, and nothing of what is pledged.
    let part = |text| Part::Amount(amount(text));
    let less = |part| Unfreeze { leg: leg.clone(), wallet: holder, part };
    let pledged = desk.perform(&less(part("GBP 3,001")), Mode::Execute).await;
    let Err(OperationError::Freeze(pledged)) = pledged else { panic!("{pledged:?}") };
    assert!(matches!(*pledged, FreezeError::Pledged { .. }), "{pledged}");
    desk.perform(&less(part("GBP 1,000")), Mode::Execute).await?;
    assert_eq!(desk.read(leg.token, &frozen).await?, U256::from(700_000));
    let all = Freeze { leg: leg.clone(), wallet: holder, part: Part::Everything };
    desk.perform(&all, Mode::Execute).await?;
    desk.perform(&less(Part::Everything), Mode::Execute).await?;
    assert_eq!(desk.read(leg.token, &frozen).await?, U256::from(500_000));
    // An order that takes pledged units leaves too little frozen, until anybody restores that.
    let order = ForcedTransfer {
        leg: leg.clone(),
        from: holder,
        to: wallet("INV-0003"),
        amount: amount("GBP 8,000"),
    };
    desk.perform(&order, Mode::Execute).await?;
    assert!(pawn.shown().await?[0].short);
    desk.perform(&restore, Mode::Execute).await?;
    let words = ["GBP 5,000", "GBP 2,000", "GBP 2,000"];
    assert_eq!(pawn.shown().await?, [view(holder, pawn.secured, words, false)]);
    Ok(())
}

#[tokio::test]
async fn an_enforcement_goes_to_the_secured_party_if_it_may_hold() -> anyhow::Result<()> {
    let pawn = Pawn::open().await?;
    let (desk, secured) = (&pawn.market.desk, pawn.secured);
    let block = Restrict { wallet: secured, flag: "blocked".parse().expect("a flag"), on: true };
    desk.perform(&block, Mode::Execute).await?;
    let refused = desk.perform(&pawn.enforce("GBP 6,000"), Mode::Execute).await;
    let Err(OperationError::Refused(refused)) = refused else { panic!("{refused:?}") };
    assert_eq!(refused.reasons[0].rule, "UK-BLK-01");
    desk.perform(&Restrict { on: false, ..block }, Mode::Execute).await?;
    let more = reverted(desk.perform(&pawn.enforce("GBP 7,000"), Mode::Execute).await);
    assert!(more.contains("NotPledged"), "{more}");
    desk.perform(&pawn.enforce("GBP 4,000"), Mode::Execute).await?;
    assert_eq!(pawn.market.has(secured).await?.0, U256::from(400_000));
    let words = ["GBP 2,000", "GBP 6,000", "GBP 2,000"];
    assert_eq!(pawn.shown().await?, [view(pawn.holder, secured, words, false)]);
    Ok(())
}

#[tokio::test]
async fn a_pledge_follows_a_recovered_holding() -> anyhow::Result<()> {
    let pawn = Pawn::open().await?;
    let (leg, lost, secured) = (pawn.market.leg.clone(), pawn.holder, pawn.secured);
    let replacement = corridor_deploy::accounts::test_address(950)?;
    let follow = MovePledge { leg: leg.clone(), lost, replacement, secured };
    let elsewhere = MovePledge { replacement: wallet("INV-0003"), ..follow.clone() };
    let desk = &pawn.market.desk;
    desk.perform(&LinkWallet { wallet: lost, new_wallet: replacement }, Mode::Execute).await?;
    for (wrong, error) in [(&elsewhere, "NotOneInvestor"), (&follow, "StillHeld")] {
        let why = reverted(desk.perform(wrong, Mode::Execute).await);
        assert!(why.contains(error), "{why}");
    }
    let recovery = Recover { leg: leg.clone(), lost, replacement };
    pawn.market.desk.perform(&recovery, Mode::Execute).await?;
    let why = reverted(pawn.market.desk.perform(&elsewhere, Mode::Execute).await);
    assert!(why.contains("NotOneInvestor"), "{why}");
    pawn.market.desk.perform(&follow, Mode::Execute).await?;
    let words = ["GBP 6,000", "GBP 10,000", "GBP 6,000"];
    assert_eq!(pawn.shown().await?, [view(replacement, secured, words, false)]);
    let again = reverted(pawn.market.desk.perform(&follow, Mode::Execute).await);
    assert!(again.contains("NoUnits"), "{again}");
    Ok(())
}

/// A recovery takes its pledges along, all but one to the wallet that replaces it, and unlinks the lost wallet after them.
#[tokio::test]
async fn a_recovery_takes_its_pledges_along() -> anyhow::Result<()> {
    let pawn = Pawn::open().await?;
    let (leg, lost, secured) = (pawn.market.leg.clone(), pawn.holder, pawn.secured);
    let (desk, replacement) = (&pawn.market.desk, corridor_deploy::accounts::test_address(950)?);
    let link = LinkWallet { wallet: lost, new_wallet: replacement };
    desk.perform(&link, Mode::Execute).await?;
    let other = AddPledge { secured: wallet("INV-0003"), ..pawn.add("GBP 1,000") };
    desk.perform(&other, Mode::Execute).await?;
    let own = AddPledge { secured: replacement, ..pawn.add("GBP 500") };
    desk.perform(&own, Mode::Execute).await?;
    let recovery = Recovery { legs: vec![leg], lost, replacement };
    let names = |done: Vec<Performed>| done.iter().map(|one| one.operation).collect::<Vec<_>>();
    let foretold = names(desk.recover(&recovery, Mode::DryRun).await?);
    assert_eq!(foretold, ["recover", "move-pledge", "move-pledge"]);
    let done = names(desk.recover(&recovery, Mode::Execute).await?);
    assert_eq!(done, ["recover", "move-pledge", "move-pledge", "unlink"]);
    let mut shown = pawn.shown().await?;
    shown.retain(|pledge| pledge.holder == replacement);
    let mut parties: Vec<_> = shown.iter().map(|one| (one.secured, one.pledged.clone())).collect();
    parties.sort();
    let mut wanted =
        vec![(secured, "GBP 6,000".to_owned()), (wallet("INV-0003"), "GBP 1,000".to_owned())];
    wanted.sort();
    assert_eq!(parties, wanted);
    Ok(())
}

#[tokio::test]
async fn an_interrupted_recovery_is_gone_on_from() -> anyhow::Result<()> {
    let pawn = Pawn::open().await?;
    let (leg, lost) = (pawn.market.leg.clone(), pawn.holder);
    let (desk, replacement) = (&pawn.market.desk, corridor_deploy::accounts::test_address(950)?);
    let link = LinkWallet { wallet: lost, new_wallet: replacement };
    desk.perform(&link, Mode::Execute).await?;
    // The units have moved, and nothing else has been done.
    desk.perform(&Recover { leg, lost, replacement }, Mode::Execute).await?;
    let recovery = Recovery { legs: desk.recoverable(lost).await?, lost, replacement };
    let done = desk.recover(&recovery, Mode::Execute).await?;
    let done: Vec<_> = done.iter().map(|one| one.operation).collect();
    assert_eq!(done, ["move-pledge", "unlink"]);
    let shown = pawn.shown().await?;
    assert!(shown.iter().all(|pledge| pledge.holder == replacement), "{shown:?}");
    assert!(!shown.is_empty());
    Ok(())
}
