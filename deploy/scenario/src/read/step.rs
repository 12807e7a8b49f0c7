//! Reading steps.

mod record;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use corridor_bindings::revert::ErrorDocumentation;
use corridor_deploy::calendar::UtcDay;
use corridor_deploy::identifiers::{Currency, MoneyCurrency};
use corridor_deploy::money::{Amount, Money};
use corridor_deploy::source::{Advice, Cursor, Fields, SourceError, one_of};
use corridor_deploy::terms::Security;
use corridor_deploy::vocabulary::{Flag, Movement};
use corridor_operations::{Part, SetRate};

use super::super::{
    Action, Expectation, Expected, Investor, Move, NOBODY, Setting, Step, Wallet, moment,
};
use super::{MOST_WALLETS, known_rules, rule, setting_name, step_moment};

/// What the steps of a file may refer to.
pub(super) struct Reader<'r> {
    pub(super) bonds: &'r [Security],
    pub(super) settings: &'r [Setting],
    pub(super) investors: &'r [Investor],
}

/// One step among those that an entry with a range stands for.
struct Entry<'e, 'd> {
    reader: &'e Reader<'e>,
    fields: Fields<'d>,
    /// What `{1..3}` means this time.
    number: Option<u32>,
    currency: Currency,
    at: u64,
    start: UtcDay,
    /// The settings that it is played under.
    under: &'e [String],
}

impl Reader<'_> {
    /// The steps of an entry: one, or one for each number of a range such as `person-{1..35}`.
    pub(super) fn steps(
        &self,
        cursor: &Cursor<'_>,
        under: &[String],
        start: UtcDay,
        since: u64,
    ) -> Result<Vec<Step>, SourceError> {
        match range(cursor)? {
            None => Ok(vec![self.step(cursor, under, start, since, None)?]),
            Some(numbers) => {
                numbers.map(|number| self.step(cursor, under, start, since, Some(number))).collect()
            }
        }
    }

    fn step(
        &self,
        cursor: &Cursor<'_>,
        under: &[String],
        start: UtcDay,
        since: u64,
        number: Option<u32>,
    ) -> Result<Step, SourceError> {
        let mut fields = cursor.fields()?;
        let at = step_moment(fields.optional("at"), start, since)?;
        let bond = fields.optional("bond").map(|at| self.bond(&at)).transpose()?;
        let leg = fields.optional("leg").map(|at| self.leg(&at, under)).transpose()?;
        let note = fields.optional("note").map(|at| at.text().map(str::to_owned)).transpose()?;
        let verb = fields.required("do")?;
        let mut entry = Entry {
            reader: self,
            fields,
            number,
            currency: self.currency(bond.as_deref()),
            at,
            start,
            under,
        };
        let action = entry.action(&verb)?;
        let mut fields = entry.fields;
        let expectation = self.expectation(&mut fields, &action, under)?;
        fields.finish()?;
        self.check_entrant(&verb, &action, under)?;
        Ok(Step { line: cursor.line(), at, action, bond, leg, expectation, note })
    }

    /// What is recorded of an entrant needs one under every setting.
    fn check_entrant(
        &self,
        verb: &Cursor<'_>,
        action: &Action,
        under: &[String],
    ) -> Result<(), SourceError> {
        if !matches!(action, Action::SetLimit(_) | Action::SetEntrant { .. }) {
            return Ok(());
        }
        let mut settings = self.settings.iter().filter(|setting| under.contains(&setting.name));
        match settings.find(|setting| setting.profile.entrant().is_none()) {
            None => Ok(()),
            Some(setting) => {
                let wrong = format!("the profile of setting `{}` has no entrant", setting.name);
                Err(verb.error(wrong, "leave the step out, or name other settings under `under`"))
            }
        }
    }

    fn bond(&self, cursor: &Cursor<'_>) -> Result<String, SourceError> {
        let ids: Vec<&str> = self.bonds.iter().map(Security::id).collect();
        cursor.named("bond", &ids, |text| ids.contains(&text).then(|| text.to_owned()))
    }

    /// The currency of a bond; the reader has at least one.
    fn currency(&self, bond: Option<&str>) -> Currency {
        let found = self.bonds.iter().find(|known| bond.is_none_or(|id| known.id() == id));
        found.unwrap_or(&self.bonds[0]).currency()
    }

    fn leg(&self, cursor: &Cursor<'_>, under: &[String]) -> Result<String, SourceError> {
        let settings = self.settings.iter().filter(|setting| under.contains(&setting.name));
        for setting in settings {
            let legs: Vec<&str> =
                setting.profile.profile().legs.iter().map(|leg| leg.id.as_str()).collect();
            cursor.named("leg", &legs, |text| legs.contains(&text).then_some(()))?;
        }
        Ok(cursor.text()?.to_owned())
    }

    fn expectation(
        &self,
        fields: &mut Fields<'_>,
        action: &Action,
        under: &[String],
    ) -> Result<Expectation, SourceError> {
        if action.movement().is_none() {
            let error = fields.optional("fails_with").map(|at| error_name(&at)).transpose()?;
            let everywhere = error.map_or(Expected::Done, Expected::FailsWith);
            return Ok(Expectation { everywhere, under: BTreeMap::new() });
        }
        let Some(at) = fields.optional("refused_by") else { return Ok(Expectation::default()) };
        if !at.is_table() {
            let everywhere = self.refusal(&at)?;
            return Ok(Expectation { everywhere, under: BTreeMap::new() });
        }
        let names: Vec<&str> = under.iter().map(String::as_str).collect();
        let mut by_setting = BTreeMap::new();
        for (name, rules) in at.fields()?.all() {
            if !names.contains(&name) {
                let wrong = format!("the scenario has no setting `{name}`");
                return Err(rules.error(wrong, one_of(name, names.iter().copied())));
            }
            by_setting.insert(name.to_owned(), self.refusal(&rules)?);
        }
        Ok(Expectation { everywhere: Expected::Done, under: by_setting })
    }

    fn refusal(&self, cursor: &Cursor<'_>) -> Result<Expected, SourceError> {
        // A regime can be replaced by that of any setting of the file.
        let everything: Vec<String> =
            self.settings.iter().map(|setting| setting.name.clone()).collect();
        let known = known_rules(self.settings, &everything);
        let rules = cursor.distinct(|one| rule(one, &known))?;
        Ok(Expected::RefusedBy(rules.into_iter().collect::<BTreeSet<_>>()))
    }
}

