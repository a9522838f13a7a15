//! What goes over the local socket: frames of a length, a kind, and bytes.
//!
//! ```text
//! frame    = length: u32 BE, kind: u8, bytes            length = 1 + bytes, at most 1 MiB
//! client   → Request* Begin, then Answer or NoAnswer to each question
//! node     → (Out | Err | AskShown | AskHidden | AskInput)* End, or NotBegun
//! ```

use std::io::{self, Read, Write};

use zeroize::Zeroizing;

/// Bytes of a frame at most.
pub(super) const MAX_FRAME: usize = 1024 * 1024;

/// What a frame is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Kind {
    /// A piece of the request.
    Request = 1,
    /// The request is whole.
    Begin = 2,
    /// What was asked for.
    Answer = 3,
    /// There is no answer; the reason.
    NoAnswer = 4,
    /// Goes to standard output.
    Out = 16,
    /// Goes to standard error.
    Err = 17,
    /// A question whose answer is seen as it is typed.
    AskShown = 18,
    /// A question whose answer nobody must see.
    AskHidden = 19,
    /// All of standard input is asked for.
    AskInput = 20,
    /// The command is over: one byte, its exit status.
    End = 21,
    /// The node is ending, and has begun nothing.
    NotBegun = 22,
}

impl Kind {
    const ALL: [Self; 11] = [
        Self::Request,
        Self::Begin,
        Self::Answer,
        Self::NoAnswer,
        Self::Out,
        Self::Err,
        Self::AskShown,
        Self::AskHidden,
        Self::AskInput,
        Self::End,
        Self::NotBegun,
    ];
}

/// A frame as it was read. It may be a passphrase.
pub(super) type Frame = (Kind, Zeroizing<Vec<u8>>);

/// Writes bytes as one frame, or as many as they take.
pub(super) fn write(out: &mut impl Write, kind: Kind, bytes: &[u8]) -> io::Result<()> {
    let mut pieces = bytes.chunks(MAX_FRAME - 1);
    let first = pieces.next().unwrap_or_default();
    for piece in [first].into_iter().chain(pieces) {
        let length = u32::try_from(1 + piece.len()).map_err(io::Error::other)?;
        let mut frame = Zeroizing::new(Vec::with_capacity(5 + piece.len()));
        frame.extend_from_slice(&length.to_be_bytes());
        frame.push(kind as u8);
        frame.extend_from_slice(piece);
        out.write_all(&frame)?;
    }
    out.flush()
}

/// Reads a frame; `None` where the other side has ended the line between two.
///
/// # Errors
/// What the system says; [`io::ErrorKind::InvalidData`] for what is no frame.
pub(super) fn read(input: &mut impl Read) -> io::Result<Option<Frame>> {
    let mut head = [0; 4];
    if input.read(&mut head[..1])? == 0 {
        return Ok(None);
    }
    input.read_exact(&mut head[1..])?;
    let length = usize::try_from(u32::from_be_bytes(head)).map_err(io::Error::other)?;
    if !(1..=MAX_FRAME).contains(&length) {
        return Err(wrong("a frame of a length that there is not"));
    }
    let mut kind = [0];
    input.read_exact(&mut kind)?;
    let kind = Kind::ALL.into_iter().find(|known| *known as u8 == kind[0]);
    let kind = kind.ok_or_else(|| wrong("a frame of a kind that there is not"))?;
    let mut bytes = Zeroizing::new(vec![0; length - 1]);
    input.read_exact(&mut bytes)?;
    Ok(Some((kind, bytes)))
}

fn wrong(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_reads_back_and_a_long_text_takes_several() {
        let mut line = Vec::new();
        write(&mut line, Kind::Out, &vec![7; MAX_FRAME + 5]).unwrap();
        write(&mut line, Kind::Begin, b"").unwrap();
        let mut line = line.as_slice();
        let mut lengths = Vec::new();
        while let Some((_, bytes)) = read(&mut line).unwrap() {
            lengths.push(bytes.len());
        }
        assert_eq!(lengths, [MAX_FRAME - 1, 6, 0]);
    }

    #[test]
    fn a_length_that_there_is_not_is_refused_before_anything_is_read() {
        for head in [[0; 4], [0xff; 4], [0, 0x10, 0, 1]] {
            let error = read(&mut head.as_slice()).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::InvalidData);
        }
    }

    #[test]
    fn a_kind_that_there_is_not_and_half_a_frame_are_refused() {
        assert!(read(&mut [0, 0, 0, 1, 99].as_slice()).is_err());
        assert!(read(&mut [0, 0, 0, 9, 16, 1].as_slice()).is_err());
        assert!(read(&mut [0, 0].as_slice()).is_err());
    }
}
