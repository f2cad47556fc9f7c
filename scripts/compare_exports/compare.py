"""Exports sessions, lets other packages read them, and prints their RMSSD beside breathmark's.

`compare.py CACHE BREATHMARK [--day]`; CACHE holds a virtual environment for each group of packages.
"""

import json
import math
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

import journals

HERE = pathlib.Path(__file__).resolve().parent
ENVIRONMENTS = {"NeuroKit2": "venv", "pyHRV": "venv", "hrv-analysis": "venv-hrv-analysis"}
# How far an RMSSD may be from ours, as a share.
TOLERANCE = 0.001
ENDINGS = {"rr": "_left.rr.txt", "csv": "_left.csv", "jsonl": "_left.jsonl", "bids": "_physioevents.tsv.gz"}
EXPLAINED = """\
RMSSD in ms. `ours` is `breathmark analyze` on the journal for the hearts without rejected beats, all of which are exported.
For the others, exported with --clean, `ours` is computed from the exported beats by the definition of docs/metrics.md: the root
of the mean square of the differences of neighbours. `joined` takes every line of a file to follow the line before, as every
reader of RR text must: the right figure for pyHRV and hrv-analysis, and for NeuroKit2 without times. NeuroKit2 gets the times of
csv, jsonl and bids as RRI_Time, and leaves out differences across a gap: there it is compared with `ours`."""


class Failed(Exception):
    pass


def run(command, **more):
    done = subprocess.run(command, capture_output=True, text=True, **more)
    if done.returncode != 0:
        raise Failed(f"{pathlib.Path(command[0]).name} {command[1]}: {(done.stderr or done.stdout).strip()}")
    return done.stdout


def header(breathmark, folder):
    """The header of a simulated talk: the journal format is the program's own."""
    path = folder / "header.jsonl"
    run([breathmark, "talk", "--demo", "--outputs", "-", "--journal", path], env=os.environ | {"HOME": str(folder)})
    with open(path, encoding="utf-8") as file:
        head = json.loads(file.readline())
    # A journal without checksums can be put together here.
    return head | {"breathmark": 1}


def sessions():
    """Name, intervals of the left person, share of lost notifications, and whether it is exported with --clean."""
    found = [
        ("simulated, all accepted", journals.simulated(600, 1), 0.0, False),
        ("simulated, beats rejected and lost", journals.disturbed(journals.simulated(1500, 2)), 0.02, True),
    ]
    data = os.environ.get("BREATHMARK_DATA")
    if not data:
        print("compare-exports: BREATHMARK_DATA does not name the folder of recorded hearts: simulated ones only\n")
        return found
    day = journals.recorded(pathlib.Path(data), "recordings/long24h_rr/nsr013.csv")
    return found + [
        ("recorded, all accepted", quiet(day), 0.0, False),
        ("recorded, beats rejected and lost", day[30000:34000], 0.02, True),
    ]


def quiet(day, count=500):
    """The first stretch after an hour in which no interval differs from the one before by a sixth: no beat is rejected."""
    for first in range(5000, len(day) - count):
        part = day[first : first + count]
        if all(abs(b / a - 1) < 0.16 for a, b in zip(part, part[1:])):
            return part
    raise Failed("no stretch of the recording is quiet")


def export(breathmark, journal, folder, *flags):
    """Exports the left person in every format, and says what was written as JSON."""
    said = {}
    for format in ENDINGS:
        command = [breathmark, "export", journal, "--person", "left", "--format", format, "--out", f"{folder}/", "--json"]
        said[format] = [json.loads(line) for line in run([*command, *flags]).splitlines()]
    return said


def file_of(folder, format):
    (found,) = folder.glob("*" + ENDINGS[format])
    return str(found)


def root_mean_square(differences):
    return math.sqrt(sum(difference**2 for difference in differences) / len(differences))


