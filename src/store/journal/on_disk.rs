//! Bringing a journal to the disk on a schedule, and noticing when its file is gone.
//!
//! The system keeps what a program writes in memory for up to half a minute. If the power fails then, it is lost. So a thread of
//! its own asks for the disk every few seconds; the loop never waits for it.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

/// How often a journal is brought to the disk: what a power cut can take, at most. Assumption: two seconds of a talk are no loss.
/// Each time costs the disk one small write. More often wears it out, less often loses more.
const EVERY: Duration = Duration::from_secs(2);

/// What happened to a file from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outside {
    /// It is not there any more, or another one is.
    Gone,
    /// It is shorter than what was written.
    Cut,
}

impl Outside {
    /// The error for whoever writes on.
    pub(super) fn error(self) -> io::Error {
        match self {
            Self::Gone => io::Error::new(io::ErrorKind::NotFound, "the file was removed or moved meanwhile"),
            Self::Cut => io::Error::new(io::ErrorKind::InvalidData, "the file was shortened from outside meanwhile"),
        }
    }
}

#[derive(Debug, Default)]
struct Shared {
    /// How many bytes were written.
    written: AtomicU64,
    /// 0, or what happened to the file: 1 for gone, 2 for cut.
    outside: AtomicU8,
}

/// The thread that brings a file to the disk. It ends when this is dropped, after a last time.
#[derive(Debug)]
pub(super) struct OnDisk {
    file: File,
    path: PathBuf,
    shared: Arc<Shared>,
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl OnDisk {
    /// Looks after this file. Without a thread, which the system may refuse, the system alone decides when it writes.
    pub(super) fn start(file: &File, path: &Path) -> io::Result<Self> {
        let shared = Arc::new(Shared::default());
        let (stop, stopped) = channel();
        let (own, watched, place) = (file.try_clone()?, Arc::clone(&shared), path.to_owned());
        let run = move || {
            let mut synced = 0;
            loop {
                let ends = stopped.recv_timeout(EVERY) != Err(RecvTimeoutError::Timeout);
                let written = watched.written.load(Ordering::Acquire);
                // What can't be brought to the disk now is tried again the next time.
                if written != synced && own.sync_data().is_ok() {
                    synced = written;
                }
                note(&watched, outside(&own, &place, written));
                if ends {
                    return;
                }
            }
        };
        let thread = std::thread::Builder::new().name("journal".into()).spawn(run).ok();
        // The folder must know the file, too. Not every system can be asked for that.
        let _ = path.parent().and_then(|folder| File::open(folder).ok()).map(|folder| folder.sync_all());
        Ok(Self { file: file.try_clone()?, path: path.to_owned(), shared, stop: Some(stop), thread })
    }

    /// So many bytes stand in the file now.
    pub(super) fn written(&self, bytes: u64) {
        self.shared.written.store(bytes, Ordering::Release);
    }

    /// What happened to the file, as far as it has been noticed.
    pub(super) fn outside(&self) -> Option<Outside> {
        match self.shared.outside.load(Ordering::Acquire) {
            0 => None,
            1 => Some(Outside::Gone),
            _ => Some(Outside::Cut),
        }
    }

    /// Looks at the file once more, now.
    pub(super) fn look(&self) -> Option<Outside> {
        note(&self.shared, outside(&self.file, &self.path, self.shared.written.load(Ordering::Acquire)));
        self.outside()
    }
}

impl Drop for OnDisk {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // It ends by itself; if it panicked, there is nothing left to bring to the disk.
            let _ = thread.join();
        }
    }
}

fn note(shared: &Shared, outside: Option<Outside>) {
    let number = match outside {
        None => return,
        Some(Outside::Gone) => 1,
        Some(Outside::Cut) => 2,
    };
    shared.outside.store(number, Ordering::Release);
}

/// What happened to a file of which so many bytes were written.
fn outside(file: &File, path: &Path, written: u64) -> Option<Outside> {
    let there = match fs::symlink_metadata(path) {
        Ok(there) => there,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Some(Outside::Gone),
        // A folder that can't be looked into for a moment says nothing about the file.
        Err(_) => return None,
    };
    let ours = file.metadata().ok()?;
    if !is_same(&there, &ours) {
        return Some(Outside::Gone);
    }
    (ours.len() < written).then_some(Outside::Cut)
}

#[cfg(unix)]
fn is_same(one: &fs::Metadata, other: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

/// Windows lets nobody replace a file that was opened as [`crate::store::lock::create_to_write`] does.
#[cfg(not(unix))]
fn is_same(_: &fs::Metadata, _: &fs::Metadata) -> bool {
    true
}
