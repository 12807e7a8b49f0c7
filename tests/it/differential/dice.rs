//! Chance that can be had again: the same seed throws the same dice with every version of everything.

/// A source of random numbers (SplitMix64).
#[derive(Clone, Debug)]
pub(super) struct Dice(u64);

impl Dice {
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Dice of their own for each name.
    pub(super) fn named(seed: u64, name: &str) -> Self {
        let mixed = name.bytes().fold(Self::new(seed), |mut dice, byte| {
            dice.0 ^= u64::from(byte);
            Self::new(dice.next())
        });
        Self::new(mixed.0)
    }

    pub(super) const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`; 0 when there is none.
    pub(super) const fn below(&mut self, bound: u64) -> u64 {
        let thrown = self.next();
        if bound == 0 { 0 } else { thrown % bound }
    }

    /// Whether something of so many per cent happens.
    pub(super) const fn chance(&mut self, per_cent: u64) -> bool {
        self.below(100) < per_cent
    }

    /// One of several.
    pub(super) fn pick<'t, T>(&mut self, of: &'t [T]) -> Option<&'t T> {
        let place = self.below(of.len() as u64);
        of.get(usize::try_from(place).unwrap_or_default())
    }
}
