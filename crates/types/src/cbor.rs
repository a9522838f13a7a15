//! Deterministic CBOR (RFC 8949, section 4.2.1), the small part of it that we use: unsigned and
//! negative integers, byte and text strings, arrays of stated length, tags, `null`, booleans.
//!
//! [`Reader`] refuses anything that [`Writer`] would not have written (a longer integer than
//! needed, an indefinite length, trailing bytes), so every value has exactly one encoding. It
//! borrows from its input and never allocates by a length that the input claims.

use minicbor::data::Type;
use minicbor::{Decoder, Encoder};
use thiserror::Error;

/// Why bytes are not the canonical CBOR that was expected, with the offset of the fault.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CborError {
    /// Something else stands where this was expected, or the input ends too early.
    #[error("at byte {at}: expected {expected}")]
    Expected {
        /// Offset in the input.
        at: usize,
        /// What was expected.
        expected: &'static str,
    },
    /// A length is outside its bounds.
    #[error("at byte {at}: {what} of length {length}, allowed are {min} to {max}")]
    Length {
        /// Offset in the input.
        at: usize,
        /// What has this length.
        what: &'static str,
        /// The claimed length.
        length: u64,
        /// The least allowed.
        min: usize,
        /// The most allowed.
        max: usize,
    },
    /// The value could be written in fewer or other bytes (RFC 8949, section 4.2.1).
    #[error("at byte {at}: not in canonical form")]
    NotCanonical {
        /// Offset in the input.
        at: usize,
    },
    /// Bytes follow after the value.
    #[error("at byte {at}: bytes after the end")]
    Trailing {
        /// Offset in the input.
        at: usize,
    },
    /// A value that the format does not allow here.
    #[error("at byte {at}: {what}")]
    Invalid {
        /// Offset in the input.
        at: usize,
        /// What is wrong.
        what: &'static str,
    },
}

/// Encodes with a closure and gives the bytes.
pub fn to_canonical(write: impl FnOnce(&mut Writer)) -> Vec<u8> {
    let mut writer = Writer::new();
    write(&mut writer);
    writer.into_bytes()
}

/// Writes canonical CBOR into memory.
#[derive(Debug)]
pub struct Writer {
    encoder: Encoder<Vec<u8>>,
}

impl Default for Writer {
    fn default() -> Self {
        Self::new()
    }
}

// Writing into a `Vec` cannot fail (its error type is `Infallible`), hence the ignored results.
impl Writer {
    /// An empty writer.
    #[must_use]
    pub fn new() -> Self {
        Self { encoder: Encoder::new(Vec::new()) }
    }

    /// What was written.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.encoder.into_writer()
    }

    /// Begins an array of exactly `length` items.
    pub fn array(&mut self, length: usize) -> &mut Self {
        let _ = self.encoder.array(length as u64);
        self
    }

    /// Begins a map of exactly `length` pairs; the caller writes its keys in canonical order.
    pub fn map(&mut self, length: usize) -> &mut Self {
        let _ = self.encoder.map(length as u64);
        self
    }

    /// Writes a tag; its content follows.
    pub fn tag(&mut self, tag: u64) -> &mut Self {
        let _ = self.encoder.tag(minicbor::data::Tag::new(tag));
        self
    }

    /// Writes an unsigned integer in its shortest form.
    pub fn uint(&mut self, value: u64) -> &mut Self {
        let _ = self.encoder.u64(value);
        self
    }

    /// Writes a signed integer in its shortest form.
    pub fn int(&mut self, value: i64) -> &mut Self {
        let _ = self.encoder.i64(value);
        self
    }

    /// Writes a byte string.
    pub fn bytes(&mut self, value: &[u8]) -> &mut Self {
        let _ = self.encoder.bytes(value);
        self
    }

    /// Writes a text string.
    pub fn text(&mut self, value: &str) -> &mut Self {
        let _ = self.encoder.str(value);
        self
    }

    /// Writes `true` or `false`.
    pub fn bool(&mut self, value: bool) -> &mut Self {
        let _ = self.encoder.bool(value);
        self
    }

    /// Writes `null`.
    pub fn null(&mut self) -> &mut Self {
        let _ = self.encoder.null();
        self
    }
}

