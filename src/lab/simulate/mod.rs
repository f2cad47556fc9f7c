//! Two simulated hearts in one conversation: shared by the demo and by `breathmark study`.
//!
//! ```text
//! person  who it is: every parameter, drawn once          breath   when this body breathes, and how deep
//! drives  what speech, arousal and movement ask for  ──▶  heart    the beats, a point process
//!                                                         strap    the beats as a strap would send them
//! couple  two of them, what happens to them, and how one moves the other
//! ```
//!
//! A heart is an integral pulse frequency modulator: a rate in beats a second is integrated, and a beat falls where the
//! integral reaches its threshold, which itself scatters a little (Rompelman et al., IEEE Trans Biomed Eng 24:1977;
//! Bayly, IEEE Trans Biomed Eng 15:1968). The rate is rest plus what a fast vagal and a slow, delayed sympathetic path
//! make of the drives (Berger, Saul, Cohen, Am J Physiol 256:H142, 1989), plus breathing, the 0.1 Hz wave, slow waves
//! and drift. All random draws come from a seed; the same seed gives the same beats.
//!
//! It is a model and no evidence about people. Each parameter in [`person`] names its source or says "assumption".

pub mod breath;
pub mod couple;
pub mod drives;
pub mod heart;
pub mod person;
pub mod random;
pub mod strap;
