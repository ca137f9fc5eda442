"""Receives the editor's requests, and returns the future of each answer. Computes no answer itself."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any

from lsprotocol import types

from plaintext_network.errors import NotebookOutdated, SettingsInvalid, VaultNotFound
from plaintext_network.lsp.server.answers import (
    METHODS,
    Method,
    NoteQuestion,
    answer_code_action_resolve,
    answer_completion,
    answer_completion_resolve,
    answer_workspace_symbols,
)
from plaintext_network.lsp.server.connection.worker import Question
from plaintext_network.lsp.server.editor import Editor, Work
from plaintext_network.lsp.server.errors import VaultNotReady
from plaintext_network.lsp.server.vaults.vault_session import VaultSession

Answer = asyncio.Future[Any]

# How long a request waits for a vault that is being read, in seconds.
PATIENCE = 2.0
_INVOKED = types.CompletionTriggerKind.Invoked
_INCOMPLETE = types.CompletionTriggerKind.TriggerForIncompleteCompletions
NO_ITEMS = types.CompletionList(is_incomplete=False, items=())


class Requests:
    """Answers requests by method. Each is answered for the text that the client had when it asked."""

    def __init__(self, editor: Editor) -> None:
        self._editor = editor
        self.methods: dict[str, Callable[[Any], Answer]] = {
            name: partial(self._about_document, name, method) for name, method in METHODS.items()
        }
        self.methods |= {
            types.TEXT_DOCUMENT_COMPLETION: self._completion,
            types.COMPLETION_ITEM_RESOLVE: self._completion_resolve,
            types.CODE_ACTION_RESOLVE: self._code_action_resolve,
            types.WORKSPACE_SYMBOL: self._workspace_symbols,
        }
        # By method and document: the last question that is not answered yet, and the version that it is about.
        self._last: dict[tuple[str, str], tuple[Question, int | None]] = {}
        # Whether the user pressed a key for the completions of a document.
        self._explicit: dict[str, bool] = {}

    def forget(self, uri: str) -> None:
        """Forget a document that is closed."""
        self._explicit.pop(uri, None)
        for key in [key for key in self._last if key[1] == uri]:
            del self._last[key]

    def _about_document(self, name: str, method: Method, params: Any) -> Answer:
        return self.ask(name, params.text_document.uri, method, params)

    def ask(
        self, name: str, uri: str, method: Method, params: Any, patience: float = PATIENCE, unread: Any = None
    ) -> Answer:
        """Ask about a document. The answer is `unread`, else that of no vault, if the vault isn't read in time."""
        place = self._editor.sessions.place(uri)
        # Of a text that nobody knows, every position may be another one.
        if place is None or self._editor.documents.is_unknown(uri):
            return _answered(method.nothing)
        session, path = place

        def answer(asked: NoteQuestion) -> Any:
            return method.answer(asked, params) if asked.is_note else method.nothing

        # A change must not miss a link that was saved a moment ago.
        work = _safely(self._editor.about_note(session, path, answer, look_first=method.changes), method)
        if session.is_ready:
            return self._put(name, uri, work)
        return asyncio.ensure_future(self._later(name, uri, session, work, method, patience, unread))

    async def _later(
        self,
        name: str,
        uri: str,
        session: VaultSession,
        work: Work,
        method: Method,
        patience: float,
        unread: Any,
    ) -> Any:
        if session.failure is None:
            await self._editor.wait(session, patience)
        if session.is_ready:
            return await self._put(name, uri, work)
        if session.failure is not None and method.is_asked:
            raise session.failure
        if session.failure is None and method.changes:
            raise VaultNotReady
        return method.nothing if unread is None else unread

    def _put(self, name: str, uri: str, work: Work) -> Answer:
        opened = self._editor.documents.get(uri)
        version = opened.version if opened else None
        last, about = self._last.get((name, uri), (None, None))
        if last is not None and about != version:
            last.is_superseded = True
        asked = self._editor.ask(work)
        answer: Answer = asyncio.wrap_future(asked.answer)
        if opened:
            self._last[name, uri] = asked, version
            answer.add_done_callback(lambda _: self._drop((name, uri), asked))
        return answer

    def _drop(self, key: tuple[str, str], asked: Question) -> None:
        """Forget a question that is answered: it would keep the texts that it was about."""
        if key in self._last and self._last[key][0] is asked:
            del self._last[key]

    def _completion(self, params: types.CompletionParams) -> Answer:
        uri, context = params.text_document.uri, params.context
        kind = context.trigger_kind if context else _INVOKED
        if kind != _INCOMPLETE:
            self._explicit[uri] = kind == _INVOKED
        explicit = self._explicit.get(uri, True)
        method = Method(partial(answer_completion, explicit=explicit), NO_ITEMS)
        unread = types.CompletionList(is_incomplete=True, items=())
        patience = PATIENCE if explicit else 0
        return self.ask(types.TEXT_DOCUMENT_COMPLETION, uri, method, params, patience, unread)

    def _completion_resolve(self, item: types.CompletionItem) -> Answer:
        method = Method(answer_completion_resolve, item)
        return self.ask(types.COMPLETION_ITEM_RESOLVE, _uri_of(item.data), method, item)

    def _code_action_resolve(self, action: types.CodeAction) -> Answer:
        method = Method(answer_code_action_resolve, action, is_asked=True, changes=True)
        return self.ask(types.CODE_ACTION_RESOLVE, _uri_of(action.data), method, action)

    def _workspace_symbols(self, params: types.WorkspaceSymbolParams) -> Answer:
        sessions = list(self._editor.sessions)

        async def found() -> list[types.SymbolInformation]:
            unread = [session for session in sessions if not (session.is_ready or session.failure)]
            await asyncio.gather(*(self._editor.wait(session, PATIENCE) for session in unread))
            asked = [
                self._editor.ask(_safely(self._symbols_in(session, params.query), _SYMBOLS))
                for session in sessions
                if session.is_ready
            ]
            return [symbol for each in asked for symbol in await asyncio.wrap_future(each.answer)]

        return asyncio.ensure_future(found())

    def _symbols_in(self, session: VaultSession, query: str) -> Work:
        return self._editor.about_vault(
            session, lambda view, texts: answer_workspace_symbols(view, texts, query)
        )


def _no_answer(asked: NoteQuestion, params: Any) -> tuple[()]:
    del asked, params
    return ()


_SYMBOLS = Method(_no_answer, ())


def _safely(work: Work, method: Method) -> Work:
    """Return what answers nothing if the vault can't be read any more, unless the user waits for the answer."""

    def safe() -> Any:
        try:
            return work()
        except (NotebookOutdated, SettingsInvalid, VaultNotFound):
            if method.is_asked:
                raise
            return method.nothing

    return safe


def _answered(answer: Any) -> Answer:
    future: Answer = asyncio.get_running_loop().create_future()
    future.set_result(answer)
    return future


def _uri_of(data: Any) -> str:
    """Return the URI of the document for which an item was made."""
    return str(data[0]) if isinstance(data, list) and data else ""
