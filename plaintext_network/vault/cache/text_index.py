"""Keeps the full-text index in a vault's database, and ranks notes by it. Decides neither what is indexed nor who matches."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import groupby
from typing import NamedTuple

from plaintext_network.model.note.facts import Facts
from plaintext_network.network.search.full_text import IndexedText, indexed_text, searchable
from plaintext_network.network.search.relevance import CONTACT, WEIGHTS, Relevance, relevance
from plaintext_network.network.search.tokens import tokens
from plaintext_network.network.search.words import Phrase
from plaintext_network.vault.cache.check_unchanged import VaultCheck
from plaintext_network.vault.cache.database import DATABASE_ERRORS, Database
from plaintext_network.vault.files.note_text import note_content
from plaintext_network.vault.files.read_file import Reader
from plaintext_network.vault.parallel_map import Progress, map_in_pieces
from plaintext_network.vault.serialize import CacheUnreadable, decode_text, deserialize

# Notes in one transaction; an interruption loses at most one.
BATCH = 5000
# Notes for which a worker process returns one result, and the number of notes from which starting workers pays.
PIECE, WORTH_SHARING = 200, 1000
# Values in one query; older versions of SQLite take no more than 999.
_MOST_VALUES = 500

_RANK = """
    SELECT
        rowid,
        CASE WHEN bm25(note_text, 1, 0, 0) < 0 THEN 2 WHEN bm25(note_text, 0, 1, 0) < 0 THEN 1 ELSE 0 END,
        -bm25(note_text, WEIGHTS) * (1 + CONTACT * (rowid & 1))
    FROM note_text WHERE note_text MATCH ? ORDER BY 2 DESC, 3 DESC LIMIT ?
""".replace("WEIGHTS", ", ".join(map(str, WEIGHTS))).replace("CONTACT", str(CONTACT))


class TextIndex:
    """The full-text index in an open database. Reading raises CacheUnreadable if it fails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def is_current(self) -> bool:
        """Whether every note is indexed as it is in the database."""
        return (
            self._database.has_text_index and self._database.row("SELECT 1 FROM not_indexed LIMIT 1") is None
        )

    def ranked(
        self, phrases: Sequence[Phrase], limit: int | None = None
    ) -> Iterator[tuple[Relevance, Facts]]:
        """Yield the notes with all of these phrases, best first, then by path. `limit` is how many are probably needed."""
        query = " AND ".join(map(_quoted, phrases))
        size = -1 if limit is None else 2 * limit + 20
        done = 0
        while True:
            rows = list(self._database.rows(_RANK, (query, size)))
            is_all = size < 0 or len(rows) < size
            found = [(relevance(tier, weight), number) for number, tier, weight in rows]
            if not is_all:
                # There may be more like the last.
                found = [pair for pair in found if pair[0] != found[-1][0]]
            for best, group in groupby(found[done:], key=lambda pair: pair[0]):
                for _, number in sorted(self._paths([number >> 1 for _, number in group])):
                    yield best, self._facts(number)
            if is_all:
                return
            done, size = len(found), 8 * size

    def _paths(self, numbers: Sequence[int]) -> Iterator[tuple[str, int]]:
        for at in range(0, len(numbers), _MOST_VALUES):
            batch = numbers[at : at + _MOST_VALUES]
            sql = f"SELECT path, id FROM file WHERE id IN ({','.join('?' * len(batch))})"  # noqa: S608
            for path, number in self._database.rows(sql, batch):
                yield decode_text(path), number

    def _facts(self, number: int) -> Facts:
        row = self._database.row("SELECT value FROM facts WHERE id = ?", (number,))
        if row is None:
            raise CacheUnreadable(f"the note {number} is indexed, but not stored")
        facts: Facts = deserialize(row[0])
        return facts


def _quoted(phrase: Phrase) -> str:
    return f'"{" ".join(phrase.tokens)}"' + (" *" if phrase.is_open else "")


