"""Plays ten faults to two clients and prints who notices, who comes back, and what is lost or shown too long.

Each pair of a fault and a client has a fake air of its own.
"""

import json
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "fake_air"))
from air import A, Air, Program  # noqa: E402

BINARY, FAKE, PYTHON = sys.argv[1:4]
WAIT = 45
# A notification this soon after a fault was sent before it, in seconds.
IN_FLIGHT = 0.3

# Each fault as commands at seconds: the fault itself, and what ends it. The time to come back begins at the last one.
FAULTS = {
    "link lost, told by the system": [(0, "drop A")],
    "link dead, nobody tells": [(0, "stall A")],
    "device object vanishes": [(0, "vanish A")],
    "out of range for 8 s": [(0, "away A"), (8, "back A")],
    "lost, then 3 connects refused": [(0, "refuse A 3"), (0, "drop A")],
    "bluetoothd crashes, back after 3 s": [(0, "crash"), (3, "restart")],
    "bluetoothd hangs for 12 s": [(0, "hang"), (12, "release")],
    "adapter off for 4 s": [(0, "power off"), (4, "power on")],
    "adapter unplugged, back as hci1": [(0, "unplug"), (4, "plug hci1")],
    "a notification delivered twice": [(0, "twice A 16485203")],
}


class Bleak:
    """The client of client.py."""

    def __init__(self, air):
        command = [PYTHON, str(Path(__file__).parent / "client.py"), A]
        self.process = subprocess.Popen(command, env=air.environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.said = []
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        for line in self.process.stdout:
            self.said.append(json.loads(line))

    def streams_since(self, at):
        return next((x["at"] for x in list(self.said) if "bytes" in x and x["at"] > at), None)

    def finish(self):
        self.process.kill()
        data = [(x["at"], x["bytes"]) for x in self.said if "bytes" in x]
        return data, data, [x["at"] for x in self.said if "gone" in x]


class Ours:
    """breathmark; its journal is read while the program writes it."""

    def __init__(self, air):
        self.program = Program(BINARY, air)

    def streams_since(self, at):
        try:
            return next((t for t, x in self._data() if t > at), None)
        except (OSError, IndexError, ValueError):
            return None

    def _data(self):
        inputs, _ = self.program.read()
        return [(t, x) for t, x in inputs if x["input"] == "notification" and x["seat"] == "left"]

    def finish(self):
        self.program.leave()
        inputs, said = self.program.read()
        self.program.end()
        data = [(t, x["bytes"]) for t, x in inputs if x["input"] == "notification" and x["seat"] == "left"]
        own = [(t, x) for t, x in said if x.get("seat") == "left"]
        doubles = [t for t, x in own if x["output"] == "duplicate"]
        used = [pair for pair in data if pair[0] not in doubles]
        good = ("good", "settling", "rate_only", "contact_doubted")
        gone = [t for t, x in own if x["output"] == "signal" and x["signal"] not in good]
        gone += [t for t, x in inputs if x["input"] == "link" and x["seat"] == "left" and x["link"] not in ("subscribed", "connecting")]
        return data, used, sorted(gone)


def measure(client, fault):
    air = Air(FAKE)
    try:
        return play(air, client(air), FAULTS[fault])
    finally:
        air.end()


def wait_for(client, since, seconds):
    end = time.time() + seconds
    while time.time() < end:
        if at := client.streams_since(since):
            return at
        time.sleep(0.1)
    return None


def play(air, client, steps):
    if wait_for(client, 0, 30) is None:
        client.finish()
        return None
    time.sleep(4)
    began = time.time()
    for after, command in steps:
        time.sleep(max(0, began + after - time.time()))
        cleared = air.do(command)
        began = cleared if after == 0 else began
    back = wait_for(client, cleared + IN_FLIGHT, WAIT)
    time.sleep(4 if back else 0)
    data, used, gone = client.finish()
    # The last notification may not have been reported yet.
    time.sleep(0.3)
    lossy = steps[0][1].split()[0] != "twice"
    noticed = next((max(0.0, t - began) for t in gone if t >= began - 0.05), None) if lossy else 0
    last = max((t for t, _ in data if t < began + IN_FLIGHT), default=began)
    # A shown value ends when it is withdrawn or when a new one comes. A test that gave up counts its whole wait.
    taken_back = next((t for t in gone if t >= last), None)
    fresh = next((t for t, _ in data if t > last), time.time())
    stale = min(taken_back or fresh, fresh) - last
    # Sent while a client was subscribed, after the fault was over or before it began.
    sent = really_sent(air)
    owed = [b for t, b in sent if t < began or (back and t >= back - 0.05)]
    owed = owed[:-2] if owed else owed
    got = [b for _, b in used]
    lost = missing(owed, got)
    doubled = max(0, len(got) - len(sent))
    return noticed, back and back - cleared, lost, doubled, stale


def missing(owed, got):
    rest = list(got)
    lost = 0
    for payload in owed:
        if payload in rest:
            rest = rest[rest.index(payload) + 1 :]
        else:
            lost += 1
    return lost


def really_sent(air):
    """The notifications that the strap sent. One that is delivered twice counts once."""
    sent = air.of("A")
    return [(t, b) for (t, b), (before, last) in zip(sent, [(0, "")] + sent) if b != last or t - before > 0.1 or len(b) <= 4]


def show(value, unit=" s"):
    if value is None:
        return "never"
    return f"{value:.1f}{unit}" if isinstance(value, float) else f"{value}"


def main():
    jobs = [(fault, name, client) for fault in FAULTS for name, client in (("breathmark", Ours), ("bleak", Bleak))]
    with ThreadPoolExecutor(max_workers=10) as pool:
        results = dict(zip([(f, n) for f, n, _ in jobs], pool.map(lambda job: measure(job[2], job[0]), jobs)))
    print("| fault | client | noticed after | data again after | lost | doubled | oldest value shown |")
    print("|---|---|---|---|---|---|---|")
    failed = False
    for (fault, name), result in results.items():
        if result is None:
            print(f"| {fault} | {name} | never connected | | | | |")
            failed |= name == "breathmark"
            continue
        noticed, back, lost, doubled, stale = result
        print(f"| {fault} | {name} | {show(noticed)} | {show(back)} | {lost} | {doubled} | {show(stale)} |")
        failed |= name == "breathmark" and (back is None or lost > 0 or doubled > 0 or stale > 3)
    return failed


sys.exit(main())
