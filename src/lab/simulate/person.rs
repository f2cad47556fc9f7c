//! The parameters of one simulated body and its strap, drawn once for each person.
//!
//! Rates are in beats a minute (bpm), times in seconds, frequencies in hertz. Each parameter names its source. "Assumption"
//! means that no source was found for the number, which is then drawn from a wide range. `cargo run --example recordings`
//! prints how far simulated hearts are from recorded ones.

use fastrand::Rng;

use super::random::{around, between, normal};

/// Which people are drawn. Thresholds are chosen on the one population and judged on the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Population {
    /// For choosing thresholds.
    Training,
    /// For judging them. Its seeds are never those of the training people, and people differ by 15 % more.
    #[default]
    HeldOut,
}

impl Population {
    /// Changes a seed, so that the two populations never share one: "rain" and "held" in ASCII.
    pub(crate) fn salt(self) -> u64 {
        match self {
            Self::Training => 0x7261_696E,
            Self::HeldOut => 0x6865_6C64,
        }
    }

    /// Factor on all differences between people. 15 % is an assumption.
    fn widening(self) -> f64 {
        match self {
            Self::Training => 1.0,
            Self::HeldOut => 1.15,
        }
    }
}

/// The parameters of one person's body and strap.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SimulatedBody {
    /// Rate while sitting quietly, 71 ± 9 bpm (Nunan, Sandercock, Brodie, PACE 33:1407, 2010). The source gives a mean RR
    /// of 926 ms lying; sitting adds a few bpm.
    pub resting: f64,
    /// What speaking adds, 6 ± 3 bpm. That it adds is known (Linden 1987; Tardy & Allen 1998); the size is an assumption.
    pub speech: f64,
    /// What listening in a conversation adds, 1.5 ± 1 bpm. Assumption.
    pub listening: f64,
    /// Standard deviation of the rate within speech, as phrases and pauses come, 1.3 ×÷ 1.5 bpm. Assumption.
    pub speech_sd: f64,
    /// Share of a response that is vagal withdrawal, 0.35 to 0.65; the rest is sympathetic. Assumption.
    pub vagal_share: f64,
    /// Time constant of the vagal path, 1 to 3 s (Berger 1989: 0.2 to 1 s of delay and a corner above 0.1 Hz).
    pub vagal_s: f64,
    /// Time constant of the sympathetic path, 8 to 16 s (Berger 1989: corner 0.01 to 0.02 Hz, step responses of 10 to
    /// 20 s).
    pub sympathetic_s: f64,
    /// Factor by which falls are slower than rises, 1.2 to 2 (Mokrane & Nadeau 1998: noradrenaline has to be cleared). The
    /// size is an assumption.
    pub slower_fall: f64,
    /// Breathing frequency at rest, 0.25 ± 0.04 Hz: 12 to 18 breaths a minute. Assumption.
    pub breath_hz: f64,
    /// Coefficient of variation of the length of breaths at rest, 0.1 to 0.2. Assumption.
    pub breath_cv: f64,
    /// Amplitude of the respiratory wave in the rate at 0.25 Hz, 2.8 ×÷ 1.6 bpm. It is half of the difference between the
    /// highest and the lowest rate. Fitted, so that RMSSD is near the 42 ± 15 ms of Nunan 2010 and near the recorded hearts.
    pub rsa_amplitude: f64,
    /// Standard deviation of the 0.1 Hz (Mayer) wave, 2.4 ×÷ 1.5 bpm. Fitted to the recordings.
    pub mayer_sd: f64,
    /// Frequency of the 0.1 Hz wave, 0.1 ± 0.01 Hz (Julien, Cardiovasc Res 70:12, 2006).
    pub mayer_hz: f64,
    /// Standard deviations of the slow waves with correlation times [`SLOW_S`], in bpm. Together they have a spectrum near
    /// 1/f, as heart rates have below 0.04 Hz (Kobayashi & Musha 1982; Saul 1988). Sizes fitted to the recordings.
    pub slow_sd: [f64; 3],
    /// Standard deviation of the drift over a talk, 2.2 ×÷ 1.5 bpm. Assumption.
    pub drift_sd: f64,
    /// Standard deviation of the threshold, as a share of an interval, 0.3 to 1 %: the sinus node's own. Assumption.
    pub jitter: f64,
    /// Share of the partner's arousal that also drives this heart, 0 to 0.25. Assumption: linkage is found in some couples
    /// and not in others (Levenson & Gottman 1983; Meyer 2018).
    pub contagion: f64,
    /// Share of a paced breath that this person follows, 0.7 to 1. Assumption.
    pub compliance: f64,
    /// How late a strap's intervals are, 0.3 to 2 s (the maker: "can be something measured 3 to 4 seconds ago").
    pub strap_delay_s: f64,
}

/// Correlation times of the slow waves, in seconds. Fitted to a 1/f spectrum with [`SimulatedBody::slow_sd`].
pub(crate) const SLOW_S: [f64; 3] = [12.0, 45.0, 180.0];
/// Correlation time of the drift, in seconds: 25 minutes. Assumption.
pub(crate) const DRIFT_S: f64 = 1500.0;
/// Standard deviation of the rate at rest from one day to another, in bpm. Assumption.
const ANOTHER_DAY_REST_SD: f64 = 4.0;
/// The same of what speaking adds, in bpm. Assumption. A larger one makes what is known of a person worth less.
const ANOTHER_DAY_SPEECH_SD: f64 = 1.5;

impl SimulatedBody {
    /// The same person with this factor on the variability of the rate. The drift stays as it is.
    #[must_use]
    pub(crate) fn with_waves(self, times: f64) -> Self {
        Self {
            rsa_amplitude: times * self.rsa_amplitude,
            mayer_sd: times * self.mayer_sd,
            slow_sd: self.slow_sd.map(|sd| times * sd),
            speech_sd: times * self.speech_sd,
            ..self
        }
    }

    /// The same person on another day.
    #[must_use]
    pub(crate) fn on_another_day(self, rng: &mut Rng) -> Self {
        Self {
            resting: self.resting + ANOTHER_DAY_REST_SD * normal(rng),
            speech: self.speech + ANOTHER_DAY_SPEECH_SD * normal(rng),
            ..self
        }
    }

    /// Draws a person.
    pub fn draw(rng: &mut Rng, population: Population) -> Self {
        let wide = population.widening();
        let mut about = |mean: f64, sd: f64| mean + wide * sd * normal(rng);
        let resting = about(71.0, 9.0).clamp(46.0, 100.0);
        let speech = about(6.0, 3.0).clamp(0.0, 15.0);
        let listening = about(1.5, 1.0).clamp(-1.0, 5.0);
        let breath_hz = about(0.25, 0.04).clamp(0.14, 0.38);
        let mayer_hz = about(0.1, 0.01).clamp(0.07, 0.13);
        let mut times = |median: f64, spread: f64| around(rng, median, spread.powf(wide));
        let (rsa_amplitude, mayer_sd) = (times(2.8, 1.6).min(9.0), times(2.4, 1.5).min(6.0));
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
            rsa_amplitude,
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
