//! Times and counts, in words.

/// Minutes and seconds, such as "1:12".
pub(super) fn clock(seconds: u64) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// What is left of the talk, such as "24 min left".
pub(super) fn left(seconds: u64) -> String {
    match seconds {
        0 => "last turn".to_owned(),
        1..=60 => "last minute".to_owned(),
        _ => format!("{} min left", seconds.div_ceil(60)),
    }
}

/// A length just passed, such as "12 s" or "3 min".
pub(super) fn span(seconds: u64) -> String {
    if seconds < 120 { format!("{seconds} s") } else { format!("{} min", seconds / 60) }
}

/// A time from now, such as "in 20 minutes" or "tomorrow, this time".
pub(super) fn from_now(minutes: u64) -> String {
    match minutes {
        1440 => "tomorrow, this time".to_owned(),
        60 => "in an hour".to_owned(),
        _ if minutes.is_multiple_of(60) && minutes > 0 => format!("in {} hours", minutes / 60),
        _ => format!("in {}", counted(minutes, "minute")),
    }
}

/// A count with its noun, such as "2 pauses".
pub(super) fn counted(count: u64, noun: &str) -> String {
    match count {
        0 => format!("no {noun}s"),
        1 => format!("one {noun}"),
        _ => format!("{count} {noun}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_read_like_speech() {
        assert_eq!(clock(72), "1:12");
        assert_eq!(
            [20, 60, 120, 720, 1440].map(from_now),
            ["in 20 minutes", "in an hour", "in 2 hours", "in 12 hours", "tomorrow, this time"]
        );
        assert_eq!([0, 42, 61, 1440].map(left), ["last turn", "last minute", "2 min left", "24 min left"]);
        assert_eq!([12, 119, 120].map(span), ["12 s", "119 s", "2 min"]);
    }

    #[test]
    fn counts_have_their_plural() {
        assert_eq!([0, 1, 2].map(|n| counted(n, "pause")), ["no pauses", "one pause", "2 pauses"]);
    }
}
