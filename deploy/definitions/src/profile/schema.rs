//! The JSON Schema of profile files, for editors that complete and check while one writes.
//!
//! The reader stays the judge: the schema knows keys, names and forms, and not what a rule refers to.

use serde_json::{Map, Value, json};

use super::Predicate;
use super::input::InputKind;
use super::predicate::{Judges, Parameter, Spec, Takes};
use crate::instrument::InstrumentKind;
use crate::vocabulary::{Activity, Cash, Category, Certificate, Fact, Flag, Movement, Party};

const DIALECT: &str = "http://json-schema.org/draft-07/schema#";

/// The schema, as the file beside the profiles has it.
#[must_use]
pub fn schema() -> Value {
    let mut schema = json!({
        "$schema": DIALECT,
        "title": "Corridor profile",
        "description": "A regime as data. What each key means is written in deploy/profiles/README.md.",
        "type": "object",
        "additionalProperties": false,
        "required": ["schema", "id", "version", "title", "as_of", "disclaimer"],
        "properties": top(),
        "definitions": definitions(),
    });
    if let Some(definitions) = schema["definitions"].as_object_mut() {
        definitions.extend(sections().as_object().cloned().unwrap_or_default());
        definitions.extend(between_legs().as_object().cloned().unwrap_or_default());
        for spec in Predicate::SPECS {
            definitions.insert(definition(spec), parameters(spec));
        }
    }
    schema
}

fn top() -> Value {
    json!({
        "schema": { "const": 1, "description": "Form of the file." },
        "id": { "$ref": "#/definitions/name" },
        "version": text("Version of the data."),
        "title": text("Full name."),
        "as_of": day("Day up to which the law was looked at."),
        "disclaimer": text("What the data is not."),
        "extends": text("A profile whose whole content is inherited: an id, a part, or a path beside this file."),
        "composed_of": list(text(""), "Written by the tool: the profiles that this one was put together from."),
        "removed": tables("removed", "Written by the tool: rules of those profiles that are left out."),
        "source": tables("source", "A source that rules cite."),
        "inputs": { "type": "object", "additionalProperties": { "$ref": "#/definitions/input" } },
        "instruments": { "$ref": "#/definitions/instruments" },
        "refused": tables("refused", "A choice that is known and not offered."),
        "groups": {
            "type": "object",
            "description": "Names for lists of jurisdictions.",
            "additionalProperties": list(json!({ "$ref": "#/definitions/country" }), ""),
        },
        "entrant": { "$ref": "#/definitions/entrant" },
        "leg": tables("leg", "A leg: one token under its own rules."),
        "with": tables("with", "Rules of another profile on legs of this one; all rules of both apply."),
        "remove": tables("remove", "An inherited rule that is left out."),
        "route": tables("route", "A direction in which units move from one leg to another."),
        "equivalence": tables("equivalence", "Which category counts as which behind a route, or never does."),
        "rule": tables("rule", "A rule."),
    })
}

fn definitions() -> Value {
    json!({
        "name": { "type": "string", "pattern": "^[A-Za-z0-9._-]{1,32}$" },
        "country": { "type": "string", "pattern": "^[A-Z]{2}$", "description": "ISO 3166-1 alpha-2." },
        "reference": {
            "description": "The value of an input, or a value for each of its choices.",
            "type": "object",
            "required": ["input"],
            "additionalProperties": false,
            "properties": { "input": text("The input."), "map": { "type": "object" } },
        },
        "source": object(&["id", "title", "url", "accessed"], json!({
            "id": { "$ref": "#/definitions/name" },
            "title": text("Title."),
            "url": { "type": "string", "pattern": "^https?://" },
            "accessed": day("Day it was read."),
        })),
        "input": object(&["kind", "title", "why", "confidence"], json!({
            "kind": { "enum": InputKind::NAMES },
            "title": text("What it is."),
            "why": text("Why the profile cannot know it."),
            "confidence": confidence(),
            "or_none": { "const": true, "description": "`none` is a value too, and leaves the rules that need it out." },
            "choices": { "type": "object", "additionalProperties": { "type": "string" } },
        })),
        "row": object(&[], json!({
            "jurisdictions": places("Places that are admitted."),
            "except": places("Places that are not admitted."),
            "anywhere": { "const": true },
            "categories": list(json!({ "enum": Category::names() }), "One of these is enough."),
            "without": list(json!({ "enum": Flag::names() }), "Flags that exclude."),
        })),
        "rule": rule(),
    })
}

