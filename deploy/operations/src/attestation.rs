//! Signed attestations: what a verifier says of an investor, in a file that anybody submits.

use std::path::Path;

use alloy::eips::BlockId;
use alloy::primitives::aliases::{U24, U40};
use alloy::primitives::{Address, B256, Bytes};
use alloy::signers::SignerSync as _;
use alloy::sol_types::{Eip712Domain, SolStruct as _, eip712_domain};
use corridor_bindings::AttestationDesk;
use corridor_deploy::accounts::Role;
use corridor_deploy::calendar::UtcDay;
use corridor_deploy::deployment::SystemContract;
use corridor_deploy::network::ChainIdentity;
use corridor_deploy::vocabulary::Category;
use corridor_deploy::whole_file;
use serde::{Deserialize, Serialize};

use super::signed_for::SignedFor;
use super::{Desk, Operation, OperationError, Prepared, Who};

/// The schema of an attestation file.
pub const ATTESTATION_SCHEMA: &str = "corridor.attestation/2";

/// A category with its last valid day; 0 revokes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CategoryDay {
    /// Position of the category.
    pub category: u8,
    /// Days since 1970-01-01.
    pub last_day: u16,
}

/// What a verifier says of an investor: the fields that are signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// Who signs.
    pub verifier: Address,
    /// The investor; 0 registers a new one.
    pub investor: u64,
    /// A wallet of the investor, or the first one of a new investor.
    pub wallet: Address,
    /// Commitment to the record of a new investor.
    pub commitment: B256,
    /// ISO 3166-1 numeric; 0 leaves residence and flags as they are.
    pub jurisdiction: u16,
    /// Subdivision, as a standing holds it.
    pub subdivision: u16,
    /// Attested flags.
    pub attested_flags: u32,
    /// Categories in ascending order.
    pub categories: Vec<CategoryDay>,
    /// Unix seconds.
    pub issued_at: u64,
    /// Unix seconds.
    pub deadline: u64,
    /// Makes two attestations that say the same differ.
    pub salt: B256,
}

impl Statement {
    /// The struct that the desk takes.
    #[must_use]
    pub fn encode(&self) -> AttestationDesk::Attestation {
        AttestationDesk::Attestation {
            verifier: self.verifier,
            investor: U40::from(self.investor),
            wallet: self.wallet,
            commitment: self.commitment,
            jurisdiction: self.jurisdiction,
            subdivision: self.subdivision,
            attestedFlags: U24::from(self.attested_flags),
            categories: self.categories.iter().map(|entry| entry.category).collect(),
            lastDays: self.categories.iter().map(|entry| entry.last_day).collect(),
            issuedAt: self.issued_at,
            deadline: self.deadline,
            salt: self.salt,
        }
    }

    /// What is signed, for a desk on a chain.
    #[must_use]
    pub fn digest(&self, domain: &Eip712Domain) -> B256 {
        self.encode().eip712_signing_hash(domain)
    }
}

/// The EIP-712 domain of a desk.
#[must_use]
pub fn attestation_domain(chain_id: u64, desk: Address) -> Eip712Domain {
    eip712_domain! {
        name: "Corridor attestations",
        version: "1",
        chain_id: chain_id,
        verifying_contract: desk,
    }
}

/// A signed attestation, as a file holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignedAttestation {
    /// [`ATTESTATION_SCHEMA`].
    pub schema: String,
    /// The chain it was signed for.
    pub chain_id: u64,
    /// The first block of that chain: devnets have one id, and their desks one address.
    pub genesis_hash: B256,
    /// The desk it was signed for.
    pub desk: Address,
    /// What was signed.
    pub attestation: Statement,
    /// The EIP-712 digest.
    pub digest: B256,
    /// The verifier's signature.
    pub signature: Bytes,
}

