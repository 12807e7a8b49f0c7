//! What the desk is asked about a movement before it is made.

use corridor_deploy::explain::{Explanation, LegHandle, Question, explain_exchange};

use super::exchange::known_routes;
use super::{Desk, OperationError, Prepared};

impl Desk {
    /// The verdict on a movement, in words.
    ///
    /// # Errors
    ///
    /// The endpoint fails.
    pub async fn explain(
        &self,
        leg: &LegHandle,
        question: &Question,
    ) -> Result<Explanation, OperationError> {
        Ok(self.judge(leg, question.block)?.explain(question).await?)
    }

    /// The verdict on a movement from one leg to another, in words of both.
    ///
    /// # Errors
    ///
    /// The endpoint fails, or there is no such route.
    pub async fn explain_exchange(
        &self,
        leg: &LegHandle,
        enters: &LegHandle,
        question: &Question,
    ) -> Result<Explanation, OperationError> {
        let legs = || (leg.leg.clone(), enters.leg.clone());
        if question.amount.is_zero() {
            let (from, to) = legs();
            return Err(OperationError::NothingToExchange { from, to });
        }
        let (here, there) = (self.judge(leg, question.block)?, self.judge(enters, question.block)?);
        let error = match explain_exchange(&here, &there, question).await {
            Ok(explanation) => return Ok(explanation),
            Err(error) => error,
        };
        let routes = self.routes_of(&leg.instrument).await?;
        if routes.iter().any(|route| (&route.from, &route.to) == (&leg.leg, &enters.leg)) {
            return Err(error.into());
        }
        let known = known_routes(&routes);
        let (instrument, (from, to)) = (leg.instrument.clone(), legs());
        Err(OperationError::NoRoute { instrument, from, to, known })
    }

    /// The verdict on the movement that an operation makes, at a time or now; nothing when it makes none.
    ///
    /// # Errors
    ///
    /// The endpoint fails.
    pub async fn verdict(
        &self,
        prepared: &Prepared,
        at: Option<u64>,
    ) -> Result<Option<Explanation>, OperationError> {
        let Some((leg, question)) = &prepared.question else { return Ok(None) };
        let question = Question { at: at.or(question.at), ..*question };
        Ok(Some(match &prepared.enters {
            Some(enters) => self.explain_exchange(leg, enters, &question).await?,
            None => self.explain(leg, &question).await?,
        }))
    }
}
