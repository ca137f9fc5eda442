"""Writes a vault as one of two machines: random commands, or steps of the store alone. Notes what each write did in a log."""

import io
import json
import os
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from random import Random

from plaintext_network.cli.main import main as pnet
from plaintext_network.errors import PnetError
from plaintext_network.vault.transaction import transaction
from plaintext_network.vault.transaction.journal_files import Journal
from plaintext_network.vault.transaction.record import FileStep, Operation, Record, from_bytes
from plaintext_network.vault.transaction.write_lock import hold_write_lock

_FIXED = ["--today", "2026-11-24", "--no-input"]
Changes = list[tuple[str | None, str | None]]


def write_all(number: int, root: Path, log: Path, seed: int, writes: int, *, bare: bool) -> None:
    """Make the writes that the log doesn't have yet."""
    chance = Random(f"{seed}-{number}-{log.stat().st_size}")  # noqa: S311
    journal = Journal(str(root))
    with log.open("a", encoding="utf-8") as file:

        def note(word: str, what: str, code: int, changes: Changes) -> None:
            file.write(json.dumps([word, what, code, changes]) + "\n")
            file.flush()

        begun = log.with_suffix(".begun")
        done = len(log.read_text(encoding="utf-8").splitlines())
        if begun.exists():
            # It was killed. Whether its last write was finished, taken back or neither, the log may not say.
            word, _, what = begun.read_text(encoding="utf-8").partition(" ")
            pending = journal.under_way()
            seen = set(map(tuple, json.loads(begun.with_suffix(".seen").read_text())))
            before = [*changes_since(journal, seen), *(_texts(from_bytes(pending)) if pending else ())]
            note(word, what, -9, before)
            done += 1
        while done < writes:
            word = f"m{number}w{done:05}"
            what, write = _bare(root, word, chance) if bare else _command(root, word, chance)
            seen = state(journal)
            if not bare or done % 20 == 0:
                _replace(begun.with_suffix(".seen"), json.dumps(sorted(seen)))
            _replace(begun, f"{word} {what}")
            code = write()
            note(word, what, code, list(changes_since(journal, seen)))
            begun.unlink()
            done += 1
        # The last write may have been killed.
        with suppress(PnetError):
            transaction.recover(str(root))


def _replace(path: Path, text: str) -> None:
    """Write a file so that a kill leaves it whole."""
    draft = path.with_name(f"{path.name}.draft")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)


def state(journal: Journal) -> set[tuple[str, str]]:
    """Return the records of a journal."""
    return {("done", name) for name in journal.finished()} | {("undone", name) for name in journal.undone()}


def changes_since(journal: Journal, seen: set[tuple[str, str]]) -> Iterator[tuple[str | None, str | None]]:
    """Yield the texts before and after of every file that was written since the journal had these records."""
    now = state(journal)
    for kind, name in sorted(now - seen):
        record = from_bytes(journal.read(name))
        yield from _texts(record if kind == "done" else record.reverse())


def _texts(record: Record) -> Changes:
    def text(content: bytes | None) -> str | None:
        return None if content is None else content.decode()

    return [(text(change.step.before), text(change.step.after)) for change in record.changes]


def _bare(root: Path, word: str, chance: Random) -> tuple[str, Callable[[], int]]:
    path = chance.choice(("contacts/Ada Lovelace.md", "contacts/Ada Lovelace.md", "contacts/Cy Young.md"))

    def write() -> int:
        try:
            with hold_write_lock(str(root)):
                transaction.recover_locked(str(root))
                try:
                    before = (root / path).read_bytes()
                except FileNotFoundError:
                    return 3
                # Only the last words, so that a text doesn't grow on and on.
                head, _, tail = before.partition(b"Words:")
                words = [*tail.decode().split(), word][-400:]
                after = head.rstrip() + f"\n\nWords: {' '.join(words)}\n".encode()
                transaction.perform(str(root), Operation(word, (FileStep(path, before, after),)))
        except PnetError as error:
            return error.exit_code
        return 0

    return "append", write


def _command(root: Path, word: str, chance: Random) -> tuple[str, Callable[[], int]]:
    people = sorted(path.stem for path in (root / "contacts").glob("*.md") if "conflict" not in path.name)
    # The notes that both write all the time are the first ones.
    one = chance.choice(people[:4])
    other = chance.choice(people[:6])
    words = chance.choice(
        (
            *[["log", f"{word} with [[{one}]]", "--as", "log"]] * 5,
            ["log", f"{word} with [[{one}]] and [[{other}]]", "--as", "log"],
            ["log", f"{word} with [[{one}]]", "--as", "note"],
            ["log", f"{word} with [[{one}]]", "--as", "daily"],
            *[["set", one, "role", word]] * 3,
            ["promise", one, "friday", word],
            ["add", f"Zed {word}"],
            ["rename", one, f"{one.split()[0]} {word}"],
            ["undo"],
            ["undo"],
        )
    )

    def write() -> int:
        # A command prints much that nobody reads here.
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()) as told:
            code = pnet(["--vault", str(root), *_FIXED, *words])
        if os.environ.get("MACHINES_TELL") and code:
            print(word, words, code, told.getvalue(), flush=True)  # noqa: T201
        return code

    return words[0], write
