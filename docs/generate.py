"""Generates the pages made from tables: properties.md, problems.md and mapping.md from the code, performance.md from measurements.

`python docs/generate.py` writes them.
"""

import json
import re
from collections.abc import Iterable
from pathlib import Path

from plaintext_network.exchange.cards.mapping import MAPPING
from plaintext_network.model.note.properties import PROPERTIES, TYPES, PropertyDefinition
from plaintext_network.model.note.read_note import read_facts
from plaintext_network.model.note.rules import KINDS, Rules
from plaintext_network.notes.note import parse
from plaintext_network.notes.source import decode
from plaintext_network.problems import FAULTS, SEVERITIES, Fault, Problem

DOCS = Path(__file__).parent
EXAMPLES = DOCS / "examples" / "problems"

# How each problem arises that no small example note can show.
ARISES = {
    "photo-missing": 'This happens with `photo: "[[Ada Lovelace.jpg]]"` while the vault has no such file.',
    "unreadable": "This happens when the system refuses to read a file: missing permissions, a failing disk.",
    "empty-note": "This happens with a file of zero bytes.",
    "only-zeros": "This happens with a file in which every byte is zero.",
    "evicted": "This happens when a sync program has left only a placeholder for the file: iCloud's "
    "`.Ada.md.icloud`, or a file that has a size but no blocks on the disk.",
    "too-large": "This happens with a note of more than 4 MB.",
    "outside-link": "This happens when a symbolic link in the vault points to a file or folder outside it.",
    "odd-file": "This happens when a pipe, a socket or a device has the name of a note, such as `Ada.md`.",
    "conflict-copy": "This happens with a file name that a sync program gives to its copies, such as "
    "`Ada (conflicted copy 2026-11-20).md`. An ambiguous name, such as `Ada 2.md`, counts only if `Ada.md` is in the "
    "same folder and describes the same person.",
    "unfinished-write": "This happens when a hidden file such as `.pnet-1f2e3d4c-0.tmp` has been in the vault for more than ten "
    "minutes. The file contains the old or the new text of one note. See [several machines](howto-several-machines.md).",
    "settings-invalid": "This happens when `pnet.toml` is not valid TOML, or a setting has a value that `pnet` can't use, such as\n"
    '`cadence = "often"`. Only an editor lists it among the problems; every command prints it as an error.',
    "settings-unknown-key": "This happens when `pnet.toml` contains a key that `pnet` does not know, such as `due.cadance`.",
    "front-matter-too-large": "This happens when the front matter does not end within 65,536 characters.",
    "body-too-large": "This happens with a body of more than 1,000,000 characters or 50,000 lines.",
    "name-shared": "This happens when two contacts have the same name. Case does not matter.",
    "link-ambiguous": "This happens with `[[Alex]]` when two contacts have the name or alias Alex.",
    "link-nowhere": "This happens with `[[Somebody New]]` while no note has that name or alias.",
    "date-ambiguous": "This happens when a meeting has no `date`, and its file is named `01-11-2026 Sync.md`.",
    "touch-undated": "This happens when `Ideas.md` has a line `- tea with [[Ada Lovelace]] #touch`, and no date around it.",
    "with-missing": "This happens when a meeting's note links people in its text and names no participants.",
    "me-twice": "This happens when two notes have `type: me`.",
}

_GENERATED = "<!-- docs/generate.py writes this page. To change it, edit the table in the code. -->\n"


def properties_page() -> str:
    """Return the properties page, by kind of note."""
    parts = [
        "# Properties\n",
        _GENERATED,
        "This page lists every property that `pnet` knows, by kind of note. In property names, `pnet` ignores\n"
        "case, `-`, `_` and spaces: `Met on`, `met-on` and `met_on` are the same property. Where a property\n"
        "takes a list, a single value also works. Where it takes one value, the first item of a list counts.\n"
        "A property that is not on this page is yours: `pnet` preserves it and can search for it.\n",
        "## Any note\n",
        _table(tuple(row for row in PROPERTIES if not row.kinds)),
        "A plain note can also have a `date`.\n",
    ]
    for kind in KINDS:
        parts += [f"## {kind}\n", _table(tuple(row for row in PROPERTIES if kind in row.kinds))]
    return "\n".join(parts)


