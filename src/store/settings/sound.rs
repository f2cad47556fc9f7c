//! What the settings say about sound, and about what a pause shows besides its page.

/// Sound, as the settings file says it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct SoundSettings {
    /// The volume in per cent. Nothing if nobody has chosen yet: then it is silent.
    pub volume: Option<u8>,
    /// Whether the beginning of a pause is heard.
    pub pause: bool,
    /// Whether it is heard that the talk goes on.
    pub ready: bool,
    /// Whether the end of a turn is heard.
    pub turn: bool,
    /// Whether the end of a long break is heard.
    pub end: bool,
    /// Whether paced breathing and grounding are heard.
    pub breath: bool,
    /// A player of the couple's own, and its arguments; empty if the program looks for one.
    pub player: Vec<String>,
    /// A command that runs at a cue, and its arguments; empty if there is none.
    pub command: Vec<String>,
}

impl Default for SoundSettings {
    fn default() -> Self {
        let (player, command) = (Vec::new(), Vec::new());
        Self { volume: None, pause: true, ready: true, turn: true, end: true, breath: true, player, command }
    }
}

impl SoundSettings {
    /// Whether the cue of this name is to be heard.
    pub(crate) fn is_wanted(&self, cue: &str) -> bool {
        match cue {
            "pause" => self.pause,
            "ready" => self.ready,
            "turn" => self.turn,
            "end" => self.end,
            _ => self.breath,
        }
    }
}

/// What a pause shows besides its page, for people who look at each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PauseShows {
    /// Whether the screen brightens softly, once.
    pub light: bool,
    /// Whether the desktop shows a notification.
    pub notification: bool,
}

impl Default for PauseShows {
    fn default() -> Self {
        Self { light: true, notification: true }
    }
}