/// The tables beside the rules.
fn sections() -> Value {
    json!({
        "refused": object(&["input", "choice", "message"], json!({
            "input": text("The input."), "choice": text("The choice."), "message": text("Why not."),
        })),
        "removed": object(&["id", "reason", "origin"], json!({
            "id": { "$ref": "#/definitions/name" }, "reason": text("Why."), "origin": text("Whose rule it is."),
        })),
        "remove": object(&["id", "reason", "loosens"], json!({
            "id": { "$ref": "#/definitions/name" }, "reason": text("Why."), "loosens": { "const": true },
        })),
        "leg": object(&["id"], json!({
            "id": { "$ref": "#/definitions/name" },
            "title": text("Full name."),
            "from": text("A profile whose leg this is, with its rules."),
            "leg": text("Which leg of it, when it is not the one of the same id or its only one."),
        })),
        "with": object(&["profile"], json!({
            "profile": text("The other profile."),
            "leg": text("Which leg of it, when it has several."),
            "legs": list(text(""), "Legs of this profile; all when left out."),
            "rules": list(text(""), "Only these rules of it; all when left out."),
        })),
        "instruments": object(&["only", "source", "citation", "confidence"], json!({
            "only": { "enum": InstrumentKind::NAMES, "description": "The one kind that may be issued under the profile." },
            "source": text("Id of a source."),
            "citation": text("Place in the source."),
            "confidence": confidence(),
            "replaces": text("Why another kind may be issued than under the profiles that it is put together from."),
        })),
        "entrant": object(&["lei", "jurisdiction", "stage", "activities", "asset_class", "limit"], json!({
            "lei": or_reference(text("")),
            "jurisdiction": or_reference(json!({ "$ref": "#/definitions/country" })),
            "stage": or_reference(json!({ "type": "integer", "minimum": 0, "maximum": 255 })),
            "activities": or_reference(list(json!({ "enum": Activity::names() }), "")),
            "asset_class": or_reference(text("")),
            "limit": or_reference(text("An amount, or one for each stage from which it applies.")),
            "legs": list(text(""), "Legs that are counted under the limit; all when left out."),
        }))
    })
}

fn between_legs() -> Value {
    json!({
        "route": object(&["id", "title", "from", "to", "source", "citation", "confidence", "remedy"], json!({
            "id": { "$ref": "#/definitions/name" },
            "title": text("What it is about."),
            "from": text("The leg that is left."),
            "to": text("The leg that is entered."),
            "effective": effective(),
            "source": text("Id of a source."),
            "citation": text("Place in the source."),
            "confidence": confidence(),
            "remedy": text("What helps who may not use it."),
            "loosens": adds_to_inherited(),
        })),
        "equivalence": object(&["id", "route", "category", "counts_as", "reason", "source", "citation", "confidence"], json!({
            "id": { "$ref": "#/definitions/name" },
            "route": text("The route."),
            "category": { "enum": Category::names() },
            "counts_as": { "enum": Category::names() },
            "without": { "type": "array", "items": { "enum": Flag::names() }, "description": "Investors with one of these flags are left out of it." },
            "never": { "const": true, "description": "It does not: written down so that nobody takes it for an omission." },
            "reason": text("Why."),
            "source": text("Id of a source."),
            "citation": text("Place in the source."),
            "confidence": confidence(),
            "loosens": adds_to_inherited(),
        }))
    })
}

fn adds_to_inherited() -> Value {
    json!({ "const": true, "description": "It lets more through than the profile that is extended." })
}

fn rule() -> Value {
    let when = |key: &str, word: &str, then: Value| {
        json!({
            "if": { "properties": { key: { "const": word } }, "required": [key] },
            "then": then,
        })
    };
    let mut cases = vec![
        when("enforced", "on-chain", json!({ "required": ["predicate", "applies_to", "message"] })),
        when(
            "enforced",
            "attestation",
            json!({ "required": ["attests", "checked_by", "evidence"] }),
        ),
        when("enforced", "off-chain", json!({ "required": ["reason", "evidence"] })),
    ];
    for spec in Predicate::SPECS {
        let parameters = json!({ "$ref": format!("#/definitions/{}", definition(spec)) });
        let mut properties = json!({ "parameters": parameters });
        let mut required = Vec::new();
        match spec.judges {
            Judges::Parties => required.push("parties"),
            _ => properties["parties"] = json!(false),
        }
        if !spec.parameters.is_empty() {
            required.push("parameters");
        }
        cases.push(when(
            "predicate",
            spec.name,
            json!({ "description": spec.passes, "properties": properties, "required": required }),
        ));
    }
    let required = ["id", "title", "enforced", "source", "citation", "confidence", "remedy"];
    let mut rule = object(&required, rule_keys());
    rule["allOf"] = cases.into();
    rule
}

