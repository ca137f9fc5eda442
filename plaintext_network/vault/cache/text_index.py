"""Stores the full-text index in a vault's database, and ranks notes by it. Decides neither what is indexed nor what matches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from itertools import accumulate, groupby, islice
from operator import sub

from plaintext_network.model.language.normalize import stem_of
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.search.full_text import (
    Properties,
    SearchableNote,
    indexed_text,
    searchable,
    searchable_properties,
)
from plaintext_network.network.search.relevance import CONTACT, WEIGHTS, Relevance, relevance
from plaintext_network.network.search.tokens import tokens
from plaintext_network.network.search.words import Phrase
from plaintext_network.vault.cache.check_unchanged import VaultCheck
from plaintext_network.vault.cache.database import Database
from plaintext_network.vault.cache.file_lock import DATABASE_ERRORS, is_damage
from plaintext_network.vault.files.note_text import note_content
from plaintext_network.vault.files.read_file import Reader
from plaintext_network.vault.serialize import (
    CacheDamaged,
    CacheUnreadable,
    decode_text,
    deserialize_plain,
    serialize_plain,
)

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plaintext_network.vault.parallel_map import Progress

# Notes in one transaction; an interruption loses at most one transaction. Other processes can write between two.
BATCH = 2500
# Notes for which a worker process returns one result, and the number of notes from which starting workers pays.
PIECE, WORTH_SHARING = 200, 1000

_RANK = """
    SELECT
        rowid,
        CASE WHEN bm25(note_text, 1, 1, 0) < 0 THEN 1 + (bm25(note_text, 1, 0, 0) < 0) ELSE 0 END,
        -bm25(note_text, WEIGHTS) * (1 + CONTACT * (rowid & 1))
    FROM note_text WHERE note_text MATCH ? ORDER BY 2 DESC, 3 DESC LIMIT ?
""".replace("WEIGHTS", ", ".join(map(str, WEIGHTS))).replace("CONTACT", str(CONTACT))

_SOME = "SELECT count(*) FROM (SELECT 1 FROM note_text WHERE note_text MATCH ? LIMIT ?)"
# The plus sign keeps SQLite from running the first query again for each of these rows.
_RANK_SOME = _RANK.replace(
    "ORDER BY", "AND +rowid IN (SELECT rowid FROM note_text WHERE note_text MATCH ?) ORDER BY"
)


class TextIndex:
    """The full-text index in an open database. Reading raises CacheUnreadable if it fails."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def is_current(self, code: bytes) -> bool:
        """Return whether every note is indexed as it is in the database, by this version of the code."""
        database = self.database
        return (
            database.has_text_index
            and database.meta("text code") == code
            and database.row("SELECT 1 FROM not_indexed LIMIT 1") is None
        )

    def ranked(
        self, phrases: Sequence[Phrase], limit: int | None = None
    ) -> Iterator[tuple[Relevance, SearchableNote]]:
        """Yield the notes with all of these phrases, best first, then by path, without their texts.

        `limit` is how many the caller probably needs.
        """
        query = " AND ".join(map(_quoted, phrases))
        # A note with one of these in a name or a property comes before all others.
        prominent = " OR ".join(f"{{names properties}} : {_quoted(phrase)}" for phrase in phrases)
        size = -1 if limit is None else 2 * limit + 20
        done = 0
        while True:
            rows = self._best(query, prominent, size)
            is_all = size < 0 or len(rows) < size
            found = [(relevance(tier, weight), number) for number, tier, weight in rows]
            if not is_all:
                # There may be more like the last.
                found = [pair for pair in found if pair[0] != found[-1][0]]
            for best, group in groupby(found[done:], key=lambda pair: pair[0]):
                for note in sorted(self._notes([number for _, number in group])):
                    yield best, note
            if is_all:
                return
            done, size = len(found), 8 * size

    def _best(self, query: str, prominent: str, size: int) -> list[tuple[int, int, float]]:
        """Return the number, tier and weight of the first notes that match a query; of all if `size` is negative.

        If `size` notes also match `prominent`, the others need no weight. For a common word, weights take most of the time.
        """
        some = self.database.row(_SOME, (prominent, size)) if size > 0 else None
        if some is not None and some[0] == size:
            rows = list(self.database.rows(_RANK_SOME, (query, prominent, size)))
            if len(rows) == size:
                return rows
        return list(self.database.rows(_RANK, (query, size)))

    def _notes(self, numbers: Sequence[int]) -> Iterator[SearchableNote]:
        sql = """
            SELECT path, kind, id, indexed.names
            FROM indexed JOIN file ON id = number >> 1 WHERE number IN ({marks})
        """
        for stored, kind, number, stored_names in self.database.rows_among(sql, numbers):
            path = decode_text(stored)
            try:
                names = (stem_of(path),) if stored_names is None else deserialize_plain(stored_names)
                name, *others = names
            except (CacheDamaged, TypeError, ValueError) as error:
                raise self.database.unreadable(error) from error
            yield SearchableNote(path, kind, name, tuple(others), partial(self._properties, number), "")

    def _properties(self, number: int) -> Properties:
        # Late: most matches are in a text or a name.
        from plaintext_network.vault.serialize_facts import deserialize_facts

        row = self.database.row("SELECT value FROM facts WHERE id = ?", (number,))
        if row is None:
            raise CacheUnreadable(f"the note {number} is indexed, but not stored")
        try:
            return searchable_properties(deserialize_facts(row[0]))
        except CacheDamaged as error:
            raise self.database.unreadable(error) from error


