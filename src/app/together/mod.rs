//! The pages that both look at while no session runs: the first start, the front page, an agreed return, looking back.
//! This file is their loop.

pub mod front;
pub mod introduction;
pub mod look_back;

use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind};
use futures::{Stream, StreamExt};
use ratatui::backend::Backend;

use super::MOST_KEY_FAILURES;
use super::keys::hint::{KeyHint, did_nothing};
use super::private::{BREATH_FRAME, NO_KEYS, PagesOutcome};
use super::stop::{JobSignals, StopOf};
use crate::clock;
use crate::event::seat::Pair;
use crate::screen::display::Display;
use crate::screen::keys::meaning::{Meaning, TogetherKey};
use crate::screen::keys::place::Place;
use crate::screen::keys::{decode, text};
use crate::screen::output;
use crate::screen::scene::{PersonView, Scene, Sheet, View};
use crate::words::Words;

/// How many characters of a paste are looked at: far more than a name may have.
const LONGEST_PASTE: usize = 100;
/// How often a page without motion looks at the clock.
const LOOK_AT_CLOCK: Duration = Duration::from_secs(1);

/// What the pages need besides their own state.
#[derive(Clone)]
pub struct TogetherContext {
    /// The words of the chosen language.
    pub words: Arc<Words>,
    /// The two names, as far as they are known.
    pub names: Pair<Option<String>>,
    /// The couple's own helplines.
    pub helplines: Vec<String>,
    /// Whether the pages are printed line by line.
    pub plain: bool,
    /// Whether input is no terminal, so that it comes in whole lines.
    pub by_line: bool,
}

/// Pages that both look at.
pub trait TogetherPages {
    /// What is to be seen at `now`.
    fn scene(&self, now: Instant) -> Scene;
    /// Takes in a key of this page.
    fn take(&mut self, key: TogetherKey, now: Instant);
    /// Takes in a letter, where letters are text.
    fn write(&mut self, _letter: char) {}
    /// Takes the last letter back.
    fn erase(&mut self) {}
    /// Takes in a whole line, where input comes in lines.
    fn write_line(&mut self, _line: &str) {}
    /// Whether there is no page left.
    fn is_over(&self) -> bool;
}

/// What covers the page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cover {
    Nothing,
    WhatIsThis,
    FindingHelp,
}

/// What a key leaves to the loop.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pressed {
    Done,
    Ends(PagesOutcome),
    /// The process is to be stopped, and the terminal lent to the shell.
    Stops,
}

/// Pages on the screen.
struct Shown<'a, P> {
    pages: &'a mut P,
    context: &'a TogetherContext,
    cover: Cover,
    key_hint: KeyHint,
}

/// Shows the pages until the last one is over, somebody leaves, or `ending` comes.
///
/// # Errors
/// If the terminal can't be written to, or its keyboard can't be read.
pub(crate) async fn run<B: Backend<Error = io::Error>, P: TogetherPages>(
    display: &mut Display<B>,
    context: &TogetherContext,
    pages: &mut P,
    keys: &mut (impl Stream<Item = io::Result<Event>> + Unpin),
    ending: impl Future<Output = ()>,
) -> io::Result<PagesOutcome> {
    tokio::pin!(ending);
    let mut job = JobSignals::listen();
    let mut shown = Shown { pages, context, cover: Cover::Nothing, key_hint: KeyHint::default() };
    let mut failures_left = MOST_KEY_FAILURES;
    while !shown.pages.is_over() {
        let now = clock::now();
        let mut scene = shown.scene(now);
        scene.here = shown.key_hint.is_shown(scene.place(), now);
        let is_shown = display.show(&scene, now)?;
        let wake = if scene.is_moving() { BREATH_FRAME } else { LOOK_AT_CLOCK };
        tokio::select! {
            biased;
            () = &mut ending => return Ok(PagesOutcome::Left),
            signal = job.heard() => {
                if !job.obey(signal.stop(), display, &mut ending).await? {
                    return Ok(PagesOutcome::Left);
                }
            }
            event = keys.next() => match event {
                Some(Ok(Event::Key(key))) => match shown.typed(&key) {
                    Pressed::Ends(outcome) => return Ok(outcome),
                    Pressed::Stops => {
                        if !job.obey(Some(StopOf::Job), display, &mut ending).await? {
                            return Ok(PagesOutcome::Left);
                        }
                    }
                    Pressed::Done => {}
                },
                Some(Ok(Event::Paste(text))) => shown.pasted(&text),
                Some(Ok(_)) => {}
                Some(Err(_)) if failures_left > 0 => failures_left -= 1,
                Some(Err(_)) => return Err(io::Error::other(NO_KEYS)),
                None => return Ok(PagesOutcome::Left),
            },
            () = output::written(), if !is_shown => {}
            () = tokio::time::sleep(wake) => {}
        }
    }
    Ok(PagesOutcome::Done)
}

