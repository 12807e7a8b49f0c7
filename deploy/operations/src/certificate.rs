//! Certificates of investors, on record for rules to read.

use alloy::primitives::{Address, B256};
use corridor_bindings::Permits;
use corridor_deploy::accounts::Role;
use corridor_deploy::calendar::UtcDay;
use corridor_deploy::deployment::SystemContract;
use corridor_deploy::explain::LegHandle;
use corridor_deploy::vocabulary::Certificate;

use super::{Desk, Operation, OperationError, Prepared, Who};

/// Records a certificate of an investor about an instrument, or withdraws it. Signed by the registrar.
#[derive(Clone, Debug)]
pub struct RecordCertificate {
    /// The instrument.
    pub leg: LegHandle,
    /// What is certified.
    pub certificate: Certificate,
    /// Any wallet of the investor.
    pub wallet: Address,
    /// The last day on which it is good; nothing withdraws it.
    pub until: Option<UtcDay>,
    /// Hash of the certificate, which is logged and never stored; zero when it is not to be shown.
    pub document: B256,
}

impl Operation for RecordCertificate {
    const NAME: &'static str = "record-certificate";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let permits = desk.contract_for_rules(SystemContract::Permits)?;
        let LegHandle { instrument, leg, token, .. } = &self.leg;
        let (wallet, title) = (self.wallet, self.certificate.title());
        let summary = match self.until {
            Some(until) => format!(
                "put on record of {wallet} for {instrument}, leg {leg}, until {until}: {title}"
            ),
            None => {
                format!("withdraw the record of {wallet} for {instrument}, leg {leg}: {title}")
            }
        };
        let call = Permits::setCertificateCall {
            instrument: *token,
            kind: self.certificate.bit(),
            wallet,
            lastDay: self.until.map_or(0, UtcDay::number),
            document: self.document,
        };
        Ok(Prepared::act(summary, Who::Role(Role::Registrar), permits, &call))
    }
}
