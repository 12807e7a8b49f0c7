//! What people have put on record of an instrument, as rules find it.

use std::collections::BTreeSet;

use alloy::eips::BlockId;
use alloy::primitives::{Address, B256, U256, Uint};
use alloy::sol_types::SolEvent;
use corridor_bindings::{InstrumentLedger, Permits};
use corridor_deploy::calendar::{Period, UtcDay, deadline};
use corridor_deploy::deployment::{SystemContract, logs, read_many};
use corridor_deploy::explain::{LegHandle, Wording, timestamp};
use corridor_deploy::vocabulary::{Cash, Certificate, Fact};
use serde::Serialize;

use super::{Desk, OperationError};

/// What is on record for a leg. What was withdrawn is left out; what has ended is not.
#[derive(Clone, Debug, Serialize)]
pub struct PermitsView {
    /// The instrument.
    pub instrument: String,
    /// The leg.
    pub leg: String,
    /// Facts about it.
    pub facts: Vec<FactView>,
    /// Certificates of investors.
    pub certificates: Vec<CertificateView>,
    /// Transfers that are approved in advance.
    pub approvals: Vec<ApprovalView>,
    /// Venues.
    pub venues: Vec<Address>,
    /// Cash tokens and their classes, which all instruments share.
    pub cash: Vec<CashView>,
    /// Average daily volumes.
    pub average_volumes: Vec<AverageView>,
    /// Its place among the symbols of a venue group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub symbol: Option<SymbolView>,
}

/// A fact that is on record.
#[derive(Clone, Debug, Serialize)]
pub struct FactView {
    /// Which.
    pub fact: Fact,
    /// The last day on which it holds.
    pub until: UtcDay,
    /// Whether it holds on the day of the latest block.
    pub valid: bool,
}

/// A certificate that is on record.
#[derive(Clone, Debug, Serialize)]
pub struct CertificateView {
    /// What is certified.
    pub certificate: Certificate,
    /// Number of the investor.
    pub investor: u64,
    /// The last day on which it is good.
    pub until: UtcDay,
    /// Whether it is good on the day of the latest block.
    pub valid: bool,
}

/// A transfer that is approved in advance.
#[derive(Clone, Debug, Serialize)]
pub struct ApprovalView {
    /// Who gives.
    pub from: Address,
    /// Who receives.
    pub to: Address,
    /// How much was approved.
    pub approved: String,
    /// What was used of it.
    pub used: String,
    /// Until when.
    pub until: String,
}

/// A cash token.
#[derive(Clone, Debug, Serialize)]
pub struct CashView {
    /// The token.
    pub token: Address,
    /// Its class.
    pub class: Cash,
}

/// The average daily volume of a month.
#[derive(Clone, Debug, Serialize)]
pub struct AverageView {
    /// Year and month.
    pub month: String,
    /// The average.
    pub average: String,
}

/// A symbol of a venue group.
#[derive(Clone, Debug, Serialize)]
pub struct SymbolView {
    /// Keccak-256 of the group's name.
    pub group: B256,
    /// Its place among the symbols, from 1; nothing for one that was withdrawn.
    pub rank: Option<u16>,
    /// Day of the notice to its issuer.
    pub notice: UtcDay,
    /// Days after it in which an objection bars the symbol.
    #[serde(skip)]
    pub objection_days: u16,
    /// The last day for an objection.
    pub objections_until: Option<UtcDay>,
    /// Whether the issuer objected in time.
    pub barred: bool,
}

/// What was ever put on record: what to ask for.
#[derive(Default)]
struct Ever {
    certificates: BTreeSet<(u8, u64)>,
    approvals: BTreeSet<(Address, Address)>,
    venues: BTreeSet<Address>,
    cash: BTreeSet<Address>,
    months: BTreeSet<u16>,
}

