"""Prints a page of sections, each a heading and lines with their places. Knows no command."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from plaintext_network.cli.output.records import choose_format, record_of, rows
from plaintext_network.cli.output.table import width, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
        records = (
            {"section": section.title, "text": line.text, "sources": line.sources}
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
    """Print a line and its places, wrapped to the terminal."""
    places = " ".join(line.sources)
    columns = screen.out.columns
    if columns is None:
        screen.print(indent, line.text, *(("  ", ("place", places)) if places else ()))
        return
    broken = wrap(screen.out.clean(line.text), max(columns - len(indent), 2))
    fits = width(indent + broken[-1]) + 2 + width(places) <= columns
    for number, text in enumerate(broken):
        last = number == len(broken) - 1
        screen.print(indent, text, *(("  ", ("place", places)) if places and last and fits else ()))
    if places and not fits:
        screen.print(indent, "  ", ("place", places))
