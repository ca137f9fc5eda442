"""Names a note whose file is named by an id: zk, Dendron, Denote, UUIDs. Reads no note."""

import re

from plaintext_network.model.language.normalize import fold
from plaintext_network.notes.late_patterns import late_pattern

# The moment at which a note was made, alone or before its title: zk, Zettlr, Denote.
_MOMENT = late_pattern(r"\d{12,17}(?![^\W_])|\d{8}T\d{4,9}(?![^\W_])", re.ASCII)
_ID = late_pattern(
    r"""\d{8,}                                            # a number
    |[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{32}   # a UUID
    |[0-7][0-9a-hjkmnp-tv-z]{25}                          # a ULID
    """,
    re.ASCII | re.IGNORECASE | re.VERBOSE,
)
# The random ids of zk (`k3f9`) and Dendron. A name with a number, such as `bob2`, looks alike.
_RANDOM = late_pattern(r"(?=[a-z]*[0-9])(?=[0-9]*[a-z])(?:[0-9a-z]{4}|[0-9a-z]{21,23})", re.ASCII)
_NUMBERED = re.compile(r"[a-z]{3}[0-9]", re.ASCII)
_LEVELS = re.compile(r"[\w-]+(?:\.[\w-]+)+")


def is_id(stem: str) -> bool:
    """Return whether a file name is an id, or begins with one, and so is not the note's name."""
    if stem.isalpha():
        return False
    found = _ID.fullmatch(stem) or _MOMENT.match(stem) or _RANDOM.fullmatch(stem) or _levels(stem)
    return found is not None


def title_of(stem: str, title: str | None, heading: str | None) -> str | None:
    """Return the title, or else the first heading, if it is the note's name and the file name is not; else None.

    `title` also means a role. So it is the name only if the file is named by an id, by levels (`user.ada`), or by the title
    itself in another spelling (`ada-byrne`).
    """
    if not title and not heading:
        return None
    if is_id(stem):
        if _levels(stem):
            return title
        return title or heading if title == heading or not _NUMBERED.fullmatch(stem) or not title else None
    if not title or (stem[0].isalnum() and (" " in stem or stem.isalnum())):
        return None
    return title if _letters(stem) == _letters(title) else None


def _levels(stem: str) -> re.Match[str] | None:
    return _LEVELS.fullmatch(stem) if "." in stem and stem == stem.lower() else None


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, fold(text)))
