//! `breathmark seal`: what is kept of sessions opens with a passphrase only, or with two.

use std::fs::{self, File};
use std::io::{self, BufRead as _, Read as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow, bail};
use clap::Args;
use unicode_segmentation::UnicodeSegmentation as _;
use zeroize::Zeroizing;

use super::kept::pick;
use super::keyring::{Keyring, hidden};
use super::output::Sentences;
use super::prepare::Prepared;
use crate::store::journal::open::{OpenFault, OpenedJournal, Source, open};
use crate::store::kept::list::list;
use crate::store::kept::talk::BEGINNING;
use crate::store::paths::Home;
use crate::store::seal::lock::Cost;
use crate::store::seal::{Head, Lock, Passphrases, lock_file};
use crate::store::{lock, owner_only};
use crate::words::kept::SealWords;
use crate::words::printable;

/// What the help shows.
pub(super) const EXAMPLES: &str = "\
Examples:
  breathmark seal                 seal every new session with one passphrase
  breathmark seal --two           with two passphrases, both needed
  breathmark seal last            seal a session that is kept already
  breathmark seal --off           stop sealing new ones";

/// How to seal.
#[derive(Debug, Args)]
pub struct SealArgs {
    /// Sessions that are kept already, to seal now: `last`, names from `breathmark sessions`, or files.
    #[arg(value_name = "SESSION", conflicts_with_all = ["two", "off"])]
    pub files: Vec<String>,
    /// Two passphrases, both needed. Each of you types one.
    #[arg(long, conflicts_with = "off")]
    pub two: bool,
    /// Stop sealing new sessions.
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
    let (was_open, mut sealed) = (before.is_none(), Vec::new());
    let lock = match (&before, args) {
        (_, SealArgs { off: true, .. }) => {
            // Of two, no one ends alone what both began.
            before.as_ref().map_or(Ok(()), |lock| Keyring::new(&prepared.words).check(lock))?;
            lock_file::save(&path, None)?;
            None
        }
        (Some(lock), _) if !args.files.is_empty() => {
            for file in pick::files(&pick::all()?, &args.files, |file| !file.is_sealed)? {
                let to = seal(&file, lock).with_context(|| printable::path(&file))?;
                if !args.json {
                    writeln!(out, "{}", words.sealed_file.with(&[("file", &to.display())]))?;
                    out.flush()?;
                }
                sealed.push(to);
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
        // It only asks what is so.
        (None, SealArgs { json: true, two: false, .. }) => None,
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
    let is_new = lock.is_some() && was_open;
    let said = match lock.map(|lock| lock.passphrases()) {
        _ if args.off => &words.off,
        None => &words.is_open,
        Some(1) if is_new => &words.done,
        Some(_) if is_new => &words.done_two,
        Some(1) => &words.is_sealed,
        Some(_) => &words.is_sealed_two,
    };
    writeln!(out, "{said}")?;
    if is_new && !list(&Home::find()?.journals())?.iter().all(|session| session.files.iter().all(|file| file.is_sealed))
    {
        writeln!(out, "{}", words.earlier)?;
    }
    Ok(())
}

/// Asks for new passphrases, each twice.
fn new_lock(two: bool, words: &SealWords) -> Result<Lock> {
    let mut err = io::stderr();
    let how_long = words.too_short.with(&[("least", &LEAST)]);
    writeln!(err, "{}\n{}\n{how_long}\n", if two { &words.before_two } else { &words.before }, words.forgotten)?;
    let prompts = if two { vec![&words.ask_first, &words.ask_second] } else { vec![&words.ask] };
    let chosen: Vec<Zeroizing<String>> =
        prompts.into_iter().map(|prompt| chosen(prompt, words)).collect::<Result<_>>()?;
    if chosen.windows(2).any(|two| two[0] == two[1]) {
        bail!("{}", words.both_same);
    }
    Ok(Lock::new(&Passphrases::new(chosen), Cost::USUAL)?)
}

/// One new passphrase, typed twice.
fn chosen(prompt: &str, words: &SealWords) -> Result<Zeroizing<String>> {
    let first = hidden(prompt)?;
    if first.trim().graphemes(true).count() < LEAST {
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
    let there = fs::symlink_metadata(path);
    if there.as_ref().is_ok_and(fs::Metadata::is_symlink) {
        bail!("it is a link, and the file that it leads to would stay open. Name that file");
    }
    if lock::is_written(path) {
        bail!("its session is still going on. Seal it when that is over");
    }
    let mut source = match open(path) {
        Ok(OpenedJournal::Plain(source)) => source,
        Ok(OpenedJournal::Sealed(_)) => bail!("it is sealed already"),
        Err(OpenFault::Read(why)) => return Err(super::session::start::unopened(path, &why)),
        Err(OpenFault::Seal(why)) => bail!("{why}"),
    };
    let begins = source.fill_buf()?;
    if !begins.starts_with(b"{\"breathmark\":") && !begins.starts_with(BEGINNING) {
        bail!("this is no session that breathmark has kept, so it could not be opened again. Choose another file");
    }
    let to = sealed_name(path);
    if fs::symlink_metadata(&to).is_ok() {
        bail!("{} is there already. Move it away first", to.display());
    }
    owner_only::replace_with(&to, |file| copy_sealed(source, file, lock))?;
    // The folder must know the sealed file before the open one goes. Not every system can be asked for that.
    let _ = to.parent().and_then(|folder| File::open(folder).ok()).map(|folder| folder.sync_all());
    fs::remove_file(path)
        .with_context(|| format!("{} is sealed, but the open file could not be removed", to.display()))?;
    Ok(to)
}

/// The name of a sealed file: `.jsonl` or `.json` becomes `.sealed`.
pub(super) fn sealed_name(path: &Path) -> PathBuf {
    path.with_extension("sealed")
}

fn copy_sealed(mut source: Source, file: &mut File, lock: &Lock) -> Result<()> {
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
