//! Inputs: the values that a profile leaves to the deployment.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use super::Confidence;
use super::predicate::{Share, Window};
use super::stage_limits::StageLimits;
use crate::calendar::UtcDay;
use crate::identifiers::{Country, Lei};
use crate::money::Amount;
use crate::source::{Advice, Cursor, SourceError, one_of};
use crate::vocabulary::{Activity, Cash, Category, Certificate, Fact, Flag};

/// How a deployment says that an input has no value.
const NONE: &str = "none";

/// A value that a deployment has to give.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Input {
    /// Name.
    pub name: String,
    /// What values it takes.
    pub kind: InputKind,
    /// What it is.
    pub title: String,
    /// Why the profile cannot know it.
    pub why: String,
    /// How sure the profile is that it is needed.
    pub confidence: Confidence,
    /// Whether `none` is a value too: the rules that need the input are then left out.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub or_none: bool,
    /// For a choice: each value and what it means.
    pub choices: BTreeMap<String, String>,
}

/// What values an input takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum InputKind {
    /// "GBP 1,000,000".
    Amount,
    /// A whole number.
    Integer,
    /// A percentage, "0.25 %".
    Share,
    /// At most 32 bytes of ASCII text.
    Text,
    /// A Legal Entity Identifier.
    Lei,
    /// ISO 3166-1 alpha-2.
    Jurisdiction,
    /// An amount, or one for each stage from which it applies: "2: GBP 500; 3: GBP 1,000".
    StageLimits,
    /// Names of entrant activities between commas.
    Activities,
    /// One of the input's choices.
    Choice,
}

impl InputKind {
    pub(super) const NAMES: [&str; 9] = [
        "amount",
        "integer",
        "share",
        "text",
        "lei",
        "jurisdiction",
        "stage-limits",
        "activities",
        "choice",
    ];

    pub(super) fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "amount" => Self::Amount,
            "integer" => Self::Integer,
            "share" => Self::Share,
            "text" => Self::Text,
            "lei" => Self::Lei,
            "jurisdiction" => Self::Jurisdiction,
            "stage-limits" => Self::StageLimits,
            "activities" => Self::Activities,
            "choice" => Self::Choice,
            _ => return None,
        })
    }

    /// The word in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Amount => "amount",
            Self::Integer => "integer",
            Self::Share => "share",
            Self::Text => "text",
            Self::Lei => "lei",
            Self::Jurisdiction => "jurisdiction",
            Self::StageLimits => "stage-limits",
            Self::Activities => "activities",
            Self::Choice => "choice",
        }
    }
}

/// The value of an input; its text form is the one that is hashed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InputValue {
    /// An amount.
    Amount(Amount),
    /// A whole number.
    Integer(u64),
    /// A percentage.
    Share(Share),
    /// Text.
    Text(String),
    /// A Legal Entity Identifier.
    Lei(Lei),
    /// A country.
    Jurisdiction(Country),
    /// Limits by stage.
    StageLimits(StageLimits),
    /// Activities, in the order of the vocabulary.
    Activities(Vec<Activity>),
    /// One of the choices.
    Choice(String),
    /// Nothing: the rules that need it are left out.
    None,
}

impl fmt::Display for InputValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Amount(amount) => write!(formatter, "{amount}"),
            Self::Integer(integer) => write!(formatter, "{integer}"),
            Self::Share(share) => write!(formatter, "{share}"),
            Self::Text(text) | Self::Choice(text) => formatter.write_str(text),
            Self::None => formatter.write_str(NONE),
            Self::Lei(lei) => write!(formatter, "{lei}"),
            Self::Jurisdiction(country) => write!(formatter, "{country}"),
            Self::StageLimits(limits) => write!(formatter, "{limits}"),
            Self::Activities(activities) => {
                let names: Vec<&str> = activities.iter().map(|activity| activity.name()).collect();
                formatter.write_str(&names.join(","))
            }
        }
    }
}

