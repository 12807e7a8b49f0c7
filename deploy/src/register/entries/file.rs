//! Files of entries.

use std::collections::BTreeMap;
use std::path::Path;

use csv::{ByteRecord, ReaderBuilder};

use crate::investors::InvestorError;
use crate::lines::{LineFeeds, broken_field, first_line};
use crate::owner::Owner;
use crate::residence::Residence;
use crate::text::is_hidden;

/// The header.
pub const COLUMNS: [&str; 9] = [
    "id",
    "name",
    "registration",
    "address_1",
    "address_2",
    "address_3",
    "address_4",
    "contact",
    "tax_residence",
];

/// The columns of the address.
const ADDRESS: std::ops::Range<usize> = 3..7;

/// Longest text of a field, in characters.
const MAX_TEXT: usize = 350;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryRow {
    /// Line of the file, from 1.
    pub line: u64,
    /// The reference, as in the investor file.
    pub reference: String,
    /// Who it is.
    pub owner: Owner,
}

/// Reads a file of entries, all of it or nothing.
///
/// # Errors
///
/// The file can't be read, or a row is wrong or there twice.
pub fn read(path: &Path) -> Result<Vec<EntryRow>, InvestorError> {
    let file = path.display().to_string();
    let text = std::fs::read(path)
        .map_err(|cause| InvestorError::Unreadable { file: file.clone(), cause })?;
    parse(&file, &text)
}

/// The rows of a text, which messages call `file`.
pub(super) fn parse(file: &str, text: &[u8]) -> Result<Vec<EntryRow>, InvestorError> {
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).from_reader(LineFeeds::of(text));
    let (mut rows, mut lines, mut row) = (Vec::new(), BTreeMap::new(), ByteRecord::new());
    let mut is_header = true;
    loop {
        let more = reader.read_byte_record(&mut row).map_err(|error| {
            let cause = std::io::Error::other(error);
            InvestorError::Unreadable { file: file.to_owned(), cause }
        })?;
        if !more {
            break;
        }
        let line = first_line(&reader, &row);
        if std::mem::take(&mut is_header) {
            InvestorError::expect_header(file, &row, &COLUMNS)?;
            continue;
        }
        let entry = Row { file, line, row: &row }.entry()?;
        if let Some(earlier) = lines.insert(entry.reference.clone(), line) {
            let wrong = format!("the reference is on line {earlier} already");
            return Err(invalid(file, line, 0, wrong, "keep one of the two"));
        }
        rows.push(entry);
    }
    if is_header {
        let columns = COLUMNS.join(",");
        return Err(InvestorError::Empty { file: file.to_owned(), columns });
    }
    Ok(rows)
}

fn invalid(
    file: &str,
    line: u64,
    column: usize,
    wrong: impl Into<String>,
    hint: impl Into<String>,
) -> InvestorError {
    let (file, field) = (file.to_owned(), COLUMNS[column]);
    InvestorError::Invalid { file, line, field, wrong: wrong.into(), hint: hint.into() }
}

struct Row<'r> {
    file: &'r str,
    line: u64,
    row: &'r ByteRecord,
}

