"""Defines a code action, the request for actions, and the function that plans one. Lists no actions itself."""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from itertools import islice
from typing import Any, Literal, NoReturn, TypeAlias

from plaintext_network.errors import EditRefused
from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.features.diagnostics import Diagnostic
from plaintext_network.lsp.features.link_at import LinkAt, links_in_document
from plaintext_network.lsp.positions import Range
from plaintext_network.lsp.workspace_edit import all_editors_count
from plaintext_network.model.note.facts import Facts
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.source import Span
from plaintext_network.vault.transaction.record import Operation


class CodeAction(NamedTuple):
    """An action. `data` is what `resolve_action` needs to plan its edit; `fixes` are the problems that it fixes."""

    title: str
    kind: Literal["quickfix", "refactor", "refactor.rewrite", "source.fixAll"]
    data: str
    fixes: tuple[Diagnostic, ...] = ()
    is_preferred: bool = False


# For a long selection: how many problems and links get actions, and in how many lines links get them.
_MOST, _MOST_LINES = 10, 20


class ActionRequest:
    """A place in a note of the vault, and the problems on its lines, those at the place first. `facts` are the note's own."""

    def __init__(
        self, view: EditorView, document: Document, where: Range, problems: tuple[Diagnostic, ...]
    ) -> None:
        self.view, self.document, self.where = view, document, where
        on_line = [each for each in problems if self.has_line(each.problem.line)]
        # Some editors ask for what is at the cursor, others for what is on its line.
        self.problems = tuple(sorted(on_line, key=lambda each: not _touch(each.range, where))[:_MOST])
        self.every_problem = problems
        self.path = document.path

    @cached_property
    def facts(self) -> Facts:
        return self.view.notebook.index.notes[self.path]

    @cached_property
    def span(self) -> Span:
        """The range as offsets."""
        lines = self.document.lines
        return Span(lines.offset(self.where.start), lines.offset(self.where.end))

    @cached_property
    def links(self) -> tuple[LinkAt, ...]:
        """The first links and names that the range touches; none for a long range."""
        if self.where.end.line - self.where.start.line > _MOST_LINES:
            return ()
        return tuple(islice(links_in_document(self.view, self.document, self.span), _MOST))

    @cached_property
    def is_editable(self) -> bool:
        """Whether pnet can edit the note at the range. Between conflict markers, it can only keep a side."""
        if any(problem.code in ("conflict-marker", "too-large") for problem in self.facts.problems):
            return False
        return all_editors_count(self.document.text, self.span.end)

    def has_line(self, number: int) -> bool:
        """Return whether the range touches a line; lines start at 1."""
        return self.where.start.line < number <= self.where.end.line + 1


Offer: TypeAlias = Callable[[ActionRequest], Iterator[CodeAction]]
Plan: TypeAlias = "Callable[[EditorView, Document, Values], Operation]"


def action_data(do: str, **values: str | int) -> str:
    """Return the `data` of an action."""
    return json.dumps({"do": do, **values})


class Values:
    """The values in the `data` of an action. An editor sent them, so any of them may be missing or wrong."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values

    @classmethod
    def of(cls, data: str) -> "Values":
        """Return the values in some data. Raises EditRefused if it isn't the data of an action."""
        try:
            values = json.loads(data)
        except (ValueError, RecursionError):
            values = None
        return cls(values) if isinstance(values, dict) else _unknown()

    def text(self, name: str) -> str:
        """Return a text."""
        value = self._values.get(name)
        return value if isinstance(value, str) else _unknown()

    def number(self, name: str) -> int:
        """Return a number."""
        value = self._values.get(name)
        return value if isinstance(value, int) else _unknown()


def _unknown() -> NoReturn:
    raise EditRefused("pnet doesn't know this action; ask for the actions again")


def _touch(one: Range, other: Range) -> bool:
    return one.start <= other.end and other.start <= one.end
