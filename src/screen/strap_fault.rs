//! What a strap does wrong, in words: a few beside a name, and one sentence elsewhere.

use std::slice::from_ref;

use crate::heart::strap_fault::StrapFault;
use crate::words::commands::StrapFaults;
use crate::words::screens::Strap;

/// The words beside a name, in several lengths.
pub(super) fn beside_name(words: &Strap, fault: StrapFault) -> &[String] {
    match fault {
        StrapFault::MoreThanTime => &words.beats_twice,
        StrapFault::OneInterval => &words.beats_left_out,
        StrapFault::MadeFromRate => &words.beats_follow_rate,
        StrapFault::Smoothed => &words.beats_smoothed,
        StrapFault::RateStandsStill => &words.rate_stands_still,
        StrapFault::Bursts => &words.in_bursts,
        StrapFault::Milliseconds => &words.in_milliseconds,
        StrapFault::Padded => from_ref(&words.good),
    }
}

/// The sentence of a practice, of `breathmark doctor` and of `--stats`.
pub(crate) fn sentence(words: &StrapFaults, fault: StrapFault) -> &String {
    match fault {
        StrapFault::MoreThanTime => &words.more_than_time,
        StrapFault::OneInterval => &words.one_interval,
        StrapFault::MadeFromRate => &words.made_from_rate,
        StrapFault::Smoothed => &words.smoothed,
        StrapFault::RateStandsStill => &words.rate_stands_still,
        StrapFault::Bursts => &words.bursts,
        StrapFault::Milliseconds => &words.milliseconds,
        StrapFault::Padded => &words.padded,
    }
}