impl Serialize for InputValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Input {
    /// Reads `text` as a value of this input; the error is what is wrong and what to do.
    pub(super) fn value(&self, text: &str) -> Result<InputValue, (String, String)> {
        fn advise(error: impl Advice) -> (String, String) {
            (error.to_string(), error.hint())
        }
        let text = text.trim();
        if self.or_none && text == NONE {
            return Ok(InputValue::None);
        }
        match self.kind {
            InputKind::Amount => text.parse().map(InputValue::Amount).map_err(advise),
            InputKind::Share => text.parse().map(InputValue::Share).map_err(advise),
            InputKind::Lei => text.parse().map(InputValue::Lei).map_err(advise),
            InputKind::Jurisdiction => text.parse().map(InputValue::Jurisdiction).map_err(advise),
            InputKind::StageLimits => text.parse().map(InputValue::StageLimits).map_err(advise),
            InputKind::Integer => text.parse().map(InputValue::Integer).map_err(|_| {
                (format!("`{text}` is not a whole number"), "write digits only".to_owned())
            }),
            InputKind::Text if text.is_empty() || text.len() > 32 || !text.is_ascii() => {
                Err((format!("`{text}` does not fit"), "write 1 to 32 ASCII characters".to_owned()))
            }
            InputKind::Text => Ok(InputValue::Text(text.to_owned())),
            InputKind::Activities => {
                let mut activities = text
                    .split(',')
                    .map(|name| name.trim().parse::<Activity>().map_err(advise))
                    .collect::<Result<Vec<_>, _>>()?;
                activities.sort_unstable();
                activities.dedup();
                Ok(InputValue::Activities(activities))
            }
            InputKind::Choice if self.choices.contains_key(text) => {
                Ok(InputValue::Choice(text.to_owned()))
            }
            InputKind::Choice => {
                let hint = one_of(text, self.choices.keys().map(String::as_str));
                Err((format!("`{text}` is not a choice"), hint))
            }
        }
    }
}

/// The inputs while rules are read: declared only, or with their values.
#[derive(Debug)]
pub(super) struct Inputs<'p> {
    declared: &'p [Input],
    values: Option<&'p BTreeMap<String, InputValue>>,
    used: RefCell<BTreeSet<String>>,
}

impl<'p> Inputs<'p> {
    pub(super) fn new(
        declared: &'p [Input],
        values: Option<&'p BTreeMap<String, InputValue>>,
    ) -> Self {
        Self { declared, values, used: RefCell::default() }
    }

    /// Names of the inputs that no parameter asked for.
    pub(super) fn unused(&self) -> Vec<&'p str> {
        let used = self.used.borrow();
        self.declared
            .iter()
            .map(|input| input.name.as_str())
            .filter(|name| !used.contains(*name))
            .collect()
    }

    /// The declared input that `reference` names, which is used by that.
    pub(super) fn declared(&self, reference: &Cursor<'_>) -> Result<&'p Input, SourceError> {
        let name = reference.text()?;
        let input = self.declared.iter().find(|input| input.name == name).ok_or_else(|| {
            let hint = one_of(name, self.declared.iter().map(|input| input.name.as_str()));
            reference.error(format!("unknown input `{name}`"), hint)
        })?;
        self.used.borrow_mut().insert(name.to_owned());
        Ok(input)
    }

    /// The parameter at `cursor`: a literal that `read` understands, or `{ input = "name" }`, or that with a `map` from
    /// each choice to a literal. `None` while the input it depends on has no value.
    pub(super) fn parameter<'d, T: FromInput>(
        &self,
        cursor: &Cursor<'d>,
        read: impl Fn(&Cursor<'d>) -> Result<T, SourceError>,
    ) -> Result<Option<T>, SourceError> {
        if !cursor.is_table() {
            return read(cursor).map(Some);
        }
        let mut fields = cursor.fields()?;
        let reference = fields.required("input")?;
        let map = fields.optional("map");
        fields.finish()?;
        let input = self.declared(&reference)?;
        let name = &input.name;
        let value = self.values.and_then(|values| values.get(name));
        match map {
            Some(map) => mapped(input, value, &reference, &map, read),
            None if !T::KINDS.contains(&input.kind) => Err(reference.error(
                format!("input `{name}` is of kind {}", input.kind.name()),
                match T::KINDS {
                    [] => "declare a choice and give each one a value with `map`".to_owned(),
                    kinds => format!(
                        "use an input of kind {}",
                        kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(" or ")
                    ),
                },
            )),
            None => value
                .filter(|value| **value != InputValue::None)
                .map(|value| {
                    T::from_input(value).ok_or_else(|| {
                        reference.error(
                            format!("input `{name}` = `{value}` is out of range here"),
                            "give the input a smaller value",
                        )
                    })
                })
                .transpose(),
        }
    }
}

