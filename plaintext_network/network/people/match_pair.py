"""Weighs the evidence that two people are one: what speaks for it, and why it may not decide alone. Looks nobody up."""

from __future__ import annotations

import re
from functools import cached_property

from plaintext_network.model.language.normalize import name_key, stem_of
from plaintext_network.model.language.ordinary_words import is_ordinary
from plaintext_network.model.language.profile_links import profile_of
from plaintext_network.model.language.shared_addresses import email_key, may_be_shared
from plaintext_network.model.language.sounds import spelling_key
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.address_names import (
    is_family_name,
    is_legible,
    is_of_family,
    is_of_name,
    names_another,
    names_whole,
)
from plaintext_network.network.people.compatible_names import (
    COMPATIBLE,
    DIFFERENT,
    FIRST_NAME,
    SAME,
    agreement,
    shares_word,
)
from plaintext_network.network.people.duplicates import FIRST_NAME_ALONE, ONE_NAME, Reason
from plaintext_network.network.people.match_keys import (
    EMAIL,
    ID,
    KINDS,
    LINK,
    NAME,
    NEAR_NAME,
    ORGANIZATION,
    PHONE,
    organizations_agree,
    value_key,
)

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.network.people.matching import MatchPerson

_BIRTHDAY = re.compile(r"(?:\d{4}-)?\d\d-\d\d", re.ASCII)
# The kinds of evidence that may decide alone, strongest first.
DECIDING = (ID, EMAIL, LINK)
_RANKS = {kind: number for number, kind in enumerate(KINDS)}
_FEW = 2  # contacts who may have one telephone number: of more, it is a switchboard's


class Evidence(NamedTuple):
    """Why two people may be one: `kind` is id, email, link, phone, organization, name or near-name; `text` says it in words.

    `value` is the contact's value that is equal, as written; "" for an id or a name.
    """

    kind: str
    text: str
    value: str = ""


