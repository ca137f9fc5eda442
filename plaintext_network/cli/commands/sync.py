"""Implements `pnet sync`: keeps the vault in sync with folders of cards, and merges two versions of one card."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from plaintext_network.cli.arguments import WrongUsage
from plaintext_network.cli.errors import Cancelled
from plaintext_network.cli.output.records import choose_fields, choose_format, rows
from plaintext_network.cli.session import Session
from plaintext_network.cli.sync_fields import FIELDS as FIELDS
from plaintext_network.cli.sync_fields import USUAL
from plaintext_network.errors import PnetError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plaintext_network.cli.idle_summary import IdleSummary
    from plaintext_network.cli.sync_summary import SyncSummary
    from plaintext_network.exchange.sync.card_merge.merge_cards import CardConflict
    from plaintext_network.exchange.sync.run_sync import PreparedSync, SyncOptions
    from plaintext_network.exchange.sync.sync_plan import SyncAnswers
    from plaintext_network.vault.config.sync_settings import SyncSettings


def run(session: Session) -> int:
    """Run `pnet sync`."""
    options = session.options
    options.names = [*options.names, *options.more_names]
    if options.merge:
        return _merge(session)
    modes = [flag for flag in ("status", "check") if getattr(options, flag)]
    writing = options.resolve or options.deletes is not None or options.withdraw or options.start_over
    if len(modes) > 1 or (modes and (writing or options.dry_run)):
        raise WrongUsage(
            "pnet sync", f"--{modes[0]} changes nothing, and can't be combined with other options"
        )
    syncs = _chosen(session)
    if options.check:
        # Late, here and below: --merge needs no vault.
        from plaintext_network.cli.sync_check import check_syncs

        return check_syncs(session, syncs)
    return _run(session, syncs)


def _chosen(session: Session) -> Sequence[SyncSettings]:
    """Return the settings of the syncs to run. Raises SyncNotFound."""
    from plaintext_network.exchange.sync.find_sync import find_sync

    known = session.notebook.settings.syncs
    if not known or session.options.names:
        return [find_sync(session.notebook, name) for name in dict.fromkeys(session.options.names or [""])]
    return known


def _run(session: Session, syncs: Sequence[SyncSettings]) -> int:
    """Run syncs one after the other, or show what they would do. One that fails doesn't stop the next."""
    options, screen = session.options, session.screen
    # A report has the usual formats; what was done is a text, in a pipe as well.
    form = choose_format(options.format, screen) if options.status else options.format or "table"
    summaries: list[SyncSummary | IdleSummary] = []
    status = 0
    for settings in syncs:
        try:
            summary = _one(session, settings)
        except PnetError as error:
            if len(syncs) == 1:
                raise
            screen.report_error(error)
            status = max(status, error.exit_code)
            continue
        status = max(status, summary.status)
        summaries.append(summary)
        if form == "table":
            summary.print()
            screen.flush()
    if form != "table":
        fields = choose_fields(options.fields, form, known=FIELDS, usual=USUAL)
        if form == "csv" and options.fields is None:
            fields = tuple(field for field in fields if field != "entries")
        rows(screen, [summary.record() for summary in summaries], fields, form)
    return status


def _one(session: Session, settings: SyncSettings) -> SyncSummary | IdleSummary:
    options, notebook = session.options, session.notebook
    if session.screen.wrote:
        # The sync before this one has written notes.
        notebook.refresh()
    if options.status or options.dry_run:
        return _preview(session, settings)
    if not (options.resolve or options.deletes is not None or options.withdraw or options.start_over):
        from plaintext_network.cli.idle_summary import idle_summary

        if (idle := idle_summary(session, settings)) is not None:
            return idle
    from plaintext_network.exchange.sync.open_sync import open_sync

    with open_sync(notebook, settings):
        return _carry_out(session, settings)


