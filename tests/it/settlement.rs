//! Delivery against payment on a real chain: all or nothing, and what the check says is what the contract does.

use alloy::network::TransactionBuilder as _;
use alloy::primitives::{Address, B256, Bytes, U256, bytes};
use alloy::providers::Provider as _;
use alloy::rpc::types::TransactionRequest;
use alloy::sol_types::{SolCall as _, SolError as _};
use corridor_bindings::revert::Corridor;
use corridor_bindings::{CashToken, Settlement};
use corridor_deploy::accounts::Role;
use corridor_deploy::explain::Verdict;
use corridor_operations::{
    ApproveCash, CancelNonce, CashHandle, DeadOrder, Mode, OperationError, Order as _, OrderState,
    Restrict, SettleTrade, SettlementCheck, SignedElsewhere, SignedOrder, TradeOrder, TradeSide,
    Transfer, Who, settlement_domain,
};
use corridor_tests::bench::{amount, wallet};
use corridor_tests::market::Market;
use proptest::prelude::*;
use serde_json::json;

use crate::parity::ethers_typed_digest;

const PENNY: u128 = 10_000;

/// What the contract refuses with: its facts, and the bits of its refusals.
async fn refusal(market: &Market, trade: &SettleTrade, units: u128) -> Option<(U256, U256)> {
    let request = TransactionRequest::default()
        .with_from(trade.submitter)
        .with_to(market.desk.settlement().expect("it settles"))
        .with_input(trade.call(units).abi_encode());
    let error = market.desk.connection().provider().call(request).await.err()?;
    let data = error.as_error_resp()?.as_revert_data()?;
    let refused = Corridor::SettlementRefused::abi_decode(&data).ok()?;
    let bits = refused.refusals.iter().fold(U256::ZERO, |bits, one| bits | one.reasons);
    Some((refused.facts, bits))
}

/// Holds the check against the contract, and the run against both: nothing moves.
async fn refused(
    market: &Market,
    trade: &SettleTrade,
    reasons: &[&str],
) -> anyhow::Result<SettlementCheck> {
    let parties = [trade.delivery.order.party, trade.receipt.order.party];
    let before = [market.has(parties[0]).await?, market.has(parties[1]).await?];
    let check = market.desk.check_trade(trade).await?;
    assert_eq!(check.verdict, Verdict::Refused, "{reasons:?}");
    assert_eq!(check.reasons().collect::<Vec<_>>(), reasons);
    let units = trade.units.unwrap_or_else(|| amount(&check.units).units());
    let told = refusal(market, trade, units).await;
    assert_eq!(told, Some((check.bits, check.movement.bits)), "{reasons:?}");
    let run = market.desk.settle_trade(trade, Mode::Execute).await;
    let Err(OperationError::SettlementRefused(run)) = run else { panic!("{reasons:?}: {run:?}") };
    assert_eq!(run.reasons().collect::<Vec<_>>(), reasons);
    assert_eq!([market.has(parties[0]).await?, market.has(parties[1]).await?], before);
    Ok(check)
}

#[tokio::test]
async fn units_and_cash_move_together_and_parts_add_up() -> anyhow::Result<()> {
    let market = Market::open().await?;
    let (seller, buyer) = (wallet("INV-0001"), wallet("INV-0002"));
    // A price that no part divides.
    let mut trade = market.trade("GBP 7,000", "1,000.000001").await?;
    for (part, paid) in [("GBP 2,000", 285_714_286), ("GBP 3,000", 428_571_429)] {
        trade.units = Some(amount(part).units());
        let before = market.has(seller).await?.1;
        market.desk.settle_trade(&trade, Mode::DryRun).await?;
        market.desk.settle_trade(&trade, Mode::Execute).await?;
        assert_eq!(market.has(seller).await?.1 - before, U256::from(paid));
    }
    let status = market.desk.order_status(&trade.delivery).await?;
    assert_eq!((status.filled.as_str(), status.left.as_str()), ("GBP 5,000", "GBP 2,000"));
    assert_eq!(status.state, OrderState::Open);
    // Whoever names no part settles what is left, and the buyer may submit it.
    let rest = SettleTrade { units: None, submitter: buyer, ..trade.clone() };
    market.desk.settle_trade(&rest, Mode::Execute).await?;
    let whole = U256::from(1_000_000_001_u64);
    assert_eq!(market.has(seller).await?, (U256::from(300_000), whole));
    assert_eq!(
        market.has(buyer).await?,
        (U256::from(700_000), U256::from(20_000_000_000_u64) - whole)
    );
    assert_eq!(market.desk.order_status(&trade.receipt).await?.state, OrderState::Filled);
    let check = refused(&market, &rest, &["SETTLE-OVERFILLED"]).await?;
    assert_eq!(
        (check.facts.len(), check.next),
        (2, vec![]),
        "both are filled, and no approval helps"
    );
    assert_eq!(market.bench.deployment()?.verify().await?.findings, []);
    Ok(())
}