def _table(rows: tuple[PropertyDefinition, ...]) -> str:
    lines = ["| property | also | value | meaning | example |", "| --- | --- | --- | --- | --- |"]
    for row in rows:
        also = ", ".join(f"`{word}`" for word in row.synonyms)
        value = f"list: {TYPES[row.type]}" if row.many else TYPES[row.type]
        lines.append(f"| `{row.name}` | {also} | {value} | {row.meaning} | `{row.name}: {row.example}` |")
    return "\n".join(lines) + "\n"


def mapping_page() -> str:
    """Return the page that says what becomes of a card, and what a card is made of."""
    rows = [
        [
            ", ".join(f"`{key}`" for key in row.keys),
            f"`{row.property}`" if row.property else "",
            row.imported,
            row.exported,
        ]
        for row in MAPPING
    ]
    head = ["vCard", "property", "`pnet import`", "`pnet export`"]
    table = "".join(f"| {' | '.join(row)} |\n" for row in (head, ["---"] * len(head), *rows))
    return "\n".join(
        [
            "# Cards and notes\n",
            _GENERATED,
            "Address books exchange contacts as cards (vCard 2.1, 3.0 and 4.0). This page lists what `pnet import` makes of\n"
            "each line of a card, and what `pnet export` writes. Every other format goes the same way: `pnet` reads its rows as\n"
            "cards first.\n",
            table,
            "Every line that is not in the table stays in the note as it is. So does one whose types, label or parts no\n"
            "property expresses. This page calls these lines *raw lines*. They are in a block of code at the end of the note,\n"
            "one block for each source:\n",
            "````markdown\n```vcard\nX-PNET-SOURCE;ID=u-1815;DAY=2026-11-24;DIGEST=5a8f79f5d3427789:iPhone\n"
            "TEL;TYPE=CELL:+44 7700 900123\nitem1.TEL:+44 1632 960983\nitem1.X-ABLabel:Cottage\n```\n````\n",
            "A raw line with the same value as an item of `phones`, `emails`, `links` or `addresses` belongs to that item. If\n"
            "you remove the item, the next export leaves out the line. If you write the number in another way, it keeps its\n"
            "type and label.\n",
            "The first line names the source, the source's own id of the person, and the day and digest of the last import.\n"
            "The digest covers every value with its types and labels. It does not depend on the version of the card, the order\n"
            "of lines, the form of a date, the signs in a telephone number, upper and lower case in an e-mail address, or\n"
            "blanks. `REV`, `PRODID` and `UID` don't count. Another picture counts, even of the same person.\n",
            "A value of more than 2,000 characters becomes a file in the attachment folder: the one that Obsidian's settings\n"
            "name, else `attachments`. The line then has `pnet-file:` and the file's path.\n",
            "What a stranger wrote stays text. A note in a card becomes a quotation, with a backslash before any sign that\n"
            "would make it a link, a task, a tag, a field or a heading. In a property, a space separates such signs: `[[Ada]]`\n"
            "becomes `[ [Ada] ]`, and the raw line has the original. `pnet` reads every note again before it writes, and\n"
            "refuses a change that would add anything else.\n",
        ]
    )


def problems_page() -> str:
    """Return the problems page: the message of each, its remedy, why it matters, and an example note."""
    parts = [
        "# Problems\n",
        _GENERATED,
        "`pnet check` lists every problem in a vault, with its place and remedy. No problem stops an answer:\n"
        "`pnet` still uses everything else in the note. On this page, words in angle brackets are\n"
        "placeholders.\n",
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
        f"Message\n: {_as_markdown(fault.message)}\n",
        f"Remedy\n: {_as_markdown(fault.hint)}\n",
        f"Why\n: {fault.why}\n",
    ]
    if code in ARISES:
        parts.append(ARISES[code] + "\n")
    file = EXAMPLES / f"{code}.md"
    if file.exists():
        content = file.read_bytes()
        text = decode(content)[0].text.rstrip()
        if text:
            parts += [f"Example:\n\n````text\n{text}\n````\n"]
        found = example_problem(code, content)
        parts += [f"`pnet check` prints:\n\n```text\n{_printed(found)}\n```\n"]
    return "\n".join(parts)


