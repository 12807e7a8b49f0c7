//! Where the demonstration plays: does its steps on a chain, and holds what comes of them against the script.

use alloy::primitives::U256;
use corridor_deploy::calendar::UtcDay;
use corridor_deploy::deployment::Instrument;
use corridor_deploy::devnet::travel;
use corridor_deploy::explain::{Explanation, LegHandle, Question, Verdict};
use corridor_deploy::vocabulary::{Category, Movement};
use corridor_operations::{
    ForcedTransfer, Freeze, IncreaseVolume, Mint, Mode, OperationError, Part, Performed, Redeem,
    Revoke, StartClock, Transfer,
};
use serde::Serialize;

use super::script::{Act, Asked, Column, Script, Step};
use crate::inputs::amount;
use crate::session::Session;
use crate::words;

const SECONDS_A_DAY: u64 = 86_400;

/// What came of a step.
#[derive(Debug, Serialize)]
pub(super) struct Outcome {
    pub(super) chapter: String,
    pub(super) note: String,
    pub(super) summary: String,
    pub(super) verdict: Verdict,
    /// Rules that refuse.
    pub(super) rules: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) explanation: Option<Explanation>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) operations: Vec<Performed>,
}

/// One movement asked of every regime.
#[derive(Debug, Serialize)]
pub(super) struct Comparison {
    pub(super) movement: String,
    pub(super) answers: Vec<Answer>,
}

/// The answer of one regime.
#[derive(Debug, Serialize)]
pub(super) struct Answer {
    pub(super) column: String,
    pub(super) verdict: Verdict,
    pub(super) rules: Vec<String>,
}

impl Answer {
    pub(super) fn words(&self) -> String {
        match self.verdict {
            Verdict::Allowed => "allowed".to_owned(),
            Verdict::Refused => self.rules.join(", "),
        }
    }
}

/// The chain said something else than the script.
#[derive(Debug, thiserror::Error)]
#[error("the demo expected `{note}` to be {expected}, and it was {found}; please report it")]
struct Unexpected {
    note: String,
    expected: String,
    found: String,
}

/// A deployment, and the ids that the script's bonds have there.
pub(super) struct Stage<'s> {
    pub(super) session: Session,
    pub(super) script: &'s Script,
    pub(super) instruments: Vec<(String, Instrument)>,
    pub(super) clock: Option<UtcDay>,
}

