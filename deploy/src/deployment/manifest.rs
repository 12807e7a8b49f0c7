//! The manifest: what was deployed on one chain, and the transaction that is on its way.
//!
//! It holds results only: addresses, hashes, transactions. It is written whole after every receipt, and before every
//! transaction with the signed transaction in it, so that nothing that was sent is ever lost sight of.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use alloy::primitives::{Address, B256, Bytes, TxHash, U256};
use serde::{Deserialize, Serialize};

use super::contracts::SystemContract;
use super::step::Step;
use super::{CashRecord, DeploymentError};
use crate::accounts::Role;
use crate::home::{self, FileLock, Home, Visibility};
use crate::identifiers::{Currency, Isin, Lei};
use crate::instrument::InstrumentKind;
use crate::money::Amount;
use crate::network::{ChainIdentity, Connection, NetworkKind};
use crate::profile::{BoundProfile, Profile};
use crate::source::Source;

/// The form of the file that this release writes.
pub const MANIFEST_SCHEMA: &str = "corridor.manifest/1";

/// What was deployed on one chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// [`MANIFEST_SCHEMA`].
    pub schema: String,
    /// The chain.
    pub chain: ChainIdentity,
    /// Who deployed.
    pub deployer: Address,
    /// Seconds that the governor's decisions wait.
    pub governor_delay: u32,
    /// Who acts in which role.
    pub roles: BTreeMap<Role, Address>,
    /// What the verifier may attest.
    pub verifier_scope: U256,
    /// What further verifiers may attest, the attestation desk among them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub verifiers: BTreeMap<Address, U256>,
    /// The contracts that every instrument shares.
    #[serde(default)]
    pub contracts: BTreeMap<SystemContract, ContractRecord>,
    /// Profiles with their inputs, by hash.
    #[serde(default)]
    pub profiles: BTreeMap<B256, ProfileRecord>,
    /// Regimes, one for each leg of a bound profile.
    #[serde(default)]
    pub regimes: Vec<RegimeRecord>,
    /// What the entrant ledger was told.
    #[serde(default)]
    pub entrants: BTreeMap<Lei, EntrantRecord>,
    /// Instruments by id.
    #[serde(default)]
    pub bonds: BTreeMap<String, BondRecord>,
    /// Cash tokens that were made, by symbol.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub cash: BTreeMap<String, CashRecord>,
    /// The transaction that is on its way, if one was sent and its receipt was not read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pending: Option<Pending>,
}

/// A contract that was created.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContractRecord {
    /// Where it is.
    pub address: Address,
    /// The transaction that created it.
    pub transaction: TxHash,
    /// The block of that transaction.
    pub block: u64,
    /// Keccak-256 of its code, immutables included.
    pub code_hash: B256,
    /// ABI-encoded arguments of the constructor.
    pub constructor_arguments: Bytes,
}

/// A profile whose inputs have values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileRecord {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// The inputs.
    pub inputs: BTreeMap<String, String>,
    /// Canonical JSON, of which the hash is the keccak-256.
    pub canonical: String,
    /// The text of the profile file, so that verdicts can be explained without it.
    pub text: String,
}

/// The regime of one leg of a profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegimeRecord {
    /// The profile.
    pub profile: B256,
    /// The leg.
    pub leg: String,
    /// Where it is.
    pub address: Address,
    /// The transaction that made it; `None` when it was there already.
    pub transaction: Option<TxHash>,
    /// The block of that transaction.
    pub block: Option<u64>,
    /// The rule table behind its code.
    pub table: Bytes,
}

/// What the entrant ledger was told about a firm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntrantRecord {
    /// ISO 3166-1 numeric.
    pub jurisdiction: u16,
    /// Stage reached.
    pub stage: u8,
    /// Permitted activities, one bit each.
    pub activities: u16,
    /// Limits by asset class.
    #[serde(default)]
    pub limits: BTreeMap<String, Amount>,
}

/// An instrument.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BondRecord {
    /// The id in its terms file.
    pub terms: String,
    /// Keccak-256 of the canonical terms.
    pub terms_hash: B256,
    /// LEI of the issuer, when the terms give it.
    pub issuer: Option<Lei>,
    /// What it is; a bond when a manifest says nothing.
    #[serde(default, skip_serializing_if = "InstrumentKind::is_debt")]
    pub kind: InstrumentKind,
    /// What it is counted in.
    pub currency: Currency,
    /// The profile in force.
    pub profile: B256,
    /// Legs in the order of the profile.
    pub legs: Vec<LegRecord>,
    /// The transaction that listed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub listed: Option<TxHash>,
}

