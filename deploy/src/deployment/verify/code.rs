//! Code: what each contract runs, with the values of its immutables.

use alloy::primitives::{Address, Bytes, U256, keccak256};
use alloy::providers::Provider;
use corridor_bindings::RegimeFactory;
use corridor_bindings::artifacts::Artifact;
use corridor_bindings::generated::{cash_token, regime};

use super::{Audit, Verification};
use crate::deployment::contracts::word;
use crate::deployment::reads::read_many;
use crate::deployment::token::{Created, artifact, desk};
use crate::deployment::{ContractRecord, DeploymentError, LegRecord, SystemContract};
use crate::instrument::InstrumentKind;

/// Whether every contract is there.
pub(super) async fn check(
    audit: Audit<'_>,
    findings: &mut Verification,
) -> Result<bool, DeploymentError> {
    let mut complete = true;
    let extras = audit.manifest.contracts.keys().copied();
    let extras = extras.filter(|contract| !SystemContract::ALL.contains(contract));
    for contract in SystemContract::ALL.into_iter().chain(extras) {
        let Some(record) = audit.manifest.contracts.get(&contract) else {
            findings.wrong(
                contract.name(),
                "it is not in the manifest; run `corridor deploy` to go on",
            );
            complete = false;
            continue;
        };
        let immutables = contract.immutables(audit.manifest);
        complete &= contract_code(
            audit,
            contract.name(),
            contract.artifact(),
            record,
            &immutables,
            findings,
        )
        .await?;
    }
    for (symbol, cash) in &audit.manifest.cash {
        let (artifact, immutables) = (&cash_token::ARTIFACT, cash.terms.immutables(audit.manifest));
        complete &=
            contract_code(audit, symbol, artifact, &cash.token, &immutables, findings).await?;
    }
    for (id, bond) in &audit.manifest.bonds {
        for leg in &bond.legs {
            let subject = format!("{id}, leg {}", leg.leg);
            let immutables = token_immutables(audit, &subject, (bond.kind, leg), findings);
            let artifact = artifact(bond.kind);
            complete &=
                contract_code(audit, &subject, artifact, &leg.token, &immutables, findings).await?;
        }
    }
    if complete {
        regimes(audit, findings).await?;
    }
    Ok(complete)
}

async fn code_at(audit: Audit<'_>, address: Address) -> Result<Bytes, DeploymentError> {
    let code = audit.connection.provider().get_code_at(address).block_id(audit.block).await;
    Ok(code.map_err(|error| audit.connection.error("eth_getCode", &error))?)
}