#[tokio::test]
async fn what_is_missing_is_said_with_the_command_that_gives_it() -> anyhow::Result<()> {
    let market = Market::open().await?;
    let (seller, buyer) = (wallet("INV-0001"), wallet("INV-0002"));
    market.approve_units(seller, "GBP 1,000").await?;
    market.approve_cash(buyer, "1").await?;
    let trade = market.trade("GBP 7,000", "6,930").await?;
    let check = refused(&market, &trade, &["CASH-ALLOWANCE", "TOKEN-ALLOWANCE"]).await?;
    let commands: Vec<_> = check.next.iter().map(|step| step.command.clone()).collect();
    let units = format!(
        "corridor settle approve units treasury-gilt-2040@uk-sandbox --leg uk \"GBP 7,000\" --party {seller}"
    );
    let cash = format!("corridor settle approve cash tGBP \"tGBP 6,930\" --party {buyer}");
    assert_eq!(commands, [units, cash]);
    market.approve_units(seller, "GBP 7,000").await?;
    market.approve_cash(buyer, "6,930").await?;
    market.desk.settle_trade(&trade, Mode::Execute).await?;
    Ok(())
}

#[tokio::test]
async fn whoever_lacks_something_or_may_not_hold_stops_both_sides() -> anyhow::Result<()> {
    let market = Market::open().await?;
    let (seller, buyer) = (wallet("INV-0001"), wallet("INV-0002"));
    let dear = market.trade("GBP 1,000", "20,000.01").await?;
    refused(&market, &dear, &["CASH-BALANCE", "CASH-ALLOWANCE"]).await?;
    market.approve_units(seller, "GBP 50,000").await?;
    let large = market.trade("GBP 11,000", "11,000").await?;
    refused(&market, &large, &["TOKEN-BALANCE"]).await?;
    let odd = market.trade("GBP 1,500", "1,500").await?;
    refused(&market, &odd, &["UK-DEN"]).await?;

    let trade = market.trade("GBP 1,000", "990").await?;
    let block = Restrict { wallet: buyer, flag: "blocked".parse().expect("a flag"), on: true };
    market.desk.perform(&block, Mode::Execute).await?;
    let check = refused(&market, &trade, &["UK-BLK-01"]).await?;
    assert!(check.movement.reasons[0].source.is_some());
    market.desk.perform(&Restrict { on: false, ..block }, Mode::Execute).await?;
    market.desk.settle_trade(&trade, Mode::Execute).await?;
    Ok(())
}

