"""Formats a moment as Moment.js does, in many languages, from its codes or those of strftime. Reads no date."""

import re
from datetime import datetime, timedelta
from functools import lru_cache

from plaintext_network.model.dates.locale_names import FALLBACK, Locale, local_week, locales
from plaintext_network.named_tuples import NamedTuple

LONGEST = 200  # characters of a format


class Part(NamedTuple):
    """A part of a format: one of Moment's codes, or literal text."""

    code: str
    text: str = ""


# Moment.js 2.31, src/lib/format/format.js; `Y` alone is a code, too.
_MOMENT = re.compile(
    r"\[([^\[]*)\]|\\(.)|([Hh]mm(?:ss)?|Mo|MM?M?M?|Do|DDDo|DD?D?D?|ddd?d?|do?|w[ow]?|W[oW]?|Qo?|N{1,5}|YYYYYY|YYYYY|YYYY"
    r"|YY|Y|y{2,4}|yo?|gg(?:ggg?)?|GG(?:GGG?)?|e|E|a|A|hh?|HH?|kk?|mm?|ss?|S{1,9}|x|X|zz?|ZZ?|LTS|LT|LL?L?L?|l{1,4})|(.)",
    re.DOTALL,
)
_LONG = {"LT": 0, "LTS": 1, "L": 2, "LL": 3, "LLL": 4, "LLLL": 5}
_SHORTER = (("MMMM", "MMM"), ("dddd", "ddd"), ("MM", "M"), ("DD", "D"))
_STRFTIME = {
    "Y": "YYYY", "y": "YY", "m": "MM", "-m": "M", "B": "MMMM", "b": "MMM", "h": "MMM", "d": "DD", "-d": "D", "e": "D",
    "j": "DDDD", "A": "dddd", "a": "ddd", "G": "GGGG", "V": "WW", "u": "E", "w": "d", "H": "HH", "M": "mm", "S": "ss",
    "I": "hh", "p": "A",
}  # fmt: skip
_STRFTIME_CODE = re.compile(r"%(-?[a-zA-Z%])|(%)|([^%]+)", re.DOTALL)


def is_strftime(pattern: str) -> bool:
    """Return whether a format uses strftime's codes rather than Moment's."""
    return "%" in pattern


@lru_cache(maxsize=64)
def format_parts(pattern: str, language: str = FALLBACK) -> tuple[Part, ...] | None:
    """Return the parts of a format in Moment's codes, or in strftime's if it contains `%`; None for an unknown one.

    The language decides what Moment's long formats mean, such as `LL`.
    """
    if len(pattern) > LONGEST or any(letter < " " or "\ud800" <= letter <= "\udfff" for letter in pattern):
        # No file's name can contain these.
        return None
    return _strftime_parts(pattern) if is_strftime(pattern) else tuple(_moment_parts(pattern, language))


def _strftime_parts(pattern: str) -> tuple[Part, ...] | None:
    parts = []
    for code, lone, text in _STRFTIME_CODE.findall(pattern.replace("%F", "%Y-%m-%d")):
        if lone or (code and code != "%" and code not in _STRFTIME):
            return None
        parts.append(Part(_STRFTIME.get(code, ""), "%" if code == "%" else text))
    return tuple(parts)


def _moment_parts(pattern: str, language: str, depth: int = 0) -> list[Part]:
    parts: list[Part] = []
    for escaped, backslashed, code, plain in _MOMENT.findall(pattern):
        long = code.upper() if code[:1] in ("l", "L") else ""
        if not long:
            parts.append(Part(code, escaped or backslashed or plain))
        elif depth < 5:
            known = locales()
            expanded = known.get(language, known[FALLBACK]).formats[_LONG[long]]
            if code != long:
                for full, short in _SHORTER:
                    expanded = re.sub(rf"(?<!{full[0]}){full}(?!{full[0]})", short, expanded)
            parts += _moment_parts(expanded, language, depth + 1)
    return parts


def format_moment(pattern: str, moment: datetime, language: str = FALLBACK) -> str:
    """Return a moment in a format, in a language that `locales` has, else in English.

    Raises ValueError for a strftime format with an unknown code, or a format that is too long.
    """
    parts = format_parts(pattern, language)
    if parts is None:
        raise ValueError(pattern)
    if not any(part.code in _WITH_WORDS for part in parts):
        # Only words and local weeks need a language.
        locale = None
    else:
        known = locales()
        locale = known.get(language, known[FALLBACK])
    return "".join(
        _formatted(part.code, moment, locale, _follows_day(parts, number)) if part.code else part.text
        for number, part in enumerate(parts)
    )


_WITH_WORDS = frozenset(
    (
        "MMM",
        "MMMM",
        "dd",
        "ddd",
        "dddd",
        "Mo",
        "Do",
        "DDDo",
        "do",
        "wo",
        "Wo",
        "Qo",
        "yo",
        "w",
        "ww",
        "e",
        "gg",
        "gggg",
        "ggggg",
    )
)  # fmt: skip)


def has_words(pattern: str) -> bool:
    """Return whether the language decides what a format gives."""
    return any(part.code in _WITH_WORDS for part in format_parts(pattern) or ())


