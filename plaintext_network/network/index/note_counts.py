"""Counts notes by kind and interactions by form without listing them: all, or what a change adds and removes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from plaintext_network.model.note.facts import Facts
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.index.interactions import DatedInteraction

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class NoteCounts(NamedTuple):
    """How many notes there are of each kind, and how many interactions of each form that count whoever took part.

    These are all but a `last_contact`, which an interaction may supersede; a plan with contacts, which may be carried out;
    and a line that names no contact.
    """

    kinds: Mapping[str, int]
    forms: Mapping[str, int]

    def plus(self, other: NoteCounts) -> NoteCounts:
        """Return the sums of both."""
        return self._combined(other, 1)

    def minus(self, other: NoteCounts) -> NoteCounts:
        """Return these without the others."""
        return self._combined(other, -1)

    def _combined(self, other: NoteCounts, sign: int) -> NoteCounts:
        return NoteCounts(
            *(
                {
                    word: number
                    for word in {**own, **their}
                    if (number := own.get(word, 0) + sign * their.get(word, 0))
                }
                for own, their in zip(self, other, strict=True)
            )
        )

    def to_plain(self) -> tuple[Any, ...]:
        """Return the counts as plain values to store."""
        return tuple(tuple(sorted(counts.items())) for counts in self)

    @classmethod
    def from_plain(cls, stored: tuple[Any, ...]) -> NoteCounts:
        """Return the counts that `to_plain` made plain."""
        return cls(*map(dict, stored))


def counted_forms(facts: Facts, interactions: Iterable[DatedInteraction]) -> tuple[str, ...]:
    """Return the form of each dated interaction of a note that counts whoever took part."""
    noted = facts.interactions
    forms = [(one, noted[one.number].form) for one in interactions if not one.explicit]
    # A line of a daily note without a link to a contact is an ordinary line.
    return tuple([form for one, form in forms if (form == "note" if not one.people else not one.planned)])


def count_notes(
    notes: Mapping[str, Facts],
    interactions: Mapping[str, tuple[DatedInteraction, ...]],
    paths: Iterable[str],
) -> NoteCounts:
    """Count those of the notes at these paths that exist, and their interactions."""
    kinds: Counter[str] = Counter()
    forms: Counter[str] = Counter()
    for path in paths:
        facts = notes.get(path)
        if facts is not None:
            kinds[facts.kind] += 1
            forms.update(counted_forms(facts, interactions.get(path, ())))
    return NoteCounts(kinds, forms)
