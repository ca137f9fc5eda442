"""Answers who reads a draft, and what the settings say of these circles. Reads no text."""

from collections.abc import Iterable
from functools import cached_property

from plaintext_network.model.language.normalize import circle_key
from plaintext_network.model.note.rules import AudienceRules, PostRules
from plaintext_network.network.posts import word_lists


class Audience:
    """The circles that read a draft, as spelled; none if everybody does."""

    def __init__(self, declared: Iterable[str], rules: PostRules) -> None:
        circles = tuple(dict.fromkeys(declared))
        self.is_everybody = not circles or any(
            circle_key(circle) in word_lists.words("everybody") for circle in circles
        )
        self.circles = () if self.is_everybody else circles
        self.keys = {circle_key(circle) for circle in self.circles}
        self.all_tables = rules.circles

    @cached_property
    def _tables_by_key(self) -> dict[str, tuple[str, AudienceRules]]:
        return {circle_key(name): (name, table) for name, table in self.all_tables}

    @cached_property
    def tables(self) -> list[tuple[str, AudienceRules]]:
        """The name and table of each circle among the readers that has one; of every circle if everybody reads."""
        tables = self._tables_by_key
        if self.is_everybody:
            return list(tables.values())
        keys = dict.fromkeys(map(circle_key, self.circles))
        return [tables[key] for key in keys if key in tables]

    @cached_property
    def professional(self) -> str | None:
        """The readers that the writer works with: `everybody`, or a circle by name; None if there are none."""
        if self.is_everybody:
            return "everybody"
        for circle in self.circles:
            key = circle_key(circle)
            setting = self._tables_by_key[key][1].professional if key in self._tables_by_key else None
            if key in word_lists.words("professional circles") if setting is None else setting:
                return f"the circle {circle}"
        return None
