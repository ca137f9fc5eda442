"""A folder whose permissions count, for root too."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

NOBODY = 65534


def opened(path: Path) -> None:
    """Let everybody come to a path of a test, whatever the folders above it are like."""
    for above in path.parents:
        if not above.stat().st_mode & 0o001:
            os.chmod(above, above.stat().st_mode | 0o011)  # noqa: S103


@pytest.fixture
def forbidding() -> Iterator[Path]:
    """Give an empty folder and, to root, to whom nothing is forbidden, another user's rights meanwhile."""
    with tempfile.TemporaryDirectory() as folder:
        if os.geteuid():
            yield Path(folder)
            return
        os.chown(folder, NOBODY, NOBODY)
        os.seteuid(NOBODY)
        try:
            yield Path(folder)
        finally:
            os.seteuid(0)
