"""Decides whom a report may name, and which texts and places it may show. Reports see it as part of their view of the vault."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property

from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.summaries import Summary
from plaintext_network.network.people.hidden_names import HiddenNames
from plaintext_network.network.people.hidden_people import HiddenPerson, hidden_people
from plaintext_network.network.people.sourced_text import SourcedText

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeVar

    V = TypeVar("V")


class PrivacyRule:
    """Whom and what a report may show on one day; `SuggestionView` says who is hidden."""

    def __init__(self, index: Index, rules: Rules, today: date, only: Collection[str] = ()) -> None:
        self._index = index
        self.rules, self.today = rules, today
        self._only = frozenset(only)
        self._summaries: dict[str, dict[str, Any]] = {}

    # People

    @cached_property
    def _hidden(self) -> dict[str, HiddenPerson]:
        """Everybody who may not be suggested, by path."""
        return {path: one for path, one in hidden_people(self._index, self.rules).items() if self._hides(one)}

    def _is_hidden(self, path: str) -> bool:
        """Return whether a path is the note of a contact who may not be suggested."""
        return path in self._hidden

    def _hides(self, person: HiddenPerson) -> bool:  # noqa: ARG002
        return True

    def _may_name(self, path: str) -> bool:
        is_contact = self._index.names.kinds.get(path) == "contact"
        return is_contact and (path in self._only or not self._is_hidden(path))

    def _nameable(self, by_contact: Mapping[str, V]) -> dict[str, V]:
        """Return what belongs to the contacts who may be named."""
        hidden = self.unnamed
        return {path: value for path, value in by_contact.items() if path not in hidden}

    def _shown(self, people: Sequence[str]) -> tuple[str, ...]:
        return tuple(path for path in people if self._may_name(path))

    @cached_property
    def _hidden_names(self) -> HiddenNames:
        return HiddenNames(self._hidden)

    def summaries(self, summary: Summary) -> dict[str, Any]:
        """Return the values of a summary for the contacts who may be named, by path, in no order.

        A value is as the notes have it: pass its texts through `quote`, and its places through `sources`.
        """
        if summary.name not in self._summaries:
            everybody = self._index.summaries(summary, self.rules)
            self._summaries[summary.name] = self._nameable(everybody)
        return self._summaries[summary.name]

    # Texts and places

    def may_quote(self, text: str, about: str | None = None) -> bool:
        """Return whether a text names nobody who may not be named.

        The contact at the path `about` may be named, if anybody may name them here. A part of a name is no name: it
        could be anybody's.
        """
        named = self._hidden_names.named_in(text)
        return not named or (about is not None and named == {about} and self._may_name(about))

    def quote(self, text: str, about: str | None = None) -> str | None:
        """Return a text, or None if it may not be quoted, as `may_quote` says."""
        return text if self.may_quote(text, about) else None

    def quote_from(self, source: str, text: str) -> str | None:
        """Return a text of the interaction at a `path:line`, or None.

        Of a hidden participant, the first name alone is a name, too.
        """
        hidden = self._hidden_participants(source)
        if any(self._hidden_names.has_part_of(path, text) for path in hidden):
            return None
        return self.quote(text)

    def texts(self, facts: Facts, name: str) -> list[SourcedText]:
        """Return the values of a property that may be quoted, each with its place."""
        return [
            SourcedText(text, f"{facts.path}:{facts.line(name, number)}")
            for number, text in enumerate(facts.texts(name))
            if self.may_quote(text, facts.path)
        ]

    def value(self, facts: Facts, name: str) -> SourcedText | None:
        """Return a contact's property of one value with its place; None if it has none or it may not be quoted."""
        text: str | None = getattr(facts.contact, name)
        if not text or not self.may_quote(text, facts.path):
            return None
        return SourcedText(text, f"{facts.path}:{facts.line(name)}")

    def may_cite(self, source: str, about: str | None = None) -> bool:
        """Return whether a path or a `path:line` is not in the own note of a hidden contact, except the contact `about`."""
        path, _, line = source.rpartition(":")
        path = path if line.isdigit() else source
        return not self._is_hidden(path) or (path == about and self._may_name(path))

    @cached_property
    def unnamed(self) -> frozenset[str]:
        """The paths of the contacts who may not be named."""
        return frozenset(self._hidden.keys() - self._only)

    @cached_property
    def uncitable(self) -> frozenset[str]:
        """The paths of the notes that may not be cited: the own notes of hidden contacts."""
        return frozenset(self._hidden)

    def sources(self, sources: Iterable[str], about: str | None = None) -> tuple[str, ...]:
        """Return each place that may be shown once, in their order."""
        return tuple(source for source in dict.fromkeys(sources) if self.may_cite(source, about))

    def _hidden_participants(self, source: str) -> list[str]:
        """Return who took part in the interactions on a line but may not be named."""
        note, _, line = source.rpartition(":")
        on_line = (one for one in self._index.interactions.get(note, ()) if one.line == int(line))
        return [path for one in on_line for path in one.people if not self._may_name(path)]
