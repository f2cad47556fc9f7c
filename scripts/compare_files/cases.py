"""The files, what is right about each, and what a careful user sees in its first lines."""

import csv
import dataclasses
import math


@dataclasses.dataclass(frozen=True)
class Case:
    file: str
    kind: str
    right: object  # the RMSSD in ms; a list for several people; None if no figure is right
    sep: str = ","
    skip: int = 0  # lines before the first interval
    name: str | None = None  # of the column of intervals, if the line above has names
    column: int | None = 0  # its position; None: there is no column of intervals
    clock: int | None = None  # the position of a time in the same row
    clock_unit: str = "date"
    clock_at_start: bool = False  # of the interval; otherwise at its end
    factor: float = 1  # what makes ms of an interval, where the header or the values show another unit
    decimal: str = "."
    thousands: str | None = None
    beats: bool = False  # the column only grows: times of beats
    one_line: bool = False

    def path(self, folder):
        return str(folder / self.file)


def without_marked(path, sep, column, flag):
    """The RMSSD of the rows that are not marked; no difference is taken across a marked row."""
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter=sep))[1:]
    squares = [
        (float(row[column]) - float(before[column])) ** 2
        for before, row in zip(rows, rows[1:])
        if before[flag] == row[flag] == "0"
    ]
    return math.sqrt(sum(squares) / len(squares))


def cases(folder):
    """The figures are those of tests/inputs/public_cases.rs. What it leaves open is computed from the marks in the file."""
    plain, dropouts, journal = 30.31, 29.99, 31.86
    flow, blocker = "25-polar-flow-duration-offline.csv", "31-ppi-blocker.txt"
    strap = {"column": None}
    return [
        Case("01-hrvlogger-dropouts.csv", "drop-outs by date", dropouts, ",", 1, "rr", 1, 0, clock_at_start=True),
        Case("02-iso-timestamps-dropouts.txt", "drop-outs by ISO date", dropouts, ";", 1, "RR-interval [ms]", 1, 0),
        Case("05-index-comma-long.csv", "row number, comma", 33.26, column=1),
        Case("06-index-tab.txt", "row number, tab", 17.08, "\t", column=1),
        Case("08-two-hearts-seat-column.csv", "two people", [plain, 26.70], ",", 1, "rr_ms", 2, 0, "s"),
        Case("10-unit-1024-in-header.csv", "1/1024 s", plain, ",", 1, "RR (1/1024 s)", 1, 0, "s", factor=1000 / 1024),
        Case("11-beat-times-seconds.txt", "times of beats", 30.72, factor=1000, beats=True),
        Case("13-thousands-comma.csv", "thousands comma", plain, ";", 1, "rr_ms", thousands=","),
        Case("14-sampled-last-interval-10hz.csv", "sampled at 10 Hz", plain, ",", 1, "RRInterval", 2, 0, "ms"),
        Case("15-several-intervals-a-row.csv", "some rows hold two", plain, column=4, clock=0),
        Case("16-empatica-ibi.csv", "Empatica IBI", 31.82, ",", 1, None, 1, 0, "s", clock_at_start=True, factor=1000),
        Case("17-polar-hrm.hrm", "Polar .hrm", plain, ";", 14),
        Case("20-json-rr.json", "JSON", plain, name="rr"),
        Case("21-one-line-list.txt", "list on one line", plain, one_line=True),
        Case("22-openhrv-long-table.csv", "kinds of rows mixed", plain, ",", 1, "value", 1, 2),
        Case("23-preamble-lines.txt", "text, decimal comma", plain, ";", 3, factor=1000, decimal=","),
        Case(flow, "offline rows", without_marked(folder / flow, ",", 0, 1), skip=1, name="duration"),
        Case("26-column-bbi.csv", "column named bbi", plain, ",", 1, "bbi", 2, 0, "ms"),
        Case("29-list-in-a-cell.csv", "lists in cells", plain, ",", 1, "rr_intervals", 2, 0),
        Case(blocker, "blocked rows", without_marked(folder / blocker, ";", 1, 3), ";", 1, "PP-interval [ms]", 1, 0),
        Case("36-strap-sends-milliseconds.jsonl", "journal, ms", journal, **strap),
        Case("37-every-beat-twice.jsonl", "journal, beats twice *", None, **strap),
        Case("39-zero-padded.jsonl", "journal, zeros", journal, **strap),
        Case("41-held-three-seconds.jsonl", "journal, held up", journal, **strap),
        Case("42-interval-made-from-rate.jsonl", "journal, from rate *", None, **strap),
    ]