async fn contract_code(
    audit: Audit<'_>,
    subject: &str,
    artifact: &'static Artifact,
    record: &ContractRecord,
    immutables: &[(&'static str, U256)],
    findings: &mut Verification,
) -> Result<bool, DeploymentError> {
    let code = code_at(audit, record.address).await?;
    findings.checked(format!("{subject}: code at {}", record.address));
    let values = match artifact.compare(&code) {
        Ok(values) => values,
        Err(mismatch) => {
            findings.wrong(subject, format!("at {}: {mismatch}", record.address));
            return Ok(!code.is_empty());
        }
    };
    let mut answers = true;
    for (name, expected) in immutables {
        let known = values.iter().find(|(immutable, _)| immutable.name == *name);
        let found = known.map_or(U256::ZERO, |(_, value)| U256::from_be_slice(value));
        let is_address = known.is_some_and(|(immutable, _)| immutable.ty == "address");
        let text = |value: U256| match is_address {
            true => Address::from_word(value.into()).to_string(),
            false => value.to_string(),
        };
        findings.same(subject, &format!("immutable {name}"), &text(*expected), &text(found));
        // Code that works with other contracts is not asked what they keep.
        answers &= *expected == found;
    }
    findings.same(subject, "code hash", &record.code_hash, &keccak256(&code));
    creation(audit, subject, record, findings).await?;
    Ok(answers)
}

/// The block it was created in, which everything that reads events begins with. A node that keeps no receipts of that age is not asked.
async fn creation(
    audit: Audit<'_>,
    subject: &str,
    record: &ContractRecord,
    findings: &mut Verification,
) -> Result<(), DeploymentError> {
    let receipt = audit.connection.provider().get_transaction_receipt(record.transaction).await;
    let receipt =
        receipt.map_err(|error| audit.connection.error("eth_getTransactionReceipt", &error))?;
    if let Some(block) = receipt.and_then(|receipt| receipt.block_number) {
        findings.same(subject, "the block of its creation in the manifest", &block, &record.block);
    }
    Ok(())
}

/// What the immutables of a token have to be: the arguments of its constructor, which name the deployment's own
/// contracts and the ISIN of the leg.
fn token_immutables(
    audit: Audit<'_>,
    subject: &str,
    (kind, leg): (InstrumentKind, &LegRecord),
    findings: &mut Verification,
) -> Vec<(&'static str, U256)> {
    let Some(created) = Created::read(kind, &leg.token.constructor_arguments) else {
        findings.wrong(subject, "the constructor arguments in the manifest cannot be read");
        return Vec::new();
    };
    let shared = [
        ("the authority".to_owned(), SystemContract::AccessManager, created.authority),
        (format!("the {} desk", kind.noun()), desk(kind), created.desk),
    ];
    for (what, contract, found) in shared {
        let expected = audit.manifest.address(contract).unwrap_or_default();
        findings.same(subject, &format!("{what} it was created with"), &expected, &found);
    }
    let isin = created.terms.isin();
    findings.same(subject, "the ISIN it was created with", &leg.isin.to_string(), &isin);
    let address = |contract| word(audit.manifest.address(contract).unwrap_or_default());
    vec![
        ("authority", word(created.authority)),
        ("desk", word(created.desk)),
        ("investors", address(SystemContract::InvestorRegistry)),
        ("ledger", address(SystemContract::EntrantLedger)),
    ]
}

/// A regime is the template's code with the rule table behind it, byte for byte, and known to the factory.
async fn regimes(audit: Audit<'_>, findings: &mut Verification) -> Result<(), DeploymentError> {
    let factory = audit.manifest.address(SystemContract::RegimeFactory).unwrap_or_default();
    let questions = audit
        .manifest
        .regimes
        .iter()
        .map(|record| (factory, RegimeFactory::isRegimeCall { regime: record.address }));
    let made = read_many(audit.connection, questions, audit.block).await?;
    for (record, made) in audit.manifest.regimes.iter().zip(made) {
        let profile = audit.manifest.profiles.get(&record.profile);
        let name = profile.map_or_else(|| record.profile.to_string(), |profile| profile.id.clone());
        let subject = format!("regime of {name}, leg {}", record.leg);
        let code = code_at(audit, record.address).await?;
        findings.checked(format!("{subject}: code and rule table at {}", record.address));
        if !is_regime(audit, &code, &record.table) {
            findings.wrong(
                &subject,
                format!("the code at {} is not the regime's with its rule table", record.address),
            );
        }
        if !made {
            findings.wrong(&subject, format!("the factory did not make {}", record.address));
        }
        let Some(profile) = profile else {
            findings.wrong(&subject, "its profile is not in the manifest");
            continue;
        };
        findings.same(
            &subject,
            "the hash of its profile",
            &record.profile,
            &keccak256(&profile.canonical),
        );
        let in_table =
            record.table.get(..32).map(alloy::primitives::B256::from_slice).unwrap_or_default();
        findings.same(&subject, "the hash in its rule table", &record.profile, &in_table);
    }
    Ok(())
}

/// Whether it is the regime's code with the table behind it: with this deployment's extension, or complete without one.
fn is_regime(audit: Audit<'_>, code: &[u8], table: &[u8]) -> bool {
    let Some(own) = code.strip_suffix(table) else { return false };
    let address = |contract| word(audit.manifest.address(contract).unwrap_or_default());
    let extension = address(SystemContract::RuleExtension);
    let keeper = address(SystemContract::InstrumentLedger);
    let values = regime::ARTIFACT.compare(own);
    // One that was made before there was an extension goes on without.
    values.is_ok_and(|values| {
        [[extension, keeper], [U256::ZERO; 2]].iter().any(|[extension, keeper]| {
            values.iter().all(|(immutable, value)| {
                let expected = if immutable.name == "extension" { extension } else { keeper };
                U256::from_be_slice(value) == *expected
            })
        })
    })
}
