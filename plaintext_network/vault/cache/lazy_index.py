"""Presents the index in the database as mappings that read each value on demand. Writes nothing."""

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
    """Return the index in a database; it reads each value on demand."""
    numbers = Numbers(database)
    return Index(
        _Values[Facts](database, "facts"),
        Names(_Hits(database), _Kinds(database)),
        _Values[ResolvedLinks](database, "resolved"),
        _Linked(database, numbers),
        _Askers(database, numbers),
        _Interactions(database, "interactions"),
    )


def looked_up(index: Index) -> int:
    """Return about how many values of a stored index are in memory, because somebody asked for them."""
    names = index.names
    tables = (
        index.notes,
        names.table,
        names.kinds,
        index.resolved,
        index.backlinks,
        index.dependents,
        index.interactions,
    )
    stored = sum(len(table._cache) for table in tables if isinstance(table, _StoredMapping))
    stored += sum(len(table._paths._paths) for table in tables if isinstance(table, _Linked))
    return stored + names.resolved_count + index.collected_count


class Numbers:
    """Maps paths to the database's numbers and back. Looks each up once."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._ids: dict[str, int] = {}
        self._paths: dict[int, str] = {}

    def number(self, path: str) -> int:
        if path not in self._ids:
            row = self._database.row("SELECT id FROM file WHERE path = ?", (encode_text(path),))
            if row is None:
                raise CacheUnreadable(f"{path} is not in the database")
            self._ids[path] = row[0]
        return self._ids[path]

    def fetch(self, numbers: Iterable[int]) -> None:
        """Look up the paths of many numbers at once."""
        wanted = sorted({number for number in numbers if number not in self._paths})
        for batch in _batches(wanted):
            sql = f"SELECT id, path FROM file WHERE id IN ({_marks(batch)})"  # noqa: S608
            self._paths.update(
                (number, decode_text(path)) for number, path in self._database.rows(sql, batch)
            )

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


# Values in one query; older versions of SQLite take no more than 999.
_BATCH = 500


def _batches(values: list[V]) -> Iterator[list[V]]:
    return (values[at : at + _BATCH] for at in range(0, len(values), _BATCH))


def _marks(values: list[V]) -> str:
    return ",".join("?" * len(values))


class _StoredMapping(Mapping[str, V]):
    """A mapping in the database. Values looked up by key stay in memory; iterating holds one at a time."""

    one = ""
    many = ""
    every = ""

    def __init__(self, database: Database) -> None:
        # A reference, so that the connection stays open as long as the mapping exists.
        self._database = database
        self._cache: dict[str, V | None] = {}

    def value(self, key: str, stored: Any) -> V:
        raise NotImplementedError

    def get(self, key: str, default: Any = None) -> Any:
        if key in self._cache:
            value = self._cache[key]
        else:
            row = self._database.row(self.one, (encode_text(key),))
            value = self._cache[key] = None if row is None or row[0] is None else self.value(key, row[0])
        return default if value is None else value

    def fetch_all(self) -> None:
        """Read the values of all keys at once."""
        for key, stored in self._all():
            if key not in self._cache:
                self._cache[key] = self.value(key, stored)

    def fetch(self, keys: Iterable[str]) -> None:
        """Read the values of many keys at once."""
        wanted = [key for key in dict.fromkeys(keys) if key not in self._cache]
        for batch in _batches(wanted):
            sql = self.many.format(marks=_marks(batch))
            rows = list(self._database.rows(sql, list(map(encode_text, batch))))
            self._cache.update(dict.fromkeys(batch))
            known = ((decode_text(key), stored) for key, stored in rows if stored is not None)
            self._cache.update((key, self.value(key, stored)) for key, stored in known)

    def __getitem__(self, key: str) -> V:
        value: V | None = self.get(key)
        if value is None:
            raise KeyError(key)
        return value

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
        return _OneIteration((key, self.value(key, stored)) for key, stored in self._all())

    def values(self) -> Any:
        return _OneIteration(self.value(key, stored) for key, stored in self._all())


class _OneIteration:
    """Values that can be iterated once, and are not held in memory."""

    def __init__(self, values: Iterator[Any]) -> None:
        self._values = values

    def __iter__(self) -> Iterator[Any]:
        return self._values


class _Values(_StoredMapping[V]):
    """A mapping from paths to the values in one table."""

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


class _Interactions(_Values[tuple[DatedInteraction, ...]]):
    # The caller sorts all of them by day; sorting them by path first would take longer than everything else.
    order = ""

    def value(self, key: str, stored: Any) -> tuple[DatedInteraction, ...]:
        return from_plain(key, deserialize(stored))


class _Kinds(_StoredMapping[str]):
    one = "SELECT kind FROM file WHERE path = ? AND copy = 0"
    many = "SELECT path, kind FROM file WHERE copy = 0 AND path IN ({marks})"
    every = "SELECT path, kind FROM file WHERE copy = 0 ORDER BY path"

    def value(self, key: str, stored: Any) -> str:  # noqa: ARG002
        return str(stored)


class _Hits(_StoredMapping[Hits]):
    one = "SELECT hits FROM name WHERE key = ?"
    many = "SELECT key, hits FROM name WHERE key IN ({marks})"
    every = "SELECT key, hits FROM name WHERE hits IS NOT NULL ORDER BY key"

    def value(self, key: str, stored: Any) -> Hits:  # noqa: ARG002
        hits: Hits = deserialize(stored)
        return hits


class _Askers(_StoredMapping[frozenset[str]]):
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
