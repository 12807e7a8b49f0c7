//! Lines of CSV files as people count them, however a spreadsheet wrote them.

use std::io::Read;

use csv::ByteRecord;

/// The input with its lines ended by line feeds alone, the last one too: a reader of CSV then knows how many it has read.
#[derive(Debug)]
pub struct LineFeeds<R> {
    inner: R,
    /// Whether the last line has no end yet.
    open: bool,
}

impl<R> LineFeeds<R> {
    /// The lines of `inner`.
    pub const fn of(inner: R) -> Self {
        Self { inner, open: false }
    }

    /// The input itself.
    pub const fn inner(&self) -> &R {
        &self.inner
    }
}

impl<R: Read> Read for LineFeeds<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            let read = self.inner.read(buffer)?;
            if read == 0 {
                buffer[0] = b'\n';
                return Ok(usize::from(std::mem::take(&mut self.open)));
            }
            let mut kept = 0;
            for index in 0..read {
                if buffer[index] != b'\r' {
                    buffer[kept] = buffer[index];
                    kept += 1;
                }
            }
            // Nothing kept is not yet the end.
            if kept > 0 {
                self.open = buffer[kept - 1] != b'\n';
                return Ok(kept);
            }
        }
    }
}

/// The line, from 1, on which the row begins that `reader` has just read into `row`, with blanks around its fields left as
/// they are. The reader's own position is before the empty lines that it passes over, and a row may go on over several lines.
pub fn first_line<R: Read>(reader: &csv::Reader<LineFeeds<R>>, row: &ByteRecord) -> u64 {
    let breaks = row.as_slice().iter().filter(|byte| **byte == b'\n').count() as u64;
    reader.position().line().saturating_sub(1 + breaks).max(1)
}

/// The number, from 0, of the first field that goes on over several lines, as it does behind a quotation mark that is not closed.
#[must_use]
pub fn broken_field(row: &ByteRecord) -> Option<usize> {
    row.iter().position(|field| field.trim_ascii().contains(&b'\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, buffer: usize) -> Vec<(u64, String)> {
        let input = LineFeeds::of(text.as_bytes());
        let mut reader = csv::ReaderBuilder::new()
            .buffer_capacity(buffer)
            .has_headers(false)
            .flexible(true)
            .from_reader(input);
        let (mut rows, mut row) = (Vec::new(), ByteRecord::new());
        while reader.read_byte_record(&mut row).unwrap() {
            let first = String::from_utf8_lossy(row.get(0).unwrap_or_default()).into_owned();
            rows.push((first_line(&reader, &row), first));
        }
        rows
    }

    #[test]
    fn a_row_has_the_line_on_which_it_begins() {
        let text = "a,b\n\n\"c\nd\",\"\n\"\ne,f\n\n\n\"g\",h";
        let expected = [(1, "a"), (3, "c\nd"), (6, "e"), (9, "g")];
        let expected: Vec<_> = expected.map(|(line, text)| (line, text.to_owned())).into();
        for text in [text.to_owned(), format!("{text}\n"), text.replace('\n', "\r\n")] {
            for buffer in [1, 2, 3, 8192] {
                assert_eq!(lines(&text, buffer), expected, "{text:?} {buffer}");
            }
        }
        assert!(lines("", 8).is_empty());
    }
}
