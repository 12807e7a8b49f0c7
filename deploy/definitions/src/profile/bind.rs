//! Giving the inputs of a profile their values.

use std::collections::{BTreeMap, BTreeSet};

use alloy_primitives::{B256, keccak256};
use serde::Serialize;

use super::input::InputValue;
use super::rule::ReadRule;
use super::stage_limits::StageLimits;
use super::{Condition, Leg, OnChain, Profile, ProfileError, Rule, read};
use crate::identifiers::{Country, Currency, Lei};
use crate::instrument::InstrumentKind;
use crate::money::Amount;
use crate::source::one_of;
use crate::vocabulary::Activity;

/// A profile whose inputs have values: what goes on chain.
#[derive(Clone, Debug)]
pub struct BoundProfile {
    profile: Profile,
    values: BTreeMap<String, InputValue>,
    rules: Vec<Rule>,
    left_out: Vec<LeftOut>,
    entrant: Option<EntrantTerms>,
    canonical: String,
    hash: B256,
}

/// What is written to the entrant ledger at deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EntrantTerms {
    /// The firm.
    pub lei: Lei,
    /// Where it is established.
    pub jurisdiction: Country,
    /// Stage it has reached.
    pub stage: u8,
    /// What it is permitted to do.
    pub activities: Vec<Activity>,
    /// Asset class whose instruments share the limit.
    pub asset_class: String,
    /// The limit at the stage it has reached.
    pub limit: Amount,
    /// The limits by stage, as far as they are settled: what the supervisor raises the limit to with the stage.
    pub limits: StageLimits,
    /// Legs that are counted under the limit.
    pub legs: Vec<String>,
}

impl EntrantTerms {
    /// Bit n is set when activity n is permitted.
    pub fn activities_mask(&self) -> u16 {
        self.activities.iter().fold(0, |mask, activity| mask | (1 << activity.bit()))
    }
}

/// A rule of the profile that the inputs leave out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Its id.
    pub rule: String,
    /// What it is about.
    pub title: String,
    /// Why.
    pub why: String,
}

/// A rule on chain and the bit it has in the verdicts of its leg.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberedRule<'p> {
    /// Bit of the verdict.
    pub bit: u8,
    /// The rule.
    pub rule: &'p Rule,
    /// Its part on chain.
    pub on_chain: &'p OnChain,
}

impl Profile {
    /// Gives every declared input a value. There are no defaults: all that are missing are reported at once.
    pub fn bind(&self, inputs: &BTreeMap<String, String>) -> Result<BoundProfile, ProfileError> {
        let values = self.values(inputs)?;
        let read::Content { rules, entrant, .. } = read::content(&self.document, &values)?;
        let (rules, left_out) = in_force(rules, &values);
        let bound = text_of(&values).into_iter().collect();
        let canonical =
            self.document.canonical_with([("bound".to_owned(), bound)].into_iter().collect())?;
        let hash = keccak256(&canonical);
        Ok(BoundProfile {
            profile: self.clone(),
            values,
            rules,
            left_out,
            entrant,
            canonical,
            hash,
        })
    }

    fn values(
        &self,
        given: &BTreeMap<String, String>,
    ) -> Result<BTreeMap<String, InputValue>, ProfileError> {
        let profile = || self.id.clone();
        let names = || self.inputs.iter().map(|input| input.name.as_str());
        if let Some(input) = given.keys().find(|key| !names().any(|name| name == key.as_str())) {
            let hint = one_of(input, names());
            return Err(ProfileError::UnknownInput {
                profile: profile(),
                input: input.clone(),
                hint,
            });
        }
        // What is given is judged first: that more is missing is no reason to hold it back.
        let (mut values, mut missing) = (BTreeMap::new(), Vec::new());
        for input in &self.inputs {
            let Some(text) = given.get(&input.name).map(|text| text.trim()) else {
                missing.push((input.name.clone(), input.title.clone()));
                continue;
            };
            if let Some(refused) =
                self.refused.iter().find(|r| r.input == input.name && r.choice == text)
            {
                return Err(ProfileError::RefusedChoice {
                    profile: profile(),
                    input: input.name.clone(),
                    choice: refused.choice.clone(),
                    message: refused.message.clone(),
                });
            }
            let value = input.value(text).map_err(|(wrong, hint)| ProfileError::InvalidInput {
                profile: profile(),
                input: input.name.clone(),
                title: input.title.clone(),
                wrong,
                hint,
            })?;
            values.insert(input.name.clone(), value);
        }
        if !missing.is_empty() {
            return Err(ProfileError::MissingInputs { profile: profile(), missing });
        }
        Ok(values)
    }
}

/// The rules that the inputs leave in force, and the others.
fn in_force(
    rules: Vec<ReadRule>,
    values: &BTreeMap<String, InputValue>,
) -> (Vec<Rule>, Vec<LeftOut>) {
    let (mut kept, mut left_out) = (Vec::new(), Vec::new());
    for rule in rules {
        let chosen = |condition: &Condition| match values.get(&condition.input) {
            Some(InputValue::Choice(choice)) => condition.is.contains(choice),
            _ => false,
        };
        let (id, title) = (rule.id.clone(), rule.title.clone());
        let unmet = rule.when.as_ref().filter(|condition| !chosen(condition));
        // A predicate that is not known with every input given depends on one that is `none`.
        let none = || "an input that it needs is none".to_owned();
        let bound = match unmet {
            Some(condition) => Err(format!("it is for deployments in which {condition}")),
            None => rule.try_map(|(_, predicate)| predicate.ok_or_else(none)),
        };
        match bound {
            Ok(rule) => kept.push(rule),
            Err(why) => left_out.push(LeftOut { rule: id, title, why }),
        }
    }
    (kept, left_out)
}

