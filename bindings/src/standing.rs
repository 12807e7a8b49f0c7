//! The packed storage words of the contracts, read and written off chain. Pure functions; the Solidity twins are in
//! `contracts/src/types`.

use alloy_primitives::{Address, U256};

/// A value that does not fit its field, or a position that does not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{value} is no {field}: the highest is {highest}; correct the value")]
pub struct FieldError {
    /// The field.
    pub field: &'static str,
    /// What was given.
    pub value: u64,
    /// The highest value that there is.
    pub highest: u64,
}

const fn at_most(field: &'static str, value: u64, highest: u64) -> Result<(), FieldError> {
    if value > highest { Err(FieldError { field, value, highest }) } else { Ok(()) }
}

/// The `width` bits from `offset` on; `width` is at most 64.
fn read(word: U256, offset: usize, width: usize) -> u64 {
    let mask = U256::from(u64::MAX >> (64 - width));
    ((word >> offset) & mask).to::<u64>()
}

/// The word with the `width` bits from `offset` on replaced.
fn replace(word: U256, offset: usize, width: usize, value: U256) -> U256 {
    let mask = (U256::from(1) << width) - U256::from(1);
    (word & !(mask << offset)) | ((value & mask) << offset)
}

macro_rules! word {
    ($name:ident) => {
        impl $name {
            /// The word as the contracts store it.
            #[must_use]
            pub const fn from_word(word: U256) -> Self {
                Self(word)
            }

            /// The word that the contracts store.
            #[must_use]
            pub const fn word(self) -> U256 {
                self.0
            }
        }

        impl From<U256> for $name {
            fn from(word: U256) -> Self {
                Self(word)
            }
        }

        impl From<$name> for U256 {
            fn from(value: $name) -> Self {
                value.0
            }
        }
    };
}

/// A wallet's regulatory standing.
///
/// | bits        | field                                                        |
/// |-------------|--------------------------------------------------------------|
/// | 0..=39      | investor id, 0 for a wallet that nobody registered           |
/// | 40..=55     | jurisdiction, ISO 3166-1 numeric                             |
/// | 56..=71     | subdivision of it, see [`with_subdivision`](Self::with_subdivision) |
/// | 72..=83     | attested flags                                               |
/// | 84..=94     | restriction flags                                            |
/// | 95          | whether the investor has several wallets                     |
/// | 96 + 16 i   | last valid day of category i, days since 1970-01-01, or 0    |
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Standing(U256);

word!(Standing);

impl Standing {
    /// How many categories there are.
    pub const CATEGORIES: u8 = 10;
    /// Flags that verifiers write.
    pub const ATTESTED_FLAGS: u32 = 0x00_0fff;
    /// Flags that enforcement officers write.
    pub const RESTRICTION_FLAGS: u32 = 0x7f_f000;
    /// The flag that the registry writes when an investor has several wallets.
    pub const SEVERAL_WALLETS: u32 = 0x80_0000;
    /// The highest investor id.
    pub const MAX_INVESTOR: u64 = (1 << 40) - 1;

    /// The investor the wallet belongs to; 0 for an unregistered wallet.
    #[must_use]
    pub fn investor(self) -> u64 {
        read(self.0, 0, 40)
    }

    /// Whether somebody registered the wallet.
    #[must_use]
    pub fn is_registered(self) -> bool {
        self.investor() != 0
    }

    /// ISO 3166-1 numeric code of residence or organisation; 0 when there is none.
    #[must_use]
    pub fn jurisdiction(self) -> u16 {
        read(self.0, 40, 16) as u16
    }

    /// Subdivision of the jurisdiction; 0 when there is none.
    #[must_use]
    pub fn subdivision(self) -> u16 {
        read(self.0, 56, 16) as u16
    }

    /// Whether the investor has several wallets.
    #[must_use]
    pub fn has_several_wallets(self) -> bool {
        self.flags() & Self::SEVERAL_WALLETS != 0
    }

    /// Flags of every writer together, 24 bits.
    #[must_use]
    pub fn flags(self) -> u32 {
        read(self.0, 72, 24) as u32
    }

    /// Last day on which `category` is valid, in days since 1970-01-01; 0 when it was never attested or does not exist.
    #[must_use]
    pub fn expiry_day(self, category: u8) -> u16 {
        if category >= Self::CATEGORIES {
            return 0;
        }
        read(self.0, Self::category_offset(category), 16) as u16
    }

    /// Whether `category` is attested and valid on `day`: valid through its last day.
    #[must_use]
    pub fn holds(self, category: u8, day: u32) -> bool {
        let last_day = self.expiry_day(category);
        last_day != 0 && day <= u32::from(last_day)
    }

