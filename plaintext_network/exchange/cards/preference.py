"""Tells which of several lines is preferred, and moves the preference to another. Knows no note."""

from collections.abc import Iterable, Sequence

from plaintext_network.exchange.vcard.content_line import ContentLine


def preference(line: ContentLine) -> int:
    """Return how preferred a line is, 1 most (RFC 6350 §5.3); 101 for a line that doesn't say."""
    ranks = [int(text) for text in line.param("PREF") if text.isascii() and text.isdigit()]
    if any(text.lower() == "pref" for text in line.param("TYPE")):
        ranks.append(1)
    return min(ranks, default=101)


def preferred_first(lines: Iterable[ContentLine]) -> list[ContentLine]:
    """Return lines by preference, the most preferred first."""
    return sorted(lines, key=preference)


def without_preference(line: ContentLine) -> ContentLine:
    """Return a line that no longer says that it is preferred."""
    params = []
    for key, values in line.params:
        if key.upper() == "TYPE":
            values = tuple(value for value in values if value.lower() != "pref")
        if values and key.upper() != "PREF":
            params.append((key, values))
    return line._replace(params=tuple(params))


def with_preference(
    written: Sequence[tuple[int | None, ContentLine]], of_first: int
) -> Sequence[tuple[int | None, ContentLine]]:
    """Return the lines with the preference moved to the first item if the note has another order than the raw lines.

    Each line has its number among the raw lines, None for a new one. `of_first` counts the lines of the first item.
    """
    ranks = [preference(line) for _, line in written]
    if not ranks or min(ranks[:of_first]) <= min(ranks):
        return written
    best = next(line for (_, line), rank in zip(written, ranks, strict=True) if rank == min(ranks))
    is_number = any(key.upper() == "PREF" for key, _ in best.params)
    first = without_preference(written[0][1])
    params = (*first.params, ("PREF", ("1",)) if is_number else ("TYPE", ("pref",)))
    rest = [
        (number, without_preference(line) if rank == min(ranks) else line)
        for (number, line), rank in zip(written[1:], ranks[1:], strict=True)
    ]
    return [(written[0][0], first._replace(params=params)), *rest]
