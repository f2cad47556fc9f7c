//! The sounds, as samples: sine notes with a little of the second harmonic, soft at both ends. Nothing in them could be a
//! phone or an alarm.
//!
//! Where no other origin is given, the numbers are assumptions, chosen by ear and held to the rules in the tests.

use std::f64::consts::{PI, TAU};

use super::Cue;

/// Samples a second. Half of it is far above every harmonic here.
pub(super) const RATE: u32 = 22_050;
/// The share of the second harmonic in a note.
const SECOND_HARMONIC: f64 = 0.12;
/// How long the very end of a sound takes to fade to nothing, in seconds.
const CLOSE_S: f64 = 0.15;
/// The root mean square of the loudest [`BLOCK_S`] of a sound at full volume. It gives about −24 LUFS over a whole
/// sound; the tests measure it.
const LOUDEST_RMS: f64 = 0.108;
/// The share of that for a prompt: nobody has to react to it. −6 dB.
const PROMPT_SHARE: f64 = 0.5;
/// The length of a block in which loudness is measured, in seconds: that of ITU-R BS.1770.
const BLOCK_S: f64 = 0.4;

// The notes, in Hz, in equal temperament with A4 = 440 Hz.
const G3: f64 = 196.00;
const A3: f64 = 220.00;
const C4: f64 = 261.63;
const D4: f64 = 293.66;
const E4: f64 = 329.63;
const G4: f64 = 392.00;

/// One note.
#[derive(Clone, Copy)]
struct Note {
    /// When it begins in the sound, in seconds.
    at_s: f64,
    /// Its pitch at the beginning and after [`Self::glide_s`], in Hz.
    hz: [f64; 2],
    /// Seconds in which the pitch changes.
    glide_s: f64,
    /// Seconds until it is fully there.
    attack_s: f64,
    /// Seconds in which it falls to 37 %.
    decay_s: f64,
}

/// A note of one pitch, as a soft bell has it.
const fn bell(at_s: f64, hz: f64) -> Note {
    Note { at_s, hz: [hz, hz], glide_s: 0.0, attack_s: 0.08, decay_s: 0.9 }
}

/// A breath: it glides for half a second and fades.
const fn glide(from: f64, to: f64) -> Note {
    Note { at_s: 0.0, hz: [from, to], glide_s: 0.5, attack_s: 0.15, decay_s: 0.7 }
}

/// The notes of a cue, and the length of its sound in seconds.
fn notes(cue: Cue) -> (Vec<Note>, f64) {
    match cue {
        Cue::Pause => (vec![bell(0.0, E4), bell(0.9, A3)], 3.4),
        Cue::Ready => (vec![bell(0.0, A3), bell(0.9, E4)], 3.4),
        Cue::Turn => (vec![bell(0.0, G3)], 2.4),
        Cue::End => (vec![bell(0.0, C4), bell(0.7, G4)], 3.2),
        // The shortest half of a breath that can be set is 2 s.
        Cue::In => (vec![glide(C4, G4)], 1.8),
        Cue::Out => (vec![glide(G4, C4)], 1.8),
        Cue::Prompt => (vec![bell(0.0, D4)], 1.8),
    }
}

/// The samples of a cue's sound at `volume` per cent, each from −1 to 1. The amplitude goes with the square of the volume:
/// so half the volume is heard as about half as loud.
pub(super) fn samples(cue: Cue, volume: u8) -> Vec<f32> {
    let (notes, length_s) = notes(cue);
    let count = (length_s * f64::from(RATE)) as usize;
    let mut sum = vec![0.0; count];
    for note in &notes {
        note.add_to(&mut sum);
    }
    let close = (CLOSE_S * f64::from(RATE)) as usize;
    for (left, sample) in sum.iter_mut().rev().take(close).enumerate() {
        *sample *= rise(left as f64 / close as f64);
    }
    let share = if cue == Cue::Prompt { PROMPT_SHARE } else { 1.0 };
    let gain = LOUDEST_RMS * share * (f64::from(volume) / 100.0).powi(2) / loudest_rms(&sum);
    sum.into_iter().map(|sample| (sample * gain) as f32).collect()
}

impl Note {
    fn add_to(&self, sum: &mut [f64]) {
        let begin = (self.at_s * f64::from(RATE)) as usize;
        let mut phase = 0.0_f64;
        for (n, sample) in sum.iter_mut().skip(begin).enumerate() {
            let t = n as f64 / f64::from(RATE);
            *sample += self.envelope(t) * (phase.sin() + SECOND_HARMONIC * (2.0 * phase).sin());
            phase = (phase + TAU * self.pitch(t) / f64::from(RATE)) % TAU;
        }
    }

    /// The pitch `t` seconds after the beginning: in equal steps of tone, not of frequency.
    fn pitch(&self, t: f64) -> f64 {
        let [from, to] = self.hz;
        if t < self.glide_s { from * (to / from).powf(rise(t / self.glide_s)) } else { to }
    }

