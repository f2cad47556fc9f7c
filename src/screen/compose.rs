//! From a session to the scene that shows it.

use std::sync::Arc;
use std::time::Duration;

use super::notes::Notes;
use super::scene::{
    BreathFigure, Next, Numbers, PauseView, PersonView, Point, PracticeView, RestView, Scene, StrapView, View,
};
use super::steps;
use crate::event::input::Link;
use crate::event::moment::Moment;
use crate::event::seat::Pair;
use crate::heart::artifact::Verdict;
use crate::heart::beat::Beat;
use crate::heart::{Heart, Reading, Signal};
use crate::practice::Practice;
use crate::session::pacer::Pacer;
use crate::session::{Script, Session};
use crate::talk::long_break::LongBreak;
use crate::talk::pause::{Breathing, Pause};
use crate::talk::trigger::watch::{Lack, Meanwhile};
use crate::talk::{Phase, Step, Talk};
use crate::words::Words;

/// What the screen needs beyond the session.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "they have nothing to do with each other")]
pub struct Backdrop {
    /// The two names.
    pub names: Pair<String>,
    /// When the session began, for times of day.
    pub started: jiff::Zoned,
    /// Whether it is a recording that is only watched.
    pub watched: bool,
    /// Whether the help is open.
    pub help: bool,
    /// A quiet line.
    pub note: Option<String>,
    /// What is waiting, as long as the session is at its beginning.
    pub reminder: Option<String>,
    /// Whether the disk takes nothing at the moment.
    pub unkept: bool,
    /// Whether nothing is kept at all.
    pub ephemeral: bool,
    /// Whether keys come line by line, a letter and Enter.
    pub by_line: bool,
    /// What both have noted.
    pub notes: Notes,
    /// Whether the page on finding help is open, with the couple's own numbers in any case.
    pub finding_help: bool,
    /// The couple's own numbers.
    pub helplines: Vec<String>,
    /// Whether to say at the close that somebody else can help.
    pub beyond: bool,
    /// In which words.
    pub words: Arc<Words>,
}

impl Backdrop {
    /// For these two, from then on, in these words; nothing open, nothing noted.
    pub fn new(names: Pair<String>, started: jiff::Zoned, words: Arc<Words>) -> Self {
        Self {
            names,
            started,
            watched: false,
            help: false,
            note: None,
            reminder: None,
            unkept: false,
            ephemeral: false,
            by_line: false,
            notes: Notes::default(),
            finding_help: false,
            helplines: Vec::new(),
            beyond: false,
            words,
        }
    }

    /// The time of day of a moment that counts the machine's sleep ([`Talk::by_the_wall`]); the start, if that is beyond
    /// all calendars.
    pub fn wall(&self, at: Moment) -> jiff::Zoned {
        self.started.checked_add(Duration::from_micros(at.micros())).unwrap_or_else(|_| self.started.clone())
    }
}

/// A prompt of grounding stays for this long, a suggestion in a break for so long.
const PROMPT_S: u64 = 24;
const SUGGESTION_S: u64 = 60;
/// Below this a battery is worth a word, in per cent.
const LOW_BATTERY: u8 = 15;
/// How long a practice shows what is waiting.
const REMINDER_S: u64 = 20;
/// How far back the tachogram reaches, in seconds.
const TACHOGRAM_S: f64 = 60.0;

/// The scene of `session` at `now`, which is no earlier than the session's own time.
pub fn compose(session: &Session, now: Moment, backdrop: &Backdrop) -> Scene {
    let numbers = match session.script() {
        Script::Talk(talk) => talk.numbers(),
        Script::Practice(_) => Pair { left: true, right: true },
    };
    let both = numbers.all(|wants| *wants);
    let people = Pair::from_fn(|seat| {
        let heart = &session.hearts()[seat];
        PersonView {
            name: backdrop.names[seat].clone(),
            strap: strap(heart, now),
            low_battery: heart.battery().filter(|percent| *percent < LOW_BATTERY),
            wants_numbers: numbers[seat],
            numbers: both.then(|| whole(heart.reading(now))),
        }
    });
    let view = match session.script() {
        Script::Talk(talk) => talk_view(talk, session, now, backdrop),
        Script::Practice(practice) => View::Practice(practice_view(practice, session, now)),
    };
    let unkept = backdrop.unkept.then(|| backdrop.words.screen.disk_full.clone());
    let beginning = match &view {
        View::Straps { .. } => true,
        View::Practice(practice) => practice.elapsed_s < REMINDER_S,
        _ => false,
    };
    let reminder = backdrop.reminder.clone().filter(|_| beginning);
    let no_more = match session.script() {
        Script::Talk(talk) if talk.watch().calls_no_more() => Some(backdrop.words.screen.no_more_calls.clone()),
        _ => None,
    };
    let note = unkept.or(reminder).or(no_more).or_else(|| backdrop.note.clone());
    let finding_help = backdrop.finding_help.then(|| backdrop.helplines.clone());
    let Backdrop { watched, help, .. } = *backdrop;
    Scene { people, view, watched, help, finding_help, note, words: Arc::clone(&backdrop.words) }
}

