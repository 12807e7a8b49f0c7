//! Cash tokens for tests and devnets. Whoever has a token of their own needs none of these.

use alloy::primitives::aliases::U24;
use alloy::primitives::{Address, Bytes, U256};
use alloy::sol_types::SolConstructor;
use corridor_bindings::CashToken;
use serde::{Deserialize, Serialize};

use super::contracts::word;
use super::{ContractRecord, DeploymentError, Manifest, SystemContract};
use crate::identifiers::Currency;
use crate::vocabulary::Flag;

/// Most decimals that a cash token of this system has: as many as ether.
const MAX_DECIMALS: u8 = 18;

/// A cash token that there should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CashTerms {
    /// The currency that it stands for.
    pub currency: Currency,
    /// Decimal places of its smallest unit.
    pub decimals: u8,
    /// Whether only registered wallets without a restriction receive it, and contracts that were admitted.
    pub allowlisted: bool,
}

/// A cash token that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CashRecord {
    /// What it is.
    pub terms: CashTerms,
    /// Its contract.
    pub token: ContractRecord,
}

impl CashTerms {
    /// Its symbol, which names it in the manifest: there is one for each currency.
    #[must_use]
    pub fn symbol(self) -> String {
        format!("t{}", self.currency)
    }

    /// Checks that amounts of the currency can be paid in it.
    ///
    /// # Errors
    ///
    /// It has fewer decimals than its currency, or more than any token has.
    pub fn check(self) -> Result<(), DeploymentError> {
        let least = self.currency.exponent();
        if (least..=MAX_DECIMALS).contains(&self.decimals) {
            return Ok(());
        }
        let Self { currency, decimals, .. } = self;
        Err(DeploymentError::CashDecimals { currency, decimals, least, most: MAX_DECIMALS })
    }

    /// Flags that keep a wallet from receiving: every restriction.
    fn forbidden_flags(self) -> u32 {
        if !self.allowlisted {
            return 0;
        }
        Flag::all()
            .filter(|flag| flag.is_restriction())
            .map(Flag::mask)
            .fold(0, |all, one| all | one)
    }

    fn investors(self, manifest: &Manifest) -> Option<Address> {
        if !self.allowlisted {
            return Some(Address::ZERO);
        }
        manifest.address(SystemContract::InvestorRegistry)
    }

    /// The constructor's arguments; `None` while a shared contract is missing.
    pub(super) fn constructor_arguments(self, manifest: &Manifest) -> Option<Bytes> {
        let call = CashToken::constructorCall {
            authority_: manifest.address(SystemContract::AccessManager)?,
            name_: format!("Test {}", self.currency),
            symbol_: self.symbol(),
            decimals_: self.decimals,
            currency_: self.currency.numeric(),
            investors_: self.investors(manifest)?,
            forbiddenFlags_: U24::from(self.forbidden_flags()),
        };
        Some(call.abi_encode().into())
    }

    /// The values its immutables have to have.
    pub(super) fn immutables(self, manifest: &Manifest) -> Vec<(&'static str, U256)> {
        let authority = manifest.address(SystemContract::AccessManager).unwrap_or_default();
        vec![
            ("authority", word(authority)),
            ("currency", U256::from(self.currency.numeric())),
            ("investors", word(self.investors(manifest).unwrap_or_default())),
            ("forbiddenFlags", U256::from(self.forbidden_flags())),
            ("_decimals", U256::from(self.decimals)),
        ]
    }
}
