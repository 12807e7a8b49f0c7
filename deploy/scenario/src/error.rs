//! Why scenarios could not be read or played.

use std::path::PathBuf;
use std::sync::Arc;

use corridor_deploy::deployment::DeploymentError;
use corridor_deploy::devnet::DevnetError;
use corridor_deploy::home::HomeError;
use corridor_deploy::network::NetworkError;
use corridor_deploy::profile::ProfileError;
use corridor_deploy::source::{SourceError, one_of};
use corridor_deploy::terms::TermsError;

use super::ScenarioFile;

/// Why scenarios could not be read or played. A verdict that is not the expected one is none of these.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ScenarioError {
    /// The file is wrong.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// A folder can't be read.
    #[error("{}: cannot read the folder: {cause}; check that the path exists and is readable", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// The operating system's reason.
        cause: std::io::Error,
    },
    /// There is nothing in a folder.
    #[error("there is no scenario file in {}; name a file that ends in .toml, or a folder with some", path.display())]
    Empty {
        /// The folder.
        path: PathBuf,
    },
    /// A profile that the file names can't be used.
    #[error("{file}:{line}: {cause}")]
    Profile {
        /// The scenario file.
        file: String,
        /// Line of the setting.
        line: usize,
        /// What is wrong.
        cause: Box<ProfileError>,
    },
    /// Terms that the file names can't be used.
    #[error("{file}:{line}: {cause}")]
    Terms {
        /// The scenario file.
        file: String,
        /// Line of the name.
        line: usize,
        /// What is wrong.
        cause: Box<TermsError>,
    },
    /// Two files have one id.
    #[error("{first} and {second} have one id, `{id}`; rename one of them")]
    TwoFiles {
        /// The id.
        id: String,
        /// One file.
        first: String,
        /// The other.
        second: String,
    },
    /// The file has no such setting.
    #[error("{file} has no setting `{name}`; {hint}")]
    UnknownSetting {
        /// The file.
        file: String,
        /// What was asked for.
        name: String,
        /// What might have been meant.
        hint: String,
    },
    /// There is no such scenario.
    #[error("there is no scenario `{id}`; {hint}")]
    UnknownScenario {
        /// What was asked for.
        id: String,
        /// What might have been meant.
        hint: String,
    },
    /// No chain could be started.
    #[error(transparent)]
    Devnet(#[from] DevnetError),
    /// The working folder of a chain could not be used.
    #[error(transparent)]
    Home(#[from] HomeError),
    /// No folder for a chain could be made.
    #[error("could not create a temporary folder: {cause}")]
    Scratch {
        /// The operating system's reason.
        cause: std::io::Error,
    },
    /// The chain does not answer.
    #[error(transparent)]
    Network(Box<NetworkError>),
    /// The regimes or the bond could not be deployed.
    #[error("could not set the scene for `{setting}`: {cause}")]
    Stage {
        /// The setting.
        setting: String,
        /// What is wrong.
        cause: Box<DeploymentError>,
    },
    /// Nothing of a scenario could be set up under one of its settings.
    #[error("{file}:{line}: under setting `{setting}`: {cause}")]
    Scene {
        /// The file.
        file: String,
        /// Line of the scenario.
        line: usize,
        /// The setting.
        setting: String,
        /// What is wrong.
        cause: Box<DeploymentError>,
    },
    /// The investors could not be registered.
    #[error("{file}: could not register its investors: {reason}")]
    Cast {
        /// The file.
        file: String,
        /// What is wrong.
        reason: String,
    },
    /// A step could not be tried at all.
    #[error("{file}:{line}: could not try `{action}`: {reason}")]
    Step {
        /// The file.
        file: String,
        /// Line of the step.
        line: usize,
        /// What was attempted.
        action: String,
        /// Why.
        reason: String,
    },
    /// A transaction was not mined.
    #[error(
        "transaction {hash} was not mined within {seconds} s; the test chain is stuck, so try again"
    )]
    NotMined {
        /// The transaction.
        hash: alloy::primitives::B256,
        /// How long was waited.
        seconds: u64,
    },
    /// A task that played scenarios broke off.
    #[error("playing scenarios broke off: {0}; please report it")]
    Broken(String),
}

impl From<NetworkError> for ScenarioError {
    fn from(cause: NetworkError) -> Self {
        Self::Network(Box::new(cause))
    }
}

impl ScenarioError {
    /// Nothing in the files is called `id`.
    #[must_use]
    pub fn unknown(id: &str, files: &[Arc<ScenarioFile>]) -> Self {
        let of = |file: &Arc<ScenarioFile>| {
            let names =
                file.scenarios.iter().map(|scenario| format!("{}/{}", file.id, scenario.id));
            names.collect::<Vec<_>>()
        };
        let names: Vec<String> = files.iter().flat_map(of).collect();
        let hint = one_of(id, names.iter().map(String::as_str));
        Self::UnknownScenario { id: id.to_owned(), hint }
    }
}
