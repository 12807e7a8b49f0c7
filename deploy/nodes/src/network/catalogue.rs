//! `networks.toml`, and finding a network by name.

use std::collections::BTreeMap;

use alloy::primitives::B256;
use serde::Deserialize;

use super::{Endpoint, Network, NetworkError, NetworkKind};
use crate::accounts::RoleAssignments;
use crate::home::{self, Home, Name};

/// Writes `devnet:local` where a devnet is meant and nothing else.
const DEVNET_PREFIX: &str = "devnet:";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    networks: BTreeMap<Name, Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    rpc_url: Option<toml::Spanned<String>>,
    rpc_url_env: Option<toml::Spanned<String>>,
    chain_id: u64,
    genesis_hash: Option<B256>,
    roles: Option<toml::Spanned<BTreeMap<String, String>>>,
}

/// The networks that people wrote into `networks.toml`.
#[derive(Debug)]
pub struct Networks {
    home: Home,
    text: String,
    entries: BTreeMap<Name, Entry>,
}

impl Networks {
    /// Reads `networks.toml`; without one there are none.
    ///
    /// # Errors
    ///
    /// The file can't be read, or is wrong: the error names the line.
    pub fn load(home: &Home) -> Result<Self, NetworkError> {
        let path = home.networks_file();
        let text = home::read_input(&path)?.unwrap_or_default();
        let parsed: Result<File, toml::de::Error> = toml::from_str(&text);
        let file = parsed.map_err(|error| NetworkError::File {
            line: line_of(&text, error.span().map_or(0, |span| span.start)),
            reason: error.message().to_owned(),
            path,
        })?;
        Ok(Self { home: home.clone(), text, entries: file.networks })
    }

    /// The names in the file.
    pub fn names(&self) -> impl Iterator<Item = &Name> {
        self.entries.keys()
    }

    /// Finds a network by an address (`http://...`), a name of the file, a devnet's name, or `devnet:` and a
    /// devnet's name. `devnets` answers with the running devnet of a name.
    ///
    /// # Errors
    ///
    /// Nothing has this name, two things have it, the devnet isn't running, or the entry is wrong.
    pub fn resolve(
        &self,
        selector: &str,
        devnets: &crate::devnet::Devnets,
    ) -> Result<Network, NetworkError> {
        if selector.contains("://") {
            return Endpoint::parse(selector).map(Network::at);
        }
        if let Some(name) = selector.strip_prefix(DEVNET_PREFIX) {
            return devnets.network(&Name::parse(name)?);
        }
        let name = Name::parse(selector).map_err(|_| self.unknown(selector, devnets))?;
        match (self.entries.get(&name), devnets.exists(&name)) {
            (Some(_), true) => Err(NetworkError::Ambiguous { name: name.to_string() }),
            (Some(entry), false) => self.network(&name, entry),
            (None, true) => devnets.network(&name),
            (None, false) => Err(self.unknown(selector, devnets)),
        }
    }

    fn unknown(&self, selector: &str, devnets: &crate::devnet::Devnets) -> NetworkError {
        let mut known: Vec<String> = self.names().map(ToString::to_string).collect();
        known.extend(devnets.names().into_iter().map(|name| format!("{DEVNET_PREFIX}{name}")));
        let known = if known.is_empty() { "none yet".to_owned() } else { known.join(", ") };
        NetworkError::Unknown { name: selector.to_owned(), known }
    }

    fn network(&self, name: &Name, entry: &Entry) -> Result<Network, NetworkError> {
        let endpoint = match (&entry.rpc_url, &entry.rpc_url_env) {
            (Some(url), None) => Endpoint::parse(url.get_ref())
                .map_err(|error| self.wrong(url.span().start, error.to_string()))?,
            (None, Some(variable)) => {
                let variable = variable.get_ref();
                let url = std::env::var(variable).map_err(|_| NetworkError::VariableUnset {
                    network: name.to_string(),
                    variable: variable.clone(),
                })?;
                Endpoint::parse(&url)?
            }
            (first, _) => {
                let at = first.as_ref().map_or_else(|| self.section(name), |url| url.span().start);
                let reason =
                    format!("network `{name}` needs either `rpc_url` or `rpc_url_env`, not both");
                return Err(self.wrong(at, reason));
            }
        };
        let roles = entry.roles.as_ref().map(|roles| {
            RoleAssignments::from_names(roles.get_ref())
                .map_err(|error| self.wrong(roles.span().start, error.to_string()))
        });
        Ok(Network {
            name: name.to_string(),
            kind: NetworkKind::Named,
            endpoint,
            chain_id: Some(entry.chain_id),
            genesis_hash: entry.genesis_hash,
            roles: roles.transpose()?,
        })
    }

    fn section(&self, name: &Name) -> usize {
        self.text.find(&format!("networks.{name}]")).unwrap_or(0)
    }

    fn wrong(&self, at: usize, reason: String) -> NetworkError {
        let line = line_of(&self.text, at);
        NetworkError::File { path: self.home.networks_file(), line, reason }
    }
}

fn line_of(text: &str, at: usize) -> usize {
    text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() + 1
}
