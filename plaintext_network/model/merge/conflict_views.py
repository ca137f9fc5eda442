"""Reads a text with conflicts as each side would leave it. Reads only markers in the style that the merge wrote.

Unlike `find_conflicts`, it also reads markers of less than seven signs, if git's attribute asks for such, and none of another style.
"""

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.conflict_markers import MarkerStyle
from plaintext_network.notes.source import lines_of


class ConflictViews(NamedTuple):
    """A text with our lines and with their lines in place of each conflict, and these lines."""

    ours: str
    theirs: str
    conflicts: tuple[tuple[str, str], ...]


def read_views(text: str, style: MarkerStyle) -> ConflictViews | None:
    """Return both views of a text, or None if its markers are not in order."""
    size = style.size
    start, middle, end = f"{'<' * size} {style.ours}", "=" * size, f"{'>' * size} {style.theirs}"
    if start not in text:
        return ConflictViews(text, text, ())
    base = f"{'|' * size} {style.base}"
    views: tuple[list[str], list[str]] = [], []
    conflicts: list[tuple[str, str]] = []
    # The views that contain a line: both, one, or none for a line of the base.
    at, first, second = "both", [""], [""]
    for line in lines_of(text):
        mark = line.rstrip("\r\n")
        if at == "both" and mark == start:
            at, first, second = "ours", [], []
        elif at == "ours" and style.with_base and mark == base:
            at = "base"
        elif at == ("base" if style.with_base else "ours") and mark == middle:
            at = "theirs"
        elif at == "theirs" and mark == end:
            conflicts.append(("".join(first), "".join(second)))
            at = "both"
        elif at == "both":
            views[0].append(line)
            views[1].append(line)
        elif at == "ours":
            first.append(line)
            views[0].append(line)
        elif at == "theirs":
            second.append(line)
            views[1].append(line)
    if at != "both":
        return None
    return ConflictViews("".join(views[0]), "".join(views[1]), tuple(conflicts))
