"""Runs breathmark and its peers on the same series, one process at a time, and prints agreement and speed.

`compare.py FOLDER RUST_BINARY [--quick]`; FOLDER holds a virtual environment for each group of peers. A peer that takes
longer than its limit is ended and said to be beyond it, so all of this ends by itself.
"""

import json
import os
import pathlib
import platform
import subprocess
import sys
import time

import series

HERE = pathlib.Path(__file__).parent
PYTHON = {"hrv-analysis": "venv-hrv-analysis"}
PACKAGES = {
    "neurokit2": "NeuroKit2", "hrv-analysis": "hrv-analysis", "pyhrv": "pyHRV", "systole": "systole",
    "biosppy": "BioSPPy", "hrv": "hrv",
}
PYTHON_PEERS = ["numpy by hand", *PACKAGES]
ORDER = ["breathmark", "cardio-rs", "hrv-algos", *PYTHON_PEERS]
SHORT = {"numpy by hand": "numpy", "hrv-analysis": "hrv-anal."}
METRICS = [
    "mean_rr", "heart_rate", "sdnn", "sdsd", "rmssd", "pnn20", "pnn50", "sd1", "sd2", "triangular_index", "tinn", "vlf",
    "lf", "hf", "lf_lomb", "hf_lomb", "dfa_alpha1", "dfa_alpha2", "sample_entropy",
]
DEFINITIONS = """\
  heart_rate   60000 / mean RR, the beats counted over the time they took; several peers average the momentary rates
  sdnn, sd1/2  sample variance (N-1), nothing detrended; BioSPPy detrends by default and divides by N, pyHRV and systole
               take N for SD1/SD2; hrv-algos takes the main axes of the cloud instead of the line of identity
  sdsd         of the signed differences; pyHRV takes the spread of |d|, hrv-analysis and cardio-rs divide by N
  pnn20/50     of the N-1 differences; NeuroKit2 and hrv divide by the N intervals
  triangular   bins of 7.8125 ms (1/128 s) at multiples; hrv-analysis begins bins of 8 ms at the minimum, others elsewhere
  tinn         the triangle of least squares, both feet free; the peers search over few feet, or take the range
  vlf lf hf    Welch: see docs/metrics.md; windows, detrending and interpolation differ from peer to peer, and VLF is
               what a short window of theirs leaves of it; cardio-rs begins LF at 0.004 Hz; hrv-analysis interpolates
               linearly, which takes a quarter of HF
  lf/hf_lomb   one-sided, with the variance as integral; hrv-analysis has about half of it, pyHRV no ms2
  dfa          boxes of 4-16 and 16-64 intervals; NeuroKit2 takes other sizes of boxes
  sample_entr. m = 2, r = 0.2 SD (N-1), largest distance; BioSPPy detrends first"""


class Peers:
    """Starts each measurement in a process of its own, with a limit."""

    def __init__(self, folder, rust, limit):
        self.folder, self.rust, self.limit = folder, rust, limit
        self.environment = os.environ | {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")}

    def python(self, name):
        return self.folder / PYTHON.get(name, "venv") / "bin" / "python"

    def ask(self, name, path, task):
        return self.run([self.python(name), HERE / "measure.py", name, path, task])

    def ask_rust(self, path, task):
        return self.run([self.rust, path, task])

    def run(self, command):
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=self.limit, env=self.environment)
        except subprocess.TimeoutExpired:
            return {"error": f"> {self.limit} s"}
        if done.returncode != 0 or not done.stdout.strip():
            return {"error": (done.stderr.strip().splitlines() or [f"ended with {done.returncode}"])[-1][:120]}
        return json.loads(done.stdout.strip().splitlines()[-1])


def agreement(peers, path):
    figures = {}
    rust = peers.ask_rust(path, "agree")
    for name in ORDER[:3]:
        figures[name] = rust.get(name, {})
    for name in PYTHON_PEERS:
        answer = peers.ask(name, path, f"agree:{peers.limit / 2}")
        figures[name] = answer.get("figures", {})
        errors = {f["error"] for f in figures[name].values() if "error" in f} | ({answer["error"]} if "error" in answer else set())
        for error in sorted(errors):
            print(f"  {name}: {error}")
    return figures


