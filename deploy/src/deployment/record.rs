//! What a receipt adds to the manifest. It follows from the transaction and its step alone, so that it can be written
//! by a later run.

use alloy::consensus::{Transaction, TxEnvelope};
use alloy::eips::eip2718::Decodable2718;
use alloy::primitives::{Address, Bytes, keccak256};
use alloy::rpc::types::TransactionReceipt;
use alloy::sol_types::{SolCall, SolEvent};
use corridor_bindings::RegimeFactory;
use corridor_bindings::artifacts::Artifact;
use corridor_bindings::generated::cash_token;

use super::reads::code;
use super::step::Step;
use super::token::artifact;
use super::{
    CashRecord, ContractRecord, DeploymentError, EntrantRecord, LegRecord, Manifest, RegimeRecord,
};
use crate::network::{Connection, SignedTransaction};

/// Writes the result of a mined step into the manifest, in memory.
pub(super) async fn record(
    manifest: &mut Manifest,
    step: &Step,
    signed: &SignedTransaction,
    receipt: &TransactionReceipt,
    connection: &Connection,
) -> Result<(), DeploymentError> {
    let odd = |reason: &str| DeploymentError::Unexpected {
        step: step.to_string(),
        hash: receipt.transaction_hash,
        reason: reason.to_owned(),
    };
    match step {
        Step::CreateContract { contract } => {
            let record = created(contract.artifact(), signed, receipt, connection).await?;
            let record = record.ok_or_else(|| odd("it created no contract"))?;
            manifest.contracts.insert(*contract, record);
        }
        Step::CreateCash { terms } => {
            let token = created(&cash_token::ARTIFACT, signed, receipt, connection).await?;
            let token = token.ok_or_else(|| odd("it created no contract"))?;
            manifest.cash.insert(terms.symbol(), CashRecord { terms: *terms, token });
        }
        Step::CreateToken { instrument, leg, isin } => {
            let bond = manifest
                .bonds
                .get_mut(instrument)
                .ok_or_else(|| odd("the manifest has no such instrument"))?;
            let token = created(artifact(bond.kind), signed, receipt, connection).await?;
            let token = token.ok_or_else(|| odd("it created no contract"))?;
            let mut regimes = manifest.regimes.iter();
            let regime = regimes.find(|one| one.profile == bond.profile && one.leg == *leg);
            let regime = regime.map(|regime| regime.address).unwrap_or_default();
            bond.legs.retain(|record| record.leg != *leg);
            bond.legs.push(LegRecord { leg: leg.clone(), isin: *isin, regime, token });
        }
        Step::DeployRegime { profile, leg, .. } => {
            let address = regime_made(receipt).ok_or_else(|| odd("it made no regime"))?;
            let call = RegimeFactory::deployCall::abi_decode(&input(signed));
            let table = call.map_err(|_| odd("it is not a call of the factory"))?.table;
            let (transaction, block) = (Some(receipt.transaction_hash), receipt.block_number);
            let (profile, leg) = (*profile, leg.clone());
            let record = RegimeRecord { profile, leg, address, transaction, block, table };
            manifest.regimes.push(record);
        }
        _ => record_call(manifest, step, receipt),
    }
    Ok(())
}

/// What a step adds that creates nothing.
fn record_call(manifest: &mut Manifest, step: &Step, receipt: &TransactionReceipt) {
    match step {
        Step::SetEntrant { lei, jurisdiction, stage, activities } => {
            let limits =
                manifest.entrants.remove(lei).map(|record| record.limits).unwrap_or_default();
            let (jurisdiction, stage, activities) = (*jurisdiction, *stage, *activities);
            manifest
                .entrants
                .insert(*lei, EntrantRecord { jurisdiction, stage, activities, limits });
        }
        Step::SetLimit { lei, asset_class, limit } => {
            let record = manifest.entrants.entry(*lei).or_insert_with(EntrantRecord::nobody);
            record.limits.insert(asset_class.clone(), *limit);
        }
        Step::ListInstrument { instrument } => {
            if let Some(bond) = manifest.bonds.get_mut(instrument) {
                bond.listed = Some(receipt.transaction_hash);
            }
        }
        Step::ReplaceRegime { instrument, leg, profile } => {
            replaced(manifest, instrument, leg, *profile)
        }
        _ => {}
    }
}

/// The bond is under the new profile once all of its legs are.
fn replaced(
    manifest: &mut Manifest,
    instrument: &str,
    leg: &str,
    profile: alloy::primitives::B256,
) {
    let regime = |leg: &str| {
        let found =
            manifest.regimes.iter().find(|regime| regime.profile == profile && regime.leg == leg);
        found.map(|regime| regime.address)
    };
    let wanted: Vec<Option<Address>> = manifest
        .bonds
        .get(instrument)
        .into_iter()
        .flat_map(|bond| &bond.legs)
        .map(|leg| regime(&leg.leg))
        .collect();
    let Some(bond) = manifest.bonds.get_mut(instrument) else { return };
    for (record, wanted) in bond.legs.iter_mut().zip(&wanted) {
        if let Some(wanted) = wanted.filter(|_| record.leg == leg) {
            record.regime = wanted;
        }
    }
    if bond.legs.iter().zip(&wanted).all(|(record, wanted)| Some(record.regime) == *wanted) {
        bond.profile = profile;
    }
}

async fn created(
    artifact: &Artifact,
    signed: &SignedTransaction,
    receipt: &TransactionReceipt,
    connection: &Connection,
) -> Result<Option<ContractRecord>, DeploymentError> {
    let Some(address) = receipt.contract_address else { return Ok(None) };
    let code = code(connection, address).await?;
    if code.is_empty() {
        return Ok(None);
    }
    let input = input(signed);
    let arguments = input.get(artifact.creation_code().len()..).unwrap_or_default();
    Ok(Some(ContractRecord {
        address,
        transaction: receipt.transaction_hash,
        block: receipt.block_number.unwrap_or_default(),
        code_hash: keccak256(&code),
        constructor_arguments: Bytes::copy_from_slice(arguments),
    }))
}

fn input(signed: &SignedTransaction) -> Bytes {
    let envelope = TxEnvelope::decode_2718(&mut signed.raw.as_ref());
    envelope.map(|envelope| envelope.input().clone()).unwrap_or_default()
}

fn regime_made(receipt: &TransactionReceipt) -> Option<Address> {
    let mut events = receipt
        .logs()
        .iter()
        .filter_map(|log| RegimeFactory::RegimeDeployed::decode_log(&log.inner).ok());
    events.next().map(|event| event.regime)
}
