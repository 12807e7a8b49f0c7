//! Plays a scenario in a world and holds what comes of it against what the file expects.

use std::collections::BTreeSet;

use corridor_deploy::explain::{Reason, timestamp};
use corridor_deploy::profile::Rule;

use super::{
    Attempt, Came, Expected, Outcome, Problem, RuleNote, Scenario, ScenarioFile, ScenarioReport,
    Setting, SettingName, Step, StepReport, World,
};

/// Plays a scenario under a setting. What is not as expected is in the report.
///
/// # Errors
///
/// A step could not be tried at all.
pub async fn play<W: World>(
    world: &mut W,
    file: &ScenarioFile,
    scenario: &Scenario,
    setting: &Setting,
) -> Result<ScenarioReport, W::Error> {
    world.begin(file, scenario, setting).await?;
    let mut steps = Vec::with_capacity(scenario.steps.len());
    for (index, step) in scenario.steps.iter().enumerate() {
        let attempt = world.attempt(step).await?;
        steps.push(report_step(index + 1, file, setting, step, attempt));
    }
    let mut report = ScenarioReport {
        file: file.source().to_owned(),
        line: scenario.line,
        group: file.id.clone(),
        scenario: scenario.id.clone(),
        title: scenario.title.clone(),
        rules: scenario.rules.clone(),
        boundary: scenario.boundary.clone(),
        setting: setting_name(setting),
        start: scenario.start.to_string(),
        steps,
        untouched: Vec::new(),
        passed: false,
    };
    report.untouched = untouched(&report, scenario, setting);
    report.passed =
        report.untouched.is_empty() && report.steps.iter().all(|step| step.problems.is_empty());
    Ok(report)
}

fn setting_name(setting: &Setting) -> SettingName {
    let profile = setting.profile.profile();
    SettingName {
        name: setting.name.clone(),
        profile: profile.id.clone(),
        version: profile.version.clone(),
        hash: setting.profile.hash(),
        leg: setting.leg.clone(),
    }
}

/// Rules that the scenario is about although no step was judged by them: of the legs that it uses under this setting,
/// and of the token facts that it expects. A token fact that refuses nothing is not seen at all.
fn untouched(report: &ScenarioReport, scenario: &Scenario, setting: &Setting) -> Vec<String> {
    let (refused, passed) = report.judged();
    let legs: BTreeSet<&str> =
        scenario.steps.iter().map(|step| step.leg.as_deref().unwrap_or(&setting.leg)).collect();
    let is_of_legs = |id: &str| {
        let mut rules = setting.profile.rules().iter();
        rules.any(|rule| rule.id == id && legs.iter().any(|leg| rule.applies_to_leg(leg)))
    };
    let is_expected = |id: &str| {
        let mut steps = scenario.steps.iter();
        steps.any(|step| match step.expectation.under(&setting.name) {
            Expected::RefusedBy(rules) => rules.contains(id),
            _ => false,
        })
    };
    let named = scenario.rules.iter().filter(|id| is_of_legs(id) || is_expected(id));
    let touched = |id: &&String| refused.contains(id.as_str()) || passed.contains(id.as_str());
    named.filter(|id| !touched(id)).cloned().collect()
}

fn report_step(
    number: usize,
    file: &ScenarioFile,
    setting: &Setting,
    step: &Step,
    attempt: Attempt,
) -> StepReport {
    let expected = step.expectation.under(&setting.name);
    let found = found(&attempt);
    let of_step = |outcome: Outcome| match step.action.movement() {
        Some(_) => outcome,
        None => outcome.of_act(),
    };
    let mut problems = differences(file, setting, expected, &found, &attempt);
    problems.extend(disagreement(&attempt));
    StepReport {
        number,
        line: step.line,
        at: timestamp(step.at),
        action: words(step, file, setting),
        movement: step.action.movement().cloned(),
        note: step.note.clone(),
        expected: of_step(expected.into()),
        found: of_step(found),
        judgement: attempt.explained,
        transaction: attempt.transaction,
        decided_at_block: match attempt.came {
            Came::Decided { block } => block,
            _ => None,
        },
        problems,
    }
}

/// The action, with its bond and leg where they are not those that are meant anyway.
fn words(step: &Step, file: &ScenarioFile, setting: &Setting) -> String {
    let mut words = step.action.to_string();
    let first = file.bonds.first().map(|bond| bond.id());
    if let Some(bond) = step.bond.as_ref().filter(|bond| Some(bond.as_str()) != first) {
        words.push_str(&format!(" of {bond}"));
    }
    if let Some(leg) = step.leg.as_ref().filter(|leg| **leg != setting.leg) {
        words.push_str(&format!(" on leg {leg}"));
    }
    words
}

/// What happened; the full verdict where the refusal itself names only a part of it.
fn found(attempt: &Attempt) -> Outcome {
    match (&attempt.came, &attempt.explained) {
        (Came::Decided { .. } | Came::Refused { complete: false, .. }, Some(judgement)) => {
            Outcome::refused(judgement.reasons.iter().map(|reason| reason.rule.clone()))
        }
        (came, _) => came.into(),
    }
}

