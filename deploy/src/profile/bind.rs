//! Giving the inputs of a profile their values.

use std::collections::BTreeMap;

use alloy::primitives::{B256, keccak256};
use serde::Serialize;

use super::input::InputValue;
use super::predicate::Predicate;
use super::{Enforcement, Leg, OnChain, Profile, ProfileError, Rule, read};
use crate::identifiers::{Country, Currency, Lei};
use crate::money::Amount;
use crate::source::one_of;
use crate::vocabulary::Activity;

/// A profile whose inputs have values: what goes on chain.
#[derive(Clone, Debug)]
pub struct BoundProfile {
    profile: Profile,
    values: BTreeMap<String, InputValue>,
    rules: Vec<Rule>,
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
    /// The limit.
    pub limit: Amount,
}

impl EntrantTerms {
    /// Bit n is set when activity n is permitted.
    pub fn activities_mask(&self) -> u16 {
        self.activities.iter().fold(0, |mask, activity| mask | (1 << activity.bit()))
    }
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
        let read::Content { rules, entrant } = read::content(&self.document, &values)?;
        let rules = rules
            .into_iter()
            .filter_map(|rule| match &rule.enforcement {
                Enforcement::OnChain(OnChain { predicate: (_, predicate), .. }) => {
                    let predicate = predicate.clone()?;
                    Some(rule.map(|_| predicate))
                }
                Enforcement::OffChain { reason, evidence } => {
                    let enforcement = Enforcement::OffChain {
                        reason: reason.clone(),
                        evidence: evidence.clone(),
                    };
                    let Rule { id, title, legs, source, citation, confidence, remedy, .. } = rule;
                    Some(Rule {
                        id,
                        title,
                        legs,
                        source,
                        citation,
                        confidence,
                        remedy,
                        enforcement,
                    })
                }
            })
            .collect();
        let bound = text_of(&values).into_iter().collect();
        let canonical =
            self.document.canonical_with([("bound".to_owned(), bound)].into_iter().collect())?;
        let hash = keccak256(&canonical);
        Ok(BoundProfile { profile: self.clone(), values, rules, entrant, canonical, hash })
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
        let missing: Vec<_> = self
            .inputs
            .iter()
            .filter(|input| !given.contains_key(&input.name))
            .map(|input| (input.name.clone(), input.title.clone()))
            .collect();
        if !missing.is_empty() {
            return Err(ProfileError::MissingInputs { profile: profile(), missing });
        }
        let mut values = BTreeMap::new();
        for input in &self.inputs {
            let text = given.get(&input.name).map_or("", |text| text.trim());
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
        Ok(values)
    }
}

fn text_of(values: &BTreeMap<String, InputValue>) -> BTreeMap<String, String> {
    values.iter().map(|(name, value)| (name.clone(), value.to_string())).collect()
}

impl BoundProfile {
    /// The profile that was bound.
    pub fn profile(&self) -> &Profile {
        &self.profile
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

    /// The rules of a leg that people enforce.
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

    /// Refuses a leg whose denominations are in another currency than the instrument: smallest units of two currencies
    /// are not comparable.
    pub fn check_currency(&self, leg: &str, instrument: Currency) -> Result<(), ProfileError> {
        for NumberedRule { rule, on_chain, .. } in self.on_chain(leg)? {
            if let Predicate::Denomination { minimum, .. } = on_chain.predicate
                && minimum.currency() != instrument
            {
                return Err(ProfileError::OtherCurrency {
                    profile: self.profile.id.clone(),
                    rule: rule.id.clone(),
                    found: minimum,
                    instrument,
                });
            }
        }
        Ok(())
    }
}
