"""Decides what to offer for the text at the cursor. Neither finds that text nor writes the insertion."""

from collections.abc import Iterator
from itertools import islice

from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.features.completion.insertion import (
    Insertion,
    has_label,
    insert_link,
    insert_target,
    insert_value,
)
from plaintext_network.lsp.features.completion.items import CompletionList
from plaintext_network.lsp.features.completion.make_items import MOST_ITEMS, Offer, make_list
from plaintext_network.lsp.features.completion.offers.dates import offer_task_days
from plaintext_network.lsp.features.completion.offers.headings import offer_headings
from plaintext_network.lsp.features.completion.offers.log_lines import offer_lines
from plaintext_network.lsp.features.completion.offers.people import (
    BEGINNING_OF_WORDS,
    Write,
    link_of,
    offer_notes,
    prepare_people,
)
from plaintext_network.lsp.features.completion.offers.properties import (
    offer_fields,
    offer_page_properties,
    offer_properties,
)
from plaintext_network.lsp.features.completion.offers.tags import offer_tags
from plaintext_network.lsp.features.completion.offers.values import offer_values, part_of_text
from plaintext_network.lsp.features.completion.places.body_place import body_places
from plaintext_network.lsp.features.completion.places.front_place import front_place
from plaintext_network.lsp.features.completion.places.hidden_text import is_hidden, is_in_address
from plaintext_network.lsp.features.completion.places.place import Place
from plaintext_network.lsp.features.completion.request import Request
from plaintext_network.lsp.features.completion.verify_insertion import proved
from plaintext_network.lsp.positions import Position
from plaintext_network.model.note.facts import Facts
from plaintext_network.notes.scalars import YamlText
from plaintext_network.vault.edits.notes_alike import usual_sign
from plaintext_network.vault.files.walk import is_note
from plaintext_network.vault.notebook import Notebook
from plaintext_network.vault.state_values import of_state


def complete(
    view: EditorView,
    document: Document,
    at: Position,
    *,
    explicit: bool,
    snippets: bool = False,
    replaces: bool = False,
) -> CompletionList:
    """Return what fits at a position. `explicit`: the user asked for it, so people are offered in plain text, too.

    `snippets`: the editor expands snippets. `replaces`: it replaces text after the cursor, too, where an edit says so.
    """
    if not is_note(document.path):
        return CompletionList()
    request = Request(view, document, at, explicit=explicit, snippets=snippets, replaces=replaces)
    for place in _places(request):
        offers = list(islice(_offers(request, place), MOST_ITEMS))
        if offers:
            return make_list(request, place.typed, offers)
    return CompletionList()


def prepare(view: EditorView) -> None:
    """Read what completion needs of the vault, so that the next key need not wait; for a moment without requests."""
    prepare_people(view.on_disk)


def _places(request: Request) -> list[Place]:
    if is_in_address(request.before):
        return []
    if request.front_end is not None:
        place = front_place(request.lines, request.at)
        return [] if place is None else [place, *part_of_text(request, place)]
    places = body_places(request.before, request.after, request.lines.starts[request.at.line])
    if places and is_hidden(request.document, request.at, request.body_line):
        return []
    return [each for place in places for each in (place, *part_of_text(request, place))]


def _offers(request: Request, place: Place) -> Iterator[Offer]:
    """Yield what fits at one place."""
    if place.what in ("link", "target"):
        yield from _links(request, place)
    elif place.what == "heading":
        yield from offer_headings(request, place)
    elif place.what == "value":
        yield from offer_values(request, place)
    elif place.what == "key" and request.front_end is not None:
        yield from offer_properties(request, place)
    elif place.what == "key" and place.is_item:
        yield from offer_page_properties(request, place)
    elif place.what == "key":
        if request.explicit or place.typed:
            yield from offer_fields(request, place)
    elif place.what == "tag":
        if place.typed or request.explicit or not _begins_line(request, place):
            yield from offer_tags(request, place)
    elif place.what == "date":
        yield from offer_task_days(request, place)
    elif place.what == "item":
        yield from offer_lines(request, place)
    elif place.what == "mention":
        yield from _signed(request, place)
    elif request.explicit:
        write = _whole_link(request, place)
        yield from offer_notes(request, place.typed, write, only_people=True, worst=BEGINNING_OF_WORDS)


def _begins_line(request: Request, place: Place) -> bool:
    """Return whether a `#` may begin a heading."""
    return not request.before[: -len(place.typed) - 1].strip()


def _links(request: Request, place: Place) -> Iterator[Offer]:
    definition = request.definition(place.property) if place.property else None
    only_people = definition is not None and definition.type == "people"
    # Before a label that is there already, only a target is written.
    in_body = place.form == "body" and not has_label(place, request.text)

    def write(facts: Facts) -> Insertion | None:
        is_target = place.what == "target"
        link = link_of(
            request,
            facts,
            # In the body, a link leads to the same note for everybody.
            people=only_people and place.form != "body",
            body=in_body or is_target,
            markdown=is_target,
        )
        if link is None:
            return None
        if is_target:
            insertion = insert_target(place, link, request.text)
        else:
            insertion = insert_link(place, link, request.text, replaces=request.replaces)
        return proved(insertion, link, request.text) if place.form == "body" else insertion

    return offer_notes(request, place.typed, write, only_people=only_people)


def _signed(request: Request, place: Place) -> Iterator[Offer]:
    """Yield people after `@`, if the file names of the vault's contacts begin with it."""
    if of_state(request.view.on_disk, _sign).strip() == "@":
        yield from offer_notes(request, place.typed[1:], _whole_link(request, place), only_people=True)


def _sign(notebook: Notebook) -> str:
    return usual_sign(notebook.index.names)


def _whole_link(request: Request, place: Place) -> Write:
    """Return what writes a whole link at a place of the body."""

    def write(facts: Facts) -> Insertion | None:
        link = link_of(request, facts, people=False, body=True)
        if link is None:
            return None
        return proved(insert_value(place, YamlText(link), request.text), link, request.text)

    return write
