//! Reading a file of any content without waiting for ever: plain files only, and no more of them than makes sense.
//!
//! A pipe, a socket, a device or a folder may stand in the place of a file. A look before the file is opened finds it,
//! so that a device is never opened. The file is then opened without waiting, and looked at once more: something else
//! may have taken its place.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read};
use std::path::Path;
use std::time::Duration;

use super::error::ReadFault;

/// The largest file of text that is read, in bytes: 1 MiB. The largest that the program brings along is `words/en.toml`
/// with some 35 kB. A larger file is refused before it is parsed.
pub(crate) const LARGEST: u64 = 1024 * 1024;

/// How long the settings are waited for where a flag names a pipe. Assumption: they are a few lines.
const SETTINGS_WITHIN: Duration = Duration::from_secs(1);

/// How long a recording is waited for where its path leads to a pipe. Assumption: a program on another machine begins to
/// write within this time.
pub(crate) const RECORDING_WITHIN: Duration = Duration::from_secs(10);

/// The text of a plain file.
pub(crate) fn text(path: &Path) -> Result<String, ReadFault> {
    let bytes = bounded(open(path)?, LARGEST)?;
    String::from_utf8(bytes).map_err(|_| ReadFault::NotText)
}

/// The text of a file that a flag names. It may also be a pipe, such as `<(cat settings.toml)`.
pub(crate) fn text_or_pipe(path: &Path) -> Result<String, ReadFault> {
    String::from_utf8(bytes_or_pipe(path, SETTINGS_WITHIN, LARGEST)?).map_err(|_| ReadFault::NotText)
}

/// The bytes of a plain file or of a pipe, if they are at most `most` and no pause in the pipe lasts longer than `wait`.
pub(crate) fn bytes_or_pipe(path: &Path, wait: Duration, most: u64) -> Result<Vec<u8>, ReadFault> {
    match open_any(path)? {
        OpenedFile::File(file) => bounded(file, most),
        OpenedFile::Pipe(pipe) => drained(pipe, wait, most),
    }
}

/// A plain file, opened for reading.
pub(crate) fn open(path: &Path) -> Result<File, ReadFault> {
    match open_any(path)? {
        OpenedFile::File(file) => Ok(file),
        OpenedFile::Pipe(_) => Err(ReadFault::NotAFile("a pipe")),
    }
}

/// Finds out whether a plain file is there. A link is none, wherever it leads.
pub(crate) fn plain(path: &Path) -> Result<(), ReadFault> {
    let there = fs::symlink_metadata(path).map_err(of_system)?;
    if there.is_symlink() {
        return Err(ReadFault::NotAFile("a link"));
    }
    if is_pipe(&there)? { Err(ReadFault::NotAFile("a pipe")) } else { Ok(()) }
}

/// What a path that may be a pipe leads to.
pub(crate) enum OpenedFile {
    /// A plain file.
    File(File),
    /// A pipe. Nobody may be writing into it.
    Pipe(File),
}

/// Opens a plain file or a pipe, and waits for neither.
pub(crate) fn open_any(path: &Path) -> Result<OpenedFile, ReadFault> {
    is_pipe(&fs::metadata(path).map_err(of_system)?)?;
    let file = without_waiting().read(true).open(path).map_err(of_system)?;
    Ok(if is_pipe(&file.metadata().map_err(of_system)?)? { OpenedFile::Pipe(file) } else { OpenedFile::File(file) })
}

impl OpenedFile {
    /// Its bytes. Of a pipe, the first one is waited for no longer than `first_within`, and the rest as long as the program
    /// that writes into it needs.
    pub(crate) fn into_reader(self, first_within: Duration) -> Box<dyn Read> {
        match self {
            Self::File(file) => Box::new(file),
            Self::Pipe(pipe) => Box::new(PatientPipe { pipe, wait: Some(first_within), later: None }),
        }
    }
}

