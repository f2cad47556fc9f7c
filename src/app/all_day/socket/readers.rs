//! The readers of the socket. None of them can hold up the loop, and none costs more than its queue.

use std::io::{self, Read as _, Write as _};
use std::os::unix::net::UnixStream;

use crate::screen::output::has_hung_up;

/// The most readers at once. Assumption: a status bar, some bridges, and `--once` now and then. One more gets one line.
const MOST_READERS: usize = 16;
/// The most bytes that wait for one reader, beside what the system holds: about a minute of lines. Then it is dropped.
const MOST_WAITING: usize = 16 * 1024;
/// How much a reader may say each second before the rest has to wait. Nobody listens to it.
const IGNORED: usize = 512;

/// One reader.
#[derive(Debug)]
struct Reader {
    stream: UnixStream,
    waiting: Vec<u8>,
    /// Whether it has closed its own half: it says nothing more, and may still read.
    is_silent: bool,
}

/// All readers.
#[derive(Debug, Default)]
pub(super) struct Readers(Vec<Reader>);

impl Readers {
    /// A new reader gets the last line first. One too many gets that line alone, and its end is closed.
    pub(super) fn add(&mut self, stream: UnixStream, last: &str) {
        self.drop_gone();
        if stream.set_nonblocking(true).is_err() {
            return;
        }
        let mut reader = Reader { stream, waiting: Vec::new(), is_silent: false };
        if reader.send(last.as_bytes()) && self.0.len() < MOST_READERS {
            self.0.push(reader);
        }
    }

    /// Sends a line to each. Who has gone, or doesn't read, is dropped.
    pub(super) fn send(&mut self, line: &str) {
        self.0.retain_mut(|reader| reader.send(line.as_bytes()));
    }

    /// Drops those who have gone.
    pub(super) fn drop_gone(&mut self) {
        self.0.retain_mut(Reader::is_there);
    }
}

impl Reader {
    /// Sends what waits and the line, as far as it goes. False if the reader is to be dropped.
    fn send(&mut self, line: &[u8]) -> bool {
        self.waiting.extend_from_slice(line);
        let mut written = 0;
        while written < self.waiting.len() {
            match self.stream.write(&self.waiting[written..]) {
                Ok(0) => return false,
                Ok(count) => written += count,
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => break,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => return false,
            }
        }
        self.waiting.drain(..written);
        self.waiting.len() <= MOST_WAITING
    }

    /// Whether somebody holds the other end. What they say is left out.
    fn is_there(&mut self) -> bool {
        if !self.is_silent {
            match self.stream.read(&mut [0; IGNORED]) {
                // `nc` and others close the half that they don't use.
                Ok(0) => self.is_silent = true,
                Ok(_) => {}
                Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted) => {}
                Err(_) => return false,
            }
        }
        !has_hung_up(&self.stream)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair() -> (UnixStream, UnixStream) {
        UnixStream::pair().unwrap()
    }

    #[test]
    fn a_reader_that_never_reads_is_dropped_and_its_memory_with_it() {
        let (ours, theirs) = pair();
        let mut readers = Readers::default();
        readers.add(ours, "first\n");
        for _ in 0..200_000 {
            readers.send("a line of about sixty bytes, as a status line has them all\n");
            assert!(readers.0.iter().all(|reader| reader.waiting.len() <= MOST_WAITING));
        }
        assert!(readers.0.is_empty());
        drop(theirs);
    }

    #[test]
    fn a_reader_that_has_gone_leaves_its_place_to_another() {
        let mut readers = Readers::default();
        let mut theirs = Vec::new();
        for _ in 0..MOST_READERS + 3 {
            let (ours, other) = pair();
            readers.add(ours, "first\n");
            theirs.push(other);
        }
        assert_eq!(readers.0.len(), MOST_READERS);
        theirs.clear();
        let (ours, mut new) = pair();
        readers.add(ours, "first\n");
        assert_eq!(readers.0.len(), 1);
        let mut line = [0; 6];
        new.read_exact(&mut line).unwrap();
        assert_eq!(&line, b"first\n");
    }

    #[test]
    fn a_reader_too_many_gets_the_last_line_and_then_the_end() {
        let mut readers = Readers::default();
        let held: Vec<UnixStream> = (0..MOST_READERS)
            .map(|_| {
                let (ours, theirs) = pair();
                readers.add(ours, "first\n");
                theirs
            })
            .collect();
        let (ours, mut theirs) = pair();
        readers.add(ours, "last\n");
        let mut got = String::new();
        theirs.read_to_string(&mut got).unwrap();
        assert_eq!((got.as_str(), readers.0.len()), ("last\n", held.len()));
    }

    #[test]
    fn a_reader_that_closes_only_its_own_half_reads_on_until_it_goes() {
        let (ours, mut theirs) = pair();
        let mut readers = Readers::default();
        readers.add(ours, "1\n");
        theirs.shutdown(std::net::Shutdown::Write).unwrap();
        readers.drop_gone();
        readers.drop_gone();
        readers.send("2\n");
        let mut got = [0; 4];
        theirs.read_exact(&mut got).unwrap();
        assert_eq!(&got, b"1\n2\n");
        drop(theirs);
        readers.drop_gone();
        assert!(readers.0.is_empty());
    }
}
