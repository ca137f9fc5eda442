"""Presents the index in the database as mappings that read each value on demand. Writes nothing."""

from __future__ import annotations

from array import array
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import partial

from plaintext_network.model.note.facts import Facts, Reading
from plaintext_network.model.note.plain_facts import readings_from_plain
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.interactions import DatedInteraction, from_plain
from plaintext_network.network.index.names import Hits, Names
from plaintext_network.network.index.note_counts import NoteCounts
from plaintext_network.network.index.overlay import K, V, changes_of
from plaintext_network.network.index.resolve import AllMentions, ResolvedLinks
from plaintext_network.network.index.resolve import from_plain as links_from_plain
from plaintext_network.network.index.summaries import SummaryTable
from plaintext_network.network.life_changes.noted import LifeChanges
from plaintext_network.network.life_changes.noted import from_plain as changes_from_plain
from plaintext_network.problems import Problem, problems_from_plain
from plaintext_network.vault.cache.database import Database
from plaintext_network.vault.serialize import (
    CacheDamaged,
    decode_text,
    deserialize_plain,
    encode_text,
)
from plaintext_network.vault.serialize_facts import deserialize_facts

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


# As many bytes in the database take as much memory as a short value: an object each for every few bytes.
USUAL_BYTES = 64
# Up to nine notes in ten are of this kind, and no answer lists them by their kind: the index on kinds leaves them out.
MOST_NOTES = "interaction"


class NamedNotes(NamedTuple):
    """All notes of a database in memory, without conflict copies: their names, their numbers by path, and their paths.

    `mentions` are there if this run has resolved all links.
    """

    names: Names
    numbers: dict[str, int]
    paths: dict[int, str]
    mentions: AllMentions | None = None


def stored_index(database: Database, known: NamedNotes | None = None) -> Index:
    """Return the index in a database; it reads each value on demand, and doesn't look up what is `known`."""
    numbers = Numbers(database, known.numbers, known.paths) if known else Numbers(database)
    return Index(
        _Facts(database, "facts", numbers),
        known.names if known else Names(_Hits(database), _Kinds(database)),
        _Resolved(database, "resolved", numbers),
        _Linked(database, numbers),
        _Askers(database, numbers),
        _Interactions(database, "interactions", numbers),
        _Problems(database, "problem", numbers),
        _Days(database, numbers),
        SummaryTable(partial(_summaries, database)),
        partial(_note_counts, database),
        known.mentions if known else None,
        _Readings(database, "reading", numbers),
        partial(_life_changes, database),
        _ValueCounts(database),
    )


def looked_up(index: Index) -> int:
    """Return about how many values of a stored index are in memory, because somebody asked for them; a long one is several."""
    names = index.names
    tables = (
        index.notes,
        names.table,
        names.kinds,
        index.resolved,
        index.backlinks,
        index.dependents,
        index.interactions,
        index.note_problems,
        index.days,
        index.readings,
        index.value_counts,
        *index.summary_values,
    )
    stored = sum(
        len(table._cache) + len(table._stored) + table.bytes_read // USUAL_BYTES
        for table in tables
        if isinstance(table, _StoredMapping)
    )
    # They share the paths of the notes.
    paths = {id(table._paths): len(table._paths._paths) for table in tables if isinstance(table, _Sources)}
    return stored + sum(paths.values()) + in_memory(index)


def in_memory(index: Index) -> int:
    """Return how many values of an index are in memory beside its tables and what was changed in them."""
    computed = (values for values in index.summary_values if not isinstance(values, _StoredMapping))
    return index.collected_count + sum(
        len(values) if isinstance(values, dict) else len(changes_of(values)) for values in computed
    )


def _summaries(database: Database, name: str) -> _Summaries | None:
    return _Summaries(database, name) if name in str(database.meta("summaries")).split() else None


def _note_counts(database: Database, _: Index) -> NoteCounts:
    try:
        return NoteCounts.from_plain(deserialize_plain(database.meta("counts")))
    except Exception as error:
        raise database.unreadable(error) from error


def _life_changes(database: Database) -> LifeChanges:
    """Return what the cache knows of changes in people's lives. Little: so it is read each time."""
    try:
        return changes_from_plain(deserialize_plain(database.meta("life changes")))
    except Exception as error:
        raise database.unreadable(error) from error


