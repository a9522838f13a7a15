//! Frames on a stream: four bytes of length, big-endian, then so many bytes.
//!
//! Both halves can be dropped at any await and go on later: what has been read or written is kept.

use std::collections::VecDeque;
use std::io;

use futures::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

/// Bytes of the longest frame: an entry of 1 MiB with its frame, twice.
pub const MAX_FRAME: usize = 2 << 20;

/// Bytes of the length before a frame.
const HEAD: usize = 4;

/// Bytes that are read at once; memory grows by what came, not by what was claimed.
const PIECE: usize = 16 << 10;

/// Why no frame comes.
#[derive(Debug)]
pub(crate) enum FrameError {
    /// The peer closed the stream between two frames.
    Closed,
    /// The peer closed the stream within a frame, or the connection broke.
    Broken,
    /// The peer claims a longer frame than is allowed.
    TooLong(u32),
}

/// Reads frames.
#[derive(Debug)]
pub(crate) struct Reader<R> {
    inner: R,
    head: Vec<u8>,
    body: Vec<u8>,
}

impl<R: AsyncRead + Unpin> Reader<R> {
    pub(crate) const fn new(inner: R) -> Self {
        Self { inner, head: Vec::new(), body: Vec::new() }
    }

    /// Whether a frame has begun and not ended.
    pub(crate) const fn is_within_frame(&self) -> bool {
        !self.head.is_empty()
    }

    /// Waits for some bytes; gives the frame that they complete, if they do.
    pub(crate) async fn progress(&mut self) -> Result<Option<Vec<u8>>, FrameError> {
        let mut piece = [0; PIECE];
        let missing = HEAD.saturating_sub(self.head.len());
        if missing > 0 {
            let got = self.some(&mut piece, missing).await?;
            self.head.extend_from_slice(got);
        } else {
            let missing = self.wanted()?.saturating_sub(self.body.len());
            let got = self.some(&mut piece, missing).await?;
            self.body.extend_from_slice(got);
        }
        if self.head.len() < HEAD || self.body.len() < self.wanted()? {
            return Ok(None);
        }
        self.head.clear();
        Ok(Some(std::mem::take(&mut self.body)))
    }

    /// The length that the frame claims.
    fn wanted(&self) -> Result<usize, FrameError> {
        let length = self.head.first_chunk().map_or(0, |head| u32::from_be_bytes(*head));
        let wanted = usize::try_from(length).ok().filter(|wanted| *wanted <= MAX_FRAME);
        wanted.ok_or(FrameError::TooLong(length))
    }

    async fn some<'p>(&mut self, piece: &'p mut [u8], most: usize) -> Result<&'p [u8], FrameError> {
        let most = most.min(piece.len());
        let room = piece.get_mut(..most).ok_or(FrameError::Broken)?;
        match self.inner.read(room).await {
            Ok(0) if self.head.is_empty() => Err(FrameError::Closed),
            Ok(0) | Err(_) => Err(FrameError::Broken),
            Ok(got) => room.get(..got).ok_or(FrameError::Broken),
        }
    }
}

/// Writes frames, in order, as fast as the peer takes them.
#[derive(Debug)]
pub(crate) struct Writer<W> {
    inner: W,
    queue: VecDeque<Vec<u8>>,
    /// Bytes in the queue that are not yet written.
    queued: usize,
    /// Bytes of the first in the queue that are written.
    written: usize,
    unflushed: bool,
}

impl<W: AsyncWrite + Unpin> Writer<W> {
    pub(crate) const fn new(inner: W) -> Self {
        Self { inner, queue: VecDeque::new(), queued: 0, written: 0, unflushed: false }
    }

    /// Puts a frame behind the others; `false` when it is too long.
    #[must_use]
    pub(crate) fn push(&mut self, frame: Vec<u8>) -> bool {
        let Some(length) = u32::try_from(frame.len()).ok().filter(|_| frame.len() <= MAX_FRAME)
        else {
            return false;
        };
        self.queued += HEAD + frame.len();
        self.queue.push_back(length.to_be_bytes().to_vec());
        self.queue.push_back(frame);
        true
    }

    /// Bytes that wait.
    pub(crate) const fn queued(&self) -> usize {
        self.queued
    }

    /// Whether nothing waits to be written or flushed.
    pub(crate) fn is_idle(&self) -> bool {
        self.queue.is_empty() && !self.unflushed
    }

    /// Makes some progress: writes a piece, or flushes when everything is written.
    pub(crate) async fn progress(&mut self) -> io::Result<()> {
        let rest = self.queue.front().and_then(|frame| frame.get(self.written..));
        let Some(rest) = rest else {
            self.inner.flush().await?;
            self.unflushed = false;
            return Ok(());
        };
        let whole = rest.len();
        let wrote = if whole == 0 { 0 } else { self.inner.write(rest).await? };
        if whole > 0 && wrote == 0 {
            return Err(io::ErrorKind::WriteZero.into());
        }
        self.unflushed = true;
        self.queued = self.queued.saturating_sub(wrote);
        self.written += wrote;
        if wrote == whole {
            self.queue.pop_front();
            self.written = 0;
        }
        Ok(())
    }

    /// Says that nothing more comes.
    pub(crate) async fn close(&mut self) -> io::Result<()> {
        self.inner.close().await
    }
}

#[cfg(test)]
mod tests {
    use futures::executor::block_on;
    use futures::io::Cursor;
    use proptest::prelude::*;

    use super::*;

    fn next<R: AsyncRead + Unpin>(reader: &mut Reader<R>) -> Result<Vec<u8>, FrameError> {
        loop {
            if let Some(frame) = block_on(reader.progress())? {
                return Ok(frame);
            }
        }
    }

    fn written(frames: &[Vec<u8>]) -> Vec<u8> {
        let mut writer = Writer::new(Cursor::new(Vec::new()));
        for frame in frames {
            assert!(writer.push(frame.clone()));
        }
        while !writer.is_idle() {
            block_on(writer.progress()).unwrap();
        }
        assert_eq!(writer.queued(), 0);
        writer.inner.into_inner()
    }

    proptest! {
        #[test]
        fn frames_come_out_as_they_went_in(
            frames in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..40_000), 0..6)
        ) {
            let mut reader = Reader::new(Cursor::new(written(&frames)));
            for frame in &frames {
                prop_assert_eq!(&next(&mut reader).unwrap(), frame);
            }
            prop_assert!(matches!(next(&mut reader), Err(FrameError::Closed)));
        }

        #[test]
        fn any_bytes_end_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let mut reader = Reader::new(Cursor::new(bytes));
            while next(&mut reader).is_ok() {}
        }
    }

    #[test]
    fn a_claimed_length_allocates_nothing() {
        let mut reader = Reader::new(Cursor::new([0xff; 4].to_vec()));
        assert!(matches!(next(&mut reader), Err(FrameError::TooLong(u32::MAX))));
        let mut bytes = u32::try_from(MAX_FRAME).unwrap().to_be_bytes().to_vec();
        bytes.push(1);
        let mut reader = Reader::new(Cursor::new(bytes));
        assert!(matches!(next(&mut reader), Err(FrameError::Broken)));
        assert!(reader.body.capacity() < PIECE);
        assert!(reader.is_within_frame());
    }

    #[test]
    fn a_frame_that_is_too_long_is_not_sent() {
        let mut writer = Writer::new(Cursor::new(Vec::new()));
        assert!(!writer.push(vec![0; MAX_FRAME + 1]));
        assert!(writer.is_idle());
    }
}
