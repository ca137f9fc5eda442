"""Stores a vault in its database: the facts of each note, where its links lead, and the state of each contact. Parses no note."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter

from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.plain_facts import plain_readings
from plaintext_network.network.due.contact_state import ContactState
from plaintext_network.network.due.plain_state import from_plain
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.interactions import to_plain
from plaintext_network.network.index.names import Identity, Names
from plaintext_network.network.index.overlay import changes_of
from plaintext_network.network.index.resolve import to_plain as links_to_plain
from plaintext_network.problems import Problem, plain_problems
from plaintext_network.vault.cache.database import Database
from plaintext_network.vault.cache.lazy_index import NamedNotes, Numbers, stored_index
from plaintext_network.vault.serialize import (
    CacheDamaged,
    decode_text,
    deserialize_as,
    deserialize_plain,
    encode_text,
    serialize,
    serialize_plain,
)
from plaintext_network.vault.serialize_facts import deserialize_facts

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plaintext_network.network.people.contact_names import ContactNames
    from plaintext_network.vault.cache.contact_rows import ContactRow
    from plaintext_network.vault.cache.parse_files import ParsedFile

_PUT_FILE = (
    "INSERT INTO file (path, kind, names, seen, digest, copy) VALUES (?, ?, ?, ?, ?, 0) ON CONFLICT (path) DO UPDATE "
    "SET kind = excluded.kind, names = excluded.names, seen = excluded.seen, digest = excluded.digest"
)
_PUT_FACTS = "INSERT OR REPLACE INTO facts SELECT id, ? FROM file WHERE path = ?"


def _file_row(parsed: ParsedFile) -> tuple[bytes, str, bytes, bytes, bytes]:
    if parsed.identity is None:
        raise ValueError(parsed.path)
    kind, names = parsed.identity
    return encode_text(parsed.path), kind, serialize_plain(names), parsed.seen, parsed.digest


class CacheTables(Database):
    """The cache of one vault. Disposable. Callers identify files by path, the tables by number."""

    # For more paths than this, one pass over all is quicker than a lookup of each.
    FEW = 5000

    def reopened(self) -> CacheTables:
        """Return the same cache without a connection, for another process."""
        return CacheTables(self._base)

    # Files

    def fingerprints(self) -> dict[str, bytes]:
        """Return the fingerprint of every file by path; empty if it can't be trusted."""
        rows = self.rows("SELECT path, seen FROM file UNION ALL SELECT path, seen FROM skipped")
        return {decode_text(path): seen for path, seen in rows}

    def digests(self, paths: Iterable[str]) -> dict[str, bytes]:
        """Return by path the digest of the bytes from which each stored note was read."""
        wanted = [(encode_text(path), path) for path in paths]
        if len(wanted) > self.FEW:
            stored = dict(self.rows("SELECT path, digest FROM file"))
            return {path: stored[key] for key, path in wanted if key in stored}
        sql = "SELECT digest FROM file WHERE path = ?"
        return {path: row[0] for key, path in wanted if (row := self.row(sql, (key,))) is not None}

    def note_digests(self) -> dict[str, bytes]:
        """Return by path the digest of the bytes from which each note was read, without conflict copies."""
        return {
            decode_text(path): digest
            for path, digest in self.rows("SELECT path, digest FROM file WHERE NOT copy")
        }

    def identities(self) -> Iterator[tuple[int, str, Identity]]:
        """Yield the number, the path and the identity of every note, including conflict copies."""
        for number, path, kind, names in self.rows("SELECT id, path, kind, names FROM file"):
            yield number, decode_text(path), Identity(kind, deserialize_plain(names))

    def copies(self) -> set[str]:
        """Return the paths of notes that are conflict copies."""
        return {decode_text(path) for (path,) in self.rows("SELECT path FROM file WHERE copy")}

    def facts_between(self, first: int, last: int) -> list[tuple[int, bytes]]:
        """Return the serialized facts of the notes with these numbers, without conflict copies."""
        sql = "SELECT id, value FROM facts JOIN file USING (id) WHERE id BETWEEN ? AND ? AND NOT copy"
        return list(self.rows(sql, (first, last)))

    def facts(self, path: str) -> Facts | None:
        """Return the facts of a note, even if it is a conflict copy."""
        sql = "SELECT value FROM facts WHERE id = (SELECT id FROM file WHERE path = ?)"
        row = self.row(sql, (encode_text(path),))
        try:
            return None if row is None else deserialize_facts(row[0])
        except CacheDamaged as error:
            raise self.unreadable(error) from error

    def is_copy(self, path: str) -> bool:
        """Return whether a note is a conflict copy."""
        row = self.row("SELECT copy FROM file WHERE path = ?", (encode_text(path),))
        return bool(row and row[0])

    def paths_beginning(self, start: str) -> list[str]:
        """Return the paths of the notes with this beginning, conflict copies included."""
        first = encode_text(start)
        # No text contains the byte 0xff.
        rows = self.rows("SELECT path FROM file WHERE path >= ? AND path < ?", (first, first + b"\xff"))
        return [decode_text(path) for (path,) in rows]

    def is_empty(self) -> bool:
        """Return whether no file is stored."""
        return self.row("SELECT 1 FROM file UNION ALL SELECT 1 FROM skipped LIMIT 1") is None

    def put_parsed(self, batch: Sequence[ParsedFile]) -> None:
        """Store the results of parsing files."""
        notes = [(encode_text(parsed.path), parsed) for parsed in batch if parsed.identity is not None]
        self.db.executemany("DELETE FROM skipped WHERE path = ?", ((key,) for key, _ in notes))
        self.db.executemany(_PUT_FILE, (_file_row(parsed) for _, parsed in notes))
        self.db.executemany(_PUT_FACTS, ((parsed.facts, key) for key, parsed in notes))
        self._put_seen([(parsed.seen, encode_text(parsed.path)) for parsed in batch if parsed.is_unchanged])
        for parsed in batch:
            if parsed.identity is None and not parsed.is_unchanged:
                self.drop_file(parsed.path)
                if parsed.problem is not None:
                    self.put_skipped(parsed.path, parsed.seen, parsed.problem)

    def put_new(self, batch: Sequence[ParsedFile]) -> list[tuple[int, str, Identity]]:
        """Store the results of parsing new files in a cache that was empty when the run began: looks nothing up.

        Return the `identities` of the notes among them.
        """
        row = self.row("SELECT max(id) FROM file")
        notes = list(enumerate((p for p in batch if p.identity is not None), ((row and row[0]) or 0) + 1))
        self.db.executemany(
            "INSERT INTO file VALUES (?, ?, ?, ?, ?, ?, 0)",
            ((number, *_file_row(parsed)) for number, parsed in notes),
        )
        self.db.executemany(
            "INSERT INTO facts VALUES (?, ?)", ((number, parsed.facts) for number, parsed in notes)
        )
        for parsed in batch:
            if parsed.problem is not None:
                self.put_skipped(parsed.path, parsed.seen, parsed.problem)
        return [(number, parsed.path, parsed.identity) for number, parsed in notes if parsed.identity]

    def _put_seen(self, rows: list[tuple[bytes, bytes]]) -> None:
        """Store the fingerprints of files that were read before; each row ends with the path."""
        self.db.executemany("UPDATE file SET seen = ? WHERE path = ?", rows)
        skipped = {path for (path,) in self.rows("SELECT path FROM skipped")} if rows else set()
        self.db.executemany(
            "UPDATE skipped SET seen = ? WHERE path = ?", (row for row in rows if row[1] in skipped)
        )

    def put_copy(self, path: str, problem: Problem | None) -> None:
        """Store why a note is a conflict copy, or with None that it isn't one."""
        key = encode_text(path)
        row = self.row("SELECT seen FROM file WHERE path = ?", (key,))
        if row is None:
            # No note any more; the reason is stored already.
            return
        self.db.execute("UPDATE file SET copy = ? WHERE path = ?", (problem is not None, key))
        if problem is None:
            self.db.execute("DELETE FROM skipped WHERE path = ?", (key,))
        else:
            self.put_skipped(path, row[0], problem)

    def drop_file(self, path: str) -> None:
        """Delete a file and everything derived from it."""
        key = encode_text(path)
        self.drop_contact(path)
        for table in ("facts", "resolved", "interactions", "problem", "reading", "linked"):
            self.db.execute(f"DELETE FROM {table} WHERE id = (SELECT id FROM file WHERE path = ?)", (key,))  # noqa: S608
        self.db.execute("DELETE FROM file WHERE path = ?", (key,))
        self.db.execute("DELETE FROM skipped WHERE path = ?", (key,))

    def put_skipped(self, path: str, seen: bytes, problem: Problem) -> None:
        """Store why a file is not in the index."""
        self.db.execute(
            "INSERT OR REPLACE INTO skipped VALUES (?, ?, ?)", (encode_text(path), seen, serialize(problem))
        )

    def skipped_problem(self, path: str) -> Problem | None:
        """Return why a file is not in the index; None if it is, or is not stored."""
        row = self.row("SELECT problem FROM skipped WHERE path = ?", (encode_text(path),))
        return None if row is None else self._read(Problem, row[0])

    def skipped(self) -> list[Problem]:
        """Return why files are not in the index, by path."""
        rows = self.rows("SELECT problem FROM skipped ORDER BY path")
        return [self._read(Problem, row[0]) for row in rows]

    # Contacts

    def put_contact(self, row: ContactRow) -> None:
        """Store the state, the names and the summaries of one contact."""
        number = Numbers(self).number(row.path)
        contact = (number, row.is_open, row.state, row.names)
        self.db.execute("INSERT OR REPLACE INTO contact VALUES (?, ?, ?, ?)", contact)
        for name, value in sorted(row.summaries.items(), key=itemgetter(0)):
            if value is None:
                self.db.execute("DELETE FROM summary WHERE name = ? AND id = ?", (name, number))
            else:
                self.db.execute("INSERT OR REPLACE INTO summary VALUES (?, ?, ?)", (name, number, value))

    def replace_contacts(self, rows: Iterable[ContactRow], numbers: Mapping[str, int]) -> None:
        """Replace the states, the names and the summaries of all contacts. `numbers` are those of their notes."""
        self.drop_contacts()
        contacts: list[tuple[object, ...]] = []
        values: dict[str, list[tuple[object, ...]]] = {}
        for row in rows:
            number = numbers[row.path]
            contacts.append((number, row.is_open, row.state, row.names))
            for name, value in row.summaries.items():
                if value is not None:
                    values.setdefault(name, []).append((name, number, value))
        # In the order of storage.
        self.db.executemany("INSERT INTO contact VALUES (?, ?, ?, ?)", sorted(contacts, key=itemgetter(0)))
        for name in sorted(values):
            ordered = sorted(values[name], key=itemgetter(1))
            self.db.executemany("INSERT INTO summary VALUES (?, ?, ?)", ordered)

    def drop_contacts(self) -> None:
        """Delete the states, names and summaries of all contacts, but not their files."""
        self.db.execute("DELETE FROM contact")
        self.db.execute("DELETE FROM summary")

    def drop_contact(self, path: str) -> None:
        """Delete the state, names and summaries of a contact, but not its file."""
        self.db.execute(
            "DELETE FROM contact WHERE id = (SELECT id FROM file WHERE path = ?)", (encode_text(path),)
        )
        self.db.executemany(
            "DELETE FROM summary WHERE name = ? AND id = (SELECT id FROM file WHERE path = ?)",
            ((name, encode_text(path)) for name in self.summaries()),
        )

    def summaries(self) -> list[str]:
        """Return the names of the summaries that are stored."""
        return str(self.meta("summaries")).split()

    def contact_states(self, *, only_open: bool = False) -> Iterator[ContactState]:
        """Yield the state of every contact, or of those to whom anything is promised or coming, by path."""
        condition = "WHERE open" if only_open else ""
        # A cross join begins with the contacts, not with all files.
        sql = f"SELECT state FROM contact CROSS JOIN file USING (id) {condition} ORDER BY path"  # noqa: S608
        for row in self.rows(sql):
            yield self._state(row[0])

    def contact(self, path: str) -> tuple[ContactState, ContactNames] | None:
        """Return the stored state and names of one contact."""
        sql = "SELECT state, known FROM contact WHERE id = (SELECT id FROM file WHERE path = ?)"
        row = self.row(sql, (encode_text(path),))
        return None if row is None else (self._state(row[0]), self._read(tuple, row[1]))

    def known(self) -> list[ContactNames]:
        """Return the names of every contact, by path."""
        rows = self.rows("SELECT known FROM contact CROSS JOIN file USING (id) ORDER BY path")
        return [self._read(tuple, row[0]) for row in rows]

    def _state(self, stored: bytes) -> ContactState:
        try:
            return from_plain(deserialize_plain(stored))
        except Exception as error:
            raise self.unreadable(error) from error

    def _read(self, kind: type, stored: bytes) -> Any:
        try:
            return deserialize_as(kind, stored)
        except CacheDamaged as error:
            raise self.unreadable(error) from error

    # The index

    def index(self, known: NamedNotes | None = None) -> Index:
        """Return the index; it reads each value on demand, except what is `known`."""
        return stored_index(self, known)

    def put_index(self, index: Index) -> None:
        """Store the changes in an index derived from the stored one. Store its files first."""
        ids = Numbers(self)
        tables: tuple[tuple[str, Mapping[str, Any]], ...] = (
            ("resolved", {path: p and links_to_plain(p) for path, p in changes_of(index.resolved).items()}),
            ("interactions", {path: p and to_plain(p) for path, p in changes_of(index.interactions).items()}),
            (
                "problem",
                {path: p and plain_problems(p) for path, p in changes_of(index.note_problems).items()},
            ),
            ("reading", {path: p and plain_readings(p) for path, p in changes_of(index.readings).items()}),
        )
        for table, changes in tables:
            for path, value in changes.items():
                if value is None:
                    sql = f"DELETE FROM {table} WHERE id = (SELECT id FROM file WHERE path = ?)"  # noqa: S608
                    self.db.execute(sql, (encode_text(path),))
                else:
                    row = (ids.number(path), serialize_plain(value))
                    self.db.execute(f"INSERT OR REPLACE INTO {table} VALUES (?, ?)", row)  # noqa: S608
        for key, hits in changes_of(index.names.table).items():
            self.db.execute("DELETE FROM name WHERE key = ?", (encode_text(key),))
            if hits:
                self.put_names(index.names, (key,))
        for key, sources in changes_of(index.dependents).items():
            self.db.execute("DELETE FROM asked WHERE key = ?", (encode_text(key),))
            if sources:
                self.put_rows("asked", [(encode_text(key), ids.packed(sources))])
        for day, sources in changes_of(index.days).items():
            if sources:
                self.db.execute("INSERT OR REPLACE INTO day VALUES (?, ?)", (day, ids.packed(sources)))
            else:
                self.db.execute("DELETE FROM day WHERE day = ?", (day,))
        for key, count in changes_of(index.value_counts).items():
            if count:
                self.db.execute("INSERT OR REPLACE INTO value VALUES (?, ?)", (encode_text(key), count))
            else:
                self.db.execute("DELETE FROM value WHERE key = ?", (encode_text(key),))
        for path, sources in changes_of(index.backlinks).items():
            if sources:
                row = (ids.number(path), ids.packed(sources))
                self.db.execute("INSERT OR REPLACE INTO linked VALUES (?, ?)", row)
            else:
                sql = "DELETE FROM linked WHERE id = (SELECT id FROM file WHERE path = ?)"
                self.db.execute(sql, (encode_text(path),))

    def drop_index(self) -> None:
        """Delete the stored index, but not the facts of the notes."""
        for table in (
            "resolved",
            "interactions",
            "problem",
            "reading",
            "linked",
            "day",
            "name",
            "asked",
            "value",
        ):
            self.db.execute(f"DELETE FROM {table}")  # noqa: S608

    def put_rows(self, table: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Store new rows of two columns in a table of the index. Notes are identified by number."""
        self.db.executemany(f"INSERT INTO {table} VALUES (?, ?)", rows)  # noqa: S608

    def put_names(self, names: Names, keys: Iterable[str]) -> None:
        """Store the notes that have each of these names, which must not be stored yet."""
        self.db.executemany(
            "INSERT INTO name VALUES (?, ?, ?)",
            (
                (encode_text(key), serialize_plain(names.table[key]), 1 if names.sharing(key) else None)
                for key in keys
            ),
        )