impl<P: TogetherPages> Shown<'_, P> {
    fn scene(&self, now: Instant) -> Scene {
        let mut scene = self.pages.scene(now);
        scene.help = self.cover == Cover::WhatIsThis;
        scene.finding_help = (self.cover == Cover::FindingHelp).then(|| self.context.helplines.clone());
        scene
    }

    /// Takes in a key. If nothing comes of it, the page says which keys do something.
    fn typed(&mut self, key: &KeyEvent) -> Pressed {
        let now = clock::now();
        let before = self.scene(now);
        let pressed = self.press(key, now);
        let after = self.scene(now);
        if before != after {
            self.key_hint.clear();
        } else if pressed == Pressed::Done && did_nothing(key, &before, &after) {
            self.key_hint.show(after.place(), now, self.context.plain);
        }
        pressed
    }

    fn press(&mut self, key: &KeyEvent, now: Instant) -> Pressed {
        let place = self.pages.scene(now).place();
        let covered = self.cover != Cover::Nothing;
        match decode(key, place) {
            Some(Meaning::Vanish) => return Pressed::Ends(PagesOutcome::Vanished),
            Some(Meaning::Leave) => return Pressed::Ends(PagesOutcome::Left),
            Some(Meaning::Stop) => return Pressed::Stops,
            Some(Meaning::Help) if !covered => self.cover = Cover::WhatIsThis,
            Some(Meaning::FindingHelp) if self.cover != Cover::FindingHelp => self.cover = Cover::FindingHelp,
            // Any other key brings back the page, and does nothing else.
            Some(_) if covered => self.cover = Cover::Nothing,
            Some(Meaning::Together(key)) => self.pages.take(key, now),
            Some(_) => {}
            None if covered && key.kind == KeyEventKind::Press => self.cover = Cover::Nothing,
            None => self.write(key, place),
        }
        Pressed::Done
    }

    /// Takes in a letter, where letters are text, or takes one back.
    fn write(&mut self, key: &KeyEvent, place: Place) {
        match text(key, place) {
            Some(letter) if self.context.by_line && key.kind == KeyEventKind::Press => {
                self.pages.write_line(&letter.to_string());
            }
            Some(letter) if place.takes_text() => self.pages.write(letter),
            None if key.code == KeyCode::Backspace && key.kind != KeyEventKind::Release => self.pages.erase(),
            _ => {}
        }
    }

    /// Takes in a whole line, or what was pasted: it is text where names are typed, and no key anywhere.
    fn pasted(&mut self, text: &str) {
        let place = self.pages.scene(clock::now()).place();
        if self.context.by_line {
            self.pages.write_line(text);
        } else if place.takes_text() {
            text.chars().filter(|letter| !letter.is_control()).take(LONGEST_PASTE).for_each(|c| self.pages.write(c));
        }
    }
}

/// The scene of a page of words. `note` stands in the header.
fn scene(sheet: Sheet, context: &TogetherContext, note: Option<String>) -> Scene {
    of_view(View::Sheet(sheet), context, note)
}

fn of_view(view: View, context: &TogetherContext, note: Option<String>) -> Scene {
    let people =
        context.names.map(|name| PersonView { name: name.clone().unwrap_or_default(), ..PersonView::default() });
    let words = Arc::clone(&context.words);
    Scene { people, view, watched: false, help: false, here: false, finding_help: None, words, note, caption: None }
}
