//! The recording in a zip archive. `rawzip` finds the members, `flate2` unpacks them.

use rawzip::{CompressionMethod, ZipArchive};

use super::{Limits, bounded};
use crate::lab::analyze::read::error::ReadError;
use crate::lab::analyze::read::table::names::names_intervals;
use crate::lab::analyze::read::table::printable;

pub(super) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// Whether the archive begins like a workbook of a spreadsheet, or another document.
pub(super) fn is_workbook(start: &[u8]) -> bool {
    let has = |text: &[u8]| start.windows(text.len()).take(4096).any(|part| part == text);
    is_zip(start) && (has(b"[Content_Types].xml") || has(b"mimetypeapplication/"))
}

const DAMAGED: &str = "this zip archive is damaged or cut short. Fetch it again";

/// The only member that may be a recording, and its name.
pub(super) fn member(bytes: &[u8], limits: Limits) -> Result<(String, Vec<u8>), ReadError> {
    let damaged = |_| ReadError::whole(DAMAGED);
    let archive = ZipArchive::from_slice(bytes).map_err(damaged)?;
    let mut entries = archive.entries();
    let mut found = Vec::new();
    let mut seen = 0;
    while let Some(entry) = entries.next_entry().map_err(damaged)? {
        seen += 1;
        if seen > limits.members {
            return Err(ReadError::whole(format!(
                "more than {} files are in this zip. Unpack it and name one",
                limits.members
            )));
        }
        let path = entry.file_path();
        let name = printable(&String::from_utf8_lossy(path.as_ref()), 60);
        if !entry.is_dir() && may_be_recording(&name) {
            found.push((name, entry.wayfinder(), entry.compression_method()));
        }
    }
    // Empatica's archive has `IBI.csv` beside seven other files.
    if found.iter().filter(|member| is_named_intervals(&member.0)).count() == 1 {
        found.retain(|member| is_named_intervals(&member.0));
    }
    let [(name, place, method)] = &found[..] else {
        return Err(ReadError::whole(match &found[..] {
            [] => "no recording is in this zip archive. Unpack it and look".to_owned(),
            some => {
                let list = some.iter().take(4).map(|member| member.0.as_str()).collect::<Vec<_>>().join(", ");
                format!(
                    "{} files are in this zip ({list}{}). Unpack it and name one",
                    some.len(),
                    if some.len() > 4 { ", …" } else { "" }
                )
            }
        }));
    };
    let entry = archive.get_entry(*place).map_err(damaged)?;
    let unpacked = match *method {
        CompressionMethod::STORE => bounded(entry.verifying_reader(entry.data()), limits, DAMAGED)?,
        CompressionMethod::DEFLATE => {
            let inflated = flate2::bufread::DeflateDecoder::new(entry.data());
            bounded(entry.verifying_reader(inflated), limits, DAMAGED)?
        }
        _ => return Err(ReadError::whole("this zip is packed in an unusual way or has a password. Unpack it first")),
    };
    Ok((name.clone(), unpacked))
}

/// Whether the name of a file, without folder and ending, is that of intervals.
fn is_named_intervals(name: &str) -> bool {
    let base = name.rsplit('/').next().unwrap_or("");
    let stem = base.split('.').next().unwrap_or("");
    names_intervals(stem)
}

/// Whether a name may be that of a recording, and not of a remark or of what a system leaves behind.
fn may_be_recording(name: &str) -> bool {
    let lower = name.to_lowercase();
    let base = lower.rsplit('/').next().unwrap_or("");
    let aside = ["readme", "license", "licence", "manifest"].iter().any(|word| base.starts_with(word));
    let pictures =
        [".png", ".jpg", ".jpeg", ".pdf", ".html", ".md", ".gpx", ".tcx"].iter().any(|end| base.ends_with(end));
    !(base.starts_with('.') || lower.starts_with("__macosx/") || aside || pictures || base.is_empty())
}
