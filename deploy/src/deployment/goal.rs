//! What a deployment should come to.

use std::collections::BTreeMap;

use alloy::primitives::{Address, B256, Bytes, FixedBytes, U256, keccak256};
use corridor_bindings::BondToken;
use corridor_bindings::standing::VerifierScope;

use super::{CashTerms, DeploymentError, Manifest, SystemContract};
use crate::accounts::Role;
use crate::calendar::UtcDay;
use crate::identifiers::{Currency, Isin, Lei};
use crate::profile::BoundProfile;
use crate::terms::Terms;

/// Longest name and symbol that a token keeps.
const MAX_NAME_BYTES: usize = 31;

/// What a deployment should come to: the shared contracts, profiles as regimes, instruments.
#[derive(Clone, Debug)]
pub struct Goal {
    /// Who creates the contracts, and is their administrator until everything is wired.
    pub deployer: Address,
    /// Who acts in which role.
    pub roles: BTreeMap<Role, Address>,
    /// Whether one account may have several roles, as on a devnet.
    pub shared_roles: bool,
    /// Seconds that the governor's decisions wait.
    pub governor_delay: u32,
    /// What the verifier may attest.
    pub verifier_scope: U256,
    /// Shared contracts to have beyond those that every deployment needs.
    pub extras: Vec<SystemContract>,
    /// Cash tokens to have.
    pub cash: Vec<CashTerms>,
    /// Profiles to have regimes for.
    pub profiles: Vec<BoundProfile>,
    /// Instruments to have.
    pub instruments: Vec<Instrument>,
    /// Instruments whose regimes may be replaced by those of a changed profile.
    pub replace: Vec<String>,
}

impl Goal {
    /// The shared contracts for these roles, deployed by the governor, and nothing else.
    #[must_use]
    pub fn system(roles: &BTreeMap<Role, Address>) -> Self {
        Self {
            deployer: roles.get(&Role::Governor).copied().unwrap_or_default(),
            roles: roles.clone(),
            shared_roles: false,
            governor_delay: 0,
            verifier_scope: VerifierScope::unlimited().word(),
            extras: Vec::new(),
            cash: Vec::new(),
            profiles: Vec::new(),
            instruments: Vec::new(),
            replace: Vec::new(),
        }
    }

    /// The same with a shared contract that not every deployment needs.
    #[must_use]
    pub fn with_extra(mut self, contract: SystemContract) -> Self {
        self.extras.push(contract);
        self
    }

    /// The same with a cash token.
    #[must_use]
    pub fn with_cash(mut self, cash: CashTerms) -> Self {
        self.cash.push(cash);
        self
    }

    /// The same with the regimes of a profile.
    #[must_use]
    pub fn with_profile(mut self, profile: BoundProfile) -> Self {
        if self.profiles.iter().all(|known| known.hash() != profile.hash()) {
            self.profiles.push(profile);
        }
        self
    }

    /// The same with an instrument and the regimes of its profile.
    #[must_use]
    pub fn with_instrument(self, instrument: Instrument) -> Self {
        let mut goal = self.with_profile(instrument.profile.clone());
        goal.instruments.push(instrument);
        goal
    }

    /// The same, allowing the regimes of `instrument` to be replaced.
    #[must_use]
    pub fn replacing(mut self, instrument: impl Into<String>) -> Self {
        self.replace.push(instrument.into());
        self
    }
}

/// A bond under a profile.
#[derive(Clone, Debug)]
pub struct Instrument {
    /// `<terms id>@<profile id>`: the same bond under another profile is another instrument.
    pub id: String,
    /// The id in the terms file.
    pub terms: String,
    /// Keccak-256 of the canonical terms.
    pub terms_hash: B256,
    /// LEI of the issuer, when the terms give it.
    pub issuer: Option<Lei>,
    /// Name of the bond.
    pub name: String,
    /// Symbol of the bond.
    pub symbol: String,
    /// Its currency.
    pub currency: Currency,
    /// Smallest denomination, in smallest units.
    pub denomination: u128,
    /// Amount that may be issued before a tap, in smallest units.
    pub issue_volume: u128,
    /// Annual coupon in millionths.
    pub coupon_rate: u32,
    /// Unix seconds.
    pub issue_date: u64,
    /// Unix seconds.
    pub maturity_date: u64,
    /// Legs of the profile and their ISINs.
    pub legs: Vec<(String, Isin)>,
    /// The profile.
    pub profile: BoundProfile,
}

