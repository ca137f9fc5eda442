"""Describes what went wrong with a request, in our own words. Sends nothing."""

import asyncio
import sys
from concurrent.futures import CancelledError

from lsprotocol import types

from plaintext_network.errors import PnetError
from plaintext_network.lsp.server.worker import Superseded


def response_error(error: BaseException, method: str = "") -> types.ResponseError:
    """Return the error that the client gets. An unexpected one also goes to standard error, on one line."""
    if isinstance(error, asyncio.CancelledError | CancelledError):
        return types.ResponseError(types.LSPErrorCodes.RequestCancelled, "cancelled")
    if isinstance(error, Superseded):
        return types.ResponseError(types.LSPErrorCodes.ContentModified, "the text has changed since")
    if isinstance(error, PnetError):
        return types.ResponseError(types.LSPErrorCodes.RequestFailed, str(error))
    what = f"{method or 'a request'} failed: {type(error).__name__}"
    sys.stderr.write(f"pnet lsp: {what}\n")
    return types.ResponseError(types.ErrorCodes.InternalError, f"pnet: {what}; please report this")
