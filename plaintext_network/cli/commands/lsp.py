"""Implements `pnet lsp`: starts the language server, which an editor talks to. The server itself is in `lsp.server`."""

import gc
import sys

from plaintext_network.cli.session import Session
from plaintext_network.lsp.server.errors import LanguageServerUnavailable


def run(session: Session) -> int:
    """Run `pnet lsp`."""
    # Late: the libraries are an extra.
    try:
        from plaintext_network.lsp.server.language_server import serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "plaintext_network":
            raise
        raise LanguageServerUnavailable from error
    if sys.stdin is not None and sys.stdin.isatty():
        session.screen.note("your editor starts this (see `pnet help lsp`); Ctrl-D or Ctrl-C ends it")
    # Unlike other commands, this one runs long enough to need collection.
    gc.enable()
    return serve(session.today if session.is_day_given else None)
