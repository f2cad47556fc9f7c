//! The numbers of the trigger that can be changed, with their units and where they are from.
//!
//! `breathmark study --ablate` prints what each of them moves. "Chosen" means: on simulated training couples and on the talks of
//! `scripts/other-hearts`, and judged on others. "Assumption" means that no source gives it.

use crate::heart::baseline::constants::constants;

constants! {
    /// The numbers of the trigger. Excesses are in beats a minute (bpm) over what is expected, times in seconds (s).
    pub(crate) struct TriggerConstants {
        // What the excess is.
        /// When the speaker changes, the expected rate falls to the new role's baseline with this time constant, in s.
        /// Assumption. A shorter one takes the fall of a heart that has just spoken for a rise.
        role_down_s = 12.0,
        /// The expected rate rises with this time constant, in s. Assumption. A longer one takes the beginning of
        /// speech for a rise.
        role_up_s = 3.0,
        /// How uncertain the expected rate is when a role has just begun, as a standard deviation in bpm ...
        /// Chosen: without it, what is left of false prompts gathers after a change of role.
        role_doubt = 2.0 off 0.0,
        /// ... and the time constant with which that passes, in s.
        role_doubt_s = 60.0,

        // How far calm means vary.
        /// Share of the seconds of a mean that must have a reading. Assumption. A larger share delays triggers after
        /// lost notifications.
        readings = 0.4,
        /// Bound on the excess of one second in a mean, in bpm: no single second decides. Assumption.
        most_bpm = 25.0,
        /// How far off a baseline learnt in a minute may be, as a standard deviation in bpm. Assumption.
        centre_off = 1.5 off 0.0,
        /// Spread of the excess before any is measured, in bpm. Assumption.
        usual_spread = 2.0,
        /// Seconds of warm-up that `usual_spread` weighs as much as. Assumption.
        usual_s = 60.0 off 0.0,
        /// Correlation time of the AR(1) process that the variability begins as, in s. Assumption.
        correlation_s = 4.0,
        /// Seconds of talk that the beginning weighs as much as. Assumption. A larger value adapts later to a restless
        /// heart.
        beginning_s = 120.0,
        /// Time constant of the learning, in s of talk. Assumption.
        memory_s = 1200.0,
        /// A mean that is learnt from is clipped at this multiple of the variability. Assumption.
        clip = 2.5,
        /// Factor that undoes the clipping, which takes away about a tenth of a mean square.
        unclip = 1.1,
        /// Seconds near a trigger that are left out of the learning, at most at once. Assumption.
        left_out_s = 120.0 off 0.0,
        /// Share of the time that may be left out of the learning. Assumption.
        left_out_share = 0.15,
        /// Lower bound on the learnt variability, in bpm. Assumption. A lower one gives the steadiest hearts more
        /// false prompts.
        least_variability = 1.0,
        /// How much higher the threshold is for a variability of which nothing is learnt yet, as a share. It falls
        /// with the minutes of talk. Assumption.
        unlearnt = 0.2 off 0.0,

        // The threshold.
        /// The score that triggers a pause, as a multiple of the variability. Chosen for less than one false prompt in
        /// ten hours of calm talk of steady hearts. A lower one finds more rises, with more false prompts.
        triggers = 4.1,
        /// The score that lengthens the next breath. Assumption.
        raises = 2.2,
        /// From this share of the threshold on, a second is too near a pause to be learnt from. Assumption.
        nearly = 0.9,
        /// Below this excess nothing counts, however steady the heart: neither a mean nor the last second, in bpm.
        /// Assumption.
        floor = 6.0,
        /// The same for somebody who sits quietly: no speech explains a rise. In a talk that is only the warm-up;
        /// recorded series have minutes of quiet after it. Assumption.
        floor_quiet = 5.0 off 6.0,
        /// Factor on the threshold for somebody who sits quietly. Assumption.
        quiet = 0.85 off 1.0,
        /// Factor on the threshold for a device that sends only its own rate, which is smoothed and late. Assumption.
        coarse = 1.5 off 1.0,
        /// Low RMSSD lowers the threshold by up to this share: linearly, from `low_from` SD below normal over
        /// `low_over` SD more. Assumptions, all three.
        low_rmssd = 0.35 off 0.0,
        /// See `low_rmssd`.
        low_from = 1.0,
        /// See `low_rmssd`.
        low_over = 2.5,
        /// RMSSD that is no lower than normal raises the threshold by up to this share. Assumption.
        normal_rmssd = 0.15 off 0.0,
        /// A rate that is high for anybody must also be above the baseline by this multiple of the 40 s variability:
        /// for a heart that is often so high, the rate says nothing. Assumption.
        high_variabilities = 2.0 off 0.0,
        /// A rate that has been high for anybody, or at its person's own limit, for this long is no movement, in s.
        /// Assumption. A shorter time gives the waves of a heart near its limit more false prompts.
        high_for_s = 25.0,

        // What the calm seconds teach.
        /// Drift and variability are not learnt from the first seconds in a role, in s. Assumption.
        not_yet_calm_s = 15.0 off 0.0,
        /// The baseline does not follow an excess above this multiple of the 5 s variability. Assumption. A larger one
        /// lets excitement move the baseline.
        not_calm = 2.5,

        // How long a rise must stay up.
        /// A rise just above the floor must have stayed up for this long, in s. Chosen: a laugh is over by then. A larger
        /// rise waits less. From `wait_below` on there is no wait, because laughs of that size are rare.
        wait_s = 20.0 off 0.0,
        /// See `wait_s`, in bpm.
        wait_below = 15.0,
        /// Up means above this share of the highest mean over `highest_over_s`, taken at any second of the last
        /// `highest_within_s`. Chosen.
        stays_above = 0.6,
        /// See `stays_above`, in s. Assumption.
        highest_over_s = 8.0,
        /// See `stays_above`, in s. Assumption.
        highest_within_s = 18.0,
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
        /// A quick rise explains what is up for this long, in s.
        quick_within_s = 24.0,
        /// A gap of this many seconds inside a rise does not make it a slow one.
        quick_gap_s = 4.0 off 0.0,
        /// A quick rise must stay up for this long, in s: a movement is over by then.
        quick_stays_s = 18.0 off 0.0,
        /// A greater excess is more than a movement makes, in bpm. Chosen on 70 stretches of recorded hearts with
        /// modelled events (`examples/recordings`): a lower one takes more changes of posture for arousal.
        beyond_movement = 28.0,
        /// Falling means below this share of the highest excess ... Chosen.
        falling_to = 0.9 off 0.0,
        /// ... within this time, in s. Assumption.
        falling_within_s = 12.0,

        // What holds a heart back.
        /// Readings wanted in a row, in s. Each rests on five clean beats already. Assumption. More of them delay every
        /// trigger after a lost notification.
        good_s = 2.0 off 1.0,
        /// The same after a gap of `long_gap_s`. Assumption.
        good_after_gap_s = 5.0,
        /// Seconds without a reading after which the rise from before the gap is dropped. Assumption.
        long_gap_s = 10.0,
        /// No heart triggers in the first seconds of a turn, in s: the reading still spans the role before. Assumption.
        turn_begins_s = 3.0 off 0.0,
        /// A heart that triggered has come down when its mean over `come_down_over_s` is below this share of the excess
        /// that it triggered with. Assumption.
        come_down_to = 0.4,
        /// Seconds over which that mean is taken. Chosen: a single low second is no coming down, and the rest of the
        /// same rise would trigger again.
        come_down_over_s = 15.0,
        /// Or it has risen further by this much, in bpm: something new has happened. Assumption.
        risen_further = 15.0,
        /// After a pause no heart triggers another for this long, in s: the refractory period. Assumption. A longer one
        /// misses second rises; a shorter one may interrupt the first sentence after a pause.
        after_pause_s = 120.0,
        /// After the key for "I moved" no heart triggers for this long, in s. Assumption: the changes of posture that
        /// the simulation makes are over within 18 s (`docs/detection.md`).
        after_movement_s = 20.0,
        /// Hearts begin at most this many episodes ... Assumption.
        most_prompts = 4.0,
        /// ... within this time, in s. Assumption.
        prompts_within_s = 1800.0,
    }
}