impl Stage<'_> {
    pub(super) fn leg(&self, bond: &str, leg: Option<&str>) -> anyhow::Result<LegHandle> {
        let found = self.instruments.iter().find(|(key, _)| key == bond);
        let id = found.map_or(bond, |(_, instrument)| instrument.id.as_str());
        Ok(self.session.desk.leg(id, leg)?)
    }

    /// Does a step; a refusal that the script expects is an outcome like another.
    pub(super) async fn play(&mut self, chapter: &str, step: &Step) -> anyhow::Result<Outcome> {
        let done = if step.act == Act::Travel {
            self.travel(step.days).await?;
            Ok(Vec::new())
        } else {
            self.perform(step).await?
        };
        let outcome = self.outcome(chapter, step, done)?;
        if outcome.rules != step.refused_by {
            let words = |rules: &[String]| match rules {
                [] => "allowed".to_owned(),
                rules => format!("refused by {}", rules.join(", ")),
            };
            let (expected, found) = (words(&step.refused_by), words(&outcome.rules));
            return Err(Unexpected { note: step.note.clone(), expected, found }.into());
        }
        Ok(outcome)
    }

    /// One offering has one clock, whichever leg is looked at.
    async fn start_clock(
        &mut self,
        leg: &LegHandle,
    ) -> anyhow::Result<Result<Vec<Performed>, OperationError>> {
        let day = self.session.today().await?;
        self.clock = Some(day);
        let mut done = Vec::new();
        for leg in self.session.desk.clock_legs(&leg.instrument).await? {
            match self.session.desk.perform(&StartClock { leg, day }, Mode::Execute).await {
                Ok(performed) => done.push(performed),
                Err(error) => return Ok(Err(error)),
            }
        }
        Ok(Ok(done))
    }

    async fn perform(
        &mut self,
        step: &Step,
    ) -> anyhow::Result<Result<Vec<Performed>, OperationError>> {
        let (names, mode) = (&self.session.names, Mode::Execute);
        let party = |text: &str| names.option("demo", text);
        if step.act == Act::Revoke {
            let category: Category = step.category.parse()?;
            let revoke = Revoke { wallet: party(&step.from)?, category };
            return Ok(self.session.desk.perform(&revoke, mode).await.map(|done| vec![done]));
        }
        let leg = self.leg(&step.bond, step.leg.as_deref())?;
        if step.act == Act::Clock {
            return self.start_clock(&leg).await;
        }
        self.move_or_change(step, leg).await
    }

    async fn move_or_change(
        &mut self,
        step: &Step,
        leg: LegHandle,
    ) -> anyhow::Result<Result<Vec<Performed>, OperationError>> {
        let (names, mode) = (&self.session.names, Mode::Execute);
        let party = |text: &str| names.option("demo", text);
        let amount = amount(&step.amount, leg.currency)?;
        let desk = &self.session.desk;
        let done = match step.act {
            Act::Mint => desk.perform(&Mint { leg, to: party(&step.to)?, amount }, mode).await,
            Act::Transfer => {
                let (from, to) = (party(&step.from)?, party(&step.to)?);
                desk.perform(&Transfer { leg, from, to, amount, operator: None }, mode).await
            }
            Act::Force => {
                let (from, to) = (party(&step.from)?, party(&step.to)?);
                desk.perform(&ForcedTransfer { leg, from, to, amount }, mode).await
            }
            Act::Freeze => {
                let (wallet, part) = (party(&step.from)?, Part::Amount(amount));
                desk.perform(&Freeze { leg, wallet, part }, mode).await
            }
            Act::Redeem => {
                desk.perform(&Redeem { leg, from: party(&step.from)?, amount }, mode).await
            }
            Act::Tap => {
                return Ok(self
                    .session
                    .desk
                    .tap(&IncreaseVolume { leg, by: amount }, None, mode)
                    .await);
            }
            Act::Revoke | Act::Clock | Act::Travel => unreachable!("done above"),
        };
        Ok(done.map(|done| vec![done]))
    }

    fn outcome(
        &self,
        chapter: &str,
        step: &Step,
        done: Result<Vec<Performed>, OperationError>,
    ) -> anyhow::Result<Outcome> {
        let (chapter, note) = (chapter.to_owned(), step.note.clone());
        match done {
            Ok(operations) => {
                let summary = match operations.first() {
                    Some(performed) => self.session.names.in_text(&performed.summary),
                    None => format!("{} days pass", step.days),
                };
                let (verdict, rules) = (Verdict::Allowed, Vec::new());
                Ok(Outcome {
                    chapter,
                    note,
                    summary,
                    verdict,
                    rules,
                    explanation: None,
                    operations,
                })
            }
            Err(OperationError::Refused(explanation)) => {
                let rules = explanation.reasons.iter().map(|reason| reason.rule.clone()).collect();
                let summary = self.asked(&explanation);
                let (verdict, explanation) = (Verdict::Refused, Some(*explanation));
                Ok(Outcome {
                    chapter,
                    note,
                    summary,
                    verdict,
                    rules,
                    explanation,
                    operations: Vec::new(),
                })
            }
            Err(error) => Err(error.into()),
        }
    }

    fn asked(&self, explanation: &Explanation) -> String {
        let mut text = format!(
            "{} {} of {}",
            explanation.movement.title(),
            explanation.amount,
            explanation.instrument
        );
        for (word, party) in [("from", explanation.from), ("to", explanation.to)] {
            if let Some(party) = party {
                text.push_str(&format!(
                    " {word} {}",
                    self.session.names.in_text(&party.to_string())
                ));
            }
        }
        text
    }

    /// Lets days pass on the test chain.
    async fn travel(&self, days: u32) -> anyhow::Result<()> {
        let at = self.session.now().await? + u64::from(days) * SECONDS_A_DAY;
        travel(self.session.desk.connection(), at).await?;
        Ok(())
    }

    /// Asks every regime the same questions.
    pub(super) async fn compare(&self) -> anyhow::Result<Vec<Comparison>> {
        let mut comparisons = Vec::new();
        for asked in &self.script.questions {
            let mut answers = Vec::new();
            for column in &self.script.columns {
                answers.push(self.answer(asked, column).await?);
            }
            comparisons.push(Comparison { movement: asked.title.clone(), answers });
        }
        Ok(comparisons)
    }

    async fn answer(&self, asked: &Asked, column: &Column) -> anyhow::Result<Answer> {
        let names = &self.session.names;
        let leg = self.leg(&column.bond, Some(&column.leg))?;
        let movement: Movement = asked.kind.parse()?;
        let holder = (movement != Movement::ISSUE)
            .then(|| names.option("demo", &column.holder))
            .transpose()?;
        let to = asked.to.as_deref().map(|to| names.option("demo", to)).transpose()?;
        let units = U256::from(amount(&asked.amount, leg.currency)?.units());
        let start = self.clock.map_or(0, UtcDay::start_seconds);
        let at = column.day.map(|day| start + u64::from(day) * SECONDS_A_DAY);
        let question = Question { at, ..Question::new(movement, holder, to, units) };
        let explanation = self.session.desk.explain(&leg, &question).await?;
        let rules = explanation.reasons.iter().map(|reason| reason.rule.clone()).collect();
        Ok(Answer { column: column.title.clone(), verdict: explanation.verdict, rules })
    }
}

impl Outcome {
    /// A line, and for a refusal every reason.
    pub(super) fn words(&self, session: &Session) -> String {
        match &self.explanation {
            None => format!("  ok       {}: {}", self.note, self.summary),
            Some(explanation) => {
                let mut lines = vec![format!("  REFUSED  {}: {}", self.note, self.summary)];
                lines.extend(
                    explanation
                        .reasons
                        .iter()
                        .map(|reason| words::short_reason(reason, &session.names)),
                );
                lines.join("\n")
            }
        }
    }
}
