//! Which range of blocks is asked for next, and how long ranges are.

/// Bytes of an answer above which the next range is halved, and a quarter of which lets it grow again: some 12,000 logs.
pub(super) const MANY_BYTES: usize = 8_000_000;

/// Blocks of the first range: how many logs a block has is not known yet, and a range of all of them might not fit the memory.
pub(super) const FIRST_SPAN: u64 = 16;

/// A range of blocks, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Range {
    pub(super) from: u64,
    pub(super) to: u64,
}

impl Range {
    pub(super) const fn blocks(self) -> u64 {
        self.to - self.from + 1
    }
}

/// Ranges in order, each block in one of them. A range that an endpoint refuses is halved, one that brings much too, and one that
/// brings little is doubled.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ranges {
    /// The first block that was not read yet.
    next: u64,
    /// The first block that was not asked for yet; nothing when all were.
    unasked: Option<u64>,
    last: u64,
    span: u64,
    most: u64,
}

impl Ranges {
    /// From block `first` through `last`, at most `most` blocks at a time.
    pub(super) fn new(first: u64, last: u64, most: u64) -> Self {
        let most = most.max(1);
        let unasked = (first <= last).then_some(first);
        Self { next: first, unasked, last, span: most.min(FIRST_SPAN), most }
    }

    /// The first block that was not read yet.
    pub(super) const fn position(&self) -> u64 {
        self.next
    }

    /// The range to ask for after those that were asked for; nothing when there is none.
    pub(super) fn ask(&mut self) -> Option<Range> {
        let from = self.unasked?;
        let to = self.last.min(from.saturating_add(self.span - 1));
        self.unasked = (to < self.last).then(|| to + 1);
        Some(Range { from, to })
    }

    /// Goes on behind a range that brought so many bytes. The span adapts, but ranges that were on their way when it last changed say
    /// nothing new.
    pub(super) fn was_read(&mut self, range: Range, bytes: usize) {
        self.next = range.to.saturating_add(1);
        if range.blocks() != self.span {
            return;
        }
        if bytes > MANY_BYTES {
            self.span = (self.span / 2).max(1);
        } else if bytes < MANY_BYTES / 4 {
            self.span = self.most.min(self.span.saturating_mul(2));
        }
    }

    /// Goes back to a range of several blocks that was refused. What an endpoint refused to answer is its limit: no range grows to it
    /// again.
    pub(super) fn was_refused(&mut self, range: Range) {
        self.span = (range.blocks() / 2).max(1);
        self.most = self.span;
        self.ask_again_from(range);
    }