    /// With another investor id.
    ///
    /// # Errors
    /// When it does not fit 40 bits.
    pub fn with_investor(self, id: u64) -> Result<Self, FieldError> {
        at_most("investor id", id, Self::MAX_INVESTOR)?;
        Ok(Self(replace(self.0, 0, 40, U256::from(id))))
    }

    /// With another jurisdiction.
    #[must_use]
    pub fn with_jurisdiction(self, code: u16) -> Self {
        Self(replace(self.0, 40, 16, U256::from(code)))
    }

    /// With another subdivision: the part of an ISO 3166-2 code behind the hyphen as a number of base 37, whose digits are
    /// the positions of its characters in `0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ`, each plus one; 0 for none.
    #[must_use]
    pub fn with_subdivision(self, code: u16) -> Self {
        Self(replace(self.0, 56, 16, U256::from(code)))
    }

    /// With other flags, all 24 of them.
    ///
    /// # Errors
    /// When they do not fit 24 bits.
    pub fn with_flags(self, flags: u32) -> Result<Self, FieldError> {
        at_most(
            "set of flags",
            u64::from(flags),
            u64::from(Self::ATTESTED_FLAGS | Self::RESTRICTION_FLAGS | Self::SEVERAL_WALLETS),
        )?;
        Ok(Self(replace(self.0, 72, 24, U256::from(flags))))
    }

    /// With another last valid day of a category; 0 for none.
    ///
    /// # Errors
    /// When there is no such category.
    pub fn with_expiry(self, category: u8, last_day: u16) -> Result<Self, FieldError> {
        at_most("category", u64::from(category), u64::from(Self::CATEGORIES - 1))?;
        Ok(Self(replace(self.0, Self::category_offset(category), 16, U256::from(last_day))))
    }

    const fn category_offset(category: u8) -> usize {
        96 + 16 * category as usize
    }
}

/// An instrument's live state.
///
/// | bits      | field                                                              |
/// |-----------|--------------------------------------------------------------------|
/// | 0..=159   | regime in force                                                    |
/// | 160..=167 | flags: paused, halted, winding down                                |
/// | 168..=183 | day the offering clock started, days since 1970-01-01, or 0        |
/// | 184..=199 | record dates that have passed                                      |
/// | 200..=239 | next record date, unix seconds, or 0                               |
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct InstrumentState(U256);

word!(InstrumentState);

impl InstrumentState {
    const PAUSED: usize = 160;
    const HALTED: usize = 161;
    const WINDING_DOWN: usize = 162;

    /// The regime in force.
    #[must_use]
    pub fn regime(self) -> Address {
        Address::from_word(self.0.into())
    }

    /// Whether the token is paused.
    #[must_use]
    pub fn is_paused(self) -> bool {
        self.0.bit(Self::PAUSED)
    }

    /// Whether trading is halted by the supervisor.
    #[must_use]
    pub fn is_halted(self) -> bool {
        self.0.bit(Self::HALTED)
    }

    /// Whether the instrument is being wound down.
    #[must_use]
    pub fn is_winding_down(self) -> bool {
        self.0.bit(Self::WINDING_DOWN)
    }

    /// Day the offering clock started, in days since 1970-01-01; none while it has not.
    #[must_use]
    pub fn clock_start_day(self) -> Option<u16> {
        Some(read(self.0, 168, 16) as u16).filter(|day| *day != 0)
    }

    /// Number of record dates that have passed.
    #[must_use]
    pub fn epoch(self) -> u16 {
        read(self.0, 184, 16) as u16
    }

    /// Next record date in unix seconds; none when none is set.
    #[must_use]
    pub fn next_record_date(self) -> Option<u64> {
        Some(read(self.0, 200, 40)).filter(|at| *at != 0)
    }

    /// With another regime in force.
    #[must_use]
    pub fn with_regime(self, regime: Address) -> Self {
        Self(replace(self.0, 0, 160, regime.into_word().into()))
    }

    /// With the three flags as given.
    #[must_use]
    pub fn with_flags(self, paused: bool, halted: bool, winding_down: bool) -> Self {
        let mut word = self.0;
        word.set_bit(Self::PAUSED, paused);
        word.set_bit(Self::HALTED, halted);
        word.set_bit(Self::WINDING_DOWN, winding_down);
        Self(word)
    }

    /// With another start of the offering clock; 0 for none.
    #[must_use]
    pub fn with_clock_start_day(self, day: u16) -> Self {
        Self(replace(self.0, 168, 16, U256::from(day)))
    }

    /// With another number of record dates that have passed.
    #[must_use]
    pub fn with_epoch(self, epoch: u16) -> Self {
        Self(replace(self.0, 184, 16, U256::from(epoch)))
    }

