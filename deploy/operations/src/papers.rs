//! What stands on record about a bond: whether it is in default, and its documents by their hashes.

use alloy::primitives::{Address, B256};
use corridor_bindings::{BondDocuments, Servicing};
use corridor_deploy::deployment::SystemContract;
use corridor_deploy::explain::{LegHandle, timestamp};
use serde::Serialize;

use super::{Desk, Distribution, DistributionKind, OperationError};

/// What was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DefaultKind {
    /// Interest or principal was not paid.
    MissedPayment,
    /// A covenant was broken.
    Covenant,
    /// The issuer is insolvent.
    Insolvency,
    /// Anything else that the terms call so.
    Other,
}

impl DefaultKind {
    /// Each, in the order of its number in the contract.
    pub const ALL: [Self; 4] = [Self::MissedPayment, Self::Covenant, Self::Insolvency, Self::Other];

    /// Its number in the contract.
    #[must_use]
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// What it is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::MissedPayment => "missed payment",
            Self::Covenant => "covenant",
            Self::Insolvency => "insolvency",
            Self::Other => "other",
        }
    }

    fn from_number(number: u8) -> Self {
        Self::ALL.into_iter().find(|kind| kind.number() == number).unwrap_or(Self::Other)
    }
}

/// Whether a leg is in default.
#[derive(Clone, Debug, Serialize)]
pub struct DefaultView {
    /// The instrument.
    pub instrument: String,
    /// The leg.
    pub leg: String,
    /// Whether it is now.
    pub in_default: bool,
    /// What was not done; nothing where no default was ever declared.
    pub kind: Option<DefaultKind>,
    /// When it was declared, in UTC.
    pub since: Option<String>,
    /// When it was cured, in UTC; nothing while it lasts.
    pub until: Option<String>,
    /// Keccak-256 of the notice that says so.
    pub evidence: Option<B256>,
}

/// A document of a bond.
#[derive(Clone, Debug, Serialize)]
pub struct DocumentView {
    /// Its name.
    pub name: String,
    /// Where it is.
    pub uri: String,
    /// Keccak-256 of it.
    pub hash: B256,
    /// When it was set last, in UTC.
    pub modified: String,
}

impl DefaultView {
    /// What became of it, in words; nothing where no default was ever declared.
    #[must_use]
    pub fn words(&self) -> Option<String> {
        let (kind, since) = (self.kind?.name(), self.since.as_deref()?);
        Some(match &self.until {
            None => format!("in default since {since} ({kind})"),
            Some(until) => format!("was in default from {since} until {until} ({kind})"),
        })
    }
}

impl Desk {
    /// Whether a leg is in default.
    ///
    /// # Errors
    ///
    /// There is nothing that keeps defaults, or the endpoint fails.
    pub async fn default_of(&self, leg: &LegHandle) -> Result<DefaultView, OperationError> {
        let call = Servicing::defaultOfCall { bond: leg.token };
        let record = self.read(self.servicing()?, &call).await?;
        let (since, until) = (record.since.to::<u64>(), record.until.to::<u64>());
        let ever = since != 0;
        Ok(DefaultView {
            instrument: leg.instrument.clone(),
            leg: leg.leg.clone(),
            in_default: record.inDefault,
            kind: ever.then(|| DefaultKind::from_number(record.kind)),
            since: ever.then(|| timestamp(since)),
            until: (until != 0).then(|| timestamp(until)),
            evidence: ever.then_some(record.evidence),
        })
    }

    /// The default of a leg, now or before; nothing where none was ever declared, or nothing keeps them.
    ///
    /// # Errors
    ///
    /// The endpoint fails.
    pub async fn known_default(
        &self,
        leg: &LegHandle,
    ) -> Result<Option<DefaultView>, OperationError> {
        if self.manifest()?.address(SystemContract::Servicing).is_none() {
            return Ok(None);
        }
        let found = self.default_of(leg).await?;
        Ok(found.kind.is_some().then_some(found))
    }

    /// The default that a bond is in though a call of its issuer's was declared: it stands, since notice of it was given before, and the
    /// contract takes no other one. Nothing of what is no call, or where there is no default.
    ///
    /// # Errors
    ///
    /// The endpoint fails.
    pub async fn default_after_call(
        &self,
        one: &Distribution,
    ) -> Result<Option<DefaultView>, OperationError> {
        if !matches!(one.kind()?, DistributionKind::Call | DistributionKind::PartialCall) {
            return Ok(None);
        }
        let default = self.default_of(&one.leg).await?;
        Ok(Some(default).filter(|default| default.in_default))
    }

    /// The documents of a leg, in the order in which they were first set.
    ///
    /// # Errors
    ///
    /// There is nothing that keeps documents, or the endpoint fails.
    pub async fn documents(&self, leg: &LegHandle) -> Result<Vec<DocumentView>, OperationError> {
        let contract: Address = self.contract(SystemContract::BondDocuments)?;
        let bond = leg.token;
        let names = self.read(contract, &BondDocuments::getAllDocumentsCall { bond }).await?;
        let mut documents = Vec::new();
        for name in names {
            let call = BondDocuments::getDocumentCall { bond, name };
            let found = self.read(contract, &call).await?;
            let (uri, hash, modified) = (found._0, found._1, found._2);
            let text = String::from_utf8_lossy(name.as_slice());
            documents.push(DocumentView {
                name: text.trim_end_matches('\0').to_owned(),
                uri,
                hash,
                modified: timestamp(modified.saturating_to()),
            });
        }
        Ok(documents)
    }
}
