//! The offering clock.

use alloy::eips::BlockId;
use alloy::primitives::Address;
use alloy::sol_types::SolEvent;
use corridor_bindings::ISecurityToken;
use corridor_bindings::standing::InstrumentState;
use corridor_deploy::accounts::Role;
use corridor_deploy::calendar::UtcDay;
use corridor_deploy::deployment::{enters_by_clock, logs, uses_clock};
use corridor_deploy::explain::LegHandle;

use super::{Desk, Operation, OperationError, Prepared, Who};

/// Starts the offering clock on a day that has come. Signed by the issuer.
#[derive(Clone, Debug)]
pub struct StartClock {
    /// Whose clock.
    pub leg: LegHandle,
    /// The day the offering began.
    pub day: UtcDay,
}

impl Operation for StartClock {
    const NAME: &'static str = "start-clock";

    async fn prepare(&self, _: &Desk) -> Result<Prepared, OperationError> {
        let summary = format!(
            "start the offering clock of {}, leg {}, on {}",
            self.leg.instrument, self.leg.leg, self.day
        );
        let call = ISecurityToken::startOfferingClockCall { day: self.day.number() };
        Ok(Prepared::act(summary, Who::Role(Role::Issuer), self.leg.token, &call))
    }
}

/// Why a clock is not started.
#[derive(Debug, thiserror::Error)]
pub enum ClockError {
    /// It would start before the offering closed.
    #[error("the offering of {instrument} did not begin on {day}: {} {begun}, and the clock starts at the later of the first offer and the closing; give that day or a later one", if *issued { "its first issue was on" } else { "nothing is issued yet, and today is" })]
    TooEarly {
        /// The instrument.
        instrument: String,
        /// The day that was given.
        day: UtcDay,
        /// The first day that would do.
        begun: UtcDay,
        /// Whether anything is issued.
        issued: bool,
    },
    /// Units would come in by the clock of this leg while that of the leg they leave is another one.
    #[error(
        "the clock of leg {leg} cannot start alone on {day}: a move of {instrument} into it from leg {source_leg} is judged by it, and that leg's {}; without --leg both start on one day, once all that is offered is issued", has.map_or_else(|| "has not started".to_owned(), |day| format!("started on {day}"))
    )]
    Alone {
        /// The instrument.
        instrument: String,
        /// The leg whose clock would start.
        leg: String,
        /// The day that was given.
        day: UtcDay,
        /// The leg that units come from.
        source_leg: String,
        /// When its clock started.
        has: Option<UtcDay>,
    },
}

impl Desk {
    /// The legs of an instrument whose rules count from the offering clock.
    ///
    /// # Errors
    ///
    /// There is no such instrument.
    pub async fn clock_legs(&self, instrument: &str) -> Result<Vec<LegHandle>, OperationError> {
        let manifest = self.manifest()?;
        // An ISIN names one leg.
        let Ok((id, bond)) = manifest.bond(instrument) else { return Ok(Vec::new()) };
        let profile = manifest.bound_profile(bond.profile)?;
        let mut legs = Vec::new();
        for leg in self.legs()?.into_iter().filter(|leg| leg.instrument == id) {
            if uses_clock(&profile, &leg.leg)? {
                legs.push(leg);
            }
        }
        Ok(legs)
    }

    /// The day on which the clock of a leg started.
    ///
    /// # Errors
    ///
    /// The endpoint fails.
    pub async fn clock_of(&self, leg: &LegHandle) -> Result<Option<UtcDay>, OperationError> {
        let state = self.read(leg.token, &ISecurityToken::stateCall {}).await?;
        Ok(InstrumentState::from_word(state).clock_start_day().map(UtcDay::from_number))
    }

    /// Refuses to start the clock of one leg alone where what comes in is judged by it, and the leg that it comes from has another.
    ///
    /// # Errors
    ///
    /// It is so, or the endpoint fails.
    pub async fn require_one_clock(
        &self,
        leg: &LegHandle,
        day: UtcDay,
    ) -> Result<(), OperationError> {
        let profile = self.bound_profile(leg)?;
        if !enters_by_clock(&profile, &leg.leg)? {
            return Ok(());
        }
        let routes = &profile.profile().routes;
        let leads_here =
            |from: &str| routes.iter().any(|one| one.from == from && one.to == leg.leg);
        for source in self.clock_legs(&leg.instrument).await? {
            let has = self.clock_of(&source).await?;
            if leads_here(&source.leg) && has != Some(day) {
                let (instrument, source_leg) = (source.instrument, source.leg);
                let alone =
                    ClockError::Alone { instrument, leg: leg.leg.clone(), day, source_leg, has };
                return Err(OperationError::Clock(Box::new(alone)));
            }
        }
        Ok(())
    }

    /// Refuses a day before the first issue of any leg, or before today where nothing is issued: the clock starts at the later
    /// of the first offer and the closing.
    ///
    /// # Errors
    ///
    /// It is such a day, or the endpoint fails.
    pub async fn require_begun(&self, leg: &LegHandle, day: UtcDay) -> Result<(), OperationError> {
        let mut first = None;
        let from = self.manifest()?.first_block();
        for leg in self.legs()?.into_iter().filter(|one| one.instrument == leg.instrument) {
            let topics = vec![ISecurityToken::Transfer::SIGNATURE_HASH];
            logs(self.connection(), leg.token, topics, from, |log| {
                let transfer = ISecurityToken::Transfer::decode_log(&log.inner);
                if transfer.is_ok_and(|transfer| transfer.from == Address::ZERO) {
                    first =
                        log.block_number.map(|block| first.unwrap_or(block).min(block)).or(first);
                }
            })
            .await?;
        }
        let time = match first {
            Some(block) => self.time_at(BlockId::number(block)).await?,
            None => self.chain_time().await?,
        };
        match UtcDay::from_seconds(time) {
            Some(begun) if day < begun => {
                let (instrument, issued) = (leg.instrument.clone(), first.is_some());
                let wrong = ClockError::TooEarly { instrument, day, begun, issued };
                Err(OperationError::Clock(Box::new(wrong)))
            }
            _ => Ok(()),
        }
    }
}