    /// With another next record date, in unix seconds; 0 for none.
    ///
    /// # Errors
    /// When it does not fit 40 bits.
    pub fn with_next_record_date(self, at: u64) -> Result<Self, FieldError> {
        at_most("record date", at, (1 << 40) - 1)?;
        Ok(Self(replace(self.0, 200, 40, U256::from(at))))
    }
}

/// A holder's balance slot.
///
/// | bits      | field                                                   |
/// |-----------|---------------------------------------------------------|
/// | 0..=127   | amount, in the instrument's smallest unit               |
/// | 128..=143 | record dates that had passed at the last write          |
/// | 144       | whether the holder has a frozen amount                  |
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Holding(U256);

word!(Holding);

impl Holding {
    const FROZEN: usize = 144;

    /// A slot with these fields.
    #[must_use]
    pub fn new(amount: u128, epoch: u16, has_frozen: bool) -> Self {
        let mut word: U256 = U256::from(amount) | (U256::from(epoch) << 128_usize);
        word.set_bit(Self::FROZEN, has_frozen);
        Self(word)
    }

    /// The amount, in the instrument's smallest unit.
    #[must_use]
    pub fn amount(self) -> u128 {
        (self.0 & U256::from(u128::MAX)).to::<u128>()
    }

    /// Number of record dates that had passed at the last write.
    #[must_use]
    pub fn epoch(self) -> u16 {
        read(self.0, 128, 16) as u16
    }

    /// Whether the holder has a frozen amount.
    #[must_use]
    pub fn has_frozen(self) -> bool {
        self.0.bit(Self::FROZEN)
    }
}

/// What a verifier may attest.
///
/// | bits      | field                                                            |
/// |-----------|------------------------------------------------------------------|
/// | 0..=95    | up to six jurisdictions, or 0xffff in any lane for all of them   |
/// | 96 + 16 i | 0xffff when category i may be attested, else 0                   |
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct VerifierScope(U256);

word!(VerifierScope);

impl VerifierScope {
    /// How many jurisdictions one scope can name.
    pub const JURISDICTIONS: usize = 6;
    /// The jurisdiction that stands for all of them.
    pub const ANYWHERE: u16 = u16::MAX;

    /// A scope over these jurisdictions and categories; [`ANYWHERE`](Self::ANYWHERE) among the first covers all.
    ///
    /// # Errors
    /// When there are more than six jurisdictions, or there is no such category.
    pub fn new(jurisdictions: &[u16], categories: &[u8]) -> Result<Self, FieldError> {
        let mut word = U256::ZERO;
        at_most("number of jurisdictions", jurisdictions.len() as u64, Self::JURISDICTIONS as u64)?;
        for (lane, code) in jurisdictions.iter().enumerate() {
            word |= U256::from(*code) << (16 * lane);
        }
        for category in categories {
            at_most("category", u64::from(*category), u64::from(Standing::CATEGORIES - 1))?;
            word |= U256::from(u16::MAX) << Standing::category_offset(*category);
        }
        Ok(Self(word))
    }

    /// Everything, everywhere.
    #[must_use]
    pub fn unlimited() -> Self {
        Self((U256::MAX << 96) | U256::from(Self::ANYWHERE))
    }

