"""Breathing rates of one program for windows of intervals: `methods.py NAME…`.

Reads lines of JSON with `rr_ms`. Prints for each a line of JSON: method to breaths a minute, or null if it gives none.
Each package is called as its documentation shows, with the defaults.
"""

import json
import sys
import warnings

import numpy as np

warnings.simplefilter("ignore")


def heartpy(rr):
    """`calc_breathing`: band-pass 0.1 to 0.4 Hz, then the peak of Welch's spectrum."""
    from heartpy.analysis import calc_breathing

    return 60 * calc_breathing(rr)[0]["breathingrate"]


def neurokit2(rr):
    """`ecg_rsp` of the heart rate, then `rsp_rate`: a rate for each sample, here their mean."""
    import neurokit2 as nk

    peaks = np.round(np.cumsum(np.concatenate([[0], rr])) / 10).astype(int)
    rate = nk.signal_rate(peaks, sampling_rate=100, desired_length=int(peaks[-1]) + 1)
    return float(np.mean(nk.rsp_rate(nk.ecg_rsp(rate, sampling_rate=100), sampling_rate=100)))


def even(rr):
    """The intervals at 4 Hz, through a cubic spline."""
    import scipy.interpolate

    at = np.cumsum(rr) / 1000
    grid = np.arange(at[0], at[-1], 0.25)
    return scipy.interpolate.CubicSpline(at, rr)(grid)


def highest(rr, low, high):
    """The peak of a periodogram between two frequencies, whatever it is."""
    import scipy.signal

    hz, power = scipy.signal.periodogram(even(rr), 4, "hann", nfft=8192, detrend="linear")
    band = (hz >= low) & (hz <= high)
    return 60 * hz[band][np.argmax(power[band])]


def counting(rr):
    """Maxima of the intervals, a smoothed second apart at least, over the time between the first and the last."""
    import scipy.signal

    smooth = scipy.signal.savgol_filter(even(rr), 5, 2)
    maxima = scipy.signal.argrelmax(smooth, order=4)[0]
    return 60 * (len(maxima) - 1) / ((maxima[-1] - maxima[0]) / 4)


METHODS = {
    "HeartPy": heartpy,
    "NeuroKit2": neurokit2,
    "HF peak": lambda rr: highest(rr, 0.15, 0.4),
    "highest peak": lambda rr: highest(rr, 0.05, 0.4),
    "counting": counting,
}


def rate(method, rr):
    """A rate, or nothing when the method fails or gives no number."""
    try:
        found = float(METHODS[method](rr))
    except Exception:
        return None
    return found if np.isfinite(found) else None


if __name__ == "__main__":
    for line in sys.stdin:
        intervals = np.array(json.loads(line)["rr_ms"])
        print(json.dumps({method: rate(method, intervals) for method in sys.argv[1:]}))
