"""Names that mean two things, what is public, and how long files and functions are."""

import math
from collections import Counter, defaultdict

import tokens

TYPES = {"struct", "enum", "trait", "type", "union"}


def report(root, files):
    types, public, functions = defaultdict(list), Counter(), []
    for file in files:
        where = str(file.path.relative_to(root))
        for keyword, name, line in type_names(file.code):
            types[name].append(f"{where}:{line} {keyword}")
        public.update(public_items(file.code))
        functions += [(length, f"{where}:{line} {name}") for length, name, line in function_lengths(file.code)]
    return ["", *name_lines(types), "", *public_lines(public), "", *length_lines(root, functions)]


def name_lines(types):
    doubled = {name: places for name, places in sorted(types.items()) if len(places) > 1}
    elsewhere = {name: [place for place in places if "src/words/" not in place] for name, places in doubled.items()}
    sections = {name: places for name, places in doubled.items() if len(elsewhere[name]) < 2}
    plain = {name: places for name, places in doubled.items() if name not in sections}
    lines = [
        "== Type names (struct, enum, trait, type; no associated types)",
        f"{'type names':34}{len(types):6}",
        f"{'doubled':34}{len(plain):6}",
        f"{'doubled only by a section of words':34}{len(sections):6}",
    ]
    lines += [f"    {name}: {', '.join(places)}" for name, places in plain.items()]
    return lines + [f"    (words) {name}: {', '.join(places)}" for name, places in sections.items()]


def public_lines(public):
    fields = public.pop("field", 0)
    kinds = ", ".join(f"{kind} {count}" for kind, count in public.most_common())
    return [
        "== Public (bare `pub`; pub(crate), variants and the methods of traits are not counted)",
        f"{'public items and methods':34}{sum(public.values()):6}  {kinds}",
        f"{'public fields':34}{fields:6}",
    ]


def length_lines(root, functions):
    paths = sorted((root / "src").rglob("*.rs"))
    sized = sorted((path.read_text().count("\n"), str(path.relative_to(root))) for path in paths)
    lines = [f"== Lengths in lines ({len(sized)} files with their tests, {len(functions)} functions without tests)"]
    lines += spread("file", sized)
    lines += [f"{f'files over {most} lines':34}{sum(length > most for length, _ in sized):6}" for most in (250, 400)]
    return lines + spread("function", sorted(functions))


def spread(what, sized):
    lengths = [length for length, _ in sized]
    longest = ", ".join(f"{name} ({length})" for length, name in sized[-3:][::-1])
    return [
        f"{f'{what}, median':34}{share(lengths, 0.5):6}",
        f"{f'{what}, 90th percentile':34}{share(lengths, 0.9):6}",
        f"{f'{what}, longest':34}{lengths[-1]:6}  {longest}",
    ]


def share(ordered, part):
    """The value that `part` of the values do not exceed (nearest rank)."""
    return ordered[math.ceil(part * len(ordered)) - 1]


def type_names(code):
    """Every type that is defined outside of a trait and an impl, where `type` is an associated one."""
    skip = -1
    for at, token in enumerate(code):
        if at <= skip:
            continue
        if token.text in ("impl", "trait") and item_position(code, at):
            if token.text == "trait":
                yield token.text, code[at + 1].text, token.line
            body = next(index for index in range(at, len(code)) if code[index].text == "{")
            skip = tokens.closing(code, body)
        elif token.text in TYPES and at + 1 < len(code) and code[at + 1].kind == "name":
            yield token.text, code[at + 1].text, token.line


def item_position(code, at):
    """Whether `impl` or `trait` begins an item here and not a type such as `impl Iterator`."""
    return at == 0 or code[at - 1].text in ("{", "}", ";", "]", "pub", ")", "unsafe")


def public_items(code):
    """What each bare `pub` makes public. Variants and a trait's methods have none and are not counted."""
    for at, token in enumerate(code):
        if token.text != "pub" or code[at + 1].text == "(":
            continue
        after = [code[index].text for index in range(at + 1, min(at + 5, len(code)))]
        words = [text for text in after if text not in ("async", "unsafe", "extern")]
        if after[0] == "const" and "fn" in after[1:3]:
            yield "fn"
        elif words[0] in tokens.ITEMS:
            yield words[0]
        else:
            yield "field"


def function_lengths(code):
    """(lines from `fn` to its closing brace, name, line) of every function with a body."""
    for at, token in enumerate(code):
        if token.text != "fn" or code[at + 1].kind != "name":
            continue
        body = at + 1
        while code[body].text not in "{;":
            body = tokens.closing(code, body) + 1 if code[body].text in "([" else body + 1
        if code[body].text == "{":
            yield code[tokens.closing(code, body)].line - token.line + 1, code[at + 1].text, token.line
