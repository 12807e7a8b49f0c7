//! Movements to try.

use corridor_deploy::money::Amount;
use corridor_deploy::profile::{Predicate, Rule};
use corridor_deploy::vocabulary::Movement;
use corridor_scenario::{Action, Move, NOBODY, Wallet};

use super::author::Author;
use super::coverage::profile_of;
use crate::model::{Regime, Route, Verdict, halves};

/// Kinds by how often they are tried.
const KINDS: [(Movement, u64); 8] = [
    (Movement::ISSUE, 22),
    (Movement::TRANSFER, 44),
    (Movement::REDEEM, 8),
    (Movement::FORCED_TRANSFER, 9),
    (Movement::RECOVERY, 6),
    (Movement::COUPON, 4),
    (Movement::EXCHANGE_OUT, 3),
    (Movement::EXCHANGE_IN, 4),
];

/// Of a hundred movements, so many are of a kind whose rule was seen least.
const NEGLECTED: u64 = 20;

/// Of a hundred movements from a leg that routes lead away from, so many go along one.
const EXCHANGES: u64 = 18;

/// Of a hundred movements, so many should be allowed.
const ALLOWED: u64 = 66;

/// How many are thought of until one is allowed.
const THOUGHTS_ALLOWED: usize = 60;

/// How many are thought of for one that is refused.
const THOUGHTS_REFUSED: usize = 7;

