"""Compares what python-osc and pylsl receive from the bridges with what the socket says: check.py BREATHMARK."""

import json
import math
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from importlib.metadata import version

import pylsl
from pythonosc.dispatcher import Dispatcher
from pythonosc.osc_server import ThreadingOSCUDPServer

# Seconds of the comparison, and how many times as fast as real time the demo runs.
COMPARED_S = 12
SPEED = "30"
FIGURES = ("heart_rate_bpm", "rmssd_ms")
HERE = os.path.dirname(os.path.abspath(__file__))


def start(*command):
    return subprocess.Popen(command, stdout=subprocess.DEVNULL)


def connected(path, process):
    """The socket, once the program listens."""
    for _ in range(200):
        if process.poll() is not None:
            sys.exit(f"check-bridges: breathmark ended with {process.returncode}")
        try:
            reader = socket.socket(socket.AF_UNIX)
            reader.connect(path)
            return reader
        except OSError:
            time.sleep(0.05)
    sys.exit("check-bridges: breathmark never listened")


def receive_osc(got):
    """Takes every message in the order of its arrival."""
    dispatcher = Dispatcher()
    dispatcher.set_default_handler(lambda address, *values: got.append((address, values)))
    server = ThreadingOSCUDPServer(("127.0.0.1", 0), dispatcher)
    # One thread, so that the order stays.
    server.process_request = lambda request, client: server.finish_request(request, client)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def receive_lsl(name, got):
    """Takes every sample of a stream."""
    streams = pylsl.resolve_byprop("name", name, timeout=10)
    if not streams:
        sys.exit(f"check-bridges: no stream {name} was found")
    inlet = pylsl.StreamInlet(streams[0])
    inlet.open_stream(timeout=10)

    def take():
        while True:
            sample, _ = inlet.pull_sample(timeout=1)
            if sample is not None:
                got.append(sample)

    threading.Thread(target=take, daemon=True).start()


def osc_of(line):
    """The messages that a line should become. OSC carries 32-bit floats."""
    for name in FIGURES:
        if line[name] is not None:
            yield f"/breathmark/{name}", (line[name],)
        yield f"/breathmark/{name}/known", (int(line[name] is not None),)
    yield f"/breathmark/{line['event']}", (line["state"], line["cues_today"])


def same(one, other):
    """Equal, with floats to the six digits of 32 bits, and two absent figures alike."""
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-6) or math.isnan(one) and math.isnan(other)
    if isinstance(one, (tuple, list)):
        return len(one) == len(other) and all(map(same, one, other))
    return one == other


def overlap(said, got, what):
    """Whether `got` is a stretch of `said` without a gap, and a long one."""
    for begin in range(len(said)):
        if got and len(said) - begin >= len(got) and all(map(same, said[begin : begin + len(got)], got)):
            print(f"{what}: {len(got)} of {len(said)} received, all as the socket said them")
            return len(got) > len(said) / 3
    print(f"{what}: FAILED, {len(got)} received are no stretch of the {len(said)} that the socket said")
    return False


def main():
    program = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "s")
        osc_got, figures_got, events_got, said = [], [], [], []
        server = receive_osc(osc_got)
        running = [start(program, "cue", "--demo", "--json", "--seed", "1", "--speed", SPEED, "--socket", path)]
        # This reader comes first, so that it has every line that the bridges have.
        reader = connected(path, running[0])
        lines = reader.makefile()
        threading.Thread(target=lambda: said.extend(map(json.loads, lines)), daemon=True).start()
        scripts = os.path.dirname(HERE)
        running.append(start(sys.executable, f"{scripts}/cue-to-lsl", path))
        receive_lsl("breathmark", figures_got)
        receive_lsl("breathmark-events", events_got)
        port = str(server.server_address[1])
        running.append(start(sys.executable, f"{scripts}/cue-to-osc", path, "127.0.0.1", port))
        time.sleep(COMPARED_S)
        # The program first: the bridges end with its socket, and everything underway arrives.
        for process in running:
            process.terminate()
            process.wait(timeout=10)
            time.sleep(1)
        said_osc = [message for line in said for message in osc_of(line)]
        said_osc += [(f"/breathmark/{name}/known", (0,)) for name in FIGURES]
        figures = [[math.nan if line[name] is None else float(line[name]) for name in FIGURES] for line in said]
        events = [[f"{line['event']} {line['state']} {line['cues_today']}"] for line in said]
        print(f"python-osc {version('python-osc')}, pylsl {version('pylsl')} with liblsl {pylsl.library_version()}")
        results = [
            overlap(said_osc, osc_got, "OSC"),
            overlap(figures, figures_got, "LSL figures"),
            overlap(events, events_got, "LSL events"),
        ]
        sys.exit(0 if all(results) else 1)


main()
