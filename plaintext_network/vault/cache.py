"""Owns the database in which what notes say is kept between runs, and the index that is read from it. Disposable.

One process writes at a time. What a write leaves is sealed with the file's own fingerprint: a database that anything
else has touched since is not believed.
"""

import os
import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeVar

from plaintext_network.model.facts import Facts
from plaintext_network.network.index import Index
from plaintext_network.network.layers import Layered
from plaintext_network.network.links import Resolved
from plaintext_network.network.names import Hits, Names
from plaintext_network.network.standing import Standing
from plaintext_network.problems import Problem
from plaintext_network.vault.caches import FACTS, LOCK, SEAL, files_of, open_regular, write_whole
from plaintext_network.vault.codec import Unusable, decoded, dumped, encoded, loaded

if TYPE_CHECKING:
    from plaintext_network.network.lookup import Known
    from plaintext_network.vault.parsing import Parsed

V = TypeVar("V")

PATIENCE = 2.0  # seconds to wait for another process before doing without
_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE file (
    id INTEGER PRIMARY KEY, path BLOB NOT NULL UNIQUE, kind TEXT, seen BLOB, digest BLOB, copy INTEGER
);
CREATE TABLE facts (id INTEGER PRIMARY KEY, value BLOB);
CREATE TABLE resolved (id INTEGER PRIMARY KEY, value BLOB);
CREATE TABLE linked (id INTEGER PRIMARY KEY, sources BLOB);
CREATE TABLE name (key BLOB PRIMARY KEY, hits BLOB, askers BLOB) WITHOUT ROWID;
CREATE TABLE contact (id INTEGER PRIMARY KEY, standing BLOB, known BLOB);
CREATE TABLE aside (path BLOB PRIMARY KEY, seen BLOB, problem BLOB) WITHOUT ROWID;
"""

_PUT_FILE = (
    "INSERT INTO file (path, kind, seen, digest, copy) VALUES (?, ?, ?, ?, 0) ON CONFLICT (path) "
    "DO UPDATE SET kind = excluded.kind, seen = excluded.seen, digest = excluded.digest"
)
_PUT_FACTS = "INSERT OR REPLACE INTO facts SELECT id, ? FROM file WHERE path = ?"


# What a database that was damaged gives; messages about it need not even be text.
_BROKEN = (sqlite3.Error, UnicodeDecodeError)


def _connected(file: str) -> sqlite3.Connection:
    # For its owner's eyes: it holds what the notes say. Where that can't be made sure, it may still be read.
    with suppress(OSError):
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600))
    # Between them, threads use it one at a time.
    return sqlite3.connect(file, timeout=PATIENCE, isolation_level=None, check_same_thread=False)


def _held(lock: str) -> sqlite3.Connection:
    connection = _connected(lock)
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


class Cache:
    """One vault's database, open. Raises Unusable where it can't be read, `sqlite3.Error` where it is found broken later."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._file = base + FACTS
        self._db: sqlite3.Connection | None = None
        self._lock: sqlite3.Connection | None = None

    @property
    def db(self) -> sqlite3.Connection:
        """The connection; opened when first used."""
        if self._db is None:
            # What isn't a file of ours could keep one waiting, or lead elsewhere.
            for path in (self._file, self._file + "-journal"):
                if os.path.islink(path) or (os.path.lexists(path) and not os.path.isfile(path)):
                    raise Unusable(f"{path} is not a regular file")
            self._db = _connected(self._file)
        return self._db

    def rows(self, sql: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """Yield what a query gives. Raises Unusable where the database can't be read."""
        try:
            yield from self.db.execute(sql, values)
        except _BROKEN as error:
            raise Unusable(str(error)) from error

    def row(self, sql: str, values: Sequence[object] = ()) -> tuple[Any, ...] | None:
        """Return the first row that a query gives."""
        try:
            found: tuple[Any, ...] | None = self.db.execute(sql, values).fetchone()
        except _BROKEN as error:
            raise Unusable(str(error)) from error
        return found

    def again(self) -> "Cache":
        """Return the same cache, not yet opened, for another process."""
        return Cache(self._base)

    def __del__(self) -> None:
        # A connection is in a circle with what it has prepared, and would keep its lock until that is found.
        self.close()

    def close(self) -> None:
        """Let go of everything."""
        for connection in (self._db, self._lock):
            if connection is not None:
                with suppress(sqlite3.Error):
                    connection.close()
        self._db = self._lock = None

    # Who may write

    def alone(self) -> None:
        """Be the one process that writes, until `let_go`. Raises Unusable when another stays that for too long."""
        if self._lock is not None:
            return
        lock = self._base + LOCK
        try:
            os.makedirs(os.path.dirname(self._base), mode=0o700, exist_ok=True)
            if os.path.islink(lock) or (os.path.lexists(lock) and not os.path.isfile(lock)):
                os.unlink(lock)
            try:
                self._lock = _held(lock)
            except sqlite3.OperationalError:
                # Another holds it.
                raise
            except sqlite3.DatabaseError:
                # It was damaged; nothing is in it.
                os.unlink(lock)
                self._lock = _held(lock)
        except (OSError, sqlite3.Error) as error:
            raise Unusable(str(error)) from error

    def let_go(self) -> None:
        """Let others write."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def leave_to_readers(self) -> None:
        """Where others still read the database, leave it to them and go on with a copy, so that nobody waits.

        Only for the one process that may write, and of a database that is sealed.
        """
        self.end()
        try:
            self.db.execute("PRAGMA busy_timeout = 0")
            self.db.execute("BEGIN EXCLUSIVE")
            self.db.execute("ROLLBACK")
        except sqlite3.OperationalError:
            self.db.close()
            self._db = None
            # Late: it seldom comes to this.
            from shutil import copyfile

            beside = f"{self._file}.{os.getpid()}.tmp"
            try:
                copyfile(self._file, beside)
                os.replace(beside, self._file)
            finally:
                with suppress(OSError):
                    os.unlink(beside)
            self._seal()
        self.db.execute(f"PRAGMA busy_timeout = {int(PATIENCE * 1000)}")

    def begin(self) -> None:
        """See the database as it is now, unchanged until `end`."""
        self.row("BEGIN")
        self.row("SELECT name FROM meta LIMIT 1")

    def end(self) -> None:
        """Stop looking."""
        if self._db is not None and self._db.in_transaction:
            self._db.execute("ROLLBACK")

    @contextmanager
    def writing(self, *, begun: bool = True) -> Iterator[None]:
        """Write all of it or nothing, and seal what was written. Only for the one process that may.

        Not `begun`, there was nothing before.
        """
        self.end()
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.set_meta("written", self.meta("written") + 1 if begun else 1)
            self.db.execute("COMMIT")
        except BaseException:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
            raise
        self._seal()

    def _seal(self) -> None:
        try:
            write_whole(self._base + SEAL, [self._fingerprint()])
        except OSError as error:
            raise Unusable(str(error)) from error

    def _fingerprint(self) -> bytes:
        s = os.stat(self._file)
        return repr((s.st_size, s.st_mtime_ns, s.st_ctime_ns, s.st_ino)).encode()

    def sealed(self) -> bool:
        """Tell whether the database is as this program left it."""
        try:
            with open_regular(self._base + SEAL) as file:
                return file.read(500) == self._fingerprint()
        except OSError:
            return False

    def start_over(self, meta: Mapping[str, object]) -> None:
        """Begin an empty database. Only for the one process that may."""
        if self._db is not None:
            self._db.close()
            self._db = None
        try:
            for file in files_of(self._base):
                if not file.endswith(LOCK):
                    os.unlink(file)
            with self.writing(begun=False):
                for statement in _SCHEMA.split(";"):
                    self.db.execute(statement)
                # Two databases may have been written as often; this tells them apart.
                self.set_meta("life", os.urandom(8).hex())
                for name, value in meta.items():
                    self.set_meta(name, value)
        except (OSError, *_BROKEN) as error:
            raise Unusable(str(error)) from error

    @property
    def state(self) -> str:
        """What differs whenever something else is kept."""
        return f"{self.meta('life')} {self.meta('written')}"

    # Small values

    def meta(self, name: str) -> Any:
        """Return a small value by name, None without one."""
        row = self.row("SELECT value FROM meta WHERE name = ?", (name,))
        return None if row is None else row[0]

    def set_meta(self, name: str, value: object) -> None:
        """Keep a small value."""
        self.db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    # Files

    def seen(self) -> dict[str, bytes]:
        """Return every file that is known, with its fingerprint; an empty one is not trusted."""
        rows = self.rows("SELECT path, seen FROM file UNION ALL SELECT path, seen FROM aside")
        return {decoded(path): seen for path, seen in rows}

    def digests(self, paths: Iterable[str]) -> dict[str, bytes]:
        """Return, of those notes that are known, the digests of the bytes that they were last read from."""
        found = {}
        for path in paths:
            row = self.row("SELECT digest FROM file WHERE path = ?", (encoded(path),))
            if row is not None:
                found[path] = row[0]
        return found

    def kinds(self) -> list[tuple[str, str]]:
        """Return every note's path and kind, by path, doubtful copies too."""
        return [
            (decoded(path), kind) for path, kind in self.rows("SELECT path, kind FROM file ORDER BY path")
        ]

    def numbers(self) -> dict[str, int]:
        """Return the numbers of all notes but doubtful copies."""
        return {
            decoded(path): number for number, path in self.rows("SELECT id, path FROM file WHERE NOT copy")
        }

    def copies(self) -> set[str]:
        """Return the doubtful copies."""
        return {decoded(path) for (path,) in self.rows("SELECT path FROM file WHERE copy")}

    def facts_between(self, first: int, last: int) -> list[tuple[int, bytes]]:
        """Return what the notes with these numbers say, as it is kept; without doubtful copies."""
        sql = "SELECT id, value FROM facts JOIN file USING (id) WHERE id BETWEEN ? AND ? AND NOT copy"
        return list(self.rows(sql, (first, last)))

    def facts(self, path: str) -> Facts | None:
        """Return what a file says, whether or not it is a doubtful copy."""
        sql = "SELECT value FROM facts WHERE id = (SELECT id FROM file WHERE path = ?)"
        row = self.row(sql, (encoded(path),))
        return None if row is None else loaded(row[0])

    def is_copy(self, path: str) -> bool:
        """Tell whether a file was found to be a copy that a sync program made."""
        row = self.row("SELECT copy FROM file WHERE path = ?", (encoded(path),))
        return bool(row and row[0])

    def put_new(self, batch: "Iterable[Parsed]") -> None:
        """Keep what came of many files; as `put_parsed`, but quicker."""
        notes = [one for one in batch if one.identity is not None]
        for one in batch:
            if one.identity is None:
                self.put_parsed(one)
        keys = [(encoded(one.path),) for one in notes]
        self.db.executemany("DELETE FROM aside WHERE path = ?", keys)
        self.db.executemany(
            _PUT_FILE,
            (
                (key, one.identity.kind, one.seen, one.digest)
                for (key,), one in zip(keys, notes, strict=True)
                if one.identity
            ),
        )
        facts = ((one.facts, key) for (key,), one in zip(keys, notes, strict=True))
        self.db.executemany(_PUT_FACTS, facts)

    def put_parsed(self, parsed: "Parsed") -> None:
        """Keep what came of a file."""
        key = encoded(parsed.path)
        if parsed.same:
            self.db.execute("UPDATE file SET seen = ? WHERE path = ?", (parsed.seen, key))
            self.db.execute("UPDATE aside SET seen = ? WHERE path = ?", (parsed.seen, key))
            return
        self.drop_aside(parsed.path)
        if parsed.identity is not None:
            self.db.execute(_PUT_FILE, (key, parsed.identity.kind, parsed.seen, parsed.digest))
            self.db.execute(_PUT_FACTS, (parsed.facts, key))
            return
        self.drop_file(parsed.path)
        if parsed.problem is not None:
            self.put_aside(parsed.path, parsed.seen, parsed.problem)

    def put_copy(self, path: str, problem: Problem | None) -> None:
        """Keep that a note is a doubtful copy, and why, or that it is none."""
        key = encoded(path)
        row = self.row("SELECT seen FROM file WHERE path = ?", (key,))
        if row is None:
            # No note at all any more; why, is kept.
            return
        self.db.execute("UPDATE file SET copy = ? WHERE path = ?", (problem is not None, key))
        if problem is None:
            self.drop_aside(path)
        else:
            self.put_aside(path, row[0], problem)

    def drop_file(self, path: str) -> None:
        """Forget a file."""
        key = encoded(path)
        for table in ("facts", "resolved", "contact", "linked"):
            self.db.execute(f"DELETE FROM {table} WHERE id = (SELECT id FROM file WHERE path = ?)", (key,))  # noqa: S608
        self.db.execute("DELETE FROM file WHERE path = ?", (key,))
        self.db.execute("DELETE FROM aside WHERE path = ?", (key,))

    def put_aside(self, path: str, seen: bytes, problem: Problem) -> None:
        """Keep why a file is no note."""
        self.db.execute(
            "INSERT OR REPLACE INTO aside VALUES (?, ?, ?)", (encoded(path), seen, dumped(problem))
        )

    def drop_aside(self, path: str) -> None:
        """Forget why a file is no note."""
        self.db.execute("DELETE FROM aside WHERE path = ?", (encoded(path),))

    def aside(self) -> list[Problem]:
        """Return why files are no notes."""
        return [loaded(row[0]) for row in self.rows("SELECT problem FROM aside ORDER BY path")]

    # Contacts

    def put_contact(self, path: str, standing: bytes, known: bytes) -> None:
        """Keep what `due` must know of a contact, and what it goes by."""
        self.db.execute(
            "INSERT OR REPLACE INTO contact SELECT id, ?, ? FROM file WHERE path = ?",
            (standing, known, encoded(path)),
        )

    def drop_contacts(self) -> None:
        """Forget all contacts, but not their files."""
        self.db.execute("DELETE FROM contact")

    def drop_contact(self, path: str) -> None:
        """Forget a contact, but not its file."""
        self.db.execute(
            "DELETE FROM contact WHERE id = (SELECT id FROM file WHERE path = ?)", (encoded(path),)
        )

    def standings(self) -> Iterator[Standing]:
        """Yield what `due` must know of everyone, by path."""
        for row in self.rows("SELECT standing FROM contact JOIN file USING (id) ORDER BY path"):
            yield loaded(row[0])

    def contact(self, path: str) -> "tuple[Standing, Known] | None":
        """Return what `due` must know of one contact, and what it goes by."""
        sql = "SELECT standing, known FROM contact WHERE id = (SELECT id FROM file WHERE path = ?)"
        row = self.row(sql, (encoded(path),))
        return None if row is None else (loaded(row[0]), loaded(row[1]))

    def known(self) -> "list[Known]":
        """Return what everyone goes by, by path."""
        rows = self.rows("SELECT known FROM contact JOIN file USING (id) ORDER BY path")
        return [loaded(row[0]) for row in rows]

    # The index

    def index(self) -> Index:
        """Return the index, each part of which is read when it is asked for."""
        files = _Paths(self)
        return Index(
            _Notes(self, "facts"),
            Names(_Hits(self), _Kinds(self)),
            _Resolved(self, "resolved"),
            _Linked(self, files),
            _Askers(self, files),
        )

    def put_index(self, index: Index) -> None:
        """Keep what changed in an index that was made from this one; the files it stands on are put first."""
        ids = _Paths(self)
        for path, resolved in _changes(index.resolved):
            if resolved is None:
                sql = "DELETE FROM resolved WHERE id = (SELECT id FROM file WHERE path = ?)"
                self.db.execute(sql, (encoded(path),))
            else:
                self.put_resolved(ids.id(path), dumped(resolved))
        for key, hits in _changes(index.names.table):
            self.put_name("hits", key, dumped(hits) if hits else None)
        for key, sources in _changes(index.askers):
            self.put_name("askers", key, ids.packed(sources) if sources else None)
        for path, sources in _changes(index.backlinks):
            if sources:
                self.put_linked(ids.id(path), ids.packed(sources))
            else:
                sql = "DELETE FROM linked WHERE id = (SELECT id FROM file WHERE path = ?)"
                self.db.execute(sql, (encoded(path),))

    def put_all(
        self,
        names: Mapping[str, Hits],
        resolved: Iterable[tuple[int, bytes]],
        askers: Mapping[str, "array[int]"],
        linked: Mapping[int, "array[int]"],
    ) -> None:
        """Keep a whole index in place of what there was; notes go by their numbers."""
        for table in ("resolved", "linked", "name"):
            self.db.execute(f"DELETE FROM {table}")  # noqa: S608
        self.db.executemany("INSERT INTO resolved VALUES (?, ?)", sorted(resolved))
        rows = ((number, sources.tobytes()) for number, sources in sorted(linked.items()))
        self.db.executemany("INSERT INTO linked VALUES (?, ?)", rows)
        keys = sorted((encoded(key), key) for key in names.keys() | askers.keys())
        self.db.executemany(
            "INSERT INTO name VALUES (?, ?, ?)",
            (
                (
                    kept,
                    dumped(names[key]) if key in names else None,
                    askers[key].tobytes() if key in askers else None,
                )
                for kept, key in keys
            ),
        )

    def put_resolved(self, number: int, resolved: bytes) -> None:
        """Keep where a note's links lead."""
        self.db.execute("INSERT OR REPLACE INTO resolved VALUES (?, ?)", (number, resolved))

    def put_linked(self, number: int, sources: bytes) -> None:
        """Keep which notes link one."""
        self.db.execute("INSERT OR REPLACE INTO linked VALUES (?, ?)", (number, sources))

    def put_name(self, column: str, key: str, value: bytes | None) -> None:
        """Keep who goes by a name (`hits`), or who asks for it (`askers`)."""
        self.db.execute(
            f"INSERT INTO name (key, {column}) VALUES (?, ?) "  # noqa: S608
            f"ON CONFLICT (key) DO UPDATE SET {column} = excluded.{column}",
            (encoded(key), value),
        )


def _changes(mapping: Mapping[str, V]) -> Iterable[tuple[str, V | None]]:
    return mapping.changed.items() if isinstance(mapping, Layered) else ()


class _Paths:
    """Files by their numbers and numbers by their files; each is looked up once."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._ids: dict[str, int] = {}
        self._paths: dict[int, str] = {}

    def id(self, path: str) -> int:
        if path not in self._ids:
            row = self._cache.row("SELECT id FROM file WHERE path = ?", (encoded(path),))
            if row is None:
                raise Unusable(f"{path} is not kept")
            self._ids[path] = row[0]
        return self._ids[path]

    def fetch(self, numbers: Iterable[int]) -> None:
        """Look up the files of many numbers at once."""
        wanted = sorted({number for number in numbers if number not in self._paths})
        for some in _some(wanted):
            sql = f"SELECT id, path FROM file WHERE id IN ({_marks(some)})"  # noqa: S608
            self._paths.update((number, decoded(path)) for number, path in self._cache.rows(sql, some))

    def path(self, number: int) -> str:
        if number not in self._paths:
            row = self._cache.row("SELECT path FROM file WHERE id = ?", (number,))
            if row is None:
                raise Unusable(f"no file has the number {number}")
            self._paths[number] = decoded(row[0])
        return self._paths[number]

    def packed(self, paths: Iterable[str]) -> bytes:
        return array("I", sorted(map(self.id, paths))).tobytes()

    def unpacked(self, data: bytes) -> frozenset[str]:
        numbers = array("I", data)
        self.fetch(numbers)
        return frozenset(map(self.path, numbers))


# So many values are asked for at once; SQLite takes no more than 999 in older versions.
_AT_ONCE = 500


def _some(values: list[V]) -> Iterator[list[V]]:
    return (values[at : at + _AT_ONCE] for at in range(0, len(values), _AT_ONCE))


def _marks(values: list[V]) -> str:
    return ",".join("?" * len(values))


class _Kept(Mapping[str, V]):
    """A mapping in the database. What was asked for once is kept in memory; what is gone through is not."""

    one = ""
    many = ""
    every = ""

    def __init__(self, cache: Cache) -> None:
        # Held, so that it stays open as long as this is used.
        self._cache = cache
        self._met: dict[str, V | None] = {}

    def value(self, stored: Any) -> V:
        raise NotImplementedError

    def get(self, key: str, default: Any = None) -> Any:
        if key in self._met:
            found = self._met[key]
        else:
            row = self._cache.row(self.one, (encoded(key),))
            found = self._met[key] = None if row is None or row[0] is None else self.value(row[0])
        return default if found is None else found

    def fetch_all(self) -> None:
        """Read the values of all keys at once."""
        for key, stored in self._all():
            if key not in self._met:
                self._met[key] = self.value(stored)

    def fetch(self, keys: Iterable[str]) -> None:
        """Read the values of many keys at once."""
        wanted = [key for key in dict.fromkeys(keys) if key not in self._met]
        for some in _some(wanted):
            sql = self.many.format(marks=_marks(some))
            rows = list(self._cache.rows(sql, list(map(encoded, some))))
            self._met.update(dict.fromkeys(some))
            self._met.update((decoded(key), self.value(stored)) for key, stored in rows if stored is not None)

    def __getitem__(self, key: str) -> V:
        found: V | None = self.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def __contains__(self, key: object) -> bool:
        return self.get(str(key)) is not None

    def __iter__(self) -> Iterator[str]:
        return (key for key, _ in self._all())

    def __len__(self) -> int:
        return sum(1 for _ in self._cache.rows(self.every))

    def _all(self) -> Iterator[tuple[str, Any]]:
        for key, stored in self._cache.rows(self.every):
            if stored is not None:
                yield decoded(key), stored

    def items(self) -> Any:
        return _Streamed((key, self.value(stored)) for key, stored in self._all())

    def values(self) -> Any:
        return _Streamed(self.value(stored) for _, stored in self._all())


class _Streamed:
    """What a mapping holds, gone through once and held by nobody."""

    def __init__(self, values: Iterator[Any]) -> None:
        self._values = values

    def __iter__(self) -> Iterator[Any]:
        return self._values


class _Values(_Kept[V]):
    """A value for each note in a table of its own."""

    def __init__(self, cache: Cache, table: str) -> None:
        super().__init__(cache)
        joined = f"FROM file JOIN {table} USING (id) WHERE copy = 0"
        self.one = f"SELECT value {joined} AND path = ?"
        self.many = f"SELECT path, value {joined} AND path IN ({{marks}})"
        self.every = f"SELECT path, value {joined} ORDER BY path"

    def value(self, stored: Any) -> V:
        value: V = loaded(stored)
        return value


class _Notes(_Values[Facts]):
    pass


class _Resolved(_Values[Resolved]):
    pass


class _Kinds(_Kept[str]):
    one = "SELECT kind FROM file WHERE path = ? AND copy = 0"
    many = "SELECT path, kind FROM file WHERE copy = 0 AND path IN ({marks})"
    every = "SELECT path, kind FROM file WHERE copy = 0 ORDER BY path"

    def value(self, stored: Any) -> str:
        return str(stored)


class _Hits(_Kept[Hits]):
    one = "SELECT hits FROM name WHERE key = ?"
    many = "SELECT key, hits FROM name WHERE key IN ({marks})"
    every = "SELECT key, hits FROM name WHERE hits IS NOT NULL ORDER BY key"

    def value(self, stored: Any) -> Hits:
        hits: Hits = loaded(stored)
        return hits


class _Askers(_Kept[frozenset[str]]):
    one = "SELECT askers FROM name WHERE key = ?"
    many = "SELECT key, askers FROM name WHERE key IN ({marks})"
    every = "SELECT key, askers FROM name WHERE askers IS NOT NULL ORDER BY key"

    def __init__(self, cache: Cache, paths: _Paths) -> None:
        super().__init__(cache)
        self._paths = paths

    def value(self, stored: Any) -> frozenset[str]:
        return self._paths.unpacked(stored)


class _Linked(_Askers):
    one = "SELECT sources FROM linked WHERE id = (SELECT id FROM file WHERE path = ?)"
    many = "SELECT path, sources FROM linked JOIN file USING (id) WHERE path IN ({marks})"
    every = "SELECT path, sources FROM linked JOIN file USING (id) ORDER BY path"
