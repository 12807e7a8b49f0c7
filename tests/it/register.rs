//! The register: as it was at the end of a day, against balances and record dates; reconciled, and with a planted break.

use std::collections::BTreeMap;

use alloy::eips::BlockId;
use alloy::network::TransactionBuilder;
use alloy::primitives::aliases::U40;
use alloy::primitives::{Address, B256, U256};
use alloy::providers::Provider;
use alloy::providers::ext::AnvilApi;
use alloy::rpc::types::TransactionRequest;
use alloy::sol_types::SolCall;
use corridor_bindings::ISecurityToken::{addRecordDateCall, balanceOfCall};
use corridor_deploy::accounts::{Role, test_address};
use corridor_deploy::calendar::UtcDay;
use corridor_deploy::deployment::{BondRecord, Goal};
use corridor_deploy::network::Connection;
use corridor_deploy::owner::Owner;
use corridor_deploy::register::{
    At, Break, Checked, DEFAULT_SPAN, Reconciliation, Register, RegisterError, Request, reconcile,
    register_at,
};
use corridor_operations::{
    Desk, Exchange, Freeze, LinkWallet, Mint, Mode, Part, RecordCertificate, Redeem, Transfer,
    Unfreeze, UnlinkWallet,
};
use corridor_tests::bench::{Bench, amount, gilt, roles, uk_goal, us_exemption, wallet};
use corridor_tests::multitude::{GIVER, Multitude};

use crate::doctor::{endpoint, plants};

const GILT: &str = "treasury-gilt-2040@uk-sandbox";

async fn at(
    connection: &Connection,
    desk: &Desk,
    at: At,
) -> anyhow::Result<Result<Register, RegisterError>> {
    let request = Request { at, cancelled: true, ..Request::now(GILT) };
    Ok(register_at(connection, desk.manifest()?, request, &mut |_| {}).await)
}

async fn reconciled(desk: &Desk, instrument: &str, at: At) -> anyhow::Result<Reconciliation> {
    let request = Request { at, ..Request::now(instrument) };
    Ok(reconcile(desk.connection(), desk.manifest()?, request, &mut |_| {}).await?)
}

/// Who holds what, in whole pounds.
fn held(register: &Register) -> BTreeMap<Address, u64> {
    let holders = register.holders.iter();
    holders.map(|holder| (holder.wallet, (holder.units / U256::from(100)).to())).collect()
}

async fn now(desk: &Desk) -> anyhow::Result<u64> {
    let block = desk.connection().provider().get_block(BlockId::latest()).await?;
    Ok(block.expect("a block").header.timestamp)
}

async fn move_to(desk: &Desk, time: u64) -> anyhow::Result<()> {
    Ok(desk.connection().provider().anvil_set_next_block_timestamp(time).await?)
}

async fn add_record_date(desk: &Desk, at: u64) -> anyhow::Result<()> {
    let call = addRecordDateCall { at: U40::from(at) };
    let request = TransactionRequest::default()
        .with_from(desk.actors().address(Role::PayingAgent))
        .with_to(desk.leg(GILT, None)?.token)
        .with_input(call.abi_encode());
    let receipt = desk.connection().provider().send_transaction(request).await?;
    anyhow::ensure!(receipt.get_receipt().await?.status(), "refused");
    Ok(())
}

async fn give(desk: &Desk, from: &str, to: &str, pounds: &str) -> anyhow::Result<()> {
    let (from, to) = (wallet(from), wallet(to));
    let leg = desk.leg(GILT, None)?;
    let transfer = Transfer { leg, from, to, amount: amount(pounds), operator: None };
    desk.perform(&transfer, Mode::Execute).await?;
    Ok(())
}

/// Three days of movements; the first of them.
async fn three_days() -> anyhow::Result<(Bench, Desk, UtcDay)> {
    let (bench, desk) = Bench::onboarded(&uk_goal()).await?;
    let first = UtcDay::from_seconds(now(&desk).await?).expect("a day");
    let first = UtcDay::from_number(first.number() + 1);
    move_to(&desk, first.start_seconds() + 100).await?;
    for (reference, pounds) in [("INV-0001", "GBP 5,000"), ("INV-0002", "GBP 3,000")] {
        let (leg, to) = (desk.leg(GILT, None)?, wallet(reference));
        desk.perform(&Mint { leg, to, amount: amount(pounds) }, Mode::Execute).await?;
    }
    add_record_date(&desk, first.end_seconds()).await?;
    move_to(&desk, first.end_seconds() - 1).await?;
    give(&desk, "INV-0001", "INV-0002", "GBP 1,000").await?;
    // The first second of the next day is no longer this one.
    move_to(&desk, first.end_seconds()).await?;
    give(&desk, "INV-0001", "INV-0003", "GBP 4,000").await?;
    move_to(&desk, first.end_seconds() + 86_400).await?;
    give(&desk, "INV-0003", "INV-0001", "GBP 1,000").await?;
    Ok((bench, desk, first))
}

