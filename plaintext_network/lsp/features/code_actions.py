"""Offers what can be done at a position: fixes of problems, and what a person's note is for."""

from collections.abc import Iterable

from plaintext_network.errors import EditRefused
from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.features.actions import (
    conflict_actions,
    contact_actions,
    fix_actions,
    link_actions,
    name_actions,
    promise_actions,
    remedy_actions,
)
from plaintext_network.lsp.features.actions.action import ActionRequest, CodeAction, Offer, Plan, Values
from plaintext_network.lsp.features.diagnostics import Diagnostic
from plaintext_network.lsp.positions import Range
from plaintext_network.lsp.workspace_edit import WorkspaceEdit, ask_to_save, workspace_edit

__all__ = ["CodeAction", "code_actions", "resolve_action"]

# In the order in which an editor lists them.
_OFFERS: tuple[Offer, ...] = (
    fix_actions.offer_fixes,
    remedy_actions.offer_remedies,
    conflict_actions.offer_sides,
    link_actions.offer_targets,
    promise_actions.offer_ticks,
    name_actions.offer_links,
    contact_actions.offer_for_contacts,
)
# Those that need no other edit of the note.
_FOR_OTHERS = (conflict_actions.offer_sides, contact_actions.offer_for_contacts)
_PLANS: dict[str, Plan] = {
    fix_actions.FIX: fix_actions.plan_fix_of,
    fix_actions.FIX_ALL: fix_actions.plan_fix_all,
    remedy_actions.REMEDY: remedy_actions.plan_remedy_of,
    conflict_actions.SIDE: conflict_actions.plan_side_of,
    link_actions.TARGET: link_actions.plan_target_of,
    link_actions.ADD: link_actions.plan_add_of,
    name_actions.LINK: name_actions.plan_link_of,
    promise_actions.TICK: promise_actions.plan_tick_of,
    promise_actions.CONFIRM: promise_actions.plan_confirm_of,
    promise_actions.CANCEL: promise_actions.plan_cancel_of,
    contact_actions.SNOOZE: contact_actions.plan_snooze_of,
    contact_actions.WAKE: contact_actions.plan_wake_of,
    contact_actions.LOG: contact_actions.plan_log_of,
}


def code_actions(
    view: EditorView, document: Document, where: Range, problems: Iterable[Diagnostic]
) -> tuple[CodeAction, ...]:
    """Return what can be done in a range, likeliest first. `problems` are those of the note that the editor shows."""
    if document.path not in view.notebook.index.notes:
        return ()
    request = ActionRequest(view, document, where, tuple(problems))
    offers = _OFFERS if request.is_editable else _FOR_OTHERS
    found: dict[str, CodeAction] = {}
    for offer in offers:
        # A link of a participant may be at one place twice.
        for action in offer(request):
            found.setdefault(action.data, action)
    return tuple(found.values())


def resolve_action(view: EditorView, document: Document, data: str) -> WorkspaceEdit:
    """Return the edits of one action by its `data`, and name the other notes that they change, which the user may not see.

    Raises PnetError if they can't be made any more.
    """
    values = Values.of(data)
    plan = _PLANS.get(values.text("do"))
    if plan is None or document.path not in view.notebook.index.notes:
        raise EditRefused("there is nothing to do in it any more", document.path)
    return ask_to_save(workspace_edit(view, plan(view, document, values)), document.path)
