"""Writes the markers that git sets around the two sides of a conflict. Knows no properties and runs no git."""

from plaintext_network.named_tuples import NamedTuple


class MarkerStyle(NamedTuple):
    """How to write conflicts: the markers' length, the names of the sides, and whether to include the base's lines."""

    size: int = 7
    ours: str = "ours"
    theirs: str = "theirs"
    base: str = "base"
    with_base: bool = False


def write_conflict(ours: str, base: str, theirs: str, style: MarkerStyle, end: str = "\n") -> str:
    """Return the lines of a conflict. Each side is whole lines or empty; `end` is the markers' line ending."""
    middle = f"{'|' * style.size} {style.base}{end}{base}" if style.with_base else ""
    return (
        f"{'<' * style.size} {style.ours}{end}{ours}{middle}{'=' * style.size}{end}"
        f"{theirs}{'>' * style.size} {style.theirs}{end}"
    )
