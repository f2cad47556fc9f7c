//! Talks whose program was stopped before they ended: how they went until then is kept, before anything else begins.

use std::fs::File;
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
use crate::store::{lock, owner_only};
use crate::words::Words;
use crate::words::kept::KeptWords;

/// Looks after what is kept: talks that were cut off become outlines, and what has been there long enough is removed. All that
/// is kept then.
pub(in crate::commands) fn keep_how_they_went(choice: KeepChoice, words: &Words) -> Result<Vec<KeptSession>> {
    let home = Home::find()?;
    let folder = home.journals();
    let mut sessions = list(&folder)?;
    let is_unfinished = |session: &&KeptSession| session.file(Form::Unfinished).is_some();
    let mut were_unfinished = false;
    for session in sessions.iter().filter(is_unfinished) {
        // One that can't be looked after now is tried again the next time. It keeps nobody from talking.
        let _ = keep_one(&home, session, &words.kept);
        were_unfinished = true;
    }
    if were_unfinished {
        sessions = list(&folder)?;
    }
    let now = clock::wall();
    owner_only::remove_left_over_in(&folder, now.timestamp().into());
    let expired = expire(&mut sessions, choice, &now);
    if expired > 0 {
        say(words.kept.expired.of(expired as u64));
    }
    Ok(sessions)
}

fn keep_one(home: &Home, session: &KeptSession, words: &KeptWords) -> Result<()> {
    let Some(unfinished) = session.file(Form::Unfinished) else { return Ok(()) };
    if lock::is_written(&unfinished.path) {
        // That talk goes on, in another program.
        return Ok(());
    }
    let date: &dyn std::fmt::Display = &session.began.strftime("%Y-%m-%d %H:%M");
    let Some(key) = unfinished::key(&session.stem) else {
        unfinished::remove(&unfinished.path, &session.stem)?;
        say(words.cut_off_lost.with(&[("date", date)]));
        return Ok(());
    };
    let sealed = SealedFile::open(BufReader::new(File::open(&unfinished.path)?))?;
    let cut_off = CutOff::of(sealed.unseal(&key))?;
    if let Some(talk) = &cut_off.talk {
        let lock = lock_file::load(&home.seal())?;
        let path = home.journals().join(format!("{}{}", session.stem, name::end(Form::Outline, lock.is_some())));
        if session.file(Form::Outline).is_none() {
            talk.write(&path, lock.as_ref())?;
        }
        if let Some(past) = cut_off.past
            && !history::has_talk(home, &past.began)?
        {
            history::append(home, &PastSession::Talk(past))?;
        }
        say(words.cut_off.with(&[("date", date)]));
    }
    Ok(unfinished::remove(&unfinished.path, &session.stem)?)
}
