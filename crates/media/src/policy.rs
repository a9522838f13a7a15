//! What a community lets its members attach.

use std::collections::BTreeSet;

use crate::kind::MediaType;

/// Types and limits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// What may be attached.
    pub types: BTreeSet<MediaType>,
    /// Bytes of a file, before and after.
    pub max_bytes: usize,
    /// Pixels of a picture before it is made smaller: it bounds the memory that decoding takes.
    /// 50 million take about 160 MB as JPEG, 350 MB as WebP and 500 MB as PNG with 16
    /// bits a channel, so a node looks at one file at a time.
    pub max_pixels: u64,
    /// Pixels of the longer edge of a picture that is given out; a larger one is made smaller.
    pub max_edge: u32,
    /// Bytes that an office document says it unpacks to.
    pub max_unpacked: u64,
}

impl Default for Policy {
    /// Every type; 10 MiB; 50 million pixels, which is what a telephone's camera makes; an edge of
    /// 2,560 pixels, which is what a large screen shows; 128 MiB unpacked.
    fn default() -> Self {
        Self {
            types: MediaType::ALL.into(),
            max_bytes: 10 * 1024 * 1024,
            max_pixels: 50_000_000,
            max_edge: 2_560,
            max_unpacked: 128 * 1024 * 1024,
        }
    }
}
