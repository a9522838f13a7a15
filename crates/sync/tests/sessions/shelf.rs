//! A set of entries that need no signatures: what a session needs to know of a community.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::convert::Infallible;

use participation_sync::{Incarnation, Index, Item, Key, Piece, Pieces, Replica, Taken};
use participation_types::{BlobId, EntryId, Lane, Timestamp, sha256};

/// An entry: where it stands, what it builds upon, and how long it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Paper {
    pub(crate) lane: Lane,
    pub(crate) time: u64,
    pub(crate) after: Option<EntryId>,
    pub(crate) body: Option<Vec<u8>>,
    pub(crate) name: u64,
}

impl Paper {
    pub(crate) fn new(lane: Lane, time: u64, name: u64) -> Self {
        Self { lane, time, after: None, body: Some(vec![7; 40]), name }
    }

    pub(crate) fn id(&self) -> EntryId {
        let mut bytes = vec![self.lane.number()];
        bytes.extend(self.time.to_be_bytes());
        bytes.extend(self.name.to_be_bytes());
        bytes.extend(self.after.iter().flat_map(|id| *id.as_bytes()));
        EntryId::from_bytes(sha256(&bytes))
    }

    pub(crate) fn key(&self) -> Key {
        Key { lane: self.lane, time: Timestamp::from_millis(self.time), id: self.id() }
    }

    fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![self.lane.number()];
        bytes.extend(self.time.to_be_bytes());
        bytes.extend(self.name.to_be_bytes());
        bytes.push(u8::from(self.after.is_some()));
        bytes.extend(self.after.map_or([0; 32], |id| *id.as_bytes()));
        bytes.push(u8::from(self.body.is_some()));
        bytes.extend(self.body.iter().flatten());
        bytes
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (lane, rest) = bytes.split_first()?;
        let (time, rest) = rest.split_first_chunk()?;
        let (name, rest) = rest.split_first_chunk()?;
        let (has_after, rest) = rest.split_first()?;
        let (after, rest) = rest.split_first_chunk()?;
        let (has_body, body) = rest.split_first()?;
        Some(Self {
            lane: Lane::from_number(u64::from(*lane))?,
            time: u64::from_be_bytes(*time),
            name: u64::from_be_bytes(*name),
            after: (*has_after == 1).then(|| EntryId::from_bytes(*after)),
            body: (*has_body == 1).then(|| body.to_vec()),
        })
    }
}

/// A node's set.
#[derive(Debug)]
pub(crate) struct Shelf {
    pub(crate) index: Index,
    pub(crate) papers: Vec<Paper>,
    places: HashMap<EntryId, usize>,
    waiting: BTreeMap<EntryId, Vec<Paper>>,
    pub(crate) pieces: Pieces,
    pub(crate) blobs: BTreeMap<BlobId, Vec<u8>>,
    pub(crate) named: BTreeSet<BlobId>,
    pub(crate) space: Vec<EntryId>,
    /// Most entries that are taken of one session, for want of an allowance.
    pub(crate) most: usize,
    incarnation: u8,
}

impl Shelf {
    pub(crate) fn new(incarnation: u8, papers: impl IntoIterator<Item = Paper>) -> Self {
        let mut shelf = Self {
            index: Index::new(),
            papers: Vec::new(),
            places: HashMap::new(),
            waiting: BTreeMap::new(),
            pieces: Pieces::new(1 << 20),
            blobs: BTreeMap::new(),
            named: BTreeSet::new(),
            space: Vec::new(),
            most: usize::MAX,
            incarnation,
        };
        papers.into_iter().for_each(|paper| shelf.put(paper));
        shelf
    }

    pub(crate) fn put(&mut self, paper: Paper) {
        let id = paper.id();
        if let Some(place) = self.places.get(&id) {
            let known = &mut self.papers[*place];
            known.body = known.body.take().or(paper.body);
            return;
        }
        if let Some(after) = paper.after.filter(|after| !self.places.contains_key(after)) {
            self.waiting.entry(after).or_default().push(paper);
            return;
        }
        let arrival = u32::try_from(self.papers.len()).unwrap();
        self.index.insert(Item { key: paper.key(), arrival });
        self.places.insert(id, self.papers.len());
        self.papers.push(paper);
        for next in self.waiting.remove(&id).unwrap_or_default() {
            self.put(next);
        }
    }