class Numbers:
    """Maps paths to the database's numbers and back. Looks each up once, and adds it to what is known."""

    def __init__(
        self, database: Database, ids: dict[str, int] | None = None, paths: dict[int, str] | None = None
    ) -> None:
        self._database = database
        self._ids: dict[str, int] = {} if ids is None else ids
        self._paths: dict[int, str] = {} if paths is None else paths

    def number(self, path: str) -> int:
        number = self.number_if_stored(path)
        if number is None:
            raise CacheDamaged(f"{path} is not in the database")
        return number

    def number_if_stored(self, path: str) -> int | None:
        """Return the number of a path; None if it isn't stored."""
        if path not in self._ids:
            row = self._database.row("SELECT id FROM file WHERE path = ?", (encode_text(path),))
            if row is None:
                return None
            self._ids[path] = row[0]
        return self._ids[path]

    def fetch(self, numbers: Iterable[int]) -> None:
        """Look up the paths of many numbers at once."""
        if wanted := sorted({number for number in numbers if number not in self._paths}):
            self._remember("SELECT id, path FROM file WHERE id IN ({marks})", wanted)

    def of_notes(self, paths: Iterable[str]) -> dict[int, str]:
        """Return the paths of notes by number, without those that are not stored."""
        paths = list(paths)
        wanted = [encode_text(path) for path in paths if path not in self._ids]
        self._remember("SELECT id, path FROM file WHERE path IN ({marks})", wanted)
        return {self._ids[path]: path for path in paths if path in self._ids}

    def _remember(self, sql: str, wanted: Sequence[object]) -> None:
        for number, stored in self._database.rows_among(sql, wanted):
            path = decode_text(stored)
            self._paths[number], self._ids[path] = path, number

    def path(self, number: int) -> str:
        if number not in self._paths:
            row = self._database.row("SELECT path FROM file WHERE id = ?", (number,))
            if row is None:
                raise CacheDamaged(f"no file has the number {number}")
            self._paths[number] = decode_text(row[0])
        return self._paths[number]

    def packed(self, paths: Iterable[str]) -> bytes:
        return array("I", sorted(map(self.number, paths))).tobytes()

    def unpacked(self, data: bytes) -> frozenset[str]:
        numbers, paths = array("I", data), self._paths
        self.fetch(numbers)
        return frozenset([paths[number] if number in paths else self.path(number) for number in numbers])


