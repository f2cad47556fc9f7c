//! Binary files by their first bytes: what each is, and where the RR intervals are in that product.

use crate::lab::analyze::read::error::ReadError;

pub(super) const WORKBOOK: &str = "this is a workbook or a document. Save its sheet with the intervals as CSV";

/// How a kind begins, and what to say of it.
const KINDS: [(&[u8], &str); 20] = [
    (b"%PDF", "this is a PDF. Its program can export the RR intervals as text or CSV"),
    (b"\x89PNG", "this is a picture. Export the RR intervals as text or CSV"),
    (b"\xff\xd8\xff", "this is a picture. Export the RR intervals as text or CSV"),
    (
        b"SQLite format 3\0",
        "this is a database (Gadgetbridge and other apps keep one). Export the RR intervals from it as CSV",
    ),
    (b"\x89HDF\r\n\x1a\n", "this is HDF5 or a newer MATLAB file. Write its RR intervals as text, one a line"),
    (b"MATLAB 5.0 MAT-file", "this is a MATLAB file. Write its RR intervals as text, one a line"),
    (b"PAR1", "this is Parquet. Write the column with the RR intervals as CSV"),
    (
        b"0       ",
        "this is an EDF recording: a signal, not RR intervals. Find its beats first, and export them as text",
    ),
    (
        b"\xffBIOSEMI",
        "this is a BDF recording: a signal, not RR intervals. Find its beats first, and export them as text",
    ),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", WORKBOOK),
    (b"\x93NUMPY", "this is a NumPy array. Write it with numpy.savetxt, one interval a line"),
    (b"\x80\x04\x95", "this is a Python pickle. Write the RR intervals as text, one a line"),
    (b"7z\xbc\xaf\x27\x1c", "this is a 7-Zip archive. Unpack it first"),
    (b"Rar!", "this is a RAR archive. Unpack it first"),
    (b"BZh", "this is packed with bzip2. Unpack it first"),
    (b"\xfd7zXZ\0", "this is packed with xz. Unpack it first"),
    (b"\x28\xb5\x2f\xfd", "this is packed with zstd. Unpack it first"),
    (b"RDX", "this is an R file. Write the RR intervals as text, one a line"),
    (b"ADInstruments", "this is a LabChart file. Export its RR intervals as text"),
    (b"btsnoop\0", "this is a Bluetooth log. Take the notifications out of it, and give them to breathmark decode"),
];

/// Why these first bytes are no recording; none if they may be text.
pub(super) fn refusal(first: &[u8]) -> Option<ReadError> {
    let odd = |byte: &u8| byte.is_ascii_control() && !byte.is_ascii_whitespace();
    let place = first.iter().position(odd);
    // An EDF header is text, and so long that nothing else shows what it is.
    let known = KINDS.iter().find(|(start, _)| first.starts_with(start));
    if let Some((start, what)) = known
        && (place.is_some() || *start == b"%PDF" || first.len() >= 256 && start.starts_with(b"0 "))
    {
        return Some(ReadError::whole(*what));
    }
    let line = place.map(|place| first[..place].split(|byte| *byte == b'\n').count())?;
    Some(ReadError::at(line, "this is binary, not text. Choose RR text, CSV or a breathmark journal"))
}

/// Whether a file is of Garmin's format FIT: its header has the letters `.FIT`.
pub(crate) fn is_fit(bytes: &[u8]) -> bool {
    matches!(bytes.first(), Some(12 | 14)) && bytes.get(8..12) == Some(b".FIT")
}
