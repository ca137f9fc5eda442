"""Owns the way from a note's file to what it says: many at once, on every core. Keeps nothing."""

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import NamedTuple

from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.read_note import read_facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.index.names import Identity, identity
from plaintext_network.notes.note import parse
from plaintext_network.problems import Problem, problem
from plaintext_network.vault.files import conflict_copies, read_file
from plaintext_network.vault.files.walk import File, skip_reason
from plaintext_network.vault.parallel_map import Progress, map_in_pieces
from plaintext_network.vault.serialize import serialize

# What is parsed between two looks at the clock; a helper is given one such piece at a time.
PIECE = 50
# So many notes are read before it pays to let another process help.
WORTH_SHARING = 400
# The coarsest clock of a file system in use, and some more: a file that changed so shortly before it was looked at may
# change again without its times telling (git's "racily clean").
TICK_NS = 2_100_000_000


class ParsedFile(NamedTuple):
    """What came of one file: facts, as they are kept, or why there are none. `seen` is empty where it can't be trusted.

    Neither facts nor problem: the file is gone, or, with `same`, its bytes are those that were read before.
    """

    path: str
    seen: bytes
    digest: bytes = b""
    facts: bytes = b""
    identity: Identity | None = None
    problem: Problem | None = None
    same: bool = False


def parse_all(
    root: str,
    rules: Rules,
    found: Sequence[File],
    digests: Mapping[str, bytes],
    began: int,
    progress: Progress | None = None,
) -> Iterator[ParsedFile]:
    """Read files, in any order. `digests` are those of what was read before; `began` is when they were looked at, in ns.

    A file that is gone meanwhile is left out, and whoever looks again finds it gone.
    """

    def work(piece: Sequence[File]) -> list[ParsedFile]:
        with read_file.Reader(root) as reader:
            return [parse_one(reader, rules, file, digests.get(file.path), began) for file in piece]

    yield from map_in_pieces(work, found, PIECE, WORTH_SHARING, progress, "notes read")


def parse_one(
    reader: read_file.Reader, rules: Rules, file: File, digest: bytes | None, began: int
) -> ParsedFile:
    """Read one file; `digest` is that of what was read from it before."""
    base = conflict_copies.copy_of(file.path.rpartition("/")[2])
    if base is not None:
        return ParsedFile(file.path, file.seen, problem=copy_problem(file.path, base))
    if aside := skip_reason(file):
        return ParsedFile(file.path, file.seen, problem=aside)
    try:
        content = reader.read(file.path)
    except FileNotFoundError:
        return ParsedFile(file.path, b"")
    except read_file.NotRead as refused:
        # Who may read it can change without any trace on the file: it is tried again each time.
        return ParsedFile(file.path, b"", problem=refused.problem)
    size = file.size if file.size > read_file.LIMIT else None
    found = blake2b(content, digest_size=16, salt=b"" if size is None else size.to_bytes(8, "big")).digest()
    seen = b"" if is_racy(file.seen, began) else file.seen
    if found == digest:
        return ParsedFile(file.path, seen, found, same=True)
    facts = read_facts(parse(content, size), file.path, rules)
    return ParsedFile(file.path, seen, found, serialize(facts), identity(facts))


def is_racy(seen: bytes, looked: int) -> bool:
    """Tell whether a file may yet change without its fingerprint doing so, as seen when it was looked at (ns)."""
    _, mtime, ctime, _, _ = array("q", seen)
    # A time of writing in the future was set by hand; that it was is what the other time tells.
    return ctime >= looked - TICK_NS or looked - TICK_NS <= mtime <= looked


def copy_problem(path: str, base: str) -> Problem:
    """Return what is said of a copy that a sync program made."""
    return problem("conflict-copy", base=base)._replace(path=path)


def copied_note(path: str, copy: Facts, facts_of: Callable[[str], Facts | None]) -> str | None:
    """Return the name of the note that OneDrive or iCloud may have copied: it stands beside it and says the same person."""
    if copy.contact is None:
        return None
    folder, slash, name = path.rpartition("/")
    for base in conflict_copies.maybe_copy_of(name):
        original = facts_of(folder + slash + base)
        if original is not None and _same_person(original, copy):
            return base
    return None


def _same_person(original: Facts, copy: Facts) -> bool:
    if original.contact is None or copy.contact is None:
        return False
    named = dict(original.properties).get("name"), dict(copy.properties).get("name")
    if named[0] and named[0] == named[1]:
        return True
    if original.contact.uid and original.contact.uid == copy.contact.uid:
        return True
    return bool(set(original.contact.emails) & set(copy.contact.emails))
