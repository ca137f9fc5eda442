"""Receives the editor's requests, and returns the future of each answer. Computes no answer itself."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any

from lsprotocol import types

from plaintext_network.lsp.server.answers import (
    ANSWERS,
    answer_code_action_resolve,
    answer_completion,
    answer_completion_resolve,
    answer_diagnostics,
    answer_workspace_symbols,
)
from plaintext_network.lsp.server.editor import Editor
from plaintext_network.lsp.server.errors import VaultNotReady
from plaintext_network.lsp.server.worker import Question

Answer = asyncio.Future[Any]


class Requests:
    """Answers requests by method. Each is answered for the text that the client had when it asked."""

    def __init__(self, editor: Editor) -> None:
        self._editor = editor
        self.methods: dict[str, Callable[[Any], Answer]] = {
            method: partial(self._about_note, method) for method in ANSWERS
        }
        self.methods |= {
            types.TEXT_DOCUMENT_COMPLETION: self._completion,
            types.COMPLETION_ITEM_RESOLVE: self._completion_resolve,
            types.CODE_ACTION_RESOLVE: self._code_action_resolve,
            types.WORKSPACE_SYMBOL: self._workspace_symbols,
            types.TEXT_DOCUMENT_DIAGNOSTIC: self._diagnostics,
        }
        # By method and document: the last question, and the version that it is about.
        self._last: dict[tuple[str, str], tuple[Question, int | None]] = {}
        # Whether the user asked by hand for the completions of a document.
        self._by_hand: dict[str, bool] = {}

    def _about_note(self, method: str, params: Any) -> Answer:
        return self._ask(method, params.text_document.uri, lambda asked: ANSWERS[method](asked, params))

    def _ask(
        self,
        method: str,
        uri: str,
        question: Callable[[Any], Any],
        nothing: Any = None,
        unread: Any = None,
        *,
        changes: bool = False,
    ) -> Answer:
        """Ask about a document; answer `nothing` outside a vault, and `unread` while the vault is being read."""
        place = self._editor.place(uri)
        if place is None:
            return _answered(nothing)
        session, path = place
        if not session.is_ready:
            if changes or method == types.TEXT_DOCUMENT_RENAME:
                raise session.failure or VaultNotReady
            return _answered(unread if unread is not None else nothing)
        opened = self._editor.documents.get(uri)
        version = opened.version if opened else None
        last, about = self._last.get((method, uri), (None, None))
        if last is not None and about != version:
            last.is_superseded = True
        asked = self._editor.ask_about_note(session, path, question)
        self._last[method, uri] = asked, version
        return asyncio.wrap_future(asked.answer)

    def _completion(self, params: types.CompletionParams) -> Answer:
        uri, context = params.text_document.uri, params.context
        kind = context.trigger_kind if context else types.CompletionTriggerKind.Invoked
        if kind is not types.CompletionTriggerKind.TriggerForIncompleteCompletions:
            self._by_hand[uri] = kind is types.CompletionTriggerKind.Invoked
        by_hand = self._by_hand.get(uri, True)
        return self._ask(
            types.TEXT_DOCUMENT_COMPLETION,
            uri,
            lambda asked: answer_completion(asked, params, by_hand=by_hand),
            types.CompletionList(is_incomplete=False, items=()),
            types.CompletionList(is_incomplete=True, items=()),
        )

    def _completion_resolve(self, item: types.CompletionItem) -> Answer:
        return self._ask(
            types.COMPLETION_ITEM_RESOLVE,
            _uri_of(item.data),
            lambda asked: answer_completion_resolve(asked, item),
            item,
        )

    def _code_action_resolve(self, action: types.CodeAction) -> Answer:
        return self._ask(
            types.CODE_ACTION_RESOLVE,
            _uri_of(action.data),
            lambda asked: answer_code_action_resolve(asked, action),
            action,
            changes=True,
        )

    def _diagnostics(self, params: types.DocumentDiagnosticParams) -> Answer:
        def report(asked: Any) -> types.RelatedFullDocumentDiagnosticReport:
            return types.RelatedFullDocumentDiagnosticReport(items=answer_diagnostics(asked))

        nothing = types.RelatedFullDocumentDiagnosticReport(items=())
        return self._ask(types.TEXT_DOCUMENT_DIAGNOSTIC, params.text_document.uri, report, nothing)

    def _workspace_symbols(self, params: types.WorkspaceSymbolParams) -> Answer:
        answers = [
            self._editor.ask_about(
                session, lambda view, texts: answer_workspace_symbols(view, texts, params.query)
            ).answer
            for session in self._editor.sessions
            if session.is_ready
        ]

        async def joined() -> list[types.SymbolInformation]:
            return [symbol for answer in answers for symbol in await asyncio.wrap_future(answer)]

        return asyncio.ensure_future(joined())


def _answered(answer: Any) -> Answer:
    future: Answer = asyncio.get_running_loop().create_future()
    future.set_result(answer)
    return future


def _uri_of(data: Any) -> str:
    """Return the URI of the document for which an item was made."""
    return str(data[0]) if isinstance(data, list) and data else ""
