"""Edits notes as people and pnet do, for the merges of the soak. An edit keeps which line is which, so that a judge can tell."""

import random
from collections.abc import Callable
from dataclasses import replace

from tests.soak.base_notes import day, entry, fence, sentence, task, words
from tests.soak.note_pieces import Line, Pieces, Property, date_of_entry, is_task, is_ticked

# Edits in place; returns whether it could.
Edit = Callable[[random.Random, Pieces], bool]
_TODAY = ("2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27")
_LOGS = ("log", "interactions", "history")


def edit_note(chance: random.Random, note: Pieces, *, is_contact: bool = True) -> list[str]:
    """Make one to four edits; return their names. Only of a contact, pnet logs and notes promises."""
    done: list[str] = []
    edits = EDITS if is_contact else {edit: share for edit, share in EDITS.items() if edit not in OF_CONTACTS}
    for _ in range(chance.choices((1, 2, 3, 4), (20, 5, 2, 1) if is_contact else (6, 1, 0, 0))[0]):
        for _ in range(12):
            edit = chance.choices(list(edits), list(edits.values()))[0]
            if edit(chance, note):
                done.append(edit.__name__)
                break
    return done


def log_touch(chance: random.Random, note: Pieces) -> bool:
    """Log an interaction under the note's heading, in the order that is there."""
    span = _log_of(note)
    if span is None:
        gap = [""] if note.body and note.body[-1].text.strip() else []
        _insert(note, len(note.body), [*gap, "## Log", "", entry(chance, chance.choice(_TODAY))])
        return True
    start, end = span
    entries = [n for n in range(start, end) if date_of_entry(note.body[n].text)]
    bullet = note.body[entries[0]].text[0] if entries else "-"
    days = [date_of_entry(note.body[n].text) or "" for n in entries]
    when = chance.choice(_TODAY) if chance.random() < 0.85 else day(chance)
    newest_first = len(days) > 1 and days == sorted(days, reverse=True) and days != sorted(days)
    lines = [entry(chance, when, bullet)]
    if chance.random() < 0.12:
        lines.append(f"  - {words(chance)}")
    at = end
    while at > start and not note.body[at - 1].text.strip():
        at -= 1
    if entries:
        at = _after(note, entries[-1], end)
        for number, other in zip(entries, days, strict=True):
            if (other <= when) if newest_first else (other > when):
                at = number
                break
    _insert(note, at, lines)
    return True


def tick_task(chance: random.Random, note: Pieces) -> bool:
    """Tick an open task."""
    opened = [n for n, line in enumerate(note.body) if is_task(line.text) and not is_ticked(line.text)]
    if not opened:
        return False
    at = chance.choice(opened)
    text = note.body[at].text.replace("[ ]", "[x]", 1)
    note.body[at] = note.body[at].saying(f"{text} ✅ {chance.choice(_TODAY[:2])}")
    return True


def add_promise(chance: random.Random, note: Pieces) -> bool:
    """Write a task as pnet does: after the last one outside of the Log, else above the Log, else at the end."""
    start, end = _log_of(note) or (len(note.body), len(note.body))
    tasks = [
        n
        for n, line in enumerate(note.body)
        if is_task(line.text) and not start <= n < end and not _in_fence(note, n)
    ]
    lines = [task(chance)]
    if tasks:
        _insert(note, tasks[-1] + 1, lines)
    elif start < len(note.body) or end < len(note.body):
        _insert(note, start - 1, [*lines, ""])
    else:
        gap = [""] if note.body and note.body[-1].text.strip() else []
        _insert(note, len(note.body), [*gap, *lines])
    return True


def set_value(chance: random.Random, note: Pieces) -> bool:
    """Set or add a property with one value."""
    name, values = chance.choice(
        (
            ("role", ("Pilot", "Editor", "Head of bells", "Carpenter", "Judge")),
            ("organization", ("'[[Ek & Sons]]'", "Marram", '"[[Lantern Row]]"', "none")),
            ("cadence", ("2 weeks", "monthly", "quarterly", "never", "6 weeks")),
            ("snooze", (f"2027-01-{chance.randint(1, 28):02}",)),
            ("status", ("paused", "active", "archived")),
            ("location", ("Oslo", "York", "Leeds")),
            ("tea", ("green", "none", "with milk")),
        )
    )
    return _set(note, name, chance.choice(values))


def _set(note: Pieces, name: str, value: str) -> bool:
    if note.header is None:
        return False
    at = note.find(name)
    if at is None:
        note.header.append(Property(name, (f"{name}: {value}",)))
        return True
    old = note.header[at]
    comment = "  # for now" if old.lines[0].endswith("  # for now") else ""
    note.header[at] = replace(old, lines=(f"{old.name}: {value}{comment}",))
    return True


