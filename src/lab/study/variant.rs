//! Further triggers on the same talks: with other margins, without the wait for laughs, and with limits of people's own.

use crate::talk::margin::Margin;
use crate::talk::person::{Person, Profile};
use crate::talk::trigger::constants::TriggerConstants;

/// A trigger that differs from the usual one in one thing, for both people.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Variant {
    /// With another margin, a factor on the threshold. Above 1 it means a lower sensitivity, as after many answers that
    /// a pause was not needed. One out of its bounds is taken as 1.
    WithMargin(f64),
    /// Without the wait for laughs, and with this factor on the threshold in its place.
    WithoutWait(f64),
    /// With a limit in bpm beside the rise.
    BesideLimit(u8),
    /// With a limit in bpm, and nothing else that triggers a pause.
    LimitAlone(u8),
}

/// All of them, in the order of the tables: first the margins, which give the operating curve. They lie between the
/// bounds to which people's answers can move a margin. Then what a higher threshold gives without the wait.
pub(crate) const VARIANTS: [Variant; WITHOUT_LIMIT + 6] = [
    Variant::WithMargin(0.92),
    Variant::WithMargin(1.1),
    Variant::WithMargin(1.2),
    Variant::WithMargin(1.3),
    Variant::WithoutWait(1.0),
    Variant::WithoutWait(1.25),
    Variant::WithoutWait(1.5),
    Variant::BesideLimit(90),
    Variant::BesideLimit(100),
    Variant::BesideLimit(110),
    Variant::LimitAlone(90),
    Variant::LimitAlone(100),
    Variant::LimitAlone(110),
];
/// How many of [`VARIANTS`] have no limit.
pub(crate) const WITHOUT_LIMIT: usize = 7;

impl Variant {
    /// Its name in tables and JSON.
    pub(crate) fn name(self) -> String {
        match self {
            Self::WithMargin(factor) => format!("breathmark, margin {factor}"),
            Self::WithoutWait(factor) => format!("without the wait, threshold x {factor}"),
            Self::BesideLimit(limit) => format!("breathmark and a limit of {limit}"),
            Self::LimitAlone(limit) => format!("a limit of {limit} alone"),
        }
    }

    /// Each of the two.
    pub(crate) fn person(self) -> Person {
        let of = |profile| Person { profile, ..Person::default() };
        match self {
            Self::WithMargin(factor) => {
                Person { margin: Margin::try_from(factor).unwrap_or_default(), ..Person::default() }
            }
            Self::WithoutWait(_) => Person::default(),
            Self::BesideLimit(limit) => of(Profile { limit_bpm: Some(limit), ..Profile::default() }),
            // With a beta-blocker no rate is high for anybody: only the limit is left.
            Self::LimitAlone(limit) => of(Profile { limit_bpm: Some(limit), beta_blocker: true, ..Profile::default() }),
        }
    }

    /// The numbers of the trigger.
    pub(crate) fn constants(self) -> TriggerConstants {
        let usual = TriggerConstants::default();
        match self {
            Self::WithMargin(_) | Self::BesideLimit(_) => usual,
            Self::WithoutWait(factor) => TriggerConstants { wait_s: 0.0, triggers: factor * usual.triggers, ..usual },
            // No rise is large enough.
            Self::LimitAlone(_) => TriggerConstants { triggers: f64::INFINITY, ..usual },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_with_a_limit_come_last_and_margins_are_within_their_bounds() {
        for (place, variant) in VARIANTS.iter().enumerate() {
            let has_limit = matches!(variant, Variant::BesideLimit(_) | Variant::LimitAlone(_));
            assert_eq!(has_limit, place >= WITHOUT_LIMIT, "{variant:?}");
            if let Variant::WithMargin(factor) = variant {
                assert!(Margin::try_from(*factor).is_ok(), "{variant:?}");
            }
        }
    }
}