impl Desk {
    /// What people have put on record of a leg.
    ///
    /// # Errors
    ///
    /// No rule of the deployment reads records, or the endpoint fails.
    pub async fn show_permits(&self, leg: &LegHandle) -> Result<PermitsView, OperationError> {
        let permits = self.contract_for_rules(SystemContract::Permits)?;
        let ever = self.ever_recorded(permits, leg.token).await?;
        let today = UtcDay::from_seconds(self.chain_time().await?);
        let today = today.unwrap_or(UtcDay::from_number(u16::MAX));
        let of = RecordsOf { desk: self, permits, leg, words: Wording::new(leg.currency), today };
        Ok(PermitsView {
            instrument: leg.instrument.clone(),
            leg: leg.leg.clone(),
            facts: of.facts().await?,
            certificates: of.certificates(&ever).await?,
            approvals: of.approvals(&ever).await?,
            venues: of.venues(&ever).await?,
            cash: of.cash(&ever).await?,
            average_volumes: of.averages(&ever).await?,
            symbol: self.symbol_of(leg.token).await?,
        })
    }

    /// An instrument as a symbol of a venue group: as it was admitted last, whether it was withdrawn since or not; nothing where it never was.
    ///
    /// # Errors
    ///
    /// No rule of the deployment reads records, or the endpoint fails.
    pub async fn symbol_of(
        &self,
        instrument: Address,
    ) -> Result<Option<SymbolView>, OperationError> {
        let permits = self.contract_for_rules(SystemContract::Permits)?;
        let record = self.read(permits, &Permits::symbolOfCall { instrument }).await?;
        let Permits::SymbolRecord { group, rank, noticeDay, objectionDays, barred } = record;
        if group.is_zero() {
            return Ok(None);
        }
        let notice = UtcDay::from_number(noticeDay);
        let objections_until = deadline(notice, Period::Days(objectionDays)).ok();
        let rank = (rank != 0).then_some(rank);
        let objection_days = objectionDays;
        Ok(Some(SymbolView { group, rank, notice, objection_days, objections_until, barred }))
    }

    /// Who and what the events of the permits are about; what holds of it is asked.
    async fn ever_recorded(
        &self,
        permits: Address,
        instrument: Address,
    ) -> Result<Ever, OperationError> {
        let mut ever = Ever::default();
        let topics = vec![
            Permits::CertificateSet::SIGNATURE_HASH,
            Permits::TransferApproved::SIGNATURE_HASH,
            Permits::VenueSet::SIGNATURE_HASH,
            Permits::CashClassSet::SIGNATURE_HASH,
            Permits::AverageVolumeSet::SIGNATURE_HASH,
        ];
        let first = self.manifest()?.first_block();
        logs(self.connection(), permits, topics, first, |log| {
            if let Ok(cash) = Permits::CashClassSet::decode_log(&log.inner) {
                ever.cash.insert(cash.token);
            } else if log.topics().get(1) == Some(&instrument.into_word()) {
                ever.note(&log.inner);
            }
        })
        .await?;
        Ok(ever)
    }
}

impl SymbolView {
    /// Whether it was withdrawn, and not for an objection: the notice that it was admitted on is what an objection is held to.
    #[must_use]
    pub const fn is_withdrawn(&self) -> bool {
        self.rank.is_none() && !self.barred
    }
}

impl Ever {
    fn note(&mut self, log: &alloy::primitives::Log) {
        if let Ok(set) = Permits::CertificateSet::decode_log(log) {
            self.certificates.insert((set.kind, set.investor.to()));
        } else if let Ok(approved) = Permits::TransferApproved::decode_log(log) {
            self.approvals.insert((approved.from, approved.to));
        } else if let Ok(set) = Permits::VenueSet::decode_log(log) {
            self.venues.insert(set.venue);
        } else if let Ok(set) = Permits::AverageVolumeSet::decode_log(log) {
            self.months.insert(set.month);
        }
    }
}

/// Asks for what is on record now.
struct RecordsOf<'r> {
    desk: &'r Desk,
    permits: Address,
    leg: &'r LegHandle,
    words: Wording,
    today: UtcDay,
}

