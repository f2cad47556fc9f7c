//! The views of a talk, one for each phase and step.

use std::time::Duration;

use super::measures::{figure, seconds_up};
use super::sheets;
use crate::event::input::Link;
use crate::event::moment::Moment;
use crate::pacer::Pacer;
use crate::screen::backdrop::Backdrop;
use crate::screen::scene::{BreathFigure, Next, PauseView, RestView, View};
use crate::session::Session;
use crate::talk::long_break::LongBreak;
use crate::talk::pause::{Breathing, PROMPT, Pause};
use crate::talk::sequence::SHARED_BREATH;
use crate::talk::{Phase, Span, Step, Talk};

/// Seconds for which a suggestion in a long break stays. Assumption.
const SUGGESTION_S: u64 = 60;
/// How long a pause offers breathing and the senses side by side. Assumption: time to read it twice.
const OFFERS_BOTH: Duration = Duration::from_secs(15);

/// The view of a talk at `now`.
pub(super) fn view(talk: &Talk, session: &Session, now: Moment, backdrop: &Backdrop) -> View {
    match talk.phase() {
        Phase::In(step, span) => view_of_step(talk, session, now, (*step, *span), backdrop),
        Phase::Breath(span, next, _) => {
            let figure = figure(SHARED_BREATH, now.since(span.began));
            let next = match next {
                Step::WarmUp(seat) => Next::WarmUp(*seat),
                Step::Turn(seat) => Next::Turn(*seat),
                Step::Answer(seat, _) => Next::Answer(seat.other()),
                Step::Straps
                | Step::StrapCheck
                | Step::Agreements
                | Step::SameAgain
                | Step::Topic
                | Step::Arriving(_)
                | Step::Prepare(_)
                | Step::Settling
                | Step::AmendsOffer(_)
                | Step::Repair(..)
                | Step::OneStep
                | Step::Summary => Next::Other,
            };
            View::Breath { figure, next }
        }
        Phase::Pause(pause) => View::Pause(pause_view(pause, session.pacer(), now)),
        Phase::ReturnOffer(_, offer) => {
            View::ReturnOffer { minutes: offer.wait().as_secs() / 60, agreed: offer.agreed }
        }
        Phase::LongBreak(rest) => View::LongBreak(rest_view(talk, rest, session.pacer(), now, backdrop)),
        Phase::WayBack(way) => View::Sheet(sheets::way_back(talk, *way, backdrop)),
        Phase::Closing { .. } | Phase::Over => closing_view(talk, now, backdrop),
    }
}

fn view_of_step(talk: &Talk, session: &Session, now: Moment, (step, span): (Step, Span), backdrop: &Backdrop) -> View {
    let left_s = seconds_up(span.ends.since(now));
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
            over_s: now.since(span.ends).as_secs(),
            topic: backdrop.notes.topic.clone(),
            // In steps of five seconds: a number that changes each second asks to be watched.
            learning_s: u64::from(talk.still_learning(hearts, now)).next_multiple_of(5),
            asks: talk.open_question(),
            answer: if let Step::Answer(_, part) = step { Some(part) } else { None },
            card: talk.card(),
            reminder: talk.talked_before().as_secs() as usize / 60,
            smaller: talk.has_smaller_goal(),
        },
        Step::StrapCheck => View::Sheet(sheets::whose(talk, backdrop)),
        Step::Agreements => View::Sheet(sheets::agreements(talk, assigned == 0, backdrop)),
        Step::SameAgain => View::Sheet(sheets::same_again(talk, assigned == 0, backdrop)),
        Step::Topic => View::Sheet(sheets::topic(talk, backdrop)),
        Step::Prepare(who) => View::Sheet(sheets::prepare(who, left_s, backdrop)),
        Step::AmendsOffer(asked) => View::Sheet(sheets::amends_offer(asked, backdrop)),
        Step::Arriving(who) => View::Sheet(sheets::arriving(who, backdrop)),
        Step::Repair(who, part) => View::Sheet(sheets::repair(talk, who, part, backdrop)),
        Step::OneStep => View::Sheet(sheets::one_step(talk, backdrop)),
        Step::Summary => View::Sheet(sheets::summary(talk, backdrop)),
    }
}

/// The local time at `at`. The second text names the day too, if `at` is on another day than `from`.
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
    let asks = talk.open_question();
    RestView { clock, day, due: rest.due, ready: rest.ready, suggestion, figure, asks }
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
        can_go_back: talk.can_go_back(),
        can_repair: talk.can_repair(),
        suggests_help: backdrop.suggests_help,
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
        prompt: (now.since(since).as_secs() / PROMPT.as_secs()) as usize + pause.skipped_prompts() as usize,
        left_s: seconds_up(pause.least_left(now)),
        bodies_calm: pause.bodies_are_calm(now),
        ready: pause.ready(),
        suggests_break: pause.suggests_break(now),
        offers_both: now.since(pause.began()) < OFFERS_BOTH,
    }
}
