//! Routes on a real chain: the sum of the legs, both legs' reasons at once, closing and opening, and what verification says.

use std::collections::BTreeMap;

use alloy::primitives::{B256, U256};
use corridor_deploy::deployment::{Goal, SystemContract};
use corridor_deploy::explain::{Explanation, Question, Verdict};
use corridor_deploy::profile::Profile;
use corridor_deploy::vocabulary::Movement;
use corridor_operations::{CloseRoute, Desk, Exchange, Mint, Mode, OpenRoute, OperationError};
use corridor_tests::bench::{Bench, amount, gilt, roles, uk_goal, us_exemption, wallet};

const BOND: &str = "treasury-gilt-2040@us-exemption";

async fn sum_of_legs(desk: &Desk) -> anyhow::Result<U256> {
    let legs = desk.outstanding_by_leg(BOND).await?;
    Ok(legs.iter().map(|(_, units)| *units).fold(U256::ZERO, |sum, units| sum + units))
}

fn refusal<T: std::fmt::Debug>(result: Result<T, OperationError>) -> Explanation {
    match result {
        Err(OperationError::Refused(explanation)) => *explanation,
        other => panic!("not refused: {other:?}"),
    }
}

fn rules(explanation: &Explanation) -> Vec<&str> {
    explanation.reasons.iter().map(|reason| reason.rule.as_str()).collect()
}

/// Moves GBP 1,000 of somebody outside the United States to an institution inside.
pub(crate) fn inward(desk: &Desk) -> anyhow::Result<Exchange> {
    Ok(Exchange {
        leg: desk.leg(BOND, Some("reg-s"))?,
        enters: desk.leg(BOND, Some("144a"))?,
        from: wallet("INV-0021"),
        to: wallet("INV-0011"),
        amount: amount("GBP 1,000"),
        operator: None,
    })
}

async fn issued() -> anyhow::Result<(Bench, Desk)> {
    let goal = Goal::system(&roles()).with_instrument(gilt(us_exemption("GBP 1,000")));
    let (bench, desk) = Bench::onboarded(&goal).await?;
    let leg = desk.leg(BOND, Some("reg-s"))?;
    let mint = Mint { leg, to: wallet("INV-0021"), amount: amount("GBP 5,000") };
    desk.perform(&mint, Mode::Execute).await?;
    Ok((bench, desk))
}

#[tokio::test]
async fn the_sum_of_the_legs_stays_and_refusals_name_the_rules_of_both() -> anyhow::Result<()> {
    let (bench, desk) = issued().await?;
    let before = sum_of_legs(&desk).await?;
    let exchange = inward(&desk)?;
    // The period has not begun to run, so it has not elapsed: a certificate is needed.
    let refused = refusal(desk.perform(&exchange, Mode::Execute).await);
    assert_eq!(rules(&refused), ["US-X-144A-CERT"]);
    let person =
        Exchange { to: wallet("INV-0015"), amount: amount("GBP 1,000.01"), ..exchange.clone() };
    let refused = refusal(desk.perform(&person, Mode::DryRun).await);
    assert_eq!(rules(&refused), ["US-DEN", "US-DEN", "US-X-144A", "US-X-144A-CERT"]);
    assert_eq!(refused.enters.map(|there| there.leg), Some("144a".to_owned()));

    desk.perform(&certificate(&exchange), Mode::Execute).await?;
    let dry = desk.perform(&exchange, Mode::DryRun).await?;
    assert!(dry.gas_estimate.is_some_and(|gas| gas > 100_000), "{dry:?}");
    let done = desk.perform(&exchange, Mode::Execute).await?;
    assert_eq!(done.verdict.map(|verdict| verdict.verdict), Some(Verdict::Allowed));
    assert_eq!(sum_of_legs(&desk).await?, before);
    let by_leg = desk.outstanding_by_leg(BOND).await?;
    let by_leg: BTreeMap<_, _> = by_leg.into_iter().map(|(leg, units)| (leg.leg, units)).collect();
    assert_eq!(by_leg["144a"], U256::from(100_000));
    assert_eq!(bench.deployment()?.verify().await?.findings, []);
    Ok(())
}