/// Reads canonical CBOR from a slice.
#[derive(Debug)]
pub struct Reader<'b> {
    decoder: Decoder<'b>,
}

impl<'b> Reader<'b> {
    /// Reads from the start of `input`.
    #[must_use]
    pub fn new(input: &'b [u8]) -> Self {
        Self { decoder: Decoder::new(input) }
    }

    /// Offset of the next byte.
    #[must_use]
    pub fn position(&self) -> usize {
        self.decoder.position()
    }

    /// Demands that nothing is left.
    ///
    /// # Errors
    /// [`CborError::Trailing`] when bytes follow.
    pub fn end(&self) -> Result<(), CborError> {
        let at = self.position();
        if at == self.decoder.input().len() { Ok(()) } else { Err(CborError::Trailing { at }) }
    }

    /// Reads an array header with a length within `min..=max`.
    ///
    /// # Errors
    /// [`CborError`] when there is none, its length is out of bounds or not canonical.
    pub fn array(&mut self, min: usize, max: usize) -> Result<usize, CborError> {
        let at = self.position();
        let length = self.head(at, "an array", |d| d.array().ok().flatten(), head_length)?;
        bounded(at, "array", length, min, max)
    }

    /// Reads a map header with exactly `length` pairs.
    ///
    /// # Errors
    /// [`CborError`] when there is none, its length differs or is not canonical.
    pub fn map(&mut self, length: usize) -> Result<(), CborError> {
        let at = self.position();
        let found = self.head(at, "a map", |d| d.map().ok().flatten(), head_length)?;
        bounded(at, "map", found, length, length).map(drop)
    }

    /// Reads exactly this tag.
    ///
    /// # Errors
    /// [`CborError`] when another value or a longer form stands there.
    pub fn tag(&mut self, tag: u64) -> Result<(), CborError> {
        let at = self.position();
        let found = self.head(at, "a tag", |d| d.tag().ok().map(|t| t.as_u64()), head_length)?;
        if found == tag { Ok(()) } else { Err(CborError::Invalid { at, what: "another tag" }) }
    }

    /// Reads an unsigned integer.
    ///
    /// # Errors
    /// [`CborError`] when another value or a longer form stands there.
    pub fn uint(&mut self) -> Result<u64, CborError> {
        let at = self.position();
        self.head(at, "an unsigned integer", |d| d.u64().ok(), head_length)
    }

    /// Reads an unsigned integer that fits in 32 bits.
    ///
    /// # Errors
    /// [`CborError`] when another value, a longer form or a larger number stands there.
    pub fn uint32(&mut self) -> Result<u32, CborError> {
        let at = self.position();
        let value = self.uint()?;
        u32::try_from(value).map_err(|_| CborError::Invalid { at, what: "number above 2^32-1" })
    }

    /// Reads an unsigned integer that fits in 16 bits.
    ///
    /// # Errors
    /// [`CborError`] when another value, a longer form or a larger number stands there.
    pub fn uint16(&mut self) -> Result<u16, CborError> {
        let at = self.position();
        let value = self.uint()?;
        u16::try_from(value).map_err(|_| CborError::Invalid { at, what: "number above 65535" })
    }

    /// Reads a signed integer.
    ///
    /// # Errors
    /// [`CborError`] when another value or a longer form stands there.
    pub fn int(&mut self) -> Result<i64, CborError> {
        let at = self.position();
        self.head(
            at,
            "an integer",
            |d| d.i64().ok(),
            |value| {
                head_length(if value < 0 { !value.cast_unsigned() } else { value.cast_unsigned() })
            },
        )
    }

