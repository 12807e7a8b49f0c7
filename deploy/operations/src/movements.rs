//! Files of movements of any kind, to ask about: one movement a row.

use std::path::PathBuf;

use alloy::primitives::{Address, U256};
use corridor_deploy::calendar::UtcDay;
use corridor_deploy::explain::Question;
use corridor_deploy::identifiers::Currency;
use corridor_deploy::money::Amount;
use corridor_deploy::source::{Advice, one_of};
use corridor_deploy::vocabulary::{Movement, UnknownTerm};
use csv::StringRecord;
use jiff::Timestamp;

use super::OperationError;
use super::rows::{Rows, Wrong};

/// The columns that a file may have, in any order; only the amount is needed.
const COLUMNS: [&str; 7] = ["kind", "from", "to", "operator", "amount", "at", "cash"];

/// The place of the amount among them.
const AMOUNT: usize = 4;

/// Finds the address of a name, or says why there is none.
pub type Resolver<'r> = dyn Fn(&str) -> Result<Address, String> + Send + Sync + 'r;

/// A row of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MovementRow {
    /// The line, from 1.
    pub line: u64,
    /// What is asked.
    pub question: Question,
}

/// A CSV file with a header and a movement a row, read row by row. Amounts are in one currency.
#[derive(Clone, Debug)]
pub struct MovementFile {
    path: PathBuf,
    currency: Currency,
}

impl MovementFile {
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
    /// The file can't be read, or its header names no amount, or a column that there is not.
    pub fn rows<'r>(&self, resolver: &'r Resolver<'r>) -> Result<Movements<'r>, OperationError> {
        let (rows, columns) = Rows::open(&self.path, columns)?;
        Ok(Movements { rows, reader: RowReader { currency: self.currency, columns, resolver } })
    }
}

/// Where each column stands.
fn columns(header: &StringRecord) -> Result<[Option<usize>; COLUMNS.len()], (String, String)> {
    let mut places = [None; COLUMNS.len()];
    for (place, name) in header.iter().enumerate() {
        let column = COLUMNS.iter().position(|column| *column == name);
        let column =
            column.ok_or_else(|| (format!("unknown column `{name}`"), one_of(name, COLUMNS)))?;
        if places[column].replace(place).is_some() {
            return Err((format!("there are two columns `{name}`"), "remove one".to_owned()));
        }
    }
    match places[AMOUNT] {
        Some(_) => Ok(places),
        None => Err((
            "there is no column `amount`".to_owned(),
            format!("begin with the names of columns, of {}", COLUMNS.join(", ")),
        )),
    }
}

/// The rows of a file of movements.
#[derive(Debug)]
pub struct Movements<'r> {
    rows: Rows,
    reader: RowReader<'r>,
}

/// How a row is understood.
struct RowReader<'r> {
    currency: Currency,
    columns: [Option<usize>; COLUMNS.len()],
    resolver: &'r Resolver<'r>,
}

impl std::fmt::Debug for RowReader<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("RowReader").field("columns", &self.columns).finish_non_exhaustive()
    }
}

impl RowReader<'_> {
    fn question(&self, record: &StringRecord) -> Result<Question, Wrong> {
        let field = |column: usize| {
            let text = self.columns[column].and_then(|place| record.get(place));
            text.filter(|text| !text.is_empty())
        };
        let wallet = |column: usize| {
            let found = field(column).map(|name| (self.resolver)(name)).transpose();
            let hint = "write an address, a label, or the reference of an investor".to_owned();
            found.map_err(|wrong| (COLUMNS[column], wrong, hint))
        };
        let movement = field(0).map_or(Ok(Movement::TRANSFER), |text| {
            text.parse().map_err(|error: UnknownTerm| ("kind", error.to_string(), error.hint()))
        })?;
        let amount = match field(AMOUNT) {
            // A coupon moves no units.
            None if movement == Movement::COUPON => Amount::from_units(0, self.currency),
            text => Amount::parse_in(text.unwrap_or_default(), self.currency)
                .map_err(|error| ("amount", error.to_string(), error.hint()))?,
        };
        let at = field(5).map(moment).transpose()?;
        let (from, to) = (wallet(1)?, wallet(2)?);
        let question = Question::new(movement, from, to, U256::from(amount.units()));
        if let Some((party, wrong)) = question.stray_party() {
            return Err((party, wrong, "leave the cell empty".to_owned()));
        }
        Ok(Question { operator: wallet(3)?, cash: wallet(6)?, at, ..question })
    }
}

