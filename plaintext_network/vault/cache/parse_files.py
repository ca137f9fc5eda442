"""Reads and parses many note files, on every core. Stores nothing."""

import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import compress
from operator import not_
from struct import Struct
from typing import Any

from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.kinds import conflict_copies
from plaintext_network.model.note.kinds.folder_notes import folders_around
from plaintext_network.model.note.read_note import read_facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.index.names import Identity, identity
from plaintext_network.notes.note import parse
from plaintext_network.problems import Problem
from plaintext_network.problems import problem as new_problem
from plaintext_network.vault.files import read_file
from plaintext_network.vault.files.fingerprints import TICK_NS
from plaintext_network.vault.files.note_text import content_digest
from plaintext_network.vault.files.walk import File, skip_reason
from plaintext_network.vault.parallel_map import Progress, map_in_pieces
from plaintext_network.vault.serialize_facts import serialize_facts

# Files that a worker process parses between two results.
PIECE = 50
# Bytes that it reads before it parses them.
_MOST_HELD = 1_000_000
# The number of files from which starting worker processes pays.
WORTH_SHARING = 400


_NUMBERS = Struct("5q")
_new = tuple.__new__

# A ParsedFile as it goes between processes.
Plain = tuple[Any, ...]


class ParsedFile(NamedTuple):
    """The result of parsing one file: its serialized facts, or the problem. `seen` is its fingerprint, empty if untrusted.

    If it has neither facts nor a problem, the file is gone, or, with `is_unchanged`, its bytes are those that were read before.
    """

    path: str
    seen: bytes
    digest: bytes = b""
    facts: bytes = b""
    identity: Identity | None = None
    problem: Problem | None = None
    is_unchanged: bool = False


def parse_all(
    root: str,
    rules: Rules,
    files: Sequence[File],
    digests: Mapping[str, bytes],
    began: int,
    progress: Progress | None = None,
    owned: Collection[str] = (),
) -> Iterator[ParsedFile]:
    """Parse files, in any order. Those that changed last come last: if that takes a while, all can be trusted.

    `digests` are those of the bytes that were read before, by path; `began` is the time just before the listing, in ns;
    `owned` are the `owned_folders`.
    """

    def work(piece: Sequence[File]) -> list[Plain]:
        with read_file.Reader(root) as reader:
            return _parse(reader, rules, piece, digests, began, owned)

    fresh = [is_racy(file.seen, began) for file in files]
    if True in fresh:
        files = [*compress(files, map(not_, fresh)), *compress(files, fresh)]
    yield from map(_from_plain, map_in_pieces(work, files, PIECE, WORTH_SHARING, progress, "notes read"))


def parse_one(
    reader: read_file.Reader,
    rules: Rules,
    file: File,
    digest: bytes | None,
    began: int,
    owned: Collection[str] = (),
) -> ParsedFile:
    """Parse one file; `digest` is that of the bytes that were read from it before."""
    return _from_plain(_parse(reader, rules, [file], {file.path: digest}, began, owned)[0])


def _from_plain(plain: Plain) -> ParsedFile:
    """Return a result from plain values, as they go between processes."""
    path, seen, digest, facts, names, problem, is_unchanged = plain
    return ParsedFile(
        path, seen, digest, facts, names and Identity(*names), problem and Problem(*problem), is_unchanged
    )


class _Unparsed(NamedTuple):
    """The bytes of a file with their digest; `size` is that of the whole file if they were cut."""

    path: str
    seen: bytes
    digest: bytes
    content: bytes
    size: int | None


def _parse(
    reader: read_file.Reader,
    rules: Rules,
    files: Sequence[File],
    digests: Mapping[str, bytes | None],
    began: int,
    owned: Collection[str],
) -> list[Plain]:
    """Parse some files. Does each step for all files before the next: that takes a sixth less time than file by file."""
    results: list[Plain] = []
    unparsed: list[_Unparsed] = []
    held = 0
    for file in files:
        found = _read(reader, file, digests.get(file.path), began)
        if isinstance(found, ParsedFile):
            path, seen, digest, facts, names, problem, is_unchanged = found
            results.append((path, seen, digest, facts, names, problem and tuple(problem), is_unchanged))
            continue
        unparsed.append(found)
        held += len(found.content)
        if held > _MOST_HELD:
            results += _parse_contents(rules, unparsed, owned)
            unparsed, held = [], 0
    return results + _parse_contents(rules, unparsed, owned)


