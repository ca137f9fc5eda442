"""Implements `pnet lsp`: starts the language server, which an editor talks to. The server itself is in `lsp.server`."""

import gc
import os
import sys

from plaintext_network.cli.session import Session
from plaintext_network.lsp.server.errors import LanguageServerUnavailable
from plaintext_network.vault.config.find_vault import named_vaults


def run(session: Session) -> int:
    """Run `pnet lsp`."""
    # Late: the libraries are an extra.
    try:
        from plaintext_network.lsp.server.serve import serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "plaintext_network":
            raise
        raise LanguageServerUnavailable from error
    if sys.stdin is not None and sys.stdin.isatty():
        session.screen.note("your editor starts this (see `pnet help lsp`); Ctrl-D or Ctrl-C ends it")
    # Unlike other commands, this one runs long enough to need collection.
    gc.enable()
    return serve(session.options.log, session.today if session.is_day_given else None, _named_vaults(session))


def _named_vaults(session: Session) -> tuple[str, ...]:
    """Return the vaults that --vault, $PNET_VAULT and config.toml name: an editor's note may be in one without a pnet.toml."""
    if session.options.vault is not None:
        return (session.place.root,)
    return named_vaults(os.environ, os.getcwd())
