//! What a command needs besides its flags: the settings, the words, and how a session shows itself.

use std::sync::Arc;

use anyhow::Result;

use super::output;
use super::session::args::LookArgs;
use crate::cue::chosen_volume;
use crate::practice::plan::Plan as PracticePlan;
use crate::screen::backdrop::PracticeBackdrop;
use crate::screen::colours::{Colours, Ground};
use crate::screen::display::Display;
use crate::screen::light::Light;
use crate::screen::notification::Notification;
use crate::screen::terminal::{Screen, ScreenError, TerminalOutput};
use crate::screen::theme::Theme;
use crate::store::keep_choice::{self, KeepChoice};
use crate::store::paths::Home;
use crate::store::settings::Settings;
use crate::store::settings::sound::PauseShows;
use crate::store::{own_words, privacy};
use crate::words::{Choice, Language, OwnWords, Words};

/// What every session needs besides its flags.
pub(super) struct Prepared {
    pub(super) settings: Settings,
    pub(super) words: Arc<Words>,
    /// What the screen says of words that could not be used.
    pub(super) note: Option<String>,
    pub(super) look: Look,
    /// What a practice begins with.
    pub(super) practice: PracticePlan,
    /// What it shows of earlier ones.
    pub(super) earlier: PracticeBackdrop,
    /// What is to stay of a talk.
    pub(super) keeps: KeepChoice,
}

/// How a session shows itself.
#[derive(Clone, Copy)]
pub(super) struct Look {
    pub(super) plain: bool,
    pub(super) calm_motion: bool,
    /// Whether somebody says that the terminal's background is light.
    pub(super) light_background: bool,
    pub(super) pause_shows: PauseShows,
}

impl Look {
    /// As the flags, before or after the command, and the settings ask for. A terminal that can't be drawn on gets lines in
    /// any case.
    fn of(args: &[Option<&LookArgs>], settings: &Settings) -> Self {
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let asks = |flag: fn(&LookArgs) -> bool| args.iter().flatten().any(|args| flag(args));
        Self {
            plain: asks(|args| args.plain) || settings.plain || dumb,
            calm_motion: asks(|args| args.calm_motion) || settings.calm_motion,
            light_background: settings.light_background,
            pause_shows: settings.pause_shows,
        }
    }

    /// Takes the terminal.
    pub(super) fn open(self) -> Result<(Screen, Display<TerminalOutput>), ScreenError> {
        if self.plain {
            let (screen, printer) = Screen::open_plain()?;
            return Ok((screen, Display::Plain(printer)));
        }
        let mut colours = Colours::of(|name| Some(std::env::var_os(name)?.to_string_lossy().into_owned()));
        if self.light_background {
            colours.ground = Ground::Light;
        }
        let theme = Theme::of(colours);
        let theme = if self.calm_motion { theme.with_reduced_motion() } else { theme };
        let environment = |name: &str| std::env::var(name).ok();
        let light = if self.pause_shows.light && !self.calm_motion { Light::of(colours) } else { Light::default() };
        let notification = if self.pause_shows.notification { Notification::of(environment) } else { None };
        let (screen, terminal) = Screen::open()?;
        Ok((screen, Display::Drawn { terminal, theme, light, notification }))
    }
}

impl Prepared {
    /// What both are called as long as nobody has said their name.
    pub(super) fn seat_names(&self) -> [String; 2] {
        [self.words.seats.left.clone(), self.words.seats.right.clone()]
    }
}

/// Narrows files of ours that other users of the computer can open, and says so before any screen is taken.
pub(super) fn say_privacy() {
    let sentences = Home::find().map(|home| privacy::narrow(&home).sentences());
    for sentence in sentences.into_iter().flatten() {
        output::say(sentence);
    }
}

/// The language that the settings name, else the one of the system.
pub(super) fn language(settings: &Settings) -> Language {
    Language::wanted(settings.language.as_deref(), |name| std::env::var(name).ok().or_else(|| of_windows(name)))
}

/// What Windows says in place of the variable of the environment that it doesn't have.
#[cfg(windows)]
fn of_windows(name: &str) -> Option<String> {
    (name == "LANG").then(sys_locale::get_locale).flatten()
}

/// Other systems have the variables.
#[cfg(not(windows))]
fn of_windows(_: &str) -> Option<String> {
    None
}

/// Chooses the words. A file of one's own words that can't be used is named on the terminal; the built-in words are used
/// then.
pub(super) fn prepare(mut settings: Settings, look: &[Option<&LookArgs>]) -> Result<Prepared> {
    let language = language(&settings);
    if let Ok(home) = Home::find() {
        settings.sound.volume = chosen_volume(&settings.sound, &home)?;
    }
    let own = Home::find().map_or(OwnWords::None, |home| own_words::read(&home.words(), language.code()));
    let Choice { words, trouble } = language.choose(&own)?;
    if let Some(trouble) = &trouble {
        output::say(format_args!("{trouble}. The built-in words are used."));
    }
    let note = trouble.map(|_| words.screen.words_left_out.clone());
    let look = Look::of(look, &settings);
    Ok(Prepared {
        settings,
        words,
        note,
        look,
        practice: PracticePlan::default(),
        earlier: PracticeBackdrop::default(),
        keeps: Home::find().map_or(Ok(None), |home| keep_choice::load(&home.keep()))?.unwrap_or_default(),
    })
}
