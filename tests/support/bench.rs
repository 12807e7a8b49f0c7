//! A real Anvil of its own, a working folder of its own, and the accounts that act on it.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use alloy::eips::BlockId;
use alloy::primitives::Address;
use alloy::providers::Provider;
use corridor_deploy::accounts::{FilePasswords, Role, RoleAssignments, test_address};
use corridor_deploy::bulk::BulkOptions;
use corridor_deploy::deployment::{
    Actors, Applied, Deployment, DeploymentError, Goal, Instrument, ManifestStore,
};
use corridor_deploy::devnet::{Devnet, DevnetOptions, Mining};
use corridor_deploy::home::Home;
use corridor_deploy::investors::{InvestorReader, PrivateBook};
use corridor_deploy::money::Amount;
use corridor_deploy::network::Connection;
use corridor_deploy::profile::{BoundProfile, Profile};
use corridor_deploy::terms::Security;
use corridor_operations::{Desk, InvestorFile};
use corridor_toolchain::Tools;
use tempfile::TempDir;

use crate::checkout;

/// LEI of the firm that the tests' sandbox belongs to: that of the Global LEI Foundation, as any would do.
pub const ENTRANT: &str = "506700GE1G29325QX363";

/// A chain with its working folder and accounts.
#[derive(Debug)]
pub struct Bench {
    /// The node; it ends with the bench.
    pub devnet: Devnet,
    /// The connection to it.
    pub connection: Connection,
    /// The working folder.
    pub home: Home,
    folder: TempDir,
}

impl Bench {
    /// A fresh chain with nothing on it.
    pub async fn start() -> anyhow::Result<Self> {
        Self::start_with(&DevnetOptions::default()).await
    }

    /// A fresh chain that mines by the clock, for bulk work.
    pub async fn start_with_interval(milliseconds: u64) -> anyhow::Result<Self> {
        let mining = Some(Mining::Interval(milliseconds));
        Self::start_with(&DevnetOptions {
            mining,
            gas_limit: Some(500_000_000),
            ..DevnetOptions::default()
        })
        .await
    }

    /// A fresh chain with these settings.
    pub async fn start_with(options: &DevnetOptions) -> anyhow::Result<Self> {
        let devnet = Devnet::ephemeral(&anvil()?, options).await?;
        let connection = devnet.connect().await?;
        let folder = tempfile::tempdir()?;
        let home = Home::locate(Some(&folder.path().join("home")))?;
        Ok(Self { devnet, connection, home, folder })
    }

