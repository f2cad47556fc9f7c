"""Runs breathmark and its peers on the same series and prints how far they agree and how fast they are.

`compare.py FOLDER RUST_BINARY BREATHMARK [--limit SECONDS]`; FOLDER holds a virtual environment for each group of peers.
A task that takes longer than its limit is ended, and the output says so.
"""

import concurrent.futures
import json
import os
import pathlib
import platform
import subprocess
import sys
import textwrap
import time

import peers_process
import series

PEERS = ["numpy by hand", "NeuroKit2", "hrv-analysis", "pyHRV", "systole", "BioSPPy", "hrv"]
CRATES = ["cardio-rs", "hrv-algos"]
ORDER = ["breathmark", *CRATES, *PEERS]
METRICS = [
    "mean_rr", "heart_rate", "sdnn", "sdsd", "rmssd", "pnn20", "pnn50", "sd1", "sd2", "triangular_index", "tinn", "vlf",
    "lf", "hf", "lf_lomb", "hf_lomb", "dfa_alpha1", "dfa_alpha2", "sample_entropy",
]
# The peers that use the same definition as breathmark. docs/metrics.md says how the others differ.
SAME = {
    "mean_rr": ["cardio-rs", *PEERS],
    "heart_rate": ["numpy by hand"],
    "sdnn": ["cardio-rs", "numpy by hand", "NeuroKit2", "hrv-analysis", "pyHRV", "systole", "hrv"],
    "sdsd": ["numpy by hand", "NeuroKit2", "systole", "hrv"],
    "rmssd": [*CRATES, "numpy by hand", "NeuroKit2", "hrv-analysis", "pyHRV", "systole", "hrv"],
    "pnn20": ["numpy by hand", "hrv-analysis", "pyHRV"],
    "pnn50": ["cardio-rs", "numpy by hand", "hrv-analysis", "pyHRV", "systole"],
    "sd1": ["numpy by hand", "NeuroKit2", "hrv-analysis", "hrv"],
    "sd2": ["numpy by hand", "hrv-analysis", "hrv"],
    "triangular_index": ["NeuroKit2", "pyHRV"],
    "vlf": ["numpy by hand"], "lf": ["numpy by hand"], "hf": ["numpy by hand"],
    "sample_entropy": ["NeuroKit2"],
}
COLUMNS = [
    ("time", "five:time"), ("spectrum", "five:spectrum"), ("nonlinear", "five:nonlinear"),
    ("time", "day:time"), ("spectrum", "day:spectrum"), ("nonlinear", "day:nonlinear"), ("a beat", "live"),
]
WIDTH = 15


def head(names, width):
    return "".join(name[: width - 1].rjust(width) for name in names)


def agreement(peers, path):
    """The figures of every peer for every series. Two peers run at a time, because nothing is timed here."""
    rust = peers.rust(path, "agree")
    figures = {name: rust.get(name, {}) for name in ORDER if name not in PEERS}
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        # The peer stops by itself between two figures. So a slow figure does not cost the earlier ones.
        task = f"agree:{2 * peers.limit}"
        answers = pool.map(lambda name: peers.python(name, path, [task], 6 * peers.limit), PEERS)
        for name, answer in zip(PEERS, answers):
            figures[name] = answer[task].get("figures", {})
    return figures


def counts(figures, metric):
    """Whether a relative difference makes sense: it does not where a band has almost no power."""
    power = sum(figures.get(band) or 0 for band in ("vlf", "lf", "hf"))
    band = metric.partition("_")[0] in ("vlf", "lf", "hf")
    return bool(figures.get(metric)) and (not band or figures[metric] > 0.01 * power)


def differences(ours, theirs, metric):
    """The differences of the peers to breathmark in per cent, the smallest first."""
    found = []
    for name, mine in ours.items():
        other = (theirs.get(name) or {}).get(metric)
        if counts(mine, metric) and other is not None:
            found.append(100 * (other / mine[metric] - 1))
    return sorted(found, key=abs)


def per_cent(value):
    return "0" if abs(value) < 0.0005 else f"{value:+.2g}" if abs(value) < 10 else f"{value:+.0f}"


