//! What comes before a talk on its terminal: the first start, and the question of an agreed return.

use std::sync::Arc;

use anyhow::Result;

use super::args::KeepArgs;
use super::keeping;
use super::terminal::OpenTerminal;
use crate::agenda::{Agenda, Item, ItemKind};
use crate::app::keys;
use crate::app::private::PagesOutcome;
use crate::app::signals;
use crate::app::together::front::{Front, FrontChoice, Waiting};
use crate::app::together::introduction::{Introduction, Said};
use crate::app::together::{self, TogetherContext, TogetherPages};
use crate::clock;
use crate::commands::prepare::{Look, Prepared};
use crate::commands::runtime::runtime;
use crate::commands::today::say;
use crate::cue::{Bell, Cue, Cues, USUAL_VOLUME, keep_volume};
use crate::event::seat::{Pair, Seat};
use crate::screen::output;
use crate::screen::terminal::Screen;
use crate::session::Kind;
use crate::store::introduced::{self, Introduced};
use crate::store::paths::Home;
use crate::store::people::People;
use crate::store::{agenda, keep_choice, talk_history};
use crate::talk::plan::Opening;
use crate::words::Words;

/// How a session begins.
#[derive(Default)]
pub(in crate::commands) struct Beginning {
    /// The terminal, if it is taken already.
    pub(in crate::commands) terminal: Option<OpenTerminal>,
    /// How a talk begins, if that has been chosen already.
    pub(in crate::commands) opening: Option<Opening>,
}

/// Puts the names that were said at the first start where the settings have none. Whether two people are introduced: by
/// a name in the settings, or by the first start.
pub(in crate::commands) fn know_names(prepared: &mut Prepared) -> Result<bool> {
    let home = Home::find()?;
    // Where there is no folder, nothing is kept. Whether something can be is found out before anybody is asked.
    let kept = if home.state.is_dir() { introduced::load(&home.introduced())? } else { None };
    let Some(kept) = kept else { return Ok(prepared.settings.names.any(Option::is_some)) };
    let Pair { left, right } = kept.names();
    let names = &mut prepared.settings.names;
    names.left = names.left.take().or(left);
    names.right = names.right.take().or(right);
    Ok(true)
}

/// What the pages for both need.
pub(in crate::commands) fn context(prepared: &Prepared) -> TogetherContext {
    TogetherContext {
        words: Arc::clone(&prepared.words),
        names: Pair::from_fn(|seat: Seat| prepared.settings.names[seat].clone()),
        helplines: prepared.settings.helplines.clone(),
        plain: prepared.look.plain,
        by_line: keys::by_line(),
    }
}

/// Shows pages for both, and keeps the terminal for what follows. If somebody leaves, the terminal is given back.
pub(in crate::commands) fn show<P: TogetherPages>(
    terminal: &mut Option<OpenTerminal>,
    prepared: &Prepared,
    pages: &mut P,
) -> Result<PagesOutcome> {
    let taken = match terminal.take() {
        Some(taken) => taken,
        None => OpenTerminal::take(prepared.look)?,
    };
    let OpenTerminal { screen, mut display, mut keys } = taken;
    let ran = runtime()?
        .block_on(async { together::run(&mut display, &context(prepared), pages, &mut keys, signals::ending()).await });
    let outcome = ran?;
    match outcome {
        PagesOutcome::Done => *terminal = Some(OpenTerminal { screen, display, keys }),
        PagesOutcome::Left => {}
        PagesOutcome::Vanished => screen.give_back(true),
    }
    Ok(outcome)
}

/// Shows pages for both on a terminal that is given back after them. In a window that is too small to draw on, line by line.
pub(in crate::commands) fn show_once<P: TogetherPages>(prepared: &Prepared, pages: &mut P) -> Result<PagesOutcome> {
    let look = Look { plain: prepared.look.plain || Screen::check().is_err(), ..prepared.look };
    show(&mut Some(OpenTerminal::take(look)?), prepared, pages)
}

