"""Implements `pnet history`: shows how properties changed."""

from __future__ import annotations

from plaintext_network.cli.session import Session


def run(session: Session) -> int:
    """Run `pnet history`."""
    raise NotImplementedError
