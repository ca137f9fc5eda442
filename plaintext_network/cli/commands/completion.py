"""Implements `pnet completion`: prints argcomplete's code for a shell."""

from plaintext_network.cli.session import Session


def run(session: Session) -> int:
    """Run `pnet completion`."""
    # Late: no other command needs it.
    from argcomplete.shell_integration import shellcode

    for line in shellcode(["pnet"], shell=session.options.shell).rstrip("\n").split("\n"):
        session.screen.print_whole(line.replace("\t", "    "))
    return 0
