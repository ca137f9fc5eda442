"""Decides whom a report may name, and which texts it may show. Reports see it as part of their view of the vault."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property

from plaintext_network.model.language.name_parts import split_words, without_owner
from plaintext_network.model.language.normalize import fold, stem_of
from plaintext_network.model.note.facts import Facts, Ref
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.summaries import Summary
from plaintext_network.network.people.contact_names import CONTACT_NAMES
from plaintext_network.network.people.descriptions import DESCRIPTION
from plaintext_network.network.people.hidden_forms import hidden_forms
from plaintext_network.network.people.hidden_people import HiddenPerson, hidden_people
from plaintext_network.network.people.name_forms import EMPLOYER, FormsOfNames
from plaintext_network.network.people.naming import Naming, name_others
from plaintext_network.network.people.other_names import Others
from plaintext_network.network.people.private_names import PrivateNames
from plaintext_network.network.people.sourced_text import SourcedText
from plaintext_network.notes.late_patterns import late_pattern

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from typing import Any, TypeAlias, TypeVar

    from plaintext_network.network.index.interactions import DatedInteraction

    V = TypeVar("V")
    # What views have derived from the names in one state of a vault, for other views of that state.
    SharedNames: TypeAlias = dict[Hashable, Any]


class PrivacyRule:
    """Whom and what a report may show on one day; `SuggestionView` says who is hidden."""

    def __init__(
        self,
        index: Index,
        rules: Rules,
        today: date,
        only: Collection[str] = (),
        shared: SharedNames | None = None,
    ) -> None:
        self._index = index
        self._shared: SharedNames = {} if shared is None else shared
        self.rules, self.today = rules, today
        self._only = frozenset(only)
        self._summaries: dict[str, dict[str, Any]] = {}
        # Of everybody: a view of the same vault that hides others reads none again.
        self._values: dict[str, dict[str, Any]] = {}
        # By text and by path, as the same ones come again and again.
        self._namings_in: dict[str, tuple[Naming, ...]] = {}
        self._forms: dict[str, FormsOfNames] = {}

    def _derived(self, what: str, derive: Callable[[], V], *arguments: Hashable) -> V:
        """Return what depends only on names and these arguments: the first view of its kind derives it.

        It must not refer to a view or an index.
        """
        key = (type(self).__name__, what, *arguments)
        if key not in self._shared:
            self._shared[key] = derive()
        found: V = self._shared[key]
        return found

    # People

    @cached_property
    def _hidden(self) -> dict[str, HiddenPerson]:
        """Everybody who may not be suggested, by path."""
        return self._derived("hidden", self._found_hidden)

    def _found_hidden(self) -> dict[str, HiddenPerson]:
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

    def summaries(self, summary: Summary) -> dict[str, Any]:
        """Return the values of a summary for the contacts who may be named, by path, in no order.

        A value is as the notes have it: pass its texts through `quote`, and its places through `sources`.
        """
        if summary.name not in self._summaries:
            self._summaries[summary.name] = self._nameable(self._of_everybody(summary))
        return self._summaries[summary.name]

    def _of_everybody(self, summary: Summary) -> dict[str, Any]:
        """Return the values of a summary for all contacts, hidden or not, by path."""
        if summary.name not in self._values:
            self._values[summary.name] = dict(self._index.summaries(summary, self.rules).items())
        return self._values[summary.name]

    # Texts

    def may_quote(self, text: str, about: str | None = None, source: str | None = None) -> bool:
        """Return whether a text names nobody who may not be named, in any form: `private_names` lists the forms.

        The contact at the path `about` may be named, if anybody may name them here. `source` is the `path:line` of the text:
        who took part in its interaction is named by any part of a name, and a name that others have, too, is theirs if they
        are linked there.
        """
        namings = self._namings(text)
        if namings:
            others = [one for one in namings if one.path != about or not self._may_name(one.path)]
            if others and not self._mean_others(others, text, source):
                return False
        return source is None or not (
            self._has_part_of_participant(text, source, about)
            or self._has_label_of_hidden(text, source, about)
        )

    def quote(self, text: str, about: str | None = None, source: str | None = None) -> str | None:
        """Return a text, or None if it may not be quoted, as `may_quote` says."""
        return text if self.may_quote(text, about, source) else None

    def names_nobody(self, text: str) -> bool:
        """Return whether a text names no hidden contact, whatever it is about."""
        return not self._namings(text)

    def may_show(self, text: str, around: Collection[str]) -> bool:
        """Return whether a text of an answer names nobody who may not be named.

        `around` are the paths and places in the same record: a name that others have, too, is theirs if the record is about
        them, or if they are linked at its places.
        """
        namings = [
            one for one in self._namings(text) if one.path not in around or not self._may_name(one.path)
        ]
        if not namings:
            return True
        forms = {path: self._forms_of(path) for path in around if self._may_name(path)}
        return name_others(namings, forms) or any(
            self._mean_others(namings, text, place) for place in around if place not in forms
        )

    def may_show_from(self, text: str, places: Collection[str]) -> bool:
        """Return whether `may_show` says yes, and the text also has no part of a name, and no label, of somebody hidden at a place.

        `places` are the paths and places in the same record.
        """
        return self.may_show(text, places) and not any(
            self._has_part_of_participant(text, place, None) or self._has_label_of_hidden(text, place, None)
            for place in places
        )

    def name_nobody_of(self, path: str, texts: Iterable[str]) -> bool:
        """Return whether certainly no text from a contact's own note names anybody hidden; else ask `may_say_of` about each."""
        if not self._hidden:
            return True
        if path in self._linking_hidden:
            return False
        together = _APART.join(texts)
        return not any(map(self._private_names.may_name, _readings(together)))

    def may_say_of(self, path: str, text: str) -> bool:
        """Return whether a text from a contact's own note may be shown as something of theirs, far from the note.

        It names nobody who may not be named, and contains no label under which the note links somebody hidden.
        """
        namings = [one for one in self._namings(text) if one.path != path or not self._may_name(path)]
        # An alias may name somebody else: “Zephyrine's neighbour”.
        own = {path: FormsOfNames((self._names.get(path, ""), stem_of(path)))} if namings else {}
        if namings and not name_others(namings, own) and not self._mean_others(namings, text, None):
            return False
        return not self._has_label_of_hidden(text, path, path)

    def may_name_as(self, path: str, name: str) -> bool:
        """Return whether a contact may be named, and this is their name."""
        return self._may_name(path) and self._names.get(path) == name

    @cached_property
    def _names(self) -> dict[str, str]:
        """The name of every contact, hidden or not, by path."""
        return self._derived("names", self._found_names)

    def _found_names(self) -> dict[str, str]:
        return {path: value[1] for path, value in self._index.summaries(CONTACT_NAMES, self.rules).items()}

    @property
    def hides_anybody(self) -> bool:
        """Whether there is anybody who may not be named here."""
        return bool(self._hidden)

    def _namings(self, text: str) -> tuple[Naming, ...]:
        """Return where a text names hidden contacts and hardly anybody else."""
        found = self._namings_in.get(text)
        if found is None:
            found = ()
            if self._hidden:
                for written in _readings(text):
                    if namings := self._private_names.find(written):
                        found += tuple(self._others.without_others(written, namings, lambda: self._places))
            found = tuple(
                one for one in found if one.kind != EMPLOYER or not self._is_known_employer(one.words)
            )
            self._namings_in[text] = found
        return found

    def _mean_others(self, namings: Collection[Naming], text: str, source: str | None) -> bool:
        """Return whether all these names are those of contacts who may be named and whom the text or its line links."""
        linked = {path for path in self._linked_at(source) if path}
        linked |= {
            path
            for target in _LINK.findall(text)
            if (path := self._linked(Ref(target, 0, 0, 0), source or ""))
        }
        return name_others(
            namings, {path: self._forms_of(path) if self._may_name(path) else () for path in linked}
        )

    def _linked_at(self, source: str | None) -> Iterator[str | None]:
        """Yield where the links on a line lead; of a whole note, those of its people."""
        note, line = split_place(source) if source else ("", None)
        if line is None and (talks := self._talks(note)):
            yield from (path for talk in talks for path in talk.people)
            return
        facts = self._index.notes.get(note)
        if facts is None:
            return
        refs = facts.people if line is None else (*facts.people, *facts.links)
        yield from (self._linked(ref, note) for ref in refs if line in (None, ref.line))

    def _talks(self, note: str) -> list[DatedInteraction]:
        """Return the dated interactions of a note that is one; reading them is quicker than reading the note."""
        if self._index.names.kinds.get(note) != "interaction":
            return []
        return list(self._index.interactions.get(note, ()))

    def _linked(self, ref: Ref, source: str) -> str | None:
        return self._index.names.resolve(ref, source, people=True).path

    def _forms_of(self, path: str) -> FormsOfNames:
        """Return the words by which a text may name a contact."""
        if path not in self._forms:
            _, name, aliases, *_ = self._index.summaries(CONTACT_NAMES, self.rules)[path]
            self._forms[path] = FormsOfNames((name, stem_of(path), *aliases))
        return self._forms[path]

    def _has_part_of_participant(self, text: str, source: str, about: str | None) -> bool:
        """Return whether a text contains part of the name, or the employer, of a hidden contact who took part."""
        if not self._hidden or not self._private_names.may_have_part(text):
            return False
        return any(
            self._private_names.has_part_of(path, text, self._employers)
            for path in self._hidden_participants(source)
            if path != about
        )

    def _has_label_of_hidden(self, text: str, source: str, about: str | None) -> bool:
        """Return whether a text contains the label under which its line links a hidden contact: `[[Bríd Hegarty|my sister]]`."""
        note, line = split_place(source)
        if note not in self._linking_hidden:
            return False
        facts = self._index.notes[note]
        labels = {
            fold(ref.label)
            for ref in (*facts.people, *facts.links)
            if ref.label
            and (ref.line == line or line is None or facts.kind == "interaction")
            and (path := self._linked(ref, note)) in self._hidden
            and (path != about or not self._may_name(about))
        }
        padded = f" {' '.join(split_words(fold(text)))} "
        return any(f" {' '.join(split_words(label))} " in padded for label in labels)

    @cached_property
    def _linking_hidden(self) -> Container[str]:
        """The paths of the notes that link a hidden contact."""
        return self._index.notes_linking(self._hidden)

    @property
    def _private_names(self) -> PrivateNames:
        index, rules = self._index, self.rules
        return self._derived(
            "private names", lambda: PrivateNames(self._hidden, lambda: hidden_forms(index, rules))
        )

    @property
    def _others(self) -> Others:
        """Whom else a name may mean."""
        return self._derived("others", self._found_others)

    def _found_others(self) -> Others:
        hidden = self._hidden
        contacts = (
            name
            for path, value in self._index.summaries(CONTACT_NAMES, self.rules).items()
            if path not in hidden
            for name in map(without_owner, (value[1], *value[2]))
        )
        organizations = map(stem_of, self._index.names.of_kind("organization"))
        return Others([*contacts, *organizations])

    @property
    def _named_though_hidden(self) -> frozenset[str]:
        return self._only.intersection(self._hidden)

    @property
    def _places(self) -> frozenset[str]:
        """The folded names of the places where those live who may be named."""
        return self._derived("places", self._found_places, self._named_though_hidden)

    def _found_places(self) -> frozenset[str]:
        places = (value[4][0] for value in self.summaries(DESCRIPTION).values() if value[4])
        return frozenset(fold(part).strip() for place in places for part in place.split(","))

    @property
    def _employers(self) -> frozenset[tuple[str, ...]]:
        """The words of the name of each present or former organization of somebody who may be named, or of you."""
        return self._derived("employers", self._found_employers, self._named_though_hidden)

    def _found_employers(self) -> frozenset[tuple[str, ...]]:
        named = [
            name for value in self.summaries(DESCRIPTION).values() for _, name, *_ in (*value[5], *value[6])
        ]
        own = [
            text
            for path in self._index.names.of_kind("me")
            for text in self._index.notes[path].texts("organization")
        ]
        return frozenset(tuple(split_words(fold(name))) for name in (*named, *own))

    def _is_known_employer(self, words: tuple[str, ...]) -> bool:
        """Return whether an organization tells nothing of those who are hidden: it has a note, or others work there."""
        return words in self._organizations or words in self._employers

    @property
    def _organizations(self) -> frozenset[tuple[str, ...]]:
        """The words of the name of each organization that has a note."""
        return self._derived("organizations", self._found_organizations)

    def _found_organizations(self) -> frozenset[tuple[str, ...]]:
        return frozenset(
            tuple(split_words(fold(stem_of(path)))) for path in self._index.names.of_kind("organization")
        )

    def texts(self, facts: Facts, name: str) -> list[SourcedText]:
        """Return the values of a property that may be quoted, each with its place."""
        return [
            SourcedText(text, source)
            for number, text in enumerate(facts.texts(name))
            if self.may_quote(text, facts.path, source := f"{facts.path}:{facts.line(name, number)}")
        ]

    def value(self, facts: Facts, name: str) -> SourcedText | None:
        """Return a contact's property of one value with its place; None if it has none or it may not be quoted."""
        text: str | None = getattr(facts.contact, name)
        source = f"{facts.path}:{facts.line(name)}"
        return SourcedText(text, source) if text and self.may_quote(text, facts.path, source) else None

    @cached_property
    def unnamed(self) -> frozenset[str]:
        """The paths of the contacts who may not be named."""
        return frozenset(self._hidden.keys() - self._only)

    def _hidden_participants(self, source: str) -> list[str]:
        """Return who took part in the interactions on a line, or whose texts are there, but may not be named."""
        note, line = split_place(source)
        there = (
            one for one in self._index.interactions.get(note, ()) if line is not None and line in _lines(one)
        )
        return [path for one in there for path in one.people if not self._may_name(path)]


# No name and no number goes on across it.
_APART = "\n|\n"
_LINK = late_pattern(r"\[\[([^\[\]|#\r\n]+)")


def split_place(source: str) -> tuple[str, int | None]:
    """Return the path and the line of a `path:line`; of a path alone, no line."""
    path, _, line = source.rpartition(":")
    return (path, int(line)) if line.isdecimal() else (source, None)


def _lines(one: DatedInteraction) -> Iterator[int]:
    """Yield the lines of an interaction: its own, and those of its properties."""
    yield one.line
    for texts in (one.topics, one.gave, one.got, one.asked, one.thanked):
        yield from (line for _, line in texts)


def _readings(text: str) -> Iterator[str]:
    """Yield a text as written and, if it has signs that stand for letters, as it is read: in addresses and HTML."""
    yield text
    if "%" in text:
        from urllib.parse import unquote

        if (plain := unquote(text)) != text:
            yield plain
    if "&" in text and ";" in text:
        from html import unescape

        if (plain := unescape(text)) != text:
            yield plain
