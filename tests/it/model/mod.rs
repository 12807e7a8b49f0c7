//! A second opinion on verdicts: what a movement comes to by the definitions of the rules, reckoned in the most obvious way.
//!
//! It knows the profile as data and the steps of a scenario, and nothing of how contracts work: no table, no bits, no guard, no
//! running totals. Whatever a rule asks about the past is found by going through the instrument's history from its first day. So it
//! is slow and short, and where it and the contracts differ, one of the two is wrong.

mod acts;
mod attempt;
mod books;
mod calendar;
mod entrant;
mod history;
mod instrument;
mod limits;
mod lots;
mod people;
mod records;
mod routes;
mod rules;
mod symbols;
mod token;
mod verdict;

use std::collections::BTreeMap;

use corridor_deploy::calendar::UtcDay;
use corridor_deploy::vocabulary::Cash;
use corridor_scenario::{Action, Expected, Move, ScenarioFile, Setting, Step, Wallet};

pub(crate) use calendar::months_later;
pub(crate) use instrument::{Frozen, Instrument, Regime};
pub(crate) use people::Person;
pub(crate) use routes::{Route, halves};
pub(crate) use verdict::Verdict;

use entrant::Entrant;
pub(crate) use symbols::Symbol;
use symbols::Symbols;

/// Everything that has happened so far, as one setting of a scenario file sees it.
#[derive(Clone, Debug)]
pub(crate) struct Model {
    /// The moment of the last step, in unix seconds.
    pub(crate) at: u64,
    /// Whoever was registered; a person's number is its place here.
    pub(crate) people: Vec<Person>,
    /// Whose each registered wallet is.
    pub(crate) owners: BTreeMap<Wallet, usize>,
    pub(crate) instruments: Vec<Instrument>,
    pub(crate) routes: Vec<Route>,
    pub(crate) entrant: Entrant,
    pub(crate) symbols: Symbols,
    /// What the cash tokens are that wallets stand for.
    pub(crate) cash: BTreeMap<Wallet, Cash>,
    regimes: BTreeMap<String, Regime>,
    leg: String,
    mistake: Option<Mistake>,
}

/// A model that is wrong on purpose, to show that the comparison finds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mistake {
    /// An offering clock's period is over a day late.
    ClockADayLate,
    /// Units that come in from another leg are as young as their arrival.
    DatesLostOnTheWay,
}

/// What a step must come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// A movement gets a verdict.
    Verdict(Verdict),
    /// Anything else is done, or fails with a contract's error.
    Act(Result<(), &'static str>),
}

impl Answer {
    /// As a scenario file says it.
    pub(crate) fn expected(&self) -> Expected {
        match self {
            Self::Verdict(verdict) if verdict.refused.is_empty() => Expected::Done,
            Self::Verdict(verdict) => Expected::RefusedBy(verdict.refused.clone()),
            Self::Act(Ok(())) => Expected::Done,
            Self::Act(Err(error)) => Expected::FailsWith((*error).to_owned()),
        }
    }
}

impl Model {
    /// The beginning of a scenario: the investors registered, nothing issued.
    pub(crate) fn new(file: &ScenarioFile, setting: &Setting, start: u64) -> Self {
        let mut model = Self {
            at: start,
            people: Vec::new(),
            owners: BTreeMap::new(),
            instruments: Vec::new(),
            routes: Vec::new(),
            entrant: Entrant::of(setting),
            symbols: Symbols::default(),
            cash: BTreeMap::new(),
            regimes: file
                .settings
                .iter()
                .map(|other| (other.name.clone(), Regime::of(&other.profile, &other.leg)))
                .collect(),
            leg: setting.leg.clone(),
            mistake: None,
        };
        for investor in file.investors.iter().filter(|investor| investor.registered) {
            let number = model.people.len();
            model.people.push(Person::of(investor));
            let wallets = (1..=investor.wallets).map(|wallet| Wallet::new(&*investor.name, wallet));
            model.owners.extend(wallets.map(|wallet| (wallet, number)));
        }
        for bond in &file.bonds {
            for leg in &setting.profile.profile().legs {
                let regime = Regime::of(&setting.profile, &leg.id);
                let entrant = setting.profile.entrant();
                let enrolled = entrant.is_some_and(|entrant| entrant.legs.contains(&leg.id));
                model.instruments.push(Instrument::new(bond, &leg.id, regime, enrolled));
            }
        }
        model.open_routes(&setting.profile);
        model
    }

    /// The same, but wrong.
    pub(crate) fn mistaken(mut self, mistake: Mistake) -> Self {
        self.mistake = Some(mistake);
        self
    }

    /// The day it is.
    pub(crate) fn today(&self) -> UtcDay {
        UtcDay::from_seconds(self.at).unwrap_or(UtcDay::from_number(u16::MAX))
    }

    /// What a movement would come to now.
    pub(crate) fn decide(&self, step: &Step) -> Verdict {
        let movement = step.action.movement();
        movement.map(|movement| self.verdict(self.place(step), movement)).unwrap_or_default()
    }

    fn verdict(&self, place: usize, movement: &Move) -> Verdict {
        match &movement.to_leg {
            Some(leg) => self.judge_exchange(place, movement, leg),
            None => self.judge(place, movement),
        }
    }

    /// Takes a step.
    pub(crate) fn play(&mut self, step: &Step) -> Answer {
        self.at = step.at;
        let place = self.place(step);
        match &step.action {
            Action::Move(movement) => {
                let verdict = self.verdict(place, movement);
                match &movement.to_leg {
                    _ if !verdict.refused.is_empty() => {}
                    Some(leg) => self.carry_out_exchange(place, movement, leg),
                    None => self.carry_out(place, movement),
                }
                Answer::Verdict(verdict)
            }
            Action::Decide(movement) => Answer::Verdict(self.verdict(place, movement)),
            action => Answer::Act(self.act(place, action)),
        }
    }

    /// Which instrument a step is about.
    pub(crate) fn place(&self, step: &Step) -> usize {
        let leg = step.leg.as_ref().unwrap_or(&self.leg);
        let bond = step.bond.as_ref().unwrap_or(&self.instruments[0].bond);
        let found = self.instruments.iter().position(|one| one.bond == *bond && one.leg == *leg);
        found.expect("a step names a bond and a leg that there are")
    }

    /// Whose a wallet is.
    pub(crate) fn person(&self, wallet: &Wallet) -> Option<&Person> {
        self.owners.get(wallet).map(|number| &self.people[*number])
    }

    /// The wallets of a wallet's investor, or that wallet alone when nobody registered it.
    pub(crate) fn wallets_with(&self, wallet: &Wallet) -> Vec<Wallet> {
        match self.owners.get(wallet) {
            None => vec![wallet.clone()],
            Some(number) => {
                let all = self.owners.iter().filter(|(_, owner)| *owner == number);
                all.map(|(wallet, _)| wallet.clone()).collect()
            }
        }
    }
}
