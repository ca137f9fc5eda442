"""Remembers how cards were before pnet changed them, so that two versions of a card can be merged with what both come from.

vdirsyncer tells its conflict command nothing but the two versions. The one in the folder is what pnet wrote last, if pnet wrote
it; the other comes from the version that the server had then. It is stored by UID, apart from any vault: the command needs none.
"""

from __future__ import annotations

import json
import os
import time
import zlib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from io import BytesIO

from plaintext_network.exchange.cards.card_lines import CardLines
from plaintext_network.exchange.sync.card_items import is_same, said_by
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

# Earlier ones are on the server, as far as anybody can tell.
_MOST = 5
# In bytes: a card with a large picture is not worth its place.
_LARGEST = 1 << 20
# In seconds. Whoever syncs with a server does that within this time.
_LONGEST = 90 * 86_400
_WRONG = (ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError)


class CardChange(NamedTuple):
    """One write of a card. `is_only` says that nobody but pnet had changed the card since pnet saw it last."""

    before: bytes
    after: bytes
    is_only: bool


def remember_card_changes(entries: Iterable[SyncEntry]) -> None:
    """Remember the changes of the cards that a sync wrote. A failure only means that a later merge asks more."""
    folder = _folder()
    for entry in entries:
        if not entry.card or entry.before is None or len(entry.card) + len(entry.before) > _LARGEST:
            continue
        uid = _uid_in(entry.card)
        if uid:
            change = CardChange(entry.before, entry.card, not entry.to_vault)
            changes = [*_load(uid), change][-_MOST:]
            with suppress(OSError):
                os.makedirs(folder, mode=0o700, exist_ok=True)
                replace_file(_file(uid), [_packed(uid, changes)])


def forget_old_card_changes() -> None:
    """Remove what is too old to be of use."""
    oldest = time.time() - _LONGEST
    with suppress(OSError), os.scandir(_folder()) as files:
        for file in files:
            with suppress(OSError):
                if file.stat(follow_symlinks=False).st_mtime < oldest:
                    os.unlink(file.path)


def common_versions(first: bytes, second: bytes) -> tuple[bytes, ...]:
    """Return the versions from one of which two versions of a card come; empty if nobody knows.

    The folder's version is the one that pnet wrote last. The other comes from a version before that write, or before an
    earlier one that the server has not seen. A version that pnet wrote has reached the server if the other one shows what
    that write changed.
    """
    uid = _uid_in(first)
    changes = _load(uid) if uid else []
    for other, ours in ((second, first), (first, second)):
        last = next(
            (at for at in range(len(changes) - 1, -1, -1) if _plain(changes[at].after) == _plain(ours)), None
        )
        if last is not None:
            return _before(changes[: last + 1], other)
    return ()


def _before(changes: Sequence[CardChange], other: bytes) -> tuple[bytes, ...]:
    found: list[bytes] = []
    for at in range(len(changes) - 1, -1, -1):
        change = changes[at]
        found.append(change.before)
        if at and _shows(other, changes[at - 1]):
            return tuple(found)
        if not change.is_only:
            # Another program had changed the card, and nobody knows whether the server has that.
            return ()
    return tuple(found)


def _shows(content: bytes, change: CardChange) -> bool:
    """Return whether a version has what a write added, and lacks what it removed; False if it changed no value."""
    said, before, after = map(_said, (content, change.before, change.after))

    def has(values: list[Any], one: Any) -> bool:
        return any(one[0] == key and is_same(key, one[1].line, item.line) for key, item in values)

    added = [one for one in after if not has(before, one)]
    removed = [one for one in before if not has(after, one)]
    if not (added or removed):
        return False
    return all(has(said, one) for one in added) and not any(has(said, one) for one in removed)


def _said(content: bytes) -> list[Any]:
    return [
        one
        for card in read_cards(BytesIO(content))
        if isinstance(card, Card)
        for one in said_by(CardLines(card.lines))
    ]


def _plain(content: bytes) -> bytes:
    return content.replace(b"\r\n", b"\n").strip()


def _uid_in(content: bytes) -> str:
    return next((uid_of_card(card) for card in read_cards(BytesIO(content)) if isinstance(card, Card)), "")


def _folder() -> str:
    return os.path.join(state_folder(), "cards")


def _file(uid: str) -> str:
    # Late: only a card that has changed needs it.
    from hashlib import sha256

    return os.path.join(_folder(), sha256(uid.encode("utf-8", "surrogatepass")).hexdigest()[:32])


def _packed(uid: str, changes: Sequence[CardChange]) -> bytes:
    plain = [[one.before.decode("latin-1"), one.after.decode("latin-1"), one.is_only] for one in changes]
    return zlib.compress(json.dumps({"uid": uid, "changes": plain}).encode())


def _load(uid: str) -> list[CardChange]:
    """Return the changes of a card that are remembered; none if the file is missing or damaged."""
    try:
        with open_regular(_file(uid)) as file:
            packed = zlib.decompressobj()
            stored: Any = json.loads(packed.decompress(file.read(16 * _LARGEST), 16 * _LARGEST))
        if stored["uid"] != uid:
            return []
        return [
            CardChange(before.encode("latin-1"), after.encode("latin-1"), bool(is_only))
            for before, after, is_only in stored["changes"]
        ]
    except (OSError, zlib.error, *_WRONG):
        return []
