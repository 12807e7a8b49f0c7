//! What officials, issuers and holders do that is no movement.

use corridor_operations::Part;
use corridor_scenario::{Action, Wallet};

use super::Model;
use super::instrument::Frozen;

/// Most wallets of one investor.
const MOST_WALLETS: usize = 8;

impl Model {
    /// Does it, or says with which error it fails.
    pub(super) fn act(&mut self, place: usize, action: &Action) -> Result<(), &'static str> {
        let today = self.today();
        let instrument = &mut self.instruments[place];
        match action {
            Action::Approve { from, operator, amount } => {
                let key = (from.clone(), operator.clone());
                instrument.allowances.insert(key, amount.units());
            }
            Action::Freeze { who, part } => {
                let frozen = match (instrument.frozen.get(who), part) {
                    (Some(Frozen::Everything), _) | (_, Part::Everything) => Frozen::Everything,
                    (Some(Frozen::Units(units)), Part::Amount(more)) => {
                        Frozen::Units(units + more.units())
                    }
                    (None, Part::Amount(amount)) => Frozen::Units(amount.units()),
                };
                instrument.freeze(who, frozen);
            }
            Action::Unfreeze { who, part } => {
                let left = match (instrument.frozen.get(who), part) {
                    (Some(Frozen::Units(units)), Part::Amount(less)) => units - less.units(),
                    _ => 0,
                };
                instrument.freeze(who, Frozen::Units(left));
            }
            Action::SetPaused(paused) => instrument.paused = *paused,
            Action::SetHalted(halted) => instrument.halted = *halted,
            Action::StartClock(_) if instrument.clock.is_some() => {
                return Err("ClockAlreadyStarted");
            }
            Action::StartClock(day) if *day > today => return Err("InvalidClockDay"),
            Action::StartClock(day) => instrument.clock = Some(*day),
            Action::WindDown | Action::Tap(_) if instrument.winding_down => {
                return Err("AlreadyWindingDown");
            }
            Action::WindDown => instrument.winding_down = true,
            Action::Tap(by) => instrument.issue_volume += by.units(),
            Action::ReplaceRegime(with) => instrument.replace(self.regimes[with].clone()),
            Action::OpenRoute(leg) => self.set_route(place, leg, true),
            Action::CloseRoute(leg) => self.set_route(place, leg, false),
            Action::Record(record) => return self.put_on_record(place, record),
            other => return self.act_on_somebody(other),
        }
        Ok(())
    }

    fn act_on_somebody(&mut self, action: &Action) -> Result<(), &'static str> {
        match action {
            Action::Attest { who, category, until } => {
                let number = self.number(who)?;
                self.people[number].categories.insert(*category, *until);
            }
            Action::Revoke { who, category } => {
                let number = self.number(who)?;
                self.people[number].categories.remove(category);
            }
            Action::SetFacts { who, jurisdiction, flags } => {
                let number = self.number(who)?;
                let person = &mut self.people[number];
                person.residence = jurisdiction.or(person.residence);
                if let Some(flags) = flags {
                    person.flags.retain(|flag| flag.is_restriction());
                    person.flags.extend(flags);
                }
            }
            Action::Restrict { who, flag, on } => {
                let number = self.number(who)?;
                let flags = &mut self.people[number].flags;
                let _ = if *on { flags.insert(*flag) } else { flags.remove(flag) };
            }
            Action::Link { who, wallet } => return self.link(who, wallet),
            Action::Unlink(wallet) => {
                self.number(wallet)?;
                if self.wallets_with(wallet).len() == 1 {
                    return Err("LastWallet");
                }
                self.require_empty(wallet)?;
                self.owners.remove(wallet);
            }
            other => self.act_on_the_entrant(other),
        }
        Ok(())
    }

    fn act_on_the_entrant(&mut self, action: &Action) {
        let entrant = &mut self.entrant;
        match action {
            Action::SetLimit(limit) => entrant.limit = Some(*limit),
            Action::SetEntrant { stage, activities, jurisdiction } => {
                entrant.stage = stage.unwrap_or(entrant.stage);
                entrant.jurisdiction = jurisdiction.or(entrant.jurisdiction);
                if let Some(activities) = activities {
                    entrant.activities.clone_from(activities);
                }
            }
            Action::SetRate { currency, limit_currency, rate, .. } => {
                entrant.set_rate(*currency, *limit_currency, *rate);
            }
            other => unreachable!("the model does not know how to {other}"),
        }
    }

    pub(super) fn number(&self, wallet: &Wallet) -> Result<usize, &'static str> {
        self.owners.get(wallet).copied().ok_or("WalletNotRegistered")
    }

    fn link(&mut self, who: &Wallet, wallet: &Wallet) -> Result<(), &'static str> {
        let number = self.number(who)?;
        if self.owners.contains_key(wallet) {
            return Err("WalletAlreadyRegistered");
        }
        self.require_empty(wallet)?;
        if self.wallets_with(who).len() >= MOST_WALLETS {
            return Err("TooManyWallets");
        }
        self.owners.insert(wallet.clone(), number);
        Ok(())
    }

    /// What is counted per investor stays with it: units neither come nor leave with a wallet.
    fn require_empty(&self, wallet: &Wallet) -> Result<(), &'static str> {
        let holds = self.instruments.iter().any(|one| one.balance(wallet) != 0);
        if holds { Err("WalletHoldsUnits") } else { Ok(()) }
    }
}
