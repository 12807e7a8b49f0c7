//! What a lost wallet is due goes to another wallet of its investor.

use std::collections::BTreeSet;

use alloy::eips::BlockId;
use alloy::primitives::{Address, U256};
use corridor_bindings::{ISecurityToken, Servicing};
use corridor_deploy::accounts::Role;

use super::{Distribution, DistributionKind, DistributionStatus};
use crate::{
    Desk, LinkWallet, Mode, Operation, OperationError, Performed, Prepared, UnlinkWallet, Who,
};

/// Makes what a lost wallet is due another wallet's of the same investor. Signed by the enforcement officer.
#[derive(Clone, Debug)]
pub struct Redirect {
    /// What is due.
    pub distribution: Distribution,
    /// The lost wallet.
    pub lost: Address,
    /// The wallet that takes its place.
    pub replacement: Address,
}

/// Why nothing is redirected.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RedirectError {
    /// They are not, and were not, wallets of one investor.
    #[error(
        "could not redirect what {lost} is due under distribution {id} to {replacement}: the two are not wallets of one investor, and {lost} \
         was not unlinked from that of {replacement} since; name another wallet of its investor, as `corridor investor show` lists them, or link \
         one with `corridor investor link`"
    )]
    OtherInvestor {
        /// The distribution.
        id: u64,
        /// The lost wallet.
        lost: Address,
        /// The other wallet.
        replacement: Address,
    },
    /// The lost wallet is another investor's now, who is not whose it was at the record date.
    #[error(
        "could not redirect what {lost} is due under distribution {id} to {replacement}: it was unlinked from the investor of {replacement} \
         since, and is another investor's now; unlink it from that one first, with `corridor investor unlink`"
    )]
    AnothersNow {
        /// The distribution.
        id: u64,
        /// The lost wallet.
        lost: Address,
        /// The other wallet.
        replacement: Address,
    },
    /// To itself.
    #[error(
        "could not redirect what {lost} is due under distribution {id} to itself, who has it already; name another wallet of its investor, \
         as `corridor investor show` lists them"
    )]
    Itself {
        /// The distribution.
        id: u64,
        /// The wallet.
        lost: Address,
    },
    /// Who would be paid has lost the wallet, or given it up.
    #[error(
        "could not pay distribution {id}, so nothing was sent: {} would be paid, and since the record date its holding was recovered, or it \
         was unlinked from its investor, as what is lost is, and may be another's now; redirect what each is due by `corridor coupon redirect \
         {id}`, or link one that was unlinked again with `corridor investor link` where its holder still has its key",
        .wallets.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    )]
    Lost {
        /// The distribution.
        id: u64,
        /// The wallets.
        wallets: Vec<Address>,
    },
    /// It is not paid in, or was withdrawn.
    #[error(
        "distribution {id} is {status}, and what {lost} is due of it is redirected once it is paid in: `corridor coupon fund {id}`"
    )]
    NotFunded {
        /// The distribution.
        id: u64,
        /// How far it has come.
        status: &'static str,
        /// The lost wallet.
        lost: Address,
    },
}

impl Operation for Redirect {
    const NAME: &'static str = "redirect";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let (lost, replacement) = (self.lost, self.replacement);
        let id = U256::from(self.distribution.id);
        let call = Servicing::redirectCall { id, lost, replacement };
        let summary =
            format!("redirect what {lost} is due under distribution {id} to {replacement}");
        Ok(Prepared::act(summary, Who::Role(Role::EnforcementOfficer), desk.servicing()?, &call))
    }
}

impl Desk {
    /// Redirects what a lost wallet is due. The contract asks that both wallets are of one investor then: a recovered wallet, which was
    /// unlinked, is linked for it, and unlinked again.
    ///
    /// # Errors
    ///
    /// They are of two investors, nothing is due, it is not paid in, a contract refuses, or the endpoint fails.
    pub async fn redirect(
        &self,
        redirect: &Redirect,
        mode: Mode,
    ) -> Result<Vec<Performed>, OperationError> {
        let Redirect { distribution, lost, replacement } = redirect;
        let (id, lost, replacement) = (distribution.id, *lost, *replacement);
        let investor = self.standing(replacement).await?.investor();
        if lost == replacement {
            return Err(RedirectError::Itself { id, lost }.into());
        }
        let now = self.standing_or_none(lost).await?.investor();
        let then = self.investors_then(distribution, &[lost]).await?.remove(&lost);
        if then.unwrap_or(now) != investor {
            return Err(RedirectError::OtherInvestor { id, lost, replacement }.into());
        }
        if now != 0 && now != investor {
            return Err(RedirectError::AnothersNow { id, lost, replacement }.into());
        }
        if !self.is_redirectable(distribution, lost).await? {
            return Err(nothing(distribution, lost));
        }
        let (mut performed, unlink) = (Vec::new(), UnlinkWallet { wallet: lost });
        if now != investor {
            let link = LinkWallet { wallet: replacement, new_wallet: lost };
            performed.push(self.perform(&link, mode).await?);
        }
        // On a dry run they are not of one investor yet.
        let asked_alone = performed.is_empty() || mode == Mode::Execute;
        performed.push(match asked_alone {
            true => self.perform(redirect, mode).await?,
            false => self.foretell(redirect).await?,
        });
        // It has been linked again for this, by an earlier run perhaps that was interrupted.
        if then.is_some() && self.holds_nothing(lost).await? {
            performed.push(match asked_alone {
                true => self.perform(&unlink, mode).await?,
                false => self.foretell(&unlink).await?,
            });
        }
        Ok(performed)
    }

