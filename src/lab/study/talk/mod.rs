//! One simulated couple through the real [`Session`], from the agreements to the repair: notifications as bytes, keys from
//! both, and the plan that two people get who have set nothing. Only the length of the warm-up is the condition's.

use fastrand::Rng;

use super::condition::{Condition, RISES_S, SIZES, USUAL_RISE_S};
use super::{Job, people};
use crate::event::input::{Input, Link, Payload};
use crate::event::moment::Moment;
use crate::event::seat::{Pair, Seat};
use crate::lab::simulate::couple::{Conversation, Couple};
use crate::lab::simulate::drives::Episode;
use crate::lab::simulate::person::Population;
use crate::lab::simulate::random::{between, stream};
use crate::session::output::Output;
use crate::session::pacer::Pacer;
use crate::session::{Kind, Session, Setup};
use crate::talk::pause::Breathing;
use crate::talk::plan::Plan;
use crate::talk::{SessionPart, Stage};

/// A pause this soon after the onset of an episode is taken to be for it.
pub const FOUND_WITHIN_S: f64 = 120.0;
/// A pause later than that, but sooner than this, is neither found nor false: the heart may still be up.
pub(crate) const AFTERMATH_S: f64 = 240.0;
/// From one episode to the next: a pause and what comes after it fit in between, and the cap on prompts is not reached.
const BETWEEN_EPISODES_S: (f64, f64) = (620.0, 760.0);

/// What a talk came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SimulatedTalk {
    /// Seconds simulated: all of the talk.
    pub lived_s: f64,
    /// Seconds of turns, answers and the breaths that lead into them. What comes before the first turn, pauses, the way
    /// back and the repair are no part of them: no heart calls a pause there.
    pub talked_s: f64,
    /// Pauses that no episode explains.
    pub false_prompts: u32,
    /// The episodes, in order.
    pub episodes: Vec<EpisodeResult>,
}

/// An episode and whether it was heard.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EpisodeResult {
    /// By how much the heart went up, in bpm.
    pub size: u32,
    /// How quickly, in seconds.
    pub rise_s: u32,
    /// Whether its person was speaking when it began; otherwise listening.
    pub speaking: bool,
    /// When it began, in seconds of the session.
    pub onset_s: f64,
    /// How long after its onset the pause came, if it came.
    pub delay_s: Option<f64>,
}

/// Runs one talk to its end.
pub fn run(condition: &Condition, job: &Job, population: Population) -> SimulatedTalk {
    let mut run = Run::new(condition, job, population);
    while !run.is_over() {
        run.second();
    }
    run.outcome.lived_s = run.now;
    run.outcome
}

struct Run {
    session: Session,
    couple: Couple,
    condition: Condition,
    rng: Rng,
    /// When in each second a strap sends.
    offsets: Pair<f64>,
    notification: Input,
    second: u32,
    now: f64,
    stage: Stage,
    since: f64,
    /// How long both take over this stage, if it waits for their keys.
    takes_s: Option<f64>,
    in_talk: bool,
    /// When the next episode is due.
    next_episode: f64,
    outcome: SimulatedTalk,
}

impl Run {
    fn new(condition: &Condition, job: &Job, population: Population) -> Self {
        let plan = Plan { quiet_s: condition.warm_up_s, warm_up_turn_s: condition.warm_up_s, ..Plan::guided() };
        let setup = Setup { kind: Kind::Talk, plan, pacer: Pacer::default(), people: Pair::default() };
        let faults = condition.warm_up_faults.unwrap_or(condition.faults);
        let mut couple = Couple::new(job.seed, population, faults, condition.waves);
        let mut rng = stream(job.seed ^ population.salt(), 31);
        for seat in Seat::BOTH {
            couple.plan(seat, condition.bumps(&mut rng));
        }
        let mut session = Session::new(&setup);
        for seat in Seat::BOTH {
            session.handle(Moment::START, &Input::Link { seat, link: Link::Subscribed });
        }
        let offsets = Pair::from_fn(|seat| if seat == Seat::Left { 0.1 } else { 0.55 } + between(&mut rng, 0.0, 0.35));
        Self {
            session,
            couple,
            condition: *condition,
            offsets,
            notification: Input::Notification { seat: Seat::Left, epoch: 1, bytes: Payload::default() },
            second: 0,
            now: 0.0,
            stage: Stage::Straps,
            since: 0.0,
            takes_s: None,
            in_talk: false,
            next_episode: if job.eventful { 0.0 } else { f64::INFINITY },
            outcome: SimulatedTalk::default(),
            rng,
        }
    }

    fn is_over(&self) -> bool {
        self.stage.part() == SessionPart::End
    }

    /// One second of both lives, and what the session makes of it.
    fn second(&mut self) {
        self.second += 1;
        self.happen();
        let scene = self.scene();
        for seat in Seat::BOTH {
            let strap = &mut self.couple.straps[seat];
            self.now = f64::from(self.second) + self.offsets[seat] + strap.jitter_s();
            self.couple.live(seat, self.now, &scene);
            let Input::Notification { seat: whose, bytes, .. } = &mut self.notification else { continue };
            *whose = seat;
            if self.couple.straps[seat].notify(self.now, &mut bytes.0) {
                self.session.handle(moment(self.now), &self.notification);
                self.hear();
            }
        }
        self.press_keys();
        let is_talking = match self.stage.part() {
            SessionPart::Turns | SessionPart::Breath => true,
            SessionPart::Before
            | SessionPart::WarmUp
            | SessionPart::Pause
            | SessionPart::Repair
            | SessionPart::End
            | SessionPart::Practice => false,
        };
        if self.in_talk && is_talking {
            self.outcome.talked_s += 1.0;
        }
    }

