"""Owns the pages that come from tables: the code's own in properties.md and problems.md, measured ones in performance.md.

`python docs/generate.py` writes them.
"""

import json
import re
from collections.abc import Iterable
from pathlib import Path

from plaintext_network.model.note.properties import PROPERTIES, TYPES, Property
from plaintext_network.model.note.read_note import read
from plaintext_network.model.note.rules import KINDS, Rules
from plaintext_network.notes.note import parse
from plaintext_network.notes.source import decode
from plaintext_network.problems import FAULTS, SEVERITIES, Fault, Problem

DOCS = Path(__file__).parent
EXAMPLES = DOCS / "examples" / "problems"

# How a problem arises that no small text shows.
ARISES = {
    "unreadable": "It arises when the system refuses to read a file: missing permission, a failing disk.",
    "empty-note": "It arises from a file of no bytes at all.",
    "only-zeros": "It arises from a file in which every byte is zero.",
    "evicted": "It arises when a sync program has left only a stand-in for the file: iCloud's "
    "`.Ada.md.icloud`, or a size with no blocks on the disk behind it.",
    "too-large": "It arises from a note of more than 4 MB.",
    "outside-link": "It arises from a symbolic link in the vault that points to a file or folder elsewhere.",
    "odd-file": "It arises when something named like a note is a pipe, a socket or a device.",
    "conflict-copy": "It arises from a file named as sync programs name their copies, say "
    "`Ada (conflicted copy 2026-11-20).md`. A name that could be anybody's, such as `Ada 2.md`, counts "
    "only when `Ada.md` lies beside it and tells of the same person.",
    "settings-unknown-key": "It arises from a key without meaning in `pnet.toml`, say `due.cadance`.",
    "front-matter-too-large": "It arises from front matter that has not ended after 65,536 characters.",
    "body-too-large": "It arises from a body of more than 1,000,000 characters or 50,000 lines.",
    "name-shared": "It arises when two contacts have the same name, case not counting.",
    "link-ambiguous": "It arises from `[[Alex]]` when two contacts go by Alex.",
    "link-nowhere": "It arises from `[[Somebody New]]` while no note goes by that name.",
    "with-missing": "It arises from a note of a meeting that links people in its text and says nothing under `with`.",
    "me-twice": "It arises when two notes say `type: me`.",
}

_GENERATED = "<!-- Written by docs/generate.py; change the table in the code instead. -->\n"


def properties_page() -> str:
    """Return the page of properties, by kind of note."""
    parts = [
        "# Properties\n",
        _GENERATED,
        "Every property `pnet` knows, by the kind of note it means something in. Case, `-`, `_` and spaces\n"
        "in a name do not count: `Met on`, `met-on` and `met_on` are one. A single value may stand where a\n"
        "list is meant, and of a list where one value is meant the first counts. What is not on this page\n"
        "is yours: it is kept, and can be searched for.\n",
        "## Any note\n",
        _table(tuple(row for row in PROPERTIES if not row.kinds)),
        "A plain note may also carry a `date`.\n",
    ]
    for kind in KINDS:
        parts += [f"## {kind}\n", _table(tuple(row for row in PROPERTIES if kind in row.kinds))]
    return "\n".join(parts)


def _table(rows: tuple[Property, ...]) -> str:
    lines = ["| property | also | value | meaning | example |", "| --- | --- | --- | --- | --- |"]
    for row in rows:
        also = ", ".join(f"`{word}`" for word in row.synonyms)
        value = f"list: {TYPES[row.type]}" if row.many else TYPES[row.type]
        lines.append(f"| `{row.name}` | {also} | {value} | {row.meaning} | `{row.name}: {row.example}` |")
    return "\n".join(lines) + "\n"