impl Author<'_> {
    /// A movement that is allowed, or one that is refused for a reason that was rarely seen.
    pub(super) fn some_movement(&mut self, place: usize) -> Option<(usize, Action)> {
        let kind = match self.dice.chance(NEGLECTED) {
            true => self.neglected_kind(place).unwrap_or(Movement::TRANSFER),
            false => self.some_kind(place),
        };
        let route = self.some_route(place, kind);
        let place = route.map_or(place, |route| route.from);
        let regimes: Vec<Regime> = [Some(place), route.map(|route| route.to)]
            .into_iter()
            .flatten()
            .map(|place| self.model.instruments[place].regime.clone())
            .collect();
        let wants_allowed = self.dice.chance(ALLOWED);
        let thoughts = if wants_allowed { THOUGHTS_ALLOWED } else { THOUGHTS_REFUSED };
        let mut best: Option<(u64, Action)> = None;
        for _ in 0..thoughts {
            let movement = match route {
                Some(route) => self.exchange(route),
                None => self.thought(place, kind),
            };
            let decided = [Movement::COUPON, Movement::EXCHANGE_OUT, Movement::EXCHANGE_IN];
            let is_decided = decided.contains(&kind) && route.is_none();
            let action = match is_decided || movement.cash.is_some() {
                true => Action::Decide(movement),
                false => Action::Move(movement),
            };
            let verdict = self.model.decide(&self.step(place, action.clone()));
            if wants_allowed && verdict.refused.is_empty() {
                return Some((place, action));
            }
            let worth = self.worth(&regimes, &verdict);
            if best.as_ref().is_none_or(|(known, _)| worth > *known) {
                best = Some((worth, action));
            }
        }
        best.map(|(_, action)| (place, action))
    }

    /// How much a verdict would add: most of all what was rarely seen, and seen alone.
    fn worth(&self, regimes: &[Regime], verdict: &Verdict) -> u64 {
        let seen = |rule: &String| self.refusals(profile_of(rule, regimes), rule) as u64;
        let worth: u64 = verdict.refused.iter().map(|rule| 1_000_000 / (1 + seen(rule))).sum();
        let has_passed = |rule: &String| self.has_passed(profile_of(rule, regimes), rule);
        let is_new = !verdict.passed.iter().all(has_passed);
        worth / (verdict.refused.len() as u64).max(1) + u64::from(is_new) * 500_000
    }

    /// A kind that one of the rules judges that refused or passed least.
    fn neglected_kind(&mut self, place: usize) -> Option<Movement> {
        let regime = &self.model.instruments[place].regime;
        let seen = |rule: &Rule| {
            let passed = self.has_passed(&regime.profile, &rule.id);
            if passed { self.refusals(&regime.profile, &rule.id) } else { 0 }
        };
        let mut rules: Vec<(usize, Vec<Movement>)> = regime
            .rules
            .iter()
            .filter_map(|rule| Some((seen(rule), rule.on_chain()?.applies_to.clone())))
            .collect();
        rules.sort_by_key(|(seen, _)| *seen);
        rules.truncate(3);
        let (_, kinds) = self.dice.pick(&rules)?;
        self.dice.pick(kinds).copied()
    }

    fn some_kind(&mut self, place: usize) -> Movement {
        let leads_away = self.model.routes.iter().any(|route| route.from == place);
        if leads_away && self.dice.chance(EXCHANGES) {
            return Movement::EXCHANGE_OUT;
        }
        let all: u64 = KINDS.iter().map(|(_, weight)| weight).sum();
        let mut thrown = self.dice.below(all);
        for (kind, weight) in KINDS {
            match thrown.checked_sub(weight) {
                Some(rest) => thrown = rest,
                None => return kind,
            }
        }
        Movement::TRANSFER
    }

    /// A route that a movement out of an instrument or into it goes along, most of the time when there is one.
    fn some_route(&mut self, place: usize, kind: Movement) -> Option<Route> {
        let end: fn(&Route) -> usize = match kind {
            Movement::EXCHANGE_OUT => |route| route.from,
            Movement::EXCHANGE_IN => |route| route.to,
            _ => return None,
        };
        let routes: Vec<Route> =
            self.model.routes.iter().filter(|route| end(route) == place).copied().collect();
        self.dice.pick(&routes).copied().filter(|_| self.dice.chance(90))
    }

    /// An exchange along a route.
    fn exchange(&mut self, route: Route) -> Move {
        let kind = Movement::EXCHANGE_OUT;
        let from = self.some_giver(route.from);
        let to = match self.dice.chance(25) {
            true => self.another_of(&from),
            false => self.some_certified(route.to).unwrap_or_else(|| self.some_receiver(kind)),
        };
        let operator = match self.dice.chance(25) {
            true => self.some_operator(route.from, Some(&from)),
            false => None,
        };
        let to_leg = Some(self.model.instruments[route.to].leg.clone());
        let (from, to) = (Some(from), Some(to));
        let mut movement = Move { kind, from, to, operator, to_leg, amount: None, cash: None };
        let [out, into] = halves(&movement);
        let (place, half) = if self.dice.chance(75) { (route.from, out) } else { (route.to, into) };
        // Nothing cannot be exchanged.
        let units = self.some_amount(place, &half).max(1);
        let currency = self.model.instruments[route.from].currency;
        movement.amount = Some(Amount::from_units(units, currency));
        movement
    }

    fn thought(&mut self, place: usize, kind: Movement) -> Move {
        let gives = [Movement::ISSUE, Movement::COUPON, Movement::EXCHANGE_IN];
        let takes = [Movement::REDEEM, Movement::EXCHANGE_OUT];
        let from = if gives.contains(&kind) { None } else { Some(self.some_giver(place)) };
        let to = match (takes.contains(&kind), &from) {
            (true, _) => None,
            (false, Some(from)) if kind == Movement::RECOVERY && self.dice.chance(75) => {
                Some(self.another_of(&from.clone()))
            }
            (false, Some(from)) if self.dice.chance(12) => Some(self.another_of(&from.clone())),
            (false, _) => Some(self.some_receiver(kind)),
        };
        let mut movement =
            Move { kind, from, to, operator: None, to_leg: None, amount: None, cash: None };
        if kind == Movement::TRANSFER && self.dice.chance(30) {
            let approvals = &self.model.instruments[place].approvals;
            let approved: Vec<(Wallet, Wallet)> = approvals.keys().cloned().collect();
            if let Some((from, to)) = self.dice.pick(&approved).cloned() {
                (movement.from, movement.to) = (Some(from), Some(to));
            }
        }
        if kind == Movement::TRANSFER && self.dice.chance(22) {
            movement.operator = self.some_operator(place, movement.from.as_ref());
        }
        let paid = [Movement::ISSUE, Movement::TRANSFER, Movement::REDEEM, Movement::COUPON];
        if paid.contains(&kind) && self.asks_for_cash(place) && self.dice.chance(35) {
            movement.cash = self.some_cash();
        }
        if kind != Movement::RECOVERY {
            let units = self.some_amount(place, &movement);
            let currency = self.model.instruments[place].currency;
            movement.amount = Some(Amount::from_units(units, currency));
        }
        movement
    }

    /// Whether a rule of the instrument looks at what is paid with.
    fn asks_for_cash(&self, place: usize) -> bool {
        let mut rules = self.model.instruments[place].regime.rules.iter();
        rules.any(|rule| {
            rule.on_chain().is_some_and(|one| matches!(one.predicate, Predicate::CashLeg(_)))
        })
    }

    /// A token that is in a class, most of the time.
    fn some_cash(&mut self) -> Option<Wallet> {
        let known: Vec<Wallet> = self.model.cash.keys().cloned().collect();
        match self.dice.pick(&known).cloned().filter(|_| self.dice.chance(80)) {
            Some(cash) => Some(cash),
            None => Some(self.somebody()),
        }
    }

    /// Whoever holds something, most of the time.
    pub(super) fn some_giver(&mut self, place: usize) -> Wallet {
        let holders = &self.holders[place];
        let holder = self.dice.pick(holders).cloned();
        match holder.filter(|_| self.dice.chance(88)) {
            Some(holder) => holder,
            None => self.somebody(),
        }
    }

    /// A wallet of the cast.
    pub(super) fn somebody(&mut self) -> Wallet {
        let registered = self.dice.chance(80);
        let wanted = |wallet: &&Wallet| !registered || self.model.person(wallet).is_some();
        let cast: Vec<Wallet> = self.cast.iter().filter(wanted).cloned().collect();
        self.dice.pick(&cast).cloned().unwrap_or_else(|| Wallet::new(NOBODY, 1))
    }

    fn some_receiver(&mut self, kind: Movement) -> Wallet {
        if self.dice.chance(2) && kind != Movement::RECOVERY {
            return Wallet::new(NOBODY, 1);
        }
        let crowd = self.crowd.clone();
        match self.dice.pick(&crowd).cloned().filter(|_| self.dice.chance(8)) {
            Some(one) => one,
            None => self.somebody(),
        }
    }

    /// A wallet of somebody with a certificate for an instrument, half of the time.
    fn some_certified(&mut self, place: usize) -> Option<Wallet> {
        let certified: Vec<usize> =
            self.model.instruments[place].certificates.keys().map(|(_, number)| *number).collect();
        let owns = |wallet: &&Wallet| {
            self.model.owners.get(*wallet).is_some_and(|number| certified.contains(number))
        };
        let wallets: Vec<Wallet> = self.cast.iter().filter(owns).cloned().collect();
        self.dice.pick(&wallets).cloned().filter(|_| self.dice.chance(50))
    }

    /// Another wallet of the same investor, registered or not; now and then the same one.
    fn another_of(&mut self, wallet: &Wallet) -> Wallet {
        let of_one = |other: &&Wallet| other.investor() == wallet.investor();
        let all: Vec<Wallet> = self.cast.iter().filter(of_one).cloned().collect();
        self.dice.pick(&all).cloned().unwrap_or_else(|| wallet.clone())
    }

    /// Somebody who was let, most of the time.
    fn some_operator(&mut self, place: usize, from: Option<&Wallet>) -> Option<Wallet> {
        let allowances = &self.model.instruments[place].allowances;
        let of_giver =
            allowances.iter().filter(|((owner, _), units)| Some(owner) == from && **units != 0);
        let known: Vec<Wallet> = of_giver.map(|((_, operator), _)| operator.clone()).collect();
        match self.dice.pick(&known).cloned().filter(|_| self.dice.chance(75)) {
            Some(operator) => Some(operator),
            None => Some(self.somebody()),
        }
    }

    /// An amount: round, or at a limit, or just beyond.
    pub(super) fn some_amount(&mut self, place: usize, movement: &Move) -> u128 {
        let limits = self.model.limits(place, movement);
        let held = limits.first().copied().unwrap_or_default();
        match self.dice.below(20) {
            0 => u128::from(self.dice.below(3)),
            1..=6 => {
                let limit = self.dice.pick(&limits).copied().unwrap_or_default();
                let step = if self.dice.chance(60) { 1 } else { 10_000 };
                match self.dice.below(3) {
                    0 => limit.saturating_sub(step),
                    1 => limit,
                    _ => limit + step,
                }
            }
            7 | 8 => held,
            _ => self.round_amount(held),
        }
    }

    /// Some thousands, of what is held when anything is.
    fn round_amount(&mut self, held: u128) -> u128 {
        const THOUSAND: u128 = 100_000;
        const MOST: u64 = 900;
        let most = u64::try_from(held / THOUSAND).unwrap_or(MOST).clamp(1, MOST);
        let thousands = match self.dice.chance(60) {
            true => self.dice.below(most.min(300)) + 1,
            false => self.dice.below(most) + 1,
        };
        u128::from(thousands) * THOUSAND
    }
}
