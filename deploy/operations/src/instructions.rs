//! Files of movements: one recipient and amount a row.

use std::path::PathBuf;

use alloy::primitives::Address;
use corridor_deploy::accounts::parse_address;
use corridor_deploy::identifiers::Currency;
use corridor_deploy::money::Amount;
use corridor_deploy::source::Advice;
use csv::StringRecord;

use super::rows::{Rows, Wrong};
use super::{OperationError, Resolver};

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
#[derive(Clone)]
pub struct InstructionFile<'r> {
    path: PathBuf,
    currency: Currency,
    resolver: Option<&'r Resolver<'r>>,
    is_again: bool,
}

impl std::fmt::Debug for InstructionFile<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("InstructionFile").field("path", &self.path).finish_non_exhaustive()
    }
}

impl<'r> InstructionFile<'r> {
    /// The file at `path`, its amounts in `currency`, its wallets addresses.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>, currency: Currency) -> Self {
        Self { path: path.into(), currency, resolver: None, is_again: false }
    }

    /// The same, where a wallet may be a name that `resolver` knows.
    #[must_use]
    pub fn with_names(self, resolver: &'r Resolver<'r>) -> Self {
        Self { resolver: Some(resolver), ..self }
    }

    /// The same, where rows that another file of the instrument has done are wanted once more if `again` says so.
    #[must_use]
    pub fn again(self, again: bool) -> Self {
        Self { is_again: again, ..self }
    }

    /// Whether rows that another file has done are wanted once more.
    #[must_use]
    pub const fn is_again(&self) -> bool {
        self.is_again
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
    pub fn rows(&self) -> Result<Instructions<'r>, OperationError> {
        let (rows, ()) = Rows::open(&self.path, header)?;
        Ok(Instructions { rows, currency: self.currency, resolver: self.resolver })
    }
}

fn header(header: &StringRecord) -> Result<(), (String, String)> {
    if header.iter().eq(COLUMNS) {
        return Ok(());
    }
    let wrong = format!("the first line is `{}`", header.iter().collect::<Vec<_>>().join(","));
    Err((wrong, format!("make it `{}`", COLUMNS.join(","))))
}

/// The rows of a file of movements.
pub struct Instructions<'r> {
    rows: Rows,
    currency: Currency,
    resolver: Option<&'r Resolver<'r>>,
}

impl std::fmt::Debug for Instructions<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Instructions").field("rows", &self.rows).finish_non_exhaustive()
    }
}

/// The wallet that a cell names: what begins like an address is one.
fn wallet(text: &str, resolver: Option<&Resolver<'_>>) -> Result<Address, Wrong> {
    match resolver.filter(|_| !text.starts_with("0x")) {
        Some(resolver) => resolver(text).map_err(|wrong| {
            ("wallet", wrong, "write a reference, a label or an address".to_owned())
        }),
        None => parse_address(text).map_err(|error| {
            ("wallet", error.to_string(), "write 0x and 40 hexadecimal digits".to_owned())
        }),
    }
}

fn instruction(
    line: u64,
    record: &StringRecord,
    currency: Currency,
    resolver: Option<&Resolver<'_>>,
) -> Result<Instruction, Wrong> {
    let field = |index| record.get(index).unwrap_or_default();
    let wallet = wallet(field(0), resolver)?;
    let amount = Amount::parse_in(field(1), currency)
        .map_err(|error| ("amount", error.to_string(), error.hint()))?;
    if amount.units() == 0 {
        let hint = "remove the row".to_owned();
        return Err(("amount", "nothing would be moved".to_owned(), hint));
    }
    Ok(Instruction { line, wallet, amount })
}

impl Iterator for Instructions<'_> {
    type Item = Result<Instruction, OperationError>;

    fn next(&mut self) -> Option<Self::Item> {
        let (currency, resolver) = (self.currency, self.resolver);
        self.rows.next(|line, record| instruction(line, record, currency, resolver))
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

    /// As spreadsheets write it: everything in quotation marks, and a line break in a cell.
    #[test]
    fn rows_behind_a_quoted_line_break_have_their_line() {
        let text = format!(
            "\u{feff}\"wallet\",\"amount\"\r\n\"{WALLET}\",\"GBP 1,000\r\n\"\r\n\r\n\"{WALLET}\",\"2\"\r\n\"{WALLET}\",\"0\"\r\n"
        );
        assert_eq!(wrong(&text), "6: amount: nothing would be moved; remove the row");
        let rows = read(text.replace("\"0\"", "\"3\"").as_bytes()).unwrap();
        let lines: Vec<_> = rows.iter().map(|row| row.line).collect();
        assert_eq!(lines, [2, 5, 6]);
        let open = text.replacen("\"2\"", "\"2", 1);
        let expected = "5: row: a field goes on over several lines; close its quotation mark, or take the line break out";
        assert_eq!(wrong(&open), expected);
        let short = text.replacen(",\"2\"", "", 1);
        assert!(
            wrong(&short).starts_with("5: row: the row has 1 fields instead of 2"),
            "{}",
            wrong(&short)
        );
    }

    #[test]
    fn names_are_found_where_somebody_knows_them() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mint.csv");
        std::fs::write(&path, format!("wallet,amount\nalice,5\n{WALLET},6\nbob,7\n")).unwrap();
        let known: &Resolver<'_> = &|name: &str| match name {
            "alice" => Ok(Address::repeat_byte(1)),
            _ => Err(format!("nobody is called `{name}`")),
        };
        let file = InstructionFile::new(&path, "GBP".parse().unwrap());
        let of_names: Vec<_> = file.clone().with_names(known).rows().unwrap().collect();
        let wallets = of_names.iter().flatten().map(|row| row.wallet);
        assert_eq!(wallets.collect::<Vec<_>>(), [Address::repeat_byte(1), WALLET.parse().unwrap()]);
        let error = of_names[2].as_ref().unwrap_err().to_string();
        assert!(error.contains(":4: wallet: nobody is called `bob`; write a reference"), "{error}");
        assert!(file.rows().unwrap().next().unwrap().is_err(), "without names `alice` is none");
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        let error = read(b"wallet,amount\n\xff\xfe,1\n").unwrap_err().to_string();
        assert!(error.contains(":2: row: the text is not valid UTF-8"), "{error}");
    }
}
