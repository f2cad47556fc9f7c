//! Cues: short sounds and a command of the couple's own, for people who look at each other and not at the screen.
//!
//! ```text
//! stage, time ─▶ situation, rhythm: which cue ─▶ worker: its own thread ─▶ player, command: a process each
//!                                                   └─ none works ─▶ the terminal's bell, rung by the loop
//! ```
//!
//! | file | holds |
//! |---|---|
//! | `situation` | from one stage to the next: which cue. Pure |
//! | `rhythm` | what goes by the clock: breath tones, prompts, the second call at the end of a break. Pure |
//! | `tone`, `wav` | the sounds as samples, and as the bytes of a file. Pure |
//! | `folder` | the private folder of the sound files |
//! | `player` | the players that are looked for, and the couple's own |
//! | `process` | one process: its end, or why it was killed |
//! | `worker` | the thread that starts players and commands |
//! | `cues` | what the loop holds of all this |
//! | `choice` | what was chosen when the program was first run |
//!
//! No cue says whose heart or whose key it was.

mod choice;
mod cues;
mod folder;
#[cfg(test)]
mod loudness;
mod player;
mod process;
mod rhythm;
mod situation;
mod tone;
mod wav;
mod worker;

pub(crate) use choice::chosen_volume;
pub use choice::keep_volume;
pub use cues::{Bell, Cues};
pub use situation::{Situation, cue};
pub use worker::Log;

/// The volume where somebody wants sound and nobody has chosen a volume, in per cent. Assumption: it is heard across a
/// table, and nobody starts.
pub const USUAL_VOLUME: u8 = 70;

/// A cue. None of them is an alarm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cue {
    /// A pause begins.
    Pause,
    /// Both are ready, and the talk goes on.
    Ready,
    /// Somebody's time to speak is over.
    Turn,
    /// A long break is over: the time to come back has come.
    End,
    /// Breathe in.
    In,
    /// Breathe out.
    Out,
    /// Grounding: the next prompt.
    Prompt,
}

impl Cue {
    /// Every cue.
    pub(crate) const ALL: [Self; 7] =
        [Self::Pause, Self::Ready, Self::Turn, Self::End, Self::In, Self::Out, Self::Prompt];

    /// Its name: of its file, and in the environment of the couple's own command.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Pause => "pause",
            Self::Ready => "ready",
            Self::Turn => "turn",
            Self::End => "end",
            Self::In => "in",
            Self::Out => "out",
            Self::Prompt => "prompt",
        }
    }

    /// Whether it announces a change of the talk. Only these are rung by the bell and run the command: a bell or a lamp
    /// with every breath would be no help.
    pub(crate) fn announces(self) -> bool {
        match self {
            Self::Pause | Self::Ready | Self::Turn | Self::End => true,
            Self::In | Self::Out | Self::Prompt => false,
        }
    }
}
