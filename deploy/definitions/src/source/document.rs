//! TOML documents whose every value knows where it stands.

use std::collections::BTreeSet;
use std::str::FromStr;
use std::sync::Arc;

use jiff::civil::Date;
use toml::de::{DeTable, DeValue};

use super::node::{Entry, Node, Value};
use super::{Source, SourceError, one_of};
use crate::text::is_hidden;

/// Longest name of anything in a file.
const MAX_NAME_BYTES: usize = 32;

/// Largest integer that every JSON reader keeps exact (RFC 8785 writes numbers as IEEE 754 doubles).
const MAX_EXACT_INTEGER: i64 = (1 << 53) - 1;

/// A parsed TOML file.
#[derive(Clone, Debug)]
pub struct Document {
    source: Arc<Source>,
    root: Node,
}

impl Document {
    /// Parses `source` as TOML. Floating point numbers and times of day are refused: nothing here needs them and both
    /// are easy to get wrong.
    pub fn parse(source: Source) -> Result<Self, SourceError> {
        let source = Arc::new(source);
        let table = DeTable::parse(source.text()).map_err(|error| {
            let offset = error.span().map_or(0, |span| span.start);
            let wrong = format!("not valid TOML: {}", error.message().replace('\n', ", "));
            source.problem(offset, "", wrong, "correct the syntax (https://toml.io)")
        })?;
        let value = convert_table(&source, table.get_ref())?;
        let root = Node { source: Arc::clone(&source), offset: 0, value };
        Ok(Self { source, root })
    }

    /// The document with another content, whose parts may come from other files.
    pub(crate) fn with_root(&self, root: Node) -> Self {
        Self { source: Arc::clone(&self.source), root }
    }

    /// The top of the document.
    pub fn root(&self) -> Cursor<'_> {
        let (source, path) = (&self.root.source, String::new());
        Cursor { source, node: &self.root, offset: 0, path, is_optional: false }
    }

    /// The file the document came from.
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// The whole document as canonical JSON (RFC 8785): layout, comments and the order of keys leave no trace.
    pub fn canonical(&self) -> Result<String, SourceError> {
        self.canonical_with(serde_json::Map::new())
    }

    /// As [`Self::canonical`], with `members` added at the top.
    pub fn canonical_with(
        &self,
        members: serde_json::Map<String, serde_json::Value>,
    ) -> Result<String, SourceError> {
        let mut form = self.to_json();
        if let serde_json::Value::Object(own) = &mut form {
            own.extend(members);
        }
        self.canonical_form(&form)
    }

    /// The canonical form of what was made of this document.
    pub(crate) fn canonical_form(&self, form: &serde_json::Value) -> Result<String, SourceError> {
        serde_json_canonicalizer::to_string(form).map_err(|error| {
            self.source.problem(
                0,
                "",
                format!("no canonical form: {error}"),
                "report this as a defect",
            )
        })
    }

    /// The whole document as JSON, dates as ISO 8601 text.
    pub fn to_json(&self) -> serde_json::Value {
        self.root.to_json()
    }
}

fn convert_table(source: &Arc<Source>, table: &DeTable<'_>) -> Result<Value, SourceError> {
    let mut entries = table
        .iter()
        .map(|(key, value)| {
            let node = convert(source, value.span().start, value.get_ref())?;
            Ok(Entry { key: key.get_ref().to_string(), offset: key.span().start, node })
        })
        .collect::<Result<Vec<_>, SourceError>>()?;
    entries.sort_by_key(|entry| entry.offset);
    Ok(Value::Table(entries))
}

fn convert(source: &Arc<Source>, offset: usize, value: &DeValue<'_>) -> Result<Node, SourceError> {
    let value = match value {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(integer) => i64::from_str_radix(integer.as_str(), integer.radix())
            .ok()
            .filter(|number| number.unsigned_abs() <= MAX_EXACT_INTEGER.unsigned_abs())
            .map(Value::Integer)
            .ok_or_else(|| {
                let wrong = format!("the integer {integer} is beyond 2^53");
                source.problem(
                    offset,
                    "",
                    wrong,
                    "write large amounts as text, e.g. \"GBP 1,000,000\"",
                )
            })?,
        DeValue::Float(float) => {
            let wrong = format!("floating point number {}", float.as_str());
            return Err(source.problem(offset, "", wrong, "write it as text, e.g. \"4.25\""));
        }
        DeValue::Boolean(boolean) => Value::Boolean(*boolean),
        DeValue::Datetime(datetime) => match (datetime.time, datetime.date) {
            (None, Some(date)) => convert_date(source, offset, date)?,
            _ => {
                return Err(source.problem(
                    offset,
                    "",
                    "a time of day",
                    "write a date, e.g. 2026-11-20",
                ));
            }
        },
        DeValue::Array(items) => Value::Array(
            items
                .iter()
                .map(|item| convert(source, item.span().start, item.get_ref()))
                .collect::<Result<_, _>>()?,
        ),
        DeValue::Table(table) => convert_table(source, table)?,
    };
    Ok(Node { source: Arc::clone(source), offset, value })
}

