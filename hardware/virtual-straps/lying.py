"""Straps that lie, over the air: the doctor names each, and the screen of a practice says it too.

`scripts/real-stack --scenario hardware/virtual-straps/lying.py`
"""

from rig import Rig
from talk import LEFT, assign, one_line

# Each pair of lies, and what the doctor must say of the left and of the right strap.
LIES = (
    ("twice", "zeros", "this strap sends every beat twice", "this strap fills empty places with zeros"),
    ("made", "bursts", "this strap's beats only follow its rate", "this strap's beats come in bursts"),
)
# How long the doctor listens to each strap: four bursts of 3 s, with time to spare on an emulated machine.
LISTEN_S = 30


def tell(rig, left, right):
    rig.strap(f"lie A {left}")
    rig.strap(f"lie B {right}")


def scenario(rig):
    assign(rig)
    for left, right, of_left, of_right in LIES:
        tell(rig, left, right)
        _, said = rig.run("doctor", "--seconds", str(LISTEN_S), seconds=180)
        rig.check(f"the doctor names a strap that lies: {left}", of_left in said, one_line(said))
        rig.check(f"the doctor names a strap that lies: {right}", of_right in said, one_line(said))
    tell(rig, "none", "none")
    _, said = rig.run("doctor", "--seconds", str(LISTEN_S), seconds=180)
    rig.check("the doctor blames no honest strap", "this strap" not in said and said.count("every beat") == 2,
              one_line(said))
    terminal = rig.terminal("practice", "--strap", LEFT)
    terminal.press("o")
    rig.sees(terminal, "an honest strap has an RMSSD", r"ms +RMSSD", 90)
    terminal.press("oo")
    rig.strap("lie A twice")
    rig.sees(terminal, "the screen names the lie", "sends every beat twice", 40)
    rig.sees(terminal, "the heart rate is still shown, without an RMSSD", "heart rate only", 10)
    terminal.press("q")
    terminal.watch(3)


if __name__ == "__main__":
    Rig().play(scenario)
