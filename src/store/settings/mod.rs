//! Settings: what is built in, unless `settings.toml` says otherwise, unless a flag does.
//!
//! ```toml
//! [left]
//! name = "Robin"
//! [right]
//! name = "Kim"
//! resting_rate = 48        # what follows is for hearts to which the usual rules don't apply
//! endurance_trained = true
//! beta_blocker = false
//! irregular = false        # atrial fibrillation or a pacemaker
//! [talk]              # all in seconds
//! quiet_s = 60
//! warm_up_turn_s = 60
//! turn_s = 120
//! answer_s = 90       # 0 leaves the listener's answer out
//! limit_s = 1800
//! whose_strap = true  # each of these parts may be left out
//! agreements = true
//! arriving = true
//! way_back = true
//! repair = true
//! [safety]
//! helplines = ["Helpline 0800 …"]
//! [breath]            # seconds in, seconds out
//! in_s = 4.0
//! out_s = 6.0
//! [words]             # the system's language, if this is left out
//! language = "de"
//! [screen]
//! motion = "reduced"  # a slow bar in place of the breathing figure; else "full"
//! plain = true        # line by line
//! ```
//!
//! Everything is optional. What is not understood is refused with its line, because a setting that is silently
//! ignored is found out in the middle of a hard conversation.

mod line;

use std::fs;
use std::io;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy as _;
use toml::de::DeValue;
use unicode_width::UnicodeWidthStr as _;

use crate::event::seat::{Pair, Seat};
use crate::session::pacer::Pacer;
use crate::talk::person::Profile;
use crate::talk::plan::Plan;
use crate::words::is_code;
use crate::words::printable::is_harmless;
use line::SettingLine;

/// A shorter quiet time or warm-up turn teaches nothing, and the sensors would stay silent without a word.
const LEAST_LEARNING_S: u32 = 35;

/// The widest name that fits its half of the screen.
pub const NAME_COLUMNS: usize = 24;

/// Everything that the settings file can say.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// What each is called, as far as it was said.
    pub names: Pair<Option<String>>,
    /// What both say about their hearts.
    pub profiles: Pair<Profile>,
    /// How long the parts of a talk last, but for those that may depend on who talks.
    plan: Plan,
    /// Sitting quietly at the start, in seconds, if somebody has set it.
    quiet_s: Option<u32>,
    /// Each warm-up turn, in seconds, if somebody has set it.
    warm_up_turn_s: Option<u32>,
    /// How fast the pause breathes.
    pub pacer: Pacer,
    /// The language of the screens, if it is not the system's.
    pub language: Option<String>,
    /// Whether motion is reduced.
    pub calm_motion: bool,
    /// Whether everything is told line by line.
    pub plain: bool,
    /// The couple's own numbers of people who can help.
    pub helplines: Vec<String>,
}

impl Default for Settings {
    /// What two people get who have set nothing.
    fn default() -> Self {
        Self {
            names: Pair::default(),
            profiles: Pair::default(),
            plan: Plan::guided(),
            quiet_s: None,
            warm_up_turn_s: None,
            pacer: Pacer::default(),
            language: None,
            calm_motion: false,
            plain: false,
            helplines: Vec::new(),
        }
    }
}

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// There is no folder for settings.
    #[error("I can't find your home folder, where settings are kept. Set HOME or XDG_CONFIG_HOME.")]
    NoHome,
    /// A file named by a flag is not there.
    #[error("There is no settings file {0}.")]
    Missing(PathBuf),
    /// The file cannot be read.
    #[error("I can't read the settings file {path}: {why}. Check whose file it is.")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        why: io::Error,
    },
    /// The file is not text.
    #[error("The settings file {0} isn't plain text (UTF-8).")]
    NotText(PathBuf),
    /// A line is not understood, or says something impossible.
    #[error("{file}, line {line}: {what}")]
    Line {
        /// The file's name.
        file: String,
        /// The line, counted from 1.
        line: usize,
        /// What is wrong with it.
        what: String,
    },
}

/// The folder of the program's settings: `breathmark` in `XDG_CONFIG_HOME`, or where the system keeps such things.
pub fn folder() -> Result<PathBuf, SettingsError> {
    let base = etcetera::choose_base_strategy().map_err(|_| SettingsError::NoHome)?;
    Ok(base.config_dir().join("breathmark"))
}

/// The file in which the choice of straps is kept; see [`super::straps`].
pub fn straps_file() -> Result<PathBuf, SettingsError> {
    Ok(folder()?.join("straps.toml"))
}