def _quoted(phrase: Phrase) -> str:
    return f'"{" ".join(phrase.tokens)}"' + (" *" if phrase.is_open else "")


def stored_text_index(check: VaultCheck) -> TextIndex | None:
    """Return the full-text index in the database of an unchanged vault; it may be outdated or missing. Raises CacheUnreadable."""
    if not check.unchanged or check.snapshot is None:
        return None
    database = Database(check.base)
    is_same = database.is_intact() and database.state == check.snapshot.facts["state"]
    return TextIndex(database) if is_same else None


class _Row(NamedTuple):
    """A note to index: its number, None if it is gone or a copy; its text; and its distinct tokens.

    `searched_names` are as stored: None if its file's name is its only one. `sizes` are the numbers of tokens in the parts of
    its text. `is_certain` is False if its file has changed since it was parsed; then the next search indexes it again.
    """

    id: int
    number: int | None = None
    names: str = ""
    properties: str = ""
    body: str = ""
    sizes: tuple[int, ...] = ()
    terms: tuple[str, ...] = ()
    searched_names: bytes | None = None
    is_certain: bool = True


def update_text_index(
    database: Database, root: str, code: bytes, progress: Progress | None = None
) -> TextIndex:
    """Index the notes that have changed, in the database as it is being read, and return the index.

    `code` is the `code_key`; if what decides about the index has changed, every note is indexed again. Raises
    CacheUnreadable if that fails, or if another process changes the database meanwhile.
    """
    state = database.state
    try:
        if not database.has_text_index or database.meta("text code") != code:
            _prepare(database, state, code)
        while not _index_notes(database, root, state, progress):
            # Another search has indexed some of them meanwhile.
            pass
    except Exception as error:
        if is_damage(error) or isinstance(error, (*DATABASE_ERRORS, OSError)):
            raise database.unreadable(error) from error
        raise
    finally:
        _read_again(database)
    if database.state != state:
        raise CacheUnreadable("another process has changed it")
    return TextIndex(database)


