"""Summarizes what matching compares of each contact. Matches nobody."""

from __future__ import annotations

from plaintext_network.network.index.summaries import Summary
from plaintext_network.network.people.matching import MatchPerson
from plaintext_network.network.people.relations import contacts_of

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plaintext_network.model.note.rules import Rules
    from plaintext_network.network.index.index import Index


def _matched(index: Index, path: str, rules: Rules) -> tuple[Any, ...] | None:  # noqa: ARG001
    facts = index.notes[path]
    contact = facts.contact
    if contact is None:
        return None
    others = dict.fromkeys((facts.page or facts.stem, *facts.aliases))
    others.pop(facts.name, None)
    apart = {other for ref in contact.different_from for other, _ in contacts_of(index, ref, path)}
    return (
        facts.name,
        tuple(others),
        contact.emails,
        contact.phones,
        contact.links,
        "".join(facts.texts("organization")[:1]),
        contact.uid or "",
        contact.birthday.text if contact.birthday else "",
        tuple(sorted(apart)),
    )


MATCHED = Summary("matched", _matched)


def match_people(index: Index, rules: Rules) -> list[MatchPerson]:
    """Return every contact as matching compares it, by path; `ids` has the property `uid`, and no source's ids."""
    found = []
    for path, values in sorted(index.summaries(MATCHED, rules).items()):
        name, aliases, emails, phones, links, organization, uid, birthday, apart = values
        ids = (("uid", uid),) if uid else ()
        found.append(
            MatchPerson(
                path, name, aliases, emails, phones, links, organization, ids, frozenset(apart), birthday
            )
        )
    return found
