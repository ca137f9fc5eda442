"""Implements `pnet init`: proposes settings for a folder, and writes them to pnet.toml."""

import os

from plaintext_network.cli.session import Session
from plaintext_network.vault import adopt
from plaintext_network.vault.config.find_vault import vault_above


def run(session: Session) -> int:
    """Run `pnet init`."""
    options, screen = session.options, session.screen
    proposal = adopt.propose(options.folder)
    if outer := vault_above(os.path.dirname(os.path.realpath(options.folder))):
        screen.note(("warning", f"{outer} is already a vault, and includes the notes in this folder"))
    if options.dry_run:
        for line in proposal.text.rstrip("\n").split("\n"):
            screen.print(line)
        for sentence in proposal.found:
            screen.note(sentence)
        return 0
    path = adopt.write(options.folder, proposal.text)
    screen.print("wrote ", ("place", path))
    for sentence in proposal.found:
        screen.print(f"  {sentence}")
    return 0
