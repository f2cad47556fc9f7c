//! Simulated people whose breathing rate is known, in scenes: what is easy, what is hard, and what shows no rate.
#![allow(dead_code, unreachable_pub)]

use breathmark::heart::spectrum::Transform;

use super::simulated::{Breather, EVEN, Shape, follow};

/// A window of 64 s: what was shown and what is true, in breaths a minute.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// Whether there was a spectrum at all.
    pub has_spectrum: bool,
    pub shown: Option<f64>,
    pub truth: f64,
}

/// A number of windows in one scene.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    pub windows: usize,
    pub spectra: usize,
    pub shown: usize,
    /// Seen and within half a breath a minute, within one, and off by more than two.
    pub within_half: usize,
    pub within_one: usize,
    pub far: usize,
}

impl Tally {
    pub fn of(windows: &[Seen]) -> Self {
        let count = |is: &dyn Fn(&Seen) -> bool| windows.iter().filter(|window| is(window)).count();
        let error = |window: &Seen| window.shown.map(|shown| (shown - window.truth).abs());
        Self {
            windows: windows.len(),
            spectra: count(&|window| window.has_spectrum),
            shown: count(&|window| window.shown.is_some()),
            within_half: count(&|window| error(window).is_some_and(|off| off <= 0.5)),
            within_one: count(&|window| error(window).is_some_and(|off| off <= 1.0)),
            far: count(&|window| error(window).is_some_and(|off| off > 2.0)),
        }
    }

    pub fn line(&self) -> String {
        let share = |some: usize, all: usize| 100.0 * some as f64 / all.max(1) as f64;
        format!(
            "{:>7} {:>9.1} {:>7.1} {:>10.1} {:>10.1} {:>9.2}",
            self.windows,
            share(self.spectra, self.windows),
            share(self.shown, self.windows),
            share(self.within_half, self.shown),
            share(self.within_one, self.shown),
            share(self.far, self.windows)
        )
    }
}

/// A scene: its name, what it makes of a person, and whether a rate can be read off there.
pub struct Scene {
    pub name: &'static str,
    pub makes: fn(Breather) -> Breather,
}

/// Scenes in which somebody breathes evenly, and something disturbs.
pub const EVEN_SCENES: [Scene; 7] = [
    Scene { name: "even", makes: |it| it },
    Scene { name: "fast in, slow out", makes: |it| Breather { shape: Shape::FastUp, ..it } },
    Scene { name: "beats off by 10 ms", makes: |it| Breather { noise_ms: 10.0, ..it } },
    Scene { name: "2 % early beats", makes: |it| Breather { premature: 0.02, ..it } },
    Scene { name: "1 % lost", makes: |it| Breather { lost: 0.01, ..it } },
    Scene { name: "3 % lost", makes: |it| Breather { lost: 0.03, ..it } },
    Scene { name: "strong 0.1 Hz waves", makes: |it| Breather { waves: 2.5, drift: 1.5, ..it } },
];

pub const RATES: [f64; 15] = [4.0, 4.5, 5.0, 5.5, 6.0, 6.5, 7.0, 8.0, 9.0, 10.0, 12.0, 14.0, 16.0, 18.0, 20.0];
pub const DEPTHS: [f64; 4] = [4.0, 8.0, 15.0, 30.0];
pub const HEARTS: [f64; 3] = [55.0, 70.0, 88.0];

/// People of a scene: every rate with every depth and heart.
pub fn people(scene: &Scene, rates: &[f64], depths: &[f64], hearts: &[f64]) -> Vec<Breather> {
    let mut people = Vec::new();
    for rate in rates {
        for peak_to_trough in depths {
            for heart_rate in hearts {
                people.push((scene.makes)(Breather {
                    rate: *rate,
                    peak_to_trough: *peak_to_trough,
                    heart_rate: *heart_rate,
                    ..EVEN
                }));
            }
        }
    }
    people
}

/// People who breathe freely and unevenly, with waves of blood pressure of a strength up to four beats a minute.
pub fn free_people() -> Vec<Breather> {
    let mut people = Vec::new();
    for rate in [10.0, 13.0, 16.0, 19.0, 22.0] {
        for peak_to_trough in [0.0, 2.0, 4.0, 8.0] {
            for (heart_rate, waves) in [(55.0, 1.0), (70.0, 2.0), (88.0, 4.0)] {
                people.push(Breather { rate, peak_to_trough, heart_rate, uneven: 0.25, waves, drift: 1.5, ..EVEN });
            }
        }
    }
    people
}

/// What is shown every eight seconds from the 70th second on.
pub fn windows(person: &Breather, seconds: f64, seed: u64) -> Vec<Seen> {
    let recording = person.recording(seconds, seed);
    let (mut transform, mut windows, mut next) = (Transform::default(), Vec::new(), 70.0);
    follow(&recording.sent, |at_s, now, heart| {
        if at_s < next {
            return;
        }
        next += 8.0;
        let rhythm = heart.rhythm(now, &mut transform);
        windows.push(Seen {
            has_spectrum: rhythm.is_some(),
            shown: rhythm.and_then(|rhythm| rhythm.breathing_per_minute),
            // The newest sample is a beat or two old.
            truth: recording.rate(at_s - 1.5, 64.0),
        });
    });
    windows
}
