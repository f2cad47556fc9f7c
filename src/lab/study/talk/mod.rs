//! One simulated couple through the real [`Session`], from the agreements to the repair.
//!
//! The straps send notifications as bytes, and both people press keys. The plan is that of two people who have set
//! nothing; only the length of its warm-up comes from the condition.

use fastrand::Rng;

use super::alarm::AlarmKind;
use super::behaviour;
use super::condition::{Condition, RISES_S, SIZES, USUAL_RISE_S, episode};
use super::job::Job;
use crate::event::input::{Input, Link, Payload};
use crate::event::moment::Moment;
use crate::event::seat::{Pair, Seat};
use crate::lab::simulate::couple::{Conversation, Couple};
use crate::lab::simulate::person::Population;
use crate::lab::simulate::random::{between, stream};
use crate::lab::simulate::strap::Faults;
use crate::pacer::Pacer;
use crate::session::output::Output;
use crate::session::{Kind, Script, Session, Setup};
use crate::talk::pause::Breathing;
use crate::talk::person::Person;
use crate::talk::plan::{Opening, Plan};
use crate::talk::{SessionPart, Stage};

/// Time from one onset to the next, in seconds. A pause and the way back fit in between, and the cap on prompts is
/// seldom reached. Assumption. A shorter time gives more episodes, and some of them in the aftermath of another.
const BETWEEN_EPISODES_S: (f64, f64) = (420.0, 760.0);

/// Time from the start of the first turn to the first onset, in seconds. Assumption.
const FIRST_EPISODE_S: (f64, f64) = (30.0, 240.0);
/// When in each second the two straps send, in seconds; up to [`SEND_SPREAD_S`] is added, once for a talk.
const SENDS_AT_S: Pair<f64> = Pair { left: 0.1, right: 0.55 };
/// How much later than [`SENDS_AT_S`] a strap sends at most, in seconds. Assumption.
const SEND_SPREAD_S: f64 = 0.35;

/// Factor on the reading times of the pages before the first turn for people who know them. Assumption: 3 to 12 s for
/// "same as last time?" and 6 to 18 s for the topic. A smaller one leaves less to learn from while they read.
const KNOWN_READS: f64 = 0.3;

/// The outcome of one talk.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SimulatedTalk {
    /// Length of the whole talk, in seconds.
    pub simulated_s: f64,
    /// Seconds of turns, answers and the breaths before them. Other stages are not counted: no heart can trigger a pause
    /// there.
    pub talked_s: f64,
    /// Number of pauses that no episode explains.
    pub false_prompts: u32,
    /// The episodes, in order.
    pub episodes: Vec<EpisodeResult>,
}

/// An episode and whether it was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EpisodeResult {
    /// Size of the rise, in bpm.
    pub size: u32,
    /// Time in seconds after which 63 % of the rise is reached.
    pub rise_s: u32,
    /// Whether its person was speaking at the onset; otherwise they were listening.
    pub speaking: bool,
    /// The onset, in seconds of the session.
    pub onset_s: f64,
    /// Time from the onset to the pause, in seconds; none where no pause came in time.
    pub delay_s: Option<f64>,
}

/// Runs one talk to its end.
pub(crate) fn run(condition: &Condition, job: &Job, population: Population) -> SimulatedTalk {
    let drawn = |draw: fn(u64, Population, Faults, f64) -> Couple| {
        draw(job.seed, population, condition.faults, condition.waves)
    };
    let people = if condition.known {
        let calm = Job { eventful: false, ..*job };
        let mut before = Run::new(condition, &calm, population, drawn(Couple::on_an_earlier_day), Pair::default());
        before.run();
        before.people_after()
    } else {
        Pair::default()
    };
    let mut run = Run::new(condition, job, population, drawn(Couple::new), people);
    run.run();
    run.outcome
}

struct Run {
    session: Session,
    couple: Couple,
    condition: Condition,
    opening: Opening,
    rng: Rng,
    /// When in each second a strap sends, in seconds.
    sends_at_s: Pair<f64>,
    notification: Input,
    /// Whole seconds simulated.
    second: u32,
    now_s: f64,
    stage: Stage,
    /// When the present page began, in seconds of the session.
    page_began_s: f64,
    /// Time until both press the keys of the present page, in seconds; none where they press nothing.
    key_delay_s: Option<f64>,
    /// Whether the first turn has begun.
    has_turns_begun: bool,
    /// When the next episode is due, in seconds; 0 before the first turn, infinite in a calm talk.
    next_onset_s: f64,
    outcome: SimulatedTalk,
    /// What is kept of how the talk goes.
    #[cfg(test)]
    outline: crate::talk::outline::OutlineSoFar,
}

