"""What is kept on Windows: where, in which form, and what the commands do with it."""

import json
import shutil

from told import NOT_HELD, Told, leave, paused_talk
from wine import refused, same, text, worked


def introduced(machine):
    """Two people who have been introduced. Their talks begin with a turn soon."""
    machine.forget()
    machine.state.mkdir(parents=True)
    machine.settings.mkdir(parents=True)
    (machine.settings / "settings.toml").write_text("[talk]\nagreements = false\narriving = false\n")
    (machine.state / "introduced.toml").write_text('version = 1\nleft = "Left"\nright = "Right"\n')


def settings_are_where_windows_keeps_them(machine):
    """%APPDATA% for what people write, %LOCALAPPDATA% for what the program writes. Names in UTF-8 with Windows line ends."""
    machine.forget()
    machine.settings.mkdir(parents=True)
    # With the mark that older editors of Windows put before a text.
    settings = '\ufeff[left]\r\nname = "Zoë"\r\n[right]\r\nname = "陽子"\r\n'
    settings += "[talk]\r\nagreements = false\r\narriving = false\r\n"
    (machine.settings / "settings.toml").write_bytes(settings.encode())
    said = text(worked(machine.windows("settings")))
    assert "Zoë" in said and "陽子" in said, said
    assert "AppData\\Roaming\\breathmark\\settings.toml" in said, said
    leave(paused_talk(machine, listens="陽子, listen"))
    names = {path.name for path in machine.state.iterdir()}
    assert {"journals", "history.jsonl"} <= names, names
    assert {path.name for path in machine.settings.iterdir()} == {"settings.toml"}


def of_a_talk_stays_how_it_went_and_every_command_finds_it(machine):
    introduced(machine)
    told = paused_talk(machine)
    journals = machine.state / "journals"
    assert [path.suffix for path in journals.iterdir()] == [".unfinished"]
    said = leave(told)
    assert [path.name.split(".", 1)[1] for path in journals.iterdir()] == ["outline.json"]
    assert "AppData\\Local\\breathmark\\journals\\" in said, said
    assert "talk: how it went" in text(worked(machine.windows("sessions")))
    assert "pause  breathed" in text(worked(machine.windows("show", "last")))
    assert "unchanged" in text(worked(machine.windows("verify")))
    history = machine.state / "history.jsonl"
    assert history.read_bytes().count(b"\n") == 1
    page = machine.folder("Seiten") / "Gespräch.html"
    worked(machine.windows("report", "last", "--out", machine.path(page)))
    assert b"<html" in page.read_bytes()
    refused(machine.windows("forget", "last"), "--yes")
    assert "One session is deleted" in text(worked(machine.windows("forget", "last", "--yes")))
    assert not list(journals.iterdir()) and not history.read_bytes()


def a_practice_of_the_demo_comes_line_by_line(machine):
    machine.forget()
    told = Told(machine.started("practice", "--demo", "--plain", "--speed", "20", "--seed", "7"))
    told.wait_for("Softer, not deeper")
    told.wait_for("your heart rises and falls")
    told.press("q\n")
    told.wait_for("How do you feel now")
    told.press("\n", after=NOT_HELD)
    told.wait_for("To begin for real")
    code, errors = told.end()
    assert code == 0 and not any("\x1b" in line for line in told.said), (code, errors, told.said)


def two_programs_at_once_leave_each_others_talk_alone(machine):
    """The unfinished journal of a talk that goes on is not taken for one that was cut off, and can't be deleted."""
    introduced(machine)
    first = paused_talk(machine)
    [unfinished] = (machine.state / "journals").iterdir()
    second = paused_talk(machine)
    assert unfinished.exists(), "the second program has taken it away"
    refused(machine.windows("forget", "--all", "--yes"), "still")
    worked(machine.windows("sessions"))
    leave(second)
    leave(first)
    kept = [path.name for path in (machine.state / "journals").iterdir()]
    assert len(kept) == 2 and all(name.endswith(".outline.json") for name in kept), kept
    assert (machine.state / "history.jsonl").read_bytes().count(b"\n") == 2


def a_talk_that_is_killed_is_said_at_the_next_start(machine):
    introduced(machine)
    told = paused_talk(machine)
    [unfinished] = (machine.state / "journals").iterdir()
    # The process of Wine that runs the program.
    told.process.kill()
    told.process.wait()
    ran = machine.windows("sessions")
    worked(ran)
    assert "sessions" in text(ran.stdout) or "Nothing is kept" in text(ran.stdout), text(ran.stdout)
    said = text(ran.stderr).strip().removeprefix("breathmark: ")
    assert "was cut off" in said, said
    return said


def a_journal_with_hearts_is_read_while_it_is_written(machine):
    introduced(machine)
    worked(machine.windows("keep", "hearts", "--both"))
    told = paused_talk(machine)
    [path] = [path for path in (machine.state / "journals").iterdir() if path.suffix == ".jsonl"]
    worked(machine.windows("show", "last"))
    leave(told)
    outputs = ["talk", "--outputs", "-", "--replay"]
    copy = machine.folder("Kopie") / "talk.jsonl"
    shutil.copy(path, copy)
    same(worked(machine.linux(*outputs, str(copy))), worked(machine.windows(*outputs, machine.path(copy))))


def sealed_on_windows_opens_on_linux_and_the_other_way_round(machine):
    introduced(machine)
    folder = machine.folder("versiegelt")
    for run, other, to, back in ((machine.windows, machine.linux, machine.path, str),
                                 (machine.linux, machine.windows, str, machine.path)):
        plain = folder / f"{run.__name__}.jsonl"
        worked(run("talk", "--demo", "--outputs", "-", "--journal", to(plain)))
        replay = worked(run("talk", "--replay", to(plain), "--outputs", "-"))
        worked(run("seal", input="der blaue Kessel singt\n".encode() * 2))
        worked(run("seal", to(plain)))
        sealed = plain.with_suffix(".sealed")
        assert sealed.exists() and not plain.exists(), list(folder.iterdir())
        refused(other("talk", "--replay", back(sealed), "--outputs", "-", input=b"falsch\n"))
        opened = worked(other("talk", "--replay", back(sealed), "--outputs", "-", input="der blaue Kessel singt\n".encode()))
        same(replay, opened, f"sealed by {run.__name__}")
        worked(run("seal", "--off", input="der blaue Kessel singt\n".encode()))


def the_history_is_json_with_an_end_of_line_of_its_own(machine):
    introduced(machine)
    leave(paused_talk(machine))
    line = (machine.state / "history.jsonl").read_bytes()
    assert line.endswith(b"\n") and b"\r" not in line
    json.loads(line)
    worked(machine.windows("history"))
    worked(machine.windows("today"))


CASES = [
    settings_are_where_windows_keeps_them,
    of_a_talk_stays_how_it_went_and_every_command_finds_it,
    a_practice_of_the_demo_comes_line_by_line,
    two_programs_at_once_leave_each_others_talk_alone,
    a_talk_that_is_killed_is_said_at_the_next_start,
    a_journal_with_hearts_is_read_while_it_is_written,
    sealed_on_windows_opens_on_linux_and_the_other_way_round,
    the_history_is_json_with_an_end_of_line_of_its_own,
]
