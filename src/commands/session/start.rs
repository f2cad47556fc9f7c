//! From flags and settings to a running session: which hearts, what is kept, and where.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, Result, anyhow, bail};

use super::args::{KeepArgs, SourceArgs};
use super::keeping::Place;
use super::{keeping, reminders};
use crate::app::record::Record;
use crate::app::source::Source;
use crate::app::source::demo::{self, Demo};
use crate::app::source::replay::Replay;
use crate::clock;
use crate::commands::keyring::Keyring;
use crate::commands::output::say;
use crate::commands::prepare::Prepared;
use crate::event::seat::Pair;
use crate::practice::plan::Plan as PracticePlan;
use crate::screen::backdrop::PracticeBackdrop;
use crate::session::{Kind, Setup};
use crate::store::error::ReadFault;
use crate::store::journal::read::Lines;
use crate::store::journal::{Header, Participant};
#[cfg(feature = "ble")]
use crate::store::paths::Home;
#[cfg(feature = "ble")]
use crate::store::people::People;
use crate::store::settings::Settings;
use crate::store::settings::sound::SoundSettings;
#[cfg(feature = "ble")]
use crate::talk::margin::Margin;
use crate::talk::person::Person;
use crate::talk::plan::Opening;
use crate::words::Words;

/// Everything a session needs before it starts.
pub(crate) struct Start {
    /// What it is and who takes part.
    pub(crate) header: Header,
    /// The moment at which the session's time began. It was read together with the wall clock in the header.
    pub(crate) began: Instant,
    /// Where its inputs come from.
    pub(crate) source: Source,
    /// The session and what is kept of it.
    pub(crate) record: Record,
    /// Where its journal is.
    pub(crate) place: Option<Place>,
    /// A quiet line for the screen.
    pub(crate) note: Option<String>,
    /// What is due, as the beginning says it.
    pub(crate) reminder: Option<String>,
    /// The words of the screen.
    pub(crate) words: Arc<Words>,
    /// The couple's own numbers of people who can help.
    pub(crate) helplines: Vec<String>,
    /// What is heard; nothing in a replay.
    pub(crate) sound: Option<SoundSettings>,
    /// What a practice shows of earlier ones.
    pub(crate) practice: PracticeBackdrop,
}

/// What the simulated people are called.
pub(crate) const DEMO_NAMES: [&str; 2] = ["Alex", "Sam"];

/// A session from simulated hearts.
pub(crate) fn demo(kind: Kind, args: &SourceArgs, keep: &KeepArgs, prepared: &Prepared) -> Result<Start> {
    let Prepared { settings, words, .. } = prepared;
    let seed = args.seed.unwrap_or(1);
    let practice = practice_plan(kind, prepared);
    let setup = Setup { kind, plan: demo::PLAN, pacer: settings.pacer, people: Pair::default(), practice };
    let demo = if kind == Kind::Talk { Demo::talk(seed) } else { Demo::practice(seed, !has_screen(keep)) };
    let people =
        names(settings, DEMO_NAMES.map(str::to_owned)).map(|name| Participant { name: name.clone(), strap: None });
    let (header, began) = header(setup, people);
    // A demo is nobody's heart: it is kept only when asked for.
    let place = keep.journal.as_deref().map(Place::open);
    let record = keeping::record(&header, place.as_ref(), keep)?;
    let note = match kind {
        Kind::Talk => &words.screen.demo_talk,
        Kind::Practice => &words.screen.demo_practice,
    };
    let note = prepared.note.clone().or_else(|| Some(note.clone()));
    Ok(Start {
        header,
        began,
        source: Source::Demo(Box::new(demo)),
        record,
        place,
        note,
        reminder: None,
        words: Arc::clone(words),
        helplines: settings.helplines.clone(),
        sound: Some(settings.sound.clone()),
        practice: prepared.earlier.clone(),
    })
}

/// Whether the session is to be seen: else its outputs take the terminal, and nobody can press a key.
pub(super) fn has_screen(keep: &KeepArgs) -> bool {
    keep.outputs.as_deref() != Some(Path::new("-"))
}

