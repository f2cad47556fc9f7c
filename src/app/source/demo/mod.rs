//! The demo: two simulated hearts, and the keys that their owners press.
//!
//! | file | holds |
//! |---|---|
//! | `course` | the course of a talk: which key comes when on each page, what is said of it, where time hurries |
//! | `page` | one page of that course |
//! | `tour` | what is said in the first minute of a practice |
//! | `caption` | what the demo can say |
//!
//! To the rest of the program the hearts are ordinary straps: they send Heart Rate Measurements. They run in the
//! session's own time, so one seed gives one demo at any speed. The hearts are those of [`crate::lab::simulate`], but
//! calmer than most, so that only the planned rise triggers a pause.

mod caption;
mod course;
mod page;
#[cfg(test)]
mod tests;
mod tour;

use std::time::Duration;

pub(crate) use self::caption::Caption;
use self::course::Progress;
use self::page::DemoPage;
use super::heart_and_strap::{HeartAndStrap, opening, worn_before};
use crate::event::input::{Input, Key, Payload, Stamped};
use crate::event::moment::Moment;
use crate::event::seat::{Pair, Seat};
use crate::lab::simulate::drives::Episode;
use crate::lab::simulate::heart::Activity;
use crate::lab::simulate::random::stream;
use crate::lab::simulate::resonance::LedBreath;
use crate::practice::part::PracticePart;
use crate::session::{Script, Session};
use crate::talk::Stage;
use crate::talk::pause::Breathing;
use crate::talk::plan::{Guide, Opening, Plan};

/// An easy round, turns and pauses short enough for a demo; everything else keeps its real length. Whose strap is whose
/// is left out: nobody wears one.
pub(crate) const PLAN: Plan = Plan {
    quiet_s: 35,
    warm_up_turn_s: 55,
    turn_s: 60,
    limit_s: 30 * 60,
    overtime_s: 30,
    answer_s: 60,
    first: Seat::Left,
    guide: Guide { whose_strap: false, ..Guide::WHOLE },
    opening: Opening::First,
    pause_s: 18,
};

/// The size of the one rise, in beats a minute. Larger triggers sooner.
const RUNS_AWAY_BY: f64 = 28.0;
/// Time constants of the rise and of the fall after it, in seconds.
const RISE_S: f64 = 7.0;
const FALL_S: f64 = 2.0;
/// Seconds for which the rise would last. The trigger comes earlier, and the pause ends the rise.
const LASTS_S: f64 = 300.0;
/// What a pause adds to the drive of both hearts, in beats a minute, so that both are calm soon, and for how many seconds
/// before it fades. Fitted: with them no demo takes three minutes.
const CALMS_BY: f64 = -26.0;
const CALMS_FOR_S: f64 = 25.0;
/// When the person of a practice wanders off the pacer for once, in seconds: late enough that a first look sees none of it.
const WANDERS_OFF_S: std::ops::Range<f64> = 360.0..420.0;
/// How long the demo presses no key after somebody has pressed one.
pub(crate) const HANDS_OFF: Duration = Duration::from_mins(1);
/// The least time between two keys. Assumption: a viewer sees what each did.
const BETWEEN_KEYS: Duration = Duration::from_secs(1);
/// How long a page says which key was pressed, and how long the next page does. Assumption: three words are read in that
/// time, and the next page has something to say itself.
const SAYS_KEY: Duration = Duration::from_millis(1300);
const STILL_SAYS_KEY: Duration = Duration::from_millis(800);
/// How long after its last key a page that is still there gets its keys anew. Somebody may have taken a yes back.
const KEYS_ANEW: Duration = Duration::from_secs(8);

/// The demo: a source of inputs in the session's own time.
#[derive(Debug)]
pub(crate) struct Demo {
    people: Pair<Option<HeartAndStrap>>,
    excited: Seat,
    opening: Vec<Stamped>,
    progress: Progress,
    /// The page, by its stage without what both have said on it, and since when it has been there.
    page: (Stage, Moment),
    /// How many of the page's keys have been pressed.
    pressed: usize,
    last_key: Option<(Key, Moment)>,
    /// Until when the keys are somebody else's.
    yours_until: Moment,
    /// Whether a practice ends by itself, because nobody can end it.
    ends_practice: bool,
}