/// A leg of an instrument.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LegRecord {
    /// The leg.
    pub leg: String,
    /// Its ISIN.
    pub isin: Isin,
    /// The regime in force.
    pub regime: Address,
    /// Its token.
    pub token: ContractRecord,
}

/// A transaction that was signed, and whose receipt has not been read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pending {
    /// What it is for.
    pub step: Step,
    /// Whether it only schedules the step, which a delayed governor executes later.
    pub schedules: bool,
    /// Who sent it.
    pub from: Address,
    /// Its nonce.
    pub nonce: u64,
    /// Its hash.
    pub hash: TxHash,
    /// The signed transaction.
    pub raw: Bytes,
    /// What had its nonce before it was signed again for a higher fee: one of them may be mined instead.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former: Vec<TxHash>,
}

impl EntrantRecord {
    /// A firm of which nothing was told.
    #[must_use]
    pub const fn nobody() -> Self {
        Self { jurisdiction: 0, stage: 0, activities: 0, limits: BTreeMap::new() }
    }
}

impl Manifest {
    /// The shared contract, if it was created.
    #[must_use]
    pub fn address(&self, contract: SystemContract) -> Option<Address> {
        self.contracts.get(&contract).map(|record| record.address)
    }

    /// The regime of a leg of a bound profile.
    #[must_use]
    pub fn regime(&self, profile: B256, leg: &str) -> Option<&RegimeRecord> {
        self.regimes.iter().find(|regime| regime.profile == profile && regime.leg == leg)
    }

    /// The regime at an address.
    #[must_use]
    pub fn regime_at(&self, address: Address) -> Option<&RegimeRecord> {
        self.regimes.iter().find(|regime| regime.address == address)
    }

    /// The instrument of that id, the one with a leg of that ISIN, or the only one of those terms.
    ///
    /// # Errors
    ///
    /// There is none, or several.
    pub fn bond(&self, id: &str) -> Result<(&str, &BondRecord), DeploymentError> {
        if let Some((id, bond)) = self.bonds.get_key_value(id) {
            return Ok((id, bond));
        }
        if let Some((id, bond, _)) = self.leg_of_isin(id) {
            return Ok((id, bond));
        }
        let mut of_terms = self.bonds.iter().filter(|(_, bond)| bond.terms == id);
        match (of_terms.next(), of_terms.next()) {
            (Some((id, bond)), None) => return Ok((id, bond)),
            (Some((first, _)), Some((second, _))) => {
                let matching: Vec<&str> = [first.as_str(), second.as_str()]
                    .into_iter()
                    .chain(of_terms.map(|(id, _)| id.as_str()))
                    .collect();
                let (id, matching) = (id.to_owned(), matching.join(", "));
                return Err(DeploymentError::AmbiguousInstrument { id, matching });
            }
            (None, _) => {}
        }
        let known: Vec<&str> = self.bonds.keys().map(String::as_str).collect();
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        Err(DeploymentError::UnknownInstrument { id: id.to_owned(), known })
    }

    /// The bond and leg of an ISIN.
    #[must_use]
    pub fn leg_of_isin(&self, isin: &str) -> Option<(&str, &BondRecord, &LegRecord)> {
        self.bonds.iter().find_map(|(id, bond)| {
            let leg = bond.legs.iter().find(|leg| leg.isin.to_string() == isin)?;
            Some((id.as_str(), bond, leg))
        })
    }

    /// The bond and leg whose token is at `token`.
    #[must_use]
    pub fn leg_of(&self, token: Address) -> Option<(&str, &BondRecord, &LegRecord)> {
        self.bonds.iter().find_map(|(id, bond)| {
            let leg = bond.legs.iter().find(|leg| leg.token.address == token)?;
            Some((id.as_str(), bond, leg))
        })
    }

