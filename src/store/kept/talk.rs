//! How a talk went, in a file of its own: part by part, and the one step. It is what is kept where the hearts are not.
//!
//! It holds nothing that one of the two did alone, except the step that both said yes to. Its times are whole seconds, and its
//! beginning a whole minute.

use std::io::{self, BufRead, Read as _};
use std::path::Path;

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::event::seat::Pair;
use crate::store::journal::Header;
use crate::store::journal::checked::Chain;
use crate::store::owner_only;
use crate::store::seal::{Head, Lock};
use crate::talk::outline::Outline;
use crate::words::printable::shown;

/// The version of the file that this program writes, and the newest that it reads.
pub const VERSION: u32 = 1;

/// The largest file, in bytes. A talk of two hours has some 4 kB.
const LARGEST: u64 = 1024 * 1024;

/// How every file begins.
pub(crate) const BEGINNING: &[u8] = b"{\"breathmark_talk\":";

/// The widest name and the widest step that are read, in columns.
const WIDEST: usize = 200;

/// How a talk went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptTalk {
    /// The version of the file.
    pub breathmark_talk: u32,
    /// When it began, in the local time of then and there.
    pub began: DateTime,
    /// What both are called.
    pub names: Pair<String>,
    /// How it went.
    pub outline: Outline,
    /// The one step that both said yes to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<KeptStep>,
    /// How many minutes after the end both wanted to go on, if they did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goes_on_in_minutes: Option<u64>,
    /// Whether the program or the computer stopped before the talk ended.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub was_cut_off: bool,
}

/// The one step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptStep {
    /// What; empty where both only said it.
    pub what: String,
    /// Who does it; nothing for both.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    /// Within how many days.
    pub in_days: u32,
}

/// Why the file of a talk can't be used.
#[derive(Debug, thiserror::Error)]
pub enum KeptTalkFault {
    /// It is none.
    #[error("this does not say how a talk went. Choose a file that breathmark has written")]
    NotOurs,
    /// It is not as it was written.
    #[error("how this talk went is damaged: it is not as it was written. Copy the file from a backup")]
    Damaged,
    /// A newer program wrote it.
    #[error("a newer breathmark wrote this. Update breathmark to read it")]
    Newer,
    /// It could not be read.
    #[error("reading stopped ({0}). Check the disk, or copy the file and try again")]
    Unreadable(io::Error),
}

impl KeptTalk {
    /// How the talk of this journal went. Its beginning is rounded down to a whole minute.
    pub(crate) fn new(
        header: &Header,
        outline: Outline,
        step: Option<KeptStep>,
        goes_on_in_minutes: Option<u64>,
    ) -> Self {
        let began = header.started_locally().datetime();
        Self {
            breathmark_talk: VERSION,
            began: began.date().at(began.hour(), began.minute(), 0, 0),
            names: header.people.map(|person| person.name.clone()),
            outline,
            step,
            goes_on_in_minutes,
            was_cut_off: false,
        }
    }

    /// Reads it. What people typed is made fit for a terminal.
    pub fn read(source: impl BufRead) -> Result<Self, KeptTalkFault> {
        let mut text = Vec::new();
        source.take(LARGEST).read_to_end(&mut text).map_err(|error| match error.kind() {
            io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => KeptTalkFault::Damaged,
            _ => KeptTalkFault::Unreadable(error),
        })?;
        text.pop_if(|byte| *byte == b'\n');
        if !Chain::default().take(&mut text) {
            let is_one = text.starts_with(BEGINNING);
            return Err(if is_one { KeptTalkFault::Damaged } else { KeptTalkFault::NotOurs });
        }
        let value: serde_json::Value = serde_json::from_slice(&text).map_err(|_| KeptTalkFault::NotOurs)?;
        let version = value.get("breathmark_talk").and_then(serde_json::Value::as_u64);
        match version {
            Some(version) if version > VERSION.into() => return Err(KeptTalkFault::Newer),
            None | Some(0) => return Err(KeptTalkFault::NotOurs),
            Some(_) => {}
        }
        let mut talk: Self = serde_json::from_value(value).map_err(|_| KeptTalkFault::NotOurs)?;
        talk.names = talk.names.map(|name| shown(name, WIDEST));
        if let Some(step) = &mut talk.step {
            step.what = shown(&step.what, WIDEST);
            step.who = step.who.take().map(|who| shown(&who, WIDEST));
        }
        Ok(talk)
    }

    /// The file: one JSON object in a line with its checksum, as a line of a journal has it.
    pub fn text(&self) -> io::Result<Vec<u8>> {
        let mut text = serde_json::to_vec(self)?;
        Chain::default().add(&mut text);
        text.push(b'\n');
        Ok(text)
    }

    /// Writes it to a file that must not be there yet, whole or not at all. With a lock it is sealed.
    pub(crate) fn write(&self, path: &Path, lock: Option<&Lock>) -> io::Result<()> {
        let mut text = self.text()?;
        if let Some(lock) = lock {
            let (head, key) = Head::new(Some(lock)).map_err(io::Error::other)?;
            let (mut bytes, mut sealer) = head.sealer(&key).map_err(io::Error::other)?;
            sealer.seal(&text, true, &mut bytes)?;
            text = bytes;
        }
        if let Some(folder) = path.parent() {
            owner_only::create_folder(folder)?;
        }
        owner_only::create_whole(path, &text)
    }
}