def add_item(chance: random.Random, note: Pieces) -> bool:
    """Add a value to a list, in the form it has."""
    name, value = chance.choice(
        (
            ("emails", f"{words(chance, 1, 1)}{chance.randint(1, 99)}@example.org"),
            ("phones", f"0{chance.randint(2000000, 2999999)}"),
            ("tags", chance.choice(("bells", "trips", "north", "kin"))),
            ("circles", chance.choice(("family", "alumni", "clients", "choir"))),
            ("interests", words(chance)),
            ("knows", f'"[[{chance.choice(("Ada Lovelace", "Bo Ek", "Gethin Abara"))}]]"'),
        )
    )
    at = note.find(name)
    if note.header is None:
        return False
    if at is None:
        form = chance.choice(((f"{name}: [{value}]",), (f"{name}:", f"  - {value}"), (f"{name}: {value}",)))
        note.header.append(Property(name, form))
        return True
    old = note.header[at]
    if value.strip('"') in old.items or "[[" in old.lines[0].replace('"[[', ""):
        return False
    if old.is_flow:
        head, _, tail = old.lines[0].rpartition("]")
        gap = "" if head.endswith("[") else ", "
        note.header[at] = replace(old, lines=(f"{head}{gap}{value}]{tail}",))
    elif len(old.lines) > 1:
        indent = old.lines[-1][: len(old.lines[-1]) - len(old.lines[-1].lstrip())]
        note.header[at] = replace(old, lines=(*old.lines, f"{indent}- {value}"))
    else:
        one = old.lines[0].partition(":")[2].strip()
        made = f"[{one}, {value}]" if one else f"[{value}]"
        note.header[at] = replace(old, lines=(f"{old.name}: {made}",))
    return True


def remove_item(chance: random.Random, note: Pieces) -> bool:
    """Remove a value of a list; the last takes the property with it."""
    at = note.find(*chance.sample(("emails", "phones", "tags", "circles", "interests", "topics"), 6))
    if at is None or note.header is None:
        return False
    old = note.header[at]
    items = old.items
    if len(items) < 2:
        del note.header[at]
        return True
    gone = chance.randrange(len(items))
    if old.is_flow:
        left = ", ".join(
            f'"{item}"' if ":" in item or "#" in item else item for n, item in enumerate(items) if n != gone
        )
        note.header[at] = replace(old, lines=(f"{old.name}: [{left}]",))
    else:
        note.header[at] = replace(old, lines=old.lines[: gone + 1] + old.lines[gone + 2 :])
    return True


def write_paragraph(chance: random.Random, note: Pieces) -> bool:
    """Write a paragraph after another, or at the end."""
    gaps = [n for n, line in enumerate(note.body) if not line.text.strip() and not _in_fence(note, n)]
    lines = [sentence(chance, 5, 14) for _ in range(chance.randint(1, 2))]
    if not gaps or chance.random() < 0.1:
        _insert(note, len(note.body), ["", *lines])
    else:
        _insert(note, chance.choice(gaps), ["", *lines])
    return True


def edit_sentence(chance: random.Random, note: Pieces) -> bool:
    """Change a word of a line of prose."""
    prose = [n for n, line in enumerate(note.body) if _is_prose(line.text) and not _in_fence(note, n)]
    return bool(prose) and _reword(chance, note, chance.choice(prose))


def edit_entry(chance: random.Random, note: Pieces) -> bool:
    """Change a word of a Log entry."""
    entries = [n for n, line in enumerate(note.body) if date_of_entry(line.text) and not _in_fence(note, n)]
    return bool(entries) and _reword(chance, note, chance.choice(entries), 3)


def delete_entry(chance: random.Random, note: Pieces) -> bool:
    """Delete a Log entry with what is nested below it."""
    entries = [n for n, line in enumerate(note.body) if date_of_entry(line.text) and not _in_fence(note, n)]
    if not entries:
        return False
    at = chance.choice(entries)
    del note.body[at : _after(note, at, len(note.body))]
    return True


def delete_property(chance: random.Random, note: Pieces) -> bool:
    """Delete a property."""
    if not note.header:
        return False
    del note.header[chance.randrange(len(note.header))]
    return True


def sort_properties(chance: random.Random, note: Pieces) -> bool:
    """Put a property elsewhere, or sort them all."""
    if not note.header or len(note.header) < 2 or any(each.name is None for each in note.header):
        return False
    if chance.random() < 0.5:
        note.header.sort(key=lambda each: each.name or "")
    else:
        note.header.insert(chance.randrange(len(note.header)), note.header.pop())
    return True


def change_quotes(chance: random.Random, note: Pieces) -> bool:
    """Write a property's value with other quotes."""
    for at in chance.sample(range(len(note.header or [])), len(note.header or [])):
        old = (note.header or [])[at]
        head, _, value = old.lines[0].partition(":")
        value = value.strip()
        if old.name and len(old.lines) == 1 and value and not set(value) & set("[]{}#|>&*\\"):
            bare = value.strip("\"'")
            if set(bare) & set("\"':"):
                continue
            new = f"'{bare}'" if value.startswith('"') else f'"{bare}"'
            (note.header or [])[at] = replace(old, lines=(f"{head}: {new}",))
            return True
    return False


