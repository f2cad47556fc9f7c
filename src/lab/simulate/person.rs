//! Who a simulated heart belongs to. Everything is drawn once per person; each line says where it comes from.
//!
//! Rates in beats a minute (bpm), times in seconds, frequencies in hertz. "assumption" means that no source was found
//! that fixes the number; it is then chosen wide, and `breathmark study --realism` says how far the result is from
//! recorded hearts.

use fastrand::Rng;

use super::random::{around, between, normal};

/// Which people: those a detector was chosen on, or those it is judged on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Population {
    /// For choosing.
    Training,
    /// For judging: other seeds by construction, and every spread between people 15 % wider.
    #[default]
    HeldOut,
}

impl Population {
    /// Keeps the seeds of the two apart.
    pub fn salt(self) -> u64 {
        match self {
            Self::Training => 0x7261_696E,
            Self::HeldOut => 0x6865_6C64,
        }
    }

    fn widening(self) -> f64 {
        match self {
            Self::Training => 1.0,
            Self::HeldOut => 1.15,
        }
    }
}

/// One person's body and strap.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SimulatedBody {
    /// Rate while sitting quietly. 71 ± 9: Nunan, Sandercock, Brodie, PACE 33:1407, 2010 (mean RR 926 ms lying; sitting is
    /// a few bpm more).
    pub resting: f64,
    /// What speaking adds. 6 ± 3: that it adds is well known (Linden 1987; Tardy & Allen 1998); the size is an assumption.
    pub speech: f64,
    /// What listening in a conversation adds. 1.5 ± 1: assumption.
    pub listening: f64,
    /// How far the rate wanders within speech, as phrases and pauses come: assumption.
    pub speech_sd: f64,
    /// Share of a response that is vagal withdrawal, the rest is sympathetic: 0.35 to 0.65, assumption.
    pub vagal_share: f64,
    /// Vagal low-pass: 0.2 to 1 s of delay and a corner above 0.1 Hz, so a time constant of 1 to 3 s (Berger 1989).
    pub vagal_s: f64,
    /// Sympathetic low-pass: corner 0.01 to 0.02 Hz, so 8 to 16 s (Berger 1989; step responses of 10 to 20 s).
    pub sympathetic_s: f64,
    /// Falls are slower than rises, by this factor (Mokrane & Nadeau 1998: noradrenaline has to be cleared).
    pub slower_fall: f64,
    /// Breaths a second at rest, 0.25 ± 0.04 (12 to 18 a minute).
    pub breath_hz: f64,
    /// How breaths differ in length: coefficient of variation at rest, 0.1 to 0.2 (assumption).
    pub breath_cv: f64,
    /// Half the swing of the rate with a breath at 0.25 Hz: 2.8 times or divided by 1.6, so that RMSSD comes near the
    /// 42 ± 15 ms of Nunan 2010 and the recorded hearts.
    pub rsa: f64,
    /// Standard deviation of the 0.1 Hz (Mayer) wave: 2.4 times or divided by 1.5 (fitted with the recordings).
    pub mayer_sd: f64,
    /// Its frequency: 0.1 ± 0.01 (Julien, Cardiovasc Res 70:12, 2006).
    pub mayer_hz: f64,
    /// Standard deviations of the slow waves with correlation times [`SLOW_S`]: together a spectrum near 1/f, as heart
    /// rates have below 0.04 Hz (Kobayashi & Musha 1982; Saul 1988). Sizes fitted with the recordings.
    pub slow_sd: [f64; 3],
    /// Drift over a talk: standard deviation 2.5 over a correlation time of 25 minutes (assumption).
    pub drift_sd: f64,
    /// Scatter of the threshold, as a share of an interval: 0.3 to 1 % (assumption; the sinus node's own).
    pub jitter: f64,
    /// Share of the partner's arousal that this heart goes along with: 0 to 0.25 (assumption; linkage is found in some
    /// couples and not in others: Levenson & Gottman 1983; Meyer 2018).
    pub contagion: f64,
    /// How much of a paced breath this person follows: 0.7 to 1 (assumption).
    pub compliance: f64,
    /// How late a strap's intervals are: 0.3 to 2 s (maker's word: "can be something measured 3 to 4 seconds ago").
    pub strap_delay_s: f64,
}

/// Correlation times of the slow waves.
pub const SLOW_S: [f64; 3] = [12.0, 45.0, 180.0];
/// Correlation time of the drift.
pub const DRIFT_S: f64 = 1500.0;

impl SimulatedBody {
    /// The same person with waves, wandering and drift so many times as large.
    #[must_use]
    pub fn with_waves(self, times: f64) -> Self {
        Self {
            rsa: times * self.rsa,
            mayer_sd: times * self.mayer_sd,
            slow_sd: self.slow_sd.map(|sd| times * sd),
            speech_sd: times * self.speech_sd,
            ..self
        }
    }

    /// Draws somebody.
    pub fn draw(rng: &mut Rng, population: Population) -> Self {
        let wide = population.widening();
        let mut about = |mean: f64, sd: f64| mean + wide * sd * normal(rng);
        let resting = about(71.0, 9.0).clamp(46.0, 100.0);
        let speech = about(6.0, 3.0).clamp(0.0, 15.0);
        let listening = about(1.5, 1.0).clamp(-1.0, 5.0);
        let breath_hz = about(0.25, 0.04).clamp(0.14, 0.38);
        let mayer_hz = about(0.1, 0.01).clamp(0.07, 0.13);
        let mut times = |median: f64, spread: f64| around(rng, median, spread.powf(wide));
        let (rsa, mayer_sd) = (times(2.8, 1.6).min(9.0), times(2.4, 1.5).min(6.0));
        let slow = times(1.0, 1.5).min(3.0);
        let slow_sd = [2.4 * slow, 1.8 * slow, 1.5 * slow];
        let (speech_sd, drift_sd) = (times(1.3, 1.5), times(2.2, 1.5));
        let mut within = |low: f64, high: f64| {
            let wider = (wide - 1.0) * (high - low) / 2.0;
            between(rng, (low - wider).max(low / 2.0), high + wider)
        };
        Self {
            resting,
            speech,
            listening,
            speech_sd,
            vagal_share: within(0.35, 0.65),
            vagal_s: within(1.0, 3.0),
            sympathetic_s: within(8.0, 16.0),
            slower_fall: within(1.2, 2.0),
            breath_hz,
            breath_cv: within(0.1, 0.2),
            rsa,
            mayer_sd,
            mayer_hz,
            slow_sd,
            drift_sd,
            jitter: within(0.003, 0.01),
            contagion: within(0.0, 0.25),
            compliance: within(0.7, 1.0).min(1.0),
            strap_delay_s: within(0.3, 2.0),
        }
    }
}
