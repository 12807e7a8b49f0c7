//! Failures as people and programs see them: a message, a hint, a code and an exit status.

use std::fmt;

use corridor_deploy::accounts::AccountError;
use corridor_deploy::deployment::DeploymentError;
use corridor_deploy::devnet::DevnetError;
use corridor_deploy::home::HomeError;
use corridor_deploy::investors::InvestorError;
use corridor_deploy::network::{NetworkError, SendError};
use corridor_deploy::profile::ProfileError;
use corridor_deploy::register::{EntryError, RegisterError};
use corridor_deploy::schedule::ScheduleError;
use corridor_deploy::source::{Advice, SourceError};
use corridor_deploy::terms::TermsError;
use corridor_deploy::terms::taxonomy::{ExportError, TaxonomyError};
use corridor_doctor::DoctorError;
use corridor_holders::BookError as HolderBookError;
use corridor_operations::OperationError;
use corridor_toolchain::ToolError;
use serde::Serialize;

use crate::context::ExitStatus;

/// An error with a next step.
#[derive(Debug)]
pub(crate) struct Hint {
    hint: String,
    source: Box<dyn std::error::Error + Send + Sync>,
}

impl Hint {
    /// Adds a next step to an error.
    pub(crate) fn on(
        error: impl std::error::Error + Send + Sync + 'static,
        hint: impl Into<String>,
    ) -> anyhow::Error {
        anyhow::Error::new(Self { hint: hint.into(), source: Box::new(error) })
    }
}

impl fmt::Display for Hint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.source.fmt(formatter)
    }
}

impl std::error::Error for Hint {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(self.source.as_ref())
    }
}

/// A wrong option that only the command itself could notice.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct UsageError(pub(crate) String);

/// A value of an option that can't be read, with what to write instead.
pub(crate) fn bad_option(option: &str, error: &(impl fmt::Display + Advice)) -> anyhow::Error {
    Hint::on(UsageError(format!("{option}: {error}")), error.hint())
}

/// A failure, ready to be shown.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Failure {
    /// What kind of thing failed, for programs.
    pub code: &'static str,
    /// What was attempted, what is wrong and what to do.
    pub message: String,
    /// The next step, when the message doesn't say it.
    pub hint: Option<String>,
    /// How the process ends.
    #[serde(skip)]
    pub status: ExitStatus,
}

impl Failure {
    /// Reads an error's messages, its hint and its kind.
    #[must_use]
    pub(crate) fn of(error: &anyhow::Error) -> Self {
        let mut messages: Vec<String> = Vec::new();
        for cause in error.chain() {
            let message = cause.to_string();
            // Transparent errors and those that quote their cause would say it twice.
            if !messages.iter().any(|said| said.contains(&message)) {
                messages.push(message);
            }
        }
        let hint = error.chain().find_map(|cause| cause.downcast_ref::<Hint>());
        let usage = error.chain().any(|cause| cause.is::<UsageError>());
        Self {
            code: error.chain().find_map(code).unwrap_or("failed"),
            message: messages.join(": "),
            hint: hint.map(|hint| hint.hint.clone()),
            status: if usage { ExitStatus::Usage } else { ExitStatus::Failed },
        }
    }
}

fn code(cause: &(dyn std::error::Error + 'static)) -> Option<&'static str> {
    let kinds: [(bool, &'static str); 20] = [
        (cause.is::<UsageError>(), "usage"),
        (cause.is::<ToolError>(), "tool"),
        (cause.is::<DevnetError>(), "devnet"),
        (cause.is::<SendError>(), "transaction"),
        (cause.is::<NetworkError>(), "network"),
        (cause.is::<InvestorError>(), "investors"),
        (cause.is::<TermsError>(), "terms"),
        (cause.is::<TaxonomyError>(), "terms"),
        (cause.is::<ExportError>(), "terms"),
        (cause.is::<ScheduleError>(), "schedule"),
        (cause.is::<AccountError>(), "account"),
        (cause.is::<HomeError>(), "home"),
        (cause.is::<ProfileError>(), "profile"),
        (cause.is::<SourceError>(), "file"),
        (cause.is::<RegisterError>(), "register"),
        (cause.is::<EntryError>(), "register"),
        (cause.is::<HolderBookError>(), "register"),
        (cause.is::<DoctorError>(), "doctor"),
        (cause.is::<OperationError>(), "operation"),
        (cause.is::<DeploymentError>(), "deployment"),
    ];
    kinds.into_iter().find_map(|(is, code)| is.then_some(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cause_that_is_quoted_is_not_repeated() {
        let inner = std::io::Error::other("the disk is full");
        let error = anyhow::Error::new(inner).context("could not write: the disk is full");
        assert_eq!(Failure::of(&error).message, "could not write: the disk is full");
    }

    #[test]
    fn hints_and_usage_are_found_in_the_chain() {
        let error = Hint::on(UsageError("a and b exclude each other".to_owned()), "leave one out");
        let failure = Failure::of(&error.context("could not begin"));
        assert_eq!(failure.message, "could not begin: a and b exclude each other");
        assert_eq!(failure.hint.as_deref(), Some("leave one out"));
        assert_eq!((failure.code, failure.status), ("usage", ExitStatus::Usage));
    }
}
