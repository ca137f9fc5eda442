"""Imports what strangers made to do harm, files that are too large, and damaged cards; looks for private people in exports."""

# ruff: noqa: T201
# It tells what came of it.

import argparse
import csv
import io
import re
import tempfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from tests.exchange.client_cards import client_cards
from tests.exchange.command_line import Book, changed
from tests.exchange.hostile_input import hostile_names, hostile_texts, too_much, zips
from tests.exchange.mutated_cards import mutated
from tests.exchange.private_people import CANARY, FORMATS, canaries, private_vault
from tests.exchange.round_trip import EVERYTHING
from tests.exchange.test_mutated_cards import faults

Faults = Iterator[str]


def private(book: Book, options: argparse.Namespace) -> Faults:
    """Export a vault with a private person in every format, with all that may be exported, and look for them."""
    vault = private_vault(book.root.parent / "private")
    for to in FORMATS:
        for extra in ((), EVERYTHING):
            ran = vault.run("export", "--to", to, *extra)
            if ran.crashed or ran.code:
                yield f"export --to {to}: {ran}"
            if "Lovelace" not in ran.out:
                yield f"export --to {to} hasn't Ada Lovelace: {ran}"
            for found in canaries(ran.out.encode()):
                yield f"export --to {to} {' '.join(extra)} tells {found}"
            with tempfile.TemporaryDirectory() as place:
                vault.run("export", "--to", to, *extra, "--split", Path(place) / "all")
                vault.run("export", "--to", to, *extra, "-o", Path(place) / "one")
                for path in Path(place).rglob("*"):
                    for found in canaries(path.name.encode()) + (
                        canaries(path.read_bytes()) if path.is_file() else []
                    ):
                        yield f"export --to {to} {' '.join(extra)} into files tells {found}"
        asked = vault.run("export", "--to", to, "--private", f"{CANARY} Zwei")
        if CANARY not in asked.out:
            yield f"export --to {to} --private hasn't them: {asked}"
        query = vault.run("export", f"{CANARY}", "--to", to)
        for found in canaries(query.out.encode()):
            yield f"export {CANARY} --to {to} tells {found}"


def hostile(book: Book, options: argparse.Namespace) -> Faults:
    """Import names and texts that a stranger made, and compare what pnet reads with what it read before."""
    (book.root / "contacts").mkdir()
    (book.root / "contacts/Ada Lovelace.md").write_text(
        "---\ncadence: monthly\n---\n\n## Log\n- 2026-11-01 coffee\n"
    )
    before, outside = _answers(book), set(book.root.parent.rglob("*"))
    start = book.contents()
    for name, content in (("texts", hostile_texts()), ("names", hostile_names())):
        file = book.file(f"{name}.vcf", content)
        ran = book.run("import", file, "--new", "add")
        print(f"{name}: exit {ran.code}, {ran.out.strip()[-300:]} {ran.err.strip()[-300:]}")
        if ran.crashed or "added" not in ran.out + ran.err:
            yield f"{name}: {ran}"
        after = _answers(book)
        for question, answer in before.items():
            if after[question] != answer:
                yield f"{name}: {question} tells something else: {after[question][:600]!r}"
        yield from (f"{name}: a file is called {path!r}" for path in book.notes() if not _is_tame(path))
        same = book.contents()
        again = book.run("import", file, "--new", "add")
        if changed(same, book.contents()):
            yield f"{name}: importing twice changes {changed(same, book.contents())[:3]}: {again.out[-300:]}"
    for path in set(book.root.parent.rglob("*")) - outside:
        if (
            not {"vault", "files", "cache", "state", "runtime"}
            & set(path.relative_to(book.root.parent).parts)
            and path.name != "usage"
        ):
            yield f"outside: {path}"
    csv.field_size_limit(1 << 24)
    for to in FORMATS:
        ran = book.run("export", "--to", to, *EVERYTHING)
        if ran.crashed or ran.code:
            yield f"export --to {to}: {ran}"
        if to in ("csv", "google"):
            for row in csv.reader(io.StringIO(ran.out)):
                yield from (f"export --to {to}: a formula {cell[:50]!r}" for cell in row if _is_formula(cell))
    book.run("undo"), book.run("undo")
    if changed(start, book.contents()):
        yield f"undo leaves {changed(start, book.contents())[:5]}"


def _is_formula(cell: str) -> bool:
    """Return whether a spreadsheet would calculate a cell; a telephone number is none."""
    return cell[:1] in tuple("=+-@\t\r") and cell != "-" and not re.fullmatch(r"\+[\d ()/.-]+", cell)


def _answers(book: Book) -> dict[str, str]:
    """Return what pnet says of promises, interactions, people due, tags and private people."""
    asked = {
        "promises": ("promises", "--format", "json"),
        "recent": ("recent", "--format", "json"),
        "due": ("due", "--format", "json"),
        "private": ("list", "private:true", "--format", "json"),
        "show Ada": ("show", "Ada Lovelace"),
    }
    return {name: book.run(*words).out for name, words in asked.items()}


def _is_tame(path: str) -> bool:
    name = path.rpartition("/")[2].removesuffix(".md")
    bad = set('<>:"/\\|?*#^[]') & set(name) or any(not sign.isprintable() for sign in name)
    reserved = name.upper().partition(".")[0] in ("CON", "PRN", "AUX", "NUL", "COM1", "LPT1")
    return not (bad or reserved or name[:1] in ".-" or name[-1:] in ". " or len(name.encode()) > 240)


def limits(book: Book, options: argparse.Namespace) -> Faults:
    """Import files that are more than a program should read."""
    folder = book.file("limits/x", b"").parent
    zipped = ((name, book.file(f"zips/{name}", content)) for name, content in zips().items())
    for name, path in chain(too_much(folder), zipped):
        ran = book.run("import", path, "--dry-run", "--new", "skip" if name.startswith("200,001") else "add")
        print(
            f"{name}: exit {ran.code}, {ran.seconds:.1f} s, {ran.megabytes:.0f} MB: {(ran.err + ran.out).strip()[-160:]!r}"
        )
        if ran.crashed:
            yield f"{name}: {ran}"
        if ran.megabytes > 200:
            yield f"{name}: {ran.megabytes:.0f} MB"
    if Path("/tmp/evil.csv").exists():  # noqa: S108
        yield "a zip wrote outside"


def mutated_cards(book: Book, options: argparse.Namespace) -> Faults:
    """Read, convert and write damaged cards."""
    cards = [content for _, person, content in client_cards(340, options.seed) if not person.photo]
    yield from faults(mutated(cards, options.mutations, options.seed))
