//! Values of documents, which can be taken apart and put together anew.

use std::sync::Arc;

use jiff::civil::Date;

use super::{Source, SourceError};

/// A value of a document, and where it stands. A document that was put together has nodes of several files.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(super) source: Arc<Source>,
    pub(super) offset: usize,
    pub(super) value: Value,
}

#[derive(Clone, Debug)]
pub(super) enum Value {
    Text(String),
    Integer(i64),
    Boolean(bool),
    Date(Date),
    Array(Vec<Node>),
    Table(Vec<Entry>),
}

#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) offset: usize,
    pub(super) node: Node,
}

impl Node {
    /// Text at the place of this node.
    pub(crate) fn text_here(&self, text: impl Into<String>) -> Self {
        self.here(Value::Text(text.into()))
    }

    /// A list at the place of this node.
    pub(crate) fn list_here(&self, items: Vec<Self>) -> Self {
        self.here(Value::Array(items))
    }

    /// A table at the place of this node.
    pub(crate) fn table_here(&self) -> Self {
        self.here(Value::Table(Vec::new()))
    }

    /// The same value, said at the place of another one.
    pub(crate) fn at_place_of(mut self, other: &Self) -> Self {
        (self.source, self.offset) = (Arc::clone(&other.source), other.offset);
        self
    }

    fn here(&self, value: Value) -> Self {
        Self { source: Arc::clone(&self.source), offset: self.offset, value }
    }

