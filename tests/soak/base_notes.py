"""Makes notes of all the shapes that people write, for the merges of the soak. Merges nothing."""

import random
from pathlib import Path

SAMPLE = Path(__file__).parents[2] / "sample_vault"
_TEXT = (
    "the kettle sang while we talked about bells and her mother came past with plums nobody had asked for a map of the "
    "harbour lies on his desk since spring and the choir wants two more altos before the winter concert starts again"
)
_WORDS = _TEXT.split()
_NAMES = (
    "Ada Lovelace",
    "Bo Ek",
    "Zoë Brandvold",
    "田中 さくら",
    "Gethin Abara",
    "Łukasz Wierzba",
    "Noor van Hashem",
)
_CHANNELS = ("call", "in-person", "message", "email", "video", "walk")


def sentence(chance: random.Random, least: int = 4, most: int = 12) -> str:
    """Return a few words in a row, with a capital and a full stop."""
    words = chance.choices(_WORDS, k=chance.randint(least, most))
    return f"{' '.join(words).capitalize()}."


def words(chance: random.Random, least: int = 2, most: int = 4) -> str:
    """Return a few words in a row."""
    return " ".join(chance.choices(_WORDS, k=chance.randint(least, most)))


def day(chance: random.Random, first: int = 2024, last: int = 2026) -> str:
    """Return a day, in ISO's form."""
    return f"{chance.randint(first, last)}-{chance.randint(1, 11):02}-{chance.randint(1, 28):02}"


def entry(chance: random.Random, when: str, bullet: str = "-") -> str:
    """Return a line of a Log."""
    form = chance.choice(("{} {}: {}", "{} {}: {}", "{} {}: {}", "{} {}{}"))
    said = words(chance, 3, 8) + chance.choice(
        ("", "", " [gave:: a pen]", " [[Bo Ek]]", " [direction:: out]")
    )
    return f"{bullet} " + form.format(when, chance.choice(_CHANNELS) if ":" in form else "", said)


def task(chance: random.Random, bullet: str = "-") -> str:
    """Return an open task."""
    due = f" 📅 {day(chance, 2026, 2027)}" if chance.random() < 0.7 else ""
    again = " 🔁 every month" if due and chance.random() < 0.15 else ""
    link = f" [[{chance.choice(_NAMES)}]]" if chance.random() < 0.3 else ""
    return f"{bullet} [ ] {words(chance, 2, 6)}{link}{again}{due}"


def fence(chance: random.Random) -> list[str]:
    """Return a code block; there are few, so that they repeat."""
    return chance.choice(
        (
            ["```dataview", "LIST FROM #person", "```"],
            ["```", "make test", "```"],
            ["```yaml", "role: Pilot", "---", "```"],
            ["~~~", "- 2026-01-01 no entry", "~~~"],
        )
    )


