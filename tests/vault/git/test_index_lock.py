"""Whatever ends pnet while it holds the lock of an index, the lock is gone: git would stop at it until somebody removes it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="other systems end a process at once")

HOLD = """
import sys, time
from plaintext_network.vault.git.index_lock import lock_index
with lock_index(sys.argv[1]):
    print(flush=True)
    time.sleep(60)
"""
# The signal comes in the call that makes the lock.
MAKE = """
import os, signal, sys
from plaintext_network.vault.git.index_lock import lock_index
real = os.open
def interrupted(*arguments):
    made = real(*arguments)
    os.kill(os.getpid(), signal.SIGINT)
    return made
os.open = interrupted
with lock_index(sys.argv[1]):
    print("went on")
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_no_lock(number: signal.Signals, tmp_path: Path) -> None:
    words = [sys.executable, "-c", HOLD, str(tmp_path / "index")]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as holder:
        assert holder.stdout
        holder.stdout.readline()
        assert os.listdir(tmp_path) == ["index.lock"]
        holder.send_signal(number)
        assert holder.wait(20) in (-number, 128 + number)
    assert os.listdir(tmp_path) == []


def test_an_interruption_at_the_very_start_leaves_no_lock(tmp_path: Path) -> None:
    words = [sys.executable, "-c", MAKE, str(tmp_path / "index")]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr.splitlines()[-1]) == ("", "KeyboardInterrupt")
    assert os.listdir(tmp_path) == []


def test_the_lock_of_another_stays(tmp_path: Path) -> None:
    (tmp_path / "index.lock").write_text("git's")
    words = [sys.executable, "-c", HOLD, str(tmp_path / "index")]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.stderr.splitlines()[-1].startswith("plaintext_network.vault.git.index_lock.IndexBusy")
    assert (tmp_path / "index.lock").read_text() == "git's"
