"""What each file imports from the crate: every leaf of a `use`, and every path that leads into the crate."""

from dataclasses import dataclass

import modules

ROOTS = ("crate", "breathmark")


@dataclass
class Import:
    """One path from the crate's root, as it is written in `file`."""

    file: object
    line: int
    path: tuple
    # False for a path through a name that another import has brought in.
    spelled_out: bool = True


@dataclass
class Found:
    """All imports, and the names that modules hand on with `pub use`."""

    imports: list
    # (module, name) -> the path that the name stands for.
    handed_on: dict


def collect(files):
    known = {file.module for file in files} | {child for file in files for child in file.children}
    found = Found([], {})
    for file in files:
        read(file, known, found)
    return found


def read(file, known, found):
    named, at = {}, 0
    spots = list(modules.with_inline(file.code))
    while at < len(file.code):
        token, module = file.code[at], file.module + spots[at][1]
        if token.text == "use" and file.code[at + 1].text != "<":
            at = read_use(file, at, module, known, named, found)
        elif begins_path(file.code, at):
            path, at = path_at(file.code, at)
            if whole := absolute(path, module):
                found.imports.append(Import(file, token.line, whole))
            elif whole := by_name(path, module, known, named):
                found.imports.append(Import(file, token.line, whole, spelled_out=False))
        else:
            at += 1


def read_use(file, at, module, known, named, found):
    public = preceded(file.code, at, "pub") or preceded(file.code, at, ")")
    leaves, end = leaves_of(file.code, at + 1, ())
    for path, alias, line in leaves:
        whole = absolute(path, module)
        if whole is None and module + path[:1] in known:
            whole = module + path
        if whole is None:
            continue
        named[alias] = whole
        if public:
            found.handed_on[module, alias] = whole
        # A name that is only handed on to the rest of the room is no need of this file's.
        if not public or whole[:1] != module[:1] or sum(token.text == alias for token in file.code) > 1:
            found.imports.append(Import(file, line, whole))
    return end + 1


def leaves_of(code, at, before):
    """The leaves of the use tree at `at` as (path, alias, line), and where the tree ends."""
    path, leaves = before, []
    while True:
        token = code[at]
        if token.text == "{":
            at += 1
            while code[at].text != "}":
                more, at = leaves_of(code, at, path)
                leaves += more
                at += code[at].text == ","
            return leaves, at + 1
        if token.text == "*":
            return [(path, "*", token.line)], at + 1
        if token.kind == "name":
            path = path if token.text == "self" and path else (*path, token.text)
            if code[at + 1].text == "as":
                return [(path, code[at + 2].text, token.line)], at + 3
            if code[at + 1].text != "::":
                return [(path, path[-1], token.line)], at + 1
        at += 1


def begins_path(code, at):
    """Whether a path of two or more names begins here, and not in the middle of another or in a visibility."""
    return (
        code[at].kind == "name"
        and at + 2 < len(code)
        and code[at + 1].text == "::"
        and code[at + 2].kind == "name"
        and not preceded(code, at, "::")
        and not (preceded(code, at, "in") and preceded(code, at - 1, "("))
    )


def path_at(code, at):
    path = [code[at].text]
    while at + 2 < len(code) and code[at + 1].text == "::" and code[at + 2].kind == "name":
        at += 2
        path.append(code[at].text)
    return tuple(path), at + 1


def absolute(path, module):
    """The path from the crate's root, or nothing if it does not say where it begins."""
    if path[0] in ROOTS:
        return path[1:]
    if path[0] not in ("self", "super"):
        return None
    at, rest = module, path
    while rest and rest[0] in ("self", "super"):
        at = at[:-1] if rest[0] == "super" else at
        rest = rest[1:]
    return at + rest


def by_name(path, module, known, named):
    """A path through a name that a `use` or a `mod` of this file has brought in, if it leads to another module."""
    if module + path[:1] in known:
        return module + path
    whole = named.get(path[0])
    return whole + path[1:] if whole in known else None


def preceded(code, at, *marks):
    return at > 0 and code[at - 1].text in marks