class MatchPair:
    """A record and a contact, and what they have in common. `claims` are the kinds that may decide, if nothing else speaks against it."""

    def __init__(self, record: MatchPerson, contact: MatchPerson) -> None:
        self.record, self.contact = record, contact
        self._found: list[tuple[float, Evidence]] = []
        self._ids: set[str] = set()
        # For each kind that may decide, how well the names must agree.
        self.claims: dict[str, int] = {}

    @cached_property
    def agreement(self) -> int:
        """How well the names agree."""
        record, contact = self.record, self.contact
        found = agreement((record.name, *record.aliases), (contact.name, *contact.aliases))
        # A company's card has the company's name, which may begin like a person's.
        return found if found == SAME or _is_company(record) == _is_company(contact) else DIFFERENT

    @property
    def agrees(self) -> bool:
        """Whether the names can be one person's."""
        return self.agreement != DIFFERENT

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The evidence, strongest first."""
        return tuple(each for _, each in sorted(self._found))

    @property
    def order(self) -> tuple[float, int]:
        """A value that sorts the likeliest pairs first: by the strongest evidence, then by how much there is."""
        return min((rank for rank, _ in self._found), default=len(KINDS)), -len(self._found)

    @property
    def is_first_name_alone(self) -> bool:
        """Whether nothing speaks for it but a first name of which one of the two has no other."""
        return len(self._found) == 1 and self._found[0][0] == _RANKS[NEAR_NAME] + FIRST_NAME_ALONE / 10

    def add_value(self, kind: str, ours: str, theirs: str, owners: int) -> None:
        """Add an equal value, which so many contacts have."""
        if kind == ID:
            # One id may be equal under the source and as a UID.
            if ours not in self._ids:
                self._ids.add(ours)
                self._add(ID, "the same id", "")
            self._claim(ID, FIRST_NAME)
        elif kind == EMAIL:
            self._add_email(ours, theirs, owners)
        elif kind == LINK:
            self._add_link(theirs, owners)
        elif kind == PHONE and owners <= _FEW and self._shares_word:
            self._add(PHONE, f"the same telephone number {theirs}", theirs)

    def add_name(self, reason: Reason) -> None:
        """Add that the names are the same, or nearly so."""
        uncertainty, text = reason
        if uncertainty <= ONE_NAME and (called := self._called):
            text = called
        if uncertainty > ONE_NAME:
            self._add(NEAR_NAME, text, "", uncertainty / 10)
        elif organizations_agree(self.record.organization, self.contact.organization):
            self._add(ORGANIZATION, f"{text} and the same organization", self.contact.organization)
        else:
            self._add(NAME, text, "")

    def doubt(self, kind: str) -> str:
        """Return why a kind of evidence doesn't decide alone; "" if it does."""
        record, contact = self.record, self.contact
        if record.birthday and contact.birthday and _differ(record.birthday, contact.birthday):
            return "the birthdays differ"
        if self.agreement >= self.claims[kind]:
            return ""
        # A source may give an id to somebody else, but not with one of their other values.
        if kind == ID and sum(each.kind in (ID, EMAIL, LINK, PHONE) for _, each in self._found) > 1:
            return ""
        return "the names may be two people's"

    @property
    def _called(self) -> str:
        """Return how the contact has one of the record's names as it is written; "" if not."""
        record, contact = self.record, self.contact
        keys = {name_key(name) for name in (record.name, *record.aliases)}
        if name_key(contact.name) in keys:
            return "the same name"
        if name_key(stem_of(contact.key)) in keys:
            return "the note is called so"
        alias = next((alias for alias in contact.aliases if name_key(alias) in keys), None)
        return f"also goes by “{' '.join(alias.split())}”" if alias else ""

    @property
    def _shares_word(self) -> bool:
        record, contact = self.record, self.contact
        return shares_word((record.name, *record.aliases), (contact.name, *contact.aliases))

    def _add_email(self, ours: str, theirs: str, owners: int) -> None:
        text = f"the same e-mail address {theirs}"
        key, other = email_key(ours), email_key(theirs)
        local = key.rpartition("@")[0]
        names = self.record.name, self.contact.name
        is_word = (
            local.isalpha() and is_ordinary(local) and not any(is_of_name(local, name) for name in names)
        )
        if owners > 1 or is_word or may_be_shared(key):
            if self.agrees:
                self._add(EMAIL, f"{text}, which may be several people's", theirs, 0.5)
            return
        self._add(EMAIL, text, theirs)
        self._claim(EMAIL, self._needed_for_email(key, other))

    def _needed_for_email(self, key: str, other: str) -> int:
        """Return how well the names must agree for an address to decide."""
        local = key.rpartition("@")[0]
        names = self.record.name, self.contact.name
        if key != other or any(is_of_family(local, name) for name in names) or self._has_other_id:
            return SAME
        if self.agreement < SAME and any(names_another(local, name) for name in names):
            return SAME
        if self.agreement == FIRST_NAME and self._has_other_values:
            return COMPATIBLE
        if self.agreement == DIFFERENT and any(names_whole(local, name) for name in names):
            # The address has the whole name, of which one of the two names is a part, or can't be compared.
            one, whole = sorted(names, key=len)
            if is_family_name(one, whole) or is_legible(one) != is_legible(whole):
                return DIFFERENT
        return FIRST_NAME

    def _add_link(self, theirs: str, owners: int) -> None:
        profile = profile_of(theirs)
        if profile is None:
            return
        handle = spelling_key("".join(filter(str.isalnum, profile.handle)))
        companies = {
            spelling_key("".join(filter(str.isalnum, each.organization.lower())))
            for each in (self.record, self.contact)
        }
        text = f"the same profile {theirs}"
        if handle in companies or owners > 1:
            if self.agrees:
                self._add(LINK, f"{text}, which may be several people's", theirs, 0.5)
            return
        self._add(LINK, text, theirs)
        self._claim(LINK, SAME if self._has_other_id else FIRST_NAME if profile.is_personal else COMPATIBLE)

    @property
    def _has_other_id(self) -> bool:
        """Whether a source has another id for the contact than for the record."""
        ours, theirs = dict(self.record.ids), dict(self.contact.ids)
        return any(theirs.get(source, given) != given for source, given in ours.items() if source != "uid")

    @property
    def _has_other_values(self) -> bool:
        """Whether both have telephone numbers or profiles, and none in common."""
        for kind, name in ((PHONE, "phones"), (LINK, "links")):
            ours, theirs = (
                {value_key(kind, value) for value in values} - {""}
                for values in (getattr(self.record, name), getattr(self.contact, name))
            )
            if ours and theirs and ours.isdisjoint(theirs):
                return True
        return False

    def _add(self, kind: str, text: str, value: str, more: float = 0) -> None:
        self._found.append((_RANKS[kind] + more, Evidence(kind, text, value)))

    def _claim(self, kind: str, needed: int) -> None:
        self.claims[kind] = max(needed, self.claims.get(kind, 0))


def _is_company(person: MatchPerson) -> bool:
    return bool(person.organization) and name_key(person.name) == name_key(person.organization)


def _differ(one: str, other: str) -> bool:
    """Return whether two birthdays are of two people; a year that one of them lacks is no difference."""
    if not (_BIRTHDAY.fullmatch(one) and _BIRTHDAY.fullmatch(other)):
        return False
    return one[-5:] != other[-5:] or (len(one) == len(other) == len("1815-12-10") and one != other)