/// Each order that the contract refuses for what it says, with the reasons.
async fn bad_orders(market: &Market) -> anyhow::Result<Vec<(SettleTrade, Vec<&'static str>)>> {
    let base = market.trade("GBP 2,000", "1,990").await?;
    let (delivery, receipt) = (&base.delivery.order, &base.receipt.order);
    let (seller, buyer, third) = (delivery.party, receipt.party, wallet("INV-0003"));
    let now = market.bench.now().await?;
    let old = TradeOrder { valid_until: now - 1, ..delivery.clone() };
    let small = TradeOrder { minimum_fill: amount("GBP 2,000").units(), ..receipt.clone() };
    let private = TradeOrder { counterparty: Some(third), ..receipt.clone() };
    let agents = TradeOrder { agent: Some(buyer), ..delivery.clone() };
    let cheap = TradeOrder { price: receipt.price - 1, ..receipt.clone() };
    let other_cash = TradeOrder { cash: market.leg.token, ..receipt.clone() };
    let mut forged = base.clone();
    forged.receipt.signature = base.delivery.signature.clone();
    let part = SettleTrade {
        units: Some(amount("GBP 1,000").units()),
        ..market.signed(delivery.clone(), small).await?
    };
    let by_third =
        SettleTrade { submitter: third, ..market.signed(agents, receipt.clone()).await? };
    let own = TradeOrder { side: TradeSide::Receive, price: 0, ..delivery.clone() };
    let free = TradeOrder { price: 0, ..delivery.clone() };
    let same = market.signed(free, own).await?;
    assert_eq!(same.submitter, seller);
    Ok(vec![
        (market.signed(old, receipt.clone()).await?, vec!["SETTLE-EXPIRED"]),
        (part, vec!["SETTLE-MINIMUM"]),
        (SettleTrade { units: Some(0), ..base.clone() }, vec!["SETTLE-MINIMUM", "UK-DEN"]),
        (market.signed(delivery.clone(), private).await?, vec!["SETTLE-COUNTERPARTY"]),
        (by_third, vec!["SETTLE-SUBMITTER"]),
        (forged, vec!["SETTLE-SIGNATURE"]),
        (market.signed(delivery.clone(), cheap).await?, vec!["SETTLE-PRICE"]),
        (market.signed(delivery.clone(), other_cash).await?, vec!["SETTLE-MISMATCH"]),
        (same, vec!["SETTLE-SAME-PARTY"]),
    ])
}

#[tokio::test]
async fn what_an_order_does_not_say_is_not_done() -> anyhow::Result<()> {
    let market = Market::open().await?;
    for (trade, reasons) in bad_orders(&market).await? {
        let check = refused(&market, &trade, &reasons).await?;
        if reasons == ["SETTLE-MISMATCH"] {
            let (cash, other) = (market.cash.token, market.leg.token);
            let words =
                format!("the cash of the delivery is {cash}, and that of the receipt {other}");
            assert_eq!(check.facts[0].details, [words]);
        }
    }
    let trade = market.trade("GBP 2,000", "1,990").await?;
    let cancel = CancelNonce { party: wallet("INV-0002"), nonce: U256::from(1) };
    market.desk.perform(&cancel, Mode::Execute).await?;
    let check = refused(&market, &trade, &["SETTLE-CANCELLED"]).await?;
    assert_eq!(check.facts[0].order, Some("receipt"));
    assert_eq!(market.desk.order_status(&trade.receipt).await?.state, OrderState::Cancelled);
    assert_eq!(market.desk.order_status(&trade.delivery).await?.state, OrderState::Open);
    Ok(())
}

/// What a file says now, with the digest of that and the signature of what it said before.
fn doctored(
    market: &Market,
    signed: &SignedOrder<TradeOrder>,
    price: u128,
) -> SignedOrder<TradeOrder> {
    let order = TradeOrder { price, ..signed.order.clone() };
    let domain = settlement_domain(signed.chain_id, market.desk.settlement().expect("it settles"));
    SignedOrder { digest: order.digest(&domain), order, ..signed.clone() }
}

/// The contract needs no signature of whoever submits, and the file of that party was signed for another price.
#[tokio::test]
async fn a_file_is_held_to_its_signature_also_by_its_own_party() -> anyhow::Result<()> {
    let market = Market::open().await?;
    let (seller, buyer) = (wallet("INV-0001"), wallet("INV-0002"));
    let trade = market.trade("GBP 2,000", "1,990").await?;
    let (delivery, receipt) = (trade.delivery.clone(), trade.receipt.clone());
    let cheap = SettleTrade { delivery: doctored(&market, &delivery, PENNY), ..trade.clone() };
    let dear = doctored(&market, &receipt, receipt.order.price * 2);
    let dear = SettleTrade { receipt: dear, submitter: buyer, ..trade.clone() };
    let unsigned = SignedOrder { signature: Bytes::new(), ..delivery.clone() };
    let unsigned = SettleTrade { delivery: unsigned, ..trade.clone() };
    let before = [market.has(seller).await?, market.has(buyer).await?];
    for (trade, side) in [(&cheap, "delivery"), (&dear, "receipt"), (&unsigned, "delivery")] {
        assert_eq!(refusal(&market, trade, trade.delivery.order.units).await, None, "on chain");
        let check = market.desk.check_trade(trade).await?;
        assert_eq!(check.reasons().collect::<Vec<_>>(), ["SETTLE-SIGNATURE"]);
        assert_eq!(check.facts[0].order, Some(side));
        let run = market.desk.settle_trade(trade, Mode::Execute).await;
        assert!(matches!(run, Err(OperationError::SettlementRefused(_))), "{run:?}");
    }
    assert_eq!([market.has(seller).await?, market.has(buyer).await?], before);
    assert_eq!(market.desk.order_status(&cheap.delivery).await?.state, OrderState::Unsigned);
    assert_eq!(market.desk.order_status(&dear.receipt).await?.state, OrderState::Unsigned);
    assert_eq!(market.desk.order_status(&delivery).await?.state, OrderState::Open);
    market.desk.settle_trade(&trade, Mode::Execute).await?;
    Ok(())
}

