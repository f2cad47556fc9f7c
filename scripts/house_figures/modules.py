"""The modules of the crate, each with its file and its tokens, found by following `mod`."""

from dataclasses import dataclass, field

import tokens


@dataclass
class File:
    """A source file that is compiled outside tests."""

    path: object
    # Where it stands in the crate: ("heart", "beat") for src/heart/beat.rs and for src/heart/beat/mod.rs.
    module: tuple
    code: list
    # The modules it declares, whether in files of their own or inside it.
    children: set = field(default_factory=set)

    @property
    def name(self):
        return self.module[0] if self.module else "lib"


def read(src):
    """Every file that lib.rs and main.rs reach, lib.rs first."""
    files = []
    follow(src, (), src / "lib.rs", files)
    if (src / "main.rs").is_file():
        follow(src, ("main",), src / "main.rs", files)
    return files


def follow(src, module, path, files):
    file = File(path, module, tokens.without_tests(tokens.tokens(path.read_text())))
    files.append(file)
    for inside, name, has_body in declared(file.code):
        child = module + inside + (name,)
        file.children.add(child)
        if has_body:
            continue
        base = src.joinpath(*(child[1:] if child[0] == "main" else child))
        places = [base.with_suffix(".rs"), base / "mod.rs"]
        place = next((place for place in places if place.is_file()), None)
        if place is None:
            raise SystemExit(f"house: {path} declares `mod {name}`, and neither {places[0]} nor {places[1]} is there.")
        follow(src, child, place, files)


def declared(code):
    """Each `mod`: the inline modules around it, its name, and whether its body stands right here."""
    for at, inside in with_inline(code):
        if code[at].text == "mod" and at + 2 < len(code) and code[at + 1].kind == "name" and code[at + 2].text in "{;":
            yield inside, code[at + 1].text, code[at + 2].text == "{"


def with_inline(code):
    """The index of every token with the inline modules it stands in."""
    depth, open_modules = 0, []
    for at, token in enumerate(code):
        yield at, tuple(name for name, _ in open_modules)
        if token.text == "{":
            if at >= 2 and code[at - 2].text == "mod":
                open_modules.append((code[at - 1].text, depth))
            depth += 1
        elif token.text == "}":
            depth -= 1
            if open_modules and open_modules[-1][1] == depth:
                open_modules.pop()
