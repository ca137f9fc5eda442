"""Reduces what matching compares to keys: ids, addresses, profiles and numbers. Compares no names."""

from __future__ import annotations

import re

from plaintext_network.model.language.equivalence import Synonyms
from plaintext_network.model.language.organization_names import organization_key
from plaintext_network.model.language.phones import is_same_ending, phone_key
from plaintext_network.model.language.profile_links import profile_of
from plaintext_network.model.language.shared_addresses import email_key, without_tag

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from plaintext_network.network.people.matching import MatchPerson

# The kinds of evidence, strongest first.
ID, EMAIL, LINK, PHONE, ORGANIZATION, NAME, NEAR_NAME = KINDS = (
    "id", "email", "link", "phone", "organization", "name", "near-name",
)  # fmt: skip
Key = tuple[str, str]

_UUID = re.compile(r"(?:urn:)?(?:uuid:)?\{?([0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12})\}?", re.IGNORECASE)
_LONG = 20  # characters of an id that no two sources give to different people
_DIGITS = 8  # the last digits of a number, by which numbers are looked up


def match_keys(person: MatchPerson) -> Mapping[Key, str]:
    """Return the keys under which somebody is looked up, with the value that each is of."""
    found: dict[Key, str] = {}
    for source, given in person.ids:
        for key in _id_keys(source, given.strip()):
            found.setdefault((ID, key), given)
    for address in person.emails:
        if key := email_key(address):
            found.setdefault((EMAIL, without_tag(key)), address)
    for link in person.links:
        if profile := profile_of(link):
            found.setdefault((LINK, profile.key), link)
    for phone in person.phones:
        digits = phone_key(phone).lstrip("+")
        if len(digits) >= _DIGITS:
            found.setdefault((PHONE, digits[-_DIGITS:]), phone)
    return found


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
