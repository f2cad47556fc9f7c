//! The journal of a talk whose hearts are not kept, as long as the talk lasts.
//!
//! It is sealed with a key of its own. The key is in no file on a disk: it is in the memory of the program, and on Linux in the
//! folder that the system keeps in memory for as long as somebody is logged in. So a program that was killed can say how the talk
//! went until then. After a restart of the computer nobody can read the journal any more.

use std::fs;
use std::io::{self, BufRead, Write as _};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::talk::KeptTalk;
use crate::session::output::Output;
use crate::session::{Script, Session};
use crate::store::history::PastTalk;
use crate::store::journal::read::{JournalError, Lines};
use crate::store::owner_only;
use crate::store::seal::head::FileKey;
use crate::talk::Stage;
use crate::talk::outline::OutlineSoFar;

/// Keeps the key of an unfinished journal in memory. Where the system has no such folder, it is kept by the program alone.
pub(crate) fn keep_key(stem: &str, key: &FileKey) {
    let Some(path) = key_path(stem) else { return };
    let Some(folder) = path.parent() else { return };
    let created = owner_only::create_folder(folder);
    let created = created.and_then(|()| owner_only::file().write(true).create_new(true).open(&path));
    // A key of that name belongs to another program.
    let Ok(mut file) = created else { return };
    if file.write_all(key.bytes()).is_err() {
        // Half a key opens nothing.
        let _ = fs::remove_file(&path);
    }
}

/// The key of an unfinished journal, if it is still there.
pub(crate) fn key(stem: &str) -> Option<FileKey> {
    let bytes = Zeroizing::new(fs::read(key_path(stem)?).ok()?);
    Some(FileKey::from_bytes(bytes.as_slice().try_into().ok()?))
}

/// Forgets the key.
pub(crate) fn forget_key(stem: &str) {
    if let Some(path) = key_path(stem) {
        // Where there is none, there is nothing to forget.
        let _ = fs::remove_file(path);
    }
}

/// Removes an unfinished journal, and then its key.
pub(crate) fn remove(path: &Path, stem: &str) -> io::Result<()> {
    let removed = fs::remove_file(path);
    forget_key(stem);
    removed
}

/// Where the key is kept: in the folder of the login, if that is in memory.
#[cfg(target_os = "linux")]
fn key_path(stem: &str) -> Option<PathBuf> {
    /// The number by which Linux calls a file system in memory (`statfs(2)`).
    const TMPFS: u64 = 0x0102_1994;
    let folder = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|folder| folder.is_absolute())?;
    let kind = rustix::fs::statfs(&folder).ok()?.f_type;
    (u64::try_from(kind) == Ok(TMPFS)).then(|| folder.join("breathmark").join(format!("{stem}.key")))
}

/// Other systems have no such folder.
#[cfg(not(target_os = "linux"))]
fn key_path(_: &str) -> Option<PathBuf> {
    None
}

/// What can still be said of a talk that was cut off.
pub(crate) struct CutOff {
    /// How it went until then; nothing if there was no talk yet.
    pub(crate) talk: Option<KeptTalk>,
    /// Its line of the history, if anybody had a turn.
    pub(crate) past: Option<PastTalk>,
}

impl CutOff {
    /// Goes through the journal, up to where it can be read.
    pub(crate) fn of(journal: impl BufRead) -> Result<Self, JournalError> {
        let (header, lines) = Lines::open(journal)?;
        let mut session = Session::new(&header.setup);
        let mut outline = OutlineSoFar::default();
        for stamped in lines.map_while(Result::ok) {
            session.handle(stamped.at, &stamped.input);
            while let Some(stamped) = session.poll() {
                if let Output::Stage { stage } = stamped.output {
                    outline.enter(stamped.at, stage);
                }
            }
        }
        let Script::Talk(talk) = session.script() else { return Ok(Self { talk: None, past: None }) };
        let kept = outline.has_talk().then(|| KeptTalk {
            was_cut_off: session.stage() != Stage::Over,
            ..KeptTalk::new(&header, outline.ended(session.now()), None, None)
        });
        let past = (!talk.talked(session.now()).is_zero()).then(|| PastTalk::of(&header, talk));
        Ok(Self { talk: kept, past })
    }
}
