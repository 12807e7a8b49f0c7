//! Pro rata allotment in whole denominations.

use alloy::primitives::U256;

/// Shares out `size` among orders in proportion, in whole multiples of `denomination`, which is not zero. Where the size
/// reaches everybody gets what it ordered. Otherwise each gets its part, rounded down, and what then is left goes out one
/// denomination each to the largest remainders; among equal ones to the order that stands first.
///
/// What is less than a denomination, of the size or of an order, is left out.
#[must_use]
pub fn pro_rata(orders: &[u128], size: u128, denomination: u128) -> Vec<u128> {
    let lots: Vec<u128> = orders.iter().map(|units| units / denomination).collect();
    let demand = lots.iter().fold(U256::ZERO, |sum, lots| sum + U256::from(*lots));
    let size = U256::from(size / denomination);
    if size >= demand {
        return lots.into_iter().map(|lots| lots * denomination).collect();
    }
    // Both factors are below 2^128, and the size is below the demand: each part is below its order.
    let parts: Vec<(U256, U256)> =
        lots.iter().map(|lots| (size * U256::from(*lots)).div_rem(demand)).collect();
    let given = parts.iter().fold(U256::ZERO, |sum, (part, _)| sum + part);
    let mut by_remainder: Vec<usize> = (0..parts.len()).collect();
    by_remainder.sort_by(|one, other| parts[*other].1.cmp(&parts[*one].1).then(one.cmp(other)));
    // The remainders add up to less than one for each order that has one.
    let extra = usize::try_from(size - given).unwrap_or(parts.len());
    let mut shares: Vec<u128> = parts.iter().map(|(part, _)| part.saturating_to()).collect();
    for index in by_remainder.into_iter().take(extra) {
        shares[index] += 1;
    }
    shares.into_iter().map(|lots| lots * denomination).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn everybody_is_served_where_the_size_reaches() {
        assert_eq!(pro_rata(&[300, 200], 500, 100), [300, 200]);
        assert_eq!(pro_rata(&[300, 200], 900, 100), [300, 200]);
        assert_eq!(pro_rata(&[], 900, 100), [0; 0]);
    }

    #[test]
    fn the_largest_remainder_is_served_first() {
        // 10 lots among 7, 5 and 3: 4.67, 3.33 and 2.
        assert_eq!(pro_rata(&[700, 500, 300], 1_000, 100), [500, 300, 200]);
        // 1 lot among three alike: the first of the book.
        assert_eq!(pro_rata(&[500, 500, 500], 100, 100), [100, 0, 0]);
        // 5 lots among 2, 2 and 2: 1.67 each.
        assert_eq!(pro_rata(&[200, 200, 200], 500, 100), [200, 200, 100]);
    }

    #[test]
    fn what_is_less_than_a_denomination_is_left_out() {
        assert_eq!(pro_rata(&[250, 99], 1_000, 100), [200, 0]);
        assert_eq!(pro_rata(&[300, 300], 199, 100), [100, 0]);
    }

    #[test]
    fn the_largest_amounts_do_not_overflow() {
        let all = pro_rata(&[u128::MAX, u128::MAX, 1], u128::MAX, 1);
        // Two halves less a quarter each, and a half: that one is the largest.
        assert_eq!(all, [u128::MAX / 2, u128::MAX / 2, 1]);
    }

    proptest! {
        #[test]
        fn sums_bounds_and_denominations_hold(
            orders in prop::collection::vec(0_u128..1_000, 0..40),
            size in 0_u128..20_000,
            denomination in 1_u128..1_000,
        ) {
            let orders: Vec<u128> = orders.into_iter().map(|lots| lots * denomination).collect();
            let size = size * denomination;
            let shares = pro_rata(&orders, size, denomination);
            let demand: u128 = orders.iter().sum();
            prop_assert_eq!(shares.iter().sum::<u128>(), size.min(demand));
            for (share, order) in shares.iter().zip(&orders) {
                prop_assert!(share <= order);
                prop_assert_eq!(share % denomination, 0);
                // Nobody is more than one denomination from its exact part.
                if size < demand {
                    prop_assert!((share * demand).abs_diff(size * order) < denomination * demand);
                }
            }
        }

        #[test]
        fn equal_orders_differ_by_one_denomination_and_the_first_has_more(
            count in 1_usize..30, lots in 1_u128..100, size in 0_u128..3_000,
        ) {
            let shares = pro_rata(&vec![lots; count], size, 1);
            prop_assert!(shares.windows(2).all(|pair| pair[0] == pair[1] || pair[0] == pair[1] + 1));
            prop_assert!(shares[0] - shares[count - 1] <= 1);
        }
    }
}
