//! Sorting more rows than memory should hold: sorted runs in a file without a name, merged while they are read.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;

/// Bytes of rows that are kept in memory before they are written out as a run.
const MEMORY: usize = 2 << 20;

/// Bytes of a run that are read at once.
const READ: usize = 16 << 10;

/// Collects rows of `N` bytes and gives them back in the order of their bytes. What doesn't fit into memory goes to a file
/// that has no name and is gone with the process.
#[derive(Debug)]
pub(super) struct Sorter<const N: usize> {
    rows: Vec<[u8; N]>,
    file: File,
    runs: Vec<u64>,
    capacity: usize,
}

impl<const N: usize> Sorter<N> {
    /// A sorter whose runs are written into `folder`, or into the folder of temporary files.
    pub(super) fn new(folder: Option<&Path>) -> io::Result<Self> {
        let file = folder.map_or_else(tempfile::tempfile, tempfile::tempfile_in)?;
        Ok(Self { rows: Vec::new(), file, runs: vec![0], capacity: (MEMORY / N).max(1) })
    }

    pub(super) fn push(&mut self, row: [u8; N]) -> io::Result<()> {
        if self.rows.len() == self.capacity {
            self.spill()?;
        }
        self.rows.push(row);
        Ok(())
    }

    /// The rows in order.
    pub(super) fn finish(mut self) -> io::Result<Sorted<N>> {
        if self.runs.len() == 1 {
            self.rows.sort_unstable();
            return Ok(Sorted::Memory(self.rows.into_iter()));
        }
        self.spill()?;
        let Self { file, runs, .. } = self;
        let mut sources: Vec<Run> = runs
            .iter()
            .zip(runs.iter().skip(1))
            .map(|(from, to)| Run { next: *from, end: *to, buffer: Vec::new(), at: 0 })
            .collect();
        let mut heap = BinaryHeap::with_capacity(sources.len());
        for (index, run) in sources.iter_mut().enumerate() {
            heap.extend(run.row::<N>(&file)?.map(|row| Reverse((row, index))));
        }
        Ok(Sorted::Merge { file, runs: sources, heap })
    }

    fn spill(&mut self) -> io::Result<()> {
        self.rows.sort_unstable();
        let start = self.runs.last().copied().unwrap_or_default();
        self.file.write_all_at(self.rows.as_flattened(), start)?;
        self.runs.push(start + (self.rows.len() * N) as u64);
        self.rows.clear();
        Ok(())
    }
}

/// Rows in the order of their bytes.
#[derive(Debug)]
pub(super) enum Sorted<const N: usize> {
    /// All of them were in memory.
    Memory(std::vec::IntoIter<[u8; N]>),
    /// The lowest row of each run is on the heap.
    Merge {
        /// Where the runs are.
        file: File,
        /// What is left of them.
        runs: Vec<Run>,
        /// Their lowest rows.
        heap: BinaryHeap<Reverse<([u8; N], usize)>>,
    },
}

impl<const N: usize> Iterator for Sorted<N> {
    type Item = io::Result<[u8; N]>;

    fn next(&mut self) -> Option<Self::Item> {
        let (file, runs, heap) = match self {
            Self::Memory(rows) => return rows.next().map(Ok),
            Self::Merge { file, runs, heap } => (file, runs, heap),
        };
        let Reverse((lowest, index)) = heap.pop()?;
        match runs[index].row::<N>(file) {
            Ok(following) => heap.extend(following.map(|row| Reverse((row, index)))),
            Err(error) => return Some(Err(error)),
        }
        Some(Ok(lowest))
    }
}

/// A sorted run of the file.
#[derive(Debug)]
pub(super) struct Run {
    next: u64,
    end: u64,
    buffer: Vec<u8>,
    at: usize,
}

impl Run {
    fn row<const N: usize>(&mut self, file: &File) -> io::Result<Option<[u8; N]>> {
        if self.at == self.buffer.len() {
            let rows = ((self.end - self.next) / N as u64).min((READ / N).max(1) as u64);
            self.buffer.resize(rows as usize * N, 0);
            file.read_exact_at(&mut self.buffer, self.next)?;
            self.next += self.buffer.len() as u64;
            self.at = 0;
        }
        let row = self.buffer[self.at..].first_chunk::<N>().copied();
        self.at += row.map_or(0, |_| N);
        Ok(row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(rows: &[[u8; 4]], capacity: usize) -> Vec<[u8; 4]> {
        let mut sorter = Sorter::<4>::new(None).unwrap();
        sorter.capacity = capacity;
        rows.iter().for_each(|row| sorter.push(*row).unwrap());
        sorter.finish().unwrap().map(Result::unwrap).collect()
    }

    #[test]
    fn rows_come_back_in_order_however_many_runs_there_are() {
        let rows: Vec<[u8; 4]> = (0..1_000_u32)
            .map(|row| (row.wrapping_mul(2_654_435_761) >> 20).to_be_bytes())
            .collect();
        let mut expected = rows.clone();
        expected.sort_unstable();
        for capacity in [1, 7, 250, 999, 1_000, 1_001] {
            assert_eq!(sorted(&rows, capacity), expected, "runs of {capacity}");
        }
        assert!(sorted(&[], 3).is_empty());
    }
}
