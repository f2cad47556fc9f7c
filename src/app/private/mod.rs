//! The loop of the pages that each person answers alone: the safety check before a talk, the pause review after it. No
//! session runs then, so no journal and no output can hold a key of theirs.

pub mod context;
pub(crate) mod hands_off;
pub mod pause_review;
pub mod safety_check;

use std::io;
use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use futures::{Stream, StreamExt};
use ratatui::backend::Backend;

use super::MOST_KEY_FAILURES;
use super::keys::at_once::AtOnce;
use super::keys::by_line;
use super::keys::hint::{KeyHint, did_nothing};
use super::private::context::{PageContext, scene};
use super::source::demo::HANDS_OFF;
use super::stop::{JobSignals, StopOf};
use crate::clock;
use crate::event::input::Key;
use crate::pacer::Pacer;
use crate::screen::compose::figure;
use crate::screen::display::Display;
use crate::screen::keys::decode;
use crate::screen::keys::meaning::{Meaning, PrivateKey};
use crate::screen::output;
use crate::screen::scene::Sheet;

/// Pages that one person at a time answers.
pub(crate) trait Pages {
    /// The page to be seen now.
    fn sheet(&self, context: &PageContext) -> Sheet;
    /// Takes in a key of this page.
    fn press(&mut self, key: PrivateKey);
    /// Presses the key that a demo would: the one that reports nothing.
    fn go_on_by_itself(&mut self) {}
    /// Whether there is no page left.
    fn is_over(&self) -> bool;
}

/// How the pages came to an end. The answers stay with the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PagesOutcome {
    /// With the last of them.
    Done,
    /// Somebody left, or nobody can answer any more.
    Left,
    /// Somebody left at once, and nothing may be seen.
    Vanished,
}

/// What a key leaves to the loop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pressed {
    /// Nothing.
    Done,
    /// The pages are over.
    Ends(PagesOutcome),
    /// The process is to be stopped, and the terminal lent to the shell.
    Stops,
}

/// The time between two frames of a breath.
pub(super) const BREATH_FRAME: Duration = Duration::from_millis(33);
const NOTHING_DUE: Duration = Duration::from_hours(1);
/// The error when the keyboard can't be read.
pub(super) const NO_KEYS: &str = "the keyboard of this terminal can't be read. Try again in another terminal";

/// Pages on the screen.
struct Shown<'a, P> {
    pages: &'a mut P,
    context: PageContext,
    breath_since: Option<Instant>,
    key_hint: KeyHint,
}

/// Asks both. `by_itself` is how often the demo answers for people who are not there, if it does. After a real key it lets
/// them answer for a while.
pub(crate) async fn run<B: Backend<Error = io::Error>, P: Pages>(
    display: &mut Display<B>,
    context: PageContext,
    pages: &mut P,
    by_itself: Option<Duration>,
    keys: &mut (impl Stream<Item = io::Result<Event>> + Unpin),
    ending: impl Future<Output = ()>,
) -> io::Result<PagesOutcome> {
    tokio::pin!(ending);
    // A line is one key at most, and the next one may answer the next page.
    let mut keys = if by_line() { keys.left_stream() } else { AtOnce::of(keys).right_stream() };
    let mut job = JobSignals::listen();
    let mut typed = true;
    let mut failures_left = MOST_KEY_FAILURES;
    let mut yours_until = clock::now();
    let mut shown = Shown { pages, context, breath_since: None, key_hint: KeyHint::default() };
    while !shown.pages.is_over() {
        shown.context.breath = shown.breath_since.map(|since| figure(Pacer::default(), clock::now() - since));
        let sheet = shown.pages.sheet(&shown.context);
        let (mut page, now) = (scene(sheet, &shown.context), clock::now());
        page.here = shown.key_hint.is_shown(page.place(), now);
        if by_itself.is_some() && now < yours_until {
            page.caption = Some(shown.context.words.demo.yours.clone());
        }
        let is_shown = display.show(&page, now)?;
        let wake = if shown.breath_since.is_some() { BREATH_FRAME } else { by_itself.unwrap_or(NOTHING_DUE) };
        let wake = shown.key_hint.ends().map_or(wake, |ends| wake.min(ends.saturating_duration_since(now)));
        tokio::select! {
            biased;
            () = &mut ending => return Ok(PagesOutcome::Left),
            signal = job.heard() => {
                if !job.obey(signal.stop(), display, &mut ending).await? {
                    return Ok(PagesOutcome::Left);
                }
            }
            event = keys.next(), if typed => match event {
                Some(Ok(Event::Key(key))) if key.kind == KeyEventKind::Press => {
                    yours_until = clock::now() + HANDS_OFF;
                    match shown.typed(&key, display.is_plain()) {
                        Pressed::Ends(outcome) => return Ok(outcome),
                        Pressed::Stops => {
                            if !job.obey(Some(StopOf::Job), display, &mut ending).await? {
                                return Ok(PagesOutcome::Left);
                            }
                        }
                        Pressed::Done => {}
                    }
                }
                Some(Ok(Event::Paste(_))) => shown.say_keys(display.is_plain()),
                Some(Ok(_)) => {}
                Some(Err(_)) if failures_left > 0 => failures_left -= 1,
                // Nobody can answer any more; the demo does so by itself.
                _ if by_itself.is_some() => typed = false,
                Some(Err(_)) => return Err(io::Error::other(NO_KEYS)),
                None => return Ok(PagesOutcome::Left),
            },
            () = output::written(), if !is_shown => {}
            () = tokio::time::sleep(wake) => if by_itself.is_some() && clock::now() >= yours_until {
                shown.uncover();
                shown.pages.go_on_by_itself();
            },
        }
    }
    Ok(PagesOutcome::Done)
}

