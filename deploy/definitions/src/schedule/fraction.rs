//! Exact fractions, and the one place that rounds money.

use alloy_primitives::U256;

use super::ScheduleError;

/// A fraction of whole numbers, in lowest terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fraction {
    numerator: u128,
    denominator: u128,
}

impl Fraction {
    /// Nothing.
    pub const ZERO: Self = Self { numerator: 0, denominator: 1 };

    /// `numerator` over `denominator`, which is not zero.
    pub fn new(numerator: u128, denominator: u128) -> Result<Self, ScheduleError> {
        if denominator == 0 {
            return Err(ScheduleError::TooLarge);
        }
        let divisor = greatest_common_divisor(numerator, denominator);
        Ok(Self { numerator: numerator / divisor, denominator: denominator / divisor })
    }

    /// What stands above the line.
    pub fn numerator(self) -> u128 {
        self.numerator
    }

    /// What stands below the line.
    pub fn denominator(self) -> u128 {
        self.denominator
    }

    /// The sum.
    pub fn plus(self, other: Self) -> Result<Self, ScheduleError> {
        let ((one, two), below) = self.over_one_line(other)?;
        Self::new(one.checked_add(two).ok_or(ScheduleError::TooLarge)?, below)
    }

    /// What is left without `other`; `None` when that is more.
    fn less(self, other: Self) -> Result<Option<Self>, ScheduleError> {
        let ((one, two), below) = self.over_one_line(other)?;
        one.checked_sub(two).map(|numerator| Self::new(numerator, below)).transpose()
    }

    /// What stands above the line of this and of another when the same stands below both.
    fn over_one_line(self, other: Self) -> Result<((u128, u128), u128), ScheduleError> {
        let common = greatest_common_divisor(self.denominator, other.denominator);
        let (left, right) = (other.denominator / common, self.denominator / common);
        let numerators = self.numerator.checked_mul(left).zip(other.numerator.checked_mul(right));
        let below = self.denominator.checked_mul(left);
        numerators.zip(below).ok_or(ScheduleError::TooLarge)
    }

    /// The product.
    pub fn times(self, other: Self) -> Result<Self, ScheduleError> {
        let left = Self::new(self.numerator, other.denominator)?;
        let right = Self::new(other.numerator, self.denominator)?;
        let product = |one: u128, two: u128| one.checked_mul(two).ok_or(ScheduleError::TooLarge);
        Self::new(
            product(left.numerator, right.numerator)?,
            product(left.denominator, right.denominator)?,
        )
    }

    /// `units` times this, to the nearest whole number; a half goes up.
    pub fn of(self, units: u128) -> Result<u128, ScheduleError> {
        let below = U256::from(self.denominator);
        // Both factors are below 2^128.
        let product = U256::from(units) * U256::from(self.numerator);
        let (whole, rest) = product.div_rem(below);
        let up = U256::from(u8::from(rest >= below - rest));
        u128::try_from(whole.saturating_add(up)).map_err(|_| ScheduleError::TooLarge)
    }

    /// `units` times this, without what is less than a whole.
    pub fn floor_of(self, units: u128) -> Result<u128, ScheduleError> {
        let product = U256::from(units) * U256::from(self.numerator);
        u128::try_from(product / U256::from(self.denominator)).map_err(|_| ScheduleError::TooLarge)
    }

    /// For yields, the only figures that are not exact.
    #[expect(clippy::cast_precision_loss, reason = "yields are solved in floating point")]
    pub(super) fn to_f64(self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }
}

/// A fraction that may be below zero, such as a rate. Nothing is not below zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignedFraction {
    is_negative: bool,
    size: Fraction,
}

impl From<Fraction> for SignedFraction {
    fn from(size: Fraction) -> Self {
        Self::new(false, size)
    }
}

impl SignedFraction {
    /// Nothing.
    pub const ZERO: Self = Self { is_negative: false, size: Fraction::ZERO };

    /// `size`, below zero or not.
    pub fn new(is_negative: bool, size: Fraction) -> Self {
        Self { is_negative: is_negative && size.numerator != 0, size }
    }

    /// Whether it is below zero.
    pub fn is_negative(self) -> bool {
        self.is_negative
    }

    /// The fraction; `None` when it is below zero.
    pub fn not_negative(self) -> Option<Fraction> {
        (!self.is_negative).then_some(self.size)
    }

    /// As much on the other side of zero.
    #[must_use]
    pub fn negated(self) -> Self {
        Self::new(!self.is_negative, self.size)
    }

