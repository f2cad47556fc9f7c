//! One simulated talk that waits to be run.

/// One simulated talk to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Job {
    /// Its place in [`super::condition::CONDITIONS`].
    pub condition: usize,
    /// Whether episodes of arousal happen in it.
    pub eventful: bool,
    /// Which couple, and everything that happens to it.
    pub seed: u64,
}
