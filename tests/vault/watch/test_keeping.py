"""What a watcher leaves behind for who looks when nobody watches."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plaintext_network.vault.cache import parse_files
from plaintext_network.vault.cache.database import acquire_lock
from plaintext_network.vault.cache.locations import LOCK, cache_base
from plaintext_network.vault.notebook import Notebook
from tests.conftest import TODAY
from tests.vault.watch.following import watched

OFTEN = "---\ncadence: 2 weeks\n---\n## Log\n- 2026-11-01 call\n"
SELDOM = OFTEN.replace("2 weeks", "2 years")


@pytest.mark.usefixtures("impatient")
def test_an_answer_is_kept_only_beside_the_files_it_is_of(
    vault: Callable[[Mapping[str, str]], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    # As if each change were long ago, so that fingerprints are trusted.
    monkeypatch.setattr(parse_files, "TICK_NS", 0)
    root = vault({"contacts/Ada.md": OFTEN, "contacts/Bo.md": OFTEN})
    with watched(root) as heard:
        (root / "contacts/Ada.md").write_text(SELDOM)
        heard.hear("Ada is no longer due")
        # Another process is at the cache, so that what follows can't be read before the watch ends.
        lock = acquire_lock(cache_base(str(root)) + LOCK)
        (root / "contacts/Bo.md").write_text(SELDOM)
        heard.hear("database is locked")
        heard.watcher.stop()
        heard.thread.join()
        lock.close()
    assert [entry.contact.name for entry in Notebook(str(root), TODAY).due()] == []
