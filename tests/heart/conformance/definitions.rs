//! Which definition each value of each package follows.

/// How a value relates to one of ours.
pub(crate) enum Definition {
    /// The same; multiplied with this it has our unit.
    Same(&'static str, f64),
    /// Another, and in what.
    Other(&'static str, &'static str),
}

use Definition::{Other, Same};

/// The definition behind a path such as `/hrv/time/rmssd`, if it is a quantity of ours.
pub(crate) fn of(path: &str) -> Option<&'static Definition> {
    TABLE.iter().find(|(known, _)| *known == path).map(|(_, definition)| definition)
}

const POPULATION: &str = "variance over N, not N − 1";
const MOMENTARY: &str = "mean of momentary rates, not 60000 / mean RR";
const OF_INTERVALS: &str = "NN50 over the intervals, not over the differences";
const OF_ABSOLUTES: &str = "SD of the absolute differences, not of the signed";
const BINS: &str = "bins from the shortest interval or of another width, not of 1/128 s from 0";
const OPTIONS: &str = "other spectral options: window, interpolation, detrending, edges";
const BROKEN: &str = "scale of the periodogram: not one-sided, or arbitrary";
const UNITLESS: &str = "normalised, without unit";
const DETRENDED: &str = "intervals detrended first";
const ROTATED: &str = "from pairs only: without the first and the last interval";
const MEAN_OF_BOXES: &str = "mean of the boxes' own SDs, not root mean square over all";
const OTHER_BOXES: &str = "other box sizes, overlapping";
const TRIANGLE: &str = "another search for the triangle";
const TOTAL: &str = "other edges of the peak or the total, or squared";

