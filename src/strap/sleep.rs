//! Whether the machine has slept, and whether somebody has set its clock. Only sleep costs links.
//!
//! The monotonic clock that stamps every input stands still during sleep. Linux has a second monotonic clock that goes on.
//! On macOS the wall clock takes its place, and a wall clock set forward counts as sleep. On Windows all clocks go on, and none
//! of this tells sleep: lost links do, and a loop that is very late (`app::stop`).

use std::time::Duration;

/// A difference of at least 2 s between two clocks counts as sleep, or as a clock that was set. Assumption: the readings of
/// one moment never differ by that much. A smaller value reports sleep when a process was merely delayed.
const SMALLEST_DIFFERENCE: Duration = Duration::from_secs(2);

/// All clocks, read at one moment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ClockReadings {
    /// The monotonic clock, from any start.
    pub monotonic: Duration,
    /// The monotonic clock that goes on during sleep, where the system has one.
    pub with_sleep: Option<Duration>,
    /// The wall clock, since 1970.
    pub wall: Duration,
}

/// What happened between two readings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SleepFinding {
    /// The machine was awake, and nobody set its clock.
    Awake,
    /// The machine slept for this span.
    Slept(Duration),
    /// Somebody set the wall clock. Nothing that is measured depends on it.
    ClockSet,
}

impl ClockReadings {
    /// What happened since the readings `before`.
    pub(crate) fn since(&self, before: &Self) -> SleepFinding {
        let passed = self.monotonic.saturating_sub(before.monotonic);
        let wall = self.wall.checked_sub(before.wall);
        let with_sleep = self.with_sleep.zip(before.with_sleep).map(|(now, then)| now.saturating_sub(then));
        let slept = with_sleep.or(wall).unwrap_or_default().saturating_sub(passed);
        if slept >= SMALLEST_DIFFERENCE {
            SleepFinding::Slept(slept)
        } else if wall.is_none_or(|wall| wall.abs_diff(passed) >= SMALLEST_DIFFERENCE) {
            SleepFinding::ClockSet
        } else {
            SleepFinding::Awake
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEFORE: ClockReadings = ClockReadings {
        monotonic: Duration::from_secs(100),
        with_sleep: Some(Duration::from_secs(500)),
        wall: Duration::from_secs(1_000_000),
    };

    fn after(monotonic: u64, with_sleep: Option<u64>, wall: i64) -> ClockReadings {
        ClockReadings {
            monotonic: BEFORE.monotonic + Duration::from_secs(monotonic),
            with_sleep: with_sleep.map(|secs| Duration::from_secs(500 + secs)),
            wall: Duration::from_secs(1_000_000_u64.saturating_add_signed(wall)),
        }
    }

    #[test]
    fn time_that_merely_passes_is_no_sleep() {
        assert_eq!(after(1, Some(1), 1).since(&BEFORE), SleepFinding::Awake);
        assert_eq!(
            after(20, Some(20), 20).since(&BEFORE),
            SleepFinding::Awake,
            "a process that stood still has not slept"
        );
    }

    #[test]
    fn sleep_shows_on_the_clock_that_goes_on() {
        let slept = SleepFinding::Slept(Duration::from_mins(10));
        assert_eq!(after(1, Some(601), 601).since(&BEFORE), slept);
        assert_eq!(after(1, Some(601), -3600).since(&BEFORE), slept, "whatever the wall clock says");
        assert_eq!(after(1, None, 601).since(&BEFORE), slept);
    }

    #[test]
    fn a_wall_clock_that_jumps_is_no_sleep() {
        for jump in [3600, -3600, 3] {
            assert_eq!(after(1, Some(1), jump).since(&BEFORE), SleepFinding::ClockSet);
        }
        assert_eq!(after(1, None, -5).since(&BEFORE), SleepFinding::ClockSet);
    }
}
