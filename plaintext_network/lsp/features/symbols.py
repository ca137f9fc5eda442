"""Lists the parts of a note, and finds people by name."""

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Literal

from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.features.link_at import facts_of
from plaintext_network.lsp.features.links import START, Location
from plaintext_network.lsp.positions import Position, Range
from plaintext_network.model.language.normalize import stem_of
from plaintext_network.model.note.facts import Facts, Interaction
from plaintext_network.model.note.values.visible_text import visible_text
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.index.overlay import fetch
from plaintext_network.network.people.contact_values import CONTACT_VALUES
from plaintext_network.network.people.notes_by_name import notes_by_name
from plaintext_network.notes.body import Heading, Item
from plaintext_network.problems import shortened
from plaintext_network.vault.state_values import rank_contacts


class DocumentSymbol(NamedTuple):
    """A heading, Log entry, task or property of a note, with what is below it. `selection` is its first line's text."""

    name: str
    kind: Literal["heading", "entry", "task", "property"]
    range: Range
    selection: Range
    detail: str = ""
    children: "tuple[DocumentSymbol, ...]" = ()


class WorkspaceSymbol(NamedTuple):
    """A note found by name. `container` tells namesakes apart: the organization, else the folder."""

    name: str
    kind: Literal["contact", "organization", "event", "goal", "note"]
    location: Location
    container: str = ""


# The symbols of one answer, and the characters of a part's name.
MOST, LONGEST = 100, 80


def document_symbols(view: EditorView, document: Document) -> tuple[DocumentSymbol, ...]:
    """Return the parts of a note, in order: its front matter, then each heading with the Log entries and tasks below it."""
    outline = _Outline(document, facts_of(view, document))
    return (*outline.front_matter(), *outline.body())


class _Part(NamedTuple):
    """A part before it is nested: the level of a heading, or 0 for an entry or a task."""

    line: int
    level: int
    symbol: DocumentSymbol


class _Outline:
    """The outline of one note."""

    def __init__(self, document: Document, facts: Facts) -> None:
        self.document, self.facts = document, facts
        self.lines, self.note = document.lines, document.note

    def front_matter(self) -> Iterator[DocumentSymbol]:
        properties = self.note.header.properties
        if not properties:
            return
        # The range ends before the next line.
        last = self.lines.position(max(self.note.header.body_start - 1, 0)).line
        yield self._symbol("Properties", "property", 0, last)

    def body(self) -> tuple[DocumentSymbol, ...]:
        parts = sorted([*self._headings(), *self._items()], key=lambda part: part.line)
        return _nested(parts, len(self.lines.starts) - 1, self)

    def _headings(self) -> Iterator[_Part]:
        for heading in self.note.body.headings:
            yield _Part(heading.line - 1, heading.level, self._heading(heading))

    def _heading(self, heading: Heading) -> DocumentSymbol:
        name = shortened(visible_text(heading.text), LONGEST) or "#" * heading.level
        return self._symbol(name, "heading", heading.line - 1, heading.line - 1)

    def _items(self) -> Iterator[_Part]:
        """Yield the Log entries, the lines of daily notes that are interactions, and the tasks."""
        entries = {
            one.line: one for one in self.facts.interactions if one.day and one.form in ("log", "daily")
        }
        tasks = {task.line: task for task in self.facts.tasks}
        for item in self.note.body.items:
            first, last = self._lines_of(item)
            if entry := entries.get(first + 1):
                yield _Part(first, 0, self._symbol(_entry_name(entry), "entry", first, last))
            elif task := tasks.get(first + 1):
                detail = ("open" if task.open else "done") + (f", due {task.day}" if task.day else "")
                name = shortened(task.text, LONGEST) or "task"
                yield _Part(first, 0, self._symbol(name, "task", first, last)._replace(detail=detail))

    def _lines_of(self, item: Item) -> tuple[int, int]:
        first = self.lines.position(item.own.start).line
        text = self.document.text
        end = item.extent.start + len(text[item.extent.start : item.extent.end].rstrip())
        return first, max(first, self.lines.position(end).line)

    def _symbol(
        self, name: str, kind: Literal["heading", "entry", "task", "property"], first: int, last: int
    ) -> DocumentSymbol:
        selection = self.line_range(first, first)
        return DocumentSymbol(name, kind, self.line_range(first, last), selection)

    def line_range(self, first: int, last: int) -> Range:
        """Return the range of lines, from the first character that is no blank to the end of the last."""
        text = self.lines.line(first)
        return Range(
            Position(first, len(text) - len(text.lstrip())), Position(last, len(self.lines.line(last)))
        )


def _entry_name(entry: Interaction) -> str:
    about = ": ".join(part for part in (entry.channel, entry.summary) if part)
    return shortened(f"{entry.day} {about}".strip(), LONGEST)


def _nested(parts: Sequence[_Part], last: int, outline: _Outline) -> tuple[DocumentSymbol, ...]:
    """Nest parts in the order of their lines: what follows a heading is below it, up to the next one of its level."""
    found: list[DocumentSymbol] = []
    at = 0
    while at < len(parts):
        part = parts[at]
        end = at + 1
        if part.level:
            while end < len(parts) and (not parts[end].level or parts[end].level > part.level):
                end += 1
            stop = parts[end].line - 1 if end < len(parts) else last
        else:
            # Tasks and entries within an item are below it.
            stop = part.symbol.range.end.line
            while end < len(parts) and not parts[end].level and parts[end].line <= stop:
                end += 1
        if not part.level and end == at + 1:
            found.append(part.symbol)
            at = end
            continue
        children = _nested(parts[at + 1 : end], stop, outline)
        stop = max([stop, *(child.range.end.line for child in children)])
        found.append(part.symbol._replace(range=outline.line_range(part.line, stop), children=children))
        at = end
    return tuple(found)


def workspace_symbols(view: EditorView, query: str) -> tuple[WorkspaceSymbol, ...]:
    """Return the people whose name, alias or address contains the words, best first, then other notes; at most MOST."""
    notebook = view.notebook
    index = notebook.index
    by_grade = rank_contacts(notebook, query.strip())
    ranked = (sorted((name, path) for path, name, *_ in by_grade[grade]) for grade in sorted(by_grade))
    people = list(islice(chain.from_iterable(ranked), MOST))
    paths = notes_by_name(index, query, MOST - len(people)) if len(people) < MOST and query.strip() else []
    values = index.summaries(CONTACT_VALUES, notebook.settings.rules)
    fetch(values, [path for _, path in people])
    fetch(index.notes, paths)
    return (*(_person(view, path, name) for name, path in people), *(_note(view, path) for path in paths))


def _person(view: EditorView, path: str, name: str) -> WorkspaceSymbol:
    organization = view.notebook.contact_at(path).values.organization
    return WorkspaceSymbol(name, "contact", Location(path, START), organization or _folder(path))


def _note(view: EditorView, path: str) -> WorkspaceSymbol:
    index = view.notebook.index
    facts = index.notes[path]
    kind: Literal["organization", "event", "goal", "note"] = "note"
    if facts.kind in ("organization", "event", "goal"):
        kind = facts.kind  # type: ignore[assignment]
    return WorkspaceSymbol(facts.name or stem_of(path), kind, Location(path, START), _folder(path))


def _folder(path: str) -> str:
    return path.rpartition("/")[0]
