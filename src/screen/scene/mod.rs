//! A scene: what the terminal shows now, as plain data. A frame is drawn only when the scene has changed.
//!
//! The scene of a pause has no field for the heart or the key that triggered it, so no page can show that.

use std::sync::Arc;

mod breath;
mod people;
mod practice;
mod sheet;

pub use breath::BreathFigure;
pub use people::{Numbers, PersonView, StrapView};
pub(crate) use practice::{BREATH_SAMPLES_A_SECOND, TACHOGRAM_S};
pub use practice::{FiguresView, HeartView, Point, PracticeView};
pub use sheet::{Asks, Sheet, SheetLine, Tone};

use super::keys::place::{AfterClose, Place, PrivatePage, TogetherPage};
use crate::event::seat::{Pair, Seat};
use crate::talk::cards::Card;
use crate::talk::pause::{Breathing, Readiness, Way};
use crate::talk::{Listening, OpenQuestion};
use crate::words::Words;

/// Everything on the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// The two people.
    pub people: Pair<PersonView>,
    /// What this page is about.
    pub view: View,
    /// Whether a recording is replayed, which no key can change.
    pub watched: bool,
    /// Whether the help covers the view.
    pub help: bool,
    /// Whether the page says which of its keys do something, after one that does nothing.
    pub here: bool,
    /// The couple's own helplines, when the page on finding help covers the view.
    pub finding_help: Option<Vec<String>>,
    /// The words of the chosen language.
    pub words: Arc<Words>,
    /// A quiet line in the header, such as "demo".
    pub note: Option<String>,
    /// What the demo says, such as "demo: time runs 10× as fast here".
    pub caption: Option<String>,
}

/// What a page is about. Times are whole seconds, so that a scene changes once a second at most.
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
        /// Who tells about their day.
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
        /// Seconds past the end of the turn; 0 before it.
        over_s: u64,
        /// What the talk is about, as somebody typed it.
        topic: String,
        /// Seconds of talking still missing to know both hearts. It stands for both: whose is missing must not show.
        learning_s: u64,
        /// What both are asked meanwhile.
        asks: Option<OpenQuestion>,
        /// The part of the answer, while the other person answers.
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
    LongBreak(RestView),
    /// Agreeing on a time to come back.
    ReturnOffer {
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
        /// Whether the close follows a pause, or comes before anybody spoke. The page then asks for nothing.
        early: bool,
        /// Whether "go on" leads back into the talk.
        can_go_on: bool,
        /// Whether it leads back to the pause, or to the way back, that the close came out of.
        can_go_back: bool,
        /// Whether the repair can be reached.
        can_repair: bool,
        /// Whether the page says that a counsellor can help.
        suggests_help: bool,
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
    /// A step that needs no announcement.
    Other,
    /// Back to the page that one person answers alone.
    Alone,
    /// Nothing: three breaths to try, at the first start.
    FirstTry,
}

/// The pause. It is the same whatever triggered it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PauseView {
    /// The figure.
    pub figure: BreathFigure,
    /// With the pacer, or as they like.
    pub breathing: Breathing,
    /// What both do.
    pub way: Way,
    /// The number of the prompt of grounding, counted from 0 without end.
    pub prompt: usize,
    /// Seconds left of the least length; 0 when it is over.
    pub left_s: u64,
    /// Whether nothing measured speaks against going on.
    pub bodies_calm: bool,
    /// What each has said.
    pub ready: Pair<Readiness>,
    /// Whether to suggest a longer break.
    pub suggests_break: bool,
    /// Whether it has just begun, and both ways to spend it are offered.
    pub offers_both: bool,
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
    /// Whether both are asked to come back later.
    pub asks: Option<OpenQuestion>,
}

impl Scene {
    /// Where a key would be pressed now.
    pub(crate) fn place(&self) -> Place {
        if self.watched { Place::Watched } else { self.view.place() }
    }

    /// Whether any strap is worn or looked for. Without one there is nothing to say of straps.
    pub(crate) fn anybody_wears_a_strap(&self) -> bool {
        self.people.any(|person| person.strap != StrapView::Absent)
    }

    /// Whether a breathing figure moves, so that the scene changes with every frame.
    pub(crate) fn is_moving(&self) -> bool {
        let figure = match &self.view {
            View::Breath { figure, .. } | View::LongBreak(RestView { figure: Some(figure), .. }) => figure,
            View::Pause(pause) => &pause.figure,
            View::Practice(practice) => &practice.figure,
            View::LongBreak(RestView { figure: None, .. })
            | View::Straps { .. }
            | View::Settling { .. }
            | View::WarmUp { .. }
            | View::Turn { .. }
            | View::Sheet(_)
            | View::ReturnOffer { .. }
            | View::Closing { .. } => return false,
        };
        figure.direction.is_some() && !self.help
    }
}

impl View {
    fn place(&self) -> Place {
        match self {
            Self::Straps { assigned } => Place::Straps { any: *assigned > 0 },
            Self::Settling { .. } => Place::Settling,
            Self::WarmUp { .. } => Place::WarmUp,
            Self::Turn { answer: None, asks, .. } => Place::Turn { asks: asks.is_some() },
            Self::Turn { answer: Some(_), asks, .. } => Place::Answer { asks: asks.is_some() },
            Self::Breath { next: Next::FirstTry, .. } => Place::Together(TogetherPage::Breaths),
            Self::Breath { next: Next::Alone, .. } => Place::Alone(PrivatePage::Breath),
            Self::Breath { .. } => Place::Breath,
            Self::Pause(pause) => Place::Pause(pause.way),
            Self::Sheet(sheet) => sheet.place,
            Self::LongBreak(rest) => Place::LongBreak { asks: rest.asks.is_some() },
            Self::ReturnOffer { .. } => Place::ReturnOffer,
            Self::Closing { returns_clock, can_go_on, can_go_back, can_repair, .. } => Place::Closing(AfterClose {
                long_break: returns_clock.is_some(),
                more_talk: *can_go_on,
                pause: *can_go_back,
                repair: *can_repair,
            }),
            Self::Practice(practice) => Place::Practice { part: practice.part, has_heart: practice.has_heart },
        }
    }
}
