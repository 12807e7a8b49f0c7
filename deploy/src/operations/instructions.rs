//! Files of movements: one recipient and amount a row.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use alloy::primitives::Address;
use csv::StringRecord;

use super::OperationError;
use crate::accounts::parse_address;
use crate::identifiers::Currency;
use crate::money::Amount;
use crate::source::Advice;

/// The header of the file.
const COLUMNS: [&str; 2] = ["wallet", "amount"];

/// A row of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instruction {
    /// The line, from 1.
    pub line: u64,
    /// Who receives.
    pub wallet: Address,
    /// How much.
    pub amount: Amount,
}

/// A CSV file with the columns `wallet` and `amount`, read row by row. Amounts are in one currency.
#[derive(Clone, Debug)]
pub struct InstructionFile {
    path: PathBuf,
    currency: Currency,
}

impl InstructionFile {
    /// The file at `path`, its amounts in `currency`.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>, currency: Currency) -> Self {
        Self { path: path.into(), currency }
    }

    /// What messages call it.
    #[must_use]
    pub fn name(&self) -> String {
        self.path.display().to_string()
    }

    /// Begins at the first row.
    ///
    /// # Errors
    ///
    /// The file can't be read, or doesn't begin with the header.
    pub fn rows(&self) -> Result<Instructions, OperationError> {
        Instructions::open(&self.path, self.currency)
    }
}

/// The rows of a file of movements.
pub struct Instructions {
    file: String,
    currency: Currency,
    reader: csv::Reader<Box<dyn Read + Send>>,
    failed: bool,
}

impl Instructions {
    fn open(path: &Path, currency: Currency) -> Result<Self, OperationError> {
        let file = path.display().to_string();
        let unreadable = |reason: String| OperationError::Unreadable { file: file.clone(), reason };
        let input = File::open(path).map_err(|error| unreadable(error.to_string()))?;
        let input =
            without_bom(BufReader::new(input)).map_err(|error| unreadable(error.to_string()))?;
        let mut reader =
            csv::ReaderBuilder::new().flexible(false).trim(csv::Trim::All).from_reader(input);
        let header = reader.headers().map_err(|error| unreadable(error.to_string()))?;
        if header.iter().ne(COLUMNS) {
            let wrong =
                format!("the first line is `{}`", header.iter().collect::<Vec<_>>().join(","));
            let hint = format!("make it `{}`", COLUMNS.join(","));
            return Err(OperationError::Row { file, line: 1, field: "header", wrong, hint });
        }
        Ok(Self { file, currency, reader, failed: false })
    }

    fn instruction(&self, line: u64, record: &StringRecord) -> Result<Instruction, OperationError> {
        let field = |index| record.get(index).unwrap_or_default();
        let bad = |field, wrong, hint: String| OperationError::Row {
            file: self.file.clone(),
            line,
            field,
            wrong,
            hint,
        };
        let wallet = parse_address(field(0)).map_err(|error| {
            bad("wallet", error.to_string(), "write 0x and 40 hexadecimal digits".to_owned())
        })?;
        let amount = Amount::parse_in(field(1), self.currency)
            .map_err(|error| bad("amount", error.to_string(), error.hint()))?;
        if amount.units() == 0 {
            return Err(bad(
                "amount",
                "nothing would be moved".to_owned(),
                "remove the row".to_owned(),
            ));
        }
        Ok(Instruction { line, wallet, amount })
    }
}

