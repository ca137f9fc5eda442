"""Defines what writers are told, and what they report back."""

from __future__ import annotations

from collections import Counter


class WriteOptions:
    """How to write: the version of vCard, and which of notes, tags, circles and photos the user asked for.

    Writers count in `lost` the values that their format has no place for, by a noun such as “phone”.
    """

    def __init__(self, vcard: str = "3.0", extras: frozenset[str] = frozenset()) -> None:
        self.vcard, self.extras = vcard, extras
        self.lost: Counter[str] = Counter()

    def lose(self, noun: str, number: int = 1) -> None:
        """Count values that can't be written."""
        if number:
            self.lost[noun] += number
