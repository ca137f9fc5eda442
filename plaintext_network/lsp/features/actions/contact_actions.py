"""Offers what is often done for a contact: snooze them, or log a touch today."""

from collections.abc import Iterator
from itertools import islice

from plaintext_network.errors import EditRefused
from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.features.actions.action import ActionRequest, CodeAction, Values, action_data
from plaintext_network.model.dates.snooze_day import parse_snooze_day
from plaintext_network.model.note.facts import Facts
from plaintext_network.network.people.log_sentence import LogDetails, new_interaction
from plaintext_network.notes.header import UNREADABLE
from plaintext_network.vault.edits.log_interaction import plan_interaction
from plaintext_network.vault.edits.promises import plan_snooze
from plaintext_network.vault.transaction.record import Operation

SNOOZE, WAKE, LOG = "snooze", "wake", "log"
_SPANS = ("2 weeks", "1 month")
# For a long selection, only the first get actions.
_MOST = 3
# With these problems, pnet sets no property.
_UNWRITABLE = UNREADABLE | {"conflict-marker", "too-large"}
_LEFT_ALONE = ("deceased", "do-not-contact")


def offer_for_contacts(request: ActionRequest) -> Iterator[CodeAction]:
    """Yield actions for the contacts that a range links, else for the contact whose note this is."""
    notes, today = request.view.notebook.index.notes, request.view.notebook.today
    linked = dict.fromkeys(link.path for link in request.links if link.path)
    contacts = [notes[path] for path in linked if notes[path].contact]
    if not linked and request.facts.contact:
        contacts = [request.facts]
    for facts in islice(contacts, _MOST):
        if facts.contact is None or facts.contact.status in _LEFT_ALONE:
            continue
        yield _action(f"Log a touch with {facts.name} today", LOG, facts)
        if {each.code for each in facts.problems} & _UNWRITABLE:
            continue
        for span in _SPANS:
            day = parse_snooze_day(span, today)
            yield _action(f"Snooze {facts.name} for {span}, until {day}", SNOOZE, facts, span=span)
        if facts.contact.snooze and facts.contact.snooze > today:
            yield _action(f"End the snooze of {facts.name}", WAKE, facts)


def plan_snooze_of(view: EditorView, _: Document, values: Values) -> Operation:
    """Plan a snooze of a contact."""
    day = parse_snooze_day(values.text("span"), view.notebook.today)
    return plan_snooze(view.notebook.dry_run(), _contact(view, values), day)


def plan_wake_of(view: EditorView, _: Document, values: Values) -> Operation:
    """Plan the end of a contact's snooze."""
    draft = view.notebook.dry_run().draft(_contact(view, values)).unset("snooze")
    return draft.operation(f"unset snooze ({draft.name})")


def plan_log_of(view: EditorView, _: Document, values: Values) -> Operation:
    """Plan an interaction with a contact today, in the form that the vault's settings say."""
    today = view.notebook.today
    what = new_interaction(None, LogDetails(), today, today)
    return plan_interaction(view.notebook.dry_run(), what, (_contact(view, values),))


def _action(title: str, do: str, facts: Facts, **values: str) -> CodeAction:
    return CodeAction(title, "refactor", action_data(do, path=facts.path, **values))


def _contact(view: EditorView, values: Values) -> str:
    path = values.text("path")
    facts = view.notebook.index.notes.get(path)
    if facts is None or facts.contact is None:
        raise EditRefused("it isn't the note of a contact any more", path)
    return path
