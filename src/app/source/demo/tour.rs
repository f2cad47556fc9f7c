//! What the demo of a practice says in its first minute: what is on the page, one thing after another. Then it is silent.

use super::caption::Caption;
use super::page::{DemoPage, sheet};
use crate::event::input::Key;

/// What is said, from each second of the practice on.
const SAYS: &[(f64, Caption)] = &[
    (0.0, Caption::Ring),
    (9.0, Caption::BreatheAlong),
    (18.0, Caption::Wave),
    (27.0, Caption::WaveAndBreath),
    (36.0, Caption::Sentence),
    (45.0, Caption::TourSound),
    (53.0, Caption::TourKeys),
];
/// The second from which nothing is said.
const SILENT_FROM_S: f64 = 62.0;

/// The page of a practice. One that nobody can end `ends` after ten minutes, and leaves its last page. Assumption.
pub(super) fn page(ends: bool) -> DemoPage {
    sheet(SAYS, if ends { &[(600.0, Key::Stop), (602.0, Key::Stop)] } else { &[] })
}

/// What is said at this second of the practice.
pub(super) fn caption(seconds: f64) -> Option<Caption> {
    if seconds < SILENT_FROM_S { page(false).caption(seconds) } else { None }
}