impl Demo {
    /// A talk of two hearts.
    pub(crate) fn talk(seed: u64) -> Self {
        let excited = if stream(seed, 31).bool() { Seat::Left } else { Seat::Right };
        let people = Pair::from_fn(|seat| Some(HeartAndStrap::new(seed, seat)));
        Self::new(people, excited, Seat::BOTH.into_iter().flat_map(opening).collect())
    }

    /// One heart, practising. Its strap is worn already: a practice begins with the breath, not with a search. `ends` is
    /// whether it ends by itself after ten minutes.
    pub(crate) fn practice(seed: u64, ends: bool) -> Self {
        let left = Some(HeartAndStrap::practising(seed, Seat::Left));
        let demo = Self::new(Pair { left, right: None }, Seat::Left, worn_before(Seat::Left).into());
        Self { ends_practice: ends, ..demo }
    }

    fn new(people: Pair<Option<HeartAndStrap>>, excited: Seat, mut opening: Vec<Stamped>) -> Self {
        opening.sort_by_key(|stamped| std::cmp::Reverse(stamped.at));
        Self {
            people,
            excited,
            opening,
            progress: Progress::default(),
            page: (Stage::Straps, Moment::START),
            pressed: 0,
            last_key: None,
            yours_until: Moment::START,
            ends_practice: false,
        }
    }

    /// When the next input comes.
    pub(crate) fn next_at(&self) -> Moment {
        let opening = self.opening.last().map_or(Moment::NEVER, |stamped| stamped.at);
        let packet =
            |person: &Option<HeartAndStrap>| person.as_ref().map_or(Moment::NEVER, |person| person.next_packet);
        let Pair { left, right } = self.people.map(packet);
        opening.min(left).min(right)
    }

    /// The inputs that come at [`Demo::next_at`], to which the session has been brought already.
    pub(crate) fn take(&mut self, session: &Session) -> Vec<Input> {
        let now = self.next_at();
        self.notice_page(now, session.stage());
        let mut inputs = Vec::new();
        while self.opening.last().is_some_and(|stamped| stamped.at == now) {
            inputs.extend(self.opening.pop().map(|stamped| stamped.input));
        }
        let page = self.course(session, now);
        if page.rises_at_s.is_some_and(|at_s| self.seconds(now) >= at_s) {
            self.run_away(now);
        }
        for seat in Seat::BOTH {
            let activity = self.activity(seat, session, now);
            if let Some(person) = self.people[seat].as_mut().filter(|person| person.next_packet == now) {
                let led = |at| Activity { led: led(session, at), ..activity };
                let bytes = Payload(person.packet(led));
                inputs.push(Input::Notification { seat, epoch: 1, bytes });
            }
        }
        inputs.extend(self.key(now, &page).map(|key| Input::Key { key }));
        inputs
    }

    /// Somebody pressed a real key: the demo presses none for a while.
    pub(crate) fn hands_off(&mut self, now: Moment) {
        self.yours_until = now + HANDS_OFF;
    }

    /// How many times as fast as usual time runs. It hurries where a clock runs and nobody reads.
    pub(crate) fn hurry(&self, session: &Session, now: Moment) -> f64 {
        let is_new = course::page_of(session.stage()) != self.page.0;
        if is_new || now < self.yours_until { 1.0 } else { self.course(session, now).hurry(self.seconds(now)).into() }
    }

