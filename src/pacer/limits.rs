//! Which breaths are refused, and why.

use std::fmt;

use super::Pacer;

/// The slowest pace, in breaths a minute. Slower ones make most people short of air. The range of a resonance test is
/// 4.5 to 6.5 (Shaffer & Meehan, Front Neurosci 14:570400, 2020).
pub(crate) const SLOWEST: f64 = 4.0;
/// The fastest pace, in breaths a minute. Assumption: somebody who breathes deeply with a faster pacer breathes too much.
pub(crate) const FASTEST: f64 = 7.0;
/// The largest share of breathing in to breathing out. Ratios up to 1.2 have been studied (Laborde, Sustainability
/// 13:7775, 2021); longer ones in than out are a way to breathe too much.
const MOST_IN: f64 = 1.25;
/// The largest share of breathing out to breathing in. Assumption: a longer breath out leaves somebody short of air.
const MOST_OUT: f64 = 3.0;
/// Rounding that is no other pace, in breaths a minute.
const ROUNDING: f64 = 1e-6;

/// Why a breath is refused.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Unsafe {
    /// Faster than [`FASTEST`].
    Fast,
    /// Slower than [`SLOWEST`].
    Slow,
    /// Much longer in than out.
    LongIn,
    /// Much longer out than in.
    LongOut,
}

impl Pacer {
    /// Whether somebody can be led to breathe like this.
    pub(crate) fn is_safe(self) -> Result<Self, Unsafe> {
        let (rate, into) = (self.rate(), self.in_s + self.top_up_s);
        if rate.is_nan() || rate > FASTEST + ROUNDING {
            Err(Unsafe::Fast)
        } else if rate < SLOWEST - ROUNDING {
            Err(Unsafe::Slow)
        } else if into > MOST_IN * self.out_s {
            Err(Unsafe::LongIn)
        } else if self.out_s > MOST_OUT * into {
            Err(Unsafe::LongOut)
        } else {
            Ok(self)
        }
    }
}

impl fmt::Display for Unsafe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fast => write!(f, "more than {FASTEST} breaths a minute, and deep breaths so fast make dizzy"),
            Self::Slow => write!(f, "fewer than {SLOWEST} breaths a minute, and that leaves most people short of air"),
            Self::LongIn => f.write_str("much longer in than out, and that is a way to breathe too much"),
            Self::LongOut => {
                f.write_str("more than three times as long out as in, and that leaves people short of air")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_breath_that_could_harm_is_refused_with_its_reason() {
        for (in_s, out_s, why) in [
            (4.0, 6.0, None),
            (5.0, 5.0, None),
            (5.0, 10.0, None),
            (2.0, 2.0, Some(Unsafe::Fast)),
            (8.0, 8.0, Some(Unsafe::Slow)),
            (7.0, 4.0, Some(Unsafe::LongIn)),
            (2.0, 8.0, Some(Unsafe::LongOut)),
            (f64::NAN, 6.0, Some(Unsafe::Fast)),
        ] {
            assert_eq!(Pacer::of(in_s, out_s).is_safe().err(), why, "{in_s}:{out_s}");
        }
    }
}
