//! What a step that puts something on record is on a chain.

use alloy::primitives::{Address, B256};
use corridor_deploy::explain::LegHandle;
use corridor_operations::{
    AdmitSymbol, ChooseLot, Desk, Operation, OperationError, PreApprove, Prepared,
    RecordCertificate, RecordFact, RecordObjection, RecordOffers, RecountHolders, SeedHolders,
    SetAverageVolume, SetCashClass, SetLotTerms, SetOfferingPool, SetVenue, SetVolumeShare,
    WithdrawSymbol,
};

use super::super::{Record, Wallet};

pub(super) async fn prepare(
    desk: &Desk,
    leg: &LegHandle,
    record: &Record,
) -> Result<Prepared, OperationError> {
    let leg = leg.clone();
    match record {
        Record::Fact { fact, until } => {
            RecordFact { leg, fact: *fact, until: *until }.prepare(desk).await
        }
        Record::Certificate { who, certificate, until } => {
            let (wallet, certificate, until) = (who.address(), *certificate, *until);
            let document = B256::ZERO;
            RecordCertificate { leg, certificate, wallet, until, document }.prepare(desk).await
        }
        Record::PreApproval { from, to, approved } => {
            let (from, to, approved) = (from.address(), to.address(), *approved);
            PreApprove { leg, from, to, approved }.prepare(desk).await
        }
        Record::Venue { who, named } => {
            SetVenue { leg, venue: who.address(), named: *named }.prepare(desk).await
        }
        Record::CashClass { cash, class } => {
            SetCashClass { cash: cash.address(), class: *class }.prepare(desk).await
        }
        Record::Offer(who) => {
            RecordOffers { leg, wallets: vec![who.address()] }.prepare(desk).await
        }
        Record::ChooseLot { who, day } => {
            ChooseLot { leg, wallet: who.address(), day: *day }.prepare(desk).await
        }
        Record::Seed(who) => SeedHolders { leg, wallets: vec![who.address()] }.prepare(desk).await,
        Record::Recount(who) => {
            RecountHolders { leg, wallets: vec![who.address()] }.prepare(desk).await
        }
        other => of_the_instrument(desk, leg, other).await,
    }
}

async fn of_the_instrument(
    desk: &Desk,
    leg: LegHandle,
    record: &Record,
) -> Result<Prepared, OperationError> {
    match record {
        Record::AverageVolume { month, average } => {
            SetAverageVolume { leg, month: *month, average: *average }.prepare(desk).await
        }
        Record::AdmitSymbol { other, group, notice, objection_days } => {
            let token = symbol(other.as_ref(), &leg);
            let (group, notice) = (group.clone(), *notice);
            let objection_days = Some(*objection_days);
            AdmitSymbol { token, group, notice, objection_days }.prepare(desk).await
        }
        Record::WithdrawSymbol { other } => {
            WithdrawSymbol { token: symbol(other.as_ref(), &leg) }.prepare(desk).await
        }
        Record::Objection { other, day } => {
            RecordObjection { token: symbol(other.as_ref(), &leg), day: *day }.prepare(desk).await
        }
        Record::LotTerms { tranche, restart } => {
            SetLotTerms { leg, tranche: *tranche, restart: restart.clone() }.prepare(desk).await
        }
        Record::Pool(pool) => SetOfferingPool { leg, pool: pool.clone() }.prepare(desk).await,
        Record::VolumeShare(share) => SetVolumeShare { leg, share: *share }.prepare(desk).await,
        other => unreachable!("{other} is about an investor"),
    }
}

/// The instrument of the leg, or another one that a wallet's address stands for.
fn symbol(other: Option<&Wallet>, leg: &LegHandle) -> Address {
    other.map_or(leg.token, Wallet::address)
}
