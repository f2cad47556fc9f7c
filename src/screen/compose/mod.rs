//! From a session to the scene that shows it.

mod measures;
mod people;
mod practice;
mod sheets;
mod talk;

use std::sync::Arc;

pub(crate) use self::measures::figure;
use self::people::people;
use super::backdrop::{Backdrop, Unkept};
use super::scene::{Scene, View};
use crate::event::moment::Moment;
use crate::session::{Script, Session};

/// Seconds for which a practice shows what waits on the agenda. Assumption: time to read it before the breath matters.
const REMINDER_S: u64 = 20;

/// The scene of `session` at `now`. `now` is no earlier than the session's own time.
pub fn compose(session: &Session, now: Moment, backdrop: &Backdrop) -> Scene {
    let people = people(session, now, backdrop);
    let view = match session.script() {
        Script::Talk(talk) => talk::view(talk, session, now, backdrop),
        Script::Practice(practice) => practice::view(session, practice, now, backdrop),
    };
    let note = note(session, &view, backdrop);
    let finding_help = backdrop.finding_help.then(|| backdrop.helplines.clone());
    let (watched, help, caption) = (backdrop.watched, backdrop.help, backdrop.caption.clone());
    Scene { people, view, watched, help, here: false, finding_help, note, caption, words: Arc::clone(&backdrop.words) }
}

/// The quiet line of the header. What the couple must know now comes before what it knows already.
fn note(session: &Session, view: &View, backdrop: &Backdrop) -> Option<String> {
    let unkept = backdrop.unkept.map(|unkept| match unkept {
        Unkept::DiskFull => backdrop.words.screen.disk_full.clone(),
        Unkept::FileGone => backdrop.words.screen.file_gone.clone(),
    });
    let at_beginning = match view {
        View::Straps { .. } => true,
        View::Practice(practice) => practice.elapsed_s < REMINDER_S,
        View::Settling { .. }
        | View::WarmUp { .. }
        | View::Turn { .. }
        | View::Breath { .. }
        | View::Pause(_)
        | View::Sheet(_)
        | View::LongBreak(_)
        | View::ReturnOffer { .. }
        | View::Closing { .. } => false,
    };
    let reminder = backdrop.reminder.clone().filter(|_| at_beginning);
    let no_more = match session.script() {
        Script::Talk(talk) => talk.watch().triggers_no_more().then(|| backdrop.words.screen.no_more_calls.clone()),
        Script::Practice(_) => None,
    };
    unkept.or(reminder).or(no_more).or_else(|| sound_and_note(backdrop))
}

/// The session's own note; before it, whether the sound is on, once somebody has pressed its key.
fn sound_and_note(backdrop: &Backdrop) -> Option<String> {
    let words = &backdrop.words.sound;
    let sound = backdrop.sound.map(|is_on| if is_on { &words.on } else { &words.off });
    match (sound, &backdrop.note) {
        (Some(sound), Some(note)) => Some(format!("{sound} · {note}")),
        (sound, note) => sound.cloned().or_else(|| note.clone()),
    }
}
