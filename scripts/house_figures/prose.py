"""Sentences of the pages and of the doc comments. Headings, tables, code blocks and pictures are left out."""

import re
import statistics

PAGES = ["README.md", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "docs/*.md", "hardware/*.md"]
LONG = 25
# A full stop behind one of these ends no sentence.
SHORT = r"(?:e\.g|i\.e|cf|vs|al|etc|approx|incl|resp|no|vol|pp?|fig|eq|sec|St|Dr|[A-Z])\.$"
# Joins the words of a piece of code, which counts as one.
GLUE = "\0"
BULLET = re.compile(r"^\s*(?:[-*+]|\d+\.)\s+")


def report(root):
    lines = ["", f"== Prose{'':29}sentences  median  over {LONG}  longest"]
    everything = []
    for path in (path for pattern in PAGES for path in sorted(root.glob(pattern))):
        found = sentences(page_paragraphs(path.read_text()))
        everything += found
        lines.append(row(str(path.relative_to(root)), found))
    sources = sorted((root / "src").rglob("*.rs"))
    documented = [sentence for path in sources for sentence in sentences(doc_paragraphs(path.read_text()))]
    return [*lines, row("all pages", everything), row("doc comments of src", documented)]


def row(name, found):
    if not found:
        return f"{name:36}{0:9}"
    counts = [len(words(sentence)) for sentence in found]
    longest = max(found, key=lambda sentence: len(words(sentence)))
    over = 100 * sum(count > LONG for count in counts) / len(counts)
    begins = " ".join(longest.split()[:8]).replace(GLUE, " ")
    return f"{name:36}{len(found):9}{statistics.median(counts):8.0f}{over:8.0f} %{max(counts):9}  {begins} …"


def page_paragraphs(text):
    """The paragraphs of a Markdown page; each entry of a list is one."""
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    yield from paragraphs(text.splitlines())


def doc_paragraphs(text):
    """The paragraphs of a file's `//!` and `///` comments; a line of code ends one."""
    matches = (re.match(r"\s*//[/!] ?(.*)", line) for line in text.splitlines())
    yield from paragraphs([match.group(1) if match else "" for match in matches])


def paragraphs(lines):
    fenced, held = False, []
    for line in [*lines, ""]:
        fence = line.lstrip().startswith("```")
        fenced ^= fence
        outside = fence or fenced or not line.strip() or re.match(r"\s*(\||#{1,6} |!\[|\[[^\]]+\]: |<[a-z/])", line)
        if held and (outside or BULLET.match(line)):
            yield " ".join(held)
            held = []
        if not outside:
            held.append(BULLET.sub("", line).strip().removeprefix("> "))


def sentences(found):
    """A sentence ends with a stop before a space, and with its paragraph."""
    result = []
    for paragraph in found:
        held = ""
        for part in re.split(r"(?<=[.!?])(?=\s)|(?<=[.!?][)\"*”_])(?=\s)", plain(paragraph)):
            held += part
            if not re.search(r"(?:^|[\s(])" + SHORT, held):
                result.append(held.strip())
                held = ""
        result.append(held.strip())
    return [sentence for sentence in result if words(sentence)]


def plain(text):
    """Without markup: code is one word, a link is its text."""
    text = re.sub(r"`[^`]*`", lambda code: re.sub(r"\s+", GLUE, code.group()), text)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"\*\*|(?<!\w)[*_]|[*_](?!\w)", "", text)


def words(sentence):
    return [word for word in sentence.split() if re.search(r"\w", word)]
