//! Readers and writers that move a progress bar.

use std::io::{self, Read, Write};

use indicatif::ProgressBar;

/// Moves the bar by the bytes that are read.
pub(crate) struct Reading<'a, R> {
    input: R,
    bar: &'a ProgressBar,
}

impl<'a, R: Read> Reading<'a, R> {
    /// Reads from `input`.
    pub(crate) const fn new(input: R, bar: &'a ProgressBar) -> Self {
        Self { input, bar }
    }
}

impl<R: Read> Read for Reading<'_, R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(bytes)?;
        self.bar.inc(read as u64);
        Ok(read)
    }
}

/// Moves the bar by one for each piece that is written: an entry of a bundle, say.
pub(crate) struct Writing<'a, W> {
    out: W,
    bar: &'a ProgressBar,
}

impl<'a, W: Write> Writing<'a, W> {
    /// Writes to `out`.
    pub(crate) const fn new(out: W, bar: &'a ProgressBar) -> Self {
        Self { out, bar }
    }
}

impl<W: Write> Write for Writing<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.bar.inc(1);
        self.out.write_all(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
