"""Offers the safe fixes of `pnet check --fix`: of one problem, and of all in the note."""

from collections.abc import Iterator

from plaintext_network.errors import EditRefused
from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.features.actions.action import ActionRequest, CodeAction, Values, action_data
from plaintext_network.lsp.features.actions.find_problem import find_problem, problem_data
from plaintext_network.model.edits.fixes import fix_note, fix_problem
from plaintext_network.vault.edits.fix_problems import plan_fix, plan_fixes
from plaintext_network.vault.edits.write_session import operation
from plaintext_network.vault.transaction.record import Operation

FIX, FIX_ALL = "fix", "fix-all"
# `utf16` is about the file: what an editor shows has no encoding.
_TITLES = {
    "duplicate-key": "Remove the earlier of the two equal properties",
    "yaml-invalid": "Repair the line, so that it is valid YAML",
}
# A longer note takes long to fix: the fix is offered, and may be refused.
_QUICK = 50_000


def offer_fixes(request: ActionRequest) -> Iterator[CodeAction]:
    """Yield the fix of each problem at a place, and that of all problems of the note."""
    content, is_quick = request.document.content, len(request.document.text) <= _QUICK
    for each in request.problems:
        title = _TITLES.get(each.problem.code)
        if title and (not is_quick or fix_problem(content, each.problem) is not None):
            data = problem_data(FIX, each.problem)
            yield CodeAction(title, "quickfix", data, (each,), is_preferred=True)
    if any(problem.code in _TITLES for problem in request.facts.problems) and (
        not is_quick or fix_note(content)[1]
    ):
        yield CodeAction("Apply every safe fix to this note", "source.fixAll", action_data(FIX_ALL))


def plan_fix_of(view: EditorView, document: Document, values: Values) -> Operation:
    """Plan the fix of one problem."""
    return plan_fix(view.notebook.dry_run(), find_problem(view, document, values))


def plan_fix_all(view: EditorView, document: Document, _: Values) -> Operation:
    """Plan every safe fix of a note."""
    problems = view.notebook.index.notes[document.path].problems
    planned = plan_fixes(view.notebook.dry_run(), problems).get(document.path)
    if planned is None:
        raise EditRefused("none of its problems has a safe fix", document.path)
    return operation("check --fix", [planned[0]])
