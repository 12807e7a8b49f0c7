//! One row of an investor file.

use alloy::primitives::{Address, B256, Keccak256, U256};
use corridor_bindings::standing::Standing;
use serde::Serialize;

use crate::calendar::UtcDay;
use crate::residence::Residence;
use crate::vocabulary::{Category, Flag};

/// Wallets that one investor may have.
pub const MAX_WALLETS: usize = 8;

/// Field positions of a standing word.
const FLAGS_OFFSET: usize = 72;
const CATEGORY_OFFSET: usize = 96;
const CATEGORY_BITS: usize = 16;

/// Whether an investor is a person or an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum InvestorKind {
    /// A natural person.
    Natural,
    /// An organisation.
    Entity,
}

/// One wallet of one investor, and what was attested of the investor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct InvestorRecord {
    /// Line of the file, from 1.
    pub line: u64,
    /// What the investor is called here; never a name.
    pub reference: String,
    /// The wallet.
    pub wallet: Address,
    /// Where the investor resides or is organised.
    pub jurisdiction: Residence,
    /// Person or organisation.
    pub kind: InvestorKind,
    /// Attested categories with their last valid day, in the order of the vocabulary.
    pub categories: Vec<(Category, UtcDay)>,
    /// Flags, in the order of the vocabulary; that of a natural person is among them.
    pub flags: Vec<Flag>,
}

impl InvestorRecord {
    /// Whether a category has expired before `day`.
    pub fn has_expired(&self, day: UtcDay) -> bool {
        self.categories.iter().any(|(_, until)| *until < day)
    }

    /// Mask of the flags that verifiers write.
    pub fn attested_flags(&self) -> u32 {
        self.mask_of(|flag| !flag.is_restriction())
    }

    /// Mask of the flags that enforcement officers write.
    pub fn restriction_flags(&self) -> u32 {
        self.mask_of(Flag::is_restriction)
    }

    /// The standing word that a registration takes: residence, attested flags and category days.
    pub fn facts(&self) -> U256 {
        let base = self.jurisdiction.write(Standing::default()).word()
            | (U256::from(self.attested_flags()) << FLAGS_OFFSET);
        self.categories.iter().fold(base, |word, (category, until)| {
            let offset = CATEGORY_OFFSET + CATEGORY_BITS * usize::from(category.bit());
            word | (U256::from(until.number()) << offset)
        })
    }

    /// The standing word of investor `id` once its restrictions are written.
    pub fn standing(&self, id: u64) -> U256 {
        self.facts() | U256::from(id) | (U256::from(self.restriction_flags()) << FLAGS_OFFSET)
    }

    /// What the commitment is made of: the facts of the investor, without wallets, in one line.
    pub fn canonical(&self) -> String {
        let categories: Vec<String> =
            self.categories.iter().map(|(category, until)| format!("{category}:{until}")).collect();
        let flags: Vec<&str> = self.flags.iter().map(|flag| flag.name()).collect();
        let kind = match self.kind {
            InvestorKind::Natural => "natural",
            InvestorKind::Entity => "entity",
        };
        let Self { reference, jurisdiction, .. } = self;
        format!("{reference},{jurisdiction},{kind},{},{}", categories.join(";"), flags.join(";"))
    }

    /// Keccak-256 of the salt followed by [`Self::canonical`]: says nothing to who does not have the salt.
    pub fn commitment(&self, salt: B256) -> B256 {
        let mut hasher = Keccak256::new();
        hasher.update(salt);
        hasher.update(self.canonical());
        hasher.finalize()
    }

    fn mask_of(&self, wanted: impl Fn(Flag) -> bool) -> u32 {
        self.flags.iter().filter(|flag| wanted(**flag)).fold(0, |mask, flag| mask | flag.mask())
    }
}
