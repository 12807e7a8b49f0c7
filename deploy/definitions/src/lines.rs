//! Lines of CSV files as people count them, however a spreadsheet wrote them.

use std::io::Read;

use csv::ByteRecord;

/// The input with its lines ended by line feeds alone, the last one too: a reader of CSV then knows how many it has read. Carriage
/// returns that stand alone end a line as well.
#[derive(Debug)]
pub struct LineFeeds<R> {
    inner: R,
    /// Whether the last line has no end yet.
    open: bool,
    /// Whether the last byte was a carriage return, of whose line a line feed may still be the end.
    returned: bool,
    /// Whether there is nothing more.
    ended: bool,
}

impl<R> LineFeeds<R> {
    /// The lines of `inner`.
    pub const fn of(inner: R) -> Self {
        Self { inner, open: false, returned: false, ended: false }
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
                let more = std::mem::take(&mut self.open);
                self.ended = !more;
                return Ok(usize::from(more));
            }
            let mut kept = 0;
            for index in 0..read {
                let byte = buffer[index];
                let is_counted = byte == b'\n' && self.returned;
                self.returned = byte == b'\r';
                if !is_counted {
                    buffer[kept] = if self.returned { b'\n' } else { byte };
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
/// they are. The reader's own position is before the empty lines that it passes over, and a row may go on over several lines; it
/// ends with one, unless a quotation mark is open to the end of the input.
pub fn first_line<R: Read>(reader: &csv::Reader<LineFeeds<R>>, row: &ByteRecord) -> u64 {
    let breaks = row.as_slice().iter().filter(|byte| **byte == b'\n').count() as u64;
    let end = u64::from(!reader.get_ref().ended);
    reader.position().line().saturating_sub(end + breaks).max(1)
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
        let others = [format!("{text}\n"), text.replace('\n', "\r\n"), text.replace('\n', "\r")];
        for text in others.into_iter().chain([text.to_owned()]) {
            for buffer in [1, 2, 3, 8192] {
                assert_eq!(lines(&text, buffer), expected, "{text:?} {buffer}");
            }
        }
        assert!(lines("", 8).is_empty());
    }

    #[test]
    fn a_row_that_nothing_closes_has_the_line_on_which_it_begins() {
        for (text, expected) in [
            ("a,b\nc,\"d\n", (2, "c")),
            ("a,b\n\nc,\"d\ne,f\n", (3, "c")),
            ("a,b\nc,\"d\ne,f", (2, "c")),
            ("a,b\nc,\"d\n\"\n", (2, "c")),
        ] {
            for buffer in [1, 3, 8192] {
                let found = lines(text, buffer);
                let (line, first) = found.last().expect("a row");
                assert_eq!((*line, first.as_str()), expected, "{text:?} {buffer}");
            }
        }
    }
}
