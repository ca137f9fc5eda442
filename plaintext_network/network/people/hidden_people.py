"""Summarizes the contacts whom a suggestion may not name: those who are private, dead or not to be contacted."""

from plaintext_network.model.note.rules import Rules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.summaries import Summary

NOT_APPROACHED = ("do-not-contact", "deceased")


class HiddenPerson(NamedTuple):
    """A contact whom a suggestion may not name, whether they are private, and all their names."""

    private: bool
    names: tuple[str, ...]


def _hidden(index: Index, path: str, rules: Rules) -> tuple[bool, tuple[str, ...]] | None:  # noqa: ARG001
    facts = index.notes[path]
    contact = facts.contact
    # A contact of whom nothing is known is private.
    private = contact is None or contact.private
    if not private and contact is not None and contact.status not in NOT_APPROACHED:
        return None
    return private, tuple(dict.fromkeys((facts.name, facts.stem, *facts.aliases)))


HIDDEN = Summary("hidden", _hidden)


def hidden_people(index: Index, rules: Rules) -> dict[str, HiddenPerson]:
    """Return everybody whom a suggestion may not name, by path."""
    return {path: HiddenPerson(*value) for path, value in index.summaries(HIDDEN, rules).items()}
