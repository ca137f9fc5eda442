"""Prints what `pnet sync --check` finds. Checks nothing itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plaintext_network.cli.output.records import choose_fields, choose_format, rows
from plaintext_network.cli.sync_fields import CHECK_FIELDS
from plaintext_network.errors import counted
from plaintext_network.exchange.sync.check_sync import SyncCheck, check_sync

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plaintext_network.cli.output.record_types import Record
    from plaintext_network.cli.session import Session
    from plaintext_network.vault.config.sync_settings import SyncSettings

_NAMES = 5


def check_syncs(session: Session, syncs: Sequence[SyncSettings]) -> int:
    """Check syncs and print what is wrong and who is sent; return 1 if there are findings."""
    options, screen = session.options, session.screen
    form = choose_format(options.format, screen)
    fields = choose_fields(options.fields, form, known=CHECK_FIELDS, usual=CHECK_FIELDS)
    checks = [check_sync(session.notebook, settings, progress=screen.progress) for settings in syncs]
    if form == "table":
        for check in checks:
            _print(session, check)
    else:
        records: list[Record] = [
            {"sync": check.name, "file": found.file or None, "line": found.line, "message": found.message}
            for check in checks
            for found in check.findings
        ]
        rows(screen, records, fields, form)
        for check in checks:
            if not check.findings:
                people = counted(len(check.sent), "person", "people")
                screen.note(("muted", f"{check.name}: {counted(check.cards, 'card')}, {people}; all is well"))
    return int(any(check.findings for check in checks))


def _print(session: Session, check: SyncCheck) -> None:
    screen = session.screen
    screen.print(("heading", check.name), f": {counted(check.cards, 'card')} in ", ("place", check.folder))
    for found in check.findings:
        place = f"{found.file}:{found.line}" if found.line else found.file
        screen.print("  ", ("place", place), ": " if place else "", ("warning", found.message))
    if check.sent or check.stay:
        more = len(check.sent) - _NAMES
        names = ", ".join(check.sent[:_NAMES]) + (f" and {more:,} more" if more > 0 else "")
        who = f" ({names})" if names else ""
        get, do = "gets" if len(check.sent) == 1 else "get", "does" if check.stay == 1 else "do"
        screen.print(
            f"  {counted(len(check.sent), 'person', 'people')} {get} a card{who}; {check.stay:,} {do} not"
        )
    if not check.findings:
        screen.print("  no problems found")