    fn scene(&self) -> Conversation {
        let waited_s = f64::max(0.0, self.now - self.since);
        let reader = |takes_s| people::reader(waited_s, takes_s);
        match self.stage {
            Stage::Pause { breathing: Breathing::Paced, .. } => {
                let breathed = std::time::Duration::from_secs_f64(waited_s);
                Conversation { speaker: None, paced: Some(self.session.pacer().at(breathed).fullness) }
            }
            Stage::WayBack { .. } => Conversation { speaker: self.takes_s.map(reader), paced: None },
            stage => Conversation { speaker: stage.speaker(), paced: None },
        }
    }

    /// Lets an episode begin when it is due, in somebody's turn or answer.
    fn happen(&mut self) {
        // Onsets are uniform over that time: what would have begun in a pause must not crowd the moment after it.
        if self.stage.part() != SessionPart::Turns {
            self.next_episode += f64::from(u8::from(self.next_episode > 0.0));
            return;
        }
        if self.next_episode == 0.0 {
            self.next_episode = self.now + between(&mut self.rng, 30.0, 240.0);
        }
        if self.now < self.next_episode {
            return;
        }
        let rng = &mut self.rng;
        let (from, to) = BETWEEN_EPISODES_S;
        self.next_episode = self.now + between(rng, from, to);
        let seat = if rng.bool() { Seat::Left } else { Seat::Right };
        let size = SIZES[rng.usize(..SIZES.len())];
        let rise_s = if rng.bool() { USUAL_RISE_S } else { RISES_S[rng.usize(..RISES_S.len())] };
        let onset_s = self.now + rng.f64();
        let episode = Episode {
            at_s: onset_s,
            size: f64::from(size),
            rise_s: f64::from(rise_s),
            lasts_s: between(rng, 90.0, 150.0),
            fall_s: between(rng, 10.0, 30.0),
        };
        self.couple.hearts[seat].arouse(episode);
        let speaking = self.stage.speaker() == Some(seat);
        self.outcome.episodes.push(EpisodeResult { size, rise_s, speaking, onset_s, delay_s: None });
    }

    /// Takes in what the session says.
    fn hear(&mut self) {
        while let Some(told) = self.session.poll() {
            let Output::Stage { stage } = told.output else { continue };
            let at = told.at.secs();
            let was_in_pause = matches!(self.stage, Stage::Pause { .. });
            match stage {
                Stage::Turn { .. } => self.begin_talking(at),
                Stage::Pause { .. } if !was_in_pause => self.begin_pause(at),
                Stage::Straps
                | Stage::Whose { .. }
                | Stage::Agreements { .. }
                | Stage::Topic { .. }
                | Stage::Arriving { .. }
                | Stage::Settling
                | Stage::WarmUp { .. }
                | Stage::Answer { .. }
                | Stage::Breath
                | Stage::Pause { .. }
                | Stage::Later { .. }
                | Stage::Rest { .. }
                | Stage::WayBack { .. }
                | Stage::Repair { .. }
                | Stage::OneStep { .. }
                | Stage::Summary { .. }
                | Stage::Closing { .. }
                | Stage::Practice
                | Stage::Over => {}
            }
            if !people::same_part(stage, self.stage) {
                self.since = at;
                self.takes_s = people::takes_s(stage).map(|(least, most)| between(&mut self.rng, least, most));
            }
            self.stage = stage;
        }
    }

    fn begin_talking(&mut self, at: f64) {
        if !self.in_talk {
            self.in_talk = true;
            for seat in Seat::BOTH {
                self.couple.straps[seat].set_faults(self.condition.faults);
            }
            self.couple.coffee = self.condition.coffee_after(at, &mut self.rng);
        }
    }

    fn begin_pause(&mut self, at: f64) {
        let episode = self.outcome.episodes.last_mut().filter(|episode| at - episode.onset_s <= AFTERMATH_S);
        match episode {
            None => self.outcome.false_prompts += 1,
            Some(episode) if episode.delay_s.is_none() && at - episode.onset_s <= FOUND_WITHIN_S => {
                episode.delay_s = Some(at - episode.onset_s);
            }
            Some(_) => {}
        }
        for seat in Seat::BOTH {
            self.couple.hearts[seat].let_go(at);
        }
    }

    fn press_keys(&mut self) {
        let waited_s = self.now - self.since;
        if self.takes_s.is_none_or(|takes_s| waited_s < takes_s) {
            return;
        }
        for key in people::keys(self.stage, waited_s) {
            self.session.handle(moment(self.now), &Input::Key { key });
        }
        self.hear();
    }
}

fn moment(seconds: f64) -> Moment {
    Moment::from_micros((seconds * 1e6) as u64)
}

#[cfg(test)]
mod tests;
