"""The series: generated hearts, which are always the same, and recordings in BREATHMARK_DATA."""

import json
import math
import os
import pathlib
import random


def heart(beats, seed, mean=840, breath=(0.25, 25), slow=(0.1, 35), noise=12, day=0):
    """RR intervals in ms, whole 1/1024 s: breathing, a slower wave, a drift, noise, a day and a night."""
    rng, at, drift, rr = random.Random(seed), 0.0, 0.0, []
    for _ in range(beats):
        drift = 0.999 * drift + rng.gauss(0, 1.5)
        wave = lambda hz: math.sin(2 * math.pi * hz * at)
        ms = mean - day * wave(1 / 86400) + breath[1] * wave(breath[0]) + slow[1] * wave(slow[0]) + drift
        ms = round((ms + rng.gauss(0, noise)) * 1.024) / 1.024
        at += ms / 1000
        rr.append(ms)
    return rr


def two_tones(seconds=300):
    """An even series like the EC57 test patterns: 0.1 Hz and 0.25 Hz on 800 ms, amplitudes 70 and 35 ms."""
    at, rr = 0.0, []
    while at < seconds:
        ms = 800 + 70 * math.sin(2 * math.pi * 0.1 * at) + 35 * math.sin(2 * math.pi * 0.25 * at)
        at += ms / 1000
        rr.append(ms)
    return rr


def for_agreement():
    series = {
        "resting": heart(350, 1),
        "resting 2": heart(350, 2, mean=1010, breath=(0.22, 60), slow=(0.09, 30), noise=20),
        "slow breathing": heart(350, 3, breath=(0.1, 90), slow=(0.04, 20), noise=8),
        "exercise": heart(600, 4, mean=480, breath=(0.35, 6), slow=(0.1, 5), noise=3),
        "twenty minutes": heart(1400, 5),
        "two tones": two_tones(),
    }
    folder = os.environ.get("BREATHMARK_DATA")
    path = pathlib.Path(folder or ".") / "reference_series.json"
    if folder and path.exists():
        recorded = json.loads(path.read_text(encoding="utf-8"))
        series |= {name: [float(ms) for ms in rr] for name, rr in recorded.items() if len(rr) >= 100}
    else:
        print("compare-peers: SKIPPED recorded series: set BREATHMARK_DATA to the folder with reference_series.json")
    return series


def for_speed():
    return {"five": heart(350, 1), "live": heart(1000, 1), "day": heart(102_858, 6, day=100)}
