"""Implements `pnet intro`: suggests introductions, lists those under way, or starts one."""

from __future__ import annotations

from plaintext_network.cli.arguments import WrongUsage
from plaintext_network.cli.output.page import Line, Section, page
from plaintext_network.cli.session import Session

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from plaintext_network.network.reports.reach.introductions import (
        Introductions,
        OpenIntroduction,
        Suggestion,
    )


def run(session: Session) -> int:
    """Run `pnet intro`."""
    options = session.options
    if len(options.names) > 2:
        raise WrongUsage(
            "pnet intro", "give at most two names, and quote a name with spaces: pnet intro 'Ada King' Grace"
        )
    if len(options.names) == 2:
        return _begin(session, *options.names)
    for option in ("why", "status", "date"):
        if getattr(options, option) is not None:
            raise WrongUsage("pnet intro", f"--{option} needs two names: pnet intro Ada Grace --{option} …")
    name = next(iter(options.names), None)
    found = session.notebook.reports.introductions(name, options.limit)
    page(session, _sections(found), found)
    if found.why_not:
        session.screen.note(("muted", found.why_not))
    elif not (found.open or found.suggestions or found.helps):
        session.note_nothing(
            "no suggestions yet; add `needs` and `offers` to contacts, and pnet matches them"
        )
    session.note_problem_counts()
    return 0


def _begin(session: Session, first: str, second: str) -> int:
    # Late: most runs write nothing.
    from plaintext_network.cli.write_result import WriteCommand
    from plaintext_network.vault.edits.add_introduction import plan_introduction

    options, notebook, writes = session.options, session.notebook, WriteCommand(session)
    with writes.desk() as desk:
        one, other = notebook.contact(first), notebook.contact(second)
        operation = plan_introduction(
            desk, one.path, other.path, options.why, options.status or "asked", options.date
        )
        summary = f"{one.name} and {other.name}: {options.status or 'asked'}"
        return writes.carry_out(desk, operation, [summary])


def _sections(found: Introductions) -> Iterator[Section]:
    yield Section("under way", list(map(_under_way, found.open)))
    yield Section("people to introduce", list(map(_suggested, found.suggestions)))
    yield Section("where you can help", list(map(_suggested, found.helps)))


def _under_way(introduction: OpenIntroduction) -> Line:
    names = " and ".join(introduction.between)
    alone = "".join(f"; {one.name}: {one.says}" for one in introduction.leave_alone)
    sources = dict.fromkeys((*introduction.sources, *(one.source for one in introduction.leave_alone)))
    return Line(f"{names}, {introduction.says}{alone}", tuple(sources))


def _suggested(suggestion: Suggestion) -> Line:
    return Line(f"{suggestion.says} ({', '.join(suggestion.shared) or 'by meaning'})", suggestion.sources)
