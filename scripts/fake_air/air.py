"""The fake org.bluez (examples/fake_bluez.rs) and the program in a pseudo-terminal, for scripts.

Standard library only. Times are wall-clock seconds on the one machine that all of it runs on.
"""

import fcntl
import json
import os
import pty
import shutil
import struct
import subprocess
import tempfile
import termios
import threading
import time

A, B = "C0:00:00:00:00:A1", "C0:00:00:00:00:B2"


class Air:
    """A message bus of its own with the fake on it."""

    def __init__(self, fake):
        self.folder = tempfile.mkdtemp(prefix="bm-air-")
        self.process = subprocess.Popen(
            [fake, self.folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        self.address = self.process.stdout.readline().strip()
        self.sent, self.done = [], {}
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        for line in self.process.stdout:
            told = json.loads(line)
            if "did" in told:
                self.done[told["did"]] = told["at"] / 1e6
            else:
                self.sent.append((told["at"] / 1e6, told["strap"], told["bytes"]))

    def do(self, command):
        """Sends a command and returns the time at which it was done."""
        self.done.pop(command, None)
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        while command not in self.done:
            time.sleep(0.01)
        return self.done[command]

    def environment(self, **more):
        return {**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": self.address, **more}

    def of(self, strap):
        return [(at, data) for at, name, data in list(self.sent) if name == strap]

    def end(self):
        self.process.stdin.write("quit\n")
        self.process.stdin.close()
        self.process.wait(10)
        shutil.rmtree(self.folder, ignore_errors=True)


class Program:
    """`breathmark talk` on that air, in a pseudo-terminal whose output is discarded."""

    def __init__(self, binary, air, settings=""):
        self.home = tempfile.mkdtemp(prefix="bm-home-")
        os.mkdir(f"{self.home}/breathmark")
        with open(f"{self.home}/breathmark/settings.toml", "w") as file:
            file.write(settings)
        # Two people who have been introduced: the first start would ask for their names.
        with open(f"{self.home}/breathmark/introduced.toml", "w") as file:
            file.write('version = 1\nleft = "Alex"\nright = "Sam"\n')
        self.journal, self.outputs = f"{self.home}/journal.jsonl", f"{self.home}/outputs.jsonl"
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        arguments = ["talk", "--left", A, "--right", B, "--journal", self.journal, "--outputs", self.outputs, "--stats"]
        environment = air.environment(TERM="xterm-256color", XDG_CONFIG_HOME=self.home, XDG_STATE_HOME=self.home)
        self.process = subprocess.Popen(
            [binary, *arguments], stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True
        )
        os.close(slave)
        self.screen = bytearray()
        threading.Thread(target=self._drain, daemon=True).start()
        threading.Thread(target=self._answer, daemon=True).start()

    def _answer(self):
        """Both answer the private check, which comes before the search for the straps."""
        while not os.path.exists(self.journal) and self.process.poll() is None:
            time.sleep(1)
            if not os.path.exists(self.journal):
                self.press("al")

    def _drain(self):
        try:
            while data := os.read(self.master, 65536):
                self.screen += data
                del self.screen[:-20000]
        except OSError:
            pass

    def press(self, key):
        os.write(self.master, key.encode())

    def usage(self):
        """Processor seconds so far, and resident memory in kB."""
        fields = open(f"/proc/{self.process.pid}/stat").read().rsplit(")", 1)[1].split()
        seconds = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        return seconds, int(fields[21]) * os.sysconf("SC_PAGE_SIZE") // 1024

    def leave(self):
        """Ends the talk; returns the last text that it printed."""
        self.press("\x03")
        self.process.wait(10)
        time.sleep(0.2)
        return self.screen.decode(errors="replace").rsplit("\x1b[?1049l", 1)[-1]

    def read(self):
        """The lines of the journal and of the outputs, each with its wall-clock time."""
        lines = open(self.journal).read().splitlines()
        header = json.loads(lines[0])
        began = instant(header["started"])
        inputs = [json.loads(line) for line in lines[1:]]
        said = [json.loads(line) for line in open(self.outputs)] if os.path.exists(self.outputs) else []
        return [(began + x["at"] / 1e6, x) for x in inputs], [(began + x["at"] / 1e6, x) for x in said]

    def end(self):
        if self.process.poll() is None:
            self.process.kill()
        shutil.rmtree(self.home, ignore_errors=True)


def instant(text):
    """Seconds since 1970 of a time like 2026-11-22T19:15:00.123456789Z."""
    import datetime

    whole, _, fraction = text.rstrip("Z").partition(".")
    at = datetime.datetime.fromisoformat(whole).replace(tzinfo=datetime.timezone.utc).timestamp()
    return at + float("0." + (fraction or "0"))