    /// Goes back to a range that was not read, and forgets what was asked for behind it.
    pub(super) fn ask_again_from(&mut self, range: Range) {
        self.unasked = Some(range.from);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;

    use proptest::prelude::*;

    use super::*;

    /// The ranges that are asked for next, as many as `count`.
    fn asked(ranges: &mut Ranges, count: usize) -> Vec<(u64, u64)> {
        let range = |_| ranges.ask().map(|range| (range.from, range.to));
        (0..count).filter_map(range).collect()
    }

    /// Reads the next range, which brings so many bytes, and says how many blocks it had.
    fn read(ranges: &mut Ranges, bytes: usize) -> u64 {
        let range = ranges.ask().expect("a range");
        ranges.was_read(range, bytes);
        range.blocks()
    }

    #[test]
    fn ranges_that_bring_little_grow_to_the_most_that_is_allowed() {
        let mut ranges = Ranges::new(0, 10_000, 100);
        let spans: Vec<u64> = (0..5).map(|_| read(&mut ranges, 0)).collect();
        assert_eq!(spans, [16, 32, 64, 100, 100]);
        assert_eq!(ranges.position(), 16 + 32 + 64 + 100 + 100);
        assert_eq!(read(&mut Ranges::new(0, 10_000, 3), 0), 3, "never more than the most");
        assert_eq!(read(&mut Ranges::new(0, 10_000, 0), 0), 1, "never less than a block");
    }

    #[test]
    fn ranges_that_bring_much_shrink_to_a_block_and_grow_again() {
        let mut ranges = Ranges::new(0, 10_000, 1_000);
        let spans: Vec<u64> = (0..6).map(|_| read(&mut ranges, MANY_BYTES + 1)).collect();
        assert_eq!(spans, [16, 8, 4, 2, 1, 1]);
        // What is neither much nor little leaves the span as it is.
        let spans: Vec<u64> = [MANY_BYTES, MANY_BYTES / 4, 0, 0, 0]
            .into_iter()
            .map(|bytes| read(&mut ranges, bytes))
            .collect();
        assert_eq!(spans, [1, 1, 1, 2, 4]);
    }

    #[test]
    fn a_range_that_was_on_its_way_when_the_span_changed_changes_it_no_more() {
        let mut ranges = Ranges::new(0, 10_000, 1_000);
        let on_their_way: Vec<Range> = (0..3).filter_map(|_| ranges.ask()).collect();
        for range in on_their_way {
            ranges.was_read(range, MANY_BYTES + 1);
        }
        assert_eq!(asked(&mut ranges, 1), [(48, 55)]);
    }

    #[test]
    fn a_refused_range_is_halved_and_what_was_asked_behind_it_is_asked_again() {
        let mut ranges = Ranges::new(5, 10_000, 1_000);
        assert_eq!(asked(&mut ranges, 3), [(5, 20), (21, 36), (37, 52)]);
        ranges.was_read(Range { from: 5, to: 20 }, 0);
        ranges.was_refused(Range { from: 21, to: 36 });
        assert_eq!(ranges.position(), 21);
        assert_eq!(asked(&mut ranges, 2), [(21, 28), (29, 36)]);
        ranges.was_refused(Range { from: 21, to: 28 });
        // However little it brings, no range is again as long as one that was refused.
        let spans: Vec<u64> = (0..5).map(|_| read(&mut ranges, 0)).collect();
        assert_eq!(spans, [4; 5]);
        assert_eq!(ranges.position(), 41);
    }

    #[test]
    fn a_refused_range_of_an_odd_number_of_blocks_is_cut_below_its_half() {
        let mut ranges = Ranges::new(0, 2, 16);
        let whole = ranges.ask().expect("a range");
        assert_eq!((whole.from, whole.to), (0, 2));
        ranges.was_refused(whole);
        assert_eq!(asked(&mut ranges, 9), [(0, 0), (1, 1), (2, 2)]);
    }

    #[test]
    fn the_ends_of_what_can_be_counted_are_ranges_too() {
        assert_eq!(asked(&mut Ranges::new(7, 6, 10), 2), []);
        assert_eq!(asked(&mut Ranges::new(7, 7, 10), 2), [(7, 7)]);
        let end = u64::MAX;
        let mut ranges = Ranges::new(end - 1, end, end);
        assert_eq!(asked(&mut ranges, 2), [(end - 1, end)]);
        ranges.was_read(Range { from: end - 1, to: end }, 0);
        assert_eq!(asked(&mut ranges, 2), []);
    }

    proptest! {
        /// Some ranges are on their way at once, answers are read in order, and an endpoint has limits that nobody told.
        #[test]
        fn every_block_is_read_once_and_in_order(
            first in 0u64..1_000,
            blocks in 0u64..3_000,
            most in 0u64..700,
            limit in 1u64..200,
            at_a_time in 1usize..5,
            weights in prop::collection::vec(0usize..3_000_000, 1..20),
        ) {
            let last = first + blocks;
            let mut ranges = Ranges::new(first, last, most);
            let (mut on_their_way, mut refused) = (VecDeque::new(), Vec::new());
            let mut read = Vec::new();
            loop {
                while on_their_way.len() < at_a_time {
                    let Some(range) = ranges.ask() else { break };
                    on_their_way.push_back(range);
                }
                let Some(range) = on_their_way.pop_front() else { break };
                prop_assert!(range.blocks() <= most.max(1));
                prop_assert_eq!(range.from, ranges.position());
                if range.blocks() > limit {
                    prop_assert!(refused.iter().all(|length| range.blocks() < *length));
                    refused.push(range.blocks());
                    on_their_way.clear();
                    ranges.was_refused(range);
                    continue;
                }
                let weight = |block: u64| weights[block as usize % weights.len()];
                ranges.was_read(range, (range.from..=range.to).map(weight).sum());
                read.extend(range.from..=range.to);
            }
            prop_assert_eq!(read, (first..=last).collect::<Vec<_>>());
            prop_assert_eq!(ranges.position(), last + 1);
        }
    }
}
