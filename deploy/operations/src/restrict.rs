//! Restriction flags: blocking and sanctions.

use alloy::primitives::Address;
use alloy::primitives::aliases::U24;
use corridor_bindings::InvestorRegistry;
use corridor_bindings::standing::Standing;
use corridor_deploy::accounts::Role;
use corridor_deploy::deployment::SystemContract;
use corridor_deploy::vocabulary::Flag;

use super::{Desk, Operation, OperationError, Prepared, Who};

/// Sets or clears a restriction of an investor, on each of its wallets. Signed by the enforcement officer.
#[derive(Clone, Debug)]
pub struct Restrict {
    /// Any wallet of the investor.
    pub wallet: Address,
    /// The restriction.
    pub flag: Flag,
    /// Whether it is set.
    pub on: bool,
}

impl Operation for Restrict {
    const NAME: &'static str = "restrict";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let Self { wallet, flag, on } = *self;
        if !flag.is_restriction() {
            let expected = "a restriction; verifiers attest it, by `corridor investor facts`";
            return Err(OperationError::WrongFlag { flag: flag.to_string(), expected });
        }
        let standing = desk.standing(wallet).await?;
        let current = standing.flags() & Standing::RESTRICTION_FLAGS;
        let wanted = if on { current | flag.mask() } else { current & !flag.mask() };
        let summary =
            format!("{} the flag `{}` of {wallet}", if on { "set" } else { "clear" }, flag.title());
        set(desk, summary, wallet, wanted)
    }
}

/// Sets all restrictions of an investor at once.
#[derive(Clone, Copy, Debug)]
pub(super) struct SetRestrictions {
    pub(super) wallet: Address,
    pub(super) flags: u32,
}

impl Operation for SetRestrictions {
    const NAME: &'static str = "restrict";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        set(desk, format!("set the restrictions of {}", self.wallet), self.wallet, self.flags)
    }
}

fn set(
    desk: &Desk,
    summary: String,
    wallet: Address,
    flags: u32,
) -> Result<Prepared, OperationError> {
    let call = InvestorRegistry::setRestrictionsCall { wallet, restrictionFlags: U24::from(flags) };
    let investors = desk.contract(SystemContract::InvestorRegistry)?;
    Ok(Prepared::act(summary, Who::Role(Role::EnforcementOfficer), investors, &call))
}

impl Desk {
    /// The standing of a registered wallet.
    ///
    /// # Errors
    ///
    /// Nobody registered it.
    pub async fn standing(&self, wallet: Address) -> Result<Standing, OperationError> {
        let standing = self.standing_or_none(wallet).await?;
        if standing.is_registered() {
            Ok(standing)
        } else {
            Err(OperationError::NotRegistered { wallet })
        }
    }

    /// The standing of any wallet; that of an unregistered one is empty.
    ///
    /// # Errors
    ///
    /// The endpoint fails.
    pub async fn standing_or_none(&self, wallet: Address) -> Result<Standing, OperationError> {
        let investors = self.contract(SystemContract::InvestorRegistry)?;
        let call = InvestorRegistry::standingOfCall { wallet };
        Ok(Standing::from_word(self.read(investors, &call).await?))
    }
}
