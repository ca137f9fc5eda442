"""Defines the options of writers, and what writers report back."""

from __future__ import annotations


class WriteOptions:
    """How to write: the version of vCard, and which of notes, tags, circles and photos the user asked for.

    Writers count in `lost` the values for which their format has no place, by a noun such as “phone”.
    """

    def __init__(
        self, vcard: str = "3.0", extras: frozenset[str] = frozenset(), lost: dict[str, int] | None = None
    ) -> None:
        self.vcard, self.extras = vcard, extras
        self._lost = {} if lost is None else lost

    def lose(self, noun: str, number: int = 1) -> None:
        """Count values that can't be written."""
        if number:
            self._lost[noun] = self._lost.get(noun, 0) + number
