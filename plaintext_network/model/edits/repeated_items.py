"""Removes the items of a list that new targets have made equal. Knows no other note."""

from collections.abc import Sequence

from plaintext_network.notes.edit_front import set_values
from plaintext_network.notes.header import ListValue, Scalar
from plaintext_network.notes.links import links_in
from plaintext_network.notes.note import Note
from plaintext_network.notes.scalars import YamlText


def without_repeated_items(before: Note, after: Note) -> Note:
    """Return the note after new targets, without the items of lists that lead where an earlier one leads only since then."""
    for written, now in zip(before.header.properties, after.header.properties, strict=True):
        if written.value == now.value or not isinstance(now.value, ListValue):
            continue
        old, new = _texts(written.value), _texts(now.value)
        if old is None or new is None or len(old) != len(new):
            continue
        kept = [
            at
            for at, text in enumerate(new)
            if not any(
                _target(new[n]) == _target(text) and _target(old[n]) != _target(old[at]) for n in range(at)
            )
        ]
        if len(kept) < len(new):
            after = set_values(after, now.name, [YamlText(new[at]) for at in kept], many=True)
    return after


def _texts(value: object) -> Sequence[str] | None:
    """Return the items of a list of texts, None if it has others."""
    items = value.items if isinstance(value, ListValue) else ()
    texts = [item.text for item in items if isinstance(item, Scalar)]
    return texts if len(texts) == len(items) else None


def _target(text: str) -> str:
    """Return the name of the note that a text links; a text that isn't one link stays."""
    link = next(links_in(text), None) if "[" in text else None
    return link.target if link and link.span == (0, len(text)) else text.strip()
