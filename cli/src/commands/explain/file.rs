//! `corridor explain --file`

use std::collections::BTreeMap;
use std::path::Path;

use alloy::primitives::Address;
use corridor_deploy::deployment::ScheduledRegime;
use corridor_deploy::explain::{Explanation, Judge, LegHandle, Question, Verdict};
use corridor_operations::{MovementFile, MovementRow, OperationError};
use serde::Serialize;

use crate::context::{Context, ExitStatus};
use crate::names::Names;
use crate::output::{List, table};
use crate::session::Session;
use crate::words::{movement, rules, thousands};

/// Rows that are asked about together; no more of the file is in memory.
const WINDOW: usize = 500;

#[derive(Serialize)]
struct Head<'h> {
    instrument: &'h str,
    leg: &'h str,
    file: String,
    block: u64,
}

#[derive(Serialize)]
struct Entry<'e> {
    line: u64,
    #[serde(flatten)]
    explanation: &'e Explanation,
}

/// What all rows came to.
#[derive(Default, Serialize)]
struct Totals {
    rows: u64,
    allowed: u64,
    refused: u64,
    rules: Vec<RuleTotal>,
    /// Regimes that are scheduled, and how many movements were judged by each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    scheduled: Vec<ScheduledTotal>,
    #[serde(skip)]
    by_rule: BTreeMap<String, RuleTotal>,
}

/// How often a rule, or a token fact, was judged.
#[derive(Clone, Serialize)]
struct RuleTotal {
    #[serde(skip)]
    bit: u8,
    rule: String,
    title: String,
    refused: u64,
    /// Nothing for a token fact, which is no rule: movements meet it only when it stands in their way.
    #[serde(skip_serializing_if = "Option::is_none")]
    passed: Option<u64>,
}

/// How often a regime that is not in force yet was asked.
#[derive(Serialize)]
struct ScheduledTotal {
    #[serde(flatten)]
    regime: ScheduledRegime,
    movements: u64,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<String>,
}

/// Judges every row by the state of one block.
pub(super) async fn run(
    context: &Context,
    session: &Session,
    leg: &LegHandle,
    path: &Path,
    at: Option<u64>,
) -> anyhow::Result<ExitStatus> {
    let file = MovementFile::new(path, leg.currency);
    let resolver = |name: &str| resolve(session, name);
    // What is wrong in the file is found before anything is asked or printed.
    let mut rows = 0_u64;
    // Each kind, and the line that has it first.
    let mut kinds = BTreeMap::new();
    for row in file.rows(&resolver)? {
        let row = row?;
        kinds.entry(row.question.movement).or_insert(row.line);
        rows += 1;
    }
    for (kind, line) in kinds {
        let judged = session.desk.require_route(leg, kind).await;
        judged.map_err(|error| not_judged(&file, line, error))?;
    }
    let block = session.desk.latest_block().await?;
    let judge = session.desk.judge(leg, Some(block))?;
    let head = Head { instrument: &leg.instrument, leg: &leg.leg, file: file.name(), block };
    let mut list = context.output.list("corridor.explain-file/1", &head, "movements")?;
    let bar = context.output.progress(rows, "judging");
    let mut totals = Totals::default();
    let movements = file.rows(&resolver)?;
    let mut judged = Judged { judge: &judge, names: &session.names, at };
    let done = judged.all(movements, &mut list, &mut totals, |count| bar.inc(count)).await;
    bar.finish_and_clear();
    if let Err(error) = done {
        return list.fail(&error);
    }
    totals.rules = totals.by_rule.values().cloned().collect();
    totals.rules.sort_by_key(|rule| rule.bit);
    list.end(&totals, || totals.text())?;
    Ok(if totals.refused == 0 { ExitStatus::Done } else { ExitStatus::Refused })
}

/// A row that no rule judges.
fn not_judged(file: &MovementFile, line: u64, error: OperationError) -> OperationError {
    match error {
        OperationError::NoRouteAt(no_route) => OperationError::Row {
            file: file.name(),
            line,
            field: "kind",
            wrong: no_route.to_string(),
            hint: "take the row out, or name a leg with such a route with --leg".to_owned(),
        },
        other => other,
    }
}

fn resolve(session: &Session, name: &str) -> Result<Address, String> {
    // The column stands before the message already. A cash token is a party as any other address may be, and is refused then.
    session.token("", name).map_err(|error| error.root_cause().to_string())
}

