"""What the program reads and computes: the same on Windows as on Linux, to the byte."""

import os
import random
from pathlib import Path

from wine import nearly_same, refused, same, text, worked

# Measurements as people paste them: a rate alone, with intervals, with skin contact, and one that is cut off.
MEASUREMENTS = b"0x16 0x48 0x52 0x03\r\n00 3c\r\n1048e803e903\r\n06-50\r\n10 48 e8\r\n"


def decodes_measurements_with_windows_line_ends(machine):
    same(worked(machine.linux("decode", input=MEASUREMENTS)), worked(machine.windows("decode", input=MEASUREMENTS)))


def analyzes_files_with_backslashes_umlauts_and_windows_line_ends(machine):
    """Made hearts; the paths as a person types them, in a folder with a space, umlauts and Japanese."""
    folder = machine.folder("Zoë und Jörg/心拍")
    chance = random.Random(7)
    intervals = [round(850 + 60 * chance.gauss(0, 1)) for _ in range(600)]
    rows = {
        "Ruhe.txt": "".join(f"{rr}\r\n" for rr in intervals),
        "Übung.csv": "rr_ms;note\r\n" + "".join(f"{rr};\r\n" for rr in intervals),
        "sekunden.csv": "\ufefftime,rr\r\n" + "".join(
            f"{sum(intervals[:i + 1]) / 1000:.3f},{rr / 1000:.3f}\r\n" for i, rr in enumerate(intervals)),
    }
    for name, content in rows.items():
        (folder / name).write_bytes(content.encode())
        here = os.path.relpath(folder / name, machine.work)
        there = here.replace("/", "\\")
        for flags in ([], ["--json"], ["--beats"], ["--windows", "1m"]):
            on_linux = worked(machine.linux("analyze", *flags, here)).decode()
            is_json = flags and flags[0] != "--windows"
            on_linux = on_linux.replace(here, there.replace("\\", "\\\\") if is_json else there).encode()
            on_windows = worked(machine.windows("analyze", *flags, there))
            nearly_same(on_linux, on_windows, f"{name} {flags}")
            if not is_json:
                # What people read is rounded, and the same.
                same(on_linux, on_windows, f"{name} {flags}")