impl Run {
    fn new(condition: &Condition, job: &Job, population: Population, mut couple: Couple, people: Pair<Person>) -> Self {
        let usual = Plan::guided();
        // Only the opening of old journals has a warm-up of any length; the others end when enough is known.
        let opening = match condition.warm_up_s == usual.warm_up_turn_s {
            true if people.any(|person| person.known.is_some()) => Opening::Again,
            true => usual.opening,
            false => Opening::EveryPage,
        };
        let plan = Plan { quiet_s: condition.warm_up_s, warm_up_turn_s: condition.warm_up_s, opening, ..usual };
        let setup = Setup { kind: Kind::Talk, plan, pacer: Pacer::default(), people, practice: None };
        let mut rng = stream(job.seed ^ population.salt(), 31);
        couple.plan_bumps(&condition.bumps(&mut rng));
        couple.arrival = condition.arrival(&mut rng);
        let mut session = Session::new(&setup);
        for seat in Seat::BOTH {
            session.handle(Moment::START, &Input::Link { seat, link: Link::Subscribed });
        }
        let sends_at_s = Pair::from_fn(|seat| SENDS_AT_S[seat] + between(&mut rng, 0.0, SEND_SPREAD_S));
        Self {
            session,
            couple,
            condition: *condition,
            opening,
            sends_at_s,
            notification: Input::Notification { seat: Seat::Left, epoch: 1, bytes: Payload::default() },
            second: 0,
            now_s: 0.0,
            stage: Stage::Straps,
            page_began_s: 0.0,
            key_delay_s: None,
            has_turns_begun: false,
            next_onset_s: if job.eventful { 0.0 } else { f64::INFINITY },
            outcome: SimulatedTalk::default(),
            #[cfg(test)]
            outline: crate::talk::outline::OutlineSoFar::default(),
            rng,
        }
    }

    /// Runs the talk to its end.
    fn run(&mut self) {
        while !self.is_over() {
            self.process_second();
        }
        self.outcome.simulated_s = self.now_s;
    }

    /// What the talk has taught about both.
    fn people_after(&self) -> Pair<Person> {
        let Script::Talk(talk) = self.session.script() else { return Pair::default() };
        let hearts = self.session.hearts();
        Pair::from_fn(|seat| Person { known: talk.watch().known_after(seat, &hearts[seat]), ..Person::default() })
    }

    fn is_over(&self) -> bool {
        self.stage.part() == SessionPart::End
    }

    /// Simulates one second of both hearts, and gives the session what the straps send and what both press.
    fn process_second(&mut self) {
        self.second += 1;
        self.begin_due_episode();
        let scene = self.scene();
        for seat in Seat::BOTH {
            let strap = &mut self.couple.straps[seat];
            self.now_s = f64::from(self.second) + self.sends_at_s[seat] + strap.jitter_s();
            self.couple.simulate(seat, self.now_s, &scene);
            let Input::Notification { seat: whose, bytes, .. } = &mut self.notification else { continue };
            *whose = seat;
            if self.couple.straps[seat].notify(self.now_s, &mut bytes.0) {
                self.session.handle(moment(self.now_s), &self.notification);
                self.process_outputs();
            }
        }
        self.press_keys();
        let is_counted = match self.stage.part() {
            SessionPart::Turns | SessionPart::Breath => true,
            SessionPart::Before
            | SessionPart::WarmUp
            | SessionPart::Pause
            | SessionPart::Repair
            | SessionPart::End
            | SessionPart::Practice => false,
        };
        if self.has_turns_begun && is_counted {
            self.outcome.talked_s += 1.0;
        }
    }

    /// Who speaks now, and whether both breathe with the pacer.
    fn scene(&self) -> Conversation {
        let waited_s = f64::max(0.0, self.now_s - self.page_began_s);
        let reader = |delay_s| behaviour::reader(waited_s, delay_s);
        match self.stage {
            Stage::Pause { breathing: Breathing::Paced, .. } => {
                let breathed = std::time::Duration::from_secs_f64(waited_s);
                Conversation { speaker: None, paced: Some(self.session.pacer().at(breathed).fullness) }
            }
            Stage::WayBack { .. } => Conversation { speaker: self.key_delay_s.map(reader), paced: None },
            // `speaker` names every stage.
            stage => Conversation { speaker: stage.speaker(), paced: None },
        }
    }

