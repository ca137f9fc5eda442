"""Finds what to share: a web address, a note about something to read, or the link on a line of a note."""

from __future__ import annotations

import re

from plaintext_network.errors import NothingToShare
from plaintext_network.model.language.normalize import bare_target
from plaintext_network.model.note.facts import Reading, Ref
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.reports.topics.readings import ReadingList
from plaintext_network.network.reports.topics.things_to_read import ReadingItem
from plaintext_network.notes.web_links import is_address

_LINE = re.compile(r"(.+):(\d+)")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:[/?#:]\S*)?", re.ASCII)


class ShareTarget(NamedTuple):
    """What to share: its note's path or its address, or both; and what is known of it, if any note mentions it."""

    note: str | None
    address: str | None
    item: ReadingItem | None


def share_target(view: SuggestionView, typed: str) -> ShareTarget:
    """Return what a typed address, name or path of a note, or `path:line` means. Raises NothingToShare."""
    typed = typed.strip()
    everything = ReadingList(view)
    if is_address(typed):
        return _page(everything, typed)
    if line := _LINE.fullmatch(typed):
        path = _path_of(view, line[1])
        if path is not None:
            return _on_line(view, everything, path, int(line[2]))
    path = _path_of(view, typed) or everything.note_titled(typed)
    if path is not None:
        kind = view.kind_of(path)
        if kind in ("contact", "me"):
            raise NothingToShare(typed, "that is a person's note")
        return _note(everything, path)
    # An address without `https://`.
    if _HOST.fullmatch(typed) and not typed.lower().endswith(".md"):
        return _page(everything, typed)
    raise NothingToShare(typed, "no note has this name, and it is no web address")


def _path_of(view: SuggestionView, typed: str) -> str | None:
    target = bare_target(typed.removeprefix("[[").removesuffix("]]"))
    return view.note_linked(Ref(target, 1, 1, 0), "") if target else None


def _page(everything: ReadingList, address: str) -> ShareTarget:
    item = everything.find(address=address)
    return ShareTarget(item.note if item else None, address, item)


def _note(everything: ReadingList, path: str) -> ShareTarget:
    item = everything.find(note=path)
    return ShareTarget(path, item.address if item else None, item)


def _on_line(view: SuggestionView, everything: ReadingList, path: str, line: int) -> ShareTarget:
    """Return what the links on a line lead to: the first that is something to read, else the note if it is about such."""
    typed = f"{path}:{line}"
    on_line = [one for one in view.readings_of(path) if one.line == line]
    for one in on_line:
        if found := _target_of(view, everything, path, one):
            return found
    facts = view.note(path)
    if facts is None:
        raise NothingToShare(typed, "no note that may be shown has this path")
    for ref in (*facts.links, *(ref for one in facts.interactions for ref in one.linked)):
        note = view.note_linked(ref, path) if ref.line == line else None
        if note is not None and view.kind_of(note) == "plain":
            return _note(everything, note)
    if any(one.is_note for one in view.readings_of(path)):
        return _note(everything, path)
    raise NothingToShare(typed, "that line has no web address and no link to a note about something to read")


def _target_of(view: SuggestionView, everything: ReadingList, path: str, one: Reading) -> ShareTarget | None:
    if one.is_note:
        return _note(everything, path)
    if one.address:
        return _page(everything, one.address)
    if one.target is not None:
        note = view.note_linked(one.target, path)
        return _note(everything, note) if note is not None and view.kind_of(note) == "plain" else None
    note = everything.note_titled(one.text)
    return _note(everything, note) if note else None