/// A contract that somebody else wrote.
async fn deployed(market: &Market, code: Bytes) -> anyhow::Result<Address> {
    let request = TransactionRequest::default()
        .with_deploy_code(code)
        .with_from(market.desk.actors().address(Role::Issuer));
    let sent = market.desk.connection().provider().send_transaction(request).await?;
    Ok(sent.get_receipt().await?.contract_address.expect("a contract"))
}

/// USDT gives no allowance in the place of another, so a sum that was approved and not paid would stand in the way of every later one.
#[tokio::test]
async fn an_allowance_that_cash_does_not_replace_is_taken_back_first() -> anyhow::Result<()> {
    let market = Market::open().await?;
    // One allowance for everybody: `approve(_, value)` reverts where both the old one and `value` are not zero, and returns true;
    // whatever else is asked, the allowance is the answer.
    let code = bytes!(
        "6030600a5f3960305ff3"
        "5f3560e01c63095ea7b3146016575f545f5260205ff3"
        "5b602435805f5402156025575f5ffd5b5f5560015f5260205ff3"
    );
    let token = deployed(&market, code).await?;
    let cash = CashHandle { symbol: "USDT".to_owned(), token, decimals: 6, currency: None };
    let (owner, spender) = (Who::Wallet(wallet("INV-0002")), market.desk.settlement()?);
    let approval = |amount: u64| {
        let (cash, amount) = (cash.clone(), U256::from(amount));
        ApproveCash { cash, owner, spender, amount }
    };
    let allowed = async || {
        let call = CashToken::allowanceCall { owner: wallet("INV-0002"), spender };
        market.desk.read(token, &call).await
    };
    assert_eq!(market.desk.approve_cash(&approval(5), Mode::Execute).await?.len(), 1);
    assert!(market.desk.perform(&approval(7), Mode::Execute).await.is_err(), "it is not replaced");
    let tried = market.desk.approve_cash(&approval(7), Mode::DryRun).await?;
    assert_eq!(tried.iter().map(|one| one.follows).collect::<Vec<_>>(), [false, true]);
    assert_eq!(allowed().await?, U256::from(5), "a dry run changes nothing");
    let summaries = market.desk.approve_cash(&approval(7), Mode::Execute).await?;
    let summaries: Vec<&str> = summaries.iter().map(|one| one.summary.as_str()).collect();
    assert_eq!(
        summaries,
        [format!("approve {spender} for USDT 0"), format!("approve {spender} for USDT 0.000007")]
    );
    assert_eq!(allowed().await?, U256::from(7));
    // Taking back is no approval over another one.
    assert_eq!(market.desk.approve_cash(&approval(0), Mode::Execute).await?.len(), 1);
    assert_eq!(allowed().await?, U256::ZERO);
    Ok(())
}

/// What a token of somebody else refuses it says in its own words, which its issuer knows.
#[tokio::test]
async fn what_a_foreign_token_says_of_an_approval_is_told_with_its_issuer() -> anyhow::Result<()> {
    let market = Market::open().await?;
    // `approve` reverts with Error("paused"); whatever else is asked, the answer is zero.
    let code = bytes!(
        "6039600a5f3960395ff3"
        "5f3560e01c63095ea7b3146015575f5f5260205ff3"
        "5b6308c379a05f52602060205260066040526570617573656460d01b6060526064601cfd"
    );
    let token = deployed(&market, code).await?;
    let cash = CashHandle { symbol: "USDP".to_owned(), token, decimals: 6, currency: None };
    let (owner, spender) = (Who::Wallet(wallet("INV-0002")), market.desk.settlement()?);
    let approval = ApproveCash { cash, owner, spender, amount: U256::from(5) };
    for mode in [Mode::DryRun, Mode::Execute] {
        let refused = market.desk.approve_cash(&approval, mode).await.expect_err("it is paused");
        let said = "the cash token USDP refuses it (The contract says: paused); ask its issuer, whose refusal it is";
        assert_eq!(
            refused.to_string(),
            format!("could not approve {spender} for USDP 0.000005: {said}")
        );
    }
    Ok(())
}

