//! Chains and frontiers.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::cbor::{CborError, Reader, Writer};
use crate::id::{DeviceKey, EntryId};
use crate::lane::{Lane, Seq};

/// One hash chain: what one device wrote in one lane of a community.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct ChainId {
    /// Its author.
    pub device: DeviceKey,
    /// Its lane.
    pub lane: Lane,
}

/// A place in a chain together with the entry that stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Head {
    /// Place in the chain.
    pub seq: Seq,
    /// The entry at that place: names the branch where a chain has forked.
    pub id: EntryId,
}

/// The last standing entry of each chain that it concerns. Only a frontier takes anything away:
/// of a chain that it does not list, nothing is within.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Frontier(#[serde(serialize_with = "as_list")] BTreeMap<ChainId, Head>);

impl Frontier {
    /// Most chains that one frontier lists.
    pub const MAX_CHAINS: usize = 4096;

    /// A frontier over these chains; of a chain given twice, the last head is taken.
    #[must_use]
    pub fn new(heads: impl IntoIterator<Item = (ChainId, Head)>) -> Self {
        Self(heads.into_iter().collect())
    }

    /// Where this chain ends, if it is listed.
    #[must_use]
    pub fn head(&self, chain: &ChainId) -> Option<Head> {
        self.0.get(chain).copied()
    }

    /// The chains and their heads, in the order of device and lane.
    pub fn iter(&self) -> impl Iterator<Item = (&ChainId, &Head)> {
        self.0.iter()
    }

    /// Number of chains listed.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether no chain is listed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Writes an array of `[device, lane, seq, id]` in strictly ascending order of device, lane.
    pub fn write(&self, writer: &mut Writer) {
        writer.array(self.0.len());
        for (chain, head) in &self.0 {
            writer.array(4);
            chain.device.write(writer);
            chain.lane.write(writer);
            writer.uint(u64::from(head.seq.number()));
            head.id.write(writer);
        }
    }

    /// Reads what [`Frontier::write`] writes.
    ///
    /// # Errors
    /// [`CborError`] when it is longer than [`Frontier::MAX_CHAINS`], out of order or malformed.
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, CborError> {
        Self::read_up_to(reader, Self::MAX_CHAINS)
    }

    /// Reads what [`Frontier::write`] writes, where more chains are possible: in a blob.
    ///
    /// # Errors
    /// [`CborError`] when it is longer than `most`, out of order or malformed.
    pub fn read_up_to(reader: &mut Reader<'_>, most: usize) -> Result<Self, CborError> {
        let mut last = None;
        let heads = reader.list(0, most, |reader| {
            let at = reader.position();
            reader.array(4, 4)?;
            let chain = ChainId { device: DeviceKey::read(reader)?, lane: Lane::read(reader)? };
            let head = Head { seq: Seq::new(reader.uint32()?), id: EntryId::read(reader)? };
            if last.replace(chain).is_some_and(|last| last >= chain) {
                return Err(CborError::Invalid { at, what: "chains out of order or repeated" });
            }
            Ok((chain, head))
        })?;
        Ok(Self::new(heads))
    }
}

fn as_list<S: serde::Serializer>(
    heads: &BTreeMap<ChainId, Head>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Item<'a> {
        device: &'a DeviceKey,
        lane: Lane,
        seq: Seq,
        id: &'a EntryId,
    }
    serializer.collect_seq(heads.iter().map(|(chain, head)| Item {
        device: &chain.device,
        lane: chain.lane,
        seq: head.seq,
        id: &head.id,
    }))
}
