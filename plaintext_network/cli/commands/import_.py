"""Implements `pnet import`: reads an address book, asks what only the user can decide, and writes one operation."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from plaintext_network.cli.arguments import ArgumentMissing, WrongUsage
from plaintext_network.cli.import_questions import ask, ask_former
from plaintext_network.cli.import_summary import ImportSummary
from plaintext_network.cli.session import Session
from plaintext_network.cli.write_result import WriteCommand
from plaintext_network.errors import shell_word
from plaintext_network.exchange.imports.apply_import import ImportResult, apply_plan, preview_plan
from plaintext_network.exchange.imports.import_contacts import ImportPlanner
from plaintext_network.exchange.imports.import_options import ImportOptions
from plaintext_network.exchange.imports.plan import Plan
from plaintext_network.exchange.imports.plan_storage import load_plan, store_plan
from plaintext_network.exchange.imports.source_records import read_contacts
from plaintext_network.exchange.readers.options import ReadOptions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plaintext_network.cli.output.terminal import Screen
    from plaintext_network.exchange.imports.source_records import Item

# The exit status if a record was refused.
REFUSED = 4


def run(session: Session) -> int:
    """Run `pnet import`."""
    options, screen = session.options, session.screen
    writes = WriteCommand(session)
    if options.apply and (options.file or options.plan):
        raise WrongUsage("pnet import", "--apply takes neither FILE nor --plan: the plan says what to import")
    if not options.apply and not options.file:
        raise ArgumentMissing("pnet import", "import", "FILE")
    # First: without a vault, nothing is read.
    session.notebook.settings  # noqa: B018
    remarks: list[str] = []
    planner = None
    if options.apply:
        plan = load_plan(options.apply)
    else:
        plan, planner = _planned(session, writes, remarks)
    plan = plan._replace(remarks=tuple(remarks))
    if options.plan:
        store_plan(options.plan, plan)
        result = ImportResult(plan)
    elif options.dry_run:
        result, operation = preview_plan(session.notebook, plan, planner, screen.progress)
        if options.format == "table":
            writes.print_diff(operation)
    else:
        result = apply_plan(
            session.notebook, plan, planner, progress=screen.progress, on_wait=writes.show_waiting
        )
        screen.wrote = True
    ImportSummary(session, result, _command(session, plan), options.plan or "").print(options.format)
    for notice in result.notices:
        screen.note(("warning", notice))
    return REFUSED if result.plan.of("refused") else 0


def _planned(session: Session, writes: WriteCommand, remarks: list[str]) -> tuple[Plan, ImportPlanner]:
    options, screen = session.options, session.screen
    read = ReadOptions(tuple(options.take), options.day_first, options.met_on, remarks.append)
    is_pipe = options.file == "-"
    source = sys.stdin.buffer if is_pipe else options.file
    found = read_contacts(
        source, kind=options.kind or "", name=options.source, options=read, photos=options.photos
    )
    asked = ImportOptions(
        options.source,
        options.new,
        options.gone,
        tuple(options.tag),
        tuple(options.circle),
        options.folder.rstrip("/"),
        tuple(options.match),
        tuple(options.apart),
        options.photos,
    )
    planner = ImportPlanner(session.notebook, asked, found.kind)
    plan = planner.plan(_counted(found.changed(planner.is_known), screen), screen.progress)
    plan = plan._replace(input=found.input)
    if writes.prompter.possible and not writes.dry and not options.plan:
        plan = ask_former(writes.prompter, ask(session, writes.prompter, planner, plan))
    return plan, planner


def _counted(items: Iterator[Item], screen: Screen) -> Iterator[Item]:
    """Yield the records of a source, with progress; nobody knows how many there are."""
    for number, item in enumerate(items):
        if not number % 100:
            screen.progress(number, None, "reading contacts")
        yield item
    screen.progress(1, 1, "reading contacts")


def _command(session: Session, plan: Plan) -> str:
    options = session.options
    words = ["pnet import", shell_word(options.file or plan.input.path or "FILE")]
    for flag, value in (("--from", options.kind), ("--source", options.source)):
        words += [flag, shell_word(value)] if value else []
    return " ".join(words)
