"""Implements `pnet version`."""

from plaintext_network import __version__
from plaintext_network.cli.session import Session


def run(session: Session) -> int:
    """Run `pnet version`."""
    session.screen.print(f"pnet {__version__}")
    return 0
