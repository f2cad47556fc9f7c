//! One check of the doctor, and its line.

use serde::Serialize;
use unicode_width::UnicodeWidthStr as _;

use crate::words::commands::Doctor;

/// The result of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CheckState {
    /// It works.
    Ok,
    /// It works, but could be better.
    Warn,
    /// It does not work.
    Fail,
    /// Not checked, because an earlier check failed.
    Skipped,
}

/// One check.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct DoctorCheck {
    /// What was checked.
    #[serde(rename = "check")]
    pub(crate) name: String,
    /// The result.
    pub(crate) state: CheckState,
    /// What was found.
    pub(crate) found: String,
    /// What to do about it.
    #[serde(rename = "do", skip_serializing_if = "Option::is_none")]
    pub(crate) todo: Option<String>,
    /// How regularly a strap sends. Only JSON contains it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) figures: Option<super::regularity::Regularity>,
}

impl DoctorCheck {
    pub(crate) fn ok(name: &str, found: impl Into<String>) -> Self {
        Self { name: name.to_owned(), state: CheckState::Ok, found: found.into(), todo: None, figures: None }
    }

    pub(crate) fn warn(name: &str, found: impl Into<String>, todo: impl Into<String>) -> Self {
        Self { state: CheckState::Warn, todo: Some(todo.into()), ..Self::ok(name, found) }
    }

    pub(crate) fn fail(name: &str, found: impl Into<String>, todo: impl Into<String>) -> Self {
        Self { state: CheckState::Fail, todo: Some(todo.into()), ..Self::ok(name, found) }
    }

    pub(crate) fn skipped(name: &str, words: &Doctor) -> Self {
        Self { state: CheckState::Skipped, ..Self::ok(name, words.not_looked_at.as_str()) }
    }

    /// The line for the terminal.
    pub(crate) fn line(&self, words: &Doctor) -> String {
        let mark = match self.state {
            CheckState::Ok => &words.ok,
            CheckState::Warn => &words.hm,
            CheckState::Fail => &words.no,
            CheckState::Skipped => "-",
        };
        let widest = [&words.ok, &words.hm, &words.no].map(|mark| mark.width()).into_iter().max().unwrap_or(0);
        let todo = self.todo.as_ref().map(|todo| format!(". {todo}")).unwrap_or_default();
        format!("{}{} {}{todo}", filled(mark, widest + 2), filled(&self.name, 11), self.found)
    }
}

/// The text, filled with blanks up to a width in columns.
fn filled(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(text.width())))
}
