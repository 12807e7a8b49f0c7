//! A tap: more of a bond that was issued before.

use alloy::primitives::B256;
use corridor_bindings::{AssetRegistry, ISecurityToken};
use corridor_deploy::accounts::Role;
use corridor_deploy::deployment::{Instrument, SystemContract};
use corridor_deploy::explain::LegHandle;
use corridor_deploy::money::Amount;

use super::{Desk, Mode, Operation, OperationError, Performed, Prepared, Who};

/// Raises the amount that may be issued. Signed by the issuer.
#[derive(Clone, Debug)]
pub struct IncreaseVolume {
    /// Whose volume.
    pub leg: LegHandle,
    /// By how much.
    pub by: Amount,
}

impl Operation for IncreaseVolume {
    const NAME: &'static str = "increase-volume";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        desk.require_no_default(&self.leg).await?;
        let call = ISecurityToken::increaseIssueVolumeCall { by: Desk::units(&self.leg, self.by)? };
        let summary = format!("raise the issue volume of {} by {}", self.leg.instrument, self.by);
        Ok(Prepared::act(summary, Who::Role(Role::Issuer), self.leg.token, &call))
    }
}

/// Puts the hash of amended terms into the asset registry. Signed by the registrar.
#[derive(Clone, Debug)]
pub struct AmendTerms {
    /// The instrument.
    pub instrument: String,
    /// Keccak-256 of the canonical terms.
    pub terms_hash: B256,
}

impl Operation for AmendTerms {
    const NAME: &'static str = "amend-terms";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let asset = Instrument::asset_id(&self.instrument);
        let call = AssetRegistry::amendTermsCall { asset, termsHash: self.terms_hash };
        let summary = format!("amend the terms of {}", self.instrument);
        Ok(Prepared::act(
            summary,
            Who::Role(Role::Registrar),
            desk.contract(SystemContract::AssetRegistry)?,
            &call,
        ))
    }
}

impl Desk {
    /// Raises the issue volume of a leg and, when the terms of the tap are in an amended terms file, its hash in the
    /// registry and the manifest.
    ///
    /// # Errors
    ///
    /// A contract refuses, or the endpoint fails.
    pub async fn tap(
        &mut self,
        tap: &IncreaseVolume,
        amended_terms: Option<B256>,
        mode: Mode,
    ) -> Result<Vec<Performed>, OperationError> {
        let mut performed = vec![self.perform(tap, mode).await?];
        let instrument = tap.leg.instrument.clone();
        let recorded = self.manifest()?.bond(&instrument)?.1.terms_hash;
        if let Some(terms_hash) = amended_terms.filter(|hash| *hash != recorded) {
            let amend = AmendTerms { instrument: instrument.clone(), terms_hash };
            performed.push(self.perform(&amend, mode).await?);
            if mode == Mode::Execute {
                self.deployment_mut().amend(|manifest| {
                    if let Some(bond) = manifest.bonds.get_mut(&instrument) {
                        bond.terms_hash = terms_hash;
                    }
                })?;
            }
        }
        Ok(performed)
    }
}
