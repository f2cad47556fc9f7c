"""A practice over the air: hearts that breathe six times a minute, by 14 and by 8 beats a minute from trough to peak.

`scripts/real-stack --scenario hardware/virtual-straps/practice.py --straps hardware/virtual-straps/practice.json`
"""

import re
import time

from rig import Rig
from talk import LEFT, assign, one_line

SWING_BPM = 14
# The strap must be found, and a minute of clean beats must have come.
FIRST_FIGURE_S = 100
# How far a shown figure may be from the planted one: 1 bpm, and half for rounding.
WITHIN_BPM = 1.5


def swing(rig, terminal):
    """The peak-to-trough that the sentence says, once it says one."""
    rig.sees(terminal, "the sentence says how far the heart moves", r"rises and falls by \d+", FIRST_FIGURE_S, must=True)
    found = re.search(r"rises and falls by (\d+)", one_line(terminal.text()))
    return int(found.group(1)) if found else None


def alone(rig):
    terminal = rig.terminal("practice", "--strap", LEFT)
    began = time.time()
    bpm = swing(rig, terminal)
    rig.figure(f"the heart moves {bpm} beats a minute with each breath, {SWING_BPM} were planted, "
               f"after {time.time() - began:.0f} s")
    rig.check("strap to amplitude on the screen", bpm is not None and abs(bpm - SWING_BPM) <= WITHIN_BPM, str(bpm))
    terminal.press("o")
    rig.sees(terminal, "all numbers, with what they mean", r"your heart follows", 10)
    rig.strap("drop A 20")
    rig.sees(terminal, "a lost strap takes the numbers with it", r"reconnecting|no signal|silent", 10)
    rig.sees(terminal, "and brings the heart rate back", r"\d+ bpm +heart rate", 60)
    terminal.press("q")
    rig.sees(terminal, "the quiet page at the end", r"clear", 5)
    terminal.press("\r")
    terminal.watch(3)
    _, said = rig.run("history", "practice")
    rig.check("the practice has its line in the history", f"{SWING_BPM - 1}" in said or f"{SWING_BPM}" in said, one_line(said))


def together(rig):
    terminal = rig.terminal("practice", "--two")
    rig.sees(terminal, "two at one ring", r"(?s)(on the left|Alex) · \d+.*(on the right|Sam) · \d+", 60)
    terminal.press("q")
    terminal.watch(2)
    terminal.press("q")
    terminal.watch(3)


def scenario(rig):
    assign(rig)
    alone(rig)
    together(rig)


if __name__ == "__main__":
    Rig().play(scenario)
