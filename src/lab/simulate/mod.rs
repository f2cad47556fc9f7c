//! Simulated hearts: two in one conversation, for the demo and for `breathmark study`, one that practises alone, and one through
//! a day.
//!
//! ```text
//! person  the parameters of one body, drawn once           breath   the breathing of this body
//! drives  what speech, arousal and movement ask for  ──▶  heart    the rate and the beats
//! resonance  how it moves with a pacer's slow breath          strap    the beats as a strap would send them
//! couple  two people, what happens to them, and how one moves the other
//! day     a day of one person, with walks, tense stretches and a strap that comes and goes
//! ```
//!
//! A heart is an integral pulse frequency modulator (Rompelman et al., IEEE Trans Biomed Eng 24:1977; Bayly, IEEE Trans
//! Biomed Eng 15:1968). A rate in beats a second is integrated, and a beat falls where the integral reaches a threshold.
//! The threshold itself varies a little.
//!
//! The rate is the sum of these parts:
//! - the rate at rest
//! - the response to the drives, through a fast vagal path and a slow, delayed sympathetic path (Berger, Saul, Cohen, Am J
//!   Physiol 256:H142, 1989)
//! - the wave of breathing, the 0.1 Hz wave, slow waves and drift
//!
//! All random draws come from a seed, and the same seed gives the same beats.
//!
//! This is a model, and no evidence about people. Each parameter in [`person`] names its source or says "assumption".

pub(crate) mod breath;
pub(crate) mod couple;
pub mod day;
pub(crate) mod drives;
pub mod heart;
pub mod person;
pub mod random;
pub mod resonance;
pub mod strap;
