//! Every error of every deployed contract: the table that reverts are decoded with, and `contracts/ERRORS.md`.

use crate::{
    artifact::Artifact,
    ast::Ast,
    docs::{Docs, plain},
    sol::{self, HEADER},
};
use alloy::{
    hex,
    json_abi::{Error, JsonAbi},
};
use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

/// Explanations of errors whose sources have none: those of OpenZeppelin Contracts.
const LIBRARY_ERRORS: &str = include_str!("../library-errors.toml");

/// What is said about one error.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(deny_unknown_fields)]
struct Explanation {
    notice: String,
    why: String,
    what_to_do: String,
}

/// One error, by its selector.
#[derive(Debug)]
struct KnownError {
    error: Error,
    raised_by: BTreeSet<String>,
    declared_by: BTreeSet<String>,
    explanation: Explanation,
}

/// All errors, in the order of their names.
#[derive(Debug)]
pub(crate) struct ErrorTable(BTreeMap<String, KnownError>);

impl ErrorTable {
    pub(crate) fn build(artifacts: &[Artifact], ast: &Ast) -> Result<Self> {
        let library: BTreeMap<String, Explanation> =
            toml::from_str(LIBRARY_ERRORS).context("bindings/codegen/library-errors.toml")?;
        let mut table: BTreeMap<String, KnownError> = BTreeMap::new();
        let mut explanations: BTreeMap<String, BTreeSet<Explanation>> = BTreeMap::new();
        for artifact in artifacts {
            for error in artifact.abi.errors() {
                let signature = error.signature();
                if let Some(found) = explanation(artifact, &signature)? {
                    explanations.entry(signature).or_default().insert(found);
                }
                let selector = hex::encode(error.selector());
                let entry = table.entry(error.name.clone()).or_insert_with(|| KnownError {
                    error: error.clone(),
                    raised_by: BTreeSet::new(),
                    declared_by: ast.error_declarations.get(&selector).cloned().unwrap_or_default(),
                    explanation: Explanation::default(),
                });
                ensure!(
                    entry.error.selector() == error.selector(),
                    "{} has other parameters in {} than in {:?}; rename one",
                    error.name,
                    artifact.name,
                    entry.raised_by
                );
                entry.raised_by.insert(artifact.name.clone());
            }
        }
        explain(&mut table, &explanations, &library)?;
        Ok(Self(table))
    }

    /// The Rust module of their types: one interface with all of them, and the arguments as text.
    pub(crate) fn module(&self, ast: &Ast) -> Result<String> {
        let mut abi = JsonAbi::new();
        for known in self.0.values() {
            abi.errors.insert(known.error.name.clone(), vec![known.error.clone()]);
        }
        let docs = Docs::default().paragraph("Every error that a Corridor contract raises.");
        let userdoc = json!({ "errors": self.notices() });
        let documentation = sol::Documentation::new(&userdoc, &Value::Null);
        let attribute = format!("#[sol({})]", sol::DERIVES);
        let body = sol::interface("Corridor", &abi, ast, &documentation, &docs, &attribute)?;
        let mut text = String::from(HEADER);
        writeln!(text, "\n//! Every error of every contract.\n\nuse Corridor::CorridorErrors;\n")?;
        writeln!(text, "alloy_sol_types::sol! {{\n{body}}}\n")?;
        self.write_arguments(&mut text)?;
        Ok(text)
    }

    /// The sentence of each error, as the compiler would have it.
    fn notices(&self) -> Value {
        let notices = self.0.values().map(|known| {
            (known.error.signature(), json!([{ "notice": known.explanation.notice }]))
        });
        Value::Object(notices.collect())
    }

