"""Gives every contact a UID that stays the same between exports, without writing it to the note."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from unicodedata import normalize
from uuid import UUID, uuid5

# Made once, at random, for the UIDs of contacts without a `uid`.
_NAMESPACE = UUID("6f1d4a0e-6c6b-4d0e-9a55-2f6f0d3c8a17")


def derived_uid(path: str) -> str:
    """Return the UID of a contact without the property `uid`: a name-based UUID (RFC 9562 §5.5) of the note's path."""
    return str(uuid5(_NAMESPACE, normalize("NFC", path)))


class ContactUids:
    """The UIDs of all contacts of a vault, by path. Of several contacts with the same `uid`, the first by path has it."""

    def __init__(self, written: Iterable[tuple[str, str]]) -> None:
        """Take the path and the property `uid` of each contact that has one."""
        owners: dict[str, str] = {}
        for path, uid in sorted(written):
            owners.setdefault(uid, path)
        self._by_path = {path: uid for uid, path in owners.items()}

    def of(self, path: str, may_say: Callable[[str, str], bool] = lambda *_: True) -> str:
        """Return a contact's UID; the derived one if theirs may not be said, by their path and the text."""
        written = self._by_path.get(path)
        return written if written and may_say(path, written) else derived_uid(path)
