"""Breathing rate of a belt: `belt.py FOLDER` reads windows as lines of JSON (`series`, `end_s`).

Prints for each the rate in breaths a minute (`truth`), and the share of the belt's power within 0.03 Hz of it (`share`).
"""

import functools
import json
import pathlib
import sys

import numpy as np
import scipy.signal

WINDOW_S = 64
RATE_HZ = 10


@functools.cache
def belt(path):
    return np.genfromtxt(path, delimiter=",", names=True)


def rate(of, end_s):
    """The highest peak between 0.05 and 0.6 Hz."""
    wave = of["resp"][(of["t_s"] <= end_s) & (of["t_s"] > end_s - WINDOW_S)]
    hz, power = scipy.signal.periodogram(scipy.signal.detrend(wave), RATE_HZ, "hann", nfft=32768)
    band = (hz >= 0.05) & (hz <= 0.6)
    hz, power = hz[band], power[band]
    peak = hz[np.argmax(power)]
    return {"truth": 60 * peak, "share": float(power[abs(hz - peak) <= 0.03].sum() / power.sum())}


if __name__ == "__main__":
    for line in sys.stdin:
        window = json.loads(line)
        path = pathlib.Path(sys.argv[1]) / f"{window['series']}.belt.csv"
        # The newest sample of the live spectrum is a beat or two old.
        print(json.dumps(rate(belt(path), window["end_s"] - 1.5)))