/// Everything that comes out of a pipe, if it is at most `most` bytes and no pause in it lasts longer than `wait`.
pub(crate) fn drained(pipe: File, wait: Duration, most: u64) -> Result<Vec<u8>, ReadFault> {
    bounded(PatientPipe { pipe, wait: Some(wait), later: Some(wait) }, most)
}

/// All bytes of `source`, if they are at most `most`.
fn bounded(source: impl Read, most: u64) -> Result<Vec<u8>, ReadFault> {
    let mut bytes = Vec::new();
    source.take(most + 1).read_to_end(&mut bytes).map_err(of_system)?;
    if bytes.len() as u64 > most { Err(ReadFault::TooLarge) } else { Ok(bytes) }
}

fn of_system(error: io::Error) -> ReadFault {
    match error.kind() {
        io::ErrorKind::NotFound => ReadFault::Missing,
        io::ErrorKind::TimedOut => ReadFault::Silent,
        _ => ReadFault::System(error),
    }
}

/// Whether it is a pipe; an error if it is neither a pipe nor a plain file.
fn is_pipe(metadata: &Metadata) -> Result<bool, ReadFault> {
    let kind = metadata.file_type();
    if kind.is_file() {
        return Ok(false);
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt as _;
        if kind.is_fifo() {
            return Ok(true);
        }
        if kind.is_socket() {
            return Err(ReadFault::NotAFile("a socket"));
        }
    }
    Err(ReadFault::NotAFile(if kind.is_dir() { "a folder" } else { "a device" }))
}

/// Options that open a pipe at once, though nobody writes into it.
pub(crate) fn without_waiting() -> OpenOptions {
    #[cfg_attr(not(unix), expect(unused_mut, reason = "other systems have no pipes among their files"))]
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    options
}

/// A pipe that is waited for, but never longer than `wait` at a time. Without a time it is waited for until its writers end.
#[cfg_attr(not(unix), expect(dead_code, reason = "other systems have no pipes among their files"))]
struct PatientPipe {
    pipe: File,
    wait: Option<Duration>,
    /// The wait after the first bytes.
    later: Option<Duration>,
}

impl Read for PatientPipe {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        #[cfg(unix)]
        {
            use rustix::event::{PollFd, PollFlags, Timespec, poll};
            let wait = self.wait.map(|wait| Timespec::try_from(wait).unwrap_or_default());
            if poll(&mut [PollFd::new(&self.pipe, PollFlags::IN)], wait.as_ref())? == 0 {
                return Err(io::ErrorKind::TimedOut.into());
            }
            self.wait = self.later;
        }
        self.pipe.read(into)
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::path::PathBuf;
    use std::process::Command;

    use super::*;

    const SHORT: Duration = Duration::from_millis(300);

    fn pipe(name: &str) -> PathBuf {
        let path = std::env::temp_dir().join(format!("breathmark-read-{name}-{}", std::process::id()));
        let _ = fs::remove_file(&path);
        assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
        path
    }

    #[test]
    fn a_pipe_into_which_nobody_writes_is_not_waited_for() {
        let path = pipe("silent");
        let mut reader = open_any(&path).unwrap().into_reader(SHORT);
        let error = reader.read(&mut [0; 8]).unwrap_err();
        fs::remove_file(path).unwrap();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
    }

    #[test]
    fn once_a_program_writes_into_a_pipe_it_may_take_its_time() {
        let path = pipe("slow");
        let mut reader = open_any(&path).unwrap().into_reader(SHORT);
        let writer = File::options().write(true).open(&path).unwrap();
        let mut slow = Command::new("sh").args(["-c", "printf 80; sleep 1; echo 0"]).stdout(writer).spawn().unwrap();
        let mut text = String::new();
        reader.read_to_string(&mut text).unwrap();
        assert!(slow.wait().unwrap().success());
        fs::remove_file(path).unwrap();
        assert_eq!(text, "800\n");
    }
}