/// The range that an entry stands for: that of the first party that has one; all have to be alike.
fn range(cursor: &Cursor<'_>) -> Result<Option<RangeInclusive<u32>>, SourceError> {
    let mut found: Option<RangeInclusive<u32>> = None;
    for (key, value) in cursor.fields()?.all() {
        if !["from", "to", "operator", "who", "wallet", "cash"].contains(&key) {
            continue;
        }
        let Some((_, numbers, _)) = split_range(value.text()?) else { continue };
        let parsed = numbers
            .split_once("..")
            .and_then(|(first, last)| Some(first.parse::<u32>().ok()?..=last.parse::<u32>().ok()?));
        let parsed = parsed.filter(|numbers| !numbers.is_empty()).ok_or_else(|| {
            value.error(format!("`{{{numbers}}}` is no range"), "write one like {1..35}")
        })?;
        if found.as_ref().is_some_and(|other| *other != parsed) {
            return Err(value.error("two ranges in one step differ", "write the same range twice"));
        }
        found = Some(parsed);
    }
    Ok(found)
}

/// What stands before, between and behind the braces.
fn split_range(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (numbers, behind) = rest.split_once('}')?;
    Some((before, numbers, behind))
}

fn error_name(cursor: &Cursor<'_>) -> Result<String, SourceError> {
    let names: Vec<&str> = ErrorDocumentation::all().iter().map(ErrorDocumentation::name).collect();
    cursor.named("error", &names, |text| names.contains(&text).then(|| text.to_owned()))
}

impl Entry<'_, '_> {
    fn action(&mut self, verb: &Cursor<'_>) -> Result<Action, SourceError> {
        let names = Action::names();
        let known = |text: &str| names.iter().copied().find(|name| *name == text);
        let verb = verb.named("action", &names, known)?;
        if let Some(action) = self.movement(verb)? {
            return Ok(action);
        }
        if let Some(action) = self.of_an_investor(verb)? {
            return Ok(action);
        }
        if let Some(record) = self.record(verb)? {
            return Ok(Action::Record(record));
        }
        self.of_the_instrument(verb)
    }