impl SignedAttestation {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// The file can't be read, is no attestation, or was changed since it was signed.
    pub fn load(path: &Path) -> Result<Self, OperationError> {
        let file = path.display().to_string();
        let text = whole_file::read_text(path).map_err(|error| OperationError::Unreadable {
            file: file.clone(),
            reason: error.to_string(),
        })?;
        let bad = |reason: String| OperationError::BadAttestation { file: file.clone(), reason };
        let signed: Self = serde_json::from_str(&text).map_err(|error| bad(error.to_string()))?;
        if signed.schema != ATTESTATION_SCHEMA {
            return Err(bad(format!(
                "its schema is `{}`, not `{ATTESTATION_SCHEMA}`",
                signed.schema
            )));
        }
        let Statement { investor, attested_flags, .. } = signed.attestation;
        if investor >> 40 != 0 || attested_flags >> 24 != 0 {
            return Err(bad("a number in it is too high".to_owned()));
        }
        let domain = attestation_domain(signed.chain_id, signed.desk);
        if signed.attestation.digest(&domain) != signed.digest {
            return Err(bad("its digest is not that of what it says".to_owned()));
        }
        Ok(signed)
    }

    /// The desk, when it is the one that this was signed for.
    fn expect_here(&self, desk: &Desk) -> Result<Address, OperationError> {
        let address = desk.attestation_desk()?;
        let Self { chain_id, genesis_hash, desk: contract, .. } = *self;
        let (kind, role) = ("attestation", "desk");
        let signed = SignedFor { kind, role, chain_id, genesis_hash, contract };
        desk.require_signed_for(address, signed)?;
        Ok(address)
    }

    /// Refuses what would give a category that has ended already, in the place of one that may not have.
    async fn expect_to_come(&self, desk: &Desk) -> Result<(), OperationError> {
        let Statement { verifier, wallet, categories, .. } = &self.attestation;
        let today = UtcDay::from_seconds(desk.next_time().await?);
        let today = today.map_or(u16::MAX, UtcDay::number);
        // Day 0 revokes.
        let over = categories.iter().map(|category| category.last_day);
        match over.filter(|last_day| (1..today).contains(last_day)).max() {
            None => Ok(()),
            Some(last_day) => {
                let (verifier, wallet, day) = (*verifier, *wallet, UtcDay::from_number(last_day));
                Err(OperationError::AttestedOnlyUntil { verifier, wallet, day })
            }
        }
    }
}

/// Submits a signed attestation. Anybody signs the transaction.
#[derive(Clone, Debug)]
pub struct SubmitAttestation {
    /// What is submitted.
    pub signed: SignedAttestation,
    /// Who submits it.
    pub submitter: Who,
}

impl Operation for SubmitAttestation {
    const NAME: &'static str = "submit-attestation";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let signed = &self.signed;
        let address = signed.expect_here(desk)?;
        signed.expect_to_come(desk).await?;
        let call = AttestationDesk::submitAttestationCall {
            attestation: signed.attestation.encode(),
            signature: signed.signature.clone(),
        };
        let Statement { wallet, verifier, .. } = &signed.attestation;
        let summary = format!("submit what {verifier} attests of {wallet}");
        Ok(Prepared::act(summary, self.submitter, address, &call))
    }
}

/// Takes back a signed attestation that nobody submitted. Signed by the verifier.
#[derive(Clone, Debug)]
pub struct RevokeAttestation {
    /// What is taken back.
    pub signed: SignedAttestation,
}

impl Operation for RevokeAttestation {
    const NAME: &'static str = "revoke-attestation";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let SignedAttestation { digest, attestation, .. } = &self.signed;
        let address = self.signed.expect_here(desk)?;
        // The desk takes back what the sender signed, whoever signed what is named.
        let (signed, here) = (attestation.verifier, desk.actors().address(Role::Verifier));
        if signed != here {
            return Err(OperationError::OtherVerifier { signed, here });
        }
        let call = AttestationDesk::revokeAttestationCall { digest: *digest };
        let summary = format!("take back the attestation {digest}");
        Ok(Prepared::act(summary, Who::Role(Role::Verifier), address, &call))
    }
}

