//! One simulated couple through the real [`Session`]: notifications as bytes, turns, the pause and the way back.

use fastrand::Rng;

use super::Job;
use super::condition::{Condition, RISES_S, SIZES, USUAL_RISE_S};
use crate::breath::Pacer;
use crate::input::{Input, Key, Link, Payload};
use crate::moment::Moment;
use crate::output::Output;
use crate::seat::{Pair, Seat};
use crate::session::{Kind, Session, Setup};
use crate::simulate::couple::{Coffee, Couple, Happening, Scene};
use crate::simulate::drives::{Bump, Episode};
use crate::simulate::person::Population;
use crate::simulate::random::{between, stream, wait_s};
use crate::talk::Stage;
use crate::talk::pause::Breathing;
use crate::talk::plan::Plan;

/// A pause this soon after the onset of an episode is taken to be for it.
pub const FOUND_WITHIN_S: f64 = 120.0;
/// A pause later than that, but sooner than this, is neither found nor false: the heart may still be up.
pub(super) const AFTERMATH_S: f64 = 240.0;
/// From one episode to the next: a pause and what comes after it fit in between, and the cap on prompts is not reached.
const BETWEEN_EPISODES_S: (f64, f64) = (620.0, 760.0);
/// Nobody waits longer for a gate to open: the talk is over.
const PATIENCE_S: f64 = 900.0;

/// What a talk came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// Seconds simulated, warm-up and pauses included.
    pub lived_s: f64,
    /// Seconds of turns and the breaths between them.
    pub talked_s: f64,
    /// Pauses that no episode explains.
    pub false_prompts: u32,
    /// The episodes, in order.
    pub episodes: Vec<Heard>,
}

/// An episode and whether it was heard.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Heard {
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
pub fn run(condition: &Condition, job: &Job, population: Population) -> Outcome {
    let mut run = Run::new(condition, job, population);
    while run.stage != Stage::Over && !matches!(run.stage, Stage::Closing { .. }) {
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
    in_talk: bool,
    /// When the next episode is due.
    next_episode: f64,
    ready_after: f64,
    outcome: Outcome,
}

impl Run {
    fn new(condition: &Condition, job: &Job, population: Population) -> Self {
        let plan = Plan { quiet_s: condition.warm_up_s, warm_up_turn_s: condition.warm_up_s, ..Plan::default() };
        let setup = Setup { kind: Kind::Talk, plan, pacer: Pacer::default(), people: Pair::default() };
        let faults = condition.warm_up_faults.unwrap_or(condition.faults);
        let mut couple = Couple::new(job.seed, population, faults, condition.waves);
        let mut rng = stream(job.seed ^ population.salt(), 31);
        for seat in Seat::BOTH {
            couple.plan(seat, bumps(condition, &mut rng));
        }
        couple.coffee = (condition.coffee > 0.0).then(|| Coffee {
            at_s: between(&mut rng, 200.0, 900.0),
            lift: condition.coffee * between(&mut rng, 0.5, 1.5),
            over_s: between(&mut rng, 600.0, 1200.0),
        });
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
            in_talk: false,
            next_episode: if job.eventful { 0.0 } else { f64::INFINITY },
            ready_after: 0.0,
            outcome: Outcome::default(),
            rng,
        }
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
        if self.in_talk && matches!(self.stage, Stage::Turn { .. } | Stage::Breath) {
            self.outcome.talked_s += 1.0;
        }
    }

    fn scene(&self) -> Scene {
        match self.stage {
            Stage::WarmUp { speaker } | Stage::Turn { speaker } => Scene { speaker: Some(speaker), paced: None },
            Stage::Pause { breathing: Breathing::Paced, .. } => {
                let breathed = std::time::Duration::from_secs_f64(f64::max(0.0, self.now - self.since));
                Scene { speaker: None, paced: Some(self.session.pacer().at(breathed).fullness) }
            }
            _ => Scene::default(),
        }
    }

    /// Lets an episode begin when it is due, in somebody's turn.
    fn happen(&mut self) {
        // Onsets are uniform over the time in turns: what would have begun in a pause must not crowd the moment after it.
        let Stage::Turn { speaker } = self.stage else {
            self.next_episode += f64::from(u8::from(self.next_episode > 0.0));
            return;
        };
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
        self.outcome.episodes.push(Heard { size, rise_s, speaking: speaker == seat, onset_s, delay_s: None });
    }

    /// Takes in what the session says.
    fn hear(&mut self) {
        while let Some(told) = self.session.poll() {
            let Output::Stage { stage } = told.output else { continue };
            let at = told.at.secs();
            let was_in_pause = matches!(self.stage, Stage::Pause { .. });
            match stage {
                Stage::Turn { .. } => self.begin_talking(),
                Stage::Pause { .. } if !was_in_pause => self.begin_pause(at),
                _ => {}
            }
            if std::mem::discriminant(&stage) != std::mem::discriminant(&self.stage) {
                self.since = at;
            }
            self.stage = stage;
        }
    }

    fn begin_talking(&mut self) {
        if !self.in_talk {
            self.in_talk = true;
            for seat in Seat::BOTH {
                self.couple.straps[seat].set_faults(self.condition.faults);
            }
        }
    }

    fn begin_pause(&mut self, at: f64) {
        self.ready_after = between(&mut self.rng, 62.0, 100.0);
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
        let Stage::Pause { ready, .. } = self.stage else { return };
        let waited = self.now - self.since;
        let keys = if waited > PATIENCE_S {
            vec![Key::Stop]
        } else if waited >= self.ready_after && ready.any(|r| *r != crate::talk::pause::Readiness::Ready) {
            Seat::BOTH.map(Key::Ready).to_vec()
        } else {
            return;
        };
        for key in keys {
            self.session.handle(moment(self.now), &Input::Key { key });
        }
        self.hear();
    }
}

/// The laughs and changes of posture of one person through a talk.
pub(super) fn bumps(condition: &Condition, rng: &mut Rng) -> Vec<Happening> {
    const LONGEST_TALK_S: f64 = 7200.0;
    let mut all = Vec::new();
    for (per_hour, size, lasts_s) in
        [(condition.laughs_per_hour, (6.0, 14.0), (5.0, 10.0)), (condition.moves_per_hour, (12.0, 20.0), (13.0, 18.0))]
    {
        let mut at_s = wait_s(rng, per_hour);
        while at_s < LONGEST_TALK_S {
            let (size, lasts_s) = (between(rng, size.0, size.1), between(rng, lasts_s.0, lasts_s.1));
            all.push(Happening::Bump(Bump { at_s, size, lasts_s }));
            at_s += lasts_s + wait_s(rng, per_hour);
        }
    }
    all
}

fn moment(seconds: f64) -> Moment {
    Moment::from_micros((seconds * 1e6) as u64)
}
