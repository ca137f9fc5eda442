"""Implements `pnet sync`: keeps the vault in step with folders of cards, and merges two versions of one card."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from plaintext_network.cli.arguments import WrongUsage
from plaintext_network.cli.output.records import choose_format
from plaintext_network.cli.session import Session
from plaintext_network.cli.sync_fields import FIELDS as FIELDS
from plaintext_network.errors import Cancelled, PnetError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plaintext_network.cli.sync_summary import SyncSummary
    from plaintext_network.exchange.sync.merge_cards import CardConflict
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
        raise WrongUsage("pnet sync", f"--{modes[0]} changes nothing, and goes with no other option")
    syncs = _chosen(session)
    if options.check:
        # Late, here and below: --merge needs no vault.
        from plaintext_network.cli.sync_check import check_syncs

        return check_syncs(session, syncs)
    return _run(session, syncs)


def _chosen(session: Session) -> Sequence[SyncSettings]:
    """Return the settings of the syncs to run. Raises SyncNotFound."""
    from plaintext_network.exchange.sync.run_sync import find_sync

    known = session.notebook.settings.syncs
    if not known or session.options.names:
        return [find_sync(session.notebook, name) for name in dict.fromkeys(session.options.names or [""])]
    return known


def _run(session: Session, syncs: Sequence[SyncSettings]) -> int:
    """Run syncs one after the other, or show what they would do. One that fails doesn't stop the next."""
    from plaintext_network.cli.sync_summary import print_records

    options, screen = session.options, session.screen
    # A report has the usual formats; what was done is a text, in a pipe as well.
    form = choose_format(options.format, screen) if options.status else options.format or "table"
    summaries: list[SyncSummary] = []
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
        print_records(session, summaries, form)
    return status


def _one(session: Session, settings: SyncSettings) -> SyncSummary:
    from plaintext_network.cli.sync_summary import SyncSummary
    from plaintext_network.exchange.sync.run_sync import prepare_sync, preview_notes, run_sync

    options, screen = session.options, session.screen
    notebook = session.notebook
    if screen.wrote:
        # The sync before this one has written notes.
        notebook.refresh()
    asked = _options(session)
    prepared = prepare_sync(notebook, settings, asked, progress=screen.progress)
    if options.status or prepared.plan.refusal:
        return SyncSummary(session, prepared, is_status=options.status)
    from plaintext_network.cli.write_result import WriteCommand

    writes = WriteCommand(session)
    if options.dry_run:
        if options.format in (None, "table"):
            writes.print_diff(preview_notes(notebook, prepared.plan))
        return SyncSummary(session, prepared)
    if options.resolve == "ask" and writes.prompter.possible:
        from plaintext_network.cli.sync_questions import ask

        again = partial(_again, session, settings, asked, prepared)
        prepared = ask(session, writes.prompter, prepared, again)
    result = run_sync(notebook, prepared, progress=screen.progress, on_wait=writes.show_waiting)
    if result.cards_written or result.cards_removed or result.notes_written:
        screen.wrote = True
    return SyncSummary(session, prepared, result)


def _options(session: Session) -> SyncOptions:
    from plaintext_network.exchange.sync.run_sync import SyncOptions

    options = session.options
    return SyncOptions(
        deletes=options.deletes is not None,
        allowed=options.deletes or 0,
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
    from plaintext_network.exchange.sync.merge_card_files import merge_card_files

    options = session.options
    if options.names:
        raise WrongUsage("pnet sync", "--merge takes two files and no NAME")
    first, second = options.merge
    prompter = Prompter(session.screen, allowed=not options.no_input)

    def ask(name: str, conflicts: Sequence[CardConflict]) -> list[bool] | None:
        if not prompter.possible:
            return None
        try:
            return [
                prompter.choice(
                    f"{name}: which {one.what}?", (_side(one.first, first), _side(one.second, second))
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


def _side(value: str, path: str) -> str:
    return f"{value}  ({path})"
