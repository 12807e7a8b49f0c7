//! Writes random histories: steps that go on from an opening, chosen so that much is allowed and every rule has its say.

use corridor_deploy::calendar::UtcDay;
use corridor_scenario::{
    Action, Expectation, Move, Record, Scenario, ScenarioFile, Setting, Step, Wallet,
};

use super::coverage::{Coverage, EXCHANGE};
use super::dice::Dice;
use crate::model::{Answer, Model, Regime};

/// Of a hundred steps, so many are no movements.
const ACTS: u64 = 16;

/// Of a hundred steps, so many happen later than the one before.
const LATER: u64 = 15;

/// How far a history goes unless it is near its end: beyond, regimes end for good.
const HORIZON_DAYS: u64 = 700;

/// Somebody who writes one history.
#[derive(Debug)]
pub(super) struct Author<'f> {
    pub(super) file: &'f ScenarioFile,
    pub(super) setting: &'f Setting,
    pub(super) model: Model,
    pub(super) dice: Dice,
    pub(super) coverage: Coverage,
    /// What histories before this one have tried.
    pub(super) known: Coverage,
    /// Wallets of investors who have a name of their own, spare ones among them.
    pub(super) cast: Vec<Wallet>,
    /// First wallets of those who are many.
    pub(super) crowd: Vec<Wallet>,
    pub(super) start: u64,
    /// Whether the end is near, so that what cannot be undone may be done.
    pub(super) is_ending: bool,
    steps: Vec<Step>,
    /// Wallets that hold something, by the place of the instrument.
    pub(super) holders: Vec<Vec<Wallet>>,
}

impl<'f> Author<'f> {
    pub(super) fn new(
        file: &'f ScenarioFile,
        setting: &'f Setting,
        opening: &Scenario,
        dice: Dice,
        known: &Coverage,
    ) -> Self {
        let start = opening.start.start_seconds();
        let (crowd, named): (Vec<_>, Vec<_>) =
            file.investors.iter().partition(|one| one.name.contains(|c: char| c.is_ascii_digit()));
        let wallets = named.iter().flat_map(|one| {
            let most = if one.registered { one.wallets + 1 } else { 1 };
            (1..=most).map(|number| Wallet::new(&*one.name, number))
        });
        let mut author = Self {
            file,
            setting,
            model: Model::new(file, setting, start),
            dice,
            coverage: Coverage::default(),
            known: known.clone(),
            cast: wallets.collect(),
            crowd: crowd.iter().map(|one| Wallet::new(&*one.name, 1)).collect(),
            start,
            is_ending: false,
            steps: Vec::new(),
            holders: Vec::new(),
        };
        author.holders = vec![Vec::new(); author.model.instruments.len()];
        for step in &opening.steps {
            let again = Step { expectation: Expectation::default(), ..step.clone() };
            author.put(again);
        }
        author
    }

    /// The history of so many steps, the opening among them, with what each must come to; and what it tries.
    pub(super) fn write(mut self, length: usize) -> (Vec<Step>, Coverage) {
        while self.steps.len() < length {
            self.is_ending = self.steps.len() * 8 > length * 7;
            let later = self.dice.chance(LATER);
            let at = if later { self.later() } else { self.model.at };
            self.model.at = at;
            let place = self.some_instrument();
            let tried = match self.dice.chance(ACTS) {
                true => self.some_act(place).map(|action| (place, action)),
                false => self.some_movement(place),
            };
            if let Some((place, action)) = tried {
                let step = self.step(place, action);
                self.put(step);
            }
        }
        (self.steps, self.coverage)
    }

    /// How often a rule has refused so far.
    pub(super) fn refusals(&self, profile: &str, rule: &str) -> usize {
        self.known.refusals(profile, rule) + self.coverage.refusals(profile, rule)
    }

    /// Whether a rule has passed so far.
    pub(super) fn has_passed(&self, profile: &str, rule: &str) -> bool {
        self.known.has_passed(profile, rule) || self.coverage.has_passed(profile, rule)
    }

    fn some_instrument(&mut self) -> usize {
        let count = self.model.instruments.len() as u64;
        usize::try_from(self.dice.below(count)).unwrap_or_default()
    }

    /// A step about an instrument at the moment that it is.
    pub(super) fn step(&self, place: usize, action: Action) -> Step {
        let instrument = &self.model.instruments[place];
        let bond = Some(instrument.bond.clone()).filter(|bond| *bond != self.file.bonds[0].id());
        let leg = Some(instrument.leg.clone()).filter(|leg| *leg != self.setting.leg);
        let expectation = Expectation::default();
        Step { line: 0, at: self.model.at, action, bond, leg, expectation, note: None }
    }

