//! Single transactions whose run ended before it read the receipt: the same command takes them up, and sends nothing a second time.

use std::time::Duration;

use alloy::primitives::{Address, U256};
use alloy::providers::ext::AnvilApi as _;
use corridor_bindings::ISecurityToken;
use corridor_deploy::explain::LegHandle;
use corridor_operations::{
    Desk, ForcedTransfer, IncreaseVolume, Mint, Mode, Operation, OperationError, Performed,
};
use corridor_tests::bench::{Bench, amount, uk_goal, wallet};

/// A bond on a chain that mines when it is told to.
struct Waiting {
    bench: Bench,
    desk: Desk,
    leg: LegHandle,
}

impl Waiting {
    async fn new() -> anyhow::Result<Self> {
        let (bench, desk) = Bench::onboarded(&uk_goal()).await?;
        let leg = desk.leg("treasury-gilt-2040", None)?;
        bench.connection.provider().anvil_set_auto_mine(false).await?;
        Ok(Self { bench, desk, leg })
    }

    fn mint(&self, reference: &str) -> Mint {
        let (leg, to) = (self.leg.clone(), wallet(reference));
        Mint { leg, to, amount: amount("GBP 1,000,000") }
    }

    async fn mine(&self) -> anyhow::Result<()> {
        self.bench.connection.provider().evm_mine(None).await?;
        Ok(())
    }

    /// Ends a run while it waits for its block, as a process does that is killed.
    async fn interrupt(&self, operation: &impl Operation) {
        // A process of its own, which counts its own nonces.
        let desk = self.bench.desk().expect("a desk");
        let run = desk.perform(operation, Mode::Execute);
        let ended = tokio::time::timeout(Duration::from_millis(1500), run).await;
        assert!(ended.is_err(), "nothing is mined: {ended:?}");
    }

    /// Does an operation while a block comes every now and then.
    async fn perform(&self, operation: &impl Operation) -> Result<Performed, OperationError> {
        let run = self.desk.perform(operation, Mode::Execute);
        tokio::pin!(run);
        loop {
            tokio::select! {
                done = &mut run => return done,
                () = tokio::time::sleep(Duration::from_millis(300)) => self.mine().await.expect("a block"),
            }
        }
    }

    async fn balance(&self, account: Address) -> anyhow::Result<U256> {
        Ok(self.desk.read(self.leg.token, &ISecurityToken::balanceOfCall { account }).await?)
    }

    fn kept(&self) -> anyhow::Result<usize> {
        let folder = self.bench.store().path().parent().expect("a folder").to_owned();
        let names = std::fs::read_dir(folder)?
            .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
        let names: Vec<String> = names.collect::<anyhow::Result<_>>()?;
        Ok(names.iter().filter(|name| name.contains(".unread-")).count())
    }
}

const MILLION: u64 = 100_000_000;

#[tokio::test]
async fn what_waits_to_be_mined_is_taken_up() -> anyhow::Result<()> {
    let waiting = Waiting::new().await?;
    let (mint, holder) = (waiting.mint("INV-0001"), wallet("INV-0001"));
    waiting.interrupt(&mint).await;
    assert_eq!(waiting.kept()?, 1);
    let taken = waiting.perform(&mint).await?;
    assert!(taken.resumed && taken.transaction.is_some(), "{taken:?}");
    assert_eq!(waiting.balance(holder).await?, U256::from(MILLION));
    assert_eq!(waiting.kept()?, 0);
    // Its receipt is read, so the same command is a new one.
    let again = waiting.perform(&mint).await?;
    assert!(!again.resumed);
    assert_eq!(waiting.balance(holder).await?, U256::from(2 * MILLION));

    // What the account sent since may have undone it, so nothing is said to be done then.
    waiting.interrupt(&mint).await;
    waiting.mine().await?;
    assert!(!waiting.perform(&waiting.mint("INV-0002")).await?.resumed);
    assert!(!waiting.perform(&mint).await?.resumed);
    assert_eq!(waiting.kept()?, 0);
    Ok(())
}

#[tokio::test]
async fn what_was_mined_meanwhile_is_taken_up_although_it_could_not_be_done_again()
-> anyhow::Result<()> {
    let waiting = Waiting::new().await?;
    let [from, to] = ["INV-0001", "INV-0002"].map(wallet);
    waiting.perform(&waiting.mint("INV-0001")).await?;
    let all =
        ForcedTransfer { leg: waiting.leg.clone(), from, to, amount: amount("GBP 1,000,000") };
    waiting.interrupt(&all).await;
    waiting.mine().await?;
    let taken = waiting.perform(&all).await?;
    assert!(taken.resumed);
    assert_eq!(waiting.balance(to).await?, U256::from(MILLION));
    // The holding is empty now, which the next one meets.
    assert!(matches!(waiting.perform(&all).await, Err(OperationError::Refused(_))));
    let raise = IncreaseVolume { leg: waiting.leg.clone(), by: amount("GBP 1,000,000") };
    waiting.interrupt(&raise).await;
    waiting.mine().await?;
    let volume = waiting.desk.read(waiting.leg.token, &ISecurityToken::issueVolumeCall {}).await?;
    assert!(waiting.perform(&raise).await?.resumed);
    let after = waiting.desk.read(waiting.leg.token, &ISecurityToken::issueVolumeCall {}).await?;
    assert_eq!(volume, after);
    Ok(())
}

#[tokio::test]
async fn what_is_lost_is_sent_and_what_a_living_run_waits_for_is_its_own() -> anyhow::Result<()> {
    let waiting = Waiting::new().await?;
    let (mint, holder) = (waiting.mint("INV-0001"), wallet("INV-0001"));
    waiting.interrupt(&mint).await;
    waiting.bench.connection.provider().anvil_drop_all_transactions().await?;
    assert!(!waiting.perform(&mint).await?.resumed);
    assert_eq!((waiting.balance(holder).await?, waiting.kept()?), (U256::from(MILLION), 0));

    let another = waiting.bench.desk()?;
    let one = waiting.perform(&mint);
    let two = async {
        // The first one is on its way by then.
        tokio::time::sleep(Duration::from_millis(100)).await;
        another.perform(&mint, Mode::Execute).await
    };
    let (one, two) = tokio::join!(one, two);
    assert!(!one?.resumed && !two?.resumed);
    assert_eq!(waiting.balance(holder).await?, U256::from(3 * MILLION));

    // A run that ended while it noted the transaction has sent nothing.
    let torn = waiting.bench.store().path().with_extension("unread-0011223344556677.jsonl");
    std::fs::write(&torn, "\"0x02f8")?;
    assert!(!waiting.perform(&mint).await?.resumed);
    assert!(!torn.exists());
    Ok(())
}
