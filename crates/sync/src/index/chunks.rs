//! A sorted set in chunks of bounded size: little memory beyond what it holds, wherever it grows.

/// The most items in a chunk: an insertion moves at most this many.
const FULL: usize = 512;

/// Items for which a chunk takes room at a time, so that a chunk that stops growing wastes little.
const STEP: usize = 64;

/// Different items in ascending order. No chunk is empty.
#[derive(Clone)]
pub(super) struct Chunks<T> {
    chunks: Vec<Vec<T>>,
    len: usize,
}

/// Where an item stands: the number of its chunk, and its place there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    chunk: usize,
    offset: usize,
}

impl Place {
    /// Before every item.
    pub(super) const START: Self = Self { chunk: 0, offset: 0 };

    /// Behind every item.
    pub(super) const END: Self = Self { chunk: usize::MAX, offset: 0 };
}

impl<T> Default for Chunks<T> {
    fn default() -> Self {
        Self { chunks: Vec::new(), len: 0 }
    }
}

impl<T: Ord> Chunks<T> {
    /// Puts an item in its place, and says whether it was new.
    pub(super) fn insert(&mut self, item: T) -> bool {
        let Place { chunk, offset } = self.place(|other| other < &item);
        match self.chunks.get_mut(chunk) {
            Some(there) if there.get(offset) == Some(&item) => return false,
            Some(there) if there.len() < FULL => put(there, offset, item),
            Some(there) => {
                let mut upper = there.split_off(FULL / 2);
                there.shrink_to_fit();
                match offset.checked_sub(there.len()) {
                    Some(offset) => put(&mut upper, offset, item),
                    None => put(there, offset, item),
                }
                self.chunks.insert(chunk + 1, upper);
            }
            None => self.append(item),
        }
        self.len += 1;
        true
    }

    /// Whether the item is there.
    pub(super) fn contains(&self, item: &T) -> bool {
        let Place { chunk, offset } = self.place(|other| other < item);
        self.chunks.get(chunk).and_then(|there| there.get(offset)) == Some(item)
    }

    // Behind a full chunk comes a new one: what grows at its end keeps full chunks.
    fn append(&mut self, item: T) {
        match self.chunks.last_mut() {
            Some(last) if last.len() < FULL => put(last, last.len(), item),
            _ => {
                let mut chunk = Vec::new();
                put(&mut chunk, 0, item);
                self.chunks.push(chunk);
            }
        }
    }
}

impl<T> Chunks<T> {
    /// How many items there are.
    pub(super) const fn len(&self) -> usize {
        self.len
    }

    /// Where the first item stands for which `before` does not hold; it holds for a lower part.
    pub(super) fn place(&self, before: impl Fn(&T) -> bool) -> Place {
        let chunk = self.chunks.partition_point(|chunk| chunk.last().is_some_and(&before));
        let offset = self.chunks.get(chunk).map_or(0, |there| there.partition_point(&before));
        Place { chunk, offset }
    }

    /// The items from one place up to another, in pieces that are not empty.
    pub(super) fn slices(&self, from: Place, to: Place) -> impl DoubleEndedIterator<Item = &[T]> {
        let end = to.chunk.saturating_add(1).min(self.chunks.len());
        let chunks = self.chunks.get(from.chunk..end).unwrap_or_default();
        chunks.iter().zip(from.chunk..end).filter_map(move |(chunk, at)| {
            let start = if at == from.chunk { from.offset } else { 0 };
            let end = if at == to.chunk { to.offset } else { chunk.len() };
            chunk.get(start..end).filter(|slice| !slice.is_empty())
        })
    }

    /// The item with this number, counted from 0.
    pub(super) fn nth(&self, mut number: usize) -> Option<&T> {
        for chunk in &self.chunks {
            match number.checked_sub(chunk.len()) {
                Some(rest) => number = rest,
                None => return chunk.get(number),
            }
        }
        None
    }

    /// Bytes of memory taken.
    pub(super) fn memory(&self) -> usize {
        let items: usize = self.chunks.iter().map(Vec::capacity).sum();
        items * size_of::<T>() + self.chunks.capacity() * size_of::<Vec<T>>()
    }
}

fn put<T>(chunk: &mut Vec<T>, offset: usize, item: T) {
    if chunk.len() == chunk.capacity() {
        chunk.reserve_exact(STEP);
    }
    chunk.insert(offset, item);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_grows_at_its_end_fills_its_chunks() {
        let mut set = Chunks::default();
        assert!((0..FULL * 5).all(|item| set.insert(item)));
        assert_eq!(set.chunks.iter().map(Vec::len).collect::<Vec<_>>(), [FULL; 5]);
    }

    #[test]
    fn what_grows_elsewhere_leaves_no_chunk_empty_or_too_full() {
        let mut set = Chunks::default();
        assert!((0..FULL * 5).rev().all(|item| set.insert(item)));
        assert!((0..FULL * 5).all(|item| set.contains(&item) && !set.insert(item)));
        assert!(set.chunks.iter().all(|chunk| (FULL / 2..=FULL).contains(&chunk.len())));
    }
}
