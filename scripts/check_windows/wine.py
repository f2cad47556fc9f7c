"""Runs breathmark.exe under Wine, and the Linux program beside it."""

import os
import re
import shutil
import subprocess
from pathlib import Path

# What a program may take, in seconds. The slowest case, a talk of the demo, takes some seconds on two busy cores.
PATIENCE = 120


class Machine:
    """A Windows machine, as far as Wine is one. Its drive W: is `work`, which both programs see."""

    def __init__(self, exe, linux, folder):
        self.exe, self.linux_program = Path(exe), Path(linux)
        self.prefix = Path(os.environ["WINEPREFIX"])
        self.work = folder / "work"
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir(parents=True)
        self.drive("w", self.work)
        user = next(path for path in (self.prefix / "drive_c/users").iterdir() if path.name != "Public")
        self.settings = user / "AppData/Roaming/breathmark"
        self.state = user / "AppData/Local/breathmark"

    def drive(self, letter, folder):
        """Makes a folder a drive."""
        link = self.prefix / "dosdevices" / f"{letter}:"
        link.unlink(missing_ok=True)
        link.symlink_to(folder)

    def forget(self):
        """Removes what the program has kept on either side."""
        for folder in (self.settings, self.state, self.work / "home"):
            shutil.rmtree(folder, ignore_errors=True)

    def folder(self, name):
        """A new folder that both see."""
        folder = self.work / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder

    def path(self, path):
        """The path as Windows has it."""
        return "W:\\" + str(Path(path).relative_to(self.work)).replace("/", "\\")

    def environment(self, **variables):
        """What both programs find: no language but the one that a case names."""
        kept = {"PATH", "HOME", "USER", "DISPLAY", "WINEPREFIX", "WINEARCH", "WINEDEBUG", "WINEDLLOVERRIDES"}
        environment = {name: value for name, value in os.environ.items() if name in kept}
        return environment | {"LC_ALL": "C.UTF-8"} | variables

    def windows(self, *args, input=b"", cwd=None, timeout=PATIENCE, **variables):
        """Runs it on Windows."""
        return self.run(["wine", str(self.exe), *args], input, cwd or self.work, timeout, self.environment(**variables))

    def linux(self, *args, input=b"", cwd=None, timeout=PATIENCE, **variables):
        """Runs it on Linux, at a home of its own."""
        environment = self.environment(HOME=str(self.work / "home"), **variables)
        return self.run([str(self.linux_program), *args], input, cwd or self.work, timeout, environment)

    def started(self, *args, **variables):
        """Starts it on Windows, and doesn't wait."""
        return subprocess.Popen(["wine", str(self.exe), *args], cwd=self.work, env=self.environment(**variables),
                                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    @staticmethod
    def run(command, input, cwd, timeout, environment):
        ran = subprocess.run(command, input=input, cwd=cwd, env=environment, timeout=timeout, capture_output=True)
        assert b"panicked" not in ran.stderr, f"it panicked: {text(ran.stderr)}"
        return ran


def text(output):
    """What was printed, with the ends of lines of Linux."""
    return output.decode("utf-8", "replace").replace("\r\n", "\n")


def worked(ran):
    """What a program printed that must have worked."""
    assert ran.returncode == 0, f"exit {ran.returncode}: {text(ran.stderr)}{text(ran.stdout)}"
    return ran.stdout


def refused(ran, *words):
    """The sentence with which a program must have refused. It has these words."""
    said = text(ran.stderr)
    assert ran.returncode != 0, f"it went on: {said}{text(ran.stdout)}"
    missing = [word for word in words if word not in said]
    assert not missing, f"{missing} not in: {said}"
    return said


def same(one, other, what="the outputs"):
    """Equal to the byte."""
    if one == other:
        return
    at = next((i for i, (a, b) in enumerate(zip(one, other)) if a != b), min(len(one), len(other)))
    raise AssertionError(f"{what} differ at byte {at}: {one[max(0, at - 60):at + 40]!r}, {other[max(0, at - 60):at + 40]!r}")


# How far a figure may be from the one on Linux, as a part of it. The last digits of sines, logarithms and powers are those of
# each system's own C library; Windows has another one than Linux, and Wine another one than Windows.
ROUNDING = 1e-9
NUMBER = re.compile(rb"-?\d+\.\d+(?:[eE][-+]?\d+)?")


def nearly_same(one, other, what="the outputs"):
    """Equal but for the last digits of figures. How many figures are equal to the last one, and how many aren't."""
    same(NUMBER.sub(b"0.0", one), NUMBER.sub(b"0.0", other), what)
    pairs = list(zip(map(float, NUMBER.findall(one)), map(float, NUMBER.findall(other))))
    for a, b in pairs:
        assert abs(a - b) <= ROUNDING * max(abs(a), abs(b), 1.0), f"{what}: {a} and {b}"
    return len(pairs), sum(a != b for a, b in pairs)
