"""How GoldenCheetah reads RR intervals, by the rules of its sources; none of its code is here, and it is not run.

src/FileIO/TxtRideFile.cpp: the first line decides. One number: a column of intervals. Two numbers parted by spaces or tabs:
a time and an interval. Above 30 they are ms, else s. Anything else is no RR text.
src/FileIO/PolarRideFile.cpp: `Interval=238` means that [HRData] holds ms.
src/FileIO/FilterHRV.cpp, with its defaults: an interval counts from 270 to 2000 ms and within a fifth of the mean of its 40
neighbours. src/Metrics/HrvMetrics.cpp: a difference counts if both intervals and the one before do; without any it shows 0.
"""

import math
import statistics


def number(text):
    try:
        return float(text)
    except ValueError:
        return None


def text_file(lines):
    first = [number(cell) for cell in lines[0].split()]
    if None in first or len(first) not in (1, 2) or first[-1] <= 0:
        raise LookupError("no RR text by its first line")
    rows = [cells for line in lines if len(cells := line.split()) >= len(first)]
    values = [number(cells[len(first) - 1]) or 0 for cells in rows]
    return [value if value > 30 else 1000 * value for value in values]


def polar_file(lines):
    if "Interval=238" not in lines:
        raise LookupError("not beat by beat")
    return [number(line.split("\t")[0]) or 0 for line in lines[lines.index("[HRData]") + 1 :] if line]


def counts(rr, at):
    near = rr[max(0, at - 20) : at] + rr[at + 1 : at + 21]
    near = [ms for ms in near if 270 < ms < 2000]
    return 270 < rr[at] < 2000 and bool(near) and abs(rr[at] / statistics.fmean(near) - 1) <= 0.2


def rmssd(path):
    with open(path, encoding="utf-8") as file:
        lines = file.read().splitlines()
    if path.endswith((".json", ".jsonl")):
        raise LookupError("no reader for this kind")
    # Its reader for .csv knows no intervals. The file gets the name of a text, which costs the user nothing.
    rr = polar_file(lines) if path.endswith(".hrm") else text_file(lines)
    good = [counts(rr, at) for at in range(len(rr))]
    squares = [(rr[at] - rr[at - 1]) ** 2 for at in range(2, len(rr)) if all(good[at - 2 : at + 1])]
    if len(squares) < 2:
        raise ValueError("rMSSD 0, and 0 % of the intervals normal")
    return math.sqrt(statistics.fmean(squares))


def reading(path):
    try:
        return {"rmssd": [rmssd(path)], "said": []}
    except (LookupError, ValueError) as error:
        return {"refused": str(error)}
