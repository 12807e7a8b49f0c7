//! Acts to try: what disturbs, and what puts right again.

use alloy::primitives::U256;
use corridor_deploy::calendar::UtcDay;
use corridor_deploy::money::Amount;
use corridor_deploy::profile::Predicate;
use corridor_deploy::residence::Residence;
use corridor_deploy::vocabulary::{Category, Flag};
use corridor_operations::Part;
use corridor_scenario::{Action, Record, Wallet};

use super::author::Author;
use super::words;
use crate::model::Frozen;

/// Of a hundred acts, so many let the rule refuse that was seen to do so least.
const PROVOCATIONS: u64 = 15;

/// Of a hundred others, so many put something right.
const REPAIRS: u64 = 72;

/// Where somebody may move to.
const PLACES: [&str; 13] =
    ["GB", "US", "US-NY", "US-CA", "DE", "FR", "CA", "CA-ON", "CA-BC", "IR", "PR", "JP", "LU"];

impl Author<'_> {
    pub(super) fn some_act(&mut self, place: usize) -> Option<Action> {
        if self.is_ending && self.dice.chance(6) {
            return Some(Action::WindDown);
        }
        if self.dice.chance(PROVOCATIONS)
            && let Some(action) = self.provocation(place)
        {
            return Some(action);
        }
        if self.dice.chance(REPAIRS) {
            let repairs = self.repairs(place);
            if let Some(action) = self.dice.pick(&repairs) {
                return Some(action.clone());
            }
        }
        match self.dice.below(10) {
            0 if self.model.instruments[place].lot_terms().is_some() => self.some_choice(place),
            0..=2 => self.some_restriction(place),
            3..=5 => self.some_standing(),
            6 => self.some_entrant_act(place),
            7 => self.some_rare_act(place),
            _ => self.some_record(place),
        }
    }

    /// What lets one of the rules refuse that were seen to do so least.
    fn provocation(&mut self, place: usize) -> Option<Action> {
        let regime = self.model.instruments[place].regime.clone();
        let mut provocations: Vec<(usize, Action)> = Vec::new();
        for rule in &regime.rules {
            let seen = self.refusals(&regime.profile, &rule.id);
            let predicate = &rule.on_chain()?.predicate;
            let action = self.provoked(place, predicate);
            provocations.extend(action.map(|action| (seen, action)));
        }
        provocations.sort_by_key(|(seen, _)| *seen);
        provocations.truncate(3);
        self.dice.pick(&provocations).map(|(_, action)| action.clone())
    }

    fn provoked(&mut self, place: usize, predicate: &Predicate) -> Option<Action> {
        let who = self.some_giver(place);
        Some(match predicate {
            Predicate::NotHalted => Action::SetHalted(true),
            Predicate::ForbiddenFlags { flags } => {
                self.model.person(&who)?;
                let flag = *self.dice.pick(flags)?;
                match flag.is_restriction() {
                    true => Action::Restrict { who, flag, on: true },
                    false => Action::SetFacts { who, jurisdiction: None, flags: Some(vec![flag]) },
                }
            }
            Predicate::InstrumentFact(rule) => {
                let until = Some(self.model.today()).filter(|_| rule.absent);
                Action::Record(Record::Fact { fact: rule.fact, until })
            }
            Predicate::EntrantStage { minimum } => Action::SetEntrant {
                stage: Some(minimum - 1),
                activities: None,
                jurisdiction: None,
            },
            Predicate::EntrantActivity { .. } => {
                Action::SetEntrant { stage: None, activities: Some(Vec::new()), jurisdiction: None }
            }
            Predicate::EntrantEstablished { .. } => Action::SetEntrant {
                stage: None,
                activities: None,
                jurisdiction: "FR".parse().ok(),
            },
            Predicate::OffereeLimit(_) => Action::Record(Record::Offer(self.somebody())),
            _ => return None,
        })
        .filter(|action| self.can(action))
    }

    /// What would put something right.
    fn repairs(&mut self, place: usize) -> Vec<Action> {
        let instrument = &self.model.instruments[place];
        let mut repairs = Vec::new();
        if instrument.paused {
            repairs.extend(std::iter::repeat_n(Action::SetPaused(false), 6));
        }
        if instrument.halted {
            repairs.extend(std::iter::repeat_n(Action::SetHalted(false), 6));
        }
        let frozen: Vec<Wallet> = instrument.frozen.keys().cloned().collect();
        repairs
            .extend(frozen.into_iter().map(|who| Action::Unfreeze { who, part: Part::Everything }));
        let closed = self.legs_beyond(place, false);
        repairs.extend(closed.into_iter().flat_map(|leg| vec![Action::OpenRoute(leg); 4]));
        repairs.extend(self.repaired_people(place));
        repairs.extend(self.repaired_records(place));
        repairs
    }

    /// The legs that an open route leads to, or a closed one.
    fn legs_beyond(&self, place: usize, open: bool) -> Vec<String> {
        let routes = self.model.routes.iter().filter(|one| one.from == place && one.open == open);
        routes.map(|route| self.model.instruments[route.to].leg.clone()).collect()
    }

    /// Lapsed attestations and restrictions of the cast.
    fn repaired_people(&mut self, place: usize) -> Vec<Action> {
        let used = words::categories(&self.model.instruments[place].regime.rules);
        let today = self.model.today();
        let mut repairs = Vec::new();
        for who in self.cast.clone() {
            let Some(person) = self.model.person(&who).cloned() else { continue };
            for flag in person.flags.iter().copied().filter(|flag| flag.is_restriction()) {
                repairs.push(Action::Restrict { who: who.clone(), flag, on: false });
            }
            for (category, last) in &person.categories {
                if used.contains(category) && *last < today {
                    let until = self.some_day_to_come();
                    repairs.push(Action::Attest { who: who.clone(), category: *category, until });
                }
            }
        }
        repairs
    }

    /// A day within the next months, soon as a rule.
    pub(super) fn some_day_to_come(&mut self) -> UtcDay {
        let days = match self.dice.below(4) {
            0 => self.dice.below(3),
            1 => self.dice.below(40),
            _ => 30 + self.dice.below(300),
        };
        UtcDay::from_number(self.model.today().number() + u16::try_from(days).unwrap_or_default())
    }

    fn some_restriction(&mut self, place: usize) -> Option<Action> {
        let who = self.some_giver(place);
        let currency = self.model.instruments[place].currency;
        let held = self.model.instruments[place].balance(&who);
        let part = Amount::from_units(u128::from(self.dice.below(5)) * held / 3, currency);
        Some(match self.dice.below(12) {
            0 => Action::SetPaused(true),
            1 => Action::SetHalted(true),
            2 => {
                let restrictions: Vec<Flag> =
                    Flag::all().filter(|one| one.is_restriction()).collect();
                let flag = *self.dice.pick(&restrictions)?;
                self.model.person(&who)?;
                Action::Restrict { who, flag, on: true }
            }
            3 => Action::Freeze { who, part: Part::Everything },
            4 | 5 => Action::Freeze { who, part: Part::Amount(part) },
            6 => {
                let frozen = self.model.instruments[place].frozen.get(&who).copied()?;
                let Frozen::Units(units) = frozen else { return None };
                let less = Amount::from_units(units / 2, currency);
                Action::Unfreeze { who, part: Part::Amount(less) }
            }
            7 | 8 if !self.legs_beyond(place, true).is_empty() => {
                let open = self.legs_beyond(place, true);
                Action::CloseRoute(self.dice.pick(&open)?.clone())
            }
            _ => Action::Approve {
                from: who.clone(),
                operator: if self.dice.chance(15) { who } else { self.somebody() },
                amount: Amount::from_units(held * u128::from(self.dice.below(4)) / 2, currency),
            },
        })
    }

    /// A holder lets one of its lots go first, or again the oldest.
    fn some_choice(&mut self, place: usize) -> Option<Action> {
        let who = self.some_giver(place);
        let lots = self.model.instruments[place].lots_of(&who);
        let lot = self.dice.pick(&lots).filter(|_| self.dice.chance(80));
        let day = lot.and_then(|lot| lot.day);
        Some(Action::Record(Record::ChooseLot { who, day }))
    }

    /// Another standing of somebody.
    fn some_standing(&mut self) -> Option<Action> {
        let who = self.somebody();
        let categories: Vec<Category> = Category::all().collect();
        let category = *self.dice.pick(&categories)?;
        let known = self.model.person(&who).map(|person| person.categories.clone());
        let own: Vec<Category> = known.unwrap_or_default().into_keys().collect();
        Some(match self.dice.below(8) {
            0 => {
                let category = self.dice.pick(&own).copied().unwrap_or(category);
                Action::Revoke { who, category }
            }
            1 | 2 => {
                let category = self.dice.pick(&own).copied().unwrap_or(category);
                let until = self.some_day_to_come();
                Action::Attest { who, category, until }
            }
            3 => {
                let until = self.some_day_to_come();
                Action::Attest { who, category, until }
            }
            4 => {
                self.model.person(&who)?;
                let residence: Residence = self.dice.pick(&PLACES)?.parse().ok()?;
                Action::SetFacts { who, jurisdiction: Some(residence), flags: None }
            }
            5 => {
                self.model.person(&who)?;
                let attested = Flag::all().filter(|flag| !flag.is_restriction());
                let flags = attested.filter(|_| self.dice.chance(30)).collect();
                Action::SetFacts { who, jurisdiction: None, flags: Some(flags) }
            }
            6 => Action::Link { who: self.somebody(), wallet: who },
            _ => Action::Unlink(who),
        })
    }

    fn some_entrant_act(&mut self, place: usize) -> Option<Action> {
        let entrant = self.setting.profile.entrant()?.clone();
        let used = self.model.used_capacity();
        let own = self.model.instruments[place].currency;
        let limit = self.model.entrant.limit?;
        Some(match self.dice.below(6) {
            0 => Action::SetEntrant {
                stage: Some(u8::try_from(self.dice.below(5)).unwrap_or_default()),
                activities: None,
                jurisdiction: None,
            },
            1 => {
                Action::SetEntrant { stage: None, activities: Some(Vec::new()), jurisdiction: None }
            }
            2 => Action::SetEntrant {
                stage: None,
                activities: None,
                jurisdiction: "FR".parse().ok(),
            },
            3 if own != limit.currency() => Action::SetRate {
                currency: own,
                limit_currency: limit.currency(),
                rate: U256::from(
                    300_000_000_000_000_000 + self.dice.below(700_000_000_000_000_000),
                ),
                day: self.model.today(),
            },
            3 => Action::SetEntrant {
                stage: Some(entrant.stage),
                activities: Some(entrant.activities),
                jurisdiction: Some(entrant.jurisdiction),
            },
            _ => {
                let room = u128::from(self.dice.below(20)) * 10_000_000;
                let units = (used + room).saturating_sub(100_000_000);
                Action::SetLimit(Amount::from_units(units, limit.currency()))
            }
        })
    }

    /// What is seldom done, or cannot be undone.
    fn some_rare_act(&mut self, place: usize) -> Option<Action> {
        let currency = self.model.instruments[place].currency;
        let leg = self.model.instruments[place].leg.clone();
        let today = self.model.today().number();
        Some(match self.dice.below(8) {
            0 => {
                let back = u16::try_from(self.dice.below(20)).unwrap_or_default();
                Action::StartClock(UtcDay::from_number(today + 2 - back))
            }
            1 => {
                let units = u128::from(self.dice.below(1_000)) * 100_000;
                Action::Tap(Amount::from_units(units, currency))
            }
            2 if self.is_ending && self.dice.chance(30) => Action::WindDown,
            2 | 3 => return self.some_entrant_act(place),
            _ => {
                let others: Vec<String> = self
                    .file
                    .settings
                    .iter()
                    .filter(|other| other.leg == leg)
                    .map(|other| other.name.clone())
                    .collect();
                Action::ReplaceRegime(self.dice.pick(&others)?.clone())
            }
        })
    }
}
