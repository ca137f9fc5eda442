"""Offers to keep one side of a conflict between markers, or both, as `pnet resolve` does."""

from collections.abc import Iterator
from typing import get_args

from plaintext_network.errors import EditRefused
from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.features.actions.action import ActionRequest, CodeAction, Values
from plaintext_network.lsp.features.actions.find_problem import find_problem, problem_data
from plaintext_network.model.merge.conflicts.conflict_answers import NoteConflicts, conflicts_of, take_both
from plaintext_network.problems import shortened
from plaintext_network.vault.edits.take_side import Side, plan_side
from plaintext_network.vault.transaction.record import Operation

SIDE = "side"
_LONGEST = 40


def offer_sides(request: ActionRequest) -> Iterator[CodeAction]:
    """Yield the sides to keep of each conflict that a range touches, markers included."""
    note = request.document.note
    conflicts = NoteConflicts(note, conflicts_of(note))
    for conflict in conflicts.conflicts:
        if conflict.span.end < request.span.start or conflict.span.start > request.span.end:
            continue
        line = note.source.line_number(conflict.span.start)
        found = [p for p in request.facts.problems if p.code == "conflict-marker" and p.line == line]
        if not found or not conflict.is_clear:
            continue
        fixes = tuple(each for each in request.every_problem if each.problem in found)
        sides = {"ours": conflict.ours.label, "theirs": conflict.theirs.label}
        for side, label in sides.items():
            title = f"Keep {side}" + (f" ({shortened(label, _LONGEST)})" if label not in ("", side) else "")
            yield CodeAction(title, "quickfix", problem_data(SIDE, found[0], side=side), fixes)
        rules = request.view.notebook.settings.rules
        parts = [each.part for each in conflicts.open_parts() if each.conflict == conflict]
        if parts and all(take_both(part, request.facts, rules) is not None for part in parts):
            yield CodeAction("Keep both", "quickfix", problem_data(SIDE, found[0], side="both"), fixes)


def plan_side_of(view: EditorView, document: Document, values: Values) -> Operation:
    """Plan to keep one side of a conflict, or both."""
    wanted = values.text("side")
    side: Side | None = next((each for each in get_args(Side) if each == wanted), None)
    if side is None:
        raise EditRefused("this conflict has no such side", document.path)
    line = find_problem(view, document, values).line
    return plan_side(view.notebook.dry_run(), document.path, line, side)