class _StoredMapping(Mapping[K, V]):
    """A mapping in the database. Values looked up by key stay in memory; iterating holds one at a time.

    Values that are fetched are decoded when they are looked up. `one`, `many` and `every` select values, the last two with
    their keys; `keys_only` selects all keys without their values. `beginning` selects a range of keys, where `items_beginning` is asked for.
    """

    one = ""
    many = ""
    every = ""
    keys_only = ""
    beginning = ""

    def __init__(self, database: Database) -> None:
        # A reference, so that the connection stays open as long as the mapping exists.
        self._database = database
        self._cache: dict[K, V | None] = {}
        # Fetched, but not looked up yet.
        self._stored: dict[K, Any] = {}
        # Of the values in memory, as they are stored.
        self.bytes_read = 0

    def value(self, key: K, stored: Any) -> V:
        raise NotImplementedError

    def encoded(self, key: K) -> Any:
        """Return a key in the form the database stores."""
        return encode_text(str(key))

    def decoded(self, stored: Any) -> K:
        """Return a key from the form the database stores."""
        key: Any = decode_text(stored)
        return key  # type: ignore[no-any-return]

    def get(self, key: Any, default: Any = None) -> Any:
        if key in self._cache:
            value = self._cache[key]
        elif (stored := self._stored.get(key)) is not None:
            # It is always in one of the two: other threads may read the same index.
            value = self._cache[key] = self._read(key, stored)
            self._stored.pop(key, None)
        else:
            row = self._database.row(self.one, (self.encoded(key),))
            if row is None or row[0] is None:
                value = self._cache[key] = None
            else:
                value = self._cache[key] = self._read(key, row[0])
                self._count(row[0])
        return default if value is None else value

    def fetch_all(self) -> None:
        """Read the values of all keys at once."""
        for key, stored in self._all():
            if key not in self._cache:
                self._stored[key] = stored
                self._count(stored)

    def fetch(self, keys: Iterable[K]) -> None:
        """Read the values of many keys at once."""
        wanted = self._missing(keys)
        for key, stored in self._database.rows_among(self.many, list(map(self.encoded, wanted))):
            if stored is not None:
                self._stored[self._key(key)] = stored
                self._count(stored)
        self._note_absent(wanted)

    def _count(self, stored: Any) -> None:
        if isinstance(stored, bytes):
            self.bytes_read += len(stored)

    def _missing(self, keys: Iterable[K]) -> list[K]:
        return [key for key in dict.fromkeys(keys) if key not in self._cache and key not in self._stored]

    def _note_absent(self, wanted: Iterable[K]) -> None:
        for key in wanted:
            if key not in self._stored:
                self._cache.setdefault(key, None)

    def __getitem__(self, key: K) -> V:
        value = self._cache.get(key)
        if value is None:
            value = self.get(key)
        if value is None:
            raise KeyError(key)
        return value

    def __contains__(self, key: object) -> bool:
        return self.get(key) is not None

    def __iter__(self) -> Iterator[K]:
        return (self._key(key) for (key,) in self._database.rows(self.keys_only))

    def __len__(self) -> int:
        row = self._database.row(f"SELECT count(*) FROM ({self.keys_only})")  # noqa: S608
        return int(row[0]) if row else 0

    def _all(self) -> Iterator[tuple[K, Any]]:
        for key, stored in self._database.rows(self.every):
            if stored is not None:
                yield self._key(key), stored

    def items(self) -> Any:
        return _OneIteration((key, self._read(key, stored)) for key, stored in self._all())

    def values(self) -> Any:
        return _OneIteration(self._read(key, stored) for key, stored in self._all())

    def items_beginning(self, start: str, most: int | None) -> list[tuple[str, V]]:
        """Return the items whose keys begin with a text, in the order of the keys, at most so many."""
        first = encode_text(start)
        # No text contains the byte 0xff. A negative limit is none.
        rows = self._database.rows(self.beginning, (first, first + b"\xff", -1 if most is None else most))
        found = ((self._key(key), stored) for key, stored in rows)
        return [(str(key), self._read(key, stored)) for key, stored in found]

    def _read(self, key: K, stored: Any) -> V:
        """Return `value`. Raises CacheUnreadable for whatever another program may have stored."""
        try:
            return self.value(key, stored)
        except Exception as error:
            raise self._database.unreadable(error) from error

    def _key(self, stored: Any) -> K:
        try:
            return self.decoded(stored)
        except Exception as error:
            raise self._database.unreadable(error) from error


class _OneIteration:
    """Values that can be iterated once, and are not held in memory."""

    def __init__(self, values: Iterator[Any]) -> None:
        self._values = values

    def __iter__(self) -> Iterator[Any]:
        return self._values


class _Values(_StoredMapping[str, V]):
    """A mapping from paths to the values in one table."""

    order = "ORDER BY path"

    def __init__(self, database: Database, table: str, numbers: Numbers) -> None:
        super().__init__(database)
        self._numbers = numbers
        joined = f"FROM file JOIN {table} USING (id) WHERE copy = 0"
        self.one = f"SELECT value {joined} AND path = ?"
        self.many = f"SELECT id, value {joined} AND id IN ({{marks}})"
        if table != "facts":
            # The database contains nothing else about a copy.
            self.many = f"SELECT id, value FROM {table} WHERE id IN ({{marks}})"  # noqa: S608
        self.every = f"SELECT path, value {joined} {self.order}"
        self.keys_only = f"SELECT path {joined} {self.order}"

    def fetch(self, keys: Iterable[str]) -> None:
        wanted = self._missing(keys)
        paths = self._numbers.of_notes(wanted)
        # In the order of storage.
        for number, stored in self._database.rows_among(self.many, sorted(paths)):
            self._stored[paths[number]] = stored
            self._count(stored)
        self._note_absent(wanted)


class _Facts(_Values[Facts]):
    def value(self, key: str, stored: Any) -> Facts:  # noqa: ARG002
        return deserialize_facts(stored)


class _Resolved(_Values[ResolvedLinks]):
    def value(self, key: str, stored: Any) -> ResolvedLinks:  # noqa: ARG002
        return links_from_plain(deserialize_plain(stored))


class _Interactions(_Values[tuple[DatedInteraction, ...]]):
    # The caller sorts all of them by day; sorting them by path first would take longer than everything else.
    order = ""

    def value(self, key: str, stored: Any) -> tuple[DatedInteraction, ...]:
        return from_plain(key, deserialize_plain(stored))