fn convert_date(
    source: &Source,
    offset: usize,
    date: toml::value::Date,
) -> Result<Value, SourceError> {
    let converted = i16::try_from(date.year)
        .ok()
        .zip(i8::try_from(date.month).ok())
        .zip(i8::try_from(date.day).ok())
        .and_then(|((year, month), day)| Date::new(year, month, day).ok());
    match converted {
        Some(date) => Ok(Value::Date(date)),
        None => Err(source.problem(
            offset,
            "",
            format!("impossible date {date}"),
            "write a day that exists",
        )),
    }
}

/// A value of a document, with the path that leads to it.
#[derive(Clone, Debug)]
pub struct Cursor<'d> {
    /// The file that the value stands in.
    source: &'d Arc<Source>,
    node: &'d Node,
    offset: usize,
    path: String,
    /// Whether the line may be left out.
    is_optional: bool,
}

impl<'d> Cursor<'d> {
    /// Path from the top of the file, for messages.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The line it stands on, from 1.
    pub fn line(&self) -> usize {
        self.node.source.position(self.node.offset).line
    }

    /// The same value under another name in messages, e.g. a rule by its id.
    pub fn renamed(&self, path: impl Into<String>) -> Self {
        Self { path: path.into(), ..self.clone() }
    }

    /// The error `wrong` at this value.
    pub fn error(&self, wrong: impl Into<String>, hint: impl Into<String>) -> SourceError {
        self.source.problem(self.offset, self.path.clone(), wrong, hint)
    }

    /// The error that the file refers to another one where `most` have been followed already.
    pub(crate) fn too_deep(&self, most: usize) -> SourceError {
        let (file, field) = (self.source.name().to_owned(), self.path.clone());
        SourceError::TooDeep { file, line: self.line(), field, most }
    }

    /// The advice for a line that says nothing: it may go, unless it has to be there.
    fn or_left_out(&self, advice: &str) -> String {
        if self.is_optional {
            format!("{advice}, or leave the line out")
        } else {
            advice.to_owned()
        }
    }

