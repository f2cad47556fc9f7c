//! The messages of a sealed file.
//!
//! ```text
//! 4 bytes   length of what follows, little-endian
//! n bytes   one message of libsodium's secretstream (XChaCha20-Poly1305): encrypted tag, text, 16 bytes of authentication
//! ```
//!
//! The text of a message is padded to a multiple of 256 bytes, so that its length doesn't tell a key from a heartbeat. The first
//! message is also bound to the head of the file. The last message of a file that was ended in an orderly way has the
//! tag for the end.

use std::io::{self, BufRead, Read};

use orion::hazardous::aead::streaming::{ABYTES, Nonce, StreamTag, StreamXChaCha20Poly1305};

use super::bytes::Bytes;
use super::head::FileKey;

/// The longest message, in bytes. A line of a journal has some hundreds.
const LONGEST: usize = 2 * 1024 * 1024;

/// The text of a message is padded to a multiple of this, in bytes. Keys and heartbeats are shorter. More takes more disk.
const PADDED_TO: usize = 256;

/// What stands between the text and the zeros behind it (ISO/IEC 7816-4; libsodium's `sodium_pad` does the same).
const END_OF_TEXT: u8 = 0x80;

/// Encrypts message by message.
pub struct Sealer {
    stream: StreamXChaCha20Poly1305,
    /// The head, until the first message has been bound to it.
    head: Option<Vec<u8>>,
    padded: Vec<u8>,
}

impl std::fmt::Debug for Sealer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sealer")
    }
}

impl Sealer {
    pub(super) fn new(key: &FileKey, stream: Bytes<24>, head: Vec<u8>) -> Self {
        Self {
            stream: StreamXChaCha20Poly1305::new(&key.0, &Nonce::from(stream.0)),
            head: Some(head),
            padded: Vec::new(),
        }
    }

    /// Adds the message with this text behind `into`.
    ///
    /// # Errors
    /// If the text is longer than 2 MiB. Then nothing is added.
    pub fn seal(&mut self, text: &[u8], is_last: bool, into: &mut Vec<u8>) -> io::Result<()> {
        self.padded.clear();
        self.padded.extend_from_slice(text);
        self.padded.push(END_OF_TEXT);
        self.padded.resize(self.padded.len().next_multiple_of(PADDED_TO), 0);
        let length = self.padded.len() + ABYTES;
        if length > LONGEST {
            return Err(io::Error::other("it is longer than 2 MiB"));
        }
        let before = into.len();
        into.extend_from_slice(&(length as u32).to_le_bytes());
        into.resize(before + 4 + length, 0);
        let tag = if is_last { StreamTag::Finish } else { StreamTag::Message };
        let head = self.head.take();
        let sealed = self.stream.seal_chunk(&self.padded, head.as_deref(), &mut into[before + 4..], &tag);
        sealed.map_err(|_| {
            into.truncate(before);
            io::Error::other("it can't be encrypted")
        })
    }
}

/// The text of a sealed file, message by message.
///
/// Its errors: `InvalidData` where a message is not as it was written, or there is something behind the last one;
/// `UnexpectedEof` where the file ends within a message. Nothing of such a message is given out.
pub struct Unsealed<R> {
    source: R,
    stream: StreamXChaCha20Poly1305,
    head: Option<Vec<u8>>,
    sealed: Vec<u8>,
    text: Vec<u8>,
    /// How much of `text` has been given out.
    read: usize,
    has_ended: bool,
}

impl<R: BufRead> Unsealed<R> {
    pub(super) fn new(source: R, key: &FileKey, stream: Bytes<24>, head: Vec<u8>) -> Self {
        Self {
            source,
            stream: StreamXChaCha20Poly1305::new(&key.0, &Nonce::from(stream.0)),
            head: Some(head),
            sealed: Vec::new(),
            text: Vec::new(),
            read: 0,
            has_ended: false,
        }
    }

    /// Reads the next message; false at the end of the file.
    fn next_message(&mut self) -> io::Result<bool> {
        if self.source.fill_buf()?.is_empty() {
            return Ok(false);
        }
        let damaged = || io::Error::from(io::ErrorKind::InvalidData);
        if self.has_ended {
            return Err(damaged());
        }
        let mut length = [0; 4];
        self.source.read_exact(&mut length)?;
        let length = u32::from_le_bytes(length) as usize;
        if !(ABYTES..=LONGEST).contains(&length) {
            return Err(damaged());
        }
        // Of a length that is a lie, no more memory is taken than there is file.
        self.sealed.clear();
        let read = (&mut self.source).take(length as u64).read_to_end(&mut self.sealed)?;
        if read < length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.read = 0;
        self.text.clear();
        self.text.resize(length - ABYTES, 0);
        let head = self.head.take();
        let Ok(tag) = self.stream.open_chunk(&self.sealed, head.as_deref(), &mut self.text) else {
            self.text.clear();
            return Err(damaged());
        };
        self.has_ended = matches!(tag, StreamTag::Finish);
        let end = self.text.iter().rposition(|byte| *byte != 0);
        let end = end.filter(|at| self.text[*at] == END_OF_TEXT);
        self.text.truncate(end.unwrap_or(0));
        if end.is_none() {
            return Err(damaged());
        }
        Ok(true)
    }
}

impl<R: BufRead> BufRead for Unsealed<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.read == self.text.len() {
            if !self.next_message()? {
                return Ok(&[]);
            }
        }
        Ok(&self.text[self.read..])
    }

    fn consume(&mut self, amount: usize) {
        self.read = (self.read + amount).min(self.text.len());
    }
}

impl<R: BufRead> Read for Unsealed<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let there = self.fill_buf()?;
        let count = there.len().min(into.len());
        into[..count].copy_from_slice(&there[..count]);
        self.consume(count);
        Ok(count)
    }
}