    /// Takes the step and notes what it must come to.
    fn put(&mut self, mut step: Step) {
        let place = self.model.place(&step);
        let to_leg = step.action.movement().and_then(|movement| movement.to_leg.clone());
        let entered = to_leg.and_then(|leg| self.model.other_leg(place, &leg));
        let regimes = [Some(place), entered].into_iter().flatten();
        let regimes: Vec<Regime> =
            regimes.map(|place| self.model.instruments[place].regime.clone()).collect();
        let answer = self.model.play(&step);
        step.expectation = Expectation { everywhere: answer.expected(), ..Expectation::default() };
        match (&answer, step.action.movement()) {
            (Answer::Verdict(verdict), Some(movement)) => {
                self.coverage.note(kind(movement), &regimes, verdict);
            }
            (Answer::Act(done), _) => self.coverage.note_act(name(&step.action), done.is_ok()),
            _ => {}
        }
        self.steps.push(step);
        for place in [Some(place), entered].into_iter().flatten() {
            let holding = self.model.instruments[place].balances();
            let all = self.cast.iter().chain(&self.crowd);
            self.holders[place] =
                all.filter(|wallet| holding.contains_key(wallet)).cloned().collect();
        }
    }

    /// A later moment: mostly around the day on which something turns.
    fn later(&mut self) -> u64 {
        const DAY: u64 = 86_400;
        let now = self.model.at;
        let today = self.model.today();
        if self.dice.chance(25) {
            return now + self.dice.below(DAY);
        }
        let last = self.start / DAY + HORIZON_DAYS;
        let days: Vec<UtcDay> = self.model.turning_days().into_iter().collect();
        let near = days.into_iter().take(if self.is_ending { 40 } else { 5 });
        let near: Vec<UtcDay> =
            near.filter(|day| self.is_ending || u64::from(day.number()) < last).collect();
        // The next one as a rule: what a day decides is seen on that day only.
        let wanted = match self.dice.chance(60) {
            true => near.first().copied(),
            false => self.dice.pick(&near).copied(),
        };
        let tomorrow = UtcDay::from_number(today.number() + 1);
        let day = wanted.unwrap_or(tomorrow);
        let moment = match self.dice.below(5) {
            0 | 1 => day.start_seconds() - 1,
            2 | 3 => day.start_seconds(),
            _ => day.start_seconds() + self.dice.below(DAY),
        };
        moment.max(now)
    }
}

/// What a movement is counted as.
fn kind(movement: &Move) -> &'static str {
    if movement.to_leg.is_some() { EXCHANGE } else { movement.kind.name() }
}

/// What an act is counted as.
pub(super) fn name(action: &Action) -> &'static str {
    match action {
        Action::Approve { .. } => "approve",
        Action::Freeze { .. } => "freeze",
        Action::Unfreeze { .. } => "unfreeze",
        Action::SetPaused(_) => "pause",
        Action::SetHalted(_) => "halt",
        Action::SetLimit(_) => "set-limit",
        Action::SetEntrant { .. } => "set-entrant",
        Action::SetRate { .. } => "set-rate",
        Action::Attest { .. } => "attest",
        Action::Revoke { .. } => "revoke",
        Action::SetFacts { .. } => "set-facts",
        Action::Restrict { .. } => "restrict",
        Action::StartClock(_) => "start-clock",
        Action::WindDown => "wind-down",
        Action::ReplaceRegime(_) => "replace-regime",
        Action::Link { .. } => "link",
        Action::Unlink(_) => "unlink",
        Action::Tap(_) => "tap",
        Action::OpenRoute(_) => "open-route",
        Action::CloseRoute(_) => "close-route",
        Action::Record(record) => recorded(record),
        _ => "other",
    }
}

const fn recorded(record: &Record) -> &'static str {
    match record {
        Record::Fact { .. } => "record-fact",
        Record::Certificate { .. } => "certify",
        Record::PreApproval { .. } => "pre-approve",
        Record::Venue { .. } => "name-venue",
        Record::CashClass { .. } => "class-cash",
        Record::AverageVolume { .. } => "set-average-volume",
        Record::AdmitSymbol { .. } => "admit-symbol",
        Record::WithdrawSymbol { .. } => "withdraw-symbol",
        Record::Objection { .. } => "object",
        Record::Offer(_) => "offer",
        Record::LotTerms { .. } => "set-lot-terms",
        Record::ChooseLot { .. } => "choose-lot",
        Record::Pool(_) => "set-pool",
        Record::VolumeShare(_) => "set-volume-share",
        Record::Seed(_) => "seed",
        Record::Recount(_) => "recount",
        _ => "other",
    }
}