    /// The value itself.
    pub(crate) fn node(&self) -> &'d Node {
        self.node
    }

    /// The value as JSON.
    pub fn to_json(&self) -> serde_json::Value {
        self.node.to_json()
    }

    /// Whether the value is a table.
    pub fn is_table(&self) -> bool {
        matches!(self.node.value, Value::Table(_))
    }

    /// Whether the value is text.
    pub fn is_text(&self) -> bool {
        matches!(self.node.value, Value::Text(_))
    }

    /// The value as non-empty text.
    pub fn text(&self) -> Result<&'d str, SourceError> {
        match &self.node.value {
            Value::Text(text) if text.trim().is_empty() => {
                Err(self.error("the text is empty", self.or_left_out("write a value")))
            }
            Value::Text(text) => Ok(text),
            _ => Err(self.expected("text in quotes")),
        }
    }

    /// The value as a name for use in files and on the command line.
    pub fn name(&self) -> Result<String, SourceError> {
        let text = self.text()?;
        let is_plain =
            |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        if text.len() > MAX_NAME_BYTES || !text.bytes().all(is_plain) {
            let hint = format!("use up to {MAX_NAME_BYTES} letters, digits, `-`, `_` and `.`");
            return Err(self.error(format!("`{text}` is not a name"), hint));
        }
        Ok(text.to_owned())
    }

    /// The value as text that stands in one line.
    pub fn one_line(&self) -> Result<&'d str, SourceError> {
        let text = self.text()?;
        if text.contains(is_hidden) {
            let wrong = format!("{text:?} has line breaks or characters that are not seen");
            return Err(self.error(wrong, "write it in one line, without them"));
        }
        Ok(text)
    }

    /// The value as an integer between `minimum` and `maximum`.
    pub fn integer(&self, minimum: i64, maximum: i64) -> Result<i64, SourceError> {
        match self.node.value {
            Value::Integer(value) if (minimum..=maximum).contains(&value) => Ok(value),
            Value::Integer(value) => Err(self.error(
                format!("{value} is out of range"),
                format!("write an integer from {minimum} to {maximum}"),
            )),
            _ => Err(self.expected("an integer")),
        }
    }

    /// The value as a date.
    pub fn date(&self) -> Result<Date, SourceError> {
        match self.node.value {
            Value::Date(date) => Ok(date),
            _ => Err(self.expected("a date without quotes, e.g. 2026-11-20")),
        }
    }

    /// The value as a boolean.
    pub fn boolean(&self) -> Result<bool, SourceError> {
        match self.node.value {
            Value::Boolean(value) => Ok(value),
            _ => Err(self.expected("true or false")),
        }
    }

    /// The text parsed as `T`, the parser's message becoming the error.
    pub fn parsed<T>(&self) -> Result<T, SourceError>
    where
        T: FromStr,
        T::Err: crate::source::Advice,
    {
        self.text()?.parse().map_err(|error: T::Err| self.error(error.to_string(), error.hint()))
    }

    /// The text, looked up in a set of names.
    pub fn named<T>(
        &self,
        what: &str,
        candidates: &[&str],
        find: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, SourceError> {
        let text = self.text()?;
        find(text).ok_or_else(|| {
            self.error(format!("unknown {what} `{text}`"), one_of(text, candidates.iter().copied()))
        })
    }

    /// The items of a list.
    pub fn items(&self) -> Result<Vec<Self>, SourceError> {
        match &self.node.value {
            Value::Array(items) => Ok(items
                .iter()
                .enumerate()
                .map(|(index, node)| Self {
                    source: &node.source,
                    node,
                    offset: node.offset,
                    path: format!("{}[{}]", self.path, index + 1),
                    is_optional: true,
                })
                .collect()),
            _ => Err(self.expected("a list")),
        }
    }

    /// The items of a list that may not be empty or repeat one.
    pub fn distinct<T: PartialEq>(
        &self,
        read: impl Fn(&Self) -> Result<T, SourceError>,
    ) -> Result<Vec<T>, SourceError> {
        let mut values = Vec::new();
        for item in self.items()? {
            let value = read(&item)?;
            if values.contains(&value) {
                return Err(item.error("listed twice", "remove one of the two"));
            }
            values.push(value);
        }
        if values.is_empty() {
            return Err(self.error("the list is empty", self.or_left_out("name at least one")));
        }
        Ok(values)
    }

    /// The fields of a table.
    pub fn fields(&self) -> Result<Fields<'d>, SourceError> {
        match &self.node.value {
            Value::Table(entries) => {
                Ok(Fields { owner: self.clone(), entries, known: BTreeSet::new() })
            }
            _ => Err(self.expected("a table")),
        }
    }

    fn expected(&self, kind: &str) -> SourceError {
        self.error(format!("expected {kind}, found {}", self.node.kind()), format!("write {kind}"))
    }
}

/// An error that says what to do about it.
pub trait Advice: std::error::Error {
    /// What to do.
    fn hint(&self) -> String;
}

/// The fields of a table, taken one by one; what is left over at the end is an unknown key.
#[derive(Clone, Debug)]
pub struct Fields<'d> {
    owner: Cursor<'d>,
    entries: &'d [Entry],
    known: BTreeSet<String>,
}

impl<'d> Fields<'d> {
    /// The table itself, for errors about it as a whole.
    pub fn owner(&self) -> &Cursor<'d> {
        &self.owner
    }

    /// The field `key`, which must be there.
    pub fn required(&mut self, key: &str) -> Result<Cursor<'d>, SourceError> {
        match self.optional(key) {
            Some(cursor) => Ok(Cursor { is_optional: false, ..cursor }),
            None => Err(self
                .owner
                .error(format!("`{key}` is missing"), format!("add a line `{key} = ...`"))),
        }
    }

    /// The field `key`, if it is there.
    pub fn optional(&mut self, key: &str) -> Option<Cursor<'d>> {
        #[cfg(test)]
        asked::remember(&self.owner.path, key);
        self.known.insert(key.to_owned());
        let entry = self.entries.iter().find(|entry| entry.key == key)?;
        Some(self.cursor(entry))
    }

    /// The tables of the list `key`; none when it is absent.
    pub fn tables(&mut self, key: &str) -> Result<Vec<Cursor<'d>>, SourceError> {
        self.optional(key).map_or(Ok(Vec::new()), |list| list.items())
    }

    /// Every field, for tables whose keys are names of the author's choice.
    pub fn all(&self) -> Vec<(&'d str, Cursor<'d>)> {
        self.entries.iter().map(|entry| (entry.key.as_str(), self.cursor(entry))).collect()
    }

    /// Refuses a key that was never asked for.
    pub fn finish(self) -> Result<(), SourceError> {
        match self.entries.iter().find(|entry| !self.known.contains(&entry.key)) {
            None => Ok(()),
            Some(entry) => {
                let hint = one_of(&entry.key, self.known.iter().map(String::as_str));
                Err(self.cursor(entry).error("unknown key", hint))
            }
        }
    }

    fn cursor(&self, entry: &'d Entry) -> Cursor<'d> {
        let path = match self.owner.path.as_str() {
            "" => entry.key.clone(),
            owner => format!("{owner}.{}", entry.key),
        };
        let (source, node) = (&entry.node.source, &entry.node);
        Cursor { source, node, offset: entry.offset, path, is_optional: true }
    }
}

