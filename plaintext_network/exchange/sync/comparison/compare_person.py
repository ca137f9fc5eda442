"""Compares a contact's note with their card, property by property, and returns what each side needs. Writes nothing, and asks nobody."""

from __future__ import annotations

from collections.abc import Mapping

from plaintext_network.exchange.imports.merge_values import Values, is_respelled, is_same_value
from plaintext_network.exchange.sync.comparison.card_side import COMPARED, LISTS, CardSide
from plaintext_network.exchange.sync.comparison.compare_values import (
    NOTHING,
    BothWays,
    SidesOf,
    has,
    merge_lists,
    merge_singles,
    without,
)
from plaintext_network.exchange.sync.comparison.note_side import NoteSide
from plaintext_network.exchange.sync.sync_base import SyncedPerson
from plaintext_network.exchange.sync.sync_plan import FOLDER, VAULT, Conflict
from plaintext_network.model.language.equivalence import Synonyms
from plaintext_network.model.language.normalize import name_key
from plaintext_network.named_tuples import NamedTuple

# Properties that leave only on request, and the word for it.
ON_REQUEST = {"tags": "tags", "circles": "circles"}


class PersonMerge(NamedTuple):
    """What each side needs: the new values of each property that changes, and what only the user can decide.

    With `keeps_former`, the old organization becomes a former one.
    """

    note: Mapping[str, Values]
    card: Mapping[str, Values]
    conflicts: tuple[Conflict, ...] = ()
    keeps_former: bool = False


def merge_person(
    note: NoteSide,
    card: CardSide,
    before: SyncedPerson | None,
    send: frozenset[str],
    answers: Mapping[str, str],
    synonyms: Synonyms,
) -> PersonMerge:
    """Return what a note and a card need to be in sync. `before` is None if their earlier values are unknown.

    `answers` are the user's, VAULT or FOLDER by property.
    """
    return _PersonMerger(note, card, before, send, answers, synonyms).merged()