fn talk_view(talk: &Talk, session: &Session, now: Moment, backdrop: &Backdrop) -> View {
    match talk.phase() {
        Phase::In(step, span) => step_view(talk, session, now, *step, seconds_up(span.ends.since(now)), backdrop),
        Phase::Breath(span, next, _) => {
            let figure = figure(Pacer::SHARED, now.since(span.began));
            let next = match next {
                Step::WarmUp(seat) => Next::WarmUp(*seat),
                Step::Turn(seat) => Next::Turn(*seat),
                Step::Answer(seat, _) => Next::Answer(seat.other()),
                _ => Next::Other,
            };
            View::Breath { figure, next }
        }
        Phase::Pause(pause) => View::Pause(pause_view(pause, session.pacer(), now)),
        Phase::Later(_, offer) => View::Later { minutes: offer.wait().as_secs() / 60, agreed: offer.agreed },
        Phase::Rest(rest) => View::Rest(rest_view(talk, rest, session.pacer(), now, backdrop)),
        Phase::WayBack(way) => steps::way_back(talk, *way, backdrop),
        Phase::Closing { .. } | Phase::Over => closing_view(talk, now, backdrop),
    }
}

fn step_view(talk: &Talk, session: &Session, now: Moment, step: Step, left_s: u64, backdrop: &Backdrop) -> View {
    let hearts = session.hearts();
    let assigned = hearts.iter().filter(|(_, heart)| heart.link() != Link::Absent).count() as u8;
    match step {
        Step::Straps => View::Straps { assigned },
        Step::Settling => View::Settling { left_s },
        Step::WarmUp(speaker) => View::WarmUp { speaker, left_s },
        Step::Turn(speaker) | Step::Answer(speaker, _) => View::Turn {
            speaker,
            left_s,
            talk_left_s: seconds_up(talk.time_left(now)),
            learning: learning(talk, hearts, now),
            answer: if let Step::Answer(_, part) = step { Some(part) } else { None },
            card: talk.card(),
            reminder: talk.talked_before().as_secs() as usize / 60,
            smaller: talk.has_smaller_goal(),
        },
        _ => steps::step(talk, step, assigned == 0, backdrop).unwrap_or_else(|| closing_view(talk, now, backdrop)),
    }
}

/// The time of day at `at`, and the same with its day if that is not the day of `from`; both by the wall.
fn time_of_day(from: Moment, at: Moment, backdrop: &Backdrop) -> (String, Option<String>) {
    let wall = backdrop.wall(at);
    let time = format!("{:02}:{:02}", wall.hour(), wall.minute());
    let today = wall.date() == backdrop.wall(from).date();
    let day = (!today).then(|| backdrop.words.closing.tomorrow.with(&[("time", &time)]));
    (time, day)
}

fn rest_view(talk: &Talk, rest: &LongBreak, pacer: Pacer, now: Moment, backdrop: &Backdrop) -> RestView {
    let now = talk.by_the_wall(now);
    let (clock, day) = time_of_day(now, rest.returns, backdrop);
    let list = backdrop.words.rest.soothing.len().max(1);
    let suggestion = (rest.returns.since(now).as_secs() / SUGGESTION_S) as usize % list;
    let figure = rest.breathing_since().map(|since| figure(pacer, now.since(since)));
    RestView { clock, day, due: rest.due, ready: rest.ready, suggestion, figure }
}

fn closing_view(talk: &Talk, now: Moment, backdrop: &Backdrop) -> View {
    let clock = |(agreed, at): (Moment, Moment)| {
        let (time, day) = time_of_day(agreed, at, backdrop);
        day.unwrap_or(time)
    };
    View::Closing {
        talked_s: talk.talked(now).as_secs(),
        pauses: talk.pauses(),
        returns_clock: talk.returns().map(clock),
        early: talk.left_in_pause() || talk.talked(now).is_zero(),
        can_go_on: talk.can_go_on(),
        can_repair: talk.can_repair(),
        beyond: backdrop.beyond,
    }
}

