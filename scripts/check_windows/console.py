"""A console of Windows in a pseudo-terminal: Wine draws it with escape sequences, and tmux reads them."""

import os
import shlex
import subprocess
import time

# How long a page is waited for, in seconds.
PATIENCE = 60
SOCKET = "check-windows"


class Console:
    """breathmark.exe in a console of its own. Closed with whoever looks at it."""

    def __init__(self, machine, *args, columns=80, rows=24, through=()):
        self.machine = machine
        environment = machine.environment(TERM="xterm-256color")
        assigned = [f"{name}={value}" for name, value in environment.items()]
        command = shlex.join(["env", "-i", *assigned, "wine", *through, str(machine.exe), *args])
        self.tmux("kill-server", check=False)
        self.tmux("-f", "/dev/null", "new-session", "-d", "-x", str(columns), "-y", str(rows),
                  f"{command}; echo \"exit $?\"; sleep 600")

    def tmux(self, *args, check=True):
        return subprocess.run(["tmux", "-L", SOCKET, *args], capture_output=True, text=True, check=check,
                              cwd=self.machine.work, env=os.environ | {"LC_ALL": "C.UTF-8"}).stdout

    def page(self):
        return self.tmux("capture-pane", "-p", check=False)

    def press(self, *keys):
        self.tmux("send-keys", *keys)

    def wait_for(self, *words):
        """The page, once one of these words stands there."""
        end = time.monotonic() + PATIENCE
        page = ""
        while time.monotonic() < end:
            page = self.page()
            if any(word in page for word in words):
                return page
            time.sleep(0.2)
        raise AssertionError(f"none of {words} on the page:\n{page}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.tmux("kill-server", check=False)