class _PersonMerger:
    def __init__(
        self,
        note: NoteSide,
        card: CardSide,
        before: SyncedPerson | None,
        send: frozenset[str],
        answers: Mapping[str, str],
        synonyms: Synonyms,
    ) -> None:
        self.note, self.card, self.before = note, card, before
        self.send, self.answers, self.synonyms = send, answers, synonyms
        self.for_note: dict[str, Values] = {}
        self.for_card: dict[str, Values] = {}
        self.conflicts: list[Conflict] = []

    def merged(self) -> PersonMerge:
        for name in COMPARED[1:]:
            self._take(name, self._compare(name))
        self._name()
        self._job()
        self._own_names()
        return PersonMerge(self.for_note, self.for_card, tuple(self.conflicts), self._keeps_former())

    def _sides(self, name: str) -> SidesOf:
        note_before, card_before = self._before(name)
        if self._is_dropped(name):
            card_before = ()
        return SidesOf(
            name,
            self.note.values.get(name, ()),
            self.note.leaving.get(name, ()),
            self.card.values.get(name, ()),
            note_before,
            card_before,
            name not in ON_REQUEST or ON_REQUEST[name] in self.send,
        )

    def _is_dropped(self, name: str) -> bool:
        """Return whether a server has dropped a property that it doesn't know: pnet sent it, and the server's card has none of it."""
        before = self.before
        return (
            before is not None
            and name in before.sent
            and name not in self.card.values
            and self.card.program != before.program
        )

    def _before(self, name: str) -> tuple[Values | None, Values | None]:
        before = self.before
        if before is None:
            return None, None
        note, card = before.note_values.get(name), before.card_values.get(name)
        if note is None and card is None and name in before.conflicts:
            return None, None
        return note or (), card or ()

    def _compare(self, name: str) -> BothWays:
        sides = self._sides(name)
        if not (sides.note or sides.card):
            return NOTHING
        if self._is_uncertain(name):
            return BothWays(is_conflict=True)
        if name in LISTS:
            return merge_lists(sides)
        if self.card.record.kind == "organization":
            return NOTHING
        found = merge_singles(sides, self.synonyms)
        if found.is_conflict and name == "location" and not self.card.has_own_city:
            # The card has it only as a part of an address.
            return NOTHING
        return found

    def _is_uncertain(self, name: str) -> bool:
        """Return whether the sides differ in a property, and it is unknown which one changed it last."""
        if self.before is None or name not in self.before.uncertain:
            return False
        leaving, card = self._sides(name)[2:4]
        return bool(without(name, leaving, card) or without(name, card, leaving))

    def _take(self, name: str, found: BothWays) -> None:
        if found.is_conflict:
            self._conflict(name)
            return
        if found.note is not None:
            self.for_note[name] = found.note
        if found.card is not None:
            self.for_card[name] = found.card

    def _conflict(self, name: str) -> None:
        sides = self._sides(name)
        answer = self.answers.get(name, "")
        if answer == VAULT:
            self.for_card[name] = sides.leaving
        elif answer == FOLDER:
            self.for_note[name] = sides.card
        else:
            answer = ""
        self.conflicts.append(Conflict(name, sides.note_before, sides.note, sides.card, answer))

    def _name(self) -> None:
        """Merge the name: the two may differ for good, and the old one becomes another name."""
        ours, theirs = self.note.name, self.card.record.name
        note_before, card_before = (next(iter(values or ()), "") for values in self._before("name"))
        if self._is_uncertain("name"):
            self._conflict("name")
        elif not (note_before and card_before):
            self._add_name(theirs)
        elif not is_same_value("name", note_before, card_before):
            # A nickname on the phone doesn't change the note, and the note's name doesn't change the nickname.
            if not is_same_value("name", theirs, card_before):
                self._add_name(theirs)
        else:
            self._take("name", merge_singles(self._sides("name"), self.synonyms))
            if "name" in self.for_note and not is_same_value("name", ours, theirs):
                self._add_name(ours)

    def _add_name(self, name: str) -> None:
        """Add another name of the contact to the note, unless the note knows it, or it is a part of the name."""
        values = self.for_note.get("aliases", self.note.values.get("aliases", ()))
        is_part = set(name_key(name).split()) <= set(name_key(self.note.name).split())
        is_new_name = "name" in self.for_note
        known = values if is_new_name else (*values, *self.note.names)
        if name and not has("name", known, name) and (is_new_name or not is_part):
            self.for_note["aliases"] = (*values, name)

    def _job(self) -> None:
        """Ask about the role, too, while the organization is undecided: the two belong together."""
        if not any(one.property == "organization" and not one.answer for one in self.conflicts):
            return
        if any(one.property == "role" for one in self.conflicts):
            return
        sides = self._sides("role")
        if ("role" in self.for_note or "role" in self.for_card) and sides.leaving != sides.card:
            self.for_note.pop("role", None)
            self.for_card.pop("role", None)
            self._conflict("role")

    def _own_names(self) -> None:
        """Leave out other names that are the name itself."""
        if "aliases" in self.for_card:
            own = self.for_card.get("name", (self.card.record.name,))
            before = self.card.values.get("aliases", ())
            kept = tuple(
                one for one in self.for_card["aliases"] if one in before or not has("name", own, one)
            )
            self._keep(self.for_card, "aliases", kept, before)
        if "aliases" in self.for_note and "name" not in self.for_note:
            before = self.note.values.get("aliases", ())
            own = (self.note.name, *self.note.names[1:2])
            kept = tuple(
                one for one in self.for_note["aliases"] if one in before or not has("name", own, one)
            )
            self._keep(self.for_note, "aliases", kept, before)

    def _keep(self, side: dict[str, Values], name: str, values: Values, before: Values) -> None:
        if values == before:
            del side[name]
        else:
            side[name] = values

    def _keeps_former(self) -> bool:
        """Return whether the organization of the note becomes a former one: the new one is more than another spelling."""
        if "organization" not in self.for_note:
            return False
        left = next(iter(self.note.values.get("organization", ())), "")
        joined = next(iter(self.for_note["organization"]), "")
        return bool(left) and not is_respelled("organization", left, joined, self.synonyms)
