"""Reads the program's journal and the log of the straps, and compares them."""

import json
from datetime import datetime


def lines(path):
    """The lines of a JSON Lines file, without a last line that is incomplete."""
    found = []
    with open(path, encoding="utf-8") as file:
        for line in file:
            try:
                found.append(json.loads(line))
            except json.JSONDecodeError:
                break
    return found


class Sent:
    """The log of the straps: everything that they sent. Times are wall-clock seconds."""

    def __init__(self, path):
        self.lines = lines(path)

    def events(self, strap, event):
        return [(line["wall_us"] / 1e6, line) for line in self.lines
                if line["strap"] == strap and line["event"] == event]

    def links(self, strap, after=0.0):
        """For each radio link after `after` with a subscriber: (when it began, [(time sent, hex), ...])."""
        since = {line["link"]: at for at, line in self.events(strap, "connected")}
        found = {}
        for at, line in self.events(strap, "sent"):
            if line["subscribed"]:
                found.setdefault(line["link"], []).append((at, line["hex"]))
        return [(since[link], sent) for link, sent in found.items() if since[link] >= after]

    def worst_late_ms(self):
        return max((line.get("late_ms", 0) for line in self.lines), default=0)


class Journal:
    """The program's journal: a header, then stamped inputs. Times are converted to wall-clock seconds."""

    def __init__(self, path):
        self.header, *self.lines = lines(path)
        self.began = datetime.fromisoformat(self.header["started"]).timestamp()

    def inputs(self, kind, seat):
        return [(self.began + line["at"] / 1e6, line) for line in self.lines
                if line["input"] == kind and line["seat"] == seat]

    def notifications(self, seat):
        return [(at, line["bytes"]) for at, line in self.inputs("notification", seat)]

    def subscribed(self, seat):
        return [at for at, line in self.inputs("link", seat) if line["link"] == "subscribed"]


class Outputs:
    """The outputs of the program, on the clock of the journal."""

    def __init__(self, path, journal):
        self.lines = [(journal.began + line["at"] / 1e6, line) for line in lines(path)]

    def stages(self):
        """(when it began, name) of each stage. A pause whose details change is one stage."""
        found = []
        for at, line in self.lines:
            if line["output"] == "stage" and (not found or found[-1][1] != line["stage"]):
                found.append((at, line["stage"]))
        return found

    def of(self, output, seat):
        return [(at, line) for at, line in self.lines if line["output"] == output and line.get("seat") == seat]

    def count(self, output, seat):
        return len(self.of(output, seat))


class Comparison:
    """Compares the notifications of a strap with those of the journal: the same payloads, in the same order.

    `got` holds the journal's notifications. `subscribed` holds the times at which the program had subscribed. All times
    are wall-clock seconds.

    BlueZ subscribes by itself when a known strap comes back, before the program asks for it. Notifications between the
    two may be missing, and are counted as `early`. Notifications after `stopped` may be missing, too: the program is
    closing the connection.
    """

    def __init__(self, links, got, subscribed, stopped):
        self.sent = sum(len(sent) for _, sent in links)
        self.got = len(got)
        self.early = 0
        self.after = 0
        self.wrong = []
        self.delays_ms = []
        for since, sent in links:
            asked = min((at for at in subscribed if at >= since), default=since)
            got = got[self.match(sent, got, asked, stopped):]
            if self.wrong:
                return
        if got:
            self.wrong.append(f"{len(got)} in the journal that were never sent, first {got[0][1]}")
        self.delays_ms.sort()

    def match(self, sent, got, asked, stopped):
        """Matches the notifications of one link; returns how many of the journal's belong to it."""
        skipped = 0
        while (skipped < len(sent) and sent[skipped][0] < asked
               and [hexes for _, hexes in sent[skipped:skipped + 3]] != [h for _, h in got[:3]]):
            skipped += 1
        self.early += skipped
        pairs = list(zip(sent[skipped:], got))
        for place, ((sent_at, original), (at, payload)) in enumerate(pairs):
            if payload != original:
                self.wrong.append(f"number {place + 1} of a link is {payload}, sent was {original}")
                return place
            self.delays_ms.append(1000 * (at - sent_at))
        missing = sent[skipped + len(pairs):]
        lost = [at for at, _ in missing if at < stopped]
        self.after += len(missing) - len(lost)
        if lost:
            self.wrong.append(f"{len(lost)} sent before the end never came")
        return len(pairs)

    def summary(self):
        return (f"{self.got} in the journal, {self.sent} sent"
                + (f", {self.early} of them before the program had subscribed again" * bool(self.early))
                + (f", {self.after} after the end" * bool(self.after))
                + "".join(f"; {wrong}" for wrong in self.wrong))


def quantile(ordered, share):
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")
