//! The encoded table against the layout that the contract reads.

use alloy_primitives::{Address, U256, address};

use super::{bound, builtin_inputs};
use crate::profile::Profile;

/// The table, word by word, against the layout that the contract reads.
#[test]
fn the_table_is_encoded_as_specified() {
    let bound = bound();
    let ledger = address!("00000000000000000000000000000000000000ab");
    let table = bound.table("main", ledger).unwrap();
    // EligibleParty: categories 0 and 6 (each plus one), flag 0 forbidden, listed, one lane word: SE, NO, GB; then any
    // category, no flag, all but, one lane word: US
    let allowlist = "00000000000000000000000000000000000000000000000000 01 00 000001 0071
                     0000000000000000000000000000000000000000000000000000 02f0 0242 033a
                     00000000000000000000000000000000000000000000000000 01 01 000000 0000
                     0000000000000000000000000000000000000000000000000000000000000348";
    // OfferingClock (8), bit 0, recipient (2), one extra word; 40 days; US
    let clock = "08 00 02 01 00000000000000000000000000000000000000000000000000000028
                 0000000000000000000000000000000000000000000000000000000000000348";
    let expected: [&[u8]; 16] = [
        &hex(&bound.hash().to_string()[2..]),
        &hex("6d61696e00000000000000000000000000000000000000000000000000000000"),
        // texts from byte 0x340, 3 rules, the ledger
        &hex("000000000000000000034003 00000000000000000000000000000000000000ab"),
        // from and to of each kind, issue in the lowest bits: 0x80..0x160, ..0x240 transfers, ..0x340 forced transfers
        &hex("03400340 03400240 02400240 02400240 02400240 02400240 02400160 01600080"),
        // issue: a guard (255) of 0xc0 bytes, the denomination 0xc0 behind it and the allowlist 0x20, always open
        &hex("ff 00 08 00 00 00 00 00 0000 00c0 0020 00 00 00c0 ffffffffff 0000000000 000000 00"),
        // issue: EligibleParty (3), bit 1, recipient, four extra words
        &hex("03 01 02 04 00000000000000000000000000000000000000000000000000000000"),
        &hex(allowlist),
        // Denomination (6), bit 2, the movement (8); multiple 1, minimum 10,000 pence
        &hex("06 02 08 00 00 00 00000000000000000000000001 00000000000000000000002710"),
        // transfer: the clock, and both sides of the allowlist
        &[hex(clock), hex("03 01 03 04 00000000000000000000000000000000000000000000000000000000")]
            .concat(),
        &hex(allowlist),
        // forced transfer: a guard of 0xe0 bytes, the clock 0x20 behind it and the allowlist 0x60; then the same of its recipient alone
        &hex("ff 00 08 00 00 00 00 00 0020 0000 0060 00 00 00e0 ffffffffff 0000000000 000000 00"),
        &[hex(clock), hex("03 01 02 04 00000000000000000000000000000000000000000000000000000000")]
            .concat(),
        &hex(allowlist),
        b"\x00\x0eT-1: too early",
        b"\x00\x11T-3: not admitted",
        b"\x00\x0eT-4: too small",
    ];
    let mut expected: Vec<u8> = expected.iter().flat_map(|part| part.iter().copied()).collect();
    let total = expected.len() + 3;
    expected.extend_from_slice(&[
        0,
        u8::try_from(total >> 8).unwrap(),
        u8::try_from(total & 0xff).unwrap(),
    ]);
    assert_eq!(alloy_primitives::hex::encode(table), alloy_primitives::hex::encode(expected));
}

fn hex(text: &str) -> Vec<u8> {
    alloy_primitives::hex::decode(text.replace([' ', '\n'], "")).unwrap()
}

/// The length of a rule section follows from the counts of extra words, for every compiled-in leg.
#[test]
fn tables_can_be_walked() {
    for profile in Profile::builtin().unwrap() {
        let bound = profile.bind(&builtin_inputs(&profile.id)).unwrap();
        for leg in &profile.legs {
            let table = bound.table(&leg.id, Address::ZERO).unwrap();
            let header = U256::from_be_slice(&table[64..96]);
            let texts = ((header >> 168usize) & U256::from(0xff_ffff)).to::<usize>();
            let sections = U256::from_be_slice(&table[96..128]);
            let mut at = 128;
            for kind in 0..8usize {
                let place = |shift: usize| {
                    ((sections >> (32 * kind + shift)) & U256::from(0xffff)).to::<usize>()
                };
                assert_eq!(at, place(0));
                while at < place(16) {
                    at += 32 * (1 + usize::from(table[at + 3]));
                }
                assert_eq!(at, place(16));
            }
            assert_eq!(at, texts);
            for rule in bound.on_chain(&leg.id).unwrap() {
                let length = usize::from(u16::from_be_bytes([table[at], table[at + 1]]));
                let text = std::str::from_utf8(&table[at + 2..at + 2 + length]).unwrap();
                assert_eq!(text, format!("{}: {}", rule.rule.id, rule.on_chain.message));
                assert!(length <= 120);
                at += 2 + length;
            }
            assert_eq!(at + 3, table.len());
            let stated = u32::from_be_bytes([0, table[at], table[at + 1], table[at + 2]]);
            assert_eq!(usize::try_from(stated).unwrap(), table.len());
        }
    }
}

/// The common rules of a transfer stand behind a guard, in every built-in leg.
#[test]
fn a_guard_stands_before_the_rows_it_covers() {
    for profile in Profile::builtin().unwrap() {
        let bound = profile.bind(&builtin_inputs(&profile.id)).unwrap();
        for leg in &profile.legs {
            let table = bound.table(&leg.id, Address::ZERO).unwrap();
            let sections = U256::from_be_slice(&table[96..128]);
            let transfers = ((sections >> 32usize) & U256::from(0xffff)).to::<usize>();
            let guard = U256::from_be_slice(&table[transfers..transfers + 32]);
            assert_eq!(table[transfers], 255, "{} begins with a guard", leg.id);
            let covered = ((guard >> 112usize) & U256::from(0xffff)).to::<usize>();
            assert!(
                covered >= 64 && covered.is_multiple_of(32),
                "{} covers {covered} bytes",
                leg.id
            );
            let mut at = transfers + 32;
            while at < transfers + 32 + covered {
                // Attested, ForbiddenFlags, EligibleParty, NotHalted, Denomination, ValidityWindow or OfferingClock.
                assert!([1, 2, 3, 4, 6, 7, 8].contains(&table[at]), "{}: {}", leg.id, table[at]);
                at += 32 * (1 + usize::from(table[at + 3]));
            }
            assert_eq!(at, transfers + 32 + covered, "{}", leg.id);
        }
    }
}
