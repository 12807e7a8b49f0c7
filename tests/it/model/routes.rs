//! Routes between the legs of a bond, and the one movement that goes along them: out of one leg and into another.

use corridor_deploy::calendar::UtcDay;
use corridor_deploy::profile::BoundProfile;
use corridor_deploy::vocabulary::Movement;
use corridor_scenario::Move;

use super::history::{Event, Moved};
use super::lots::Lot;
use super::{Mistake, Model, Verdict};

/// A direction in which units may be exchanged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Route {
    /// Places of the instruments that are left and entered.
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// The registrar has opened it, and not closed it since.
    pub(crate) open: bool,
    /// The first day in its window, and the first one after it.
    pub(crate) begins: Option<UtcDay>,
    pub(crate) ends: Option<UtcDay>,
}

impl Route {
    fn lets_through(&self, today: UtcDay) -> bool {
        self.open
            && self.begins.is_none_or(|day| day <= today)
            && self.ends.is_none_or(|day| today < day)
    }
}

/// The two movements that an exchange is: nobody receives on the leg that is left, nobody gives on the one that is entered.
pub(crate) fn halves(movement: &Move) -> [Move; 2] {
    let alone = Move { to_leg: None, ..movement.clone() };
    let out = Move { kind: Movement::EXCHANGE_OUT, to: None, ..alone.clone() };
    [out, Move { kind: Movement::EXCHANGE_IN, from: None, operator: None, ..alone }]
}

impl Model {
    /// The routes that a profile opens between the legs of every bond.
    pub(super) fn open_routes(&mut self, profile: &BoundProfile) {
        for terms in &profile.profile().routes {
            for from in 0..self.instruments.len() {
                if self.instruments[from].leg == terms.from
                    && let Some(to) = self.other_leg(from, &terms.to)
                {
                    let (begins, ends) = (terms.effective.from, terms.effective.until);
                    self.routes.push(Route { from, to, open: true, begins, ends });
                }
            }
        }
    }

    /// The place of another leg of the same bond.
    pub(crate) fn other_leg(&self, place: usize, leg: &str) -> Option<usize> {
        let bond = &self.instruments[place].bond;
        self.instruments.iter().position(|one| one.bond == *bond && one.leg == leg)
    }

    pub(super) fn set_route(&mut self, from: usize, leg: &str, open: bool) {
        let to = self.other_leg(from, leg);
        let route = self.routes.iter_mut().find(|one| one.from == from && Some(one.to) == to);
        let route = route.expect("a step names a route that there is");
        // What the registrar opens is open without an end.
        *route = match open {
            true => Route { open, begins: None, ends: None, ..*route },
            false => Route { open, ..*route },
        };
    }

    /// The verdict on an exchange: that of the route, and those of both legs at once.
    pub(super) fn judge_exchange(&self, from: usize, movement: &Move, leg: &str) -> Verdict {
        let to = self.other_leg(from, leg);
        let route = self.routes.iter().find(|one| one.from == from && Some(one.to) == to);
        let route = route.expect("a step names a route that there is");
        let [out, into] = halves(movement);
        let mut verdict = self.judge(from, &out);
        let there = self.judge(route.to, &into);
        verdict.refused.extend(there.refused);
        verdict.passed.extend(there.passed);
        if !route.lets_through(self.today()) {
            verdict.refused.insert("TOKEN-ROUTE".to_owned());
        }
        // A rule of both legs that one of them refuses by has not passed.
        verdict.passed.retain(|rule| !verdict.refused.contains(rule));
        verdict
    }

    /// Makes an exchange that was allowed. What may be issued travels with the units, and so do their dates.
    pub(super) fn carry_out_exchange(&mut self, from: usize, movement: &Move, leg: &str) {
        let (sum, volume) = self.sum_of_legs(from);
        let to = self.other_leg(from, leg).expect("a step names a leg that there is");
        let [out, into] = halves(movement);
        let there = movement.to.as_ref().map(|wallet| self.side(wallet));
        let out = Moved { there, ..self.moved(from, &out) };
        let lots = self.instruments[from].lots();
        let lots = lots.map(|book| book.departing(&out)).unwrap_or_default();
        let loses = self.mistake == Some(Mistake::DatesLostOnTheWay);
        let known =
            lots.into_iter().filter(|lot| lot.day != Some(UtcDay::from_number(0)) && !loses);
        let into = Moved { lots: known.collect(), ..self.moved(to, &into) };
        self.spend_allowance(from, movement);
        self.instruments[from].issue_volume -= out.amount;
        self.instruments[to].issue_volume += into.amount;
        self.instruments[from].history.push(Event::Moved(Box::new(out)));
        self.instruments[to].history.push(Event::Moved(Box::new(into)));
        assert_eq!(
            self.sum_of_legs(from),
            (sum, volume),
            "an exchange changed the sum of the legs"
        );
    }

    /// What is outstanding of a bond on all its legs, and what may be.
    fn sum_of_legs(&self, place: usize) -> (u128, u128) {
        let bond = &self.instruments[place].bond;
        let legs = || self.instruments.iter().filter(|one| one.bond == *bond);
        let volumes = legs().map(|leg| leg.issue_volume);
        (legs().map(super::Instrument::outstanding).sum(), volumes.sum())
    }
}

impl Moved {
    /// The dates of units that came in along a route; what came without one is of the day it came.
    pub(super) fn arriving(&self) -> Vec<Lot> {
        let known: u128 = self.lots.iter().map(|lot| lot.units).sum();
        let rest = Lot { day: Some(self.day), units: self.amount - known };
        self.lots.iter().copied().chain(Some(rest).filter(|lot| lot.units != 0)).collect()
    }
}
