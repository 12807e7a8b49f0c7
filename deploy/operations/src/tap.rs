//! A tap: more of a bond that was issued before.

use alloy::primitives::{B256, U256};
use corridor_bindings::{AssetRegistry, ISecurityToken};
use corridor_deploy::accounts::Role;
use corridor_deploy::deployment::{DeploymentError, Instrument, SystemContract};
use corridor_deploy::explain::{LegHandle, Wording};
use corridor_deploy::identifiers::Currency;
use corridor_deploy::money::Amount;
use corridor_deploy::terms::{Security, ShareTerms, Terms};

use super::{Desk, Mode, Operation, OperationError, Performed, Prepared, Who};

/// Raises the amount that may be issued. Signed by the issuer.
#[derive(Clone, Debug)]
pub struct IncreaseVolume {
    /// Whose volume.
    pub leg: LegHandle,
    /// By how much.
    pub by: Amount,
}

impl IncreaseVolume {
    fn summary(&self) -> String {
        format!("raise the issue volume of {} by {}", self.leg.instrument, self.by)
    }
}

impl Operation for IncreaseVolume {
    const NAME: &'static str = "increase-volume";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        desk.require_issuable(&self.leg).await?;
        let call = ISecurityToken::increaseIssueVolumeCall { by: Desk::units(&self.leg, self.by)? };
        Ok(Prepared::act(self.summary(), Who::Role(Role::Issuer), self.leg.token, &call))
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

/// Why a bond is not tapped.
#[derive(Debug, thiserror::Error)]
pub enum TapError {
    /// The terms are not the bond's with more taps.
    #[error(
        "could not {attempt}: the terms in {given} are not those of {instrument} with taps added; change nothing else, and let a source \
         that comes with a tap give figures of taps alone"
    )]
    OtherTerms {
        /// What was attempted.
        attempt: String,
        /// The instrument.
        instrument: String,
        /// The file.
        given: String,
    },
    /// It is not the amount of the next tap.
    #[error("could not {attempt}: by the terms in {given} it is raised by {next} next; give that")]
    NotNext {
        /// What was attempted.
        attempt: String,
        /// The file.
        given: String,
        /// The next tap.
        next: String,
    },
    /// The terms have no such tap.
    #[error(
        "could not {attempt}: the terms in {given} have no such tap, and all that they have were made; add it there first"
    )]
    NoSuchTap {
        /// What was attempted.
        attempt: String,
        /// The file.
        given: String,
    },
    /// The volume was raised by something that is not in the terms.
    #[error(
        "could not {attempt}: it was raised by {raised} before, and the first taps of the terms in {given} do not come to that; list \
         every tap that was made, in its order"
    )]
    RaisedOtherwise {
        /// What was attempted.
        attempt: String,
        /// The file.
        given: String,
        /// By how much it was raised before.
        raised: String,
    },
}

