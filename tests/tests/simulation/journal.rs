//! What happened, line by line: the same seed gives the same bytes.

use std::sync::{Arc, Mutex, PoisonError};

use participation_types::sha256;

/// A journal that whoever started a run still holds when the run panics.
#[derive(Debug, Clone, Default)]
pub(crate) struct Journal(Arc<Mutex<Lines>>);

#[derive(Debug, Default)]
struct Lines {
    lines: Vec<String>,
    digest: [u8; 32],
}

impl Journal {
    pub(crate) fn note(&self, line: String) {
        let mut inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut whole = inner.digest.to_vec();
        whole.extend_from_slice(line.as_bytes());
        inner.digest = sha256(&whole);
        inner.lines.push(line);
    }

    /// A hash over every line and those before it.
    pub(crate) fn digest(&self) -> String {
        let inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        inner.digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    pub(crate) fn lines(&self) -> Vec<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).lines.clone()
    }

    /// The last lines, for whoever reads of a failure.
    pub(crate) fn tail(&self, most: usize) -> String {
        let lines = self.lines();
        lines[lines.len().saturating_sub(most)..].join("\n")
    }

    /// The first line in which two journals differ.
    pub(crate) fn differ(&self, other: &Self) -> Option<String> {
        let (one, two) = (self.lines(), other.lines());
        let length = one.len().max(two.len());
        (0..length)
            .find(|at| one.get(*at) != two.get(*at))
            .map(|at| format!("line {at}:\n  {:?}\n  {:?}", one.get(at), two.get(at)))
    }
}
