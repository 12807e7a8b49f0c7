//! The verdict on a movement from one leg to another, in words: what the leg that is left says and what the leg that is entered
//! says, at once.

use alloy::primitives::U256;
use corridor_bindings::Routes;

use super::judge::{Judge, asked_regime};
use super::{Explanation, LegHandle, Question, Verdict, timestamp};
use crate::deployment::reads::read;
use crate::deployment::{DeploymentError, Instrument, SystemContract};
use crate::vocabulary::Movement;

/// The bit of the token fact that a route is not open.
const ROUTE: usize = 250;

/// Asks the routes about a movement from the leg of one judge to that of another and puts both legs' answers into words: verdict and reasons
/// are those of both, the rest is that of the leg that is left, with the other one inside it.
///
/// # Errors
///
/// The endpoint fails, there is no such route, or the manifest has no unaltered copy of a profile in force.
pub async fn explain_exchange(
    here: &Judge<'_>,
    there: &Judge<'_>,
    question: &Question,
) -> Result<Explanation, DeploymentError> {
    let leaving = Question { movement: Movement::EXCHANGE_OUT, to: None, ..*question };
    let entering =
        Question { movement: Movement::EXCHANGE_IN, from: None, operator: None, ..*question };
    let ((connection, manifest, leg, block), (_, _, enters, _)) = (here.subject(), there.subject());
    let (left, entered) = (here.in_force(&leaving).await?, there.in_force(&entering).await?);
    let missing = || DeploymentError::OutOfOrder {
        step: "explain an exchange".to_owned(),
        missing: SystemContract::Routes.name(),
    };
    let routes = manifest.address(SystemContract::Routes).ok_or_else(missing)?;
    let asked = Routes::ExchangeQuestion {
        exchange: exchange(leg, enters, question),
        operator: question.operator.unwrap_or_default(),
        at: left.at,
        sourceRegime: asked_regime(&left),
        destinationRegime: asked_regime(&entered),
    };
    let call = Routes::explainExchangeCall { question: asked };
    let refusals = read(connection, routes, &call, block).await?;
    // Both legs, in this order, or none.
    let bits = |place: usize| refusals.get(place).map_or(U256::ZERO, |refusal| refusal.reasons);
    let mut explanation = here.words(&leaving, &left, bits(0)).await?;
    let mut there = there.words(&entering, &entered, bits(1)).await?;
    if bits(0).bit(ROUTE) || bits(1).bit(ROUTE) {
        let asset = Instrument::asset_id(&leg.instrument);
        let known = read(connection, routes, &Routes::routesOfCall { asset }, block).await?;
        let is_meant = |route: &&Routes::LegRoute| {
            (route.source, route.destination) == (leg.token, enters.token)
        };
        let says = state(known.iter().find(is_meant));
        let told = explanation.reasons.iter_mut().chain(&mut there.reasons);
        for reason in told.filter(|reason| usize::from(reason.bit) == ROUTE) {
            reason.details = vec![says.clone()];
        }
    }
    explanation.to = question.to;
    if there.verdict == Verdict::Refused {
        explanation.verdict = Verdict::Refused;
    }
    for part in [&mut explanation, &mut there] {
        let leg = &part.leg;
        part.reasons.iter_mut().for_each(|reason| reason.leg = Some(leg.clone()));
    }
    explanation.reasons.extend(there.reasons.iter().cloned());
    explanation.enters = Some(Box::new(there));
    Ok(explanation)
}

/// Why no unit moves along a route: it is closed, or when it is open.
fn state(route: Option<&Routes::LegRoute>) -> String {
    let Some(route) = route.filter(|route| route.open) else {
        return "the route between the two legs is closed".to_owned();
    };
    let (start, end) = (route.window.start.to::<u64>(), route.window.end.to::<u64>());
    let from = (start != 0).then(|| format!(" from {}", timestamp(start)));
    let before = (end != 0).then(|| format!(" before {}", timestamp(end)));
    let window: String = [from, before].into_iter().flatten().collect();
    format!("the route between the two legs is open{window}, and not at that time")
}

/// The movement, as the contract has it.
#[must_use]
pub fn exchange(leg: &LegHandle, enters: &LegHandle, question: &Question) -> Routes::Exchange {
    Routes::Exchange {
        source: leg.token,
        destination: enters.token,
        holder: question.from.unwrap_or_default(),
        recipient: question.to.unwrap_or_default(),
        amount: question.amount,
    }
}
