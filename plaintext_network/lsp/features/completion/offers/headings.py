"""Offers the headings of the note that a link leads to. Resolves only complete targets."""

from collections.abc import Iterator

from plaintext_network.lsp.features.completion.insertion import Change, Insertion
from plaintext_network.lsp.features.completion.make_items import Offer
from plaintext_network.lsp.features.completion.match_words import fitting
from plaintext_network.lsp.features.completion.places.place import Place
from plaintext_network.lsp.features.completion.request import Request
from plaintext_network.model.note.facts import Ref
from plaintext_network.model.note.values.visible_text import visible_text
from plaintext_network.notes.late_patterns import late_pattern

# What a link can't contain. Programs find the heading by its words.
_NOT_IN_LINK = late_pattern(r"[\[\]|#^\"'\\]+")


def offer_headings(request: Request, place: Place) -> Iterator[Offer]:
    """Yield the headings of a link's note, or of this note for a link without a target."""
    if place.target.strip():
        ref = Ref(place.target.strip(), 1, 1, 0)
        path = request.index.names.resolve(ref, request.path, people=False).path
    else:
        path = request.path
    if path is None:
        return
    document = request.document if path == request.path else request.view.document(path)
    headings = (
        " ".join(_NOT_IN_LINK.sub(" ", visible_text(each.text)).split())
        for each in document.note.body.headings
    )
    closing = "" if request.text.startswith("]", place.end) else "]]"
    for heading in fitting(filter(None, headings), place.typed):
        yield Offer(heading, "value", Insertion(Change(place.start, place.end, heading + closing)))