fn differences(
    file: &ScenarioFile,
    setting: &Setting,
    expected: &Expected,
    found: &Outcome,
    attempt: &Attempt,
) -> Vec<Problem> {
    if let (Expected::FailsWith(wanted), Outcome::Failed { error }) = (expected, found) {
        let sentence = format!("it fails with {error}, not with {wanted}");
        return if wanted == error { Vec::new() } else { vec![Problem::Other { sentence }] };
    }
    if let Came::Failed { error, sentence } = &attempt.came {
        return vec![Problem::Other { sentence: format!("it fails with {error}: {sentence}") }];
    }
    if let Expected::FailsWith(wanted) = expected {
        return vec![Problem::Other { sentence: format!("it should fail with {wanted}") }];
    }
    let wanted: BTreeSet<&str> = match expected {
        Expected::RefusedBy(rules) => rules.iter().map(String::as_str).collect(),
        _ => BTreeSet::new(),
    };
    let refusing: BTreeSet<&str> = found.rules().iter().map(String::as_str).collect();
    let reasons = attempt.explained.as_ref().map_or(&[][..], |judgement| &judgement.reasons);
    let missing =
        wanted.difference(&refusing).map(|id| Problem::Missing(note(file, setting, id, reasons)));
    let unexpected = refusing
        .difference(&wanted)
        .map(|id| Problem::Unexpected(note(file, setting, id, reasons)));
    missing.chain(unexpected).collect()
}

/// What an id stands for: the reason that was given, else the rule of the setting or of another one of the file.
fn note(file: &ScenarioFile, setting: &Setting, id: &str, reasons: &[Reason]) -> RuleNote {
    if let Some(reason) = reasons.iter().find(|reason| reason.rule == id) {
        let citation = reason
            .source
            .as_ref()
            .map(|source| format!("{} ({})", source.citation, source.confidence.name()));
        return RuleNote {
            rule: id.to_owned(),
            title: reason.title.clone(),
            citation: citation.unwrap_or_default(),
            details: reason.details.clone(),
        };
    }
    let settings = std::iter::once(setting).chain(&file.settings);
    let rule = settings.flat_map(|one| one.profile.rules()).find(|rule| rule.id == id);
    let title = |rule: &Rule| rule.title.clone();
    let citation = |rule: &Rule| format!("{} ({})", rule.citation, rule.confidence.name());
    RuleNote {
        rule: id.to_owned(),
        title: rule.map_or_else(|| "token fact".to_owned(), title),
        citation: rule.map(citation).unwrap_or_default(),
        details: Vec::new(),
    }
}

