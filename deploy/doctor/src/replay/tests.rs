use alloy::primitives::aliases::{U24, U40};
use alloy::primitives::{Address, B256, U256};
use corridor_bindings::EntrantLedger::{self, EntrantLedgerEvents};
use corridor_bindings::ISecurityToken::{self, ISecurityTokenEvents};
use corridor_bindings::InstrumentLedger::{self, InstrumentLedgerEvents};
use corridor_bindings::InvestorRegistry::{self, InvestorRegistryEvents};
use corridor_bindings::Permits::{self, PermitsEvents};
use corridor_bindings::standing::Standing;

use super::*;

const TOKEN: Address = Address::repeat_byte(1);
const ALICE: Address = Address::repeat_byte(2);
const BOB: Address = Address::repeat_byte(3);
const DAY: u64 = 20_000;

/// Applies events, each in a transaction of its own.
fn after(events: impl IntoIterator<Item = Event>) -> History {
    let mut history = History::default();
    for (number, event) in (1..).zip(events) {
        history.apply(event, moment(number, DAY));
    }
    history.finish(DAY * 86_400);
    history
}

fn moment(number: u64, day: u64) -> Moment {
    let transaction = B256::from(U256::from(number));
    Moment { origin: Origin { block: number, transaction }, time: day * 86_400 }
}

fn moved(from: Address, to: Address, value: u64) -> Event {
    let value = U256::from(value);
    Event::Token(
        TOKEN,
        ISecurityTokenEvents::Transfer(ISecurityToken::Transfer { from, to, value }),
    )
}

fn forced(from: Address, to: Address, amount: u64) -> Event {
    let amount = U256::from(amount);
    let forced = ISecurityToken::ForcedTransfer { from, to, amount };
    Event::Token(TOKEN, ISecurityTokenEvents::ForcedTransfer(forced))
}

fn opened(books: u16, ready: u16) -> Event {
    let (books, ready) = (U256::from(books), U256::from(ready));
    let opened = InstrumentLedger::BooksOpened { instrument: TOKEN, books, ready };
    Event::Books(InstrumentLedgerEvents::BooksOpened(opened))
}

fn registered(investor: u64, wallet: Address) -> Event {
    let facts = Standing::default().with_jurisdiction(826);
    Event::Registered { investor, wallet, facts }
}

fn disputes(history: &History) -> Vec<(&'static str, &str, &str)> {
    let all = history.disputes.iter();
    all.map(|one| (one.check, one.said.as_str(), one.recounted.as_str())).collect()
}

#[test]
fn a_forced_transfer_is_told_by_what_follows_it_in_its_transaction() {
    let mut history =
        after([opened(books::VOLUMES, books::VOLUMES), moved(Address::ZERO, ALICE, 9)]);
    let at = moment(3, DAY);
    history.apply(moved(ALICE, BOB, 2), at);
    history.apply(forced(ALICE, BOB, 2), at);
    history.apply(moved(ALICE, BOB, 3), at);
    history.flush();
    let sold = &history.legs[&TOKEN].books.volumes.sold;
    assert_eq!(amount_of(sold, &(Scope::Instrument, U256::ZERO, DAY as u16)), U256::from(3));
    assert_eq!(history.legs[&TOKEN].balance(BOB), U256::from(5));
}

#[test]
fn a_forced_transfer_of_another_transaction_or_amount_is_not_taken_for_it() {
    let issue = || [opened(books::VOLUMES, books::VOLUMES), moved(Address::ZERO, ALICE, 9)];
    let other = after(issue().into_iter().chain([moved(ALICE, BOB, 2), forced(ALICE, BOB, 2)]));
    assert_eq!(other.legs[&TOKEN].books.volumes.sold.len(), 3);
    let mut history = after(issue());
    history.apply(moved(ALICE, BOB, 2), moment(3, DAY));
    history.apply(forced(ALICE, BOB, 1), moment(3, DAY));
    assert_eq!(history.legs[&TOKEN].books.volumes.sold.len(), 3);
}

#[test]
fn a_report_of_another_supply_is_disputed() {
    let report = |outstanding: u64| {
        let outstanding = U256::from(outstanding);
        let changed = EntrantLedger::OutstandingChanged { instrument: TOKEN, outstanding };
        Event::Entrants(EntrantLedgerEvents::OutstandingChanged(changed))
    };
    let history = after([moved(Address::ZERO, ALICE, 5), report(5), report(6)]);
    assert_eq!(disputes(&history), [("outstanding", "6", "5")]);
}

