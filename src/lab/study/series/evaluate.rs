//! The trigger and the simple rules on a recorded talk.
//!
//! The beats go through the program as in a talk: one notification a second with the beats of that second. A baseline
//! learns from the past only.

use super::{Prompted, RecordedTalk, Scored, SeriesEvent, TalkResult};
use crate::event::moment::Moment;
use crate::event::seat::{Pair, Seat};
use crate::heart::baseline::Role;
use crate::heart::measurement::encode_into;
use crate::lab::study::alarm::AlarmKind;
use crate::lab::study::detectors::Detectors;
use crate::lab::study::rules::RULES;

/// A talk has too little clean data in every role to learn a baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "nothing could be learnt: the longest part in one role has {seconds} s of beats. Give a minute or more of rest \
     (role quiet) at the start, and a minute of each other role"
)]
pub struct NotEnoughRest {
    /// Seconds in the role that lasted longest.
    pub seconds: u32,
}

/// Runs the trigger over a talk, and the simple rules if `with_rules`.
pub fn evaluate(talk: &RecordedTalk, with_rules: bool) -> Result<TalkResult, NotEnoughRest> {
    let mut evaluation = Evaluation::new(talk, with_rules);
    let first_s = talk.beats.first().map_or(0.0, |beat| beat.t_s.floor());
    let last_s = talk.beats.last().map_or(0.0, |beat| beat.t_s.ceil());
    let mut beats = talk.beats.iter().peekable();
    for second in 1..=(last_s - first_s) as u64 + 2 {
        let now_s = first_s + second as f64;
        while let Some(beat) = beats.next_if(|beat| beat.t_s <= now_s) {
            evaluation.roles[beat.seat] = Some(beat.role);
            evaluation.ticks[beat.seat].push((beat.rr_ms * 1.024).round() as u16);
        }
        evaluation.process_second(Moment::from_secs(second), now_s);
    }
    evaluation.result(talk.events.as_deref())
}

struct Evaluation {
    seats: Vec<Seat>,
    detectors: Detectors,
    /// The last role of each person.
    roles: Pair<Option<Role>>,
    /// The intervals of the present second, in 1/1024 s.
    ticks: Pair<Vec<u16>>,
    bytes: Vec<u8>,
    hours: f64,
    prompts: Vec<Prompted>,
    /// The times of the alarms of each rule, in seconds of the file.
    rule_alarms_s: Vec<Vec<f64>>,
}

impl Evaluation {
    fn new(talk: &RecordedTalk, with_rules: bool) -> Self {
        let has_beats = |seat: &Seat| talk.beats.iter().any(|beat| beat.seat == *seat);
        let seats: Vec<Seat> = Seat::BOTH.into_iter().filter(has_beats).collect();
        Self {
            detectors: Detectors::new(&seats, with_rules),
            seats,
            roles: Pair::default(),
            ticks: Pair::default(),
            bytes: Vec::new(),
            hours: 0.0,
            prompts: Vec::new(),
            rule_alarms_s: vec![Vec::new(); if with_rules { RULES.len() } else { 0 }],
        }
    }

    fn process_second(&mut self, now: Moment, now_s: f64) {
        for seat in Seat::BOTH {
            self.send(seat, now);
        }
        let alarms = self.detectors.process_second(now, self.roles);
        let can_trigger = self.seats.iter().any(|seat| self.detectors.can_trigger(now, *seat));
        self.hours += f64::from(u8::from(can_trigger)) / 3600.0;
        self.prompts.extend(alarms.prompt.map(|level| Prompted { t_s: now_s, level }));
        for rule in alarms.rules {
            self.rule_alarms_s[rule].push(now_s);
        }
    }

    /// Sends the intervals of this second as one notification, if there are any.
    fn send(&mut self, seat: Seat, now: Moment) {
        let ticks = &mut self.ticks[seat];
        if ticks.is_empty() {
            return;
        }
        self.bytes.clear();
        encode_into(&mut self.bytes, rate_byte(ticks), ticks);
        self.detectors.notify(now, seat, &self.bytes);
        ticks.clear();
    }

    fn result(self, events: Option<&[SeriesEvent]>) -> Result<TalkResult, NotEnoughRest> {
        if self.hours == 0.0 {
            return Err(NotEnoughRest { seconds: self.detectors.longest_role_s() });
        }
        let prompts_s: Vec<f64> = self.prompts.iter().map(|prompt| prompt.t_s).collect();
        Ok(TalkResult {
            hours: self.hours,
            prompts: self.prompts,
            trigger: score(events, &prompts_s),
            rules: self.rule_alarms_s.iter().map(|alarms_s| score(events, alarms_s)).collect(),
        })
    }
}

/// The rate that a strap would send with these intervals, in bpm.
fn rate_byte(ticks: &[u16]) -> u8 {
    let sum: f64 = ticks.iter().map(|tick| f64::from(*tick)).sum();
    (60.0 * 1024.0 * ticks.len() as f64 / sum.max(1.0)).round().clamp(30.0, 250.0) as u8
}

/// Scores alarms, at these seconds of the file. One alarm can find several events, and an event is found once.
fn score(events: Option<&[SeriesEvent]>, alarms_s: &[f64]) -> Scored {
    let Some(events) = events else { return Scored::default() };
    let mut delays = vec![None; events.len()];
    let mut false_alarms = 0;
    for alarm_s in alarms_s {
        let mut is_false = true;
        for (delay, event) in delays.iter_mut().zip(events) {
            let since_onset_s = alarm_s - event.t_s;
            if since_onset_s < 0.0 {
                continue;
            }
            let kind = AlarmKind::after(since_onset_s);
            is_false &= kind == AlarmKind::False;
            *delay = delay.or(Some(since_onset_s).filter(|_| kind == AlarmKind::Found));
        }
        false_alarms += u64::from(is_false);
    }
    Scored { delays_s: delays, false_alarms: Some(false_alarms) }
}