impl Settings {
    /// Reads the settings: from `file` if a flag names one, else from the usual place, where there may be none.
    pub fn load(file: Option<&Path>) -> Result<Self, SettingsError> {
        let path = file.map_or_else(|| folder().map(|folder| folder.join("settings.toml")), |file| Ok(file.to_owned()));
        let path = path?;
        match fs::read_to_string(&path) {
            Ok(text) => Self::parse(&text, &file_name(&path)),
            Err(why) if why.kind() == io::ErrorKind::NotFound && file.is_none() => Ok(Self::default()),
            Err(why) if why.kind() == io::ErrorKind::NotFound => Err(SettingsError::Missing(path)),
            Err(why) if why.kind() == io::ErrorKind::InvalidData => Err(SettingsError::NotText(path)),
            Err(why) => Err(SettingsError::Unreadable { path, why }),
        }
    }

    /// The settings that `text` says; `file` is what errors call it.
    pub fn parse(text: &str, file: &str) -> Result<Self, SettingsError> {
        let at = |offset: usize, what: String| SettingsError::Line {
            file: file.to_owned(),
            line: crate::words::mistake::line_at(text, offset),
            what,
        };
        let lines = line::lines(text).map_err(|(offset, what)| at(offset, what))?;
        let mut settings = Self::default();
        for line in &lines {
            settings.set(line).map_err(|what| at(line.offset, what))?;
        }
        Ok(settings)
    }

    /// The plan of a talk. Two who are both `known` from talks before warm up for less long, where nothing else is set;
    /// what is set counts, though it be the usual length.
    pub fn plan(&self, known: bool) -> Plan {
        let plan = if known { self.plan.for_a_known_couple() } else { self.plan };
        Plan {
            quiet_s: self.quiet_s.unwrap_or(plan.quiet_s),
            warm_up_turn_s: self.warm_up_turn_s.unwrap_or(plan.warm_up_turn_s),
            ..plan
        }
    }

    fn set(&mut self, line: &SettingLine) -> Result<(), String> {
        match (line.section.as_str(), line.key.as_str()) {
            ("left", key) => self.person(Seat::Left, key, line)?,
            ("right", key) => self.person(Seat::Right, key, line)?,
            ("talk", "quiet_s") => self.quiet_s = Some(learning_seconds(line)?),
            ("talk", "warm_up_turn_s") => self.warm_up_turn_s = Some(learning_seconds(line)?),
            ("talk", "turn_s") => self.plan.turn_s = whole_seconds(line, 60..=900)?,
            ("talk", "answer_s") => self.plan.answer_s = none_or_seconds(line, 30..=600)?,
            ("talk", "whose_strap") => self.plan.guide.whose_strap = yes_or_no(line)?,
            ("talk", "agreements") => self.plan.guide.agreements = yes_or_no(line)?,
            ("talk", "arriving") => self.plan.guide.arriving = yes_or_no(line)?,
            ("talk", "way_back") => self.plan.guide.way_back = yes_or_no(line)?,
            ("talk", "repair") => self.plan.guide.repair = yes_or_no(line)?,
            ("safety", "helplines") => self.helplines = lines_of_text(line)?,
            ("talk", "limit_s") => self.plan.limit_s = whole_seconds(line, 60..=7200)?,
            ("breath", "in_s") => self.pacer.in_s = seconds(line, 2.0..=10.0)?,
            ("breath", "out_s") => self.pacer.out_s = seconds(line, 2.0..=10.0)?,
            ("words", "language") => self.language = Some(language(line)?),
            ("screen", "motion") => self.calm_motion = reduced(line)?,
            ("screen", "plain") => self.plain = yes_or_no(line)?,
            _ => return Err(line.unknown()),
        }
        Ok(())
    }

    fn person(&mut self, seat: Seat, key: &str, line: &SettingLine) -> Result<(), String> {
        let profile = &mut self.profiles[seat];
        match key {
            "name" => self.name(seat, name(line)?),
            "resting_rate" => profile.resting_rate = Some(resting_rate(line)?),
            "endurance_trained" => profile.endurance_trained = yes_or_no(line)?,
            "beta_blocker" => profile.beta_blocker = yes_or_no(line)?,
            "irregular" => profile.irregular = yes_or_no(line)?,
            _ => return Err(line.unknown()),
        }
        match self.profiles[seat].contradiction() {
            Some(what) => Err(what.to_owned()),
            None => Ok(()),
        }
    }

