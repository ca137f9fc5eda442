"""Watching where events come in no certain order, or not at all: what macOS, Windows and network folders have."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plaintext_network.vault.watch import watcher as watching
from plaintext_network.vault.watch.file_events import NoEvents, ObserverEvents
from tests.vault.watch.following import watched

ADA = "---\ncadence: monthly\n---\n"
Write = Callable[[Mapping[str, str]], Path]


@pytest.mark.parametrize("kind", [ObserverEvents, NoEvents])
def test_who_becomes_due_is_told_and_no_answer_is_vouched_for(
    vault: Write, monkeypatch: pytest.MonkeyPatch, kind: type[ObserverEvents | NoEvents]
) -> None:
    root = vault({"contacts/Bo.md": "Bo.\n"})
    events = ObserverEvents(str(root)) if kind is ObserverEvents else NoEvents()
    monkeypatch.setattr(watching, "events_for", lambda *_: events)
    for name in ("WITHOUT_EVENTS", "STABLE"):
        monkeypatch.setattr(watching, name, 0.1)
    with watched(root) as heard:
        (root / "contacts/deep/er").mkdir(parents=True)
        (root / "contacts/deep/er/Ada.md").write_text(ADA)
        heard.hear("Ada is due")
        (root / "contacts/deep").rename(root / "contacts/other")
        (root / "contacts/other/er/Ada.md").write_text("Ada, who is no longer due.\n")
        heard.hear("Ada is no longer due")
        assert not events.settle(0.01)
        assert heard.watcher._live is None
