//! Freezing and unfreezing part of a holding, or all of it.

use alloy::primitives::{Address, U256};
use corridor_bindings::ISecurityToken;
use corridor_deploy::accounts::Role;
use corridor_deploy::explain::{LegHandle, Wording};
use corridor_deploy::money::Amount;

use super::{Desk, Operation, OperationError, Prepared, Who};

/// How much of a holding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// So much more, or less.
    Amount(Amount),
    /// Everything, what comes later included.
    Everything,
}

/// Freezes so much more of a holding. Signed by the enforcement officer.
#[derive(Clone, Debug)]
pub struct Freeze {
    /// What is frozen.
    pub leg: LegHandle,
    /// Whose.
    pub wallet: Address,
    /// How much more.
    pub part: Part,
}

/// Unfreezes so much of a holding, and nothing of what is pledged of it. Signed by the enforcement officer.
#[derive(Clone, Debug)]
pub struct Unfreeze {
    /// What is unfrozen.
    pub leg: LegHandle,
    /// Whose.
    pub wallet: Address,
    /// How much.
    pub part: Part,
}

/// Why nothing more, or nothing less, is frozen.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FreezeError {
    /// Less is frozen than is to be unfrozen.
    #[error(
        "{wallet} has {frozen} frozen, so {asked} cannot be unfrozen; unfreeze at most what is frozen"
    )]
    TooLittle {
        /// The wallet.
        wallet: Address,
        /// What is frozen.
        frozen: String,
        /// What was asked.
        asked: String,
    },
    /// Part of what is frozen is pledged, which its secured party releases.
    #[error(
        "{wallet} has {frozen} frozen, {pledged} of it because that is pledged, so {asked} cannot be unfrozen; unfreeze at most the rest, and \
         have the secured party release what is pledged with `corridor pledge release`"
    )]
    Pledged {
        /// The wallet.
        wallet: Address,
        /// What is frozen.
        frozen: String,
        /// What of it is pledged.
        pledged: String,
        /// What was asked.
        asked: String,
    },
    /// Everything is, which is no number to add to or to take from.
    #[error(
        "everything that {wallet} holds is frozen, what comes later included, so {asked} more or less cannot be; unfreeze everything with \
         `corridor bond unfreeze --all`, and freeze what is to stay frozen"
    )]
    Everything {
        /// The wallet.
        wallet: Address,
        /// What was asked.
        asked: String,
    },
}

impl Operation for Freeze {
    const NAME: &'static str = "freeze";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let amount = match self.part {
            Part::Everything => U256::MAX,
            Part::Amount(amount) => frozen(desk, &self.leg, self.wallet, amount)
                .await?
                .saturating_add(Desk::units(&self.leg, amount)?),
        };
        let summary =
            format!("freeze {} of {} of {}", words(self.part), self.leg.instrument, self.wallet);
        Ok(set(summary, &self.leg, self.wallet, amount))
    }
}

impl Operation for Unfreeze {
    const NAME: &'static str = "unfreeze";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let Self { leg, wallet, part } = self;
        // An order about a holder is none about whom it has pledged to.
        let pledged = desk.pledged_by(leg, *wallet).await?;
        let amount = match *part {
            Part::Everything => pledged,
            Part::Amount(amount) => {
                let frozen = frozen(desk, leg, *wallet, amount).await?;
                let rest = frozen.checked_sub(Desk::units(leg, amount)?);
                let rest = rest.filter(|rest| *rest >= pledged);
                rest.ok_or_else(|| too_little(leg, *wallet, (frozen, pledged), amount))?
            }
        };
        let mut summary = format!("unfreeze {} of {} of {wallet}", words(*part), leg.instrument);
        if *part == Part::Everything && !pledged.is_zero() {
            let pledged = Wording::new(leg.currency).amount(pledged);
            summary.push_str(&format!(" but {pledged}, which is pledged"));
        }
        Ok(set(summary, leg, *wallet, amount))
    }
}

fn too_little(
    leg: &LegHandle,
    wallet: Address,
    (frozen, pledged): (U256, U256),
    asked: Amount,
) -> FreezeError {
    let words = |units| Wording::new(leg.currency).amount(units);
    let (frozen, asked) = (words(frozen), asked.to_string());
    match pledged.is_zero() {
        true => FreezeError::TooLittle { wallet, frozen, asked },
        false => FreezeError::Pledged { wallet, frozen, pledged: words(pledged), asked },
    }
}

/// What is frozen of a holding, to which an amount is added or of which one is taken: that of everything is no number to count from.
async fn frozen(
    desk: &Desk,
    leg: &LegHandle,
    wallet: Address,
    amount: Amount,
) -> Result<U256, OperationError> {
    let call = ISecurityToken::getFrozenTokensCall { account: wallet };
    match desk.read(leg.token, &call).await? {
        U256::MAX => Err(FreezeError::Everything { wallet, asked: amount.to_string() }.into()),
        frozen => Ok(frozen),
    }
}

fn set(summary: String, leg: &LegHandle, wallet: Address, amount: U256) -> Prepared {
    let call = ISecurityToken::setFrozenTokensCall { account: wallet, amount };
    Prepared::act(summary, Who::Role(Role::EnforcementOfficer), leg.token, &call)
}

fn words(part: Part) -> String {
    match part {
        Part::Amount(amount) => amount.to_string(),
        Part::Everything => "everything".to_owned(),
    }
}
