//! What only the syntax trees say: names of immutables, enums, comments on structs, imports.

use anyhow::{Context as _, Result};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// An immutable variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Immutable {
    pub(crate) contract: String,
    pub(crate) name: String,
    pub(crate) ty: String,
}

/// The documentation of a struct and of its members.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct StructDocs {
    pub(crate) notice: String,
    pub(crate) members: BTreeMap<String, String>,
}

/// An enum: its documentation and its variants, each with its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct EnumDefinition {
    pub(crate) notice: String,
    pub(crate) variants: Vec<(String, String)>,
}

/// An index over the syntax trees of one run.
#[derive(Debug, Default)]
pub(crate) struct Ast {
    /// By node id, which is how the compiler refers to them.
    pub(crate) immutables: BTreeMap<String, Immutable>,
    /// The comment above each contract, as it is written, by the contract's name.
    pub(crate) contracts: BTreeMap<String, String>,
    /// Names of the interfaces, which have no code.
    pub(crate) interfaces: BTreeSet<String>,
    /// By name.
    pub(crate) structs: BTreeMap<String, StructDocs>,
    /// By name.
    pub(crate) enums: BTreeMap<String, EnumDefinition>,
    /// The contracts, interfaces, libraries that declare the error of a selector.
    pub(crate) error_declarations: BTreeMap<String, BTreeSet<String>>,
    /// Source units by the unit that imports them.
    pub(crate) imports: BTreeMap<String, BTreeSet<String>>,
}

impl Ast {
    pub(crate) fn read(
        sources: &BTreeMap<String, Value>,
        texts: &BTreeMap<String, String>,
    ) -> Result<Self> {
        let mut index = Self::default();
        for (unit, source) in sources {
            let text = texts.get(unit).with_context(|| format!("{unit} has no text"))?;
            index.imports.entry(unit.clone()).or_default();
            for node in nodes(&source["ast"]) {
                index.visit(node, unit, text, "");
            }
        }
        Ok(index)
    }

    /// The unit itself and everything it imports, directly or not.
    pub(crate) fn closure<'a>(&'a self, unit: &'a str) -> BTreeSet<&'a str> {
        let mut reached = BTreeSet::new();
        let mut open = vec![unit];
        while let Some(unit) = open.pop() {
            if reached.insert(unit) {
                open.extend(self.imports.get(unit).into_iter().flatten().map(String::as_str));
            }
        }
        reached
    }

    fn visit(&mut self, node: &Value, unit: &str, text: &str, contract: &str) {
        let name = node["name"].as_str().unwrap_or_default();
        match node["nodeType"].as_str().unwrap_or_default() {
            "ImportDirective" => {
                let imported = node["absolutePath"].as_str().unwrap_or_default();
                self.imports.entry(unit.to_owned()).or_default().insert(imported.to_owned());
            }
            "ContractDefinition" => {
                let comment = node["documentation"]["text"].as_str().unwrap_or_default();
                self.contracts.insert(name.to_owned(), comment.to_owned());
                if node["contractKind"] == "interface" {
                    self.interfaces.insert(name.to_owned());
                }
                for inner in nodes(node) {
                    self.visit(inner, unit, text, name);
                }
            }
            "StructDefinition" => {
                self.structs.insert(name.to_owned(), struct_docs(node, text));
            }
            "EnumDefinition" => {
                self.enums.insert(name.to_owned(), enum_definition(node));
            }
            "ErrorDefinition" => {
                let selector = node["errorSelector"].as_str().unwrap_or_default().to_owned();
                self.error_declarations.entry(selector).or_default().insert(contract.to_owned());
            }
            "VariableDeclaration" if node["mutability"] == "immutable" => {
                let ty =
                    node["typeDescriptions"]["typeString"].as_str().unwrap_or_default().to_owned();
                let immutable =
                    Immutable { contract: contract.to_owned(), name: name.to_owned(), ty };
                self.immutables.insert(node["id"].to_string(), immutable);
            }
            _ => {}
        }
    }
}

fn nodes(parent: &Value) -> impl Iterator<Item = &Value> {
    parent["nodes"].as_array().into_iter().flatten()
}

/// The sentences of a documentation comment, tags removed.
fn notice(node: &Value) -> String {
    let text = node["documentation"]["text"].as_str().unwrap_or_default();
    let lines = text
        .lines()
        .map(|line| line.trim().trim_start_matches("@notice").trim_start_matches("@dev").trim());
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

fn struct_docs(node: &Value, text: &str) -> StructDocs {
    let members = node["members"].as_array().into_iter().flatten();
    let members = members.map(|member| {
        let name = member["name"].as_str().unwrap_or_default().to_owned();
        let start =
            member["src"].as_str().and_then(|src| src.split(':').next()?.parse().ok()).unwrap_or(0);
        (name, comment_before(text, start))
    });
    StructDocs { notice: notice(node), members: members.collect() }
}

/// The `///` lines right above the byte at `start`: the compiler keeps none for members of structs.
fn comment_before(text: &str, start: usize) -> String {
    let before = text.get(..start).unwrap_or_default();
    let above = before.rsplit_once('\n').map_or("", |(above, _)| above);
    let mut lines: Vec<_> = above
        .lines()
        .rev()
        .map_while(|line| line.trim().strip_prefix("///"))
        .map(str::trim)
        .collect();
    lines.reverse();
    lines.join(" ")
}

fn enum_definition(node: &Value) -> EnumDefinition {
    let members = node["members"].as_array().into_iter().flatten();
    let variants = members
        .map(|member| (member["name"].as_str().unwrap_or_default().to_owned(), notice(member)));
    EnumDefinition { notice: notice(node), variants: variants.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn comments_of_members_are_found_in_the_text() {
        let text = "struct S {\n    /// first\n    /// line\n    uint a;\n    uint b;\n}";
        assert_eq!(comment_before(text, text.find("uint a").unwrap()), "first line");
        assert_eq!(comment_before(text, text.find("uint b").unwrap()), "");
    }

    #[test]
    fn immutables_are_indexed_by_node() {
        let sources = BTreeMap::from([(
            "A.sol".to_owned(),
            json!({"ast": {"nodes": [{"nodeType": "ContractDefinition", "name": "A", "nodes": [
                {"nodeType": "VariableDeclaration", "mutability": "immutable", "id": 25, "name": "k",
                 "typeDescriptions": {"typeString": "uint256"}},
                {"nodeType": "VariableDeclaration", "mutability": "mutable", "id": 26, "name": "x"}]}]}}),
        )]);
        let texts = BTreeMap::from([("A.sol".to_owned(), String::new())]);
        let ast = Ast::read(&sources, &texts).unwrap();
        let expected =
            Immutable { contract: "A".to_owned(), name: "k".to_owned(), ty: "uint256".to_owned() };
        assert_eq!(ast.immutables, BTreeMap::from([("25".to_owned(), expected)]));
    }

    #[test]
    fn imports_are_followed() {
        let import = |path: &str| json!({"ast": {"nodes": [{"nodeType": "ImportDirective", "absolutePath": path}]}});
        let sources = BTreeMap::from([
            ("A.sol".to_owned(), import("B.sol")),
            ("B.sol".to_owned(), import("A.sol")),
            ("C.sol".to_owned(), import("A.sol")),
        ]);
        let texts = sources.keys().map(|unit| (unit.clone(), String::new())).collect();
        let ast = Ast::read(&sources, &texts).unwrap();
        assert_eq!(ast.closure("A.sol"), BTreeSet::from(["A.sol", "B.sol"]));
    }
}
