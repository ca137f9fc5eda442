"""Plans the new links in files that pnet doesn't read as notes, and counts those that it can't update.

These are canvases, bases, notes in ignored folders, conflict copies and files of other programs. Only a rename, a merge and a deletion look there.
"""

import os
import re
from collections.abc import Iterable, Iterator

from plaintext_network.errors import EditRefused, NoteNotFound, counted
from plaintext_network.model.edits.base_mark import with_mark_of
from plaintext_network.model.edits.relink import relink_note
from plaintext_network.model.edits.relink_files import (
    base_links,
    canvas_links,
    foreign_links,
    relink_base,
    relink_canvas,
)
from plaintext_network.model.note.facts import Facts, Ref
from plaintext_network.model.note.read_note import read_facts
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.index.link_text import Move
from plaintext_network.notes.edit import encode_text, parse_for_edit
from plaintext_network.notes.links import links_in
from plaintext_network.notes.note import Note
from plaintext_network.notes.source import FILE_LIMIT, decode
from plaintext_network.vault.edits.write_session import WriteSession
from plaintext_network.vault.files.other_files import other_files
from plaintext_network.vault.files.walk import is_note
from plaintext_network.vault.transaction.record import FileStep

LISTED = 5  # files in a warning; the rest is counted


class OtherLinks(NamedTuple):
    """The changes of other files, and how many links in which of them can't be updated; 0 where the number is unknown."""

    steps: tuple[FileStep, ...]
    left: tuple[tuple[str, int], ...]

    @property
    def warnings(self) -> tuple[str, ...]:
        """The sentences that name what can't be updated."""
        return _warnings(self.left, "can't be updated; change {them} yourself")


def update_other_links(desk: WriteSession, move: Move) -> OtherLinks:
    """Return the changes of other files for a rename or merge. A file that can't be edited is named, and stays as it is."""
    steps: list[FileStep] = []
    left: list[tuple[str, int]] = []
    for path, content in _candidates(desk, move.old):
        if content is None:
            left.append((path, 0))
            continue
        targets = _Targets(move, path)
        if not targets.stale(content):
            continue
        try:
            after = _relinked(desk, path, content, targets)
        except EditRefused:
            after = content
        if after != content:
            steps.append(FileStep(path, content, after))
        if still := targets.stale(after):
            left.append((path, still))
    return OtherLinks(tuple(steps), tuple(left))


def other_links_left(desk: WriteSession, path: str) -> tuple[str, ...]:
    """Return warnings about the links in other files that lead to a note to delete."""
    names = desk.index.names
    left: list[tuple[str, int]] = []
    for other, content in _candidates(desk, desk.index.notes[path]):
        files, links = _links(other, content or b"")
        found = sum(names.resolve(Ref(to, 1, 1, 0), other, people=False).path == path for to, _ in links)
        if found := found + files.count(path):
            left.append((other, found))
    return _warnings(left, "still {point} to it; pnet check does not list {them}")


class _Targets(NamedTuple):
    """The new targets of the links in one file."""

    move: Move
    path: str

    def target(self, old: str, wiki: bool) -> str | None:
        return self.move.target(old, self.path, people=False, wiki=wiki)

    def file(self, old: str) -> str | None:
        return self.move.new.path if old == self.move.old.path != self.move.new.path else None

    def stale(self, content: bytes) -> int:
        """Return how many links in a text must change."""
        files, links = _links(self.path, content)
        return sum(self.file(old) is not None for old in files) + sum(self._is_stale(*link) for link in links)

    def _is_stale(self, old: str, wiki: bool) -> bool:
        try:
            return self.target(old, wiki) is not None
        except EditRefused:
            return True


def _warnings(left: Iterable[tuple[str, int]], what: str) -> tuple[str, ...]:
    left = list(left)
    sure = [(path, count) for path, count in left if count]
    total = sum(count for _, count in sure)
    found = []
    if sure:
        paths = ", ".join(path for path, _ in sure[:LISTED])
        more = f" and {len(sure) - LISTED} more" if len(sure) > LISTED else ""
        predicate = what.format(
            them="it" if total == 1 else "them", point="points" if total == 1 else "point"
        )
        found.append(f"{counted(total, 'link')} in {counted(len(sure), 'file')} {predicate}: {paths}{more}")
    found += [
        f"{path} can't be read, and may link it: check it yourself" for path, count in left if not count
    ]
    return tuple(found)


def _candidates(desk: WriteSession, facts: Facts) -> Iterator[tuple[str, bytes | None]]:
    """Yield the other files whose text may name a note, with their content; None if it can't be read."""
    known = {*desk.index.names.kinds, *(p.path for p in desk.unread)}
    words = {
        word.encode() for word in (_longest_word(name) for name in (facts.stem, facts.name, *facts.aliases))
    }
    for path in other_files(desk.root, known):
        try:
            content = desk.content(path) if _size(desk.root, path) <= FILE_LIMIT else None
        except NoteNotFound:
            continue
        except EditRefused:
            content = None
        if content is None:
            yield path, None
        elif any(word in content.lower() for word in words) or b"\0" in content[:4]:
            yield path, content


def _size(root: str, path: str) -> int:
    try:
        return os.stat(os.path.join(root, *path.split("/")), follow_symlinks=False).st_size
    except OSError:
        return 0


def _longest_word(name: str) -> str:
    """Return a part of a name that is written the same in every encoding and escape, in small letters."""
    return max(re.findall(r"[a-z0-9]+", name.lower()), key=len, default="")


def _links(path: str, content: bytes) -> tuple[list[str], list[tuple[str, bool]]]:
    """Return the paths in a file, and its links, each with whether it is in double brackets."""
    text = decode(content)[0].text
    if path.lower().endswith(".base"):
        return [], [(target, True) for target in base_links(text)]
    if path.lower().endswith((".org", ".edn", ".excalidraw")):
        return [], [(target, True) for target in foreign_links(text)]
    files: list[str] = []
    if path.lower().endswith(".canvas"):
        files, links = canvas_links(text)
    elif (note := _parsed(content)) is None:
        links = list(links_in(text))
    else:
        front = links_in(text[: note.header.body_start])
        links = [*front, *note.body.links, *note.body.hidden_links]
    return files, [(link.target, link.wiki) for link in links]


def _parsed(content: bytes) -> Note | None:
    try:
        return parse_for_edit(content)
    except EditRefused:
        return None


def _relinked(desk: WriteSession, path: str, content: bytes, targets: _Targets) -> bytes:
    if is_note(path):
        note = parse_for_edit(content)
        return relink_note(note, read_facts(note, path, desk.rules), desk.rules, targets.move).as_bytes
    if not path.lower().endswith((".canvas", ".base")):
        raise EditRefused("pnet doesn't write such files")
    source = decode(content)[0]
    if encode_text(source, source.text) != content:
        raise EditRefused("it contains bytes that are not text")
    if path.lower().endswith(".canvas"):
        return encode_text(source, relink_canvas(source.text, targets.target, targets.file))
    return with_mark_of(content, encode_text(source, relink_base(source.text, targets.target)))