    /// A folder that goes with the bench.
    pub fn folder(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    /// The test accounts in their roles.
    pub fn actors(&self) -> anyhow::Result<Actors> {
        let passwords = Arc::new(FilePasswords(PathBuf::from("none")));
        Ok(Actors::new(&self.home, &self.connection, RoleAssignments::devnet(), passwords)?)
    }

    /// The manifest's place.
    pub fn store(&self) -> ManifestStore {
        ManifestStore::of(&self.home, &self.connection)
    }

    /// The deployment as the manifest has it.
    pub fn deployment(&self) -> Result<Deployment, DeploymentError> {
        Deployment::open(&self.connection, self.store())
    }

    /// Where operations are done.
    pub fn desk(&self) -> anyhow::Result<Desk> {
        Ok(Desk::new(self.deployment()?, self.actors()?)?)
    }

    /// The private book.
    pub fn book(&self) -> anyhow::Result<PrivateBook> {
        Ok(PrivateBook::open(&self.home.create_private()?.join("investors.jsonl"))?)
    }

    /// A chain with a goal applied and the demo's investors registered.
    pub async fn onboarded(goal: &Goal) -> anyhow::Result<(Self, Desk)> {
        let bench = Self::start().await?;
        bench.apply(goal).await?;
        let (desk, mut book) = (bench.desk()?, bench.book()?);
        let report = desk
            .import(&InvestorFile::Demo, &mut book, &BulkOptions::default(), &mut |_| {})
            .await?;
        anyhow::ensure!(report.failed.is_empty() && report.conflicting == 0, "{report:?}");
        Ok((bench, desk))
    }

    /// The time of the latest block, in unix seconds.
    pub async fn now(&self) -> anyhow::Result<u64> {
        let block = self.connection.provider().get_block(BlockId::latest()).await?;
        Ok(block.map_or(0, |block| block.header.timestamp))
    }

    /// Applies a goal to its end.
    pub async fn apply(&self, goal: &Goal) -> anyhow::Result<Applied> {
        let actors = self.actors()?;
        Ok(self.deployment()?.apply(goal, &actors, &mut |_| ControlFlow::Continue(())).await?)
    }
}

/// The pinned Anvil.
pub fn anvil() -> anyhow::Result<PathBuf> {
    Ok(Tools::discover()?.anvil()?.program)
}

/// The devnet's accounts by role.
pub fn roles() -> BTreeMap<Role, Address> {
    (0..)
        .zip(Role::ALL)
        .map(|(index, role)| (role, test_address(index).expect("a test account")))
        .collect()
}

/// The profile of a tokenised securities venue of tier 1.
pub fn us_tsv() -> BoundProfile {
    bind("us-tsv", &[("tier", "1")])
}

/// An invented stock on such a venue.
pub fn stock() -> Instrument {
    let terms = checkout::root().join("tests/terms/venue-stock.toml");
    let terms = Security::load(&terms.to_string_lossy()).expect("terms");
    Instrument::new(&terms, us_tsv()).expect("an instrument")
}

/// The UK profile, its limit and denominations in a currency.
pub fn uk_sandbox(limit: &str, minimum: &str) -> BoundProfile {
    bind(
        "uk-sandbox",
        &[
            ("entrant_lei", ENTRANT),
            ("entrant_jurisdiction", "GB"),
            ("gate", "gate-2"),
            ("activities", "issue,maintain,settle"),
            ("asset_class", "government-bond"),
            ("capacity_limit", limit),
            ("minimum_denomination", minimum),
            ("denomination_multiple", minimum),
        ],
    )
}

/// The US profile with 40 days of compliance period.
pub fn us_exemption(minimum: &str) -> BoundProfile {
    bind(
        "us-exemption",
        &[
            ("category", "2"),
            ("seasoning", "qib-only"),
            ("minimum", minimum),
            ("multiple", minimum),
        ],
    )
}

/// Placed under Rule 506(b) by an issuer that does not report, with no more in one holder's hands than `holding_cap`.
///
/// # Panics
/// When the profile does not take it.
#[must_use]
pub fn us_506b(holding_cap: &str) -> BoundProfile {
    bind(
        "us-506b",
        &[
            ("reporting", "not-reporting"),
            ("holding_cap", holding_cap),
            ("holder_limit", "none"),
            ("minimum", "GBP 1,000"),
            ("multiple", "GBP 1,000"),
        ],
    )
}

fn bind(profile: &str, inputs: &[(&str, &str)]) -> BoundProfile {
    let inputs =
        inputs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Profile::load(profile).expect("a profile").bind(&inputs).expect("its inputs")
}

/// The gilt under a profile.
pub fn gilt(profile: BoundProfile) -> Instrument {
    Instrument::new(&Security::load("treasury-gilt-2040").expect("terms"), profile)
        .expect("an instrument")
}

/// The gilt under the UK profile with a limit of 500 million.
pub fn uk_goal() -> Goal {
    Goal::system(&roles()).with_instrument(gilt(uk_sandbox("GBP 500,000,000", "GBP 1,000")))
}

/// The first wallet of a reference of the demo's file.
pub fn wallet(reference: &str) -> Address {
    let mut rows = InvestorReader::demo().map(|row| row.expect("a row"));
    rows.find(|row| row.reference == reference).expect("a reference").wallet
}

/// An amount.
pub fn amount(text: &str) -> Amount {
    text.parse().expect("an amount")
}
