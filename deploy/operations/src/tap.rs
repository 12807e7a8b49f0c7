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

/// Terms with further taps, and which of these is made.
#[derive(Clone, Copy, Debug)]
pub struct AmendedTerms<'t> {
    /// The terms.
    pub terms: &'t Security,
    /// The place of the tap in them, from 1; needed where another one of the same amount was made.
    pub number: Option<usize>,
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
    #[error(
        "could not {attempt}: by the terms in {given} it is raised by {next} next, tap {number} of them; give that"
    )]
    NotNext {
        /// What was attempted.
        attempt: String,
        /// The file.
        given: String,
        /// The next tap.
        next: String,
        /// Its place in the terms, from 1.
        number: usize,
    },
    /// A tap of the same amount was made, and another one is next.
    #[error(
        "could not {attempt}: of the taps of {amount} in {given} number {made} was made and number {next} is next, and nothing tells whether it \
         is made again or the next one is made; say --number {next} to make that, or --number {made}, which makes nothing anew"
    )]
    WhichTap {
        /// What was attempted.
        attempt: String,
        /// The file.
        given: String,
        /// What both raise it by.
        amount: String,
        /// The place of the last one that was made, from 1.
        made: usize,
        /// The place of the next one.
        next: usize,
    },
    /// The tap of a number is of another amount.
    #[error("could not {attempt}: tap {number} of the terms in {given} is of {amount}; give that")]
    OtherAmount {
        /// What was attempted.
        attempt: String,
        /// The file.
        given: String,
        /// Its place, from 1.
        number: usize,
        /// Its amount.
        amount: String,
    },
    /// Taps of a share were numbered.
    #[error("could not {attempt}: the terms of a share have no taps to number; leave out --number")]
    NoNumbers {
        /// What was attempted.
        attempt: String,
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
        amended_terms: Option<AmendedTerms<'_>>,
        mode: Mode,
    ) -> Result<Vec<Performed>, OperationError> {
        let amended = match amended_terms {
            Some(one) => Some((one.terms.hash().map_err(DeploymentError::from)?, one)),
            None => None,
        };
        let is_made = match &amended {
            Some((_, one)) => self.is_tapped(tap, *one).await?,
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

    /// Whether a tap of the terms was made before. Taps are made in their order, so what was raised tells how many were made.
    async fn is_tapped(
        &self,
        tap: &IncreaseVolume,
        amended: AmendedTerms<'_>,
    ) -> Result<bool, OperationError> {
        let AmendedTerms { terms, number } = amended;
        let (instrument, by) = (tap.leg.instrument.clone(), Self::units(&tap.leg, tap.by)?);
        let (attempt, given) = (tap.summary(), terms.file().to_owned());
        let (created, before) = self.raised(&tap.leg).await?;
        let added = match terms {
            Security::Bond(terms) => self.added_taps(&instrument, terms)?,
            Security::Share(_) if number.is_some() => {
                return Err(TapError::NoNumbers { attempt }.into());
            }
            Security::Share(terms) => self.added_shares(&instrument, terms, [created, before])?,
        };
        let Some(Added { taps, recorded }) = added else {
            return Err(TapError::OtherTerms { attempt, instrument, given }.into());
        };
        let Some(made) = made(&taps, before) else {
            let raised = Wording::new(tap.leg.currency).amount(before);
            return Err(TapError::RaisedOtherwise { attempt, given, raised }.into());
        };
        let place = Place { taps: &taps, made, recorded, by };
        Ok(place.is_made(number).map_err(|wrong| wrong.of(attempt, given))?)
    }

    /// The amounts of the taps, if the terms are the instrument's but for the last of them.
    fn added_taps(&self, instrument: &str, terms: &Terms) -> Result<Option<Added>, OperationError> {
        let recorded = self.manifest()?.bond(instrument)?.1.terms_hash;
        for kept in (0..=terms.taps.len()).rev() {
            if terms.hash_with_taps(kept).map_err(DeploymentError::from)? == recorded {
                let taps = terms.taps.iter().map(|tap| tap.amount).collect();
                return Ok(Some(Added { taps, recorded: Some(kept) }));
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
    ) -> Result<Option<Added>, OperationError> {
        let recorded = self.manifest()?.bond(instrument)?.1.terms_hash;
        let shares = |units: U256| Amount::from_units(units.saturating_to(), Currency::UNIT);
        let (first, now) = (shares(created), shares(created.saturating_add(raised)));
        for known in [terms.shares_authorised, now, first] {
            let hashes = terms.hashes_with_authorised(known).map_err(DeploymentError::from)?;
            if hashes.contains(&recorded) {
                let to_come = terms.shares_authorised.units().saturating_sub(now.units());
                let to_come = Amount::from_units(to_come, Currency::UNIT);
                let taps = [shares(raised), to_come].into();
                return Ok(Some(Added { taps, recorded: None }));
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

/// The taps of terms, and how many of them are on record.
struct Added {
    taps: Vec<Amount>,
    /// Nothing where they are not numbered.
    recorded: Option<usize>,
}

/// How many taps, from the first one on, come to what was raised; nothing where none do.
fn made(taps: &[Amount], raised: U256) -> Option<usize> {
    let mut left = raised;
    let first = taps.iter().take_while(|amount| {
        let of_tap = U256::from(amount.units());
        let is_made = of_tap <= left;
        left = if is_made { left - of_tap } else { left };
        is_made
    });
    let made = first.count();
    left.is_zero().then_some(made)
}

/// An amount among the taps of terms, so many of which were made.
struct Place<'t> {
    taps: &'t [Amount],
    made: usize,
    recorded: Option<usize>,
    by: U256,
}

/// What is wrong with it.
#[derive(Debug, PartialEq, Eq)]
enum Misplaced {
    NotNext { next: String, number: usize },
    NoSuchTap,
    WhichTap { amount: String, made: usize, next: usize },
    OtherAmount { number: usize, amount: String },
}

impl Place<'_> {
    /// Whether its tap was made, or comes next.
    fn is_made(&self, number: Option<usize>) -> Result<bool, Misplaced> {
        let Self { taps, made, recorded, by } = *self;
        let is = |amount: &Amount| U256::from(amount.units()) == by;
        if let Some(number) = number {
            let amount = number.checked_sub(1).and_then(|at| taps.get(at));
            let amount = amount.ok_or(Misplaced::NoSuchTap)?;
            return match number <= made {
                _ if !is(amount) => {
                    Err(Misplaced::OtherAmount { number, amount: amount.to_string() })
                }
                true => Ok(true),
                false if number == made + 1 => Ok(false),
                false => Err(self.not_next()),
            };
        }
        let same = taps[..made].iter().rposition(is);
        match (taps.get(made).filter(|next| is(next)), same) {
            // Where those that were made are on record to the last, none of them was interrupted, and the terms are there for another.
            (Some(next), Some(same)) if recorded.is_some_and(|recorded| recorded != made) => {
                let (amount, made, next) = (next.to_string(), same + 1, made + 1);
                Err(Misplaced::WhichTap { amount, made, next })
            }
            (Some(_), _) => Ok(false),
            (None, Some(_)) => Ok(true),
            (None, None) => Err(self.not_next()),
        }
    }

    fn not_next(&self) -> Misplaced {
        self.taps.get(self.made).map_or(Misplaced::NoSuchTap, |next| Misplaced::NotNext {
            next: next.to_string(),
            number: self.made + 1,
        })
    }
}

impl Misplaced {
    fn of(self, attempt: String, given: String) -> TapError {
        match self {
            Self::NotNext { next, number } => TapError::NotNext { attempt, given, next, number },
            Self::NoSuchTap => TapError::NoSuchTap { attempt, given },
            Self::WhichTap { amount, made, next } => {
                TapError::WhichTap { attempt, given, amount, made, next }
            }
            Self::OtherAmount { number, amount } => {
                TapError::OtherAmount { attempt, given, number, amount }
            }
        }
    }
}