    /// What the demo says now, if anything.
    pub(crate) fn caption(&self, session: &Session, now: Moment) -> Option<Caption> {
        if now < self.yours_until {
            return Some(Caption::Yours);
        }
        // Other pages of a practice have nothing of what it says.
        if let Stage::Practice { part } = session.stage() {
            return part.is_breathing().then(|| tour::caption(now.secs())).flatten();
        }
        let says_key = if self.pressed == 0 { STILL_SAYS_KEY } else { SAYS_KEY };
        if let Some((key, _)) = self.last_key.filter(|(_, at)| now.since(*at) < says_key) {
            return Some(Caption::Pressed(caption::name_of(key)));
        }
        if course::page_of(session.stage()) != self.page.0 {
            return None;
        }
        let (page, seconds) = (self.course(session, now), self.seconds(now));
        match page.hurry(seconds) {
            1 => page.caption(seconds),
            times => Some(Caption::Fast(times)),
        }
    }

    /// The page that the talk has come to, as the course has it.
    fn course(&self, session: &Session, now: Moment) -> DemoPage {
        if matches!(session.stage(), Stage::Practice { .. }) {
            return tour::page(self.ends_practice);
        }
        self.progress.page(session, self.seconds(now), now)
    }

    /// Seconds since the page came.
    fn seconds(&self, now: Moment) -> f64 {
        now.since(self.page.1).as_secs_f64()
    }

    fn notice_page(&mut self, now: Moment, stage: Stage) {
        let page = course::page_of(stage);
        if page == self.page.0 {
            return;
        }
        if self.progress.notice(now, self.page.0, page)
            && let Some(person) = &mut self.people[self.excited]
        {
            person.heart.end_episode(now.secs());
        }
        (self.page, self.pressed) = ((page, now), 0);
    }

    /// Once a heart runs away.
    fn run_away(&mut self, now: Moment) {
        if self.progress.rises(now)
            && let Some(person) = &mut self.people[self.excited]
        {
            let at_s = now.secs();
            let (size, rise_s, lasts_s, fall_s) = (RUNS_AWAY_BY, RISE_S, LASTS_S, FALL_S);
            person.heart.begin_episode(Episode { at_s, size, rise_s, lasts_s, fall_s });
        }
    }

    /// What somebody does now. While everybody breathes with the pacer, they breathe along.
    fn activity(&self, seat: Seat, session: &Session, now: Moment) -> Activity {
        let (page, since) = self.page;
        let speaker = page.speaker();
        let is_paced = matches!(page, Stage::Pause { breathing: Breathing::Paced, .. });
        Activity {
            speaking: speaker == Some(seat),
            listening: speaker == Some(seat.other()),
            paced: is_paced.then(|| session.pacer().at(now.since(since)).fullness),
            led: None,
            drive: if matches!(page, Stage::Pause { .. }) { self.calming(now) } else { 0.0 },
        }
    }

    /// What a pause adds to the drive of both hearts, in beats a minute. It fades.
    fn calming(&self, now: Moment) -> f64 {
        let over = (now.since(self.progress.pause_began).as_secs_f64() - CALMS_FOR_S).max(0.0);
        CALMS_BY * (-over / FALL_S).exp()
    }

    /// The key that somebody would press now.
    fn key(&mut self, now: Moment, page: &DemoPage) -> Option<Key> {
        let last = self.last_key.map_or(Moment::START, |(_, at)| at);
        if now < self.yours_until || now < last + BETWEEN_KEYS {
            return None;
        }
        if self.pressed > 0 && self.pressed >= page.keys.len() && now.since(last) >= KEYS_ANEW {
            self.pressed = 0;
        }
        let nth = if page.by_what_was_said { 0 } else { self.pressed };
        let (at_s, key) = *page.keys.get(nth)?;
        if self.seconds(now) < at_s {
            return None;
        }
        self.pressed += 1;
        self.last_key = Some((key, now));
        self.progress.pressed(key);
        Some(key)
    }
}

/// The breath that somebody who practises follows at `at`. Once they wander off for a while.
fn led(session: &Session, at: Moment) -> Option<LedBreath> {
    let Script::Practice(practice) = session.script() else { return None };
    let wanders = practice.part() == Some(PracticePart::Breathing) && WANDERS_OFF_S.contains(&at.secs());
    let pacer = practice.course().pacer(at).filter(|_| !wanders)?;
    Some(LedBreath { per_minute: pacer.rate(), turns: practice.course().breaths(at) - pacer.fullest() })
}
