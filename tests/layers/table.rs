//! The rule of layers: which room of `src` may use which. It is written down here and nowhere else.

/// A room: a top-level folder or file of `src`.
pub(crate) struct Room {
    pub(crate) name: &'static str,
    /// What a newcomer finds in it.
    pub(crate) holds: &'static str,
    /// Pure code names no async, terminal, file, network or clock crate. A pure room uses pure rooms only.
    pub(crate) pure: bool,
    /// The rooms it may use. Each stands above it in the table, and at least one file uses each.
    pub(crate) uses: &'static [&'static str],
}

/// From the ground to the top. `lib.rs` has no row: it only names the rooms.
pub(crate) const ROOMS: &[Room] = &[
    edge("clock", "the only reader of the clock", &[]),
    pure("event", "what can happen, when and to whom: inputs, keys, moments, seats", &[]),
    edge("system", "which system this is, and what belongs to it", &[]),
    pure("words", "every sentence, with the language files beside the code", &[]),
    pure("heart", "one heart: bytes, beats, which beats to trust, variability, baseline, arousal", &["event"]),
    pure("pacer", "the breath that is led: its parts, its pace, which breaths are refused", &["event"]),
    pure(
        "practice",
        "slow breathing, grounding, the search for the own pace, a quiet reading: for one person, or two at one ring",
        &["event", "heart", "pacer"],
    ),
    pure(
        "talk",
        "the conversation of two: steps, trigger, pause, break, repair",
        &["event", "heart", "pacer", "practice"],
    ),
    pure("all_day", "one strap worn for hours: when a cue comes", &["event", "heart"]),
    pure("agenda", "what comes afterwards: check-ins, rituals, calendar", &["words"]),
    pure("session", "the machine: inputs in, outputs out", &["event", "heart", "pacer", "practice", "talk"]),
    edge("strap", "Bluetooth and nothing else", &["clock", "event", "words", "heart"]),
    edge(
        "store",
        "everything kept at home: settings, journals, outlines of talks, sealing, people, straps, agenda, talk history, the history of sessions",
        &["event", "words", "heart", "pacer", "talk", "all_day", "agenda", "session"],
    ),
    edge("export", "a session in formats that other programs read", &["event", "heart", "session", "store"]),
    edge(
        "cue",
        "sounds for people who don't look at the screen: which, when, and the programs that play them",
        &["clock", "event", "pacer", "practice", "talk", "session", "store"],
    ),
    edge("screen", "what the terminal shows", &["event", "words", "heart", "pacer", "practice", "talk", "session"]),
    edge(
        "lab",
        "for those who study hearts: simulate, study, analyze, octets",
        &["event", "heart", "pacer", "talk", "session", "store", "export"],
    ),
    edge(
        "report",
        "a page about what was kept: HTML without scripts, its pictures, the same as JSON",
        &["event", "words", "heart", "practice", "talk", "session", "store", "screen", "lab"],
    ),
    edge(
        "app",
        "the loop, its sources of inputs, keys, private pages, the record",
        &[
            "clock", "event", "words", "pacer", "practice", "talk", "all_day", "session", "strap", "store", "cue",
            "screen", "lab",
        ],
    ),
    edge(
        "commands",
        "flags and commands",
        &[
            "clock", "event", "words", "heart", "pacer", "practice", "talk", "all_day", "agenda", "session", "strap",
            "store", "export", "cue", "screen", "lab", "report", "app", "system",
        ],
    ),
    edge("main", "parses the command line, runs it, turns an error into an exit code", &["commands"]),
];

/// Parts of edges that are pure all the same.
pub(crate) const PURE_PARTS: &[&str] = &[
    "system/kind",
    "strap/sleep",
    "strap/link",
    "cue/situation",
    "cue/rhythm",
    "cue/tone",
    "cue/wav",
    "lab/simulate",
    "lab/study",
];

/// What pure code names nowhere, at the beginning of a path.
pub(crate) const IMPURE: &[&str] = &[
    "tokio",
    "futures",
    "btleplug",
    "dbus",
    "crossterm",
    "ratatui",
    "rustix",
    "etcetera",
    "std::fs",
    "std::io",
    "std::net",
    "std::thread",
    "std::env",
    "std::process",
    "crate::clock",
    "print",
    "println",
    "eprint",
    "eprintln",
    "dbg",
];

/// What pure code names nowhere, at any place of a path.
pub(crate) const CLOCKS: &[&str] = &["Instant", "SystemTime"];

const fn pure(name: &'static str, holds: &'static str, uses: &'static [&'static str]) -> Room {
    Room { name, holds, pure: true, uses }
}

const fn edge(name: &'static str, holds: &'static str, uses: &'static [&'static str]) -> Room {
    Room { name, holds, pure: false, uses }
}