    /// Reads a byte string of `min..=max` bytes.
    ///
    /// # Errors
    /// [`CborError`] when there is none, its length is out of bounds or not canonical.
    pub fn bytes(&mut self, min: usize, max: usize) -> Result<&'b [u8], CborError> {
        let at = self.position();
        let value = self.string(at, "a byte string", |d| d.bytes().ok(), <[u8]>::len)?;
        bounded(at, "byte string", value.len() as u64, min, max)?;
        Ok(value)
    }

    /// Reads a byte string of exactly 32 bytes.
    ///
    /// # Errors
    /// [`CborError`] when something else stands there.
    pub fn array32(&mut self) -> Result<[u8; 32], CborError> {
        let at = self.position();
        self.bytes(32, 32)?.try_into().map_err(|_| CborError::Expected { at, expected: "32 bytes" })
    }

    /// Reads a byte string of exactly 64 bytes.
    ///
    /// # Errors
    /// [`CborError`] when something else stands there.
    pub fn array64(&mut self) -> Result<[u8; 64], CborError> {
        let at = self.position();
        self.bytes(64, 64)?.try_into().map_err(|_| CborError::Expected { at, expected: "64 bytes" })
    }

    /// Reads a UTF-8 text string of `min..=max` bytes.
    ///
    /// # Errors
    /// [`CborError`] when there is none, its length is out of bounds or not canonical.
    pub fn text(&mut self, min: usize, max: usize) -> Result<&'b str, CborError> {
        let at = self.position();
        let value = self.string(at, "a text", |d| d.str().ok(), str::len)?;
        bounded(at, "text", value.len() as u64, min, max)?;
        Ok(value)
    }

    /// Reads `true` or `false`.
    ///
    /// # Errors
    /// [`CborError::Expected`] when another value stands there.
    pub fn bool(&mut self) -> Result<bool, CborError> {
        let at = self.position();
        self.decoder.bool().map_err(|_| CborError::Expected { at, expected: "true or false" })
    }

    /// Reads `null` if it stands there, and says whether it did.
    ///
    /// # Errors
    /// [`CborError::Expected`] at the end of the input.
    pub fn null(&mut self) -> Result<bool, CborError> {
        let at = self.position();
        match self.decoder.datatype() {
            Ok(Type::Null) => self
                .decoder
                .null()
                .map(|()| true)
                .map_err(|_| CborError::Expected { at, expected: "null" }),
            Ok(_) => Ok(false),
            Err(_) => Err(CborError::Expected { at, expected: "a value" }),
        }
    }

    /// Whether an array comes next; reads nothing.
    #[must_use]
    pub fn at_array(&self) -> bool {
        matches!(self.decoder.datatype(), Ok(Type::Array))
    }

    /// Reads `null` as `None`, and anything else with `read`.
    ///
    /// # Errors
    /// What `read` says, or [`CborError::Expected`] at the end of the input.
    pub fn option<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, CborError>,
    ) -> Result<Option<T>, CborError> {
        if self.null()? { Ok(None) } else { read(self).map(Some) }
    }

    /// Reads an array of `min..=max` items with `read`; the room for them is not taken on the
    /// word of the header.
    ///
    /// # Errors
    /// What `read` says, or [`CborError`] when the header is wrong.
    pub fn list<T>(
        &mut self,
        min: usize,
        max: usize,
        mut read: impl FnMut(&mut Self) -> Result<T, CborError>,
    ) -> Result<Vec<T>, CborError> {
        let length = self.array(min, max)?;
        let mut items = Vec::with_capacity(length.min(64));
        for _ in 0..length {
            items.push(read(self)?);
        }
        Ok(items)
    }

    /// An error at the place where the reader now stands.
    #[must_use]
    pub fn invalid(&self, what: &'static str) -> CborError {
        CborError::Invalid { at: self.position(), what }
    }

    fn head<T: Copy>(
        &mut self,
        at: usize,
        expected: &'static str,
        read: impl FnOnce(&mut Decoder<'b>) -> Option<T>,
        shortest: impl FnOnce(T) -> usize,
    ) -> Result<T, CborError> {
        let value = read(&mut self.decoder).ok_or(CborError::Expected { at, expected })?;
        if self.position() - at == shortest(value) {
            Ok(value)
        } else {
            Err(CborError::NotCanonical { at })
        }
    }

    fn string<T: ?Sized>(
        &mut self,
        at: usize,
        expected: &'static str,
        read: impl FnOnce(&mut Decoder<'b>) -> Option<&'b T>,
        length: impl FnOnce(&T) -> usize,
    ) -> Result<&'b T, CborError> {
        let value = read(&mut self.decoder).ok_or(CborError::Expected { at, expected })?;
        let length = length(value);
        if self.position() - at == length + head_length(length as u64) {
            Ok(value)
        } else {
            Err(CborError::NotCanonical { at })
        }
    }
}