    /// Lets an episode begin when it is due, in a turn or an answer.
    fn begin_due_episode(&mut self) {
        if self.stage.part() != SessionPart::Turns {
            // Elsewhere the onset waits. Otherwise the onsets that fall into a pause would crowd the moment after it.
            self.next_onset_s += f64::from(u8::from(self.next_onset_s > 0.0));
            return;
        }
        let rng = &mut self.rng;
        if self.next_onset_s == 0.0 {
            let (from, to) = FIRST_EPISODE_S;
            self.next_onset_s = self.now_s + between(rng, from, to);
        }
        if self.now_s < self.next_onset_s {
            return;
        }
        let (from, to) = BETWEEN_EPISODES_S;
        self.next_onset_s = self.now_s + between(rng, from, to);
        let seat = if rng.bool() { Seat::Left } else { Seat::Right };
        let size = SIZES[rng.usize(..SIZES.len())];
        let rise_s = if rng.bool() { USUAL_RISE_S } else { RISES_S[rng.usize(..RISES_S.len())] };
        let onset_s = self.now_s + rng.f64();
        self.couple.hearts[seat].begin_episode(episode(rng, onset_s, size, rise_s));
        let speaking = self.stage.speaker() == Some(seat);
        self.outcome.episodes.push(EpisodeResult { size, rise_s, speaking, onset_s, delay_s: None });
    }

    /// Processes the outputs of the session: the study needs the changes of stage only.
    fn process_outputs(&mut self) {
        let is_pause = |stage| matches!(stage, Stage::Pause { .. });
        while let Some(stamped) = self.session.poll() {
            let Output::Stage { stage } = stamped.output else { continue };
            #[cfg(test)]
            self.outline.enter(stamped.at, stage);
            let at_s = stamped.at.secs();
            match stage.part() {
                SessionPart::Turns => self.begin_turns(at_s),
                SessionPart::Pause if is_pause(stage) && !is_pause(self.stage) => self.begin_pause(at_s),
                SessionPart::Before
                | SessionPart::WarmUp
                | SessionPart::Breath
                | SessionPart::Pause
                | SessionPart::Repair
                | SessionPart::End
                | SessionPart::Practice => {}
            }
            if !behaviour::same_page(stage, self.stage) {
                self.page_began_s = at_s;
                let delay_s = behaviour::key_delay_s(stage);
                let knows_pages = self.opening == Opening::Again && !self.has_turns_begun;
                let quick = if knows_pages { KNOWN_READS } else { 1.0 };
                self.key_delay_s = delay_s.map(|(least, most)| quick * between(&mut self.rng, least, most));
            }
            self.stage = stage;
        }
    }

    /// At the first turn the condition's coffee is drawn.
    fn begin_turns(&mut self, at_s: f64) {
        if !self.has_turns_begun {
            self.has_turns_begun = true;
            self.couple.coffee = self.condition.coffee_after(at_s, &mut self.rng);
        }
    }

    /// Scores a pause, and lets the arousal of both end: they breathe now.
    fn begin_pause(&mut self, at_s: f64) {
        let last = self.outcome.episodes.last_mut();
        let since_onset_s = last.as_ref().map_or(f64::INFINITY, |episode| at_s - episode.onset_s);
        match (AlarmKind::after(since_onset_s), last) {
            (AlarmKind::Found, Some(episode)) => episode.delay_s = episode.delay_s.or(Some(since_onset_s)),
            (AlarmKind::Aftermath, Some(_)) => {}
            (AlarmKind::False, _) | (_, None) => self.outcome.false_prompts += 1,
        }
        for seat in Seat::BOTH {
            self.couple.hearts[seat].end_episode(at_s);
        }
    }

    fn press_keys(&mut self) {
        let waited_s = self.now_s - self.page_began_s;
        if self.key_delay_s.is_none_or(|delay_s| waited_s < delay_s) {
            return;
        }
        for key in behaviour::keys(self.stage, waited_s) {
            self.session.handle(moment(self.now_s), &Input::Key { key });
        }
        self.process_outputs();
    }
}

fn moment(seconds: f64) -> Moment {
    Moment::from_micros((seconds * 1e6) as u64)
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod who_rose;
