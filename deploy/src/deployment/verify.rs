//! Reading a deployment back from the chain and listing what differs from its manifest.

mod administration;
mod authority;
mod books;
mod code;
mod openings;
mod records;
mod terms;

use alloy::eips::BlockId;
use alloy::providers::Provider;
use serde::Serialize;

use super::{Deployment, DeploymentError, Manifest};
use crate::network::Connection;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The chain is not what the manifest says.
    Error,
    /// Worth knowing; nothing is wrong.
    Notice,
}

/// Something that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
    /// What it is about.
    pub subject: String,
    /// What was expected, what was found, what to do.
    pub message: String,
}

/// What a verification came to.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Verification {
    /// The block that was looked at.
    pub block: u64,
    /// What was compared, in words.
    pub checks: Vec<String>,
    /// What differs.
    pub findings: Vec<Finding>,
}

impl Verification {
    /// Whether the chain is what the manifest says.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.findings.iter().all(|finding| finding.severity == Severity::Notice)
    }

    fn checked(&mut self, what: impl Into<String>) {
        self.checks.push(what.into());
    }

    fn wrong(&mut self, subject: impl Into<String>, message: impl Into<String>) {
        let (subject, message) = (subject.into(), message.into());
        self.findings.push(Finding { severity: Severity::Error, subject, message });
    }

    fn note(&mut self, subject: impl Into<String>, message: impl Into<String>) {
        let (subject, message) = (subject.into(), message.into());
        self.findings.push(Finding { severity: Severity::Notice, subject, message });
    }

    /// Goes on behind a check that met a contract without an answer, as code of others has none: that is a finding. Only an endpoint
    /// that fails ends the verification.
    fn answered(
        &mut self,
        subject: impl Into<String>,
        checked: Result<(), DeploymentError>,
    ) -> Result<(), DeploymentError> {
        let silent = match checked {
            Err(DeploymentError::Answer { contract, function }) => {
                format!("{contract} does not answer {function} as a contract of this release does")
            }
            Err(DeploymentError::Refused { step, revert }) => format!("could not {step}: {revert}"),
            other => return other,
        };
        self.wrong(subject, format!("{silent}; what would have been asked next was not compared"));
        Ok(())
    }

    /// Compares one value.
    fn same<T: PartialEq + std::fmt::Display>(
        &mut self,
        subject: &str,
        what: &str,
        expected: &T,
        found: &T,
    ) {
        self.checked(format!("{subject}: {what}"));
        if expected != found {
            self.wrong(subject, format!("{what} is {found}, expected {expected}"));
        }
    }
}

/// What every check has at hand.
#[derive(Clone, Copy)]
struct Audit<'a> {
    connection: &'a Connection,
    manifest: &'a Manifest,
    block: BlockId,
}

impl Deployment {
    /// Compares code, immutables, rule tables, roles, scopes, records, listings and terms with the chain.
    ///
    /// # Errors
    ///
    /// Nothing is deployed, or the endpoint fails. What differs is a finding, not an error.
    pub async fn verify(&self) -> Result<Verification, DeploymentError> {
        let (connection, manifest) = (self.connection(), self.manifest()?);
        let number = connection.provider().get_block_number().await;
        let number = number.map_err(|error| connection.error("eth_blockNumber", &error))?;
        let audit = Audit { connection, manifest, block: BlockId::number(number) };
        let mut verification = Verification { block: number, ..Verification::default() };
        if let Some(pending) = &manifest.pending {
            let message = format!(
                "the receipt of transaction {} ({}) was not read; apply again",
                pending.hash, pending.step
            );
            verification.note("manifest", message);
        }
        let complete = code::check(audit, &mut verification).await?;
        // Questions to contracts that are not there have no answers.
        if complete {
            let checked = authority::check(audit, &mut verification).await;
            verification.answered("authority", checked)?;
            let checked = administration::check(audit, &mut verification).await;
            verification.answered("authority", checked)?;
            records::check(audit, &mut verification).await?;
        }
        Ok(verification)
    }
}