def example_problem(code: str, content: bytes) -> Problem:
    """Return the problem with this code in a note's bytes. Raise StopIteration if there is none."""
    return next(p for p in read_facts(parse(content), f"{code}.md", Rules()).problems if p.code == code)


def _printed(found: Problem) -> str:
    return f"{found.path}:{found.line}:{found.column}: {found.code}: {found.message}\n  {found.hint}"


def _as_markdown(text: str) -> str:
    """Escape a message for Markdown, and show its facts as `<fact>`."""
    plain = text.replace("`", "").replace("<", "\\<").replace("[[", "\\[\\[")
    return plain.replace("{", "\\<").replace("}", "\\>")


# The measurements in each table, and the label of each.
FIGURES = (
    ("python -c pass", "start Python, `python -c pass`"),
    ("walk and stat in Python", "walk and stat every file in Python"),
    ("git status --short", "`git status --short`"),
    ("rg -li PHRASE", "`rg -li PHRASE`"),
    ("grep -rli PHRASE", "`grep -rli PHRASE`"),
    ("khard list", "`khard list`"),
    ("pnet due", "**`pnet due`**"),
    ("no note changed: pnet due", "`pnet due`, between the changes below"),
    ("one note changed: pnet due", "one note changed, then `pnet due`"),
    ("one note changed: pnet find", "one note changed, then `pnet find`"),
    ("pnet snooze NAME WHEN", "`pnet snooze NAME WHEN`"),
    ("pnet log SENTENCE", "`pnet log SENTENCE`"),
    ("pnet rename OLD NEW", "`pnet rename OLD NEW`, and update every link"),
    ("pnet undo", "`pnet undo`"),
    ("first search: pnet find", "the first `pnet find`, which builds the index"),
    ("all files new: second pnet due", "all files new: the second `pnet due`"),
    ("all files new: pnet due later", "the same, once the files are old"),
    ("cold: pnet due", "cold `pnet due`"),
    ("read all, YAML with libyaml", "read every file, parse its YAML alone"),
)
RATIOS = (
    ("`pnet due` / start Python", "pnet due", "python -c pass"),
    ("`pnet due` / walk and stat in Python", "pnet due", "walk and stat in Python"),
    ("`pnet due` / `git status`", "pnet due", "git status --short"),
    ("one note changed / unchanged", "one note changed: pnet due", "no note changed: pnet due"),
    (
        "second `pnet due` of new files / later",
        "all files new: second pnet due",
        "all files new: pnet due later",
    ),
    (
        "cold `pnet due` / read every file, parse its YAML alone",
        "cold: pnet due",
        "read all, YAML with libyaml",
    ),
)
# Labels of phases whose measured name is not the label.
PHASES = {
    "import the rest": "import everything else",
    "build the parser, parse the words": "build the parser, parse the arguments",
    "list and look at every file, compare": "list and stat every file, compare",
    "read the answer": "read the cached answer",
    "show it": "print it",
}
WATCHED = (
    ("python -c pass, ms", "start Python, ms", 0),
    ("due --count, ms", "**`pnet due --count`**, ms", 0),
    ("due --count without a watcher, ms", "the same, without a watcher", 0),
    ("due --count, × bare interpreter", "`pnet due --count` / start Python", 2),
    ("people due", "people due in this vault", 0),
    ("due, ms", "`pnet due`, ms", 0),
    ("due without a watcher, ms", "the same, without a watcher", 0),
    ("due, × bare interpreter", "`pnet due` / start Python", 2),
    ("due --limit 20, ms", "`pnet due --limit 20`, ms", 0),
    ("path NAME, ms", "`pnet path NAME`, ms", 0),
    ("path NAME without a watcher, ms", "the same, without a watcher", 0),
    ("save until known, nobody asking, ms: median", "from a save until the index has it, ms: median", 0),
    ("save until known, nobody asking, ms: 99 %", "the same, 99th percentile", 0),
    ("answer right after a save, ms: median", "answer right after a save, ms: median", 0),
    ("answer right after a save, ms: 99 %", "the same, 99th percentile", 0),
    (
        "checkout of 2,000 notes (other) until right, ms",
        "from the end of a checkout of 2,000 notes until the index has them, ms",
        0,
    ),
    ("checkout of 2,000 notes (other), lines told", "lines that the watcher prints for it", 0),
    ("idle, % of a core", "processor use while idle, % of a core", 2),
    ("held, MB", "memory, MB", 0),
)


