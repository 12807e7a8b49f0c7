//! Reading an investor file row by row.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use alloy::primitives::Address;
use csv::{ByteRecord, ReaderBuilder};

use super::duplicates::{Duplicates, MAX_REFERENCE_BYTES};
use super::record::{InvestorKind, InvestorRecord};
use super::{DEMO, InvestorError};
use crate::calendar::UtcDay;
use crate::lines::{LineFeeds, broken_field, first_line};
use crate::residence::Residence;
use crate::source::{Advice, one_of};
use crate::vocabulary::{Category, Flag};

/// The header.
const COLUMNS: [&str; 6] = ["reference", "wallet", "jurisdiction", "kind", "categories", "flags"];
/// The flag that the column `kind` sets.
const NATURAL_PERSON: &str = "natural-person";

/// What a whole file contains.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Rows, one for each wallet.
    pub wallets: u64,
    /// Distinct references.
    pub investors: u64,
}

/// An iterator over the rows of an investor file; it ends after the first error. It sees one row at a time:
/// [`Self::check`] compares them with one another.
#[derive(Debug)]
pub struct InvestorReader<R> {
    file: String,
    rows: csv::Reader<LineFeeds<LastByte<R>>>,
    row: ByteRecord,
    today: Option<UtcDay>,
    started: bool,
    failed: bool,
}

impl InvestorReader<BufReader<File>> {
    /// Opens the file at `path`.
    pub fn open(path: &Path) -> Result<Self, InvestorError> {
        let name = path.display().to_string();
        match File::open(path) {
            Ok(file) => Ok(Self::new(name, BufReader::new(file))),
            Err(cause) => Err(InvestorError::Unreadable { file: name, cause }),
        }
    }
}

impl InvestorReader<&'static [u8]> {
    /// Reads the demo's file, which is compiled in.
    pub fn demo() -> Self {
        Self::new("investors/demo.csv", DEMO.as_bytes())
    }
}

impl<R: Read> InvestorReader<R> {
    /// Reads `input`, calling it `file` in messages.
    pub fn new(file: impl Into<String>, input: R) -> Self {
        let rows = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(LineFeeds::of(LastByte { inner: input, last: b'\n', ended: false }));
        Self {
            file: file.into(),
            rows,
            row: ByteRecord::new(),
            today: None,
            started: false,
            failed: false,
        }
    }

    /// Refuses attestations that have expired before `today`. Without this they are read as they are, and simply do not
    /// hold on chain.
    #[must_use]
    pub fn refusing_expired(mut self, today: UtcDay) -> Self {
        self.today = Some(today);
        self
    }

    /// Reads all rows to the end, so that nothing is written when a later one is wrong, and compares them: a wallet is
    /// there once, and all rows of a reference agree. Needs the same memory for any number of rows.
    ///
    /// # Errors
    ///
    /// The first row that is wrong by itself, or does not go with an earlier one.
    pub fn check(self) -> Result<Summary, InvestorError> {
        self.check_each(|_| Ok(()))
    }

    /// As [`Self::check`], and shows every row on the way. Only when this returns is the file known to be right.
    ///
    /// # Errors
    ///
    /// As [`Self::check`], or `visit` fails.
    pub fn check_each<E: From<InvestorError>>(
        mut self,
        mut visit: impl FnMut(&InvestorRecord) -> Result<(), E>,
    ) -> Result<Summary, E> {
        let scratch = |cause| InvestorError::Scratch { cause };
        let mut summary = Summary::default();
        let mut duplicates = Duplicates::new().map_err(scratch)?;
        let mut ended = Ok(());
        for record in &mut self {
            match record {
                Ok(record) => {
                    duplicates.push(&record).map_err(scratch)?;
                    visit(&record)?;
                    summary.wallets += 1;
                }
                Err(error) => ended = Err(error),
            }
        }
        let (investors, duplicate) = duplicates.find().map_err(scratch)?;
        // It stands before the row at which the reading ended.
        if let Some(found) = duplicate {
            let (file, hint) = (self.file, found.hint.to_owned());
            let (line, field, wrong) = (found.line, found.field, found.wrong);
            return Err(InvestorError::Invalid { file, line, field, wrong, hint }.into());
        }
        ended?;
        summary.investors = investors;
        Ok(summary)
    }

