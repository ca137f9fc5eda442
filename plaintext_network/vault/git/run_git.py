"""Runs git without a shell, and turns off whatever a repository's own settings could run. Knows no notes."""

import os
import subprocess
import tempfile
import threading
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Self

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault.git.find_git import find_git

# The most that one command may print; seconds that it may take.
MOST_OUTPUT, TIMEOUT = 64 << 20, 20.0
# Seconds that it has to clean up after that.
_GRACE = 2.0
_MOST_ERRORS = 1 << 16
# Whatever a repository could run or fetch; a caller's own variables, such as a hook's GIT_DIR, are dropped.
_SETTINGS = (
    "core.fsmonitor=false", f"core.hooksPath={os.devnull}", "core.pager=cat", "protocol.allow=never",
    "log.showSignature=false", "gc.auto=0", "maintenance.auto=false",
)  # fmt: skip
_ENVIRONMENT: Mapping[str, str] = MappingProxyType(
    {
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_NO_LAZY_FETCH": "1",
        # No protocol has this name.
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_LITERAL_PATHSPECS": "1",
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_PAGER": "cat",
        "LC_ALL": "C",
    }
)


class GitOutcome(NamedTuple):
    """The result of a command: its exit status, which is negative after a signal, and the bytes that it printed."""

    status: int
    output: bytes
    errors: bytes = b""


class Git:
    """The git program, for the repository that contains a folder."""

    def __init__(self, program: str, root: str) -> None:
        self._program, self._root = program, root
        self._settings: tuple[str, ...] = _SETTINGS
        self._timeout = TIMEOUT

    @classmethod
    def find(cls, root: str) -> Self | None:
        """Return git if the user has it, as `find_git` says."""
        program = find_git(root)
        return cls(program, root) if program else None

    def line(self, *arguments: str) -> str | None:
        """Return the one line that a command prints; None if it fails."""
        output = self.run(arguments)
        return None if output is None else os.fsdecode(output).removesuffix("\n")

    def run(self, arguments: Sequence[str], text: bytes = b"", index: str = "") -> bytes | None:
        """Return what a command prints; None if it fails, prints too much or takes too long.

        `index` is a file to use in place of the repository's index.
        """
        at = {"GIT_INDEX_FILE": index} if index else {}
        outcome = self.outcome(arguments, text, {**_ENVIRONMENT, **at})
        return outcome.output if outcome and outcome.status == 0 else None

    def outcome(
        self, arguments: Sequence[str], text: bytes, environment: Mapping[str, str]
    ) -> GitOutcome | None:
        """Return the result of a command; None if it can't start, prints too much or takes too long.

        `environment` is added to the variables of this process, without those of git.
        """
        options = [part for setting in self._settings for part in ("-c", setting)]
        outside = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as errors:
            given.write(text)
            given.seek(0)
            try:
                process = subprocess.Popen(  # noqa: S603
                    [self._program, "--no-pager", *options, "-C", self._root, *arguments],
                    stdin=given,
                    stdout=subprocess.PIPE,
                    stderr=errors,
                    env={**outside, **environment},
                )
            except OSError:
                return None
            stop = threading.Timer(self._timeout, _stop, (process,))
            stop.start()
            try:
                output = process.stdout.read(MOST_OUTPUT + 1) if process.stdout else b""
                if len(output) > MOST_OUTPUT:
                    return None
                status = process.wait()
                errors.seek(0)
                return GitOutcome(status, output, errors.read(_MOST_ERRORS))
            finally:
                stop.cancel()
                if process.stdout:
                    process.stdout.close()
                _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End git, unless it has ended. At the first signal, it removes its locks."""
    process.terminate()
    try:
        process.wait(_GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
