"""What can go wrong on Windows: each gets a sentence, and nothing is lost."""

import contextlib
import json
import signal
import subprocess
import time

from kept import introduced
from told import Told, leave
from wine import refused, same, text, worked


@contextlib.contextmanager
def small_disk(machine, kilobytes):
    """A disk of this size as drive F:. Nothing where none can be mounted."""
    folder = machine.folder("kleine Platte")
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", folder], capture_output=True)
    if mounted.returncode != 0:
        yield None
        return
    try:
        machine.drive("f", folder)
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=False)


def fill(folder):
    """Takes all the room that is left."""
    with open(folder / "filler", "wb", buffering=0) as filler:
        with contextlib.suppress(OSError):
            while True:
                filler.write(bytes(4096))


def a_full_disk_is_said_and_the_talk_goes_on(machine):
    introduced(machine)
    with small_disk(machine, 64) as disk:
        if disk is None:
            return "SKIPPED: no disk can be mounted here"
        fill(disk)
        full = machine.windows("talk", "--no-straps", "--plain", "--journal", "F:\\talk.jsonl")
        refused(full, "the disk is full", "--ephemeral")
        assert not (disk / "talk.jsonl").exists()
        (disk / "filler").unlink()
        told = Told(machine.started("talk", "--no-straps", "--plain", "--journal", "F:\\talk.jsonl"))
        told.press("a\nl\n")
        told.wait_for("No straps today")
        told.press("n\n")
        told.wait_for("Right, listen")
        fill(disk)
        # Every wish to see numbers is a line of the journal. The first ones may fit into what its last block has left.
        for _ in range(40):
            told.press("1\n0\n")
        told.wait_for("disk is full")
        (disk / "filler").unlink()
        told.press("p\n")
        told.wait_for("let's take a breath")
        leave(told)
        replayed = worked(machine.linux("talk", "--replay", str(disk / "talk.jsonl"), "--outputs", "-"))
        assert b'"over"' in replayed, text(replayed)[-400:]
        same(replayed, worked(machine.windows("talk", "--replay", "F:\\talk.jsonl", "--outputs", "-")))


def a_folder_that_may_not_be_written_to_gets_a_sentence(machine):
    introduced(machine)
    with small_disk(machine, 64) as disk:
        if disk is None:
            return "SKIPPED: no disk can be mounted here"
        if subprocess.run(["mount", "-o", "remount,ro", disk]).returncode != 0:
            return "SKIPPED: no disk can be made read-only here"
        refused(machine.windows("talk", "--no-straps", "--plain", "--journal", "F:\\talk.jsonl"), "I can't write", "--ephemeral")
        refused(machine.windows("talk", "--demo", "--outputs", "F:\\out.jsonl"), "I can't create")
        said = refused(machine.windows("report", "--out", "F:\\Seite.html"))
        assert "os error" not in said, said


def a_path_of_more_than_300_characters_works(machine):
    deep = machine.folder("/".join(["ein langer Name mit Umlauten äöü"] * 10))
    path = deep / "Gespräch.jsonl"
    there = machine.path(path)
    assert len(there) > 300
    out = worked(machine.windows("talk", "--demo", "--outputs", "-", "--journal", there))
    same(out, worked(machine.linux("talk", "--replay", str(path), "--outputs", "-")))
    assert "\\\\?\\" not in text(worked(machine.windows("verify", there)))
    worked(machine.windows("report", there, "--out", machine.path(deep / "Seite.html")))
    return f"{len(there)} characters"


def the_doctor_says_a_sentence_without_bluetooth(machine):
    ran = machine.windows("doctor", "--seconds", "4")
    assert ran.returncode != 0 and "NO" in text(ran.stdout), text(ran.stdout) + text(ran.stderr)
    said = refused(machine.windows("straps"))
    assert said.count("\n") == 1, said


def the_exe_needs_nothing_but_what_windows_10_brings(machine):
    """A library of the compiler beside it would be missing on every other computer. Origin: the system folder of Windows 10."""
    system = {"advapi32", "bcryptprimitives", "combase", "kernel32", "msvcrt", "ntdll", "ole32", "oleaut32", "rpcrt4", "shell32",
              "user32", "userenv", "ws2_32"}
    header = subprocess.run(["x86_64-w64-mingw32-objdump", "-p", machine.exe], capture_output=True, text=True, check=True).stdout
    needed = {line.split(": ")[1].lower().removesuffix(".dll") for line in header.splitlines() if "DLL Name" in line}
    strange = {name for name in needed - system if not name.startswith("api-ms-win-")}
    assert not strange, strange
    return "the newest: " + ", ".join(sorted(name for name in needed if "winrt" in name or "synch" in name))


def time_in_which_the_program_stood_still_is_nobodys_turn(machine):
    """As when the computer sleeps: Windows tells no program of it, and its clock goes on."""
    introduced(machine)
    path = machine.folder("Schlaf") / "talk.jsonl"
    told = Told(machine.started("talk", "--no-straps", "--plain", "--journal", machine.path(path)))
    told.press("a\nl\n")
    told.wait_for("No straps today")
    told.press("n\n")
    told.wait_for("Right, listen")
    told.process.send_signal(signal.SIGSTOP)
    time.sleep(STOPPED_S)
    told.process.send_signal(signal.SIGCONT)
    told.press("p\n")
    told.wait_for("let's take a breath")
    leave(told)
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    away = [line["seconds"] for line in lines if "seconds" in line]
    assert len(away) == 1 and STOPPED_S - 2 <= away[0] <= STOPPED_S + 1, away


# More than the program takes for a busy machine, in seconds.
STOPPED_S = 13

CASES = [
    a_full_disk_is_said_and_the_talk_goes_on,
    a_folder_that_may_not_be_written_to_gets_a_sentence,
    a_path_of_more_than_300_characters_works,
    the_doctor_says_a_sentence_without_bluetooth,
    time_in_which_the_program_stood_still_is_nobodys_turn,
    the_exe_needs_nothing_but_what_windows_10_brings,
]
