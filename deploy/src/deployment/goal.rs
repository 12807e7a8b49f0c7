//! What a deployment should come to.

use std::collections::BTreeMap;

use alloy::primitives::{Address, B256, Bytes, FixedBytes, U256, keccak256};
use corridor_bindings::standing::VerifierScope;

use super::leg_rules::needs_issuer;
use super::token::TokenTerms;
use super::{CashTerms, DeploymentError, SystemContract};
use crate::accounts::Role;
use crate::identifiers::{Currency, Isin, Lei};
use crate::instrument::InstrumentKind;
use crate::profile::BoundProfile;
use crate::terms::Security;

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

/// A bond or a share under a profile.
#[derive(Clone, Debug)]
pub struct Instrument {
    /// `<terms id>@<profile id>`: the same terms under another profile are another instrument.
    pub id: String,
    /// The id in the terms file.
    pub terms: String,
    /// Keccak-256 of the canonical terms.
    pub terms_hash: B256,
    /// LEI of the issuer, when the terms give it.
    pub issuer: Option<Lei>,
    /// Its name.
    pub name: String,
    /// Its symbol.
    pub symbol: String,
    /// What it is counted in.
    pub currency: Currency,
    /// What its tokens say of it beside that.
    pub(super) token: TokenTerms,
    /// Legs of the profile and their ISINs.
    pub legs: Vec<(String, Isin)>,
    /// The profile.
    pub profile: BoundProfile,
}

impl Instrument {
    /// A bond or a share under a profile, with an identifier for each of the profile's legs.
    ///
    /// # Errors
    ///
    /// The profile is not for such terms, or they have no ISIN for a leg, a date that the contracts can't hold, or no canonical form.
    pub fn new(terms: &Security, profile: BoundProfile) -> Result<Self, DeploymentError> {
        profile.check_kind(terms.id(), terms.kind())?;
        let profile_id = profile.profile().id.clone();
        let id = format!("{}@{profile_id}", terms.id());
        let (mut legs, mut without) = (Vec::new(), Vec::new());
        for leg in &profile.profile().legs {
            match terms.isin_of(&profile_id, &leg.id) {
                Some(isin) => legs.push((leg.id.clone(), isin)),
                None => without.push(leg.id.clone()),
            }
        }
        if !without.is_empty() {
            return Err(DeploymentError::NoIsin { id, profile: profile_id, legs: without });
        }
        Ok(Self {
            terms: terms.id().to_owned(),
            terms_hash: terms.hash()?,
            issuer: terms.issuer().lei,
            name: terms.name().to_owned(),
            symbol: terms.symbol().to_owned(),
            currency: terms.currency(),
            token: TokenTerms::of(terms)?,
            id,
            legs,
            profile,
        })
    }

    /// Whether it is a bond or a share.
    #[must_use]
    pub fn kind(&self) -> InstrumentKind {
        self.token.kind()
    }

    /// The registry's key of an instrument.
    #[must_use]
    pub fn asset_id(id: &str) -> B256 {
        keccak256(id)
    }

    /// Checks what the chain could not say well: lengths, the currency that rules count in, and whose purchasers they count.
    ///
    /// # Errors
    ///
    /// A name is too long, a rule of the profile or its entrant's limit counts in another currency, or one counts by issuer and the terms
    /// have no identifier of theirs.
    pub fn check(&self) -> Result<(), DeploymentError> {
        let longest = self.legs.iter().map(|(leg, _)| self.symbol_of(leg)).max_by_key(String::len);
        for (what, text) in [("name", self.name.clone()), ("symbol", longest.unwrap_or_default())] {
            if text.len() > MAX_NAME_BYTES {
                return Err(DeploymentError::TooLong { what, text, most: MAX_NAME_BYTES });
            }
        }
        if let (InstrumentKind::Equity, Some(entrant)) = (self.kind(), self.profile.entrant()) {
            let profile = self.profile.profile().id.clone();
            return Err(DeploymentError::SharesUnderLimit { profile, limit: entrant.limit });
        }
        if let (Some(rule), None) = (needs_issuer(&self.profile), self.issuer) {
            let profile = self.profile.profile().id.clone();
            let (id, rule) = (self.id.clone(), rule.to_owned());
            return Err(DeploymentError::NoIssuer { id, profile, rule });
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

    /// The symbol of a leg: the instrument's, with the leg behind it when there are several.
    #[must_use]
    pub fn symbol_of(&self, leg: &str) -> String {
        if self.legs.len() < 2 {
            return self.symbol.clone();
        }
        format!("{}-{}", self.symbol, leg.to_ascii_uppercase())
    }
}

/// Text as the contracts store it: ASCII from the left, zeros behind.
#[must_use]
pub fn fixed<const N: usize>(text: &str) -> FixedBytes<N> {
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
