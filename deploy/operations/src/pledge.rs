//! Security interests over holdings: title stays with the holder.

use std::collections::BTreeMap;

use alloy::primitives::{Address, B256, U256};
use alloy::sol_types::{SolEvent as _, SolEventInterface as _};
use corridor_bindings::{ISecurityToken, Pledges};
use corridor_deploy::accounts::Role;
use corridor_deploy::deployment::{SystemContract, logs};
use corridor_deploy::explain::{LegHandle, Question, Wording};
use corridor_deploy::money::Amount;
use corridor_deploy::vocabulary::Movement;
use serde::Serialize;

use super::{Desk, Operation, OperationError, Prepared, Who};

/// Pledges units of a holding. Signed by the holder.
#[derive(Clone, Debug)]
pub struct AddPledge {
    /// What is pledged.
    pub leg: LegHandle,
    /// Whose it is and stays.
    pub holder: Address,
    /// Who is secured.
    pub secured: Address,
    /// How much.
    pub amount: Amount,
}

impl Operation for AddPledge {
    const NAME: &'static str = "add-pledge";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let (bond, units) = (self.leg.token, Desk::units(&self.leg, self.amount)?);
        let call = Pledges::pledgeCall { bond, securedParty: self.secured, units };
        let (amount, bond) = (self.amount, &self.leg.instrument);
        let summary = format!("pledge {amount} of {bond} of {} to {}", self.holder, self.secured);
        Ok(Prepared::act(summary, Who::Wallet(self.holder), desk.pledges()?, &call))
    }
}

/// Releases pledged units. Signed by the secured party.
#[derive(Clone, Debug)]
pub struct ReleasePledge {
    /// What is pledged.
    pub leg: LegHandle,
    /// Whose it is.
    pub holder: Address,
    /// Who is secured.
    pub secured: Address,
    /// How much is released.
    pub amount: Amount,
}

impl Operation for ReleasePledge {
    const NAME: &'static str = "release-pledge";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let (bond, units) = (self.leg.token, Desk::units(&self.leg, self.amount)?);
        let call = Pledges::releaseCall { bond, holder: self.holder, units };
        let (amount, bond) = (self.amount, &self.leg.instrument);
        let (holder, secured) = (self.holder, self.secured);
        let summary = format!("release {amount} of {bond} of {holder}, pledged to {secured}");
        Ok(Prepared::act(summary, Who::Wallet(secured), desk.pledges()?, &call))
    }
}

/// Moves pledged units to the secured party by order. Signed by the enforcement officer.
#[derive(Clone, Debug)]
pub struct EnforcePledge {
    /// What is pledged.
    pub leg: LegHandle,
    /// Whose it is.
    pub holder: Address,
    /// Who is secured, and receives.
    pub secured: Address,
    /// How much.
    pub amount: Amount,
    /// Keccak-256 of the order.
    pub evidence: B256,
}

impl Operation for EnforcePledge {
    const NAME: &'static str = "enforce-pledge";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let units = Desk::units(&self.leg, self.amount)?;
        let (holder, secured, evidence) = (self.holder, self.secured, self.evidence);
        let bond = self.leg.token;
        let call = Pledges::enforceCall { bond, holder, securedParty: secured, units, evidence };
        let (amount, bond) = (self.amount, &self.leg.instrument);
        let summary = format!("enforce the pledge of {amount} of {bond} of {holder} to {secured}");
        let officer = Who::Role(Role::EnforcementOfficer);
        let prepared = Prepared::act(summary, officer, desk.pledges()?, &call);
        let question = Question::new(Movement::FORCED_TRANSFER, Some(holder), Some(secured), units);
        Ok(Prepared { question: Some((self.leg.clone(), question)), ..prepared })
    }
}

/// Has a pledge follow a holding to another wallet of the same investor. Signed by the enforcement officer.
#[derive(Clone, Debug)]
pub struct MovePledge {
    /// What is pledged.
    pub leg: LegHandle,
    /// The lost wallet.
    pub lost: Address,
    /// The wallet that has the holding now.
    pub replacement: Address,
    /// Who is secured.
    pub secured: Address,
}

impl Operation for MovePledge {
    const NAME: &'static str = "move-pledge";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let (lost, replacement, secured) = (self.lost, self.replacement, self.secured);
        let bond = self.leg.token;
        let call = Pledges::movePledgeCall { bond, lost, replacement, securedParty: secured };
        let bond = &self.leg.instrument;
        let summary =
            format!("move the pledge of {bond} to {secured} from {lost} to {replacement}");
        Ok(Prepared::act(summary, Who::Role(Role::EnforcementOfficer), desk.pledges()?, &call))
    }
}

/// Freezes what is pledged again, after less was set. Anybody may; the enforcement officer signs.
#[derive(Clone, Debug)]
pub struct RestorePledge {
    /// What is pledged.
    pub leg: LegHandle,
    /// Whose it is.
    pub holder: Address,
}

impl Operation for RestorePledge {
    const NAME: &'static str = "restore-pledge";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let (bond, holder) = (self.leg.token, self.holder);
        let call = Pledges::restoreCall { bond, holder };
        let summary = format!("freeze what {holder} has pledged of {}", self.leg.instrument);
        Ok(Prepared::act(summary, Who::Role(Role::EnforcementOfficer), desk.pledges()?, &call))
    }
}