#[test]
fn a_regime_that_did_not_follow_the_one_before_is_disputed() {
    let replaced = |before: u8, regime: u8| {
        let replaced = ISecurityToken::RegimeReplaced {
            previousRegime: Address::repeat_byte(before),
            regime: Address::repeat_byte(regime),
            previousProfile: B256::repeat_byte(before),
            profile: B256::repeat_byte(regime),
        };
        Event::Token(TOKEN, ISecurityTokenEvents::RegimeReplaced(replaced))
    };
    assert_eq!(after([replaced(0, 1), replaced(1, 2)]).disputes.len(), 0);
    assert_eq!(after([replaced(0, 1), replaced(3, 2)]).disputes.len(), 1);
}

#[test]
fn books_and_seeds_that_say_otherwise_are_disputed() {
    let seeded = |said: u64| Event::Seeded {
        token: TOKEN,
        wallets: vec![ALICE],
        seeded: U256::from(said),
        outstanding: U256::from(5),
    };
    let issue = || moved(Address::ZERO, ALICE, 5);
    assert_eq!(disputes(&after([issue(), opened(1, 0), seeded(5)])), []);
    assert_eq!(disputes(&after([issue(), opened(1, 0), seeded(4)])), [("holders", "4", "5")]);
    assert_eq!(disputes(&after([issue(), opened(1, 1)])), [("books", "1", "0")]);
    let class = |class| Event::Recounted { token: TOKEN, wallets: vec![ALICE], class };
    let known = || [registered(1, ALICE), issue(), opened(1, 0), seeded(5)];
    assert_eq!(disputes(&after(known().into_iter().chain([class((826, 0))]))), []);
    let other = after(known().into_iter().chain([class((840, 0))]));
    assert_eq!(disputes(&other), [("holders", "(840, 0)", "(826, 0)")]);
}

#[test]
fn offers_pools_and_breaches_that_say_otherwise_are_disputed() {
    let offered = |jurisdiction: u16| {
        let offer = InstrumentLedger::OfferRecorded {
            instrument: TOKEN,
            investor: U40::from(1),
            jurisdiction,
            categories: 0,
        };
        Event::Books(InstrumentLedgerEvents::OfferRecorded(offer))
    };
    assert_eq!(disputes(&after([registered(1, ALICE), offered(826)])), []);
    assert_eq!(after([registered(1, ALICE), offered(840)]).disputes[0].check, "offers");
    assert_eq!(after([registered(1, ALICE), offered(826), offered(826)]).disputes.len(), 1);
    let joined = InstrumentLedger::OfferingPoolSet {
        instrument: TOKEN,
        pool: B256::repeat_byte(1),
        currency: (*b"GBP").into(),
        outstanding: U256::from(3),
    };
    let joined = Event::Books(InstrumentLedgerEvents::OfferingPoolSet(joined));
    assert_eq!(disputes(&after([joined])), [("offerings", "3", "0")]);
    let (day, volume, average) = (DAY as u16, U256::from(7), U256::ZERO);
    let breached = InstrumentLedger::VolumeBreached { instrument: TOKEN, day, volume, average };
    let breached = Event::Books(InstrumentLedgerEvents::VolumeBreached(breached));
    assert_eq!(disputes(&after([breached])), [("breaches", "7", "0")]);
}

#[test]
fn wallets_of_one_investor_follow_the_trail() {
    let linked = InvestorRegistry::WalletLinked { investor: U40::from(1), wallet: BOB };
    let linked = Event::Investors(InvestorRegistryEvents::WalletLinked(linked));
    let history = after([registered(1, ALICE), linked]);
    assert_eq!(history.investors.wallets[&1].value, [ALICE, BOB]);
    // The new wallet has no standing yet: all of an investor's have to have one.
    assert_ne!(history.investors.standing(ALICE), history.investors.standing(BOB));
}

#[test]
fn the_two_latest_of_too_many_lots_become_one() {
    let mut history = after([opened(books::LOTS, 0), moved(Address::ZERO, BOB, 1)]);
    for day in 1..=18 {
        history.apply(moved(Address::ZERO, ALICE, day), moment(10 + day, DAY + day));
    }
    history.flush();
    let leg = &history.legs[&TOKEN];
    let lots = leg.books.lots.all(ALICE, leg.balance(ALICE));
    assert_eq!(lots.len(), 16);
    let latest = (DAY + 18) as u16;
    assert_eq!(lots.last_key_value(), Some((&latest, &U256::from(16 + 17 + 18))));
}

