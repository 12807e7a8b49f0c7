//! The Solidity sources as text: which files belong to a rule, and a hash that changes when one of them does.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use alloy::primitives::{B256, keccak256};
use anyhow::Context as _;

use super::workshop::Place;
use crate::checkout;

/// Where the predicates are, below `contracts`.
const RULES: &str = "src/rules/";

/// Code beside the predicates that decides with them, and the tests that are asked first; those of the predicates that are made with it
/// when none are named.
const BESIDE: [(&str, &[&str]); 7] = [
    ("Extended", &["test/unit/RuleExtension.t.sol", "test/unit/Regime/check.t.sol"]),
    ("Guard", &["test/unit/rules/Guard.t.sol", "test/unit/rules/GuardSides.t.sol"]),
    ("Period", &["test/unit/rules/Period.t.sol"]),
    ("Positions", &[]),
    ("RuleRow", &["test/unit/Regime/check.t.sol", "test/unit/rules/EligibleParty.t.sol"]),
    ("Sides", &[]),
    ("Windows", &[]),
];

/// Declarations without code: what changes there cannot change what a predicate decides, unless the predicate changes too.
const INTERFACES: &str = "src/interfaces/";

/// Every source and test of the contracts by its path below `contracts`, as it is written.
#[derive(Debug)]
pub struct Sources {
    texts: BTreeMap<String, String>,
}

impl Sources {
    /// Reads them.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn read() -> anyhow::Result<Self> {
        let contracts = checkout::root().join("contracts");
        let mut texts = BTreeMap::new();
        for folder in ["contracts/src", "contracts/test"] {
            for path in checkout::files(folder, ".sol")? {
                texts.insert(below(&contracts, &path)?, std::fs::read_to_string(&path)?);
            }
        }
        Ok(Self { texts })
    }

    /// A file's text.
    ///
    /// # Errors
    /// When there is no such file.
    pub fn text(&self, unit: &str) -> anyhow::Result<&str> {
        self.texts.get(unit).map(String::as_str).with_context(|| format!("contracts has no {unit}"))
    }

    /// Names of what is broken: the predicates, and what stands beside them.
    #[must_use]
    pub fn rules(&self) -> Vec<String> {
        let mut rules = self.predicates();
        rules.extend(BESIDE.iter().map(|(name, _)| (*name).to_owned()));
        rules.sort();
        rules
    }

    /// The files of `rules` that decide whether a movement fails, and have tests of their own.
    fn predicates(&self) -> Vec<String> {
        let files = self.texts.iter().filter_map(|(unit, text)| {
            let name = unit.strip_prefix(RULES)?.strip_suffix(".sol")?;
            let is_predicate = code(text).contains("function fails(");
            let has_tests = self.texts.contains_key(&test_of(name));
            (is_predicate && has_tests).then(|| name.to_owned())
        });
        files.collect()
    }

    /// A source, and what is compiled anew when it is replaced.
    #[must_use]
    pub fn place(&self, unit: &str) -> Place {
        let own = self.texts.keys().filter(|other| other.starts_with("src/"));
        let affected: Vec<_> =
            own.filter(|other| self.closure(other).contains(unit)).cloned().collect();
        // Contracts are the files right in `src`; folders hold what they are made of.
        let tops = affected.iter().filter(|unit| unit.matches('/').count() == 1).cloned().collect();
        Place { unit: unit.to_owned(), affected, tops }
    }

    /// The tests that are asked first: the rule's own; those of the predicates that are made with it, when it has none.
    #[must_use]
    pub fn tests_of(&self, rule: &str) -> Vec<String> {
        let named =
            BESIDE.iter().find(|(name, _)| *name == rule).map_or(&[][..], |(_, tests)| tests);
        if !named.is_empty() {
            return named.iter().map(|test| (*test).to_owned()).collect();
        }
        let own = test_of(rule);
        if self.texts.contains_key(&own) {
            return vec![own];
        }
        let unit = unit_of(rule);
        let users = self.predicates().into_iter();
        let users = users.filter(|user| self.closure(&unit_of(user)).contains(unit.as_str()));
        users.map(|user| test_of(&user)).collect()
    }

    /// What decides the rule's verdict: its source, and the code that it imports, directly or not.
    #[must_use]
    pub fn deciding(&self, rule: &str) -> Vec<String> {
        let reached = self.closure(&unit_of(rule)).into_iter();
        reached.filter(|unit| !unit.starts_with(INTERFACES)).collect()
    }

    /// A hash of what these files say, whatever their comments and line breaks are.
    ///
    /// # Errors
    /// When there is no such file.
    pub fn hash(&self, units: &[String]) -> anyhow::Result<B256> {
        let mut hashes = Vec::new();
        for unit in units {
            hashes.extend_from_slice(keccak256(unit).as_slice());
            hashes.extend_from_slice(keccak256(code(self.text(unit)?)).as_slice());
        }
        Ok(keccak256(hashes))
    }

    /// The file itself and everything of `contracts` that it imports.
    fn closure(&self, unit: &str) -> BTreeSet<String> {
        let mut reached = BTreeSet::new();
        let mut open = vec![unit.to_owned()];
        while let Some(unit) = open.pop() {
            let Some(text) = self.texts.get(&unit) else { continue };
            open.extend(imports(&unit, text));
            reached.insert(unit);
            open.retain(|next| !reached.contains(next));
        }
        reached
    }
}

