"""Implements `pnet touches`: reads mail, calendars and chats, asks what to log of them, and writes one operation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plaintext_network.cli.arguments import WrongUsage
from plaintext_network.cli.session import Session
from plaintext_network.cli.touch_questions import ask_touches
from plaintext_network.cli.touch_summary import (
    note_counts,
    note_people,
    page_record,
    print_proposals,
    print_result,
)
from plaintext_network.cli.write_result import WriteCommand
from plaintext_network.errors import shell_word
from plaintext_network.exchange.errors import OwnAddressMissing
from plaintext_network.exchange.touches.apply_touches import TouchResult, apply_touches, preview_touches
from plaintext_network.exchange.touches.plan_touches import ReadTouches, plan_touches
from plaintext_network.exchange.touches.touch_options import TouchOptions
from plaintext_network.exchange.touches.touch_plan_file import load_touches, store_touches

if TYPE_CHECKING:
    from datetime import date

    from plaintext_network.exchange.touches.touch_plan import TouchPlan

# The exit status if an event can't be read, or a touch can't be logged.
REFUSED = 4
_NO_SOURCES = """give a mailbox, a calendar or a table of messages, or add your own to config.toml:
mail = ["~/Mail"]
calendars = ["~/.calendars"]"""


def run(session: Session) -> int:
    """Run `pnet touches`."""
    options, screen = session.options, session.screen
    writes = WriteCommand(session)
    if options.apply:
        if options.sources or options.plan:
            raise WrongUsage(
                "pnet touches", "--apply takes neither SOURCE nor --plan: the plan contains what to log"
            )
        return _apply(session, writes, load_touches(options.apply))
    # First: without a vault, nothing is read.
    session.notebook.settings  # noqa: B018
    found = _read(session)
    plan = found.plan
    screen.clear_progress()
    asks = not (options.dry_run or options.plan) and options.format == "table" and writes.prompter.possible
    if options.plan:
        store_touches(options.plan, plan)
    if asks and plan.touches:
        answered = ask_touches(screen, writes.prompter, plan)
        result = apply_touches(
            session.notebook, answered, progress=screen.progress, on_wait=writes.show_waiting
        )
        screen.wrote = bool(result.logged)
        screen.clear_progress()
        print_result(session, result)
    elif asks:
        # Nothing to ask about is an answer, too: the next run goes on from here.
        apply_touches(session.notebook, plan)
        result = TouchResult()
    else:
        result = TouchResult()
        if not options.plan or options.format != "table":
            print_proposals(session, plan, options.format)
    _say_more(session, found, asked=asks)
    return REFUSED if plan.refused or result.refused or found.unread else 0


def _say_more(session: Session, found: ReadTouches, *, asked: bool) -> None:
    """Print what became of everything, and what to do next."""
    plan, options, screen = found.plan, session.options, session.screen
    note_counts(session, plan)
    note_people(session, plan)
    for unread in found.unread:
        screen.report_error(unread.error)
    if not plan.touches:
        screen.note(("muted", "nothing new to propose"))
    elif options.plan:
        where = shell_word(options.plan)
        screen.note(("muted", f"answer in {options.plan}, then: pnet touches --apply {where}"))
    elif not asked and not options.dry_run:
        screen.note(
            ("muted", f"nothing was written; to answer in a file: {_command(session)} --plan plan.json")
        )


def _command(session: Session) -> str:
    """Return this command line."""
    options = session.options
    words = ["pnet touches", *map(shell_word, options.sources)]
    for name in ("since", "me"):
        given = getattr(options, name) or ()
        for value in (given,) if isinstance(given, str) else given:
            words += [f"--{name}", shell_word(value)]
    words += [f"--take {shell_word(f'{column}={role}')}" for column, role in options.take]
    words += ["--subjects"] if options.subjects else []
    if options.day_first is not None:
        words.append("--day-first" if options.day_first else "--no-day-first")
    return " ".join(words)


def _read(session: Session) -> ReadTouches:
    """Return the proposals for the sources that the user names, or else for those in config.toml."""
    # Late: --apply needs neither.
    from plaintext_network.vault.config.user_config import user_config

    options = session.options
    user = user_config()
    sources = options.sources or [*user.calendars, *user.mail]
    if not sources:
        raise WrongUsage("pnet touches", _NO_SOURCES)
    remarks: list[str] = []
    asked = TouchOptions(
        me=(*user.me, *options.me),
        since=_since(session),
        subjects=options.subjects,
        take=tuple(options.take),
        day_first=options.day_first,
        remark=remarks.append,
    )
    try:
        found = plan_touches(
            session.notebook, tuple(dict.fromkeys(sources)), asked, progress=session.screen.progress
        )
    except OwnAddressMissing as missing:
        raise OwnAddressMissing(missing.likely, missing.sources, user.file) from None
    for remark in dict.fromkeys(remarks):
        session.screen.note(("muted", remark))
    return found


def _since(session: Session) -> date | None:
    if session.options.since is None:
        return None
    # Late: most runs go on from the last.
    from plaintext_network.model.dates.periods import parse_period

    return parse_period(session.options.since, session.today).first


def _apply(session: Session, writes: WriteCommand, plan: TouchPlan) -> int:
    """Carry out a plan."""
    options, screen = session.options, session.screen
    if options.dry_run:
        result, operation = preview_touches(session.notebook, plan)
        if options.format == "table":
            writes.print_diff(operation)
    else:
        result = apply_touches(session.notebook, plan, progress=screen.progress, on_wait=writes.show_waiting)
        screen.wrote = bool(result.logged)
    screen.clear_progress()
    if options.format == "json":
        # Late: few read it.
        from plaintext_network.cli.output import records

        records.one(screen, page_record(plan, result))
    elif not options.dry_run:
        print_result(session, result)
    if waiting := len(plan.of("")) + len(plan.of("later")):
        screen.note(("muted", f"{waiting:,} without an answer; pnet will propose them again"))
    return REFUSED if result.refused else 0
