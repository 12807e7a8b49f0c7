//! One deployed contract, checked and made independent of the run that compiled it.

use crate::{ast::Immutable, compile::Compilation};
use alloy::{
    hex,
    json_abi::JsonAbi,
    primitives::{Bytes, keccak256},
};
use anyhow::{Context as _, Result, bail, ensure};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The largest code that a chain accepts (EIP-170), and the largest creation code (EIP-3860).
const MAX_RUNTIME_BYTES: usize = 24_576;
const MAX_CREATION_BYTES: usize = 49_152;

/// Where an immutable variable's value stands in the runtime code.
#[derive(Clone, Debug)]
pub(crate) struct ImmutableReference {
    pub(crate) name: String,
    pub(crate) ty: String,
    /// First byte and length of each occurrence.
    pub(crate) ranges: Vec<(usize, usize)>,
}

/// One deployed contract.
#[derive(Debug)]
pub(crate) struct Artifact {
    pub(crate) name: String,
    pub(crate) source: String,
    pub(crate) abi: JsonAbi,
    raw_abi: Value,
    pub(crate) userdoc: Value,
    pub(crate) devdoc: Value,
    pub(crate) creation: Bytes,
    pub(crate) runtime: Bytes,
    pub(crate) immutables: Vec<ImmutableReference>,
    storage: Value,
    sources: BTreeMap<String, String>,
}

impl Artifact {
    pub(crate) fn build(compilation: &Compilation, name: &str) -> Result<Self> {
        let (source, output) = only_contract(compilation, name)?;
        let deployed = &output["evm"]["deployedBytecode"];
        let is_interface = compilation.ast.interfaces.contains(name);
        let code = |bytecode| if is_interface { Ok(Bytes::new()) } else { code(bytecode) };
        let creation = code(&output["evm"]["bytecode"])?;
        let runtime = code(deployed)?;
        ensure!(
            runtime.len() <= MAX_RUNTIME_BYTES && creation.len() <= MAX_CREATION_BYTES,
            "{} bytes of code ({} to create it) are more than a chain accepts ({MAX_RUNTIME_BYTES}, {MAX_CREATION_BYTES})",
            runtime.len(),
            creation.len()
        );
        Ok(Self {
            name: name.to_owned(),
            source: source.to_owned(),
            abi: serde_json::from_value(output["abi"].clone()).context("the ABI")?,
            raw_abi: output["abi"].clone(),
            userdoc: output["userdoc"].clone(),
            devdoc: output["devdoc"].clone(),
            immutables: immutables(compilation, &deployed["immutableReferences"])?,
            storage: storage(&output["storageLayout"])?,
            sources: hashes(compilation, source),
            creation,
            runtime,
        })
    }

    /// Whether it is an interface, which has no code.
    pub(crate) fn is_interface(&self) -> bool {
        self.creation.is_empty()
    }

    /// The first byte of the runtime code within the creation code.
    pub(crate) fn runtime_offset(&self) -> Result<usize> {
        let found = self
            .creation
            .windows(self.runtime.len())
            .position(|window| window == self.runtime.as_ref());
        found.with_context(|| {
            format!("{}: the creation code does not contain the runtime code", self.name)
        })
    }

    /// The committed file.
    pub(crate) fn to_json(&self, compilation: &Compilation) -> Result<String> {
        let immutables: Map<String, Value> = self
            .immutables
            .iter()
            .map(|immutable| {
                let ranges: Vec<_> = immutable
                    .ranges
                    .iter()
                    .map(|(start, length)| json!({ "start": start, "length": length }))
                    .collect();
                (immutable.name.clone(), json!({ "type": immutable.ty, "references": ranges }))
            })
            .collect();
        let document = json!({
            "schema": "corridor.artifact/1",
            "contract": self.name,
            "source": self.source,
            "sources": self.sources,
            "compiler": { "version": compilation.compiler, "settings": compilation.settings },
            "abi": self.raw_abi,
            "bytecode": { "object": hex::encode_prefixed(&self.creation), "linkReferences": {} },
            "deployedBytecode": {
                "object": hex::encode_prefixed(&self.runtime),
                "linkReferences": {},
                "immutableReferences": immutables,
            },
            "storageLayout": self.storage,
            "userdoc": self.userdoc,
            "devdoc": self.devdoc,
        });
        Ok(serde_json::to_string_pretty(&sorted(document))? + "\n")
    }
}

/// The only contract of that name; with two, `BondToken` would mean one of them by accident.
fn only_contract<'a>(compilation: &'a Compilation, name: &str) -> Result<(&'a str, &'a Value)> {
    let mut found = compilation
        .contracts
        .iter()
        .filter_map(|(source, contracts)| Some((source.as_str(), contracts.get(name)?)));
    let first = found
        .next()
        .with_context(|| format!("no source in contracts/src defines or imports {name}"))?;
    if let Some((other, _)) = found.next() {
        bail!("{name} is defined both in {} and in {other}; rename one", first.0);
    }
    Ok(first)
}

fn code(bytecode: &Value) -> Result<Bytes> {
    if let Some((library, _)) =
        bytecode["linkReferences"].as_object().and_then(|map| map.iter().next())
    {
        bail!(
            "the code needs the library of {library} linked in; make the library's functions internal"
        );
    }
    let object = bytecode["object"].as_str().unwrap_or_default();
    ensure!(!object.is_empty(), "there is no code: the contract is abstract");
    Ok(hex::decode(object).context("the code is not hexadecimal")?.into())
}

