"""One talk over the air in which straps, adapter and bluetoothd fail one after the other.

After each fault the data must come back by itself. At the end no notification was invented or counted twice, and no
fault triggered a pause. A neighbour's strap of the same name is on the air all the time, with a stronger signal than
the couple's own.
"""

import re
import time

from journal import Journal, Outputs, Sent, quantile
from rig import RUN, WORK, Rig
from talk import GONE, LEFT, RIGHT, SEATS, assign, begin, stop, warm_up

NEIGHBOUR = "C0:00:00:00:00:C3"
REPEATS = 20
SEAT = dict(SEATS)

# These are no measurements: nothing, flags alone, and too few octets for the flags.
MALFORMED = ("", "00", "01", "0148", "0848", "084801", "194800")
# These are valid measurements: reserved flags, octets beyond the flags, an odd octet after an interval, no interval.
UNUSUAL = ("f04800040004", "0048ffff", "10480004ff", "1048")


class Follower:
    """Reads the program's journal while it grows."""

    def __init__(self, rig, terminal):
        self.rig, self.terminal = rig, terminal

    def since(self, seat, at):
        """The first notification of this seat after `at`, in wall-clock seconds."""
        later = [got for got, _ in Journal(f"{WORK}/journal.jsonl").notifications(seat) if got > at]
        return later[0] if later else None

    def comes_back(self, name, straps, since, seconds):
        """Checks that every strap delivers again after `since`; returns the seconds until the last one did."""
        end, back = time.time() + seconds, {}
        while time.time() < end and len(back) < len(straps):
            self.terminal.watch(1)
            for strap in straps:
                if strap not in back and (at := self.since(SEAT[strap], since)):
                    back[strap] = at - since
        passed = len(back) == len(straps)
        self.rig.check(f"{name}: back by itself", passed,
                       ", ".join(f"{strap} after {took:.1f} s" for strap, took in back.items()))
        if not passed:
            self.rig.capture(self.terminal, re.sub(r"\W+", "-", f"{name} not back"))
        return max(back.values()) if passed else None


def neighbour(rig):
    _, listed = rig.run("straps", "--seconds", "6")
    lines = [line for line in listed.splitlines() if re.match(r" *\d .*Polar H10 A1B2C3D4", line)]
    rig.check("two straps of one name are told apart, the stronger first",
              len(lines) == 2 and NEIGHBOUR in lines[0] and LEFT in lines[1], " | ".join(lines))


def lost_in_discovery(rig, terminal, follow):
    rig.strap("fumble B 1")
    at = rig.strap("drop B 1")
    follow.comes_back("a link lost during discovery", "B", at + 1.5, 60)


def odd_payloads(rig, terminal, follow):
    for payload in MALFORMED + UNUSUAL:
        rig.strap(f"send A {payload}".strip())
        terminal.watch(0.4)
    at = time.time()
    follow.comes_back("after odd payloads", "A", at, 10)


def silent_after_subscribing(rig, terminal, follow):
    rig.strap("mute B")
    rig.strap("drop B 1")
    rig.sees(terminal, "a strap that sends nothing after subscribing is shown as silent", GONE + "|nothing yet", 10)
    terminal.watch(15)
    at = rig.strap("unmute B")
    follow.comes_back("silent after subscribing", "B", at, 60)


def silent_with_the_link_up(rig, terminal, follow):
    at = rig.strap("mute A")
    seen = rig.sees(terminal, "a strap that falls silent is shown", GONE, 10)
    rig.check("a silent strap is shown within 4.5 s", bool(seen) and seen - at < 4.5,
              f"{seen - at:.1f} s after its last second" if seen else "")
    terminal.watch(14)
    at = rig.strap("unmute A")
    follow.comes_back("silent for 18 s with the link up", "A", at, 60)


def both_gone(rig, terminal, follow):
    rig.strap("drop A 5")
    at = rig.strap("drop B 5")
    follow.comes_back("both straps gone for 5 s", "AB", at + 5, 60)


def bluetoothd_killed(rig, terminal, follow):
    rig.stop_bluetooth()
    rig.sees(terminal, "a dead Bluetooth service is shown", "Bluetooth (doesn't answer|is silent|is off)|" + GONE, 25)
    terminal.watch(5)
    at = rig.start_bluetooth()
    follow.comes_back("bluetoothd killed and started again", "AB", at, 90)


def adapter_gone(rig, terminal, follow):
    rig.strap("unplug")
    rig.sees(terminal, "a missing adapter is shown", "Bluetooth is off|" + GONE, 25)
    terminal.watch(5)
    at = rig.strap("plug")
    follow.comes_back("adapter pulled out and put back", "AB", at, 90)


def many_reconnects(rig, terminal, follow):
    took = []
    for time_ in range(REPEATS):
        at = rig.strap("drop B 1")
        back = follow.comes_back(f"reconnect {time_ + 1} of {REPEATS}", "B", at + 1, 60)
        if back is None:
            return
        took.append(back)
    took.sort()
    rig.figure(f"{REPEATS} reconnects in a row: {quantile(took, 0.5):.1f} s (median), {took[-1]:.1f} s at worst")


FAULTS = (lost_in_discovery, odd_payloads, silent_after_subscribing, silent_with_the_link_up, both_gone,
          bluetoothd_killed, adapter_gone, many_reconnects)


def judge(rig, started):
    journal = Journal(f"{WORK}/journal.jsonl")
    sent = Sent(f"{RUN}/straps.jsonl")
    for strap, seat in SEATS:
        wrong = made_up(sent.events(strap, "sent"), journal.notifications(seat))
        rig.check(f"nothing of strap {strap} made up, nothing counted twice", not wrong, wrong)
    outputs = Outputs(f"{WORK}/outputs.jsonl", journal)
    refused = outputs.count("malformed", "left")
    rig.check("malformed payloads are refused, unusual ones are not", refused == len(MALFORMED),
              f"{refused} of {len(MALFORMED)} malformed and {len(UNUSUAL)} unusual")
    connected = [at for at, _ in sent.events("C", "connected") if at > started]
    rig.check("the neighbour's strap was left alone", not connected)
    stages = [stage for _, stage in outputs.stages()]
    rig.check("no pause came of any of it", "pause" not in stages, " ".join(stages))


def made_up(sent, got):
    """The first notification in the journal that was not sent just before, or sent only once; else nothing."""
    place = 0
    for at, payload in got:
        while place < len(sent) and (sent[place][1]["hex"] != payload or at - sent[place][0] > 5):
            place += 1
        if place == len(sent):
            return f"{payload}, {at:.1f}"
        place += 1
    return ""


def scenario(rig):
    assign(rig)
    neighbour(rig)
    terminal, started = begin(rig)
    warm_up(rig, terminal)
    follow = Follower(rig, terminal)
    for fault in FAULTS:
        fault(rig, terminal, follow)
        terminal.watch(3)
    stop(rig, terminal)
    judge(rig, started)


if __name__ == "__main__":
    Rig().play(scenario)