def current_text_index(check: VaultCheck) -> TextIndex | None:
    """Return the full-text index of an unchanged vault, if it is current. Raises CacheUnreadable."""
    if not check.unchanged or check.snapshot is None:
        return None
    database = Database(check.base)
    try:
        if not database.is_intact():
            return None
        database.begin_read()
        index = TextIndex(database)
        return index if database.state == check.snapshot.facts["state"] and index.is_current else None
    except DATABASE_ERRORS as error:
        raise CacheUnreadable(str(error)) from error


class _Row(NamedTuple):
    """A note to index: its number, None if it is gone or a copy, and its distinct tokens, separated by spaces.

    `is_certain` is False if its file is not as it was when it was parsed; then the next search indexes it again.
    """

    id: int
    number: int | None = None
    text: IndexedText = IndexedText("", "", "")
    sizes: tuple[int, ...] = ()
    terms: str = ""
    is_certain: bool = True


def update_text_index(database: Database, root: str, progress: Progress | None = None) -> TextIndex:
    """Index the notes that have changed, in the database as it is being read, and return the index.

    Raises CacheUnreadable if that fails, or if another process changes the database meanwhile.
    """
    state = database.state
    try:
        ids = _to_index(database)
        vocabulary = _Vocabulary(database)
        for at in range(0, len(ids), BATCH):
            rows = list(_read_batch(database, root, ids[at : at + BATCH], at, len(ids), progress))
            _store_batch(database, state, rows, vocabulary)
    except (*DATABASE_ERRORS, OSError) as error:
        raise CacheUnreadable(str(error)) from error
    finally:
        # The answer is of the state in which the search began, or of none.
        with suppress(*DATABASE_ERRORS, CacheUnreadable):
            database.end_read()
            database.begin_read()
    if database.state != state:
        raise CacheUnreadable("another process has changed it")
    return TextIndex(database)


def drop_text_index(database: Database) -> None:
    """Delete the full-text index, if there is one and no other process is writing."""
    with suppress(CacheUnreadable, OSError, *DATABASE_ERRORS):
        if not database.has_text_index:
            return
        state = database.state
        database.end_read()
        database.lock()
        try:
            if database.is_intact() and database.state == state:
                database.copy_if_being_read()
                database.drop_text_index()
        finally:
            database.unlock()


def _to_index(database: Database) -> list[int]:
    table = "not_indexed" if database.has_text_index else "file WHERE NOT copy"
    return [number for (number,) in database.rows(f"SELECT id FROM {table} ORDER BY id")]  # noqa: S608


def _read_batch(
    database: Database, root: str, ids: Sequence[int], done: int, total: int, progress: Progress | None
) -> Iterator[_Row]:
    """Read the notes with these numbers, on every core if there are many."""
    sql = (
        "SELECT id, path, digest, value FROM file JOIN facts USING (id) WHERE NOT copy AND id BETWEEN ? AND ?"
    )
    wanted = set(ids)
    stored = [row for row in database.rows(sql, (ids[0], ids[-1])) if row[0] in wanted]
    yield from (_Row(number) for number in wanted - {row[0] for row in stored})

    def work(piece: Sequence[tuple[int, bytes, bytes, bytes]]) -> list[_Row]:
        with Reader(root) as reader:
            return [_read(reader, root, *row) for row in piece]

    report: Progress | None = None
    if progress is not None:
        tell = progress

        def report(number: int, _: int, what: str) -> None:
            tell(done + number, total, what)

    yield from map_in_pieces(work, stored, PIECE, WORTH_SHARING, report, "notes indexed")


def _read(reader: Reader, root: str, number: int, path: bytes, digest: bytes, value: bytes) -> _Row:
    facts: Facts = deserialize(value)
    content = note_content(reader, root, decode_text(path))
    indexed = indexed_text(searchable(facts, content.text))
    parts = list(map(tokens, indexed))
    terms = " ".join(dict.fromkeys(token for part in parts for token in part))
    row = 2 * number + (facts.kind == "contact")
    return _Row(number, row, indexed, tuple(map(len, parts)), terms, content.digest == digest)


