//! Packing parameters into the words of a row.

use alloy_primitives::U256;

use crate::identifiers::Country;
use crate::vocabulary::Category;

const LANES: usize = 16;
const LANE_BITS: usize = 16;

/// The inline parameters of a row (bits 0 to 223) and the words that follow it.
pub(in crate::profile) type Words = (U256, Vec<U256>);

/// Parameters that fit into the row itself.
pub(super) fn inline(value: U256) -> Words {
    (value, Vec::new())
}

/// `value` at bit `offset`.
pub(super) fn at(value: impl Into<u128>, offset: usize) -> U256 {
    U256::from(value.into()) << offset
}

/// All the bits.
pub(super) fn mask(bits: impl Iterator<Item = u32>) -> u32 {
    bits.fold(0, |mask, bit| mask | bit)
}

/// Sixteen jurisdiction codes to a word, the first in the lowest bits.
pub(super) fn country_lanes(countries: &[Country]) -> Vec<U256> {
    lanes(&countries.iter().map(|country| country.numeric()).collect::<Vec<_>>())
}

/// Sixteen codes to a word, the first in the lowest bits.
pub(super) fn lanes(codes: &[u16]) -> Vec<U256> {
    let word = |codes: &[u16]| {
        codes
            .iter()
            .enumerate()
            .fold(U256::ZERO, |word, (lane, code)| word | (U256::from(*code) << (lane * LANE_BITS)))
    };
    codes.chunks(LANES).map(word).collect()
}

/// One more than the category's number, so that 0 is for none.
pub(super) fn one_more(category: Option<Category>) -> u8 {
    category.map_or(0, |category| category.bit() + 1)
}
