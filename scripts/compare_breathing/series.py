"""Writes the recordings with a belt into a folder: `series.py FOLDER`.

For each there is NAME.csv with the intervals (`t_s`, `rr_ms`) and NAME.belt.csv with the belt (`t_s`, `resp`, 10 Hz).
"""

import importlib.resources
import os
import pathlib
import shutil
import sys

import neurokit2
import numpy as np
import scipy.signal


def of_systole(folder):
    """25 minutes of a task, from the package systole: an ECG at 1000 Hz, and a belt."""
    data = importlib.resources.files("systole") / "datasets"
    ecg, belt = (np.load(data / f"Task1_{name}.npy").ravel() for name in ("ECG", "Respiration"))
    peaks = neurokit2.ecg_peaks(neurokit2.ecg_clean(ecg, 1000), 1000)[1]["ECG_R_Peaks"]
    belt = scipy.signal.decimate(scipy.signal.decimate(belt, 10), 10)
    write(folder / "task.csv", "t_s,rr_ms", zip(peaks[1:] / 1000, np.diff(peaks)))
    write(folder / "task.belt.csv", "t_s,resp", enumerate(belt), 0.1)


def write(path, head, rows, unit=1.0):
    path.write_text("\n".join([head, *(f"{at * unit:.4f},{value:.4f}" for at, value in rows)]) + "\n")


def of_data(folder):
    data = os.environ.get("BREATHMARK_DATA")
    source = pathlib.Path(data or "/nowhere") / "recordings" / "resp_reference"
    if not source.is_dir():
        print("BREATHMARK_DATA names no folder with recordings/resp_reference: those are left out", file=sys.stderr)
        return
    for belt in sorted(source.glob("*_resp10hz.csv")):
        name = belt.name.removesuffix("_resp10hz.csv")
        shutil.copyfile(source / f"{name}_rr.csv", folder / f"{name}.csv")
        shutil.copyfile(belt, folder / f"{name}.belt.csv")


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    of_systole(folder)
    of_data(folder)
