//! Text files with positions for error messages.
//!
//! Every file that a person writes is read through here, so that whatever is wrong with it is reported the same way:
//! file, line, field, what is wrong and what to do.

mod document;
mod node;

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use crate::whole_file;

#[cfg(test)]
pub(crate) use document::asked;
pub use document::{Advice, Cursor, Document, Fields};
pub(crate) use node::{Node, quoted};

use crate::text::shown;

/// Why a file could not be used.
#[derive(Clone, Debug, thiserror::Error)]
pub enum SourceError {
    /// The file system refused the read.
    #[error("{file}: cannot read the file: {cause}; check that the path exists and is readable")]
    Unreadable {
        /// Path as it was given.
        file: String,
        /// The operating system's reason.
        cause: Arc<std::io::Error>,
    },
    /// More than is read of a file.
    #[error("{file}: cannot read the file: {cause}")]
    TooLarge {
        /// Path as it was given.
        file: String,
        /// How much is read of one, and what to do.
        cause: Arc<std::io::Error>,
    },
    /// The bytes are not UTF-8.
    #[error(
        "{file}:{line}: the file is not valid UTF-8 (byte {byte} of the line); save it as UTF-8 and try again"
    )]
    NotUtf8 {
        /// Path as it was given.
        file: String,
        /// Line of the first invalid byte, from 1.
        line: usize,
        /// Position of that byte in its line, from 1.
        byte: usize,
    },
    /// The file takes from others, and those from others, for longer than any that a person put together.
    #[error(
        "{file}:{line}: {field}: cannot follow the reference: {most} files take from one another in a row up to here, and \
         no more are followed; extend a file nearer to the end of the row, or put some of them together into one"
    )]
    TooDeep {
        /// The file at which reading stopped, as it was referred to.
        file: String,
        /// Line of its reference to the next one, from 1.
        line: usize,
        /// The field of that reference.
        field: String,
        /// How many files are followed.
        most: usize,
    },
    /// Something in the file is wrong.
    #[error("{0}")]
    Invalid(Box<Problem>),
}

impl From<Problem> for SourceError {
    fn from(problem: Problem) -> Self {
        Self::Invalid(Box::new(problem))
    }
}

/// One thing that is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Path as it was given.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The field, as a path from the top of the file; empty when the file as a whole is meant.
    pub field: String,
    /// What is wrong.
    pub wrong: String,
    /// What to do.
    pub hint: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}: ", self.file, self.line)?;
        if !self.field.is_empty() {
            write!(formatter, "{}: ", shown(&self.field))?;
        }
        write!(formatter, "{}; {}", shown(&self.wrong), shown(&self.hint))
    }
}

/// Line and column of a byte, both from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// The text of a file and the name that messages call it by.
#[derive(Clone, Debug)]
pub struct Source {
    name: String,
    text: String,
}

impl Source {
    /// Reads `path` as UTF-8, with or without a byte order mark, up to the bound of [`whole_file`].
    pub fn read(path: &Path) -> Result<Self, SourceError> {
        let name = path.display().to_string();
        match whole_file::read(path) {
            Ok(bytes) => Self::from_bytes(name, bytes),
            Err(cause) if cause.kind() == std::io::ErrorKind::FileTooLarge => {
                Err(SourceError::TooLarge { file: name, cause: Arc::new(cause) })
            }
            Err(cause) => Err(SourceError::Unreadable { file: name, cause: Arc::new(cause) }),
        }
    }

