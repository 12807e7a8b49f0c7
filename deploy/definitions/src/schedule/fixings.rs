//! Published overnight rates.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;

use super::{BusinessDays, ReferenceName, ScheduleError};
use crate::source::{Advice, Source, SourceError};
use crate::terms::{ReferenceRate, SignedRate, SignedRateError};

/// What is taken for a rate, in millionths: more than it, and a file has basis points in the place of per cent, or another column.
const PLAUSIBLE: std::ops::RangeInclusive<i32> = -999_999..=10_000_000;

/// What overnight rates have been, with room on both sides, in millionths: what lies beyond is read, and said.
const USUAL: std::ops::RangeInclusive<i32> = -50_000..=250_000;

/// Rates by the day they are for.
#[derive(Clone, Debug)]
pub struct Fixings {
    file: String,
    rates: BTreeMap<Date, Fixing>,
}

#[derive(Clone, Copy, Debug)]
struct Fixing {
    rate: SignedRate,
    line: usize,
}

/// A line of a file of fixings that is read, and may be wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FixingDoubt {
    /// The rate is for no day.
    #[error(
        "{file}:{line}: {date} is no day for which {rate} is published, so its rate does not count"
    )]
    NotPublished {
        /// The file.
        file: String,
        /// The line.
        line: usize,
        /// The reference rate.
        rate: ReferenceName,
        /// The day.
        date: Date,
    },
    /// The rate is far from what such rates have been.
    #[error(
        "{file}:{line}: {found} % for {date} is far from what {rate} has been; it counts as it is, in per cent a year"
    )]
    Unusual {
        /// The file.
        file: String,
        /// The line.
        line: usize,
        /// The reference rate.
        rate: ReferenceName,
        /// The day.
        date: Date,
        /// What is there for it.
        found: SignedRate,
    },
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
        let (mut rates, mut at, mut line) = (BTreeMap::new(), 0, 1);
        for record in reader.records() {
            let record = record.map_err(|error| unreadable(source, &error))?;
            let offset = record.position().map_or(0, |position| offset(source, position));
            let (date, rate) = entry(source, offset, &record)?;
            let passed = source.text().get(at..offset).unwrap_or_default();
            line += passed.bytes().filter(|byte| *byte == b'\n').count();
            at = offset;
            if rates.insert(date, Fixing { rate, line }).is_some() {
                let wrong = format!("{date} is there twice");
                return Err(source.problem(offset, "date", wrong, "keep one of the two lines"));
            }
        }
        Ok(Self { file: source.name().to_owned(), rates })
    }

    /// Those that were known at the end of a day: a rate is for a day that has come.
    #[must_use]
    pub fn known_on(&self, day: Date) -> Self {
        let rates = self.rates.range(..=day).map(|(date, fixing)| (*date, *fixing)).collect();
        Self { file: self.file.clone(), rates }
    }

    /// Lines that may be wrong, in the order of days: of days for which the rate is not published, and of rates as there never were.
    ///
    /// # Errors
    ///
    /// A day is beyond the calendars.
    pub fn doubts(&self, of: ReferenceRate) -> Result<Vec<FixingDoubt>, ScheduleError> {
        let (published, rate) = (BusinessDays::of(&[of.centre()]), ReferenceName(of));
        let mut doubts = Vec::new();
        for (date, fixing) in &self.rates {
            let (date, line, file) = (*date, fixing.line, || self.file.clone());
            if !published.contains(date)? {
                doubts.push(FixingDoubt::NotPublished { file: file(), line, rate, date });
            } else if !USUAL.contains(&fixing.rate.millionths()) {
                let found = fixing.rate;
                doubts.push(FixingDoubt::Unusual { file: file(), line, rate, date, found });
            }
        }
        Ok(doubts)
    }

    /// The rate of a day; `None` when it is before or after every day that is known: a file need not have periods that are over.
    pub(super) fn rate(
        &self,
        date: Date,
        needed: Needed,
    ) -> Result<Option<SignedRate>, ScheduleError> {
        if let Some(fixing) = self.rates.get(&date) {
            return Ok(Some(fixing.rate));
        }
        let starts_before = self.rates.range(..date).next().is_some();
        if !starts_before || self.rates.range(date..).next().is_none() {
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
