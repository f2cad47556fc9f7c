//! `breathmark cue --once`: one line from the one that runs already.

use std::time::Duration;

use anyhow::{Result, anyhow};

use super::{CueArgs, socket};
use crate::app::all_day::socket::{SocketError, last_line};
use crate::commands::output;

/// How long the one that runs has to answer. Assumption: it answers at once, and a status bar must not wait longer.
const WITHIN: Duration = Duration::from_secs(1);

/// Prints the status of the one that runs.
pub(crate) fn once(args: &CueArgs) -> Result<()> {
    let path = socket(args)?;
    let line = last_line(&path, WITHIN)?;
    let strange = || anyhow!(SocketError::Strange(path.clone()));
    let value: serde_json::Value = serde_json::from_str(&line).map_err(|_| strange())?;
    let text = value.get("text").and_then(serde_json::Value::as_str).ok_or_else(strange)?;
    output::print(&if args.json { line } else { format!("{text}\n") })
}