def print_agreement(figures, names):
    print("\n" + textwrap.fill(f"AGREEMENT over {len(names)} series: {', '.join(names)}.", 118))
    print("Difference to breathmark in %, median of the series; = marks the same definition. Nobody rejects a beat here.")
    print("".ljust(17) + head([{"numpy by hand": "numpy", "hrv-analysis": "hrv-anal."}.get(name, name) for name in ORDER], 11))
    ours = {name: figures["breathmark"].get(name, {}) for name in names}
    same = []
    for metric in METRICS:
        mine = ours[names[0]].get(metric)
        row = metric.ljust(17) + ("-" if mine is None else f"{mine:.4g}").rjust(11)
        for peer in ORDER[1:]:
            found = differences(ours, figures[peer], metric)
            mark = "=" if found and peer in SAME.get(metric, []) else " "
            row += ((per_cent(found[len(found) // 2]) if found else "-") + mark).rjust(11)
            if mark == "=":
                same += [(abs(value), metric, peer) for value in found]
        print(row.rstrip())
    worst = max(same)
    print(f"(breathmark's column: its figures of `{names[0]}`.) Where the definition is the same: {len(same)} values, the")
    print(f"largest difference {worst[0]:.1g} % ({worst[1]}, {worst[2]}). In what the others differ: docs/metrics.md.")


def speed(peers, path):
    table = {name: {} for name in ORDER}
    for name in ["breathmark", *CRATES]:
        print(f"compare-peers: timing {name}", flush=True)
        table[name] |= peers.rust(path, f"{name}:live")
        for length in ("five", "day"):
            for group in ("time", "spectrum", "nonlinear", "all"):
                answer = peers.rust(path, f"{name}:{length}:{group}")
                table[name][f"{length}:{group}"] = answer.get("median", answer.get("error"))
                table[name]["rss"] = max(table[name].get("rss") or 0, answer.get("rss_mb") or 0)
    for name in PEERS:
        print(f"compare-peers: timing {name}", flush=True)
        for task, answer in peers.python(name, path, [key for _, key in COLUMNS]).items():
            table[name][task] = answer.get("median", answer.get("error"))
            table[name]["rss"] = max(table[name].get("rss") or 0, answer.get("rss_mb") or 0)
            table[name]["note"] = answer.get("note") or table[name].get("note")
    return table


def duration(value):
    if not isinstance(value, float):
        return "-" if value is None else value
    for unit, factor in (("s", 1), ("ms", 1e3), ("us", 1e6)):
        if value * factor >= 1:
            return f"{value * factor:.3g} {unit}"
    return f"{value * 1e9:.0f} ns"


def cell(value, ours):
    if value is None or not isinstance(value, float) or not isinstance(ours, float):
        return duration(value)
    times = value / ours
    shown = f"{times:.1f}" if times < 10 else f"{times:.0f}" if times < 1000 else f"{times / 1000:.0f}k"
    return f"{duration(value)} {shown}x"


def print_speed(table, lengths):
    print(f"\nSPEED: medians, one thread, and how many times as long as breathmark. {lengths}")
    print("".ljust(14) + "5 minutes".rjust(3 * WIDTH) + "24 hours".rjust(3 * WIDTH) + "live".rjust(WIDTH) + "  memory")
    print("".ljust(14) + head([name for name, _ in COLUMNS], WIDTH) + "    24 h")
    for name in ORDER:
        ours = table["breathmark"] if name != "breathmark" else {}
        row = name.ljust(14) + "".join(cell(table[name].get(key), ours.get(key)).rjust(WIDTH) for _, key in COLUMNS)
        print(row + (f"{table[name]['rss']:5.0f} MB" if table[name].get("rss") else ""))
    everything = [duration(table["breathmark"].get(key)) for key in ("five:all", "day:all")]
    print(f"breathmark, every figure there is: 5 minutes {everything[0]}, 24 hours {everything[1]}.")
    print("time: time domain. spectrum: Welch; for breathmark Welch and Lomb-Scargle. nonlinear: whatever each has of")
    print("entropy, DFA, recurrence and Poincare figures (hrv: SD1 and SD2 only; hrv-algos: Poincare is under time).")
    print("live: the last 60 s anew at each beat, time domain and spectrum; breathmark: from the strap's bytes through")
    print("the artifacts and its windows of up to a minute to the spectrum of 64 s and the reading.")
    for name in ORDER:
        if table[name].get("note"):
            print(f"{name}: {table[name]['note']}")


def program(folder, binary):
    """The time of the whole program on a thousand files, and that of only reading them."""
    folder = folder / "files"
    folder.mkdir(exist_ok=True)
    files = [folder / f"{index:04}.txt" for index in range(1000)]
    for index, file in enumerate(files):
        if not file.exists():
            file.write_text("".join(f"{ms:.3f}\n" for ms in series.heart(350, 100 + index)), encoding="utf-8")

    def median(command):
        times = []
        for _ in range(5):
            start = time.perf_counter()
            subprocess.run([*command, *files], stdout=subprocess.DEVNULL, check=True)
            times.append(time.perf_counter() - start)
        return sorted(times)[2]

    took, read = median([binary, "analyze", "--json"]), median(["cat"])
    print(f"\nPROGRAM: `breathmark analyze --json` on 1,000 files of five minutes: {took:.2f} s, {1000 / took:,.0f} series/s on")
    print(f"{os.cpu_count()} cores; `cat` of the same files takes {1000 * read:.0f} ms, {took / read:.0f} times less.")


def main():
    folder, rust, binary = map(pathlib.Path, sys.argv[1:4])
    limit = int(sys.argv[5]) if "--limit" in sys.argv else 20
    began = time.perf_counter()
    peers = peers_process.Peers(folder, rust, limit)
    agree, timed = series.for_agreement(), series.for_speed()
    paths = {"agree": folder / "agree.json", "speed": folder / "speed.json"}
    paths["agree"].write_text(json.dumps(agree), encoding="utf-8")
    paths["speed"].write_text(json.dumps(timed), encoding="utf-8")
    figures, table = agreement(peers, paths["agree"]), speed(peers, paths["speed"])
    print(f"\nPEERS: {peers.versions()},")
    print(f"on {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print_agreement(figures, list(agree))
    lengths = f"5 min: {len(timed['five'])} beats, 24 h: {len(timed['day']):,}.\n> {limit} s: ended after that long."
    print_speed(table, lengths)
    program(folder, binary)
    print(f"\ncompare-peers took {time.perf_counter() - began:.0f} s")


main()
