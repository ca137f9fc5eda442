"""Prints what `pnet sync --check` finds. Checks nothing itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plaintext_network.cli.output.records import choose_fields, choose_format, rows
from plaintext_network.cli.sync_fields import CHECK_FIELDS
from plaintext_network.errors import counted
from plaintext_network.exchange.sync.check_sync import SyncCheck, check_sync

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plaintext_network.cli.session import Session
    from plaintext_network.records.record_types import Record
    from plaintext_network.vault.config.sync_settings import SyncSettings

_NAMES = 40


def check_syncs(session: Session, syncs: Sequence[SyncSettings]) -> int:
    """Check syncs and print what is wrong and who gets a card; return 1 if there are findings."""
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
                cards = counted(check.cards, "card")
                people = ", ".join([_sent(check)] + [_stay(check)] * bool(check.stay))
                screen.note(("muted", f"{check.name}: {cards}, {people}; no problems found"))
    return int(any(check.findings for check in checks))


def _sent(check: SyncCheck) -> str:
    return (
        f"{counted(len(check.sent), 'person', 'people')} {'gets' if len(check.sent) == 1 else 'get'} a card"
    )


def _stay(check: SyncCheck) -> str:
    return f"{check.stay:,} {'does' if check.stay == 1 else 'do'} not"


def _print(session: Session, check: SyncCheck) -> None:
    screen = session.screen
    screen.print(("heading", check.name), f": {counted(check.cards, 'card')} in ", ("place", check.folder))
    for found in check.findings:
        place = f"{found.file}:{found.line}" if found.line else found.file
        screen.print("  ", ("place", place), ": " if place else "", ("warning", found.message))
    if check.sent or check.stay:
        more = len(check.sent) - _NAMES
        names = ", ".join(check.sent[:_NAMES]) + (f" and {more:,} more" if more > 0 else "")
        screen.print(f"  {_sent(check)}{f': {names}' if names else ''}")
        if check.stay:
            why = [f"{check.private:,} private"] if check.private else []
            why += [f"{number:,} {status}" for status, number in sorted(check.by_status.items())]
            screen.print(f"  {_stay(check)}{': ' if why else ''}{', '.join(why)}")
        if check.left_out:
            number = sum(check.left_out.values())
            names = ", ".join([*check.left_out][:_NAMES])
            verb, stay = ("names", "stays") if number == 1 else ("name", "stay")
            screen.print(
                f"  {counted(number, 'value')} that {verb} someone private {stay} in the vault: of {names}"
            )
    if not check.findings:
        screen.print("  no problems found")
