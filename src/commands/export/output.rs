//! Where a format is written: new files, standard output, or nowhere.

use std::io::{self, BufWriter, Sink, Stdout, Write};
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};

use crate::export::file::NewFile;
use crate::export::name::FormatName;
use crate::store::owner_only;

/// What the flags say about where to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Destination {
    /// Files with the usual names in this folder.
    Folder(PathBuf),
    /// One file of this name, and what goes beside it.
    File(PathBuf),
    /// Standard output.
    Standard,
    /// Nothing is written. This finds out who is in a journal.
    Nowhere,
}

impl Destination {
    /// What the flag says. A folder that ends with a slash is created.
    pub(super) fn of(out: Option<&Path>, format: FormatName) -> Result<Self> {
        let Some(out) = out else { return Ok(Self::Folder(PathBuf::new())) };
        let ends_as_folder = out.as_os_str().to_string_lossy().ends_with(std::path::is_separator);
        let found = if out == Path::new("-") {
            Self::Standard
        } else if ends_as_folder || out.is_dir() {
            owner_only::create_folder(out).map_err(|why| unwritten(out, &why))?;
            Self::Folder(out.to_owned())
        } else {
            Self::File(out.to_owned())
        };
        if format == FormatName::Bids && !matches!(found, Self::Folder(_)) {
            bail!("BIDS needs four files a person; name a folder with `--out`, ending with a slash if it is new");
        }
        Ok(found)
    }

    /// The paths of a format's files whose names begin like this. Nothing where no file is written.
    fn paths(&self, format: FormatName, beginning: &str) -> Vec<PathBuf> {
        match self {
            Self::Folder(folder) => {
                format.endings().iter().map(|ending| folder.join(format!("{beginning}{ending}"))).collect()
            }
            Self::File(file) => {
                let beside = format.endings().iter().skip(1).map(|ending| file.with_extension(&ending[1..]));
                std::iter::once(file.clone()).chain(beside).collect()
            }
            Self::Standard | Self::Nowhere => Vec::new(),
        }
    }

    /// Begins the outputs of a format.
    pub(super) fn begin(&self, format: FormatName, beginning: &str) -> Result<Vec<Output>> {
        let paths = self.paths(format, beginning);
        if !paths.is_empty() {
            let begin = |path: &PathBuf| NewFile::begin(path).map_err(|why| unwritten(path, &why));
            return paths.iter().map(|path| begin(path).map(Output::File)).collect();
        }
        let first = match self {
            Self::Standard => Output::Standard(BufWriter::new(io::stdout())),
            _ => Output::Nothing(io::sink()),
        };
        // Standard output has room for one file.
        let others = format.endings().iter().skip(1).map(|_| Output::Nothing(io::sink()));
        Ok(std::iter::once(first).chain(others).collect())
    }
}

/// One output of a format.
pub(super) enum Output {
    /// A new file.
    File(NewFile),
    /// Standard output.
    Standard(BufWriter<Stdout>),
    /// Nothing.
    Nothing(Sink),
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.write(bytes),
            Self::Standard(out) => out.write(bytes),
            Self::Nothing(sink) => sink.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::File(file) => file.flush(),
            Self::Standard(out) => out.flush(),
            Self::Nothing(sink) => sink.flush(),
        }
    }
}

/// The sentence for a file or folder that can't be written.
pub(super) fn unwritten(path: &Path, why: &io::Error) -> anyhow::Error {
    let path = super::shown(path);
    match why.kind() {
        io::ErrorKind::AlreadyExists => {
            anyhow!(
                "there is a {path} already, and nothing is overwritten; move it away, or choose another place with `--out`"
            )
        }
        io::ErrorKind::NotFound => {
            anyhow!("the folder of {path} does not exist; create it, or choose another with `--out`")
        }
        io::ErrorKind::PermissionDenied => {
            anyhow!("{path} may not be written; choose another place with `--out`")
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            anyhow!("the disk has no room, so {path} is not there; make some, or choose another place with `--out`")
        }
        _ => anyhow!("{path} can't be written ({why}); choose another place with `--out`"),
    }
}
