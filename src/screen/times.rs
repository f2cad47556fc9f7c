//! Times and counts, in words.

use crate::words::screens::{Later, Screen};

/// Minutes and seconds, such as "1:12".
pub(crate) fn clock(seconds: u64) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// What is left of the talk, such as "24 min left".
pub(crate) fn left(words: &Screen, seconds: u64) -> String {
    match seconds {
        0 => words.last_turn.clone(),
        1..=60 => words.last_minute.clone(),
        _ => words.minutes_left.with(&[("n", &seconds.div_ceil(60))]),
    }
}

/// A length just passed, such as "12 s" or "3 min".
pub(crate) fn span(words: &Screen, seconds: u64) -> String {
    if seconds < 120 { words.seconds.with(&[("n", &seconds)]) } else { words.minutes.with(&[("n", &(seconds / 60))]) }
}

/// A time from now, such as "in 20 minutes" or "tomorrow, this time".
pub(crate) fn from_now(words: &Later, minutes: u64) -> String {
    match minutes {
        1440 => words.tomorrow.clone(),
        _ if minutes.is_multiple_of(60) && minutes > 0 => words.in_hours.of(minutes / 60),
        _ => words.in_minutes.of(minutes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Words;

    #[test]
    fn times_read_like_speech() {
        let words = Words::built_in("en").unwrap();
        assert_eq!(clock(72), "1:12");
        assert_eq!(
            [20, 60, 120, 720, 1440].map(|minutes| from_now(&words.later, minutes)),
            ["in 20 minutes", "in an hour", "in 2 hours", "in 12 hours", "tomorrow, this time"]
        );
        let left = |seconds| left(&words.screen, seconds);
        assert_eq!([0, 42, 61, 1440].map(left), ["last turn", "last minute", "2 min left", "24 min left"]);
        assert_eq!([12, 119, 120].map(|seconds| span(&words.screen, seconds)), ["12 s", "119 s", "2 min"]);
    }
}
