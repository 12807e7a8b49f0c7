//! Whether the token of a leg is the one that the manifest says: a register of another one adds up just as well.

use alloy::eips::BlockId;
use alloy::primitives::Address;
use corridor_bindings::ISecurityToken;

use super::RegisterError;
use super::reading::LegReading;
use crate::deployment::reads::read;
use crate::deployment::{BondRecord, DeploymentError};
use crate::identifiers::Currency;

impl LegReading<'_> {
    /// Refuses a token of another ISIN or currency than the manifest has, and one that is another leg's too.
    pub(super) async fn expect_token(&self, bond: &BondRecord) -> Result<(), RegisterError> {
        let (token, latest) = (self.leg.token.address, BlockId::latest());
        if bond.legs.iter().filter(|leg| leg.token.address == token).count() > 1 {
            return Err(self.other_token("token", "that of one leg", "that of several"));
        }
        let isin = read(self.connection, token, &ISecurityToken::isinCall {}, latest).await?;
        if isin != self.leg.isin.to_string() {
            return Err(self.other_token("ISIN", &isin, &self.leg.isin.to_string()));
        }
        self.expect_currency(bond).await
    }

    /// Units of a share are counted, and the currency that its token tells is that of the nominal value.
    async fn expect_currency(&self, bond: &BondRecord) -> Result<(), RegisterError> {
        if bond.currency == Currency::UNIT {
            return Ok(());
        }
        let token = self.leg.token.address;
        let call = ISecurityToken::currencyCall {};
        let told: Result<Address, DeploymentError> =
            read(self.connection, token, &call, BlockId::latest()).await;
        let (told, numeric) = (told?, bond.currency.numeric());
        if told == Address::left_padding_from(&numeric.to_be_bytes()) {
            return Ok(());
        }
        let [.., high, low] = told.into_array();
        let told = format!("number {:03} of ISO 4217", u16::from_be_bytes([high, low]));
        Err(self.other_token("currency", &told, &bond.currency.to_string()))
    }

    fn other_token(&self, what: &'static str, told: &str, recorded: &str) -> RegisterError {
        RegisterError::OtherToken {
            instrument: self.instrument.to_owned(),
            leg: self.leg.leg.clone(),
            token: self.leg.token.address,
            what,
            told: told.to_owned(),
            recorded: recorded.to_owned(),
        }
    }
}
