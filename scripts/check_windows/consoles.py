"""Consoles: keys, sizes, the end of a window, and how the system asks a program to end.

Wine 8 takes the sequences that draw a page for text. So what is looked at here comes in plain lines.
"""

import time

from console import Console
from kept import introduced
from told import NOT_HELD

ENTER_CLOSES = "Enter closes this window."


def paused(console, name="Right"):
    """Presses keys until the first pause of a talk."""
    console.wait_for("Is any of this true")
    console.press("a")
    console.wait_for("please look away", f"{name}, just you now")
    time.sleep(NOT_HELD)
    console.press("l")
    console.wait_for("No straps today")
    console.press("n")
    console.wait_for("speaks")
    console.press("p")
    return console.wait_for("let's take a breath")


def keys_names_and_the_last_sentence_of_a_talk_in_a_window_of_its_own(machine):
    """The window would close at the end, so Enter is waited for."""
    introduced(machine)
    settings = machine.settings / "settings.toml"
    settings.write_text('[left]\nname = "Zoë Grün"\n[right]\nname = "陽子"\n' + settings.read_text(), encoding="utf-8")
    with Console(machine, "talk", "--no-straps", "--plain", rows=40) as console:
        page = paused(console, "陽子")
        assert "Zoë Grün: press a when you're ready" in page and "陽子: press l when you're ready" in page, page
        time.sleep(NOT_HELD)
        console.press("q")
        console.wait_for("thank you both")
        time.sleep(NOT_HELD)
        console.press("q")
        page = console.wait_for(ENTER_CLOSES)
        assert "Kept on this computer" in page and "exit 0" not in page, page
        console.press("Enter")
        console.wait_for("exit 0")


def after_the_quick_exit_nothing_is_waited_for(machine):
    introduced(machine)
    with Console(machine, "talk", "--no-straps", "--plain") as console:
        paused(console)
        console.press("x")
        page = console.wait_for("exit 0", ENTER_CLOSES)
        assert ENTER_CLOSES not in page, page


def a_window_that_is_too_small_is_said_and_stays_until_it_is_read(machine):
    introduced(machine)
    with Console(machine, "talk", "--demo", columns=40, rows=12) as console:
        page = console.wait_for(ENTER_CLOSES)
        assert "40×12" in page and "60×15" in page, page
        console.press("Enter")
        console.wait_for("exit 1")


def ctrl_c_at_a_question_ends_the_program(machine):
    introduced(machine)
    with Console(machine, "forget", "--all") as console:
        console.wait_for("y or n")
        console.press("C-c")
        console.wait_for("exit 130")
    assert (machine.state / "introduced.toml").exists()


def a_console_that_asks_a_talk_to_end_leaves_it_kept(machine):
    introduced(machine)
    now = machine.work / "now"
    now.unlink(missing_ok=True)
    sender = str(machine.exe.parent / "send_ctrl_c.exe")
    with Console(machine, "talk", "--no-straps", "--plain", rows=40, through=[sender]) as console:
        paused(console)
        now.touch()
        page = console.wait_for("exit 0", "exit 9", "exit 1")
        assert "exit 0" in page and "Kept on this computer" in page and ENTER_CLOSES not in page, page
    kept = [path.name for path in (machine.state / "journals").iterdir()]
    assert len(kept) == 1 and kept[0].endswith(".outline.json"), kept


CASES = [
    keys_names_and_the_last_sentence_of_a_talk_in_a_window_of_its_own,
    after_the_quick_exit_nothing_is_waited_for,
    a_window_that_is_too_small_is_said_and_stays_until_it_is_read,
    ctrl_c_at_a_question_ends_the_program,
    a_console_that_asks_a_talk_to_end_leaves_it_kept,
]
