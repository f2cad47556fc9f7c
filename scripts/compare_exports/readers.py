"""Reads exports with each Python package, as its documentation shows, and returns the RMSSD in ms.

`readers.py PACKAGE FILE…` runs in the environment of that package and prints an RMSSD for each file, as JSON: a number, or why
there is none. The kind of a file is in its name. `readers.py PACKAGE --timed FILE` also says how many seconds it took, with
loading the package and without.
"""

import time

BEGAN = time.perf_counter()

import contextlib
import gzip
import importlib.metadata
import io
import json
import math
import pathlib
import resource
import sys
import warnings

import numpy as np

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "compare_peers"))
import peers  # lets old packages run on this Python


def columns(path):
    """The intervals of a file in ms, and the times of their ends in s, if it has any."""
    if path.endswith(".rr.txt"):
        return np.loadtxt(path), None
    if path.endswith(".csv"):
        table = np.genfromtxt(path, delimiter=",", names=True, dtype=None, encoding="utf-8")
        return table["rr_ms"], table["time_s"]
    if path.endswith(".jsonl"):
        with open(path, encoding="utf-8") as file:
            beats = [line for line in map(json.loads, file) if line["type"] == "beat"]
        return np.array([beat["rr_ms"] for beat in beats]), np.array([beat["time_s"] for beat in beats])
    # BIDS: the JSON beside the table names its columns.
    names = json.loads(pathlib.Path(path.replace(".tsv.gz", ".json")).read_text())["Columns"]
    with gzip.open(path, "rt") as file:
        rows = [line.rstrip("\n").split("\t") for line in file]
    column = lambda name: np.array([float(row[names.index(name)]) for row in rows])
    return column("rr_interval"), column("onset")


def neurokit2(path):
    """RRI, and RRI_Time where the file has times: then differences across gaps are left out."""
    import neurokit2

    rr, ends = columns(path)
    given = {"RRI": rr} if ends is None else {"RRI": rr, "RRI_Time": ends}
    return float(neurokit2.hrv_time(given, sampling_rate=1000).HRV_RMSSD[0])


def pyhrv(path):
    import pyhrv.time_domain

    return float(pyhrv.time_domain.rmssd(nni=columns(path)[0])["rmssd"])


def hrv_analysis(path):
    import hrvanalysis

    return float(hrvanalysis.get_time_domain_features(list(columns(path)[0]))["rmssd"])


READERS = {
    "NeuroKit2": ("neurokit2", neurokit2),
    "pyHRV": ("pyhrv", pyhrv),
    "hrv-analysis": ("hrvanalysis", hrv_analysis),
}


def reading(read, path):
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        try:
            rmssd = read(path)
        except Exception as error:
            return f"{type(error).__name__}: {error}".strip().splitlines()[0][:100]
    return rmssd if math.isfinite(rmssd) else "no number"


def main():
    module, read = READERS[sys.argv[1]]
    if sys.argv[2] == "--timed":
        importlib.import_module(module)
        loaded = time.perf_counter()
        rmssd = reading(read, sys.argv[3])
        done = time.perf_counter()
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"rmssd": rmssd, "all_s": done - BEGAN, "read_s": done - loaded, "mib": memory}))
        return
    found = {path: reading(read, path) for path in sys.argv[2:]}
    print(json.dumps({"version": importlib.metadata.version(sys.argv[1].lower()), "found": found}))


if __name__ == "__main__":
    main()