def _store_batch(database: Database, state: str, rows: Sequence[_Row], vocabulary: "_Vocabulary") -> None:
    database.end_read()
    database.lock()
    try:
        if not database.is_intact() or database.state != state:
            raise CacheUnreadable("another process has changed it")
        database.copy_if_being_read()
        with database.writing_text_index():
            if not database.has_text_index:
                database.create_text_index()
            for row in rows:
                _replace(database, row, vocabulary)
            vocabulary.store()
    finally:
        database.unlock()


def _replace(database: Database, row: _Row, vocabulary: "_Vocabulary") -> None:
    """Index one note anew."""
    sql = "SELECT number, terms FROM indexed WHERE number BETWEEN ? AND ?"
    for number, terms in database.db.execute(sql, (2 * row.id, 2 * row.id + 1)).fetchall():
        database.db.execute(
            "INSERT INTO note_text (note_text, rowid, names, properties, body) VALUES ('delete', ?, ?, ?, ?)",
            (number, *vocabulary.parts(terms)),
        )
        database.db.execute("DELETE FROM indexed WHERE number = ?", (number,))
    if row.number is not None:
        values = (row.number, *row.text)
        database.db.execute(
            "INSERT INTO note_text (rowid, names, properties, body) VALUES (?, ?, ?, ?)", values
        )
        database.db.execute("INSERT INTO indexed VALUES (?, ?)", (row.number, vocabulary.packed(row)))
    if row.is_certain:
        database.db.execute("DELETE FROM not_indexed WHERE id = ?", (row.id,))


class _Vocabulary:
    """The tokens of all notes, by number."""

    def __init__(self, database: Database) -> None:
        self._database = database
        rows = database.rows("SELECT word, id FROM term") if database.has_text_index else ()
        self._ids: dict[str, int] = dict(rows)
        self._stored = len(self._ids)

    def packed(self, row: _Row) -> bytes:
        """Return the number of tokens in each part of a note, and its distinct tokens as the differences of their numbers."""
        ids = self._ids
        numbers = sorted([ids.setdefault(term, len(ids)) for term in row.terms.split(" ") if term])
        steps = [after - before for before, after in zip((0, *numbers), numbers, strict=False)]
        return _pack((*row.sizes, *steps))

    def parts(self, packed: bytes) -> tuple[str, str, str]:
        """Return texts that delete a note from the index.

        SQLite removes every token of a row, wherever it was; besides, only the number of tokens in each part matters.
        """
        names, properties, body, *steps = _unpack(packed)
        terms = []
        at = 0
        for step in steps:
            at += step
            row = self._database.row("SELECT word FROM term WHERE id = ?", (at,))
            if row is None:
                raise CacheUnreadable(f"no word has the number {at}")
            terms.append(row[0])
        terms += terms[-1:] * (names + properties + body - len(terms))
        middle = names + properties
        return " ".join(terms[:names]), " ".join(terms[names:middle]), " ".join(terms[middle:])

    def store(self) -> None:
        """Store the tokens that are new."""
        new = list(self._ids.items())[self._stored :]
        self._database.db.executemany("INSERT INTO term (word, id) VALUES (?, ?)", new)
        self._stored = len(self._ids)


def _pack(numbers: Sequence[int]) -> bytes:
    """Return numbers in groups of seven bits, the lowest first; the high bit marks that another group follows."""
    packed = bytearray()
    for number in numbers:
        while number > 0x7F:
            packed.append(number & 0x7F | 0x80)
            number >>= 7
        packed.append(number)
    return bytes(packed)


def _unpack(packed: bytes) -> list[int]:
    numbers = []
    number = shift = 0
    for byte in packed:
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            numbers.append(number)
            number = shift = 0
    return numbers
