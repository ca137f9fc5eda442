"""Prints a page of sections, each a heading and lines with their places. Knows no command."""

from __future__ import annotations

from plaintext_network.cli.output.records import choose_format, rows
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.records.plain_values import places_of, record_of

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from plaintext_network.cli.output.styles import Part
    from plaintext_network.cli.output.terminal import Screen
    from plaintext_network.cli.session import Session

FIELDS = ("section", "text", "sources")


class Line(NamedTuple):
    """One line of a page, and the `path:line` of each fact in it."""

    text: str
    sources: tuple[str, ...] = ()


class Section(NamedTuple):
    """Lines under a heading; a section without lines is not printed."""

    title: str
    lines: Sequence[Line]


def page(session: Session, sections: Iterable[Section], value: object) -> None:
    """Print the sections, or in JSON the value that they were made from.

    The plain format has one line each: section, text and places, separated by tabs.
    """
    screen = session.screen
    form = choose_format(session.options.format, screen)
    if form == "json":
        screen.clear_progress()
        # Late: other formats need no JSON.
        from plaintext_network.cli.output.records import document

        screen.out.write(document(screen.out, record_of(value)) + "\n")
    elif form == "table":
        _sections(screen, sections)
    else:
        # CSV and plain lines have no room for objects.
        sources = places_of if form == "jsonl" else tuple
        records = (
            {"section": section.title, "text": line.text, "sources": sources(line.sources)}
            for section in sections
            for line in section.lines
        )
        rows(screen, records, FIELDS, form)


def _sections(screen: Screen, sections: Iterable[Section]) -> None:
    first = True
    for section in sections:
        if not section.lines:
            continue
        if not first:
            screen.print("")
        first = False
        screen.print(("heading", section.title))
        for line in section.lines:
            show_line(screen, line)


def show_line(screen: Screen, line: Line, indent: str = "  ") -> None:
    """Print a line and its places, which get lines of their own if a terminal has no room for all beside the text."""
    screen.clear_progress()
    out = screen.out
    text = out.wrapped([indent, line.text], hanging=0)
    places: list[Part] = []
    for source in line.sources:
        places += [" " if places else "  ", ("place", source)]
    together = out.wrapped([indent, line.text, *places], hanging=0)
    if len(together) == len(text):
        text = together
    else:
        deeper = " " * (len(line.text) - len(line.text.lstrip(" ")))
        text += out.wrapped([indent, deeper, *places], hanging=0)
    out.write("\n".join(text) + "\n")
