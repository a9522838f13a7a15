//! Lists of a bounded length.

use std::ops::Deref;

use serde::Serialize;

/// At most `MAX` items in the order given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct List<T, const MAX: usize>(Vec<T>);

impl<T, const MAX: usize> List<T, MAX> {
    /// Takes the items, unless there are too many; then it gives their number.
    ///
    /// # Errors
    /// The number of items when it is above `MAX`.
    pub fn new(items: Vec<T>) -> Result<Self, usize> {
        if items.len() <= MAX { Ok(Self(items)) } else { Err(items.len()) }
    }

    /// The items.
    #[must_use]
    pub fn into_inner(self) -> Vec<T> {
        self.0
    }
}

impl<T, const MAX: usize> Default for List<T, MAX> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T, const MAX: usize> Deref for List<T, MAX> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.0
    }
}

/// At most `MAX` different items, ascending: a set that has one form.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Sorted<T, const MAX: usize>(Vec<T>);

impl<T: Ord, const MAX: usize> Sorted<T, MAX> {
    /// Sorts the items and takes each once, unless there are too many; then it gives their number.
    ///
    /// # Errors
    /// The number of different items when it is above `MAX`.
    pub fn new(items: impl IntoIterator<Item = T>) -> Result<Self, usize> {
        let mut items: Vec<T> = items.into_iter().collect();
        items.sort_unstable();
        items.dedup();
        if items.len() <= MAX { Ok(Self(items)) } else { Err(items.len()) }
    }

    /// Whether the item is one of them.
    #[must_use]
    pub fn has(&self, item: &T) -> bool {
        self.0.binary_search(item).is_ok()
    }
}

impl<T, const MAX: usize> Default for Sorted<T, MAX> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T, const MAX: usize> Deref for Sorted<T, MAX> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.0
    }
}
