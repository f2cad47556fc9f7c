"""Journals to export: the header of a simulated talk, and notifications made of recorded or simulated intervals."""

import csv
import json
import math
import random


def recorded(data, file):
    """The intervals of a recording in ms that a heart can have."""
    with open(data / file, encoding="utf-8") as lines:
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        return [rr for rr in (float(row["rr_ms"]) for row in rows) if 250 < rr < 2500]


def simulated(count, seed):
    """Resting intervals in ms: two waves and a little noise."""
    noise, at, intervals = random.Random(seed), 0.0, []
    for _ in range(count):
        wave = lambda every, size: size * math.sin(2 * math.pi * at / every)
        intervals.append(830 + wave(4.4, 35) + wave(10.7, 20) + 25 * (noise.random() - 0.5))
        at += intervals[-1] / 1000
    return intervals


def disturbed(intervals):
    """The same with a missed beat, one too many, or a premature one every 61 beats."""
    out = list(intervals)
    for place in range(40, len(out) - 2, 61):
        if place % 3 == 0:
            out[place] *= 2
        elif place % 3 == 1:
            out[place] /= 2
        else:
            out[place], out[place + 1] = out[place] - 260, out[place + 1] + 260
    return out


def strap(intervals, lost=0.0, seed=1):
    """What a strap sends: every second the intervals that ended in it. Some notifications get lost."""
    noise, at, beats = random.Random(seed), 2.0, []
    for rr in intervals:
        ticks = round(rr * 1.024)
        at += ticks / 1024
        beats.append((at, ticks))
    sent, place, second = [], 0, 2.5
    while place < len(beats):
        first = place
        while place < len(beats) and beats[place][0] <= second:
            place += 1
        ticks = [ticks for _, ticks in beats[first:place]]
        flags, rate = (0x16, round(61440 / ticks[-1])) if ticks else (0x06, 60)
        payload = bytes([flags, min(rate, 255)]) + b"".join(value.to_bytes(2, "little") for value in ticks)
        if noise.random() >= lost:
            sent.append((second + 0.02 * noise.random(), payload.hex()))
        second += 1
    return sent


def write(path, header, straps):
    """A journal in which the straps of these seats send this."""
    inputs = [{"at": 0, "input": "link", "seat": seat, "link": "subscribed"} for seat in straps]
    for seat, sent in straps.items():
        inputs += [
            {"at": round(at * 1e6), "input": "notification", "seat": seat, "epoch": 1, "bytes": payload}
            for at, payload in sent
        ]
    inputs.sort(key=lambda line: line["at"])
    with open(path, "w", encoding="utf-8") as file:
        for line in (header, *inputs):
            file.write(json.dumps(line, separators=(",", ":")) + "\n")
