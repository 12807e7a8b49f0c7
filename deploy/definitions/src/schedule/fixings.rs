//! Published overnight rates.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;

use super::{ReferenceName, ScheduleError};
use crate::source::{Advice, Source, SourceError};
use crate::terms::{ReferenceRate, SignedRate, SignedRateError};

/// What is taken for a rate, in millionths: more than it, and a file has basis points in the place of per cent, or another column.
const PLAUSIBLE: std::ops::RangeInclusive<i32> = -999_999..=10_000_000;

/// Rates by the day they are for.
#[derive(Clone, Debug)]
pub struct Fixings {
    file: String,
    rates: BTreeMap<Date, SignedRate>,
}

/// A period that needs rates, for messages.
#[derive(Clone, Copy, Debug)]
pub(super) struct Needed {
    pub(super) rate: ReferenceRate,
    pub(super) start: Date,
    pub(super) end: Date,
}

impl Fixings {
    /// Reads a CSV file with the columns `date` (ISO 8601) and `rate` (per cent, below zero with a minus sign), in any order of lines.
    pub fn read(path: &Path) -> Result<Self, SourceError> {
        Self::parse(&Source::read(path)?)
    }

    /// Parses and checks the text of such a file.
    pub fn parse(source: &Source) -> Result<Self, SourceError> {
        let mut reader = csv::ReaderBuilder::new()
            .trim(csv::Trim::All)
            .comment(Some(b'#'))
            .from_reader(source.text().as_bytes());
        let headers = reader.headers().map_err(|error| unreadable(source, &error))?;
        if headers.iter().ne(["date", "rate"]) {
            let hint = "begin the file with the line date,rate";
            return Err(source.problem(0, "", "the columns are not date and rate", hint));
        }
        let mut rates = BTreeMap::new();
        for record in reader.records() {
            let record = record.map_err(|error| unreadable(source, &error))?;
            let offset = record.position().map_or(0, |position| offset(source, position));
            let (date, rate) = entry(source, offset, &record)?;
            if rates.insert(date, rate).is_some() {
                let wrong = format!("{date} is there twice");
                return Err(source.problem(offset, "date", wrong, "keep one of the two lines"));
            }
        }
        Ok(Self { file: source.name().to_owned(), rates })
    }

    /// Those that were known at the end of a day: a rate is for a day that has come.
    #[must_use]
    pub fn known_on(&self, day: Date) -> Self {
        let rates = self.rates.range(..=day).map(|(date, rate)| (*date, *rate)).collect();
        Self { file: self.file.clone(), rates }
    }

    /// The rate of a day; `None` when it is after every day that is known.
    pub(super) fn rate(
        &self,
        date: Date,
        needed: Needed,
    ) -> Result<Option<SignedRate>, ScheduleError> {
        if let Some(rate) = self.rates.get(&date) {
            return Ok(Some(*rate));
        }
        if self.rates.last_key_value().is_none_or(|(last, _)| *last < date) {
            return Ok(None);
        }
        Err(ScheduleError::MissingFixing {
            file: self.file.clone(),
            rate: ReferenceName(needed.rate),
            date,
            start: needed.start,
            end: needed.end,
        })
    }
}

fn entry(
    source: &Source,
    offset: usize,
    record: &csv::StringRecord,
) -> Result<(Date, SignedRate), SourceError> {
    let text = record.get(0).unwrap_or_default();
    let date: Date = text.parse().ok().filter(|_| text.len() == 10).ok_or_else(|| {
        let wrong = format!("`{text}` is not a date");
        source.problem(offset, "date", wrong, "write a day that exists, e.g. 2026-11-20")
    })?;
    let rate = record.get(1).unwrap_or_default().parse();
    let rate: SignedRate = rate.map_err(|error: SignedRateError| {
        source.problem(offset, "rate", error.to_string(), error.hint())
    })?;
    if !PLAUSIBLE.contains(&rate.millionths()) {
        let wrong = format!("{rate} % is no overnight rate that was ever published");
        let hint = "write it in per cent a year: \"4.25\" is 4.25 of a hundred";
        return Err(source.problem(offset, "rate", wrong, hint));
    }
    Ok((date, rate))
}

fn unreadable(source: &Source, error: &csv::Error) -> SourceError {
    let offset = error.position().map_or(0, |position| offset(source, position));
    let wrong = match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("{len} columns where there are {expected_len} above")
        }
        _ => error.to_string(),
    };
    source.problem(offset, "", wrong, "write date and rate, with a comma between them")
}

/// Where the row begins before which the reader stood: behind the end of the line before, empty lines and comments.
fn offset(source: &Source, position: &csv::Position) -> usize {
    let text = source.text();
    let mut at = usize::try_from(position.byte()).unwrap_or(usize::MAX).min(text.len());
    while let Some(rest) = text.get(at..) {
        at += match rest.bytes().next() {
            Some(b'\r' | b'\n') => 1,
            Some(b'#') => rest.find('\n').unwrap_or(rest.len()),
            _ => break,
        };
    }
    at
}
