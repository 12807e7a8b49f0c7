//! The compiler settings, read from `contracts/foundry.toml` and `contracts/remappings.txt`: Forge and this program
//! compile alike because they read the same lines.

use anyhow::{Context as _, Result, ensure};
use foundry_compilers::artifacts::{
    BytecodeHash, EvmVersion, Optimizer, Remapping, Settings as SolcSettings, SettingsMetadata,
};
use serde::Deserialize;
use std::{collections::BTreeMap, fs, path::Path, str::FromStr as _};

#[derive(Deserialize)]
struct FoundryToml {
    profile: BTreeMap<String, toml::Value>,
}

/// The keys of `[profile.default]` that decide what the compiler makes.
#[derive(Deserialize)]
struct Profile {
    evm_version: String,
    optimizer: bool,
    optimizer_runs: usize,
    via_ir: bool,
    bytecode_hash: String,
    cbor_metadata: bool,
}

/// What the compiler is told, without the choice of outputs.
#[derive(Clone, Debug)]
pub(crate) struct Settings(pub(crate) SolcSettings);

impl Settings {
    pub(crate) fn read(contracts: &Path) -> Result<Self> {
        let path = contracts.join("foundry.toml");
        let text =
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let remappings = read_remappings(&contracts.join("remappings.txt"))?;
        Self::parse(&text, remappings).with_context(|| format!("in {}", path.display()))
    }

    fn parse(foundry_toml: &str, remappings: Vec<Remapping>) -> Result<Self> {
        let mut file: FoundryToml = toml::from_str(foundry_toml)?;
        let default = file.profile.remove("default").context("there is no [profile.default]")?;
        let profile: Profile = default.try_into().context("[profile.default]")?;
        // Every released artifact has to be reproducible from the sources alone, wherever they are checked out.
        ensure!(
            profile.bytecode_hash == "none" && !profile.cbor_metadata,
            "bytecode_hash must be \"none\" and cbor_metadata false: the committed code must not depend on comments"
        );
        let evm_version = EvmVersion::from_str(&profile.evm_version)
            .map_err(|error| anyhow::anyhow!("evm_version = {:?}: {error}", profile.evm_version))?;
        Ok(Self(SolcSettings {
            remappings,
            optimizer: Optimizer {
                enabled: Some(profile.optimizer),
                runs: Some(profile.optimizer_runs),
                details: None,
            },
            metadata: Some(SettingsMetadata::new(BytecodeHash::None, false)),
            evm_version: Some(evm_version),
            via_ir: Some(profile.via_ir),
            ..SolcSettings::default()
        }))
    }
}

fn read_remappings(path: &Path) -> Result<Vec<Remapping>> {
    let text =
        fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| {
            Remapping::from_str(line).with_context(|| format!("{}: {line:?}", path.display()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROFILE: &str = "[profile.default]\nevm_version = \"osaka\"\noptimizer = true\noptimizer_runs = 7\nvia_ir = true\n\
                           bytecode_hash = \"none\"\ncbor_metadata = false\n";

    #[test]
    fn the_profile_decides() {
        let Settings(settings) = Settings::parse(PROFILE, vec![]).unwrap();
        assert_eq!(settings.optimizer.runs, Some(7));
        assert_eq!(settings.via_ir, Some(true));
        assert_eq!(settings.evm_version, Some(EvmVersion::Osaka));
    }

    #[test]
    fn a_metadata_hash_is_refused() {
        let error = Settings::parse(&PROFILE.replace("none", "ipfs"), vec![]).unwrap_err();
        assert!(error.to_string().contains("bytecode_hash"), "{error}");
    }

    #[test]
    fn a_missing_key_is_named() {
        let error = Settings::parse(&PROFILE.replace("via_ir", "via"), vec![]).unwrap_err();
        assert!(format!("{error:#}").contains("via_ir"), "{error:#}");
    }
}
