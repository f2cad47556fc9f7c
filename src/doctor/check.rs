//! What has been looked at: one line each, fine or what to do.

use serde::Serialize;
use unicode_width::UnicodeWidthStr as _;

use crate::words::commands::Doctor;

/// How something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum State {
    /// As it should be.
    Ok,
    /// It works, but not as well as it could.
    Warn,
    /// It does not work.
    Fail,
    /// Not looked at, because of something above.
    Skipped,
}

/// One thing looked at.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Check {
    /// What.
    #[serde(rename = "check")]
    pub(super) name: String,
    /// How it is.
    pub(super) state: State,
    /// What was found.
    pub(super) found: String,
    /// What to do about it.
    #[serde(rename = "do", skip_serializing_if = "Option::is_none")]
    pub(super) todo: Option<String>,
    /// Figures for those who want more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) figures: Option<super::regularity::Regularity>,
}

impl Check {
    pub(super) fn ok(name: &str, found: impl Into<String>) -> Self {
        Self { name: name.to_owned(), state: State::Ok, found: found.into(), todo: None, figures: None }
    }

    pub(super) fn warn(name: &str, found: impl Into<String>, todo: impl Into<String>) -> Self {
        Self { state: State::Warn, todo: Some(todo.into()), ..Self::ok(name, found) }
    }

    pub(super) fn fail(name: &str, found: impl Into<String>, todo: impl Into<String>) -> Self {
        Self { state: State::Fail, todo: Some(todo.into()), ..Self::ok(name, found) }
    }

    pub(super) fn skipped(name: &str, words: &Doctor) -> Self {
        Self { state: State::Skipped, ..Self::ok(name, words.not_looked_at.as_str()) }
    }

    /// The line for people.
    pub(super) fn line(&self, words: &Doctor) -> String {
        let mark = match self.state {
            State::Ok => &words.ok,
            State::Warn => &words.hm,
            State::Fail => &words.no,
            State::Skipped => "-",
        };
        let widest = [&words.ok, &words.hm, &words.no].map(|mark| mark.width()).into_iter().max().unwrap_or(0);
        let todo = self.todo.as_ref().map(|todo| format!(". {todo}")).unwrap_or_default();
        format!("{}{} {}{todo}", filled(mark, widest + 2), filled(&self.name, 11), self.found)
    }
}

/// With blanks up to so many columns.
fn filled(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(text.width())))
}
