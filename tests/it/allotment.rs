//! Primary allotment on a real chain: every order judged first, issue against payment, once each.

use std::path::PathBuf;
use std::time::Duration;

use alloy::primitives::{Address, U256};
use alloy::providers::Provider as _;
use alloy::rpc::types::Filter;
use alloy::sol_types::{SolCall as _, SolError as _, SolEvent as _};
use corridor_bindings::Settlement;
use corridor_bindings::revert::Corridor;
use corridor_deploy::accounts::Role;
use corridor_deploy::bulk::{BulkOptions, BulkProgress};
use corridor_deploy::vocabulary::Flag;
use corridor_operations::{
    Allotment, AllotmentRule, CancelNonce, IssuePrice, Mode, OpenOffering, OperationError,
    Order as _, OrderBook, RepeatedRow, Restrict, RowState, SignedOrder, SubscriptionOrder,
    WantedAllotment, settlement_domain,
};
use corridor_tests::bench::{amount, wallet};
use corridor_tests::market::Market;
use proptest::prelude::*;
use serde_json::json;

use crate::parity::ethers_typed_digest;

/// Demand of 30,000 at 99.5; the last order takes at 99 and below.
const BOOK: &str = "investor,amount,limit
INV-0001,GBP 14000,
INV-0002,GBP 10000,99.5
INV-0003,GBP 6000,101
INV-0004,GBP 5000,99
";

struct Primary {
    market: Market,
    wanted: WantedAllotment,
}

impl Primary {
    /// The first three investors have cash for what they order, and have approved it.
    async fn open() -> anyhow::Result<Self> {
        let market = Market::without_holders().await?;
        for reference in ["INV-0001", "INV-0002", "INV-0003"] {
            market.give_cash(wallet(reference), "14,000").await?;
            market.approve_cash(wallet(reference), "14,000").await?;
        }
        let offer = OpenOffering {
            leg: market.leg.clone(),
            cash: market.cash.clone(),
            proceeds: market.desk.actors().address(Role::Issuer),
            price: IssuePrice::PerCent("99.5".parse()?),
        };
        let wanted = WantedAllotment {
            offer,
            rule: AllotmentRule::ProRata,
            size: Some(amount("GBP 20,000").units()),
            skip_refused: false,
            again: false,
            subscriptions: None,
        };
        Ok(Self { market, wanted })
    }

    fn book(&self, text: &str) -> anyhow::Result<OrderBook> {
        let path = self.market.bench.folder().join("orders.csv");
        std::fs::write(&path, text)?;
        let resolver = |name: &str| Ok(wallet(name));
        Ok(OrderBook::load(&path, &self.wanted.offer, &resolver)?)
    }

    async fn allot(&self, book: &OrderBook, mode: Mode) -> Result<Allotment, OperationError> {
        let options = BulkOptions { rows: 2, ..BulkOptions::default() };
        self.market.desk.allot(&self.wanted, book, mode, &options, &mut |_| {}).await
    }

    /// One order a transaction, one transaction at a time, and an end after the first receipt.
    async fn interrupted_after_one(&self, book: &OrderBook) {
        let options = BulkOptions { rows: 1, window: 1, ..BulkOptions::default() };
        let first = tokio::sync::Notify::new();
        let mut progress = |progress: BulkProgress| {
            if progress.rows == 1 {
                first.notify_one();
            }
        };
        let desk = &self.market.desk;
        tokio::select! {
            biased;
            () = first.notified() => {}
            done = desk.allot(&self.wanted, book, Mode::Execute, &options, &mut progress) => {
                panic!("not interrupted: {done:?}")
            }
        }
    }

    async fn block(&self) -> anyhow::Result<u64> {
        Ok(self.market.desk.latest_block().await?)
    }

    /// Forgets what earlier runs wrote down.
    fn forget(&self) -> anyhow::Result<()> {
        let manifest = self.market.bench.store().path().to_owned();
        let folder = manifest.parent().map_or_else(PathBuf::new, PathBuf::from);
        for file in std::fs::read_dir(folder)? {
            let path = file?.path();
            if path.to_string_lossy().contains(".allot-") {
                std::fs::remove_file(path)?;
            }
        }
        Ok(())
    }
}

