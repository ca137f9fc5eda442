"""Lists the problems of one note, or of pnet.toml, as its editor shows it. Detects none itself."""

import re
from collections.abc import Iterable

from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.positions import Position, Range, TextLines
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.problems import Problem
from plaintext_network.vault import FILE
from plaintext_network.vault.config.settings import settings_problems

# The start of a link up to the cursor.
_OPEN_LINK = re.compile(r"""(?P<quote>["']?)!?\[\[(?:(?!\[\[|\]\]).)*\Z""")
# The start of a list of values up to the cursor.
_OPEN_LIST = re.compile(r"\s*[^:#]+:\s+\[(?!\[)")


class Diagnostic(NamedTuple):
    """A problem and the range to underline."""

    range: Range
    problem: Problem


def diagnose(view: EditorView, document: Document, cursor: Position | None = None) -> tuple[Diagnostic, ...]:
    """Return the problems of a note that `pnet check` would report once it is saved, by line.

    A link that is being written at the cursor is no problem yet, nor does it break the front matter.
    """
    if document.path == FILE:
        return diagnose_settings(document)
    if cursor is None:
        return _placed(document.lines, view.notebook.problems_of(document.path))
    at = document.lines.position(document.lines.offset(cursor))
    if added := _end_of_link(document.lines.line(at.line), at.column):
        offset = document.lines.offset(at)
        text = document.text[:offset] + added + document.text[offset:]
        closed = Document(document.path, text, document.version)
        view = EditorView(view.on_disk, {**view.documents, document.path: closed})
        found = _placed(closed.lines, view.notebook.problems_of(document.path))
        found = tuple(_without_added(each, at, len(added)) for each in found)
    else:
        found = _placed(document.lines, view.notebook.problems_of(document.path))
    return tuple(each for each in found if not _is_link_at(each, at))


def diagnose_settings(document: Document) -> tuple[Diagnostic, ...]:
    """Return the problems of pnet.toml. Needs no view: a vault whose settings can't be used has none."""
    return _placed(document.lines, settings_problems(document.text))


def problems_of_notes(view: EditorView) -> dict[str, tuple[Diagnostic, ...]]:
    """Return the problems of every file that has any, by path."""
    found: dict[str, list[Problem]] = {}
    for problem in view.notebook.problems():
        found.setdefault(problem.path, []).append(problem)
    placed = {path: _placed(view.document(path).lines, problems) for path, problems in found.items()}
    if FILE in view.documents:
        placed[FILE] = diagnose_settings(view.documents[FILE])
    return {path: problems for path, problems in placed.items() if problems}


def _placed(lines: TextLines, problems: Iterable[Problem]) -> tuple[Diagnostic, ...]:
    return tuple(Diagnostic(_range_of(lines, problem), problem) for problem in problems)


def _range_of(lines: TextLines, problem: Problem) -> Range:
    """Return the characters of a problem. One without a width concerns the rest of its line."""
    line = min(problem.line, len(lines.with_endings)) - 1
    text = lines.line(line)
    start = min(problem.column - 1, len(text))
    end = len(text.rstrip()) if problem.width == 0 else start + problem.width
    return Range(Position(line, start), Position(line, max(start, min(end, len(text)))))


# A link at the cursor


def _end_of_link(line: str, column: int) -> str:
    """Return what closes the link that is being written at a column, with its quotes and its list; "" if there is none."""
    before, after = line[:column], line[column:]
    link = _OPEN_LINK.search(before)
    if link is None or re.match(r"(?:(?!\[\[).)*?\]\]", after):
        return ""
    quote = link["quote"]
    closing = "]]" + (quote if quote not in after else "")
    return closing + ("]" if _OPEN_LIST.match(before) and "]" not in after else "")


def _without_added(found: Diagnostic, cursor: Position, added: int) -> Diagnostic:
    """Return a problem as it is without the characters that were added at the cursor."""

    def moved(at: Position) -> Position:
        if at.line != cursor.line or at.column <= cursor.column:
            return at
        return Position(at.line, max(cursor.column, at.column - added))

    place, problem = Range(moved(found.range.start), moved(found.range.end)), found.problem
    shift = found.range.start.column - place.start.column
    return Diagnostic(place, problem._replace(column=problem.column - shift))


def _is_link_at(found: Diagnostic, cursor: Position) -> bool:
    is_link = found.problem.code in ("link-nowhere", "link-ambiguous")
    return is_link and found.range.start <= cursor <= found.range.end
