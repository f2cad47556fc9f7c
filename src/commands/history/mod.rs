//! `breathmark history`: what is left of each session, over weeks and months. No score, no goal; a gap is a gap.
//!
//! | file | holds |
//! |---|---|
//! | `kind` | the four kinds of sessions |
//! | `window` | the weeks that are shown, and the months |
//! | `figures` | the columns of each kind, and how figures of several sessions are shown together |
//! | `table` | rows and columns that fit a terminal |
//! | `overview` | all kinds, in sentences |
//! | `page` | one kind: its picture and its tables |
//! | `resonance` | the same for resonance tests |
//! | `json` | the sessions for other programs |

mod figures;
mod json;
mod kind;
mod overview;
mod page;
mod resonance;
mod table;
mod window;

use std::io::{self, IsTerminal as _, Write as _};
use std::path::Path;

use anyhow::Result;
use clap::Args;
use jiff::civil::Date;

use self::kind::SessionKind;
use self::window::Window;
use super::output::{self, Sentences};
use super::prepare::Prepared;
use super::session::args::LookArgs;
use crate::clock;
use crate::screen::plot_marks::Marks;
use crate::store::history::{self, History, PastSession};
use crate::store::paths::Home;
use crate::words::Words;

/// The end of `breathmark history --help`.
pub(crate) const EXAMPLES: &str = "\
Examples:
  breathmark history                        all of it, in a few lines
  breathmark history practice --weeks 26    half a year of practices
  breathmark history --json                 for other programs; docs/history.md says what is in it";

/// The most weeks that are shown: ten years, and some days.
const MOST_WEEKS: u16 = 523;
/// The columns of a table that goes through a pipe.
const PIPE_COLUMNS: u16 = 80;

/// The flags of `breathmark history`.
#[derive(Debug, Args)]
pub struct HistoryArgs {
    /// Which kind of sessions; without one, an overview of all.
    pub kind: Option<SessionKind>,
    /// How many weeks. Without this flag 8, and 52 for resonance tests.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=i64::from(MOST_WEEKS)))]
    pub weeks: Option<u16>,
    /// Print the sessions as one JSON object. Without `--weeks`, all of them.
    #[arg(long)]
    pub json: bool,
    /// How it is shown: `--plain` leaves out the picture.
    #[command(flatten)]
    pub look: LookArgs,
}

/// What every page needs.
struct View<'a> {
    words: &'a Words,
    /// All sessions up to now, the oldest first.
    sessions: Vec<&'a PastSession>,
    /// Those that are dated after now.
    ahead: Vec<&'a PastSession>,
    /// Whether the file has lines that can't be read.
    has_unread: bool,
    /// The date of now, or of a session that is over, if it is later where that was.
    today: Date,
    /// The weeks that a flag asks for.
    weeks: Option<u16>,
    /// How wide a line may be.
    columns: u16,
    marks: Marks,
    /// Whether a picture is drawn.
    draws: bool,
}

/// Shows the history. Lines of the file that were left out are said on standard error.
pub(super) fn run(args: &HistoryArgs, prepared: &Prepared) -> Result<()> {
    let words = &prepared.words;
    let file = Home::find()?.history();
    let mut history = history::load(&Home::find()?)?;
    history.sessions.sort_by_key(|session| session.began().timestamp());
    say_left_out(&history, &file, words);
    let now = clock::wall();
    let (shown, ahead): (Vec<_>, Vec<_>) =
        history.sessions.iter().partition(|it| it.began().timestamp() <= now.timestamp());
    let today = shown.iter().map(|it| it.began().date()).fold(now.date(), Date::max);
    if args.json {
        let window = args.weeks.map(|weeks| Window::last(weeks, today));
        return output::print(&json::text(&history, args.kind, window.as_ref())?);
    }
    if !ahead.is_empty() {
        output::say(words.history.ahead.of(ahead.len() as u64));
    }
    let is_terminal = io::stdout().is_terminal();
    let view = View {
        words,
        sessions: shown,
        ahead,
        has_unread: history.newer + history.broken > 0,
        today,
        weeks: args.weeks,
        columns: output::columns(is_terminal).unwrap_or(PIPE_COLUMNS),
        marks: Marks::of(|name| std::env::var(name).ok()).with_decimal(&words.numbers.decimal_mark),
        draws: is_terminal && !prepared.look.plain,
    };
    let text = match args.kind {
        None => overview::text(&view, &file),
        Some(kind) if view.of(kind).next().is_none() && view.leaves_out(Some(kind)) => {
            format!("{}\n", words.history.none_shown)
        }
        Some(kind) if view.of(kind).next().is_none() => format!("{}\n", kind.none_yet(&words.history)),
        Some(SessionKind::Resonance) => resonance::text(&view),
        Some(kind) => page::text(&view, kind),
    };
    let mut out = Sentences::new();
    write!(out, "{text}")?;
    Ok(out.flush()?)
}

