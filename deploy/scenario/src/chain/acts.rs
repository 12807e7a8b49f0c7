//! What a step is on a chain.

use alloy::primitives::{Address, U256};
use corridor_bindings::revert::Revert;
use corridor_deploy::explain::{LegHandle, Question};
use corridor_deploy::money::Amount;
use corridor_deploy::vocabulary::Movement;
use corridor_operations::{
    Approve, Attest, CloseRoute, Desk, Exchange, ForcedTransfer, Freeze, IncreaseVolume,
    LinkWallet, Mint, OpenRoute, Operation, OperationError, Prepared, Recover, Redeem,
    ReplaceRegime, Restrict, Revoke, SetEntrant, SetFacts, SetHalted, SetLimit, SetPaused, SetRate,
    StartClock, Transfer, Unfreeze, UnlinkWallet, WindDown,
};

use super::super::{Action, Attempt, Came, Move, Step, Wallet};
use super::{ChainWorld, TryError, error_name, records};

/// What a step could not find in the scenario that is being played.
const NO_ENTRANT: &str = "the profile has no entrant";

impl ChainWorld {
    pub(super) async fn try_step(&mut self, step: &Step) -> Result<Attempt, TryError> {
        let leg = self.leg(step)?;
        match &step.action {
            Action::Move(movement) => {
                let prepared = match &movement.to_leg {
                    Some(to_leg) => self.prepare_exchange(step, &leg, movement, to_leg).await?,
                    None => self.prepare_movement(&leg, movement).await?,
                };
                let (explanation, came, sent) = self.movement(&prepared, step.at).await?;
                let explained = Some(self.judgement(explanation));
                Ok(Attempt { explained, came, transaction: Some(sent) })
            }
            Action::Decide(movement) => self.decide(&leg, movement, step.at).await,
            Action::OpenRoute(to_leg) | Action::CloseRoute(to_leg) => {
                let enters = self.other_leg(step, to_leg)?;
                let prepared = self.prepare_route(&step.action, leg, enters).await?;
                self.act(&prepared, step.at).await
            }
            action => {
                let prepared = self.prepare_act(&leg, action).await?;
                self.act(&prepared, step.at).await
            }
        }
    }

    async fn prepare_exchange(
        &self,
        step: &Step,
        leg: &LegHandle,
        movement: &Move,
        to_leg: &str,
    ) -> Result<Prepared, TryError> {
        let exchange = Exchange {
            leg: leg.clone(),
            enters: self.other_leg(step, to_leg)?,
            from: address(&movement.from),
            to: address(&movement.to),
            amount: movement.amount.ok_or(TryError::NoQuestion)?,
            operator: movement.operator.as_ref().map(Wallet::address),
        };
        Ok(exchange.prepare(&self.desk).await?)
    }

    async fn prepare_route(
        &self,
        action: &Action,
        leg: LegHandle,
        enters: LegHandle,
    ) -> Result<Prepared, TryError> {
        if let Action::OpenRoute(_) = action {
            let evidence = self.profile.hash();
            return Ok(OpenRoute { leg, enters, window: (0, 0), evidence }
                .prepare(&self.desk)
                .await?);
        }
        let reason = "scenario".to_owned();
        Ok(CloseRoute { leg, enters, reason }.prepare(&self.desk).await?)
    }

    fn other_leg(&self, step: &Step, leg: &str) -> Result<LegHandle, TryError> {
        let first = self.bonds.first().map(String::as_str);
        let bond = step.bond.as_deref().or(first).unwrap_or_default();
        Ok(self.desk.leg(bond, Some(leg))?)
    }

    fn leg(&self, step: &Step) -> Result<LegHandle, TryError> {
        let of_setting = self.playing.as_ref().map(|playing| playing.leg.as_str());
        let leg = step.leg.as_deref().or(of_setting);
        let first = self.bonds.first().map(String::as_str);
        let bond = step.bond.as_deref().or(first).unwrap_or_default();
        Ok(self.desk.leg(bond, leg)?)
    }

    /// Asks without sending; the clock goes on all the same.
    async fn decide(
        &mut self,
        leg: &LegHandle,
        movement: &Move,
        at: u64,
    ) -> Result<Attempt, TryError> {
        let block = self.node.wait_until(at).await?;
        let question = Question { at: Some(at), ..question(movement) };
        let explanation = self.desk.explain(leg, &question).await?;
        let explained = Some(self.judgement(explanation));
        Ok(Attempt { explained, came: Came::Decided { block: Some(block) }, transaction: None })
    }

    async fn act(&mut self, prepared: &Prepared, at: u64) -> Result<Attempt, TryError> {
        let sent = self.node.send(self.signer(prepared), prepared, at).await?;
        let came = match sent.refusal {
            None => Came::Done,
            Some(data) => {
                let revert = Revert::decode(&data);
                Came::Failed { error: error_name(&revert), sentence: revert.sentence() }
            }
        };
        Ok(Attempt { explained: None, came, transaction: Some(sent.transaction) })
    }

    async fn prepare_movement(
        &self,
        leg: &LegHandle,
        movement: &Move,
    ) -> Result<Prepared, TryError> {
        let leg = leg.clone();
        let (from, to) = (address(&movement.from), address(&movement.to));
        let amount = movement.amount.unwrap_or_else(|| Amount::from_units(0, leg.currency));
        let desk = &self.desk;
        Ok(match movement.kind {
            Movement::ISSUE => Mint { leg, to, amount }.prepare(desk).await?,
            Movement::TRANSFER => {
                let operator = movement.operator.as_ref().map(Wallet::address);
                Transfer { leg, from, to, amount, operator }.prepare(desk).await?
            }
            Movement::REDEEM => Redeem { leg, from, amount }.prepare(desk).await?,
            Movement::FORCED_TRANSFER => {
                ForcedTransfer { leg, from, to, amount }.prepare(desk).await?
            }
            Movement::RECOVERY => {
                Recover { leg, lost: from, replacement: to }.prepare(desk).await?
            }
            _ => return Err(TryError::NoQuestion),
        })
    }