def _follows_day(parts: tuple[Part, ...], number: int) -> bool:
    """Return whether a month follows the day of the month, which decides its form in some languages."""
    before = number - 1
    while before >= 0 and not parts[before].code:
        before -= 1
    between = "".join(part.text for part in parts[before + 1 : number]).strip()
    # As in `5 de mayo`; a point or a hyphen between them makes the month stand alone.
    joined = before < number - 1 and (not between or between.isalpha())
    return before >= 0 and joined and parts[before].code in ("D", "DD", "Do")


def _formatted(code: str, moment: datetime, locale: Locale | None, after_day: bool) -> str:
    if locale is not None and (text := _words(code, moment, locale, after_day)) is not None:
        return text
    day, hour = moment.date(), moment.hour
    number = _NUMBERS.get(code)
    if number is not None:
        width, name = number
        values = {
            "year": day.year, "month": day.month, "day": day.day, "yearday": day.timetuple().tm_yday,
            "isoyear": day.isocalendar()[0], "isoweek": day.isocalendar()[1], "isoday": day.isoweekday(),
            "weekday": day.isoweekday() % 7, "quarter": (day.month + 2) // 3,
            "hour": hour, "hour12": hour % 12 or 12, "hour24": hour or 24, "minute": moment.minute, "second": moment.second,
        }  # fmt: skip
        return f"{values[name]:0{width}d}"
    if code in ("YY", "GG"):
        return f"{(day.year if code == 'YY' else day.isocalendar()[0]) % 100:02d}"
    if code == "YYYYYY":
        return f"+{day.year:06d}"
    if code in ("a", "A"):
        half = "AM" if hour < 12 else "PM"
        return half if code == "A" else half.lower()
    if code[0] == "S":
        return f"{moment.microsecond:06d}000"[: len(code)]
    if code[0] == "N":
        return "Anno Domini" if code == "NNNN" else "AD"
    if code in ("X", "x"):
        seconds = moment.timestamp()
        return str(int(seconds if code == "X" else seconds * 1000))
    if code[0] == "Z":
        return _offset(moment, ":" if code == "Z" else "")
    if code[0] == "z":
        return ""
    clock = {"H": str(hour), "h": str(hour % 12 or 12)}[code[0]] + f"{moment.minute:02d}"
    return clock + (f"{moment.second:02d}" if code.endswith("ss") else "")


_NUMBERS = {
    "YYYYY": (5, "year"), "YYYY": (4, "year"), "Y": (1, "year"), "y": (1, "year"), "yy": (2, "year"), "yyy": (3, "year"),
    "yyyy": (4, "year"), "M": (1, "month"), "MM": (2, "month"), "D": (1, "day"), "DD": (2, "day"), "DDD": (1, "yearday"),
    "DDDD": (3, "yearday"), "GGGG": (4, "isoyear"), "GGGGG": (5, "isoyear"), "W": (1, "isoweek"), "WW": (2, "isoweek"),
    "E": (1, "isoday"), "d": (1, "weekday"), "Q": (1, "quarter"), "H": (1, "hour"), "HH": (2, "hour"), "h": (1, "hour12"),
    "hh": (2, "hour12"), "k": (1, "hour24"), "kk": (2, "hour24"), "m": (1, "minute"), "mm": (2, "minute"),
    "s": (1, "second"), "ss": (2, "second"),
}  # fmt: skip


def _words(code: str, moment: datetime, locale: Locale, after_day: bool) -> str | None:
    """Return what a code gives in a language, or None if every language writes it alike."""
    day = moment.date()
    month, weekday = day.month - 1, day.isoweekday() % 7
    if code == "MMMM":
        return (locale.months_after_day if after_day else locale.months)[month]
    if code == "MMM":
        return (locale.short_months_after_day if after_day else locale.short_months)[month]
    if code in ("dd", "ddd", "dddd"):
        names = {"dd": locale.shortest_weekdays, "ddd": locale.short_weekdays, "dddd": locale.weekdays}
        return names[code][weekday]
    if code == "e":
        return str((weekday - locale.first_weekday) % 7)
    year, week = local_week(day, locale)
    local = {
        "w": f"{week}",
        "ww": f"{week:02d}",
        "gg": f"{year % 100:02d}",
        "gggg": f"{year:04d}",
        "ggggg": f"{year:05d}",
    }
    if code in local:
        return local[code]
    if code.endswith("o"):
        counted = {
            "M": day.month, "D": day.day, "DDD": day.timetuple().tm_yday, "d": weekday, "w": week,
            "W": day.isocalendar()[1], "Q": month // 3 + 1, "y": day.year,
        }  # fmt: skip
        return locale.ordinal(counted[code[:-1]], of_day=code == "Do")
    return None


def _offset(moment: datetime, between: str) -> str:
    offset = moment.utcoffset() or timedelta()
    minutes = abs(int(offset.total_seconds())) // 60
    sign = "-" if offset < timedelta() else "+"
    return f"{sign}{minutes // 60:02d}{between}{minutes % 60:02d}"
