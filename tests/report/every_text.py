"""Makes the contents of a report with one text in every place that a note can fill."""

from collections.abc import Iterable
from datetime import date
from typing import Any, get_args, get_origin, get_type_hints

from plaintext_network.report.contents import ReportContents

TODAY = date(2026, 11, 24)
# Not texts of a user: pnet chooses among words of its own, and numbers have a length.
_OWN: dict[str, Any] = {
    "kind": "touch",
    "standing": "warm",
    "standings": (("warm", 2), ("cooling", 1), ("dormant", 1), ("lost", 1), ("new", 1)),
    "months": tuple(range(24)),
    "first": date(2025, 11, 19),
    "last": TODAY,
    "due": TODAY,
    "day": TODAY,
    "counts": tuple((date(2026, 11, day), day % 6) for day in range(1, 25)),
}


def contents_with(text: str) -> ReportContents:
    """Return the contents of a report in which every text is this one."""
    made = _made(ReportContents, text)
    assert isinstance(made, ReportContents)
    return made


def contents_with_each(texts: Iterable[str]) -> ReportContents:
    """Return the contents of a report in which each text is in every place of which there may be several."""
    first, *others = [contents_with(text) for text in texts]
    for other in others:
        several = {
            name: value + getattr(other, name)
            for name, value in first._asdict().items()
            if isinstance(value, tuple) and not hasattr(value, "_fields")
        }
        rings = first.rings._replace(
            circles=first.rings.circles + other.rings.circles, people=first.rings.people + other.rings.people
        )
        first = first._replace(rings=rings, **several)
    return first


def _made(kind: Any, text: str) -> Any:
    if kind is str:
        return text
    if kind in (int, float):
        return 3
    if kind is bool:
        return True
    if kind is date:
        return TODAY
    if type(None) in get_args(kind):
        return _made(next(part for part in get_args(kind) if part is not type(None)), text)
    if get_origin(kind) is tuple:
        parts = [part for part in get_args(kind) if part is not Ellipsis]
        return tuple(_made(part, text) for part in parts)
    return kind(**{name: _field(name, hint, text) for name, hint in get_type_hints(kind).items()})


def _field(name: str, hint: Any, text: str) -> Any:
    own = _OWN.get(name)
    # `last` is a day of the calendar, and on a card what was last said.
    if own is None or (hint != date and hint != date | None and isinstance(own, date)):
        return _made(hint, text)
    return own
