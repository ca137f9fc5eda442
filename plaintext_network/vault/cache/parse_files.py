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
from plaintext_network.vault.files.note_text import content_digest
from plaintext_network.vault.files.walk import File, skip_reason
from plaintext_network.vault.parallel_map import Progress, map_in_pieces
from plaintext_network.vault.serialize_facts import serialize_facts

# Files that a worker process parses between two results.
PIECE = 50
# The number of files from which starting worker processes pays.
WORTH_SHARING = 400
# The tick of the coarsest file system clock in use, and a margin: a file that was changed less than this before it was
# listed may change again and keep its times (git's "racily clean").
TICK_NS = 2_100_000_000


_NUMBERS = Struct("5q")


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

    def work(piece: Sequence[File]) -> list[tuple[Any, ...]]:
        with read_file.Reader(root) as reader:
            return [
                _to_plain(parse_one(reader, rules, file, digests.get(file.path), began, owned))
                for file in piece
            ]

    fresh = [is_racy(file.seen, began) for file in files]
    if True in fresh:
        files = [*compress(files, map(not_, fresh)), *compress(files, fresh)]
    for plain in map_in_pieces(work, files, PIECE, WORTH_SHARING, progress, "notes read"):
        path, seen, digest, facts, names, problem, is_unchanged = plain
        yield ParsedFile(
            path, seen, digest, facts, names and Identity(*names), problem and Problem(*problem), is_unchanged
        )


def _to_plain(parsed: ParsedFile) -> tuple[Any, ...]:
    """Return a result as plain values, as they go between processes."""
    path, seen, digest, facts, names, problem, is_unchanged = parsed
    return path, seen, digest, facts, names and tuple(names), problem and tuple(problem), is_unchanged


def parse_one(
    reader: read_file.Reader,
    rules: Rules,
    file: File,
    digest: bytes | None,
    began: int,
    owned: Collection[str] = (),
) -> ParsedFile:
    """Parse one file; `digest` is that of the bytes that were read from it before."""
    original = conflict_copies.copy_of(file.path.rpartition("/")[2])
    if original is not None:
        return ParsedFile(file.path, file.seen, problem=copy_problem(file.path, original))
    if problem := skip_reason(file):
        return ParsedFile(file.path, file.seen, problem=problem)
    if fresh := is_racy(file.seen, began):
        began = time.time_ns()
    try:
        content = reader.read(file.path)
    except FileNotFoundError:
        return ParsedFile(file.path, b"")
    except read_file.NotRead as refused:
        # Permissions can change without a trace on the file, so each run tries again.
        return ParsedFile(file.path, b"", problem=refused.problem)
    listed = file.size
    size = listed if listed > read_file.LIMIT else None
    new_digest = content_digest(content, size)
    # Fresh when it was listed, and old enough when it was read: a later change gives it another time.
    is_trusted = not fresh or (reader.fingerprint == file.seen and not is_racy(file.seen, began))
    seen = file.seen if is_trusted else b""
    if new_digest == digest:
        return ParsedFile(file.path, seen, new_digest, is_unchanged=True)
    among = bool(owned) and any(folder in owned for folder in folders_around(file.path, rules))
    facts = read_facts(parse(content, size), file.path, rules, in_folder_of_another=among)
    return ParsedFile(file.path, seen, new_digest, serialize_facts(facts), identity(facts))


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
