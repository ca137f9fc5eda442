"""Compiles a pattern on its first use: most commands read a note or none, and compiling takes longer than importing."""

from __future__ import annotations

import re

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class _LatePattern:
    """Stands for a pattern, whose methods it has once one of them is used."""

    def __init__(self, written: str, flags: int | re.RegexFlag) -> None:
        self._written, self._flags = written, flags
        self._pattern: re.Pattern[str] | None = None

    def __getattr__(self, name: str) -> Any:
        if self._pattern is None:
            self._pattern = re.compile(self._written, self._flags)
        found = getattr(self._pattern, name)
        # From now on, this name doesn't come here.
        setattr(self, name, found)
        return found


def late_pattern(written: str, flags: int | re.RegexFlag = 0) -> re.Pattern[str]:
    """Return what behaves as `re.compile` does, except that it isn't a `re.Pattern` itself."""
    pattern: Any = _LatePattern(written, flags)
    return pattern  # type: ignore[no-any-return]