fn shares(allotment: &Allotment) -> Vec<(String, RowState)> {
    allotment.orders.iter().map(|order| (order.allotted.clone(), order.state)).collect()
}

fn row(units: &str, state: RowState) -> (String, RowState) {
    (units.to_owned(), state)
}

#[tokio::test]
async fn a_book_is_shared_out_issued_and_paid_once() -> anyhow::Result<()> {
    let primary = Primary::open().await?;
    let book = primary.book(BOOK)?;
    // 9.33, 6.67 and 4 of 20 denominations: the second has the largest remainder.
    let expected = |state| {
        [
            row("GBP 9,000", state),
            row("GBP 7,000", state),
            row("GBP 4,000", state),
            row("GBP 0", RowState::BelowPrice),
        ]
    };
    let before = primary.block().await?;
    let planned = primary.allot(&book, Mode::DryRun).await?;
    assert_eq!(shares(&planned), expected(RowState::Planned));
    assert_eq!((planned.demand.as_str(), planned.offering), ("GBP 30,000", None));
    assert_eq!(primary.block().await?, before);

    let done = primary.allot(&book, Mode::Execute).await?;
    assert_eq!(shares(&done), expected(RowState::Allotted));
    assert_eq!((done.allotted.as_str(), done.paid.as_str()), ("GBP 20,000", "tGBP 19,900"));
    assert_eq!((done.offering, done.open, done.done_before), (Some(1), false, false));
    let offering = primary.market.desk.offering(1).await?;
    assert_eq!((offering.allotted, offering.received), (2_000_000, 19_900_000_000));
    let has = primary.market.has(wallet("INV-0002")).await?;
    assert_eq!(has, (U256::from(700_000), U256::from(14_000_000_000_u64 - 6_965_000_000)));

    // Neither a second run nor one that has lost its notes sends anything.
    let after = primary.block().await?;
    let again = primary.allot(&book, Mode::Execute).await?;
    assert_eq!((shares(&again), again.done_before), (expected(RowState::Allotted).to_vec(), true));
    primary.forget()?;
    let again = primary.allot(&book, Mode::Execute).await?;
    assert_eq!((shares(&again), again.done_before), (expected(RowState::Allotted).to_vec(), true));
    assert_eq!(primary.block().await?, after);
    assert_eq!(primary.market.bench.deployment()?.verify().await?.findings, []);
    Ok(())
}

/// A corrected book is another one, and so is the same at another price: nobody is allotted to twice unasked.
#[tokio::test]
async fn a_corrected_book_allots_to_nobody_twice_unasked() -> anyhow::Result<()> {
    let mut primary = Primary::open().await?;
    primary.wanted.size = None;
    let book = primary.book("investor,amount\nINV-0001,GBP 5000\nINV-0002,GBP 3000\n")?;
    primary.allot(&book, Mode::Execute).await?;
    let book = "investor,amount\nINV-0003,GBP 1000\nINV-0002,GBP 4000\n";
    let corrected = primary.book(book)?;
    for mode in [Mode::DryRun, Mode::Execute] {
        let refused = primary.allot(&corrected, mode).await;
        let Err(OperationError::Repeated(repeated)) = refused else { panic!("{refused:?}") };
        let what = format!("GBP 3,000 to {} in offering 1", wallet("INV-0002"));
        assert_eq!(repeated.first, [RepeatedRow { line: 3, what, waits: false }]);
        assert_eq!((repeated.rows, repeated.repeated), (2, 1));
    }
    assert_eq!(primary.market.desk.offering_count().await?, 1);
    primary.wanted.again = true;
    let done = primary.allot(&corrected, Mode::Execute).await?;
    assert_eq!((done.offering, done.allotted.as_str()), (Some(2), "GBP 5,000"));
    assert_eq!(done.repeated.map(|repeated| repeated.repeated), Some(1));
    // Of a book that was begun nothing is new.
    primary.wanted.again = false;
    assert!(primary.allot(&corrected, Mode::Execute).await?.done_before);
    primary.wanted.offer.price = IssuePrice::PerCent("98.5".parse()?);
    let cheaper = primary.allot(&primary.book(book)?, Mode::Execute).await;
    assert!(matches!(cheaper, Err(OperationError::Repeated(_))), "{cheaper:?}");
    Ok(())
}

