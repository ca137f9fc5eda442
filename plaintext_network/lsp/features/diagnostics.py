"""Lists the problems of one note as its editor shows it."""

from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.positions import Position, Range, TextLines
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.problems import Problem


class Diagnostic(NamedTuple):
    """A problem and the range to underline."""

    range: Range
    problem: Problem


def diagnose(view: EditorView, document: Document, cursor: Position | None = None) -> tuple[Diagnostic, ...]:
    """Return the problems of a note that `pnet check` would report once it is saved, by line.

    A link that is being written at the cursor is no problem yet.
    """
    del cursor
    return _placed(document.lines, view.notebook.problems_of(document.path))


def problems_of_notes(view: EditorView) -> dict[str, tuple[Diagnostic, ...]]:
    """Return the problems of every note that has any, by path."""
    found: dict[str, list[Problem]] = {}
    for problem in view.notebook.problems():
        found.setdefault(problem.path, []).append(problem)
    return {path: _placed(view.document(path).lines, problems) for path, problems in found.items()}


def _placed(lines: TextLines, problems: "tuple[Problem, ...] | list[Problem]") -> tuple[Diagnostic, ...]:
    return tuple(Diagnostic(range_of(lines, problem), problem) for problem in problems)


def range_of(lines: TextLines, problem: Problem) -> Range:
    """Return the characters of a problem. One without a width concerns its whole line."""
    line = min(problem.line, len(lines.with_endings)) - 1
    text = lines.line(line)
    start = min(problem.column - 1, len(text))
    end = len(text.rstrip()) if problem.width == 0 else start + problem.width
    return Range(Position(line, start), Position(line, max(start, min(end, len(text)))))