/// The first start: asks for both names and about sound, and keeps what was said, all of it or nothing. After a quick exit
/// nothing is kept. False if somebody left.
pub(in crate::commands) fn introduce(terminal: &mut Option<OpenTerminal>, prepared: &mut Prepared) -> Result<bool> {
    let settings = &prepared.settings;
    let mut cues = Cues::to_try(&settings.sound, USUAL_VOLUME, bell(prepared), Box::new(|_| {}));
    let play = Box::new(move || cues.sample(Cue::Pause));
    let mut pages = Introduction::new(context(prepared), settings.pacer, settings.plan(Opening::First), play);
    let outcome = show(terminal, prepared, &mut pages)?;
    if let Some(Said { names, cues: sound, stays }) = pages.said().filter(|_| outcome != PagesOutcome::Vanished) {
        // First what is asked again if the other can't be written.
        if let Some(volume) = sound.map(|is_wanted| if is_wanted { USUAL_VOLUME } else { 0 }) {
            keep_volume(volume)?;
            prepared.settings.sound.volume = prepared.settings.sound.volume.or(Some(volume));
        }
        if let Some(talks) = stays {
            prepared.keeps.talks = talks;
            keep_choice::save(&Home::find()?.keep(), prepared.keeps)?;
        }
        introduced::save(&Home::find()?.introduced(), &Introduced::new(names))?;
        know_names(prepared)?;
    }
    Ok(outcome == PagesOutcome::Done)
}

/// Lines of text have no bell: a screen reader would speak over it.
fn bell(prepared: &Prepared) -> Bell {
    if prepared.look.plain { Bell::Silent } else { Bell::Rings(output::ring) }
}

/// Before a talk: the first start, if nobody has been introduced, and the question of an agreed return. None if somebody
/// left. Without a terminal nobody is asked; nor is anybody whose talk is not kept.
pub(super) fn before_talk(
    keep: &KeepArgs,
    prepared: &mut Prepared,
    mut beginning: Beginning,
) -> Result<Option<Beginning>> {
    let is_introduced = know_names(prepared)?;
    let may_ask = !keep.ephemeral && !keys::by_line();
    if may_ask && !is_introduced {
        keeping::can_keep(Kind::Talk, keep)?;
        if !introduce(&mut beginning.terminal, prepared)? {
            return Ok(None);
        }
    }
    if beginning.opening.is_none() && may_ask {
        let waiting = waiting(&prepared.words);
        if waiting.returns.is_some() {
            keeping::can_keep(Kind::Talk, keep)?;
            let mut pages = Front::before_a_talk(context(prepared), waiting);
            if show(&mut beginning.terminal, prepared, &mut pages)? != PagesOutcome::Done {
                return Ok(None);
            }
            beginning.opening = Some(opening(pages.chosen())?);
        }
    }
    if beginning.opening.is_none() {
        beginning.opening = Some(usual_opening()?);
    }
    Ok(Some(beginning))
}

/// How a talk begins after this choice.
pub(in crate::commands) fn opening(chosen: Option<FrontChoice>) -> Result<Opening> {
    if chosen == Some(FrontChoice::GoOn) { Ok(Opening::GoOn) } else { usual_opening() }
}

/// A new talk: the first one of two people, or another one where a talk has been counted or a heart is known.
fn usual_opening() -> Result<Opening> {
    let home = Home::find()?;
    // A file that can't be read was written after a talk; what needs its content names it.
    let knows_people = || People::load(&home.people()).map_or(true, |people| !people.is_empty());
    Ok(if talk_history::has_talks(&home) || knows_people() { Opening::Again } else { Opening::First })
}

/// What waits, in words.
pub(in crate::commands) fn waiting(words: &Words) -> Waiting {
    let Ok(home) = Home::find() else { return Waiting::default() };
    match agenda::load(&home.agenda()) {
        Ok(agenda) => waiting_in(&agenda, words),
        Err(_) => Waiting { unread: Some(words.today.unread.clone()), ..Waiting::default() },
    }
}

fn waiting_in(agenda: &Agenda, words: &Words) -> Waiting {
    let now = clock::wall().datetime();
    let mut agenda = agenda.clone();
    agenda.let_go(now);
    let returns = agenda.items().iter().find(|item| item.kind == ItemKind::Return);
    let sentence = |item: &Item| {
        let at = item.begins;
        if at.date() == now.date() {
            words.front.return_at.with(&[("time", &at.strftime("%H:%M"))])
        } else {
            words.front.return_on.with(&[("when", &say::when(words, at, now))])
        }
    };
    Waiting { returns: returns.map(sentence), due: agenda.due(now).len(), unread: None }
}
