//! Token facts, and what a movement does.

use corridor_deploy::vocabulary::Movement;
use corridor_scenario::Move;

use super::Model;
use super::attempt::Attempt;
use super::calendar::month_of;
use super::history::{Event, Moved};
use super::instrument::Frozen;

const GIVES: [Movement; 5] = [
    Movement::TRANSFER,
    Movement::EXCHANGE_OUT,
    Movement::REDEEM,
    Movement::FORCED_TRANSFER,
    Movement::RECOVERY,
];

const RECEIVES: [Movement; 6] = [
    Movement::ISSUE,
    Movement::TRANSFER,
    Movement::EXCHANGE_IN,
    Movement::COUPON,
    Movement::FORCED_TRANSFER,
    Movement::RECOVERY,
];

/// What stands in the way of a movement and no regime sees.
pub(super) fn facts(attempt: &Attempt<'_>) -> Vec<&'static str> {
    let Attempt { instrument, kind, from, to, amount, held, .. } = *attempt;
    let is = |kinds: &[Movement]| kinds.contains(&kind);
    let (gives, receives) = (is(&GIVES), is(&RECEIVES));
    let by_order = is(&[Movement::FORCED_TRANSFER, Movement::RECOVERY]);
    let trades = is(&[Movement::ISSUE, Movement::TRANSFER, Movement::EXCHANGE_IN]);
    // A leg that winds down lets its holders out.
    let stops = trades || kind == Movement::EXCHANGE_OUT;
    let mut facts = Vec::new();
    let mut stands = |fails: bool, name: &'static str| {
        if fails {
            facts.push(name);
        }
    };
    stands(stops && instrument.paused, "TOKEN-PAUSED");
    stands(trades && instrument.winding_down, "TOKEN-WINDING-DOWN");
    stands(gives && from.is_none() || receives && to.is_none(), "TOKEN-PARTY");
    stands(gives && amount > held, "TOKEN-BALANCE");
    stands(by_order && from == to, "TOKEN-SAME-PARTY");
    let leaves = is(&[Movement::TRANSFER, Movement::REDEEM, Movement::EXCHANGE_OUT]);
    stands(leaves && is_frozen(attempt), "TOKEN-FROZEN");
    stands(exceeds_volume(attempt), "TOKEN-VOLUME");
    stands(kind == Movement::RECOVERY && !is_of_one_investor(attempt), "TOKEN-OTHER-INVESTOR");
    stands(exceeds_allowance(attempt), "TOKEN-ALLOWANCE");
    facts
}

fn exceeds_volume(attempt: &Attempt<'_>) -> bool {
    let instrument = attempt.instrument;
    attempt.kind == Movement::ISSUE
        && instrument.outstanding() + attempt.amount > instrument.issue_volume
}

fn is_frozen(attempt: &Attempt<'_>) -> bool {
    let Some(from) = attempt.from else { return false };
    let instrument = attempt.instrument;
    instrument.frozen.contains_key(from) && attempt.amount > instrument.unfrozen(from)
}

fn is_of_one_investor(attempt: &Attempt<'_>) -> bool {
    let owner = |wallet| attempt.model.owners.get(wallet);
    match (attempt.from.and_then(owner), attempt.to.and_then(owner)) {
        (Some(lost), Some(replacement)) => lost == replacement,
        _ => false,
    }
}

fn exceeds_allowance(attempt: &Attempt<'_>) -> bool {
    let (Some(from), Some(mover)) = (attempt.from, attempt.mover) else { return false };
    let allowances = &attempt.instrument.allowances;
    let allowed = allowances.get(&(from.clone(), mover.clone())).copied().unwrap_or_default();
    attempt.by_allowance && attempt.amount > allowed
}

impl Model {
    /// Makes a movement that was allowed.
    pub(super) fn carry_out(&mut self, place: usize, movement: &Move) {
        let moved = self.moved(place, movement);
        self.spend_allowance(place, movement);
        let instrument = &mut self.instruments[place];
        if let (Some(from), Some(to)) = (&moved.from, &moved.to) {
            match moved.kind {
                Movement::FORCED_TRANSFER => instrument.unfreeze_for(&from.wallet, moved.amount),
                Movement::RECOVERY => instrument.move_frozen(&from.wallet, &to.wallet),
                _ => {}
            }
        }
        instrument.history.push(Event::Moved(Box::new(moved)));
    }

    /// A movement as it will be remembered.
    pub(super) fn moved(&self, place: usize, movement: &Move) -> Moved {
        let attempt = Attempt::new(self, place, movement);
        Moved {
            kind: attempt.kind,
            day: self.today(),
            from: attempt.from.map(|wallet| self.side(wallet)),
            to: attempt.to.map(|wallet| self.side(wallet)),
            there: None,
            lots: Vec::new(),
            amount: attempt.amount,
            breach_above: self.breach_above(place),
        }
    }

    pub(super) fn spend_allowance(&mut self, place: usize, movement: &Move) {
        let attempt = Attempt::new(self, place, movement);
        let amount = attempt.amount;
        if let (true, Some(from), Some(mover)) = (attempt.by_allowance, attempt.from, attempt.mover)
        {
            let key = (from.clone(), mover.clone());
            *self.instruments[place].allowances.entry(key).or_default() -= amount;
        }
    }

    /// The volume, in millionths, above which today is a breach.
    fn breach_above(&self, place: usize) -> Option<u128> {
        let instrument = &self.instruments[place];
        let month = month_of(self.today()).checked_sub(1)?;
        let average = instrument.averages.get(&month).copied().unwrap_or_default();
        (instrument.volume_share != 0).then(|| u128::from(instrument.volume_share) * average)
    }
}

impl super::Instrument {
    /// An order takes from the frozen part what the other one cannot give.
    fn unfreeze_for(&mut self, from: &corridor_scenario::Wallet, amount: u128) {
        let beyond = amount.saturating_sub(self.unfrozen(from));
        if let Some(Frozen::Units(units)) = self.frozen.get(from).copied() {
            self.freeze(from, Frozen::Units(units - beyond));
        }
    }

    /// What was frozen of a lost wallet is frozen of the one that replaces it.
    fn move_frozen(
        &mut self,
        lost: &corridor_scenario::Wallet,
        replacement: &corridor_scenario::Wallet,
    ) {
        let Some(moved) = self.frozen.remove(lost) else { return };
        let there = self.frozen.get(replacement).copied().unwrap_or(Frozen::Units(0));
        let together = match (moved, there) {
            (Frozen::Units(moved), Frozen::Units(there)) => Frozen::Units(moved + there),
            _ => Frozen::Everything,
        };
        self.freeze(replacement, together);
    }
}
