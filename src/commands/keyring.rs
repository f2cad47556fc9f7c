//! Opening what is sealed: asks for the passphrases, once for all files that they open.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};
use std::path::Path;

use anyhow::{Result, anyhow, bail};
use zeroize::Zeroizing;

use super::session::start::unopened;
use crate::app::signals::EndsAtOnce;
use crate::store::journal::open::{OpenFault, OpenedJournal, Source, open};
use crate::store::seal::lock::OpenedLock;
use crate::store::seal::{Lock, Passphrases, SealFault, SealedFile};
use crate::words::Words;
use crate::words::kept::SealWords;
use crate::words::printable;

/// How often somebody at a terminal may try. Whoever needs more can run the command again.
const TRIES: usize = 3;

/// The locks that have been opened in this run.
pub(super) struct Keyring<'a> {
    words: &'a SealWords,
    opened: Vec<OpenedLock>,
}

impl<'a> Keyring<'a> {
    /// One without keys.
    pub(super) fn new(words: &'a Words) -> Self {
        Self { words: &words.seal, opened: Vec::new() }
    }

    /// The text of a file, sealed or not.
    pub(super) fn open(&mut self, path: &Path) -> Result<Source> {
        match open(path) {
            Ok(OpenedJournal::Plain(source)) => Ok(source),
            Ok(OpenedJournal::Sealed(sealed)) => {
                self.unseal(*sealed).map_err(|error| error.context(printable::path(path)))
            }
            Err(OpenFault::Read(why)) => Err(unopened(path, &why)),
            Err(OpenFault::Seal(why)) => Err(anyhow!("{}: {why}", printable::path(path))),
        }
    }

    /// What is in a sealed file.
    pub(super) fn unseal(&mut self, sealed: SealedFile<Source>) -> Result<Source> {
        let lock = sealed.head.lock().ok_or(SealFault::KeyIsGone)?;
        let key = sealed.head.key(self.opened(lock)?)?;
        Ok(Box::new(sealed.unseal(&key)))
    }

    /// The opened lock, asked for if need be.
    fn opened(&mut self, lock: &Lock) -> Result<&OpenedLock> {
        if let Some(at) = self.opened.iter().position(|opened| lock.is(opened)) {
            return Ok(&self.opened[at]);
        }
        let tries = if io::stdin().is_terminal() { TRIES } else { 1 };
        for left in (0..tries).rev() {
            let passphrases = ask(lock.passphrases(), self.words)?;
            match lock.open(&passphrases) {
                Ok(opened) => {
                    self.opened.push(opened);
                    return self.opened.last().ok_or_else(|| SealFault::System.into());
                }
                Err(SealFault::WrongPassphrase) if left > 0 => say(self.wrong(lock))?,
                Err(SealFault::WrongPassphrase) => bail!("{} {}", self.wrong(lock), self.words.no_way),
                Err(fault) => return Err(fault.into()),
            }
        }
        Err(SealFault::WrongPassphrase.into())
    }

    /// Makes sure that somebody knows the passphrases of this lock.
    pub(super) fn check(&mut self, lock: &Lock) -> Result<()> {
        self.opened(lock).map(drop)
    }

    fn wrong(&self, lock: &Lock) -> &'a str {
        if lock.passphrases() > 1 { &self.words.wrong_two } else { &self.words.wrong }
    }
}

/// Asks for so many passphrases, each where nobody sees it.
pub(super) fn ask(count: u8, words: &SealWords) -> Result<Passphrases> {
    let prompts = if count > 1 { vec![&words.ask_first, &words.ask_second] } else { vec![&words.ask] };
    Ok(Passphrases::new(prompts.into_iter().map(|prompt| hidden(prompt)).collect::<Result<_>>()?))
}

/// What somebody types after a prompt, without showing it; from a pipe, its next line.
pub(super) fn hidden(prompt: &str) -> Result<Zeroizing<String>> {
    let _held = EndsAtOnce::begin();
    if io::stdin().is_terminal() {
        return rpassword::prompt_password(prompt).map(Zeroizing::new).map_err(|error| match error.kind() {
            io::ErrorKind::Interrupted => anyhow!("stopped, and nothing was changed"),
            _ => anyhow!("this terminal can't hide what is typed ({error}). Send it through a pipe instead"),
        });
    }
    let mut line = Zeroizing::new(String::new());
    let read = io::stdin().lock().read_line(&mut line);
    if read.map_err(|error| anyhow!("the passphrase could not be read ({error}). Type it in a terminal"))? == 0 {
        bail!("a passphrase is needed. Run this in a terminal, or send one line for each question through a pipe");
    }
    let length = line.trim_end_matches(['\n', '\r']).len();
    line.truncate(length);
    Ok(line)
}

fn say(sentence: &str) -> io::Result<()> {
    writeln!(io::stderr(), "{sentence}")
}
