//! The numbers of the trigger that can be changed, with their units and where they are from.
//!
//! What each of them moves is a row in `docs/ablation.md`; `breathmark study --ablate` prints it. "Chosen" means: on
//! simulated training couples and on the talks of `scripts/other-hearts`, and judged on others. "Assumption" means that
//! no source gives it.

use crate::heart::baseline::constants::constants;

constants! {
    /// The numbers of the trigger. Excesses are in beats a minute (bpm) over what is expected, times in seconds (s).
    pub(crate) struct TriggerConstants {
        // What the excess is.
        /// When the speaker changes, the expected rate falls to the new role's baseline with this time constant, in s.
        /// Upward it moves at once. Assumption. A shorter one takes the fall of a heart that has just spoken for a rise.
        role_falls_s = 12.0,
        /// How uncertain the expected rate is when a role has just begun, as a standard deviation in bpm ...
        /// Chosen: without it, what is left of false prompts gathers after a change of role.
        role_doubt = 2.0 off 0.0,
        /// ... and the time constant with which that passes, in s.
        role_doubt_s = 60.0,

        // How far calm means vary.
        /// How far off a baseline learnt in a minute may be, as a standard deviation in bpm. Assumption.
        centre_off = 1.5 off 0.0,
        /// Correlation time of the AR(1) process that the variability begins as, in s. Assumption.
        correlation_s = 4.0,
        /// Seconds of talk that the beginning weighs as much as. Assumption. A larger value adapts later to a restless
        /// heart.
        beginning_s = 60.0,
        /// Beyond this multiple of the variability nothing is calm: a mean that is learnt from is clipped there, and the
        /// baseline does not follow. Assumption. A larger one lets excitement move both.
        not_calm = 2.5,
        /// Seconds near a trigger that are left out of the learning, at most at once. Assumption.
        left_out_s = 120.0 off 0.0,
        /// Share of the time that may be left out of the learning. Assumption.
        left_out_share = 0.15,

        // The threshold.
        /// The score that triggers a pause, as a multiple of the variability. Chosen for less than one false prompt in
        /// ten hours of calm talk of steady hearts. A lower one finds more rises, with more false prompts. Half of it
        /// lengthens the next breath.
        triggers = 4.4,
        /// From this share of the threshold on, a second is too near a pause to be learnt from. Assumption.
        nearly = 0.9,
        /// Below this excess nothing counts, however steady the heart: neither a mean nor the last second, in bpm.
        /// Assumption.
        floor = 6.0,
        /// Factor on the threshold for somebody who sits quietly: no speech explains a rise. In a talk that is only the
        /// warm-up; recorded series have minutes of quiet after it. Assumption.
        quiet = 0.85 off 1.0,
        /// Factor on the threshold for a device that sends only its own rate, which is smoothed and late. Assumption.
        coarse = 1.5 off 1.0,
        /// Low RMSSD lowers the threshold by up to this share ...
        low_rmssd = 0.35 off 0.0,
        /// ... linearly, and as far as that when it is this many standard deviations below normal. Assumptions, both.
        low_over = 3.5,

        // How long a rise must stay up.
        /// A rise just above the floor must have stayed up for this long, in s. Chosen: a laugh is over by then. A larger
        /// rise waits less. From `wait_below` on there is no wait, because laughs of that size are rare.
        wait_s = 20.0 off 0.0,
        /// See `wait_s`, in bpm.
        wait_below = 15.0,
        /// Up means above this share of the highest excess within `movement_s`. Chosen.
        stays_above = 0.55,
        /// By then a movement is over, in s. Assumption: the changes of posture that the simulation makes take up to 18.
        /// A quick rise must stay up for so long. No heart triggers for so long after the key for "I moved". A rate that
        /// has been high for anybody, or at its person's own limit, for so long is no movement.
        movement_s = 20.0,
        /// A movement lifts the rate quickly: this share of the present excess ...
        quick_share = 0.85,
        /// ... and at least this much, in bpm ...
        quick_rise = 11.0,
        /// ... within this time, in s. All three describe the laughs and changes of posture of `docs/detection.md`. A
        /// lower share or rise takes more arousals for movements, which delays their pause.
        quick_s = 6.0,
        /// This many multiples of the 5 s variability are taken off that rise, because the heart's own waves can make
        /// a movement look slower. Chosen on recorded hearts, to tell changes of posture from arousal in restless ones.
        quick_less = 1.5 off 0.0,
        /// A gap of this many seconds inside a rise does not make it a slow one.
        quick_gap_s = 4.0 off 0.0,
        /// Falling means below this share of the highest excess within `movement_s`. Chosen.
        falling_to = 0.9 off 0.0,

        // What holds a heart back.
        /// Seconds without a reading after which the rise from before the gap is dropped. Assumption.
        long_gap_s = 10.0,
        /// A heart that triggered has come down when its mean over 18 s is below this share of the excess that it
        /// triggered with. Assumption.
        come_down_to = 0.4,
        /// Or it has risen further by this much, in bpm: something new has happened. Assumption.
        risen_further = 15.0,
        /// After a pause no heart triggers another for this long, in s: the refractory period. Assumption. A longer one
        /// misses second rises; a shorter one may interrupt the first sentence after a pause.
        after_pause_s = 120.0,
        /// Hearts begin at most this many episodes ... Assumption.
        most_prompts = 4.0,
        /// ... within this time, in s. Assumption.
        prompts_within_s = 1800.0,
    }
}