/// Which keys readers ask for, so that a test can hold descriptions of files against them.
#[cfg(test)]
pub(crate) mod asked {
    use std::cell::RefCell;
    use std::collections::BTreeSet;

    thread_local! {
        static ASKED: RefCell<BTreeSet<(String, String)>> = const { RefCell::new(BTreeSet::new()) };
    }

    pub(super) fn remember(owner: &str, key: &str) {
        ASKED.with_borrow_mut(|asked| asked.insert((owner.to_owned(), key.to_owned())));
    }

    /// What this thread asked for since the last call: path of the table, and key.
    pub(crate) fn take() -> BTreeSet<(String, String)> {
        ASKED.take()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(text: &str) -> Document {
        Document::parse(Source::from_text("p.toml", text)).unwrap()
    }

    fn refusal(text: &str) -> String {
        Document::parse(Source::from_text("p.toml", text)).unwrap_err().to_string()
    }

    #[test]
    fn syntax_errors_carry_the_line() {
        assert_eq!(
            refusal("a = 1\r\na = 2\r\n"),
            "p.toml:2: not valid TOML: duplicate key; correct the syntax (https://toml.io)"
        );
    }

    #[test]
    fn impossible_dates_are_refused() {
        assert!(refusal("a = 1\nb = 2026-02-30\n").starts_with("p.toml:2: "));
    }

    #[test]
    fn floats_times_and_giants_are_refused() {
        assert_eq!(
            refusal("a = 1.5"),
            "p.toml:1: floating point number 1.5; write it as text, e.g. \"4.25\""
        );
        assert_eq!(
            refusal("a = 2026-01-01T00:00:00Z"),
            "p.toml:1: a time of day; write a date, e.g. 2026-11-20"
        );
        assert_eq!(
            refusal("a = 9007199254740992"),
            "p.toml:1: the integer 9007199254740992 is beyond 2^53; write large amounts as text, e.g. \
             \"GBP 1,000,000\""
        );
    }

    #[test]
    fn unknown_keys_are_named_with_what_was_meant() {
        let document = document("[one]\ntitle = \"x\"\ntitel = \"y\"\n");
        let mut fields = document.root().fields().unwrap();
        let mut one = fields.required("one").unwrap().fields().unwrap();
        one.required("title").unwrap();
        assert_eq!(
            one.finish().unwrap_err().to_string(),
            "p.toml:3: one.titel: unknown key; did you mean `title`?"
        );
    }

    #[test]
    fn only_what_may_be_left_out_is_advised_to_be() {
        let document = document("rules = []\ntitle = \"\"\n");
        let mut fields = document.root().fields().unwrap();
        let told = |cursor: &Cursor<'_>| {
            let names = cursor.distinct(Cursor::name).unwrap_err();
            names.to_string()
        };
        let rules = fields.required("rules").unwrap();
        assert_eq!(told(&rules), "p.toml:1: rules: the list is empty; name at least one");
        let rules = fields.optional("rules").unwrap();
        assert_eq!(
            told(&rules),
            "p.toml:1: rules: the list is empty; name at least one, or leave the line out"
        );
        let title = fields.required("title").unwrap().text().unwrap_err().to_string();
        assert_eq!(title, "p.toml:2: title: the text is empty; write a value");
    }

    #[test]
    fn json_has_no_trace_of_layout() {
        let left = document("b = [1, 2] # comment\na = 2026-01-01\n");
        let right = document("a=2026-01-01\n\nb = [\n 1,\n 2,\n]\n");
        assert_eq!(left.to_json(), right.to_json());
    }
}
