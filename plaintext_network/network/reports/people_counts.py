"""Counts the people reports may name, and the people they leave out. Names nobody."""

from __future__ import annotations

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.descriptions import DESCRIPTION
from plaintext_network.network.people.privacy import SuggestionView


class PeopleCounts(NamedTuple):
    """How many contacts a report may name, how many it leaves out since they are private, and how many for their status.

    The last two are for the user alone: a report that others may see shows neither.
    """

    shown: int
    private: int
    others: int


def people_counts(view: SuggestionView) -> PeopleCounts:
    """Count the contacts whom the view may name, and those it hides."""
    private = len(view.of_records().unnamed)
    return PeopleCounts(len(view.summaries(DESCRIPTION)), private, len(view.unnamed) - private)
