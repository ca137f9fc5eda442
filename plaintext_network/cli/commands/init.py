"""Implements `pnet init`: proposes settings for a folder, writes them to pnet.toml, and names the next commands."""

import os

from plaintext_network.cli.session import Session
from plaintext_network.errors import PnetError, shell_word
from plaintext_network.vault import adopt
from plaintext_network.vault.config.find_vault import find_vault, vault_above

# The two commands to type next: in a vault without contacts, and in one with some.
FIRST_CONTACT = ('pnet add "Ada Lovelace" --cadence monthly', 'pnet log "coffee with Ada"')
FIRST_LOOK = ("pnet list", "pnet due")


def run(session: Session) -> int:
    """Run `pnet init`."""
    options, screen = session.options, session.screen
    proposal = adopt.propose(options.folder, session.today, screen.progress)
    if outer := vault_above(os.path.dirname(os.path.realpath(options.folder))):
        screen.note(("warning", f"{outer} is already a vault, and includes the notes in this folder"))
    if options.dry_run:
        for line in proposal.text.rstrip("\n").split("\n"):
            screen.print(line)
        for sentence in proposal.found:
            screen.note(sentence)
        return 0
    path = adopt.write(options.folder, proposal.text)
    screen.print("wrote ", ("place", _from_here(path)))
    for sentence in proposal.found:
        screen.print(f"  {sentence}")
    screen.print("next:")
    for line in (*_enter(os.path.dirname(path)), *(FIRST_LOOK if proposal.has_contacts else FIRST_CONTACT)):
        screen.print(f"  {line}")
    return 0


def _from_here(path: str) -> str:
    """Return a path relative to the working directory if it is inside."""
    return path.removeprefix(os.path.join(os.path.realpath(os.curdir), ""))


def _enter(root: str) -> tuple[str, ...]:
    """Return the command after which pnet uses this vault; none if it does so already."""
    try:
        if find_vault(None, os.environ, os.curdir).root == root:
            return ()
    except PnetError:
        # No vault yet from here, or the user's settings name one that is gone.
        pass
    if os.environ.get("PNET_VAULT"):
        return (f"export PNET_VAULT={shell_word(root)}",)
    return (f"cd {shell_word(_from_here(root))}",)