/// Takes back all that the verifier has signed up to now and nobody submitted. Signed by the verifier.
#[derive(Clone, Copy, Debug)]
pub struct RevokeAllAttestations;

impl Operation for RevokeAllAttestations {
    const NAME: &'static str = "revoke-all-attestations";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let verifier = desk.actors().address(Role::Verifier);
        let summary = format!("take back all that {verifier} has signed and nobody submitted");
        let call = AttestationDesk::revokeAllAttestationsCall {};
        Ok(Prepared::act(summary, Who::Role(Role::Verifier), desk.attestation_desk()?, &call))
    }
}

impl Desk {
    /// The attestation desk.
    ///
    /// # Errors
    ///
    /// The deployment has none.
    pub fn attestation_desk(&self) -> Result<Address, OperationError> {
        let desk = self.manifest()?.address(SystemContract::AttestationDesk);
        desk.ok_or(OperationError::NoAttestationDesk)
    }

    /// Signs, as the verifier, that a category of a registered investor is valid until a day, or no more.
    /// It can be submitted from the latest block's time on, for as many seconds as given.
    ///
    /// # Errors
    ///
    /// Nobody registered the wallet, there is no desk, the key can't be unlocked, or the endpoint fails.
    pub async fn sign_attestation(
        &self,
        wallet: Address,
        category: Category,
        until: Option<UtcDay>,
        seconds: u64,
    ) -> Result<SignedAttestation, OperationError> {
        let (desk, standing) = (self.attestation_desk()?, self.standing(wallet).await?);
        let verifier = self.actors().address(Role::Verifier);
        // What it took back reaches to the block of that, which may be the latest one.
        let revoked = self.read(desk, &AttestationDesk::revokedThroughCall { verifier }).await?;
        let now = self.chain_time().await?.max(revoked.saturating_add(1));
        let last_day = until.map_or(0, UtcDay::number);
        let attestation = Statement {
            verifier,
            investor: standing.investor(),
            wallet,
            commitment: B256::ZERO,
            jurisdiction: 0,
            subdivision: 0,
            attested_flags: 0,
            categories: vec![CategoryDay { category: category.bit(), last_day }],
            issued_at: now,
            deadline: now.saturating_add(seconds),
            salt: B256::from(rand::random::<[u8; 32]>()),
        };
        self.sign_statement(desk, attestation)
    }

    /// Tries, and sends nothing, whether a signed attestation could be submitted now: nobody is asked for a signature, so this
    /// is where it shows what the verifier or the desk may not attest.
    ///
    /// # Errors
    ///
    /// Why it could not, or the endpoint fails.
    pub async fn try_submission(&self, signed: &SignedAttestation) -> Result<(), OperationError> {
        let submitter = Who::Wallet(signed.attestation.wallet);
        let submission = SubmitAttestation { signed: signed.clone(), submitter };
        self.attempt_at(&submission.prepare(self).await?, BlockId::pending()).await
    }

    /// Signs a statement as the verifier.
    ///
    /// # Errors
    ///
    /// The key can't be unlocked.
    pub fn sign_statement(
        &self,
        desk: Address,
        attestation: Statement,
    ) -> Result<SignedAttestation, OperationError> {
        let ChainIdentity { chain_id, genesis_hash } = self.manifest()?.chain;
        let digest = attestation.digest(&attestation_domain(chain_id, desk));
        let signer = self.actors().role_signer(Role::Verifier)?;
        let signature = signer
            .sign_hash_sync(&digest)
            .map_err(|error| OperationError::Unsigned { reason: error.to_string() })?;
        Ok(SignedAttestation {
            schema: ATTESTATION_SCHEMA.to_owned(),
            chain_id,
            genesis_hash,
            desk,
            attestation,
            digest,
            signature: signature.as_bytes().to_vec().into(),
        })
    }
}
