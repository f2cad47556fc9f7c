//! Fourier sums over beats at uneven times, by one FFT.
//!
//! The sums are not taken term by term. A Gaussian spreads each beat over an even grid, and the grid is transformed.
//! Then the Gaussian is divided out (Greengard and Lee, SIAM Rev 46:443, 2004). The error is about 1e-7 of the highest
//! point.

use std::f64::consts::{PI, TAU};
use std::sync::{Arc, LazyLock};

use realfft::num_complex::Complex64;
use realfft::{RealFftPlanner, RealToComplex};

use super::segment::WeightedBeat;
use crate::heart::hrv::frequency::{POINTS, STEP_HZ};

/// Points of the even grid, more than twice the highest frequency (twice the last grid point of the spectrum).
const GRID: usize = 2048;
/// Grid points on each side of a beat that it is spread over.
const REACH: usize = 7;

static PLAN: LazyLock<Arc<dyn RealToComplex<f64>>> = LazyLock::new(|| RealFftPlanner::new().plan_fft_forward(GRID));
static KERNEL: LazyLock<Kernel> = LazyLock::new(Kernel::new);

/// The parts of the Gaussian that are the same for every beat.
struct Kernel {
    /// Its width: twice the variance, in radians².
    tau: f64,
    /// Its values at whole grid points from the centre.
    far: [f64; REACH + 1],
    /// What undoes its transform, for each frequency.
    undo: Vec<f64>,
}

impl Kernel {
    fn new() -> Self {
        let modes = 4.0 * POINTS as f64;
        let oversampling = GRID as f64 / modes;
        let tau = PI * REACH as f64 / (modes * modes * oversampling * (oversampling - 0.5));
        let far = std::array::from_fn(|m| (-(PI * m as f64 / GRID as f64).powi(2) / tau).exp());
        let undo = |k: usize| (PI / tau).sqrt() * (tau * (k * k) as f64).exp() / GRID as f64;
        Self { tau, far, undo: (0..2 * POINTS).map(undo).collect() }
    }

    /// The Gaussian at the grid points around a beat that lies `offset` radians after the middle one.
    fn around(&self, offset: f64) -> [f64; 2 * REACH] {
        let centre = (-offset * offset / (4.0 * self.tau)).exp();
        let up = (offset * PI / (GRID as f64 * self.tau)).exp();
        let down = 1.0 / up;
        let mut values = [centre; 2 * REACH];
        let (mut rising, mut falling) = (centre, centre);
        for m in 1..REACH {
            rising *= up;
            falling *= down;
            values[REACH - 1 + m] = rising * self.far[m];
            values[REACH - 1 - m] = falling * self.far[m];
        }
        values[2 * REACH - 1] = rising * up * self.far[REACH];
        values
    }
}

/// The sums of one segment, with the memory that they need.
pub(super) struct FourierSums {
    values: Vec<f64>,
    ones: Vec<f64>,
    of_values: Vec<Complex64>,
    of_ones: Vec<Complex64>,
    scratch: Vec<Complex64>,
}

impl FourierSums {
    pub(super) fn new() -> Self {
        let length = GRID + 2 * REACH;
        let (of_values, of_ones) = (PLAN.make_output_vec(), PLAN.make_output_vec());
        Self {
            values: vec![0.0; length],
            ones: vec![0.0; length],
            of_values,
            of_ones,
            scratch: PLAN.make_scratch_vec(),
        }
    }

    /// Works the sums out for these beats. `None` only if the transform refuses its own buffers.
    pub(super) fn add_up(&mut self, beats: &[WeightedBeat]) -> Option<()> {
        self.spread(beats, &KERNEL);
        wrap(&mut self.values);
        wrap(&mut self.ones);
        let values = &mut self.values[REACH..REACH + GRID];
        PLAN.process_with_scratch(values, &mut self.of_values, &mut self.scratch).ok()?;
        let ones = &mut self.ones[REACH..REACH + GRID];
        PLAN.process_with_scratch(ones, &mut self.of_ones, &mut self.scratch).ok()?;
        Some(())
    }

    /// The sums at the grid point `k` of the spectrum: `Σ h y e^{-iωt}`, and `Σ h e^{-2iωt}` with the weights h alone.
    pub(super) fn at(&self, k: usize) -> (Complex64, Complex64) {
        let undo = &KERNEL.undo;
        (self.of_values[k] * undo[k], self.of_ones[2 * k] * undo[2 * k])
    }

    /// Spreads the beats over the grid, which is a ring of 512 s.
    fn spread(&mut self, beats: &[WeightedBeat], kernel: &Kernel) {
        self.values.fill(0.0);
        self.ones.fill(0.0);
        for beat in beats {
            let place = beat.after_s * STEP_HZ * GRID as f64;
            let middle = (place as usize).min(GRID - 1);
            let shares = kernel.around((place - middle as f64) * TAU / GRID as f64);
            // The middle grid point is at `REACH + middle`, and the kernel's at `REACH - 1`.
            let reached = middle + 1..middle + 1 + 2 * REACH;
            let (values, ones) = (&mut self.values[reached.clone()], &mut self.ones[reached]);
            for ((to_value, to_one), share) in values.iter_mut().zip(ones).zip(shares) {
                let weight = beat.weight * share;
                *to_value += beat.ms * weight;
                *to_one += weight;
            }
        }
    }
}

/// Adds what lies before and behind the grid to its other end.
fn wrap(grid: &mut [f64]) {
    for i in 0..REACH {
        grid[GRID + i] += grid[i];
        grid[REACH + i] += grid[REACH + GRID + i];
    }
}
