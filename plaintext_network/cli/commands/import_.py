"""Implements `pnet import`: reads an address book, asks what only the user can decide, and writes one operation."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from plaintext_network.cli.arguments import ArgumentMissing, WrongUsage
from plaintext_network.cli.import_questions import ask, ask_former
from plaintext_network.cli.import_summary import ImportSummary
from plaintext_network.cli.session import Session
from plaintext_network.cli.write_result import WriteCommand
from plaintext_network.errors import FileAlreadyExists, PlanNotFound, WriteFailed, shell_word
from plaintext_network.exchange.imports.apply_import import ImportResult, apply_plan, preview_plan
from plaintext_network.exchange.imports.import_contacts import ImportPlanner
from plaintext_network.exchange.imports.import_options import ImportOptions
from plaintext_network.exchange.imports.plan import InputFile, Plan
from plaintext_network.exchange.imports.plan_file import is_plan, plan_to_json
from plaintext_network.exchange.imports.read_plan import plan_from_json, with_input
from plaintext_network.exchange.imports.source_records import file_digest, read_contacts
from plaintext_network.exchange.readers.options import ReadOptions
from plaintext_network.exchange.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plaintext_network.cli.output.terminal import Screen
    from plaintext_network.exchange.imports.source_records import Item

# The exit status if a record was refused.
REFUSED = 4
_MOST_PLAN = 1 << 30


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
        plan = _read_plan(options.apply)
    else:
        plan, planner = _planned(session, writes, remarks)
    plan = plan._replace(remarks=tuple(remarks))
    if options.plan:
        _write_plan(options.plan, plan)
        result = ImportResult(plan)
    elif options.dry_run:
        result, operation = preview_plan(session.notebook, plan, planner, screen.progress)
        if options.format == "table":
            writes._show(operation)
    else:
        result = apply_plan(
            session.notebook, plan, planner, progress=screen.progress, on_wait=writes._waiting
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
    if not is_pipe:
        path = os.path.abspath(options.file)
        plan = plan._replace(input=InputFile(path, file_digest(path) if options.plan else ""))
    if writes.prompter.possible and not writes.dry and not options.plan:
        plan = ask_former(writes.prompter, ask(session, writes.prompter, planner, plan))
    return plan, planner


def _counted(items: Iterator[Item], screen: Screen) -> Iterator[Item]:
    """Yield the records of a source, with progress; nobody knows how many there are."""
    for number, item in enumerate(items):
        if not number % 100:
            screen.progress(number, number + 1, "reading contacts")
        yield item
    screen.progress(1, 1, "reading contacts")


def _command(session: Session, plan: Plan) -> str:
    options = session.options
    words = ["pnet import", shell_word(options.file or plan.input.path or "FILE")]
    for flag, value in (("--from", options.kind), ("--source", options.source)):
        words += [flag, shell_word(value)] if value else []
    return " ".join(words)


def _read_plan(name: str) -> Plan:
    """Return the plan in a file. Raises PlanNotFound or PlanInvalid."""
    try:
        with open(name, "rb") as file:
            text = file.read(_MOST_PLAN).decode("utf-8-sig")
    except OSError as error:
        raise PlanNotFound(name, error.strerror or "it can't be opened") from error
    except UnicodeDecodeError as error:
        raise PlanNotFound(name, "it is not in UTF-8") from error
    plan, needs_input = plan_from_json(text, name)
    if needs_input:
        plan = with_input(plan, _records(plan))
    return plan


def _records(plan: Plan) -> list[Record]:
    """Return the records of the file that a plan was made from; none if it is gone or has changed."""
    path, digest = plan.input
    if not path or (digest and file_digest(path) != digest):
        return []
    found = read_contacts(path, kind=plan.kind, name=plan.source)
    return [record for record in found if isinstance(record, Record)]


def _write_plan(name: str, plan: Plan) -> None:
    """Write a plan to a file that only the user can read. Raises FileAlreadyExists for another file, WriteFailed."""
    text = plan_to_json(plan).encode("utf-8", "surrogatepass")
    path = Path(name)
    try:
        if path.exists():
            with path.open("rb") as file:
                if not is_plan(file.read(200)):
                    raise FileAlreadyExists(name)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(descriptor, "wb") as file:
            file.write(text)
    except OSError as error:
        raise WriteFailed(name, error.strerror or str(error)) from error