    fn name(&mut self, seat: Seat, name: String) {
        self.names[seat] = Some(name);
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

fn name(line: &SettingLine) -> Result<String, String> {
    let DeValue::String(name) = &line.value else {
        return Err("a name must be text in quotation marks, for example `name = \"Robin\"`".to_owned());
    };
    check_name(name.as_ref()).map(str::to_owned)
}

fn reduced(line: &SettingLine) -> Result<bool, String> {
    match &line.value {
        DeValue::String(motion) if motion == "reduced" => Ok(true),
        DeValue::String(motion) if motion == "full" => Ok(false),
        _ => Err("`motion` must be \"full\" or \"reduced\"".to_owned()),
    }
}

fn yes_or_no(line: &SettingLine) -> Result<bool, String> {
    match &line.value {
        DeValue::Boolean(yes) => Ok(*yes),
        _ => Err(format!("`{}` must be true or false", line.key)),
    }
}

fn language(line: &SettingLine) -> Result<String, String> {
    match &line.value {
        DeValue::String(code) if is_code(code) => Ok(code.to_string()),
        _ => Err("`language` must be the code of a language, for example `language = \"de\"`".to_owned()),
    }
}

/// The name without blanks around it, if it can be shown.
pub fn check_name(name: &str) -> Result<&str, String> {
    let name = name.trim();
    if name.is_empty() {
        return Err("the name is empty; leave the line out instead".to_owned());
    }
    if !name.chars().all(is_harmless) {
        return Err("the name contains characters that can't be shown".to_owned());
    }
    if name.width() > NAME_COLUMNS {
        return Err(format!("the name is wider than {NAME_COLUMNS} columns; please use a shorter one"));
    }
    Ok(name)
}

/// Whoever rests outside these bounds has something that no setting can take account of.
fn resting_rate(line: &SettingLine) -> Result<u8, String> {
    let DeValue::Integer(number) = &line.value else {
        return Err("`resting_rate` must be a whole number of beats a minute".to_owned());
    };
    let rate = u8::from_str_radix(number.as_str(), number.radix()).ok().filter(|rate| (30..=110).contains(rate));
    rate.ok_or_else(|| format!("`resting_rate` is {number}, but it must be between 30 and 110 beats a minute"))
}

/// None at all, or enough to learn from: in half a minute there are too few seconds after the change of role.
fn learning_seconds(line: &SettingLine) -> Result<u32, String> {
    match whole_seconds(line, 0..=600)? {
        secs @ 1..LEAST_LEARNING_S => Err(format!(
            "`{}` is {secs}, too short to learn from; it must be {LEAST_LEARNING_S} to 600, or 0 to skip that part",
            line.key
        )),
        secs => Ok(secs),
    }
}

/// None at all, or within bounds.
fn none_or_seconds(line: &SettingLine, bounds: RangeInclusive<u32>) -> Result<u32, String> {
    match whole_seconds(line, 0..=*bounds.end())? {
        secs if secs == 0 || bounds.contains(&secs) => Ok(secs),
        secs => Err(format!(
            "`{}` is {secs}; it must be {} to {}, or 0 to leave that part out",
            line.key,
            bounds.start(),
            bounds.end()
        )),
    }
}

/// A few lines that can be shown.
fn lines_of_text(line: &SettingLine) -> Result<Vec<String>, String> {
    let DeValue::Array(list) = &line.value else {
        return Err(format!("`{}` must be a list: [\"…\", \"…\"]", line.key));
    };
    let text = |item: &toml::Spanned<DeValue>| match item.get_ref() {
        DeValue::String(text) if text.chars().all(is_harmless) && !text.trim().is_empty() => Ok(text.to_string()),
        _ => Err(format!("`{}` must be a list of texts in quotation marks that can be shown", line.key)),
    };
    list.iter().map(text).collect()
}

fn whole_seconds(line: &SettingLine, bounds: RangeInclusive<u32>) -> Result<u32, String> {
    let DeValue::Integer(number) = &line.value else {
        return Err(format!("`{}` must be a whole number of seconds", line.key));
    };
    let secs = u32::from_str_radix(number.as_str(), number.radix()).ok().filter(|secs| bounds.contains(secs));
    secs.ok_or_else(|| out_of_bounds(&line.key, number, bounds.start(), bounds.end()))
}

fn seconds(line: &SettingLine, bounds: RangeInclusive<f64>) -> Result<f64, String> {
    let text = match &line.value {
        DeValue::Integer(number) if number.radix() == 10 => number.as_str(),
        DeValue::Float(number) => number.as_str(),
        _ => return Err(format!("`{}` must be a number of seconds, for example 4.5", line.key)),
    };
    let secs = text.parse().ok().filter(|secs| bounds.contains(secs));
    secs.ok_or_else(|| out_of_bounds(&line.key, text, bounds.start(), bounds.end()))
}

fn out_of_bounds(
    key: &str,
    got: impl std::fmt::Display,
    low: impl std::fmt::Display,
    high: impl std::fmt::Display,
) -> String {
    format!("`{key}` is {got}, but it must be between {low} and {high} seconds")
}
