"""The main scenario: a whole talk over the air, with a lost strap, a runaway heart and a shared pause.

The heart runs away by command and calms down once the pause has begun, as the program decides when
that is. The strap is lost before that, while a heart could still call a pause: after one, the
program keeps quiet for two minutes anyway, and "no pause came of it" would say nothing.
"""

import os
import time

from journal import Comparison, Journal, Sent, quantile
from rig import RUN, WORK, Rig

LEFT, RIGHT = "C0:00:00:00:00:A1", "C0:00:00:00:00:B2"
SEATS = (("A", "left"), ("B", "right"))

# A warm-up as short as it can be: 20 s of clean heart rate teach a role, after 20 s of settling.
SETTINGS = """
quiet_s = 30
warm_up_turn_s = 45
turn_s = 900
"""
WARM_UP_S = 30 + 2 * 45

# What the screen says, where the scenario has to know.
TALKING = r"speaks"
GONE = r"no signal|reconnecting|lost"
GOOD = r"signal good.*signal good"
PAUSE = r"take a breath"
READY = r"I'm ready"

PAUSE_WITHIN_S = 35.0
GONE_WITHIN_S = 3.0
AWAY_S = 10.0


def assign(rig):
    code, listed = rig.run("straps", "--seconds", "6")
    rig.check("both straps are listed by their ids", code == 0 and LEFT in listed and RIGHT in listed,
              "" if code == 0 else f"exit code {code}: {listed.strip()[-300:]}")
    code, answer = rig.run("straps", "--left", LEFT, "--right", RIGHT)
    rig.check("both straps are assigned", code == 0, "" if code == 0 else answer.strip()[-300:])


def begin(rig):
    rig.settings(SETTINGS)
    started = time.time()
    terminal = rig.terminal("talk", "--stats", "--journal", f"{WORK}/journal.jsonl",
                            "--outputs", f"{WORK}/outputs.jsonl")
    good = rig.sees(terminal, "both straps give a good signal", GOOD, 60)
    if good:
        rig.figure(f"both straps good {good - started:.1f} s after the start")
    return terminal


def warm_up(rig, terminal):
    rig.sees(terminal, "the talk begins after the warm-up", TALKING, WARM_UP_S + 20)
    # A heart that has just changed its role is not judged for 20 s.
    terminal.watch(25)


def lose_a_strap(rig, terminal):
    dropped = rig.strap(f"drop B {AWAY_S:.0f}")
    gone = rig.sees(terminal, "the screen shows the lost strap", GONE, 10)
    if gone:
        rig.figure(f"lost strap on the screen after {gone - dropped:.1f} s")
        rig.check("a lost strap is shown within 3 s", gone - dropped <= GONE_WITHIN_S)
    back = rig.sees(terminal, "the lost strap comes back by itself", GOOD, AWAY_S + 40)
    if back:
        rig.figure(f"good signal again {back - dropped - AWAY_S:.1f} s after it was back on the air")
    terminal.watch(5)
    return dropped


def run_away(rig, terminal):
    onset = rig.strap("spike A 32 12")
    paused = rig.sees(terminal, "a runaway heart brings the pause", PAUSE, 60)
    if paused:
        rig.figure(f"pause {paused - onset:.1f} s after the heart began to run away")
        rig.check("the pause comes within 35 s", paused - onset <= PAUSE_WITHIN_S)
    terminal.watch(5)
    rig.strap("calm A 15")
    return onset, paused


def come_back(rig, terminal, paused):
    terminal.watch(60)
    rig.capture(terminal, "breathing")
    terminal.press("a")
    terminal.press("l")
    resumed = rig.sees(terminal, "the talk goes on after both are ready", TALKING, 240)
    if resumed and paused:
        rig.figure(f"the pause lasted {resumed - paused:.0f} s")
    terminal.watch(5)


def stop(rig, terminal):
    stopped = terminal.press("q")
    terminal.watch(3)
    rig.capture(terminal, "closing")
    terminal.press("q")
    code = terminal.wait_end(20)
    rig.check("the program ends by its keys", code == 0, "" if code == 0 else f"exit code {code}")
    rig.capture(terminal, "after the end")
    return stopped


def judge(rig, stopped):
    sent = Sent(f"{RUN}/straps.jsonl")
    journal = Journal(f"{WORK}/journal.jsonl")
    for strap, seat in SEATS:
        heard = Comparison(sent.links(strap), journal.notifications(seat), journal.subscribed(seat), stopped)
        rig.check(f"no notification of strap {strap} lost", not heard.wrong and heard.got > 100,
                  heard.summary())
        delays = heard.delays_ms
        rig.figure(f"strap {strap} to journal: median {quantile(delays, 0.5):.0f} ms, "
                   f"99 % {quantile(delays, 0.99):.0f} ms, worst {quantile(delays, 1):.0f} ms")
    rig.check("the other strap stayed connected", len(sent.links("A")) == 1)
    rig.figure(f"straps at most {sent.worst_late_ms()} ms late")


def scenario(rig):
    assign(rig)
    terminal = begin(rig)
    warm_up(rig, terminal)
    lose_a_strap(rig, terminal)
    _, paused = run_away(rig, terminal)
    come_back(rig, terminal, paused)
    stopped = stop(rig, terminal)
    judge(rig, stopped)


if __name__ == "__main__":
    Rig().play(scenario)