def from_table(path):
    """The RMSSD of an exported table without the differences across a gap, and with them."""
    rows = [line.split(",") for line in pathlib.Path(path).read_text().splitlines()[1:]]
    pairs = [(float(b[2]) - float(a[2]), b[5] == "") for a, b in zip(rows, rows[1:])]
    return root_mean_square([d for d, follows in pairs if follows]), root_mean_square([d for d, _ in pairs])


def read_by(package, cache, paths):
    command = [cache / ENVIRONMENTS[package] / "bin" / "python", HERE / "readers.py", package, *paths]
    return json.loads(run(command, timeout=300, env=os.environ | {"MPLBACKEND": "Agg"}))


def compare(cache, breathmark, folder, head):
    """Prints the table. Returns how many figures differ."""
    rows, failed, versions = [], 0, {}
    for name, intervals, lost, is_clean in sessions():
        place = folder / name.replace(" ", "-").replace(",", "")
        place.mkdir()
        journals.write(place / "talk.journal", head, {"left": journals.strap(intervals, lost)})
        said = export(breathmark, place / "talk.journal", place, *(["--clean"] if is_clean else []))["csv"][0]
        ours, joined = from_table(file_of(place, "csv"))
        if not is_clean:
            if said["rejected"] or said["gaps"]:
                raise Failed(f"{name}: beats were rejected, choose another recording: {said['rejected']}")
            judged = json.loads(run([breathmark, "analyze", "--json", place / "talk.journal"]))["metrics"]["rmssd_ms"]
            if abs(judged / ours - 1) > 1e-9:
                raise Failed(f"{name}: analyze says {judged} of the journal, its export has {ours}")
        rejected = sum(said["rejected"].values())
        rows.append([f"{name} ({said['written']} of {said['beats']}, {rejected} rejected, {said['gaps']} gaps)"])
        rows.append(["  ours", *[f"{ours:.3f}"] * len(ENDINGS)])
        rows.append(["  joined", *[f"{joined:.3f}"] * len(ENDINGS)])
        paths = [file_of(place, format) for format in ENDINGS]
        for package in ENVIRONMENTS:
            answer = read_by(package, cache, paths)
            versions[package] = answer["version"]
            cells = []
            for format, path in zip(ENDINGS, paths):
                right = ours if package == "NeuroKit2" and format != "rr" else joined
                figure = answer["found"][path]
                is_right = isinstance(figure, float) and abs(figure / right - 1) <= TOLERANCE
                failed += not is_right
                cells.append((f"{figure:.3f}" if isinstance(figure, float) else figure) + ("" if is_right else " DIFFERS"))
            rows.append([f"  {package} {versions[package]}", *cells])
        failed += validate(cache, place, name)
    widths = [max(len(row[i]) for row in rows if len(row) > i and (i or len(row) > 1)) for i in range(1 + len(ENDINGS))]
    for row in [["", *ENDINGS], *rows]:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())
    print(f"\n{EXPLAINED}")
    return failed


def validate(cache, place, name):
    """Puts the BIDS files into the smallest data set, and lets the official validator check it. Returns 1 if it finds an error."""
    files = [path for path in place.iterdir() if path.name.startswith("sub-")]
    subject, session = files[0].name.split("_")[:2]
    folder = place / "dataset" / subject / session / "beh"
    folder.mkdir(parents=True)
    for path in files:
        (folder / path.name).write_bytes(path.read_bytes())
    description = {"Name": "breathmark", "BIDSVersion": "1.11.1", "DatasetType": "raw", "License": "CC0", "Authors": ["a", "b"]}
    (place / "dataset" / "dataset_description.json").write_text(json.dumps(description))
    (place / "dataset" / "README.md").write_text("Heartbeats that breathmark exported, for the validator.\n" * 5)
    validator = cache / "venv-bids" / "bin" / "bids-validator-deno"
    environment = os.environ | {"PATH": f"{validator.parent}:{os.environ['PATH']}"}
    done = subprocess.run(
        [validator, place / "dataset", "--json"], capture_output=True, text=True, timeout=300, env=environment
    )
    try:
        found = json.loads(done.stdout)["issues"]["issues"]
    except (json.JSONDecodeError, KeyError):
        raise Failed(f"the BIDS validator does not run: {done.stderr.strip()[-200:]}") from None
    errors = [each for each in found if each.get("severity") == "error"]
    codes = sorted({f"{each['code']} {each.get('subCode', '')}".strip() for each in found if each not in errors})
    print(f"BIDS validator, {name}: {len(errors)} errors, {len(codes)} kinds of warnings ({', '.join(codes)})")
    for each in errors:
        print(f"  {each['code']} {each.get('subCode', '')} {each.get('location', '')} {each.get('issueMessage', '')}")
    return bool(errors)