/// A session from a journal.
pub(crate) fn replay(kind: Kind, path: &Path, keep: &KeepArgs, prepared: &Prepared) -> Result<Start> {
    let named = || format!("{}", path.display());
    let opened = Keyring::new(&prepared.words).open(path)?;
    let (header, lines) = Lines::open(opened).with_context(named)?;
    if header.setup.kind != kind {
        let other = if kind == Kind::Talk { "practice" } else { "talk" };
        bail!("{} records another kind of session; replay it with `breathmark {other} --replay FILE`", named());
    }
    if let Some(other) = header.other_trigger().filter(|_| kind == Kind::Talk) {
        say(other);
    }
    let (place, record) = (None, keeping::record(&header, None, keep)?);
    let words = Arc::clone(&prepared.words);
    let date = header.started_locally().strftime("%Y-%m-%d %H:%M").to_string();
    let helplines = prepared.settings.helplines.clone();
    let note = prepared.note.clone().or_else(|| Some(words.screen.replay.with(&[("date", &date)])));
    Ok(Start {
        header,
        began: clock::now(),
        source: Source::Replay(Replay::new(lines)),
        record,
        place,
        note,
        reminder: None,
        words,
        helplines,
        sound: None,
        practice: PracticeBackdrop::default(),
    })
}

/// What a practice begins with; nothing for a talk.
fn practice_plan(kind: Kind, prepared: &Prepared) -> Option<PracticePlan> {
    (kind == Kind::Practice).then(|| prepared.practice.clone())
}

pub(in crate::commands) fn unopened(path: &Path, why: &ReadFault) -> anyhow::Error {
    let path = path.display();
    match why {
        ReadFault::NotAFile("a folder") => anyhow!("{path} is a folder; name a journal file in it"),
        ReadFault::NotAFile(what) => anyhow!("{path} is {what}; name a journal file"),
        ReadFault::Silent => anyhow!("nothing comes out of {path}; check the program that should write into it"),
        ReadFault::TooLarge => anyhow!("{path} sends more than any journal; name a journal file"),
        _ => anyhow!("I can't open {path}; check the name and that you may read it"),
    }
}

/// A session with straps, kept in a journal unless nothing is to be kept. `opening` is how a talk begins.
#[cfg(feature = "ble")]
pub(crate) fn live(
    kind: Kind,
    straps: &Pair<Option<String>>,
    known: &People,
    source: Source,
    keep: &KeepArgs,
    prepared: &Prepared,
    opening: Option<Opening>,
) -> Result<Start> {
    let settings = &prepared.settings;
    let names = names(settings, prepared.seat_names());
    let people = Pair::from_fn(|seat| Participant { name: names[seat].clone(), strap: straps[seat].clone() });
    let known = known_people(settings, &people, known);
    let plan = settings.plan(opening.unwrap_or(Opening::First));
    let practice = practice_plan(kind, prepared);
    kept(Setup { kind, plan, pacer: settings.pacer, people: known, practice }, people, source, keep, prepared)
}

/// A talk with turns and keys only.
pub(crate) fn keys_only(keep: &KeepArgs, prepared: &Prepared, opening: Opening) -> Result<Start> {
    let settings = &prepared.settings;
    let setup = Setup {
        kind: Kind::Talk,
        plan: settings.plan(opening),
        pacer: settings.pacer,
        people: Pair::default(),
        practice: None,
    };
    let people = names(settings, prepared.seat_names()).map(|name| Participant { name: name.clone(), strap: None });
    kept(setup, people, Source::None, keep, prepared)
}

/// A practice without a strap. No heart is in it, so a journal is written only where a flag names one.
pub(crate) fn breath_alone(keep: &KeepArgs, prepared: &Prepared) -> Result<Start> {
    let Prepared { settings, words, .. } = prepared;
    let pacer = settings.pacer;
    let setup = Setup {
        kind: Kind::Practice,
        plan: settings.plan(Opening::First),
        pacer,
        people: Pair::default(),
        practice: Some(prepared.practice.clone()),
    };
    let people = names(settings, prepared.seat_names()).map(|name| Participant { name: name.clone(), strap: None });
    let (header, began) = header(setup, people);
    let place = if keep.journal.is_some() { keeping::place(&header, keep, prepared.keeps.talks)? } else { None };
    let record = keeping::record(&header, place.as_ref(), keep)?;
    let reminder = if keep.ephemeral { None } else { reminders::at_start(words) };
    Ok(Start {
        header,
        began,
        source: Source::None,
        record,
        place,
        note: prepared.note.clone(),
        reminder,
        words: Arc::clone(words),
        helplines: settings.helplines.clone(),
        sound: Some(settings.sound.clone()),
        practice: prepared.earlier.clone(),
    })
}

