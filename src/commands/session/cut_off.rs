//! Talks whose program was stopped before they ended: how they went until then is kept, before anything else begins.

use std::fs::{File, TryLockError};
use std::io::BufReader;

use anyhow::Result;

use crate::clock;
use crate::commands::output::say;
use crate::store::history::{self, PastSession};
use crate::store::keep_choice::KeepChoice;
use crate::store::kept::expire::expire;
use crate::store::kept::list::{KeptSession, list};
use crate::store::kept::name::{self, Form};
use crate::store::kept::unfinished::{self, CutOff};
use crate::store::paths::Home;
use crate::store::seal::{SealedFile, lock_file};
use crate::words::Words;
use crate::words::kept::KeptWords;

/// Looks after what is kept: talks that were cut off become outlines, and what has been there long enough is removed.
pub(in crate::commands) fn keep_how_they_went(choice: KeepChoice, words: &Words) -> Result<()> {
    let home = Home::find()?;
    for session in list(&home.journals()).unwrap_or_default() {
        if session.file(Form::Unfinished).is_some() {
            // One that can't be looked after now is tried again the next time. It keeps nobody from talking.
            let _ = keep_one(&home, &session, &words.kept);
        }
    }
    expire(&home.journals(), choice, clock::wall().datetime());
    Ok(())
}

fn keep_one(home: &Home, session: &KeptSession, words: &KeptWords) -> Result<()> {
    let Some(unfinished) = session.file(Form::Unfinished) else { return Ok(()) };
    let file = File::open(&unfinished.path)?;
    if matches!(file.try_lock(), Err(TryLockError::WouldBlock)) {
        // That talk goes on, in another program.
        return Ok(());
    }
    let sealed = SealedFile::open(BufReader::new(file))?;
    let date: &dyn std::fmt::Display = &session.began.strftime("%Y-%m-%d %H:%M");
    let Some(key) = unfinished::key(&session.stem) else {
        if sealed.head.lock().is_none() {
            unfinished::remove(&unfinished.path, &session.stem)?;
            say(words.cut_off_lost.with(&[("date", date)]));
        }
        return Ok(());
    };
    let cut_off = CutOff::of(sealed.unseal(&key))?;
    if let Some(talk) = &cut_off.talk {
        let lock = lock_file::load(&home.seal())?;
        let path = home.journals().join(format!("{}{}", session.stem, name::end(Form::Outline, lock.is_some())));
        if session.file(Form::Outline).is_none() {
            talk.write(&path, lock.as_ref())?;
            if let Some(past) = cut_off.past {
                history::append(home, &PastSession::Talk(past))?;
            }
        }
        say(words.cut_off.with(&[("date", date)]));
    }
    Ok(unfinished::remove(&unfinished.path, &session.stem)?)
}
