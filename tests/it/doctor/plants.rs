//! Stored words that are altered behind the contracts' back, by the compiler's layout, and what the doctor must call them.

use alloy::primitives::{Address, B256, U256, keccak256};
use alloy::sol_types::SolValue;
use corridor_deploy::deployment::SystemContract;
use corridor_operations::Desk;
use corridor_tests::{bench, checkout};

use super::address;

/// Bits of a word that are turned over, and the drift that has to be found.
#[derive(Debug)]
pub(super) struct Plant {
    pub(super) check: &'static str,
    /// Part of what the drift is called.
    pub(super) what: &'static str,
    pub(super) contract: Address,
    pub(super) slot: U256,
    pub(super) bits: U256,
}

/// Where a variable of a contract is, by its artifact.
fn variable(contract: &str, label: &str) -> U256 {
    let artifact = checkout::read(&format!("bindings/artifacts/{contract}.json"));
    let artifact: serde_json::Value =
        serde_json::from_str(&artifact.expect("an artifact")).expect("JSON");
    let mut storage = artifact["storageLayout"]["storage"].as_array().expect("a layout").iter();
    let found = storage.find(|variable| variable["label"] == label).expect(label);
    found["slot"].as_str().expect("a slot").parse().expect("a number")
}

/// Where a mapping keeps the value of a key.
fn at(mapping: U256, key: impl Into<B256>) -> U256 {
    keccak256((key.into(), mapping).abi_encode()).into()
}

/// Where an array keeps its first item.
fn first(array: U256) -> U256 {
    keccak256(array.abi_encode()).into()
}

fn number(value: u64) -> B256 {
    U256::from(value).into()
}

fn text(value: &[u8]) -> B256 {
    B256::right_padding_from(value)
}

/// The word of a holding.
pub(crate) fn holding(account: Address) -> U256 {
    at(variable("BondToken", "_holdings"), account.into_word())
}

/// The word of what is frozen.
pub(crate) fn frozen(account: Address) -> U256 {
    at(variable("BondToken", "_frozen"), account.into_word())
}

/// Where a token keeps how much may be issued of it.
pub(crate) fn issue_volume_slot() -> U256 {
    variable("BondToken", "_issueVolume")
}

/// How much may be issued of a token.
pub(super) fn issue_volume(token: Address) -> Plant {
    Plant {
        check: "issue-volume",
        what: "issue volume",
        contract: token,
        slot: issue_volume_slot(),
        bits: bit(128),
    }
}

/// Whether the route between two legs of an instrument is open.
pub(super) fn route(routes: Address, asset: B256, source: Address, destination: Address) -> Plant {
    let from = at(variable("Routes", "_routes"), source.into_word());
    Plant {
        check: "routes",
        what: "routes of instrument",
        contract: routes,
        slot: at(at(from, destination.into_word()), asset),
        bits: bit(0),
    }
}

fn bit(index: usize) -> U256 {
    U256::ONE << index
}

/// Every plant, on the first bond of the history.
pub(super) async fn all(desk: &Desk) -> anyhow::Result<Vec<Plant>> {
    let token = desk.legs()?[0].token;
    let manifest = desk.manifest()?;
    let place = |contract| manifest.address(contract).expect("a contract");
    let mut plants = of_token(token);
    plants.extend(of_registry(place(SystemContract::InvestorRegistry), desk).await?);
    plants.extend(of_entrants(place(SystemContract::EntrantLedger), token));
    let books = place(SystemContract::InstrumentLedger);
    plants.extend(of_books(books, token));
    let bob = desk.standing_or_none(address("bob", 1)).await?.investor();
    plants.extend(of_counts(books, token, bob));
    let alice = desk.standing_or_none(address("alice", 1)).await?.investor();
    plants.extend(of_permits(place(SystemContract::Permits), token, alice));
    Ok(plants)
}

