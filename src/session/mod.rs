//! The whole machine: stamped inputs in, outputs out. It never reads a clock, never waits and never fails.
//!
//! The contract: after every [`Session::handle`] or [`Session::advance`], drain [`Session::poll`] until `None`. Then
//! nothing happens by itself before [`Session::next_wake`]. Whatever is due before an input is done first, at its due
//! moment. So it makes no difference how often the session is woken in between.

pub mod output;

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use self::output::{Output, StampedOutput};
use crate::event::input::Input;
use crate::event::moment::Moment;
use crate::event::seat::{Pair, Seat, WornStraps};
use crate::heart::{Finding, Heart, Reading, Signal};
use crate::pacer::Pacer;
use crate::practice::{self, Figures, Practice};
use crate::talk::person::Person;
use crate::talk::plan::Plan;
use crate::talk::{KeyOutcome, Stage, Talk};

/// What a session begins with. The journal keeps it: replay needs nothing else besides the inputs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Setup {
    /// A talk of two, or practice alone.
    pub kind: Kind,
    /// How long the parts of a talk last.
    #[serde(default)]
    pub plan: Plan,
    /// How slow breathing goes.
    #[serde(default)]
    pub pacer: Pacer,
    /// What is known of both hearts beforehand.
    #[serde(default)]
    pub people: Pair<Person>,
    /// What a practice begins with. A talk has none, nor has a practice that an earlier version recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub practice: Option<practice::plan::Plan>,
}

impl Setup {
    /// A talk of two of whom nothing is known, with the usual breath.
    pub fn talk(plan: Plan) -> Self {
        Self { kind: Kind::Talk, plan, pacer: Pacer::default(), people: Pair::default(), practice: None }
    }
}

/// A talk of two, or practice alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Two people.
    Talk,
    /// One person, at the left seat.
    Practice,
}

/// What goes on besides the hearts.
#[derive(Debug)]
pub enum Script {
    /// A talk of two.
    Talk(Box<Talk>),
    /// Practice alone.
    Practice(Box<Practice>),
}

/// One session, from its first input to its last.
#[derive(Debug)]
pub struct Session {
    now: Moment,
    next_second: Moment,
    hearts: Pair<Heart>,
    script: Script,
    pacer: Pacer,
    /// The signal and the reading of the last outputs.
    last_output: Pair<(Signal, Reading)>,
    /// The figures of the last outputs, in a practice.
    last_figures: Pair<Figures>,
    /// Who wears which strap.
    worn: WornStraps,
    /// The stage of the last output.
    last_stage: Option<Stage>,
    outputs: VecDeque<StampedOutput>,
}

impl Session {
    /// A session at its very start.
    pub fn new(setup: &Setup) -> Self {
        Self {
            now: Moment::START,
            next_second: Moment::START.next_second(),
            hearts: setup.people.map(|person| {
                let mut heart = person.known.map_or_else(Heart::default, Heart::knowing);
                heart.expect_pacing(person.profile.irregular);
                heart
            }),
            script: match setup.kind {
                Kind::Talk => Script::Talk(Box::new(Talk::new(setup.plan, &setup.people))),
                Kind::Practice => Script::Practice(Box::new(Practice::new(setup.practice.clone(), setup.pacer))),
            },
            pacer: setup.pacer,
            last_output: Pair::default(),
            last_figures: Pair::default(),
            worn: WornStraps::default(),
            last_stage: None,
            outputs: VecDeque::new(),
        }
    }

    /// Takes in one input. Time never runs backwards: an input with an earlier stamp counts as now.
    pub fn handle(&mut self, at: Moment, input: &Input) {
        self.advance(at);
        // After its end a session has no outputs, however long the program takes to notice.
        if self.stage() == Stage::Over {
            return;
        }
        let now = self.now;
        match input {
            Input::Notification { seat, epoch, bytes } => self.receive(*seat, *epoch, &bytes.0),
            Input::Link { seat, link } => self.worn_by(*seat).set_link(*link),
            Input::RateOnly { seat } => self.worn_by(*seat).ignore_intervals(),
            Input::Battery { seat, percent } => self.worn_by(*seat).set_battery(*percent),
            Input::Key { key } => match &mut self.script {
                Script::Talk(talk) => {
                    if talk.key(now, *key, &self.hearts) == KeyOutcome::ExchangeStraps {
                        self.exchange_straps();
                    }
                }
                Script::Practice(practice) => practice.key(now, *key, &self.hearts),
            },
            Input::Away { seconds } => match &mut self.script {
                Script::Talk(talk) => {
                    talk.passed_asleep(now, std::time::Duration::from_secs(u64::from(*seconds)), &self.hearts);
                }
                Script::Practice(practice) => practice.slept(now),
            },
            Input::End => {}
        }
        self.output_changes();
    }

    /// Lets time pass up to `to`.
    pub fn advance(&mut self, to: Moment) {
        while self.next_wake() <= to {
            self.now = self.next_wake();
            self.wake();
        }
        self.now = self.now.max(to);
    }

