"""Implements `pnet init`: proposes settings for a folder, writes them to pnet.toml, and names the next commands."""

import os

from plaintext_network.cli.errors import AlreadyInVault, Cancelled, SettingsAlreadyExist
from plaintext_network.cli.output.diff import print_diff
from plaintext_network.cli.prompts import Prompter
from plaintext_network.cli.session import Session
from plaintext_network.errors import PnetError, shell_word
from plaintext_network.vault import FILE, adopt
from plaintext_network.vault.config.find_vault import find_vault, vault_above

# The two commands to type next: in a vault without contacts, and in one with some.
FIRST_CONTACT = ('pnet add "Ada Lovelace" --cadence monthly', 'pnet log "coffee with Ada"')
FIRST_LOOK = ("pnet list", "pnet due")


def run(session: Session) -> int:
    """Run `pnet init`."""
    options, screen = session.options, session.screen
    if options.folder == "." and options.vault:
        # The option that names the vault for every command names the folder here too.
        options.folder = options.vault
    if options.again:
        return _again(session)
    _check_place(session)
    adoption = adopt.Adoption(options.folder, session.today, screen.progress)
    _ask(session, adoption)
    proposal = adoption.proposal()
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


def _check_place(session: Session) -> None:
    """Raise an error if the folder has a pnet.toml, or is in a vault without --force."""
    options, screen = session.options, session.screen
    folder = "" if options.folder == "." else f" {shell_word(options.folder)}"
    root = adopt.real_folder(options.folder)
    file = os.path.join(root, FILE)
    if os.path.isfile(file) and not options.dry_run:
        raise SettingsAlreadyExist(file, f"pnet init --again{folder}")
    outer = vault_above(os.path.dirname(root))
    if outer and not (options.force or options.dry_run):
        raise AlreadyInVault(outer, f"pnet init --force{folder}")
    if outer:
        screen.note(("warning", f"{outer} is already a vault, and includes the notes of this folder"))


def _ask(session: Session, adoption: adopt.Adoption) -> None:
    """Ask the open questions, one at a time; without a terminal, take the usual answers."""
    prompter = Prompter(session.screen, allowed=not session.options.no_input)
    for question in adoption.questions():
        if prompter.possible:
            adoption.answer(question, prompter.yes(question.text, question.default))
        else:
            adoption.leave_open(question)


def _again(session: Session) -> int:
    """Propose additions to an existing pnet.toml as a diff, and write them if that is confirmed."""
    options, screen = session.options, session.screen
    root = adopt.real_folder(options.folder)
    before = adopt.settings_bytes(root)
    adoption = adopt.Adoption(root, session.today, screen.progress, existing=adopt.settings_text(before))
    if not options.yes:
        _ask(session, adoption)
    after = adopt.as_bytes(adoption.text, like=before)
    print_diff(screen, FILE, FILE, before, after)
    for line in adoption.explicit:
        screen.note(("warning", f"add this by hand: {line}"))
    for sentence in adoption.proposal().found:
        screen.note(sentence)
    if after == before:
        screen.note("nothing to add")
        return 0
    if options.dry_run:
        return 0
    prompter = Prompter(screen, allowed=not options.no_input)
    if not options.yes and not prompter.possible:
        screen.note("nothing was written; to write these settings: pnet init --again --yes")
        return 0
    if not options.yes and not prompter.yes("Write these settings?", True):
        raise Cancelled
    screen.print("wrote ", ("place", _from_here(adopt.replace(root, before, after))))
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
