//! What two people make of a page: its heading, how long it takes to read, and the key that it names.

use std::time::Duration;

/// Reading speed, in words a second: 240 a minute, as adults read prose silently. Assumption for tired people.
const WORDS_A_SECOND: f64 = 4.0;
/// The least time for a page. Assumption.
const LEAST: Duration = Duration::from_secs(2);
/// Time to say the topic aloud. Assumption.
const TOPIC_ALOUD: Duration = Duration::from_secs(3);

/// The footer's keys that go on, each as the footer names it. Others lead aside, or are the ways out.
const GO_ON: [(&str, &str); 9] = [
    ("a no  ", "a"),
    ("l no  ", "l"),
    ("n none", "n"),
    ("Enter go on", "\r"),
    ("n go on", "n"),
    ("Enter begin  ", "\r"),
    ("n begin  ", "n"),
    ("Enter done", "\r"),
    ("n done", "n"),
];

/// A page as it stands on the screen.
pub(crate) struct Page {
    body: Vec<String>,
    footer: String,
    /// The first words, without the blanks of large letters, and the line after it, which names the person.
    pub(crate) heading: String,
}

impl Page {
    pub(crate) fn of(screen: &str) -> Option<Self> {
        let mut rows: Vec<String> = screen.lines().map(|row| row.trim_end().to_owned()).collect();
        while rows.last().is_some_and(String::is_empty) {
            rows.pop();
        }
        let footer = rows.pop()? + "  ";
        let said = |row: &&String| {
            row.contains(char::is_alphabetic) && !row.trim_start().starts_with("breathmark") && !is_drawn(row)
        };
        let heading = rows.iter().filter(said).take(2).map(|row| row.replace(' ', "")).collect();
        Some(Self { body: rows, footer, heading })
    }

    /// Whether the heading says this, blanks aside.
    pub(crate) fn is(&self, heading: &str) -> bool {
        self.heading.contains(&heading.replace(' ', ""))
    }

    /// Somebody is asked to speak: the easy round, or a turn about the topic.
    pub(crate) fn asks_to_speak(&self) -> bool {
        self.is_turn() || self.is("talks") && !self.is_breath()
    }

    pub(crate) fn is_turn(&self) -> bool {
        self.is("speaks") && !self.is_breath()
    }

    /// The breath says who speaks after it.
    fn is_breath(&self) -> bool {
        self.is("one breath together")
    }

    /// How long both need for it. Spaced letters are one word; large digits and the figure are none.
    pub(crate) fn reading_time(&self) -> Duration {
        let prose = |row: &str| {
            row.split_whitespace().filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1).count()
        };
        let spaced = |row: &str| {
            let is_spaced = row.trim().contains("   ") && row.split_whitespace().all(|word| word.chars().count() == 1);
            if is_spaced { row.trim().split("   ").count() } else { 0 }
        };
        let words: usize = self.body.iter().map(|row| prose(row) + spaced(row)).sum();
        let aloud = if self.is("what's it about?") || self.is("where were we?") { TOPIC_ALOUD } else { Duration::ZERO };
        Duration::from_secs_f64(words as f64 / WORDS_A_SECOND).max(LEAST) + aloud
    }

    /// What they press: the answers of their seats, or the key to go on. Nothing where the page ends by itself.
    pub(crate) fn keys(&self) -> Option<&'static str> {
        if let Some(names) = self.names() {
            return Some(names);
        }
        // A page that explains the keys names both at the left.
        let rows = || self.body.iter().map(|row| row.trim());
        if rows().any(|row| row.starts_with("a  ") && !row.starts_with("a  l")) {
            return Some("a");
        }
        if rows().any(|row| row.ends_with("  l")) {
            return Some("l");
        }
        if rows().any(|row| row.starts_with("Enter  ")) {
            return Some("\r");
        }
        let ends_by_itself = self.has_clock_or_figure() && !self.is("a few breaths");
        if ends_by_itself {
            return None;
        }
        GO_ON.iter().find(|(named, _)| self.footer.contains(named)).map(|(_, key)| *key)
    }

    /// The names are typed where the page of the first start has its cursor.
    fn names(&self) -> Option<&'static str> {
        let row = self.body.iter().find(|row| row.ends_with('_'))?;
        if row.contains("left?") {
            return Some("Alex\r");
        }
        row.contains("right?").then_some("Sam\r")
    }

    fn has_clock_or_figure(&self) -> bool {
        self.body.iter().any(|row| is_drawn(row))
    }
}

/// Whether large digits or the breathing figure are in this row.
fn is_drawn(row: &str) -> bool {
    row.contains(|c| matches!(c, '█' | '▀' | '\u{2800}'..='\u{28ff}'))
}