/// What both say about their hearts, and what is known of them from talks before.
#[cfg(feature = "ble")]
fn known_people(settings: &Settings, people: &Pair<Participant>, kept: &People) -> Pair<Person> {
    Pair::from_fn(|seat| {
        let (known, margin) = kept.of(&people[seat]).map_or((None, Margin::default()), |(k, m)| (Some(k), m));
        Person { profile: settings.profiles[seat], known, margin }
    })
}

/// What is known of everybody from earlier talks; nobody is known where there is no folder for it.
#[cfg(feature = "ble")]
pub(crate) fn people() -> Result<People> {
    let home = Home::find()?;
    Ok(if home.state.is_dir() { People::load(&home.people())? } else { People::default() })
}

fn kept(
    setup: Setup,
    people: Pair<Participant>,
    source: Source,
    keep: &KeepArgs,
    prepared: &Prepared,
) -> Result<Start> {
    let (header, began) = header(setup, people);
    let place = keeping::place(&header, keep, prepared.keeps.talks)?;
    let record = keeping::record(&header, place.as_ref(), keep)?;
    let drops_hearts = header.setup.kind == Kind::Talk && !place.as_ref().is_some_and(Place::keeps_hearts);
    let record = if drops_hearts { record.without_hearts() } else { record };
    let words = Arc::clone(&prepared.words);
    let note = prepared.note.clone().or_else(|| keep.ephemeral.then(|| words.screen.ephemeral.clone()));
    let note = note.or_else(|| says_something(&header.setup).then(|| words.screen.own_rules.clone()));
    let reminder = if keep.ephemeral { None } else { reminders::at_start(&words) };
    let helplines = prepared.settings.helplines.clone();
    let sound = Some(prepared.settings.sound.clone());
    let practice = prepared.earlier.clone();
    Ok(Start { header, began, source, record, place, note, reminder, words, helplines, sound, practice })
}

/// Whether somebody's heart follows rules of its own, or has a limit. Whose, is not said.
fn says_something(setup: &Setup) -> bool {
    setup.people.any(|person| !person.profile.is_plain())
}

/// What both are called: as the settings say, else as `usual`.
pub(crate) fn names(settings: &Settings, usual: [String; 2]) -> Pair<String> {
    let [left, right] = usual;
    let usual = Pair { left, right };
    Pair::from_fn(|seat| settings.names[seat].clone().unwrap_or_else(|| usual[seat].clone()))
}

fn header(setup: Setup, people: Pair<Participant>) -> (Header, Instant) {
    let (now, began) = (clock::wall(), clock::now());
    let (started, utc_offset_s) = (now.timestamp(), now.offset().seconds());
    (Header::new(started, utc_offset_s, setup, people), began)
}

#[cfg(all(test, feature = "ble"))]
mod tests {
    use super::*;
    use crate::heart::baseline::Prior;
    use crate::session::{Script, Session};

    #[test]
    fn the_margin_that_answers_have_left_is_asked_of_both_hearts_in_the_next_talk() {
        let person = |name: &str| Participant { name: name.to_owned(), strap: Some(format!("strap of {name}")) };
        let people = Pair { left: person("Alex"), right: person("Sam") };
        let margin = Margin::try_from(1.1).unwrap();
        let mut kept = People::default();
        for (_, person) in people.iter() {
            kept.keep(person, Prior { talks: 1, listening: None, speaking: None, swings: [2.0; 6] }, margin);
        }
        let settings = Settings::default();
        let known = known_people(&settings, &people, &kept);
        let setup = Setup {
            kind: Kind::Talk,
            plan: settings.plan(Opening::First),
            pacer: settings.pacer,
            people: known,
            practice: None,
        };
        let session = Session::new(&setup);
        let Script::Talk(talk) = session.script() else { unreachable!("it is a talk") };
        assert_eq!(talk.watch().margins(), Pair { left: margin, right: margin });
    }
}