#[rustfmt::skip]
const TABLE: &[(&str, Definition)] = &[
    ("/canonical/n", Same("n", 1.0)),
    ("/canonical/mean_nn", Same("mean", 1.0)),
    ("/canonical/mean_hr_from_mean_nn", Same("rate", 1.0)),
    ("/canonical/mean_hr_of_inst", Other("rate", MOMENTARY)),
    ("/canonical/sdnn_ddof1", Same("sdnn", 1.0)),
    ("/canonical/sdnn_ddof0", Other("sdnn", POPULATION)),
    ("/canonical/rmssd", Same("rmssd", 1.0)),
    ("/canonical/sdsd_ddof1", Same("sdsd", 1.0)),
    ("/canonical/pnn50_over_diffs", Same("pnn50", 1.0)),
    ("/canonical/pnn20_over_diffs", Same("pnn20", 1.0)),
    ("/canonical/pnn50_over_intervals", Other("pnn50", OF_INTERVALS)),
    ("/canonical/sd1_ddof1", Same("sd1", 1.0)),
    ("/canonical/sd2_ddof1", Same("sd2", 1.0)),
    ("/canonical/sd1_rot_ddof1", Same("sd1", 1.0)),
    ("/canonical/sd2_rot_ddof1", Other("sd2", ROTATED)),
    ("/canonical/hrv_triangular_index_7.8125ms", Same("triangular", 1.0)),
    ("/canonical/baevsky_SI", Same("stress", 1.0)),
    ("/canonical/baevsky_SI_mo_median", Other("stress", "the median for the mode")),
    ("/canonical/welch_4hz_120s_hann_linear/vlf", Same("vlf", 1.0)),
    ("/canonical/welch_4hz_120s_hann_linear/lf", Same("lf", 1.0)),
    ("/canonical/welch_4hz_120s_hann_linear/hf", Same("hf", 1.0)),
    ("/canonical/welch_4hz_120s_hann_linear/lf_hf", Same("lf/hf", 1.0)),
    ("/canonical/welch_4hz_120s_hann_linear/lf_nu", Same("lf nu", 1.0)),
    ("/canonical/welch_4hz_120s_hann_linear/lf_peak_hz", Same("lf peak", 1.0)),
    ("/canonical/welch_4hz_120s_hann_linear/hf_peak_hz", Same("hf peak", 1.0)),
    ("/canonical/welch_4hz_120s_hann_constant/vlf", Other("vlf", "only the mean taken out of each piece")),
    ("/canonical/welch_4hz_120s_hann_constant/lf", Other("lf", "only the mean taken out of each piece")),
    ("/canonical/welch_4hz_120s_hann_constant/hf", Other("hf", "only the mean taken out of each piece")),
    ("/canonical/coherence/peak_hz", Same("wave", 1.0)),
    ("/canonical/coherence/ratio_peak_over_total", Other("regularity", TOTAL)),
    ("/canonical/coherence/ratio_squared_McCraty", Other("regularity", TOTAL)),
    ("/canonical/coherence/ratio_peak_over_rest", Other("regularity", TOTAL)),

    ("/neurokit2/time/HRV_MeanNN", Same("mean", 1.0)),
    ("/neurokit2/time/HRV_SDNN", Same("sdnn", 1.0)),
    ("/neurokit2/time/HRV_RMSSD", Same("rmssd", 1.0)),
    ("/neurokit2/time/HRV_SDSD", Same("sdsd", 1.0)),
    ("/neurokit2/time/HRV_pNN50", Other("pnn50", OF_INTERVALS)),
    ("/neurokit2/time/HRV_pNN20", Other("pnn20", OF_INTERVALS)),
    ("/neurokit2/time/HRV_HTI", Same("triangular", 1.0)),
    ("/neurokit2/time/HRV_TINN", Other("tinn", TRIANGLE)),
    ("/neurokit2/freq_default/HRV_VLF", Other("vlf", UNITLESS)),
    ("/neurokit2/freq_default/HRV_LF", Other("lf", UNITLESS)),
    ("/neurokit2/freq_default/HRV_HF", Other("hf", UNITLESS)),
    ("/neurokit2/freq_normalize_False/HRV_VLF", Other("vlf", OPTIONS)),
    ("/neurokit2/freq_normalize_False/HRV_LF", Other("lf", OPTIONS)),
    ("/neurokit2/freq_normalize_False/HRV_HF", Other("hf", OPTIONS)),
    ("/neurokit2/nonlinear/HRV_SD1", Same("sd1", 1.0)),
    ("/neurokit2/nonlinear/HRV_SD2", Other("sd2", ROTATED)),
    ("/neurokit2/nonlinear/HRV_SampEn", Same("entropy", 1.0)),
    ("/neurokit2/nonlinear/HRV_DFA_alpha1", Other("alpha1", OTHER_BOXES)),
    ("/neurokit2/nonlinear/HRV_DFA_alpha2", Other("alpha2", OTHER_BOXES)),

    ("/hrvanalysis/time/mean_nni", Same("mean", 1.0)),
    ("/hrvanalysis/time/sdnn", Same("sdnn", 1.0)),
    ("/hrvanalysis/time/sdsd", Other("sdsd", POPULATION)),
    ("/hrvanalysis/time/pnni_50", Same("pnn50", 1.0)),
    ("/hrvanalysis/time/pnni_20", Same("pnn20", 1.0)),
    ("/hrvanalysis/time/rmssd", Same("rmssd", 1.0)),
    ("/hrvanalysis/time/mean_hr", Other("rate", MOMENTARY)),
    ("/hrvanalysis/freq_welch/vlf", Other("vlf", OPTIONS)),
    ("/hrvanalysis/freq_welch/lf", Other("lf", OPTIONS)),
    ("/hrvanalysis/freq_welch/hf", Other("hf", OPTIONS)),
    ("/hrvanalysis/freq_lomb/vlf", Other("lomb vlf", BROKEN)),
    ("/hrvanalysis/freq_lomb/lf", Other("lomb lf", BROKEN)),
    ("/hrvanalysis/freq_lomb/hf", Other("lomb hf", BROKEN)),
    ("/hrvanalysis/geom/triangular_index", Other("triangular", BINS)),
    ("/hrvanalysis/poincare/sd1", Same("sd1", 1.0)),
    ("/hrvanalysis/poincare/sd2", Same("sd2", 1.0)),
    ("/hrvanalysis/sampen/sampen", Same("entropy, SD with N", 1.0)),

    ("/heartpy/bpm", Same("rate", 1.0)),
    ("/heartpy/ibi", Same("mean", 1.0)),
    ("/heartpy/sdnn", Other("sdnn", POPULATION)),
    ("/heartpy/sdsd", Other("sdsd", OF_ABSOLUTES)),
    ("/heartpy/rmssd", Same("rmssd", 1.0)),
    ("/heartpy/pnn20", Same("pnn20", 100.0)),
    ("/heartpy/pnn50", Same("pnn50", 100.0)),
    ("/heartpy/sd1", Other("sd1", POPULATION)),
    ("/heartpy/sd2", Other("sd2", ROTATED)),
    ("/heartpy/vlf", Other("vlf", OPTIONS)),
    ("/heartpy/lf", Other("lf", OPTIONS)),
    ("/heartpy/hf", Other("hf", OPTIONS)),

    ("/systole/time/MeanRR", Same("mean", 1.0)),
    ("/systole/time/MeanBPM", Other("rate", MOMENTARY)),
    ("/systole/time/SDNN", Same("sdnn", 1.0)),
    ("/systole/time/SDSD", Same("sdsd", 1.0)),
    ("/systole/time/RMSSD", Same("rmssd", 1.0)),
    ("/systole/time/pnn50", Same("pnn50", 1.0)),
    ("/systole/freq/vlf_power", Other("vlf", OPTIONS)),
    ("/systole/freq/lf_power", Other("lf", OPTIONS)),
    ("/systole/freq/hf_power", Other("hf", OPTIONS)),
    ("/systole/poincare/0", Other("sd1", POPULATION)),
    ("/systole/poincare/1", Other("sd2", POPULATION)),

    ("/biosppy_default/sdnn", Other("sdnn", DETRENDED)),
    ("/biosppy_default/rmssd", Other("rmssd", DETRENDED)),
    ("/biosppy_default/sampen", Other("entropy", DETRENDED)),
    ("/biosppy_default/lf_pwr", Other("lf", OPTIONS)),
    ("/biosppy_default/hf_pwr", Other("hf", OPTIONS)),
    ("/biosppy_raw_time/rmssd", Same("rmssd", 1.0)),
    ("/biosppy_raw_time/pnn50", Same("pnn50", 1.0)),
    ("/biosppy_raw_time/sdnn", Other("sdnn", POPULATION)),
    ("/biosppy_raw_time/hti", Other("triangular", BINS)),
    ("/biosppy_raw_time/tinn", Other("tinn", TRIANGLE)),
    ("/biosppy_raw_time/hr_mean", Other("rate", MOMENTARY)),

    ("/hrv/time/rmssd", Same("rmssd", 1.0)),
    ("/hrv/time/sdnn", Same("sdnn", 1.0)),
    ("/hrv/time/sdsd", Same("sdsd", 1.0)),
    ("/hrv/time/pnn50", Other("pnn50", OF_INTERVALS)),
    ("/hrv/time/mrri", Same("mean", 1.0)),
    ("/hrv/time/mhr", Other("rate", MOMENTARY)),
    ("/hrv/freq_welch_256/vlf", Other("vlf", OPTIONS)),
    ("/hrv/freq_welch_256/lf", Other("lf", OPTIONS)),
    ("/hrv/freq_welch_256/hf", Other("hf", OPTIONS)),
    ("/hrv/nonlinear/sd1", Same("sd1", 1.0)),
    ("/hrv/nonlinear/sd2", Same("sd2", 1.0)),

    ("/pyhrv/nni_parameters/nni_counter", Same("n", 1.0)),
    ("/pyhrv/nni_parameters/nni_mean", Same("mean", 1.0)),
    ("/pyhrv/hr_parameters/hr_mean", Other("rate", MOMENTARY)),
    ("/pyhrv/sdnn/sdnn", Same("sdnn", 1.0)),
    ("/pyhrv/rmssd/rmssd", Same("rmssd", 1.0)),
    ("/pyhrv/sdsd/sdsd", Other("sdsd", OF_ABSOLUTES)),
    ("/pyhrv/nn50/pnn50", Same("pnn50", 1.0)),
    ("/pyhrv/nn20/pnn20", Same("pnn20", 1.0)),
    ("/pyhrv/geom/tri_index", Other("triangular", BINS)),
    ("/pyhrv/geom/tinn", Other("tinn", TRIANGLE)),
    ("/pyhrv/welch/fft_abs/0", Other("vlf", OPTIONS)),
    ("/pyhrv/welch/fft_abs/1", Other("lf", OPTIONS)),
    ("/pyhrv/welch/fft_abs/2", Other("hf", OPTIONS)),
    ("/pyhrv/lomb/lomb_abs/0", Other("lomb vlf", BROKEN)),
    ("/pyhrv/lomb/lomb_abs/1", Other("lomb lf", BROKEN)),
    ("/pyhrv/lomb/lomb_abs/2", Other("lomb hf", BROKEN)),
    ("/pyhrv/poincare/sd1", Other("sd1", POPULATION)),
    ("/pyhrv/poincare/sd2", Other("sd2", ROTATED)),
    ("/pyhrv/sampen/sampen", Same("entropy, SD with N", 1.0)),
    ("/pyhrv/dfa/dfa_alpha1", Other("alpha1", MEAN_OF_BOXES)),
    ("/pyhrv/dfa/dfa_alpha2", Other("alpha2", MEAN_OF_BOXES)),
];