def sample_notes() -> list[tuple[bool, bytes]]:
    """Return the notes of the sample vault, each with whether it is a person's."""
    folders = ("contacts", "choir", "people", "people-import")
    notes = [(path.parent.name in folders, path.read_bytes()) for path in sorted(SAMPLE.rglob("[!_]*.md"))]
    # People's as often as all others together.
    people = [note for note in notes if note[0]]
    return notes + people * (len(notes) // len(people) - 1)


def make_note(chance: random.Random) -> tuple[bool, bytes]:
    """Make a note of one of the shapes; tell whether it is a person's."""
    shapes = (_contact, _organization, _interaction, _daily, _logseq, _prose)
    shape = chance.choices(shapes, (16, 1, 1.5, 1.5, 1, 1))[0]
    text = "\n".join(shape(chance))
    text = text if chance.random() < 0.06 else text + "\n"
    if chance.random() < 0.05:
        text = text.replace("\n", "\r\n")
    return shape is _contact, (b"\xef\xbb\xbf" if chance.random() < 0.02 else b"") + text.encode()


def _quoted(chance: random.Random, text: str) -> str:
    if ": " in text or "#" in text or text.startswith(("[", "+", "@")):
        return f'"{text}"'
    return chance.choice((text, text, f'"{text}"', f"'{text}'"))


def _listed(chance: random.Random, name: str, items: list[str]) -> list[str]:
    items = [_quoted(chance, item) for item in items]
    form = chance.random()
    if form < 0.5:
        return [f"{name}: [{', '.join(items)}]"]
    if form < 0.6 and len(items) == 1:
        return [f"{name}: {items[0]}"]
    indent = chance.choice(("  ", "", "    "))
    return [f"{name}:", *(f"{indent}- {item}" for item in items)]


def _some(chance: random.Random, among: list[str], most: int = 3) -> list[str]:
    return chance.sample(among, chance.randint(1, min(most, len(among))))


def _header(chance: random.Random) -> list[str]:
    made = [
        ["type: person"],
        [f"name: {_quoted(chance, chance.choice(_NAMES))}"],
        _listed(chance, "aliases", _some(chance, ["Addie", "Countess", "A. L.", "Lady L"])),
        _listed(chance, "emails", _some(chance, ["ada@example.org", "al@example.com", "a.l@example.net"])),
        _listed(chance, "phones", _some(chance, ["+44 20 7946 0018", "07700 900345", "555-0128"])),
        _listed(chance, "tags", _some(chance, ["friends", "friends/close", "work", "choir", "drawing"])),
        _listed(chance, "circles", _some(chance, ["friends", "professional", "mentors", "choir"])),
        _listed(chance, "interests", _some(chance, ["moths", "five-year plans", "bells", "leeks"])),
        _listed(chance, "knows", [f"[[{name}]]" for name in _some(chance, list(_NAMES))]),
        [f"organization: {_quoted(chance, '[[Marram Credit Union]]')}"],
        [f"role: {_quoted(chance, chance.choice(('Adviser', 'Pilot', 'Tuner', 'Editor of maps')))}"],
        [f"cadence: {chance.choice(('2 weeks', 'monthly', 'every 3 months', '90d'))}"],
        [f"birthday: {day(chance, 1950, 1999)}"],
        [f"met_on: {day(chance, 2019, 2025)}"],
        [f"snooze: {day(chance, 2026, 2027)}"],
        [f"status: {chance.choice(('active', 'paused'))}"],
        [f"location: {chance.choice(('Leeds', 'Bergen, Norway', 'Bristol'))}  # for now"],
        [f"tea: {words(chance)}"],
        ["about: |", f"  {words(chance)}", f"  {words(chance)}"],
        ["# " + words(chance)],
        ["rating: 4"],
    ]
    chosen = [made[n] for n in sorted(chance.sample(range(len(made)), chance.randint(3, 14)))]
    if chance.random() < 0.3:
        chance.shuffle(chosen)
    return ["---", *(line for lines in chosen for line in lines), "---"]


def _log(chance: random.Random) -> list[str]:
    bullet = chance.choice(("-", "-", "-", "*", "+"))
    days = sorted({day(chance) for _ in range(chance.randint(0, 9))}, reverse=chance.random() < 0.35)
    lines = [chance.choice(("## Log", "## Log", "## Log", "# Log", "## Interactions"))]
    lines += [""] if chance.random() < 0.3 else []
    for when in days:
        lines.append(entry(chance, when, bullet))
        if chance.random() < 0.15:
            lines += [f"  - {words(chance)}" for _ in range(chance.randint(1, 2))]
        if chance.random() < 0.05:
            lines.append(entry(chance, when, bullet))
    return lines


def _section(chance: random.Random) -> list[str]:
    lines = [f"## {words(chance, 1, 3).title()}"]
    for _ in range(chance.randint(1, 3)):
        lines += ["", *_block(chance)]
    return lines


def _block(chance: random.Random) -> list[str]:
    kind = chance.random()
    if kind < 0.45:
        return [sentence(chance, 6, 16) for _ in range(chance.randint(1, 3))]
    if kind < 0.6:
        return fence(chance)
    if kind < 0.7:
        return [
            "| who | what |",
            "| --- | --- |",
            *(f"| {words(chance)} | {words(chance)} |" for _ in range(3)),
        ]
    if kind < 0.8:
        return ["> [!note] Overheard", f"> {sentence(chance)}", f"> {sentence(chance)}"]
    if kind < 0.95:
        return [f"- {words(chance)}" for _ in range(chance.randint(2, 5))]
    return [f"<!-- {words(chance)} -->"]


def _tasks(chance: random.Random) -> list[str]:
    lines = [task(chance) for _ in range(chance.randint(1, 5))]
    if chance.random() < 0.4:
        lines.append(f"- [x] {words(chance)} 📅 2026-05-03 ✅ 2026-05-02")
    return lines


def _contact(chance: random.Random) -> list[str]:
    parts = [_section(chance) for _ in range(chance.randint(0, 3))]
    if chance.random() < 0.8:
        parts.append(_log(chance))
    if chance.random() < 0.6:
        parts.append(_tasks(chance) if chance.random() < 0.5 else ["## Promises", *_tasks(chance)])
    if chance.random() < 0.3:
        chance.shuffle(parts)
    header = _header(chance) if chance.random() < 0.95 else []
    lines = [*header, sentence(chance, 8, 14)]
    for part in parts:
        lines += ["", *part]
    return lines


def _organization(chance: random.Random) -> list[str]:
    header = [
        "---",
        "type: organization",
        *_listed(chance, "links", ["https://example.org"]),
        "industry: bells",
        "---",
    ]
    return [*header, sentence(chance), "", *_section(chance), "", *_tasks(chance)]


def _interaction(chance: random.Random) -> list[str]:
    people = [f"[[{name}]]" for name in _some(chance, list(_NAMES))]
    header = [f"date: {day(chance)}", *_listed(chance, "with", people), "channel: call"]
    header += _listed(chance, "topics", _some(chance, ["moving", "bread", "moths"]))
    return ["---", *header, "---", *_block(chance), "", *_tasks(chance)]


def _daily(chance: random.Random) -> list[str]:
    lines = [sentence(chance), ""]
    for _ in range(chance.randint(1, 6)):
        touch = f"[[{chance.choice(_NAMES)}]] {words(chance)} #touch"
        lines.append(f"- {touch if chance.random() < 0.6 else words(chance)}")
    return [*lines, "", "## Loose ends", *_tasks(chance)] if chance.random() < 0.5 else lines


def _logseq(chance: random.Random) -> list[str]:
    lines = ["type:: person", f"tags:: {words(chance, 1, 1)}, work", ""]
    for _ in range(chance.randint(2, 6)):
        lines.append(f"- {words(chance)}")
        lines += [f"\t- {words(chance)}" for _ in range(chance.randint(0, 2))]
    return [*lines, "- ## Log", *(f"\t- {day(chance)} {words(chance)}" for _ in range(3))]


def _prose(chance: random.Random) -> list[str]:
    lines = [f"# {words(chance).title()}"]
    for _ in range(chance.randint(2, 6)):
        lines += ["", *_block(chance)]
    return [*lines, "", "---", "", *_section(chance)]
