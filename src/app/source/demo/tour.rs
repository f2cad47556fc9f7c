//! What the demo of a practice says in its first minute: what is on the page, one thing after another. Then it is silent.

use super::caption::Caption;
use super::page::DemoPage;
use crate::event::input::Key;

/// What is said, from each second of the practice on.
const SAYS: [(f64, Option<Caption>); 8] = [
    (0.0, Some(Caption::Ring)),
    (9.0, Some(Caption::BreatheAlong)),
    (18.0, Some(Caption::Wave)),
    (27.0, Some(Caption::WaveAndBreath)),
    (36.0, Some(Caption::Sentence)),
    (45.0, Some(Caption::TourSound)),
    (53.0, Some(Caption::TourKeys)),
    (62.0, None),
];

/// A practice that nobody can end lasts ten minutes. Assumption.
pub(super) const ENDS: DemoPage =
    DemoPage { says: &[], keys: &[(600.0, Key::Stop)], by_what_was_said: false, hurries: None, rises_at_s: None };

/// What is said at this second of the practice.
pub(super) fn caption(seconds: f64) -> Option<Caption> {
    SAYS.iter().rev().find(|(from, _)| *from <= seconds).and_then(|(_, caption)| *caption)
}
