"""Checks what `breathmark today --ics` writes, with an independent parser.

Every occurrence of a year and a half is compared with plain arithmetic on local times, in zones with and without changes
of the clocks.

Needs `pip install icalendar recurring-ical-events`; usage: check.py PATH-TO-BREATHMARK
"""

import datetime as dt
import os
import pathlib
import subprocess
import sys
import tempfile
import zoneinfo

import icalendar
import recurring_ical_events

ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Africa/Casablanca", "America/Sao_Paulo", "UTC"]
PLANS = [
    (["--add", "thanks", "--at", "21:30"], 1, None),
    (["--add", "phones stay in the hall; yes, all 📵\\", "--every", "other-day", "--weeks", "3"], 2, 21),
    (["--add", "evening", "--minutes", "180"], 7, None),
    (["--add", "長い" * 45, "--every", "day", "--at", "02:30", "--weeks", "52"], 1, 7 * 52),
]


def export(program, zone):
    home = tempfile.mkdtemp()
    env = {"HOME": home, "TZ": zone, "PATH": os.environ["PATH"]}
    run = lambda *args: subprocess.run([program, "today", *args], env=env, check=True, capture_output=True).stdout
    for plan, _, _ in PLANS:
        run(*plan)
    run("--add", "book the dentist", "--on", "tomorrow", "--at", "08:15", "--who", "Kim")
    return run("--ics", "-")


def octets(text):
    for line in text.split(b"\r\n"):
        assert len(line) <= 75, line
        line.decode()
    assert text.endswith(b"\r\n") and b"\n" not in text.replace(b"\r\n", b"")


def local(event, zone):
    return event["DTSTART"].dt.astimezone(zone).replace(tzinfo=None)


def occurrences(calendar, zone, first):
    until = first + dt.timedelta(days=550)
    found = {}
    for event in recurring_ical_events.of(calendar).between(first, until):
        found.setdefault(str(event["UID"]), []).append(local(event, zone))
    return {uid: sorted(times) for uid, times in found.items()}


def expected(event, zone, step, days, first):
    begins = event["DTSTART"].dt.astimezone(zone).replace(tzinfo=None)
    times = [begins + dt.timedelta(days=step * n) for n in range(0, 600 // step)]
    if days is not None:
        times = [time for time in times if time.date() < begins.date() + dt.timedelta(days=days)]
    # A local time that the clocks skip: every reader places it within the hour.
    return [time for time in times if time.replace(tzinfo=zone) < (first + dt.timedelta(days=550)).astimezone(zone)]


def near(a, b):
    return abs(a - b) <= dt.timedelta(hours=1 if a.hour in (1, 2, 3) else 0)


def check(program, name, only_ours):
    text = export(program, name)
    octets(text)
    if only_ours:
        # A zone name that the reader does not know: it has only the definition in the file.
        text = text.replace(name.encode(), b"X-as-written-" + name.encode().replace(b"/", b"-"))
    calendar = icalendar.Calendar.from_ical(text)
    assert not calendar.errors, calendar.errors
    zone = zoneinfo.ZoneInfo(name)
    now = dt.datetime.now(dt.timezone.utc)
    events = list(calendar.walk("VEVENT"))
    assert len(events) == len(PLANS) + 1 and len({str(event["UID"]) for event in events}) == len(events)
    for event in events:
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= set(event) and not event.errors
        [alarm] = event.walk("VALARM")
        assert alarm["ACTION"] == "DISPLAY" and "TRIGGER" in alarm and "DESCRIPTION" in alarm
    assert str(events[1]["SUMMARY"]) == PLANS[1][0][1], events[1]["SUMMARY"]
    assert [local(event, zone).time() for event in events[:2]] == [dt.time(21, 30), dt.time(20, 0)]
    found = occurrences(calendar, zone, now)
    count = 0
    for event, (_, step, days) in zip(events, PLANS):
        times, wanted = found[str(event["UID"])], expected(event, zone, step, days, now)
        assert len(times) == len(wanted) and all(map(near, times, wanted)), (name, str(event["SUMMARY"]), times[:3], wanted[:3], len(times), len(wanted))
        count += len(times)
    tomorrow = dt.datetime.now(zone).date() + dt.timedelta(days=1)
    [once] = found[str(events[-1]["UID"])]
    assert once == dt.datetime.combine(tomorrow, dt.time(8, 15)), once
    return count + 1


if __name__ == "__main__":
    for name in ZONES:
        counts = [check(sys.argv[1], name, only_ours) for only_ours in (False, True) if not (only_ours and name == "UTC")]
        print(f"{name}: {counts[0]} occurrences as planned" + (", and with only the zone as written" if len(counts) > 1 else ""))