    /// Whether the scope lets its holder attest nothing at all.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0.is_zero()
    }

    /// The jurisdictions it names.
    pub fn jurisdictions(self) -> impl Iterator<Item = u16> {
        (0..Self::JURISDICTIONS)
            .map(move |lane| read(self.0, 16 * lane, 16) as u16)
            .filter(|code| *code != 0)
    }

    /// The categories it names.
    pub fn categories(self) -> impl Iterator<Item = u8> {
        (0..Standing::CATEGORIES).filter(move |category| {
            read(self.0, Standing::category_offset(*category), 16) == u64::from(u16::MAX)
        })
    }

    /// Whether facts about an investor of `jurisdiction` may be attested.
    #[must_use]
    pub fn covers_jurisdiction(self, jurisdiction: u16) -> bool {
        jurisdiction != 0
            && self.jurisdictions().any(|code| code == jurisdiction || code == Self::ANYWHERE)
    }

    /// Whether every category that `facts` attests may be attested.
    #[must_use]
    pub fn covers_categories(self, facts: Standing) -> bool {
        let attested: U256 = facts.0 & (U256::MAX << 96_usize);
        (attested & !self.0).is_zero()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_known_word_reads_as_its_fields() {
        // investor 7, United Kingdom (826), flags 0x001002, category 1 through day 20,000
        let word = (U256::from(20_000) << 112)
            | (U256::from(0x00_1002) << 72)
            | (U256::from(826) << 40)
            | U256::from(7);
        let standing = Standing::from_word(word);
        assert_eq!(
            (standing.investor(), standing.jurisdiction(), standing.flags()),
            (7, 826, 0x00_1002)
        );
        assert_eq!((standing.expiry_day(0), standing.expiry_day(1)), (0, 20_000));
    }

    #[test]
    fn a_category_is_held_through_its_last_day() {
        let standing = Standing::default().with_expiry(3, 100).expect("there are ten");
        assert!(standing.holds(3, 100) && !standing.holds(3, 101) && !standing.holds(2, 0));
    }

    #[test]
    fn values_out_of_range_are_refused() {
        assert!(Standing::default().with_investor(1 << 40).is_err());
        assert!(Standing::default().with_flags(1 << 24).is_err());
        assert!(Standing::default().with_expiry(10, 1).is_err());
        assert!(VerifierScope::new(&[1; 7], &[]).is_err());
        assert!(VerifierScope::new(&[], &[10]).is_err());
        assert!(InstrumentState::default().with_next_record_date(1 << 40).is_err());
        assert_eq!(Standing::from_word(U256::MAX).expiry_day(10), 0);
    }

    #[test]
    fn a_scope_covers_what_it_names() {
        let scope = VerifierScope::new(&[826, 840], &[0, 5]).expect("a small scope");
        assert!(
            scope.covers_jurisdiction(840)
                && !scope.covers_jurisdiction(276)
                && !scope.covers_jurisdiction(0)
        );
        let identity = Standing::default().with_expiry(0, 9).expect("a category");
        assert!(scope.covers_categories(identity));
        assert!(!scope.covers_categories(identity.with_expiry(1, 9).expect("a category")));
        assert_eq!(scope.categories().collect::<Vec<_>>(), [0, 5]);
        assert!(VerifierScope::unlimited().covers_jurisdiction(276));
        assert!(VerifierScope::default().is_empty());
    }

    proptest! {
        #[test]
        fn standings_keep_every_field(
            investor in 0..=Standing::MAX_INVESTOR, jurisdiction: u16, subdivision: u16,
            flags in 0..1_u32 << 24, days in proptest::array::uniform10(any::<u16>()), noise: [u64; 4],
        ) {
            let mut standing = Standing::from_word(U256::from_limbs(noise))
                .with_investor(investor)?.with_jurisdiction(jurisdiction).with_flags(flags)?
                .with_subdivision(subdivision);
            for (category, day) in (0..).zip(days) {
                standing = standing.with_expiry(category, day)?;
            }
            prop_assert_eq!(standing.investor(), investor);
            prop_assert_eq!(standing.jurisdiction(), jurisdiction);
            prop_assert_eq!(standing.flags(), flags);
            for (category, day) in (0..).zip(days) {
                prop_assert_eq!(standing.expiry_day(category), day);
            }
            prop_assert_eq!(standing.subdivision(), subdivision);
            prop_assert_eq!(standing.has_several_wallets(), flags >> 23 == 1);
        }

        #[test]
        fn states_keep_every_field(
            regime: [u8; 20], flags: [bool; 3], day: u16, epoch: u16, next in 0..1_u64 << 40,
        ) {
            let state = InstrumentState::default()
                .with_next_record_date(next)?.with_epoch(epoch).with_clock_start_day(day)
                .with_flags(flags[0], flags[1], flags[2]).with_regime(regime.into());
            prop_assert_eq!(state.regime(), Address::from(regime));
            prop_assert_eq!([state.is_paused(), state.is_halted(), state.is_winding_down()], flags);
            prop_assert_eq!(state.clock_start_day().unwrap_or(0), day);
            prop_assert_eq!(state.epoch(), epoch);
            prop_assert_eq!(state.next_record_date().unwrap_or(0), next);
        }

        #[test]
        fn holdings_keep_every_field(amount: u128, epoch: u16, has_frozen: bool) {
            let holding = Holding::from_word(Holding::new(amount, epoch, has_frozen).word());
            prop_assert_eq!((holding.amount(), holding.epoch(), holding.has_frozen()), (amount, epoch, has_frozen));
        }

        #[test]
        fn scopes_keep_their_lists(
            jurisdictions in proptest::collection::vec(1_u16.., 0..=6),
            categories in proptest::collection::btree_set(0_u8..10, 0..=10),
        ) {
            let categories: Vec<_> = categories.into_iter().collect();
            let scope = VerifierScope::new(&jurisdictions, &categories)?;
            prop_assert_eq!(scope.jurisdictions().collect::<Vec<_>>(), jurisdictions);
            prop_assert_eq!(scope.categories().collect::<Vec<_>>(), categories);
        }
    }
}