    pub(crate) fn ids(&self) -> BTreeSet<EntryId> {
        self.places.keys().copied().collect()
    }

    pub(crate) fn put_blob(&mut self, bytes: Vec<u8>) -> BlobId {
        let id = BlobId::from_bytes(sha256(&bytes));
        self.blobs.insert(id, bytes);
        self.named.insert(id);
        id
    }
}

impl Replica for Shelf {
    type Error = Infallible;

    fn index(&mut self) -> Result<&Index, Infallible> {
        Ok(&self.index)
    }

    fn root(&mut self) -> Result<[u8; 32], Infallible> {
        Ok(self.index.root())
    }

    fn incarnation(&self) -> Incarnation {
        Incarnation::from_bytes([self.incarnation; 8])
    }

    fn arrivals(&self) -> u32 {
        u32::try_from(self.papers.len()).unwrap()
    }

    fn holds(&self, id: &EntryId) -> bool {
        self.places.contains_key(id)
    }

    fn arrival(&self, id: &EntryId) -> Result<Option<u32>, Infallible> {
        Ok(self.places.get(id).map(|place| u32::try_from(*place).unwrap()))
    }

    fn ids(&self, arrivals: &[u32]) -> Result<Vec<(u32, EntryId)>, Infallible> {
        Ok(arrivals.iter().map(|at| (*at, self.papers[*at as usize].id())).collect())
    }

    fn entries(&self, arrivals: &[u32], bytes: usize) -> Result<(Vec<Vec<u8>>, usize), Infallible> {
        let (mut entries, mut length) = (Vec::new(), 0);
        for arrival in arrivals {
            let entry = self.papers[*arrival as usize].to_bytes();
            length += entry.len();
            entries.push(entry);
            if length >= bytes {
                break;
            }
        }
        let done = entries.len();
        Ok((entries, done))
    }

    fn space(&self, _: &EntryId) -> Result<Vec<u32>, Infallible> {
        Ok(self.space.iter().filter_map(|id| self.arrival(id).unwrap()).collect())
    }

    fn take_in(&mut self, entries: Vec<Vec<u8>>) -> Result<Taken, Infallible> {
        let (before, mut taken) = (self.papers.len(), Taken::default());
        for entry in entries {
            match Paper::from_bytes(&entry) {
                Some(_) if self.most == 0 => taken.held_back += 1,
                Some(paper) => {
                    self.most -= 1;
                    self.put(paper);
                }
                None => taken.fault = Some("no paper".to_owned()),
            }
        }
        taken.added = self.papers.len() - before;
        Ok(taken)
    }

    fn bodies_missing(&self, most: usize) -> Result<Vec<EntryId>, Infallible> {
        let without = self.papers.iter().filter(|paper| paper.body.is_none());
        Ok(without.map(Paper::id).take(most).collect())
    }

    fn blobs_missing(&self) -> Result<Vec<(BlobId, u32)>, Infallible> {
        let missing = self.named.iter().filter(|id| !self.blobs.contains_key(id));
        Ok(missing.map(|id| (*id, self.pieces.offset(id))).collect())
    }

    fn read_blob(
        &mut self,
        id: &BlobId,
        offset: u32,
        most: usize,
    ) -> Result<Option<(u32, Vec<u8>)>, Infallible> {
        Ok(self.blobs.get(id).map(|bytes| {
            let rest = bytes.get(offset as usize..).unwrap_or_default();
            (u32::try_from(bytes.len()).unwrap(), rest[..rest.len().min(most)].to_vec())
        }))
    }

    fn piece(
        &mut self,
        id: &BlobId,
        total: u32,
        offset: u32,
        bytes: &[u8],
    ) -> Result<Piece, Infallible> {
        let (piece, whole) = self.pieces.add(id, total, offset, bytes);
        if let Some(whole) = whole {
            self.blobs.insert(*id, whole);
        }
        Ok(piece)
    }
}