fn rule_keys() -> Value {
    json!({
        "id": { "$ref": "#/definitions/name" },
        "title": text("What the rule is about."),
        "legs": list(text(""), "Legs it belongs to; all when left out."),
        "source": text("Id of a source."),
        "citation": text("Place in the source."),
        "confidence": confidence(),
        "remedy": text("What would make it pass."),
        "effective": effective(),
        "when": object(&["input", "is"], json!({
            "input": text("An input of kind choice."),
            "is": list(text(""), "The choices under which the rule is in force."),
        })),
        "figures": { "type": "object", "additionalProperties": { "type": "string" } },
        "origin": text("Written by the tool: the profile that the rule was taken from."),
        "replaces": text("Why it takes the place of the inherited rule of the same id."),
        "loosens": { "const": true, "description": "It refuses less than the rule that it replaces, or may." },
        "enforced": { "enum": ["on-chain", "attestation", "off-chain"] },
        "predicate": { "enum": Predicate::NAMES },
        "applies_to": list(json!({ "enum": Movement::names() }), "Movement kinds; others are carved out."),
        "parties": list(json!({ "enum": Party::names() }), "Sides that are judged."),
        "parameters": { "type": "object" },
        "message": text("Short reason; with the id and a colon at most 120 bytes."),
        "attests": object(&[], json!({
            "categories": list(json!({ "enum": Category::names() }), ""),
            "flags": list(json!({ "enum": Flag::names() }), ""),
            "facts": list(json!({ "enum": Fact::names() }), ""),
            "certificates": list(json!({ "enum": Certificate::names() }), ""),
            "residence": { "const": true },
        })),
        "checked_by": list(text(""), "Ids of the rules on chain that read what is attested."),
        "reason": text("Why the chain cannot."),
        "evidence": text("What shows that the rule is kept."),
    })
}

fn effective() -> Value {
    let keys = json!({
        "from": day("First day on which it is in force."),
        "until": day("First day on which it is in force no longer."),
    });
    object(&[], keys)
}

fn definition(spec: &Spec) -> String {
    format!("parameters of {}", spec.name).replace(' ', "-")
}

fn parameters(spec: &Spec) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for parameter in spec.parameters {
        properties.insert(parameter.key.to_owned(), value_of(parameter));
        if !parameter.optional {
            required.push(parameter.key);
        }
    }
    let mut schema = object(&required, Value::Object(properties));
    schema["description"] = format!("It passes when {}.", spec.passes).into();
    schema
}

fn value_of(parameter: &Parameter) -> Value {
    let plain = match parameter.takes {
        Takes::Amount => amount(),
        Takes::Share => json!({ "type": "string", "pattern": "^[0-9]{1,3}(\\.[0-9]{1,4})? ?%$" }),
        Takes::Integer(maximum) => json!({ "type": "integer", "minimum": 0, "maximum": maximum }),
        Takes::Window => json!({ "type": "string", "pattern": "^[0-9]+ (day|days|month|months)$" }),
        Takes::Day => day(""),
        Takes::True => json!({ "const": true }),
        Takes::Category => json!({ "enum": Category::names() }),
        Takes::Flags => list(json!({ "enum": Flag::names() }), ""),
        Takes::Activities => list(json!({ "enum": Activity::names() }), ""),
        Takes::Country => json!({ "$ref": "#/definitions/country" }),
        Takes::Countries => places(""),
        Takes::Rows => list(json!({ "$ref": "#/definitions/row" }), ""),
        Takes::Subdivisions => list(json!({ "type": "string", "pattern": "^[0-9A-Z]{1,3}$" }), ""),
        Takes::Fact => json!({ "enum": Fact::names() }),
        Takes::Certificate => json!({ "enum": Certificate::names() }),
        Takes::Cash => list(json!({ "enum": Cash::names() }), ""),
        Takes::Word(words) => json!({ "enum": words }),
    };
    let mut value = match parameter.takes {
        Takes::True | Takes::Word(_) | Takes::Day => plain,
        _ => or_reference(plain),
    };
    value["description"] = parameter.title.into();
    value
}

fn or_reference(value: Value) -> Value {
    json!({ "anyOf": [value, { "$ref": "#/definitions/reference" }] })
}

fn object(required: &[&str], properties: Value) -> Value {
    json!({
        "type": "object",
        "additionalProperties": false,
        "required": required,
        "properties": properties,
    })
}

fn tables(definition: &str, description: &str) -> Value {
    list(json!({ "$ref": format!("#/definitions/{definition}") }), description)
}

fn list(items: Value, description: &str) -> Value {
    let mut list = json!({ "type": "array", "items": items });
    if !description.is_empty() {
        list["description"] = description.into();
    }
    list
}

fn text(description: &str) -> Value {
    let mut text = json!({ "type": "string", "minLength": 1 });
    if !description.is_empty() {
        text["description"] = description.into();
    }
    text
}

/// Editors hand a date of TOML on as text.
fn day(description: &str) -> Value {
    let mut day = text(description);
    day["pattern"] = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$".into();
    day
}

/// Of money or of shares: a rule is written before the kind of the instrument is known.
fn amount() -> Value {
    let pattern = "^(([A-Z]{3}|UNIT) [0-9][0-9,]*(\\.[0-9]+)?|[0-9][0-9,]* shares?)$";
    json!({ "type": "string", "pattern": pattern })
}

fn places(description: &str) -> Value {
    list(text("An ISO 3166-1 alpha-2 code, or the name of a group."), description)
}

fn confidence() -> Value {
    json!({ "enum": ["primary", "secondary", "assumption"] })
}
