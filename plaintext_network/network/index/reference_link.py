"""Decides whether a text in a property, such as an organization, is written as a link to its note. Pure."""

from plaintext_network.model.note.facts import Ref
from plaintext_network.network.index.index import Index

# The kind of note that each of these properties refers to.
LINKED_KINDS = {
    "organization": "organization",
    "former": "organization",
    "organizations": "organization",
    "met_at": "event",
    "event": "event",
    "goal": "goal",
}


def linked_note(index: Index, name: str, text: str, source: str) -> str | None:
    """Return the path of the note that a property's text means, if the vault links such notes there; else None."""
    path = index.names.resolve(Ref(text, 1, 1, 0), source, people=False).path
    if path is None or path == source:
        return None
    kind = index.names.kinds[path]
    if kind not in (LINKED_KINDS.get(name), "plain"):
        return None
    links, texts = _uses(index, name, source)
    # Without an example, a note of the right kind is one to link to.
    return path if links >= max(texts, 1) or (kind != "plain" and not texts) else None


def _uses(index: Index, name: str, source: str) -> tuple[int, int]:
    """Return how many contacts link a note in this property, and how many only name one."""
    links = texts = 0
    for facts in index.contacts():
        if facts.path == source:
            continue
        for ref in facts.refs(name):
            if ref.wiki is not None:
                links += 1
            elif index.names.resolve(ref, facts.path, people=False).path is not None:
                texts += 1
    return links, texts
