"""After random edits of a rich vault, every answer is that from nothing: through a cache, through a watcher, on any day.

`python -m tests.bench.edits` makes as many edits as you like.
"""

from pathlib import Path

import pytest

from tests.bench.edits.compare import Comparison
from tests.vault.watch.watcher_thread import on_linux


@pytest.mark.parametrize("seed", range(2))
def test_answers_through_a_cache_that_follows_random_edits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    comparison = Comparison(tmp_path, seed, monkeypatch, commands=True)
    with comparison.running():
        comparison.go(8)
    assert comparison.differences == []
    assert comparison.compared > 20


@on_linux
def test_answers_of_a_watcher_after_random_edits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    comparison = Comparison(tmp_path, 100, monkeypatch, watch=True, commands=True)
    with comparison.running():
        comparison.go(8)
    assert comparison.differences == []
    assert comparison.served