/// Bytes that the shortest head of an item with this argument takes (RFC 8949, section 3).
fn head_length(argument: u64) -> usize {
    match argument {
        0..=23 => 1,
        24..=0xff => 2,
        0x100..=0xffff => 3,
        0x1_0000..=0xffff_ffff => 5,
        _ => 9,
    }
}

fn bounded(
    at: usize,
    what: &'static str,
    length: u64,
    min: usize,
    max: usize,
) -> Result<usize, CborError> {
    usize::try_from(length).ok().filter(|n| (min..=max).contains(n)).ok_or(CborError::Length {
        at,
        what,
        length,
        min,
        max,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_longer_integer_than_needed_is_refused() {
        assert_eq!(Reader::new(&[0x18, 0x17]).uint(), Err(CborError::NotCanonical { at: 0 }));
        assert_eq!(Reader::new(&[0x17]).uint(), Ok(23));
        assert_eq!(
            Reader::new(&[0x1b, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff]).uint(),
            Err(CborError::NotCanonical { at: 0 })
        );
        assert_eq!(Reader::new(&[0x38, 0x17]).int(), Err(CborError::NotCanonical { at: 0 }));
    }

    #[test]
    fn a_longer_length_than_needed_is_refused() {
        assert_eq!(Reader::new(&[0x58, 1, 7]).bytes(0, 9), Err(CborError::NotCanonical { at: 0 }));
        assert_eq!(Reader::new(&[0x98, 1, 7]).array(0, 9), Err(CborError::NotCanonical { at: 0 }));
        assert_eq!(Reader::new(&[0xd2]).tag(18), Ok(()));
        assert_eq!(Reader::new(&[0xd8, 18]).tag(18), Err(CborError::NotCanonical { at: 0 }));
    }

    #[test]
    fn an_indefinite_length_is_refused() {
        assert!(Reader::new(&[0x9f, 0xff]).array(0, 9).is_err());
        assert!(Reader::new(&[0x5f, 0x41, 7, 0xff]).bytes(0, 9).is_err());
    }

    #[test]
    fn a_length_that_lies_costs_nothing() {
        let huge = [0x5b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
        assert!(Reader::new(&huge).bytes(0, 64).is_err());
        let many = [0x9b, 0, 0, 0, 1, 0, 0, 0, 0];
        assert!(matches!(
            Reader::new(&many).list(0, 10, |r| r.uint()),
            Err(CborError::Length { length: 0x1_0000_0000, .. })
        ));
    }

    #[test]
    fn trailing_bytes_are_refused() {
        let mut reader = Reader::new(&[1, 2]);
        assert_eq!(reader.uint(), Ok(1));
        assert_eq!(reader.end(), Err(CborError::Trailing { at: 1 }));
    }

    proptest! {
        #[test]
        fn integers_read_back(u in any::<u64>(), i in any::<i64>()) {
            let bytes = to_canonical(|w| { w.array(2).uint(u).int(i); });
            let mut reader = Reader::new(&bytes);
            prop_assert_eq!(reader.array(2, 2), Ok(2));
            prop_assert_eq!(reader.uint(), Ok(u));
            prop_assert_eq!(reader.int(), Ok(i));
            prop_assert_eq!(reader.end(), Ok(()));
        }

        #[test]
        fn what_is_read_is_what_would_be_written(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            let mut reader = Reader::new(&bytes);
            if let Ok(value) = reader.uint() {
                let again = to_canonical(|w| { w.uint(value); });
                prop_assert_eq!(&bytes[..reader.position()], &again[..]);
            }
            let mut reader = Reader::new(&bytes);
            if let Ok(value) = reader.int() {
                let again = to_canonical(|w| { w.int(value); });
                prop_assert_eq!(&bytes[..reader.position()], &again[..]);
            }
            let mut reader = Reader::new(&bytes);
            if let Ok(value) = reader.text(0, 64) {
                let again = to_canonical(|w| { w.text(value); });
                prop_assert_eq!(&bytes[..reader.position()], &again[..]);
            }
            let mut reader = Reader::new(&bytes);
            if let Ok(value) = reader.bytes(0, 64) {
                let again = to_canonical(|w| { w.bytes(value); });
                prop_assert_eq!(&bytes[..reader.position()], &again[..]);
            }
        }
    }
}
