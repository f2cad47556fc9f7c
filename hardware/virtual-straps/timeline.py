#!/usr/bin/env python3
"""Prints what happened to the links of a run, in one column: from the log of the straps and the journal.

usage: timeline.py DIR    (a run's folder, such as target/real-stack)
"""

import os
import sys

from journal import Journal, lines


def events(folder):
    for line in lines(os.path.join(folder, "straps.jsonl")):
        if line["event"] != "sent":
            detail = line.get("line") or (f"link {line['link']}" if "link" in line else "")
            yield line["wall_us"] / 1e6, f"strap {line['strap']}: {line['event']} {detail}"
    path = os.path.join(folder, "journal.jsonl")
    if os.path.exists(path):
        journal = Journal(path)
        for seat in ("left", "right"):
            for at, line in journal.inputs("link", seat):
                yield at, f"    program, {seat}: {line['link']}"


def main(folder):
    found = sorted(events(folder))
    for at, what in found:
        print(f"{at - found[0][0]:8.2f} s  {what}")


if __name__ == "__main__":
    main(sys.argv[1])