/// The pledges of a leg.
#[derive(Clone, Debug, Serialize)]
pub struct PledgesView {
    /// The instrument.
    pub instrument: String,
    /// The leg.
    pub leg: String,
    /// Each that there is, by holder.
    pub pledges: Vec<PledgeView>,
}

/// A pledge, as the events add up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PledgeView {
    /// Whose it is.
    pub holder: Address,
    /// Who is secured.
    pub secured: Address,
    /// How much is pledged to that party.
    pub pledged: String,
    /// What the holder holds.
    pub holding: String,
    /// What of it is frozen, by pledges and by others.
    pub frozen: String,
    /// Whether what is frozen is less than all that the holder has pledged.
    pub short: bool,
}

/// Units by holder and secured party.
type Pledged = BTreeMap<(Address, Address), U256>;

impl Desk {
    /// The contract that keeps pledges.
    ///
    /// # Errors
    ///
    /// There is none.
    pub fn pledges(&self) -> Result<Address, OperationError> {
        self.manifest()?.address(SystemContract::Pledges).ok_or(OperationError::NoPledges)
    }

    /// Every pledge of a leg, or those of one holder.
    ///
    /// # Errors
    ///
    /// There is nothing that keeps pledges, or the endpoint fails.
    pub async fn pledges_of(
        &self,
        leg: &LegHandle,
        holder: Option<Address>,
    ) -> Result<PledgesView, OperationError> {
        let words = Wording::new(leg.currency);
        let mut pledges = Vec::new();
        for ((account, secured), units) in self.pledged(leg).await? {
            if units.is_zero() || holder.is_some_and(|holder| holder != account) {
                continue;
            }
            let holding = self.read(leg.token, &ISecurityToken::balanceOfCall { account }).await?;
            let frozen =
                self.read(leg.token, &ISecurityToken::getFrozenTokensCall { account }).await?;
            let in_all = self.pledged_by(leg, account).await?;
            pledges.push(PledgeView {
                holder: account,
                secured,
                pledged: words.amount(units),
                holding: words.amount(holding),
                frozen: words.amount(frozen.min(holding)),
                short: frozen < in_all,
            });
        }
        let LegHandle { instrument, leg, .. } = leg.clone();
        Ok(PledgesView { instrument, leg, pledges })
    }

    /// To whom a holder has pledged of a leg; nobody where nothing keeps pledges.
    pub(super) async fn secured_by(
        &self,
        leg: &LegHandle,
        holder: Address,
    ) -> Result<Vec<Address>, OperationError> {
        // Most have pledged nothing, for which no event has to be read.
        if self.pledged_by(leg, holder).await?.is_zero() {
            return Ok(Vec::new());
        }
        let pledged = self.pledged(leg).await?.into_iter();
        let of_holder = pledged.filter(|((from, _), units)| *from == holder && !units.is_zero());
        Ok(of_holder.map(|((_, secured), _)| secured).collect())
    }

    /// What a holder has pledged of a leg in all; nothing where nothing keeps pledges.
    pub(super) async fn pledged_by(
        &self,
        leg: &LegHandle,
        holder: Address,
    ) -> Result<U256, OperationError> {
        let Some(contract) = self.manifest()?.address(SystemContract::Pledges) else {
            return Ok(U256::ZERO);
        };
        self.read(contract, &Pledges::pledgedByCall { bond: leg.token, holder }).await
    }

    async fn pledged(&self, leg: &LegHandle) -> Result<Pledged, OperationError> {
        let (contract, first) = (self.pledges()?, self.manifest()?.first_block());
        let mut pledged = Pledged::new();
        let topics = vec![
            Pledges::Pledged::SIGNATURE_HASH,
            Pledges::Released::SIGNATURE_HASH,
            Pledges::Enforced::SIGNATURE_HASH,
            Pledges::PledgeMoved::SIGNATURE_HASH,
        ];
        logs(self.connection(), contract, topics, first, |log| {
            if let Ok(event) = Pledges::PledgesEvents::decode_log(&log.inner) {
                count(&mut pledged, leg.token, event.data);
            }
        })
        .await?;
        Ok(pledged)
    }
}

fn count(pledged: &mut Pledged, token: Address, event: Pledges::PledgesEvents) {
    use Pledges::PledgesEvents as Event;
    let mut change = |holder, secured, more: U256, less: U256| {
        let units = pledged.entry((holder, secured)).or_default();
        *units = units.saturating_add(more).saturating_sub(less);
    };
    match event {
        Event::Pledged(one) if one.bond == token => {
            change(one.holder, one.securedParty, one.units, U256::ZERO);
        }
        Event::Released(one) if one.bond == token => {
            change(one.holder, one.securedParty, U256::ZERO, one.units);
        }
        Event::Enforced(one) if one.bond == token => {
            change(one.holder, one.securedParty, U256::ZERO, one.units);
        }
        Event::PledgeMoved(one) if one.bond == token => {
            change(one.lost, one.securedParty, U256::ZERO, one.units);
            change(one.replacement, one.securedParty, one.units, U256::ZERO);
        }
        _ => {}
    }
}
