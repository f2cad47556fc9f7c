//! A status as a line for people, and as JSON for other programs.

use serde::Serialize;

use super::feed::Source;
use crate::all_day::{State, Status};
use crate::event::input::Link;
use crate::words::Words;

/// What a line is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Event {
    /// What is known now.
    Status,
    /// A cue comes now.
    Cue,
}

/// A line. `docs/cue.md` describes its fields.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Line {
    event: Event,
    source: Source,
    text: String,
    tooltip: String,
    class: &'static str,
    state: &'static str,
    heart_rate_bpm: Option<f64>,
    rmssd_ms: Option<f64>,
    cues_today: usize,
}

impl Line {
    /// The line of a status. Unless the heart is a person's of now, its meaning says so first.
    pub(crate) fn of(event: Event, source: Source, status: &Status, words: &Words) -> Self {
        let words_of_day = &words.all_day;
        let rate = status.heart_rate.map(|bpm| words_of_day.rate.with(&[("rate", &format!("{bpm:.0}"))]));
        let text = match status.state {
            State::Cue => words_of_day.breath.clone(),
            _ => rate.unwrap_or_else(|| words_of_day.no_rate.clone()),
        };
        let meaning = meaning(status, words);
        Self {
            event,
            source,
            text,
            tooltip: match source {
                Source::Strap => meaning,
                Source::Demo => words_of_day.simulated.with(&[("what", &meaning)]),
                Source::Replay => words_of_day.recorded.with(&[("what", &meaning)]),
            },
            class: status.state.name(),
            state: status.state.name(),
            heart_rate_bpm: status.heart_rate.map(one_decimal),
            rmssd_ms: status.rmssd.map(one_decimal),
            cues_today: status.cues_today,
        }
    }

    /// One line of JSON, with its end.
    pub(crate) fn json(&self) -> String {
        // A struct of texts and numbers always has its JSON.
        let mut json = serde_json::to_string(self).unwrap_or_default();
        json.push('\n');
        json
    }

    /// One line for people: what it means, then the heart rate.
    pub(crate) fn plain(&self) -> String {
        format!("{} · {}", self.text, self.tooltip)
    }

    /// Whether it is about this.
    pub(crate) fn is(&self, event: Event) -> bool {
        self.event == event
    }

    /// What makes a new line of a list: what is said, and not each number.
    pub(crate) fn kind(&self) -> (Event, &'static str, usize) {
        (self.event, self.state, self.cues_today)
    }
}

fn one_decimal(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// What the state means, in a sentence.
fn meaning(status: &Status, words: &Words) -> String {
    let words = &words.all_day;
    match status.state {
        State::Searching => match status.link {
            Link::NoAdapter => words.bluetooth_off.clone(),
            Link::NoBluetooth => words.no_bluetooth.clone(),
            Link::NotAHeartStrap => words.another_strap.clone(),
            _ => words.searching.clone(),
        },
        State::NoContact => words.no_contact.clone(),
        State::Settling if status.heart_rate.is_some() => words.no_clear_minute.clone(),
        State::Settling => words.settling.clone(),
        State::RateOnly if status.is_irregular => words.irregular.clone(),
        State::RateOnly => words.rate_only.clone(),
        State::Learning => words.to_learn.of(status.minutes_to_learn as u64),
        State::Usual => words.usual.clone(),
        State::FastAlone => words.fast_alone.clone(),
        State::Fast => words.fast.clone(),
        State::Moving => words.moving.clone(),
        State::Cue => words.cue.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(status: &Status) -> Line {
        of(Source::Strap, status)
    }

    fn of(source: Source, status: &Status) -> Line {
        Line::of(Event::Status, source, status, &Words::built_in("en").unwrap())
    }

    #[test]
    fn a_simulated_heart_and_a_recorded_one_are_never_taken_for_a_persons_of_now() {
        let status = Status { state: State::Usual, ..Status::default() };
        for (source, name, begins) in [
            (Source::Strap, "strap", "As in"),
            (Source::Demo, "demo", "Simulated heart."),
            (Source::Replay, "replay", "Recording."),
        ] {
            let value: serde_json::Value = serde_json::from_str(&of(source, &status).json()).unwrap();
            assert_eq!(value["source"], name);
            assert!(value["tooltip"].as_str().unwrap().starts_with(begins), "{value}");
        }
    }

    #[test]
    fn what_is_said_of_a_heart_is_true_of_it_in_both_languages() {
        let said = |language: &str, status: Status| meaning(&status, &Words::built_in(language).unwrap());
        let one = Status { state: State::Learning, minutes_to_learn: 1, ..Status::default() };
        assert!(said("en", one).ends_with("one more minute.") && said("de", one).ends_with("noch eine Minute."));
        let irregular = Status { state: State::RateOnly, is_irregular: true, ..Status::default() };
        let without_beats = Status { is_irregular: false, ..irregular };
        for language in ["en", "de"] {
            assert_ne!(said(language, irregular), said(language, without_beats), "its beats are there");
        }
        let numbers = Status { state: State::Settling, heart_rate: Some(70.0), ..Status::default() };
        assert!(!said("en", numbers).contains("then numbers"), "they stand beside it");
    }

    #[test]
    fn a_line_has_the_keys_of_waybar_and_values_with_their_units() {
        let status = Status { state: State::Usual, heart_rate: Some(71.26), rmssd: Some(40.04), ..Status::default() };
        let json = line(&status).json();
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert!(json.ends_with("}\n") && json.lines().count() == 1, "{json}");
        assert_eq!((value["class"].as_str(), value["text"].as_str()), (Some("usual"), Some("71 bpm")));
        assert_eq!((value["heart_rate_bpm"].as_f64(), value["rmssd_ms"].as_f64()), (Some(71.3), Some(40.0)));
    }

    #[test]
    fn what_is_not_known_is_null_and_never_a_number() {
        let value: serde_json::Value = serde_json::from_str(&line(&Status::default()).json()).unwrap();
        assert!(value["heart_rate_bpm"].is_null() && value["rmssd_ms"].is_null(), "{value}");
        assert_eq!(value["state"], "searching");
    }
}