impl RecordsOf<'_> {
    async fn many<C: alloy::sol_types::SolCall>(
        &self,
        calls: impl IntoIterator<Item = C>,
    ) -> Result<Vec<C::Return>, OperationError> {
        let calls = calls.into_iter().map(|call| (self.permits, call));
        Ok(read_many(self.desk.connection(), calls, BlockId::latest()).await?)
    }

    async fn facts(&self) -> Result<Vec<FactView>, OperationError> {
        let instrument = self.leg.token;
        let calls = Fact::all().map(|fact| Permits::factUntilCall { instrument, fact: fact.bit() });
        let days = Fact::all().zip(self.many(calls).await?).filter(|(_, day)| *day != 0);
        let view = |(fact, day)| {
            let until = UtcDay::from_number(day);
            FactView { fact, until, valid: until >= self.today }
        };
        Ok(days.map(view).collect())
    }

    async fn certificates(&self, ever: &Ever) -> Result<Vec<CertificateView>, OperationError> {
        let instrument = self.leg.token;
        let calls = ever.certificates.iter().map(|(kind, investor)| {
            let (kind, investor) = (*kind, Uint::from(*investor));
            Permits::certificateUntilCall { instrument, kind, investor }
        });
        let days = self.many(calls).await?;
        let days = ever.certificates.iter().zip(days).filter(|(_, day)| *day != 0);
        let view = |((kind, investor), day): (&(u8, u64), u16)| {
            let until = UtcDay::from_number(day);
            let certificate = Certificate::from_bit(*kind)?;
            let valid = until >= self.today;
            Some(CertificateView { certificate, investor: *investor, until, valid })
        };
        Ok(days.filter_map(view).collect())
    }

    async fn approvals(&self, ever: &Ever) -> Result<Vec<ApprovalView>, OperationError> {
        let instrument = self.leg.token;
        let ledger = self.desk.contract_for_rules(SystemContract::InstrumentLedger)?;
        let calls = ever.approvals.iter().map(|(from, to)| Permits::approvalOfCall {
            instrument,
            from: *from,
            to: *to,
        });
        let approvals = self.many(calls).await?;
        let mut views = Vec::new();
        for ((from, to), approval) in ever.approvals.iter().zip(approvals) {
            let Permits::Approval { units, lastMoment, id } = approval;
            if units == 0 {
                continue;
            }
            let (from, to) = (*from, *to);
            let call = InstrumentLedger::approvalUsedCall { instrument, from, to, id };
            let used = self.desk.read(ledger, &call).await?;
            let approved = self.words.amount(U256::from(units));
            let (used, until) = (self.words.amount(used), timestamp(lastMoment.to()));
            views.push(ApprovalView { from, to, approved, used, until });
        }
        Ok(views)
    }

    async fn venues(&self, ever: &Ever) -> Result<Vec<Address>, OperationError> {
        let instrument = self.leg.token;
        let calls =
            ever.venues.iter().map(|venue| Permits::isVenueCall { instrument, account: *venue });
        let named = self.many(calls).await?;
        let venues = ever.venues.iter().zip(named).filter(|(_, is_named)| *is_named);
        Ok(venues.map(|(venue, _)| *venue).collect())
    }

    async fn cash(&self, ever: &Ever) -> Result<Vec<CashView>, OperationError> {
        let calls = ever.cash.iter().map(|token| Permits::cashClassCall { token: *token });
        let classes = self.many(calls).await?;
        let classed = ever.cash.iter().zip(classes).filter(|(_, class)| *class != 0);
        let view = |(token, class): (&Address, u8)| {
            Some(CashView { token: *token, class: Cash::from_bit(class)? })
        };
        Ok(classed.filter_map(view).collect())
    }

    async fn averages(&self, ever: &Ever) -> Result<Vec<AverageView>, OperationError> {
        let instrument = self.leg.token;
        let calls = ever
            .months
            .iter()
            .map(|month| Permits::averageVolumeCall { instrument, month: U256::from(*month) });
        let volumes = self.many(calls).await?;
        let known = ever.months.iter().zip(volumes).filter(|(_, volume)| *volume != 0);
        let view = |(month, volume): (&u16, u128)| AverageView {
            month: format!("{}-{:02}", 1970 + month / 12, month % 12 + 1),
            average: self.words.amount(U256::from(volume)),
        };
        Ok(known.map(view).collect())
    }
}
