"""Receives and sends messages: adapts pygls to our own text sync, our own errors and the order of messages. Answers nothing."""

import asyncio
import json
import time
from functools import partial
from typing import Any

from lsprotocol import types
from pygls.protocol import LanguageServerProtocol, lsp_method

from plaintext_network.lsp.server.connection.response_errors import response_error

INVALID_REQUEST, PARSE_ERROR, INVALID_PARAMS, NOT_INITIALIZED = -32600, -32700, -32602, -32002


class EditorProtocol(LanguageServerProtocol):
    """One connection to an editor. Used in the thread of the event loop only."""

    _server: Any
    is_initialized = False

    def receive(self, body: bytes) -> None:
        """Handle one message. Never raises for a wrong one."""
        try:
            data = json.loads(body)
        except (ValueError, RecursionError):
            self._refuse({"id": None}, PARSE_ERROR, "this message is not JSON")
            return
        if not isinstance(data, dict) or data.get("jsonrpc") != self.VERSION:
            self._refuse({"id": None}, INVALID_REQUEST, "this is not a JSON-RPC 2.0 message")
            return
        if not all(map(_is_id, _ids(data))):
            self._refuse(
                {"id": None} if {"id", "method"} <= data.keys() else {},
                INVALID_REQUEST,
                "an id is a number or a text",
            )
            return
        if refused := self._refused(data):
            self._refuse(data, *refused)
            return
        self._log_message(data)
        try:
            message = self.structure_message(data)
        except Exception:  # noqa: BLE001 - whatever a client sends, the server goes on
            self._refuse(data, INVALID_PARAMS, f"invalid parameters for {data.get('method')}")
            return
        self.handle_message(message)

    def _log_message(self, data: dict[str, Any]) -> None:
        if "method" in data:
            params = data.get("params")
            document = params.get("textDocument") if isinstance(params, dict) else None
            uri = document.get("uri", "") if isinstance(document, dict) else ""
            number = f" {data['id']!r}" if "id" in data else ""
            self._server.log.write(f"{data['method']}{number} {uri}".rstrip())

    def _refused(self, data: dict[str, Any]) -> tuple[int, str] | None:
        method = data.get("method")
        if method is None or method == types.EXIT:
            return None
        if self._shutdown:
            return INVALID_REQUEST, "the server is shutting down"
        if not self.is_initialized and method != types.INITIALIZE:
            return NOT_INITIALIZED, "the first request must be `initialize`"
        if self.is_initialized and method == types.INITIALIZE:
            return INVALID_REQUEST, "the server is initialized already"
        return None

    def _refuse(self, data: dict[str, Any], code: int, message: str) -> None:
        """Answer a message with an error; a notification, and an answer, get none."""
        if "id" in data and ("method" in data or data["id"] is None):
            error = {"code": code, "message": message}
            self._send_data({"jsonrpc": self.VERSION, "id": data["id"], "error": error})

    def _handle_request(self, msg_id: Any, method_name: str, params: Any) -> None:
        answer = self._server.requests.methods.get(method_name)
        if answer is None:
            super()._handle_request(msg_id, method_name, params)
            return
        began = time.monotonic()
        # At once, so that it is about the text that the client has now.
        try:
            future = answer(params)
        except Exception as error:  # noqa: BLE001 - one request that fails doesn't end the server
            self._send_response(msg_id, error=response_error(error, method_name, self._server.log))
            return
        self._request_futures[msg_id] = future
        future.add_done_callback(partial(self._send_answer, msg_id, method_name, began))

    def _send_answer(self, msg_id: Any, method: str, began: float, future: Any) -> None:
        self._request_futures.pop(msg_id, None)
        error = asyncio.CancelledError() if future.cancelled() else future.exception()
        took = f"{method} {msg_id!r} took {(time.monotonic() - began) * 1000:.0f} ms"
        if error is None:
            self._server.log.write(took)
            self._send_response(msg_id, result=future.result())
        else:
            self._server.log.write(f"{took}, and failed: {type(error).__name__}")
            self._send_response(msg_id, error=response_error(error, method, self._server.log))

    def _send_handler_result(self, future: Any, *, msg_id: Any) -> None:
        """Send the answer to a request of the connection itself."""
        self._send_answer(msg_id, "a request", time.monotonic(), future)

    def _check_handler_result(self, future: Any) -> None:
        """Report a notification that failed."""
        if not future.cancelled() and (error := future.exception()) is not None:
            self._server.log.report("a notification", error)

    def _send_data(self, data: Any) -> None:
        text = json.dumps(data, default=self._serialize_message, separators=(",", ":"))
        body = text.encode("ascii")
        self._server.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))

    # Life of the connection

    @lsp_method(types.INITIALIZE)
    def lsp_initialize(self, params: types.InitializeParams) -> types.InitializeResult:  # type: ignore[override]
        """Answer what the server offers."""
        self.is_initialized = True
        self.client_capabilities = params.capabilities
        return self._server.initialize(params)  # type: ignore[no-any-return]

    @lsp_method(types.INITIALIZED)
    def lsp_initialized(self, *_: Any) -> None:
        """Begin to read the vaults."""
        self._server.begin()

    @lsp_method(types.SHUTDOWN)
    def lsp_shutdown(self, *_: Any) -> None:  # type: ignore[override]
        """Answer nothing more."""
        for future in tuple(self._request_futures.values()):
            future.cancel()
        self._shutdown = True

    @lsp_method(types.EXIT)
    def lsp_exit(self, *_: Any) -> None:  # type: ignore[override]
        """End the process; a client that hasn't shut the server down gets status 1."""
        self._server.end(0 if self._shutdown else 1)

    # Documents and folders

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        """Add a document."""
        self._server.open_document(params.text_document)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        """Change a document."""
        self._server.change_document(params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        """Remove a document."""
        self._server.close_document(params.text_document.uri)

    @lsp_method(types.TEXT_DOCUMENT_DID_SAVE)
    def save_document(self, params: types.DidSaveTextDocumentParams) -> None:
        """Note that a document was saved."""
        self._server.save_document(params.text_document.uri)

    @lsp_method(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def lsp_workspace__did_change_workspace_folders(
        self, params: types.DidChangeWorkspaceFoldersParams
    ) -> None:
        """Add and remove folders."""
        self._server.change_folders(params.event)


def _ids(data: dict[str, Any]) -> list[Any]:
    """Return the id of a message, and that of the request it cancels, as far as it names any."""
    params = data.get("params")
    cancelled = (
        params.get("id") if data.get("method") == types.CANCEL_REQUEST and isinstance(params, dict) else None
    )
    return [data.get("id"), cancelled]


def _is_id(value: Any) -> bool:
    return value is None or isinstance(value, (int, float, str))