#[test]
fn lots_that_restart_and_lots_that_are_chosen() {
    let terms = InstrumentLedger::LotTermsSet {
        instrument: TOKEN,
        trancheDay: 0,
        affiliateFlags: U24::from(1),
    };
    let terms = Event::Books(InstrumentLedgerEvents::LotTermsSet(terms));
    let mut history = after([opened(books::LOTS, 0), terms, moved(Address::ZERO, BOB, 1)]);
    history.apply(moved(Address::ZERO, ALICE, 5), moment(10, DAY));
    history.apply(moved(Address::ZERO, ALICE, 5), moment(11, DAY + 1));
    let chosen =
        InstrumentLedger::LotChosen { instrument: TOKEN, wallet: ALICE, day: (DAY + 1) as u16 };
    history.apply(Event::Books(InstrumentLedgerEvents::LotChosen(chosen)), moment(12, DAY + 1));
    history.apply(moved(ALICE, BOB, 7), moment(13, DAY + 2));
    history.flush();
    let lots = &history.legs[&TOKEN].books.lots;
    let of = |wallet| lots.all(wallet, history.legs[&TOKEN].balance(wallet));
    assert_eq!(of(ALICE), [(DAY as u16, U256::from(3))].into());
    let bob = [(DAY as u16, U256::from(3)), ((DAY + 1) as u16, U256::from(5))];
    assert_eq!(of(BOB), bob.into());
}

const THERE: Address = Address::repeat_byte(9);

/// A wallet of the only investor comes to have a standing.
fn standing_of(wallet: Address, facts: Standing) -> Event {
    let investor = U40::from(1);
    let standing = facts.word() | U256::ONE;
    let changed = InvestorRegistry::StandingChanged { wallet, investor, standing };
    Event::Investors(InvestorRegistryEvents::StandingChanged(changed))
}

/// What Alice takes from a leg to another one, where `recipient` receives it.
fn exchanged(history: &mut History, recipient: Address, amount: u64, at: Moment) {
    let amount = U256::from(amount);
    let moved = |leg, from, to| {
        let moved = ISecurityToken::Transfer { from, to, value: amount };
        Event::Token(leg, ISecurityTokenEvents::Transfer(moved))
    };
    let left = ISecurityToken::ExchangedOut {
        holder: ALICE,
        operator: ALICE,
        destination: THERE,
        amount,
        issueVolume: U256::ZERO,
    };
    let came =
        ISecurityToken::ExchangedIn { source: TOKEN, recipient, amount, issueVolume: U256::ZERO };
    history.apply(moved(TOKEN, ALICE, Address::ZERO), at);
    history.apply(Event::Left { token: TOKEN, left, recipient }, at);
    history.apply(moved(THERE, Address::ZERO, recipient), at);
    history.apply(Event::Token(THERE, ISecurityTokenEvents::ExchangedIn(came)), at);
}

/// Two legs of which the books are kept, and what Alice acquired on one of them on three days.
fn two_legs(mask: u16) -> History {
    let there = InstrumentLedger::BooksOpened {
        instrument: THERE,
        books: U256::from(mask),
        ready: U256::ZERO,
    };
    let there = Event::Books(InstrumentLedgerEvents::BooksOpened(there));
    let mut history = after([registered(1, ALICE), opened(mask, 0), there]);
    for day in 0..3 {
        history.apply(moved(Address::ZERO, ALICE, 5), moment(10 + day, DAY + day));
    }
    history
}

