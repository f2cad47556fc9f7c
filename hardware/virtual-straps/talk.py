"""The main scenario: a whole talk over the air, with a lost strap, a runaway heart and a shared pause.

A command makes the heart run away. It calms down once the pause has begun: the program decides when that is. The strap
is lost before, while a heart could still trigger a pause. After a pause there is a refractory period of two minutes, in
which "the lost strap triggered no pause" would prove nothing.
"""

import re
import time

from journal import Comparison, Journal, Outputs, Sent, quantile
from rig import RUN, WORK, Rig

LEFT, RIGHT = "C0:00:00:00:00:A1", "C0:00:00:00:00:B2"
SEATS = (("A", "left"), ("B", "right"))

# The shortest warm-up: the baseline of a role needs 20 s of clean heart rate, after the first 10 s of the role.
SETTINGS = """
[left]
name = "Alex"
[right]
name = "Sam"
[talk]
quiet_s = 36
warm_up_turn_s = 36
turn_s = 900
"""
WARM_UP_S = 3 * 36 + 3 * 5


def spaced(words):
    """A pattern for a heading, which may have a blank between its letters."""
    return " +".join(" ?".join(word) for word in words.split())


# Words on the screen by which the scenario knows where it is. It knows a turn by
# its keys: only a turn of the talk can have half a minute more.
GOOD = r"signal good.*signal good"
TURN = r"hand over.*half a minute"
NUMBERS = r"\d+ .*beats a minute.*\d+ .*beats a minute"
GONE = r"reconnecting|no signal|silent"
ALONE = spaced("just you now")
ASKED = "Is any of this true now"
WHOSE = spaced("whose strap is whose")
AGREE = spaced("what we agree on")
TOPIC = spaced("what's it about")
WAY_BACK = spaced("before we go on")
PAUSE = spaced("take a breath")
READY = r"●\s+ready.*ready\s+●"
CLOSING = spaced("thank you both")
REVIEW = "One last question"

PAUSE_WITHIN_S = 35.0
GONE_WITHIN_S = 3.0
AWAY_S = 10.0


def one_line(text):
    return " | ".join(line.strip() for line in text.splitlines() if line.strip())


def assign(rig):
    code, listed = rig.run("straps", "--seconds", "6")
    whole = re.search(LEFT + ".*battery 83 %.*every beat", listed) and re.search(RIGHT + ".*61 %.*every beat", listed)
    rig.check("both straps are listed, with battery and beats", code == 0 and bool(whole), one_line(listed))
    code, answer = rig.run("straps", "--left", LEFT, "--right", RIGHT)
    rig.check("both straps are assigned", code == 0, one_line(answer))


def begin(rig):
    rig.settings(SETTINGS)
    started = time.time()
    terminal = rig.terminal("talk", "--stats", "--journal", f"{WORK}/journal.jsonl",
                            "--outputs", f"{WORK}/outputs.jsonl")
    answer_check(rig, terminal)
    connecting = time.time()
    agree(rig, terminal)
    # This page comes as soon as both straps deliver.
    both = rig.sees(terminal, "the offer to make sure whose strap is whose", WHOSE, 60, must=True)
    rig.figure(f"both straps deliver at most {both - connecting:.1f} s after the radio began")
    terminal.press("\r")
    return terminal, started


def answer_check(rig, terminal):
    """The private check: each of them answers with one key that nothing is true."""
    for name, key in ("Alex", "a"), ("Sam", "l"):
        rig.sees(terminal, f"{name} is asked to come alone", spaced(name) + ".*" + ALONE, 20, must=True)
        rig.sees(terminal, f"the private question to {name}", ASKED, 10, must=True)
        terminal.press(key)


def agree(rig, terminal):
    """The pages that both read while the straps connect: the agreements, and the topic."""
    rig.sees(terminal, "the agreements", AGREE, 10, must=True)
    terminal.press("a")
    terminal.press("l")
    rig.sees(terminal, "the topic", TOPIC, 10, must=True)
    terminal.press("a")
    terminal.press("l")


def warm_up(rig, terminal):
    rig.sees(terminal, "the talk begins after the warm-up", TURN, WARM_UP_S + 20, must=True)
    rig.sees(terminal, "both straps give a good signal", GOOD, 10, must=True)
    # Both show numbers. Then every second of every heart is a frame, and `--stats` counts its delay.
    terminal.press("1")
    terminal.press("0")
    rig.sees(terminal, "numbers are shown when both want them", NUMBERS, 10)
    # A heart cannot trigger a pause in the first 20 s of a role.
    terminal.watch(25)


