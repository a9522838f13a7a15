//! What an author brings along: a key, a time and randomness.

use participation_keys::DeviceSecret;
use participation_types::Timestamp;

/// A source of random bytes; the library has none of its own. Any `FnMut(&mut [u8])` is one. It
/// must be the operating system's or as good: salts keep short bodies from being guessed.
pub trait Entropy {
    /// Fills the slice with fresh random bytes.
    fn fill(&mut self, bytes: &mut [u8]);
}

impl<F: FnMut(&mut [u8])> Entropy for F {
    fn fill(&mut self, bytes: &mut [u8]) {
        self(bytes);
    }
}

/// A device with which somebody writes, the time they claim, and randomness.
pub struct Pen<'a> {
    /// The device's key.
    pub device: &'a DeviceSecret,
    /// The claimed time: shown, decides nothing.
    pub now: Timestamp,
    /// Randomness for salts and nonces.
    pub entropy: &'a mut dyn Entropy,
}

impl Pen<'_> {
    pub(crate) fn sixteen(&mut self) -> [u8; 16] {
        let mut bytes = [0; 16];
        self.entropy.fill(&mut bytes);
        bytes
    }
}

impl std::fmt::Debug for Pen<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pen").field("device", &self.device.public()).finish_non_exhaustive()
    }
}