    fn movement(&mut self, verb: &str) -> Result<Option<Action>, SourceError> {
        let (kind, from, to) = match verb {
            "issue" => (Movement::ISSUE, false, true),
            "transfer" => (Movement::TRANSFER, true, true),
            "redeem" => (Movement::REDEEM, true, false),
            "coupon" => (Movement::COUPON, false, true),
            "forced-transfer" => (Movement::FORCED_TRANSFER, true, true),
            "recover" => (Movement::RECOVERY, true, true),
            "exchange" => (Movement::EXCHANGE_OUT, true, true),
            "exchange-out" => (Movement::EXCHANGE_OUT, true, false),
            "exchange-in" => (Movement::EXCHANGE_IN, false, true),
            _ => return Ok(None),
        };
        let from = if from { Some(self.wallet("from")?) } else { None };
        let to = if to { Some(self.wallet("to")?) } else { None };
        // Asked for where it has a meaning only: elsewhere it is an unknown key.
        let exchanges = verb == "exchange";
        let has_operator = kind == Movement::TRANSFER || exchanges;
        let operator = if has_operator { self.fields.optional("operator") } else { None };
        let to_leg = if exchanges { Some(self.leg_entered()?) } else { None };
        let operator = operator.map(|at| self.wallet_at(&at)).transpose()?;
        let amount = if kind == Movement::RECOVERY { None } else { Some(self.amount("amount")?) };
        let paid = [Movement::ISSUE, Movement::TRANSFER, Movement::REDEEM, Movement::COUPON];
        let cash = if paid.contains(&kind) { self.fields.optional("cash") } else { None };
        let cash = cash.map(|at| self.wallet_at(&at)).transpose()?;
        // No call moves units and cash at once yet, so what is paid for is judged and not sent.
        let decided = [Movement::COUPON, Movement::EXCHANGE_OUT, Movement::EXCHANGE_IN];
        let is_decided = (decided.contains(&kind) && !exchanges) || cash.is_some();
        let movement = Move { kind, from, to, operator, to_leg, amount, cash };
        Ok(Some(if is_decided { Action::Decide(movement) } else { Action::Move(movement) }))
    }

    fn of_an_investor(&mut self, verb: &str) -> Result<Option<Action>, SourceError> {
        Ok(Some(match verb {
            "approve" => Action::Approve {
                from: self.wallet("from")?,
                operator: self.wallet("operator")?,
                amount: self.amount("amount")?,
            },
            "freeze" => Action::Freeze { who: self.wallet("who")?, part: self.part()? },
            "unfreeze" => Action::Unfreeze { who: self.wallet("who")?, part: self.part()? },
            "attest" => Action::Attest {
                who: self.wallet("who")?,
                category: self.fields.required("category")?.parsed()?,
                until: moment::day(&self.fields.required("until")?, self.start)?,
            },
            "revoke" => Action::Revoke {
                who: self.wallet("who")?,
                category: self.fields.required("category")?.parsed()?,
            },
            "set-facts" => Action::SetFacts {
                who: self.wallet("who")?,
                jurisdiction: self
                    .fields
                    .optional("jurisdiction")
                    .map(|at| at.parsed())
                    .transpose()?,
                flags: self.list("flags")?,
            },
            "block" | "unblock" => {
                let flag = restriction("blocked", self.fields.owner())?;
                Action::Restrict { who: self.wallet("who")?, flag, on: verb == "block" }
            }
            "restrict" | "lift" => {
                let at = self.fields.required("flag")?;
                let flag = restriction(at.text()?, &at)?;
                Action::Restrict { who: self.wallet("who")?, flag, on: verb == "restrict" }
            }
            "link" => Action::Link { who: self.wallet("who")?, wallet: self.wallet("wallet")? },
            "unlink" => Action::Unlink(self.wallet("wallet")?),
            _ => return Ok(None),
        }))
    }

    fn of_the_instrument(&mut self, verb: &str) -> Result<Action, SourceError> {
        Ok(match verb {
            "pause" => Action::SetPaused(true),
            "unpause" => Action::SetPaused(false),
            "halt" => Action::SetHalted(true),
            "resume" => Action::SetHalted(false),
            "set-limit" => Action::SetLimit(self.fields.required("amount")?.parsed::<Money>()?.0),
            "set-entrant" => self.entrant()?,
            "set-rate" => self.rate()?,
            "start-clock" => Action::StartClock(self.day_or_now()?),
            "wind-down" => Action::WindDown,
            "replace-regime" => {
                let names: Vec<&str> =
                    self.reader.settings.iter().map(|setting| setting.name.as_str()).collect();
                Action::ReplaceRegime(setting_name(&self.fields.required("with")?, &names)?)
            }
            "tap" => Action::Tap(self.amount("amount")?),
            "open-route" => Action::OpenRoute(self.leg_entered()?),
            "close-route" => Action::CloseRoute(self.leg_entered()?),
            other => unreachable!("`{other}` is one of the names that were looked through"),
        })
    }