/// What a run has signed and nobody has mined counts as well, and only the orders of it are said to wait.
#[tokio::test]
async fn a_second_book_names_the_orders_that_wait_to_be_mined() -> anyhow::Result<()> {
    let mut primary = Primary::open().await?;
    primary.wanted.size = None;
    let done = primary.book("investor,amount\nINV-0001,GBP 2000\n")?;
    primary.allot(&done, Mode::Execute).await?;
    primary.market.desk.perform(&primary.wanted.offer, Mode::Execute).await?;
    let waits = primary.book("investor,amount\nINV-0002,GBP 3000\nINV-0003,GBP 4000\n")?;
    let client = primary.market.desk.connection().provider().client();
    let _: serde_json::Value = client.request("evm_setAutomine", [false]).await?;
    tokio::select! {
        cut = primary.allot(&waits, Mode::Execute) => panic!("not interrupted: {cut:?}"),
        waits = one_waits(&primary) => waits?,
    }
    let repeated_of = async |text: &str| {
        let refused = primary.allot(&primary.book(text)?, Mode::DryRun).await;
        let Err(error @ OperationError::Repeated(_)) = refused else { panic!("{refused:?}") };
        let told = error.to_string();
        let OperationError::Repeated(repeated) = error else { unreachable!() };
        anyhow::Ok((repeated, told))
    };
    let (both, told) =
        repeated_of("investor,amount\nINV-0001,GBP 1000\nINV-0002,GBP 1000\n").await?;
    let row = |line, units, reference, offering, waits| RepeatedRow {
        line,
        what: format!("{units} to {} in offering {offering}", wallet(reference)),
        waits,
    };
    let first = row(2, "GBP 2,000", "INV-0001", 1, false);
    assert_eq!(both.first, [first.clone(), row(3, "GBP 3,000", "INV-0002", 2, true)]);
    assert!(both.waits && told.contains("in offering 2, which may still be mined)"), "{told}");
    assert!(told.contains("give the command of that file again, which waits for them"), "{told}");
    // A book without any of the orders that wait does not speak of them.
    let (one, told) = repeated_of("investor,amount\nINV-0001,GBP 1000\n").await?;
    assert_eq!((one.first.as_slice(), one.waits), ([first].as_slice(), false));
    assert!(!told.contains("may still be mined"), "{told}");
    // The first book itself goes on.
    let _: serde_json::Value = client.request("evm_setAutomine", [true]).await?;
    let _: serde_json::Value = client.request_noparams("evm_mine").await?;
    primary.market.desk.actors().resynchronise().await;
    let done = primary.allot(&waits, Mode::Execute).await?;
    assert_eq!((done.offering, done.allotted.as_str()), (Some(2), "GBP 7,000"));
    Ok(())
}

