"""Offers the name that a misspelt property may mean. A vault's own properties are no mistakes, so that nothing reports one."""

from collections.abc import Iterator

from plaintext_network.errors import EditRefused
from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.features.actions.action import ActionRequest, CodeAction, Values, action_data
from plaintext_network.model.language.misspelling import meant_word
from plaintext_network.model.language.normalize import property_key
from plaintext_network.model.note.properties import words_of
from plaintext_network.network.index.value_counts import values_in_use
from plaintext_network.notes.edit import TextChange, apply_changes, same_body
from plaintext_network.notes.note import Note
from plaintext_network.vault.transaction.record import Operation

RENAME = "rename-property"


def offer_property_names(request: ActionRequest) -> Iterator[CodeAction]:
    """Yield the known name that each property in a range nearly has, unless other notes have the property, too."""
    rules, facts, source = request.view.notebook.settings.rules, request.facts, request.document.note.source
    words = words_of(facts.kind, rules)
    own = dict(facts.other)
    names = {name for name, _ in facts.properties}
    for written in request.document.note.header.properties:
        key = property_key(written.name)
        if (
            key in words
            or written.name not in own
            or not request.has_line(source.line_number(written.key.start))
        ):
            continue
        meant = meant_word(key, words)
        if meant is None or words[meant].name in names:
            continue
        uses = values_in_use(request.view.notebook.index.value_counts, key)
        if sum(uses.values()) > len(set(own[written.name])):
            continue
        definition = words[meant]
        spelled = next((word for word in definition.synonyms if property_key(word) == meant), definition.name)
        title = f"Rename the property to “{spelled}”"
        yield CodeAction(title, "quickfix", action_data(RENAME, name=written.name, to=spelled))


def plan_property_name(view: EditorView, document: Document, values: Values) -> Operation:
    """Plan another name for a property."""
    name, to = values.text("name"), values.text("to")
    draft = view.notebook.dry_run().draft(document.path)
    draft.edit(lambda note, _: _renamed(note, name, to))
    return draft.operation(f"rename {name} to {to} ({draft.name})")


def _renamed(note: Note, name: str, to: str) -> Note:
    written = next((each for each in note.header.properties if each.name == name), None)
    if written is None:
        raise EditRefused(f"the property {name} isn't there any more")
    after = apply_changes(note, [TextChange(written.key, to)])
    expected = [to if each.name == name else each.name for each in note.header.properties]
    if [each.name for each in after.header.properties] != expected or not same_body(note, after):
        raise EditRefused(f"{name} can't be renamed here; do it by hand")
    return after
