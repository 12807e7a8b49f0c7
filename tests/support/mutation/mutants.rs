//! What can be broken in a source, read off the compiler's syntax tree.
//!
//! Of each function that answers yes or no: it always says the one, and the other. Of each expression in a body:
//!
//! | in the source | broken |
//! |---|---|
//! | `a < b`, `a <= b`, `a > b`, `a >= b` | the boundary belongs to the other side |
//! | `a == b`, `a != b`, `!a` | the opposite |
//! | `a && b`, `a \|\| b`, `a \| b` | each side does not matter, so a party is not judged, or a test is not made |
//! | `a & b` of words | each side alone |
//! | `a + b`, `a - b` | the other one |
//! | `if (a)`, `require(a)` | never, always |
//! | `a ? b : c` | each branch alone |
//! | `true`, `false` | the other one |
//! | `a += b` | `a = b` |
//!
//! Replacing `&&` by `||`, or the reverse, is not among them: whichever test notices a missing side notices that too. Assembly is
//! broken alike, see [`yul`](super::yul).

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use anyhow::Context as _;
use serde_json::Value;

use super::yul;

/// One way to break a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mutant {
    /// What it is called: the function, and what stands there instead of what.
    pub name: String,
    range: Range<usize>,
    replacement: String,
}

impl Mutant {
    /// The broken source.
    #[must_use]
    pub fn apply(&self, text: &str) -> String {
        format!("{}{}{}", &text[..self.range.start], self.replacement, &text[self.range.end..])
    }
}

/// Every mutant of a source, in the order of their places; `ast` is the syntax tree of its unit.
///
/// # Errors
/// When the tree is not one of this text.
pub fn mutants(text: &str, ast: &Value) -> anyhow::Result<Vec<Mutant>> {
    let mut finder = Finder { text, function: String::new(), found: Vec::new() };
    finder.visit(ast)?;
    let mut found = finder.found;
    found.sort_by_key(|mutant| (mutant.range.start, mutant.range.end));
    let mut seen = BTreeSet::new();
    found.retain(|mutant| seen.insert(mutant.apply(text)));
    number(&mut found);
    Ok(found)
}

/// Names that are given twice get the number of their place.
fn number(mutants: &mut [Mutant]) {
    let mut given: BTreeMap<String, usize> = BTreeMap::new();
    for mutant in mutants {
        let times = given.entry(mutant.name.clone()).or_default();
        *times += 1;
        if *times > 1 {
            mutant.name = format!("{} (place {times})", mutant.name);
        }
    }
}

/// Walks a tree, and notes what can be broken.
pub(super) struct Finder<'a> {
    text: &'a str,
    function: String,
    found: Vec<Mutant>,
}

impl<'a> Finder<'a> {
    fn visit(&mut self, node: &Value) -> anyhow::Result<()> {
        match kind(node) {
            "FunctionDefinition" => return self.function(node),
            "InlineAssembly" => return yul::visit(self, &node["AST"], false),
            _ if self.function.is_empty() => {}
            "BinaryOperation" => self.binary(node)?,
            "UnaryOperation" if node["operator"] == "!" => {
                let inner = self.source(&node["subExpression"])?;
                self.replace(node, inner)?;
            }
            "IfStatement" => self.condition(&node["condition"], "if", "false")?,
            "FunctionCall" if node["expression"]["name"] == "require" => {
                self.condition(&node["arguments"][0], "require", "true")?;
            }
            "Conditional" => {
                for branch in ["trueExpression", "falseExpression"] {
                    let alone = format!("({})", self.source(&node[branch])?);
                    self.replace(node, &alone)?;
                }
            }
            "Literal" if node["kind"] == "bool" => self.literal(node)?,
            "Assignment" => self.assignment(node)?,
            _ => {}
        }
        self.children(node)
    }

    fn children(&mut self, node: &Value) -> anyhow::Result<()> {
        for child in children(node) {
            self.visit(child)?;
        }
        Ok(())
    }

    fn function(&mut self, node: &Value) -> anyhow::Result<()> {
        let body = &node["body"];
        if body.is_null() {
            return Ok(());
        }
        node["name"].as_str().unwrap_or_default().clone_into(&mut self.function);
        let answers = &node["returnParameters"]["parameters"];
        let only = answers.as_array().is_some_and(|answers| answers.len() == 1);
        if only && answers[0]["typeDescriptions"]["typeString"] == "bool" {
            let start = range(body)?.start + 1;
            for answer in ["true", "false"] {
                let name = format!("{}: always {answer}", self.function);
                let replacement = format!(" return {answer};");
                self.found.push(Mutant { name, range: start..start, replacement });
            }
        }
        self.children(body)?;
        self.function.clear();
        Ok(())
    }

    fn binary(&mut self, node: &Value) -> anyhow::Result<()> {
        let operator = node["operator"].as_str().unwrap_or_default();
        let (left, right) = (&node["leftExpression"], &node["rightExpression"]);
        match operator {
            "&&" | "||" | "|" => {
                let neutral = match operator {
                    "&&" => "true",
                    "||" => "false",
                    _ => "0",
                };
                for side in [left, right] {
                    // The sides of a longer chain are found at the inner operation.
                    if side["operator"] != operator || kind(side) != "BinaryOperation" {
                        self.replace(side, neutral)?;
                    }
                }
            }
            "&" => {
                for side in [left, right] {
                    let alone = format!("({})", self.source(side)?);
                    self.replace(node, &alone)?;
                }
            }
            _ => {
                if let Some(other) = opposite(operator) {
                    let (left, right) = (self.source(left)?, self.source(right)?);
                    self.replace(node, &format!("{left} {other} {right}"))?;
                }
            }
        }
        Ok(())
    }

