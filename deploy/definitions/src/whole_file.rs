//! Files that are taken as a whole, read up to a bound.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// The most that a file may have that is taken as a whole. Definitions, documents and lists of rates have thousands of lines,
/// and what is made of them takes many times as much memory; a device such as /dev/zero has no end.
pub const MOST_MEBIBYTES: u64 = 16;

const MOST_BYTES: u64 = MOST_MEBIBYTES << 20;

/// That a file has more than is read of one.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error(
    "it is larger than {MOST_MEBIBYTES} MiB, the most that is read of such a file; check that it is the file that is meant"
)]
struct TooLarge;

/// The content of the file or pipe at `path`.
///
/// # Errors
///
/// It can't be read, or is larger than [`MOST_MEBIBYTES`], which is of the kind [`io::ErrorKind::FileTooLarge`].
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    // One more than may be there tells that there is more.
    File::open(path)?.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, TooLarge));
    }
    Ok(bytes)
}

/// The text of the file or pipe at `path`.
///
/// # Errors
///
/// As [`read`], or it is not UTF-8.
pub fn read_text(path: &Path) -> io::Result<String> {
    io::read_to_string(read(path)?.as_slice())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_the_most_that_is_read_is_read_and_one_byte_more_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("large");
        let file = File::create(&path).unwrap();
        file.set_len(MOST_BYTES).unwrap();
        assert_eq!(read(&path).unwrap().len() as u64, MOST_BYTES);
        file.set_len(MOST_BYTES + 1).unwrap();
        assert_eq!(read(&path).unwrap_err().kind(), io::ErrorKind::FileTooLarge);
    }

    #[test]
    fn a_device_without_an_end_is_refused() {
        let error = read(Path::new("/dev/zero")).unwrap_err();
        assert_eq!(
            error.to_string(),
            "it is larger than 16 MiB, the most that is read of such a file; check that it is the file that is meant"
        );
    }

    #[test]
    fn what_is_no_text_is_refused_as_by_the_standard_library() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bytes");
        std::fs::write(&path, b"id = \xff").unwrap();
        for path in [path.as_path(), folder.path()] {
            let expected = std::fs::read_to_string(path).unwrap_err().to_string();
            assert_eq!(read_text(path).unwrap_err().to_string(), expected);
        }
    }

    #[test]
    fn a_pipe_is_read_to_its_end() {
        use std::io::Write as _;
        use std::os::fd::AsRawFd as _;

        let (reader, mut writer) = io::pipe().unwrap();
        writer.write_all(b"id = 1\n").unwrap();
        drop(writer);
        let path = format!("/dev/fd/{}", reader.as_raw_fd());
        assert_eq!(read(Path::new(&path)).unwrap(), b"id = 1\n");
    }
}
