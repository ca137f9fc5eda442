"""Defines what a draft can speak about: a contact, the writer's work or field, and what a contact made. Finds none."""

from plaintext_network.named_tuples import NamedTuple

PERSON, GROUP, PLACE, FIELD, WORK = "person", "group", "place", "field", "work"


class Subject(NamedTuple):
    """Words of a draft, half-open, that name somebody or something.

    `rule` is the rule for criticism of it, `label` says what it is, `names` are all its spellings. `kind` is PERSON, GROUP,
    PLACE, FIELD, or WORK for something that a contact made. `path` is a contact's note. `pronoun`: the words are a pronoun for an earlier subject.
    """

    start: int
    end: int
    rule: str
    label: str
    names: tuple[str, ...]
    kind: str
    path: str | None = None
    pronoun: bool = False