    /// Decodes `bytes`, calling them `name` in messages.
    pub fn from_bytes(name: impl Into<String>, bytes: Vec<u8>) -> Result<Self, SourceError> {
        let name = name.into();
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Self::from_text(name, text)),
            Err(error) => {
                let (line, byte) =
                    place_of_byte(error.as_bytes(), error.utf8_error().valid_up_to());
                Err(SourceError::NotUtf8 { file: name, line, byte })
            }
        }
    }

    /// Takes text that is in memory already.
    pub fn from_text(name: impl Into<String>, text: impl Into<String>) -> Self {
        let mut text = text.into();
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        Self { name: name.into(), text }
    }

    /// What messages call the file.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text, without a byte order mark.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where byte `offset` of [`Self::text`] is; the end of the text for anything behind it.
    pub fn position(&self, offset: usize) -> Position {
        let before = &self.text[..self.text.floor_char_boundary(offset)];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Position {
            line: before.bytes().filter(|byte| *byte == b'\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }

    /// The problem `wrong` in `field`, which starts at byte `offset`.
    pub fn problem(
        &self,
        offset: usize,
        field: impl Into<String>,
        wrong: impl Into<String>,
        hint: impl Into<String>,
    ) -> SourceError {
        let Position { line, column } = self.position(offset);
        Problem {
            file: self.name.clone(),
            line,
            column,
            field: field.into(),
            wrong: wrong.into(),
            hint: hint.into(),
        }
        .into()
    }
}

/// Line and byte-in-line, from 1, of byte `offset`.
pub(crate) fn place_of_byte(bytes: &[u8], offset: usize) -> (usize, usize) {
    let before = &bytes[..offset];
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let line_start =
        before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
    (line, offset - line_start + 1)
}

/// How many letters make a candidate of what was given; nothing where they are too many.
fn edits(given: &str, candidate: &str) -> Option<usize> {
    let letters = candidate.chars().count();
    let few = 1 + letters / 4;
    // What is longer than that is not compared, however long it is.
    if given.chars().take(letters + few + 1).count() > letters + few {
        return None;
    }
    Some(distance(given, candidate)).filter(|edits| *edits <= few)
}

/// How many letters are enough of a name to be its beginning.
const BEGINNING: usize = 3;

/// Levenshtein distance, ignoring case.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.to_lowercase().chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (index, letter) in left.to_lowercase().chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], index + 1);
        for (column, other) in right.iter().enumerate() {
            let substitution = diagonal + usize::from(letter != *other);
            diagonal = row[column + 1];
            row[column + 1] = substitution.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[right.len()]
}

/// What to do about a name that is not one of `candidates`.
pub fn one_of<'c>(given: &str, candidates: impl IntoIterator<Item = &'c str>) -> String {
    let candidates: Vec<&str> = candidates.into_iter().collect();
    match &*meant(given, &candidates) {
        [one] => format!("did you mean `{one}`?"),
        [one, other] => format!("did you mean `{one}` or `{other}`?"),
        _ if candidates.is_empty() => "there is none to name here".to_owned(),
        _ => format!("use one of: {}", candidates.join(", ")),
    }
}

/// What may have been meant: the nearest, and what the name is the beginning of; of several that are as near the latter alone.
fn meant<'c>(given: &str, candidates: &[&'c str]) -> Vec<&'c str> {
    let nearest = candidates.iter().filter_map(|one| edits(given, one)).min();
    let is_near = |candidate: &str| nearest.is_some() && nearest == edits(given, candidate);
    let lower = given.to_lowercase();
    let is_long = lower.chars().count() >= BEGINNING;
    let begins = |candidate: &str| is_long && candidate.to_lowercase().starts_with(&lower);
    let near = candidates.iter().filter(|candidate| is_near(candidate)).count();
    let is_tie =
        near > 1 && candidates.iter().any(|candidate| is_near(candidate) && begins(candidate));
    let meant = candidates.iter().filter(|one| begins(one) || (is_near(one) && !is_tie));
    meant.copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_order_mark_is_not_part_of_the_text() {
        let source = Source::from_bytes("a.toml", b"\xef\xbb\xbfid = 1\n".to_vec()).unwrap();
        assert_eq!(source.text(), "id = 1\n");
        assert_eq!(source.position(5), Position { line: 1, column: 6 });
    }

    #[test]
    fn what_is_far_too_long_is_compared_with_nothing() {
        let long = "transfer".repeat(1_000_000);
        assert_eq!(one_of(&long, ["transfer", "issue"]), "use one of: transfer, issue");
        assert_eq!(one_of("transferr", ["issue", "transfer"]), "did you mean `transfer`?");
    }

    #[test]
    fn invalid_utf8_is_reported_with_its_line() {
        let error = Source::from_bytes("a.toml", b"id = 1\r\nb = \"\xff\"\n".to_vec()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "a.toml:2: the file is not valid UTF-8 (byte 6 of the line); save it as UTF-8 and try again"
        );
    }

    #[test]
    fn a_missing_file_is_named() {
        let error = Source::read(Path::new("no/such.toml")).unwrap_err().to_string();
        assert!(error.starts_with("no/such.toml: cannot read the file: "), "{error}");
    }

    #[test]
    fn a_file_without_an_end_is_refused() {
        let error = Source::read(Path::new("/dev/zero")).unwrap_err();
        assert_eq!(
            error.to_string(),
            "/dev/zero: cannot read the file: it is larger than 16 MiB, the most that is read of such a file; check that it \
             is the file that is meant"
        );
    }

    #[test]
    fn columns_count_characters() {
        let source = Source::from_text("a", "é = £x\nb");
        assert_eq!(source.position(7), Position { line: 1, column: 6 });
        assert_eq!(source.position(usize::MAX), Position { line: 2, column: 2 });
    }

    #[test]
    fn a_slip_of_the_pen_finds_the_name_that_was_meant() {
        let predicates = ["Capacity", "Denomination"];
        assert_eq!(one_of("Capacty", predicates), "did you mean `Capacity`?");
        assert_eq!(one_of("zzz", predicates), "use one of: Capacity, Denomination");
        let counts = ["ACT/ACT ICMA", "30/360 US", "30E/360", "ACT/360", "ACT/365F"];
        for (given, advice) in [
            ("30/360", "did you mean `30/360 US` or `30E/360`?"),
            ("ACT/365", "did you mean `ACT/365F`?"),
            ("act/act", "did you mean `ACT/ACT ICMA`?"),
            ("AC", "use one of: ACT/ACT ICMA, 30/360 US, 30E/360, ACT/360, ACT/365F"),
        ] {
            assert_eq!(one_of(given, counts), advice, "{given}");
        }
        let gates = ["gate-1", "gate-2", "gate-3"];
        assert_eq!(one_of("gate-9", gates), "use one of: gate-1, gate-2, gate-3");
        assert_eq!(one_of("gate2", gates), "did you mean `gate-2`?");
    }
}
