"""One package: `measure.py PEER SERIES.json TASK…`. A line when it is ready, then the answer to each task as a line of JSON.

TASK is agree:SECONDS, live, or LENGTH:GROUP with LENGTH five or day and GROUP time, spectrum or nonlinear.
"""

import json
import math
import resource
import sys
import time

import numpy as np

import peers

GROUPS = ("time", "spectrum", "lomb", "nonlinear")
MEMORY = 12 << 30
BUDGET_S = 0.5
LIVE_S = 2.0


def median(work):
    """The median time of the runs that fit into half a second. The first run is left out if there are others."""
    times, began = [], time.perf_counter()
    while not times or len(times) < 1000 and time.perf_counter() - began < BUDGET_S:
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return float(np.median(times[1:] or times))


def attempt(work):
    try:
        return work()
    except BaseException as error:
        note = " ".join(f"{type(error).__name__}: {error}".split())[:80]
        return {"error": "no memory" if isinstance(error, MemoryError) else "fails", "note": note}


def figures(peer, series, budget):
    """Every figure of every series until the time is over. The slowest figures come last."""
    found, began = {name: {} for name in series}, time.perf_counter()
    for group in GROUPS:
        for name, rr in sorted(series.items(), key=lambda item: len(item[1])):
            if getattr(peer, group, None) and time.perf_counter() - began < budget / 2:
                answer = attempt(lambda: getattr(peer, group)(rr))
                if "error" not in answer:
                    found[name] |= {k: float(v) for k, v in answer.items() if v is not None and math.isfinite(v)}
    return found


def live(peer, rr):
    """Seconds for one beat: these packages compute time domain and spectrum of the last 60 s anew."""
    ends = np.cumsum(rr)
    times, failed, why, began = [], 0, "", time.perf_counter()
    for last in range(100, len(rr)):
        first = int(np.searchsorted(ends, ends[last] - 60_000))
        start = time.perf_counter()
        try:
            peer.time(rr[first : last + 1])
            peer.spectrum(rr[first : last + 1])
            times.append(time.perf_counter() - start)
        except Exception as error:
            failed, why = failed + 1, f"{type(error).__name__}: {error}"
        if time.perf_counter() - began > LIVE_S:
            break
    note = f"fails on {failed} of {failed + len(times)} windows of 60 s: {why}"[:100] if failed else None
    return {"median": float(np.median(times)), "note": note} if times else {"error": "fails", "note": note}


def answer(peer, series, task):
    kind, _, group = task.partition(":")
    if kind == "agree":
        return {"figures": figures(peer, series, float(group))}
    if kind == "live":
        return live(peer, series["live"])
    work = getattr(peer, group, None)
    if work is None:
        return {"median": None}
    found = attempt(lambda: median(lambda: work(series[kind])))
    return found if isinstance(found, dict) else {"median": found}


def main():
    name, path, *tasks = sys.argv[1:]
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sys.stdout, answers = sys.stderr, sys.stdout
    with open(path, encoding="utf-8") as file:
        series = {key: np.array(value) for key, value in json.load(file).items()}
    peer = peers.PEERS[name]()
    print("ready", file=answers, flush=True)
    for task in tasks:
        found = answer(peer, series, task)
        found["rss_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(found), file=answers, flush=True)


main()
