"""People edited on all sides at once are soon the same everywhere, and nothing that nobody removed is lost."""

from pathlib import Path

import pytest

from tests.exchange.server_rewrites import SERVERS
from tests.exchange.sync_game import SyncGame
from tests.exchange.synced_world import synced_world

PEOPLE, EDITS = 10, 15


@pytest.mark.parametrize("kind", SERVERS)
def test_random_edits_on_all_sides_converge_without_a_loss(tmp_path: Path, kind: str) -> None:
    with synced_world(tmp_path, kind) as world:
        game = SyncGame(world, PEOPLE, seed=2)
        assert [*game.sync()] == []
        assert [*game.play(EDITS)] == []
        assert game.edits.failed == []
        assert game.edits.done.total() == EDITS
