"""Measures a day and a minute of `breathmark cue --demo`: day.py BREATHMARK."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time

DAY_S, MINUTE_S, LIMIT = 86_400, 60, 0.02
# How many times as fast as real time the day runs. Much faster, a reader in Python falls behind and is dropped.
SPEED = "2000"


def largest_memory(process):
    """The largest memory of a process so far, in kB; 0 once it has ended."""
    try:
        lines = open(f"/proc/{process.pid}/status").read().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)


def run(program, speed, seconds, collect):
    """Runs the demo, with one reader that reads and one that never does. Returns processor seconds and memory in kB."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "s")
        command = [program, "cue", "--demo", "--json", "--seed", "1", "--speed", speed, "--socket", path]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        readers = []
        while len(readers) < 2:
            if process.poll() is not None:
                sys.exit(f"cue-day: FAILED, it ended with {process.returncode} before it listened")
            try:
                reader = socket.socket(socket.AF_UNIX)
                reader.connect(path)
                readers.append(reader)
            except OSError:
                time.sleep(0.001)
        threading.Thread(target=lambda: collect.extend(map(json.loads, readers[0].makefile())), daemon=True).start()
        began, memory, ended = time.monotonic(), 0, 0
        while not ended:
            memory = max(memory, largest_memory(process))
            if seconds is not None and time.monotonic() > began + seconds:
                process.terminate()
            time.sleep(0.1)
            ended, status, used = os.wait4(process.pid, os.WNOHANG)
        time.sleep(0.5)
        if status != 0:
            sys.exit(f"cue-day: FAILED, it ended with {status}")
        return used.ru_utime + used.ru_stime, memory


def main():
    program, day, minute = sys.argv[1], [], []
    used, memory = run(program, SPEED, None, day)
    states = [line["state"] for line in day]
    cues = sum(line["event"] == "cue" for line in day)
    losses = sum(now == "searching" and before != now for before, now in zip(states, states[1:]))
    print(f"a day: {used:.2f} s of a processor, {used / DAY_S:.5%} of a core; {memory / 1024:.1f} MB at most")
    print(f"       {len(day)} lines read, {cues} cues, the strap gone {losses} times for more than 20 s")
    used_live, memory_live = run(program, "1", MINUTE_S, minute)
    print(f"a minute in real time: {used_live:.3f} s, {used_live / MINUTE_S:.3%} of a core; {memory_live / 1024:.1f} MB")
    sys.exit(0 if max(used / DAY_S, used_live / MINUTE_S) < LIMIT and day and minute else 1)


main()
