//! What a file is packed in, recognised by its content: gzip, zip, UTF-16. What is binary and can't be read is named.
//!
//! Unpacking is bounded: a small file can pack an endless one.

mod binary;
mod zip;

use std::borrow::Cow;
use std::io::Read;

use super::error::ReadError;
use super::note::Note;

pub(crate) use binary::is_fit;

/// What may be unpacked at most.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes that a packed file may become.
    pub unpacked: u64,
    /// Members of a zip archive that are looked at.
    pub members: usize,
}

impl Default for Limits {
    /// 256 MiB and a thousand members. Assumption: a day of heartbeats with every column that programs write is below 40 MB.
    fn default() -> Self {
        Self { unpacked: 256 << 20, members: 1000 }
    }
}

/// Number of bytes at the start of a file that decide whether it is text.
pub(crate) const FIRST_LOOK: usize = 8192;

/// Why these first bytes of a file can't be those of a recording; none if they can.
pub(crate) fn refusal(start: &[u8]) -> Option<ReadError> {
    let first = &start[..start.len().min(FIRST_LOOK)];
    if is_gzip(first) || zip::is_zip(first) || is_utf16(first) || is_fit(first) {
        return zip::is_workbook(first).then(|| ReadError::whole(binary::WORKBOOK));
    }
    binary::refusal(first)
}

/// A file without what it was packed in.
pub(crate) struct Unpacked<'a> {
    pub(crate) bytes: Cow<'a, [u8]>,
    pub(crate) notes: Vec<Note>,
}

/// Unpacks a file: gzip and zip, and one within the other, but no deeper.
pub(crate) fn unpack(bytes: &[u8], limits: Limits) -> Result<Unpacked<'_>, ReadError> {
    if let Some(refusal) = refusal(bytes) {
        return Err(refusal);
    }
    let mut unpacked = Unpacked { bytes: Cow::Borrowed(bytes), notes: Vec::new() };
    for _ in 0..2 {
        let inner = if is_gzip(&unpacked.bytes) {
            gunzip(&unpacked.bytes, limits)?
        } else if zip::is_zip(&unpacked.bytes) {
            let (name, inner) = zip::member(&unpacked.bytes, limits)?;
            unpacked.notes.push(Note::Kind(format!("a zip archive: `{name}` in it")));
            inner
        } else {
            break;
        };
        unpacked.bytes = Cow::Owned(inner);
    }
    if let Some(refusal) = refusal(&unpacked.bytes) {
        return Err(refusal);
    }
    if is_gzip(&unpacked.bytes) || zip::is_zip(&unpacked.bytes) {
        return Err(ReadError::whole("this is packed more than twice. Unpack it first"));
    }
    if is_utf16(&unpacked.bytes) {
        unpacked.bytes = Cow::Owned(utf16(&unpacked.bytes)?);
    }
    Ok(unpacked)
}

fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1f, 0x8b, 8])
}

fn gunzip(bytes: &[u8], limits: Limits) -> Result<Vec<u8>, ReadError> {
    let broken = "this gzip file is damaged or cut short. Fetch it again";
    bounded(flate2::read::MultiGzDecoder::new(bytes), limits, broken)
}

/// Everything that a reader has, within the limits.
fn bounded(source: impl Read, limits: Limits, broken: &'static str) -> Result<Vec<u8>, ReadError> {
    let mut unpacked = Vec::new();
    source.take(limits.unpacked + 1).read_to_end(&mut unpacked).map_err(|_| ReadError::whole(broken))?;
    if unpacked.len() as u64 > limits.unpacked {
        let most = limits.unpacked >> 20;
        return Err(ReadError::whole(format!(
            "unpacked, this is more than {most} MiB. Unpack it, and split what is inside"
        )));
    }
    Ok(unpacked)
}

/// Whether a text is UTF-16: by its mark, or because every second byte of its first lines is zero.
fn is_utf16(bytes: &[u8]) -> bool {
    let marked = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    let first = &bytes[..bytes.len().min(64) & !1];
    let half =
        |odd: usize| first.len() >= 8 && first.chunks_exact(2).all(|pair| pair[odd] == 0 && pair[1 - odd].is_ascii());
    let half = |odd: usize| half(odd) && first.iter().any(|byte| *byte != 0);
    marked && !first.iter().take(8).skip(2).all(|byte| *byte == 0) || half(0) || half(1)
}

fn utf16(bytes: &[u8]) -> Result<Vec<u8>, ReadError> {
    let big = bytes.starts_with(b"\xfe\xff") || !bytes.starts_with(b"\xff\xfe") && bytes[0] == 0;
    let units = bytes.chunks_exact(2).map(|pair| if big { [pair[0], pair[1]] } else { [pair[1], pair[0]] });
    let text: Result<String, _> = char::decode_utf16(units.map(u16::from_be_bytes)).collect();
    let text = text.map_err(|_| ReadError::whole("this text is damaged UTF-16. Save it as UTF-8"))?;
    if text.bytes().take(FIRST_LOOK).any(|byte| byte.is_ascii_control() && !byte.is_ascii_whitespace()) {
        return Err(ReadError::whole("this is binary, not text. Choose RR text, CSV or a breathmark journal"));
    }
    Ok(text.trim_start_matches('\u{feff}').as_bytes().to_vec())
}