def day(cache, breathmark, folder, head):
    """A day of two people: what exporting it takes, and what NeuroKit2 takes for the RMSSD of one of them."""
    data = os.environ.get("BREATHMARK_DATA")
    people = {}
    for number, seat in enumerate(("left", "right")):
        if data:
            some = journals.recorded(pathlib.Path(data), f"recordings/long24h_rr/{('nsr009', 'nsr013')[number]}.csv")
        else:
            some = journals.simulated(20000, number)
        intervals, sum_ms, place = [], 0.0, 0
        while sum_ms < 86_400_000:
            intervals.append(some[place % len(some)])
            sum_ms += intervals[-1]
            place += 1
        people[seat] = journals.strap(intervals, seed=number)
    journal = folder / "day.journal"
    journals.write(journal, head, people)
    print(f"\nA day of two people, {journal.stat().st_size / 1e6:.1f} MB of journal:")
    for format in ENDINGS:
        place = folder / f"day-{format}"
        command = [breathmark, "export", journal, "--format", format, "--out", f"{place}/", "--json"]
        seconds, mib, said = measured(command)
        lines = [json.loads(line) for line in said.splitlines()]
        size = sum(line["bytes"] for line in lines) / 1e6
        beats = sum({line["person"]: line["beats"] for line in lines}.values())
        print(f"  export --format {format:6} {seconds:6.2f} s  {mib:6.1f} MiB  {size:6.1f} MB in {len(lines)} files, {beats} beats")
    path = next((folder / "day-rr").glob("*left.rr.txt"))
    seconds, mib, _ = measured([breathmark, "analyze", "--json", path])
    print(f"  breathmark analyze, RR text of one person, all figures: {seconds:.2f} s, {mib:.0f} MiB")
    command = [cache / "venv" / "bin" / "python", HERE / "readers.py", "NeuroKit2", "--timed", path]
    answer = json.loads(run(command, env=os.environ | {"MPLBACKEND": "Agg"}))
    print(
        f"  NeuroKit2, the same text, time domain only: {answer['read_s']:.2f} s, with loading {answer['all_s']:.2f} s, "
        f"{answer['mib']:.0f} MiB"
    )


def measured(command):
    """Seconds, MiB at most, and standard output of a command."""
    began, mib = time.perf_counter(), 0.0
    with tempfile.TemporaryFile("w+") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL)
        while process.poll() is None:
            # The kernel's own maximum of a child begins with the memory of this process.
            status = pathlib.Path(f"/proc/{process.pid}/status")
            found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text() if status.exists() else "")
            mib = max(mib, int(found[1]) / 1024 if found else 0.0)
            time.sleep(0.01)
        out.seek(0)
        said = out.read()
    if process.returncode != 0:
        raise Failed(f"{command[1]} failed")
    return time.perf_counter() - began, mib, said


def main():
    cache, breathmark = pathlib.Path(sys.argv[1]), sys.argv[2]
    with tempfile.TemporaryDirectory(prefix="compare-exports-") as folder:
        folder = pathlib.Path(folder)
        try:
            head = header(breathmark, folder)
            failed = compare(cache, breathmark, folder, head)
            if "--day" in sys.argv:
                day(cache, breathmark, folder, head)
        except Failed as error:
            sys.exit(f"compare-exports: {error}")
    if failed:
        sys.exit(f"compare-exports: {failed} of the above differ")


if __name__ == "__main__":
    main()
