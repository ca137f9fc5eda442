"""Remembers the last versions of the cards in a folder, so that two versions of a card can be merged with what both come from.

vdirsyncer tells its conflict command nothing but the two versions. One of them is in the folder. The other comes from a version
that the folder had when the two were equal: one that a sync has seen or written. The versions are stored by UID, apart from
any vault, since the command needs none.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from io import BytesIO

from plaintext_network.exchange.cards.card_lines import CardLines
from plaintext_network.exchange.sync.card_items import CardItem, is_same, said_by
from plaintext_network.exchange.sync.merge_cards import uid_of_card
from plaintext_network.exchange.vcard.cards import Card, read_cards
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault.cache.locations import open_regular, replace_file
from plaintext_network.vault.config.user_folders import state_folder

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plaintext_network.exchange.sync.sync_plan import SyncEntry

# Versions of one card in one folder. Earlier ones have reached the server, as far as anybody can tell.
_MOST = 8
# In bytes: a card with a large picture is not worth its place.
_LARGEST = 1 << 18
_LARGEST_FILE = 8 << 20
_WRONG = (ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError)


class CardVersions(NamedTuple):
    """The versions of one card in one folder, the oldest first. `file` is the card's path."""

    file: str
    versions: tuple[bytes, ...]


def remember_versions(
    folder: str, entries: Iterable[SyncEntry], contents: Mapping[str, bytes], written: Iterable[SyncEntry]
) -> None:
    """Remember the cards of a folder as a sync has read and written them. A failure only means that a later merge asks more.

    `contents` are the files as they were read, by name; those that were not read are missing or empty.
    """
    known = _names()
    done = {entry.file: entry.card for entry in written if entry.card is not None}
    for entry in entries:
        if entry.after is None and entry.file not in done:
            # Whoever isn't in the vault is none of ours.
            continue
        seen = contents.get(entry.file, b"") or (entry.before or b"")
        new = done.get(entry.file)
        uid = _uid_in(new or seen)
        if not uid:
            continue
        if new == b"":
            _forget(uid, folder)
        elif new is not None or entry.state != "same" or _name_of(uid) not in known:
            _add(uid, folder, os.path.join(folder, entry.file), [each for each in (seen, new) if each])


def common_versions(first: bytes, second: bytes) -> tuple[bytes, ...]:
    """Return the versions from one of which two versions of a card come; empty if nobody knows."""
    uid = _uid_in(first)
    for folder in _load(uid).values() if uid else ():
        there = _plain(_content(folder.file) or folder.versions[-1])
        for ours, other in ((first, second), (second, first)):
            if _plain(ours) == there:
                return _before(folder.versions, ours, other)
    return ()


def _before(versions: Sequence[bytes], ours: bytes, other: bytes) -> tuple[bytes, ...]:
    """Return the versions from which the server's may come, the newest first.

    A version has reached the server if its card shows what changed with that version. Then it doesn't come from an earlier one.
    """
    at = len(versions) - 1
    if _plain(versions[at]) == _plain(ours):
        # The folder has it still; otherwise, there would be no conflict.
        at -= 1
    found: list[bytes] = []
    while at >= 0:
        found.append(versions[at])
        if at and _shows(other, versions[at - 1], versions[at]):
            break
        at -= 1
    return tuple(found)


def _shows(content: bytes, before: bytes, after: bytes) -> bool:
    """Return whether a version has what a change added, and lacks what it removed; False for a change of no value."""
    said, old, new = map(_said, (content, before, after))

    def has(values: list[tuple[str, CardItem]], one: tuple[str, CardItem]) -> bool:
        return any(one[0] == key and is_same(key, one[1].line, item.line) for key, item in values)

    added = [one for one in new if not has(old, one)]
    removed = [one for one in old if not has(new, one)]
    if not (added or removed):
        return False
    return all(has(said, one) for one in added) and not any(has(said, one) for one in removed)


def _said(content: bytes) -> list[tuple[str, CardItem]]:
    return [
        one
        for card in read_cards(BytesIO(content))
        if isinstance(card, Card)
        for one in said_by(CardLines(card.lines))
    ]


def _plain(content: bytes) -> bytes:
    # vdirsyncer may write other newlines.
    return content.replace(b"\r\n", b"\n").strip()


def _uid_in(content: bytes) -> str:
    return next((uid_of_card(card) for card in read_cards(BytesIO(content)) if isinstance(card, Card)), "")


def _content(path: str) -> bytes:
    """Return the content of a card's file; empty if it can't be read, or is large."""
    try:
        with open_regular(path) as file:
            content = file.read(_LARGEST + 1)
    except OSError:
        return b""
    return content if len(content) <= _LARGEST else b""


# The files


def _folder() -> str:
    return os.path.join(state_folder(), "cards")


def _name_of(uid: str) -> str:
    # Late: only a card that has changed needs it.
    from hashlib import sha256

    return sha256(uid.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _names() -> set[str]:
    try:
        return set(os.listdir(_folder()))
    except OSError:
        return set()


def _add(uid: str, folder: str, file: str, contents: Iterable[bytes]) -> None:
    stored = _load(uid)
    versions = list(stored[folder].versions) if folder in stored else []
    before = tuple(versions)
    for content in contents:
        if len(content) > _LARGEST:
            # What comes after it would seem to come from what was before.
            versions.clear()
        elif not versions or _plain(versions[-1]) != _plain(content):
            versions.append(content)
    if tuple(versions) != before or (folder in stored and stored[folder].file != file):
        if versions:
            stored[folder] = CardVersions(file, tuple(versions[-_MOST:]))
        else:
            stored.pop(folder, None)
        _store(uid, stored)


def _forget(uid: str, folder: str) -> None:
    stored = _load(uid)
    if stored.pop(folder, None) is not None:
        _store(uid, stored)


def _store(uid: str, stored: Mapping[str, CardVersions]) -> None:
    path = os.path.join(_folder(), _name_of(uid))
    with suppress(OSError):
        if not stored:
            os.unlink(path)
            return
        plain = {
            folder: [each.file, [content.decode("latin-1") for content in each.versions]]
            for folder, each in stored.items()
        }
        os.makedirs(_folder(), mode=0o700, exist_ok=True)
        replace_file(path, [zlib.compress(json.dumps({"uid": uid, "folders": plain}).encode(), 1)])


def _load(uid: str) -> dict[str, CardVersions]:
    """Return the versions of a card by folder; none if the file is missing or damaged."""
    try:
        with open_regular(os.path.join(_folder(), _name_of(uid))) as file:
            packed = zlib.decompressobj()
            stored: Any = json.loads(packed.decompress(file.read(_LARGEST_FILE), _LARGEST_FILE))
        if stored["uid"] != uid:
            return {}
        return {
            str(folder): CardVersions(str(path), tuple(text.encode("latin-1") for text in versions))
            for folder, (path, versions) in stored["folders"].items()
            if versions
        }
    except (OSError, zlib.error, *_WRONG):
        return {}