/// A contract says itself what it has signed (ERC-1271).
#[tokio::test]
async fn the_signature_of_an_account_that_is_a_contract_is_its_own_affair() -> anyhow::Result<()> {
    let market = Market::open().await?;
    // Says of everything that it has signed it: what it returns is the selector of `isValidSignature`.
    let code = bytes!("6d631626ba7e60e01b5f5260205ff35f52600e6012f3");
    let deployed = deployed(&market, code).await?;
    let signed = market.trade("GBP 2,000", "1,990").await?.delivery;
    let order = TradeOrder { party: deployed, ..signed.order.clone() };
    let domain = settlement_domain(signed.chain_id, signed.settlement);
    let by_contract = SignedOrder { digest: order.digest(&domain), order, ..signed };
    assert_eq!(market.desk.order_status(&by_contract).await?.state, OrderState::Open);
    Ok(())
}

/// Lets time go by, and no block be made.
async fn wait(market: &Market, seconds: u64) -> anyhow::Result<()> {
    let client = market.desk.connection().provider().client();
    client.request::<_, serde_json::Value>("evm_increaseTime", [seconds]).await?;
    Ok(())
}

/// Where nothing happens on a chain the latest block is long past, and what is sent now is judged in the next one.
#[tokio::test]
async fn what_has_expired_since_the_latest_block_is_expired() -> anyhow::Result<()> {
    let market = Market::open().await?;
    let trade = market.trade("GBP 2,000", "1,990").await?;
    let block = market.desk.latest_block().await?;
    wait(&market, 100_000).await?;
    let check = refused(&market, &trade, &["SETTLE-EXPIRED"]).await?;
    assert_eq!(check.facts.len(), 2, "of both");
    assert_eq!(market.desk.order_status(&trade.delivery).await?.state, OrderState::Expired);
    let again = market.desk.require_live(&trade.delivery.order).await;
    assert!(matches!(again, Err(OperationError::Dead(DeadOrder::Past { .. }))), "{again:?}");
    // So are attestations, of which rules ask.
    wait(&market, 20 * 31_557_600).await?;
    refused(&market, &trade, &["SETTLE-EXPIRED"]).await?;
    let (from, to) = (wallet("INV-0001"), wallet("INV-0002"));
    let transfer =
        Transfer { leg: market.leg.clone(), from, to, amount: amount("GBP 1,000"), operator: None };
    let late = market.desk.perform(&transfer, Mode::Execute).await;
    assert!(matches!(late, Err(OperationError::Refused(_))), "{late:?}");
    assert_eq!(market.desk.latest_block().await?, block, "nothing was sent");
    Ok(())
}

/// A cash token may refuse what no fact and no rule tells: here it is the bond itself, which moves whole denominations.
#[tokio::test]
async fn a_payment_that_the_cash_token_refuses_is_found_by_trying() -> anyhow::Result<()> {
    let mut market = Market::open().await?;
    let (seller, buyer) = (wallet("INV-0001"), wallet("INV-0002"));
    let first = market.trade("GBP 5,000", "10").await?;
    market.desk.settle_trade(&first, Mode::Execute).await?;
    market.approve_units(buyer, "GBP 5,000").await?;
    let (symbol, token) = ("TG40".to_owned(), market.leg.token);
    market.cash = CashHandle { symbol, token, decimals: 2, currency: None };
    let delivery = market.order(TradeSide::Deliver, seller, "GBP 1,000", "0.01").await?;
    let receipt = market.order(TradeSide::Receive, buyer, "GBP 1,000", "0.01").await?;
    let trade = market.signed(delivery, receipt).await?;
    let check = market.desk.check_trade(&trade).await?;
    assert_eq!(check.reasons().collect::<Vec<_>>(), ["CASH-REFUSED"]);
    assert!(check.facts[0].details[0].contains("MovementRefused"), "{:?}", check.facts);
    let run = market.desk.settle_trade(&trade, Mode::Execute).await;
    assert!(matches!(run, Err(OperationError::SettlementRefused(_))), "{run:?}");
    Ok(())
}

