"""Owns what a notebook is asked about the craft of networking: a question a method, each answered by a module of `network/`."""

from __future__ import annotations

# Named here rather than imported: only annotations want `typing`, and a warm answer passes here.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from plaintext_network.network.index import Index
    from plaintext_network.network.person import Person
    from plaintext_network.vault.settings import Settings


class Craft:
    """What a notebook is made of that these questions need, and the questions."""

    today: date

    if TYPE_CHECKING:

        @property
        def settings(self) -> Settings: ...
        @property
        def index(self) -> Index: ...
        def contact(self, name: str) -> Person: ...