# Of the language server: a label, and its figures on the clock and of its work, or alone.
SERVER = (
    ("start Python, `python -c pass`", "start Python, ms", ""),
    ("initialize, warm", "initialize, warm, ms", ""),
    (
        "from the start until the first completion, warm",
        "warm, until the first completion, ms",
        "warm, until the first completion, work ms",
    ),
    ("initialize, cold", "initialize, cold, ms", ""),
    *(
        (f"{label}, {percentile}", f"{name}, {part} ms", f"{name}, work {part} ms")
        for label, name in (
            ("completion", "completion"),
            ("describe an item of it", "description of an item"),
            (
                "problems after the last key, 50 ms of pause included",
                "problems after the last key, with the pause",
            ),
            ("workspace symbols", "symbols of the vault"),
            ("hover", "hover"),
            ("references", "references"),
            ("code actions", "actions"),
            ("rename", "rename"),
        )
        for percentile, part in (("median", "p50"), ("99th percentile", "p99"))
    ),
    ("another program's save seen, slowest", "another program's save seen, slowest ms", ""),
    ("the same beside `pnet watch`", "another program's save seen beside `pnet watch`, slowest ms", ""),
    ("memory when ready, MB", "memory when ready, PSS, MB", ""),
    ("memory after all requests, MB", "memory after all requests, PSS, MB", ""),
    ("growth in 10,000 keystrokes, MB", "growth in 10,000 keys, MB", ""),
    ("processes left 2 s after the editor was killed", "processes left 2 s after the editor was killed", ""),
)