/// Whether the explanation is what happened.
fn disagreement(attempt: &Attempt) -> Option<Problem> {
    let judgement = attempt.explained.as_ref()?;
    let explained: BTreeSet<&str> =
        judgement.reasons.iter().map(|reason| reason.rule.as_str()).collect();
    let agrees = match &attempt.came {
        Came::Done => explained.is_empty(),
        Came::Decided { .. } => true,
        Came::Refused { rules, complete } => {
            let executed: BTreeSet<&str> = rules.iter().map(String::as_str).collect();
            if *complete { executed == explained } else { executed.is_subset(&explained) }
        }
        Came::Failed { .. } => false,
    };
    let explained = || Outcome::refused(explained.iter().map(|id| (*id).to_owned()));
    (!agrees)
        .then(|| Problem::Disagreement { explained: explained(), executed: (&attempt.came).into() })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use corridor_deploy::explain::{About, RuleSource};
    use corridor_deploy::profile::Confidence;
    use corridor_deploy::source::Source;

    use super::*;
    use crate::Judgement;
    use crate::tests::FILE;

    /// A world that answers what it is told to.
    struct Script(Vec<Attempt>);

    impl World for Script {
        type Error = std::convert::Infallible;

        async fn begin(
            &mut self,
            _: &ScenarioFile,
            _: &Scenario,
            _: &Setting,
        ) -> Result<(), Self::Error> {
            Ok(())
        }

        async fn attempt(&mut self, _: &Step) -> Result<Attempt, Self::Error> {
            Ok(self.0.remove(0))
        }
    }

    fn attempt(explained: Option<&[&str]>, came: Came) -> Attempt {
        let reason = |rule: &&str| Reason {
            leg: None,
            bit: 0,
            code: 1,
            rule: (*rule).to_owned(),
            title: "what it is about".to_owned(),
            message: "what is wrong".to_owned(),
            details: vec!["the numbers".to_owned()],
            labels: BTreeMap::new(),
            remedy: "what helps".to_owned(),
            source: Some(RuleSource {
                citation: "section 1".to_owned(),
                title: "An act".to_owned(),
                url: "https://example.org".to_owned(),
                confidence: Confidence::Primary,
            }),
            about: About::Movement,
        };
        let explained = explained.map(|rules| Judgement {
            reasons: rules.iter().map(reason).collect(),
            passed: Vec::new(),
        });
        Attempt { explained, came, transaction: None }
    }

    fn refused(rules: &[&str]) -> Came {
        let rules = rules.iter().map(|rule| (*rule).to_owned()).collect();
        Came::Refused { rules, complete: true }
    }

    fn failed(error: &str) -> Attempt {
        let sentence = "It is so.".to_owned();
        attempt(None, Came::Failed { error: error.to_owned(), sentence })
    }

    /// Plays the three transfers and the wind-down of the sample file.
    fn played(setting: usize, attempts: [Attempt; 4]) -> ScenarioReport {
        let file = ScenarioFile::parse(Source::from_text("s.toml", FILE)).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let mut world = Script(attempts.into());
        let played = play(&mut world, &file, &file.scenarios[0], &file.settings[setting]);
        runtime.block_on(played).unwrap()
    }

    const BOTH: &[&str] = &["US-S-CLOCK", "TOKEN-BALANCE"];

    fn as_expected() -> [Attempt; 4] {
        let transfer = || attempt(Some(BOTH), refused(BOTH));
        [transfer(), transfer(), transfer(), failed("AlreadyWindingDown")]
    }

    #[test]
    fn what_comes_as_expected_passes() {
        let report = played(1, as_expected());
        assert!(report.passed, "{report:?}");
        assert_eq!(report.steps[0].found.to_string(), "refused by US-S-CLOCK, TOKEN-BALANCE");
    }

    #[test]
    fn a_rule_too_few_and_one_too_many_are_told_with_their_citations() {
        let mut attempts = as_expected();
        attempts[0] = attempt(Some(&["US-DEN"]), refused(&["US-DEN"]));
        let report = played(1, attempts);
        assert!(!report.passed);
        let [Problem::Missing(balance), Problem::Missing(clock), Problem::Unexpected(denomination)] =
            &report.steps[0].problems[..]
        else {
            panic!("{:?}", report.steps[0].problems)
        };
        assert_eq!((balance.rule.as_str(), balance.citation.as_str()), ("TOKEN-BALANCE", ""));
        assert!(clock.citation.starts_with("17 CFR 230.903(b)(1)"), "{}", clock.citation);
        assert_eq!(denomination.citation, "section 1 (primary)");
        assert_eq!(denomination.details, ["the numbers"]);
    }

    #[test]
    fn an_explanation_that_is_not_what_happens_is_a_failure_even_when_the_file_agrees() {
        for came in [Came::Done, refused(&["US-S-CLOCK"])] {
            let mut attempts = as_expected();
            attempts[0] = attempt(Some(BOTH), came);
            let problems = &played(1, attempts).steps[0].problems.clone();
            let found = problems.iter().any(|one| matches!(one, Problem::Disagreement { .. }));
            assert!(found, "{problems:?}");
        }
        let mut attempts = as_expected();
        attempts[0] = attempt(Some(&[]), refused(BOTH));
        assert!(matches!(
            played(1, attempts).steps[0].problems[..],
            [Problem::Disagreement { .. }]
        ));
    }

    #[test]
    fn an_error_of_a_standard_names_a_part_of_the_verdict() {
        let part = |rule: &str| Came::Refused { rules: vec![rule.to_owned()], complete: false };
        let mut attempts = as_expected();
        attempts[0] = attempt(Some(BOTH), part("TOKEN-BALANCE"));
        assert!(played(1, attempts).passed);
        let mut attempts = as_expected();
        attempts[0] = attempt(Some(BOTH), part("TOKEN-PARTY"));
        assert!(matches!(
            played(1, attempts).steps[0].problems[..],
            [Problem::Disagreement { .. }]
        ));
    }

    #[test]
    fn other_errors_are_told_apart() {
        let last = |attempt: Attempt| {
            let mut attempts = as_expected();
            attempts[3] = attempt;
            played(1, attempts).steps[3].problems.clone()
        };
        let other = |sentence: &str| vec![Problem::Other { sentence: sentence.to_owned() }];
        assert_eq!(
            last(failed("Other")),
            other("it fails with Other, not with AlreadyWindingDown")
        );
        let done = attempt(None, Came::Done);
        assert_eq!(last(done), other("it should fail with AlreadyWindingDown"));
        let mut attempts = as_expected();
        attempts[1] = failed("Panic");
        assert_eq!(played(1, attempts).steps[1].problems, other("it fails with Panic: It is so."));
    }

    #[test]
    fn a_rule_that_no_step_is_judged_by_is_told() {
        let allowed = || attempt(Some(&[]), Came::Done);
        let report = played(0, [allowed(), allowed(), allowed(), failed("AlreadyWindingDown")]);
        assert_eq!(
            (report.untouched.as_slice(), report.passed),
            (&["US-S-CLOCK".to_owned()][..], false)
        );
    }
}
