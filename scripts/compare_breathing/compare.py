"""Prints breathing rates of breathmark and of others beside the truth: `compare.py CACHE EXAMPLE`."""

import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ENVIRONMENTS = {"venv": ["NeuroKit2", "HF peak", "highest peak", "counting"], "venv-heartpy": ["HeartPy"]}
ORDER = ["breathmark", "HeartPy", "NeuroKit2", "HF peak", "highest peak", "counting"]
LEGEND = """\
Windows of 64 s, a new one every 16 s. All get the intervals that breathmark accepted in the window.
shown: windows with a rate. MAE: mean error in breaths a minute; "MAE there": in the windows where breathmark shows a rate.
in 0.5, in 2: share of the rates shown that are off by no more.
HF peak: the highest point of a Hann periodogram in 0.15-0.40 Hz; highest peak: in 0.05-0.40 Hz; neither asks whether it
is breathing. counting: maxima of the intervals, smoothed."""


def windows(cache, example, folder, paths):
    """Every window of these series, with the rates of all methods."""
    done = subprocess.run([example, *paths], capture_output=True, text=True, check=True)
    lines = [line for line in done.stdout.splitlines() if len(json.loads(line)["rr_ms"]) >= 20]
    found = [{**json.loads(line), "rates": {"breathmark": json.loads(line)["rate"]}} for line in lines]
    for environment, methods in ENVIRONMENTS.items():
        python = cache / environment / "bin" / "python"
        called = [python, HERE / "methods.py", *methods]
        done = subprocess.run(called, input="\n".join(lines), capture_output=True, text=True, check=True)
        for window, line in zip(found, done.stdout.splitlines(), strict=True):
            window["rates"].update(json.loads(line))
    return found


def with_belt(cache, windows, folder):
    """Adds the belt's rate, and the share of its power in that one peak."""
    called = [cache / "venv" / "bin" / "python", HERE / "belt.py", folder]
    done = subprocess.run(called, input="\n".join(map(json.dumps, windows)), capture_output=True, text=True, check=True)
    for window, line in zip(windows, done.stdout.splitlines(), strict=True):
        window.update(json.loads(line))
    return windows


def table(title, windows):
    print(f"\n{title}: {len(windows)} windows")
    print(f"{'':14}{'shown':>8}{'MAE':>8}{'in 0.5':>9}{'in 2':>8}{'MAE there':>11}")
    ours = [window for window in windows if window["rates"]["breathmark"] is not None]
    for method in ORDER:
        off = errors(windows, method)
        share = lambda most: f"{100 * sum(error <= most for error in off) / len(off):.0f} %" if off else "-"
        shown = f"{100 * len(off) / len(windows):.0f} %"
        print(f"{method:14}{shown:>8}{mean(off):>8}{share(0.5):>9}{share(2):>8}{mean(errors(ours, method)):>11}")


def errors(windows, method):
    rates = [(window["rates"][method], window["truth"]) for window in windows]
    return [abs(rate - truth) for rate, truth in rates if rate is not None]


def mean(values):
    return f"{sum(values) / len(values):.2f}" if values else "-"


def main(cache, example):
    cache, example = pathlib.Path(cache), pathlib.Path(example).resolve()
    with tempfile.TemporaryDirectory() as place:
        belts, planted = pathlib.Path(place) / "belts", pathlib.Path(place) / "planted"
        belts.mkdir()
        planted.mkdir()
        subprocess.run([cache / "venv" / "bin" / "python", HERE / "series.py", belts], check=True)
        subprocess.run([example, "--write", planted], check=True)
        print(LEGEND)
        series = sorted(path for path in belts.glob("*.csv") if ".belt" not in path.name)
        seen = with_belt(cache, windows(cache, example, belts, series), belts)
        table("Belt, breathing regularly (70 % of the belt's power in one peak)", [w for w in seen if w["share"] >= 0.7])
        table("Belt, all windows", seen)
        seen = windows(cache, example, planted, sorted(planted.glob("*.csv")))
        for window in seen:
            window["truth"] = float(window["series"].split("_")[1])
        table("Simulated, 4.5 to 7 breaths a minute", [w for w in seen if w["truth"] <= 7])
        table("Simulated, 9 to 18 breaths a minute", [w for w in seen if w["truth"] >= 9])


if __name__ == "__main__":
    main(*sys.argv[1:])
