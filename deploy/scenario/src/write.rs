//! Writing scenarios as the files that they are read from: what a generator found becomes a file that stays.

mod record;

use alloy::primitives::U256;
use alloy::primitives::utils::format_ether;
use corridor_deploy::calendar::UtcDay;
use corridor_deploy::identifiers::Currency;
use corridor_deploy::investors::InvestorKind;
use corridor_deploy::vocabulary::Movement;
use corridor_operations::Part;

use super::{Action, Expected, Investor, Move, Scenario, ScenarioFile, Setting, Step};

/// The flag of a natural person, which follows from the kind.
const NATURAL_PERSON: &str = "natural-person";

impl ScenarioFile {
    /// The file as TOML: reading it gives the same scenarios, at the same moments. Profiles and terms are named by
    /// their ids, so those that came from a path have to be found again by whoever keeps the file.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let bonds: Vec<&str> = self.bonds.iter().map(|bond| bond.id()).collect();
        let terms = match bonds.as_slice() {
            [only] => quoted(only),
            several => list(several),
        };
        let mut parts = vec![format!(
            "schema = 1\nid = {}\ntitle = {}\nstart = {}\nterms = {terms}\n",
            quoted(&self.id),
            quoted(&self.title),
            self.start
        )];
        parts.extend(self.settings.iter().map(setting));
        parts.extend(self.investors.iter().map(investor));
        parts.extend(self.scenarios.iter().map(|one| scenario(one, self)));
        parts.join("\n")
    }
}

fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

fn list(items: &[impl AsRef<str>]) -> String {
    let items: Vec<String> = items.iter().map(|item| quoted(item.as_ref())).collect();
    format!("[{}]", items.join(", "))
}

fn setting(setting: &Setting) -> String {
    let id = &setting.profile.profile().id;
    let mut text = "[[under]]\n".to_owned();
    if *id != setting.name {
        text.push_str(&format!("name = {}\n", quoted(&setting.name)));
    }
    text.push_str(&format!("profile = {}\nleg = {}\n", quoted(id), quoted(&setting.leg)));
    text.push_str("\n[under.inputs]\n");
    for (name, value) in setting.profile.inputs() {
        text.push_str(&format!("{name} = {}\n", quoted(&value)));
    }
    text
}

fn investor(investor: &Investor) -> String {
    let mut text = format!("[[investor]]\nname = {}\n", quoted(&investor.name));
    let Some(jurisdiction) = investor.jurisdiction.filter(|_| investor.registered) else {
        text.push_str("registered = false\n");
        return text;
    };
    let kind = match investor.kind {
        InvestorKind::Natural => "natural",
        InvestorKind::Entity => "entity",
    };
    text.push_str(&format!("jurisdiction = \"{jurisdiction}\"\nkind = \"{kind}\"\n"));
    let categories: Vec<String> = investor
        .categories
        .iter()
        .map(|(category, until)| format!("{category} = {until}"))
        .collect();
    if !categories.is_empty() {
        text.push_str(&format!("categories = {{ {} }}\n", categories.join(", ")));
    }
    let flags = investor.flags.iter().map(|flag| flag.name());
    let flags: Vec<&str> = flags.filter(|name| *name != NATURAL_PERSON).collect();
    if !flags.is_empty() {
        text.push_str(&format!("flags = {}\n", list(&flags)));
    }
    if investor.wallets > 1 {
        text.push_str(&format!("wallets = {}\n", investor.wallets));
    }
    text
}

fn scenario(scenario: &Scenario, file: &ScenarioFile) -> String {
    let mut text = format!(
        "[[scenario]]\nid = {}\ntitle = {}\nrules = {}\n",
        quoted(&scenario.id),
        quoted(&scenario.title),
        list(&scenario.rules)
    );
    if let Some(boundary) = &scenario.boundary {
        text.push_str(&format!("boundary = {}\n", quoted(boundary)));
    }
    text.push_str(&format!(
        "under = {}\nstart = {}\nstep = [\n",
        list(&scenario.under),
        scenario.start
    ));
    for step in &scenario.steps {
        text.push_str(&format!("    {},\n", inline(step, file)));
    }
    text.push_str("]\n");
    text
}

/// The members of an inline table, in the order in which they are put.
struct Members(Vec<String>);

impl Members {
    fn text(&mut self, key: &str, value: impl ToString) {
        self.0.push(format!("{key} = {}", quoted(&value.to_string())));
    }

    fn bare(&mut self, key: &str, value: impl ToString) {
        self.0.push(format!("{key} = {}", value.to_string()));
    }

    fn maybe(&mut self, key: &str, value: Option<&impl ToString>) {
        if let Some(value) = value {
            self.text(key, value.to_string());
        }
    }

    /// One of two verbs.
    fn verb(&mut self, puts: &str, takes: &str, is_put: bool) {
        self.text("do", if is_put { puts } else { takes });
    }

    fn part(&mut self, part: Part) {
        if let Part::Amount(amount) = part {
            self.text("amount", amount);
        }
    }
}

fn inline(step: &Step, file: &ScenarioFile) -> String {
    let mut members = Members(vec![format!("at = {}", moment(step.at))]);
    act(&mut members, &step.action);
    members.maybe("bond", step.bond.as_ref());
    members.maybe("leg", step.leg.as_ref());
    expected(&mut members, step, file);
    members.maybe("note", step.note.as_ref());
    format!("{{ {} }}", members.0.join(", "))
}

