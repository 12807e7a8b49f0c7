//! Offerings: a bond against cash at a price.

use alloy::primitives::{Address, U256};
use alloy::providers::Provider as _;
use alloy::sol_types::SolEvent as _;
use corridor_bindings::Settlement;
use corridor_deploy::accounts::Role;
use corridor_deploy::explain::LegHandle;
use corridor_deploy::schedule::Fraction;

use super::IssuePrice;
use crate::{CashHandle, Desk, Mode, Operation, OperationError, Performed, Prepared, Who};

/// An offering that was opened.
#[derive(Clone, Debug)]
pub struct OfferingHandle {
    /// Its number.
    pub id: u64,
    /// Whether it is open.
    pub open: bool,
    /// The token of the bond.
    pub bond: Address,
    /// What is paid in.
    pub cash: Address,
    /// Who receives it.
    pub proceeds: Address,
    /// Cash units for a token unit.
    pub price: Fraction,
    /// Token units allotted so far.
    pub allotted: u128,
    /// Cash units received so far.
    pub received: u128,
}

/// Opens an offering. Signed by the issuer.
#[derive(Clone, Debug)]
pub struct OpenOffering {
    /// What is offered.
    pub leg: LegHandle,
    /// What is paid in.
    pub cash: CashHandle,
    /// Who receives it.
    pub proceeds: Address,
    /// The price.
    pub price: IssuePrice,
}

impl OpenOffering {
    /// Cash units for a token unit.
    ///
    /// # Errors
    ///
    /// The cash is of another currency, or too coarse, or the price is nothing.
    pub fn fraction(&self) -> Result<Fraction, OperationError> {
        self.price.fraction(&self.leg, &self.cash)
    }
}

impl Operation for OpenOffering {
    const NAME: &'static str = "open-offering";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let price = self.fraction()?;
        desk.require_issuable(&self.leg).await?;
        let call = Settlement::openOfferingCall {
            bond: self.leg.token,
            cash: self.cash.token,
            proceeds: self.proceeds,
            numerator: price.numerator(),
            denominator: price.denominator(),
        };
        let (bond, cash) = (&self.leg.instrument, &self.cash.symbol);
        let at = self.price.words(&self.cash);
        let summary = format!("offer {bond} at {at} in {cash}, paid to {}", self.proceeds);
        Ok(Prepared::act(summary, Who::Role(Role::Issuer), desk.settlement()?, &call))
    }
}

/// Closes an offering for good. Signed by the issuer.
#[derive(Clone, Copy, Debug)]
pub struct CloseOffering {
    /// Its number.
    pub offering: u64,
}

impl Operation for CloseOffering {
    const NAME: &'static str = "close-offering";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let call = Settlement::closeOfferingCall { offering: U256::from(self.offering) };
        let summary = format!("close offering {}", self.offering);
        Ok(Prepared::act(summary, Who::Role(Role::Issuer), desk.settlement()?, &call))
    }
}

/// What it took to open an offering.
#[derive(Clone, Debug)]
pub struct OpenedOffering {
    /// Its number; nothing on a dry run.
    pub offering: Option<u64>,
    /// What was done.
    pub performed: Performed,
}

impl Desk {
    /// Opens an offering.
    ///
    /// # Errors
    ///
    /// The price is nothing, the contract refuses, or the endpoint fails.
    pub async fn open_offering(
        &self,
        offer: &OpenOffering,
        mode: Mode,
    ) -> Result<OpenedOffering, OperationError> {
        let performed = self.perform(offer, mode).await?;
        let Some(transaction) = performed.transaction else {
            return Ok(OpenedOffering { offering: None, performed });
        };
        let receipt = self.connection().provider().get_transaction_receipt(transaction.hash).await;
        let receipt = receipt
            .map_err(|error| self.connection().error("eth_getTransactionReceipt", &error))?;
        // Another one may have been opened since.
        let offering = receipt.and_then(|receipt| {
            let mut logs = receipt.logs().iter();
            logs.find_map(|log| Settlement::OfferingOpened::decode_log(&log.inner).ok())
                .map(|opened| opened.offering.saturating_to())
        });
        Ok(OpenedOffering { offering, performed })
    }

    /// An offering by its number.
    ///
    /// # Errors
    ///
    /// There is none, or the endpoint fails.
    pub async fn offering(&self, id: u64) -> Result<OfferingHandle, OperationError> {
        let call = Settlement::offeringOfCall { offering: U256::from(id) };
        let found = self.read(self.settlement()?, &call).await?;
        if found.bond.is_zero() {
            return Err(OperationError::UnknownOffering { id });
        }
        Ok(OfferingHandle {
            id,
            open: found.open,
            bond: found.bond,
            cash: found.cash,
            proceeds: found.proceeds,
            price: Fraction::new(found.numerator, found.denominator)?,
            allotted: found.allotted,
            received: found.received,
        })
    }

    /// How many offerings there are.
    ///
    /// # Errors
    ///
    /// The endpoint fails.
    pub async fn offering_count(&self) -> Result<u64, OperationError> {
        let call = Settlement::offeringCountCall {};
        Ok(self.read(self.settlement()?, &call).await?.saturating_to())
    }
}