    fn envelope(&self, t: f64) -> f64 {
        if t < self.attack_s { rise(t / self.attack_s) } else { (-(t - self.attack_s) / self.decay_s).exp() }
    }
}

/// From 0 to 1, soft at both ends.
fn rise(share: f64) -> f64 {
    (1.0 - (PI * share).cos()) / 2.0
}

/// The root mean square of the loudest block.
fn loudest_rms(samples: &[f64]) -> f64 {
    let block = (BLOCK_S * f64::from(RATE)) as usize;
    let mean = |block: &[f64]| block.iter().map(|x| x * x).sum::<f64>() / block.len() as f64;
    samples.windows(block).step_by(block / 4).map(mean).fold(f64::MIN_POSITIVE, f64::max).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cue::loudness::lufs;

    /// The frequency around `at_s`, from the zero crossings of a tenth of a second.
    fn pitch(samples: &[f32], at_s: f64) -> f64 {
        let index = |s: f64| (s * f64::from(RATE)) as usize;
        let part = &samples[index(at_s - 0.05)..index(at_s + 0.05)];
        let rising: Vec<f64> = part
            .windows(2)
            .enumerate()
            .filter(|(_, two)| two[0] < 0.0 && two[1] >= 0.0)
            .map(|(n, two)| n as f64 + f64::from(two[0] / (two[0] - two[1])))
            .collect();
        f64::from(RATE) * (rising.len() - 1) as f64 / (rising[rising.len() - 1] - rising[0])
    }

    #[test]
    fn every_sound_at_full_volume_is_about_minus_24_lufs_and_a_prompt_is_softer() {
        for cue in Cue::ALL {
            let measured = lufs(&samples(cue, 100), f64::from(RATE));
            let wanted = if cue == Cue::Prompt { -30.0 } else { -24.0 };
            assert!((measured - wanted).abs() < 1.3, "{cue:?}: {measured:.1} LUFS");
        }
    }

    #[test]
    fn no_volume_above_nothing_is_silent_and_none_is_clipped() {
        for cue in Cue::ALL {
            let peak = |volume| samples(cue, volume).into_iter().fold(0.0_f32, |peak, x| peak.max(x.abs()));
            assert!(peak(100) < 0.5 && peak(50) < peak(100) && peak(1) > 0.0, "{cue:?}");
            assert!(peak(0).abs() < f32::EPSILON, "{cue:?}");
        }
    }

    #[test]
    fn in_rises_and_out_falls_within_the_first_half_second() {
        let [breathe_in, out] = [Cue::In, Cue::Out].map(|cue| samples(cue, 100));
        let course = |samples: &[f32]| [0.1, 0.2, 0.3, 0.4, 0.5].map(|at| pitch(samples, at));
        assert!(course(&breathe_in).is_sorted_by(|a, b| b - a > 5.0), "{:?}", course(&breathe_in));
        assert!(course(&out).is_sorted_by(|a, b| a - b > 5.0), "{:?}", course(&out));
        // A fifth each: nobody takes one for the other.
        assert!(pitch(&breathe_in, 0.5) / pitch(&breathe_in, 0.06) > 1.3);
        assert!(pitch(&out, 0.06) / pitch(&out, 0.5) > 1.3);
    }

    #[test]
    fn a_pause_falls_from_e_to_a_and_ready_rises_from_a_to_e() {
        let near = |samples: &[f32], at: f64, hz: f64| (pitch(samples, at) / hz - 1.0).abs() < 0.02;
        let [pause, ready] = [Cue::Pause, Cue::Ready].map(|cue| samples(cue, 100));
        assert!(near(&pause, 0.5, E4) && near(&pause, 2.9, A3), "{} {}", pitch(&pause, 0.5), pitch(&pause, 2.9));
        assert!(near(&ready, 0.5, A3) && near(&ready, 2.9, E4), "{} {}", pitch(&ready, 0.5), pitch(&ready, 2.9));
    }

    #[test]
    fn every_note_begins_softly_and_lies_between_196_and_523_hz() {
        for note in Cue::ALL.into_iter().flat_map(|cue| notes(cue).0) {
            assert!(note.attack_s >= 0.06 && note.decay_s >= 0.5);
            assert!(note.hz.iter().all(|hz| (196.0..=523.3).contains(hz)));
        }
        for cue in Cue::ALL {
            let samples = samples(cue, 100);
            let jump = samples.windows(2).map(|two| (two[1] - two[0]).abs()).fold(0.0, f32::max);
            assert!(samples[0].abs() < 1e-3 && samples[samples.len() - 1].abs() < 1e-3 && jump < 0.05, "{cue:?}");
        }
    }

    #[test]
    fn a_breath_tone_is_over_before_the_shortest_half_breath() {
        for cue in [Cue::In, Cue::Out] {
            assert!(notes(cue).1 < 2.0);
        }
    }
}