def _parse_contents(rules: Rules, files: Sequence[_Unparsed], owned: Collection[str]) -> list[Plain]:
    notes = [parse(content, size) for _, _, _, content, size in files]
    all_facts = [
        read_facts(
            note,
            path,
            rules,
            in_folder_of_another=bool(owned)
            and any(folder in owned for folder in folders_around(path, rules)),
        )
        for note, (path, _, _, _, _) in zip(notes, files, strict=True)
    ]
    stored = [serialize_facts(facts) for facts in all_facts]
    names = [tuple(identity(facts)) for facts in all_facts]
    return [
        (path, seen, digest, facts, name, None, False)
        for (path, seen, digest, _, _), facts, name in zip(files, stored, names, strict=True)
    ]


def _read(reader: read_file.Reader, file: File, digest: bytes | None, began: int) -> ParsedFile | _Unparsed:
    """Read one file; return what is to be parsed, or else the result."""
    path, seen = file.path, file.seen
    original = conflict_copies.copy_of(path.rpartition("/")[2])
    if original is not None:
        return ParsedFile(path, seen, problem=copy_problem(path, original))
    if problem := skip_reason(file):
        return ParsedFile(path, seen, problem=problem)
    if fresh := is_racy(seen, began):
        began = time.time_ns()
    try:
        content = reader.read(path)
    except FileNotFoundError:
        return ParsedFile(path, b"")
    except read_file.NotRead as refused:
        # Permissions can change without a trace on the file, so each run tries again.
        return ParsedFile(path, b"", problem=refused.problem)
    listed = file.size
    size = listed if listed > read_file.LIMIT else None
    new_digest = content_digest(content, size)
    # Fresh when it was listed, and old enough when it was read: a later change gives it another time.
    if fresh and (reader.fingerprint != seen or is_racy(seen, began)):
        seen = b""
    if new_digest == digest:
        return ParsedFile(path, seen, new_digest, is_unchanged=True)
    return _new(_Unparsed, (path, seen, new_digest, content, size))


def is_racy(seen: bytes, listed: int) -> bool:
    """Return whether a file could change and keep the fingerprint that it had at `listed`, in ns."""
    mtime: int
    ctime: int
    _, mtime, ctime, _, _ = _NUMBERS.unpack(seen)
    # A modification time in the future was set on purpose; setting it changed ctime.
    return ctime >= listed - TICK_NS or listed - TICK_NS <= mtime <= listed


def copy_problem(path: str, original: str) -> Problem:
    """Return the problem of a conflict copy; `original` is the name of the copied note."""
    return new_problem("conflict-copy", base=original)._replace(path=path)


def copied_note(path: str, copy: Facts, facts_of: Callable[[str], Facts | None]) -> str | None:
    """Return the name of the note in the same folder that this may be a copy of: one about the same person."""
    if copy.contact is None:
        return None
    folder, slash, name = path.rpartition("/")
    for original in conflict_copies.maybe_copy_of(name):
        facts = facts_of(folder + slash + original)
        if facts is not None and _is_copy(facts, copy, conflict_copies.suffix_kind(original, name)):
            return original
    return None


def _is_copy(original: Facts, copy: Facts, suffix: str) -> bool:
    """Return whether two notes describe the same person: by `uid`, e-mail address or `name`, as far as the file name allows.

    Two people may share a name (`Ada`, `Ada (London)`), and relatives an address (`Ada`, `Ada Lovelace`).
    """
    if original.contact is None or copy.contact is None:
        return False
    if original.contact.uid and copy.contact.uid:
        return original.contact.uid == copy.contact.uid
    named = dict(original.properties).get("name"), dict(copy.properties).get("name")
    if suffix == "mark" and named[0] and named[0] == named[1]:
        return True
    return suffix != "more name" and bool(set(original.contact.emails) & set(copy.contact.emails))
