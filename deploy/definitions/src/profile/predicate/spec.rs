//! What is known of a predicate apart from its parameters' values: one description that the reader, the comparison of
//! profiles, the schema and the tests share.

/// A predicate: its number, whom it judges, what it needs and which parameters it takes.
#[derive(Debug)]
pub struct Spec {
    /// The number that the contracts know it by.
    pub id: u8,
    /// The name in files.
    pub name: &'static str,
    /// When a movement passes it, in words.
    pub passes: &'static str,
    /// Whom it judges.
    pub judges: Judges,
    /// Whether it reads the entrant ledger.
    pub needs_entrant: bool,
    /// The books of the instrument ledger that it needs, as a mask of [`books`].
    pub books: u8,
    /// Its parameters.
    pub parameters: &'static [Parameter],
}

/// Whom a predicate judges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judges {
    /// The sides that the rule names.
    Parties,
    /// Who gives.
    Sender,
    /// Who receives.
    Recipient,
    /// The movement as such.
    Movement,
    /// Neither who moves nor how much: the instrument, its regime, its entrant or the day.
    Instrument,
}

impl Judges {
    /// Whether it is no side of a movement.
    #[must_use]
    pub fn no_party(self) -> bool {
        matches!(self, Self::Movement | Self::Instrument)
    }
}

/// Books of the instrument ledger, as bits of the mask in the header of a rule table.
pub mod books {
    /// Holders, by class of admission.
    pub const HOLDERS: u8 = 1;
    /// Purchasers from the issuer, by day.
    pub const PURCHASES: u8 = 2;
    /// Volumes transferred, by day.
    pub const VOLUMES: u8 = 4;
    /// Lots with the day of their acquisition.
    pub const LOTS: u8 = 8;
    /// Totals issued in an offering pool, by day.
    pub const OFFERINGS: u8 = 16;
    /// Transfers that were approved beforehand and are used up.
    pub const APPROVALS: u8 = 32;
    /// Days on which a volume share was exceeded.
    pub const BREACHES: u8 = 64;

    /// No book, but verdicts that depend on what moved before: positions of investors.
    pub const POSITIONS: u8 = 128;

    /// The name of each bit, from the lowest.
    pub const NAMES: [&str; 8] = [
        "holders",
        "purchases",
        "volumes",
        "lots",
        "offerings",
        "approvals",
        "breaches",
        "positions",
    ];
}

/// A parameter of a predicate.
#[derive(Debug)]
pub struct Parameter {
    /// The key in files.
    pub key: &'static str,
    /// What it is, in words that stand before a value: "highest number of purchasers".
    pub title: &'static str,
    /// What values it takes.
    pub takes: Takes,
    /// Which of two values refuses more.
    pub order: Order,
    /// Whether it may be left out.
    pub optional: bool,
}

/// What values a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// "GBP 1,000,000".
    Amount,
    /// "10 %".
    Share,
    /// An integer from 0 to this.
    Integer(u64),
    /// "30 days" or "12 months".
    Window,
    /// A date.
    Day,
    /// `true`.
    True,
    /// A category.
    Category,
    /// Flags.
    Flags,
    /// Activities of an entrant.
    Activities,
    /// A country.
    Country,
    /// Countries and names of groups.
    Countries,
    /// Rows of an allowlist.
    Rows,
    /// Codes behind the hyphen of ISO 3166-2.
    Subdivisions,
    /// A fact about an instrument.
    Fact,
    /// A kind of certificate.
    Certificate,
    /// Classes of cash.
    Cash,
    /// One of these words.
    Word(&'static [&'static str]),
}

/// Which of two values of a parameter refuses more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The smaller one; none is the loosest.
    Lower,
    /// The larger one; none is the loosest.
    Higher,
    /// The larger one; none is the strictest.
    HigherOrNone,
    /// The list with fewer members.
    Fewer,
    /// The list with more members.
    More,
    /// Rows: the list that admits fewer.
    Rows,
    /// Having it narrows what the rule judges, so leaving it out refuses more.
    Narrows,
    /// Two values can't be ranked.
    Unranked,
}

impl Parameter {
    /// A parameter that has to be given.
    pub(in crate::profile) const fn required(
        key: &'static str,
        title: &'static str,
        takes: Takes,
        order: Order,
    ) -> Self {
        Self { key, title, takes, order, optional: false }
    }

    /// A parameter that may be left out.
    pub(super) const fn optional(
        key: &'static str,
        title: &'static str,
        takes: Takes,
        order: Order,
    ) -> Self {
        Self { key, title, takes, order, optional: true }
    }
}

impl Spec {
    /// The parameter of that key.
    pub fn parameter(&self, key: &str) -> Option<&'static Parameter> {
        self.parameters.iter().find(|parameter| parameter.key == key)
    }
}
