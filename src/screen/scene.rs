//! What is to be seen now, as plain data. A frame is drawn when the scene differs from the one before, and only then.
//!
//! A scene of a pause has no place for whose heart or key called it, so no screen can show it.

use std::sync::Arc;

use crate::event::seat::{Pair, Seat};
use crate::session::pacer::{Direction, Pacer};
use crate::talk::Listening;
use crate::talk::cards::Card;
use crate::talk::pause::{Breathing, Readiness, Way};
use crate::talk::trigger::watch::StillLearning;
use crate::words::Words;

/// Everything on the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// The two people.
    pub people: Pair<PersonView>,
    /// The one thing that this screen is about.
    pub view: View,
    /// Whether it is a recording, which nobody's keys change any more.
    pub watched: bool,
    /// Whether the help covers it.
    pub help: bool,
    /// The couple's own numbers, when the page on finding help covers it.
    pub finding_help: Option<Vec<String>>,
    /// In which words.
    pub words: Arc<Words>,
    /// A quiet line, such as "demo · time runs three times as fast here".
    pub note: Option<String>,
}

/// One person, as far as the screen shows them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PersonView {
    /// Their name.
    pub name: String,
    /// Their strap.
    pub strap: StrapView,
    /// The battery level in per cent, when it is low.
    pub low_battery: Option<u8>,
    /// Whether this person wishes to see numbers.
    pub wants_numbers: bool,
    /// The numbers, rounded, when both wish to see them.
    pub numbers: Option<Numbers>,
}

/// Numbers for the screen, in whole beats a minute and milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// Heart rate over 10 s.
    pub heart_rate: Option<u16>,
    /// RMSSD over 30 s.
    pub rmssd: Option<u16>,
}

/// The state of a strap, in the screen's terms. Seconds are whole, so a scene changes once a second at most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StrapView {
    /// None at this seat.
    #[default]
    Absent,
    /// Being looked for.
    Searching,
    /// Found, connecting.
    Connecting,
    /// Connected; nothing has come yet.
    Quiet,
    /// Delivering; not enough clean beats yet.
    Settling,
    /// Enough clean beats.
    Good,
    /// Delivering a heart rate only.
    RateOnly,
    /// It does not feel skin.
    NoContact,
    /// It says that it feels no skin, but measures well.
    ContactDoubted,
    /// It delivered, and has been silent for so many seconds.
    Silent(u64),
    /// The link is gone, silent for so many seconds; it reconnects by itself.
    Lost(u64),
    /// The device is no heart-rate strap.
    NotAHeartStrap,
    /// No Bluetooth adapter, or it is off.
    NoAdapter,
    /// The Bluetooth service does not answer.
    NoBluetooth,
}

/// The one thing a screen is about. Times are whole seconds.
#[derive(Clone, Debug, PartialEq)]
pub enum View {
    /// Straps are being found.
    Straps {
        /// How many straps are assigned.
        assigned: u8,
    },
    /// Both sit quietly.
    Settling {
        /// Seconds left.
        left_s: u64,
    },
    /// A warm-up turn of neutral talk.
    WarmUp {
        /// Who tells.
        speaker: Seat,
        /// Seconds left.
        left_s: u64,
    },
    /// A turn.
    Turn {
        /// Who speaks.
        speaker: Seat,
        /// Seconds left of the turn.
        left_s: u64,
        /// Seconds left of the whole talk.
        talk_left_s: u64,
        /// Whose calm is still being learnt: for about how long, and what counts meanwhile.
        learning: Pair<Option<StillLearning>>,
        /// What the other one is at, when they answer it.
        answer: Option<Listening>,
        /// The card on the table.
        card: Option<Card>,
        /// Which of the reminders the speaker gets.
        reminder: usize,
        /// Whether the goal is the smaller one.
        smaller: bool,
    },
    /// The shared breath at a change of turn, or on the way back from a pause.
    Breath {
        /// The figure.
        figure: BreathFigure,
        /// What comes next.
        next: Next,
    },
    /// The pause.
    Pause(PauseView),
    /// A page of words.
    Sheet(Sheet),
    /// A real break.
    Rest(RestView),
    /// Agreeing on a time to come back.
    Later {
        /// Minutes from now.
        minutes: u64,
        /// Who has agreed.
        agreed: Pair<bool>,
    },
    /// The close.
    Closing {
        /// Seconds talked by turns.
        talked_s: u64,
        /// How many pauses there were.
        pauses: u32,
        /// The time of day when both come back, such as "21:40".
        returns_clock: Option<String>,
        /// Whether it comes out of a pause, or before anything was told: then it is no time to ask for anything.
        early: bool,
        /// Whether "go on" leads back into the talk.
        can_go_on: bool,
        /// Whether the repair can be reached.
        can_repair: bool,
        /// Whether to say, once, that somebody else can help.
        beyond: bool,
    },
    /// Practice alone.
    Practice(PracticeView),
}