def lose_a_strap(rig, terminal):
    dropped = rig.strap(f"drop B {AWAY_S:.0f}")
    gone = rig.sees(terminal, "the screen shows the lost strap", GONE, 10)
    if gone:
        rig.figure(f"lost strap on the screen after {gone - dropped:.1f} s")
        rig.check("a lost strap is shown within 3 s", 0 < gone - dropped <= GONE_WITHIN_S)
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
        rig.check("the pause comes within 35 s", 0 < paused - onset <= PAUSE_WITHIN_S)
    terminal.watch(5)
    rig.strap("calm A 15")
    return onset, paused


def come_back(rig, terminal, paused):
    if paused is None:
        return
    # Well before the pause may end, so that the screen still shows the effect of the keys.
    terminal.watch(30)
    terminal.press("a")
    terminal.press("l")
    rig.sees(terminal, "both are seen to be ready", READY, 5)
    rig.sees(terminal, "the way back in", WAY_BACK, 240)
    terminal.press("a")
    terminal.press("l")
    resumed = rig.sees(terminal, "the talk goes on after the pause", TURN, 20)
    if resumed:
        rig.figure(f"the pause lasted {resumed - paused:.0f} s")
    terminal.watch(5)


def stop(rig, terminal, paused=False):
    stopped = terminal.press("q")
    rig.sees(terminal, "the talk is closed", CLOSING, 10)
    # A sooner key would count as a key that is held down.
    terminal.watch(2)
    terminal.press("q")
    if paused and rig.sees(terminal, "both are asked about the pause, each alone", REVIEW, 10):
        terminal.watch(2)
        terminal.press("s")
    code = terminal.wait_end(20)
    rig.check("the program ends by its keys", code == 0, "" if code == 0 else f"exit code {code}")
    rig.capture(terminal, "after-the-end")
    for line in terminal.text().splitlines():
        if line.strip():
            rig.figure(f"it says: {line.strip()}")
    return stopped


def judge_notifications(rig, sent, journal, started, stopped):
    for strap, seat in SEATS:
        heard = Comparison(sent.links(strap, started), journal.notifications(seat), journal.subscribed(seat), stopped)
        rig.check(f"no notification of strap {strap} lost", not heard.wrong and heard.got > 100,
                  heard.summary())
        # Relative to the quickest one: the wall clock of the header and the first stamp are not read at the same time.
        delays = [delay - heard.delays_ms[0] for delay in heard.delays_ms]
        rig.figure(f"strap {strap}, from sending to the program's stamp, beyond the quickest: "
                   f"median {quantile(delays, 0.5):.0f} ms, 99 % {quantile(delays, 0.99):.0f} ms, "
                   f"worst {quantile(delays, 1):.0f} ms")
    rig.check("strap A stayed connected all the time", len(sent.links("A", started)) == 1)
    rig.check("strap B was connected twice", len(sent.links("B", started)) == 2)
    rig.figure(f"the straps themselves were {sent.worst_late_ms()} ms late at worst")


def judge_outputs(rig, outputs, onset, paused):
    stages = outputs.stages()
    names = [stage for _, stage in stages]
    pauses = [at for at, stage in stages if stage == "pause"]
    rig.check("one pause, and none from the lost strap", len(pauses) == 1 and pauses[0] > onset,
              " ".join(names))
    if pauses and paused:
        rig.figure(f"decided {pauses[0] - onset:.1f} s after the onset, "
                   f"on the screen {1000 * (paused - pauses[0]):.0f} ms later")
    after = names[names.index("pause"):][:4] if pauses else []
    rig.check("words and a shared breath lead back into the turn", after == ["pause", "way_back", "breath", "turn"])
    for output in ("malformed", "duplicate"):
        rig.check(f"nothing taken for {output}", not any(outputs.count(output, seat) for _, seat in SEATS))
    rig.check("no beat of strap A missing", outputs.count("gap", "left") == 0)


def scenario(rig):
    assign(rig)
    terminal, started = begin(rig)
    warm_up(rig, terminal)
    lose_a_strap(rig, terminal)
    onset, paused = run_away(rig, terminal)
    come_back(rig, terminal, paused)
    stopped = stop(rig, terminal, paused is not None)
    journal = Journal(f"{WORK}/journal.jsonl")
    judge_notifications(rig, Sent(f"{RUN}/straps.jsonl"), journal, started, stopped)
    judge_outputs(rig, Outputs(f"{WORK}/outputs.jsonl", journal), onset, paused)


if __name__ == "__main__":
    Rig().play(scenario)
