//! Order books: CSV files with an order a row.

use std::path::Path;

use alloy::primitives::{Address, B256, keccak256};
use corridor_deploy::money::Amount;
use corridor_deploy::source::{Advice, one_of};
use csv::StringRecord;

use super::{IssuePrice, OpenOffering};
use crate::rows::{Rows, Wrong};
use crate::{OperationError, Resolver};

/// The columns that a file may have, in any order; the first two are needed.
const COLUMNS: [&str; 4] = ["investor", "amount", "limit", "allotment"];

/// An order of the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BookOrder {
    /// The line, from 1.
    pub line: u64,
    /// Who takes.
    pub investor: Address,
    /// The most that it takes, smallest units.
    pub units: u128,
    /// The highest price that it pays; any when missing.
    pub limit: Option<IssuePrice>,
    /// What the issuer gives, smallest units, where it decides that itself.
    pub allotment: Option<u128>,
}

/// An order book that was read.
#[derive(Clone, Debug)]
pub struct OrderBook {
    /// What messages call it.
    pub file: String,
    /// Its orders, as they stand.
    pub orders: Vec<BookOrder>,
    /// Hash of what it says.
    pub digest: B256,
}

impl OrderBook {
    /// Reads a CSV file with the columns `investor`, `amount`, and perhaps `limit` and `allotment`, of orders of what is offered.
    ///
    /// # Errors
    ///
    /// The file can't be read, or a row is wrong.
    pub fn load(
        path: &Path,
        offer: &OpenOffering,
        resolver: &Resolver<'_>,
    ) -> Result<Self, OperationError> {
        let (mut rows, places) = Rows::open(path, columns)?;
        let mut orders = Vec::new();
        while let Some(order) = rows.next(|line, row| {
            let cell =
                |column: usize| places[column].and_then(|at| row.get(at)).unwrap_or_default();
            self::order(line, &cell, offer, resolver)
        }) {
            orders.push(order?);
        }
        let digest = keccak256(orders.iter().flat_map(words).collect::<Vec<u8>>());
        Ok(Self { file: path.display().to_string(), orders, digest })
    }

    /// A row that is wrong in this book.
    pub(super) fn wrong(
        &self,
        order: &BookOrder,
        field: &'static str,
        wrong: String,
        hint: &str,
    ) -> OperationError {
        let (file, line, hint) = (self.file.clone(), order.line, hint.to_owned());
        OperationError::Row { file, line, field, wrong, hint }
    }
}

/// What tells one order from another: not its allotment, which is the issuer's.
fn words(order: &BookOrder) -> Vec<u8> {
    let limit = order.limit.map_or_else(|| i64::MIN.to_be_bytes().to_vec(), IssuePrice::bytes);
    [order.investor.as_slice(), &order.units.to_be_bytes(), &limit].concat()
}

fn columns(header: &StringRecord) -> Result<[Option<usize>; 4], (String, String)> {
    let mut places = [None; 4];
    for (at, name) in header.iter().enumerate() {
        let Some(column) = COLUMNS.iter().position(|known| *known == name) else {
            return Err((format!("unknown column `{name}`"), one_of(name, COLUMNS)));
        };
        if places[column].replace(at).is_some() {
            return Err((format!("there are two columns `{name}`"), "remove one".to_owned()));
        }
    }
    for (name, place) in COLUMNS.iter().zip(places).take(2) {
        if place.is_none() {
            let wrong = format!("there is no column `{name}`");
            return Err((wrong, format!("begin the file with `{}`", COLUMNS.join(","))));
        }
    }
    Ok(places)
}

