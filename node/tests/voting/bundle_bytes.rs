//! Bundles taken apart and put together again, so that only what a test changes is wrong.

use participation::CommunityId;
use participation_types::{Hasher, Reader, to_canonical};

const MAGIC: &str = "participation/bundle/1";

/// A bundle's parts.
pub(crate) struct Parts {
    pub(crate) community: CommunityId,
    pub(crate) entries: Vec<Vec<u8>>,
    pub(crate) blobs: Vec<Vec<u8>>,
}

impl Parts {
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let mut r = Reader::new(bytes);
        r.array(4, 4).unwrap();
        assert_eq!(r.text(0, 64).unwrap(), MAGIC);
        let community = CommunityId::read(&mut r).unwrap();
        let (entries, blobs) = (r.uint().unwrap(), r.uint().unwrap());
        let mut items = |count| (0..count).map(|_| r.bytes(0, 1 << 24).unwrap().to_vec()).collect();
        Self { community, entries: items(entries), blobs: items(blobs) }
    }

    /// Offset of an entry's item, from the beginning of the bundle.
    pub(crate) fn offset(&self, index: usize) -> usize {
        let items = self.entries[..index].iter().map(|entry| item(entry).len());
        self.head().len() + items.sum::<usize>()
    }

    pub(crate) fn write(&self) -> Vec<u8> {
        let mut bytes = self.head();
        for entry in self.entries.iter().chain(&self.blobs) {
            bytes.extend(item(entry));
        }
        sealed(bytes)
    }

    fn head(&self) -> Vec<u8> {
        to_canonical(|w| {
            w.array(4).text(MAGIC);
            self.community.write(w);
            w.uint(self.entries.len() as u64).uint(self.blobs.len() as u64);
        })
    }
}

/// With the digest at its end.
pub(crate) fn sealed(mut bytes: Vec<u8>) -> Vec<u8> {
    let digest = Hasher::new(MAGIC).with(&bytes).finish();
    bytes.extend(item(&digest));
    bytes
}

pub(crate) fn item(bytes: &[u8]) -> Vec<u8> {
    to_canonical(|w| {
        w.bytes(bytes);
    })
}
