"""Turns offers into completion items that every editor can apply, in the same order. Finds nothing."""

import re
from collections.abc import Iterable
from itertools import islice

from plaintext_network.lsp.features.completion.insertion import Change, Insertion
from plaintext_network.lsp.features.completion.items import CompletionItem, CompletionList, Kind
from plaintext_network.lsp.features.completion.request import Request
from plaintext_network.lsp.workspace_edit import TextEdit
from plaintext_network.named_tuples import NamedTuple

MOST_ITEMS = 100
_SPECIAL = re.compile(r"[\\$}]")


class Offer(NamedTuple):
    """Something to offer. Its texts are as they are to be written; `snippet` is the same with places for the cursor."""

    label: str
    kind: Kind
    insertion: Insertion
    detail: str = ""
    data: str = ""
    snippet: str = ""


def make_list(request: Request, typed: str, offers: Iterable[Offer]) -> CompletionList:
    """Return the first offers as items. The client asks again after each key, since only pnet knows what fits."""
    chosen = list(islice(offers, MOST_ITEMS))
    # Neovim makes no other edits than the one at the cursor, so that one writes all. Editors compare items that begin at one place.
    starts = [change.start for offer in chosen for change in (offer.insertion.main, *offer.insertion.others)]
    start = min(starts, default=request.cursor)
    if any(offer.insertion.others for offer in chosen):
        typed = request.text[start : request.cursor]
    items = []
    for number, offer in enumerate(chosen):
        main, others = offer.insertion
        before = _with_changes(request.text, start, main.start, others)
        text = before + main.text
        if request.snippets:
            # Some editors insert any other text only up to its first blank.
            text = escaped(before) + (offer.snippet or escaped(main.text))
        items.append(
            CompletionItem(
                offer.label,
                offer.kind,
                TextEdit(request.lines.range(start, main.end), text),
                # `filter_text` begins with the typed text, whichever name matched it.
                f"{typed} {offer.label}" if typed else offer.label,
                f"{number:03}",
                request.snippets,
                offer.detail,
                offer.data,
            )
        )
    return CompletionList(tuple(items), is_incomplete=True)


def escaped(text: str) -> str:
    """Return a text as a part of a snippet."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def _with_changes(text: str, start: int, end: int, changes: Iterable[Change]) -> str:
    """Return a part of a text after changes in it, which come in order."""
    parts = []
    for change in changes:
        parts += [text[start : change.start], change.text]
        start = change.end
    return "".join((*parts, text[start:end]))
