//! Sets of small numbers.

/// A set of small numbers, one bit for each up to the largest.
#[derive(Debug, Clone, Default)]
pub(crate) struct Bits(Vec<u64>);

const WORD: usize = u64::BITS as usize;

impl Bits {
    pub(crate) fn has(&self, number: usize) -> bool {
        self.0.get(number / WORD).is_some_and(|word| word & (1 << (number % WORD)) != 0)
    }

    pub(crate) fn insert(&mut self, number: usize) {
        let place = number / WORD;
        if self.0.len() <= place {
            self.0.resize(place + 1, 0);
        }
        if let Some(word) = self.0.get_mut(place) {
            *word |= 1 << (number % WORD);
        }
    }

    pub(crate) fn add_all(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        self.0.iter_mut().zip(&other.0).for_each(|(word, more)| *word |= more);
    }

    pub(crate) fn within(&self, other: &Self) -> bool {
        let others = other.0.iter().copied().chain(std::iter::repeat(0));
        self.0.iter().zip(others).all(|(word, other)| word & !other == 0)
    }

    pub(crate) fn count(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// The numbers in it that are not in the other, ascending.
    pub(crate) fn without<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = usize> + 'a {
        let others = other.0.iter().copied().chain(std::iter::repeat(0));
        self.0.iter().zip(others).enumerate().flat_map(|(place, (word, other))| {
            let mut left = word & !other;
            std::iter::from_fn(move || {
                let bit = (left != 0).then(|| left.trailing_zeros() as usize)?;
                left &= left - 1;
                Some(place * WORD + bit)
            })
        })
    }

    /// The numbers, ascending.
    pub(crate) fn iter(&self) -> impl Iterator<Item = usize> {
        const NONE: &Bits = &Bits(Vec::new());
        self.without(NONE)
    }

    pub(crate) const fn bytes(&self) -> usize {
        self.0.capacity() * size_of::<u64>()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn bits(numbers: &BTreeSet<usize>) -> Bits {
        let mut bits = Bits::default();
        numbers.iter().for_each(|number| bits.insert(*number));
        bits
    }

    proptest! {
        #[test]
        fn bits_are_a_set(
            a in proptest::collection::btree_set(0_usize..300, 0..40),
            b in proptest::collection::btree_set(0_usize..300, 0..40),
        ) {
            let (x, y) = (bits(&a), bits(&b));
            let mut both = x.clone();
            both.add_all(&y);
            prop_assert!(both.iter().eq(a.union(&b).copied()));
            prop_assert!(x.without(&y).eq(a.difference(&b).copied()));
            prop_assert_eq!(x.within(&y), a.is_subset(&b));
            prop_assert_eq!(x.count(), a.len());
            prop_assert!((0..300).all(|number| x.has(number) == a.contains(&number)));
        }
    }
}