    fn entrant(&mut self) -> Result<Action, SourceError> {
        let stage = self.fields.optional("stage").map(|at| at.integer(0, 255)).transpose()?;
        let stage = stage.map(|stage| u8::try_from(stage).unwrap_or_default());
        let activities = self.list("activities")?;
        let jurisdiction =
            self.fields.optional("jurisdiction").map(|at| at.parsed()).transpose()?;
        if stage.is_none() && activities.is_none() && jurisdiction.is_none() {
            let hint = "add `stage`, `activities` or `jurisdiction`";
            return Err(self.fields.owner().error("nothing is recorded", hint));
        }
        Ok(Action::SetEntrant { stage, activities, jurisdiction })
    }

    fn rate(&mut self) -> Result<Action, SourceError> {
        let MoneyCurrency(currency) = self.fields.required("currency")?.parsed()?;
        let MoneyCurrency(limit_currency) = self.fields.required("limit_currency")?.parsed()?;
        let at = self.fields.required("rate")?;
        let text = at.text()?;
        let rate = SetRate::in_smallest_units(text, currency, limit_currency).ok_or_else(|| {
            let wrong = format!("`{text}` is not a positive decimal number");
            at.error(wrong, "write it like \"0.5132\", with at most 18 decimals")
        })?;
        let day = self.day_or_now()?;
        Ok(Action::SetRate { currency, limit_currency, rate, day })
    }

    /// The leg that is entered; which legs there are is for the settings to say.
    fn leg_entered(&mut self) -> Result<String, SourceError> {
        let at = self.fields.required("to_leg")?;
        self.reader.leg(&at, self.under)
    }

    fn wallet(&mut self, key: &str) -> Result<Wallet, SourceError> {
        let at = self.fields.required(key)?;
        self.wallet_at(&at)
    }

    fn wallet_at(&self, cursor: &Cursor<'_>) -> Result<Wallet, SourceError> {
        let text = cursor.text()?;
        let text = match (split_range(text), self.number) {
            (Some((before, _, behind)), Some(number)) => format!("{before}{number}{behind}"),
            _ => text.to_owned(),
        };
        let wallet = Wallet::parse(&text).filter(|wallet| wallet.number() <= MOST_WALLETS);
        let wallet = wallet.ok_or_else(|| {
            let hint = format!("write a number from 1 to {MOST_WALLETS} behind the #");
            cursor.error(format!("`{text}` is no wallet"), hint)
        })?;
        let investors = self.reader.investors;
        if wallet.is_nobody() || investors.iter().any(|one| one.name == wallet.investor()) {
            return Ok(wallet);
        }
        let names = investors.iter().map(|one| one.name.as_str()).chain([NOBODY]);
        let wrong = format!("unknown investor `{}`", wallet.investor());
        Err(cursor.error(wrong, one_of(wallet.investor(), names)))
    }

    fn amount(&mut self, key: &str) -> Result<Amount, SourceError> {
        let at = self.fields.required(key)?;
        let amount = Amount::parse_in(at.text()?, self.currency);
        amount.map_err(|error| at.error(error.to_string(), error.hint()))
    }

    /// The amount, or everything when there is none.
    fn part(&mut self) -> Result<Part, SourceError> {
        match self.fields.optional("amount") {
            None => Ok(Part::Everything),
            Some(_) => Ok(Part::Amount(self.amount("amount")?)),
        }
    }

    /// Names of the vocabulary; the list may be empty.
    fn list<T>(&mut self, key: &str) -> Result<Option<Vec<T>>, SourceError>
    where
        T: std::str::FromStr,
        T::Err: Advice,
    {
        let Some(at) = self.fields.optional(key) else { return Ok(None) };
        at.items()?.iter().map(|one| one.parsed()).collect::<Result<_, _>>().map(Some)
    }
}

fn restriction(name: &str, cursor: &Cursor<'_>) -> Result<Flag, SourceError> {
    let names: Vec<&str> =
        Flag::all().filter(|flag| flag.is_restriction()).map(Flag::name).collect();
    let flag = name.parse::<Flag>().ok().filter(|flag| flag.is_restriction());
    flag.ok_or_else(|| {
        cursor.error(format!("`{name}` is no restriction"), one_of(name, names.iter().copied()))
    })
}
