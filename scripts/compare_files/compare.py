"""Lets breathmark and its peers read the same files, and prints who reads which right.

`compare.py CACHE BREATHMARK [--why]`; CACHE holds a virtual environment for each group of packages.
"""

import json
import os
import pathlib
import platform
import subprocess
import sys
import textwrap

import goldencheetah
from cases import cases

HERE = pathlib.Path(__file__).resolve().parent
ENVIRONMENTS = {
    "NeuroKit2": "venv", "hrv-analysis": "venv-hrv-analysis", "pyHRV": "venv", "hrv": "venv", "HeartPy": "venv-heartpy",
}
HELP = """\
WRONG: a figure more than 1 % off (RMSSD in ms), and not a word. refused: an error, no figure, or a warning.
*: no figure is right, so a refusal counts as right. breathmark gets no help: `analyze --json FILE`.
Help for the others, from the first lines: the separator, how many lines to skip, which column, its unit where another
shows, the mark of thousands and of decimals where the reader takes one, and that a column which only grows is
times of beats. No row is chosen and no cell is taken apart by hand.
NeuroKit2: pandas.read_csv, read_json; RRI, and RRI_Time at the end of each interval; times of beats as peaks.
hrv-analysis: open().readlines() as in its tests, json.load; numpy.diff for times of beats.
pyHRV: numpy.loadtxt as in its examples, pyhrv.tools.hrv_import for JSON; times of beats as rpeaks.
hrv: hrv.io.read_from_text, read_from_csv or read_from_hrm; numpy.diff for times of beats.
HeartPy: heartpy.get_data, process_rr without filters; numpy.diff for times of beats.
GoldenCheetah: the rules of its TxtRideFile.cpp and PolarRideFile.cpp, then its outlier filter; the program is not run.
Not here: RHRV (not in Debian 12), systole (reads signals in BIDS folders only), BioSPPy (reads its own text files)."""


def breathmark(program, path):
    """One RMSSD for each person, or why there is none."""
    done = subprocess.run([program, "analyze", "--json", path], capture_output=True, text=True)
    if done.returncode != 0 and not done.stdout:
        return {"refused": done.stderr.strip().splitlines()[-1][:100]}
    people = [json.loads(line) for line in done.stdout.splitlines()]
    if any(person["metrics"] is None for person in people):
        return {"refused": "; ".join(filter(None, (person["quality"]["reason"] for person in people)))}
    return {"rmssd": [person["metrics"]["rmssd_ms"] for person in people], "said": []}


def package(name, cache, folder):
    """The answers of a Python package, from a process in its environment; None if it can't be had here."""
    command = [cache / ENVIRONMENTS[name] / "bin" / "python", HERE / "readers.py", name, folder]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, env=os.environ | {"MPLBACKEND": "Agg"})
    if done.returncode != 0:
        print(f"compare-files: {name} is left out, it does not run: {done.stderr.strip().splitlines()[-1]}")
        return None
    return json.loads(done.stdout)


def verdict(case, answer):
    """right, refused, or WRONG with the figure."""
    if "refused" in answer:
        return "refused"
    right = case.right if isinstance(case.right, list) else [case.right] if case.right else []
    figures = answer["rmssd"]
    if len(figures) == len(right) and all(abs(ours / true - 1) <= 0.01 for ours, true in zip(figures, right)):
        return "right"
    if answer["said"]:
        return "refused"
    return "WRONG " + ", ".join(f"{figure:.1f}" if figure < 100 else f"{figure:.0f}" for figure in figures)


def counted(case, cell):
    """What a cell counts as."""
    if cell == "refused" and case.right is None:
        return "right"
    return cell.split()[0]


def print_table(all_cases, cells):
    rows = [["file", *cells]]
    for case in all_cases:
        rows.append([f"{case.file[:2]} {case.kind}", *(column[case.file] for column in cells.values())])
    for kind in ("right", "WRONG", "refused"):
        totals = [sum(counted(case, column[case.file]) == kind for case in all_cases) for column in cells.values()]
        rows.append([f"**{kind}**", *(f"**{total}**" for total in totals)])
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    rows.insert(1, ["-" * width for width in widths])
    for row in rows:
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |")


def main():
    cache, program = pathlib.Path(sys.argv[1]), sys.argv[2]
    folder = pathlib.Path(os.environ["BREATHMARK_DATA"]).resolve() / "public_cases"
    all_cases = cases(folder)
    answers = {"breathmark": {case.file: breathmark(program, case.path(folder)) for case in all_cases}}
    versions = [subprocess.run([program, "--version"], capture_output=True, text=True).stdout.strip()]
    for name in ENVIRONMENTS:
        if answered := package(name, cache, folder):
            answers[name] = answered["found"]
            versions.append(f"{name} {answered['version']}")
    answers["GoldenCheetah"] = {case.file: goldencheetah.reading(case.path(folder)) for case in all_cases}
    cells = {
        name: {case.file: verdict(case, found[case.file]) for case in all_cases} for name, found in answers.items()
    }
    print_table(all_cases, cells)
    print()
    print(HELP)
    print(textwrap.fill(f"{', '.join(versions)}; Python {platform.python_version()}, {platform.machine()}.", 118))
    if "--why" in sys.argv:
        for name in cells:
            for case in all_cases:
                print(f"{name}, {case.file[:2]}: {cells[name][case.file]}: {json.dumps(answers[name][case.file])}")


main()
