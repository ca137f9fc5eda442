"""Implements `pnet completion`: prints argcomplete's code for a shell."""

from plaintext_network.cli.session import Session


def run(session: Session) -> int:
    """Run `pnet completion`."""
    # Late: no other command needs it.
    from argcomplete.shell_integration import shellcode

    code = shellcode(["pnet"], shell=session.options.shell)
    # Without -U, zsh drops words that differ from what is typed in case or accents.
    code = code.replace('completions "${nosort[@]}"', 'completions -U "${nosort[@]}"')
    for line in code.rstrip("\n").split("\n"):
        session.screen.print_whole(line.replace("\t", "    "))
    return 0
