"""Makes items from what was found, in its order, as an editor can take them. Finds nothing."""

import re
from collections.abc import Iterable

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
    items = []
    for number, offer in enumerate(offers):
        if number == MOST_ITEMS:
            break
        main, others = offer.insertion
        text = main.text
        if request.snippets:
            # Some editors insert any other text only up to its first blank.
            text = offer.snippet or escaped(text)
        items.append(
            CompletionItem(
                offer.label,
                offer.kind,
                _edit(request, main._replace(text=text)),
                # What the client compares begins with what is typed, whatever the item was found by.
                f"{typed} {offer.label}" if typed else offer.label,
                f"{number:03}",
                request.snippets,
                offer.detail,
                offer.data,
                tuple(_edit(request, change) for change in others),
            )
        )
    return CompletionList(tuple(items), is_incomplete=True)


def escaped(text: str) -> str:
    """Return a text as a part of a snippet."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def _edit(request: Request, change: Change) -> TextEdit:
    return TextEdit(request.lines.range(change.start, change.end), change.text)
