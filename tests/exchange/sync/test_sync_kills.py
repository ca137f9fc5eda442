"""Whenever a sync dies or the system refuses a call, the next one reaches the same end state, and no file is torn."""

import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="each trial forks")


def test_after_a_fault_at_any_call_that_writes_the_next_sync_reaches_the_same_end_state() -> None:
    # In a process of its own, with one thread, which may fork.
    done = subprocess.run(
        [sys.executable, "-m", "tests.soak.sync_kills", "50", "--seed", "1"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "50 trials" in done.stdout
    assert "another end state, or a file torn: 0" in done.stdout
