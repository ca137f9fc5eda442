"""Reduces what matching compares to keys: ids, addresses, profiles and numbers. Compares no names."""

from __future__ import annotations

import re

from plaintext_network.model.language.equivalence import Synonyms
from plaintext_network.model.language.organization_names import organization_key
from plaintext_network.model.language.phones import is_same_ending, phone_key
from plaintext_network.model.language.profile_links import profile_of
from plaintext_network.model.language.shared_addresses import mailbox_key

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.network.people.matching import MatchPerson

# The kinds of evidence, strongest first.
ID, EMAIL, LINK, PHONE, ORGANIZATION, NAME, NEAR_NAME = KINDS = (
    "id", "email", "link", "phone", "organization", "name", "near-name",
)  # fmt: skip
Key = tuple[str, str]

_UUID = re.compile(r"(?:urn:)?(?:uuid:)?\{?([0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12})\}?", re.IGNORECASE)
_LONG = 20  # characters of an id that no two sources give to different people
_DIGITS = 8  # the last digits of a number, by which numbers are looked up


def match_keys(person: MatchPerson) -> dict[Key, str]:
    """Return the keys under which somebody is looked up, with the value that each is of."""
    found: dict[Key, str] = {}
    for source, given in person.ids:
        for key in _id_keys(source, given.strip()):
            found.setdefault((ID, key), given)
    for kind, values in ((EMAIL, person.emails), (LINK, person.links), (PHONE, person.phones)):
        for value in values:
            if key := value_key(kind, value):
                found.setdefault((kind, key), value)
    return found


def value_key(kind: str, value: str) -> str:
    """Return the key of an address, a profile or a number; "" for what is none, and for a number of fewer than eight digits."""
    if kind == EMAIL:
        return mailbox_key(value)
    if kind == LINK:
        return profile.key if (profile := profile_of(value)) else ""
    digits = phone_key(value).lstrip("+")
    return digits[-_DIGITS:] if len(digits) >= _DIGITS else ""


def has_same_key(kind: str, one: str, other: str) -> bool:
    """Return whether two values are equal as evidence of a kind."""
    if kind not in (EMAIL, LINK, PHONE):
        return one == other
    return value_key(kind, one) == value_key(kind, other) != "" and is_same_value(kind, one, other)


def _id_keys(source: str, given: str) -> tuple[str, ...]:
    """Return the keys of an id: under its source, and under none if it can't be another's."""
    if not given:
        return ()
    found = _UUID.fullmatch(given)
    bare = found[1].replace("-", "").lower() if found else given
    if source == "uid" or found or len(bare) >= _LONG:
        return (f"{source}\n{bare}", f"uid\n{bare}") if source != "uid" else (f"uid\n{bare}",)
    return (f"{source}\n{bare}",)


def is_same_value(kind: str, one: str, other: str) -> bool:
    """Return whether two values with one key are equal in full."""
    return kind != PHONE or is_same_ending(one, other)


def organizations_agree(one: str, other: str) -> bool:
    """Return whether two names are of one organization, whatever their legal forms and the order of their words."""
    if not one.strip() or not other.strip():
        return False
    synonyms = Synonyms.of(())
    return one == other or organization_key(one, synonyms) == organization_key(other, synonyms)
