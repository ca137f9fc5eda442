"""Damages a real cache at random, and runs commands: each answers as without the cache, or says so in a plain message.

`python -m tests.soak.caches 1000 [--seed 1]` makes so many faults. A fault that leaves the seal as it is must not change any
answer. One that forges the seal as well may change an answer, but must end no command with a traceback.
"""

import argparse
import gc
import marshal
import os
import pickle
import shutil
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from plaintext_network.vault.cache import due_snapshot
from plaintext_network.vault.serialize import serialize, serialize_plain
from tests.bench.edits.questions import COMMANDS, Said, run
from tests.bench.edits.random_edits import Edits
from tests.conftest import TODAY
from tests.vault.cache.test_update import HOUR

TABLES = (
    "meta",
    "file",
    "facts",
    "resolved",
    "interactions",
    "linked",
    "name",
    "contact",
    "summary",
    "skipped",
)
# A recorded run of this many faults starts from each kind of cache once.
STAGES = 4


class Outcome(NamedTuple):
    """What a command said after a fault: `is_honest` if the seal was left as it was."""

    fault: str
    command: str
    is_honest: bool
    error: str | None
    is_same: bool


class Caches:
    """A vault whose cache is damaged again and again; `home` is an empty folder."""

    def __init__(self, home: Path, seed: int, patch: pytest.MonkeyPatch) -> None:
        self.home, self.root, self.folder = home, home / "vault", home / "caches"
        self.chance = Random(seed)  # noqa: S311
        self.root.mkdir(parents=True)
        patch.setattr(time, "time_ns", lambda clock=time.time_ns: clock() + HOUR)
        for name in ("CACHE", "STATE", "RUNTIME"):
            patch.setenv(f"PNET_{name}", str(home / {"CACHE": "caches"}.get(name, name.lower())))
        self.edits = Edits(self.root, self.chance)
        self.edits.fill(30)
        self.wanted: dict[str, Said] = {}
        self.before: dict[str, list[bytes]] = {}
        self.faults: tuple[Callable[[], str], ...] = (
            self.bytes_changed, self.bytes_changed, self.pages_zeroed, self.cut, self.grown, self.older, self.of_another,
            self.emptied, self.gone, self.folder_in_place, self.size, self.column, self.column, self.column, self.rows_gone,
            self.table_gone, self.other_schema, self.values_swapped, self.part, self.part, self.facts, self.forbidden,
            self.journal,
        )  # fmt: skip

    def stage(self) -> None:
        """Make caches of several states, the last one current, and note what each command says without one."""
        shutil.rmtree(self.folder, ignore_errors=True)
        # Settings that are invalid would leave nothing to damage.
        (self.root / "pnet.toml").write_text("")
        self.before = {}
        for number in range(STAGES):
            if number:
                self.edits.rewrite()
            self.say("due")
            self.say("due")
            for path in self.files():
                self.before.setdefault(path.suffix, []).append(path.read_bytes())
        self.wanted = {}

    def files(self) -> list[Path]:
        return [path for path in sorted(self.folder.iterdir()) if path.suffix != ".lock"]

    def file(self, *suffixes: str) -> Path:
        found = [path for path in self.files() if not suffixes or path.suffix in suffixes]
        return self.chance.choice(found)

    def say(self, command: str, *, cache: bool = True) -> Said:
        """Run a command. Raises whatever it raises."""
        with pytest.MonkeyPatch.context() as patch:
            if not cache:
                patch.setenv("PNET_CACHE", str(self.home / "none"))
            said = run(["--vault", str(self.root), "--today", TODAY.isoformat(), *command.split()])
        shutil.rmtree(self.home / "none", ignore_errors=True)
        return said

    def once(self) -> list[Outcome]:
        """Make a fault, and run some commands."""
        self.stage()
        fault = self.chance.choice(self.faults)
        # A command in this process may have left its database open, which would lock it.
        gc.collect()
        try:
            what = f"{fault.__name__}: {fault()}"
        except sqlite3.Error as error:
            # Another fault's remains, such as a journal, may forbid this one.
            what = f"{fault.__name__} failed: {error}"
        is_honest = True
        database = [path for path in self.files() if path.suffix == ".sqlite3" and path.is_file()]
        if self.chance.random() < 0.5 and database:
            is_honest = not self.forge_seal(database[0])
        if fault in (self.part, self.facts):
            # Its own checksums were made to fit.
            is_honest = False
        if self.chance.random() < 0.4:
            what += f", then {self.edits.one()}"
        outcomes = []
        for command in self.chance.sample(COMMANDS, 4):
            wanted = self.say(command, cache=False)
            try:
                found = self.say(command)
            except Exception as error:  # noqa: BLE001 - which is what this looks for
                outcomes.append(
                    Outcome(what, command, is_honest, f"{type(error).__name__}: {error}", is_same=False)
                )
                continue
            outcomes.append(Outcome(what, command, is_honest, None, found[:2] == wanted[:2]))
        for path in self.folder.iterdir():
            path.chmod(0o700)
        return outcomes

    def forge_seal(self, database: Path) -> bool:
        """Let the seal fit a database that pnet has not written; return whether it did not fit before."""
        seal = database.with_suffix(".seal")
        if not seal.is_file():
            return False
        content = seal.read_bytes()
        fingerprint, _, state = content.partition(b"\n")
        status = database.stat()
        now = repr((status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)).encode()
        seal.write_bytes(now + b"\n" + state)
        return now != fingerprint

    # Files

    def bytes_changed(self) -> str:
        path = self.file()
        content = bytearray(path.read_bytes())
        for _ in range(self.chance.choice((1, 1, 8, 100))):
            content[self.chance.randrange(len(content))] = self.chance.randrange(256)
        path.write_bytes(content)
        return path.suffix

    def pages_zeroed(self) -> str:
        path = self.file(".sqlite3")
        content = bytearray(path.read_bytes())
        at = self.chance.randrange(len(content) // 4096) * 4096
        content[at : at + 4096] = bytes(4096)
        path.write_bytes(content)
        return f"page {at // 4096}"

    def cut(self) -> str:
        path = self.file()
        os.truncate(path, self.chance.randrange(path.stat().st_size))
        return path.suffix

    def grown(self) -> str:
        path = self.file()
        with path.open("ab") as file:
            file.write(self.chance.randbytes(self.chance.choice((1, 4096))))
        return path.suffix

    def older(self) -> str:
        chosen = self.chance.sample((".sqlite3", ".seal", ".warm", ".newer"), self.chance.randint(1, 4))
        age = self.chance.randrange(STAGES)
        for path in self.files():
            if path.suffix in chosen and age < len(self.before.get(path.suffix, ())):
                path.write_bytes(self.before[path.suffix][age])
        return f"{chosen} of {age}"

    def of_another(self) -> str:
        """Put the files of another vault in place."""
        chosen = self.chance.sample((".sqlite3", ".seal", ".warm", ".newer"), self.chance.randint(1, 4))
        kept, names = (
            {path.suffix: path.read_bytes() for path in self.files()},
            {p.suffix: p for p in self.files()},
        )
        root, self.root = self.root, self.home / "another"
        shutil.rmtree(self.root, ignore_errors=True)
        shutil.copytree(root, self.root, symlinks=True)
        Edits(self.root, self.chance).one()
        self.say("due")
        others = {path.suffix: path for path in self.files() if path not in names.values()}
        self.root = root
        for suffix, path in others.items():
            if suffix in chosen and suffix in names:
                names[suffix].write_bytes(path.read_bytes())
            elif suffix in kept:
                names[suffix].write_bytes(kept[suffix])
            path.unlink()
        return str(chosen)

    def emptied(self) -> str:
        path = self.file()
        path.write_bytes(b"")
        return path.suffix

    def gone(self) -> str:
        path = self.file()
        path.unlink()
        return path.suffix

    def folder_in_place(self) -> str:
        path = self.chance.choice(sorted(self.folder.iterdir()))
        path.unlink()
        (path / "x").mkdir(parents=True)
        return path.suffix

    def forbidden(self) -> str:
        path = self.file()
        path.chmod(self.chance.choice((0, 0o400, 0o200)))
        return path.suffix

    def journal(self) -> str:
        path = self.file(".sqlite3")
        journal = path.with_name(path.name + "-journal")
        journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + self.chance.randbytes(8192))
        return "-journal"

    # Rows

    def database(self) -> sqlite3.Connection:
        # Commands run without garbage collection, so an earlier one may still hold the database.
        gc.collect()
        return sqlite3.connect(self.file(".sqlite3"), isolation_level=None)

    def column(self) -> str:
        """Give one column of some rows another value, of any type."""
        db = self.database()
        table = self.chance.choice(TABLES)
        names = [name for _, name, *_ in db.execute(f"PRAGMA table_info({table})")]
        name = self.chance.choice(names)
        value: object = self.chance.choice(
            (
                None, 0, -1, 2**62, 0.5, "text", b"", b"\xff\xfe", b"abc", "contacts/Ada.md", b"contacts/Nobody.md",
                serialize(None), serialize(()), serialize((1, 2)), serialize(date(2026, 1, 1)), serialize({"a": 1}),
                serialize_plain(None), serialize_plain((None, "x")), pickle.dumps(os.system), marshal.dumps("x"),
            )
        )  # fmt: skip
        where = (
            ""
            if self.chance.random() < 0.4
            else "WHERE rowid = 1"
            if table not in ("meta", "name", "summary", "skipped")
            else ""
        )
        what = f"{table}.{name} = {value!r:.30} {where}"
        try:
            db.execute(f"UPDATE {table} SET {name} = ? {where}", (value,))  # noqa: S608
        except sqlite3.Error as error:
            what += f" ({error})"
        db.close()
        return what

    def rows_gone(self) -> str:
        db = self.database()
        table = self.chance.choice(TABLES)
        db.execute(f"DELETE FROM {table}")  # noqa: S608
        db.close()
        return table

    def table_gone(self) -> str:
        db = self.database()
        table = self.chance.choice((*TABLES, "even_write", "odd_write"))
        db.execute(f"DROP TABLE {table}")
        db.close()
        return table

    def other_schema(self) -> str:
        path = self.file(".sqlite3")
        path.unlink()
        db = sqlite3.connect(path, isolation_level=None)
        db.execute("CREATE TABLE meta (name TEXT, other)")
        db.execute("CREATE TABLE file (x)")
        db.close()
        return ""

    def values_swapped(self) -> str:
        """Put the values of one table into another."""
        db = self.database()
        one, other = self.chance.sample(("facts", "resolved", "interactions"), 2)
        db.execute(f"DELETE FROM {one}")  # noqa: S608
        db.execute(f"INSERT INTO {one} SELECT id, value FROM {other}")  # noqa: S608
        db.close()
        return f"{other} in {one}"

    # The snapshot

    def snapshot_parts(
        self, stored: due_snapshot.StoredSnapshot
    ) -> tuple[dict[str, bytes], due_snapshot.StoredSnapshot | None]:
        """Return the parts of a snapshot, and the one that it continues."""
        continued = stored.whole if stored.whole is not stored else None
        names = [name for name in stored._sections if continued is None or not stored.has_in_whole(name)]
        return {name: stored.raw(name) for name in names}, continued

    def size(self) -> str:
        """Give a snapshot, or what continues it, another size of its head."""
        path = self.file(".warm", ".newer")
        content, at = bytearray(path.read_bytes()), len(due_snapshot.MAGIC)
        size = self.chance.choice((0, 1, 2**31 - 1, 2**32 - 1))
        content[at : at + 4] = size.to_bytes(4, "big")
        path.write_bytes(content)
        return f"{path.suffix} = {size}"

    def part(self) -> str:
        """Give a part of the snapshot another shape, with the right checksum."""
        path = self.file(".warm")
        stored = due_snapshot.load_snapshot(str(path), None, None)
        if stored is None:
            return "none"
        parts, whole = self.snapshot_parts(stored)
        name = self.chance.choice(sorted(parts))
        value: object = self.chance.choice(
            (None, (), [], {}, "x", 3, [()], ((), (), ()), {"": ("", [], b"")}, {"x": 1})
        )
        parts[name] = due_snapshot.encode_part(value)
        due_snapshot.write_snapshot(str(path), stored.facts, parts, whole)
        return f"{name} = {value!r}"

    def facts(self) -> str:
        path = self.file(".warm")
        stored = due_snapshot.load_snapshot(str(path), None, None)
        if stored is None:
            return "none"
        parts, whole = self.snapshot_parts(stored)
        facts = dict(stored.facts)
        name = self.chance.choice(sorted(facts))
        value = self.chance.choice((None, (), "x", 3, b"y", serialize(()), ((), 1)))
        if self.chance.random() < 0.3:
            del facts[name]
        else:
            facts[name] = value
        due_snapshot.write_snapshot(str(path), facts, parts, whole)
        return f"{name} = {value!r:.30}"


def main() -> int:
    """Run as a program."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("faults", type=int)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    counts: Counter[str] = Counter()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        caches = Caches(Path(os.path.realpath(folder)), options.seed, patch)
        for number in range(options.faults):
            for outcome in caches.once():
                counts["commands"] += 1
                counts["tracebacks"] += outcome.error is not None
                counts["wrong answers"] += not outcome.is_same and outcome.is_honest
                counts["wrong answers after a forged seal"] += not outcome.is_same and not outcome.is_honest
                if outcome.error or (not outcome.is_same and outcome.is_honest):
                    sys.stdout.write(f"{number}: {outcome}\n")
            if number % 50 == 49:
                sys.stdout.write(f"{number + 1} faults, {dict(counts)}; {time.monotonic() - began:.0f} s\n")
                sys.stdout.flush()
    sys.stdout.write(f"{options.faults} faults, {dict(counts)}\n")
    return 1 if counts["tracebacks"] or counts["wrong answers"] else 0


if __name__ == "__main__":
    sys.exit(main())
