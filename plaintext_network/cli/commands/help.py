"""Implements `pnet help`: prints the help of pnet or of one command. Lays out nothing itself."""

from plaintext_network.cli.arguments import HelpRequested, command_parser
from plaintext_network.cli.parser import build_parser
from plaintext_network.cli.session import Session


def run(session: Session) -> int:
    """Run `pnet help`. Raises HelpRequested, which `main` answers, or UnknownCommand."""
    raise HelpRequested(command_parser(build_parser(whole=False), session.options.topic))
