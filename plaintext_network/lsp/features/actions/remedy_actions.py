"""Offers the remedies of a problem that leave its owner a choice, such as the dates that 03/04/2026 could be."""

from collections.abc import Iterator

from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.features.actions.action import ActionRequest, CodeAction, Values
from plaintext_network.lsp.features.actions.find_problem import find_problem, problem_data
from plaintext_network.vault.edits.remedies import plan_remedy, remedies_of
from plaintext_network.vault.transaction.record import Operation

REMEDY = "remedy"
# In a longer note, to prove each remedy takes long: one may be refused.
_QUICK = 20_000


def offer_remedies(request: ActionRequest) -> Iterator[CodeAction]:
    """Yield the remedies of the problems at a place."""
    document, is_quick = request.document, len(request.document.text) <= _QUICK
    desk = request.view.notebook.dry_run()
    for each in request.problems:
        found = remedies_of(desk, document.note, request.facts, each.problem, proved=is_quick)
        for remedy in found:
            data = problem_data(REMEDY, each.problem, title=remedy.title)
            yield CodeAction(remedy.title, "quickfix", data, (each,), is_preferred=len(found) == 1)


def plan_remedy_of(view: EditorView, document: Document, values: Values) -> Operation:
    """Plan one remedy of a problem."""
    return plan_remedy(view.notebook.dry_run(), find_problem(view, document, values), values.text("title"))
