"""Defines a remedy: one way to end a problem of a note, which its owner chooses. Finds none."""

from collections.abc import Callable
from datetime import date

from plaintext_network.errors import EditRefused
from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.body import Item
from plaintext_network.notes.edit import TextChange, apply_changes, changed_elements, same_front
from plaintext_network.notes.edit_body import replace_fields, replace_in_item
from plaintext_network.notes.edit_front import own_scalars, replace_texts
from plaintext_network.notes.note import Note
from plaintext_network.notes.source import Span
from plaintext_network.problems import Problem


class Remedy(NamedTuple):
    """One way to end a problem: what it does, in the imperative, and a function that returns the note after it.

    The function raises EditRefused if it can't.
    """

    title: str
    apply: Callable[[], Note]


class Case(NamedTuple):
    """A problem of a note, and what its remedies depend on. `read` returns the facts of a note at a path, as the vault reads it."""

    note: Note
    facts: Facts
    rules: Rules
    problem: Problem
    today: date
    read: Callable[[Note, str], Facts]

    def fact(self, name: str) -> str:
        """Return a fact of the problem, or empty text; a long one ends with `…`."""
        return dict(self.problem.facts).get(name, "")

    @property
    def place(self) -> Span:
        """The place of the problem in the note's text. Raises EditRefused if the note is shorter."""
        starts, text = self.note.source.line_starts, self.note.source.text
        if self.problem.line > len(starts):
            raise EditRefused("the problem isn't there any more")
        start = starts[self.problem.line - 1] + self.problem.column - 1
        return Span(min(start, len(text)), min(start + self.problem.width, len(text)))

    @property
    def item(self) -> Item | None:
        """The list item whose own text contains the problem, if any."""
        at = self.place.start
        items = (item for item in self.note.body.items if item.own.start <= at <= item.own.end)
        return next(items, None)


def with_value(case: Case, new: Callable[[str], str]) -> Note:
    """Return the note with another text for the value at the problem's place: of a property, a field or a line."""
    note, place = case.note, case.place
    for value in own_scalars(note) if place.start < note.header.body_start else ():
        if note.source.place(value.span)[:2] == (case.problem.line, case.problem.column):
            return replace_texts(note, {value.span: new(value.text)})
    for field in note.body.fields:
        if field.value.start == place.start:
            return replace_fields(note, [(field, new(field.text))])
    written = note.source.text[place.start : place.end]
    if place.start < note.header.body_start or not written:
        raise EditRefused("the value has another form; change it by hand")
    return with_text(case, TextChange(place, new(written)))


def with_text(case: Case, change: TextChange) -> Note:
    """Return the note with a change of a part of one line of its body."""
    item = case.item
    if item is not None and item.own.start <= change.span.start and change.span.end <= item.own.end:
        return replace_in_item(case.note, item, [change], None, item.box)
    after = apply_changes(case.note, [change])
    for old, new in changed_elements(case.note, after, [change]):
        if old is None or new is None or old.kind not in ("heading", "field"):
            raise EditRefused("something besides the value would change")
    if not same_front(case.note, after):
        raise EditRefused("its properties would change")
    return after
