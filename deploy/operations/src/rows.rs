//! CSV files with a header, read row by row: what every file of movements has in common.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use csv::StringRecord;

use super::OperationError;

/// What is wrong in which field, and what to do.
pub(super) type Wrong = (&'static str, String, String);

/// The rows of a file. After one that is wrong there are no more.
pub(super) struct Rows {
    file: String,
    reader: csv::Reader<Box<dyn Read + Send>>,
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
        let input =
            without_bom(BufReader::new(input)).map_err(|error| unreadable(error.to_string()))?;
        let mut reader =
            csv::ReaderBuilder::new().flexible(false).trim(csv::Trim::All).from_reader(input);
        let header = reader.headers().map_err(|error| unreadable(error.to_string()))?;
        let columns = columns(header).map_err(|(wrong, hint)| {
            let file = file.clone();
            OperationError::Row { file, line: 1, field: "header", wrong, hint }
        })?;
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
        let line =
            record.position().map_or_else(|| self.reader.position().line(), csv::Position::line);
        let (line, row) = match found {
            Ok(false) => return None,
            Ok(true) => (line, read(line, &record)),
            Err(error) => {
                (error.position().map_or(line, csv::Position::line), Err(cut_off(&error)))
            }
        };
        self.failed = row.is_err();
        Some(row.map_err(|(field, wrong, hint)| OperationError::Row {
            file: self.file.clone(),
            line,
            field,
            wrong,
            hint,
        }))
    }
}

impl std::fmt::Debug for Rows {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Rows").field("file", &self.file).finish_non_exhaustive()
    }
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

/// The input without the mark that some editors put at its beginning.
fn without_bom(mut input: impl Read + Send + 'static) -> std::io::Result<Box<dyn Read + Send>> {
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