def print_agreement(figures, names):
    print("\nAGREEMENT: difference to breathmark in %, median and (largest) over the series. No beat is rejected by anyone.")
    print(f"  series: {', '.join(names)}")
    width = 15
    print("  " + "metric".ljust(17) + "breathmark".rjust(11) + "".join(SHORT.get(n, n).rjust(width) for n in ORDER[1:]))
    for metric in METRICS:
        ours = {name: figures["breathmark"].get(name, {}) for name in names}
        first = ours[names[0]].get(metric)
        row = "  " + metric.ljust(17) + ("-" if first is None else f"{first:.4g}").rjust(11)
        for peer in ORDER[1:]:
            row += differences(ours, figures[peer], metric).rjust(width)
        print(row)
    print(f"  (breathmark's figures are of `{names[0]}`.) Where it is more than rounding, the definitions differ:")
    print(DEFINITIONS)


def counts(figures, metric):
    """Whether there is something to compare: of a band that holds next to nothing, a relative difference says nothing."""
    power = sum(figures.get(band) or 0 for band in ("vlf", "lf", "hf"))
    band = metric.partition("_")[0] in ("vlf", "lf", "hf")
    return bool(figures.get(metric)) and (not band or figures[metric] > 0.01 * power)


def differences(ours, theirs, metric):
    found = []
    for name, mine in ours.items():
        other = (theirs.get(name) or {}).get(metric)
        if counts(mine, metric) and other is not None:
            found.append(100 * (other / mine[metric] - 1))
    if not found:
        return "-"
    found.sort(key=abs)
    show = lambda value: "0" if abs(value) < 0.0005 else f"{value:+.2g}" if abs(value) < 10 else f"{value:+.0f}"
    return f"{show(found[len(found) // 2])} ({show(found[-1])})"


def speed(peers, path, quick):
    table = {name: {} for name in ORDER}
    for name in ORDER[:3]:
        print(f"  timing {name} ...", flush=True)
        table[name] |= peers.ask_rust(path, f"{name}:live")
        for group in ("time", "spectrum", "nonlinear", "all"):
            for length in ("five", "day"):
                answer = peers.ask_rust(path, f"{name}:{length}:{group}")
                table[name][f"{length}:{group}"] = answer.get("median", answer.get("error"))
                table[name]["rss"] = max(table[name].get("rss") or 0, answer.get("rss_mb") or 0)
    for name in PYTHON_PEERS:
        print(f"  timing {name} ...", flush=True)
        five = peers.ask(name, path, "five")
        table[name] |= {f"five:{key}": five.get(key, five.get("error")) for key in ("time", "spectrum", "nonlinear")}
        table[name]["import"] = five.get("import")
        live = peers.ask(name, path, "live")
        table[name] |= {"live": live.get("live", live.get("error")), "note": live.get("note")}
        for group in ("time", "spectrum", "nonlinear"):
            if group == "nonlinear" and table[name]["five:nonlinear"] is None:
                continue
            answer = peers.ask(name, path, f"day:{group}")
            table[name][f"day:{group}"] = answer.get(group, answer.get("error"))
            table[name]["rss"] = max(table[name].get("rss") or 0, answer.get("rss_mb") or 0)
    return table


def duration(value):
    if value is None:
        return "-"
    if isinstance(value, dict):
        value = value["error"]
    if isinstance(value, str):
        return "no memory" if "Memory" in value or "allocate" in value else value if value.startswith(">") else "fails"
    for unit, factor in (("s", 1), ("ms", 1e3), ("us", 1e6)):
        if value * factor >= 1:
            return f"{value * factor:.3g} {unit}"
    return f"{value * 1e9:.0f} ns"


def ratio(value, ours):
    if not (isinstance(value, float) and isinstance(ours, float)):
        return ""
    times = value / ours
    return f"{times:.2g}x" if times < 10 else f"{times:,.0f}x"


