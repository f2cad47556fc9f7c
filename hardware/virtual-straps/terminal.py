"""A real pseudo-terminal with a program in it, and its screen as text.

A thread reads and stamps what the program writes the moment it comes; the emulator may lag
behind on a slow machine, and the stamps stay right.
"""

import codecs
import fcntl
import json
import os
import pty
import queue
import re
import signal
import struct
import subprocess
import termios
import threading
import time

from screen import Screen

ROWS, COLUMNS = 24, 80


class Timeout(Exception):
    """The screen did not match in time."""


class Terminal:
    def __init__(self, argv, env, recording):
        self.screen = Screen(ROWS, COLUMNS)
        self.chunks = queue.Queue()
        self.bytes_read = 0
        self.ended = False
        self.shown_at = time.time()
        self.recording = open(recording, "w", buffering=1, encoding="utf-8")
        self.start = time.time()
        self.recording.write(json.dumps(
            {"version": 2, "width": COLUMNS, "height": ROWS, "timestamp": int(self.start)}) + "\n")
        self.controller, terminal = pty.openpty()
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.child = subprocess.Popen(argv, env=env, stdin=terminal, stdout=terminal,
                                      stderr=terminal, start_new_session=True,
                                      preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))
        os.close(terminal)
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        while True:
            try:
                data = os.read(self.controller, 65536)
            except OSError:
                data = b""
            now = time.time()
            self.chunks.put((now, data))
            if not data:
                return
            self.bytes_read += len(data)
            self.recording.write(json.dumps([round(now - self.start, 4), "o", decode(data)]) + "\n")

    def feed(self, seconds):
        """Shows the next chunk of output; waits for it no longer than this. True if there was one."""
        try:
            self.shown_at, data = self.chunks.get(timeout=max(0.0, seconds))
        except queue.Empty:
            return False
        if not data:
            self.ended = True
            return False
        self.screen.feed(data)
        return True

    def text(self):
        while self.feed(0):
            pass
        return self.screen.text()

    def wait(self, pattern, seconds):
        """Waits until the screen matches; returns when the matching bytes came, in wall-clock seconds."""
        wanted = re.compile(pattern, re.MULTILINE)
        end = time.time() + seconds
        while True:
            if wanted.search(self.screen.text()):
                return self.shown_at
            if self.ended:
                raise Timeout(f"the program ended before the screen showed /{pattern}/")
            if not self.feed(end - time.time()) and time.time() >= end:
                raise Timeout(f"no /{pattern}/ on the screen within {seconds} s")

    def watch(self, seconds):
        """Lets the program run for a while, and keeps the screen up to date."""
        end = time.time() + seconds
        while time.time() < end and not self.ended:
            self.feed(end - time.time())

    def press(self, keys):
        os.write(self.controller, keys.encode())
        return time.time()

    def wait_end(self, seconds):
        """Waits for the exit code; None if the program had to be killed."""
        end = time.time() + seconds
        while self.child.poll() is None and time.time() < end:
            self.feed(0.2)
        code = self.child.poll()
        if code is None:
            self.child.send_signal(signal.SIGKILL)
        return code
