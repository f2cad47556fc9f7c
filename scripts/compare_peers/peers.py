"""Calls each Python package for its figures: three groups of work, with the same names for the same results.

Every peer has `time`, `spectrum` and `nonlinear`, each taking a NumPy array of intervals in ms and returning a
dictionary. They are called as their documentation shows, with the defaults, unless a comment says why not.
"""

import collections
import collections.abc
import importlib.resources
import warnings

import numpy as np

warnings.simplefilter("ignore")

# hrv 0.2.10 imports names that Python moved in 3.10. nolds 0.6.3 uses a call of importlib.resources that exists from 3.12.
for _name in ("MutableMapping", "Mapping", "Sequence", "Iterable", "Callable"):
    if not hasattr(collections, _name):
        setattr(collections, _name, getattr(collections.abc, _name))
_files = importlib.resources.files


def _files_of_module(anchor):
    try:
        return _files(anchor)
    except TypeError:
        return _files(anchor.rpartition(".")[0])


importlib.resources.files = _files_of_module


class NumpyByHand:
    """The formulas of a textbook with NumPy and SciPy: cubic 4 Hz, Welch 120 s, Hann, half overlapping, linear detrend."""

    def __init__(self):
        import scipy.interpolate
        import scipy.signal

        self.spline = scipy.interpolate.CubicSpline
        self.welch = scipy.signal.welch

    def time(self, rr):
        d = np.diff(rr)
        return {
            "mean_rr": rr.mean(), "heart_rate": 60000 / rr.mean(), "sdnn": rr.std(ddof=1), "sdsd": d.std(ddof=1),
            "rmssd": np.sqrt(np.mean(d * d)), "pnn20": 100 * np.mean(abs(d) > 20), "pnn50": 100 * np.mean(abs(d) > 50),
            "sd1": d.std(ddof=1) / np.sqrt(2), "sd2": np.sqrt(2 * rr.var(ddof=1) - d.var(ddof=1) / 2),
        }

    def spectrum(self, rr):
        at = np.cumsum(rr) / 1000
        grid = np.arange(at[0], at[-1], 0.25)
        even = self.spline(at, rr)(grid)
        f, p = self.welch(even, 4, "hann", min(480, len(even)), nfft=2048, detrend="linear")
        band = lambda low, high: np.trapezoid(p[(f >= low) & (f < high)], f[(f >= low) & (f < high)])
        return {"vlf": band(0.0033, 0.04), "lf": band(0.04, 0.15), "hf": band(0.15, 0.4)}

    nonlinear = None


class NeuroKit2:
    def __init__(self):
        import neurokit2

        self.nk = neurokit2

    def _intervals(self, rr):
        return {"RRI": rr, "RRI_Time": np.cumsum(rr) / 1000}

    def time(self, rr):
        h = self.nk.hrv_time(self._intervals(rr), sampling_rate=1000).iloc[0]
        return {
            "mean_rr": h.HRV_MeanNN, "sdnn": h.HRV_SDNN, "sdsd": h.HRV_SDSD, "rmssd": h.HRV_RMSSD,
            "pnn20": h.HRV_pNN20, "pnn50": h.HRV_pNN50, "triangular_index": h.HRV_HTI, "tinn": h.HRV_TINN,
        }

    def spectrum(self, rr):
        # Its default, normalize=True, has no unit.
        h = self.nk.hrv_frequency(self._intervals(rr), sampling_rate=1000, normalize=False).iloc[0]
        return {"vlf": h.HRV_VLF, "lf": h.HRV_LF, "hf": h.HRV_HF}

    def nonlinear(self, rr):
        h = self.nk.hrv_nonlinear(self._intervals(rr), sampling_rate=1000).iloc[0]
        return {
            "sd1": h.HRV_SD1, "sd2": h.HRV_SD2, "sample_entropy": h.HRV_SampEn,
            "dfa_alpha1": h.HRV_DFA_alpha1, "dfa_alpha2": h.get("HRV_DFA_alpha2"),
        }


class HrvAnalysis:
    def __init__(self):
        import hrvanalysis

        self.h = hrvanalysis

    def time(self, rr):
        rr = list(rr)
        h = self.h.get_time_domain_features(rr)
        g = self.h.get_geometrical_features(rr)
        return {
            "mean_rr": h["mean_nni"], "heart_rate": h["mean_hr"], "sdnn": h["sdnn"], "sdsd": h["sdsd"],
            "rmssd": h["rmssd"], "pnn20": h["pnni_20"], "pnn50": h["pnni_50"], "triangular_index": g["triangular_index"],
        }

    def spectrum(self, rr):
        h = self.h.get_frequency_domain_features(list(rr))
        return {"vlf": h["vlf"], "lf": h["lf"], "hf": h["hf"]}

    def lomb(self, rr):
        h = self.h.get_frequency_domain_features(list(rr), method="lomb")
        return {"lf_lomb": h["lf"], "hf_lomb": h["hf"]}

    def nonlinear(self, rr):
        p = self.h.get_poincare_plot_features(list(rr))
        return {"sd1": p["sd1"], "sd2": p["sd2"], "sample_entropy": self.h.get_sampen(list(rr))["sampen"]}