/// The first second of a day, or a time, in unix seconds.
fn moment(text: &str) -> Result<u64, Wrong> {
    if let Ok(day) = text.parse::<UtcDay>() {
        return Ok(day.start_seconds());
    }
    let time = text.parse::<Timestamp>().ok().and_then(|time| u64::try_from(time.as_second()).ok());
    time.ok_or_else(|| {
        let hint = "write a day such as 2026-12-31, or a time such as 2026-12-31T12:00:00Z";
        ("at", format!("`{text}` is no day and no time"), hint.to_owned())
    })
}

impl Iterator for Movements<'_> {
    type Item = Result<MovementRow, OperationError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.rows
            .next(|line, record| Ok(MovementRow { line, question: self.reader.question(record)? }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<MovementRow>, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("movements.csv");
        std::fs::write(&path, text).unwrap();
        let resolver = |name: &str| match name {
            "alice" => Ok(Address::repeat_byte(1)),
            "bob" => Ok(Address::repeat_byte(2)),
            _ => Err(format!("nobody is called `{name}`")),
        };
        let file = MovementFile::new(&path, "GBP".parse().unwrap());
        let rows = file.rows(&resolver).and_then(Iterator::collect);
        rows.map_err(|error| {
            let text = error.to_string();
            text.split_once("movements.csv:").map_or(text.clone(), |(_, rest)| rest.to_owned())
        })
    }

    #[test]
    fn columns_may_stand_in_any_order_and_be_empty() {
        let rows = read(
            "amount,to,kind,at,from,cash\r\n\"GBP 1,000\",alice,issue,,,\r\n5,bob,,2027-01-01,alice,bob\r\n",
        )
        .unwrap();
        let [alice, bob] = [1, 2].map(Address::repeat_byte);
        let pence = U256::from(100);
        let second = Question {
            at: Some(UtcDay::from_date("2027-01-01".parse().unwrap()).unwrap().start_seconds()),
            cash: Some(bob),
            ..Question::transfer(alice, bob, U256::from(5) * pence)
        };
        let first = Question::issue(alice, U256::from(1_000) * pence);
        assert_eq!(
            rows,
            [MovementRow { line: 2, question: first }, MovementRow { line: 3, question: second }]
        );
    }

    #[test]
    fn a_coupon_needs_no_amount() {
        let rows = read("amount,kind,to\n,coupon,alice\n").unwrap();
        let question =
            Question::new(Movement::COUPON, None, Some(Address::repeat_byte(1)), U256::ZERO);
        assert_eq!(rows, [MovementRow { line: 2, question }]);
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        for (text, expected) in [
            ("from,to\n", "1: header: there is no column `amount`"),
            ("amount,fom\n", "1: header: unknown column `fom`"),
            ("amount,amount\n", "1: header: there are two columns `amount`; remove one"),
            ("amount,to\n5,alice\n5\n", "3: row: the row has 1 fields instead of 2"),
            ("amount,to\n5,carol\n", "2: to: nobody is called `carol`"),
            ("amount,to\n,alice\n", "2: amount: "),
            ("amount,kind\n5,gift\n", "2: kind: "),
            (
                "amount,kind,from\n5,issue,alice\n",
                "2: from: nobody gives in a movement of kind `issue`; leave",
            ),
            (
                "amount,kind,from\n5,coupon,alice\n",
                "2: from: nobody gives in a movement of kind `coupon`",
            ),
            (
                "amount,kind,to\n5,redeem,alice\n",
                "2: to: nobody receives in a movement of kind `redeem`",
            ),
            ("amount,at\n5,soon\n", "2: at: `soon` is no day and no time"),
        ] {
            let found = read(text).unwrap_err();
            assert!(found.starts_with(expected), "{text:?} gave {found:?}");
        }
    }
}
