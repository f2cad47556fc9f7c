//! Published cases one by one: which of their values are figures of ours.

use serde_json::Value;

use super::ledger::Ledger;
use super::ours::Figures;

/// A unit of the last digit of values that were published cut off, not rounded.
const CUT_OFF: f64 = 0.01;

/// Values by our definition: case, key, ours, absolute tolerance (0 for 0.1 %).
const SAME: &[(&str, &str, &str, f64)] = &[
    ("hrvanalysis_nn1000_time", "mean_nni", "mean", 0.0),
    ("hrvanalysis_nn1000_time", "sdnn", "sdnn", 0.0),
    ("hrvanalysis_nn1000_time", "rmssd", "rmssd", 0.0),
    ("hrvanalysis_nn1000_time", "pnni_50_pct_of_diffs", "pnn50", 0.0),
    ("hrvanalysis_nn1000_time", "pnni_20_pct_of_diffs", "pnn20", 0.0),
    ("hrvanalysis_nn1000_poincare", "sd1", "sd1", 0.0),
    ("hrvanalysis_nn1000_poincare", "sd2", "sd2", 0.0),
    ("hrvanalysis_nn1000_sampen", "sampen_m2_r0.2std", "entropy", 0.0),
    ("kubios22_systole_rr", "mean_rr", "mean", 0.0),
    ("kubios22_systole_rr", "sdnn", "sdnn", 0.0),
    ("kubios22_systole_rr", "rmssd", "rmssd", 0.0),
    ("kubios22_systole_rr", "pnn50_pct", "pnn50", 0.0),
    ("kubios22_systole_rr", "sd1", "sd1", 0.0),
    ("kubios22_systole_rr", "sd2", "sd2", 0.0),
    ("systole_rr_own", "mean_rr", "mean", 0.0),
    ("systole_rr_own", "sdnn", "sdnn", 0.0),
    ("systole_rr_own", "rmssd", "rmssd", 0.0),
    ("systole_rr_own", "pnn50_pct", "pnn50", 0.0),
    ("hrv_fake4", "mean_rr", "mean", 0.0),
    ("hrv_fake4", "rmssd", "rmssd", CUT_OFF),
    ("hrv_fake4", "sdnn", "sdnn", CUT_OFF),
    ("hrv_fake4", "sdsd", "sdsd", CUT_OFF),
    ("hrv_poincare4", "sd1", "sd1", 0.1),
    ("hrv_poincare4", "sd2", "sd2", 0.1),
    ("pyhrv_long_time", "n", "n", 0.0),
    ("pyhrv_long_time", "mean", "mean", 0.0),
    ("pyhrv_long_time", "sdnn", "sdnn", 0.0),
    ("pyhrv_long_time", "rmssd", "rmssd", 0.0),
    ("pyhrv_long_time", "pnn50_pct", "pnn50", 0.0),
    ("pyhrv_long_time", "pnn20_pct", "pnn20", 0.0),
    ("pyhrv_long_time", "sd1", "sd1", 0.0),
    ("closed_alternating", "mean", "mean", 0.0),
    ("closed_alternating", "rmssd", "rmssd", 0.0),
    ("closed_alternating", "sdnn_ddof1", "sdnn", 0.0),
    ("closed_alternating", "pnn50_pct", "pnn50", 0.0),
    ("closed_constant", "mean", "mean", 0.0),
    ("closed_constant", "sdnn_ddof1", "sdnn", 0.0),
    ("closed_constant", "rmssd", "rmssd", 0.0),
    ("closed_constant", "pnn50_pct", "pnn50", 0.0),
    ("closed_constant", "lf", "lf", 0.0),
    ("closed_constant", "hf", "hf", 0.0),
];

/// Values of ours by another definition: case, key, ours, in what.
const OTHER: &[(&str, &str, &str, &str)] = &[
    ("hrvanalysis_nn1000_time", "mean_hr_of_inst", "rate", "mean of momentary rates"),
    ("hrvanalysis_nn1000_time", "sdsd", "sdsd", "variance over N"),
    ("hrvanalysis_nn1000_geom", "triangular_index", "triangular", "bins of 8 ms from the shortest interval"),
    ("kubios22_systole_rr", "vlf_power", "vlf", "one window over the series, smoothness priors"),
    ("kubios22_systole_rr", "lf_power", "lf", "one window over the series, smoothness priors"),
    ("kubios22_systole_rr", "hf_power", "hf", "one window over the series, smoothness priors"),
    ("kubios22_systole_rr", "lf_hf", "lf/hf", "one window over the series, smoothness priors"),
    ("systole_rr_own", "mean_bpm_of_inst", "rate", "mean of momentary rates"),
    ("systole_rr_own", "sd1", "sd1", "variance over N"),
    ("systole_rr_own", "sd2", "sd2", "variance over N"),
    ("systole_rr_own", "vlf_power", "vlf", "one window over the series, 5 Hz"),
    ("systole_rr_own", "lf_power", "lf", "one window over the series, 5 Hz"),
    ("systole_rr_own", "hf_power", "hf", "one window over the series, 5 Hz"),
    ("hrv_fake4", "pnn50_pct", "pnn50", "NN50 over the intervals"),
    ("hrv_fake4", "mean_hr_of_inst", "rate", "mean of momentary rates"),
    ("hrv_welch_real", "vlf", "vlf", "pieces of 64 s without zeros, VLF from 0 Hz"),
    ("hrv_welch_real", "lf", "lf", "pieces of 64 s without zeros"),
    ("hrv_welch_real", "hf", "hf", "pieces of 64 s without zeros"),
    ("pyhrv_long_time", "mean_hr_of_inst", "rate", "mean of momentary rates"),
    ("pyhrv_long_time", "triangular_index", "triangular", "bins of another width"),
];

/// Compares one case, or says that its series is not here.
pub(crate) fn compare(ledger: &mut Ledger, id: &str, rr: Option<&[f64]>, expected: &Value) {
    let same: Vec<_> = SAME.iter().filter(|case| case.0 == id).collect();
    let other: Vec<_> = OTHER.iter().filter(|case| case.0 == id).collect();
    if same.is_empty() && other.is_empty() {
        // Interpolation, detrending, filters and fragmentation of a package's own.
        return ledger.no_counterpart();
    }
    let Some(figures) = rr.map(Figures::of) else { return ledger.absent(id) };
    for (_, key, ours, tolerance) in same {
        let value = expected[*key].as_f64().expect("an expected value");
        let tolerance = if *tolerance > 0.0 { *tolerance } else { 1e-3 * value.abs() };
        ledger.same_to(&format!("{id} {key}"), figures.get(ours), value, tolerance);
    }
    for (_, key, ours, reason) in other {
        let value = expected[*key].as_f64().expect("an expected value");
        ledger.other(&format!("{id} {key}"), reason, figures.get(ours).map(|ours| ours / value));
    }
}