def problems_page() -> str:
    """Return the page of problems: what each says, its remedy, why it matters, and a note that has it."""
    parts = [
        "# Problems\n",
        _GENERATED,
        "`pnet check` names everything in a vault that can't be read as it seems to be meant. None of it\n"
        "stops an answer: a note with a problem still says what it can. Words between angle brackets stand\n"
        "for what is found.\n",
        *(_list_of(severity) for severity in SEVERITIES),
    ]
    parts += [_problem(code, fault) for code, fault in FAULTS.items()]
    return "\n".join(parts)


def _list_of(severity: str) -> str:
    codes = [code for code, fault in FAULTS.items() if fault.severity == severity]
    plural = severity.capitalize() + ("" if severity == "information" else "s")
    return f"{plural}: " + ", ".join(f"[{code}](#{code})" for code in codes) + ".\n"


def _problem(code: str, fault: Fault) -> str:
    parts = [
        f"## {code}\n",
        f"Severity\n: {fault.severity}\n",
        f"Message\n: {_open(fault.message)}\n",
        f"Remedy\n: {_open(fault.hint)}\n",
        f"Why\n: {fault.why}\n",
    ]
    if code in ARISES:
        parts.append(ARISES[code] + "\n")
    file = EXAMPLES / f"{code}.md"
    if file.exists():
        content = file.read_bytes()
        text = decode(content)[0].text.rstrip()
        if text:
            parts += [f"This note has it:\n\n````text\n{text}\n````\n"]
        found = example_problem(code, content)
        parts += [f"and `pnet check` says:\n\n```text\n{_said(found)}\n```\n"]
    return "\n".join(parts)


def example_problem(code: str, content: bytes) -> Problem:
    """Read a note's bytes and return its problem of this code. Raises StopIteration where it has none."""
    return next(p for p in read(parse(content), f"{code}.md", Rules()).problems if p.code == code)


def _said(found: Problem) -> str:
    return f"{found.path}:{found.line}:{found.column}: {found.code}: {found.message}\n  {found.hint}"


def _open(text: str) -> str:
    """Return a message as Markdown that reads like it, with its facts as `<fact>`."""
    plain = text.replace("`", "").replace("<", "\\<").replace("[[", "\\[\\[")
    return plain.replace("{", "\\<").replace("}", "\\>")


# Which measurements are told, and how they are called there.
FIGURES = (
    ("python -c pass", "starting Python, `python -c pass`"),
    ("walk and stat in Python", "walk and stat in Python"),
    ("git status --short", "`git status --short`"),
    ("khard list", "`khard list`"),
    ("pnet due", "**`pnet due`**"),
    ("pnet due --count", "`pnet due --count`"),
    ("pnet path NAME", "`pnet path NAME`"),
    ("pnet show NAME", "`pnet show NAME`"),
    ("pnet list", "`pnet list`"),
    ("pnet find WORDS", "`pnet find WORDS`"),
    ("one note changed: pnet due", "one note changed, then `pnet due`"),
    ("pnet snooze NAME WHEN", "`pnet snooze NAME WHEN`"),
    ("pnet log SENTENCE", "`pnet log SENTENCE`"),
    ("pnet rename OLD NEW", "`pnet rename OLD NEW`, with every link"),
    ("pnet undo", "`pnet undo`"),
    ("cold: pnet due", "cold `pnet due`"),
    ("read all, YAML with libyaml", "read all, parse YAML alone"),
)
RATIOS = (
    ("`pnet due` / starting Python", "pnet due", "python -c pass"),
    ("`pnet due` / walk and stat in Python", "pnet due", "walk and stat in Python"),
    ("`pnet due` / `git status`", "pnet due", "git status --short"),
    ("one note changed / unchanged", "one note changed: pnet due", "pnet due"),
    ("cold / read all, parse YAML alone", "cold: pnet due", "read all, YAML with libyaml"),
)


