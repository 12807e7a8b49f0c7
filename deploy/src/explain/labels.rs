//! Addresses in what is said to people, for which their names are to stand or stand beside.

use std::collections::BTreeMap;

use alloy::primitives::Address;

/// Characters of an address in a text, with its prefix.
const LENGTH: usize = 42;

/// A text in pieces, which together are the text: each address is one of them.
#[must_use]
pub fn pieces(text: &str) -> Vec<(&str, Option<Address>)> {
    let (mut pieces, mut rest) = (Vec::new(), text);
    while let Some(at) = rest.find("0x") {
        let (before, candidate) = rest.split_at(at);
        let digits = candidate.bytes().skip(2).take_while(u8::is_ascii_hexdigit).count();
        // A longer number, such as a hash, is none.
        let (word, behind) = candidate.split_at(2 + digits);
        let address = (word.len() == LENGTH).then(|| word.parse().ok()).flatten();
        pieces.extend([(before, None), (word, address)]);
        rest = behind;
    }
    pieces.push((rest, None));
    pieces
}

/// What the addresses in some texts are called, by the address as it stands there.
pub(super) fn labels(
    texts: &[String],
    label: &dyn Fn(Address) -> Option<String>,
) -> BTreeMap<String, String> {
    let pieces = texts.iter().flat_map(|text| pieces(text));
    pieces.filter_map(|(word, address)| Some((word.to_owned(), label(address?)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WALLET: &str = "0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f";

    #[test]
    fn addresses_are_found_and_hashes_are_none() {
        let hash = format!("0x{}", "ab".repeat(32));
        let text = format!("of {WALLET}, 0x5 and {hash}: {WALLET}");
        let pieces = pieces(&text);
        assert_eq!(pieces.iter().map(|(piece, _)| *piece).collect::<String>(), text);
        let found: Vec<_> = pieces.iter().filter_map(|(_, address)| *address).collect();
        let wallet: Address = WALLET.parse().unwrap();
        assert_eq!(found, [wallet, wallet]);
        let label = |address| (address == wallet).then(|| "INV-0001".to_owned());
        let expected = BTreeMap::from([(WALLET.to_owned(), "INV-0001".to_owned())]);
        assert_eq!(labels(&[text, "0x".to_owned()], &label), expected);
    }
}
