"""Resolves what properties name besides people: organizations, events, goals. One key for all spellings."""

from plaintext_network.model.language.normalize import name_key, stem_of
from plaintext_network.model.note.facts import Facts, Ref
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.index.index import Index


class Reference(NamedTuple):
    """An organization, event, place or goal. `key` is equal for equal ones; `path` is its note's, None without a note.

    `source` is the `path:line` that names it, and `says` the spelling there.
    """

    key: str
    name: str
    path: str | None
    source: str
    says: str


def resolve_reference(index: Index, ref: Ref, path: str) -> Reference:
    """Return what a link or a name in the note at `path` refers to: a note by path, file name, name or alias, else the words."""
    source = f"{path}:{ref.line}"
    says = stem_of(ref.target) if ref.wiki is not None else ref.target
    found = index.names.resolve(ref, path, people=False).path
    if found is None or index.names.kinds.get(found) == "contact":
        return Reference(name_key(says), says, None, source, says)
    return Reference(found, index.notes[found].name, found, source, says)


def references_in(index: Index, facts: Facts, name: str) -> tuple[Reference, ...]:
    """Return what a property of a note names, in order."""
    return tuple(resolve_reference(index, ref, facts.path) for ref in facts.refs(name))


def typed_reference(index: Index, typed: str) -> Reference:
    """Return what a typed text refers to: the whole name, alias or path of a note, else the words."""
    written = typed.strip()
    if written.startswith("[[") and written.endswith("]]"):
        written = written[2:-2].partition("|")[0].partition("#")[0].strip()
    return resolve_reference(index, Ref(written, 0, 0, 0, None), "")