/// A date, or date and time as text.
fn moment(at: u64) -> String {
    let Some(day) = UtcDay::from_seconds(at) else { return format!("\"{at}\"") };
    let second = at - day.start_seconds();
    if second == 0 {
        return day.to_string();
    }
    let (hours, minutes, seconds) = (second / 3_600, second / 60 % 60, second % 60);
    format!("\"{day} {hours:02}:{minutes:02}:{seconds:02}\"")
}

fn expected(members: &mut Members, step: &Step, file: &ScenarioFile) {
    let rules = |expected: &Expected| match expected {
        Expected::RefusedBy(rules) => Some(list(&rules.iter().collect::<Vec<_>>())),
        _ => None,
    };
    if let Expected::FailsWith(error) = &step.expectation.everywhere {
        members.text("fails_with", error);
        return;
    }
    if let Some(rules) = rules(&step.expectation.everywhere) {
        members.bare("refused_by", rules);
        return;
    }
    let settings = file.settings.iter().filter_map(|setting| {
        let rules = rules(step.expectation.under.get(&setting.name)?)?;
        Some(format!("{} = {rules}", setting.name))
    });
    let settings: Vec<String> = settings.collect();
    if !settings.is_empty() {
        members.bare("refused_by", format!("{{ {} }}", settings.join(", ")));
    }
}

fn act(members: &mut Members, action: &Action) {
    match action {
        Action::Move(movement) | Action::Decide(movement) => self::movement(members, movement),
        Action::Approve { from, operator, amount } => {
            members.text("do", "approve");
            members.text("from", from);
            members.text("operator", operator);
            members.text("amount", amount);
        }
        Action::Freeze { who, part } | Action::Unfreeze { who, part } => {
            let freezes = matches!(action, Action::Freeze { .. });
            members.text("do", if freezes { "freeze" } else { "unfreeze" });
            members.text("who", who);
            members.part(*part);
        }
        Action::Attest { who, category, until } => {
            members.text("do", "attest");
            members.text("who", who);
            members.text("category", category);
            members.bare("until", until);
        }
        Action::Revoke { who, category } => {
            members.text("do", "revoke");
            members.text("who", who);
            members.text("category", category);
        }
        Action::SetFacts { who, jurisdiction, flags } => {
            members.text("do", "set-facts");
            members.text("who", who);
            members.maybe("jurisdiction", jurisdiction.as_ref());
            if let Some(flags) = flags {
                members
                    .bare("flags", list(&flags.iter().map(|flag| flag.name()).collect::<Vec<_>>()));
            }
        }
        Action::Restrict { who, flag, on } => {
            members.text("do", if *on { "restrict" } else { "lift" });
            members.text("who", who);
            members.text("flag", flag);
        }
        Action::Link { who, wallet } => {
            members.text("do", "link");
            members.text("who", who);
            members.text("wallet", wallet);
        }
        Action::Unlink(wallet) => {
            members.text("do", "unlink");
            members.text("wallet", wallet);
        }
        Action::Record(record) => record::record(members, record),
        other => of_the_instrument(members, other),
    }
}

fn movement(members: &mut Members, movement: &Move) {
    let name = match movement.kind {
        Movement::RECOVERY => "recover",
        _ if movement.to_leg.is_some() => "exchange",
        kind => kind.name(),
    };
    members.text("do", name);
    members.maybe("from", movement.from.as_ref());
    members.maybe("to", movement.to.as_ref());
    members.maybe("operator", movement.operator.as_ref());
    members.maybe("to_leg", movement.to_leg.as_ref());
    members.maybe("amount", movement.amount.as_ref());
    members.maybe("cash", movement.cash.as_ref());
}

fn of_the_instrument(members: &mut Members, action: &Action) {
    match action {
        Action::SetPaused(on) => members.text("do", if *on { "pause" } else { "unpause" }),
        Action::SetHalted(on) => members.text("do", if *on { "halt" } else { "resume" }),
        Action::SetLimit(amount) => {
            members.text("do", "set-limit");
            members.text("amount", amount);
        }
        Action::SetEntrant { stage, activities, jurisdiction } => {
            members.text("do", "set-entrant");
            if let Some(stage) = stage {
                members.bare("stage", stage);
            }
            if let Some(activities) = activities {
                let names: Vec<&str> = activities.iter().map(|activity| activity.name()).collect();
                members.bare("activities", list(&names));
            }
            members.maybe("jurisdiction", jurisdiction.as_ref());
        }
        Action::SetRate { currency, limit_currency, rate, day } => {
            members.text("do", "set-rate");
            members.text("currency", currency);
            members.text("limit_currency", limit_currency);
            members.text("rate", decimal(*rate, *currency, *limit_currency));
            members.bare("day", day);
        }
        Action::StartClock(day) => {
            members.text("do", "start-clock");
            members.bare("day", day);
        }
        Action::WindDown => members.text("do", "wind-down"),
        Action::ReplaceRegime(with) => {
            members.text("do", "replace-regime");
            members.text("with", with);
        }
        Action::Tap(amount) => {
            members.text("do", "tap");
            members.text("amount", amount);
        }
        Action::OpenRoute(leg) | Action::CloseRoute(leg) => {
            let opens = matches!(action, Action::OpenRoute(_));
            members.verb("open-route", "close-route", opens);
            members.text("to_leg", leg);
        }
        other => unreachable!("{other} is about an investor"),
    }
}

/// A rate between smallest units as one between units.
fn decimal(rate: U256, from: Currency, to: Currency) -> String {
    let ten = U256::from(10);
    let (up, down) = (from.exponent(), to.exponent());
    format_ether(rate.saturating_mul(ten.pow(U256::from(up))) / ten.pow(U256::from(down)))
}
