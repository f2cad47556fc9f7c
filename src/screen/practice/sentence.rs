//! One sentence: what the wave of the heart means where the beats carry that, else what the signal allows.

use crate::screen::page::Page;
use crate::screen::scene::{HeartView, StrapView};
use crate::screen::strap_fault;

/// Per cent of the last half minute from which on the signal counts as clear. Assumption.
const CLEAR_PERCENT: u8 = 90;
/// Below this, with beats that are unclear, the page asks how the strap sits. Assumption: a beat in four is lost.
const LOOSE_PERCENT: u8 = 75;

/// The sentence for this heart and its strap.
pub(super) fn of(page: &Page, strap: StrapView, heart: &HeartView) -> String {
    let (words, alone) = (&page.words.practice, &page.words.alone);
    let sentence = match strap {
        StrapView::Good | StrapView::ContactDoubted => match heart.moves_bpm {
            Some(n) => return alone.moves.with(&[("n", &n)]),
            None if heart.clean_percent >= CLEAR_PERCENT => &words.clear,
            None if heart.has_unclear_beats() && heart.clean_percent < LOOSE_PERCENT => &words.worn,
            None => &alone.filling,
        },
        StrapView::RateOnly => &words.rate_alone,
        StrapView::Faulty(fault) => match heart.moves_bpm {
            Some(n) if !fault.spoils_intervals() => return alone.moves.with(&[("n", &n)]),
            _ => strap_fault::sentence(&page.words.strap_fault, fault),
        },
        StrapView::Settling => &words.settling,
        // A build without Bluetooth has no command for straps.
        StrapView::Absent if cfg!(not(feature = "ble")) => &alone.built_without,
        StrapView::Absent => &words.no_strap,
        StrapView::Searching | StrapView::Connecting => &words.not_heard,
        StrapView::Quiet | StrapView::NoContact => &words.worn,
        StrapView::Silent(_) | StrapView::Lost(_) => &words.still_on,
        StrapView::NotAHeartStrap => &words.another_strap,
        StrapView::NoAdapter => &words.bluetooth_off,
        StrapView::NoBluetooth => &words.without_strap,
    };
    sentence.clone()
}