    /// The Rust module of what the sources say about them.
    pub(crate) fn explanations(&self) -> Result<String> {
        let mut text = String::from(HEADER);
        writeln!(text, "\n//! Every error of every contract, explained.\n")?;
        writeln!(text, "use crate::revert::ErrorDocumentation;\n")?;
        writeln!(text, "/// What the sources say about each error, in the order of their names.")?;
        writeln!(text, "pub static DOCUMENTATION: [ErrorDocumentation; {}] = [", self.0.len())?;
        for known in self.0.values() {
            let Explanation { notice, why, what_to_do } = &known.explanation;
            let raised_by: Vec<_> = known.raised_by.iter().collect();
            writeln!(text, "    ErrorDocumentation {{")?;
            writeln!(text, "        selector: {:?},", known.error.selector().0)?;
            writeln!(text, "        signature: {:?},", known.error.signature())?;
            writeln!(text, "        raised_by: &{raised_by:?},")?;
            writeln!(text, "        notice: {notice:?},")?;
            writeln!(text, "        why: {why:?},")?;
            writeln!(text, "        what_to_do: {what_to_do:?},")?;
            writeln!(text, "    }},")?;
        }
        writeln!(text, "];")?;
        Ok(text)
    }

    fn write_arguments(&self, text: &mut String) -> Result<()> {
        writeln!(text, "/// Names and values of an error's arguments.")?;
        writeln!(
            text,
            "pub fn arguments(error: &CorridorErrors) -> Vec<(&'static str, String)> {{"
        )?;
        writeln!(text, "    match error {{")?;
        for (name, known) in &self.0 {
            if known.error.inputs.is_empty() {
                writeln!(text, "        CorridorErrors::{name}(_) => vec![],")?;
                continue;
            }
            let mut arguments = Vec::new();
            for (index, input) in known.error.inputs.iter().enumerate() {
                ensure!(!input.name.is_empty(), "argument {index} of error {name} has no name");
                // Display of an address has its checksum; Debug of the others has all digits.
                let style = if input.ty == "address" { "{}" } else { "{:?}" };
                arguments.push(format!("({0:?}, format!(\"{style}\", error.{0}))", input.name));
            }
            writeln!(
                text,
                "        CorridorErrors::{name}(error) => vec![{}],",
                arguments.join(", ")
            )?;
        }
        writeln!(text, "    }}\n}}")?;
        Ok(())
    }

    /// The page for people.
    pub(crate) fn page(&self) -> Result<String> {
        let mut sections: BTreeMap<String, Vec<&KnownError>> = BTreeMap::new();
        for known in self.0.values() {
            let names: Vec<_> = known.declared_by.iter().map(String::as_str).collect();
            sections.entry(names.join(", ")).or_default().push(known);
        }
        let mut text = String::from(
            "# Errors\n\nEvery error that a deployed contract raises: what it says, why, and what to do. Written by `cargo codegen` from the \
             sources'\ncomments; do not edit.\n",
        );
        for (declared_by, errors) in sections {
            writeln!(text, "\n## {declared_by}")?;
            for known in errors {
                let Explanation { notice, why, what_to_do } = &known.explanation;
                let raised_by: Vec<_> =
                    known.raised_by.iter().map(|name| format!("`{name}`")).collect();
                writeln!(text, "\n### `{}`\n\n{notice}\n", declaration(&known.error))?;
                writeln!(text, "- **Why:** {why}\n- **What to do:** {what_to_do}")?;
                writeln!(
                    text,
                    "- Selector `{}`; raised by {}.",
                    known.error.selector(),
                    raised_by.join(", ")
                )?;
            }
        }
        Ok(text)
    }
}

/// Gives every error its explanation: the sources' own, else the one written here for a library's.
fn explain(
    table: &mut BTreeMap<String, KnownError>,
    explanations: &BTreeMap<String, BTreeSet<Explanation>>,
    library: &BTreeMap<String, Explanation>,
) -> Result<()> {
    let mut missing = Vec::new();
    for known in table.values_mut() {
        let signature = known.error.signature();
        let found =
            explanations.get(&signature).map(merged).or_else(|| library.get(&signature).cloned());
        match found {
            Some(explanation) => known.explanation = explanation,
            None => missing.push(signature),
        }
    }
    ensure!(
        missing.is_empty(),
        "no explanation of {}; give each `@notice` and `@dev Why: ... What to do: ...`, or an entry in \
         bindings/codegen/library-errors.toml when it belongs to a library",
        missing.join(", ")
    );
    Ok(())
}