#[tokio::test]
async fn a_past_day_is_what_was_held_then() -> anyhow::Result<()> {
    let (_bench, desk, first) = three_days().await?;
    let connection = desk.connection();
    let [one, two, three] = ["INV-0001", "INV-0002", "INV-0003"].map(wallet);
    let day = |days: u16| UtcDay::from_number(first.number() + days);
    let of = async |moment: At| -> anyhow::Result<Register> {
        Ok(at(connection, &desk, moment).await??)
    };

    let before = of(At::EndOf(UtcDay::from_number(first.number() - 1))).await?;
    assert!(before.holders.is_empty() && before.cancelled.is_empty());
    let day_one = of(At::EndOf(first)).await?;
    assert_eq!(held(&day_one), BTreeMap::from([(one, 4_000), (two, 4_000)]));
    let dates = vec![first.end_seconds()];
    assert_eq!(day_one.legs[0].checked, Checked::Stored { views: 2, record_dates: dates });
    let day_two = of(At::EndOf(day(1))).await?;
    assert_eq!(held(&day_two), BTreeMap::from([(two, 4_000), (three, 4_000)]));
    let [gone] = &day_two.cancelled[..] else { panic!("{day_two:?}") };
    assert_eq!((gone.wallet, gone.amount.as_str()), (one, "GBP 4,000"));
    assert_eq!((gone.issued, gone.cancelled), (Some(first), Some(day(1))));
    let so_far = of(At::EndOf(day(2))).await?;
    assert_eq!(held(&so_far), BTreeMap::from([(one, 1_000), (two, 4_000), (three, 3_000)]));
    assert_eq!(so_far.notes, [format!("{} is not over: this is the register so far", day(2))]);
    let back = so_far.holders.iter().find(|holder| holder.wallet == one).expect("a holder");
    assert_eq!((back.issued, back.cancelled), (Some(day(2)), None));

    // By block, against the balances of every block.
    let token = desk.leg(GILT, None)?.token;
    for block in day_one.moment.block - 2..=so_far.moment.block {
        let register = of(At::Block(block)).await?;
        for (account, pounds) in held(&register) {
            let call = TransactionRequest::default().with_to(token);
            let call = call.with_input(balanceOfCall { account }.abi_encode());
            let answer = connection.provider().call(call).block(BlockId::number(block)).await?;
            assert_eq!(U256::from_be_slice(&answer), U256::from(100 * pounds), "block {block}");
        }
    }
    let late = at(connection, &desk, At::Block(1_000_000)).await?;
    assert!(matches!(late, Err(RegisterError::NoBlock { .. })), "{late:?}");
    let early = at(connection, &desk, At::EndOf(UtcDay::from_number(1))).await?;
    assert!(matches!(early, Err(RegisterError::BeforeTheChain { .. })), "{early:?}");
    Ok(())
}

#[tokio::test]
async fn an_endpoint_without_state_says_so_and_one_without_times_gives_the_same()
-> anyhow::Result<()> {
    let (_bench, desk, first) = three_days().await?;
    let (leg, wallet_of_two) = (desk.leg(GILT, None)?, wallet("INV-0002"));
    let part = Part::Amount(amount("GBP 700"));
    let freeze = Freeze { leg: leg.clone(), wallet: wallet_of_two, part };
    desk.perform(&freeze, Mode::Execute).await?;
    let while_frozen = At::Block(desk.connection().provider().get_block_number().await?);
    desk.perform(&Unfreeze { leg, wallet: wallet_of_two, part }, Mode::Execute).await?;
    let plain = at(desk.connection(), &desk, At::Latest).await??;
    let endpoint = desk.connection().network().endpoint.url().to_string();
    let limited = endpoint::limited(&endpoint).await?.connect().await?;
    let same = at(&limited, &desk, At::Latest).await??;
    assert_eq!(serde_json::to_value(&same)?, serde_json::to_value(&plain)?);
    let past = at(&limited, &desk, At::EndOf(first)).await??;
    assert_eq!(past.legs[0].checked, Checked::ControlBook);
    assert!(past.notes[0].starts_with("the endpoint keeps no state"), "{:?}", past.notes);
    let full = at(desk.connection(), &desk, At::EndOf(first)).await??;
    assert_eq!(held(&past), held(&full));
    for (connection, moment, part) in [
        (&limited, while_frozen, "GBP 700"),
        (desk.connection(), while_frozen, "GBP 700"),
        (&limited, At::Latest, "GBP 0"),
    ] {
        let register = at(connection, &desk, moment).await??;
        let row = register.holders.iter().find(|holder| holder.wallet == wallet_of_two);
        assert_eq!(row.map(|row| row.frozen.as_str()), Some(part), "{moment:?}");
    }
    let request = Request { at: At::EndOf(first), ..Request::now(GILT) };
    let refused = reconcile(&limited, desk.manifest()?, request, &mut |_| {}).await;
    assert!(matches!(refused, Err(RegisterError::NoState { .. })), "{refused:?}");
    Ok(())
}

