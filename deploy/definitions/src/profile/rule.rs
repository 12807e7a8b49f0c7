//! Reading one rule of a profile file.

use std::collections::BTreeMap;
use std::convert::Infallible;

use super::predicate::{Context, Judges, Predicate, Spec, day, truth, without_parameters};
use super::read::{Header, confidence};
use super::{Attests, Condition, Effective, Enforcement, OnChain, Outline, Replaced, Rule};
use crate::calendar::UtcDay;
use crate::source::{Cursor, Fields, SourceError};
use crate::vocabulary::Party;

/// Longest text of a rule on chain: its id, a colon, a blank and its message.
const MAX_MESSAGE_BYTES: usize = 120;

/// A rule whose predicate is known once its inputs are.
pub(super) type ReadRule = Rule<(Outline, Option<Predicate>)>;

const ENFORCEMENTS: [&str; 3] = ["on-chain", "attestation", "off-chain"];

/// Reads the rule `id`.
pub(super) fn read(
    cursor: &Cursor<'_>,
    id: String,
    header: &Header,
    context: Context<'_>,
) -> Result<ReadRule, SourceError> {
    let mut fields = cursor.fields()?;
    fields.required("id")?;
    let title = fields.required("title")?.text()?.to_owned();
    let legs = legs(&mut fields, header)?;
    let known_sources: Vec<&str> = header.sources.iter().map(|source| source.id.as_str()).collect();
    let source = fields.required("source")?.named("source", &known_sources, |id| {
        header.sources.iter().find(|source| source.id == id).cloned()
    })?;
    let citation = fields.required("citation")?.text()?.to_owned();
    let confidence = confidence(&fields.required("confidence")?)?;
    let remedy = fields.required("remedy")?.text()?.to_owned();
    let effective = match fields.optional("effective") {
        Some(table) => effective(&table)?,
        None => Effective::default(),
    };
    let when = fields.optional("when").map(|table| condition(&table, context)).transpose()?;
    let figures = match fields.optional("figures") {
        Some(table) => figures(&table)?,
        None => BTreeMap::new(),
    };
    let (origin, replaces) = history(&mut fields, header)?;
    let enforcement = enforcement(&id, &mut fields, context, header.has_entrant)?;
    fields.finish()?;
    Ok(Rule {
        id,
        title,
        legs,
        source,
        citation,
        confidence,
        remedy,
        effective,
        when,
        figures,
        origin,
        replaces,
        enforcement,
    })
}

/// The legs that a rule names; all when it names none.
fn legs(fields: &mut Fields<'_>, header: &Header) -> Result<Vec<String>, SourceError> {
    let known: Vec<&str> = header.legs.iter().map(|leg| leg.id.as_str()).collect();
    match fields.optional("legs") {
        Some(list) => list.distinct(|leg| {
            leg.named("leg", &known, |id| known.contains(&id).then(|| id.to_owned()))
        }),
        None => Ok(known.iter().map(|id| (*id).to_owned()).collect()),
    }
}

pub(super) fn effective(table: &Cursor<'_>) -> Result<Effective, SourceError> {
    let mut fields = table.fields()?;
    let (from, until) = (fields.optional("from"), fields.optional("until"));
    fields.finish()?;
    let effective = Effective {
        from: from.as_ref().map(day).transpose()?,
        until: until.as_ref().map(day).transpose()?,
    };
    match (effective.from, effective.until) {
        (None, None) => {
            Err(table.error("neither `from` nor `until` is given", "give at least one day"))
        }
        (Some(from), Some(until)) if from >= until => {
            Err(table.error("the rule ends before it begins", "exchange the two days"))
        }
        _ => Ok(effective),
    }
}

fn condition(table: &Cursor<'_>, context: Context<'_>) -> Result<Condition, SourceError> {
    let mut fields = table.fields()?;
    let reference = fields.required("input")?;
    let input = context.inputs.declared(&reference)?;
    let choices: Vec<&str> = input.choices.keys().map(String::as_str).collect();
    if choices.is_empty() {
        let wrong = format!("input `{}` is of kind {}", input.name, input.kind.name());
        return Err(reference.error(wrong, "use an input of kind choice"));
    }
    let is = fields.required("is")?.distinct(|choice| {
        choice.named("choice", &choices, |text| choices.contains(&text).then(|| text.to_owned()))
    })?;
    fields.finish()?;
    Ok(Condition { input: input.name.clone(), is })
}

fn figures(table: &Cursor<'_>) -> Result<BTreeMap<String, String>, SourceError> {
    let mut figures = BTreeMap::new();
    for (key, value) in table.fields()?.all() {
        figures.insert(key.to_owned(), value.text()?.to_owned());
    }
    Ok(figures)
}

