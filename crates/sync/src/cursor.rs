//! How far one node has taken in what another holds.

use participation_types::{CborError, Lane, Reader, Writer};

/// Which numbering of arrivals a node counts by: drawn anew when its store is made or rebuilt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Incarnation([u8; 8]);

impl Incarnation {
    /// Takes the eight bytes, which were drawn at random.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 8]) -> Self {
        Self(bytes)
    }

    /// The eight bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 8] {
        &self.0
    }
}

/// A place in another node's order of arrival, of each lane: everything before it was taken in.
///
/// It saves work and is trusted for nothing else: whether two sets are equal, their roots say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// By which numbering.
    pub incarnation: Incarnation,
    /// The next arrival of authority, ballots and content.
    pub next: [u32; 3],
}

impl Cursor {
    /// The beginning of everything.
    #[must_use]
    pub const fn start(incarnation: Incarnation) -> Self {
        Self { incarnation, next: [0; 3] }
    }

    /// The next arrival of one lane.
    #[must_use]
    pub fn of(&self, lane: Lane) -> u32 {
        self.next.get(usize::from(lane.number())).copied().unwrap_or_default()
    }

    /// Moves one lane on; never back.
    pub fn advance(&mut self, lane: Lane, next: u32) {
        if let Some(place) = self.next.get_mut(usize::from(lane.number())) {
            *place = next.max(*place);
        }
    }

    /// The 20 bytes under which a node keeps it: the incarnation and three numbers, each with the
    /// highest byte first.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; 20] {
        let [a, b, c] = self.next.map(u32::to_be_bytes);
        let mut bytes = [0; 20];
        let parts = self.incarnation.0.into_iter().chain(a).chain(b).chain(c);
        bytes.iter_mut().zip(parts).for_each(|(to, from)| *to = from);
        bytes
    }

    /// Reads what [`Cursor::to_bytes`] gives; `None` for anything else.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (incarnation, rest) = bytes.split_first_chunk()?;
        let (a, rest) = rest.split_first_chunk()?;
        let (b, rest) = rest.split_first_chunk()?;
        let (c, rest) = rest.split_first_chunk()?;
        let next = [a, b, c].map(|number| u32::from_be_bytes(*number));
        rest.is_empty().then_some(Self { incarnation: Incarnation(*incarnation), next })
    }

    /// Writes `[incarnation, authority, ballots, content]`.
    pub(crate) fn write(&self, w: &mut Writer) {
        w.array(4).bytes(&self.incarnation.0);
        for next in self.next {
            w.uint(u64::from(next));
        }
    }

    /// Reads it.
    pub(crate) fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        r.array(4, 4)?;
        let at = r.position();
        let bytes = r.bytes(8, 8)?.try_into();
        let incarnation = bytes
            .map(Incarnation)
            .map_err(|_| CborError::Invalid { at, what: "an incarnation is eight bytes" })?;
        Ok(Self { incarnation, next: [r.uint32()?, r.uint32()?, r.uint32()?] })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back_and_never_goes_back() {
        let mut cursor = Cursor::start(Incarnation::from_bytes(*b"12345678"));
        cursor.advance(Lane::Ballots, 7);
        cursor.advance(Lane::Ballots, 3);
        assert_eq!((cursor.of(Lane::Ballots), cursor.of(Lane::Content)), (7, 0));
        assert_eq!(Cursor::from_bytes(&cursor.to_bytes()), Some(cursor));
        assert_eq!(Cursor::from_bytes(&cursor.to_bytes()[1..]), None);
    }
}
