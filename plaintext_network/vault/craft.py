"""Owns what a notebook is asked about the craft of networking: a question a method, each answered by a module of `network/`."""

from __future__ import annotations

# Named here rather than imported: only annotations want `typing`, and a warm answer passes here.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from plaintext_network.model.telling import Passed
    from plaintext_network.network.balance import Balance, PersonBalance
    from plaintext_network.network.index import Index
    from plaintext_network.network.patience import SecondThought
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

    def balance(self) -> Balance:
        """Return what was given, got, asked and thanked for, with everybody but who is private, and what is open."""
        from plaintext_network.network.balance import balance

        return balance(self.index, self.settings.rules, self.today)

    def balance_with(self, who: Person | str) -> PersonBalance:
        """Return the same of one person, thing by thing. Raises ContactNotFound or AmbiguousName."""
        from plaintext_network.network.balance import balance_with

        path = self.contact(who).path if isinstance(who, str) else who.path
        return balance_with(self.index, path, self.settings.rules, self.today)

    def second_thoughts(
        self, people: Iterable[Person | str], what: Passed, size: int | None = None
    ) -> tuple[SecondThought, ...]:
        """Return why to think twice before `log` writes down that this passes with these people; it asks nothing itself.

        `size` counts all who take part, where others do. Raises ContactNotFound or AmbiguousName.
        """
        from plaintext_network.network.patience import second_thoughts

        paths = [self.contact(who).path if isinstance(who, str) else who.path for who in people]
        size = len(paths) if size is None else size
        return second_thoughts(self.index, paths, size, what, self.settings.rules, self.today)