class _Problems(_Values[tuple[Problem, ...]]):
    def __init__(self, database: Database, table: str, numbers: Numbers) -> None:
        super().__init__(database, table, numbers)
        # Few notes have any. In this order, SQLite reads no other one, and whoever lists problems sorts them.
        joined = f"FROM {table} CROSS JOIN file USING (id) WHERE copy = 0"
        self.every, self.keys_only = f"SELECT path, value {joined}", f"SELECT path {joined}"

    def value(self, key: str, stored: Any) -> tuple[Problem, ...]:  # noqa: ARG002
        return problems_from_plain(deserialize_plain(stored))


class _Readings(_Values[tuple[Reading, ...]]):
    def value(self, key: str, stored: Any) -> tuple[Reading, ...]:  # noqa: ARG002
        return readings_from_plain(deserialize_plain(stored))


class _Summaries(_StoredMapping[str, "Any"]):
    """A mapping from the paths of contacts to the values of one summary."""

    def __init__(self, database: Database, name: str) -> None:
        super().__init__(database)
        joined = f"FROM summary JOIN file USING (id) WHERE name = '{name}'"
        self.one = f"SELECT value {joined} AND path = ?"
        self.many = f"SELECT path, value {joined} AND path IN ({{marks}})"
        self.every = f"SELECT path, value {joined}"
        self.keys_only = f"SELECT path {joined}"

    def value(self, key: str, stored: Any) -> Any:  # noqa: ARG002
        return deserialize_plain(stored)

    def items(self) -> Any:
        # One loop without a call for each part: reports read the values of everybody.
        return _OneIteration(self._every_item())

    def _every_item(self) -> Iterator[tuple[str, Any]]:
        try:
            for path, stored in self._database.rows(self.every):
                yield path.decode("utf-8", "surrogatepass"), deserialize_plain(stored)
        except Exception as error:
            raise self._database.unreadable(error) from error

    def fetch_all(self) -> None:
        # Decoded at once: whoever reads all of them asks for each.
        known = self._cache
        try:
            for path, stored in self._database.rows(self.every):
                if (key := decode_text(path)) not in known:
                    known[key] = deserialize_plain(stored)
                    self._count(stored)
        except Exception as error:
            raise self._database.unreadable(error) from error


class _Kinds(_StoredMapping[str, str]):
    one = "SELECT kind FROM file WHERE path = ? AND copy = 0"
    many = "SELECT path, kind FROM file WHERE copy = 0 AND path IN ({marks})"
    every = "SELECT path, kind FROM file WHERE copy = 0 ORDER BY path"
    keys_only = "SELECT path FROM file WHERE copy = 0 ORDER BY path"
    beginning = "SELECT path, kind FROM file WHERE copy = 0 AND path >= ? AND path < ? ORDER BY path LIMIT ?"
    # In the words of the index's condition; otherwise SQLite doesn't use the index.
    with_kind = "SELECT path FROM file WHERE kind = ? AND copy = 0 {indexed} ORDER BY path"

    in_folder = (
        "SELECT path FROM file WHERE kind = ? AND copy = 0 {indexed} AND path >= ? AND path < ? "
        "AND instr(substr(path, ?), ?) = 0 ORDER BY path LIMIT ?"
    )

    def value(self, key: str, stored: Any) -> str:  # noqa: ARG002
        return str(stored)

    def few_with(self, value: str, folder: str, most: int) -> list[str]:
        """Return the paths of a few notes of a kind: first those in a folder itself, in order, then others, in order."""
        indexed = "" if value == MOST_NOTES else f"AND kind <> '{MOST_NOTES}'"
        start = encode_text(f"{folder}/" if folder else "")
        # No text contains the byte 0xff.
        inside = (value, start, start + b"\xff", len(start) + 1, b"/", most)
        rows = [*self._database.rows(self.in_folder.format(indexed=indexed), inside)]
        if len(rows) < most:
            rows += self._database.rows(
                self.with_kind.format(indexed=indexed) + " LIMIT ?", (value, most + len(rows))
            )
        return list(dict.fromkeys(decode_text(path) for (path,) in rows))[:most]

    def keys_with(self, value: str) -> list[str]:
        """Return the paths of all notes of a kind, in order."""
        sql = self.with_kind.format(indexed="" if value == MOST_NOTES else f"AND kind <> '{MOST_NOTES}'")
        return [decode_text(path) for (path,) in self._database.rows(sql, (value,))]


