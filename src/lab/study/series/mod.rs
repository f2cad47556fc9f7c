//! Anyone's series: beats with the role of the person at each, and, where they are known, the onsets of what happened.
//!
//! `read` turns the text of a file into a [`RecordedTalk`] or says which line is wrong; [`listen`] lets the trigger hear it as it
//! would live: a notification a second with the beats of that second, learning only from what has been.

use serde::Serialize;

use super::listener::{Prompt, StudyListener};
use super::rules::RULES;
use super::talk::{AFTERMATH_S, FOUND_WITHIN_S};
use crate::event::moment::Moment;
use crate::event::seat::{Pair, Seat};
use crate::heart::baseline::Role;
use crate::heart::measurement::encode_into;

pub mod read;
pub mod report;

/// A beat of somebody who does something.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SeriesBeat {
    /// When, in seconds of the file.
    pub t_s: f64,
    /// Whose.
    pub seat: Seat,
    /// The interval before it.
    pub rr_ms: f64,
    /// What the person does.
    pub role: Role,
}

/// Something that truly happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SeriesEvent {
    /// Its onset, in seconds of the file.
    pub t_s: f64,
    /// Whose heart.
    pub seat: Seat,
    /// By how much it went up.
    pub size_bpm: f64,
}

/// A recorded talk.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RecordedTalk {
    /// Beats of one or both seats in order of time; never empty.
    pub beats: Vec<SeriesBeat>,
    /// What happened, in order of time; nothing if nobody says.
    pub events: Option<Vec<SeriesEvent>>,
}

/// A prompt.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Prompted {
    /// When, in seconds of the file.
    pub t_s: f64,
    /// What is called for.
    pub level: Prompt,
}

/// What one listener made of a talk.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scored {
    /// The delay of each event that was found, in the order of the events.
    pub delays_s: Vec<Option<f64>>,
    /// Alarms that no event explains; nothing where nobody says what happened.
    pub false_alarms: Option<u64>,
}

/// What became of a talk.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TalkResult {
    /// Hours after the warm-up in which a heart rate could be judged, both seats together counted once.
    pub hours: f64,
    /// What the trigger called for.
    pub prompts: Vec<Prompted>,
    /// How right it was.
    pub trigger: Scored,
    /// How right the simple rules were, in their order; empty unless asked for.
    pub rules: Vec<Scored>,
}

/// There was nothing to compare with: too little clean data in any role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "nothing could be learnt: the longest part in one role has {seconds} s of beats. Give a minute or more of rest \
     (role quiet) at the start, and a minute of each other role"
)]
pub struct NotEnoughRest {
    /// Seconds in the longest role.
    pub seconds: u32,
}

/// Lets the trigger, and the simple rules if `rules`, hear a talk.
pub fn listen(talk: &RecordedTalk, with_rules: bool) -> Result<TalkResult, NotEnoughRest> {
    let seats: Vec<Seat> =
        Seat::BOTH.into_iter().filter(|seat| talk.beats.iter().any(|beat| beat.seat == *seat)).collect();
    let mut ear = StudyListener::new(&seats, with_rules);
    let first = talk.beats.first().map_or(0.0, |beat| beat.t_s.floor());
    let last = talk.beats.last().map_or(0.0, |beat| beat.t_s.ceil());
    let mut rest = talk.beats.iter().peekable();
    let mut doing = Pair::default();
    let mut ticks: Pair<Vec<u16>> = Pair::default();
    let (mut listened, mut alarms) =
        (TalkResult::default(), vec![Vec::new(); if with_rules { RULES.len() } else { 0 }]);
    let mut bytes = Vec::new();
    for second in 1..=(last - first) as u64 + 2 {
        let until = first + second as f64;
        while let Some(beat) = rest.next_if(|beat| beat.t_s <= until) {
            doing[beat.seat] = Some(beat.role);
            ticks[beat.seat].push((beat.rr_ms * 1.024).round() as u16);
        }
        let now = Moment::from_secs(second);
        for seat in Seat::BOTH {
            if !ticks[seat].is_empty() {
                bytes.clear();
                encode_into(&mut bytes, rate_byte(&ticks[seat]), &ticks[seat]);
                ear.notify(now, seat, &bytes);
                ticks[seat].clear();
            }
        }
        let heard = ear.second(now, doing);
        listened.hours += f64::from(u8::from(seats.iter().any(|seat| ear.can_hear(now, *seat)))) / 3600.0;
        listened.prompts.extend(heard.prompt.map(|level| Prompted { t_s: until, level }));
        for rule in heard.rules {
            alarms[rule].push(until);
        }
    }
    if listened.hours == 0.0 {
        return Err(NotEnoughRest { seconds: ear.longest_role_s() });
    }
    let prompts: Vec<f64> = listened.prompts.iter().map(|prompt| prompt.t_s).collect();
    listened.trigger = score(talk.events.as_deref(), &prompts);
    listened.rules = alarms.iter().map(|alarms| score(talk.events.as_deref(), alarms)).collect();
    Ok(listened)
}

/// The strap's own rate, as one would make it of these intervals.
fn rate_byte(ticks: &[u16]) -> u8 {
    let sum: f64 = ticks.iter().map(|tick| f64::from(*tick)).sum();
    (60.0 * 1024.0 * ticks.len() as f64 / sum.max(1.0)).round().clamp(30.0, 250.0) as u8
}

/// An alarm finds every event that began within the two minutes before it and was not found yet; one that no event within
/// four minutes explains is false.
fn score(events: Option<&[SeriesEvent]>, alarms: &[f64]) -> Scored {
    let Some(events) = events else { return Scored::default() };
    let mut scored = Scored { delays_s: vec![None; events.len()], false_alarms: Some(0) };
    for &alarm in alarms {
        let delays = events.iter().map(|event| alarm - event.t_s);
        if !delays.clone().any(|delay| (0.0..=AFTERMATH_S).contains(&delay)) {
            scored.false_alarms = scored.false_alarms.map(|n| n + 1);
        }
        for (found, delay) in scored.delays_s.iter_mut().zip(delays) {
            *found = found.or(Some(delay).filter(|delay| (0.0..=FOUND_WITHIN_S).contains(delay)));
        }
    }
    scored
}
