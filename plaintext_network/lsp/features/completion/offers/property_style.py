"""Finds how a vault writes properties (names, lists, links) from a few notes of one kind. Reads them once per vault state."""

from collections import Counter

from plaintext_network.model.language.normalize import property_key
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.edit_front import block_indent, has_items
from plaintext_network.notes.header import ListValue, Scalar
from plaintext_network.vault.edits.notes_alike import notes_alike
from plaintext_network.vault.notebook import Notebook


class Alike(NamedTuple):
    """How a few notes write their properties: every name as written, the indent of lists whose items are below each other, and
    the keys of the properties whose values are links, and bare texts."""

    names: tuple[str, ...]
    list_indent: str | None
    linked: Counter[str]
    bare: Counter[str]

    def links(self, name: str) -> bool:
        """Return whether values of a property are usually links; true without an example."""
        key = property_key(name)
        return self.linked[key] >= self.bare[key]


def write_alike(notebook: Notebook, path: str, kind: str) -> Alike:
    """Return how a few notes of a kind write their properties, those in the folder of `path` first."""
    notes = notes_alike(notebook.index.names, notebook.dry_run().content, path, kind)
    linked, bare = Counter[str](), Counter[str]()
    indents = Counter(block_indent(note) for note in notes if has_items(note))
    for note in notes:
        for written in note.header.properties:
            value = written.value
            for item in value.items if isinstance(value, ListValue) else (value,):
                if isinstance(item, Scalar) and not item.is_null and item.text:
                    (linked if item.text.startswith("[") else bare)[property_key(written.name)] += 1
    return Alike(
        tuple(written.name for note in notes for written in note.header.properties),
        indents.most_common(1)[0][0] if indents else None,
        linked,
        bare,
    )
