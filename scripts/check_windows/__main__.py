"""Every case of scripts/check-windows, one line each: `ok`, `FAILED` with the reason, or `skipped` with it."""

import argparse
import time
import traceback
from pathlib import Path

import consoles
import kept
import reading
import trouble
from wine import Machine

arguments = argparse.ArgumentParser()
arguments.add_argument("exe")
arguments.add_argument("linux")
arguments.add_argument("folder", type=Path)
arguments.add_argument("--only", default="")
arguments = arguments.parse_args()

machine = Machine(arguments.exe, arguments.linux, arguments.folder)
passed, failed, skipped = 0, 0, 0
for case in [*reading.CASES, *kept.CASES, *trouble.CASES, *consoles.CASES]:
    name = case.__name__.replace("_", " ")
    if arguments.only not in name:
        continue
    began = time.monotonic()
    try:
        note = case(machine) or ""
    except Exception as error:
        failed += 1
        print(f"FAILED   {name}: {str(error) or error!r}", flush=True)
        if not isinstance(error, AssertionError):
            traceback.print_exc()
        continue
    if note.startswith("SKIPPED"):
        skipped += 1
        print(f"skipped  {name}: {note.removeprefix('SKIPPED: ')}", flush=True)
        continue
    passed += 1
    print(f"ok       {name} ({time.monotonic() - began:.0f} s){': ' if note else ''}{note}", flush=True)
print(f"check-windows: {passed} passed, {failed} failed, {skipped} skipped")
raise SystemExit(failed > 0 or passed == 0)
