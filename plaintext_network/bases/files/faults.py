"""Defines one fault in a `.base` file, and where it is. Detects none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from itertools import islice

from plaintext_network.errors import quoted
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.source import Source, Span
from plaintext_network.problems import ERROR, WARNING, shortened

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


class BaseFault(NamedTuple):
    """One fault in a `.base` file. Lines and columns start at 1; `width` is in characters, 0 for the whole file.

    `code` is one of CODES. After an error, Obsidian can't show the file as written; after a warning, it ignores a part.
    """

    code: str
    line: int
    column: int
    width: int
    severity: str
    message: str
    hint: str
    path: str = ""


# Programs rely on these names.
CODES = ("yaml", "structure", "key", "value", "formula", "name", "unreadable")


# The faults of one file that are listed, and how many names a name is compared with: comparing takes long.
MOST_FAULTS = 200
_MOST_COMPARED = 100


class Faults:
    """Collects the faults of one file, at most MOST_FAULTS."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.found: list[BaseFault] = []

    @property
    def is_full(self) -> bool:
        """Whether as many faults were found as are listed."""
        return len(self.found) >= MOST_FAULTS

    def add(self, code: str, span: Span, message: str, hint: str, severity: str = ERROR) -> None:
        """Add a fault at a place in the file."""
        if self.is_full:
            return
        place = self.source.place(span)
        self.found.append(BaseFault(code, *place, severity, shortened(message, 200), shortened(hint, 200)))

    def add_unknown(
        self, code: str, span: Span, what: str, name: str, known: Sequence[str], hint: str
    ) -> None:
        """Add a fault for a name that isn't known: an error if it is spelled like a known one, else a warning with `hint`.

        Without a hint, any other name is right.
        """
        near = "" if self.is_full else nearest(name, known)
        if not near and not hint:
            return
        if near:
            self.add(code, span, f"{what} {quoted(shortened(name))}", f"did you mean {near}?")
        else:
            self.add(code, span, f"{what} {quoted(shortened(name))}", hint, WARNING)

    def sorted(self) -> tuple[BaseFault, ...]:
        """Return the faults by their places, each once."""
        return tuple(
            sorted(dict.fromkeys(self.found), key=lambda fault: (fault.line, fault.column, fault.message))
        )


_WORD = re.compile(r"[\w.$-]{2,100}")


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name that is spelled most like a name, ignoring case; "" if none is."""
    if not _WORD.fullmatch(name):
        # Some people write comments as keys.
        return ""
    by_key = {each.casefold(): each for each in islice(known, _MOST_COMPARED)}
    found = get_close_matches(name.casefold(), by_key, n=1, cutoff=0.75)
    return by_key[found[0]] if found else ""