fn mapped<'d, T>(
    input: &Input,
    value: Option<&InputValue>,
    reference: &Cursor<'d>,
    map: &Cursor<'d>,
    read: impl Fn(&Cursor<'d>) -> Result<T, SourceError>,
) -> Result<Option<T>, SourceError> {
    if input.kind != InputKind::Choice {
        let wrong = format!("input `{}` is of kind {}", input.name, input.kind.name());
        return Err(reference.error(wrong, "only a choice can be mapped"));
    }
    let entries = map.fields()?.all();
    if let Some(missing) =
        input.choices.keys().find(|choice| !entries.iter().any(|(key, _)| key == choice))
    {
        let wrong = format!("choice `{missing}` of input `{}` has no value", input.name);
        return Err(map.error(wrong, format!("add `\"{missing}\" = ...`")));
    }
    let mut chosen = None;
    for (choice, entry) in entries {
        if !input.choices.contains_key(choice) {
            let hint = one_of(choice, input.choices.keys().map(String::as_str));
            return Err(
                entry.error(format!("`{choice}` is not a choice of input `{}`", input.name), hint)
            );
        }
        let candidate = read(&entry)?;
        if matches!(value, Some(InputValue::Choice(given)) if given == choice) {
            chosen = Some(candidate);
        }
    }
    Ok(chosen)
}

/// A parameter type that an input may give.
pub(super) trait FromInput: Sized {
    /// Kinds of input that fit without a `map`.
    const KINDS: &'static [InputKind];

    /// The parameter; `None` when the value does not fit.
    fn from_input(_value: &InputValue) -> Option<Self> {
        None
    }
}

impl FromInput for StageLimits {
    const KINDS: &'static [InputKind] = &[InputKind::StageLimits, InputKind::Amount];

    fn from_input(value: &InputValue) -> Option<Self> {
        match value {
            InputValue::StageLimits(limits) => Some(limits.clone()),
            InputValue::Amount(amount) => amount.to_string().parse().ok(),
            _ => None,
        }
    }
}

macro_rules! from_input {
    ($($type:ty, $($variant:ident($value:ident) => $convert:expr)?;)*) => {$(
        impl FromInput for $type {
            const KINDS: &'static [InputKind] = &[$(InputKind::$variant)?];

            $(fn from_input(value: &InputValue) -> Option<Self> {
                match value {
                    InputValue::$variant($value) => $convert,
                    _ => None,
                }
            })?
        }
    )*};
}

from_input! {
    Amount, Amount(amount) => Some(*amount);
    u8, Integer(integer) => (*integer).try_into().ok();
    u16, Integer(integer) => (*integer).try_into().ok();
    u32, Integer(integer) => (*integer).try_into().ok();
    Share, Share(share) => Some(*share);
    String, Text(text) => Some(text.clone());
    Lei, Lei(lei) => Some(*lei);
    Country, Jurisdiction(country) => Some(*country);
    Vec<Activity>, Activities(activities) => Some(activities.clone());
    UtcDay,;
    Date,;
    super::Jurisdictions,;
    Vec<super::EligibleRow>,;
    Vec<Country>,;
    Vec<Flag>,;
    Vec<Cash>,;
    Category,;
    Certificate,;
    Fact,;
    Window,;
}