#[tokio::test]
async fn a_planted_break_is_listed_with_its_holder() -> anyhow::Result<()> {
    let (_bench, desk, _) = three_days().await?;
    let clean = reconciled(&desk, GILT, At::Latest).await?;
    assert!(clean.is_clean(), "{clean:?}");
    let [leg] = &clean.legs[..] else { panic!("{clean:?}") };
    assert_eq!((leg.transfers, leg.wallets, leg.holders), (5, 3, 3));
    let all = U256::from(800_000);
    let sums = [leg.by_control_book, leg.by_events, leg.by_storage, leg.supply];
    assert_eq!(sums, [all; 4]);

    let (token, holder) = (desk.leg(GILT, None)?.token, wallet("INV-0002"));
    let (provider, slot) = (desk.connection().provider(), plants::holding(holder));
    let before = provider.get_storage_at(token, slot).await?;
    provider.anvil_set_storage_at(token, slot, (before + U256::ONE).into()).await?;
    provider.anvil_mine(Some(1), None).await?;
    let broken = reconciled(&desk, GILT, At::Latest).await?;
    let leg = Some("uk".to_owned());
    let found = |what, holder, by_events: &str, by_storage: &str| Break {
        leg: leg.clone(),
        what,
        holder,
        by_events: by_events.to_owned(),
        by_storage: by_storage.to_owned(),
    };
    assert_eq!(
        broken.breaks,
        [
            found("stored holding", Some(holder), "GBP 4,000", "GBP 4,000.01"),
            found("balance", Some(holder), "GBP 4,000", "GBP 4,000.01"),
            found("sum of the holders, against what is stored", None, "GBP 8,000", "GBP 8,000.01"),
        ]
    );
    let refused = at(desk.connection(), &desk, At::Latest).await?;
    assert!(matches!(refused, Err(RegisterError::Holder { .. })), "{refused:?}");
    provider.anvil_set_storage_at(token, slot, before.into()).await?;
    provider.anvil_mine(Some(1), None).await?;
    assert!(reconciled(&desk, GILT, At::Latest).await?.is_clean());

    let part = Part::Amount(amount("GBP 700"));
    let freeze = Freeze { leg: desk.leg(GILT, None)?, wallet: holder, part };
    desk.perform(&freeze, Mode::Execute).await?;
    assert!(reconciled(&desk, GILT, At::Latest).await?.is_clean());
    provider.anvil_set_storage_at(token, plants::frozen(holder), U256::from(500).into()).await?;
    provider.anvil_mine(Some(1), None).await?;
    let broken = reconciled(&desk, GILT, At::Latest).await?;
    assert_eq!(broken.breaks, [found("frozen part", Some(holder), "GBP 700", "GBP 5")]);
    let refused = at(desk.connection(), &desk, At::Latest).await?;
    assert!(matches!(refused, Err(RegisterError::Frozen { .. })), "{refused:?}");
    Ok(())
}

#[tokio::test]
async fn a_position_that_ended_stays_with_whom_it_was() -> anyhow::Result<()> {
    let (_bench, desk) = Bench::onboarded(&uk_goal()).await?;
    let (first, leg) = (wallet("INV-0001"), desk.leg(GILT, None)?);
    let lost = *desk.wallets_of(first).await?.last().expect("a second wallet");
    let investor = desk.standing(lost).await?.investor();
    let mint = Mint { leg: leg.clone(), to: lost, amount: amount("GBP 1,000") };
    desk.perform(&mint, Mode::Execute).await?;
    let (to, part) = (first, amount("GBP 1,000"));
    let transfer = Transfer { leg, from: lost, to, amount: part, operator: None };
    desk.perform(&transfer, Mode::Execute).await?;
    desk.perform(&UnlinkWallet { wallet: lost }, Mode::Execute).await?;
    let row = async |connection: &Connection| -> anyhow::Result<(Option<u64>, Option<String>)> {
        let register = at(connection, &desk, At::Latest).await??;
        let [gone] = &register.cancelled[..] else { panic!("{register:?}") };
        assert_eq!((gone.wallet, gone.amount.as_str()), (lost, "GBP 1,000"));
        Ok((gone.investor, gone.jurisdiction.clone()))
    };
    let was = (Some(investor), Some("GB".to_owned()));
    assert_eq!(row(desk.connection()).await?, was, "not nobody's");
    let link = LinkWallet { wallet: wallet("INV-0003"), new_wallet: lost };
    desk.perform(&link, Mode::Execute).await?;
    assert_eq!(row(desk.connection()).await?, was, "nor that of whom it belongs to now");
    let endpoint = desk.connection().network().endpoint.url().to_string();
    let limited = endpoint::limited(&endpoint).await?.connect().await?;
    assert_eq!(row(&limited).await?, (Some(investor), None), "without state of then");
    Ok(())
}