fn of_token(token: Address) -> Vec<Plant> {
    let plant =
        |check, what, slot, index| Plant { check, what, contract: token, slot, bits: bit(index) };
    let (alice, bob) = (address("alice", 1), address("bob", 1));
    let of = |label| variable("BondToken", label);
    let frozen = at(of("_frozen"), alice.into_word());
    let held = first(at(of("_heldAt"), bob.into_word()));
    vec![
        plant("balances", "balance of", holding(alice), 0),
        plant("sum-of-holders", "sum of all balances", holding(bob), 3),
        plant("supply", "supply", of("_supply"), 0),
        plant("sum-of-legs", "outstanding on all legs", of("_supply"), 1),
        issue_volume(token),
        plant("frozen", "frozen amount", frozen, 0),
        plant("frozen", "mark of a frozen amount", holding(alice), 144),
        plant("record-dates", "at record date 0", held, 48),
        plant("record-dates", "supply at record date 0", first(of("_suppliedAt")), 48),
        plant("record-dates", "record date 0", first(of("_recordDates")), 0),
        plant("state", "paused", of("_state"), 160),
        plant("state", "halted", of("_state"), 161),
        plant("state", "winding down", of("_state"), 162),
        plant("state", "offering clock", of("_state"), 168),
        plant("state", "record dates that have passed", of("_state"), 186),
        plant("state", "books that it reports to", of("_state"), 240),
        plant("regimes", "regime in force", of("_state"), 5),
    ]
}

async fn of_registry(registry: Address, desk: &Desk) -> anyhow::Result<Vec<Plant>> {
    let plant = |check, what, slot, index| Plant {
        check,
        what,
        contract: registry,
        slot,
        bits: bit(index),
    };
    let of = |label| variable("InvestorRegistry", label);
    let alice = address("alice", 1);
    let investor = desk.standing_or_none(alice).await?.investor();
    let linked = at(of("_linkedWallets"), number(investor));
    Ok(vec![
        plant("standings", "standing of", at(of("_standings"), alice.into_word()), 100),
        plant("standings", "number of investors", of("_investorCount"), 8),
        plant("wallets", "wallets of investor", first(linked) + U256::ONE, 0),
    ])
}

fn of_entrants(ledger: Address, token: Address) -> Vec<Plant> {
    let plant =
        |check, what, slot, index| Plant { check, what, contract: ledger, slot, bits: bit(index) };
    let of = |label| variable("EntrantLedger", label);
    let lei = text(bench::ENTRANT.as_bytes());
    let pool = at(at(of("_pools"), lei), text(b"government-bond"));
    let used = at(pool + U256::from(2), text(b"GBP"));
    let rate = at(at(of("_rates"), text(b"USD")), text(b"GBP"));
    let member = at(of("_members"), token.into_word());
    vec![
        plant("outstanding", "outstanding as it was reported", member + U256::from(2), 0),
        plant("outstanding", "enrolment", member + U256::ONE, 255),
        plant("capacity", "limit and use", used, 0),
        plant("capacity", "limit and use", pool, 24),
        plant("capacity", "rate of USD to GBP", rate, 0),
        plant("capacity", "stage", at(of("_entrants"), lei), 16),
    ]
}

/// Which books are kept, and who holds since when.
fn of_books(books: Address, token: Address) -> Vec<Plant> {
    let plant =
        |check, what, slot, index| Plant { check, what, contract: books, slot, bits: bit(index) };
    let of = |label| at(variable("InstrumentLedger", label), token.into_word());
    let (alice, carol) = (address("alice", 1), address("carol", 2));
    let keeping = of("_keeping");
    // Both books are in the era that began with them.
    let (holders, lots) = (at(of("_holders"), number(1)), at(of("_lots"), number(1)));
    let member = |index: u64| holders + U256::from(index);
    let stranger = B256::from(address("stranger", 1).into_word());
    let own = at(lots, carol.into_word());
    vec![
        plant("books", "books kept", keeping, 0),
        plant("books", "books complete", keeping, 16),
        plant("books", "day of the tranche", keeping, 32),
        plant("books", "flags of affiliates", keeping, 50),
        plant("books", "volume tier", keeping, 72),
        plant("holders", "holders", holders, 0),
        plant("holders", "holders with category 3", holders, 23 * 4),
        plant("holders", "holders of jurisdiction 826", at(member(2), number(826)), 0),
        plant("holders", "is counted as", at(member(3), alice.into_word()), 160),
        plant("holders", "categories of holder", at(member(4), stranger), 32),
        plant("lots", "lots of", own, 0),
        plant("lots", "leaves", own, 152),
    ]
}

