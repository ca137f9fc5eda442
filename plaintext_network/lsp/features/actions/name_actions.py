"""Offers a link in place of a contact's name that is written without brackets."""

from collections.abc import Iterator

from plaintext_network.errors import EditRefused
from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.features.actions.action import ActionRequest, CodeAction, Values, action_data
from plaintext_network.lsp.features.actions.link_actions import target_data
from plaintext_network.lsp.positions import Position
from plaintext_network.notes.source import Span, Spans
from plaintext_network.vault.edits.link_notes import may_be_link, plan_link
from plaintext_network.vault.state_values import names_in_text
from plaintext_network.vault.transaction.record import Operation

LINK = "link"
# How many contacts of one name to list, and in how many characters of a line to look for names.
_MOST, _LONGEST = 5, 2000


def offer_links(request: ActionRequest) -> Iterator[CodeAction]:
    """Yield a link for each contact that a range of one line names without one."""
    for link in request.links:
        if link.place.is_name and link.path is not None:
            title = f"Make “{link.place.ref.target}” a link"
            yield CodeAction(title, "refactor.rewrite", target_data(link, link.path))
    if request.links or not _is_text(request):
        return
    notes, (start, end) = request.view.notebook.index.notes, request.where
    line = request.document.lines.line(start.line)
    for match in names_in_text(request.view.notebook, line, Span(start.column, end.column)):
        is_name = not match.link and "@" not in match.typed and may_be_link(line, match.start)
        if not is_name or match.end < start.column or match.start > end.column:
            continue
        for path in match.paths[:_MOST]:
            if path == request.path:
                continue
            which = f" ({path})" if len(match.paths) > 1 else ""
            title = f"Link “{match.typed}” to {notes[path].name}{which}"
            data = action_data(LINK, line=start.line, column=match.start, text=match.typed, to=path)
            yield CodeAction(title, "refactor.rewrite", data)


def plan_link_of(view: EditorView, document: Document, values: Values) -> Operation:
    """Plan a link in place of a name."""
    text, to = values.text("text"), values.text("to")
    at = document.lines.offset(Position(max(values.number("line"), 0), max(values.number("column"), 0)))
    if not document.text.startswith(text, at) and document.text.count(text) == 1:
        at = document.text.index(text)
    if to not in view.notebook.index.notes:
        raise EditRefused("there is no such note any more", to)
    return plan_link(view.notebook.dry_run(), document.path, at, text, to)


def _is_text(request: ActionRequest) -> bool:
    """Return whether a range is in a line of the body, touches a word, and is neither code nor a comment."""
    (first, _), (last, _) = request.where
    note, (start, end) = request.document.note, request.span
    line = request.document.lines.line(first)
    around = line[max(request.where.start.column - 1, 0) : request.where.end.column + 1]
    if first != last or len(line) > _LONGEST or not any(map(str.isalnum, around)):
        return False
    apart = Spans([*note.body.code, *note.body.hidden])
    return start >= note.header.body_start and start not in apart and end not in apart