    fn condition(&mut self, condition: &Value, word: &str, fixed: &str) -> anyhow::Result<()> {
        let written = one_line(self.source(condition)?);
        let name = format!("{}: {word} ({written}) -> {word} ({fixed})", self.function);
        self.found.push(Mutant { name, range: range(condition)?, replacement: fixed.to_owned() });
        Ok(())
    }

    /// A literal says little by itself: the mutant is called by the line that it is in.
    fn literal(&mut self, node: &Value) -> anyhow::Result<()> {
        let range = range(node)?;
        let (before, after) = self.text.split_at(range.start);
        let before = before.rsplit('\n').next().unwrap_or_default().trim_start();
        let after = after.lines().next().unwrap_or_default();
        let replacement = if node["value"] == "true" { "false" } else { "true" };
        let name = format!("{}: {before}{after} -> {replacement}", self.function);
        self.found.push(Mutant { name, range, replacement: replacement.to_owned() });
        Ok(())
    }

    fn assignment(&mut self, node: &Value) -> anyhow::Result<()> {
        let operator = node["operator"].as_str().unwrap_or_default();
        if matches!(operator, "+=" | "-=" | "|=" | "&=") {
            let left = self.source(&node["leftHandSide"])?;
            let right = self.source(&node["rightHandSide"])?;
            self.replace(node, &format!("{left} = {right}"))?;
        }
        Ok(())
    }

    /// Notes that a node is replaced.
    pub(super) fn replace(&mut self, node: &Value, replacement: &str) -> anyhow::Result<()> {
        let written = one_line(self.source(node)?);
        let name = format!("{}: {written} -> {}", self.function, one_line(replacement));
        self.found.push(Mutant { name, range: range(node)?, replacement: replacement.to_owned() });
        Ok(())
    }

    /// The text of a node.
    pub(super) fn source(&self, node: &Value) -> anyhow::Result<&'a str> {
        let range = range(node)?;
        self.text.get(range).with_context(|| format!("the text has no place {}", node["src"]))
    }
}

/// What the operator is replaced by: the boundary moves, or yes and no are exchanged.
fn opposite(operator: &str) -> Option<&'static str> {
    Some(match operator {
        "<" => "<=",
        "<=" => "<",
        ">" => ">=",
        ">=" => ">",
        "==" => "!=",
        "!=" => "==",
        "+" => "-",
        "-" => "+",
        _ => return None,
    })
}

/// The kind of a node; nothing for what is none.
pub(super) fn kind(node: &Value) -> &str {
    node["nodeType"].as_str().unwrap_or_default()
}

/// What is inside a node.
pub(super) fn children(node: &Value) -> impl Iterator<Item = &Value> {
    let fields = node.as_object().into_iter().flat_map(serde_json::Map::values);
    let items = node.as_array().into_iter().flatten();
    fields.chain(items).filter(|child| child.is_object() || child.is_array())
}

/// Where a node is, in bytes.
fn range(node: &Value) -> anyhow::Result<Range<usize>> {
    let src = node["src"].as_str().context("a node of the syntax tree has no place")?;
    let mut numbers = src.split(':').map(str::parse);
    let (Some(Ok(start)), Some(Ok(length))) = (numbers.next(), numbers.next()) else {
        anyhow::bail!("{src:?} is no place in a source");
    };
    Ok(start..start + length)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const TEXT: &str = "function f() returns (bool) { return a < b || !c; }";

    fn place(part: &str) -> String {
        format!("{}:{}:0", TEXT.find(part).unwrap(), part.len())
    }

    fn tree() -> Value {
        let less = json!({"nodeType": "BinaryOperation", "operator": "<", "src": place("a < b"),
            "leftExpression": {"nodeType": "Identifier", "src": place("a <").replace(":3:", ":1:")},
            "rightExpression": {"nodeType": "Identifier", "src": place("b ||").replace(":4:", ":1:")}});
        let not = json!({"nodeType": "UnaryOperation", "operator": "!", "src": place("!c"),
            "subExpression": {"nodeType": "Identifier", "src": place("c;").replace(":2:", ":1:")}});
        let either = json!({"nodeType": "BinaryOperation", "operator": "||", "src": place("a < b || !c"),
            "leftExpression": less, "rightExpression": not});
        json!({"nodeType": "FunctionDefinition", "name": "f", "src": place(TEXT),
            "returnParameters": {"parameters": [{"typeDescriptions": {"typeString": "bool"}}]},
            "body": {"nodeType": "Block", "src": place("{ return a < b || !c; }"),
                "statements": [{"nodeType": "Return", "src": place("return"), "expression": either}]}})
    }

    #[test]
    fn everything_that_decides_is_broken() {
        let found = mutants(TEXT, &tree()).unwrap();
        let names: Vec<_> = found.iter().map(|mutant| mutant.name.as_str()).collect();
        let expected = [
            "f: always true",
            "f: always false",
            "f: a < b -> false",
            "f: a < b -> a <= b",
            "f: !c -> false",
            "f: !c -> c",
        ];
        assert_eq!(names, expected);
    }

    #[test]
    fn a_mutant_is_the_source_with_one_place_changed() {
        let found = mutants(TEXT, &tree()).unwrap();
        assert_eq!(found[0].apply(TEXT), TEXT.replace("{ return", "{ return true; return"));
        assert_eq!(found[3].apply(TEXT), TEXT.replace("a < b", "a <= b"));
    }
}
