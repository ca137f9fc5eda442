"""Implements `pnet resolve`: settles conflicts."""

from __future__ import annotations

from plaintext_network.cli.session import Session


def run(session: Session) -> int:
    """Run `pnet resolve`."""
    raise NotImplementedError
