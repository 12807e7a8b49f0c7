//! Enums of the Solidity sources. The ABI carries them as `uint8`; these convert to and from it.

/// A number that is no variant of the enum it was read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{value} is not a {name}: its values are 0 to {last}; check that the contract is of this release"
)]
pub struct UnknownVariant {
    /// The enum.
    pub name: &'static str,
    /// The number that was found.
    pub value: u8,
    /// The highest number that there is.
    pub last: u8,
}

/// Defines a Rust enum with the variants of a Solidity one, numbered from 0.
macro_rules! solidity_enum {
    ($(#[$attribute:meta])* $name:ident { $($(#[$variant_attribute:meta])* $variant:ident,)+ }) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum $name {
            $($(#[$variant_attribute])* $variant,)+
        }

        impl $name {
            /// Every variant, in the order of their numbers.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
        }

        impl From<$name> for u8 {
            fn from(value: $name) -> Self {
                value as Self
            }
        }

        impl TryFrom<u8> for $name {
            type Error = $crate::enums::UnknownVariant;

            fn try_from(value: u8) -> Result<Self, Self::Error> {
                Self::ALL.get(usize::from(value)).copied().ok_or($crate::enums::UnknownVariant {
                    name: stringify!($name),
                    value,
                    last: (Self::ALL.len() - 1) as u8,
                })
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{self:?}")
            }
        }
    };
}

pub(crate) use solidity_enum;

#[cfg(test)]
mod tests {
    use crate::MovementKind;

    #[test]
    fn numbers_and_variants_correspond() {
        for (number, kind) in (0_u8..).zip(MovementKind::ALL) {
            assert_eq!(u8::from(*kind), number);
            assert_eq!(MovementKind::try_from(number), Ok(*kind));
        }
    }

    #[test]
    fn the_movement_kinds_are_the_ones_profiles_number() {
        let names: Vec<_> = MovementKind::ALL.iter().map(ToString::to_string).collect();
        assert_eq!(
            names.join(" "),
            "Issue Transfer ExchangeOut ExchangeIn Redeem Coupon ForcedTransfer Recovery"
        );
    }

    #[test]
    fn a_number_beyond_the_last_is_an_error() {
        let error = MovementKind::try_from(8).expect_err("there are eight");
        assert_eq!((error.value, error.last), (8, 7));
    }
}