/// What was bought, offered, sold, approved and breached.
fn of_counts(books: Address, token: Address, bob: u64) -> Vec<Plant> {
    let plant =
        |check, what, slot, index| Plant { check, what, contract: books, slot, bits: bit(index) };
    let of = |label| at(variable("InstrumentLedger", label), token.into_word());
    let holder = B256::from(U256::from(bob) << 160);
    // The issuer's, of whichever of its bonds.
    let issuer = text(b"ECTRVYYCEF89VWYS6K36");
    let purchases = at(variable("InstrumentLedger", "_purchases"), issuer);
    let (offers, volumes) = (of("_offers"), of("_volumes"));
    let offerings = variable("InstrumentLedger", "_offerings");
    let pool = at(offerings + U256::ONE, keccak256("offeror"));
    let approvals = of("_approvals");
    let used = at(at(approvals, address("alice", 1).into_word()), address("bob", 1).into_word());
    let day = 20_780;
    vec![
        plant("purchases", "last purchase from", at(purchases + U256::from(2), holder), 16),
        plant("purchases", "purchasers", at(purchases + U256::ONE, number(day)), 0),
        plant("offers", "first offer", at(offers, number(bob)), 0),
        plant("offers", "offerees", at(offers + U256::ONE, number(0)), 23),
        plant("volumes", "sold on", first(volumes), 48),
        plant("volumes", "sold by", first(at(volumes + U256::ONE, holder)), 48),
        plant("volumes", "sold to", first(at(volumes + U256::from(2), holder)), 48),
        plant("offerings", "issued by its pool", first(pool + U256::ONE), 48),
        plant("offerings", "offering pool", at(offerings, token.into_word()), 0),
        plant("approvals", "used of approval", used, 64),
        plant("breaches", "breaches", of("_breaches"), 0),
    ]
}

/// What people put on record.
fn of_permits(permits: Address, token: Address, alice: u64) -> Vec<Plant> {
    let plant =
        |check, what, slot, index| Plant { check, what, contract: permits, slot, bits: bit(index) };
    let of = |label| at(variable("Permits", label), token.into_word());
    let whole = |label, key: B256| at(variable("Permits", label), key);
    // By the vocabulary.
    let (current_information, verification) = (number(0), number(4));
    let pair = |from, to| {
        at(at(of("_approvals"), address(from, 1).into_word()), address(to, 1).into_word())
    };
    let stock = |index: u8| address(&format!("stock-{index}"), 1).into_word();
    let record = |index| whole("_symbols", stock(index)) + U256::ONE;
    let group = whole("_groups", keccak256("venues"));
    // October 2026.
    let month = number(681);
    vec![
        plant(
            "permits",
            "last day of fact current-information",
            at(of("_facts"), current_information),
            0,
        ),
        plant(
            "permits",
            "last day of certificate accredited-verification",
            at(at(of("_certificates"), verification), number(alice)),
            3,
        ),
        plant("permits", "approval of", pair("alice", "bob"), 0),
        plant("permits", "units, last second", pair("bob", "carol"), 128),
        plant("permits", "last second and number", pair("carol", "alice"), 168),
        plant("permits", "is a venue of", at(of("_venues"), address("venue", 1).into_word()), 0),
        plant(
            "permits",
            "class of cash token",
            whole("_cashClasses", address("cash-1", 1).into_word()),
            2,
        ),
        plant("permits", "average daily volume", at(of("_averageVolumes"), month), 4),
        plant("symbols", "symbol", of("_symbols") + U256::ONE, 0),
        plant("symbols", "symbol", record(3), 16),
        plant("symbols", "symbol", record(2), 32),
        plant("symbols", "symbol", record(1), 48),
        plant("symbols", "symbol", whole("_symbols", stock(3)), 5),
        plant("symbols", "symbols of group", group, 0),
        plant("symbols", "symbols of group", first(group) + U256::ONE, 7),
    ]
}
