"""Chooses between two dates of a property such as `last_contact`. Knows no other property."""

from plaintext_network.model.note.properties import PropertyDefinition

# Properties with the day of the last event: if each side sets a day, the later one is the last.
LAST_TIMES = frozenset(("last_contact", "reviewed"))


def later_value(
    row: PropertyDefinition | None, base: object, ours: object, theirs: object, daily_format: str
) -> str | None:
    """Return the later of two dates, if neither side moved the date back; else None."""
    if row is None or row.name not in LAST_TIMES or not isinstance(ours, str) or not isinstance(theirs, str):
        return None
    # Late: two such dates are rare.
    from plaintext_network.model.note.values.date_values import read_date

    here, there = read_date(ours, daily_format), read_date(theirs, daily_format)
    before = read_date(base, daily_format) if isinstance(base, str) else None
    if here is None or there is None or (before is not None and min(here, there) < before):
        return None
    return max((here, ours), (there, theirs))[1]