/// Says which lines of the file were left out.
fn say_left_out(history: &History, file: &Path, words: &Words) {
    if history.newer > 0 {
        output::say(words.history.newer.of(history.newer));
    }
    let named: Vec<String> = history.broken_lines.iter().map(u64::to_string).collect();
    let (lines, file, words) = (named.join(", "), file.display(), &words.history);
    match history.broken {
        0 => {}
        1 => output::say(words.broken.with(&[("line", &lines), ("file", &file)])),
        n => {
            let said = if n > named.len() as u64 { &words.broken_first } else { &words.broken_lines };
            output::say(said.with(&[("n", &n), ("lines", &lines), ("file", &file)]));
        }
    }
}

impl<'a> View<'a> {
    /// The sessions of a kind.
    fn of(&self, kind: SessionKind) -> impl Iterator<Item = &'a PastSession> {
        self.sessions.iter().copied().filter(move |session| kind == SessionKind::of(session))
    }

    /// The weeks that a page of this kind shows.
    fn window(&self, kind: SessionKind) -> Window {
        Window::last(self.weeks.unwrap_or_else(|| kind.usual_weeks()), self.today)
    }

    /// The head of a page of this kind.
    fn title(&self, kind: SessionKind) -> String {
        let words = &self.words.history;
        let weeks = words.weeks.of(self.window(kind).weeks.into());
        words.title.with(&[("what", kind.name(words)), ("weeks", &weeks)])
    }

    /// Whether there may be sessions of a kind, or of any, that are not shown.
    fn leaves_out(&self, kind: Option<SessionKind>) -> bool {
        let is_of = |session: &&PastSession| kind.is_none_or(|kind| kind == SessionKind::of(session));
        self.has_unread || self.ahead.iter().any(is_of)
    }

    /// How to see what lies before the weeks of a page; no line if that is nothing.
    fn earlier(&self, kind: SessionKind) -> Vec<String> {
        let (words, window, longest) = (&self.words.history, self.window(kind), Window::last(MOST_WEEKS, self.today));
        let (within, older): (Vec<Date>, Vec<Date>) =
            self.of(kind).map(|session| session.began().date()).partition(|date| longest.has(*date));
        let weeks = within.into_iter().min().map_or(0, |first| window.weeks_since(first));
        let more = (weeks > window.weeks).then(|| words.earlier.with(&[("kind", &kind.flag()), ("n", &weeks)]));
        let all =
            || format!("{} {}", words.older.of(older.len() as u64), words.as_json.with(&[("kind", &kind.flag())]));
        more.into_iter().chain((!older.is_empty()).then(all)).collect()
    }

    /// A day in words; with its year unless that is this one.
    fn day(&self, date: Date) -> String {
        let words = &self.words.history;
        let month = self.month(date);
        if date.year() == self.today.year() {
            words.day.with(&[("month", &month), ("day", &date.day())])
        } else {
            words.day_of_year.with(&[("month", &month), ("day", &date.day()), ("year", &date.year())])
        }
    }

    /// The short name of a month. A file of one's own words may name fewer than twelve.
    fn month(&self, date: Date) -> String {
        let name = self.words.history.months.get(date.month().unsigned_abs() as usize - 1);
        name.map_or_else(|| date.month().to_string(), Clone::clone)
    }
}
