//! Symbols of a venue group: admitted, withdrawn, or barred by an objection of the issuer.

use alloy::primitives::{Address, keccak256};
use corridor_bindings::Permits;
use corridor_deploy::accounts::Role;
use corridor_deploy::calendar::UtcDay;
use corridor_deploy::deployment::{SystemContract, objection_days};

use super::{Desk, Operation, OperationError, Prepared, Who};

/// Admits an instrument as the next symbol of a venue group. Signed by the registrar.
#[derive(Clone, Debug)]
pub struct AdmitSymbol {
    /// The instrument's token, which may be one of another deployment.
    pub token: Address,
    /// Name of the group: the venues that count their symbols together.
    pub group: String,
    /// When its issuer was told.
    pub notice: UtcDay,
    /// Days after the notice through which an objection bars the symbol; those of the instrument's profile when none are given.
    pub objection_days: Option<u16>,
}

/// The time for an issuer's objection is not known or too short, or the objection is not made yet.
#[derive(Debug, thiserror::Error)]
pub enum ObjectionTime {
    /// The profile has none.
    #[error(
        "no rule of the profile of {token} says for how long its issuer may object to it as a symbol; give the days after the notice"
    )]
    Unknown {
        /// The instrument's token.
        token: Address,
    },
    /// Fewer days than the profile has.
    #[error(
        "the issuer of {token} may object for {required} days after the notice by its profile, and {given} were given; give so many or more, or none to take them from the profile"
    )]
    TooShort {
        /// The instrument's token.
        token: Address,
        /// The days of the profile.
        required: u16,
        /// The days that were given.
        given: u16,
    },
    /// The day of the objection has not begun.
    #[error(
        "an objection of {day} to the symbol {token} cannot be recorded: by the chain it is {today}; give the day on which it was received, or record it on that day"
    )]
    ToCome {
        /// The instrument's token.
        token: Address,
        /// The day that was given.
        day: UtcDay,
        /// The day of the chain.
        today: UtcDay,
    },
}

impl From<ObjectionTime> for OperationError {
    fn from(error: ObjectionTime) -> Self {
        Self::ObjectionTime(Box::new(error))
    }
}

impl AdmitSymbol {
    /// The days for an objection: those that were given, if they are no fewer than the profile's. An instrument of another deployment
    /// has no profile here.
    fn objection_days(&self, desk: &Desk) -> Result<u16, OperationError> {
        let manifest = desk.manifest()?;
        let token = self.token;
        let required = match manifest.leg_of(token) {
            Some((_, bond, leg)) => {
                objection_days(&manifest.bound_profile(bond.profile)?, &leg.leg)?
            }
            None => None,
        };
        Ok(match (self.objection_days, required) {
            (Some(given), Some(required)) if given < required => {
                return Err(ObjectionTime::TooShort { token, required, given }.into());
            }
            (Some(given), _) => given,
            (None, Some(required)) => required,
            (None, None) => return Err(ObjectionTime::Unknown { token }.into()),
        })
    }
}

impl Operation for AdmitSymbol {
    const NAME: &'static str = "admit-symbol";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let permits = desk.contract_for_rules(SystemContract::Permits)?;
        let summary = format!("admit {} as a symbol of {}", self.token, self.group);
        let call = Permits::admitSymbolCall {
            instrument: self.token,
            group: keccak256(&self.group),
            noticeDay: self.notice.number(),
            objectionDays: self.objection_days(desk)?,
        };
        Ok(Prepared::act(summary, Who::Role(Role::Registrar), permits, &call))
    }
}

/// Takes a symbol out of its group; the last of the group gets its rank. Signed by the registrar.
#[derive(Clone, Copy, Debug)]
pub struct WithdrawSymbol {
    /// The instrument's token.
    pub token: Address,
}

impl Operation for WithdrawSymbol {
    const NAME: &'static str = "withdraw-symbol";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let permits = desk.contract_for_rules(SystemContract::Permits)?;
        let summary = format!("withdraw the symbol {}", self.token);
        let call = Permits::withdrawSymbolCall { instrument: self.token };
        Ok(Prepared::act(summary, Who::Role(Role::Registrar), permits, &call))
    }
}

/// Records the issuer's objection, which bars the symbol for good. Signed by the registrar.
#[derive(Clone, Copy, Debug)]
pub struct RecordObjection {
    /// The instrument's token.
    pub token: Address,
    /// The day on which it was received.
    pub day: UtcDay,
}

impl Operation for RecordObjection {
    const NAME: &'static str = "record-objection";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let permits = desk.contract_for_rules(SystemContract::Permits)?;
        let (token, day) = (self.token, self.day);
        let today = UtcDay::from_seconds(desk.next_time().await?);
        // The contract refuses it too, as one out of its time, though it is none of those that came too late.
        if let Some(today) = today.filter(|today| day > *today) {
            return Err(ObjectionTime::ToCome { token, day, today }.into());
        }
        let summary = format!("record the objection of {day} to the symbol {token}");
        let call = Permits::recordObjectionCall { instrument: token, day: day.number() };
        Ok(Prepared::act(summary, Who::Role(Role::Registrar), permits, &call))
    }
}
