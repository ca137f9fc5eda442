"""Converts an exception to the error that the client gets. Sends nothing."""

import asyncio

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from plaintext_network.errors import PnetError
from plaintext_network.lsp.server.connection.message_log import MessageLog
from plaintext_network.lsp.server.connection.worker import Superseded


def response_error(error: BaseException, method: str, log: MessageLog) -> types.ResponseError:
    """Return the error that the client gets. An unexpected one also goes to standard error and the log."""
    if isinstance(error, asyncio.CancelledError):
        return types.ResponseError(types.LSPErrorCodes.RequestCancelled, "the request was cancelled")
    if isinstance(error, Superseded):
        return types.ResponseError(types.LSPErrorCodes.ContentModified, "the text has changed since")
    if isinstance(error, PnetError):
        return types.ResponseError(types.LSPErrorCodes.RequestFailed, str(error))
    if isinstance(error, JsonRpcException):
        return error.to_response_error()
    log.report(method, error)
    what = f"{method} failed inside pnet: {type(error).__name__}"
    return types.ResponseError(
        types.ErrorCodes.InternalError, f"{what}\nplease report this, with the log of: pnet lsp --log FILE"
    )
