"""Compares the values of formulas, as `==`, `<` and a sort do. Evaluates no formula."""

from __future__ import annotations

from plaintext_network.bases.evaluation.moments import read_moment
from plaintext_network.bases.evaluation.values import Length, LinkTo, Moment, type_name

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.bases.evaluation.vault_file import VaultFile


def is_equal(left: object, right: object) -> bool:
    """Return whether `==` is true. A date equals the text that writes it, and a link the file that it leads to."""
    if isinstance(left, Moment) or isinstance(right, Moment):
        pair = _moments(left, right)
        if pair is None:
            return False
        one, other = pair
        return one.at == other.at if one.has_time and other.has_time else one.at.date() == other.at.date()
    if isinstance(left, LinkTo) or isinstance(right, LinkTo) or "file" in (type_name(left), type_name(right)):
        return _is_same_link(left, right)
    if isinstance(left, tuple) and isinstance(right, tuple):
        return len(left) == len(right) and all(map(is_equal, left, right))
    if type_name(left) != type_name(right):
        return False
    if isinstance(left, Length) and isinstance(right, Length):
        return left.total == right.total
    return bool(left == right)


def _is_same_link(left: object, right: object) -> bool:
    one, other = _file_of(left), _file_of(right)
    if one is not None and other is not None:
        return one.path == other.path
    texts = [_target(value) for value in (left, right)]
    return None not in texts and texts[0] == texts[1]


def _file_of(value: object) -> VaultFile | None:
    if isinstance(value, LinkTo):
        return value.file
    return value if type_name(value) == "file" else None  # type: ignore[return-value]


def _target(value: object) -> str | None:
    """Return what a link that leads to no file, or a text, may be compared by."""
    if isinstance(value, LinkTo):
        return None if value.file else value.target.casefold()
    return value.strip("[]").casefold() if isinstance(value, str) else None


def order_of(left: object, right: object) -> int | None:
    """Return -1, 0 or 1 for how two values compare, or None if they don't."""
    pair: tuple[object, object] | None = (left, right)
    if isinstance(left, Moment) or isinstance(right, Moment):
        moments = _moments(left, right)
        if moments is None:
            return None
        one, other = moments
        both = one.has_time and other.has_time
        pair = (one.at, other.at) if both else (one.at.date(), other.at.date())
        return _sign(pair)
    if isinstance(left, Length) or isinstance(right, Length):
        totals = [v.total if isinstance(v, Length) else v for v in (left, right)]
        return _sign((totals[0], totals[1])) if all(isinstance(t, float) for t in totals) else None
    if isinstance(left, bool | float) and isinstance(right, bool | float):
        return _sign((float(left), float(right)))
    if isinstance(left, str) and isinstance(right, str):
        return _sign((left, right))
    return None


def _sign(pair: tuple[object, object]) -> int:
    left, right = pair
    return int(left > right) - int(left < right)  # type: ignore[operator]


def _moments(left: object, right: object) -> tuple[Moment, Moment] | None:
    found = [
        value if isinstance(value, Moment) else read_moment(value) if isinstance(value, str) else None
        for value in (left, right)
    ]
    return (found[0], found[1]) if found[0] and found[1] else None