fn order<'r>(
    line: u64,
    cell: &impl Fn(usize) -> &'r str,
    offer: &OpenOffering,
    resolver: &Resolver<'_>,
) -> Result<BookOrder, Wrong> {
    let investor = resolver(cell(0)).map_err(|wrong| {
        ("investor", wrong, "write a reference, a label or an address".to_owned())
    })?;
    let amount = |field: &'static str, text: &str| {
        Amount::parse_in(text, offer.leg.currency)
            .map_err(|error| (field, error.to_string(), error.hint()))
    };
    let units = amount("amount", cell(1))?.units();
    if units == 0 {
        let hint = "remove the row".to_owned();
        return Err(("amount", "nothing is ordered".to_owned(), hint));
    }
    let limit = match cell(2) {
        "" => None,
        text => Some(IssuePrice::limit(text, &offer.leg, &offer.cash)?),
    };
    let allotment = match cell(3) {
        "" => None,
        text => Some(amount("allotment", text)?.units()),
    };
    Ok(BookOrder { line, investor, units, limit, allotment })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::CashHandle;
    use corridor_deploy::explain::LegHandle;

    fn offer(currency: &str) -> OpenOffering {
        let (token, symbol) = (Address::ZERO, "tGBP".to_owned());
        let currency = currency.parse().unwrap();
        let (instrument, leg) = ("one".to_owned(), "leg".to_owned());
        OpenOffering {
            leg: LegHandle { instrument, leg, token, currency },
            cash: CashHandle { symbol, token, decimals: 6, currency: None },
            proceeds: Address::ZERO,
            price: IssuePrice::PerShare(1),
        }
    }

    fn read(text: &str) -> Result<OrderBook, String> {
        read_in("GBP", text)
    }

    fn read_in(currency: &str, text: &str) -> Result<OrderBook, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("orders.csv");
        std::fs::write(&path, text).unwrap();
        let resolver = |name: &str| match name {
            "alice" => Ok(Address::repeat_byte(1)),
            _ => Err(format!("nobody is called `{name}`")),
        };
        OrderBook::load(&path, &offer(currency), &resolver).map_err(|error| {
            let text = error.to_string();
            text.split_once("orders.csv:").map_or(text.clone(), |(_, rest)| rest.to_owned())
        })
    }

    #[test]
    fn limits_and_allotments_may_be_missing() {
        let book = read("amount,investor,limit\n\"GBP 1,000\",alice,99.5\n5,alice,\n").unwrap();
        let limits: Vec<_> = book.orders.iter().map(|order| (order.units, order.limit)).collect();
        let at = "99.5".parse().ok().map(IssuePrice::PerCent);
        assert_eq!(limits, [(100_000, at), (500, None)]);
        let again = read("investor,amount,limit\nalice,1000,99.5\nalice,5,\n").unwrap();
        assert_eq!(again.digest, book.digest);
        let other = read("investor,amount,limit\nalice,1000,99.4\nalice,5,\n").unwrap();
        assert_ne!(other.digest, book.digest);
    }

    #[test]
    fn shares_have_their_price_in_cash() {
        let book = read_in("UNIT", "investor,amount,limit\nalice,5 shares,\"1,012.5\"\nalice,7,\n")
            .unwrap();
        let limits: Vec<_> = book.orders.iter().map(|order| (order.units, order.limit)).collect();
        assert_eq!(limits, [(5, Some(IssuePrice::PerShare(1_012_500_000))), (7, None)]);
        for (row, expected) in [
            ("alice,5,-1", "2: limit: `-1` is no amount of tGBP"),
            ("alice,0.5,1", "2: amount: amount `0.5` is finer than"),
            ("alice,GBP 5,1", "2: amount: "),
        ] {
            let found = read_in("UNIT", &format!("investor,amount,limit\n{row}\n")).unwrap_err();
            assert!(found.starts_with(expected), "{row:?} gave {found:?}");
        }
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        for (text, expected) in [
            ("investor\n", "1: header: there is no column `amount`; begin the file with"),
            ("investor,sum\n", "1: header: unknown column `sum`"),
            ("investor,amount,amount\n", "1: header: there are two columns `amount`; remove one"),
            ("investor,amount\nbob,5\n", "2: investor: nobody is called `bob`"),
            ("investor,amount\nalice,0\n", "2: amount: nothing is ordered; remove the row"),
            ("investor,amount,limit\nalice,5,1e2\n", "2: limit: `1e2` is not a per cent figure"),
            ("investor,amount,limit\nalice,5,-1\n", "2: limit: `-1` is negative"),
            ("investor,amount,allotment\nalice,5,x\n", "2: allotment: "),
        ] {
            let found = read(text).unwrap_err();
            assert!(found.starts_with(expected), "{text:?} gave {found:?}");
        }
    }
}
