//! The formats, and the names of their files. The names that people gave are in none of them: only their seats are.

use crate::event::seat::Seat;
use crate::session::Kind;
use crate::store::journal::Header;

/// A format to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum FormatName {
    /// One RR interval in ms a line, and a table of what was rejected.
    Rr,
    /// One row a beat, with a header.
    Csv,
    /// One JSON object for each beat and gap.
    Jsonl,
    /// BIDS physio and physioevents, with their JSON.
    Bids,
}

impl FormatName {
    /// Every format.
    pub const ALL: [Self; 4] = [Self::Rr, Self::Csv, Self::Jsonl, Self::Bids];

    /// How the names of its files end. The first has the beats that a reader wants.
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Rr => &[".rr.txt", ".rejected.csv"],
            Self::Csv => &[".csv"],
            Self::Jsonl => &[".jsonl"],
            Self::Bids => &["_physio.tsv.gz", "_physio.json", "_physioevents.tsv.gz", "_physioevents.json"],
        }
    }

    /// How the names of a person's files begin: when and what the session was, and the seat.
    pub fn beginning(self, header: &Header, person: Seat) -> String {
        let (started, kind, seat) = (header.started_locally(), kind_name(header.setup.kind), seat(person));
        match self {
            // Labels of BIDS are letters and digits.
            Self::Bids => format!("sub-{seat}_ses-{}_task-{kind}", started.strftime("%Y%m%dT%H%M%S")),
            _ => format!("{}_{kind}_{seat}", started.strftime("%Y-%m-%d_%H%M%S")),
        }
    }
}

/// A seat in names of files and in columns.
pub const fn seat(seat: Seat) -> &'static str {
    match seat {
        Seat::Left => "left",
        Seat::Right => "right",
    }
}

/// A kind of session in names of files.
pub const fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Talk => "talk",
        Kind::Practice => "practice",
    }
}

/// This program and its version.
pub(super) fn program() -> String {
    format!("breathmark {}", env!("CARGO_PKG_VERSION"))
}