/// What a shared breath leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// This person tells about their day.
    WarmUp(Seat),
    /// This person speaks.
    Turn(Seat),
    /// This person answers.
    Answer(Seat),
    /// Back to where it was before the talk by turns, or to the close.
    Other,
}

/// A breathing figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BreathFigure {
    /// Which way the breath goes; `None` while everybody breathes as they like and the figure rests.
    pub direction: Option<Direction>,
    /// How full, in thousandths.
    pub fullness: u16,
}

/// The pause, the same whoever called it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PauseView {
    /// The figure.
    pub figure: BreathFigure,
    /// With the pacer, or as they like.
    pub breathing: Breathing,
    /// What both do.
    pub way: Way,
    /// Which of its prompts is due, counted from 0 without end, where there is no breathing.
    pub prompt: usize,
    /// Seconds left of the least length; 0 when it is over.
    pub left_s: u64,
    /// Whether nothing measured speaks against going on.
    pub bodies_calm: bool,
    /// What each has said.
    pub ready: Pair<Readiness>,
    /// Whether to suggest a longer break.
    pub suggests_break: bool,
}

/// A page of words, made for this moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// What it is about.
    pub heading: String,
    /// Whose it is, if it belongs to one of them.
    pub by: Option<Seat>,
    /// Its lines.
    pub lines: Vec<(Tone, String)>,
    /// What both are asked, if they are.
    pub asks: Option<Asks>,
    /// Its own keys and what they do.
    pub keys: Vec<(&'static str, String)>,
    /// Whether what is chosen on it is for one pair of eyes, so that it must not stay in a window's history.
    pub private: bool,
    /// Whether letters are text on it, so that the keys are others.
    pub typing: bool,
    /// Whether leaving it leaves the program: there is no talk to stop yet.
    pub before: bool,
}

/// How a line is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// As it comes.
    Text,
    /// First.
    Strong,
    /// Maybe.
    Quiet,
    /// As one of a list.
    Item,
    /// From a metre away.
    Large,
}

/// A question to both, or to one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asks {
    /// Who has said yes; nothing for somebody who is not asked.
    pub said: Pair<Option<bool>>,
    /// The word for yes.
    pub yes: String,
}

/// A real break.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RestView {
    /// The time of day when both come back.
    pub clock: String,
    /// The same in words, if it is not today.
    pub day: Option<String>,
    /// Whether that time has come.
    pub due: bool,
    /// What each has said.
    pub ready: Pair<Readiness>,
    /// Which of the suggestions is shown.
    pub suggestion: usize,
    /// The breathing figure, while both breathe slowly.
    pub figure: Option<BreathFigure>,
}

/// Practice alone.
#[derive(Clone, Debug, PartialEq)]
pub struct PracticeView {
    /// The figure.
    pub figure: BreathFigure,
    /// The pacer, for its lengths.
    pub pacer: Pacer,
    /// Seconds since the start.
    pub elapsed_s: u64,
    /// Heart rate and RMSSD.
    pub numbers: Numbers,
    /// The intervals of the last minutes, oldest first.
    pub tachogram: Vec<Point>,
    /// Per cent of the last half minute filled with clean beats.
    pub clean_percent: u8,
}

/// One interval of the tachogram.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// How long ago the beat was, in seconds.
    pub ago_s: f64,
    /// The interval in milliseconds.
    pub rr_ms: f64,
    /// Whether it counts; what does not is drawn apart, and no line is drawn to it.
    pub clean: bool,
    /// Whether it follows the point before without a gap.
    pub linked: bool,
}

impl Scene {
    /// Whether a breath moves on it, so that it changes all the time.
    pub fn is_moving(&self) -> bool {
        let figure = match &self.view {
            View::Breath { figure, .. } | View::Rest(RestView { figure: Some(figure), .. }) => figure,
            View::Pause(pause) => &pause.figure,
            View::Practice(practice) => &practice.figure,
            _ => return false,
        };
        figure.direction.is_some() && !self.help
    }
}
