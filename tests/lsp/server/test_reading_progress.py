"""The progress of reading a vault fits in one line of an editor."""

from concurrent.futures import Future
from typing import Any

import pytest
from lsprotocol import types

from plaintext_network.lsp.server.vaults.reading_progress import ReadingProgress


class Client:
    """An editor that shows progress."""

    def __init__(self) -> None:
        self.shown: list[Any] = []

    def window_work_done_progress_create(self, _: types.WorkDoneProgressCreateParams) -> "Future[None]":
        """Be ready for it at once."""
        ready: Future[None] = Future()
        ready.set_result(None)
        return ready

    def progress(self, params: types.ProgressParams) -> None:
        """Show it."""
        self.shown.append(params.value)


def test_a_long_name_leaves_room_for_the_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plaintext_network.lsp.server.vaults.reading_progress.AFTER", 0)
    client = Client()
    progress = ReadingProgress(
        client, "Everything I know about people and places", lambda do, *values: do(*values)
    )
    progress.report(110_000, 110_000, "contacts computed")
    begun = client.shown[0]
    line = f"{begun.percentage:3}%: {begun.title}: {begun.message}"
    assert line == "100%: Reading Everything I kn…: 110,000 of 110,000 contacts computed"
    # Neovim's line of 80 columns has room for as many.
    assert len(line) <= 68
