//! What is put into the index.

/// Words of a document that are indexed; a longer one is found by its beginning.
pub const MAX_WORDS: usize = 16_384;

/// Something that a neighbour wrote.
#[derive(Debug, Clone, Copy)]
pub struct Document<'a> {
    /// Names the document; another one with the same id takes its place.
    pub id: [u8; 32],
    /// What it is (a proposal, a comment), a number of the caller's.
    pub kind: u8,
    /// Where it was written, if anywhere in particular.
    pub space: Option<[u8; 32]>,
    /// BCP 47 tag; only its first part matters. Catalan, Spanish and English words are also found
    /// by their stem.
    pub language: &'a str,
    /// Its words weigh more.
    pub title: &'a str,
    /// The text itself. It is not kept.
    pub text: &'a str,
    /// When it says it was written. Among equally good hits the latest comes first.
    pub claimed: u64,
}

/// The first part of a language tag in lower case, cut at eight letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tongue([u8; 8]);

impl Tongue {
    pub(crate) fn of(tag: &str) -> Self {
        let mut letters = [0; 8];
        let primary = tag.bytes().take_while(u8::is_ascii_alphanumeric);
        for (letter, byte) in letters.iter_mut().zip(primary) {
            *letter = byte.to_ascii_lowercase();
        }
        Self(letters)
    }

    pub(crate) fn primary(&self) -> &[u8] {
        self.0.split(|byte| *byte == 0).next().unwrap_or_default()
    }
}
