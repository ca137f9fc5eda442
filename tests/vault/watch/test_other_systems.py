"""Watching with events in no certain order, or without any: as on macOS, Windows and network folders."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plaintext_network.vault.watch import watcher as watcher_module
from plaintext_network.vault.watch.file_events import NoEvents, ObserverEvents
from tests.vault.watch.watcher_thread import watched

ADA = "---\ncadence: monthly\n---\n"
Write = Callable[[Mapping[str, str]], Path]


@pytest.mark.parametrize("kind", [ObserverEvents, NoEvents])
def test_due_people_are_reported_and_no_snapshot_is_served(
    vault: Write, monkeypatch: pytest.MonkeyPatch, kind: type[ObserverEvents | NoEvents]
) -> None:
    root = vault({"contacts/Bo.md": "Bo.\n"})
    events = ObserverEvents(str(root)) if kind is ObserverEvents else NoEvents()
    monkeypatch.setattr(watcher_module, "open_event_source", lambda *_: events)
    for name in ("POLL_INTERVAL", "STABLE"):
        monkeypatch.setattr(watcher_module, name, 0.1)
    with watched(root) as running:
        (root / "contacts/deep/er").mkdir(parents=True)
        (root / "contacts/deep/er/Ada.md").write_text(ADA)
        running.expect("Ada is due")
        (root / "contacts/deep").rename(root / "contacts/other")
        (root / "contacts/other/er/Ada.md").write_text("Ada, who is no longer due.\n")
        running.expect("Ada is no longer due")
        assert not events.settle(0.01)
        assert running.watcher._server is None