def _preview(session: Session, settings: SyncSettings) -> SyncSummary:
    """Show what a sync would do."""
    from plaintext_network.cli.sync_summary import SyncSummary
    from plaintext_network.exchange.sync.run_sync import prepare_sync, preview_sync

    options, screen, notebook = session.options, session.screen, session.notebook
    prepared = prepare_sync(notebook, settings, _options(session), progress=screen.progress)
    if not options.status and not prepared.plan.refusal and options.format in (None, "table"):
        from plaintext_network.cli.write_result import WriteCommand

        # What changes on the cards is in the summary, in words.
        WriteCommand(session).print_diff(preview_sync(notebook, prepared)._replace(others=()))
    return SyncSummary(session, prepared, is_status=options.status)


def _carry_out(session: Session, settings: SyncSettings) -> SyncSummary:
    from plaintext_network.cli.sync_summary import SyncSummary
    from plaintext_network.cli.write_result import WriteCommand
    from plaintext_network.exchange.sync.run_sync import plan_if_idle, prepare_sync, run_sync

    options, screen, notebook = session.options, session.screen, session.notebook
    asked = _options(session)
    prepared = prepare_sync(notebook, settings, asked, progress=screen.progress)
    if prepared.plan.refusal:
        return SyncSummary(session, prepared)
    writes = WriteCommand(session)
    if options.resolve == "ask" and writes.prompter.possible:
        from plaintext_network.cli.sync_questions import ask

        again = partial(_again, session, settings, asked, prepared)
        prepared = ask(session, writes.prompter, prepared, again)
    result = run_sync(notebook, prepared, progress=screen.progress, on_wait=writes.show_waiting)
    if result.cards_written or result.cards_removed or result.notes_written:
        screen.wrote = True
    summary = SyncSummary(session, prepared, result)
    if (now := plan_if_idle(notebook, prepared, result)) is not None:
        later = summary if now is prepared else SyncSummary(session, now, result._replace(notices=()))
        if later.is_quiet:
            from plaintext_network.cli.idle_summary import remember

            remember(session, now, later)
    return summary


def _options(session: Session) -> SyncOptions:
    from plaintext_network.exchange.sync.run_sync import SyncOptions

    options = session.options
    return SyncOptions(
        deletes=options.deletes is not None,
        most_deletions=options.deletes or 0,
        withdraw=tuple(options.withdraw),
        side=options.resolve if options.resolve in ("vault", "folder") else "",
        starts_over=options.start_over,
    )


def _again(
    session: Session, settings: SyncSettings, asked: SyncOptions, prepared: PreparedSync, answers: SyncAnswers
) -> PreparedSync:
    """Return a sync planned again with answers, from the folder as it was read."""
    from plaintext_network.exchange.sync.run_sync import prepare_sync

    return prepare_sync(session.notebook, settings, asked._replace(answers=answers), folder=prepared.folder)


def _merge(session: Session) -> int:
    """Merge two versions of one card. Needs no vault: vdirsyncer runs it in any folder."""
    from plaintext_network.cli.prompts import Prompter
    from plaintext_network.exchange.sync.card_merge.merge_card_files import merge_card_files

    options = session.options
    if options.names:
        raise WrongUsage("pnet sync", "--merge takes two files and no NAME")
    first, second = options.merge
    prompter = Prompter(session.screen, allowed=not options.no_input)
    # vdirsyncer calls the files after its storages, in a temporary folder with a long name.
    ours, theirs = map(os.path.basename, (first, second))
    if ours == theirs:
        ours, theirs = first, second

    def ask(name: str, conflicts: Sequence[CardConflict]) -> list[bool] | None:
        if not prompter.possible:
            return None
        try:
            return [
                prompter.choice(
                    f"{name}: which {one.what}?", (f"{one.first}  ({ours})", f"{one.second}  ({theirs})")
                )
                == 1
                for one in conflicts
            ]
        except Cancelled:
            return None

    found = merge_card_files(first, second, ask)
    session.screen.wrote = True
    session.screen.note(("muted", f"merged both versions of {found.name or 'the card'}"))
    return 0