#[tokio::test]
async fn an_instruction_survives_a_file_and_no_change() -> anyhow::Result<()> {
    let market = Market::open().await?;
    let signed = market.trade("GBP 2,000", "1,990").await?.delivery;
    let digest = Settlement::digestOfCall { instruction: signed.order.encode() };
    assert_eq!(market.desk.read(signed.settlement, &digest).await?, signed.digest);
    let domain = settlement_domain(signed.chain_id, signed.settlement);
    assert_eq!(signed.order.digest(&domain), signed.digest);

    let path = market.bench.folder().join("delivery.json");
    std::fs::write(&path, serde_json::to_string(&signed)?)?;
    assert_eq!(SignedOrder::<TradeOrder>::load(&path)?, signed);
    let mut forged = signed.clone();
    forged.order.price += PENNY;
    std::fs::write(&path, serde_json::to_string(&forged)?)?;
    let reason = SignedOrder::<TradeOrder>::load(&path).expect_err("changed").to_string();
    assert!(reason.contains("its digest is not that of what it says"), "{reason}");
    let text = serde_json::to_string(&signed)?.replace("instruction/2", "subscription/2");
    std::fs::write(&path, text)?;
    let reason = SignedOrder::<TradeOrder>::load(&path).expect_err("another").to_string();
    assert!(reason.contains("its schema is"), "{reason}");

    let elsewhere = SignedOrder { chain_id: signed.chain_id + 1, ..signed.clone() };
    let error = market.desk.order_status(&elsewhere).await;
    let Err(OperationError::SignedElsewhere(foreign)) = error else { panic!("{error:?}") };
    assert!(matches!(*foreign, SignedElsewhere::Contract { .. }), "{foreign}");
    // Devnets have one id, and the contracts of one deployment one address.
    let elsewhere = SignedOrder { genesis_hash: B256::repeat_byte(3), ..signed };
    let error = market.desk.order_status(&elsewhere).await;
    let Err(OperationError::SignedElsewhere(foreign)) = error else { panic!("{error:?}") };
    assert!(matches!(*foreign, SignedElsewhere::Chain { .. }), "{foreign}");
    Ok(())
}

fn ethers_digest(chain: u64, settlement: Address, order: &TradeOrder) -> [u8; 32] {
    let members = [
        ("side", "uint8", json!(order.side.number().to_string())),
        ("party", "address", json!(order.party)),
        ("bond", "address", json!(order.bond)),
        ("units", "uint128", json!(order.units.to_string())),
        ("cash", "address", json!(order.cash)),
        ("price", "uint128", json!(order.price.to_string())),
        ("counterparty", "address", json!(order.counterparty.unwrap_or_default())),
        ("agent", "address", json!(order.agent.unwrap_or_default())),
        ("minimumFill", "uint128", json!(order.minimum_fill.to_string())),
        ("validUntil", "uint40", json!(order.valid_until.to_string())),
        ("nonce", "uint256", json!(order.nonce.to_string())),
    ];
    ethers_typed_digest(&settlement_domain(chain, settlement), "Instruction", &members)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(128) })]

    #[test]
    fn two_libraries_sign_the_same_instruction(
        deliver: bool,
        wallets: [[u8; 20]; 4],
        named: [Option<[u8; 20]>; 2],
        numbers: [u128; 3],
        valid_until in 0_u64..1 << 40,
        nonce: [u8; 32],
        chain: u64,
    ) {
        let [party, bond, cash, settlement] = wallets.map(Address::from);
        let [counterparty, agent] = named.map(|wallet| wallet.map(Address::from));
        let [units, price, minimum_fill] = numbers;
        let order = TradeOrder {
            side: if deliver { TradeSide::Deliver } else { TradeSide::Receive },
            party, bond, units, cash, price, counterparty, agent, minimum_fill, valid_until,
            nonce: U256::from_be_bytes(nonce),
        };
        let digest = order.digest(&settlement_domain(chain, settlement));
        prop_assert_eq!(digest.0, ethers_digest(chain, settlement, &order));
        let text = serde_json::to_string(&order).expect("JSON");
        prop_assert_eq!(serde_json::from_str::<TradeOrder>(&text).expect("an order"), order);
    }
}