#[test]
fn an_exchange_with_somebody_else_is_a_sale_of_the_leg_that_is_left() {
    let mut history = two_legs(books::VOLUMES);
    let at = moment(20, DAY + 3);
    exchanged(&mut history, ALICE, 1, at);
    history.apply(standing_of(BOB, Standing::default()), at);
    exchanged(&mut history, BOB, 2, at);
    assert_eq!(history.legs[&TOKEN].books.volumes.sold.len(), 0);
    exchanged(&mut history, Address::repeat_byte(7), 4, at);
    let day = (DAY + 3) as u16;
    let sold = &history.legs[&TOKEN].books.volumes.sold;
    let keys = [
        (Scope::Instrument, U256::ZERO, day),
        (Scope::Given, U256::ONE << 160, day),
        (Scope::Received, U256::ZERO, day),
    ];
    assert!(sold.keys().eq(keys.iter()), "{sold:?}");
    assert!(keys.iter().all(|key| amount_of(sold, key) == U256::from(4)), "{sold:?}");
    assert_eq!(history.legs[&THERE].books.volumes.sold.len(), 0);
    assert_eq!(history.legs[&THERE].outstanding(), U256::from(7));
    assert_eq!(history.legs[&THERE].tapped.expect("a volume").value, U256::from(7));
    assert_eq!(history.legs[&TOKEN].tapped.expect("a volume").value.wrapping_neg(), U256::from(7));
}

#[test]
fn lots_travel_with_an_exchange_unless_an_affiliate_sells_by_it() {
    let lots = |history: &History, wallet| {
        let leg = &history.legs[&THERE];
        let all = leg.books.lots.all(wallet, leg.balance(wallet)).into_iter();
        all.map(|(day, units)| (u64::from(day) - DAY, units.to::<u64>())).collect::<Vec<_>>()
    };
    let mut history = two_legs(books::LOTS);
    exchanged(&mut history, ALICE, 7, moment(20, DAY + 3));
    exchanged(&mut history, BOB, 1, moment(21, DAY + 3));
    assert_eq!(lots(&history, ALICE), [(0, 5), (1, 2)]);
    assert_eq!(lots(&history, BOB), [(1, 1)]);

    let mut history = two_legs(books::LOTS);
    let flagged = standing_of(ALICE, Standing::default().with_flags(1).expect("a flag"));
    let affiliates = U24::from(1);
    let terms = InstrumentLedger::LotTermsSet {
        instrument: TOKEN,
        trancheDay: DAY as u16,
        affiliateFlags: affiliates,
    };
    let terms = Event::Books(InstrumentLedgerEvents::LotTermsSet(terms));
    for event in [flagged, terms] {
        history.apply(event, moment(19, DAY + 3));
    }
    exchanged(&mut history, ALICE, 7, moment(20, DAY + 3));
    exchanged(&mut history, BOB, 2, moment(21, DAY + 3));
    assert_eq!(lots(&history, ALICE), [(0, 5), (1, 2)]);
    assert_eq!(lots(&history, BOB), [(3, 2)]);
}

#[test]
fn what_a_leg_without_the_book_lets_go_arrives_as_of_today() {
    let mut history = two_legs(books::LOTS);
    let closed =
        InstrumentLedger::BooksOpened { instrument: TOKEN, books: U256::ZERO, ready: U256::ZERO };
    history.apply(Event::Books(InstrumentLedgerEvents::BooksOpened(closed)), moment(19, DAY + 3));
    exchanged(&mut history, BOB, 7, moment(20, DAY + 3));
    let own = &history.legs[&THERE].books.lots.own[&BOB].value;
    assert_eq!(*own, [((DAY + 3) as u16, U256::from(7))].into());
}

#[test]
fn the_last_symbol_of_a_group_takes_the_rank_of_one_that_leaves() {
    let group = B256::repeat_byte(7);
    let admitted = |instrument| {
        let event = Permits::SymbolAdmitted {
            instrument,
            group,
            rank: 0,
            noticeDay: 20_000,
            objectionDays: 30,
        };
        Event::Permits(PermitsEvents::SymbolAdmitted(event))
    };
    let withdrawn = |instrument, barred| {
        let event = Permits::SymbolWithdrawn { instrument, group, barred };
        Event::Permits(PermitsEvents::SymbolWithdrawn(event))
    };
    let ranks = |history: &History| [TOKEN, ALICE, BOB].map(|one| history.permits.rank(one));
    let history = after([admitted(TOKEN), admitted(ALICE), admitted(BOB), withdrawn(TOKEN, true)]);
    assert_eq!(ranks(&history), [0, 2, 1]);
    let symbols = &history.permits.symbols;
    assert!(symbols[&TOKEN].value.barred && !symbols[&BOB].value.barred);
    assert_eq!((symbols[&BOB].since.block, symbols[&ALICE].since.block), (4, 2));
    let again = after([admitted(TOKEN), withdrawn(TOKEN, false), admitted(ALICE), admitted(TOKEN)]);
    assert_eq!(ranks(&again), [2, 1, 0]);
}