pub(crate) fn certificate(exchange: &Exchange) -> corridor_operations::RecordCertificate {
    corridor_operations::RecordCertificate {
        leg: exchange.enters.clone(),
        wallet: exchange.to,
        certificate: "qib-transferee".parse().expect("a certificate"),
        until: Some(corridor_deploy::calendar::UtcDay::from_number(u16::MAX)),
        document: B256::repeat_byte(1),
    }
}

#[tokio::test]
async fn a_closed_route_is_a_note_and_opens_again() -> anyhow::Result<()> {
    let (bench, desk) = issued().await?;
    let exchange = inward(&desk)?;
    desk.perform(&certificate(&exchange), Mode::Execute).await?;
    let (leg, enters) = (exchange.leg.clone(), exchange.enters.clone());
    let close = CloseRoute { leg: leg.clone(), enters: enters.clone(), reason: "audit".to_owned() };
    desk.perform(&close, Mode::Execute).await?;
    let refused = refusal(desk.perform(&exchange, Mode::Execute).await);
    assert_eq!(rules(&refused), ["TOKEN-ROUTE"]);
    let verified = bench.deployment()?.verify().await?;
    let notes: Vec<_> = verified.findings.iter().map(|finding| format!("{finding:?}")).collect();
    assert!(notes.len() == 1 && notes[0].contains("has closed it"), "{notes:?}");

    let evidence = B256::repeat_byte(2);
    let open = OpenRoute { leg, enters, window: (0, 0), evidence };
    desk.perform(&open, Mode::Execute).await?;
    desk.perform(&exchange, Mode::Execute).await?;
    let routes = desk.routes_of(BOND).await?;
    assert_eq!(routes.len(), 2);
    assert_eq!((routes[0].route.as_deref(), routes[0].open), (Some("to-144a"), true));
    assert_eq!(routes[0].evidence, evidence);
    Ok(())
}

#[tokio::test]
async fn a_deployment_without_routes_has_no_contract_for_them() -> anyhow::Result<()> {
    let (_, desk) = Bench::onboarded(&uk_goal()).await?;
    assert_eq!(desk.manifest()?.address(SystemContract::Routes), None);
    let leg = desk.leg("treasury-gilt-2040@uk-sandbox", None)?;
    let question = Question::new(Movement::EXCHANGE_OUT, None, None, U256::from(1));
    assert!(desk.explain_exchange(&leg, &leg, &question).await.is_err());
    Ok(())
}

/// A table of equivalences is read: entries widen the rule for coming in, and what contradicts or changes nothing is refused.
#[test]
fn equivalences_widen_the_rule_for_coming_in() -> anyhow::Result<()> {
    let profile = Profile::load("uk-us-corridor")?;
    let standing: Vec<(&str, bool, Vec<&str>)> = profile
        .equivalences
        .iter()
        .map(|one| {
            let rules = one.rules.iter().map(String::as_str).collect();
            (one.id.as_str(), one.holds, rules)
        })
        .collect();
    assert_eq!(standing[0], ("qib-as-professional", true, vec!["UK-X"]));
    assert_eq!(standing[1], ("professional-no-qib", false, vec!["US-X-144A"]));
    let text = profile.text();
    let parse = |text: &str| {
        let source = corridor_deploy::source::Source::from_text("corridor.toml", text);
        Profile::parse(source).map(|_| ()).map_err(|error| error.to_string())
    };
    assert_eq!(parse(&text), Ok(()));
    let error =
        parse(&text.replacen("counts_as = \"uk-professional\"", "counts_as = \"retail\"", 1));
    assert!(
        error.unwrap_err().contains("no rule for coming in by route `144a-to-uk` asks for retail")
    );
    Ok(())
}
