"""Offers targets for links that lead to several notes or to none, and the note of a new contact."""

from collections.abc import Iterator

from plaintext_network.errors import EditRefused
from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.features.actions.action import ActionRequest, CodeAction, Values, action_data
from plaintext_network.lsp.features.diagnostics import Diagnostic
from plaintext_network.lsp.features.link_at import LinkAt, links_in_document
from plaintext_network.model.language.normalize import property_key, stem_of
from plaintext_network.model.note.properties import words_of
from plaintext_network.model.note.read_note import read_facts
from plaintext_network.notes.edit import parse_for_edit
from plaintext_network.notes.source import Span
from plaintext_network.vault.edits.add_contact import plan_contact
from plaintext_network.vault.edits.link_notes import plan_target
from plaintext_network.vault.state_values import near_contacts
from plaintext_network.vault.transaction.record import Operation

TARGET, ADD = "target", "add"
# Candidates to offer for one link.
_MOST = 8


def offer_targets(request: ActionRequest) -> Iterator[CodeAction]:
    """Yield the notes that a link at a place may mean, if it is ambiguous or leads to no note."""
    notebook = request.view.notebook
    for link in _links(request):
        if link.path is not None or link.place.ref.is_day:
            continue
        fixes = tuple(each for each in request.problems if _is_about(each, link))
        for path in link.candidates[:_MOST]:
            title = f"Link to {notebook.index.notes[path].name} ({path})"
            yield CodeAction(title, "quickfix", target_data(link, path), fixes)
        target = link.place.ref.target
        if not link.candidates and not _names_no_person(request, link):
            for name, path in near_contacts(notebook, stem_of(target)):
                yield CodeAction(f"Link to {name} instead", "quickfix", target_data(link, path), fixes)
            data = action_data(ADD, target=target, line=link.place.ref.line, column=link.place.ref.column)
            yield CodeAction(f"Add the contact “{stem_of(target)}”", "quickfix", data, fixes)


def _links(request: ActionRequest) -> Iterator[LinkAt]:
    """Yield the links at a place, then those with a problem on its lines."""
    yield from request.links
    found = set(request.links)
    for each in request.problems:
        if each.problem.code in ("link-ambiguous", "link-nowhere"):
            at = request.document.lines.offset(each.range.start)
            for link in links_in_document(request.view, request.document, Span(at, at)):
                if link not in found and _is_about(each, link):
                    found.add(link)
                    yield link


def plan_target_of(view: EditorView, document: Document, values: Values) -> Operation:
    """Plan another target for a link."""
    to = values.text("to")
    if to not in view.notebook.index.notes:
        raise EditRefused("there is no such note any more", to)
    link = _find(view, document, values)
    return plan_target(
        view.notebook.dry_run(), document.path, link.place.span.start, link.place.ref.target, to
    )


def plan_add_of(view: EditorView, document: Document, values: Values) -> Operation:
    """Plan the note of a new contact that a link then leads to. The list of actions also has contacts with similar names."""
    link = _find(view, document, values)
    if link.path is not None:
        raise EditRefused(f"“{link.place.ref.target}” leads to {link.path} now", document.path)
    desk = view.notebook.dry_run()
    added = plan_contact(desk, stem_of(link.place.ref.target), force=True)
    step = added.steps[0]
    facts = read_facts(parse_for_edit(step.after or b""), step.path, desk.rules)
    names = desk.index.replace({step.path: facts}).names
    if names.resolve(link.place.ref, document.path, people=link.place.people).path != step.path:
        raise EditRefused(
            f"the link to “{link.place.ref.target}” would not lead to the new note {step.path}", document.path
        )
    return added


def target_data(link: LinkAt, to: str) -> str:
    """Return the data of an action that makes a link or name lead to a note."""
    ref = link.place.ref
    return action_data(TARGET, target=ref.target, line=ref.line, column=ref.column, to=to)


def _find(view: EditorView, document: Document, values: Values) -> LinkAt:
    """Return the link that some data is about: at its place, else the only one like it. Raises EditRefused if it is gone."""
    target, place = values.text("target"), (values.number("line"), values.number("column"))
    alike = [link for link in links_in_document(view, document) if link.place.ref.target == target]
    here = [link for link in alike if (link.place.ref.line, link.place.ref.column) == place]
    if len(chosen := here[:1] or alike) != 1:
        raise EditRefused(f"the link to “{target}” isn't there any more", document.path)
    return chosen[0]


def _is_about(each: Diagnostic, link: LinkAt) -> bool:
    problem, ref = each.problem, link.place.ref
    return problem.code.startswith("link-") and (problem.line, problem.column) == (ref.line, ref.column)


def _names_no_person(request: ActionRequest, link: LinkAt) -> bool:
    """Return whether a link is the value of a property that contains no people, such as `organization`."""
    for written in request.document.note.header.properties:
        if written.value.span.start <= link.place.span.start < written.value.span.end:
            row = words_of(request.facts.kind, request.view.notebook.settings.rules).get(
                property_key(written.name)
            )
            return row is not None and row.type != "people"
    return False