#[tokio::test]
async fn owners_are_those_of_the_day() -> anyhow::Result<()> {
    let (_bench, desk, first) = three_days().await?;
    let manifest = desk.manifest()?;
    let day = |days: u16| UtcDay::from_number(first.number() + days);
    let owned = async |moment: At, since: UtcDay| -> anyhow::Result<(Vec<UtcDay>, Register)> {
        let mut register = at(desk.connection(), &desk, moment).await??;
        register.add_commitments(desk.connection(), manifest, DEFAULT_SPAN).await?;
        let asked = std::cell::RefCell::new(Vec::new());
        register.add_owners(|_, day| {
            asked.borrow_mut().push(day);
            let owner = Owner {
                name: "Ada".to_owned(),
                registration: None,
                address: Vec::new(),
                contact: None,
                tax_residence: None,
            };
            Ok::<_, std::convert::Infallible>(Some((owner, since)))
        })?;
        Ok((asked.into_inner(), register))
    };
    let (asked, register) = owned(At::EndOf(first), first).await?;
    assert_eq!((asked, register.notes.len()), (vec![first; 2], 0));
    let at_block = At::Block(register.moment.block);
    assert_eq!(owned(at_block, first).await?.0, [first; 2]);
    // Who holds no more is who it was before that day was over.
    let (asked, _) = owned(At::EndOf(day(1)), first).await?;
    assert_eq!(asked, [day(1), day(1), first]);
    let (_, register) = owned(At::EndOf(first), day(1)).await?;
    assert!(register.holders.iter().all(|holder| holder.owner_recorded == Some(day(1))));
    let note = format!(
        "2 of 2 positions are shown with an entry of the book that is younger than they are; the first was recorded on {}",
        day(1)
    );
    assert_eq!(register.notes, [note]);
    Ok(())
}

#[tokio::test]
async fn a_token_that_is_not_the_leg_s_has_no_register_there() -> anyhow::Result<()> {
    let (_bench, desk) = Bench::onboarded(&uk_goal()).await?;
    let refused = async |change: fn(&mut BondRecord), what: &str| -> anyhow::Result<()> {
        let mut manifest = desk.manifest()?.clone();
        change(manifest.bonds.get_mut(GILT).expect("the gilt"));
        let request = Request::now(GILT);
        let found = register_at(desk.connection(), &manifest, request, &mut |_| {}).await;
        let error = found.expect_err("another token").to_string();
        assert!(error.contains(what), "{error}");
        let found = reconcile(desk.connection(), &manifest, request, &mut |_| {}).await;
        assert_eq!(found.expect_err("another token").to_string(), error);
        Ok(())
    };
    let isin = |bond: &mut BondRecord| bond.legs[0].isin = "ZZBONDI00006".parse().expect("an ISIN");
    refused(isin, "is GB00B6460505 by the chain, and ZZBONDI00006 by the manifest").await?;
    let currency = |bond: &mut BondRecord| bond.currency = "USD".parse().expect("a currency");
    refused(currency, "is number 826 of ISO 4217 by the chain, and USD by the manifest").await?;
    let twice = |bond: &mut BondRecord| bond.legs.push(bond.legs[0].clone());
    refused(twice, "that of one leg by the chain, and that of several by the manifest").await
}

