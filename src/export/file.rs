//! New files: each is whole or not there at all, nobody but its owner can read it, and no other file is overwritten.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::store::owner_only;

/// A file that is being written under another name. Dropped before [`keep`], it is removed.
#[derive(Debug)]
pub struct NewFile {
    path: PathBuf,
    temporary: PathBuf,
    to: BufWriter<File>,
    bytes: u64,
}

impl NewFile {
    /// Begins a file that will be at `path`. An error if something is there already.
    pub fn begin(path: &Path) -> io::Result<Self> {
        if fs::symlink_metadata(path).is_ok() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let (temporary, file) = owner_only::create_beside(path)?;
        Ok(Self { path: path.to_owned(), temporary, to: BufWriter::new(file), bytes: 0 })
    }

    /// Where it will be.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How long it is so far, in bytes.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Writes what is left to the disk.
    fn finish(&mut self) -> io::Result<()> {
        self.to.flush()?;
        self.to.get_ref().sync_all()
    }

    /// Takes its own name, if that is still free.
    fn take_name(&self) -> io::Result<()> {
        match fs::hard_link(&self.temporary, &self.path) {
            // The other name goes when this is dropped.
            Ok(()) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
            // A disk without hard links: an empty file keeps the name until the whole one takes its place.
            Err(_) => {
                owner_only::file().write(true).create_new(true).open(&self.path)?;
                fs::rename(&self.temporary, &self.path).inspect_err(|_| {
                    let _ = fs::remove_file(&self.path);
                })
            }
        }
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.to.write(bytes)?;
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        // A whole file has its own name by now.
        let _ = fs::remove_file(&self.temporary);
    }
}

/// Why files could not be kept, and which one it was.
#[derive(Debug)]
pub struct NotKept {
    /// The file that failed.
    pub path: PathBuf,
    /// What the system says.
    pub why: io::Error,
}

/// Lets all these files take their names. If one fails, none of them stays.
pub fn keep(mut files: Vec<NewFile>) -> Result<(), NotKept> {
    let failed = |file: &NewFile, why| NotKept { path: file.path.clone(), why };
    for file in &mut files {
        file.finish().map_err(|why| failed(file, why))?;
    }
    for (index, file) in files.iter().enumerate() {
        if let Err(why) = file.take_name() {
            for kept in &files[..index] {
                let _ = fs::remove_file(&kept.path);
            }
            return Err(failed(file, why));
        }
    }
    Ok(())
}
