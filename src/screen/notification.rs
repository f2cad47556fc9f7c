//! A notification of the desktop, by an escape sequence that the terminal passes on. It needs no library and no network.

use std::io::{self, Write};

/// The sequence that a terminal understands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Notification {
    /// OSC 9: one text.
    Osc9,
    /// OSC 777: a title and a text.
    Osc777,
}

/// A variable of the environment, what its value begins with, and the sequence. The first row that fits holds.
///
/// Origin: the pages of iTerm2, `WezTerm`, Ghostty, kitty and foot about their control sequences; of rxvt-unicode the
/// extension that defined OSC 777.
const KNOWN: &[(&str, &str, Notification)] = &[
    ("TERM_PROGRAM", "iTerm.app", Notification::Osc9),
    ("TERM_PROGRAM", "WezTerm", Notification::Osc777),
    ("TERM_PROGRAM", "ghostty", Notification::Osc777),
    ("TERM", "xterm-kitty", Notification::Osc9),
    ("TERM", "xterm-ghostty", Notification::Osc777),
    ("TERM", "foot", Notification::Osc777),
    ("TERM", "rxvt-unicode", Notification::Osc777),
];
/// From this version on, terminals made with VTE show OSC 777 where the distribution has added that, and drop it
/// elsewhere. Older ones print it.
const LEAST_VTE: u32 = 4600;
/// Between these programs and the terminal a sequence gets lost, although the variables of the terminal are there.
const BETWEEN: [&str; 2] = ["TMUX", "STY"];

impl Notification {
    /// The sequence of the terminal that the environment describes; nothing if it is not known to have one.
    pub(crate) fn of(environment: impl Fn(&str) -> Option<String>) -> Option<Self> {
        if BETWEEN.iter().any(|name| environment(name).is_some()) {
            return None;
        }
        let fits = |(name, begins, _): &&(&str, &str, Self)| environment(name).is_some_and(|it| it.starts_with(begins));
        let has_vte = || {
            environment("VTE_VERSION").and_then(|version| version.parse().ok()).is_some_and(|it: u32| it >= LEAST_VTE)
        };
        KNOWN.iter().find(fits).map(|(.., sequence)| *sequence).or_else(|| has_vte().then_some(Self::Osc777))
    }

    /// Sends a notification.
    pub(crate) fn send(self, title: &str, text: &str, out: &mut impl Write) -> io::Result<()> {
        // A control character would end the sequence, a semicolon in the title would end the title.
        let clean = |text: &str| text.chars().filter(|c| !c.is_control() && *c != ';').collect::<String>();
        let (title, text) = (clean(title), clean(text));
        match self {
            Self::Osc9 => write!(out, "\x1b]9;{title}: {text}\x1b\\")?,
            Self::Osc777 => write!(out, "\x1b]777;notify;{title};{text}\x1b\\")?,
        }
        out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(environment: &[(&str, &str)]) -> Option<Notification> {
        Notification::of(|name| {
            environment.iter().find(|(other, _)| *other == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn each_known_terminal_gets_its_own_sequence_and_others_get_none() {
        assert_eq!(of(&[("TERM_PROGRAM", "iTerm.app"), ("TERM", "xterm-256color")]), Some(Notification::Osc9));
        assert_eq!(of(&[("TERM", "foot-extra")]), Some(Notification::Osc777));
        assert_eq!(of(&[("TERM", "xterm-256color"), ("VTE_VERSION", "7600")]), Some(Notification::Osc777));
        for unknown in [("VTE_VERSION", "4000"), ("TERM_PROGRAM", "Apple_Terminal"), ("TERM", "linux")] {
            assert_eq!(of(&[unknown]), None);
        }
        assert_eq!(of(&[("TERM", "tmux-256color"), ("TMUX", "/tmp/tmux-1"), ("VTE_VERSION", "7600")]), None);
    }

    #[test]
    fn the_sequence_carries_the_words_and_nothing_that_could_end_it() {
        let sent = |sequence: Notification, text| {
            let mut bytes = Vec::new();
            sequence.send("breathmark", text, &mut bytes).unwrap();
            String::from_utf8(bytes).unwrap()
        };
        assert_eq!(sent(Notification::Osc9, "let's take a breath"), "\x1b]9;breathmark: let's take a breath\x1b\\");
        assert_eq!(sent(Notification::Osc777, "a\x07b;\x1bc"), "\x1b]777;notify;breathmark;abc\x1b\\");
    }
}
