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
use super::private::{BREATH_FRAME, NO_KEYS, PagesOutcome};
use crate::clock;
use crate::event::seat::Pair;
use crate::screen::display::Display;
use crate::screen::keys::meaning::{Meaning, TogetherKey};
use crate::screen::keys::{decode, text};
use crate::screen::scene::{PersonView, Scene, Sheet, View};
use crate::words::Words;

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
    /// Does what is due by the clock.
    fn look_at_clock(&mut self, _now: Instant) {}
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
    let mut cover = Cover::Nothing;
    let mut failures_left = MOST_KEY_FAILURES;
    while !pages.is_over() {
        let mut scene = pages.scene(clock::now());
        scene.help = cover == Cover::WhatIsThis;
        scene.finding_help = (cover == Cover::FindingHelp).then(|| context.helplines.clone());
        display.show(&scene, clock::now())?;
        let wake = if scene.is_moving() { BREATH_FRAME } else { LOOK_AT_CLOCK };
        tokio::select! {
            biased;
            () = &mut ending => return Ok(PagesOutcome::Left),
            event = keys.next() => match event {
                Some(Ok(Event::Key(key))) => {
                    if let Some(outcome) = press(pages, &mut cover, &key, context.by_line) {
                        return Ok(outcome);
                    }
                }
                Some(Ok(Event::Paste(text))) if context.by_line => pages.write_line(&text),
                Some(Ok(_)) => {}
                Some(Err(_)) if failures_left > 0 => failures_left -= 1,
                Some(Err(_)) => return Err(io::Error::other(NO_KEYS)),
                None => return Ok(PagesOutcome::Left),
            },
            () = tokio::time::sleep(wake) => {}
        }
        pages.look_at_clock(clock::now());
    }
    Ok(PagesOutcome::Done)
}

fn press<P: TogetherPages>(pages: &mut P, cover: &mut Cover, key: &KeyEvent, by_line: bool) -> Option<PagesOutcome> {
    let now = clock::now();
    let place = pages.scene(now).place();
    let covered = *cover != Cover::Nothing;
    match decode(key, place) {
        Some(Meaning::Vanish) => return Some(PagesOutcome::Vanished),
        Some(Meaning::Leave) => return Some(PagesOutcome::Left),
        Some(Meaning::Help) if !covered => *cover = Cover::WhatIsThis,
        Some(Meaning::FindingHelp) if *cover != Cover::FindingHelp => *cover = Cover::FindingHelp,
        // Any other key brings back the page, and does nothing else.
        Some(_) if covered => *cover = Cover::Nothing,
        Some(Meaning::Together(key)) => pages.take(key, now),
        Some(_) => {}
        None if covered && key.kind == KeyEventKind::Press => *cover = Cover::Nothing,
        None => match text(key, place) {
            Some(letter) if by_line && key.kind == KeyEventKind::Press => pages.write_line(&letter.to_string()),
            Some(letter) if place.takes_text() => pages.write(letter),
            None if key.code == KeyCode::Backspace && key.kind != KeyEventKind::Release => pages.erase(),
            _ => {}
        },
    }
    None
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