def rename_heading(chance: random.Random, note: Pieces) -> bool:
    """Change the words of a heading that is no Log's."""
    found = [
        n for n, line in enumerate(note.body)
        if line.text.startswith("#") and line.text.lstrip("# ").lower() not in _LOGS and not _in_fence(note, n)
    ]  # fmt: skip
    if not found:
        return False
    at = chance.choice(found)
    marks = note.body[at].text.partition(" ")[0]
    note.body[at] = note.body[at].saying(f"{marks} {words(chance).title()}")
    return True


def add_fence(chance: random.Random, note: Pieces) -> bool:
    """Write a code block, often one that is there already."""
    gaps = [n for n, line in enumerate(note.body) if not line.text.strip() and not _in_fence(note, n)]
    if not gaps:
        return False
    lines = fence(chance)
    opened = [n for n, line in enumerate(note.body) if line.text.startswith(("```", "~~~"))]
    if len(opened) > 1 and chance.random() < 0.7:
        at = chance.randrange(0, len(opened) - 1, 2)
        lines = [line.text for line in note.body[opened[at] : opened[at + 1] + 1]]
    _insert(note, chance.choice(gaps), ["", *lines])
    return True


def move_section(chance: random.Random, note: Pieces) -> bool:
    """Move a section to the end."""
    heads = [n for n, line in enumerate(note.body) if line.text.startswith("#") and not _in_fence(note, n)]
    if len(heads) < 2:
        return False
    number = chance.randrange(len(heads) - 1)
    section = note.body[heads[number] : heads[number + 1]]
    del note.body[heads[number] : heads[number + 1]]
    if note.body and note.body[-1].text.strip():
        note.body.append(Line(""))
    note.body.extend(section)
    while note.body and not note.body[-1].text.strip():
        note.body.pop()
    return True


def add_row(chance: random.Random, note: Pieces) -> bool:
    """Write a list item, a table's row or a callout's line after another."""
    items = [n for n, line in enumerate(note.body) if line.text.startswith(("- ", "| ", "> ", "\t- ", "* ")) and not is_task(line.text) and not date_of_entry(line.text) and not _in_fence(note, n)]  # fmt: skip
    if not items:
        return False
    at = chance.choice(items)
    text = note.body[at].text
    head = text[: len(text) - len(text.lstrip("\t"))] + text.lstrip("\t")[:2]
    _insert(note, at + 1, [f"{head}{words(chance)} |" if head == "| " else f"{head}{words(chance)} #touch"])
    return True


def convert_ends(chance: random.Random, note: Pieces) -> bool:
    """Write the note with the other system's line endings."""
    note.form = replace(note.form, end="\n" if note.form.end == "\r\n" else "\r\n")
    return True


EDITS: dict[Edit, float] = {
    log_touch: 26,
    tick_task: 9,
    add_promise: 9,
    set_value: 13,
    add_item: 11,
    remove_item: 4,
    write_paragraph: 3,
    edit_sentence: 5,
    edit_entry: 3,
    delete_entry: 1,
    delete_property: 1.5,
    sort_properties: 1.5,
    change_quotes: 2,
    rename_heading: 1,
    add_fence: 2,
    move_section: 0.5,
    add_row: 3,
    convert_ends: 0.1,
}

OF_CONTACTS = (log_touch, add_promise)
# What pnet's own commands write.
BY_COMMANDS = frozenset(
    each.__name__ for each in (log_touch, tick_task, add_promise, set_value, add_item, remove_item)
)


def _insert(note: Pieces, at: int, texts: list[str]) -> None:
    note.body[at:at] = [Line(text) for text in texts]


def _reword(chance: random.Random, note: Pieces, at: int, after: int = 0) -> bool:
    parts = note.body[at].text.split(" ")
    if len(parts) <= after:
        return False
    parts[chance.randrange(after, len(parts))] = chance.choice(
        ("quinces", "slowly", "**Tuesday**", "again,", "naïve")
    )
    note.body[at] = note.body[at].saying(" ".join(parts))
    return True


def _is_prose(text: str) -> bool:
    return len(text) > 8 and text[0].isalpha() and "::" not in text


def _after(note: Pieces, at: int, end: int) -> int:
    """Return the number of the line behind an item and what is nested below it."""
    at += 1
    while at < end and note.body[at].text.startswith((" ", "\t")) and note.body[at].text.strip():
        at += 1
    return at


def _log_of(note: Pieces) -> tuple[int, int] | None:
    """Return the lines below the first heading of a Log, half-open."""
    start = None
    for number, line in enumerate(note.body):
        if (
            line.text.startswith("#")
            and not _in_fence(note, number)
            and line.text.partition(" ")[0].strip("#") == ""
        ):
            if start is not None:
                return start, number
            if line.text.lstrip("# ").strip().lower() in _LOGS:
                start = number + 1
    return None if start is None else (start, len(note.body))


def _in_fence(note: Pieces, at: int) -> bool:
    opened = ""
    for line in note.body[:at]:
        mark = line.text[:3]
        if mark in ("```", "~~~") and (not opened or opened == mark):
            opened = "" if opened else mark
    return bool(opened)