impl Iterator for Instructions {
    type Item = Result<Instruction, OperationError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        let mut record = StringRecord::new();
        let read = self.reader.read_record(&mut record);
        let line =
            record.position().map_or_else(|| self.reader.position().line(), csv::Position::line);
        let row = match read {
            Ok(false) => return None,
            Ok(true) => self.instruction(line, &record),
            Err(error) => {
                let line = error.position().map_or(line, csv::Position::line);
                let wrong = match error.kind() {
                    csv::ErrorKind::Utf8 { .. } => "the text is not valid UTF-8".to_owned(),
                    csv::ErrorKind::UnequalLengths { len, .. } => {
                        format!("the row has {len} fields instead of 2")
                    }
                    _ => error.to_string(),
                };
                let hint = "the file may be cut off; correct the row".to_owned();
                Err(OperationError::Row {
                    file: self.file.clone(),
                    line,
                    field: "row",
                    wrong,
                    hint,
                })
            }
        };
        self.failed = row.is_err();
        Some(row)
    }
}

impl std::fmt::Debug for Instructions {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Instructions").field("file", &self.file).finish_non_exhaustive()
    }
}

/// The input without the mark that some editors put at its beginning.
pub(super) fn without_bom(
    mut input: impl Read + Send + 'static,
) -> std::io::Result<Box<dyn Read + Send>> {
    const BOM: [u8; 3] = [0xef, 0xbb, 0xbf];
    let mut start = Vec::with_capacity(BOM.len());
    input.by_ref().take(BOM.len() as u64).read_to_end(&mut start)?;
    if start == BOM {
        start.clear();
    }
    Ok(Box::new(WithoutReturns(std::io::Cursor::new(start).chain(input))))
}

/// The input without carriage returns, so that lines are counted by their line feeds alone.
struct WithoutReturns<R>(R);

impl<R: Read> Read for WithoutReturns<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        loop {
            let read = self.0.read(buffer)?;
            let mut kept = 0;
            for index in 0..read {
                if buffer[index] != b'\r' {
                    buffer[kept] = buffer[index];
                    kept += 1;
                }
            }
            // Nothing kept is not yet the end.
            if kept > 0 || read == 0 {
                return Ok(kept);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[u8]) -> Result<Vec<Instruction>, OperationError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mint.csv");
        std::fs::write(&path, text).unwrap();
        let rows = InstructionFile::new(&path, "GBP".parse().unwrap()).rows()?;
        rows.collect()
    }

    fn wrong(text: &str) -> String {
        let error = read(text.as_bytes()).unwrap_err().to_string();
        error.split_once("mint.csv:").map_or(error.clone(), |(_, rest)| rest.to_owned())
    }

    const WALLET: &str = "0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f";

    #[test]
    fn rows_are_read_with_bom_crlf_and_quotes() {
        let text =
            format!("\u{feff}wallet,amount\r\n{WALLET},\"GBP 1,000,000\"\r\n{WALLET},0.01\r\n");
        let rows = read(text.as_bytes()).unwrap();
        let short: Vec<_> = rows.iter().map(|row| (row.line, row.amount.to_string())).collect();
        assert_eq!(short, [(2, "GBP 1,000,000".to_owned()), (3, "GBP 0.01".to_owned())]);
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        for (text, expected) in [
            (
                "wallet;amount\n".to_owned(),
                "1: header: the first line is `wallet;amount`; make it `wallet,amount`",
            ),
            (
                format!("wallet,amount\n{WALLET},1\n{WALLET}\n"),
                "3: row: the row has 1 fields instead of 2",
            ),
            (format!("wallet,amount\n{WALLET},-5\n"), "2: amount: "),
            (
                format!("wallet,amount\n{WALLET},0\n"),
                "2: amount: nothing would be moved; remove the row",
            ),
            (format!("wallet,amount\n{WALLET},1e30\n"), "2: amount: "),
            ("wallet,amount\n0x12,5\n".to_owned(), "2: wallet: "),
            (
                format!("wallet,amount\n{},5\n", WALLET.replace("DB", "Db")),
                "2: wallet: the check sum",
            ),
        ] {
            let found = wrong(&text);
            assert!(found.starts_with(expected), "{text:?} gave {found:?}");
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        let error = read(b"wallet,amount\n\xff\xfe,1\n").unwrap_err().to_string();
        assert!(error.contains(":2: row: the text is not valid UTF-8"), "{error}");
    }
}