impl<P: Pages> Shown<'_, P> {
    /// Takes in a key. If nothing comes of it, the page says which keys do something.
    fn typed(&mut self, event: &KeyEvent, plain: bool) -> Pressed {
        let seen = |shown: &Self| (scene(shown.pages.sheet(&shown.context), &shown.context), shown.breath_since);
        let (before, breath_before) = seen(self);
        let pressed = self.press(event);
        let (after, breath_after) = seen(self);
        if breath_before != breath_after || before != after {
            self.key_hint.clear();
        } else if did_nothing(event, &before, &after) {
            self.key_hint.show(after.place(), clock::now(), plain);
        }
        pressed
    }

    /// A paste answers nothing: the page says which keys do.
    fn say_keys(&mut self, plain: bool) {
        let place = scene(self.pages.sheet(&self.context), &self.context).place();
        self.key_hint.show(place, clock::now(), plain);
    }

    /// Takes away what covers the page.
    fn uncover(&mut self) {
        (self.context.finding_help, self.context.help, self.breath_since) = (false, false, None);
    }

    fn press(&mut self, event: &KeyEvent) -> Pressed {
        let place = self.pages.sheet(&self.context).place;
        match decode(event, place) {
            Some(Meaning::Vanish) => return Pressed::Ends(PagesOutcome::Vanished),
            Some(Meaning::Leave) => return Pressed::Ends(PagesOutcome::Left),
            Some(Meaning::Stop) => return Pressed::Stops,
            _ if !is_typed(event) => {}
            // Any key ends a breath, and does nothing else; but a breath is there at once, whatever covers the page.
            _ if self.breath_since.is_some() => self.breath_since = None,
            Some(Meaning::Session(Key::Pause)) => {
                self.uncover();
                self.breath_since = Some(clock::now());
            }
            Some(Meaning::FindingHelp) if self.context.help => {
                (self.context.finding_help, self.context.help) = (true, false);
            }
            _ if self.context.finding_help || self.context.help => self.uncover(),
            Some(Meaning::Help) => self.context.help = true,
            Some(Meaning::FindingHelp) => self.context.finding_help = true,
            Some(Meaning::Private(key)) => self.pages.press(key),
            _ => {}
        }
        Pressed::Done
    }
}

/// Whether the key is one that uncovers a page: a letter, Enter or Escape.
fn is_typed(event: &KeyEvent) -> bool {
    let control = event.modifiers.contains(KeyModifiers::CONTROL);
    !control && matches!(event.code, KeyCode::Char(_) | KeyCode::Enter | KeyCode::Esc)
}

#[cfg(test)]
mod tests {
    use ratatui::backend::CrosstermBackend;

    use super::safety_check::SafetyCheck;
    use super::*;
    use crate::event::seat::Seat;
    use crate::screen::plain::PlainPrinter;
    use crate::words::Words;

    fn context() -> PageContext {
        let names = crate::event::seat::Pair { left: "Alex".into(), right: "Sam".into() };
        PageContext::new(names, Words::built_in("en").expect("our own words"))
    }

    #[test]
    fn a_breath_needs_one_key_from_the_page_on_finding_help_too() {
        let mut shown = Shown {
            pages: &mut SafetyCheck::begin(Seat::Left),
            context: context(),
            breath_since: None,
            key_hint: KeyHint::default(),
        };
        for typed in ['h', 'p'] {
            shown.press(&KeyEvent::new(KeyCode::Char(typed), KeyModifiers::NONE));
        }
        assert!(shown.breath_since.is_some() && !shown.context.finding_help);
    }

    async fn without_a_keyboard(by_itself: Option<Duration>) -> io::Result<PagesOutcome> {
        let context = context();
        let mut display = Display::<CrosstermBackend<io::Sink>>::Plain(PlainPrinter::new(Box::new(io::sink()), false));
        let mut keys = futures::stream::repeat_with(|| Err(io::ErrorKind::BrokenPipe.into()));
        run(&mut display, context, &mut SafetyCheck::begin(Seat::Left), by_itself, &mut keys, std::future::pending())
            .await
    }

    #[tokio::test]
    async fn a_keyboard_that_cannot_be_read_is_reported_instead_of_tried_for_ever() {
        let error = without_a_keyboard(None).await.expect_err("nobody can answer");
        assert_eq!(error.to_string(), NO_KEYS);
    }

    #[tokio::test]
    async fn the_demo_needs_no_keyboard() {
        let outcome = without_a_keyboard(Some(Duration::from_millis(1))).await.expect("it answers by itself");
        assert_eq!(outcome, PagesOutcome::Done);
    }
}
