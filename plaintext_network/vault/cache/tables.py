"""Stores a vault in its database: the facts of each note, where its links lead, and the state of each contact. Parses no note."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from plaintext_network.model.note.facts import Facts
from plaintext_network.network.due.contact_state import ContactState
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.interactions import to_plain
from plaintext_network.network.index.names import Hits
from plaintext_network.network.index.overlay import changes_of
from plaintext_network.problems import Problem
from plaintext_network.vault.cache.database import Database
from plaintext_network.vault.cache.lazy_index import Numbers, stored_index
from plaintext_network.vault.serialize import decode_text, deserialize, encode_text, serialize

if TYPE_CHECKING:
    from plaintext_network.network.people.contact_names import ContactNames
    from plaintext_network.vault.cache.parse_files import ParsedFile

_PUT_FILE = (
    "INSERT INTO file (path, kind, seen, digest, copy) VALUES (?, ?, ?, ?, 0) ON CONFLICT (path) "
    "DO UPDATE SET kind = excluded.kind, seen = excluded.seen, digest = excluded.digest"
)
_PUT_FACTS = "INSERT OR REPLACE INTO facts SELECT id, ? FROM file WHERE path = ?"


class CacheTables(Database):
    """The cache of one vault. Disposable. Callers identify files by path, the tables by number."""

    def reopened(self) -> "CacheTables":
        """Return the same cache without a connection, for another process."""
        return CacheTables(self._base)

    # Files

    def fingerprints(self) -> dict[str, bytes]:
        """Return the fingerprint of every file by path; empty if it can't be trusted."""
        rows = self.rows("SELECT path, seen FROM file UNION ALL SELECT path, seen FROM skipped")
        return {decode_text(path): seen for path, seen in rows}

    def digests(self, paths: Iterable[str]) -> dict[str, bytes]:
        """Return by path the digest of the bytes from which each stored note was read."""
        digests = {}
        for path in paths:
            row = self.row("SELECT digest FROM file WHERE path = ?", (encode_text(path),))
            if row is not None:
                digests[path] = row[0]
        return digests

    def kinds(self) -> list[tuple[str, str]]:
        """Return every note's path and kind, by path, including conflict copies."""
        return [
            (decode_text(path), kind) for path, kind in self.rows("SELECT path, kind FROM file ORDER BY path")
        ]

    def numbers(self) -> dict[str, int]:
        """Return the numbers of all notes by path, without conflict copies."""
        return {
            decode_text(path): number
            for number, path in self.rows("SELECT id, path FROM file WHERE NOT copy")
        }

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
        return None if row is None else deserialize(row[0])

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

    def put_parsed(self, batch: "Sequence[ParsedFile]") -> None:
        """Store the results of parsing files."""
        notes = [
            (encode_text(parsed.path), parsed, parsed.identity)
            for parsed in batch
            if parsed.identity is not None
        ]
        self.db.executemany("DELETE FROM skipped WHERE path = ?", ((key,) for key, _, _ in notes))
        self.db.executemany(
            _PUT_FILE, ((key, identity.kind, parsed.seen, parsed.digest) for key, parsed, identity in notes)
        )
        self.db.executemany(_PUT_FACTS, ((parsed.facts, key) for key, parsed, _ in notes))
        for parsed in batch:
            if parsed.is_unchanged:
                key = encode_text(parsed.path)
                self.db.execute("UPDATE file SET seen = ? WHERE path = ?", (parsed.seen, key))
                self.db.execute("UPDATE skipped SET seen = ? WHERE path = ?", (parsed.seen, key))
            elif parsed.identity is None:
                self.drop_file(parsed.path)
                if parsed.problem is not None:
                    self.put_skipped(parsed.path, parsed.seen, parsed.problem)

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
        for table in ("facts", "resolved", "interactions", "contact", "linked"):
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
        return None if row is None else deserialize(row[0])

    def skipped(self) -> list[Problem]:
        """Return why files are not in the index, by path."""
        return [deserialize(row[0]) for row in self.rows("SELECT problem FROM skipped ORDER BY path")]

    # Contacts

    def put_contact(self, path: str, state: bytes, known: bytes) -> None:
        """Store the serialized state and names of a contact."""
        self.db.execute(
            "INSERT OR REPLACE INTO contact SELECT id, ?, ? FROM file WHERE path = ?",
            (state, known, encode_text(path)),
        )

    def drop_contacts(self) -> None:
        """Delete the states and names of all contacts, but not their files."""
        self.db.execute("DELETE FROM contact")

    def drop_contact(self, path: str) -> None:
        """Delete the state and names of a contact, but not its file."""
        self.db.execute(
            "DELETE FROM contact WHERE id = (SELECT id FROM file WHERE path = ?)", (encode_text(path),)
        )

    def contact_states(self) -> Iterator[ContactState]:
        """Yield the state of every contact, by path."""
        for row in self.rows("SELECT state FROM contact JOIN file USING (id) ORDER BY path"):
            yield deserialize(row[0])

    def contact(self, path: str) -> "tuple[ContactState, ContactNames] | None":
        """Return the state and the names of one contact."""
        sql = "SELECT state, known FROM contact WHERE id = (SELECT id FROM file WHERE path = ?)"
        row = self.row(sql, (encode_text(path),))
        return None if row is None else (deserialize(row[0]), deserialize(row[1]))

    def known(self) -> "list[ContactNames]":
        """Return the names of every contact, by path."""
        rows = self.rows("SELECT known FROM contact JOIN file USING (id) ORDER BY path")
        return [deserialize(row[0]) for row in rows]

    # The index

    def index(self) -> Index:
        """Return the index; it reads each value on demand."""
        return stored_index(self)

    def put_index(self, index: Index) -> None:
        """Store the changes in an index derived from the stored one. Store its files first."""
        ids = Numbers(self)
        for table, changes in (
            ("resolved", changes_of(index.resolved)),
            ("interactions", {path: p and to_plain(p) for path, p in changes_of(index.interactions).items()}),
        ):
            for path, value in changes.items():
                if value is None:
                    sql = f"DELETE FROM {table} WHERE id = (SELECT id FROM file WHERE path = ?)"  # noqa: S608
                    self.db.execute(sql, (encode_text(path),))
                else:
                    row = (ids.number(path), serialize(value))
                    self.db.execute(f"INSERT OR REPLACE INTO {table} VALUES (?, ?)", row)  # noqa: S608
        for key, hits in changes_of(index.names.table).items():
            self.put_name("hits", key, serialize(hits) if hits else None)
        for key, sources in changes_of(index.dependents).items():
            self.put_name("askers", key, ids.packed(sources) if sources else None)
        for path, sources in changes_of(index.backlinks).items():
            if sources:
                row = (ids.number(path), ids.packed(sources))
                self.db.execute("INSERT OR REPLACE INTO linked VALUES (?, ?)", row)
            else:
                sql = "DELETE FROM linked WHERE id = (SELECT id FROM file WHERE path = ?)"
                self.db.execute(sql, (encode_text(path),))

    def put_all(
        self,
        names: Mapping[str, Hits],
        resolved: Iterable[tuple[int, bytes]],
        interactions: Iterable[tuple[int, bytes]],
        askers: Mapping[str, "array[int]"],
        linked: Mapping[int, "array[int]"],
    ) -> None:
        """Replace the stored index. Notes are identified by number."""
        for table in ("resolved", "interactions", "linked", "name"):
            self.db.execute(f"DELETE FROM {table}")  # noqa: S608
        self.db.executemany("INSERT INTO resolved VALUES (?, ?)", sorted(resolved))
        self.db.executemany("INSERT INTO interactions VALUES (?, ?)", sorted(interactions))
        rows = ((number, sources.tobytes()) for number, sources in sorted(linked.items()))
        self.db.executemany("INSERT INTO linked VALUES (?, ?)", rows)
        keys = sorted((encode_text(key), key) for key in names.keys() | askers.keys())
        self.db.executemany(
            "INSERT INTO name VALUES (?, ?, ?)",
            (
                (
                    stored,
                    serialize(names[key]) if key in names else None,
                    askers[key].tobytes() if key in askers else None,
                )
                for stored, key in keys
            ),
        )

    def put_name(self, column: str, key: str, value: bytes | None) -> None:
        """Store which notes have a name (`hits`), or which look it up (`askers`)."""
        self.db.execute(
            f"INSERT INTO name (key, {column}) VALUES (?, ?) "  # noqa: S608
            f"ON CONFLICT (key) DO UPDATE SET {column} = excluded.{column}",
            (encode_text(key), value),
        )
