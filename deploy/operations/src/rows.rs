//! CSV files with a header, read row by row: what every file of movements has in common.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use corridor_deploy::lines::{LineFeeds, broken_field, first_line};
use corridor_deploy::text::shown;
use csv::StringRecord;

use super::OperationError;

/// What is wrong in which field, and what to do.
pub(super) type Wrong = (&'static str, String, String);

/// The rows of a file. After one that is wrong there are no more.
pub(super) struct Rows {
    file: String,
    reader: csv::Reader<LineFeeds<BufReader<File>>>,
    failed: bool,
}

impl Rows {
    /// Begins at the first row; the header beside it has been read by `columns`.
    ///
    /// # Errors
    ///
    /// The file can't be read, or `columns` says what is wrong with its header and what to do.
    pub(super) fn open<C>(
        path: &Path,
        columns: impl FnOnce(&StringRecord) -> Result<C, (String, String)>,
    ) -> Result<(Self, C), OperationError> {
        let file = path.display().to_string();
        let unreadable = |reason: String| OperationError::Unreadable { file: file.clone(), reason };
        let input = File::open(path).map_err(|error| unreadable(error.to_string()))?;
        let mut reader = csv::ReaderBuilder::new()
            .flexible(false)
            .trim(csv::Trim::Headers)
            .from_reader(LineFeeds::of(BufReader::new(input)));
        let header = reader.headers().map_err(|error| unreadable(error.to_string()))?;
        let columns =
            columns(header).map_err(|(wrong, hint)| in_row(&file, 1, ("header", wrong, hint)))?;
        Ok((Self { file, reader, failed: false }, columns))
    }

    /// The next row as `read` reads it, given its line.
    pub(super) fn next<T>(
        &mut self,
        read: impl FnOnce(u64, &StringRecord) -> Result<T, Wrong>,
    ) -> Option<Result<T, OperationError>> {
        if self.failed {
            return None;
        }
        let mut record = StringRecord::new();
        let found = self.reader.read_record(&mut record);
        let line = first_line(&self.reader, record.as_byte_record());
        let is_broken = broken_field(record.as_byte_record()).is_some();
        let uneven =
            |error: &csv::Error| matches!(error.kind(), csv::ErrorKind::UnequalLengths { .. });
        let (line, row) = match found {
            Ok(false) => return None,
            Ok(true) if !is_broken => {
                record.trim();
                (line, read(line, &record))
            }
            Ok(true) => (line, Err(broken())),
            Err(error) if uneven(&error) => {
                (line, Err(if is_broken { broken() } else { cut_off(&error) }))
            }
            Err(error) => {
                (error.position().map_or(line, csv::Position::line), Err(cut_off(&error)))
            }
        };
        self.failed = row.is_err();
        Some(row.map_err(|wrong| in_row(&self.file, line, wrong)))
    }
}

impl std::fmt::Debug for Rows {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Rows").field("file", &self.file).finish_non_exhaustive()
    }
}

fn in_row(file: &str, line: u64, (field, wrong, hint): Wrong) -> OperationError {
    let (wrong, hint) = (shown(&wrong).into_owned(), shown(&hint).into_owned());
    OperationError::Row { file: file.to_owned(), line, field, wrong, hint }
}

fn broken() -> Wrong {
    let hint = "close its quotation mark, or take the line break out";
    ("row", "a field goes on over several lines".to_owned(), hint.to_owned())
}

fn cut_off(error: &csv::Error) -> Wrong {
    let wrong = match error.kind() {
        csv::ErrorKind::Utf8 { .. } => "the text is not valid UTF-8".to_owned(),
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("the row has {len} fields instead of {expected_len}")
        }
        _ => error.to_string(),
    };
    ("row", wrong, "the file may be cut off; correct the row".to_owned())
}