    fn read(&mut self) -> Result<Option<InvestorRecord>, InvestorError> {
        if !self.started {
            self.started = true;
            self.header()?;
        }
        if !self.advance()? {
            return Ok(None);
        }
        let line = self.line();
        if let Some(column) = broken_field(&self.row) {
            return Err(InvestorError::Invalid {
                file: self.file.clone(),
                line,
                field: COLUMNS.get(column).copied().unwrap_or("row"),
                wrong: "the field goes on over several lines".to_owned(),
                hint: "close its quotation mark, or take the line break out".to_owned(),
            });
        }
        if self.row.len() != COLUMNS.len() {
            return Err(InvestorError::Fields {
                file: self.file.clone(),
                line,
                found: self.row.len(),
                expected: COLUMNS.len(),
            });
        }
        let record = Row { file: &self.file, line, row: &self.row }.record(self.today)?;
        Ok(Some(record))
    }

    fn header(&mut self) -> Result<(), InvestorError> {
        if !self.advance()? {
            let columns = COLUMNS.join(",");
            return Err(InvestorError::Empty { file: self.file.clone(), columns });
        }
        InvestorError::expect_header(&self.file, &self.row, &COLUMNS)
    }

    /// Moves to the next row; false at the end.
    fn advance(&mut self) -> Result<bool, InvestorError> {
        let more = self.rows.read_byte_record(&mut self.row).map_err(|error| {
            InvestorError::Unreadable {
                file: self.file.clone(),
                cause: std::io::Error::other(error),
            }
        })?;
        // A row ends at a line break or at the end of the input, which is only asked for when a row needs more.
        let input = self.rows.get_ref().inner();
        if more && input.ended && !matches!(input.last, b'\n' | b'\r') {
            return Err(InvestorError::Truncated { file: self.file.clone(), line: self.line() });
        }
        Ok(more)
    }

    fn line(&self) -> u64 {
        first_line(&self.rows, &self.row)
    }
}

impl<R: Read> Iterator for InvestorReader<R> {
    type Item = Result<InvestorRecord, InvestorError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        let item = self.read().transpose();
        self.failed = matches!(item, Some(Err(_)));
        item
    }
}

/// Remembers the last byte that was read, to tell a cut-off file from a complete one.
#[derive(Debug)]
struct LastByte<R> {
    inner: R,
    last: u8,
    ended: bool,
}

impl<R: Read> Read for LastByte<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(buffer)?;
        match buffer[..count].last() {
            Some(last) => self.last = *last,
            None => self.ended = true,
        }
        Ok(count)
    }
}

/// A row while it is read.
struct Row<'r> {
    file: &'r str,
    line: u64,
    row: &'r ByteRecord,
}