def _index_notes(database: Database, root: str, state: str, progress: Progress | None) -> bool:
    """Index the notes that are `not_indexed`; return False if another process has written the index meanwhile."""
    _read_again(database)
    if not database.has_text_index:
        raise CacheUnreadable("another process has dropped the full-text index")
    # These three are of one moment: an index that was written later numbers other words.
    writes = database.number("writes")
    vocabulary = _Vocabulary(database)
    rows = _read_notes(database, root, progress)
    while batch := list(islice(rows, BATCH)):
        with _writing(database, state):
            if database.number("writes") != writes:
                return False
            _replace(database, batch, vocabulary)
            vocabulary.store()
        writes += 1
    return True


def drop_text_index(database: Database) -> None:
    """Delete the full-text index, if there is one and no other process is writing."""
    try:
        if database.has_text_index:
            with _writing(database, database.state, vacuum=True):
                # Another process may have done so.
                if database.has_text_index:
                    database.drop_text_index()
    except (CacheUnreadable, OSError):
        # Then the next search tries again.
        return
    except DATABASE_ERRORS as error:
        # SQLite drops no damaged index. A database that another process reads is none.
        if is_damage(error):
            database.condemn()
    finally:
        _read_again(database)


def _read_again(database: Database) -> None:
    """Begin to read again. The state may be another one than before, or none."""
    with suppress(*DATABASE_ERRORS, CacheUnreadable):
        database.end_read()
        database.begin_read()


def _prepare(database: Database, state: str, code: bytes) -> None:
    """Create the index, or make sure that this version of the code indexes alike."""
    # Late: reading every source file takes a while.
    from plaintext_network.vault.cache.code_layers import code_layers

    layer = code_layers(code).text
    with _writing(database, state):
        if database.has_text_index and database.meta("text layer") != layer:
            database.drop_text_index()
        if not database.has_text_index:
            database.create_text_index()
        database.set_meta("text code", code)
        database.set_meta("text layer", layer)


def _read_notes(database: Database, root: str, progress: Progress | None) -> Iterator[_Row]:
    """Yield the notes that are `not_indexed`, read on every core if there are many. Nothing is read while another batch is written."""
    # Late: most searches index nothing.
    from plaintext_network.vault.parallel_map import map_in_pieces

    wanted = {number for (number,) in database.rows("SELECT id FROM not_indexed")}
    sql = "SELECT id, path, digest, value FROM not_indexed JOIN file USING (id) JOIN facts USING (id) WHERE NOT copy"
    # All at once: the caller writes the database between two of them.
    stored = list(database.rows(sql))
    yield from map(_Row, wanted.difference(row[0] for row in stored))

    def work(piece: Sequence[tuple[int, bytes, bytes, bytes]]) -> list[tuple[Any, ...]]:
        with Reader(root) as reader:
            return [tuple(_read(reader, *row)) for row in piece]

    yield from map(_Row._make, map_in_pieces(work, stored, PIECE, WORTH_SHARING, progress, "notes indexed"))


def _read(reader: Reader, number: int, path: bytes, digest: bytes, value: bytes) -> _Row:
    # Late: see `_properties`.
    from plaintext_network.vault.serialize_facts import deserialize_facts

    facts = deserialize_facts(value)
    content = note_content(reader, decode_text(path))
    note = searchable(facts, content.text)
    indexed = indexed_text(note)
    parts = list(map(tokens, indexed))
    terms = tuple(set().union(*parts))
    row = 2 * number + (facts.kind == "contact")
    names = (note.name, *note.others)
    stored_names = None if names == (facts.stem,) else serialize_plain(names)
    return _Row(number, row, *indexed, tuple(map(len, parts)), terms, stored_names, content.digest == digest)


@contextmanager
def _writing(database: Database, state: str, *, vacuum: bool = False) -> Iterator[None]:
    """Hold the lock and write, if nobody has changed the database since it was in a state; else raise CacheUnreadable."""
    database.end_read()
    database.lock()
    try:
        if not database.is_intact() or database.state != state:
            raise CacheUnreadable("another process has changed it")
        database.copy_if_being_read()
        with database.writing_text_index():
            yield
        if vacuum:
            database.vacuum()
    finally:
        database.unlock()


