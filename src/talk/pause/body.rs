//! What the hearts say of both bodies during a pause.

use std::time::Duration;

use crate::event::moment::Moment;
use crate::event::seat::Pair;
use crate::heart::Heart;
use crate::heart::baseline::Role;

/// Without a reading for this long, a seat counts as one without a strap. Assumption. A longer time keeps a pause
/// closed for longer after a lost strap.
const BLIND_AFTER: Duration = Duration::from_secs(15);
/// A heart is near calm up to this much above its quiet baseline, in bpm. Assumption. A larger value opens pauses
/// sooner.
const NEAR_CALM: f64 = 5.0;
/// Or up to this multiple of the quiet spread, if that is more. Assumption.
const NEAR_CALM_SPREADS: f64 = 1.5;

/// What is known of a body during the pause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Body {
    /// Near its calm.
    Calm,
    /// Not yet.
    Restless,
    /// No reading, or nothing to compare it with.
    Unknown,
}

/// Both bodies now, by the heart rate over 30 s against the baseline of sitting quietly.
pub(in crate::talk) fn bodies(now: Moment, hearts: &Pair<Heart>) -> Pair<Body> {
    hearts.map(|heart| match (heart.half_minute_rate(now), heart.ordinary_rate(Role::Quiet)) {
        (Some(rate), Some(quiet)) if rate <= quiet.centre + f64::max(NEAR_CALM, NEAR_CALM_SPREADS * quiet.spread) => {
            Body::Calm
        }
        (Some(_), Some(_)) => Body::Restless,
        _ => Body::Unknown,
    })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct BodyState {
    calm_since: Option<Moment>,
    restless_since: Option<Moment>,
    last_known: Option<Moment>,
}

impl BodyState {
    /// A body at the beginning of a pause: neither calm nor restless yet.
    pub(super) fn begin(now: Moment, body: Body) -> Self {
        Self { calm_since: None, restless_since: None, last_known: (body != Body::Unknown).then_some(now) }
    }

    pub(super) fn take_in(&mut self, now: Moment, body: Body) {
        match body {
            Body::Calm => {
                self.calm_since = self.calm_since.or(Some(now));
                self.restless_since = None;
            }
            Body::Restless => {
                self.restless_since = self.restless_since.or(Some(now));
                self.calm_since = None;
            }
            Body::Unknown if self.is_blind(now) => {
                (self.calm_since, self.restless_since) = (None, None);
            }
            Body::Unknown => {}
        }
        if body != Body::Unknown {
            self.last_known = Some(now);
        }
    }

    pub(super) fn is_blind(&self, now: Moment) -> bool {
        self.last_known.is_none_or(|last| now.since(last) >= BLIND_AFTER)
    }

    /// Restless for `span`.
    pub(super) fn is_restless(&self, now: Moment, span: Duration) -> bool {
        self.restless_since.is_some_and(|since| now.since(since) >= span)
    }

    /// Calm for `span`, or without a reading that could speak against it.
    pub(super) fn allows(&self, now: Moment, span: Duration) -> bool {
        self.is_blind(now) || self.calm_since.is_some_and(|since| now.since(since) >= span)
    }
}
