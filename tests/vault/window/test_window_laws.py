"""After any edits, a window answers as a reading from nothing, also over unsaved texts and without some people."""

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from plaintext_network.vault.notebook import Notebook
from tests.conftest import TODAY
from tests.vault.other_days import written
from tests.vault.window.changed_notes import changed_texts, special_vaults
from tests.vault.window.test_changed_notebooks import answers, expect_equal, save


@settings(max_examples=6, derandomize=True, phases=(Phase.generate,), suppress_health_check=list(HealthCheck))
@given(special_vaults(), st.lists(changed_texts(), min_size=1, max_size=4), changed_texts())
def test_a_window_answers_as_a_reading_from_nothing_after_any_edits(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    notes: dict[str, str],
    edits: list[dict[str, bytes | None]],
    unsaved: dict[str, bytes | None],
) -> None:
    place = str(time.monotonic_ns())
    with monkeypatch.context() as patch:
        for variable in ("PNET_CACHE", "PNET_STATE", "PNET_RUNTIME"):
            patch.setenv(variable, str(tmp_path / variable / place))
        root = written(tmp_path / place, notes)
        with Notebook(str(root), TODAY).live() as window:
            for texts in edits:
                save(root, texts)
                with window.now() as notebook:
                    expect_equal(answers(notebook), answers(Notebook(str(root), TODAY, cache=False)))
            # The index is read lazily, so the block lasts until it is compared.
            with window.over(unsaved) as over:
                found = answers(over)
                save(root, unsaved)
                expect_equal(found, answers(Notebook(str(root), TODAY, cache=False)))
                with window.now() as saved:
                    expect_equal(found, answers(saved))
