//! The `sol!` text of one contract: its ABI as an interface, with the comments of the sources put back.

use crate::{
    artifact::Artifact,
    ast::{Ast, StructDocs},
    docs::Docs,
};
use alloy::{
    hex,
    json_abi::{Error, Event, Function, JsonAbi, Param, ToSolConfig},
};
use anyhow::{Context as _, Result, ensure};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    iter,
};

const INDENT: &str = "    ";

/// The head of every generated Rust file.
pub(crate) const HEADER: &str =
    "// Written by `cargo codegen` from the Solidity sources; do not edit.\n";

/// What users of generated types compare and print.
pub(crate) const DERIVES: &str = "extra_derives(Debug, PartialEq, Eq)";

/// The Rust module of a contract: bindings and artifact. `others` have the rest of its interface.
pub(crate) fn module(artifact: &Artifact, others: &[&Artifact], ast: &Ast) -> Result<String> {
    let Artifact { name, source, .. } = artifact;
    let attribute = if artifact.is_interface() {
        format!("#[sol({DERIVES})]")
    } else {
        let code = hex::encode_prefixed(&artifact.creation);
        format!("#[sol({DERIVES}, bytecode = \"{code}\")]")
    };
    let contract_docs = Docs::of_contract(ast.contracts.get(name).map_or("", String::as_str));
    let documentation = Documentation::new(&artifact.userdoc, &artifact.devdoc);
    let abis: Vec<_> = others.iter().map(|other| &other.abi).collect();
    let abi = bound(&artifact.abi, &abis);
    let body = interface(name, &abi, ast, &documentation, &contract_docs, &attribute)?;
    let mut text = String::from(HEADER);
    writeln!(text, "\n//! `{name}`, from `contracts/{source}`{}.\n", elsewhere(others))?;
    if artifact.is_interface() {
        writeln!(text, "alloy_sol_types::sol! {{\n{body}}}")?;
        return Ok(text);
    }
    let imported =
        if artifact.immutables.is_empty() { "Artifact" } else { "{Artifact, Immutable}" };
    writeln!(text, "use crate::artifacts::{imported};\n")?;
    writeln!(text, "alloy_sol_types::sol! {{\n{body}}}\n")?;
    writeln!(text, "/// Code and immutables of [`{name}`].")?;
    writeln!(text, "pub static ARTIFACT: Artifact = Artifact {{")?;
    writeln!(
        text,
        "    name: \"{name}\",\n    source: \"{source}\",\n    creation: &{name}::BYTECODE,"
    )?;
    let start = artifact.runtime_offset()?;
    writeln!(text, "    runtime: ({start}, {}),", artifact.runtime.len())?;
    writeln!(text, "    immutables: &[")?;
    for immutable in &artifact.immutables {
        let (name, ty, ranges) = (&immutable.name, &immutable.ty, &immutable.ranges);
        writeln!(
            text,
            "        Immutable {{ name: {name:?}, ty: {ty:?}, references: &{ranges:?} }},"
        )?;
    }
    writeln!(text, "    ],\n}};")?;
    Ok(text)
}

/// What of an interface is bound: nothing that `others` have, and no errors, each of which the table of errors has once.
fn bound(abi: &JsonAbi, others: &[&JsonAbi]) -> JsonAbi {
    let functions: BTreeSet<_> =
        others.iter().flat_map(|other| other.functions()).map(Function::signature).collect();
    let events: BTreeSet<_> =
        others.iter().flat_map(|other| other.events()).map(Event::signature).collect();
    let mut abi = JsonAbi { errors: BTreeMap::new(), ..abi.clone() };
    abi.functions.retain(|_, overloads| {
        overloads.retain(|function| !functions.contains(&function.signature()));
        !overloads.is_empty()
    });
    abi.events.retain(|_, overloads| {
        overloads.retain(|event| !events.contains(&event.signature()));
        !overloads.is_empty()
    });
    abi
}