    /// Distributions of which something can be redirected from a lost wallet, whatever instrument and leg they are of: it may be due
    /// something of what it does not hold any more.
    ///
    /// # Errors
    ///
    /// The endpoint fails.
    pub async fn redirectable(&self, lost: Address) -> Result<Vec<Distribution>, OperationError> {
        let mut found = Vec::new();
        for one in self.declared(None).await? {
            if self.is_redirectable(&one, lost).await? {
                found.push(one);
            }
        }
        Ok(found)
    }

    /// Distributions of any instrument whose record date has passed and of which a lost wallet is due something once they are paid in.
    ///
    /// # Errors
    ///
    /// The endpoint fails.
    pub async fn redirectable_later(&self, lost: Address) -> Result<Vec<u64>, OperationError> {
        let mut found = Vec::new();
        let now = self.chain_time().await?;
        for one in self.declared(None).await? {
            let is_declared = one.status() == Some(DistributionStatus::Declared);
            if is_declared
                && one.kind()?.has_record_date()
                && self.record_moment(&one).await? <= now
                && self.recorded(&one, lost).await?
            {
                found.push(one.id);
            }
        }
        Ok(found)
    }

    /// Whether the contract has something of a distribution to redirect from a wallet: an election, what is kept for it, or its turn.
    async fn is_redirectable(
        &self,
        one: &Distribution,
        lost: Address,
    ) -> Result<bool, OperationError> {
        if one.is_cancelled() {
            return Ok(false);
        }
        let kind = one.kind()?;
        if kind == DistributionKind::Put {
            let call = Servicing::electedOfCall { id: U256::from(one.id), holder: lost };
            let elected = self.read(self.servicing()?, &call).await?;
            return Ok(!elected.is_zero());
        }
        if !one.is_funded() {
            return Ok(false);
        }
        let kept = self.kept(one, lost).await?;
        if kept.amount != 0 || kept.units != 0 {
            return Ok(true);
        }
        if !kind.has_record_date() || self.had_turn(one, lost).await? {
            return Ok(false);
        }
        self.recorded(one, lost).await
    }

    /// Whether a batch has passed a holder, or it was settled alone, by what the chain has now.
    pub(super) async fn had_turn(
        &self,
        one: &Distribution,
        holder: Address,
    ) -> Result<bool, OperationError> {
        let (servicing, id) = (self.servicing()?, U256::from(one.id));
        let progress = self.read(servicing, &Servicing::progressOfCall { id }).await?;
        if !progress.batches.is_zero() && holder <= progress.cursor {
            return Ok(true);
        }
        self.read(servicing, &Servicing::isSettledCall { id, holder }).await
    }

    /// Whether a wallet held something at the record date.
    async fn recorded(&self, one: &Distribution, account: Address) -> Result<bool, OperationError> {
        let index = U256::from(one.declaration.recordDateIndex);
        let call = ISecurityToken::balanceOfAtCall { account, index };
        Ok(!self.read(one.leg.token, &call).await?.is_zero())
    }

    /// Refuses to pay wallets that were unlinked, or of which the holding was recovered: they are lost, and what they are paid is lost with
    /// them. What the cash token or the regime keeps from them is no matter.
    pub(super) async fn require_not_lost(
        &self,
        distribution: &Distribution,
        holders: &[Address],
    ) -> Result<(), OperationError> {
        let (mut lost, mut asked) =
            (self.recovered_among(distribution, holders).await?, Vec::new());
        lost.extend(self.unlinked_among(distribution, holders).await?);
        for holder in lost {
            if self.is_redirectable(distribution, holder).await? {
                asked.push(holder);
            }
        }
        if asked.is_empty() {
            return Ok(());
        }
        let mut turns = self.turns(distribution, &asked).await?;
        self.try_payments(distribution, &mut turns).await?;
        asked.retain(|holder| turns.iter().all(|turn| !turn.is_kept_from(*holder)));
        match asked.is_empty() {
            true => Ok(()),
            false => Err(RedirectError::Lost { id: distribution.id, wallets: asked }.into()),
        }
    }

    /// Those of some wallets whose holding was moved to another of their investor's since the record date. They stay linked while they hold
    /// anything else, and while a recovery that was interrupted is not gone on with.
    async fn recovered_among(
        &self,
        distribution: &Distribution,
        wallets: &[Address],
    ) -> Result<BTreeSet<Address>, OperationError> {
        let mut found = BTreeSet::new();
        if !distribution.kind()?.has_record_date() {
            return Ok(found);
        }
        let mut recovered = self.recoveries(&distribution.leg).await?;
        recovered.retain(|(event, _)| wallets.contains(&event.lost));
        let since = match recovered.is_empty() {
            true => return Ok(found),
            false => self.record_moment(distribution).await?,
        };
        for (ISecurityToken::Recovered { lost, .. }, block) in recovered {
            if self.time_at(BlockId::number(block)).await? >= since {
                found.insert(lost);
            }
        }
        Ok(found)
    }
}

/// Why there is nothing to redirect.
fn nothing(distribution: &Distribution, lost: Address) -> OperationError {
    let id = distribution.id;
    match distribution.is_funded() {
        true => OperationError::NothingDue { id, holder: lost },
        false => {
            let status = distribution.status_name();
            RedirectError::NotFunded { id, status, lost }.into()
        }
    }
}
