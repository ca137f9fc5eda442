"""Owns what is kept of a vault in its database: what each note says, where its links lead, what is known of each contact."""

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
    from plaintext_network.network.people.find_contact import ContactNames
    from plaintext_network.vault.cache.parse_files import ParsedFile

_PUT_FILE = (
    "INSERT INTO file (path, kind, seen, digest, copy) VALUES (?, ?, ?, ?, 0) ON CONFLICT (path) "
    "DO UPDATE SET kind = excluded.kind, seen = excluded.seen, digest = excluded.digest"
)
_PUT_FACTS = "INSERT OR REPLACE INTO facts SELECT id, ? FROM file WHERE path = ?"


class CacheTables(Database):
    """What is kept of one vault. Disposable; files go by their paths, and within by numbers."""

    def again(self) -> "CacheTables":
        """Return the same cache, not yet opened, for another process."""
        return CacheTables(self._base)

    # Files

    def seen(self) -> dict[str, bytes]:
        """Return every file that is known, with its fingerprint; an empty one is not trusted."""
        rows = self.rows("SELECT path, seen FROM file UNION ALL SELECT path, seen FROM aside")
        return {decode_text(path): seen for path, seen in rows}

    def digests(self, paths: Iterable[str]) -> dict[str, bytes]:
        """Return, of those notes that are known, the digests of the bytes that they were last read from."""
        found = {}
        for path in paths:
            row = self.row("SELECT digest FROM file WHERE path = ?", (encode_text(path),))
            if row is not None:
                found[path] = row[0]
        return found

    def kinds(self) -> list[tuple[str, str]]:
        """Return every note's path and kind, by path, doubtful copies too."""
        return [
            (decode_text(path), kind) for path, kind in self.rows("SELECT path, kind FROM file ORDER BY path")
        ]

    def numbers(self) -> dict[str, int]:
        """Return the numbers of all notes but doubtful copies."""
        return {
            decode_text(path): number
            for number, path in self.rows("SELECT id, path FROM file WHERE NOT copy")
        }

    def copies(self) -> set[str]:
        """Return the doubtful copies."""
        return {decode_text(path) for (path,) in self.rows("SELECT path FROM file WHERE copy")}

    def facts_between(self, first: int, last: int) -> list[tuple[int, bytes]]:
        """Return what the notes with these numbers say, as it is kept; without doubtful copies."""
        sql = "SELECT id, value FROM facts JOIN file USING (id) WHERE id BETWEEN ? AND ? AND NOT copy"
        return list(self.rows(sql, (first, last)))

    def facts(self, path: str) -> Facts | None:
        """Return what a file says, whether or not it is a doubtful copy."""
        sql = "SELECT value FROM facts WHERE id = (SELECT id FROM file WHERE path = ?)"
        row = self.row(sql, (encode_text(path),))
        return None if row is None else deserialize(row[0])

    def is_copy(self, path: str) -> bool:
        """Tell whether a file was found to be a copy that a sync program made."""
        row = self.row("SELECT copy FROM file WHERE path = ?", (encode_text(path),))
        return bool(row and row[0])

    def put_parsed(self, batch: "Sequence[ParsedFile]") -> None:
        """Keep what came of files."""
        notes = [(encode_text(one.path), one, one.identity) for one in batch if one.identity is not None]
        self.db.executemany("DELETE FROM aside WHERE path = ?", ((key,) for key, _, _ in notes))
        self.db.executemany(
            _PUT_FILE, ((key, identity.kind, one.seen, one.digest) for key, one, identity in notes)
        )
        self.db.executemany(_PUT_FACTS, ((one.facts, key) for key, one, _ in notes))
        for one in batch:
            if one.same:
                key = encode_text(one.path)
                self.db.execute("UPDATE file SET seen = ? WHERE path = ?", (one.seen, key))
                self.db.execute("UPDATE aside SET seen = ? WHERE path = ?", (one.seen, key))
            elif one.identity is None:
                self.drop_file(one.path)
                if one.problem is not None:
                    self.put_aside(one.path, one.seen, one.problem)

    def put_copy(self, path: str, problem: Problem | None) -> None:
        """Keep that a note is a doubtful copy, and why, or that it is none."""
        key = encode_text(path)
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
        key = encode_text(path)
        for table in ("facts", "resolved", "passed", "contact", "linked"):
            self.db.execute(f"DELETE FROM {table} WHERE id = (SELECT id FROM file WHERE path = ?)", (key,))  # noqa: S608
        self.db.execute("DELETE FROM file WHERE path = ?", (key,))
        self.db.execute("DELETE FROM aside WHERE path = ?", (key,))

    def put_aside(self, path: str, seen: bytes, problem: Problem) -> None:
        """Keep why a file is no note."""
        self.db.execute(
            "INSERT OR REPLACE INTO aside VALUES (?, ?, ?)", (encode_text(path), seen, serialize(problem))
        )

    def aside_of(self, path: str) -> Problem | None:
        """Return why a file is no note; None where it is one, or is not known."""
        row = self.row("SELECT problem FROM aside WHERE path = ?", (encode_text(path),))
        return None if row is None else deserialize(row[0])

    def drop_aside(self, path: str) -> None:
        """Forget why a file is no note."""
        self.db.execute("DELETE FROM aside WHERE path = ?", (encode_text(path),))

    def aside(self) -> list[Problem]:
        """Return why files are no notes."""
        return [deserialize(row[0]) for row in self.rows("SELECT problem FROM aside ORDER BY path")]

    # Contacts

    def put_contact(self, path: str, standing: bytes, known: bytes) -> None:
        """Keep what `due` must know of a contact, and what it goes by."""
        self.db.execute(
            "INSERT OR REPLACE INTO contact SELECT id, ?, ? FROM file WHERE path = ?",
            (standing, known, encode_text(path)),
        )

    def drop_contacts(self) -> None:
        """Forget all contacts, but not their files."""
        self.db.execute("DELETE FROM contact")

    def drop_contact(self, path: str) -> None:
        """Forget a contact, but not its file."""
        self.db.execute(
            "DELETE FROM contact WHERE id = (SELECT id FROM file WHERE path = ?)", (encode_text(path),)
        )

    def contact_states(self) -> Iterator[ContactState]:
        """Yield what `due` must know of everyone, by path."""
        for row in self.rows("SELECT standing FROM contact JOIN file USING (id) ORDER BY path"):
            yield deserialize(row[0])

    def contact(self, path: str) -> "tuple[ContactState, ContactNames] | None":
        """Return what `due` must know of one contact, and what it goes by."""
        sql = "SELECT standing, known FROM contact WHERE id = (SELECT id FROM file WHERE path = ?)"
        row = self.row(sql, (encode_text(path),))
        return None if row is None else (deserialize(row[0]), deserialize(row[1]))

    def known(self) -> "list[ContactNames]":
        """Return what everyone goes by, by path."""
        rows = self.rows("SELECT known FROM contact JOIN file USING (id) ORDER BY path")
        return [deserialize(row[0]) for row in rows]

    # The index

    def index(self) -> Index:
        """Return the index, each part of which is read when it is asked for."""
        return stored_index(self)

    def put_index(self, index: Index) -> None:
        """Keep what changed in an index that was made from this one; the files it stands on are put first."""
        ids = Numbers(self)
        for table, changes in (
            ("resolved", changes_of(index.resolved)),
            ("passed", {path: p and to_plain(p) for path, p in changes_of(index.interactions).items()}),
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
        passed: Iterable[tuple[int, bytes]],
        askers: Mapping[str, "array[int]"],
        linked: Mapping[int, "array[int]"],
    ) -> None:
        """Keep a whole index in place of what there was; notes go by their numbers."""
        for table in ("resolved", "passed", "linked", "name"):
            self.db.execute(f"DELETE FROM {table}")  # noqa: S608
        self.db.executemany("INSERT INTO resolved VALUES (?, ?)", sorted(resolved))
        self.db.executemany("INSERT INTO passed VALUES (?, ?)", sorted(passed))
        rows = ((number, sources.tobytes()) for number, sources in sorted(linked.items()))
        self.db.executemany("INSERT INTO linked VALUES (?, ?)", rows)
        keys = sorted((encode_text(key), key) for key in names.keys() | askers.keys())
        self.db.executemany(
            "INSERT INTO name VALUES (?, ?, ?)",
            (
                (
                    kept,
                    serialize(names[key]) if key in names else None,
                    askers[key].tobytes() if key in askers else None,
                )
                for kept, key in keys
            ),
        )

    def put_name(self, column: str, key: str, value: bytes | None) -> None:
        """Keep who goes by a name (`hits`), or who asks for it (`askers`)."""
        self.db.execute(
            f"INSERT INTO name (key, {column}) VALUES (?, ?) "  # noqa: S608
            f"ON CONFLICT (key) DO UPDATE SET {column} = excluded.{column}",
            (encode_text(key), value),
        )