/// Where a rule was taken from, and what it replaces: only in a profile that was put together.
fn history(
    fields: &mut Fields<'_>,
    header: &Header,
) -> Result<(Option<String>, Option<Replaced>), SourceError> {
    let (origin, replaces) = (fields.optional("origin"), fields.optional("replaces"));
    let loosens = fields.optional("loosens");
    if let (Some(stray), true) =
        ([&origin, &replaces, &loosens].into_iter().flatten().next(), header.composed_of.is_empty())
    {
        return Err(stray.error("nothing is inherited here", "remove the line"));
    }
    let origin = origin.map(|origin| origin.text().map(str::to_owned)).transpose()?;
    let loosens = truth(fields, "loosens")?;
    let replaces = match replaces {
        Some(reason) => Some(Replaced { reason: reason.text()?.to_owned(), loosens }),
        None => None,
    };
    Ok((origin, replaces))
}

fn enforcement(
    id: &str,
    fields: &mut Fields<'_>,
    context: Context<'_>,
    has_entrant: bool,
) -> Result<Enforcement<(Outline, Option<Predicate>)>, SourceError> {
    let word = fields.required("enforced")?.named("enforcement", &ENFORCEMENTS, |word| {
        ENFORCEMENTS.into_iter().find(|known| *known == word)
    })?;
    Ok(match word {
        "on-chain" => Enforcement::OnChain(on_chain_part(id, fields, context, has_entrant)?),
        "attestation" => Enforcement::Attestation {
            attests: attests(&fields.required("attests")?)?,
            checked_by: fields.required("checked_by")?.distinct(Cursor::name)?,
            evidence: fields.required("evidence")?.text()?.to_owned(),
        },
        _ => Enforcement::OffChain {
            reason: fields.required("reason")?.text()?.to_owned(),
            evidence: fields.required("evidence")?.text()?.to_owned(),
        },
    })
}

