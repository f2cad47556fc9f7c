//! One simulated talk that waits to be run.

/// One simulated talk to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Job {
    /// The place of its condition in [`super::condition::CONDITIONS`].
    pub condition: usize,
    /// Whether episodes of arousal happen in it.
    pub eventful: bool,
    /// Draws the couple and everything that happens to it.
    pub seed: u64,
}