impl Desk {
    /// Raises the issue volume of a leg. Amended terms are held against those that the bond has and against what was raised before:
    /// they differ by further taps alone, and the amount is that of the next one. Their hash goes into registry and
    /// manifest. A tap that was made is not made again.
    ///
    /// # Errors
    ///
    /// The terms are others or have no such tap, a contract refuses, or the endpoint fails.
    pub async fn tap(
        &mut self,
        tap: &IncreaseVolume,
        amended_terms: Option<&Security>,
        mode: Mode,
    ) -> Result<Vec<Performed>, OperationError> {
        let amended = match amended_terms {
            Some(terms) => Some((terms.hash().map_err(DeploymentError::from)?, terms)),
            None => None,
        };
        let is_made = match &amended {
            Some((_, terms)) => self.is_tapped(tap, terms).await?,
            None => false,
        };
        let mut performed = Vec::new();
        if !is_made {
            performed.push(self.perform(tap, mode).await?);
        }
        let instrument = tap.leg.instrument.clone();
        let recorded = self.manifest()?.bond(&instrument)?.1.terms_hash;
        if let Some((terms_hash, _)) = amended.filter(|(hash, _)| *hash != recorded) {
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

    /// Whether a tap of the terms was made before. Taps are made in their order.
    async fn is_tapped(
        &self,
        tap: &IncreaseVolume,
        terms: &Security,
    ) -> Result<bool, OperationError> {
        let (instrument, by) = (tap.leg.instrument.clone(), Self::units(&tap.leg, tap.by)?);
        let (attempt, given) = (tap.summary(), terms.file().to_owned());
        let (created, before) = self.raised(&tap.leg).await?;
        let taps = match terms {
            Security::Bond(terms) => self.added_taps(&instrument, terms)?,
            Security::Share(terms) => self.added_shares(&instrument, terms, [created, before])?,
        };
        let Some(taps) = taps else {
            return Err(TapError::OtherTerms { attempt, instrument, given }.into());
        };
        let mut left = before;
        let mut to_come = taps.iter().skip_while(|amount| {
            let of_tap = U256::from(amount.units());
            let is_made = of_tap <= left;
            left = if is_made { left - of_tap } else { left };
            is_made
        });
        let next = to_come.next();
        let made = taps.len() - to_come.count() - usize::from(next.is_some());
        if !left.is_zero() {
            let raised = Wording::new(tap.leg.currency).amount(before);
            return Err(TapError::RaisedOtherwise { attempt, given, raised }.into());
        }
        let is = |amount: &Amount| U256::from(amount.units()) == by;
        match next {
            Some(next) if is(next) => Ok(false),
            _ if taps[..made].iter().any(is) => Ok(true),
            Some(next) => Err(TapError::NotNext { attempt, given, next: next.to_string() }.into()),
            None => Err(TapError::NoSuchTap { attempt, given }.into()),
        }
    }

    /// The amounts of the taps, if the terms are the instrument's but for the last of them.
    fn added_taps(
        &self,
        instrument: &str,
        terms: &Terms,
    ) -> Result<Option<Vec<Amount>>, OperationError> {
        let recorded = self.manifest()?.bond(instrument)?.1.terms_hash;
        for kept in (0..=terms.taps.len()).rev() {
            if terms.hash_with_taps(kept).map_err(DeploymentError::from)? == recorded {
                return Ok(Some(terms.taps.iter().map(|tap| tap.amount).collect()));
            }
        }
        Ok(None)
    }

    /// What the shares authorised came to before and come to now, as taps, if the terms are the instrument's but for their number.
    fn added_shares(
        &self,
        instrument: &str,
        terms: &ShareTerms,
        [created, raised]: [U256; 2],
    ) -> Result<Option<Vec<Amount>>, OperationError> {
        let recorded = self.manifest()?.bond(instrument)?.1.terms_hash;
        let shares = |units: U256| Amount::from_units(units.saturating_to(), Currency::UNIT);
        let (first, now) = (shares(created), shares(created.saturating_add(raised)));
        for known in [terms.shares_authorised, now, first] {
            let hashes = terms.hashes_with_authorised(known).map_err(DeploymentError::from)?;
            if hashes.contains(&recorded) {
                let to_come = terms.shares_authorised.units().saturating_sub(now.units());
                let to_come = Amount::from_units(to_come, Currency::UNIT);
                return Ok(Some([shares(raised), to_come].into()));
            }
        }
        Ok(None)
    }

    /// What might be outstanding of each leg of an instrument at its creation, and by how much that was raised. A route takes volume from
    /// one leg to another, so the second is the sum over all.
    async fn raised(&self, leg: &LegHandle) -> Result<(U256, U256), OperationError> {
        let (_, bond) = self.manifest()?.bond(&leg.instrument)?;
        let (mut volume, mut given, mut created) = (U256::ZERO, U256::ZERO, U256::ZERO);
        for one in &bond.legs {
            let call = ISecurityToken::issueVolumeCall {};
            volume = volume.saturating_add(self.read(one.token.address, &call).await?);
            created = one.issue_volume_at_creation(bond.kind).unwrap_or_default();
            given = given.saturating_add(created);
        }
        Ok((created, volume.saturating_sub(given)))
    }
}