/// Where the rest of an interface is, as an end of a sentence.
fn elsewhere(others: &[&Artifact]) -> String {
    let names: Vec<_> =
        others.iter().map(|other| format!("[`{0}`](crate::{0})", other.name)).collect();
    if names.is_empty() {
        return String::new();
    }
    format!("; the rest of its functions and events is in {}", names.join(" and "))
}

/// Where comments on functions, events and errors are looked up.
pub(crate) struct Documentation<'a> {
    userdoc: &'a Value,
    devdoc: &'a Value,
}

impl<'a> Documentation<'a> {
    pub(crate) const fn new(userdoc: &'a Value, devdoc: &'a Value) -> Self {
        Self { userdoc, devdoc }
    }

    fn find(&self, kind: &str, item: &Item<'_>) -> Docs {
        let signature = item.signature.as_str();
        // An error that two interfaces declare has a list of comments; the first is as good as the others.
        let first = |value: &Value| value.get(0).cloned().unwrap_or_else(|| value.clone());
        let (user, developer) =
            (first(&self.userdoc[kind][signature]), first(&self.devdoc[kind][signature]));
        // The getter of a public variable keeps its comments among the state variables.
        let variable = &self.devdoc["stateVariables"][item.name];
        let developer = if developer.is_null() { variable } else { &developer };
        Docs::of_item(&user["notice"], developer, &item.parameters, &item.results)
    }
}

/// A function, event or error, as far as its comment is concerned.
struct Item<'a> {
    name: &'a str,
    signature: String,
    parameters: Vec<&'a str>,
    results: Vec<&'a str>,
}

fn names(parameters: &[Param]) -> Vec<&str> {
    parameters.iter().map(|parameter| parameter.name.as_str()).collect()
}

impl<'a> From<&'a Function> for Item<'a> {
    fn from(function: &'a Function) -> Self {
        let (parameters, results) = (names(&function.inputs), names(&function.outputs));
        Self { name: &function.name, signature: function.signature(), parameters, results }
    }
}

impl<'a> From<&'a Error> for Item<'a> {
    fn from(error: &'a Error) -> Self {
        Self {
            name: &error.name,
            signature: error.signature(),
            parameters: names(&error.inputs),
            results: vec![],
        }
    }
}

impl<'a> From<&'a Event> for Item<'a> {
    fn from(event: &'a Event) -> Self {
        let parameters = event.inputs.iter().map(|input| input.name.as_str()).collect();
        Self { name: &event.name, signature: event.signature(), parameters, results: vec![] }
    }
}

/// The interface of an ABI. `docs` and `attribute` go before its `interface` line.
pub(crate) fn interface(
    name: &str,
    abi: &JsonAbi,
    ast: &Ast,
    documentation: &Documentation<'_>,
    docs: &Docs,
    attribute: &str,
) -> Result<String> {
    let config = ToSolConfig::new().print_constructors(true).for_sol_macro(true);
    let plain = abi.to_sol(name, Some(config));
    // The printer goes through the ABI in this order, so each comment finds its line.
    let mut errors = abi.errors().map(Item::from);
    let mut events = abi.events().map(Item::from);
    let mut functions = abi.functions().map(Item::from);
    let mut structure: Option<&StructDocs> = None;
    let mut text = String::new();
    for line in plain.lines() {
        let item = line.trim_start();
        let (keyword, rest) = item.split_once(' ').unwrap_or((item, ""));
        let comment = match keyword {
            "error" => documentation.find("errors", &next(&mut errors, rest)?),
            "event" => documentation.find("events", &next(&mut events, rest)?),
            "function" => documentation.find("methods", &next(&mut functions, rest)?),
            "interface" => docs.clone(),
            "struct" => {
                structure = ast.structs.get(rest.trim_end_matches(" {"));
                Docs::default().paragraph(structure.map_or("", |docs| &docs.notice))
            }
            _ => member_docs(structure, item),
        };
        let indentation = format!("{INDENT}{}", &line[..line.len() - item.len()]);
        text.push_str(&comment.to_comment(&indentation));
        if keyword == "interface" {
            writeln!(text, "{indentation}{attribute}")?;
        }
        writeln!(text, "{}", format!("{indentation}{item}").trim_end())?;
        if item == "}" {
            structure = None;
        }
    }
    ensure!(
        errors.next().is_none() && events.next().is_none() && functions.next().is_none(),
        "{name}: not every item of the ABI was printed"
    );
    Ok(text)
}

