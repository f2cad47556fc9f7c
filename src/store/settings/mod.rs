//! Settings: what is built in, unless `settings.toml` says otherwise, unless a flag does.
//!
//! ```text
//! settings.toml ─▶ line: section, key, value, place ─▶ list: the entry of the key ─▶ value: bounds ─▶ a field
//! ```
//!
//! Everything is optional; `docs/settings.md` shows a whole file. A line that is not understood is refused with its
//! number. A setting that is silently ignored would be found out in the middle of a hard conversation.

mod line;
pub mod list;
mod markdown;
pub mod sound;
mod value;

use std::path::Path;

use unicode_width::UnicodeWidthStr as _;

use super::error::{StoreError, StoredFile};
use super::paths::Home;
use super::read;
use crate::all_day::allowance::TIMES_A_DAY;
use crate::event::seat::{Pair, Seat};
use crate::pacer::Pacer;
use crate::talk::person::Profile;
use crate::talk::plan::{Opening, Plan};
use crate::words::mistake::line_at;
use crate::words::printable::shown;
use list::SETTINGS;
use sound::{PauseShows, SoundSettings};

pub use markdown::table;
pub(crate) use value::check_name;

/// What the settings file is to its owner. Its sentences about a line say in themselves what to do.
const FILE: StoredFile = StoredFile { called: "settings file ", or_else: "" };

/// The widest value that is shown to its owner, in columns: a line of 80 has room for it.
const WIDEST_SHOWN: usize = 48;

/// Everything that the settings file can say.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// What each is called, if the file says it.
    pub names: Pair<Option<String>>,
    /// What both say about their hearts.
    pub profiles: Pair<Profile>,
    /// The lengths and the parts of a talk.
    plan: Plan,
    /// How fast the pause breathes.
    pub pacer: Pacer,
    /// The most cues a day of a strap worn all day.
    pub cues_a_day: u8,
    /// The language of the screens, if it is not the system's.
    pub language: Option<String>,
    /// Whether motion is reduced.
    pub calm_motion: bool,
    /// Whether the terminal's background is light.
    pub light_background: bool,
    /// Whether the output comes line by line.
    pub plain: bool,
    /// The couple's own numbers of people who can help.
    pub helplines: Vec<String>,
    /// What is heard.
    pub sound: SoundSettings,
    /// What a pause shows besides its page.
    pub pause_shows: PauseShows,
}

impl Default for Settings {
    /// What two people get who have set nothing.
    fn default() -> Self {
        Self {
            names: Pair::default(),
            profiles: Pair::default(),
            plan: Plan::guided(),
            pacer: Pacer::default(),
            cues_a_day: TIMES_A_DAY,
            language: None,
            calm_motion: false,
            light_background: false,
            plain: false,
            helplines: Vec::new(),
            sound: SoundSettings::default(),
            pause_shows: PauseShows::default(),
        }
    }
}

/// A line of the settings file, as its owner wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SetLine {
    /// The section.
    pub section: String,
    /// The key.
    pub key: String,
    /// The value, made fit for a terminal.
    pub value: String,
    /// The line, counted from 1.
    pub line: usize,
}

/// The text of the settings: of `file` if a flag names one, else from the usual place. Nothing if there is no file at the
/// usual place.
pub(crate) fn text(file: Option<&Path>, path: &Path) -> Result<Option<String>, StoreError> {
    let text = if file.is_some() { read::text_or_pipe(path) } else { read::text(path) };
    match text {
        Ok(text) => Ok(Some(text)),
        Err(super::error::ReadFault::Missing) if file.is_none() => Ok(None),
        Err(why) => Err(StoreError::unreadable(FILE, path, why)),
    }
}

/// The path of the settings: `file` if a flag names one, else the usual one.
pub(crate) fn path(file: Option<&Path>) -> Result<std::path::PathBuf, StoreError> {
    file.map_or_else(|| Home::find().map(|home| home.settings()), |file| Ok(file.to_owned()))
}

/// The lines of a settings file, whatever they set; nothing where the text is damaged.
pub(crate) fn set_lines(text: &str) -> Vec<SetLine> {
    let lines = line::lines(text).unwrap_or_default();
    let whole = |written: &str| written.split_whitespace().collect::<Vec<_>>().join(" ");
    // The keys come in the order of the file, so each line is counted from the key before.
    let (mut counted, mut number) = (0, 1);
    let set = lines.into_iter().map(|line| {
        number += line_at(text.get(counted..).unwrap_or_default(), line.offset - counted) - 1;
        counted = line.offset;
        SetLine {
            value: shown(&whole(text.get(line.written).unwrap_or_default()), WIDEST_SHOWN),
            line: number,
            section: line.section,
            key: line.key,
        }
    });
    set.collect()
}

/// What somebody wrote, cut where it is too wide for a sentence.
fn quoted(written: &str) -> String {
    if written.width() > WIDEST_SHOWN { shown(written, WIDEST_SHOWN) } else { written.to_owned() }
}

impl Settings {
    /// Reads the settings: from `file` if a flag names one, else from the usual place, where there may be none.
    pub fn load(file: Option<&Path>) -> Result<Self, StoreError> {
        let path = path(file)?;
        text(file, &path)?.map_or_else(|| Ok(Self::default()), |text| Self::parse(&text, &file_name(&path)))
    }

    /// The settings that `text` says; `file` is what errors call it.
    pub fn parse(text: &str, file: &str) -> Result<Self, StoreError> {
        let at = |offset: usize, what: &str| StoreError::in_line(FILE, file.to_owned(), text, offset, what);
        let lines = line::lines(text).map_err(|(offset, what)| at(offset, &what))?;
        let mut settings = Self::default();
        for line in &lines {
            settings.set(line).map_err(|what| at(line.offset, &what))?;
        }
        // Each length alone is within its bounds; together they can be a breath that nobody should be led to.
        if let (Err(why), Some(line)) = (settings.pacer.is_safe(), lines.iter().rfind(|line| line.section == "breath"))
        {
            let Pacer { in_s, out_s, .. } = settings.pacer;
            let what = format!("{in_s} s in and {out_s} s out are {why}; choose another breath, such as 4 and 6");
            return Err(at(line.offset, &what));
        }
        Ok(settings)
    }

    /// The plan of a talk that begins with this opening.
    pub fn plan(&self, opening: Opening) -> Plan {
        Plan { opening, ..self.plan }
    }

    fn set(&mut self, line: &value::SettingLine) -> Result<(), String> {
        let setting = SETTINGS.iter().find(|setting| setting.is(&line.section, &line.key));
        let setting = setting.ok_or_else(|| line.unknown())?;
        let seat = if line.section == "right" { Seat::Right } else { Seat::Left };
        setting.value.set(self, seat, line)?;
        self.profiles[seat].contradiction().map_or(Ok(()), |what| Err(what.to_owned()))
    }
}

/// What errors call the settings file: the name alone.
pub(crate) fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
