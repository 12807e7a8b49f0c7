//! Rules that judge parties one by one.

use corridor_deploy::profile::{Certified, EligibleRow, Jurisdictions, Subdivision};
use corridor_deploy::vocabulary::{Category, Flag, Party};

use crate::model::attempt::Attempt;
use crate::model::{Mistake, Person};

/// The sides of a movement that a rule judges.
pub(super) struct Judged<'a, 'm> {
    pub(super) attempt: &'a Attempt<'m>,
    pub(super) sides: &'a [Party],
}

impl<'m> Judged<'_, 'm> {
    /// Who is judged; nothing stands for a wallet that nobody registered.
    fn people(&self) -> impl Iterator<Item = Option<&'m Person>> {
        self.sides.iter().map(|side| self.attempt.party(*side))
    }

    /// Attested.
    pub(super) fn lack(&self, category: Category) -> bool {
        let day = self.attempt.today();
        self.people().any(|person| !person.is_some_and(|person| person.holds(category, day)))
    }

    /// ForbiddenFlags.
    pub(super) fn carry(&self, flags: &[Flag]) -> bool {
        self.people().flatten().any(|person| person.carries(flags))
    }

    /// EligibleParty: nobody is eligible of whom nothing is known. Where it judges nothing but who comes in along a route, the
    /// categories count that are equivalent.
    pub(super) fn match_no_row(&self, rows: &[EligibleRow], is_for_routes: bool) -> bool {
        let day = self.attempt.today();
        let counts_as = &self.attempt.instrument.regime.counts_as;
        let counts = |person: &Person, asked: Category| {
            let mut others = counts_as.iter().filter(|(_, one, _)| is_for_routes && *one == asked);
            let is_one = |(held, _, without): &(Category, Category, Vec<Flag>)| {
                person.holds(*held, day) && !person.carries(without)
            };
            person.holds(asked, day) || others.any(is_one)
        };
        let matches = |person: &Person, row: &EligibleRow| {
            let admitted =
                person.residence.is_some_and(|one| row.jurisdictions.contains(one.country));
            let holds = row.categories.iter().any(|category| counts(person, *category));
            admitted && (row.categories.is_empty() || holds) && !person.carries(&row.without)
        };
        let is_eligible = |person: &Person| rows.iter().any(|row| matches(person, row));
        self.people().any(|person| !person.is_some_and(is_eligible))
    }

    /// OfferingClock: who is nowhere is outside every list.
    pub(super) fn wait(&self, days: u16, jurisdictions: &Jurisdictions) -> bool {
        let days = match self.attempt.has_mistake(Mistake::ClockADayLate) {
            true if days != 0 => days + 1,
            _ => days,
        };
        let elapsed = self
            .attempt
            .instrument
            .clock
            .is_some_and(|start| self.attempt.today().number() >= start.number() + days);
        let restricts = |person: Option<&Person>| match person.and_then(|one| one.residence) {
            Some(residence) => jurisdictions.contains(residence.country),
            None => jurisdictions.is_exclusive(),
        };
        days != 0 && !elapsed && self.people().any(restricts)
    }

    /// Certified.
    pub(super) fn are_not_certified(&self, rule: &Certified) -> bool {
        let Attempt { model, instrument, .. } = self.attempt;
        let day = self.attempt.today();
        let is_over =
            |days: u16| instrument.clock.is_some_and(|start| day.number() >= start.number() + days);
        if rule.during.is_some_and(is_over) {
            return false;
        }
        let certified = |wallet: &corridor_scenario::Wallet| {
            let number = model.owners.get(wallet)?;
            instrument.certificates.get(&(rule.certificate, *number))
        };
        let wallets = self.sides.iter().map(|side| match *side {
            Party::SENDER => self.attempt.from,
            Party::RECIPIENT => self.attempt.to,
            _ => self.attempt.mover,
        });
        let mut untils = wallets.map(|wallet| wallet.and_then(certified));
        untils.any(|until| until.is_none_or(|until| day > *until))
    }

    /// Subdivision: who is of the country and of no known part of it fails either way.
    pub(super) fn are_outside(&self, rule: &Subdivision) -> bool {
        let is_outside = |person: &Person| {
            let Some(residence) = person.residence else { return false };
            if residence.country != rule.jurisdiction {
                return false;
            }
            let Some(part) = residence.subdivision else { return true };
            let listed = rule.subdivisions.iter().any(|code| code.number() == part.number());
            listed == rule.excludes
        };
        self.people().flatten().any(is_outside)
    }
}
