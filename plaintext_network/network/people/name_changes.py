"""Tells how unsaved texts change whom the words of a text may name, so that what depends on names alone is derived once."""

from plaintext_network.model.note.facts import Facts
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.names import identity
from plaintext_network.network.index.overlay import Overlay
from plaintext_network.network.people.hidden_people import hidden_person

# What a report knows of the employers and places of those who may be named.
_PROPERTIES = ("organization", "former", "location")


def name_changes(before: Index, after: Index) -> tuple[object, ...]:
    """Return a value that is equal for equal names after a change; empty if they are those before it.

    Names are whatever `PrivacyRule` derives for all views of a state: the names of contacts and organizations, who is hidden,
    and the employers and places of the others.
    """
    if after is before:
        return ()
    if not isinstance(after.notes, Overlay):
        # In memory: nobody knows what was changed.
        return (object(),)
    found = []
    for path, facts in sorted(after.notes.changed.items(), key=lambda item: item[0]):
        named = _named(facts)
        if named != _named(before.notes.get(path)):
            found.append((path, named))
    return tuple(found)


def _named(facts: Facts | None) -> tuple[object, ...] | None:
    """Return what a note says that the names of a vault are derived from."""
    if facts is None:
        return None
    person = hidden_person(facts) if facts.kind == "contact" else None
    # Without the lines, which change with any text above.
    links = (tuple((ref.target, ref.wiki) for ref in facts.refs(name)) for name in _PROPERTIES)
    return identity(facts), facts.name, facts.aliases, person, *map(facts.texts, _PROPERTIES), *links
