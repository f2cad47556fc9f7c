"""What a scenario uses in the guest: the straps, the program, a terminal, checks.

All times are wall-clock seconds of the guest; straps, program and scenario share that one clock.
"""

import os
import re
import socket
import subprocess
import sys
import time
import traceback

from terminal import Terminal, Timeout

RUN = "/run/rig"
WORK = os.environ["RIG_WORK"]


class Stop(Exception):
    """A check failed, and the rest of the scenario depends on it."""


class Rig:
    def __init__(self):
        self.binary = os.environ["RIG_BINARY"]
        self.failed = []
        self.report = open(f"{RUN}/report.txt", "w", buffering=1, encoding="utf-8")
        self.captures = 0
        self.start = time.time()
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect("/run/straps.sock")
        self.answers = self.socket.makefile("r")
        os.makedirs(f"{RUN}/screens", exist_ok=True)

    def say(self, text):
        """Prints the progress of the run."""
        print(f"rig: {time.time() - self.start:6.1f} s  {text}", flush=True)

    def strap(self, command):
        """Sends a command to the straps (see straps.py); returns when it took effect."""
        self.socket.sendall((command + "\n").encode())
        answer = self.answers.readline().split(maxsplit=1)
        if not answer or answer[0] != "ok":
            raise ValueError(f"straps: {answer}")
        self.say(f"straps: {command}")
        return int(answer[1]) / 1e6

    def stop_bluetooth(self):
        """Kills bluetoothd, as a crash does; returns the time."""
        subprocess.run(["pkill", "-KILL", "bluetoothd"], check=True)
        self.say("bluetoothd killed")
        return time.time()

    def start_bluetooth(self):
        """Starts bluetoothd again, as the system would; returns the time."""
        with open(f"{RUN}/bluetoothd.log", "a", encoding="utf-8") as log:
            subprocess.Popen([os.environ["RIG_BLUETOOTHD"], "-n"], stdout=log, stderr=log)
        self.say("bluetoothd started")
        return time.time()

    def settings(self, text):
        """Writes the settings file of the program."""
        folder = os.path.join(os.environ["XDG_CONFIG_HOME"], "breathmark")
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, "settings.toml"), "w", encoding="utf-8") as file:
            file.write(text)

    def environment(self):
        return {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"}

    def run(self, *args, seconds=60):
        """Runs the program to its end without a terminal; returns (exit code, everything printed)."""
        try:
            done = subprocess.run([self.binary, *args], env=self.environment(), timeout=seconds,
                                  stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, check=False)
        except subprocess.TimeoutExpired as late:
            return None, (late.stdout or b"").decode(errors="replace")
        return done.returncode, done.stdout.decode(errors="replace")

    def terminal(self, *args):
        """Starts the program in a terminal of its own."""
        return Terminal([self.binary, *args], self.environment(), f"{WORK}/terminal.cast")

    def capture(self, terminal, name):
        """Saves the present screen."""
        self.captures += 1
        path = f"{RUN}/screens/{self.captures:02d}-{name}.txt"
        with open(path, "w", encoding="utf-8") as file:
            file.write(terminal.text() + f"\n-- {name}, {time.time() - self.start:.1f} s\n")

    def figure(self, text):
        """Adds a measured figure to the report."""
        self.report.write(f"  {text}\n")

    def check(self, name, passed, detail=""):
        """Adds one check to the report. The run goes on after a failure, so that its report is complete."""
        verdict = "ok    " if passed else "FAILED"
        line = f"{verdict} {name}" + (f": {detail}" if detail else "")
        self.report.write(line + "\n")
        self.say(line)
        if not passed:
            self.failed.append(name)
        return passed

    def sees(self, terminal, name, pattern, seconds, must=False):
        """Checks that the screen matches in time; returns when it did, or None. `must`: a failure ends the scenario."""
        try:
            at = terminal.wait(pattern, seconds)
            self.check(name, True)
        except Timeout as late:
            self.check(name, False, str(late))
            at = None
        self.capture(terminal, re.sub(r"\W+", "-", name))
        if at is None and must:
            raise Stop(name)
        return at

    def play(self, scenario):
        """Runs a scenario. The process exits with 0 only if every check passed."""
        try:
            scenario(self)
        except Stop:
            self.say("the rest is left out")
        except Exception:  # the report names whatever ended the scenario
            traceback.print_exc()
            self.check("the scenario ran to its end", False,
                       traceback.format_exc().strip().splitlines()[-1])
        passed = "all checks passed" if not self.failed else "FAILED: " + "; ".join(self.failed)
        self.report.write(passed + "\n")
        self.report.close()
        sys.exit(1 if self.failed else 0)
