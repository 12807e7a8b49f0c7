//! The terms of a bond or of a share: what both say.

use alloy_primitives::B256;

use super::{Issuer, ShareTerms, Terms, TermsError, kind, read, read_share, source};
use crate::identifiers::{Currency, Isin};
use crate::instrument::InstrumentKind;
use crate::money::Amount;
use crate::source::{Document, Source};

/// The terms of a bond or of a share.
#[derive(Clone, Debug)]
pub enum Security {
    /// Of a bond.
    Bond(Box<Terms>),
    /// Of a share.
    Share(Box<ShareTerms>),
}

/// What stands in both under one name.
macro_rules! common {
    ($self:ident, $terms:ident => $value:expr) => {
        match $self {
            Self::Bond($terms) => $value,
            Self::Share($terms) => $value,
        }
    };
}

impl Security {
    /// The compiled-in terms of that id, or the file at that path.
    pub fn load(id_or_path: &str) -> Result<Self, TermsError> {
        Self::parse(source(id_or_path)?)
    }

    /// Parses and checks the text of a terms file.
    pub fn parse(source: Source) -> Result<Self, TermsError> {
        let document = Document::parse(source)?;
        Ok(match kind(&document)? {
            InstrumentKind::Debt => read::terms(document)?.into(),
            InstrumentKind::Equity => Self::Share(Box::new(read_share::terms(document)?)),
        })
    }

    /// What it is of.
    pub fn kind(&self) -> InstrumentKind {
        match self {
            Self::Bond(_) => InstrumentKind::Debt,
            Self::Share(_) => InstrumentKind::Equity,
        }
    }

    /// Short name, unique among terms.
    pub fn id(&self) -> &str {
        common!(self, terms => &terms.id)
    }

    /// What the file is not.
    pub fn replica(&self) -> &str {
        common!(self, terms => &terms.replica)
    }

    /// Name of the token.
    pub fn name(&self) -> &str {
        common!(self, terms => &terms.name)
    }

    /// Symbol of the token.
    pub fn symbol(&self) -> &str {
        common!(self, terms => &terms.symbol)
    }

    /// Who owes it, or is owned in shares.
    pub fn issuer(&self) -> &Issuer {
        common!(self, terms => &terms.issuer)
    }

    /// Identifier of the instrument itself.
    pub fn isin(&self) -> Isin {
        common!(self, terms => terms.isin)
    }

    /// What its amounts are counted in.
    pub fn currency(&self) -> Currency {
        match self {
            Self::Bond(terms) => terms.currency,
            Self::Share(_) => Currency::UNIT,
        }
    }

    /// What may be outstanding before it is raised: the amount of the first issue, or the shares authorised.
    pub fn issue_amount(&self) -> Amount {
        match self {
            Self::Bond(terms) => terms.issue_amount,
            Self::Share(terms) => terms.shares_authorised,
        }
    }

    /// The identifier on a leg of a profile.
    pub fn isin_of(&self, profile: &str, leg: &str) -> Option<Isin> {
        let legs = common!(self, terms => &terms.legs);
        legs.iter().find(|one| one.profile == profile && one.leg == leg).map(|one| one.isin)
    }

    /// What messages call the file.
    pub fn file(&self) -> &str {
        common!(self, terms => terms.document.source().name())
    }

    /// Keccak-256 of the file as canonical JSON: what the asset registry carries.
    pub fn hash(&self) -> Result<B256, TermsError> {
        common!(self, terms => terms.hash())
    }
}

impl From<Terms> for Security {
    fn from(terms: Terms) -> Self {
        Self::Bond(Box::new(terms))
    }
}

impl From<ShareTerms> for Security {
    fn from(terms: ShareTerms) -> Self {
        Self::Share(Box::new(terms))
    }
}
