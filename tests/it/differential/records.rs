//! What is put on record for rules to read.

use corridor_deploy::calendar::UtcDay;
use corridor_deploy::money::Amount;
use corridor_deploy::profile::{Predicate, Share, VolumeLadder};
use corridor_deploy::vocabulary::{Certificate, Fact, Flag};
use corridor_scenario::{Action, Record, Wallet};

use super::author::Author;
use super::words;
use crate::model::Symbol;

/// Name of the offering pool and of the venue group.
const POOL: &str = "house";

impl Author<'_> {
    /// Whether the chain has contracts for records and books.
    fn has_records(&self) -> bool {
        self.setting.profile.needs_extension()
    }

    /// Whether the scene has what an act needs.
    pub(super) fn can(&self, action: &Action) -> bool {
        match action {
            Action::Record(_) => self.has_records(),
            Action::SetEntrant { .. } | Action::SetLimit(_) => {
                self.setting.profile.entrant().is_some()
            }
            _ => true,
        }
    }

    /// What rules of the instrument miss on record.
    pub(super) fn repaired_records(&mut self, place: usize) -> Vec<Action> {
        let rules = self.model.instruments[place].regime.rules.clone();
        let mut repairs = self.repaired_entrant();
        if !self.has_records() {
            return repairs;
        }
        let today = self.model.today();
        for (fact, wanted) in words::facts(&rules) {
            let until = self.model.instruments[place].facts.get(&fact).copied();
            let holds = until.is_some_and(|until| today <= until);
            if holds != wanted {
                let until = Some(self.some_day_to_come()).filter(|_| wanted);
                let repair = Action::Record(Record::Fact { fact, until });
                repairs.extend(std::iter::repeat_n(repair, 4));
            }
        }
        for certificate in words::certificates(&rules) {
            let (who, until) = (self.somebody(), Some(self.some_day_to_come()));
            repairs.push(Action::Record(Record::Certificate { who, certificate, until }));
        }
        for rule in &rules {
            if let Some(on_chain) = rule.on_chain() {
                repairs.extend(self.repaired(place, &on_chain.predicate).map(Action::Record));
            }
        }
        repairs
    }

    fn repaired_entrant(&self) -> Vec<Action> {
        let Some(terms) = self.setting.profile.entrant() else { return Vec::new() };
        let entrant = &self.model.entrant;
        let is_less = entrant.stage < terms.stage
            || entrant.activities.len() < terms.activities.len()
            || entrant.jurisdiction != Some(terms.jurisdiction);
        let repair = Action::SetEntrant {
            stage: Some(terms.stage),
            activities: Some(terms.activities.clone()),
            jurisdiction: Some(terms.jurisdiction),
        };
        let mut repairs = Vec::new();
        if is_less {
            repairs.extend(std::iter::repeat_n(repair, 6));
        }
        let used = self.model.used_capacity();
        if let Some(limit) = entrant.limit
            && limit.units() <= used
        {
            let room = Amount::from_units(used + terms.limit.units() / 4, limit.currency());
            repairs.extend(std::iter::repeat_n(Action::SetLimit(room), 3));
        }
        repairs
    }

    /// What a predicate misses, if anything can be done about it.
    fn repaired(&mut self, place: usize, predicate: &Predicate) -> Option<Record> {
        let today = self.model.today();
        match predicate {
            Predicate::OfferMade => Some(Record::Offer(self.somebody())),
            Predicate::ApprovedTransfer => Some(self.some_approval(place)),
            Predicate::NamedVenue if self.model.instruments[place].venues.is_empty() => {
                Some(Record::Venue { who: self.somebody(), named: true })
            }
            Predicate::SymbolLimit(_)
                if !self.model.symbols.is_admitted(&Symbol::Instrument(place)) =>
            {
                let notice = UtcDay::from_number(today.number() - 31);
                Some(self.some_admission(notice))
            }
            Predicate::VolumeLadder(rule) => self.repaired_ladder(place, *rule),
            Predicate::LotClock(_) => {
                let (needs_day, is_ready) = self.model.instruments[place].lot_terms()?;
                let tranche = Some(today).filter(|_| needs_day);
                let restart = Flag::all().filter(|flag| flag.name() == "affiliate").collect();
                Some(Record::LotTerms { tranche, restart }).filter(|_| !is_ready)
            }
            Predicate::HolderLimit(_) if !self.model.instruments[place].knows_holders() => {
                self.dice.pick(&self.holders[place]).cloned().map(Record::Seed)
            }
            Predicate::OfferingTotal(_) if self.model.instruments[place].pool().is_none() => {
                Some(Record::Pool(POOL.to_owned()))
            }
            _ => None,
        }
    }

    fn repaired_ladder(&mut self, place: usize, rule: VolumeLadder) -> Option<Record> {
        if self.model.instruments[place].volume_share != rule.share.millionths() {
            return Some(Record::VolumeShare(rule.share));
        }
        Some(self.some_average(place))
    }

    /// The average daily volume of the month before.
    fn some_average(&mut self, place: usize) -> Record {
        let today = self.model.today();
        let day_of_month = u16::from(today.date().day().unsigned_abs());
        let month = UtcDay::from_number(today.number() - day_of_month);
        let units = u128::from(1 + self.dice.below(40)) * 100_000_000;
        let currency = self.model.instruments[place].currency;
        Record::AverageVolume { month, average: Amount::from_units(units, currency) }
    }

    fn some_approval(&mut self, place: usize) -> Record {
        let (from, to) = (self.some_giver(place), self.somebody());
        let held = self.model.instruments[place].balance(&from);
        let currency = self.model.instruments[place].currency;
        let units = held * u128::from(1 + self.dice.below(4)) / 4;
        let until = self.some_day_to_come();
        let approved = Some((Amount::from_units(units, currency), until));
        Record::PreApproval { from, to, approved }
    }

    fn some_admission(&mut self, notice: UtcDay) -> Record {
        Record::AdmitSymbol { other: None, group: POOL.to_owned(), notice, objection_days: 30 }
    }

    /// Something that is put on record, or taken from it.
    pub(super) fn some_record(&mut self, place: usize) -> Option<Action> {
        if !self.has_records() {
            return None;
        }
        let rules = self.model.instruments[place].regime.rules.clone();
        let who = self.somebody();
        let record = match self.dice.below(8) {
            0 | 1 => {
                let facts: Vec<(Fact, bool)> = words::facts(&rules).into_iter().collect();
                let fact = self.dice.pick(&facts)?.0;
                let until = Some(self.some_day_to_come()).filter(|_| self.dice.chance(60));
                Record::Fact { fact, until }
            }
            2 => {
                let used: Vec<Certificate> = words::certificates(&rules).into_iter().collect();
                let certificate = *self.dice.pick(&used)?;
                let until = Some(self.some_day_to_come()).filter(|_| self.dice.chance(70));
                Record::Certificate { who, certificate, until }
            }
            3 => Record::Recount(self.some_giver(place)),
            4 => Record::Seed(self.some_giver(place)),
            _ => self.record_of_rules(place, &rules)?,
        };
        Some(Action::Record(record))
    }

    /// Something that a rule of the regime reads.
    fn record_of_rules(
        &mut self,
        place: usize,
        rules: &[corridor_deploy::profile::Rule],
    ) -> Option<Record> {
        let rule = self.dice.pick(rules)?.on_chain()?.predicate.clone();
        let who: Wallet = self.somebody();
        let today = self.model.today();
        Some(match rule {
            Predicate::OfferMade | Predicate::OffereeLimit(_) => Record::Offer(who),
            Predicate::ApprovedTransfer if self.dice.chance(20) => {
                Record::PreApproval { from: self.some_giver(place), to: who, approved: None }
            }
            Predicate::ApprovedTransfer => self.some_approval(place),
            Predicate::NamedVenue => Record::Venue { who, named: self.dice.chance(60) },
            Predicate::SymbolLimit(_) => match self.dice.below(6) {
                0 => Record::WithdrawSymbol { other: None },
                1 if self.is_ending => Record::Objection { other: None, day: today },
                _ => {
                    let back = u16::try_from(self.dice.below(40)).unwrap_or_default();
                    self.some_admission(UtcDay::from_number(today.number() + 1 - back))
                }
            },
            Predicate::VolumeLadder(_) if self.dice.chance(10) => {
                let shares = ["0.25 %", "2.5 %", "1 %"];
                let share: Share = self.dice.pick(&shares)?.parse().ok()?;
                Record::VolumeShare(share)
            }
            Predicate::VolumeLadder(_) => self.some_average(place),
            Predicate::LotClock(_) => Record::LotTerms {
                tranche: Some(today).filter(|_| self.dice.chance(50)),
                restart: Vec::new(),
            },
            Predicate::OfferingTotal(_) => Record::Pool(POOL.to_owned()),
            _ => return None,
        })
    }
}