fn attests(table: &Cursor<'_>) -> Result<Attests, SourceError> {
    fn list<T>(fields: &mut Fields<'_>, key: &str) -> Result<Vec<T>, SourceError>
    where
        T: std::str::FromStr + PartialEq,
        T::Err: crate::source::Advice,
    {
        fields.optional(key).map_or(Ok(Vec::new()), |list| list.distinct(Cursor::parsed))
    }
    let mut fields = table.fields()?;
    let attests = Attests {
        categories: list(&mut fields, "categories")?,
        flags: list(&mut fields, "flags")?,
        facts: list(&mut fields, "facts")?,
        certificates: list(&mut fields, "certificates")?,
        residence: truth(&mut fields, "residence")?,
    };
    fields.finish()?;
    if attests == Attests::default() {
        let hint = "name `categories`, `flags`, `facts`, `certificates` or `residence = true`";
        return Err(table.error("nothing is attested", hint));
    }
    Ok(attests)
}

fn on_chain_part(
    id: &str,
    fields: &mut Fields<'_>,
    context: Context<'_>,
    has_entrant: bool,
) -> Result<OnChain<(Outline, Option<Predicate>)>, SourceError> {
    let predicate_at = fields.required("predicate")?;
    let spec = predicate_at.named("predicate", &Predicate::NAMES, Predicate::spec_of)?;
    let name = spec.name;
    if spec.needs_entrant && !has_entrant {
        return Err(predicate_at.error(
            format!("{name} reads the entrant ledger, but nothing says what is written there"),
            "add an [entrant] section",
        ));
    }
    let applies_to = fields.required("applies_to")?.distinct(Cursor::parsed)?;
    let parties = parties(spec, fields)?;
    let predicate = match fields.optional("parameters") {
        Some(table) => {
            let mut parameters = table.fields()?;
            let predicate = context.predicate(name, &mut parameters)?;
            parameters.finish()?;
            (Outline { name, parameters: table.to_json() }, predicate)
        }
        // A predicate without parameters asks for none; any other reports the first it misses.
        None => match without_parameters(name) {
            Some(predicate) => {
                let parameters = serde_json::Value::Object(serde_json::Map::new());
                (Outline { name, parameters }, Some(predicate))
            }
            None => {
                return Err(fields
                    .owner()
                    .error("`parameters` is missing", "add a line `parameters = { ... }`"));
            }
        },
    };
    let message_at = fields.required("message")?;
    let message = message_at.text()?.to_owned();
    let length = id.len() + 2 + message.len();
    if length > MAX_MESSAGE_BYTES {
        let hint = format!("shorten it by {}", length - MAX_MESSAGE_BYTES);
        let wrong = format!(
            "with the id the message has {length} bytes and {MAX_MESSAGE_BYTES} fit on chain"
        );
        return Err(message_at.error(wrong, hint));
    }
    Ok(OnChain { predicate, applies_to, parties, message })
}

fn parties(spec: &Spec, fields: &mut Fields<'_>) -> Result<Vec<Party>, SourceError> {
    let name = spec.name;
    let implied = match spec.judges {
        Judges::Parties => {
            return match fields.optional("parties") {
                Some(list) => list.distinct(Cursor::parsed),
                None => {
                    let wrong = format!("{name} judges parties, but not which");
                    let hint = "add `parties = [...]` with sender, recipient or operator";
                    Err(fields.owner().error(wrong, hint))
                }
            };
        }
        Judges::Sender => vec![Party::SENDER],
        Judges::Recipient => vec![Party::RECIPIENT],
        Judges::Movement | Judges::Instrument => Vec::new(),
    };
    match fields.optional("parties") {
        Some(list) => {
            let wrong = match implied.first() {
                Some(party) => format!("{name} always judges the {party}"),
                None => format!("{name} does not judge parties"),
            };
            Err(list.error(wrong, "remove the line"))
        }
        None => Ok(implied),
    }
}

/// Whether what is attested is read by the rules that are said to read it.
pub(super) fn check_attestations(
    tables: &Cursor<'_>,
    rules: &[ReadRule],
) -> Result<(), SourceError> {
    for (cursor, rule) in tables.items()?.iter().zip(rules) {
        let Enforcement::Attestation { attests, checked_by, .. } = &rule.enforcement else {
            continue;
        };
        let renamed = cursor.renamed(format!("rule {}", rule.id));
        let checked_at = renamed.fields()?.required("checked_by")?;
        let mut read_by_rules = String::new();
        for (cursor, id) in checked_at.items()?.iter().zip(checked_by) {
            let known = rules.iter().find(|other| other.id == *id);
            let Some(on_chain) = known.and_then(Rule::on_chain) else {
                let wrong = format!("`{id}` is no rule on chain");
                return Err(cursor.error(wrong, "name rules that read what is attested"));
            };
            let (outline, _) = &on_chain.predicate;
            read_by_rules.push_str(&format!("{} {}\n", outline.name, outline.parameters));
        }
        let unread = unread(attests, &read_by_rules);
        if !unread.is_empty() {
            let wrong = format!("none of these rules reads {}", unread.join(", "));
            return Err(checked_at.error(wrong, "name the rules on chain that do"));
        }
    }
    Ok(())
}

/// What is attested and appears nowhere in the parameters of rules.
fn unread(attests: &Attests, parameters: &str) -> Vec<String> {
    let Attests { categories, flags, facts, certificates, residence } = attests;
    let names = categories.iter().map(|category| category.name());
    let names = names.chain(flags.iter().map(|flag| flag.name()));
    let names = names.chain(facts.iter().map(|fact| fact.name()));
    let names = names.chain(certificates.iter().map(|certificate| certificate.name()));
    let mut unread: Vec<String> = names
        .filter(|name| !parameters.contains(&format!("\"{name}\"")))
        .map(|name| format!("`{name}`"))
        .collect();
    let reads_residence = ["EligibleParty", "OfferingClock", "Subdivision", "HolderLimit"]
        .iter()
        .any(|name| parameters.contains(name));
    if *residence && !reads_residence {
        unread.push("the residence".to_owned());
    }
    unread
}

impl<P> Rule<P> {
    /// The same rule with another view of its predicate.
    pub(super) fn map<Q>(self, change: impl FnOnce(P) -> Q) -> Rule<Q> {
        let Ok(rule) = self.try_map(|predicate| Ok::<_, Infallible>(change(predicate)));
        rule
    }

    /// The same rule with another view of its predicate, if there is one.
    pub(super) fn try_map<Q, E>(
        self,
        change: impl FnOnce(P) -> Result<Q, E>,
    ) -> Result<Rule<Q>, E> {
        let enforcement = match self.enforcement {
            Enforcement::OnChain(OnChain { predicate, applies_to, parties, message }) => {
                let predicate = change(predicate)?;
                Enforcement::OnChain(OnChain { predicate, applies_to, parties, message })
            }
            Enforcement::Attestation { attests, checked_by, evidence } => {
                Enforcement::Attestation { attests, checked_by, evidence }
            }
            Enforcement::OffChain { reason, evidence } => {
                Enforcement::OffChain { reason, evidence }
            }
        };
        Ok(Rule {
            id: self.id,
            title: self.title,
            legs: self.legs,
            source: self.source,
            citation: self.citation,
            confidence: self.confidence,
            remedy: self.remedy,
            effective: self.effective,
            when: self.when,
            figures: self.figures,
            origin: self.origin,
            replaces: self.replaces,
            enforcement,
        })
    }

    /// Whether the rule is in force on `day`.
    pub fn applies_on(&self, day: UtcDay) -> bool {
        self.effective.contains(day)
    }
}
