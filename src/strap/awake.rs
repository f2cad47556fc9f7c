//! Has the machine slept? And has somebody set its clock? The two are told apart, because only the first costs links.
//!
//! The monotonic clock that stamps everything stands still while the machine sleeps. Linux has a second one that goes on;
//! elsewhere the wall clock must do, and there a clock set forward counts as sleep.

use std::time::Duration;

/// Less than this is no sleep worth a word.
const LEAST: Duration = Duration::from_secs(2);

/// All clocks, read at once.
#[derive(Clone, Copy, Debug)]
pub struct Clocks {
    /// The monotonic clock, from any start.
    pub monotonic: Duration,
    /// The monotonic clock that goes on while the machine sleeps, where there is one.
    pub with_sleep: Option<Duration>,
    /// The wall clock, since 1970.
    pub wall: Duration,
}

/// What happened between two looks at the clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Between {
    /// Nothing.
    Awake,
    /// The machine slept for so long.
    Slept(Duration),
    /// The wall clock was set. Nothing that is measured depends on it.
    ClockSet,
}

impl Clocks {
    /// What happened since `before`.
    pub fn since(&self, before: &Self) -> Between {
        let passed = self.monotonic.saturating_sub(before.monotonic);
        let wall = self.wall.checked_sub(before.wall);
        let with_sleep = self.with_sleep.zip(before.with_sleep).map(|(now, then)| now.saturating_sub(then));
        let slept = with_sleep.or(wall).unwrap_or_default().saturating_sub(passed);
        if slept >= LEAST {
            Between::Slept(slept)
        } else if wall.is_none_or(|wall| wall.abs_diff(passed) >= LEAST) {
            Between::ClockSet
        } else {
            Between::Awake
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEFORE: Clocks = Clocks {
        monotonic: Duration::from_secs(100),
        with_sleep: Some(Duration::from_secs(500)),
        wall: Duration::from_secs(1_000_000),
    };

    fn after(monotonic: u64, with_sleep: Option<u64>, wall: i64) -> Clocks {
        Clocks {
            monotonic: BEFORE.monotonic + Duration::from_secs(monotonic),
            with_sleep: with_sleep.map(|secs| Duration::from_secs(500 + secs)),
            wall: Duration::from_secs(1_000_000_u64.saturating_add_signed(wall)),
        }
    }

    #[test]
    fn a_second_that_passes_is_nothing() {
        assert_eq!(after(1, Some(1), 1).since(&BEFORE), Between::Awake);
        assert_eq!(after(20, Some(20), 20).since(&BEFORE), Between::Awake, "a process that stood still has not slept");
    }

    #[test]
    fn sleep_is_told_by_the_clock_that_goes_on() {
        let slept = Between::Slept(Duration::from_mins(10));
        assert_eq!(after(1, Some(601), 601).since(&BEFORE), slept);
        assert_eq!(after(1, Some(601), -3600).since(&BEFORE), slept, "whatever the wall clock says");
        assert_eq!(after(1, None, 601).since(&BEFORE), slept);
    }

    #[test]
    fn a_wall_clock_that_jumps_is_no_sleep() {
        for jump in [3600, -3600, 3] {
            assert_eq!(after(1, Some(1), jump).since(&BEFORE), Between::ClockSet);
        }
        assert_eq!(after(1, None, -5).since(&BEFORE), Between::ClockSet);
    }
}