impl Row<'_> {
    fn entry(&self) -> Result<EntryRow, InvestorError> {
        let (found, expected) = (self.row.len(), COLUMNS.len());
        if let Some(column) = broken_field(self.row).filter(|column| *column < expected) {
            let hint =
                "close its quotation mark, or write the lines of an address in fields of their own";
            return Err(self.wrong(column, "the field goes on over several lines", hint));
        }
        if found != expected {
            let (file, line) = (self.file.to_owned(), self.line);
            return Err(InvestorError::Fields { file, line, found, expected });
        }
        let reference = self.needed(0, "write the reference of the investor file")?;
        let name = self.needed(1, "write the name of the registered owner")?;
        let mut address = Vec::new();
        for column in ADDRESS {
            address.extend(self.text(column)?.map(str::to_owned));
        }
        let owner = Owner {
            name,
            registration: self.text(2)?.map(str::to_owned),
            address,
            contact: self.text(7)?.map(str::to_owned),
            tax_residence: self.tax_residence()?,
        };
        Ok(EntryRow { line: self.line, reference, owner })
    }

    fn tax_residence(&self) -> Result<Option<String>, InvestorError> {
        let Some(text) = self.text(8)? else { return Ok(None) };
        let mut places = Vec::new();
        for place in text.split(';').map(str::trim) {
            // What stands there may be another column of somebody's row.
            let hint = "write codes such as GB or US-NY, with semicolons between them";
            let place = place.parse::<Residence>();
            let place = place.map_err(|_| self.wrong(8, "it is no list of residences", hint))?;
            places.push(place.to_string());
        }
        Ok(Some(places.join(";")))
    }

    fn needed(&self, column: usize, hint: &str) -> Result<String, InvestorError> {
        let text = self.text(column)?.map(str::to_owned);
        text.ok_or_else(|| self.wrong(column, "it is empty", hint))
    }

    /// The text of a field; nothing when it is empty.
    fn text(&self, column: usize) -> Result<Option<&str>, InvestorError> {
        let bytes = self.row.get(column).unwrap_or_default();
        let text = std::str::from_utf8(bytes).map_err(|_| InvestorError::NotUtf8 {
            file: self.file.to_owned(),
            line: self.line,
            field: COLUMNS[column],
        })?;
        let text = text.trim();
        if text.contains(is_hidden) {
            let wrong =
                "it has a line break, or a character that is not seen or turns a line around";
            let hint =
                "write one line without any, and the lines of an address in fields of their own";
            return Err(self.wrong(column, wrong, hint));
        }
        if text.chars().count() > MAX_TEXT {
            let wrong = format!("it has more than {MAX_TEXT} characters");
            return Err(self.wrong(column, wrong, "shorten it"));
        }
        Ok(Some(text).filter(|text| !text.is_empty()))
    }

    fn wrong(
        &self,
        column: usize,
        wrong: impl Into<String>,
        hint: impl Into<String>,
    ) -> InvestorError {
        invalid(self.file, self.line, column, wrong, hint)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_and_wrong_ones_are_named() {
        let columns = COLUMNS.join(",");
        let good = format!(
            "{columns}\nINV-1,\"Lovelace, Ada\",Ada Lovelace as trustee,1 Poultry,,London,,ada@example.org,GB;US-NY\n"
        );
        let rows = parse("f.csv", good.as_bytes()).expect("rows");
        assert_eq!(
            (rows.len(), rows[0].line, rows[0].owner.name.as_str()),
            (1, 2, "Lovelace, Ada")
        );
        assert_eq!(rows[0].owner.address, ["1 Poultry", "London"]);
        assert_eq!(rows[0].owner.registration(), "Ada Lovelace as trustee");
        assert_eq!(rows[0].owner.tax_residence.as_deref(), Some("GB;US-NY"));
        let message = |rows: &str| {
            let text = format!("{columns}\nINV-0,Zero,,,,,,,\n{rows}");
            parse("f.csv", text.as_bytes()).expect_err("an error").to_string()
        };
        for (rows, expected) in [
            ("INV-1,,,,,,,,\n", "f.csv:3: name: it is empty"),
            (",Ada,,,,,,,\n", "f.csv:3: id: it is empty"),
            ("INV-1,Ada,,,\n", "f.csv:3: the row has 5 fields instead of 9"),
            ("INV-0,Ada,,,,,,,\n", "f.csv:3: id: the reference is on line 2 already"),
            ("INV-1,\"A\nB\",,,,,,,\n", "f.csv:3: name: the field goes on over several lines"),
            ("INV-1,\"Ada,,,,,,,\nINV-2,Bo,,,,,,,", "f.csv:3: name: the field goes on over"),
            ("INV-1,A\u{202e}da,,,,,,,\n", "f.csv:3: name: it has a line break, or a character"),
            ("INV-1,Ada\u{200b},,,,,,,\n", "f.csv:3: name: it has a line break, or a character"),
            ("INV-1,Ada,,,,,,,Atlantis\n", "f.csv:3: tax_residence: it is no list of residences"),
            ("INV-1,\"Ada\n\",,,,,,,\n\nINV-2,,,,,,,,\n", "f.csv:6: name: it is empty"),
            ("INV-1,Ada,,,,,,,\r\n\r\n\"INV-2\",\"\",,,,,,,\r\n", "f.csv:5: name: it is empty"),
        ] {
            let message = message(rows);
            assert!(message.starts_with(expected), "{message}");
        }
        let empty = parse("f.csv", b"").expect_err("an error").to_string();
        assert!(empty.starts_with("f.csv: the file is empty"), "{empty}");
    }

    #[test]
    fn messages_say_nothing_of_what_is_in_a_file() {
        let columns = COLUMNS.join(",");
        let swapped = columns.replace("id,name", "name,id");
        for (text, expected) in [
            ("Ada,Secret\n".to_owned(), "f.csv:1: the first line is no header: it has 2 fields"),
            ("INV-1,Secret,,,,,,,\n".to_owned(), "f.csv:1: the first line is no header: field 1"),
            (
                format!("{swapped}\nSecret,INV-1,,,,,,,\n"),
                "f.csv:1: the first line is no header: f",
            ),
            (format!("{columns}\rINV-1,Ada,,,,,,,\rINV-2,Secret\r"), "f.csv:3: the row has 2 f"),
            (
                format!("{columns}\nSecret,A,,,,,,,\nSecret,A,,,,,,,\n"),
                "f.csv:3: id: the reference",
            ),
            (format!("{columns}\nINV-1,A,,,,,,,Secret\n"), "f.csv:2: tax_residence: it is no list"),
        ] {
            let message = parse("f.csv", text.as_bytes()).expect_err("an error").to_string();
            assert!(message.starts_with(expected) && !message.contains("Secret"), "{message}");
        }
    }
}