/// Ends when a transaction waits to be mined.
async fn one_waits(primary: &Primary) -> anyhow::Result<()> {
    let client = primary.market.desk.connection().provider().client();
    loop {
        let pool: serde_json::Value = client.request_noparams("txpool_status").await?;
        if pool["pending"] != "0x0" {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn one_refused_order_stops_all_unless_it_is_left_out() -> anyhow::Result<()> {
    let mut primary = Primary::open().await?;
    primary.market.approve_cash(wallet("INV-0001"), "5").await?;
    let book = primary.book(BOOK)?;
    let before = primary.block().await?;
    let refused = primary.allot(&book, Mode::Execute).await;
    let Err(OperationError::OrdersRefused { orders: 4, refused, .. }) = refused else {
        panic!("{refused:?}")
    };
    let [only] = refused.as_slice() else { panic!("{refused:?}") };
    assert_eq!((only.line, only.reasons().collect::<Vec<_>>()), (2, vec!["CASH-ALLOWANCE"]));
    assert!(only.next[0].command.starts_with("corridor settle approve cash tGBP \"tGBP 8,955\""));
    assert_eq!(primary.block().await?, before);

    primary.wanted.skip_refused = true;
    let done = primary.allot(&book, Mode::Execute).await?;
    let expected = [
        row("GBP 0", RowState::Refused),
        row("GBP 10,000", RowState::Allotted),
        row("GBP 6,000", RowState::Allotted),
        row("GBP 0", RowState::BelowPrice),
    ];
    assert_eq!(shares(&done), expected);
    assert_eq!((done.demand.as_str(), done.refused.len()), ("GBP 16,000", 1));
    Ok(())
}

#[tokio::test]
async fn the_rules_judge_each_order_and_the_volume_all_of_them() -> anyhow::Result<()> {
    let mut primary = Primary::open().await?;
    let odd = primary.book("investor,amount\nINV-0001,GBP 1500\n")?;
    let error = primary.allot(&odd, Mode::Execute).await.expect_err("odd").to_string();
    assert!(error.contains("no multiple of GBP 1,000, the denomination"), "{error}");
    // INV-0041 is not one whom the UK profile lets hold.
    let stranger = primary.book("investor,amount\nINV-0041,GBP 1000\n")?;
    let refused = primary.allot(&stranger, Mode::Execute).await;
    let Err(OperationError::OrdersRefused { refused, .. }) = refused else { panic!("{refused:?}") };
    let reasons: Vec<_> = refused[0].reasons().collect();
    assert!(
        reasons.contains(&"CASH-BALANCE") && reasons.iter().any(|rule| rule.starts_with("UK-"))
    );

    // What the issuer decided is not passed over where it is shared out pro rata.
    let decided =
        primary.book("investor,amount,allotment\nINV-0001,9000,\nINV-0002,9000,4000\n")?;
    let before = primary.block().await?;
    let error = primary.allot(&decided, Mode::Execute).await.expect_err("decided").to_string();
    assert!(
        error.contains("orders.csv:3: allotment: the column is read with --rule discretionary")
    );
    assert_eq!(primary.block().await?, before);

    primary.wanted.rule = AllotmentRule::Discretionary;
    let large =
        primary.book("investor,amount,allotment\nINV-0001,9000,9000\nINV-0002,19000,12000\n")?;
    let error = primary.allot(&large, Mode::Execute).await.expect_err("large").to_string();
    assert!(error.contains("GBP 21,000 is allotted of GBP 20,000"), "{error}");
    Ok(())
}

#[tokio::test]
async fn a_run_goes_on_where_another_was_interrupted() -> anyhow::Result<()> {
    let mut primary = Primary::open().await?;
    let book = primary.book(BOOK)?;
    primary.interrupted_after_one(&book).await;
    let desk = &primary.market.desk;
    let offering = desk.offering(1).await?;
    assert!(offering.open && offering.allotted < 2_000_000, "{offering:?}");
    desk.actors().resynchronise().await;
    let done = primary.allot(&book, Mode::Execute).await?;
    let expected = ["GBP 9,000", "GBP 7,000", "GBP 4,000", "GBP 0"];
    assert_eq!(done.orders.iter().map(|order| &*order.allotted).collect::<Vec<_>>(), expected);
    assert_eq!((done.open, desk.offering_count().await?), (false, 1));
    assert_eq!(desk.offering(1).await?.allotted, 2_000_000);
    primary.wanted.size = None;
    let other = primary.allot(&book, Mode::Execute).await;
    assert!(matches!(other, Err(OperationError::OtherAllotment { .. })), "{other:?}");
    Ok(())
}

#[tokio::test]
async fn an_order_that_fails_midway_is_told_of_and_allotted_by_another_run() -> anyhow::Result<()> {
    let primary = Primary::open().await?;
    let book = primary.book(BOOK)?;
    primary.interrupted_after_one(&book).await;
    let desk = &primary.market.desk;
    desk.actors().resynchronise().await;
    // Everybody was judged, and may not take any more when its turn comes.
    let flag: Flag = "blocked".parse().expect("a flag");
    let block = |on| Restrict { wallet: wallet("INV-0003"), flag, on };
    desk.perform(&block(true), Mode::Execute).await?;
    let stopped = primary.allot(&book, Mode::Execute).await?;
    let expected = |last: &str, state| {
        [
            row("GBP 9,000", RowState::Allotted),
            row("GBP 7,000", RowState::Allotted),
            row(last, state),
            row("GBP 0", RowState::BelowPrice),
        ]
    };
    assert_eq!(shares(&stopped), expected("GBP 0", RowState::Failed));
    assert_eq!(stopped.orders[2].reasons, ["UK-BLK-01"]);
    assert!(stopped.orders[2].by_regime && !stopped.orders[1].by_regime, "{stopped:?}");
    assert_eq!((stopped.allotted.as_str(), stopped.open), ("GBP 16,000", true));
    // Nothing stands in the way any more: another run gives it what it lacks, and nobody anything twice.
    desk.perform(&block(false), Mode::Execute).await?;
    let done = primary.allot(&book, Mode::Execute).await?;
    assert_eq!(shares(&done), expected("GBP 4,000", RowState::Allotted));
    assert_eq!((done.open, done.done_before), (false, false));
    let offering = desk.offering(1).await?;
    assert_eq!((offering.allotted, offering.received), (2_000_000, 19_900_000_000));
    Ok(())
}

/// Subscriptions that investors signed themselves, in a folder.
async fn subscribe(
    primary: &Primary,
    nonce: u64,
) -> anyhow::Result<(PathBuf, Vec<SignedOrder<SubscriptionOrder>>)> {
    let folder = primary.market.bench.folder().join("subscriptions");
    std::fs::create_dir_all(&folder)?;
    let mut all = Vec::new();
    for (reference, units, price) in
        [("INV-0001", "GBP 14,000", "13,930"), ("INV-0002", "GBP 10,000", "9,950")]
    {
        let order = SubscriptionOrder {
            investor: wallet(reference),
            offering: primary.market.desk.offering_count().await?,
            units: amount(units).units(),
            price: primary.market.cash.parse(price)?.to(),
            valid_until: primary.market.bench.now().await? + 86_400,
            nonce: U256::from(nonce),
        };
        let signed = primary.market.desk.sign_order(order).await?;
        let path = folder.join(format!("{reference}.json"));
        std::fs::write(path, serde_json::to_string(&signed)?)?;
        all.push(signed);
    }
    Ok((folder, all))
}

#[tokio::test]
async fn what_investors_signed_is_allotted_and_what_they_took_back_is_not() -> anyhow::Result<()> {
    let mut primary = Primary::open().await?;
    primary.market.desk.perform(&primary.wanted.offer, Mode::Execute).await?;
    let (folder, signed) = subscribe(&primary, 7).await?;
    primary.wanted.subscriptions = Some(folder);
    let two = "investor,amount\nINV-0001,GBP 14000\nINV-0002,GBP 10000\n";
    let missing = primary.book(BOOK)?;
    let error = primary.allot(&missing, Mode::Execute).await.expect_err("missing").to_string();
    assert!(error.contains("orders.csv:4: investor: no subscription for it is in"), "{error}");

    // What could never be allotted is told before it is signed.
    let offering = primary.market.desk.offering(1).await?;
    let allottable = async |units: &str, price: &str| {
        let (of, units) = ((&primary.market.leg, &primary.market.cash), amount(units).units());
        let price = primary.market.cash.parse(price).expect("cash").to();
        primary.market.desk.require_allottable(&offering, of, (units, price)).await
    };
    allottable("GBP 5,000", "4,975").await?;
    let odd = allottable("GBP 4,500", "5,000").await.expect_err("odd").to_string();
    assert!(odd.contains("GBP 4,500 is no multiple of GBP 1,000, the denomination"), "{odd}");
    let cheap = allottable("GBP 5,000", "4,974.99").await.expect_err("cheap").to_string();
    assert!(cheap.contains("is below the price of offering 1, which is tGBP 4,975"), "{cheap}");

    let contract = primary.market.desk.settlement()?;
    let call = Settlement::subscriptionDigestCall { subscription: signed[0].order.encode() };
    let digest = primary.market.desk.read(contract, &call).await?;
    assert_eq!(digest, signed[0].digest);

    let cancel = CancelNonce { party: wallet("INV-0002"), nonce: U256::from(7) };
    primary.market.desk.perform(&cancel, Mode::Execute).await?;
    let book = primary.book(two)?;
    let refused = primary.allot(&book, Mode::Execute).await;
    let Err(OperationError::OrdersRefused { refused, .. }) = refused else { panic!("{refused:?}") };
    assert_eq!(refused.len(), 1);
    assert_eq!(refused[0].reasons().collect::<Vec<_>>(), ["SETTLE-CANCELLED"]);
    // The contract fails the same allocation for the same reason, and nothing of it is done.
    let facts = failed(&primary, &signed[1]).await?;
    let bit = refused[0].facts[0].bit.map(usize::from).expect("a bit");
    assert_eq!(facts, U256::ONE << bit);
    assert_eq!(primary.market.has(wallet("INV-0002")).await?.0, U256::ZERO);

    subscribe(&primary, 8).await?;
    let done = primary.allot(&book, Mode::Execute).await?;
    assert_eq!(
        shares(&done),
        [row("GBP 12,000", RowState::Allotted), row("GBP 8,000", RowState::Allotted)]
    );
    Ok(())
}

/// Allots a denomination on a subscription, and reads what it failed with.
async fn failed(
    primary: &Primary,
    signed: &SignedOrder<SubscriptionOrder>,
) -> anyhow::Result<U256> {
    let allocations = vec![signed.encode(100_000)];
    let call = Settlement::allotCall { allocations };
    let sender = primary.market.desk.actors().role(Role::Issuer)?;
    let contract = primary.market.desk.settlement()?;
    let request = alloy::rpc::types::TransactionRequest::default()
        .to(contract)
        .input(call.abi_encode().into());
    let receipt = sender.send_and_wait(request).await?;
    let block = receipt.block_number.expect("mined");
    let topic = Settlement::AllotmentFailed::SIGNATURE_HASH;
    let filter = Filter::new().address(contract).event_signature(topic).from_block(block);
    let logs = primary.market.desk.connection().provider().get_logs(&filter).await?;
    let [log] = logs.as_slice() else { anyhow::bail!("{logs:?}") };
    let event = Settlement::AllotmentFailed::decode_log(&log.inner)?;
    Ok(Corridor::AllotmentRefused::abi_decode(&event.error)?.facts)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(128) })]

    #[test]
    fn two_libraries_sign_the_same_subscription(
        wallets: [[u8; 20]; 2], offering: u64, numbers: [u128; 2],
        valid_until in 0_u64..1 << 40, nonce: [u8; 32], chain: u64,
    ) {
        let [investor, settlement] = wallets.map(Address::from);
        let [units, price] = numbers;
        let nonce = U256::from_be_bytes(nonce);
        let order = SubscriptionOrder { investor, offering, units, price, valid_until, nonce };
        let members = [
            ("investor", "address", json!(investor)),
            ("offering", "uint256", json!(offering.to_string())),
            ("units", "uint128", json!(units.to_string())),
            ("price", "uint128", json!(price.to_string())),
            ("validUntil", "uint40", json!(valid_until.to_string())),
            ("nonce", "uint256", json!(nonce.to_string())),
        ];
        let domain = settlement_domain(chain, settlement);
        let other = ethers_typed_digest(&domain, "Subscription", &members);
        prop_assert_eq!(order.digest(&domain).0, other);
    }
}