def performance_page() -> str:
    """Return the performance page, with its tables made from the measurements."""
    measured = json.loads((DOCS / "performance.json").read_text(encoding="utf-8"))
    sizes = measured["sizes"]
    rich = {f"{int(notes):,} rich": found for notes, found in measured.get("rich", {}).items()}
    page = (DOCS / "performance.md").read_text(encoding="utf-8")

    def milliseconds(name: str) -> list[str]:
        return [_cell(found, name) for found in (*sizes.values(), *list(rich.values())[-1:])]

    head = ["", *(f"{int(notes):,} notes" for notes in sizes)]
    wide = [*head, *list(rich)[-1:]]
    figures = [[label, *cells] for name, label in FIGURES if any(cells := milliseconds(name))]
    names = list(dict.fromkeys(name for found in sizes.values() for name in found))
    asked = [name for name in names if name.startswith("pnet ") and name not in dict(FIGURES)]
    questions = [[f"`{name}`", *milliseconds(name)] for name in asked]
    served = [
        [f"`{name.removeprefix('watched: ')}`", *milliseconds(name)]
        for name in names
        if name.startswith("watched: pnet ")
    ]
    windows = [
        [
            name.removeprefix("window: "),
            *(_cell(found, name, 1) for found in (*sizes.values(), *list(rich.values())[-1:])),
        ]
        for name in names
        if name.startswith("window: ")
    ]
    ratios = [
        [label, *(_ratio(found, one, other) for found in sizes.values())] for label, one, other in RATIOS
    ]
    memory = [
        [label, *(f"{found[name]['megabytes']:.0f}" if name in found else "" for found in sizes.values())]
        for name, label in (
            ("pnet due", "memory of `pnet due`, MB"),
            ("pnet report --to -", "memory of `pnet report`, MB"),
            ("cold: pnet due", "memory of a cold start, all processes, MB"),
            ("full-text index", "full-text index, MB"),
            ("text of all notes", "text of all notes, MB"),
        )
        if any(name in found for found in sizes.values())
    ]
    phases = [
        name.removeprefix("phase: ") for name in next(iter(sizes.values())) if name.startswith("phase: ")
    ]
    spent = [
        [
            PHASES.get(name, name),
            *(f"{found[f'phase: {name}']['seconds'] * 1000:.1f}" for found in sizes.values()),
        ]
        for name in phases
    ]
    start = [f"{found['python -c pass']['seconds'] * 1000:.1f}" for found in sizes.values()]
    tables = {
        "figures": f"{measured['machine']}.\n\n{_rows(wide, figures)}\n{_rows(head, [*ratios, *memory])}",
        "questions": _rows(wide, questions),
        "served": _rows(wide, [*served, *windows]),
        "goals": _goals(measured.get("goals", {})),
        "phases": _rows(head, [*spent, ["(start Python)", *start]]),
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
    tables["server"] = _server_table()
    tables["agents"] = _agents_table()
    for name, table in tables.items():
        page = re.sub(
            rf"(?s)(?<=^% {name}\n).*?(?=^% end {name}$)",
            lambda _, t=table: f"\n{t}\n",
            page,
            flags=re.MULTILINE,
        )
    return page


def _server_table() -> str:
    measured = json.loads((DOCS / "language_server.json").read_text(encoding="utf-8"))
    goals = {name: f"≤ {at_most:,.0f}" for name, at_most in measured["goals"].items()}

    def cell(found: dict[str, float], name: str, work: str) -> str:
        shown = f"{found[name]:,.0f}" if name in found else ""
        return f"{shown} ({found[work]:,.0f})" if work in found else shown

    rows = [
        [label, goals.get(name, ""), *(cell(found, name, work) for found in measured["vaults"].values())]
        for label, name, work in SERVER
    ]
    return f"{measured['machine']}.\n\n{_rows(['', 'goal', *measured['vaults']], rows)}"


def _agents_table() -> str:
    measured = json.loads((DOCS / "agents.json").read_text(encoding="utf-8"))
    goals = {name: f"≤ {at_most:,.0f}" for name, at_most in measured["goals"].items()}
    servers = measured["servers"]
    names = next(iter(servers.values()))
    rows = [
        [name, goals.get(name, ""), *(f"{found[name]:,.0f}" for found in servers.values())] for name in names
    ]
    about = (
        f"{measured['notes']:,} notes, {measured['private']} of the people private. {measured['machine']}."
    )
    return f"{about}\n\n{_rows(['', 'goal', *servers], rows)}"


def _cell(found: dict[str, dict[str, float]], name: str, digits: int = 0) -> str:
    return f"{found[name]['seconds'] * 1000:,.{digits}f}" if name in found else ""


def _ratio(found: dict[str, dict[str, float]], one: str, other: str) -> str:
    return f"{found[one]['seconds'] / found[other]['seconds']:.2f}" if {one, other} <= found.keys() else ""


def _goals(measured: dict[str, list[dict[str, object]]]) -> str:
    """Return a table of the goals for the largest vaults: each with what was measured, in bold where it is missed."""
    largest = list(measured)[-2:]
    rows: dict[tuple[str, str], dict[str, str]] = {}
    for vault in largest:
        for row in measured[vault]:
            value, unit = float(str(row["value"])), row["of"]
            shown = (
                f"{value * 1000:,.0f} ms" if unit == "seconds" else f"{value:,.{0 if value >= 1 else 2}f} MB"
            )
            if row["ratio"] is not None:
                shown = f"{row['ratio']:.2f}"
            cell = shown if row["met"] else f"**{shown}**"
            rows.setdefault((str(row["name"]), str(row["goal"])), {})[vault] = cell
    heads = [f"{kind}, {int(notes):,}" for kind, _, notes in (vault.partition(" ") for vault in largest)]
    body = [
        [name.replace("watched:", "with a watcher:"), goal, *(cells.get(vault, "") for vault in largest)]
        for (name, goal), cells in rows.items()
    ]
    return _rows(["", "goal", *heads], body)


def _rows(head: list[str], rows: Iterable[list[str]]) -> str:
    lines = [head, ["---", *("---" if name == "goal" else "---:" for name in head[1:])], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def main() -> None:
    """Write the pages."""
    for name in ("properties", "problems", "performance", "mapping"):
        (DOCS / f"{name}.md").write_text(globals()[f"{name}_page"](), encoding="utf-8")


if __name__ == "__main__":
    main()
