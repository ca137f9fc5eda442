"""Offers notes that are no contacts: events, organizations and goals by any word of their names, others by their beginning."""

from collections.abc import Callable, Iterator

from plaintext_network.lsp.features.completion.insertion import Insertion
from plaintext_network.lsp.features.completion.make_items import MOST_ITEMS, Offer
from plaintext_network.lsp.features.completion.request import Request
from plaintext_network.model.language.normalize import fold, name_key, stem_of
from plaintext_network.model.note.facts import Facts
from plaintext_network.network.index.overlay import fetch

# In this order.
NAMED_KINDS = ("event", "organization", "goal")


def other_notes(
    request: Request, typed: str, write: "Callable[[Facts], Insertion | None]"
) -> Iterator[Offer]:
    """Yield offers of notes that are no contacts."""
    paths = [path for kind in NAMED_KINDS for path in notes_of_kind(request, kind, typed)][:MOST_ITEMS]
    notes = request.index.notes
    fetch(notes, paths)
    for path in paths:
        if (insertion := write(notes[path])) is not None:
            yield Offer(notes[path].name, "note", insertion, notes[path].kind, path)


def notes_of_kind(request: Request, kind: str, typed: str) -> list[str]:
    """Return the notes of a kind that have all words in their file names, those first whose names begin with the text."""
    words = fold(typed).split()
    found = []
    for path in request.index.names.of_kind(kind):
        stem = fold(stem_of(path))
        if path != request.path and all(word in stem for word in words):
            found.append((not stem.startswith(fold(typed)), name_key(stem), path))
    return [path for *_, path in sorted(found)]
