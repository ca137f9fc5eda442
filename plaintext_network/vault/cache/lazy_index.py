"""Owns the index as it lies in a database: mappings that read what is asked for. Writes nothing."""

from array import array
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from plaintext_network.model.note.facts import Facts
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.interactions import DatedInteraction, from_plain
from plaintext_network.network.index.names import Hits, Names
from plaintext_network.network.index.resolve import ResolvedLinks
from plaintext_network.vault.cache.database import Database
from plaintext_network.vault.serialize import CacheUnreadable, decode_text, deserialize, encode_text

V = TypeVar("V")


def stored_index(database: Database) -> Index:
    """Return the index that a database holds, each part of which is read when it is asked for."""
    numbers = Numbers(database)
    return Index(
        _Values[Facts](database, "facts"),
        Names(_Hits(database), _Kinds(database)),
        _Values[ResolvedLinks](database, "resolved"),
        _Linked(database, numbers),
        _Askers(database, numbers),
        _AllPassed(database, "passed"),
    )


class Numbers:
    """Files by their numbers and numbers by their files; each is looked up once."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._ids: dict[str, int] = {}
        self._paths: dict[int, str] = {}

    def number(self, path: str) -> int:
        if path not in self._ids:
            row = self._database.row("SELECT id FROM file WHERE path = ?", (encode_text(path),))
            if row is None:
                raise CacheUnreadable(f"{path} is not kept")
            self._ids[path] = row[0]
        return self._ids[path]

    def fetch(self, numbers: Iterable[int]) -> None:
        """Look up the files of many numbers at once."""
        wanted = sorted({number for number in numbers if number not in self._paths})
        for some in _some(wanted):
            sql = f"SELECT id, path FROM file WHERE id IN ({_marks(some)})"  # noqa: S608
            self._paths.update((number, decode_text(path)) for number, path in self._database.rows(sql, some))

    def path(self, number: int) -> str:
        if number not in self._paths:
            row = self._database.row("SELECT path FROM file WHERE id = ?", (number,))
            if row is None:
                raise CacheUnreadable(f"no file has the number {number}")
            self._paths[number] = decode_text(row[0])
        return self._paths[number]

    def packed(self, paths: Iterable[str]) -> bytes:
        return array("I", sorted(map(self.number, paths))).tobytes()

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

    def __init__(self, database: Database) -> None:
        # Held, so that it stays open as long as this is used.
        self._database = database
        self._met: dict[str, V | None] = {}

    def value(self, key: str, stored: Any) -> V:
        raise NotImplementedError

    def get(self, key: str, default: Any = None) -> Any:
        if key in self._met:
            found = self._met[key]
        else:
            row = self._database.row(self.one, (encode_text(key),))
            found = self._met[key] = None if row is None or row[0] is None else self.value(key, row[0])
        return default if found is None else found

    def fetch_all(self) -> None:
        """Read the values of all keys at once."""
        for key, stored in self._all():
            if key not in self._met:
                self._met[key] = self.value(key, stored)

    def fetch(self, keys: Iterable[str]) -> None:
        """Read the values of many keys at once."""
        wanted = [key for key in dict.fromkeys(keys) if key not in self._met]
        for some in _some(wanted):
            sql = self.many.format(marks=_marks(some))
            rows = list(self._database.rows(sql, list(map(encode_text, some))))
            self._met.update(dict.fromkeys(some))
            known = ((decode_text(key), stored) for key, stored in rows if stored is not None)
            self._met.update((key, self.value(key, stored)) for key, stored in known)

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
        return sum(1 for _ in self._database.rows(self.every))

    def _all(self) -> Iterator[tuple[str, Any]]:
        for key, stored in self._database.rows(self.every):
            if stored is not None:
                yield decode_text(key), stored

    def items(self) -> Any:
        return _Streamed((key, self.value(key, stored)) for key, stored in self._all())

    def values(self) -> Any:
        return _Streamed(self.value(key, stored) for key, stored in self._all())


class _Streamed:
    """What a mapping holds, gone through once and held by nobody."""

    def __init__(self, values: Iterator[Any]) -> None:
        self._values = values

    def __iter__(self) -> Iterator[Any]:
        return self._values


class _Values(_Kept[V]):
    """A value for each note in a table of its own."""

    order = "ORDER BY path"

    def __init__(self, database: Database, table: str) -> None:
        super().__init__(database)
        joined = f"FROM file JOIN {table} USING (id) WHERE copy = 0"
        self.one = f"SELECT value {joined} AND path = ?"
        self.many = f"SELECT path, value {joined} AND path IN ({{marks}})"
        self.every = f"SELECT path, value {joined} {self.order}"

    def value(self, key: str, stored: Any) -> V:  # noqa: ARG002
        value: V = deserialize(stored)
        return value


class _AllPassed(_Values[tuple[DatedInteraction, ...]]):
    # All of it is put in order of its days, and to ask for it in that of paths takes longer than all else.
    order = ""

    def value(self, key: str, stored: Any) -> tuple[DatedInteraction, ...]:
        return from_plain(key, deserialize(stored))


class _Kinds(_Kept[str]):
    one = "SELECT kind FROM file WHERE path = ? AND copy = 0"
    many = "SELECT path, kind FROM file WHERE copy = 0 AND path IN ({marks})"
    every = "SELECT path, kind FROM file WHERE copy = 0 ORDER BY path"

    def value(self, key: str, stored: Any) -> str:  # noqa: ARG002
        return str(stored)


class _Hits(_Kept[Hits]):
    one = "SELECT hits FROM name WHERE key = ?"
    many = "SELECT key, hits FROM name WHERE key IN ({marks})"
    every = "SELECT key, hits FROM name WHERE hits IS NOT NULL ORDER BY key"

    def value(self, key: str, stored: Any) -> Hits:  # noqa: ARG002
        hits: Hits = deserialize(stored)
        return hits


class _Askers(_Kept[frozenset[str]]):
    one = "SELECT askers FROM name WHERE key = ?"
    many = "SELECT key, askers FROM name WHERE key IN ({marks})"
    every = "SELECT key, askers FROM name WHERE askers IS NOT NULL ORDER BY key"

    def __init__(self, database: Database, paths: Numbers) -> None:
        super().__init__(database)
        self._paths = paths

    def value(self, key: str, stored: Any) -> frozenset[str]:  # noqa: ARG002
        return self._paths.unpacked(stored)


class _Linked(_Askers):
    one = "SELECT sources FROM linked WHERE id = (SELECT id FROM file WHERE path = ?)"
    many = "SELECT path, sources FROM linked JOIN file USING (id) WHERE path IN ({marks})"
    every = "SELECT path, sources FROM linked JOIN file USING (id) ORDER BY path"
