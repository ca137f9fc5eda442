"""Implements `pnet reach`: prints whom you know somewhere, and who can introduce you."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plaintext_network.cli.output.page import Line, Section, page
from plaintext_network.cli.session import Session
from plaintext_network.errors import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plaintext_network.network.reports.reach.reach import Reach, There, Way


def run(session: Session) -> int:
    """Run `pnet reach`."""
    options, screen = session.options, session.screen
    found = session.notebook.reports.reach(" ".join(options.target), options.kind, options.limit)
    if options.format == "dot":
        # Late: most runs draw no graph.
        from plaintext_network.cli.output.graphviz import dot

        for line in dot(found.graph):
            screen.print_whole(line)
    else:
        page(session, _sections(found), found)
    _notes(session, found)
    session.note_problem_counts()
    return 0 if found.now or found.before or found.chains else 1


def _sections(found: Reach) -> Iterator[Section]:
    yield Section(_heading(found), list(map(_known, found.now)))
    yield Section("before", list(map(_known, found.before)))
    yield Section("who can introduce you", [line for way in found.chains for line in _steps(way)])


def _heading(found: Reach) -> str:
    if found.kind == "person":
        return f"you know {found.target}"
    # A trade or a topic is no place.
    there = " there" if found.kind in ("organization", "place") else ""
    return f"people you know{there}: {found.target}"


def _known(there: There) -> Line:
    fits = f", {there.fits}" if there.fits else ""
    return Line(f"{there.name}{fits}: {there.says}", there.sources)


def _steps(way: Way) -> Iterator[Line]:
    fits = f", {way.fits}" if way.fits else ""
    through = " and ".join(step.other.name for step in way.steps[:-1])
    yield Line(f"to {way.name}{fits}: through {through}", way.sources)
    for number, step in enumerate(way.steps, 1):
        yield Line(f"  {number}. {step.says}", step.sources)


def _notes(session: Session, found: Reach) -> None:
    screen = session.screen
    typed = " ".join(session.options.target)
    if found.kind is None:
        kind = session.options.kind or "organization, person, role, place or topic"
        session.note_nothing(f"no {kind} matches “{typed}”")
        return
    if found.others:
        ways = " or ".join(f"--as {kind}" for kind in found.others)
        screen.note(("muted", f"read “{typed}” as {_a(found.kind)}; to read it otherwise: {ways}"))
    if found.why_not:
        screen.note(("muted", found.why_not))
    elif not (found.now or found.before or found.chains):
        screen.note(
            (
                "muted",
                f"nobody can introduce you to {found.target} yet; add `knows` to a contact to note whom they know",
            )
        )
    elif found.unreached:
        people = counted(found.unreached, "other person fits", "other people fit")
        screen.note(("muted", f"{people}, but you don't know them yet and no chain leads to them"))
    if found.more_chains:
        screen.note(("muted", f"{found.more_chains} more can be reached: raise --limit"))


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
