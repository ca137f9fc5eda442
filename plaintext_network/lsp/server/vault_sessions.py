"""Opens the vaults of the documents that an editor has, and follows their changes. Answers no question."""

import os
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime
from typing import Any, TypeVar

from plaintext_network.errors import NotebookOutdated, PnetError, VaultNotFound
from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.vault.config.find_vault import vault_above
from plaintext_network.vault.notebook import Notebook
from plaintext_network.vault.parallel_map import Progress
from plaintext_network.vault.window.window import Window

Answer = TypeVar("Answer")

# How often to take another notebook if the vault changes while a question is answered.
TRIES = 5


class VaultSession:
    """One vault, from the moment its first document is open. `shown_root` is the root's path as the editor spells it.

    `on_change` is called, in a thread of the session, when the vault has been read, and after each change.
    """

    def __init__(
        self,
        root: str,
        shown_root: str,
        today: date | None,
        progress: Progress,
        on_change: Callable[["VaultSession"], None],
    ) -> None:
        self.root, self.shown_root = root, shown_root
        self._today, self._progress, self._on_change = today, progress, on_change
        self._window: Window | None = None
        self._notebook: Notebook | None = None
        self._view: EditorView | None = None
        # Why the vault can't be read.
        self.failure: PnetError | None = None
        self._is_closed = False
        self._thread = threading.Thread(target=self._follow, name="pnet lsp vault", daemon=True)
        self._thread.start()

    @property
    def is_ready(self) -> bool:
        """Whether the vault has been read, and can be."""
        return self._notebook is not None and self.failure is None

    def ask(self, documents: Mapping[str, Document], question: Callable[[EditorView], Answer]) -> Answer:
        """Return a question's answer about the vault with these open notes. Raises NotebookOutdated if it changes all the time.

        Only the worker calls this.
        """
        for _ in range(TRIES - 1):
            with suppress(NotebookOutdated):
                return self._ask(documents, question)
            if self._window is not None:
                self._notebook = self._window.now()
        return self._ask(documents, question)

    def close(self) -> None:
        """Stop following the vault."""
        self._is_closed = True
        if (window := self._window) is not None:
            window.close()

    def _ask(self, documents: Mapping[str, Document], question: Callable[[EditorView], Answer]) -> Answer:
        notebook = self._notebook
        if notebook is None:
            raise VaultNotFound(self.root)
        view = self._view
        if view is None or view.on_disk is not notebook or view.documents != documents:
            self._view = view = EditorView(notebook, documents)
        with view.on_disk:
            return question(view)

    def _follow(self) -> None:
        notebook = Notebook(self.root, self._today or _today(), self._progress)
        with suppress(PnetError, ValueError):
            self._window = window = notebook.live()
            while not self._is_closed:
                self._read(window)
                if self._is_closed:
                    break
                self._on_change(self)
                window.changed()
        if self._is_closed and self._window is not None:
            self._window.close()

    def _read(self, window: Window) -> None:
        try:
            self._notebook = window.now()
        except PnetError as error:
            self.failure = error
        else:
            self.failure = None


class VaultSessions:
    """The open vaults by root. Used in one thread only."""

    def __init__(self, begin: Callable[[str, str], VaultSession]) -> None:
        self._begin = begin
        self._sessions: dict[str, VaultSession] = {}

    def __iter__(self) -> Any:
        return iter(tuple(self._sessions.values()))

    def of_folder(self, folder: str) -> VaultSession | None:
        """Return the vault that a folder is, or is in; open it if it isn't open."""
        shown = vault_above(os.path.abspath(folder))
        if shown is None:
            return None
        root = os.path.realpath(shown)
        if root not in self._sessions:
            self._sessions[root] = self._begin(root, shown)
        return self._sessions[root]

    def of_path(self, path: str) -> tuple[VaultSession, str] | None:
        """Return the vault of a file, and the file's path in it; None if it is in no vault."""
        session = self.of_folder(os.path.dirname(path))
        if session is None:
            return None
        inside = os.path.relpath(
            os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path)), session.root
        )
        if inside.split(os.sep)[0] == os.pardir:
            return None
        return session, inside.replace(os.sep, "/")

    def close(self) -> None:
        """Close every vault."""
        for session in self._sessions.values():
            session.close()


def _today() -> date:
    return datetime.now().astimezone().date()
