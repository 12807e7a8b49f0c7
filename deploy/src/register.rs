//! The register of holders, from the events of the chain and held against its balances.

use std::collections::{BTreeMap, BTreeSet};

use alloy::eips::BlockId;
use alloy::primitives::{Address, U256};
use alloy::providers::Provider;
use alloy::sol_types::SolEvent;
use corridor_bindings::standing::Standing;
use corridor_bindings::{ISecurityToken, InvestorRegistry};
use serde::Serialize;

use crate::deployment::reads::{logs, read, read_many};
use crate::deployment::{DeploymentError, LegRecord, Manifest, SystemContract};
use crate::explain::Wording;
use crate::identifiers::Currency;
use crate::network::Connection;
use crate::residence::Residence;
use crate::vocabulary::Flag;

/// Why there is no register.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RegisterError {
    /// The deployment could not be read.
    #[error(transparent)]
    Deployment(#[from] DeploymentError),
    /// The events and the balances of a holder disagree.
    #[error(
        "the register of {instrument}, leg {leg}, does not agree with the chain: by its events {holder} holds {by_events} smallest units, by its balance {balance}; the endpoint may lack logs, ask another one"
    )]
    Holder {
        /// The instrument.
        instrument: String,
        /// The leg.
        leg: String,
        /// The holder.
        holder: Address,
        /// What the events add up to.
        by_events: U256,
        /// What the token says.
        balance: U256,
    },
    /// The holders and the supply disagree.
    #[error(
        "the register of {instrument}, leg {leg}, does not add up: its holders hold {sum} smallest units and {supply} are outstanding; the endpoint may lack logs, ask another one"
    )]
    Total {
        /// The instrument.
        instrument: String,
        /// The leg.
        leg: String,
        /// The sum of the holders.
        sum: U256,
        /// What is outstanding.
        supply: U256,
    },
}

/// Who holds an instrument.
#[derive(Clone, Debug, Serialize)]
pub struct Register {
    /// The instrument.
    pub instrument: String,
    /// Its currency.
    pub currency: Currency,
    /// The block that was looked at.
    pub block: u64,
    /// Holders, by leg and then by wallet.
    pub holders: Vec<Holder>,
    /// Control totals.
    pub legs: Vec<ControlTotal>,
    /// What is outstanding on all legs.
    pub total: String,
}

/// A holder of a leg.
#[derive(Clone, Debug, Serialize)]
pub struct Holder {
    /// The leg.
    pub leg: String,
    /// ISIN of the leg.
    pub isin: String,
    /// The wallet.
    pub wallet: Address,
    /// Number of the investor; nothing for a wallet that is not registered.
    pub investor: Option<u64>,
    /// Residence or organisation, such as GB or US-NY.
    pub jurisdiction: Option<String>,
    /// Flags, between semicolons.
    pub flags: String,
    /// Smallest units.
    pub units: U256,
    /// The same with its currency.
    pub amount: String,
    /// The frozen part, with its currency.
    pub frozen: String,
}

/// The sum of a leg, which the register, the balances and the supply agree on.
#[derive(Clone, Debug, Serialize)]
pub struct ControlTotal {
    /// The leg.
    pub leg: String,
    /// Its token.
    pub token: Address,
    /// How many wallets hold it.
    pub holders: usize,
    /// How many investors these belong to.
    pub investors: usize,
    /// Smallest units.
    pub units: U256,
    /// The same with its currency.
    pub amount: String,
}

/// What is read of every holder.
struct LegReading<'r> {
    connection: &'r Connection,
    investors: Address,
    block: u64,
}

/// Reads the register of an instrument: its transfers add up to balances, which are compared with those of the token and
/// with the supply.
///
/// # Errors
///
/// There is no such instrument, the endpoint fails, or the sums disagree.
pub async fn register(
    connection: &Connection,
    manifest: &Manifest,
    instrument: &str,
) -> Result<Register, RegisterError> {
    let (id, bond) = manifest.bond(instrument)?;
    let block = connection.provider().get_block_number().await;
    let block = block
        .map_err(|error| DeploymentError::from(connection.error("eth_blockNumber", &error)))?;
    let investors = manifest.address(SystemContract::InvestorRegistry).unwrap_or_default();
    let reading = LegReading { connection, investors, block };
    let words = Wording::new(bond.currency);
    let mut register = Register {
        instrument: id.to_owned(),
        currency: bond.currency,
        block,
        holders: Vec::new(),
        legs: Vec::new(),
        total: String::new(),
    };
    let mut total = U256::ZERO;
    for leg in &bond.legs {
        let holders = reading.leg(id, leg).await?;
        let sum = sum(&holders);
        total = total.saturating_add(sum);
        let held: BTreeMap<_, _> =
            holders.into_iter().filter(|(_, holder)| !holder.balance.is_zero()).collect();
        let distinct: BTreeSet<u64> =
            held.values().map(|holder| holder.standing.investor()).collect();
        register.legs.push(ControlTotal {
            leg: leg.leg.clone(),
            token: leg.token.address,
            holders: held.len(),
            investors: distinct.len(),
            units: sum,
            amount: words.amount(sum),
        });
        let rows = held
            .into_iter()
            .map(|(wallet, holder)| holder.row(wallet, &leg.leg, leg.isin.to_string(), words));
        register.holders.extend(rows);
    }
    register.total = words.amount(total);
    Ok(register)
}

