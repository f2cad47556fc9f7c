"""Some minutes of two straps on the fake air, with the real Bluetooth library and the whole program in a terminal.

Prints memory, processor time, the time from the strap to the journal in the first and the last minute, and losses.
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from air import Air, Program  # noqa: E402

BINARY, FAKE, MINUTES = sys.argv[1], sys.argv[2], float(sys.argv[3])
# A talk that begins with turns, which end by themselves. Its screen changes every second.
TALK = "[talk]\nwhose_strap = false\nagreements = false\narriving = false\nlimit_s = 7200\n"
SEATS = {"A": "left", "B": "right"}


def quantile(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(share * len(values)))] if values else float("nan")


def slope(points):
    """The slope by least squares, a minute."""
    n = len(points)
    mean_t, mean_v = sum(t for t, _ in points) / n, sum(v for _, v in points) / n
    spread = sum((t - mean_t) ** 2 for t, _ in points)
    return 60 * sum((t - mean_t) * (v - mean_v) for t, v in points) / spread if spread else 0.0


def main():
    air = Air(FAKE)
    program = Program(BINARY, air, TALK)
    end = time.time() + 30
    while (not air.of("A") or not air.of("B")) and time.time() < end:
        time.sleep(0.2)
    # Both show numbers, so that every beat can change the screen. They can be asked for once both straps are good.
    time.sleep(15)
    program.press("10")
    time.sleep(5)
    began, (busy, _) = time.time(), program.usage()
    memory = []
    while time.time() < began + MINUTES * 60:
        time.sleep(5)
        memory.append((time.time() - began, program.usage()[1]))
    seconds = time.time() - began
    share = (program.usage()[0] - busy) / seconds
    for strap in SEATS:
        air.do(f"mute {strap}")
    time.sleep(0.5)
    print(program.leave().strip())
    inputs, _ = program.read()
    ok = share < 0.02
    lost = 0
    delays = []
    for strap, seat in SEATS.items():
        sent = air.of(strap)
        kept = [(t, x["bytes"]) for t, x in inputs if x["input"] == "notification" and x["seat"] == seat]
        lost += abs(len(sent) - len(kept)) + sum(a[1] != b[1] for a, b in zip(sent, kept))
        delays += [(a[0], (b[0] - a[0]) * 1000) for a, b in zip(sent, kept)]
    settled = memory[len(memory) // 4 :]
    print(f"{seconds / 60:.1f} min: {len(delays)} measurements, {lost} lost or changed")
    print(f"processor: {100 * share:.2f} % of a core; memory: {memory[0][1]} kB, then {memory[-1][1]} kB, slope {slope(settled):.1f} kB a minute")
    for name, low, high in (("first", 0, 60), ("last", seconds - 60, seconds)):
        ms = [d for t, d in delays if low <= t - began <= high]
        print(f"{name} minute, strap to journal: p50 {quantile(ms, 0.5):.2f} ms, p99 {quantile(ms, 0.99):.2f} ms, max {quantile(ms, 1):.2f} ms, n {len(ms)}")
    program.end()
    air.end()
    return not (ok and lost == 0)


sys.exit(main())
