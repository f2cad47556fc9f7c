//! Every setting, once. Parsing, the suggestion for a mistyped key, `breathmark settings` and the table in
//! docs/settings.md all come from this list. A new setting is one entry here, and the field that it sets.

use super::value::SettingValue;
use crate::all_day::allowance::MOST_TIMES_A_DAY;

/// One key, in each section that has it.
pub struct Setting {
    /// The sections that have the key.
    pub sections: &'static [&'static str],
    /// The key.
    pub key: &'static str,
    /// What counts without the key, as a person would say it.
    pub default: &'static str,
    /// What the setting does.
    pub meaning: &'static str,
    /// What can be set, and the field for it.
    pub value: SettingValue,
}

/// Both sections that describe a person; the name of the section is the seat.
const PERSON: &[&str] = &["left", "right"];
const TALK: &[&str] = &["talk"];
const SOUND: &[&str] = &["sound"];

/// Every setting, in the order of the page.
pub const SETTINGS: &[Setting] = &[
    Setting {
        sections: PERSON,
        key: "name",
        default: "asked once",
        meaning: "what this person is called",
        value: SettingValue::Name(|settings, seat| &mut settings.names[seat]),
    },
    Setting {
        sections: PERSON,
        key: "resting_rate",
        default: "unknown",
        meaning: "heart rate at rest",
        // Whoever rests outside these bounds has something that no setting can take account of.
        value: SettingValue::Rate(30..=110, |settings, seat| &mut settings.profiles[seat].resting_rate),
    },
    Setting {
        sections: PERSON,
        key: "endurance_trained",
        default: "false",
        meaning: "80 beats a minute are what 100 are for others",
        value: SettingValue::Switch(|settings, seat| &mut settings.profiles[seat].endurance_trained),
    },
    Setting {
        sections: PERSON,
        key: "beta_blocker",
        default: "false",
        meaning: "no rate is high for anybody, only for this person",
        value: SettingValue::Switch(|settings, seat| &mut settings.profiles[seat].beta_blocker),
    },
    Setting {
        sections: PERSON,
        key: "irregular",
        default: "false",
        meaning: "atrial fibrillation or a pacemaker: only the rate counts, over longer times",
        value: SettingValue::Switch(|settings, seat| &mut settings.profiles[seat].irregular),
    },
    Setting {
        sections: PERSON,
        key: "limit_bpm",
        default: "off",
        meaning: "a limit of their own: a rate that stays there brings a pause like any other",
        // Most hearts are always above 60, and hardly any ever above 200: another limit was mistyped. Assumption.
        value: SettingValue::Rate(60..=200, |settings, seat| &mut settings.profiles[seat].limit_bpm),
    },
    Setting {
        sections: TALK,
        key: "quiet_s",
        default: "60",
        meaning: "sitting quietly at the start, at most; it lasts as long as something is missing, and 0 skips it",
        value: SettingValue::LearningSeconds(|settings| &mut settings.plan.quiet_s),
    },
    Setting {
        sections: TALK,
        key: "warm_up_turn_s",
        default: "60",
        meaning: "each person's turn of the easy first round, at most; 0 skips it",
        value: SettingValue::LearningSeconds(|settings| &mut settings.plan.warm_up_turn_s),
    },
    Setting {
        sections: TALK,
        key: "turn_s",
        default: "120",
        meaning: "one turn of speaking",
        value: SettingValue::Seconds(60..=900, |settings| &mut settings.plan.turn_s),
    },
    Setting {
        sections: TALK,
        key: "answer_s",
        default: "90",
        meaning: "the listener's answer to a turn; 0 leaves it out",
        value: SettingValue::SecondsOrNone(30..=600, |settings| &mut settings.plan.answer_s),
    },
    Setting {
        sections: TALK,
        key: "limit_s",
        default: "1800",
        meaning: "the whole talk, without the warm-up and the pauses",
        value: SettingValue::Seconds(60..=7200, |settings| &mut settings.plan.limit_s),
    },
    Setting {
        sections: TALK,
        key: "whose_strap",
        default: "true",
        meaning: "the check that each of you wears your own strap",
        value: SettingValue::Switch(|settings, _| &mut settings.plan.guide.whose_strap),
    },
    Setting {
        sections: TALK,
        key: "agreements",
        default: "true",
        meaning: "the agreements at the start",
        value: SettingValue::Switch(|settings, _| &mut settings.plan.guide.agreements),
    },
    Setting {
        sections: TALK,
        key: "arriving",
        default: "true",
        meaning: "the topic, and who begins; with it, feelings and a minute alone are offered",
        value: SettingValue::Switch(|settings, _| &mut settings.plan.guide.arriving),
    },
    Setting {
        sections: TALK,
        key: "way_back",
        default: "true",
        meaning: "the lines to read aloud after a pause",
        value: SettingValue::Switch(|settings, _| &mut settings.plan.guide.way_back),
    },
    Setting {
        sections: TALK,
        key: "repair",
        default: "true",
        meaning: "the offer of amends at the end, and the one step",
        value: SettingValue::Switch(|settings, _| &mut settings.plan.guide.repair),
    },
    Setting {
        sections: &["safety"],
        key: "helplines",
        default: "none",
        meaning: "your own numbers of people who can help",
        value: SettingValue::Texts(|settings| &mut settings.helplines),
    },
    Setting {
        sections: &["breath"],
        key: "in_s",
        default: "4.0",
        meaning: "breathing in, in the pause and in practice",
        value: SettingValue::Fraction(2.0..=10.0, |settings| &mut settings.pacer.in_s),
    },
    Setting {
        sections: &["breath"],
        key: "out_s",
        default: "6.0",
        meaning: "breathing out",
        value: SettingValue::Fraction(2.0..=10.0, |settings| &mut settings.pacer.out_s),
    },
    Setting {
        sections: &["cue"],
        key: "times_a_day",
        default: "2",
        meaning: "the most cues a day of `breathmark cue`; 0 shows the status alone",
        value: SettingValue::Times(0..=MOST_TIMES_A_DAY, |settings| &mut settings.cues_a_day),
    },
    Setting {
        sections: &["words"],
        key: "language",
        default: "the system's",
        meaning: "the language of the screens",
        value: SettingValue::Language(|settings| &mut settings.language),
    },
    Setting {
        sections: &["screen"],
        key: "motion",
        default: "\"full\"",
        meaning: "\"reduced\" shows a slow bar in place of the breathing figure",
        value: SettingValue::Motion(|settings| &mut settings.calm_motion),
    },
    Setting {
        sections: &["screen"],
        key: "light_background",
        default: "false",
        meaning: "the terminal's background is light; few terminals say so themselves",
        value: SettingValue::Switch(|settings, _| &mut settings.light_background),
    },
    Setting {
        sections: &["screen"],
        key: "plain",
        default: "false",
        meaning: "output line by line",
        value: SettingValue::Switch(|settings, _| &mut settings.plain),
    },
    Setting {
        sections: &["screen"],
        key: "light",
        default: "true",
        meaning: "the screen brightens softly, once, when a pause begins",
        value: SettingValue::Switch(|settings, _| &mut settings.pause_shows.light),
    },
    Setting {
        sections: &["screen"],
        key: "notification",
        default: "true",
        meaning: "a notification of the desktop when a pause begins, where the terminal has them",
        value: SettingValue::Switch(|settings, _| &mut settings.pause_shows.notification),
    },
    Setting {
        sections: SOUND,
        key: "volume",
        default: "not chosen yet",
        meaning: "0 is silent, and so is a volume that nobody has chosen",
        value: SettingValue::Percent(|settings| &mut settings.sound.volume),
    },
    Setting {
        sections: SOUND,
        key: "pause",
        default: "true",
        meaning: "two notes downwards when a pause begins",
        value: SettingValue::Switch(|settings, _| &mut settings.sound.pause),
    },
    Setting {
        sections: SOUND,
        key: "ready",
        default: "true",
        meaning: "two notes upwards when you are both ready and the talk goes on",
        value: SettingValue::Switch(|settings, _| &mut settings.sound.ready),
    },
    Setting {
        sections: SOUND,
        key: "turn",
        default: "true",
        meaning: "one low note at the end of a turn",
        value: SettingValue::Switch(|settings, _| &mut settings.sound.turn),
    },
    Setting {
        sections: SOUND,
        key: "end",
        default: "true",
        meaning: "two notes at the end of a long break, and again a minute later",
        value: SettingValue::Switch(|settings, _| &mut settings.sound.end),
    },
    Setting {
        sections: SOUND,
        key: "breath",
        default: "true",
        meaning: "breathe in, breathe out and the prompts of grounding, with eyes closed",
        value: SettingValue::Switch(|settings, _| &mut settings.sound.breath),
    },
    Setting {
        sections: SOUND,
        key: "player",
        default: "none",
        meaning: "your own player of sound files, and its arguments",
        value: SettingValue::Texts(|settings| &mut settings.sound.player),
    },
    Setting {
        sections: SOUND,
        key: "command",
        default: "none",
        meaning: "a program of your own, for a lamp say, and its arguments: docs/sound.md",
        value: SettingValue::Texts(|settings| &mut settings.sound.command),
    },
];

impl Setting {
    /// Whether this is the setting of `key` in `section`.
    pub(super) fn is(&self, section: &str, key: &str) -> bool {
        self.key == key && self.sections.contains(&section)
    }
}

/// Every section once, in the order of the list.
pub fn sections() -> Vec<&'static str> {
    let mut sections = Vec::new();
    for section in SETTINGS.iter().flat_map(|setting| setting.sections) {
        if !sections.contains(section) {
            sections.push(*section);
        }
    }
    sections
}

/// The keys of a section.
pub(super) fn keys(section: &str) -> Vec<&'static str> {
    SETTINGS.iter().filter(|setting| setting.sections.contains(&section)).map(|setting| setting.key).collect()
}
