"""Rust's text as tokens, without comments and without what is compiled for tests only."""

import re
from typing import NamedTuple

PATTERN = re.compile(
    r"""
    (?P<space>\s+)
  | (?P<line>//[^\n]*)
  | (?P<block>/\*)
  | (?P<raw>(?:br|cr|r)(?P<fence>\#*)".*?"(?P=fence))
  | (?P<text>[bc]?"(?:\\.|[^"\\])*")
  | (?P<char>b?'(?:\\(?:u\{[^}]*\}|x..|.)|[^'\\])')
  | (?P<lifetime>'[A-Za-z_]\w*)
  | (?P<name>(?:r\#)?[A-Za-z_]\w*)
  | (?P<number>\d(?:[\w]|\.(?=\d))*)
  | (?P<mark>::|->|=>|.)
    """,
    re.VERBOSE | re.DOTALL,
)
OPEN, CLOSE = {"(", "[", "{"}, {")", "]", "}"}
# The items of Rust begin with one of these; whatever else has an attribute is a field, an arm or an argument.
ITEMS = {"fn", "mod", "use", "impl", "struct", "enum", "union", "const", "static", "type", "trait", "let"}
ITEMS |= {"unsafe", "async", "extern"}


class Token(NamedTuple):
    """A name, a mark or a literal. A literal's text is left out: only its kind matters."""

    kind: str
    text: str
    line: int


def tokens(code):
    """Every token of `code` that is not a comment or a space."""
    found, at, line = [], 0, 1
    while at < len(code):
        match = PATTERN.match(code, at)
        kind, end = match.lastgroup if match.lastgroup != "fence" else "raw", match.end()
        if kind == "block":
            end = end_of_block(code, at)
        elif kind in ("name", "mark"):
            found.append(Token(kind, match.group().removeprefix("r#"), line))
        elif kind not in ("space", "line"):
            found.append(Token(kind, "", line))
        line += code.count("\n", at, end)
        at = end
    return found


def end_of_block(code, at):
    """Block comments nest."""
    depth = 0
    for mark in re.finditer(r"/\*|\*/", code[at:]):
        depth += 1 if mark.group() == "/*" else -1
        if depth == 0:
            return at + mark.end()
    return len(code)


def closing(found, at):
    """Where the bracket that opens at `at` closes."""
    depth = 0
    for index in range(at, len(found)):
        text = found[index].text
        depth += (text in OPEN) - (text in CLOSE)
        if depth == 0:
            return index
    return len(found) - 1


def without_tests(found):
    """The tokens without the items, fields and arms that stand under #[cfg(test)]."""
    kept, at = [], 0
    while at < len(found):
        if is_attribute(found, at):
            end = closing(found, at + 1)
            names = [token.text for token in found[at + 2 : end]]
            if names[:1] == ["test"] or (names[:1] == ["cfg"] and "test" in names and "not" not in names):
                at = end_of_thing(found, end + 1)
                continue
        kept.append(found[at])
        at += 1
    return kept


def is_attribute(found, at):
    return found[at].text == "#" and at + 1 < len(found) and found[at + 1].text == "["


def end_of_thing(found, at):
    """Behind the item, field or arm that begins at `at`, after any further attributes."""
    while at < len(found) and is_attribute(found, at):
        at = closing(found, at + 1) + 1
    if at < len(found) and found[at].text == "pub":
        at += 1
        at = closing(found, at) + 1 if found[at].text == "(" else at
    item = at < len(found) and found[at].text in ITEMS
    use = item and found[at].text == "use"
    while at < len(found):
        text = found[at].text
        if text in CLOSE:
            return at
        if text in OPEN:
            at = closing(found, at)
            if text == "{" and item and not use:
                return at + 1
        elif text == ";" or (text == "," and not item):
            return at + 1
        at += 1
    return at
