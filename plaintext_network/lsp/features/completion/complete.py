"""Decides what to offer for what is being typed at the cursor. Knows neither how it is found nor how it is written."""

from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.features.completion.body_place import body_places
from plaintext_network.lsp.features.completion.front_place import front_place
from plaintext_network.lsp.features.completion.hidden_text import is_hidden, is_in_address
from plaintext_network.lsp.features.completion.insertion import Insertion, insert_link, insert_target
from plaintext_network.lsp.features.completion.items import CompletionList
from plaintext_network.lsp.features.completion.make_items import make_list
from plaintext_network.lsp.features.completion.people import link_of, offer_notes
from plaintext_network.lsp.features.completion.place import Place
from plaintext_network.lsp.features.completion.request import Request
from plaintext_network.lsp.positions import Position
from plaintext_network.model.note.facts import Facts
from plaintext_network.vault.files.walk import is_note


def complete(
    view: EditorView,
    document: Document,
    at: Position,
    *,
    by_hand: bool,
    snippets: bool = False,
    replaces: bool = False,
) -> CompletionList:
    """Return what fits at a position. `by_hand`: the user asked for it, so people are offered in plain text, too.

    `snippets`: the editor expands snippets. `replaces`: it replaces text after the cursor, too, where an edit says so.
    """
    if not is_note(document.path):
        return CompletionList()
    request = Request(view, document, at, by_hand=by_hand, snippets=snippets, replaces=replaces)
    for place in _places(request):
        offered = _offered(request, place)
        if offered.items:
            return offered
    return CompletionList()


def _places(request: Request) -> list[Place]:
    if is_in_address(request.before):
        return []
    if request.front_end is not None:
        place = front_place(request.lines, request.at)
        return [] if place is None else [place]
    places = body_places(request.before, request.after, request.lines.starts[request.at.line])
    if places and is_hidden(request.lines, request.at, request.body_line):
        return []
    return places


def _offered(request: Request, place: Place) -> CompletionList:
    definition = request.definition(place.property) if place.property else None
    only_people = definition is not None and definition.type == "people"
    if place.what == "link":

        def write(facts: Facts) -> Insertion | None:
            link = link_of(request, facts, people=only_people, body=place.form == "body")
            return None if link is None else insert_link(place, link, request.text, replaces=request.replaces)

    elif place.what == "target":

        def write(facts: Facts) -> Insertion | None:
            link = link_of(request, facts, people=False, body=True, markdown=True)
            return None if link is None else insert_target(place, link, request.text)

    else:
        return CompletionList()
    return make_list(request, place.typed, offer_notes(request, place.typed, write, only_people=only_people))