/// The source of a rule.
#[must_use]
pub fn unit_of(rule: &str) -> String {
    format!("{RULES}{rule}.sol")
}

fn test_of(rule: &str) -> String {
    format!("test/unit/rules/{rule}.t.sol")
}

fn below(folder: &Path, path: &Path) -> anyhow::Result<String> {
    let parts: Vec<_> =
        path.strip_prefix(folder)?.iter().map(|part| part.to_string_lossy()).collect();
    Ok(parts.join("/"))
}

/// The relative imports of a file, as paths below `contracts`; packages are pinned, and no part of this.
fn imports(unit: &str, text: &str) -> Vec<String> {
    let code = code(text);
    let statements = code.split(';').filter_map(|part| part.trim().strip_prefix("import "));
    let paths = statements.filter_map(|import| import.split('"').nth(1));
    paths.filter(|path| path.starts_with('.')).map(|path| resolve(unit, path)).collect()
}

fn resolve(unit: &str, path: &str) -> String {
    let mut parts: Vec<_> = unit.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            other => parts.push(other),
        }
    }
    parts.join("/")
}

/// The text without comments, and with single spaces for all white space.
fn code(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if next == '"' {
            let end = rest[1..].find('"').map_or(rest.len(), |end| end + 2);
            kept.push_str(&rest[..end]);
            end
        } else {
            kept.push(next);
            next.len_utf8()
        };
        rest = &rest[length..];
    }
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_line_breaks_do_not_count() {
        let text = "/// Says.\nimport {A} from \"./a//b.sol\"; // so\nlet  x\n = /* no */ 1;";
        assert_eq!(code(text), "import {A} from \"./a//b.sol\"; let x = 1;");
    }

    #[test]
    fn imports_are_paths_below_the_contracts() {
        let text = "pragma x;\nimport {A,\n B} from \"../types/A.sol\";\nimport {C} from \"@oz/C.sol\";\nimport {D} from \"./D.sol\";";
        assert_eq!(imports("src/rules/R.sol", text), ["src/types/A.sol", "src/rules/D.sol"]);
    }

    #[test]
    fn the_hash_follows_code_and_nothing_else() {
        let hash = |text: &str| {
            let texts = BTreeMap::from([("src/A.sol".to_owned(), text.to_owned())]);
            Sources { texts }.hash(&["src/A.sol".to_owned()]).unwrap()
        };
        assert_eq!(hash("a < b; // why"), hash("a\n  < b;"));
        assert_ne!(hash("a < b;"), hash("a <= b;"));
    }
}