/// The next item of a kind, which must be the one that was printed.
fn next<'a>(items: &mut impl Iterator<Item = Item<'a>>, printed: &str) -> Result<Item<'a>> {
    let item = items.next().with_context(|| format!("{printed} is not in the ABI"))?;
    let (name, signature) = (item.name, &item.signature);
    ensure!(
        printed.starts_with(&format!("{name}(")),
        "{printed} was printed in place of {signature}"
    );
    Ok(item)
}

fn member_docs(structure: Option<&StructDocs>, line: &str) -> Docs {
    let member = line.trim_end_matches(';').rsplit(' ').next().unwrap_or_default();
    let text = structure.and_then(|docs| docs.members.get(member));
    iter::once(text.map_or("", String::as_str)).fold(Docs::default(), Docs::paragraph)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_others_have_is_left_out_and_so_are_errors() {
        let abi = |items: &[(&str, &str)]| -> JsonAbi {
            let item = |(kind, name): &(&str, &str)| {
                json!({ "type": kind, "name": name, "inputs": [], "outputs": [], "stateMutability": "view",
                        "anonymous": false })
            };
            serde_json::from_value(items.iter().map(item).collect()).unwrap()
        };
        let whole = abi(&[
            ("function", "f"),
            ("function", "g"),
            ("event", "E"),
            ("event", "F"),
            ("error", "Bad"),
        ]);
        let other = abi(&[("function", "f"), ("event", "E")]);
        assert_eq!(bound(&whole, &[&other]), abi(&[("function", "g"), ("event", "F")]));
    }

    #[test]
    fn comments_stand_above_what_they_describe() {
        let abi: JsonAbi = serde_json::from_value(json!([
            { "type": "error", "name": "Bad", "inputs": [{ "name": "s", "type": "tuple", "internalType": "struct S",
              "components": [{ "name": "a", "type": "uint256", "internalType": "uint256" }] }] },
            { "type": "function", "name": "f", "inputs": [], "outputs": [], "stateMutability": "view" },
            { "type": "function", "name": "limit", "inputs": [], "stateMutability": "view",
              "outputs": [{ "name": "", "type": "uint256", "internalType": "uint256" }] }
        ]))
        .unwrap();
        let members = BTreeMap::from([("a".to_owned(), "The a.".to_owned())]);
        let structs =
            BTreeMap::from([("S".to_owned(), StructDocs { notice: "An S.".to_owned(), members })]);
        let ast = Ast { structs, ..Ast::default() };
        let userdoc = json!({ "errors": { "Bad((uint256))": [{ "notice": "It is bad." }] },
            "methods": { "f()": { "notice": "Does f." } } });
        let devdoc = json!({ "stateVariables": { "limit": { "details": "The limit." } } });
        let documentation = Documentation { userdoc: &userdoc, devdoc: &devdoc };
        let docs = Docs::default().paragraph("A contract.");
        let text =
            interface("C", &abi, &ast, &documentation, &docs, "#[sol(all_derives)]").unwrap();
        let expected = "    /// A contract.\n    #[sol(all_derives)]\n    interface C {\n        /// An S.\n        struct S {\n            \
                        /// The a.\n            uint256 a;\n        }\n\n        /// It is bad.\n        error Bad(S s);\n\n        \
                        /// Does f.\n        function f() external view;\n        /// The limit.\n        \
                        function limit() external view returns (uint256);\n    }\n";
        assert_eq!(text, expected);
    }
}