fn text_of(values: &BTreeMap<String, InputValue>) -> BTreeMap<String, String> {
    values.iter().map(|(name, value)| (name.clone(), value.to_string())).collect()
}

impl BoundProfile {
    /// The profile that was bound.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// Rules in force that count holders or holdings on their leg alone, where an instrument has several.
    pub fn counted_by_leg(&self) -> impl Iterator<Item = &str> {
        let in_force = |id: &&str| self.rules.iter().any(|rule| rule.id == *id);
        self.profile.counted_by_leg().filter(in_force)
    }

    /// The stages of the entrant that the profile knows: each that a choice of its inputs leads to. None where it knows no more than
    /// the one that it says.
    pub fn stages(&self) -> BTreeSet<u8> {
        let inputs = self.profile.inputs.iter();
        let choices =
            inputs.flat_map(|input| input.choices.keys().map(move |choice| (input, choice)));
        let stage = |(input, choice): (&super::Input, &String)| {
            let mut values = self.values.clone();
            values.insert(input.name.clone(), InputValue::Choice(choice.clone()));
            let content = read::content(&self.profile.document, &values).ok()?;
            Some(content.entrant?.stage)
        };
        let known: BTreeSet<u8> = choices.filter_map(stage).collect();
        if known.len() > 1 { known } else { BTreeSet::new() }
    }

    /// Whether a rule asks a predicate that the regime's own code does not have.
    pub fn needs_extension(&self) -> bool {
        let on_chain = self.rules.iter().filter_map(Rule::on_chain);
        on_chain.map(|rule| &rule.predicate).any(super::Predicate::is_extended)
    }

    /// Canonical JSON (RFC 8785) of the file, with the inputs under `bound`.
    pub fn canonical(&self) -> &str {
        &self.canonical
    }

    /// Keccak-256 of [`Self::canonical`]: what the regime contract carries.
    pub fn hash(&self) -> B256 {
        self.hash
    }

    /// The inputs.
    pub fn values(&self) -> &BTreeMap<String, InputValue> {
        &self.values
    }

    /// The inputs as text, in the form that is hashed; binding them again gives the same profile.
    pub fn inputs(&self) -> BTreeMap<String, String> {
        text_of(&self.values)
    }

    /// All rules, in file order.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The rules that the inputs leave out.
    pub fn left_out(&self) -> &[LeftOut] {
        &self.left_out
    }

    /// What is written to the entrant ledger; `None` for a regime without entrants.
    pub fn entrant(&self) -> Option<&EntrantTerms> {
        self.entrant.as_ref()
    }

    /// The leg of that id.
    pub fn leg(&self, leg: &str) -> Result<&Leg, ProfileError> {
        self.profile.legs.iter().find(|known| known.id == leg).ok_or_else(|| {
            ProfileError::UnknownLeg {
                profile: self.profile.id.clone(),
                leg: leg.to_owned(),
                hint: one_of(leg, self.profile.legs.iter().map(|leg| leg.id.as_str())),
            }
        })
    }

    /// The rules on chain of a leg; the n-th is bit n of its verdicts.
    pub fn on_chain(&self, leg: &str) -> Result<Vec<NumberedRule<'_>>, ProfileError> {
        let leg = &self.leg(leg)?.id;
        let rules = self.rules.iter().filter(|rule| rule.applies_to_leg(leg));
        let on_chain = rules.filter_map(|rule| rule.on_chain().map(|on_chain| (rule, on_chain)));
        Ok((0..)
            .zip(on_chain)
            .map(|(bit, (rule, on_chain))| NumberedRule { bit, rule, on_chain })
            .collect())
    }

    /// The rules of a leg that people enforce, those that the chain checks an attestation for among them.
    pub fn off_chain(&self, leg: &str) -> Result<Vec<&Rule>, ProfileError> {
        let leg = &self.leg(leg)?.id;
        Ok(self
            .rules
            .iter()
            .filter(|rule| rule.applies_to_leg(leg) && rule.on_chain().is_none())
            .collect())
    }

    /// The rule that bit `bit` of a verdict of `leg` stands for.
    pub fn rule(&self, leg: &str, bit: u8) -> Result<Option<NumberedRule<'_>>, ProfileError> {
        Ok(self.on_chain(leg)?.into_iter().nth(usize::from(bit)))
    }

    /// Refuses terms of a kind that the profile is not for.
    pub fn check_kind(&self, terms: &str, kind: InstrumentKind) -> Result<(), ProfileError> {
        match &self.profile.instruments {
            Some(scope) if scope.only != kind => Err(ProfileError::OtherKind {
                profile: self.profile.id.clone(),
                only: scope.only,
                source_title: scope.source.title.clone(),
                citation: scope.citation.clone(),
                terms: terms.to_owned(),
                kind,
            }),
            _ => Ok(()),
        }
    }

    /// Refuses a leg whose amounts are in another currency than the instrument: smallest units of two currencies
    /// are not comparable.
    pub fn check_currency(&self, leg: &str, instrument: Currency) -> Result<(), ProfileError> {
        for NumberedRule { rule, on_chain, .. } in self.on_chain(leg)? {
            if let Some(found) = on_chain.predicate.amount()
                && found.currency() != instrument
            {
                return Err(ProfileError::OtherCurrency {
                    profile: self.profile.id.clone(),
                    rule: rule.id.clone(),
                    found,
                    instrument,
                });
            }
        }
        Ok(())
    }
}
