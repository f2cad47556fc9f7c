//! Looking back, on a terminal: the pages with their questions.

use anyhow::Result;

use crate::app::private::PagesOutcome;
use crate::app::together::look_back::LookBack;
use crate::clock;
use crate::commands::prepare::Prepared;
use crate::commands::session::beginning::{context, show_once};

/// Shows the questions one by one. False if somebody left before the last one was over.
pub(super) fn show(prepared: &Prepared) -> Result<bool> {
    let mut pages = LookBack::new(context(prepared), clock::now());
    Ok(show_once(prepared, &mut pages)? == PagesOutcome::Done)
}
