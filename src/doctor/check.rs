//! What has been looked at: one line each, fine or what to do.

use std::fmt;

use serde::Serialize;

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

    pub(super) fn skipped(name: &str) -> Self {
        Self { state: State::Skipped, ..Self::ok(name, "not looked at") }
    }
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = match self.state {
            State::Ok => "ok  ",
            State::Warn => "hm  ",
            State::Fail => "NO  ",
            State::Skipped => "-   ",
        };
        write!(f, "{mark}{:<11} {}", self.name, self.found)?;
        self.todo.iter().try_for_each(|todo| write!(f, ". {todo}"))
    }
}
