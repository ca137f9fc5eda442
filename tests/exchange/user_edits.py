"""Edits imported notes at random as a user does: with pnet's commands, and by hand."""

import random
import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from tests.exchange.command_line import Book

KINDS = (
    "rename",
    "merge",
    "remove phone",
    "remove email",
    "change role",
    "delete",
    "move",
    "add text",
    "add phone",
    "change company",
)


class Edits(NamedTuple):
    """How many edits of each kind succeeded, and the words of commands that were refused."""

    done: Counter[str]
    refused: tuple[str, ...]


def edit_at_random(book: Book, count: int, seed: int = 1) -> Edits:
    """Make so many edits, each of another contact."""
    chance = random.Random(seed)  # noqa: S311
    paths = sorted(path for path, text in book.notes().items() if "```vcard" in text)
    chance.shuffle(paths)
    done, refused = Counter[str](), list[str]()
    while done.total() < count and len(paths) > 1:
        kind = KINDS[done.total() % len(KINDS)]
        path = paths.pop()
        said = _edit(book, kind, path, paths, chance)
        if said:
            refused.append(f"{kind} {path}: {said}")
        else:
            done[kind] += 1
    return Edits(done, tuple(refused))


def _edit(book: Book, kind: str, path: str, others: list[str], chance: random.Random) -> str:
    """Make one edit; return why it could not be made, or ""."""
    file = book.root / path
    text = file.read_bytes().decode()
    name = Path(path).stem
    if kind == "rename":
        return _pnet(book, "rename", path, f"{name} Neu", "--alias")
    if kind == "merge":
        return _pnet(book, "merge", path, others.pop())
    if kind.startswith("remove"):
        values = _items(text, "phones" if kind == "remove phone" else "emails")
        if not values:
            return "it has none"
        return _pnet(
            book, "set", path, "phones" if kind == "remove phone" else "emails", "--remove", values[0]
        )
    if kind == "change role":
        return _pnet(book, "set", path, "role", "Gardener")
    if kind == "change company":
        return _pnet(book, "set", path, "organization", "Own Garden")
    if kind == "add phone":
        return _pnet(book, "set", path, "phones", "--add", f"+1 777 {chance.randint(1000000, 9999999)}")
    if kind == "delete":
        return _pnet(book, "delete", path)
    if kind == "move":
        target = book.root / "people" / "moved" / file.name
        target.parent.mkdir(parents=True, exist_ok=True)
        file.rename(target)
        return ""
    place = text.find("\n```vcard")
    added = (
        text[:place] + "\nA line of my own.\n" + text[place:] if place > 0 else text + "\nA line of my own.\n"
    )
    file.write_bytes(added.encode())
    return ""


def _items(text: str, name: str) -> list[str]:
    """Return the items of a list in front matter, in either of YAML's forms."""
    found = re.search(rf"^{name}:(.*(?:\n\s*- .*)*)", text.partition("\n---\n")[0], flags=re.MULTILINE)
    if not found:
        return []
    inline = found[1].strip()
    parts = (
        inline.strip("[]").split(", ")
        if inline.startswith("[")
        else re.findall(r"^\s*- (.*)$", found[1], re.M)
    )
    return [part.strip().strip("'\"") for part in parts if part.strip()]


def _pnet(book: Book, *words: str) -> str:
    """Run a command; return what it said if it failed."""
    ran = book.run_here(*words)
    return "" if ran.code == 0 else ran.err or "refused"
