//! The runtime of a command that waits for straps, keys and time.

use anyhow::{Context as _, Result};
use tokio::runtime::{Builder, Runtime};

/// A runtime on this thread.
pub(super) fn runtime() -> Result<Runtime> {
    let built = Builder::new_current_thread().enable_all().build();
    built.context("the system refused what the program needs to run; close other programs and try again")
}
