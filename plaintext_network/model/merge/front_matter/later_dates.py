"""Chooses between two dates of a property such as `last_contact`. Knows no other property."""

from plaintext_network.model.language.normalize import property_key
from plaintext_network.model.note.properties import PropertyDefinition
from plaintext_network.notes.late_patterns import late_pattern

# Properties with the day of the last event: if each side sets a day, the later one is the last.
LAST_TIMES = frozenset(("last_contact", "reviewed"))

# When the note was last written, as another program notes it at each save: the `property_key` of each name.
STAMPS = frozenset(
    (
        "updated", "updatedat", "updatedon", "updatetime", "updatedate", "dateupdated", "lastupdate", "lastupdated",
        "modified", "modifiedat", "modifiedon", "modifieddate", "modificationdate", "datemodified", "lastmodified", "lastmod",
        "lastmodifieddate", "lastmodifiedat", "mtime", "edited", "editedat", "lastedited", "lasteditedat", "dateedited",
    )
)  # fmt: skip

# A number of seconds or milliseconds, or digits of a date and a time; and a date with or without a time.
_NUMBER = late_pattern(r"\d{8,}(?:\.\d+)?")
_ISO = late_pattern(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?: ?(?:Z|[+-]\d\d(?::?\d\d)?))?)?")
_FRACTION = late_pattern(r"\.\d+")
_DIGIT = late_pattern(r"\d")


def later_value(
    row: PropertyDefinition | None, key: str, base: object, ours: object, theirs: object, daily_format: str
) -> str | None:
    """Return the later of two dates, if neither side moved the date back; else None.

    `key` is the property's name, or its key.
    """
    if not isinstance(ours, str) or not isinstance(theirs, str):
        return None
    if row is not None:
        return _later_day(base, ours, theirs, daily_format) if row.name in LAST_TIMES else None
    return _later_stamp(base, ours, theirs) if property_key(key.strip()) in STAMPS else None


def _later_day(base: object, ours: str, theirs: str, daily_format: str) -> str | None:
    # Late: two such dates are rare.
    from plaintext_network.model.note.values.date_values import read_date

    here, there = read_date(ours, daily_format), read_date(theirs, daily_format)
    before = read_date(base, daily_format) if isinstance(base, str) else None
    if here is None or there is None or (before is not None and min(here, there) < before):
        return None
    return max((here, ours), (there, theirs))[1]


def _later_stamp(base: object, ours: str, theirs: str) -> str | None:
    """Return the later of two times that are written alike, if both are no earlier than that of base."""
    if base is not None and not isinstance(base, str):
        return None
    before, here, there = _time(base or ""), _time(ours), _time(theirs)
    forms = {_form(text) for text in (base, ours, theirs) if text}
    if (
        here is None
        or there is None
        or len(forms) > 1
        or (base and (before is None or min(here, there) < before))
    ):
        return None
    return max((here, ours), (there, theirs))[1]


def _form(text: str) -> str:
    """Return what is equal in the times that one program writes: all but the digits, the fraction and the zone's sign."""
    return _DIGIT.sub("0", _FRACTION.sub("", text)).replace("+", "-")


def _time(text: str) -> tuple[int, str] | None:
    """Return what orders the times of one form, or None if this is no time."""
    if _NUMBER.fullmatch(text):
        return 0, text
    if not _ISO.fullmatch(text):
        return None
    # Late: two such times are rare.
    from datetime import UTC, datetime, timedelta

    try:
        time = datetime.fromisoformat(text.replace(" Z", "Z").replace(" +", "+").replace(" -", "-"))
        # Times of one form have all a zone, or none.
        elapsed = time.replace(tzinfo=time.tzinfo or UTC) - datetime(1, 1, 1, tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
    return elapsed // timedelta(microseconds=1), ""
