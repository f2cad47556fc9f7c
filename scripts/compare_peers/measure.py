"""One package, one task, one process: `measure.py PEER SERIES.json TASK`, the answer as JSON on the last line.

TASK is agree, five, live, or day:time, day:spectrum, day:nonlinear (apart, because some never come back).
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
BUDGET_S = 1.0
LIVE_S = 4.0


def median(work):
    """The median of as many runs as fit a second, the first left out if there are more."""
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
        return {"error": " ".join(f"{type(error).__name__}: {error}".split())[:120]}


def figures(peer, series, budget):
    """Every figure of every series, as far as the time goes; what takes longest comes last."""
    found, began = {name: {} for name in series}, time.perf_counter()
    for group in GROUPS:
        for name, rr in sorted(series.items(), key=lambda item: len(item[1])):
            if getattr(peer, group, None) and time.perf_counter() - began < budget:
                answer = attempt(lambda: getattr(peer, group)(rr))
                found[name] |= {k: float(v) for k, v in answer.items() if k != "error" and v is not None and math.isfinite(v)}
                found[name] |= {"error": answer["error"]} if "error" in answer else {}
    return found


def live(peer, rr):
    """Seconds a beat: time domain and spectrum of the last 60 s from scratch, as these packages offer it."""
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
    if not times:
        return {"live": {"error": f"fails on windows of 60 s: {why}"[:120]}}
    answer = {"live": float(np.median(times))}
    return answer | ({"note": f"fails on {failed} of {failed + len(times)} windows of 60 s: {why}"[:120]} if failed else {})


def main():
    name, path, task = sys.argv[1:]
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sys.stdout, answers = sys.stderr, sys.stdout
    with open(path, encoding="utf-8") as file:
        series = {key: np.array(value) for key, value in json.load(file).items()}
    start = time.perf_counter()
    peer = peers.PEERS[name]()
    answer = {"import": time.perf_counter() - start}
    kind, _, group = task.partition(":")
    if kind == "agree":
        answer |= {"figures": figures(peer, series, float(group))}
    elif kind == "live":
        answer |= live(peer, series["live"])
    else:
        for each in [group] if group else ["time", "spectrum", "nonlinear"]:
            work = getattr(peer, each, None)
            answer[each] = attempt(lambda: median(lambda: work(series[kind]))) if work else None
    answer["rss_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(answer), file=answers)


main()