COLUMNS = [
    ("5 min time", "five:time"), ("spectrum", "five:spectrum"), ("nonlinear", "five:nonlinear"), ("24 h time", "day:time"),
    ("spectrum", "day:spectrum"), ("nonlinear", "day:nonlinear"), ("live, a beat", "live"),
]


def print_speed(table, lengths):
    print(f"\nSPEED: medians, one thread; {lengths}. In brackets: how many times as long as breathmark.")
    print("  " + "".ljust(15) + "".join(head.rjust(20) for head, _ in COLUMNS) + "    RSS 24 h   import")
    for name in ORDER:
        row = "  " + name.ljust(15)
        for _, key in COLUMNS:
            value, times = table[name].get(key), ratio(table[name].get(key), table["breathmark"].get(key))
            row += (duration(value) + (f" ({times})" if times and name != "breathmark" else "")).rjust(20)
        rss, imported = table[name].get("rss"), table[name].get("import")
        print(row + (f"{rss:9.0f} MB" if rss else "").rjust(12) + (f"{imported:7.1f} s" if imported else ""))
    everything = [table["breathmark"].get(key) for key in ("five:all", "day:all")]
    print(f"  breathmark, every figure at once: 5 min {duration(everything[0])}, 24 h {duration(everything[1])}")
    print("  time: time domain. spectrum: Welch (breathmark: Welch and Lomb-Scargle). nonlinear: what each has of entropy,")
    print("  DFA, recurrence and Poincare figures (hrv: SD1 and SD2 alone). live: the last 60 s anew at each")
    print("  beat, time domain and spectrum; breathmark: from the strap's bytes through artifacts and four windows up to")
    print("  5 min to the spectrum of 64 s and the reading.")
    for name in ORDER:
        notes = {table[name].get("note")} | {v["error"] for v in table[name].values() if isinstance(v, dict) and "error" in v}
        for note in sorted(note for note in notes if note):
            print(f"  {name}: {note}")


def program(path, binary, quick):
    """The program itself on a thousand files, start to end, next to reading them."""
    folder = path.parent / "files"
    folder.mkdir(exist_ok=True)
    count = 200 if quick else 1000
    files = [folder / f"{index:04}.txt" for index in range(count)]
    for index, file in enumerate(files):
        if not file.exists():
            file.write_text("".join(f"{ms:.3f}\n" for ms in series.heart(350, 100 + index)), encoding="utf-8")
    times, reading = [], []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run([binary, "analyze", "--json", *files], stdout=subprocess.DEVNULL, check=True)
        times.append(time.perf_counter() - start)
        start = time.perf_counter()
        for file in files:
            file.read_bytes()
        reading.append(time.perf_counter() - start)
    took, read = sorted(times)[2], sorted(reading)[2]
    print(f"\nPROGRAM: breathmark analyze on {count} files of five minutes: {took:.3f} s, {count / took:.0f} series/s")
    print(f"  on {os.cpu_count()} cores; reading the files alone in Python: {read:.3f} s ({took / read:.1f}x)")


def main():
    folder, rust, binary = map(pathlib.Path, sys.argv[1:4])
    quick = "--quick" in sys.argv
    began = time.perf_counter()
    print(f"compare-peers on {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    peers = Peers(folder, rust, 15 if quick else 60)
    agree, timed = series.for_agreement(), series.for_speed()
    paths = {"agree": folder / "agree.json", "speed": folder / "speed.json"}
    paths["agree"].write_text(json.dumps(agree), encoding="utf-8")
    paths["speed"].write_text(json.dumps(timed), encoding="utf-8")
    print_agreement(agreement(peers, paths["agree"]), list(agree))
    lengths = f"5 min: {len(timed['five'])} beats; 24 h: {len(timed['day'])} beats; limit {peers.limit} s a task"
    print_speed(speed(peers, paths["speed"], quick), lengths)
    program(paths["speed"], binary, quick)
    print(f"\ncompare-peers took {time.perf_counter() - began:.0f} s")


main()
