"""Offers to tick the promises of a line, and to confirm or cancel its planned interactions, as `pnet done` does."""

from collections.abc import Iterator
from itertools import islice
from typing import TypeVar

from plaintext_network.errors import EditRefused
from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.features.actions.action import ActionRequest, CodeAction, Values, action_data
from plaintext_network.problems import shortened
from plaintext_network.vault.edits.planned import PlannedInteraction, plan_cancel, plan_confirm, plans_in
from plaintext_network.vault.edits.promises import UntickedPromise, plan_tick, promises_in
from plaintext_network.vault.transaction.record import Operation

TICK, CONFIRM, CANCEL = "tick", "confirm", "cancel"
# For a long selection, only the first get actions.
_MOST = 5
_LONGEST = 50

Found = TypeVar("Found", UntickedPromise, PlannedInteraction)


def offer_ticks(request: ActionRequest) -> Iterator[CodeAction]:
    """Yield what can be done about the promises and planned interactions in a range."""
    index = request.view.notebook.index
    promises = (each for each in promises_in(index, request.path) if request.has_line(each.line))
    for promise in islice(promises, _MOST):
        data = action_data(TICK, line=promise.line, text=promise.text)
        yield CodeAction(f"Tick “{_short(promise.text or promise.place)}”", "refactor.rewrite", data)
    # On every line of a meeting's note, you can confirm the meeting.
    everywhere = {each.line for each in request.facts.interactions if each.form == "note"}
    plans = (
        each
        for each in plans_in(index, request.path)
        if request.has_line(each.line) or each.line in everywhere
    )
    for plan in islice(plans, _MOST):
        values: dict[str, str | int] = {"line": plan.line, "text": plan.title}
        if plan.day <= request.view.notebook.today:
            title = f"Confirm that “{_short(plan.title)}” happened"
            yield CodeAction(title, "refactor.rewrite", action_data(CONFIRM, **values))
        title = f"Note that “{_short(plan.title)}” did not happen"
        yield CodeAction(title, "refactor.rewrite", action_data(CANCEL, **values))


def plan_tick_of(view: EditorView, document: Document, values: Values) -> Operation:
    """Plan the tick of one promise."""
    promises = list(promises_in(view.notebook.index, document.path))
    found = _chosen(promises, [each.text for each in promises], document.path, values)
    return plan_tick(view.notebook.dry_run(), found)


def plan_confirm_of(view: EditorView, document: Document, values: Values) -> Operation:
    """Plan that an interaction happened."""
    return plan_confirm(view.notebook.dry_run(), _chosen_plan(view, document, values))


def plan_cancel_of(view: EditorView, document: Document, values: Values) -> Operation:
    """Plan that an interaction did not happen."""
    return plan_cancel(view.notebook.dry_run(), _chosen_plan(view, document, values))


def _chosen_plan(view: EditorView, document: Document, values: Values) -> PlannedInteraction:
    plans = plans_in(view.notebook.index, document.path)
    return _chosen(plans, [each.title for each in plans], document.path, values)


def _chosen(found: list[Found], texts: list[str], path: str, values: Values) -> Found:
    """Return the item with a text at a line, else the only item with that text. Raises EditRefused if it is gone."""
    line, wanted = values.number("line"), values.text("text")
    alike = [each for each, text in zip(found, texts, strict=True) if text == wanted]
    here = [each for each in alike if each.line == line]
    if len(chosen := here[:1] or alike) != 1:
        raise EditRefused(f"“{_short(wanted)}” isn't open there any more", path)
    return chosen[0]


def _short(text: str) -> str:
    return shortened(text, _LONGEST)