    async fn prepare_act(
        &mut self,
        leg: &LegHandle,
        action: &Action,
    ) -> Result<Prepared, TryError> {
        if let Action::Record(record) = action {
            return Ok(records::prepare(&self.desk, leg, record).await?);
        }
        if let Some(prepared) = of_an_investor(&self.desk, leg, action).await? {
            return Ok(prepared);
        }
        if let Some(prepared) = self.of_the_entrant(action).await? {
            return Ok(prepared);
        }
        let (leg, desk) = (leg.clone(), &self.desk);
        Ok(match action {
            Action::SetPaused(paused) => SetPaused { leg, paused: *paused }.prepare(desk).await?,
            Action::SetHalted(halted) => SetHalted { leg, halted: *halted }.prepare(desk).await?,
            Action::StartClock(day) => StartClock { leg, day: *day }.prepare(desk).await?,
            Action::WindDown => WindDown { leg }.prepare(desk).await?,
            Action::Tap(by) => IncreaseVolume { leg, by: *by }.prepare(desk).await?,
            Action::ReplaceRegime(with) => self.replacement(leg, with)?.prepare(desk).await?,
            _ => return Err(TryError::NoQuestion),
        })
    }

    fn replacement(&self, leg: LegHandle, with: &str) -> Result<ReplaceRegime, TryError> {
        let regimes = self.playing.as_ref().map(|playing| &playing.regimes);
        let found = regimes.and_then(|regimes| regimes.get(with));
        let (profile, leg_of_profile) = found.cloned().ok_or(TryError::NoQuestion)?;
        Ok(ReplaceRegime { leg, profile, leg_of_profile })
    }

    async fn of_the_entrant(&mut self, action: &Action) -> Result<Option<Prepared>, TryError> {
        let known = self.playing.as_mut().and_then(|playing| playing.entrant.as_mut());
        let missing = || TryError::Missing(NO_ENTRANT);
        Ok(Some(match action {
            Action::SetLimit(limit) => {
                let entrant = known.ok_or_else(missing)?;
                let (lei, asset_class) = (entrant.lei, entrant.asset_class.clone());
                SetLimit { lei, asset_class, limit: *limit }.prepare(&self.desk).await?
            }
            Action::SetEntrant { stage, activities, jurisdiction } => {
                let entrant = known.ok_or_else(missing)?;
                entrant.stage = stage.unwrap_or(entrant.stage);
                entrant.jurisdiction = jurisdiction.unwrap_or(entrant.jurisdiction);
                if let Some(activities) = activities {
                    entrant.activities.clone_from(activities);
                }
                let operation = SetEntrant {
                    lei: entrant.lei,
                    jurisdiction: entrant.jurisdiction,
                    stage: entrant.stage,
                    activities: entrant.activities.clone(),
                };
                operation.prepare(&self.desk).await?
            }
            Action::SetRate { currency, limit_currency, rate, day } => {
                let operation = SetRate {
                    currency: *currency,
                    limit_currency: *limit_currency,
                    rate: *rate,
                    day: *day,
                };
                operation.prepare(&self.desk).await?
            }
            _ => return Ok(None),
        }))
    }
}

async fn of_an_investor(
    desk: &Desk,
    leg: &LegHandle,
    action: &Action,
) -> Result<Option<Prepared>, OperationError> {
    let leg = leg.clone();
    Ok(Some(match action {
        Action::Approve { from, operator, amount } => {
            let (holder, operator) = (from.address(), operator.address());
            Approve { leg, holder, operator, amount: *amount }.prepare(desk).await?
        }
        Action::Freeze { who, part } => {
            Freeze { leg, wallet: who.address(), part: *part }.prepare(desk).await?
        }
        Action::Unfreeze { who, part } => {
            Unfreeze { leg, wallet: who.address(), part: *part }.prepare(desk).await?
        }
        Action::Attest { who, category, until } => {
            let (category, until) = (*category, *until);
            Attest { wallet: who.address(), category, until }.prepare(desk).await?
        }
        Action::Revoke { who, category } => {
            Revoke { wallet: who.address(), category: *category }.prepare(desk).await?
        }
        Action::SetFacts { who, jurisdiction, flags } => {
            let (jurisdiction, flags) = (*jurisdiction, flags.clone());
            SetFacts { wallet: who.address(), jurisdiction, flags }.prepare(desk).await?
        }
        Action::Restrict { who, flag, on } => {
            Restrict { wallet: who.address(), flag: *flag, on: *on }.prepare(desk).await?
        }
        Action::Link { who, wallet } => {
            let (wallet, new_wallet) = (who.address(), wallet.address());
            LinkWallet { wallet, new_wallet }.prepare(desk).await?
        }
        Action::Unlink(wallet) => UnlinkWallet { wallet: wallet.address() }.prepare(desk).await?,
        _ => return Ok(None),
    }))
}

fn address(wallet: &Option<Wallet>) -> Address {
    wallet.as_ref().map_or(Address::ZERO, Wallet::address)
}

fn question(movement: &Move) -> Question {
    let party = |wallet: &Option<Wallet>| wallet.as_ref().map(Wallet::address);
    let amount = movement.amount.map_or(U256::ZERO, |amount| U256::from(amount.units()));
    let (from, to) = (party(&movement.from), party(&movement.to));
    Question {
        operator: party(&movement.operator),
        cash: party(&movement.cash),
        ..Question::new(movement.kind, from, to, amount)
    }
}