impl Instrument {
    /// A bond under a profile, with an identifier for each of the profile's legs.
    ///
    /// # Errors
    ///
    /// The terms have no ISIN for a leg, a date that the contracts can't hold, or no canonical form.
    pub fn new(terms: &Terms, profile: BoundProfile) -> Result<Self, DeploymentError> {
        let profile_id = profile.profile().id.clone();
        let id = format!("{}@{profile_id}", terms.id);
        let isin = |leg: &str| {
            let missing = || DeploymentError::NoIsin {
                id: id.clone(),
                profile: profile_id.clone(),
                leg: leg.to_owned(),
            };
            terms.isin_of(&profile_id, leg).ok_or_else(missing)
        };
        let legs = profile.profile().legs.iter().map(|leg| Ok((leg.id.clone(), isin(&leg.id)?)));
        let legs = legs.collect::<Result<Vec<_>, DeploymentError>>()?;
        let seconds = |date| UtcDay::from_date(date).map(UtcDay::start_seconds);
        Ok(Self {
            terms: terms.id.clone(),
            terms_hash: terms.hash()?,
            issuer: terms.issuer.lei,
            name: terms.name.clone(),
            symbol: terms.symbol.clone(),
            currency: terms.currency,
            denomination: terms.denomination.units(),
            issue_volume: terms.issue_amount.units(),
            coupon_rate: terms.coupon.rate.millionths(),
            issue_date: seconds(terms.issue_date)?,
            maturity_date: seconds(terms.maturity_date)?,
            id,
            legs,
            profile,
        })
    }

    /// The registry's key of an instrument.
    #[must_use]
    pub fn asset_id(id: &str) -> B256 {
        keccak256(id)
    }

    /// Checks what the chain could not say well: lengths, and the currency that rules count in.
    ///
    /// # Errors
    ///
    /// A name is too long, or a rule of the profile counts in another currency.
    pub fn check(&self) -> Result<(), DeploymentError> {
        let longest = self.legs.iter().map(|(leg, _)| self.symbol_of(leg)).max_by_key(String::len);
        for (what, text) in [("name", self.name.clone()), ("symbol", longest.unwrap_or_default())] {
            if text.len() > MAX_NAME_BYTES {
                return Err(DeploymentError::TooLong { what, text, most: MAX_NAME_BYTES });
            }
        }
        for rule in self.profile.rules() {
            let Some(amount) = rule.on_chain().and_then(|rule| rule.predicate.amount()) else {
                continue;
            };
            if amount.currency() != self.currency {
                return Err(DeploymentError::OtherCurrency {
                    profile: self.profile.profile().id.clone(),
                    rule: rule.id.clone(),
                    rule_currency: amount.currency(),
                    currency: self.currency,
                });
            }
        }
        Ok(())
    }

    /// The symbol of a leg: the bond's, with the leg behind it when there are several.
    #[must_use]
    pub fn symbol_of(&self, leg: &str) -> String {
        if self.legs.len() < 2 {
            return self.symbol.clone();
        }
        format!("{}-{}", self.symbol, leg.to_ascii_uppercase())
    }

    /// The constructor's arguments of the token of a leg; `None` while a shared contract is missing.
    pub(super) fn constructor_call(
        &self,
        leg: &str,
        isin: Isin,
        regime: Address,
        manifest: &Manifest,
    ) -> Option<BondToken::constructorCall> {
        let terms = BondToken::BondTerms {
            name: self.name.clone(),
            symbol: self.symbol_of(leg),
            isin: FixedBytes(isin.bytes()),
            currency: self.currency.numeric(),
            decimals: self.currency.exponent(),
            denomination: self.denomination,
            issueVolume: self.issue_volume,
            couponRate: self.coupon_rate,
            issueDate: alloy::primitives::aliases::U40::from(self.issue_date),
            maturityDate: alloy::primitives::aliases::U40::from(self.maturity_date),
        };
        let system = BondToken::SystemContracts {
            authority: manifest.address(SystemContract::AccessManager)?,
            desk: manifest.address(SystemContract::BondDesk)?,
        };
        Some(BondToken::constructorCall { terms, system, regime_: regime })
    }
}

/// Text as the contracts store it: ASCII from the left, zeros behind.
pub(crate) fn fixed<const N: usize>(text: &str) -> FixedBytes<N> {
    let mut bytes = [0; N];
    let length = text.len().min(N);
    bytes[..length].copy_from_slice(&text.as_bytes()[..length]);
    FixedBytes(bytes)
}

/// The rule table of a leg, reading entrants from the deployment's ledger.
pub(super) fn table(
    profile: &BoundProfile,
    leg: &str,
    ledger: Address,
) -> Result<Bytes, DeploymentError> {
    Ok(profile.table(leg, ledger)?.into())
}
