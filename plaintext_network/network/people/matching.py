"""Matches people of another address book, or of the vault itself, to contacts by evidence. Reads no notes, and decides only what is sure."""

from plaintext_network.named_tuples import NamedTuple


class MatchPerson(NamedTuple):
    """What matching compares of one person. `key` is a contact's path, or the number of a record.

    `ids` are pairs of a source's name and its id. `apart` are keys of people who are known to be somebody else. `places`
    are `path:line` of values, by value.
    """

    key: str
    name: str
    aliases: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    organization: str = ""
    ids: tuple[tuple[str, str], ...] = ()
    apart: frozenset[str] = frozenset()


class Evidence(NamedTuple):
    """Why two people may be one: `kind` is id, email, link, phone, organization, name or near-name; `text` says it in words."""

    kind: str
    text: str
    value: str = ""


class MatchCandidate(NamedTuple):
    """A contact who may be the person, and the evidence, strongest first."""

    path: str
    name: str
    evidence: tuple[Evidence, ...]


class Match(NamedTuple):
    """The result for one person: the contact who is certainly the same, or None; and all candidates, likeliest first."""

    key: str
    decided: str | None
    candidates: tuple[MatchCandidate, ...]
