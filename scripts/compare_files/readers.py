"""Reads one file with each Python package, as its documentation shows, and returns the RMSSD in ms.

`readers.py PACKAGE FOLDER` runs in the environment of that package and prints what came of every file, as JSON.
The help of a careful user stands in cases.py. A package with a reader of its own uses that; the others get what their
documentation or tests show. No row is chosen and no cell is taken apart by hand.
"""

import contextlib
import importlib
import importlib.metadata
import io
import json
import math
import pathlib
import re
import sys
import warnings

import numpy as np

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "compare_peers"))
import peers  # lets old packages run on this Python
from cases import cases

# These speak of the future of Python, not of the data.
NOT_OF_DATA = (DeprecationWarning, PendingDeprecationWarning, FutureWarning, ImportWarning, ResourceWarning)


def has_column(case):
    if case.column is None:
        raise LookupError("no column holds intervals")


def neurokit2(path, case):
    """pandas.read_csv; the time of the row as RRI_Time; times of beats as peaks."""
    import neurokit2
    import pandas

    has_column(case)
    if path.endswith(".json"):
        return float(neurokit2.hrv_time({"RRI": pandas.read_json(path)[case.name]}).HRV_RMSSD[0])
    table = pandas.read_csv(
        path, sep=case.sep, header=None, skiprows=case.skip, decimal=case.decimal, thousands=case.thousands
    )
    values = pandas.to_numeric(table.iloc[0] if case.one_line else table[case.column]) * case.factor
    given = {"RRI": values}
    if case.clock is not None:
        # It wants the end of each interval.
        begins = values / 1000 if case.clock_at_start else 0
        given["RRI_Time"] = seconds(table[case.clock], case.clock_unit) + begins
    if case.beats:
        given = values.round().astype(int).to_numpy()
    return float(neurokit2.hrv_time(given, sampling_rate=1000).HRV_RMSSD[0])


def seconds(times, unit):
    import pandas

    if unit == "date":
        times = pandas.to_datetime(times)
        return (times - times[0]).dt.total_seconds()
    return times / {"s": 1, "ms": 1000}[unit]


def hrv_analysis(path, case):
    """open().readlines(), as in its tests; the json module for JSON."""
    import hrvanalysis

    has_column(case)
    with open(path, encoding="utf-8") as file:
        if path.endswith(".json"):
            values = json.load(file)[case.name]
        else:
            lines = file.readlines()[case.skip :]
            values = lines[0].split(case.sep) if case.one_line else [line.split(case.sep)[case.column] for line in lines]
    rr = np.array([float(value.strip()) if isinstance(value, str) else value for value in values]) * case.factor
    return float(hrvanalysis.get_time_domain_features(list(np.diff(rr) if case.beats else rr))["rmssd"])


def pyhrv(path, case):
    """numpy.loadtxt, as in its examples; pyhrv.tools.hrv_import for JSON; times of beats as rpeaks."""
    import pyhrv.time_domain
    import pyhrv.tools

    has_column(case)
    if path.endswith(".json"):
        return float(pyhrv.time_domain.rmssd(nni=pyhrv.tools.hrv_import(path)[case.name])["rmssd"])
    columns = None if case.one_line else case.column
    values = np.loadtxt(path, delimiter=case.sep, skiprows=case.skip, usecols=columns, quotechar='"')
    if case.beats:
        return float(pyhrv.time_domain.rmssd(rpeaks=values)["rmssd"])
    return float(pyhrv.time_domain.rmssd(nni=values * case.factor)["rmssd"])


def hrv(path, case):
    """hrv.io: read_from_hrm for .hrm, read_from_text for a single column or a list, read_from_csv for anything else."""
    from hrv.classical import time_domain
    from hrv.io import read_from_csv, read_from_hrm, read_from_text
    from hrv.rri import RRi

    has_column(case)
    if path.endswith(".hrm"):
        rri = read_from_hrm(path)
    elif path.endswith(".json"):
        raise LookupError("no reader for JSON")
    elif path.endswith(".txt") and case.skip == 0 and case.column == 0:
        rri = read_from_text(path)
    else:
        rri = read_from_csv(path, rri_col_index=case.column, row_offset=case.skip, sep=case.sep)
    # It knows s from ms. Only another unit is left to the user.
    rr = rri.values * (case.factor if case.factor < 10 else 1)
    return float(time_domain(RRi(np.diff(rr) if case.beats else rr))["rmssd"])


def heartpy(path, case):
    """heartpy.get_data, then process_rr; a name of a column in the spelling of NumPy, without signs."""
    import heartpy

    has_column(case)
    if case.name:
        values = heartpy.get_data(path, delim=case.sep, column_name=re.sub(r"[^\w ]", "", case.name).replace(" ", "_"))
    else:
        values = heartpy.get_data(path, delim=case.sep, ignore_extension=path.endswith(".hrm"))
        values = values if values.ndim == 1 else values[:, case.column]
        # Lines before the numbers come as NaN.
        values = values[~np.isnan(values)]
    rr = values * case.factor
    return float(heartpy.process_rr(np.diff(rr) if case.beats else rr)[1]["rmssd"])


READERS = {
    "NeuroKit2": ("neurokit2", neurokit2),
    "hrv-analysis": ("hrvanalysis", hrv_analysis),
    "pyHRV": ("pyhrv", pyhrv),
    "hrv": ("hrv", hrv),
    "HeartPy": ("heartpy", heartpy),
}


def reading(read, path, case):
    """What comes of a file: an RMSSD, or why there is none, and what was said about the data."""
    with warnings.catch_warnings(record=True) as caught, contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("always")
        try:
            rmssd = read(path, case)
        except Exception as error:
            return {"refused": f"{type(error).__name__}: {error}".strip().splitlines()[0][:100]}
    said = [str(warning.message) for warning in caught if not issubclass(warning.category, NOT_OF_DATA)]
    if not math.isfinite(rmssd):
        return {"refused": "; ".join(said) or "no number"}
    return {"rmssd": [rmssd], "said": said}


def main():
    package, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    module, read = READERS[package]
    # What it says while it is loaded is not said of a file.
    importlib.import_module(module)
    found = {case.file: reading(read, case.path(folder), case) for case in cases(folder)}
    print(json.dumps({"version": importlib.metadata.version(package.lower()), "found": found}))


if __name__ == "__main__":
    main()