class PyHrv:
    def __init__(self):
        import matplotlib

        matplotlib.use("Agg")
        import pyhrv.frequency_domain
        import pyhrv.nonlinear
        import pyhrv.time_domain

        self.td, self.fd, self.nl = pyhrv.time_domain, pyhrv.frequency_domain, pyhrv.nonlinear

    def time(self, rr):
        td = self.td
        return {
            "mean_rr": td.nni_parameters(nni=rr)["nni_mean"], "heart_rate": td.hr_parameters(nni=rr)["hr_mean"],
            "sdnn": td.sdnn(nni=rr)["sdnn"], "sdsd": td.sdsd(nni=rr)["sdsd"], "rmssd": td.rmssd(nni=rr)["rmssd"],
            "pnn20": td.nn20(nni=rr)["pnn20"], "pnn50": td.nn50(nni=rr)["pnn50"],
            "triangular_index": td.triangular_index(nni=rr, plot=False, show=False)["tri_index"],
            "tinn": td.tinn(nni=rr, plot=False, show=False)["tinn"],
        }

    def spectrum(self, rr):
        vlf, lf, hf = self.fd.welch_psd(nni=rr, show=False, mode="dev")[0]["fft_abs"]
        return {"vlf": vlf, "lf": lf, "hf": hf}

    def lomb(self, rr):
        _, lf, hf = self.fd.lomb_psd(nni=rr, show=False, mode="dev")[0]["lomb_abs"]
        return {"lf_lomb": lf, "hf_lomb": hf}

    def nonlinear(self, rr):
        p = self.nl.poincare(nni=rr, show=False, mode="dev")
        d = self.nl.dfa(rr, show=False, mode="dev")
        return {
            "sd1": p["sd1"], "sd2": p["sd2"], "sample_entropy": self.nl.sample_entropy(nni=rr)[0],
            "dfa_alpha1": d["dfa_alpha1"], "dfa_alpha2": d["dfa_alpha2"],
        }


class Systole:
    def __init__(self):
        import systole.hrv

        self.h = systole.hrv

    @staticmethod
    def _dict(frame):
        return dict(zip(frame.Metric, frame.Values))

    def time(self, rr):
        h = self._dict(self.h.time_domain(rr))
        return {
            "mean_rr": h["MeanRR"], "heart_rate": h["MeanBPM"], "sdnn": h["SDNN"], "sdsd": h["SDSD"],
            "rmssd": h["RMSSD"], "pnn50": h["pnn50"],
        }

    def spectrum(self, rr):
        h = self._dict(self.h.frequency_domain(rr))
        return {"vlf": h["vlf_power"], "lf": h["lf_power"], "hf": h["hf_power"]}

    def nonlinear(self, rr):
        h = self._dict(self.h.nonlinear_domain(rr))
        return {"sd1": h["SD1"], "sd2": h["SD2"]}


class BioSppy:
    def __init__(self):
        import matplotlib

        matplotlib.use("Agg")
        from biosppy.signals import hrv

        self.h = hrv

    def time(self, rr):
        # It has no histogram below 90 s.
        h = self.h.hrv_timedomain(rri=rr).as_dict()
        return {
            "mean_rr": h["rr_mean"], "heart_rate": h["hr_mean"], "sdnn": h["sdnn"], "rmssd": h["rmssd"],
            "pnn50": h["pnn50"], "triangular_index": h.get("hti"), "tinn": h.get("tinn"),
        }

    def spectrum(self, rr):
        h = self.h.hrv_frequencydomain(rri=rr)
        return {"vlf": h["vlf_pwr"], "lf": h["lf_pwr"], "hf": h["hf_pwr"]}

    def nonlinear(self, rr):
        h = self.h.hrv_nonlinear(rri=rr).as_dict()
        return {"sd1": h.get("sd1"), "sd2": h.get("sd2"), "sample_entropy": h.get("sampen")}


class Hrv:
    def __init__(self):
        import hrv.classical
        from hrv.rri import RRi

        self.h, self.rri = hrv.classical, RRi

    def time(self, rr):
        h = self.h.time_domain(self.rri(rr))
        return {
            "mean_rr": h["mrri"], "heart_rate": h["mhr"], "sdnn": h["sdnn"], "sdsd": h["sdsd"], "rmssd": h["rmssd"],
            "pnn50": h["pnn50"],
        }

    def spectrum(self, rr):
        h = self.h.frequency_domain(self.rri(rr))
        return {"vlf": h["vlf"], "lf": h["lf"], "hf": h["hf"]}

    def nonlinear(self, rr):
        h = self.h.non_linear(self.rri(rr))
        return {"sd1": h["sd1"], "sd2": h["sd2"]}


PEERS = {
    "numpy by hand": NumpyByHand,
    "NeuroKit2": NeuroKit2,
    "hrv-analysis": HrvAnalysis,
    "pyHRV": PyHrv,
    "systole": Systole,
    "BioSPPy": BioSppy,
    "hrv": Hrv,
}
