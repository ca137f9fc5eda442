"""Offers notes other than contacts: events, organizations and goals by any word of their names, others by their first letters."""

from collections.abc import Callable, Iterator

from plaintext_network.lsp.features.completion.insertion import Insertion
from plaintext_network.lsp.features.completion.make_items import MOST_ITEMS, Offer
from plaintext_network.lsp.features.completion.request import Request
from plaintext_network.model.language.normalize import fold, name_key, stem_of
from plaintext_network.model.note.facts import Facts
from plaintext_network.network.index.overlay import fetch, items_beginning

# In this order.
NAMED_KINDS = ("event", "organization", "goal")


def other_notes(
    request: Request, typed: str, write: "Callable[[Facts], Insertion | None]"
) -> Iterator[Offer]:
    """Yield offers of notes other than contacts."""
    named = [path for kind in NAMED_KINDS for path in notes_of_kind(request, kind, typed)]
    paths = list(dict.fromkeys([*named[:MOST_ITEMS], *_beginning(request, typed)]))
    notes = request.index.notes
    fetch(notes, paths)
    for path in paths:
        facts = notes[path]
        # Most other notes have only the name of their file.
        shown = facts.name if facts.kind in NAMED_KINDS else facts.page or facts.stem
        if path != request.path and (insertion := write(facts)) is not None:
            yield Offer(
                shown, "note", insertion, facts.kind if facts.kind != "plain" else _folder(path), path
            )


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def notes_of_kind(request: Request, kind: str, typed: str) -> list[str]:
    """Return the notes of a kind that have all words in their file names, those first whose names begin with the text."""
    wanted = fold(typed)
    words = wanted.split()
    found = []
    for path in request.index.names.of_kind(kind):
        stem = fold(stem_of(path))
        if path != request.path and all(word in stem for word in words):
            found.append((not stem.startswith(wanted), stem, path))
    return [path for *_, path in sorted(found)]


def _beginning(request: Request, typed: str) -> Iterator[str]:
    """Yield the notes that have a name, an alias or a file name with this beginning; also the last part of a path."""
    if not typed.strip():
        return
    names, found = request.index.names, dict[str, None]()
    for start in dict.fromkeys((name_key(typed), name_key(typed.rpartition("/")[2]))):
        for _, hits in items_beginning(names.table, start, MOST_ITEMS) if start else ():
            found.update(dict.fromkeys(path for _, path in hits))
    fetch(names.kinds, found)
    folder = typed.rpartition("/")[0]
    for path in found:
        is_inside = (
            not folder or is_in_folder(path, folder) or fold(typed) in fold(request.index.notes[path].page)
        )
        if names.kinds.get(path) != "contact" and is_inside:
            yield path


def is_in_folder(path: str, folder: str) -> bool:
    """Return whether a note is in a folder, of whose path only the end may be given."""
    return f"/{fold(path)}".rpartition("/")[0].endswith(f"/{fold(folder.strip('/'))}")
