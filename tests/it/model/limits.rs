//! Where a rule may change its mind: amounts and days that are worth trying.

use std::collections::BTreeSet;

use corridor_deploy::calendar::UtcDay;
use corridor_deploy::profile::{Predicate, Window};
use corridor_scenario::Move;

use super::attempt::Attempt;
use super::history::Event;
use super::{Instrument, Model, months_later};

const MILLION: u128 = 1_000_000;

impl Model {
    /// Amounts up to which something holds that stands in the way beyond.
    pub(crate) fn limits(&self, place: usize, movement: &Move) -> Vec<u128> {
        let attempt = Attempt::new(self, place, movement);
        let instrument = attempt.instrument;
        let mut limits =
            vec![attempt.held, instrument.issue_volume.saturating_sub(instrument.outstanding())];
        if let Some(limit) = self.entrant.limit {
            limits.push(limit.units().saturating_sub(self.used_capacity()));
        }
        if let Some(from) = attempt.from {
            limits.push(instrument.unfrozen(from));
            let mover = attempt.mover.unwrap_or(from).clone();
            limits.extend(instrument.allowances.get(&(from.clone(), mover)));
            let mut covered = 0;
            limits.extend(instrument.lots_of(from).into_iter().map(|lot| {
                covered += lot.units;
                covered
            }));
            if let Some(to) = attempt.to {
                let approval = instrument.approvals.get(&(from.clone(), to.clone()));
                limits.extend(approval.map(|one| instrument.left_of(one, from, to)));
            }
        }
        for rule in &instrument.regime.rules {
            if let Some(on_chain) = rule.on_chain() {
                limits.extend(self.limits_of(&on_chain.predicate, &attempt));
            }
        }
        limits
    }

    fn limits_of(&self, predicate: &Predicate, attempt: &Attempt<'_>) -> Vec<u128> {
        let instrument = attempt.instrument;
        let today = self.today();
        let giver = attempt.from.map(|from| self.holder(from));
        match predicate {
            Predicate::Denomination { minimum, .. } => {
                vec![minimum.units(), attempt.held.saturating_sub(minimum.units())]
            }
            Predicate::HoldingCap(rule) => {
                let wallets = attempt.to.map(|to| self.wallets_with(to)).unwrap_or_default();
                let held: u128 = wallets.iter().map(|wallet| instrument.balance(wallet)).sum();
                let share = rule.share.map(|share| {
                    u128::from(share.millionths()) * instrument.issue_volume / MILLION
                });
                let caps = rule.cap.map(|cap| cap.units()).into_iter().chain(share);
                caps.map(|cap| cap.saturating_sub(held)).collect()
            }
            Predicate::VolumeCap(rule) => {
                vec![rule.cap.units().saturating_sub(instrument.sold(None, None, |_| true))]
            }
            Predicate::AffiliateVolume(rule) => {
                let whole =
                    u128::from(rule.share.millionths()) * instrument.outstanding() / MILLION;
                let counts = |day| months_later(day, rule.months.into()) > today;
                vec![whole.saturating_sub(instrument.sold(giver.as_ref(), None, counts))]
            }
            Predicate::OfferingTotal(rule) => {
                let counts = |day| months_later(day, rule.months) > today;
                let all = self.instruments.iter().filter(|one| one.pool().is_some());
                let total: u128 = all.map(|one| one.offered_in_pool(counts)).sum();
                vec![rule.cap.units().saturating_sub(total)]
            }
            Predicate::VolumeLadder(rule) => {
                let month = super::calendar::month_of(today).saturating_sub(1);
                let average = instrument.averages.get(&month).copied().unwrap_or_default();
                let tolerated = average * u128::from(rule.share.millionths()) / MILLION;
                let sold = instrument.sold_today(today);
                vec![tolerated.saturating_sub(sold)]
            }
            _ => Vec::new(),
        }
    }

    /// Days to come on which a verdict may change: each is the first of something.
    pub(crate) fn turning_days(&self) -> BTreeSet<UtcDay> {
        let mut days = BTreeSet::new();
        let after = |until: &UtcDay| UtcDay::from_number(until.number().saturating_add(1));
        for person in &self.people {
            days.extend(person.categories.values().map(after));
        }
        for route in &self.routes {
            days.extend([route.begins, route.ends].into_iter().flatten());
        }
        for instrument in &self.instruments {
            days.extend(instrument.facts.values().map(after));
            days.extend(instrument.certificates.values().map(after));
            days.extend(instrument.approvals.values().map(|approval| after(&approval.until)));
            for rule in &instrument.regime.rules {
                days.extend([rule.effective.from, rule.effective.until].into_iter().flatten());
                if let Some(on_chain) = rule.on_chain() {
                    days.extend(instrument.turning_days(&on_chain.predicate));
                }
            }
        }
        let today = self.today();
        days.into_iter().filter(|day| *day > today).collect()
    }
}

impl Instrument {
    fn sold_today(&self, today: UtcDay) -> u128 {
        let moves = self.history.iter().filter_map(Event::moved);
        let sales = moves.filter(|moved| moved.is_sale() && moved.day == today);
        sales.map(|moved| moved.amount).sum()
    }

    fn turning_days(&self, predicate: &Predicate) -> Vec<UtcDay> {
        let later = |days: u16| move |day: UtcDay| UtcDay::from_number(day.number() + days);
        let moved_on = || self.history.iter().filter_map(Event::moved).map(|moved| moved.day);
        let clock = self.clock.into_iter();
        match predicate {
            Predicate::ValidityWindow { start, end } => {
                [*start, *end].into_iter().flatten().collect()
            }
            Predicate::OfferingClock { days, .. } => clock.map(later(*days)).collect(),
            Predicate::Certified(rule) => {
                clock.map(later(rule.during.unwrap_or_default())).collect()
            }
            Predicate::LotClock(rule) => {
                moved_on().map(|day| months_later(day, rule.months.into())).collect()
            }
            Predicate::PurchaserLimit(rule) => moved_on().map(later(rule.days)).collect(),
            Predicate::OfferingTotal(rule) => {
                moved_on().map(|day| months_later(day, rule.months)).collect()
            }
            Predicate::AffiliateVolume(rule) => {
                moved_on().map(|day| months_later(day, rule.months.into())).collect()
            }
            Predicate::VolumeCap(rule) => match rule.window {
                Window::Days(days) => moved_on().map(later(days)).collect(),
                Window::Months(months) => moved_on().map(|day| months_later(day, months)).collect(),
            },
            Predicate::VolumeLadder(rule) => {
                let breaches = self.breaches().into_iter();
                breaches.map(|day| months_later(day, rule.months.into())).collect()
            }
            _ => Vec::new(),
        }
    }
}
