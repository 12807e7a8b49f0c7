//! Acts on a distribution that are one call: election, redirection, withdrawal, closing; and defaults and documents of bonds.

use alloy::primitives::{Address, B256, U256};
use corridor_bindings::{BondDocuments, Servicing};
use corridor_deploy::accounts::Role;
use corridor_deploy::deployment::{SystemContract, fixed};
use corridor_deploy::explain::{LegHandle, Wording};
use corridor_deploy::money::Amount;

use super::{Distribution, DistributionStatus};
use crate::{DefaultKind, Desk, Operation, OperationError, Prepared, Who};

/// Elects to give units back. Signed by the holder.
#[derive(Clone, Debug)]
pub struct Elect {
    /// The put.
    pub distribution: Distribution,
    /// Who elects.
    pub holder: Address,
    /// How much; nothing withdraws the election.
    pub amount: Amount,
}

impl Operation for Elect {
    const NAME: &'static str = "elect";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let units = Desk::units(&self.distribution.leg, self.amount)?;
        let call = Servicing::electCall { id: U256::from(self.distribution.id), units };
        let amount = Wording::new(self.distribution.leg.currency).amount(units);
        let summary = format!("elect {amount} under distribution {}", self.distribution.id);
        Ok(Prepared::act(summary, Who::Wallet(self.holder), desk.servicing()?, &call))
    }
}

/// Withdraws a distribution of which nobody was paid, and returns its funding. Signed by the paying agent.
#[derive(Clone, Debug)]
pub struct CancelDistribution {
    /// What is withdrawn.
    pub distribution: Distribution,
}

impl Operation for CancelDistribution {
    const NAME: &'static str = "cancel-distribution";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let id = self.distribution.id;
        let call = Servicing::cancelCall { id: U256::from(id) };
        let summary = format!("cancel distribution {id}");
        Ok(Prepared::act(summary, Who::Role(Role::PayingAgent), desk.servicing()?, &call))
    }
}

/// Returns what is left to whoever paid in, when everybody has had their turn. Anybody may; the paying agent signs.
#[derive(Clone, Debug)]
pub struct CloseDistribution {
    /// What is closed.
    pub distribution: Distribution,
}

impl Operation for CloseDistribution {
    const NAME: &'static str = "close-distribution";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let id = self.distribution.id;
        if self.distribution.status() == Some(DistributionStatus::Declared) {
            let status = self.distribution.status_name();
            return Err(OperationError::NotPayable { id, status });
        }
        let call = Servicing::closeCall { id: U256::from(id) };
        let summary = format!("close distribution {id}");
        Ok(Prepared::act(summary, Who::Role(Role::PayingAgent), desk.servicing()?, &call))
    }
}

/// Declares a default. Signed by the paying agent.
#[derive(Clone, Debug)]
pub struct DeclareDefault {
    /// The leg.
    pub leg: LegHandle,
    /// What was not done.
    pub kind: DefaultKind,
    /// Keccak-256 of the notice.
    pub evidence: B256,
}

impl Operation for DeclareDefault {
    const NAME: &'static str = "declare-default";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let (bond, kind, evidence) = (self.leg.token, self.kind.number(), self.evidence);
        let call = Servicing::declareDefaultCall { bond, kind, evidence };
        let summary = format!("declare {}, leg {}, in default", self.leg.instrument, self.leg.leg);
        Ok(Prepared::act(summary, Who::Role(Role::PayingAgent), desk.servicing()?, &call))
    }
}

/// Says that a default is cured. Signed by the paying agent.
#[derive(Clone, Debug)]
pub struct CureDefault {
    /// The leg.
    pub leg: LegHandle,
    /// Keccak-256 of the notice.
    pub evidence: B256,
}

impl Operation for CureDefault {
    const NAME: &'static str = "cure-default";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let call = Servicing::cureCall { bond: self.leg.token, evidence: self.evidence };
        let summary = format!(
            "say that the default of {}, leg {}, is cured",
            self.leg.instrument, self.leg.leg
        );
        Ok(Prepared::act(summary, Who::Role(Role::PayingAgent), desk.servicing()?, &call))
    }
}

/// Puts a document of a bond on record by its hash. Signed by the registrar.
#[derive(Clone, Debug)]
pub struct SetDocument {
    /// The leg.
    pub leg: LegHandle,
    /// Its name, at most 32 bytes.
    pub name: String,
    /// Where it is.
    pub uri: String,
    /// Keccak-256 of it.
    pub hash: B256,
}

impl Operation for SetDocument {
    const NAME: &'static str = "set-document";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        if self.name.is_empty() || self.name.len() > 32 {
            return Err(OperationError::BadDocumentName { name: self.name.clone() });
        }
        let call = BondDocuments::setDocumentCall {
            bond: self.leg.token,
            name: fixed::<32>(&self.name),
            uri: self.uri.clone(),
            documentHash: self.hash,
        };
        let summary = format!("record the document `{}` of {}", self.name, self.leg.instrument);
        let documents = desk.contract(SystemContract::BondDocuments)?;
        Ok(Prepared::act(summary, Who::Role(Role::Registrar), documents, &call))
    }
}