/// The error as the sources write it, with names of arguments.
fn declaration(error: &Error) -> String {
    let arguments = error.inputs.iter().map(|input| {
        let ty = input.internal_type.as_ref().map_or_else(|| input.ty.clone(), ToString::to_string);
        let ty = ty.rsplit([' ', '.']).next().unwrap_or_default().to_owned();
        format!("{ty} {}", input.name).trim_end().to_owned()
    });
    format!("{}({})", error.name, arguments.collect::<Vec<_>>().join(", "))
}

/// The explanation in a contract's documentation; none when its sources say nothing.
fn explanation(artifact: &Artifact, signature: &str) -> Result<Option<Explanation>> {
    let texts = |value: &Value, key: &str| -> BTreeSet<String> {
        let items = value["errors"][signature].as_array().into_iter().flatten();
        items
            .filter_map(|item| Some(plain(item[key].as_str()?)))
            .filter(|text| !text.is_empty())
            .collect()
    };
    let notices = texts(&artifact.userdoc, "notice");
    if notices.is_empty() {
        return Ok(None);
    }
    let mut found = BTreeSet::new();
    for details in texts(&artifact.devdoc, "details") {
        found.insert(
            why_and_what(&details)
                .with_context(|| format!("error {signature} of {}", artifact.name))?,
        );
    }
    ensure!(
        !found.is_empty(),
        "error {signature} of {} has no `@dev Why: ... What to do: ...`",
        artifact.name
    );
    Ok(Some(Explanation {
        notice: join(notices.iter().map(String::as_str)),
        why: join(found.iter().map(|(why, _)| why.as_str())),
        what_to_do: join(found.iter().map(|(_, what)| what.as_str())),
    }))
}

/// Splits `Why: a. What to do: b.`, and makes two sentences of it.
fn why_and_what(details: &str) -> Result<(String, String)> {
    let rest = details
        .strip_prefix("Why: ")
        .with_context(|| format!("{details:?} does not begin with `Why: `"))?;
    let (why, what) = rest
        .split_once("What to do: ")
        .with_context(|| format!("{details:?} lacks `What to do: `"))?;
    Ok((capitalised(why.trim()), capitalised(what.trim())))
}

fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

fn merged(explanations: &BTreeSet<Explanation>) -> Explanation {
    Explanation {
        notice: join(explanations.iter().map(|e| e.notice.as_str())),
        why: join(explanations.iter().map(|e| e.why.as_str())),
        what_to_do: join(explanations.iter().map(|e| e.what_to_do.as_str())),
    }
}

/// Different sentences one after the other, each once: one error may be declared in two places.
fn join<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let distinct: BTreeSet<_> = texts.collect();
    distinct.into_iter().collect::<Vec<_>>().join(" Or: ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn why_and_what_are_told_apart() {
        let (why, what) = why_and_what("Why: it is zero. What to do: pass one.").unwrap();
        assert_eq!((why.as_str(), what.as_str()), ("It is zero.", "Pass one."));
        assert!(why_and_what("It is zero.").is_err());
        assert!(why_and_what("Why: it is zero.").is_err());
    }

    #[test]
    fn equal_sentences_are_said_once() {
        assert_eq!(join(["b", "a", "b"].into_iter()), "a Or: b");
    }

    #[test]
    fn the_library_explanations_are_complete() {
        let library: BTreeMap<String, Explanation> = toml::from_str(LIBRARY_ERRORS).unwrap();
        for (signature, found) in library {
            for text in [&found.notice, &found.why, &found.what_to_do] {
                assert!(text.ends_with('.'), "{signature}: {text:?}");
            }
        }
    }
}
