"""Defines completion items and lists. Finds nothing."""

from typing import Literal

from plaintext_network.lsp.workspace_edit import TextEdit
from plaintext_network.named_tuples import NamedTuple

Kind = Literal["person", "note", "property", "value", "tag", "date", "snippet"]


class CompletionItem(NamedTuple):
    """One thing to insert. `data` is what `resolve_completion` needs to describe it; "" if nothing is to be added.

    The edits of all items of a list begin at one position, and end at the cursor or after it. In a snippet, `\\`, `$` and `}`
    are escaped.
    """

    label: str
    kind: Kind
    edit: TextEdit
    # What the client compares with the typed text, and sorts by. It begins with the typed text: pnet has chosen the items already.
    filter_text: str
    sort_text: str
    is_snippet: bool = False
    detail: str = ""
    data: str = ""


class CompletionList(NamedTuple):
    """Items, best first. If incomplete, the client asks again after the next character."""

    items: tuple[CompletionItem, ...] = ()
    is_incomplete: bool = False


class CompletionDetails(NamedTuple):
    """What an editor shows beside the chosen item: one line, and Markdown."""

    detail: str = ""
    documentation: str = ""
