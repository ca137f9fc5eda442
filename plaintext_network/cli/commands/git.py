"""Implements `pnet git`: let git merge notes by property."""

from __future__ import annotations

from plaintext_network.cli.session import Session


def run(session: Session) -> int:
    """Run `pnet git`."""
    raise NotImplementedError