    /// The sum.
    pub fn plus(self, other: Self) -> Result<Self, ScheduleError> {
        if self.is_negative == other.is_negative {
            return Ok(Self::new(self.is_negative, self.size.plus(other.size)?));
        }
        match self.size.less(other.size)? {
            Some(rest) => Ok(Self::new(self.is_negative, rest)),
            None => {
                let rest = other.size.less(self.size)?.unwrap_or(Fraction::ZERO);
                Ok(Self::new(other.is_negative, rest))
            }
        }
    }

    /// The product.
    pub fn times(self, other: Fraction) -> Result<Self, ScheduleError> {
        Ok(Self::new(self.is_negative, self.size.times(other)?))
    }

    /// This, or `least` when that is more.
    pub fn at_least(self, least: Fraction) -> Result<Self, ScheduleError> {
        let is_less = self.is_negative || self.size.less(least)?.is_none();
        Ok(if is_less { least.into() } else { self })
    }

    /// `units` times this, to the nearest whole number; a half goes away from zero.
    pub fn of(self, units: u128) -> Result<i128, ScheduleError> {
        let size = i128::try_from(self.size.of(units)?).map_err(|_| ScheduleError::TooLarge)?;
        Ok(if self.is_negative { -size } else { size })
    }

    /// For yields, the only figures that are not exact.
    pub(super) fn to_f64(self) -> f64 {
        if self.is_negative { -self.size.to_f64() } else { self.size.to_f64() }
    }
}

fn greatest_common_divisor(mut left: u128, mut right: u128) -> u128 {
    while right != 0 {
        (left, right) = (right, left % right);
    }
    left.max(1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fraction(numerator: u128, denominator: u128) -> Fraction {
        Fraction::new(numerator, denominator).unwrap()
    }

    #[test]
    fn a_half_goes_up_and_less_goes_down() {
        assert_eq!(fraction(1, 2).of(3).unwrap(), 2);
        assert_eq!(fraction(1, 3).of(4).unwrap(), 1);
        assert_eq!(fraction(2, 3).of(1).unwrap(), 1);
        assert_eq!(fraction(2, 3).floor_of(1).unwrap(), 0);
        assert!(fraction(2, 1).of(u128::MAX).is_err());
        assert!(Fraction::new(1, 0).is_err());
    }

    fn signed(numerator: i64, denominator: u128) -> SignedFraction {
        SignedFraction::new(numerator < 0, fraction(numerator.unsigned_abs().into(), denominator))
    }

    #[test]
    fn what_is_below_zero_is_rounded_by_its_size() {
        assert_eq!(signed(-1, 2).of(3).unwrap(), -2);
        assert_eq!(signed(-1, 3).of(4).unwrap(), -1);
        assert_eq!(signed(-1, 3).not_negative(), None);
        assert_eq!(signed(0, 3).negated(), SignedFraction::ZERO);
        assert_eq!(signed(0, 3).not_negative(), Some(Fraction::ZERO));
        assert!(SignedFraction::from(fraction(1, 1)).of(u128::MAX).is_err());
    }

    proptest! {
        #[test]
        fn signed_sums_and_products_are_those_of_whole_numbers(a in -1000i64..1000, b in 1i64..1000, c in -1000i64..1000, d in 1i64..1000) {
            let (below, other_below) = (u128::from(b.unsigned_abs()), u128::from(d.unsigned_abs()));
            let (left, right) = (signed(a, below), signed(c, other_below));
            prop_assert_eq!(left.plus(right).unwrap(), signed(a * d + c * b, below * other_below));
            prop_assert_eq!(left.plus(left.negated()).unwrap(), SignedFraction::ZERO);
            let least = fraction(c.unsigned_abs().into(), other_below);
            let is_less = a * d < c.abs() * b;
            prop_assert_eq!(left.at_least(least).unwrap(), if is_less { least.into() } else { left });
            prop_assert_eq!(left.times(least).unwrap(), signed(a * c.abs(), below * other_below));
        }

        #[test]
        fn sums_and_products_are_those_of_whole_numbers(a in 0u128..1000, b in 1u128..1000, c in 0u128..1000, d in 1u128..1000) {
            let (left, right) = (fraction(a, b), fraction(c, d));
            prop_assert_eq!(left.plus(right).unwrap(), fraction(a * d + c * b, b * d));
            prop_assert_eq!(left.times(right).unwrap(), fraction(a * c, b * d));
        }

        #[test]
        fn rounding_is_off_by_half_a_unit_at_most(units in 0u128..1_000_000_000, a in 0u128..10_000, b in 1u128..10_000) {
            let rounded = fraction(a, b).of(units).unwrap();
            let (exact, twice) = (2 * units * a, 2 * rounded * b);
            prop_assert!(twice <= exact + b && exact < twice + b);
        }
    }
}