#[tokio::test]
async fn what_is_authorised_is_told_and_compared() -> anyhow::Result<()> {
    let (_bench, desk, first) = three_days().await?;
    let endpoint = desk.connection().network().endpoint.url().to_string();
    let limited = endpoint::limited(&endpoint).await?.connect().await?;
    let token = desk.leg(GILT, None)?.token;
    let all = U256::from(100_000_000_000_u64);
    for connection in [desk.connection(), &limited] {
        let register = at(connection, &desk, At::EndOf(first)).await??;
        assert_eq!(register.legs[0].authorised, Some(all));
    }
    let found = reconciled(&desk, GILT, At::Latest).await?;
    assert_eq!((found.legs[0].authorised, found.is_clean()), (all, true));
    let (provider, slot) = (desk.connection().provider(), plants::issue_volume_slot());
    let word = provider.get_storage_at(token, slot).await?;
    let less = U256::from(700_000);
    // It is the upper half of its word.
    let planted: U256 = (word & U256::from(u128::MAX)) | (less << 128);
    provider.anvil_set_storage_at(token, slot, planted.into()).await?;
    provider.anvil_mine(Some(1), None).await?;
    let broken = reconciled(&desk, GILT, At::Latest).await?;
    let breaks: Vec<_> =
        broken.breaks.iter().map(|one| (one.what, one.by_events.as_str())).collect();
    let expected = [
        ("authorised, by creation and taps", "GBP 1,000,000,000"),
        ("issued beyond what is authorised", "GBP 8,000"),
    ];
    assert_eq!(breaks, expected);
    Ok(())
}

#[tokio::test]
async fn what_is_redeemed_and_exchanged_stands_in_the_control_book() -> anyhow::Result<()> {
    let goal = Goal::system(&roles()).with_instrument(gilt(us_exemption("GBP 1,000")));
    let (_bench, desk) = Bench::onboarded(&goal).await?;
    let bond = "treasury-gilt-2040@us-exemption";
    let (leg, enters) = (desk.leg(bond, Some("reg-s"))?, desk.leg(bond, Some("144a"))?);
    let (from, to) = (wallet("INV-0021"), wallet("INV-0011"));
    let issue = Mint { leg: leg.clone(), to: from, amount: amount("GBP 5,000") };
    desk.perform(&issue, Mode::Execute).await?;
    let certificate = RecordCertificate {
        leg: enters.clone(),
        wallet: to,
        certificate: "qib-transferee".parse()?,
        until: Some(UtcDay::from_number(u16::MAX)),
        document: B256::repeat_byte(1),
    };
    desk.perform(&certificate, Mode::Execute).await?;
    let (leaves, part) = (leg.clone(), amount("GBP 2,000"));
    let exchange = Exchange { leg: leaves, enters, from, to, amount: part, operator: None };
    desk.perform(&exchange, Mode::Execute).await?;
    let redeem = Redeem { leg, from, amount: amount("GBP 1,000") };
    desk.perform(&redeem, Mode::Execute).await?;
    let found = reconciled(&desk, bond, At::Latest).await?;
    assert!(found.is_clean(), "{found:?}");
    let parts: BTreeMap<&str, [u64; 4]> = found
        .legs
        .iter()
        .map(|leg| {
            let book = &leg.control;
            let parts = [book.issued, book.redeemed, book.exchanged_in, book.exchanged_out];
            (leg.leg.as_str(), parts.map(|units| (units / U256::from(100)).to()))
        })
        .collect();
    let expected = [("reg-s", [5_000, 1_000, 0, 2_000]), ("144a", [0, 0, 2_000, 0])];
    assert_eq!(parts, BTreeMap::from(expected));
    Ok(())
}

#[tokio::test]
async fn a_crowd_is_what_each_of_it_says() -> anyhow::Result<()> {
    // Several questions for standings and for stored words, on their way together.
    let multitude = Multitude { holders: 5_000, transfers: 10_000 };
    let bench = Bench::start_with_interval(100).await?;
    bench.apply(&uk_goal()).await?;
    let (desk, mut book) = (bench.desk()?, bench.book()?);
    multitude.gather(&bench, &desk, &mut book, GILT).await?;
    let found = reconciled(&desk, GILT, At::Latest).await?;
    assert!(found.is_clean(), "{found:?}");
    assert_eq!((found.legs[0].transfers, found.legs[0].holders), (10_000, 5_000));
    let register = at(desk.connection(), &desk, At::Latest).await??;
    let held: BTreeMap<Address, U256> =
        register.holders.iter().map(|holder| (holder.wallet, holder.units)).collect();
    let token = desk.leg(GILT, None)?.token;
    for number in 0..multitude.holders {
        let account = if number == 0 { test_address(GIVER)? } else { Multitude::wallet(number) };
        let call = TransactionRequest::default().with_to(token);
        let call = call.with_input(balanceOfCall { account }.abi_encode());
        let answer = desk.connection().provider().call(call).await?;
        assert_eq!(held[&account], U256::from_be_slice(&answer), "{account}");
    }
    Ok(())
}