struct Judged<'j> {
    judge: &'j Judge<'j>,
    names: &'j Names,
    at: Option<u64>,
}

impl Judged<'_> {
    async fn all<E>(
        &mut self,
        mut rows: impl Iterator<Item = Result<MovementRow, E>>,
        list: &mut List,
        totals: &mut Totals,
        done: impl Fn(u64),
    ) -> anyhow::Result<()>
    where
        anyhow::Error: From<E>,
    {
        loop {
            let window = rows.by_ref().take(WINDOW).collect::<Result<Vec<_>, _>>()?;
            if window.is_empty() {
                return Ok(());
            }
            let questions: Vec<Question> = window.iter().map(|row| self.question(row)).collect();
            let mut explanations = self.judge.explain_all(&questions).await?;
            for (row, explanation) in window.iter().zip(&mut explanations) {
                self.names.label(explanation);
                totals.count(explanation);
                list.entry(&Entry { line: row.line, explanation }, || {
                    refusal(row.line, explanation, self.names)
                })?;
            }
            done(window.len() as u64);
        }
    }

    fn question(&self, row: &MovementRow) -> Question {
        let at = row.question.at.or(self.at);
        Question { at, ahead: at.is_some(), ..row.question }
    }
}

/// A refused row in a line; nothing for one that is allowed.
fn refusal(line: u64, explanation: &Explanation, names: &Names) -> Option<String> {
    if explanation.verdict == Verdict::Allowed {
        return None;
    }
    let parties = [
        ("from", explanation.from),
        ("to", explanation.to),
        ("by", explanation.operator),
        ("paid with", explanation.cash),
    ];
    let name = |address: Address| names.of(address).unwrap_or_else(|| address.to_string());
    let parties = parties
        .into_iter()
        .filter_map(|(side, address)| Some(format!(" {side} {}", name(address?))));
    let parties: String = parties.collect();
    let (movement, rules) = (movement(explanation), rules(explanation));
    Some(format!("line {line}: {movement}{parties}: refused by {rules}"))
}

impl Totals {
    fn count(&mut self, explanation: &Explanation) {
        self.rows += 1;
        match explanation.verdict {
            Verdict::Allowed => self.allowed += 1,
            Verdict::Refused => self.refused += 1,
        }
        for reason in &explanation.reasons {
            self.rule(reason.bit, &reason.rule, &reason.title).refused += 1;
        }
        for rule in &explanation.judged {
            let passed = &mut self.rule(rule.bit, &rule.rule, &rule.title).passed;
            *passed = Some(passed.unwrap_or_default() + u64::from(rule.passed));
        }
        if let Some(regime) = &explanation.scheduled {
            self.scheduled(regime, &explanation.notes);
        }
    }

    fn rule(&mut self, bit: u8, rule: &str, title: &str) -> &mut RuleTotal {
        let (key, title) = (rule.to_owned(), title.to_owned());
        let new = || RuleTotal { bit, rule: rule.to_owned(), title, refused: 0, passed: None };
        self.by_rule.entry(key).or_insert_with(new)
    }

    fn scheduled(&mut self, regime: &ScheduledRegime, notes: &[String]) {
        match self.scheduled.iter_mut().find(|known| known.regime == *regime) {
            Some(known) => known.movements += 1,
            None => self.scheduled.push(ScheduledTotal {
                regime: regime.clone(),
                movements: 1,
                notes: notes.to_vec(),
            }),
        }
    }

    fn text(&self) -> String {
        let refusing = self.rules.iter().filter(|rule| rule.refused > 0);
        let rows: Vec<[String; 4]> = refusing
            .map(|rule| {
                let refused = thousands(rule.refused);
                let passed = rule.passed.map_or_else(|| "-".to_owned(), thousands);
                [rule.rule.clone(), rule.title.clone(), refused, passed]
            })
            .collect();
        let mut summary = format!(
            "{} movements: {} allowed, {} refused",
            thousands(self.rows),
            thousands(self.allowed),
            thousands(self.refused)
        );
        for ScheduledTotal { regime, movements, notes } in &self.scheduled {
            let (movements, regime) = (thousands(*movements), regime.words());
            summary.push_str(&format!(
                "\n{movements} of them judged by the regime that is scheduled for {regime}, in force from then if it is executed"
            ));
            summary.extend(notes.iter().map(|note| format!("\n{note}")));
        }
        if rows.is_empty() {
            return summary;
        }
        format!("\n{}\n\n{summary}", table(["rule", "title", "refuses", "passes"], rows))
    }
}
