//! `breathmark seal`: what is kept of sessions opens with a passphrase only, or with two.

use std::fs::{self, File};
use std::io::{self, BufRead as _, Read as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow, bail};
use clap::Args;
use unicode_segmentation::UnicodeSegmentation as _;
use zeroize::Zeroizing;

use super::keyring::hidden;
use super::output::Sentences;
use super::prepare::Prepared;
use crate::store::journal::open::{OpenFault, OpenedJournal, Source, open};
use crate::store::owner_only;
use crate::store::paths::Home;
use crate::store::seal::lock::Cost;
use crate::store::seal::{Head, Lock, Passphrases, lock_file};
use crate::words::kept::SealWords;

/// What the help shows.
pub(super) const EXAMPLES: &str = "\
Examples:
  breathmark seal                 seal every new session with one passphrase
  breathmark seal --two           with two passphrases, both needed
  breathmark seal FILE…           seal sessions that are kept already
  breathmark seal --off           seal new ones no more";

/// How to seal.
#[derive(Debug, Args)]
pub struct SealArgs {
    /// Sessions that are kept already, to seal now.
    #[arg(value_name = "FILE", conflicts_with_all = ["two", "off"])]
    pub files: Vec<PathBuf>,
    /// Two passphrases, both needed. Each of you types one.
    #[arg(long, conflicts_with = "off")]
    pub two: bool,
    /// Seal new sessions no more.
    #[arg(long)]
    pub off: bool,
    /// Print one JSON object instead of sentences: what new sessions are sealed with, and what was sealed now.
    #[arg(long)]
    pub json: bool,
}

/// The shortest passphrase, in characters as people count them. Assumption: with Argon2id behind it, a few ordinary words hold.
const LEAST: usize = 8;

/// Runs the command.
pub(super) fn run(args: &SealArgs, prepared: &Prepared) -> Result<()> {
    let words = &prepared.words.seal;
    let path = Home::find()?.seal();
    let out = &mut Sentences::new();
    let before = lock_file::load(&path)?;
    let mut sealed = Vec::new();
    let lock = match (&before, args) {
        (_, SealArgs { off: true, .. }) => {
            lock_file::save(&path, None)?;
            None
        }
        (Some(lock), _) if !args.files.is_empty() => {
            for file in &args.files {
                sealed.push(seal(file, lock).with_context(|| file.display().to_string())?);
            }
            before
        }
        (None, _) if !args.files.is_empty() => bail!("no passphrase is chosen yet. Run `breathmark seal` first"),
        (Some(lock), _) if args.two && lock.passphrases() == 1 => {
            bail!(
                "new sessions are sealed with one passphrase already. Run `breathmark seal --off` first, then `--two`"
            )
        }
        (Some(_), _) => before,
        (None, _) => {
            let lock = new_lock(args.two, words)?;
            lock_file::save(&path, Some(&lock))?;
            Some(lock)
        }
    };
    if args.json {
        let passphrases = lock.as_ref().map_or(0, Lock::passphrases);
        writeln!(out, "{}", serde_json::json!({ "passphrases": passphrases, "sealed": sealed }))?;
        return Ok(());
    }
    for file in &sealed {
        writeln!(out, "{}", words.sealed_file.with(&[("file", &file.display())]))?;
    }
    let is_new = lock.is_some() && sealed.is_empty();
    let said = match lock.map(|lock| lock.passphrases()) {
        _ if args.off => &words.off,
        None => &words.is_open,
        Some(1) if is_new => &words.done,
        Some(_) if is_new => &words.done_two,
        Some(1) => &words.is_sealed,
        Some(_) => &words.is_sealed_two,
    };
    writeln!(out, "{said}")?;
    Ok(())
}

/// Asks for new passphrases, each twice.
fn new_lock(two: bool, words: &SealWords) -> Result<Lock> {
    let mut err = io::stderr();
    writeln!(err, "{}\n{}\n", if two { &words.before_two } else { &words.before }, words.forgotten)?;
    let prompts = if two { vec![&words.ask_first, &words.ask_second] } else { vec![&words.ask] };
    let chosen: Vec<Zeroizing<String>> =
        prompts.into_iter().map(|prompt| chosen(prompt, words)).collect::<Result<_>>()?;
    Ok(Lock::new(&Passphrases::new(chosen), Cost::USUAL)?)
}

/// One new passphrase, typed twice.
fn chosen(prompt: &str, words: &SealWords) -> Result<Zeroizing<String>> {
    let first = hidden(prompt)?;
    if first.graphemes(true).count() < LEAST {
        return Err(anyhow!("{}", words.too_short.with(&[("least", &LEAST)])));
    }
    if hidden(&words.again)? != first {
        bail!("{}", words.differ);
    }
    Ok(first)
}

/// Seals a file that is kept already: a sealed copy beside it, on the disk, and then the file itself is removed. Says where the
/// copy is.
fn seal(path: &Path, lock: &Lock) -> Result<PathBuf> {
    let source = match open(path) {
        Ok(OpenedJournal::Plain(source)) => source,
        Ok(OpenedJournal::Sealed(_)) => bail!("it is sealed already"),
        Err(OpenFault::Read(why)) => return Err(super::session::start::unopened(path, &why)),
        Err(OpenFault::Seal(why)) => bail!("{why}"),
    };
    let to = sealed_name(path);
    if fs::symlink_metadata(&to).is_ok() {
        bail!("{} is there already. Move it away first", to.display());
    }
    let (temporary, file) = owner_only::create_beside(&to)?;
    let written = copy_sealed(source, &file, lock).and_then(|()| Ok(fs::rename(&temporary, &to)?));
    if written.is_err() {
        // Whatever is left of it is of no use.
        let _ = fs::remove_file(&temporary);
    }
    written?;
    fs::remove_file(path)
        .with_context(|| format!("{} is sealed, but the open file could not be removed", to.display()))?;
    Ok(to)
}

/// The name of a sealed file: `.jsonl` or `.json` becomes `.sealed`.
pub(super) fn sealed_name(path: &Path) -> PathBuf {
    path.with_extension("sealed")
}

fn copy_sealed(mut source: Source, mut file: &File, lock: &Lock) -> Result<()> {
    let (head, key) = Head::new(Some(lock))?;
    let (mut bytes, mut sealer) = head.sealer(&key)?;
    let mut line = Vec::new();
    loop {
        line.clear();
        // A line is a message, as in a journal that is sealed while it is written.
        (&mut source).take(LONGEST_LINE).read_until(b'\n', &mut line)?;
        let is_last = source.fill_buf()?.is_empty();
        sealer.seal(&line, is_last, &mut bytes)?;
        if bytes.len() >= AT_ONCE || is_last {
            file.write_all(&bytes)?;
            bytes.clear();
        }
        if is_last {
            return Ok(file.sync_all()?);
        }
    }
}

/// The longest message that a line is put into, in bytes; a longer line becomes several.
const LONGEST_LINE: u64 = 64 * 1024;
/// How much is written at once, in bytes.
const AT_ONCE: usize = 256 * 1024;
