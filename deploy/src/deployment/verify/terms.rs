//! Terms: what a token was created with, as it tells it.

use alloy::primitives::{Address, U256};
use corridor_bindings::{BondToken, EquityToken, IBondToken, IEquityToken, ISecurityToken};

use super::{Audit, Verification};
use crate::deployment::reads::read;
use crate::deployment::{BondRecord, Created, CreatedTerms, DeploymentError, LegRecord};
use crate::identifiers::Currency;

/// Compares what a function answers with what it has to.
macro_rules! compare {
    ($audit:ident, $token:ident, $findings:ident, $subject:ident: $($what:literal, $contract:ident::$call:ident, $expected:expr;)*) => {$(
        let found = read($audit.connection, $token, &$contract::$call {}, $audit.block).await?;
        $findings.same($subject, $what, &$expected, &found);
    )*};
}

pub(super) async fn check(
    audit: Audit<'_>,
    id: &str,
    (record, leg): (&BondRecord, &LegRecord),
    findings: &mut Verification,
) -> Result<(), DeploymentError> {
    // Arguments that cannot be read are a finding of the code already.
    let Some(created) = Created::read(record.kind, &leg.token.constructor_arguments) else {
        return Ok(());
    };
    let subject = &format!("{id}, leg {}", leg.leg);
    let token = leg.token.address;
    compare! { audit, token, findings, subject:
        "its ISIN", ISecurityToken::isinCall, created.terms.isin();
    }
    counted_in(record, subject, &created.terms, findings);
    match created.terms {
        CreatedTerms::Bond(given) => bond(audit, token, subject, &given, findings).await,
        CreatedTerms::Share(given) => share(audit, token, subject, &given, findings).await,
    }
}

/// Amounts are read and written in the manifest's currency, which only the terms on chain can confirm.
fn counted_in(
    record: &BondRecord,
    subject: &str,
    created: &CreatedTerms,
    findings: &mut Verification,
) {
    findings.checked(format!("{subject}: its currency in the manifest"));
    let (is_same, expected) = match created {
        CreatedTerms::Bond(given) => (
            record.currency.numeric() == given.currency,
            format!("the currency {:03} of ISO 4217", given.currency),
        ),
        CreatedTerms::Share(_) => (record.currency == Currency::UNIT, "units".to_owned()),
    };
    if !is_same {
        let message = format!(
            "the manifest counts it in {}, and its token was created in {expected}; restore the manifest from a copy",
            record.currency
        );
        findings.wrong(subject, message);
    }
}

async fn bond(
    audit: Audit<'_>,
    token: Address,
    subject: &str,
    given: &BondToken::BondTerms,
    findings: &mut Verification,
) -> Result<(), DeploymentError> {
    compare! { audit, token, findings, subject:
        "its currency", ISecurityToken::currencyCall, currency(given.currency);
        "its decimals", ISecurityToken::decimalsCall, given.decimals;
        "its denomination", IBondToken::denominationCall, U256::from(given.denomination);
        "its coupon rate", IBondToken::couponRateInMillionthsCall, U256::from(given.couponRate);
        "its issue date", ISecurityToken::issueDateCall, U256::from(given.issueDate);
        "its maturity date", IBondToken::maturityDateCall, U256::from(given.maturityDate);
    }
    Ok(())
}

async fn share(
    audit: Audit<'_>,
    token: Address,
    subject: &str,
    given: &EquityToken::ShareTerms,
    findings: &mut Verification,
) -> Result<(), DeploymentError> {
    let classification = String::from_utf8_lossy(given.cfi.as_slice()).into_owned();
    compare! { audit, token, findings, subject:
        "its class", IEquityToken::shareClassCall, given.shareClass;
        "its classification", IEquityToken::cfiCall, classification;
        "its decimals", ISecurityToken::decimalsCall, 0;
        "its nominal value", IEquityToken::nominalValueCall, U256::from(given.nominalValue);
        "the currency of its nominal value", ISecurityToken::currencyCall, currency(given.currency);
        "its issue date", ISecurityToken::issueDateCall, U256::from(given.issueDate);
    }
    Ok(())
}

/// A currency as the tokens tell it.
fn currency(numeric: u16) -> Address {
    Address::left_padding_from(&numeric.to_be_bytes())
}
