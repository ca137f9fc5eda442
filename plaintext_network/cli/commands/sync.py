"""Implements `pnet sync`: keeps the vault in step with folders of cards, and merges two versions of one card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plaintext_network.cli.arguments import WrongUsage
from plaintext_network.cli.prompts import Prompter
from plaintext_network.cli.session import Session
from plaintext_network.errors import Cancelled, SyncNotFound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plaintext_network.exchange.sync.merge_cards import CardConflict
    from plaintext_network.vault.config.sync_settings import SyncSettings

FIELDS = ("sync", "state", "name", "path", "file", "detail")


def run(session: Session) -> int:
    """Run `pnet sync`."""
    options = session.options
    if options.merge:
        return _merge(session)
    syncs = _chosen(session)
    return 0


def _chosen(session: Session) -> Sequence[SyncSettings]:
    """Return the settings of the syncs to run. Raises SyncNotFound."""
    known = session.notebook.settings.syncs
    names = [sync.name for sync in known]
    for name in session.options.names or ([] if known else [""]):
        if name not in names:
            raise SyncNotFound(name, names, "pnet.toml")
    wanted = session.options.names
    return [sync for sync in known if not wanted or sync.name in wanted]


def _merge(session: Session) -> int:
    """Merge two versions of one card. Needs no vault: vdirsyncer runs it in any folder."""
    # Late: only this needs the codec without a vault.
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
                bool(
                    prompter.choice(
                        f"{name}: which {one.what}?", [f"{one.first}  ({first})", f"{one.second}  ({second})"]
                    )
                )
                for one in conflicts
            ]
        except Cancelled:
            return None

    found = merge_card_files(first, second, ask)
    session.screen.wrote = True
    session.screen.note(("muted", f"merged both versions of {found.name or 'the card'}"))
    return 0