impl Row<'_> {
    fn record(&self, today: Option<UtcDay>) -> Result<InvestorRecord, InvestorError> {
        let reference = self.reference()?;
        let wallet = self.wallet()?;
        let jurisdiction: Residence =
            self.text(2)?.parse().map_err(|error| self.advised(2, &error))?;
        let kind = match self.text(3)? {
            "natural" => InvestorKind::Natural,
            "entity" => InvestorKind::Entity,
            other => {
                let hint = one_of(other, ["natural", "entity"]);
                return Err(self.invalid(3, format!("unknown kind `{other}`"), hint));
            }
        };
        let categories = self.categories(today)?;
        let flags = self.flags(kind)?;
        Ok(InvestorRecord {
            line: self.line,
            reference,
            wallet,
            jurisdiction,
            kind,
            categories,
            flags,
        })
    }

    fn text(&self, column: usize) -> Result<&str, InvestorError> {
        let bytes = self.row.get(column).unwrap_or_default();
        std::str::from_utf8(bytes).map(str::trim).map_err(|_| InvestorError::NotUtf8 {
            file: self.file.to_owned(),
            line: self.line,
            field: COLUMNS[column],
        })
    }

    fn invalid(
        &self,
        column: usize,
        wrong: impl Into<String>,
        hint: impl Into<String>,
    ) -> InvestorError {
        InvestorError::Invalid {
            file: self.file.to_owned(),
            line: self.line,
            field: COLUMNS[column],
            wrong: wrong.into(),
            hint: hint.into(),
        }
    }

    fn expired(&self, wrong: String) -> InvestorError {
        InvestorError::Expired {
            file: self.file.to_owned(),
            line: self.line,
            field: COLUMNS[4],
            wrong,
            hint: "renew the attestation or leave it out",
        }
    }

    fn advised(&self, column: usize, error: &impl Advice) -> InvestorError {
        self.invalid(column, error.to_string(), error.hint())
    }

    fn reference(&self) -> Result<String, InvestorError> {
        let text = self.text(0)?;
        let fits = !text.is_empty()
            && text.len() <= MAX_REFERENCE_BYTES
            && text.bytes().all(|byte| {
                byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/')
            });
        if !fits {
            let hint = "use up to 64 letters, digits, `-`, `_`, `.` and `/`; never a name";
            return Err(self.invalid(0, format!("`{text}` is not a reference"), hint));
        }
        // Wherever a reference is taken, an address is too.
        if text.starts_with("0x") || text.starts_with("0X") {
            let hint = "let it begin otherwise than with 0x";
            return Err(self.invalid(0, format!("`{text}` begins like an address"), hint));
        }
        Ok(text.to_owned())
    }

    fn wallet(&self) -> Result<Address, InvestorError> {
        let text = self.text(1)?;
        let digits = text.strip_prefix("0x").filter(|digits| digits.len() == 40);
        let address = digits.and_then(|_| text.parse::<Address>().ok()).ok_or_else(|| {
            self.invalid(
                1,
                format!("`{text}` is not an address"),
                "write 0x and 40 hexadecimal digits",
            )
        })?;
        let is_lower = !text.bytes().any(|byte| byte.is_ascii_uppercase());
        if !is_lower && address.to_checksum(None) != text {
            let wrong = format!("`{text}` has a wrong checksum (EIP-55)");
            return Err(self.invalid(
                1,
                wrong,
                "a digit is wrong: copy the address from its source again",
            ));
        }
        if address.is_zero() {
            return Err(self.invalid(
                1,
                "the zero address is nobody's wallet",
                "write the investor's address",
            ));
        }
        Ok(address)
    }

    fn categories(&self, today: Option<UtcDay>) -> Result<Vec<(Category, UtcDay)>, InvestorError> {
        let mut categories: Vec<(Category, UtcDay)> = Vec::new();
        for entry in self.text(4)?.split(';').filter(|entry| !entry.trim().is_empty()) {
            let (name, day) = entry.split_once(':').ok_or_else(|| {
                let hint = "write category and last valid day, e.g. identity:2027-12-31";
                self.invalid(4, format!("`{entry}` has no expiry day"), hint)
            })?;
            let category: Category =
                name.trim().parse().map_err(|error| self.advised(4, &error))?;
            let until: UtcDay = day.trim().parse().map_err(|error| self.advised(4, &error))?;
            if until.number() == 0 {
                return Err(self.invalid(
                    4,
                    format!("{until} means no attestation on chain"),
                    "leave it out",
                ));
            }
            if let Some(today) = today.filter(|today| until < *today) {
                let wrong = format!("`{category}` expired on {until}, before today, {today}");
                return Err(self.expired(wrong));
            }
            if categories.iter().any(|(known, _)| *known == category) {
                return Err(self.invalid(
                    4,
                    format!("`{category}` is there twice"),
                    "keep one of the two",
                ));
            }
            categories.push((category, until));
        }
        categories.sort_unstable_by_key(|(category, _)| *category);
        Ok(categories)
    }

    fn flags(&self, kind: InvestorKind) -> Result<Vec<Flag>, InvestorError> {
        let mut flags: Vec<Flag> = Vec::new();
        for name in self.text(5)?.split(';').map(str::trim).filter(|name| !name.is_empty()) {
            if name == NATURAL_PERSON {
                let hint = "write `natural` in the column kind and leave the flag out";
                return Err(self.invalid(
                    5,
                    format!("`{NATURAL_PERSON}` follows from the kind"),
                    hint,
                ));
            }
            let flag: Flag = name.parse().map_err(|error| self.advised(5, &error))?;
            if flags.contains(&flag) {
                return Err(self.invalid(
                    5,
                    format!("`{flag}` is there twice"),
                    "keep one of the two",
                ));
            }
            flags.push(flag);
        }
        if kind == InvestorKind::Natural {
            flags.push(NATURAL_PERSON.parse().map_err(|error| self.advised(5, &error))?);
        }
        flags.sort_unstable();
        Ok(flags)
    }
}