fn pause_view(pause: &Pause, pacer: Pacer, now: Moment) -> PauseView {
    let (breathing, since) = pause.breathing();
    let figure = match breathing {
        Breathing::Paced => figure(pacer, now.since(since)),
        Breathing::Unpaced => BreathFigure { direction: None, fullness: 500 },
    };
    PauseView {
        figure,
        breathing,
        way: pause.way(),
        prompt: (now.since(since).as_secs() / PROMPT_S) as usize,
        left_s: seconds_up(pause.least_left(now)),
        bodies_calm: pause.bodies_are_calm(now),
        ready: pause.ready(),
        suggests_break: pause.suggests_break(now),
    }
}

fn practice_view(practice: &Practice, session: &Session, now: Moment) -> PracticeView {
    let heart = &session.hearts().left;
    // Counted from the whole second that the breath beneath is drawn at, so that both keep step.
    let edge = Moment::from_secs(now.since(Moment::START).as_secs());
    let point = |&(beat, verdict): &(Beat, Verdict)| {
        let clean = verdict == Verdict::Normal;
        Point { ago_s: edge.since(beat.at).as_secs_f64(), rr_ms: beat.rr.ms(), clean, linked: beat.linked }
    };
    let mut tachogram: Vec<Point> =
        heart.recent().tachogram().rev().map(point).take_while(|point| point.ago_s <= TACHOGRAM_S).collect();
    tachogram.reverse();
    let elapsed = now.since(practice.began());
    PracticeView {
        figure: figure(session.pacer(), elapsed),
        pacer: session.pacer(),
        elapsed_s: elapsed.as_secs(),
        numbers: whole(heart.reading(now)),
        tachogram,
        clean_percent: (100.0 * heart.recent().half_minute.clean_share()).clamp(0.0, 100.0) as u8,
    }
}

/// The breathing figure, so long after the pacer began.
pub(crate) fn figure(pacer: Pacer, elapsed: Duration) -> BreathFigure {
    let breath = pacer.at(elapsed);
    BreathFigure { direction: Some(breath.direction), fullness: (breath.fullness * 1000.0).round() as u16 }
}

fn strap(heart: &Heart, now: Moment) -> StrapView {
    let silent_s = heart.silence(now).map(|silence| silence.as_secs());
    match (heart.signal(now), heart.link()) {
        (Signal::Absent, _) => StrapView::Absent,
        (Signal::Settling, _) => StrapView::Settling,
        (Signal::Good, _) if heart.contact_is_doubted() => StrapView::ContactDoubted,
        (Signal::Good, _) => StrapView::Good,
        (Signal::RateOnly, _) => StrapView::RateOnly,
        (Signal::NoContact, _) => StrapView::NoContact,
        (Signal::Silent, _) => StrapView::Silent(silent_s.unwrap_or(0)),
        (Signal::Waiting, Link::NoAdapter) => StrapView::NoAdapter,
        (Signal::Waiting, Link::NoBluetooth) => StrapView::NoBluetooth,
        (Signal::Waiting, Link::NotAHeartStrap) => StrapView::NotAHeartStrap,
        (Signal::Waiting, link) => match silent_s {
            // It has delivered before: what matters is for how long it has not.
            Some(silent_s) => StrapView::Lost(silent_s),
            None if link == Link::Connecting => StrapView::Connecting,
            None if matches!(link, Link::Quiet | Link::Subscribed) => StrapView::Quiet,
            None => StrapView::Searching,
        },
    }
}

fn whole(reading: Reading) -> Numbers {
    let round = |value: f64| value.round().clamp(0.0, 9999.0) as u16;
    Numbers { heart_rate: reading.heart_rate.map(round), rmssd: reading.rmssd.map(round) }
}

/// What is still missing of anybody's calm, in steps of five seconds. With two straps both show the longer time: it stands
/// still while a heart is up, and whose that is is nobody's business.
fn learning(talk: &Talk, hearts: &Pair<Heart>, now: Moment) -> Pair<Option<Lack>> {
    let own = Pair::from_fn(|seat| talk.lack(seat, hearts, now));
    let longest = own.iter().filter_map(|(_, lack)| Some(lack.as_ref()?.seconds)).max();
    let two = hearts.all(|heart| heart.signal(now) != Signal::Absent);
    Pair::from_fn(|seat| {
        let seconds = if two { longest } else { own[seat].map(|lack| lack.seconds) }?;
        let meanwhile = own[seat].map_or(Meanwhile::ClearRise, |lack| lack.meanwhile);
        Some(Lack { seconds: seconds.next_multiple_of(5), meanwhile })
    })
}

/// Seconds left, counted the way people do: the last one is 1.
fn seconds_up(left: Duration) -> u64 {
    left.as_micros().div_ceil(1_000_000) as u64
}
