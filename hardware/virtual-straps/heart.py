"""A simulated heart: RR intervals from an integrated phase, and the notification that a strap makes of them.

Units: seconds and beats per minute. RR intervals are in 1/1024 s, as in the Heart Rate Service.
The same seed and the same commands at the same seconds give the same beats.
"""

import math
import random

STEP = 1 / 64
TICKS = 1024
# Standard deviation of an interval, as a share of it, and amplitude and period of a slow wave. Assumptions: small
# enough that a calm heart triggers nothing, and large enough that no two intervals look copied.
SCATTER = 0.008
WANDER_BPM = 1.0
WANDER_S = 47.0


class Heart:
    def __init__(self, seed, bpm, breaths_per_minute, breath_bpm):
        self.random = random.Random(seed)
        self.bpm = bpm
        self.breaths_per_minute = breaths_per_minute
        self.breath_bpm = breath_bpm
        self.surge = Surge()
        self.time = 0.0
        self.phase = 0.0
        self.breath = 0.0
        self.next_beat = 1.0
        self.last_tick = None
        self.recent = []

    def rate(self):
        wander = WANDER_BPM * math.sin(2 * math.pi * self.time / WANDER_S)
        breath = self.breath_bpm * math.sin(2 * math.pi * self.breath)
        return max(30.0, self.bpm + wander + breath + self.surge.value)

    def second(self):
        """Simulates one second and returns the RR intervals of its beats."""
        intervals = []
        for _ in range(round(1 / STEP)):
            self.surge.step(STEP)
            self.breath += self.breaths_per_minute / 60 * STEP
            advance = self.rate() / 60 * STEP
            if self.phase + advance >= self.next_beat:
                into_step = max(0.0, (self.next_beat - self.phase) / advance) * STEP
                self.beat(self.time + into_step, intervals)
            self.phase += advance
            self.time += STEP
        return intervals

    def beat(self, time, intervals):
        # The time of the beat is rounded, and not the interval. So the sum of the intervals stays equal to the time
        # that passed, and a reader can tell that nothing was lost.
        tick = round(time * TICKS)
        if self.last_tick is not None:
            intervals.append(tick - self.last_tick)
            self.recent = (self.recent + intervals[-1:])[-4:]
        self.last_tick = tick
        self.next_beat = math.floor(self.next_beat + 0.5) + 1 + self.random.gauss(0, SCATTER)

    def shown_bpm(self):
        """The rate that the strap shows: from the mean of the last four intervals."""
        if not self.recent:
            return 0
        return min(255, round(60 * TICKS * len(self.recent) / sum(self.recent)))


class Surge:
    """Arousal, added to the resting rate. It follows its target with a time constant."""

    def __init__(self):
        self.value = 0.0
        self.target = 0.0
        self.lag = 12.0

    def towards(self, target, lag):
        self.target = target
        self.lag = lag

    def step(self, seconds):
        self.value += (self.target - self.value) * (1 - math.exp(-seconds / self.lag))


def measurement(bpm, intervals):
    """A Heart Rate Measurement: 8-bit rate, skin contact, and the RR intervals if there are any."""
    flags = 0x16 if intervals else 0x06
    rr = b"".join(interval.to_bytes(2, "little") for interval in intervals)
    return bytes([flags, bpm]) + rr