def _replace(database: Database, rows: Sequence[_Row], vocabulary: _Vocabulary) -> None:
    """Index some notes again."""
    execute, executemany = database.db.execute, database.db.executemany
    for number, terms in _indexed(database, [row.id for row in rows]):
        execute(
            "INSERT INTO note_text (note_text, rowid, names, properties, body) VALUES ('delete', ?, ?, ?, ?)",
            (number, *vocabulary.parts(terms)),
        )
        execute("DELETE FROM indexed WHERE number = ?", (number,))
    present = [row for row in rows if row.number is not None]
    executemany(
        "INSERT INTO note_text (rowid, names, properties, body) VALUES (?, ?, ?, ?)",
        ((row.number, row.names, row.properties, row.body) for row in present),
    )
    executemany(
        "INSERT INTO indexed VALUES (?, ?, ?)",
        ((row.number, vocabulary.packed(row), row.searched_names) for row in present),
    )
    executemany("DELETE FROM not_indexed WHERE id = ?", ((row.id,) for row in rows if row.is_certain))


def _indexed(database: Database, ids: Sequence[int]) -> list[tuple[int, bytes]]:
    """Return what is stored to delete these notes from the index."""
    if database.row("SELECT 1 FROM indexed LIMIT 1") is None:
        return []
    sql = "SELECT number, terms FROM indexed WHERE number IN ({marks})"
    numbers = [number for each in ids for number in (2 * each, 2 * each + 1)]
    return list(database.rows_among(sql, numbers))


class _Vocabulary:
    """The tokens of all notes, by number."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._ids: defaultdict[str, int] = defaultdict()
        if database.has_text_index:
            self._ids.update(database.rows("SELECT word, id FROM term"))
        self._stored = len(self._ids)
        # A token that is looked up gets the next number if it has none.
        self._ids.default_factory = self._ids.__len__

    def packed(self, row: _Row) -> bytes:
        """Return the number of tokens in each part of a note, and its distinct tokens as the differences of their numbers."""
        numbers = sorted(map(self._ids.__getitem__, row.terms))
        return _pack([*row.sizes, *map(sub, numbers, [0, *numbers])])

    def parts(self, packed: bytes) -> tuple[str, str, str]:
        """Return texts that delete a note from the index.

        SQLite removes every token of a row, wherever it was; besides, only the number of tokens in each part matters.
        """
        names, properties, body, *steps = _unpack(packed)
        terms = []
        for at in accumulate(steps):
            row = self._database.row("SELECT word FROM term WHERE id = ?", (at,))
            if row is None:
                raise CacheUnreadable(f"no word has the number {at}")
            terms.append(row[0])
        terms += terms[-1:] * (names + properties + body - len(terms))
        middle = names + properties
        return " ".join(terms[:names]), " ".join(terms[names:middle]), " ".join(terms[middle:])

    def store(self) -> None:
        """Store the tokens that are new."""
        new = islice(self._ids.items(), self._stored, None)
        self._database.db.executemany("INSERT INTO term (word, id) VALUES (?, ?)", new)
        self._stored = len(self._ids)


# The last code point: a number of at least this size is stored as several that add up to it.
_MOST = 0x10FFFF


def _pack(numbers: Sequence[int]) -> bytes:
    """Return numbers as UTF-8 stores code points, so that small ones take one byte. No other way in Python is as fast."""
    if max(numbers) >= _MOST:
        numbers = [part for number in numbers for part in (*[_MOST] * (number // _MOST), number % _MOST)]
    return "".join(map(chr, numbers)).encode("utf-8", "surrogatepass")


def _unpack(packed: bytes) -> list[int]:
    numbers = []
    number = 0
    for part in map(ord, packed.decode("utf-8", "surrogatepass")):
        number += part
        if part < _MOST:
            numbers.append(number)
            number = 0
    return numbers
