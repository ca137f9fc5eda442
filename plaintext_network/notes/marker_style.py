"""Defines how a conflict is written. Apart from `conflict_markers`, since most merges write none."""

from plaintext_network.named_tuples import NamedTuple


class MarkerStyle(NamedTuple):
    """How to write conflicts: the markers' length, the names of the sides, and whether to include the base's lines."""

    size: int = 7
    ours: str = "ours"
    theirs: str = "theirs"
    base: str = "base"
    with_base: bool = False


# As git writes conflicts unless it is told otherwise.
USUAL_STYLE = MarkerStyle()
