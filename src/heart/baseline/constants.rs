//! The numbers of the baseline that can be changed, with their units and where they are from, and how such numbers are
//! declared.
//!
//! They are a value and no `const`s, so that `breathmark study --ablate` can change one of them and run the same talks
//! again.

/// A number that can be changed.
pub(crate) struct Constant<All> {
    /// Its name in the code.
    pub(crate) name: &'static str,
    /// Where it is among all.
    pub(crate) of: fn(&mut All) -> &mut f64,
    /// The value with which what it is for does nothing, if there is one.
    pub(crate) off: Option<f64>,
}

/// Declares numbers that can be changed one at a time: a struct, its usual values, and each by its name. `off` is the
/// value with which what it is for does nothing.
macro_rules! constants {
    ($(#[$about:meta])* $vis:vis struct $name:ident {
        $($(#[$doc:meta])* $field:ident = $value:literal $(off $off:literal)?,)*
    }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq)]
        $vis struct $name { $($(#[$doc])* pub(crate) $field: f64,)* }

        impl Default for $name {
            fn default() -> Self {
                Self { $($field: $value,)* }
            }
        }

        impl $name {
            /// Each of them.
            pub(crate) const ALL: &[$crate::heart::baseline::Constant<Self>] = &[$($crate::heart::baseline::Constant {
                name: stringify!($field),
                of: |all| &mut all.$field,
                off: [$(Some($off),)? None][0],
            },)*];
        }
    };
}
pub(crate) use constants;

constants! {
    /// The numbers of a baseline. Rates are in beats a minute (bpm), times in seconds of clean heart rate.
    pub(crate) struct BaselineConstants {
        /// What a role needs for a centre of its own, in s, and what is known of it from earlier talks weighs as much.
        /// Assumption: with fewer, the median is noise.
        enough_s = 20.0,
        /// After this a centre is no more uncertain than after a minute of warm-up, in s (`docs/detection.md`). More
        /// raise the trigger's threshold for longer.
        whole_s = 45.0,
        /// The scale of the uncertainty of few seconds, as a standard deviation in bpm: `1.7 · √(45 s / seconds − 1)`
        /// (`docs/detection.md`). More raises the trigger's threshold while little is learnt.
        brief_doubt = 1.7 off 0.0,
        /// The least spread of ln RMSSD. Assumption.
        least_log_spread = 0.3,
        /// How much faster a heart is taken to be while listening before that role was heard, in bpm. A wide
        /// assumption (`docs/detection.md`): a larger allowance triggers fewer pauses.
        listening_allowance = 4.0 off 0.0,
        /// The same while speaking.
        speech_allowance = 8.0 off 0.0,
        /// How uncertain a centre is that was not heard but follows from another role or from earlier talks, as a standard
        /// deviation in bpm. Assumption.
        unheard_doubt = 2.5 off 0.0,
        /// The least share by which a talk moves what is known. Assumption: about the last five talks count.
        talk_moves = 0.2,
        /// How quickly the centre follows calm talking, a second: a time constant of a minute of calm talking.
        /// Assumption.
        drift_rate = 0.016_666_666_666_666_666 off 0.0,
        /// The share of a drift that moves the other roles too: a drift of the body is in all of them. Assumption.
        shared = 0.6 off 0.0,
        /// The centre never follows further up than this, in bpm, and no second pulls it by more. Assumption: further up
        /// it could follow arousal.
        /// Downwards it is free: nothing is learnt as calm that is too low, and somebody may have come in from the
        /// stairs. Only the centre of sitting quietly is bounded there, too: with one that is too low, a pause would
        /// never open again.
        most_drift = 5.0,
    }
}
