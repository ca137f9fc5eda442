"""Keeps one vault open for an editor, and follows its changes. Answers no request itself."""

import os
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime
from typing import TypeVar

from plaintext_network.errors import NotebookOutdated, PnetError, VaultNotFound
from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.server.connection.message_log import MessageLog
from plaintext_network.lsp.server.vaults.vault_places import VaultPlace
from plaintext_network.vault.cold_read import ColdRead, is_cold, is_large
from plaintext_network.vault.notebook import Notebook
from plaintext_network.vault.parallel_map import Progress
from plaintext_network.vault.window.window import Window

Answer = TypeVar("Answer")

# How often to take another notebook if the vault changes while a question is answered.
TRIES = 5
# How long to wait after an error that should not happen, in seconds.
RETRY = 5.0


class VaultSession:
    """One vault, from the moment its first document is open until `close`.

    A thread of the session reads the vault, and calls `on_change` when it has been read, after each change, and whenever it can't
    be read any more or can be again. `today` replaces the day of the clock.
    """

    def __init__(
        self,
        place: VaultPlace,
        today: date | None,
        progress: Progress,
        on_change: Callable[["VaultSession"], None],
        log: MessageLog,
    ) -> None:
        self.root, self.shown_root = place
        self._today, self._progress, self._on_change, self._log = today, progress, on_change, log
        self._reading: ColdRead | None = None
        self._window: Window | None = None
        self._notebook: Notebook | None = None
        self._view: EditorView | None = None
        # Why the vault can't be read.
        self.failure: PnetError | None = None
        self._is_closed = False
        self._thread = threading.Thread(target=self._run, name="pnet lsp vault", daemon=True)
        self._thread.start()

    @property
    def is_ready(self) -> bool:
        """Whether the vault has been read, and can be."""
        return self._notebook is not None and self.failure is None

    def path(self, inside: str) -> str:
        """Return a path in this vault as the editor spells it."""
        return os.path.join(self.shown_root, *inside.split("/"))

    def ask(
        self,
        documents: Mapping[str, Document],
        question: Callable[[EditorView], Answer],
        *,
        look_first: bool = False,
    ) -> Answer:
        """Return a question's answer about the vault with these open notes. Only the worker calls this.

        With `look_first`, the answer includes what was saved a moment ago and is not reported yet.
        Raises SettingsInvalid or VaultNotFound, and NotebookOutdated if the vault changes all the time.
        """
        if look_first:
            self._look()
        for _ in range(TRIES - 1):
            try:
                return self._ask(documents, question)
            except NotebookOutdated:
                self._look()
            except PnetError:
                raise
            except Exception:
                # A file that changes meanwhile may not be what the index says about it.
                if not self._has_changed():
                    raise
                self._look()
        return self._ask(documents, question)

    def forget(self) -> None:
        """Forget what the last question read. Only the worker calls this."""
        self._view = None

    def close(self) -> None:
        """Stop reading and following the vault."""
        self._is_closed = True
        if (reading := self._reading) is not None:
            reading.stop()
        if (window := self._window) is not None:
            window.close()

    def _look(self) -> None:
        """Take the vault as it is now; if the session is being closed, as it was."""
        if self._window is not None:
            # The window is closed.
            with suppress(ValueError):
                self._notebook = self._window.now()

    def _has_changed(self) -> bool:
        return self._window is not None and self._window.changed(0, since=self._notebook)

    def _ask(self, documents: Mapping[str, Document], question: Callable[[EditorView], Answer]) -> Answer:
        notebook = self._notebook
        if notebook is None:
            raise VaultNotFound(self.root)
        view = self._view
        if view is None or view.on_disk is not notebook or view.documents != documents:
            # The same view for what is asked about one key, since it reads the open notes.
            self._view = view = EditorView(notebook, documents)
        with view.on_disk:
            return question(view)

    # In the thread of the session

    def _run(self) -> None:
        while not self._is_closed:
            try:
                self._follow()
            except Exception as error:  # noqa: BLE001 - the other vaults still work, and this one may work again
                if not self._is_closed:
                    self._log.report("following the vault", error)
                    if self._window is not None:
                        self._window.close()
                    time.sleep(RETRY)
        if self._is_closed and self._window is not None:
            self._window.close()

    def _follow(self) -> None:
        today = self._today or datetime.now().astimezone().date()
        # Without another process, this one reads the vault.
        with suppress(OSError):
            self._read_if_cold(today)
        self._window = window = Notebook(self.root, today, self._progress).live()
        while not self._is_closed:
            notebook = None
            try:
                self._notebook = notebook = window.now()
                self.failure = None
            except PnetError as error:
                self.failure = error
            if self._is_closed:
                return
            self._on_change(self)
            # The worker may have taken a later one meanwhile, whose change was not reported.
            window.changed(since=notebook)

    def _read_if_cold(self, today: date) -> None:
        if is_cold(self.root) and is_large(self.root) and not self._is_closed:
            self._reading = reading = ColdRead(self.root, today)
            if self._is_closed:
                reading.stop()
            reading.wait(self._progress)