WATCHED = (
    ("python -c pass, ms", "starting Python, ms", 0),
    ("due --count, ms", "**`pnet due --count`**, ms", 0),
    ("due --count without a watcher, ms", "the same without a watcher", 0),
    ("due --count, × bare interpreter", "`pnet due --count` / starting Python", 2),
    ("people due", "people who are due there", 0),
    ("due, ms", "`pnet due`, ms", 0),
    ("due without a watcher, ms", "the same without a watcher", 0),
    ("due, × bare interpreter", "`pnet due` / starting Python", 2),
    ("due --limit 20, ms", "`pnet due --limit 20`, ms", 0),
    ("path NAME, ms", "`pnet path NAME`, ms", 0),
    ("path NAME without a watcher, ms", "the same without a watcher", 0),
    ("save until known, nobody asking, ms: median", "from a save until it is known, ms: median", 0),
    ("save until known, nobody asking, ms: 99 %", "99 in 100", 0),
    ("answer right after a save, ms: median", "an answer right after a save, ms: median", 0),
    ("answer right after a save, ms: 99 %", "99 in 100", 0),
    (
        "checkout of 2,000 notes (other) until right, ms",
        "from the end of a checkout of 2,000 notes until right, ms",
        0,
    ),
    ("checkout of 2,000 notes (other), lines told", "lines told of it", 0),
    ("idle, % of a core", "idle, % of a core", 2),
    ("held, MB", "memory, MB", 0),
)


def performance_page() -> str:
    """Return the page on performance with its tables as they were measured."""
    measured = json.loads((DOCS / "performance.json").read_text(encoding="utf-8"))
    sizes = measured["sizes"]
    page = (DOCS / "performance.md").read_text(encoding="utf-8")

    def seconds(name: str) -> list[str]:
        return [f"{found[name]['seconds'] * 1000:,.0f}" if name in found else "" for found in sizes.values()]

    head = ["", *(f"{int(notes):,} notes" for notes in sizes)]
    figures = [[label, *seconds(name)] for name, label in FIGURES]
    ratios = [
        [label, *(f"{found[one]['seconds'] / found[other]['seconds']:.2f}" for found in sizes.values())]
        for label, one, other in RATIOS
    ]
    memory = [
        [f"memory of {label}, MB", *(f"{found[name]['megabytes']:.0f}" for found in sizes.values())]
        for name, label in (("pnet due", "`pnet due`"), ("cold: pnet due", "a cold start, with its helpers"))
    ]
    phases = [name for name in next(iter(sizes.values())) if name.startswith("phase: ")]
    spent = [
        [name.removeprefix("phase: "), *(f"{found[name]['seconds'] * 1000:.1f}" for found in sizes.values())]
        for name in phases
    ]
    start = [f"{found['python -c pass']['seconds'] * 1000:.1f}" for found in sizes.values()]
    tables = {
        "figures": f"{measured['machine']}.\n\n{_rows(head, figures)}\n{_rows(head, [*ratios, *memory])}",
        "phases": _rows(head, [*spent, ["(starting Python)", *start]]),
    }
    watching = json.loads((DOCS / "watching.json").read_text(encoding="utf-8"))
    head = ["", *(f"{int(notes):,} notes" for notes in watching["sizes"])]
    rows = [
        [
            label,
            *(f"{found[name]:,.{digits}f}" if name in found else "" for found in watching["sizes"].values()),
        ]
        for name, label, digits in WATCHED
    ]
    tables["watched"] = f"{watching['machine']}.\n\n{_rows(head, rows)}"
    for name, table in tables.items():
        page = re.sub(
            rf"(?s)(?<=^% {name}\n).*?(?=^% end {name}$)",
            lambda _, t=table: f"\n{t}\n",
            page,
            flags=re.MULTILINE,
        )
    return page


def _rows(head: list[str], rows: Iterable[list[str]]) -> str:
    lines = [head, ["---", *("---:" for _ in head[1:])], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def main() -> None:
    """Write the pages."""
    for name in ("properties", "problems", "performance"):
        (DOCS / f"{name}.md").write_text(globals()[f"{name}_page"](), encoding="utf-8")


if __name__ == "__main__":
    main()