    fn wake(&mut self) {
        match &mut self.script {
            Script::Talk(talk) => talk.reach(self.now, &self.hearts),
            Script::Practice(practice) => practice.reach(self.now, &self.hearts),
        }
        if self.now == self.next_second {
            self.next_second = self.now.next_second();
            match &mut self.script {
                Script::Talk(talk) => talk.second(self.now, &mut self.hearts),
                Script::Practice(practice) => practice.second(self.now, &self.hearts),
            }
            self.output_readings();
            self.output_figures();
        }
        self.output_changes();
    }

    fn worn_by(&mut self, seat: Seat) -> &mut Heart {
        let wearer = self.worn.wearer(seat);
        &mut self.hearts[wearer]
    }

    /// The straps are worn the other way round. Each heart goes with its strap. What was known before the talk may have
    /// been learnt from the other's heart, so both baselines begin anew; nothing else is learnt so early.
    fn exchange_straps(&mut self) {
        self.worn.exchange();
        let Pair { left, right } = &mut self.hearts;
        std::mem::swap(left, right);
        let paced = (right.expects_pacing(), left.expects_pacing());
        left.expect_pacing(paced.0);
        right.expect_pacing(paced.1);
        (*left.baseline_mut(), *right.baseline_mut()) = Default::default();
    }

    /// Whether each wears the strap that was taken for the other's.
    pub fn has_exchanged_straps(&self) -> bool {
        self.worn.are_exchanged()
    }

    fn receive(&mut self, seat: Seat, epoch: u32, bytes: &[u8]) {
        let seat = self.worn.wearer(seat);
        let Self { hearts, outputs, now: at, .. } = self;
        hearts[seat].receive(*at, epoch, bytes, |finding| outputs.push_back(of_finding(*at, seat, finding)));
    }

    /// Decides about the beats whose verdict waits for the next ones. Only for the end of a recording: nothing may follow.
    pub(crate) fn decide_waiting(&mut self) {
        let Self { hearts, outputs, now: at, .. } = self;
        for seat in Seat::BOTH {
            hearts[seat].decide_waiting(|finding| outputs.push_back(of_finding(*at, seat, finding)));
        }
    }

    fn output_readings(&mut self) {
        for seat in Seat::BOTH {
            let reading = self.hearts[seat].reading(self.now);
            if std::mem::replace(&mut self.last_output[seat].1, reading) != reading {
                self.output(Output::Reading { seat, reading });
            }
        }
    }

    /// The figures of a practice that changed.
    fn output_figures(&mut self) {
        let Script::Practice(practice) = &self.script else { return };
        let Some(figures) = practice.figures().copied() else { return };
        for seat in Seat::BOTH {
            if std::mem::replace(&mut self.last_figures[seat], figures[seat]) != figures[seat] {
                self.output(Output::Figures { seat, figures: figures[seat] });
            }
        }
    }

    fn output_changes(&mut self) {
        for seat in Seat::BOTH {
            let signal = self.hearts[seat].signal(self.now);
            if std::mem::replace(&mut self.last_output[seat].0, signal) != signal {
                self.output(Output::Signal { seat, signal });
            }
        }
        let stage = self.stage();
        if self.last_stage.replace(stage) != Some(stage) {
            self.output(Output::Stage { stage });
        }
    }

    fn output(&mut self, output: Output) {
        self.outputs.push_back(StampedOutput { at: self.now, output });
    }

    /// The next output, oldest first.
    pub fn poll(&mut self) -> Option<StampedOutput> {
        self.outputs.pop_front()
    }

    /// When something may happen by itself.
    pub fn next_wake(&self) -> Moment {
        let deadline = match &self.script {
            Script::Talk(talk) => talk.next_deadline(),
            Script::Practice(practice) => practice.next_deadline(),
        };
        if self.stage() == Stage::Over {
            return Moment::NEVER;
        }
        let Pair { left, right } = self.hearts.map(|heart| heart.next_deadline(self.now));
        self.next_second.min(deadline).min(left).min(right)
    }

    /// Where the session stands in its own time.
    pub fn now(&self) -> Moment {
        self.now
    }

    /// Both hearts.
    pub fn hearts(&self) -> &Pair<Heart> {
        &self.hearts
    }

    /// The talk, or the practice.
    pub fn script(&self) -> &Script {
        &self.script
    }

    /// How slow breathing goes.
    pub(crate) fn pacer(&self) -> Pacer {
        self.pacer
    }

    /// The stage it is in.
    pub fn stage(&self) -> Stage {
        match &self.script {
            Script::Talk(talk) => talk.stage(),
            Script::Practice(practice) => practice.part().map_or(Stage::Over, |part| Stage::Practice { part }),
        }
    }
}

/// The output for what a heart reports of a notification.
fn of_finding(at: Moment, seat: Seat, finding: Finding) -> StampedOutput {
    let output = match finding {
        Finding::Beat(beat, verdict) => Output::Beat { seat, beat_at: beat.at, rr_ms: beat.rr.ms(), verdict },
        Finding::Malformed => Output::Malformed { seat },
        Finding::Duplicate => Output::Duplicate { seat },
        Finding::Fault(fault) => Output::StrapFault { seat, fault },
        Finding::Gap(missing) => Output::Gap { seat, missing_ms: missing.as_millis() as u64 },
    };
    StampedOutput { at, output }
}
