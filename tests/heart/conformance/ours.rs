//! Our figures of a series, below the minimum of clean data too: definitions hold there as well.

use std::collections::BTreeMap;

use breathmark::heart::hrv::frequency::{HF, LF, STEP_HZ, VLF, lomb, welch};
use breathmark::heart::hrv::geometry::{BIN_MS, IntervalHistogram, stress_index};
use breathmark::heart::hrv::time::{Differences, Intervals};
use breathmark::heart::hrv::{dfa, entropy, from_rr_ms, metrics, poincare, regularity};

pub(crate) struct Figures(BTreeMap<&'static str, f64>);

impl Figures {
    pub(crate) fn of(rr: &[f64]) -> Self {
        let series = from_rr_ms(rr);
        let (all, steps) = (Intervals::of(&series), Differences::of(&series));
        let histogram = IntervalHistogram::of(&series, BIN_MS);
        let population = (1.0 - 1.0 / rr.len() as f64).sqrt();
        let mut figures = Self(BTreeMap::from([("n", rr.len() as f64)]));
        figures.put("mean", all.mean_ms());
        figures.put("rate", all.heart_rate());
        figures.put("sdnn", all.sdnn_ms());
        figures.put("rmssd", steps.rmssd_ms());
        figures.put("sdsd", steps.sdsd_ms());
        figures.put("pnn20", steps.pnn20());
        figures.put("pnn50", steps.pnn50());
        figures.put("sd1", poincare::sd1_ms(&steps));
        figures.put("sd2", poincare::sd2_ms(&all, &steps));
        figures.put("triangular", histogram.triangular_index());
        figures.put("tinn", histogram.tinn_ms());
        figures.put("stress", stress_index(&series, &all));
        figures.put("alpha1", dfa::alpha1(&series, &all));
        figures.put("alpha2", dfa::alpha2(&series, &all));
        figures.put("entropy", entropy::sample_entropy(&series, &all));
        let narrow = all.sdnn_ms().and_then(|sdnn| entropy::within(&series, 0.2 * sdnn * population));
        figures.put("entropy, SD with N", narrow);
        if let Some(spectrum) = welch::spectrum(&series) {
            figures.put("vlf", Some(spectrum.power(VLF)));
            figures.put("lf", Some(spectrum.power(LF)));
            figures.put("hf", Some(spectrum.power(HF)));
            figures.put("lf/hf", Some(spectrum.power(LF) / spectrum.power(HF)));
            figures.put("lf nu", Some(100.0 * spectrum.power(LF) / (spectrum.power(LF) + spectrum.power(HF))));
            figures.put("hf nu", Some(100.0 * spectrum.power(HF) / (spectrum.power(LF) + spectrum.power(HF))));
            figures.put("lf peak", spectrum.peak(LF).map(|point| point as f64 * STEP_HZ));
            figures.put("hf peak", spectrum.peak(HF).map(|point| point as f64 * STEP_HZ));
            figures.put("wave", spectrum.peak((0.04, 0.26)).map(|point| point as f64 * STEP_HZ));
            figures.put("regularity", regularity::regularity(&spectrum));
        }
        if let Some(spectrum) = lomb::spectrum(&series) {
            figures.put("lomb vlf", Some(spectrum.power(VLF)));
            figures.put("lomb lf", Some(spectrum.power(LF)));
            figures.put("lomb hf", Some(spectrum.power(HF)));
        }
        figures.check_against_metrics(rr);
        figures
    }

    fn put(&mut self, name: &'static str, value: Option<f64>) {
        if let Some(value) = value {
            self.0.insert(name, value);
        }
    }

    pub(crate) fn get(&self, name: &str) -> Option<f64> {
        self.0.get(name).copied()
    }

    /// What the program shows is the same, or nothing where there is too little data.
    fn check_against_metrics(&self, rr: &[f64]) {
        let m = metrics(&from_rr_ms(rr));
        let shown = [
            ("mean", m.mean_rr_ms),
            ("rate", m.heart_rate),
            ("sdnn", m.sdnn_ms),
            ("sdsd", m.sdsd_ms),
            ("rmssd", m.rmssd_ms),
            ("pnn20", m.pnn20),
            ("pnn50", m.pnn50),
            ("sd1", m.sd1_ms),
            ("sd2", m.sd2_ms),
            ("triangular", m.triangular_index),
            ("tinn", m.tinn_ms),
            ("stress", m.stress_index),
            ("vlf", m.welch.vlf_ms2),
            ("lf", m.welch.lf_ms2),
            ("hf", m.welch.hf_ms2),
            ("lf/hf", m.welch.lf_hf),
            ("regularity", m.rhythm_regularity),
            ("alpha1", m.dfa_alpha1),
            ("alpha2", m.dfa_alpha2),
            ("entropy", m.sample_entropy),
        ];
        for (name, value) in shown {
            assert!(value.is_none() || value == self.get(name), "{name}: {value:?}");
        }
    }
}