fn sum(holders: &BTreeMap<Address, Reading>) -> U256 {
    holders.values().fold(U256::ZERO, |sum, holder| sum.saturating_add(holder.balance))
}

/// What the chain says of a holder.
struct Reading {
    standing: Standing,
    balance: U256,
    frozen: U256,
}

impl Reading {
    fn row(self, wallet: Address, leg: &str, isin: String, words: Wording) -> Holder {
        let flags: Vec<&str> =
            Flag::in_mask(self.standing.flags()).into_iter().map(Flag::name).collect();
        Holder {
            leg: leg.to_owned(),
            isin,
            wallet,
            investor: self.standing.is_registered().then(|| self.standing.investor()),
            jurisdiction: Residence::of(self.standing).map(|residence| residence.to_string()),
            flags: flags.join(";"),
            units: self.balance,
            amount: words.amount(self.balance),
            frozen: words.amount(self.frozen.min(self.balance)),
        }
    }
}

impl LegReading<'_> {
    /// Everybody who ever held the leg, once events, balances and supply agree.
    async fn leg(
        &self,
        instrument: &str,
        leg: &LegRecord,
    ) -> Result<BTreeMap<Address, Reading>, RegisterError> {
        let token = leg.token.address;
        let by_events = self.by_events(token, leg.token.block).await?;
        let holders = self.holders(token, by_events.keys().copied().collect()).await?;
        let (instrument, leg) = (instrument.to_owned(), leg.leg.clone());
        for (holder, by_events) in by_events {
            let balance = holders.get(&holder).map_or(U256::ZERO, |holder| holder.balance);
            if balance != by_events {
                return Err(RegisterError::Holder { instrument, leg, holder, by_events, balance });
            }
        }
        let block = BlockId::number(self.block);
        let supply =
            read(self.connection, token, &ISecurityToken::totalSupplyCall {}, block).await?;
        let sum = sum(&holders);
        if sum == supply {
            Ok(holders)
        } else {
            Err(RegisterError::Total { instrument, leg, sum, supply })
        }
    }

    /// What everybody holds by the transfers since `from`, up to the block of the register.
    async fn by_events(
        &self,
        token: Address,
        from: u64,
    ) -> Result<BTreeMap<Address, U256>, DeploymentError> {
        let mut balances: BTreeMap<Address, U256> = BTreeMap::new();
        logs(self.connection, token, vec![ISecurityToken::Transfer::SIGNATURE_HASH], from, |log| {
            if log.block_number.is_some_and(|block| block > self.block) {
                return;
            }
            let Ok(transfer) = ISecurityToken::Transfer::decode_log(&log.inner) else { return };
            if !transfer.from.is_zero() {
                let balance = balances.entry(transfer.from).or_default();
                *balance = balance.wrapping_sub(transfer.value);
            }
            if !transfer.to.is_zero() {
                let balance = balances.entry(transfer.to).or_default();
                *balance = balance.wrapping_add(transfer.value);
            }
        })
        .await?;
        Ok(balances)
    }

    async fn holders(
        &self,
        token: Address,
        wallets: Vec<Address>,
    ) -> Result<BTreeMap<Address, Reading>, DeploymentError> {
        let block = BlockId::number(self.block);
        let balances = wallets
            .iter()
            .map(|account| (token, ISecurityToken::balanceOfCall { account: *account }));
        let balances = read_many(self.connection, balances, block).await?;
        let frozen = wallets
            .iter()
            .map(|account| (token, ISecurityToken::getFrozenTokensCall { account: *account }));
        let frozen = read_many(self.connection, frozen, block).await?;
        let standings = wallets
            .iter()
            .map(|wallet| (self.investors, InvestorRegistry::standingOfCall { wallet: *wallet }));
        let standings = read_many(self.connection, standings, block).await?;
        let readings =
            balances.into_iter().zip(frozen).zip(standings).map(|((balance, frozen), standing)| {
                Reading { standing: Standing::from_word(standing), balance, frozen }
            });
        Ok(wallets.into_iter().zip(readings).collect())
    }
}
