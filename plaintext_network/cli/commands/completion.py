"""Implements `pnet completion`: prints argcomplete's code for a shell."""

import os

from plaintext_network.cli.arguments import WrongUsage
from plaintext_network.cli.options.vault import SHELLS
from plaintext_network.cli.session import Session


def run(session: Session) -> int:
    """Run `pnet completion`."""
    # Late: no other command needs it.
    from argcomplete.shell_integration import shellcode

    shell = session.options.shell or os.path.basename(os.environ.get("SHELL", ""))
    if shell not in SHELLS:
        raise WrongUsage("pnet completion", "name a shell: pnet completion bash, zsh or fish")
    code = shellcode(["pnet"], shell=shell)
    # Without -U, zsh drops words that differ from what is typed in case or accents.
    code = code.replace('completions "${nosort[@]}"', 'completions -U "${nosort[@]}"')
    for line in code.rstrip("\n").split("\n"):
        session.screen.print_whole(line.replace("\t", "    "))
    return 0
