"""The program told line by line through pipes: what it says is waited for, and a letter with Enter is a key."""

import queue
import threading
import time

# How long a line is waited for, in seconds. Two busy cores take some of them to start the program.
PATIENCE = 60
# Above what stop and next take for a held key, in seconds.
NOT_HELD = 1.1


class Told:
    def __init__(self, process):
        self.process, self.said, self.lines = process, [], queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        for line in self.process.stdout:
            self.lines.put(line.decode("utf-8", "replace").rstrip("\r\n"))
        self.lines.put(None)

    def press(self, keys, after=0.0):
        """Types lines, with the ends that Windows gives them."""
        time.sleep(after)
        self.process.stdin.write(keys.replace("\n", "\r\n").encode())
        self.process.stdin.flush()

    def wait_for(self, words):
        """The next line with these words."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                line = self.lines.get(timeout=max(0.0, end - time.monotonic()))
            except queue.Empty:
                break
            if line is None:
                break
            self.said.append(line)
            if words in line:
                return line
        raise AssertionError(f"no {words!r} in {self.said}")

    def end(self):
        """Waits for the end. What it said on standard error, and its exit code."""
        errors = self.process.stderr.read().decode("utf-8", "replace")
        code = self.process.wait(timeout=PATIENCE)
        while (line := self.lines.get(timeout=PATIENCE)) is not None:
            self.said.append(line)
        assert "panicked" not in errors, errors
        return code, errors


def paused_talk(machine, *flags, listens="Right, listen", **variables):
    """A talk with keys only, in its first pause. Whoever listens first is told so."""
    told = Told(machine.started("talk", "--no-straps", "--plain", *flags, **variables))
    told.press("a\nl\n")
    told.wait_for("No straps today")
    told.press("n\n")
    told.wait_for(listens)
    told.press("p\n")
    told.wait_for("let's take a breath")
    return told


def leave(told):
    """Ends a talk out of its pause."""
    told.press("q\n", after=NOT_HELD)
    told.wait_for("thank you both")
    told.press("q\n", after=NOT_HELD)
    code, errors = told.end()
    assert code == 0, f"exit {code}: {errors}"
    return "\n".join(told.said)