fn immutables(compilation: &Compilation, references: &Value) -> Result<Vec<ImmutableReference>> {
    let mut found = Vec::new();
    for (id, ranges) in references.as_object().into_iter().flatten() {
        let immutable = compilation
            .ast
            .immutables
            .get(id)
            .with_context(|| format!("no immutable has node id {id}"))?;
        let mut ranges = ranges
            .as_array()
            .into_iter()
            .flatten()
            .map(|range| {
                let number = |key: &str| range[key].to_string().parse::<usize>();
                Ok((number("start")?, number("length")?))
            })
            .collect::<Result<Vec<_>>>()?;
        ranges.sort_unstable();
        found.push((immutable, ranges));
    }
    found.sort_by_key(|(immutable, _)| (immutable.name.clone(), immutable.contract.clone()));
    let is_shared = |immutable: &Immutable| {
        found.iter().filter(|(other, _)| other.name == immutable.name).count() > 1
    };
    let name = |immutable: &Immutable| {
        let Immutable { contract, name, .. } = immutable;
        if is_shared(immutable) { format!("{contract}.{name}") } else { name.clone() }
    };
    Ok(found
        .iter()
        .map(|(immutable, ranges)| ImmutableReference {
            name: name(immutable),
            ty: immutable.ty.clone(),
            ranges: ranges.clone(),
        })
        .collect())
}

fn hashes(compilation: &Compilation, source: &str) -> BTreeMap<String, String> {
    let units = compilation.ast.closure(source).into_iter();
    units.map(|unit| (unit.to_owned(), keccak256(&compilation.texts[unit]).to_string())).collect()
}

/// The storage layout without node ids, which change with every unrelated edit.
fn storage(layout: &Value) -> Result<Value> {
    let text = without_ids(&serde_json::to_string(layout)?);
    let mut layout: Value = serde_json::from_str(&text)?;
    remove_key(&mut layout, "astId");
    Ok(layout)
}

/// Drops the number after the name of a user-defined type (`t_struct(Leg)123_storage`) and keeps lengths of arrays
/// (`t_array(t_uint256)10_storage`).
fn without_ids(text: &str) -> String {
    let mut output = String::with_capacity(text.len());
    let mut arrays = Vec::new();
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        output.push(character);
        match character {
            '(' => arrays.push(output.ends_with("t_array(")),
            ')' if arrays.pop() == Some(false) => {
                while characters.next_if(char::is_ascii_digit).is_some() {}
            }
            _ => {}
        }
    }
    output
}

fn remove_key(value: &mut Value, key: &str) {
    match value {
        Value::Object(map) => {
            map.remove(key);
            map.values_mut().for_each(|inner| remove_key(inner, key));
        }
        Value::Array(items) => items.iter_mut().for_each(|inner| remove_key(inner, key)),
        _ => {}
    }
}

/// Objects in the order of their keys, whatever map type this build of serde_json has.
fn sorted(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let ordered: BTreeMap<_, _> =
                map.into_iter().map(|(key, inner)| (key, sorted(inner))).collect();
            Value::Object(ordered.into_iter().collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(sorted).collect()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_ids_go_and_array_lengths_stay() {
        assert_eq!(without_ids("t_struct(Leg)123_storage"), "t_struct(Leg)_storage");
        assert_eq!(without_ids("t_array(t_uint256)10_storage"), "t_array(t_uint256)10_storage");
        let nested = "t_mapping(t_userDefinedValueType(AssetId)12,t_array(t_struct(Leg)123_storage)dyn_storage)";
        let expected =
            "t_mapping(t_userDefinedValueType(AssetId),t_array(t_struct(Leg)_storage)dyn_storage)";
        assert_eq!(without_ids(nested), expected);
    }

    #[test]
    fn an_unlinked_library_is_refused() {
        let bytecode =
            json!({ "object": "60__$abc$__", "linkReferences": { "src/L.sol": { "L": [] } } });
        let error = code(&bytecode).unwrap_err();
        assert!(error.to_string().contains("src/L.sol"), "{error}");
    }

    #[test]
    fn an_abstract_contract_is_refused() {
        let error = code(&json!({ "object": "", "linkReferences": {} })).unwrap_err();
        assert!(error.to_string().contains("abstract"), "{error}");
    }

    #[test]
    fn keys_are_sorted_at_every_depth() {
        let value: Value = serde_json::from_str(r#"{"b":[{"d":1,"c":2}],"a":0}"#).unwrap();
        assert_eq!(sorted(value).to_string(), r#"{"a":0,"b":[{"c":2,"d":1}]}"#);
    }

    #[test]
    fn two_contracts_of_one_name_are_refused() {
        let contracts = ["A.sol", "B.sol"]
            .map(|unit| (unit.to_owned(), BTreeMap::from([("T".to_owned(), json!({}))])))
            .into_iter()
            .collect();
        let compilation = Compilation {
            contracts,
            ast: Default::default(),
            texts: BTreeMap::new(),
            compiler: String::new(),
            settings: json!({}),
        };
        let error = Artifact::build(&compilation, "T").unwrap_err();
        assert!(
            error.to_string().contains("A.sol") && error.to_string().contains("B.sol"),
            "{error}"
        );
        let error = Artifact::build(&compilation, "U").unwrap_err();
        assert!(error.to_string().contains('U'), "{error}");
    }
}