    /// The value of `key` of a table.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        self.entries().iter().find(|entry| entry.key == key).map(|entry| &entry.node)
    }

    /// The text of `key` of a table.
    pub(crate) fn get_text(&self, key: &str) -> Option<&str> {
        self.get(key)?.as_text()
    }

    /// The items of the list `key` of a table.
    pub(crate) fn get_items(&self, key: &str) -> &[Self] {
        match self.get(key).map(|node| &node.value) {
            Some(Value::Array(items)) => items,
            _ => &[],
        }
    }

    /// Keys and values of the table `key` of a table.
    pub(crate) fn get_pairs(&self, key: &str) -> impl Iterator<Item = (&str, &Self)> {
        let entries = self.get(key).map_or(&[][..], Self::entries);
        entries.iter().map(|entry| (entry.key.as_str(), &entry.node))
    }

    /// Gives `key` of a table a value, at the end when it is new.
    pub(crate) fn set(&mut self, key: &str, node: Self) {
        let Value::Table(entries) = &mut self.value else { return };
        match entries.iter_mut().find(|entry| entry.key == key) {
            Some(entry) => entry.node = node,
            None => {
                entries.push(Entry { key: key.to_owned(), offset: node.offset, node });
            }
        }
    }

    /// The value of `key` of a table, to change.
    pub(crate) fn get_mut(&mut self, key: &str) -> Option<&mut Self> {
        let Value::Table(entries) = &mut self.value else { return None };
        entries.iter_mut().find(|entry| entry.key == key).map(|entry| &mut entry.node)
    }

    /// The items of the list `key` of a table, which is empty afterwards.
    pub(crate) fn take_items(&mut self, key: &str) -> Vec<Self> {
        match self.get_mut(key).map(|node| &mut node.value) {
            Some(Value::Array(items)) => std::mem::take(items),
            _ => Vec::new(),
        }
    }

    /// Takes `key` out of a table.
    pub(crate) fn remove(&mut self, key: &str) {
        if let Value::Table(entries) = &mut self.value {
            entries.retain(|entry| entry.key != key);
        }
    }

    /// Whether both say the same, wherever they stand and in whatever order their keys are.
    pub(crate) fn says_same(&self, other: &Self) -> bool {
        self.says_same_but(&[], other)
    }

    /// Whether both say the same but for these keys of theirs.
    pub(crate) fn says_same_but(&self, ignored: &[&str], other: &Self) -> bool {
        let table = |entries: &[Entry], others: &Self| {
            let mut counted = entries.iter().filter(|entry| !ignored.contains(&entry.key.as_str()));
            counted.all(|entry| {
                others.get(&entry.key).is_some_and(|known| known.says_same(&entry.node))
            })
        };
        match (&self.value, &other.value) {
            (Value::Text(own), Value::Text(theirs)) => own == theirs,
            (Value::Integer(own), Value::Integer(theirs)) => own == theirs,
            (Value::Boolean(own), Value::Boolean(theirs)) => own == theirs,
            (Value::Date(own), Value::Date(theirs)) => own == theirs,
            (Value::Array(own), Value::Array(theirs)) => {
                own.len() == theirs.len()
                    && own.iter().zip(theirs).all(|(own, theirs)| own.says_same(theirs))
            }
            (Value::Table(own), Value::Table(theirs)) => table(own, other) && table(theirs, self),
            _ => false,
        }
    }

    /// Whether any text in the value is `text`.
    pub(crate) fn mentions(&self, text: &str) -> bool {
        match &self.value {
            Value::Text(own) => own == text,
            Value::Array(items) => items.iter().any(|item| item.mentions(text)),
            Value::Table(entries) => entries.iter().any(|entry| entry.node.mentions(text)),
            Value::Integer(_) | Value::Boolean(_) | Value::Date(_) => false,
        }
    }

    /// The text, if it is one.
    pub(crate) fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The problem `wrong` at this value, in `field`.
    pub(crate) fn problem(&self, field: &str, wrong: impl Into<String>, hint: &str) -> SourceError {
        self.source.problem(self.offset, field, wrong, hint)
    }

    /// What messages call the file that the value stands in.
    pub(crate) fn file(&self) -> &str {
        self.source.name()
    }

    /// "file:line".
    pub(crate) fn place(&self) -> String {
        format!("{}:{}", self.source.name(), self.source.position(self.offset).line)
    }

    /// The table as the text of a TOML file: lists of tables as sections, everything inside them in one line.
    pub(crate) fn to_toml(&self) -> String {
        let is_section = |node: &Self| match &node.value {
            Value::Array(items) => items.iter().any(|item| matches!(item.value, Value::Table(_))),
            _ => false,
        };
        let mut text = String::new();
        for entry in self.entries().iter().filter(|entry| !is_section(&entry.node)) {
            text.push_str(&format!("{} = {}\n", key_text(&entry.key), entry.node.inline()));
        }
        for entry in self.entries().iter().filter(|entry| is_section(&entry.node)) {
            for item in self.get_items(&entry.key) {
                text.push_str(&format!("\n[[{}]]\n{}", key_text(&entry.key), item.lines()));
            }
        }
        text
    }

    fn lines(&self) -> String {
        let line = |entry: &Entry| format!("{} = {}\n", key_text(&entry.key), entry.node.inline());
        self.entries().iter().map(line).collect()
    }

    fn inline(&self) -> String {
        match &self.value {
            Value::Text(text) => quoted(text),
            Value::Integer(integer) => integer.to_string(),
            Value::Boolean(boolean) => boolean.to_string(),
            Value::Date(date) => date.to_string(),
            Value::Array(items) => {
                format!("[{}]", items.iter().map(Self::inline).collect::<Vec<_>>().join(", "))
            }
            Value::Table(entries) => {
                let pair =
                    |entry: &Entry| format!("{} = {}", key_text(&entry.key), entry.node.inline());
                format!("{{ {} }}", entries.iter().map(pair).collect::<Vec<_>>().join(", "))
            }
        }
    }

    fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Table(entries) => entries,
            _ => &[],
        }
    }

    pub(crate) fn to_json(&self) -> serde_json::Value {
        match &self.value {
            Value::Text(text) => text.clone().into(),
            Value::Integer(integer) => (*integer).into(),
            Value::Boolean(boolean) => (*boolean).into(),
            Value::Date(date) => date.to_string().into(),
            Value::Array(items) => items.iter().map(Self::to_json).collect(),
            Value::Table(entries) => {
                entries.iter().map(|entry| (entry.key.clone(), entry.node.to_json())).collect()
            }
        }
    }

    pub(super) fn kind(&self) -> &'static str {
        match self.value {
            Value::Text(_) => "text",
            Value::Integer(_) => "an integer",
            Value::Boolean(_) => "a boolean",
            Value::Date(_) => "a date",
            Value::Array(_) => "a list",
            Value::Table(_) => "a table",
        }
    }
}

/// A key as TOML has it, in quotes when it has to be.
fn key_text(key: &str) -> String {
    let is_bare = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
    if !key.is_empty() && key.chars().all(is_bare) {
        return key.to_owned();
    }
    quoted(key)
}

/// Text as TOML has it. A JSON string is a basic string of TOML, but for one control character that JSON leaves as it is.
pub(crate) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}