    /// The recorded profiles of that id that a bond is under.
    #[must_use]
    pub fn profiles_in_force(&self, id: &str) -> Vec<B256> {
        let of_id = self.profiles.iter().filter(|(_, record)| record.id == id);
        let is_used = |hash: &B256| self.bonds.values().any(|bond| bond.profile == *hash);
        of_id.map(|(hash, _)| *hash).filter(is_used).collect()
    }

    /// A recorded profile with its inputs, as it was when it was deployed.
    ///
    /// # Errors
    ///
    /// The manifest has no such profile, or its text was altered.
    pub fn bound_profile(&self, hash: B256) -> Result<BoundProfile, DeploymentError> {
        let record = self.profiles.get(&hash).ok_or(DeploymentError::NoProfile { hash })?;
        let source =
            Source::from_text(format!("{} in the manifest", record.id), record.text.clone());
        let bound = Profile::parse(source)?.bind(&record.inputs)?;
        if bound.hash() == hash { Ok(bound) } else { Err(DeploymentError::NoProfile { hash }) }
    }

    /// The first block that anything of this deployment is in.
    #[must_use]
    pub fn first_block(&self) -> u64 {
        self.contracts.values().map(|record| record.block).min().unwrap_or_default()
    }

    /// The last block that a contract of this deployment is in.
    #[must_use]
    pub fn last_block(&self) -> u64 {
        let contracts = self.contracts.values().map(|record| record.block);
        let regimes = self.regimes.iter().filter_map(|regime| regime.block);
        let legs = self.bonds.values().flat_map(|bond| &bond.legs);
        let tokens = legs.map(|leg| leg.token.block);
        let cash = self.cash.values().map(|cash| cash.token.block);
        contracts.chain(regimes).chain(tokens).chain(cash).max().unwrap_or_default()
    }
}

/// Where the manifest of a chain is kept.
#[derive(Clone, Debug)]
pub struct ManifestStore {
    path: PathBuf,
}

impl ManifestStore {
    /// The manifest of the chain behind `connection`: one for each devnet, each named network, and each chain id that
    /// is reached by an address.
    #[must_use]
    pub fn of(home: &Home, connection: &Connection) -> Self {
        let network = connection.network();
        let name = match network.kind {
            NetworkKind::Devnet => format!("devnet-{}.json", network.name),
            NetworkKind::Named => format!("{}.json", network.name),
            NetworkKind::Address => format!("chain-{}.json", connection.chain_id()),
        };
        Self { path: home.deployments().join(name) }
    }

    /// A manifest at a path of its own.
    #[must_use]
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads the manifest and holds it against the chain; `None` before the first deployment.
    ///
    /// # Errors
    ///
    /// The file can't be read, or is of another chain.
    pub fn load(&self, connection: &Connection) -> Result<Option<Manifest>, DeploymentError> {
        let Some(text) = home::read_optional(&self.path)? else { return Ok(None) };
        let bad = |reason: String| DeploymentError::BadManifest { path: self.path.clone(), reason };
        let manifest: Manifest =
            serde_json::from_str(&text).map_err(|error| bad(error.to_string()))?;
        if manifest.schema != MANIFEST_SCHEMA {
            return Err(bad(format!(
                "it has the form `{}`, and this release reads `{MANIFEST_SCHEMA}`",
                manifest.schema
            )));
        }
        let endpoint = &connection.network().endpoint;
        let required = connection.identity().require(&manifest.chain, endpoint);
        required.map_err(|source| DeploymentError::OtherChain {
            path: self.path.clone(),
            source: Box::new(source),
        })?;
        Ok(Some(manifest))
    }

    /// Writes the whole manifest, or nothing.
    ///
    /// # Errors
    ///
    /// The file can't be written.
    pub fn save(&self, manifest: &Manifest) -> Result<(), DeploymentError> {
        let mut text = serde_json::to_string_pretty(manifest).map_err(|error| {
            DeploymentError::BadManifest { path: self.path.clone(), reason: error.to_string() }
        })?;
        text.push('\n');
        Ok(home::write_atomic(&self.path, text.as_bytes(), Visibility::Shared)?)
    }

    /// Keeps other commands from writing until the lock is dropped.
    ///
    /// # Errors
    ///
    /// Another command is writing.
    pub fn lock(&self) -> Result<FileLock, DeploymentError> {
        Ok(FileLock::acquire(&self.path.with_extension("lock"))?)
    }
}