class _Hits(_StoredMapping[str, Hits]):
    one = "SELECT hits FROM name WHERE key = ?"
    many = "SELECT key, hits FROM name WHERE key IN ({marks})"
    every = "SELECT key, hits FROM name ORDER BY key"
    keys_only = "SELECT key FROM name ORDER BY key"
    beginning = "SELECT key, hits FROM name WHERE key >= ? AND key < ? ORDER BY key LIMIT ?"

    def value(self, key: str, stored: Any) -> Hits:  # noqa: ARG002
        hits: Hits = deserialize_plain(stored)
        return hits

    def shared(self) -> list[str]:
        """Return the keys of the names that several contacts share."""
        return [decode_text(key) for (key,) in self._database.rows("SELECT key FROM name WHERE shared")]


class _ValueCounts(_StoredMapping[str, int]):
    one = "SELECT count FROM value WHERE key = ?"
    many = "SELECT key, count FROM value WHERE key IN ({marks})"
    every = "SELECT key, count FROM value ORDER BY key"
    keys_only = "SELECT key FROM value ORDER BY key"
    beginning = "SELECT key, count FROM value WHERE key >= ? AND key < ? ORDER BY key LIMIT ?"

    def value(self, key: str, stored: Any) -> int:  # noqa: ARG002
        return int(stored)


class _Sources(_StoredMapping[K, frozenset[str]]):
    """A mapping to the paths of notes, stored as numbers."""

    def __init__(self, database: Database, paths: Numbers) -> None:
        super().__init__(database)
        self._paths = paths

    def value(self, key: K, stored: Any) -> frozenset[str]:  # noqa: ARG002
        return self._paths.unpacked(stored)

    def fetch(self, keys: Iterable[K]) -> None:
        wanted = self._missing(keys)
        super().fetch(wanted)
        fetched = [stored for key in wanted if (stored := self._stored.get(key)) is not None]
        self._paths.fetch(number for stored in fetched for number in array("I", stored))


class _Askers(_Sources[str]):
    one = "SELECT askers FROM asked WHERE key = ?"
    many = "SELECT key, askers FROM asked WHERE key IN ({marks})"
    every = "SELECT key, askers FROM asked ORDER BY key"
    keys_only = "SELECT key FROM asked ORDER BY key"


class _Linked(_Sources[str]):
    one = "SELECT sources FROM linked WHERE id = (SELECT id FROM file WHERE path = ?)"
    many = "SELECT path, sources FROM linked JOIN file USING (id) WHERE path IN ({marks})"
    every = "SELECT path, sources FROM linked JOIN file USING (id) ORDER BY path"
    keys_only = "SELECT path FROM linked JOIN file USING (id) ORDER BY path"

    def sources_of_any(self, keys: Iterable[str]) -> Container[str]:
        """Return the sources of many keys together, without looking up each path."""
        rows = self._database.rows_among(self.many, list(map(encode_text, keys)))
        try:
            return _Numbered({number for _, stored in rows for number in array("I", stored)}, self._paths)
        except ValueError as error:
            raise self._database.unreadable(error) from error


# After so many, the paths of all notes take less to look up.
FEW_QUESTIONS = 64


class _Numbered:
    """The notes with these numbers, to ask whether a note is one of them."""

    def __init__(self, numbers: set[int], paths: Numbers) -> None:
        self._numbers, self._paths = numbers, paths
        self._asked = 0
        self._found: frozenset[str] | None = None

    def __contains__(self, path: object) -> bool:
        if self._found is None and self._asked < FEW_QUESTIONS:
            self._asked += 1
            return self._paths.number_if_stored(str(path)) in self._numbers
        if self._found is None:
            self._found = self._paths.unpacked(array("I", self._numbers).tobytes())
        return path in self._found


class _Days(_Sources[int]):
    one = "SELECT sources FROM day WHERE day = ?"
    many = "SELECT day, sources FROM day WHERE day IN ({marks})"
    every = "SELECT day, sources FROM day ORDER BY day"
    keys_only = "SELECT day FROM day ORDER BY day"

    def encoded(self, key: int) -> int:
        return key

    def decoded(self, stored: Any) -> int:
        return int(stored)
