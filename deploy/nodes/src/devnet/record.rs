//! What is written down about a devnet.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{DevnetError, DevnetOptions, DevnetSettings, ProcessId};
use crate::home::{self, HomeError, Name, Visibility};
use crate::network::ChainIdentity;

/// One devnet. A record with a process and without an identity is of a start that was interrupted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Record {
    pub(super) schema: u32,
    pub(super) process: Option<ProcessId>,
    pub(super) port: u16,
    pub(super) identity: Option<ChainIdentity>,
    pub(super) settings: DevnetSettings,
}

impl Record {
    pub(super) const SCHEMA: u32 = 1;

    pub(super) fn load(folder: &Path) -> Result<Option<Self>, HomeError> {
        let path = record_file(folder);
        let Some(text) = home::read_optional(&path)? else {
            return Ok(None);
        };
        let record = serde_json::from_str(&text);
        record.map(Some).map_err(|error| HomeError::io("understand", &path, error.into()))
    }

    pub(super) fn save(&self, folder: &Path) -> Result<(), HomeError> {
        let path = record_file(folder);
        let text = serde_json::to_vec_pretty(self)
            .map_err(|error| HomeError::io("write", &path, error.into()))?;
        home::write_atomic(&path, &text, Visibility::Shared)
    }

    pub(super) fn remove(folder: &Path) -> Result<(), HomeError> {
        let path = record_file(folder);
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(HomeError::io("remove", &path, error))
            }
            _ => Ok(()),
        }
    }

    /// Refuses options that a running devnet doesn't have.
    pub(super) fn require_settings(
        &self,
        name: &Name,
        options: &DevnetOptions,
    ) -> Result<(), DevnetError> {
        let (now, then) = (&self.settings, self.settings.with(options));
        let port = options.port.unwrap_or(self.port);
        let compared = [
            ("port", self.port.to_string(), port.to_string()),
            ("chain id", now.chain_id.to_string(), then.chain_id.to_string()),
            ("accounts", now.accounts.to_string(), then.accounts.to_string()),
            ("gas limit", now.gas_limit.to_string(), then.gas_limit.to_string()),
            ("mining", format!("{:?}", now.mining), format!("{:?}", then.mining)),
            ("state interval", now.state_interval.to_string(), then.state_interval.to_string()),
            ("history", format!("{:?}", now.history), format!("{:?}", then.history)),
        ];
        match compared.into_iter().find(|(_, current, wanted)| current != wanted) {
            None => Ok(()),
            Some((setting, current, wanted)) => {
                Err(DevnetError::RunsOtherwise { name: name.clone(), setting, current, wanted })
            }
        }
    }
}

pub(super) fn record_file(folder: &Path) -> PathBuf {
    folder.join("devnet.json")
}

/// The chain as Anvil stores it.
pub(super) fn chain_file(folder: &Path) -> PathBuf {
    folder.join("chain.json")
}

pub(super) fn log_file(folder: &Path) -> PathBuf {
    folder.join("node.log")
}