def analyzes_recorded_data(machine):
    """Whatever text of the data folder both can read: some twenty files."""
    data = os.environ.get("BREATHMARK_DATA")
    if not data:
        return "SKIPPED: BREATHMARK_DATA names no folder"
    machine.drive("d", data)
    files = sorted(path for path in Path(data).rglob("*") if path.suffix in {".txt", ".csv", ".rr", ".fit", ".hrm"})
    read, figures, differ = 0, 0, 0
    for path in files[:: max(1, len(files) // 20)]:
        there = "D:\\" + str(path.relative_to(data)).replace("/", "\\")
        on_linux, on_windows = machine.linux("analyze", "--json", str(path)), machine.windows("analyze", "--json", there)
        assert on_linux.returncode == on_windows.returncode, f"{path}: {text(on_windows.stderr)}"
        name = lambda out, path: out.replace(str(path).replace("\\", "\\\\").encode(), b"FILE")
        compared = nearly_same(name(on_linux.stdout, path), name(on_windows.stdout, there), str(path))
        read, figures, differ = read + (on_linux.returncode == 0), figures + compared[0], differ + compared[1]
    return f"{read} files; {differ} of {figures} figures differ, by their last digits"


def a_missing_file_a_folder_and_a_device_get_a_sentence(machine):
    machine.folder("leer")
    (machine.work / "leer.txt").write_bytes(b"")
    for path in ["fehlt.txt", "W:\\leer", "NUL", "con", "leer.txt", "W:fehlt", "\\\\?\\W:\\fehlt.txt", "a<b>|?*.txt", "Z:\\"]:
        said = refused(machine.windows("analyze", path, timeout=20))
        assert said.count("\n") <= 2 and "os error" not in said, f"{path}: {said}"


def a_demo_is_the_same_to_the_byte(machine):
    for flags in ([], ["--seed", "7"]):
        args = ["talk", "--demo", "--outputs", "-", *flags]
        out = worked(machine.linux(*args))
        same(out, worked(machine.windows(*args)), f"the demo {flags}")
        assert out.count(b"\n") > 1000


def a_practice_is_the_same_but_for_the_last_digits(machine):
    args = ["practice", "--demo", "--outputs", "-", "--minutes", "3"]
    figures, differ = nearly_same(worked(machine.linux(*args)), worked(machine.windows(*args)), "the practice")
    return f"{differ} of {figures} figures differ, by their last digits"


def journals_written_on_linux_replay_the_same(machine):
    """Journals of an older version, and one of this version, plain and with Windows line ends."""
    folder = machine.folder("journals")
    worked(machine.linux("talk", "--demo", "--outputs", "-", "--journal", str(folder / "linux.jsonl")))
    old = Path("tests/program/older_version/journals").resolve()
    for path in sorted(old.glob("*.jsonl")):
        (folder / path.name).write_bytes(path.read_bytes())
    for path in sorted(folder.glob("*.jsonl")):
        command = "practice" if "practice" in path.name else "talk"
        args = [command, "--outputs", "-", "--replay"]
        on_linux, on_windows = machine.linux(*args, str(path)), machine.windows(*args, machine.path(path))
        # What is said of an old journal, or of one that is cut short, is the same, too.
        assert (on_linux.returncode, text(on_linux.stderr)) == (on_windows.returncode, text(on_windows.stderr)), path.name
        if "practice" in path.name:
            nearly_same(on_linux.stdout, on_windows.stdout, path.name)
        else:
            same(on_linux.stdout, on_windows.stdout, path.name)


def a_journal_written_on_windows_is_read_on_linux(machine):
    path = machine.folder("von Windows") / "Gespräch.jsonl"
    out = worked(machine.windows("talk", "--demo", "--outputs", "-", "--journal", machine.path(path)))
    assert b"\r" not in path.read_bytes()
    same(out, worked(machine.linux("talk", "--replay", str(path), "--outputs", "-")), "the replay")
    assert "unchanged" in text(worked(machine.linux("verify", str(path))))
    refused(machine.windows("talk", "--demo", "--outputs", "-", "--journal", machine.path(path)), "already", "another name")


def an_export_and_a_report_are_the_same_on_both(machine):
    folder = machine.folder("Ausgabe")
    path = folder / "Gespräch.jsonl"
    worked(machine.linux("talk", "--demo", "--outputs", "-", "--journal", str(path)))
    for side, run, to in (("linux", machine.linux, str), ("windows", machine.windows, machine.path)):
        (folder / side).mkdir()
        out = folder / side
        for kind in ("rr", "csv", "jsonl", "bids"):
            (out / kind).mkdir()
            worked(run("export", "--format", kind, "--out", to(out / kind), to(path)))
        worked(run("report", to(path), "--out", to(out / "Seite.html")))
    files = [path.relative_to(folder / "linux") for path in (folder / "linux").rglob("*") if path.is_file()]
    assert len(files) >= 5, files
    for name in files:
        same((folder / "linux" / name).read_bytes(), (folder / "windows" / name).read_bytes(), str(name))
    return f"{len(files)} files"


CASES = [
    decodes_measurements_with_windows_line_ends,
    analyzes_files_with_backslashes_umlauts_and_windows_line_ends,
    analyzes_recorded_data,
    a_missing_file_a_folder_and_a_device_get_a_sentence,
    a_demo_is_the_same_to_the_byte,
    a_practice_is_the_same_but_for_the_last_digits,
    journals_written_on_linux_replay_the_same,
    a_journal_written_on_windows_is_read_on_linux,
    an_export_and_a_report_are_the_same_on_both,
]
