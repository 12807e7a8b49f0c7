//! Stored values against recounted ones, and since when they differ.

use alloy::primitives::{Address, Bytes, U256};
use alloy::sol_types::SolCall;
use corridor_deploy::network::Connection;

use super::ask::{self, Answer, BATCH, Place};
use super::replay::Origin;
use super::show::Show;
use super::{Check, DoctorError, Drift, Since};

/// Drifts of one check whose beginning is looked for: each takes some twenty questions.
const LOCATED: usize = 16;

/// A stored value and what it has to be.
#[derive(Clone, Debug)]
pub(super) struct Question {
    /// What it is, such as "balance of 0x...".
    pub(super) what: String,
    pub(super) place: Place,
    /// ABI-encoded.
    pub(super) expected: Bytes,
    /// What is right as well.
    pub(super) or: Vec<Bytes>,
    /// The bits of a word that are compared, when it is not the whole.
    pub(super) mask: Option<U256>,
    pub(super) show: Show,
    /// The event that it had last changed with; nothing for what was never in one.
    pub(super) since: Option<Origin>,
}

impl Question {
    /// The answer of a view.
    pub(super) fn view<C: SolCall>(
        what: impl Into<String>,
        contract: Address,
        call: &C,
        expected: &C::Return,
        show: Show,
        since: impl Into<Option<Origin>>,
    ) -> Self {
        Self {
            what: what.into(),
            place: Place::View { contract, call: call.abi_encode().into() },
            expected: C::abi_encode_returns(expected).into(),
            or: Vec::new(),
            mask: None,
            show,
            since: since.into(),
        }
    }

    /// Bits of a word of storage, for what no view tells.
    pub(super) fn slot(
        what: impl Into<String>,
        (contract, slot): (Address, U256),
        expected: U256,
        mask: U256,
        show: Show,
        since: impl Into<Option<Origin>>,
    ) -> Self {
        Self {
            what: what.into(),
            place: Place::Slot { contract, slot },
            expected: expected.to_be_bytes_vec().into(),
            or: Vec::new(),
            mask: Some(mask),
            show,
            since: since.into(),
        }
    }

    /// The same of some bits of the word alone.
    pub(super) fn masked(self, mask: U256) -> Self {
        Self { mask: Some(mask), ..self }
    }

    /// The same, other words being right as well.
    pub(super) fn or(self, words: impl Iterator<Item = U256>) -> Self {
        let or = words.map(|word| word.to_be_bytes_vec().into()).collect();
        Self { or, ..self }
    }

    /// The answer as it is compared.
    fn compared(&self, answer: Answer) -> Answer {
        match (answer, self.mask) {
            (Answer::Value(value), Some(mask)) => {
                let word = U256::try_from_be_slice(&value).unwrap_or_default() & mask;
                Answer::Value(word.to_be_bytes_vec().into())
            }
            (answer, _) => answer,
        }
    }

    fn agrees(&self, answer: &Answer) -> bool {
        let Answer::Value(value) = answer else { return false };
        *value == self.expected || self.or.contains(value)
    }
}

/// Where and when is compared.
#[derive(Clone, Copy, Debug)]
pub(super) struct Comparison<'c> {
    pub(super) connection: &'c Connection,
    pub(super) block: u64,
}

impl Comparison<'_> {
    /// Asks every question and notes what differs; the sum of the first words of all answers is handed back.
    pub(super) async fn run(
        self,
        check: &mut Check,
        questions: impl Iterator<Item = Question>,
        remedy: &'static str,
    ) -> Result<U256, DoctorError> {
        let mut sum = U256::ZERO;
        let mut questions = questions.peekable();
        while questions.peek().is_some() {
            let chunk: Vec<Question> = questions.by_ref().take(BATCH).collect();
            let places: Vec<Place> = chunk.iter().map(|question| question.place.clone()).collect();
            let answers = ask::places(self.connection, &places, self.block).await?;
            for (question, answer) in chunk.into_iter().zip(answers) {
                check.compared += 1;
                let answer = question.compared(answer);
                if let Answer::Value(value) = &answer {
                    let word = value.get(..32).map(U256::from_be_slice).unwrap_or_default();
                    sum = sum.wrapping_add(word);
                }
                if !question.agrees(&answer) {
                    let drift = self.drift(check, &question, answer, remedy).await?;
                    check.drifts.push(drift);
                }
            }
        }
        Ok(sum)
    }

    async fn drift(
        self,
        check: &Check,
        question: &Question,
        answer: Answer,
        remedy: &'static str,
    ) -> Result<Drift, DoctorError> {
        let since = if check.drifts.len() < LOCATED {
            self.locate(question).await
        } else {
            Since::NotLookedFor
        };
        Ok(Drift {
            what: question.what.clone(),
            stored: match answer {
                Answer::Value(value) => question.show.text(&value),
                Answer::Reverted(sentence) => format!("no answer: {sentence}"),
            },
            recomputed: question.show.text(&question.expected),
            last_event: question.since,
            since,
            remedy,
        })
    }

    /// The first block whose state differs from what the events up to it say. Nothing that is recounted changes after `since`, so
    /// the block is found by halving.
    async fn locate(self, question: &Question) -> Since {
        let Some(origin) = question.since else { return Since::Unknown };
        match self.is_right(question, origin.block).await {
            None => return Since::Unknown,
            Some(false) => return Since::LastEvent,
            Some(true) => {}
        }
        let (mut right, mut wrong) = (origin.block, self.block);
        while wrong - right > 1 {
            let middle = right + (wrong - right) / 2;
            match self.is_right(question, middle).await {
                None => return Since::Unknown,
                Some(true) => right = middle,
                Some(false) => wrong = middle,
            }
        }
        Since::Block { block: wrong }
    }

    /// Whether the stored value was the expected one at a block; nothing when the endpoint keeps no state of it. A view that
    /// answered nothing then, as one about a day that had not come, was not wrong.
    async fn is_right(self, question: &Question, block: u64) -> Option<bool> {
        let places = [question.place.clone()];
        let answer = ask::places(self.connection, &places, block).await.ok()?.pop()?;
        let answer = question.compared(answer);
        Some(matches!(answer, Answer::Reverted(_)) || question.agrees(&answer))
    }
}
