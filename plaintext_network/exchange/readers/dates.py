"""Reads days as spreadsheets and address books write them, in several languages. Guesses no order of day and month."""

from __future__ import annotations

import re
from datetime import date

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

# Outlook's mark for no date, and Apple's year for a date without one.
_NO_YEAR, _NEVER = 1604, 4501
# A year of two digits before this one is in this century.
_PIVOT = 30

# The first letters of months that tell them apart, without accents, in languages whose programs people use.
_MONTHS = (
    "jan gen ene sty led sij oca ocak led ian tam янв ιαν ינו",
    "feb fev fbr lut uno velj sub subat fév fevr helm фев φεβ פבר",
    "mar mrt mrz mae marz mars brez ozu maal мар μαρ מרץ",
    "apr avr abr kwi dub tra nis nisan huht апр απρ אפר",
    "may mai mag maj maio mei kve svi mayis touk май мая μαι μαϊ מאי",
    "jun juin giu kesa cze cerven lip haz haziran июн ιουν יונ",
    "jul juil lug hein lip cervenec cervence srp tem temmuz июл ιουλ יול",
    "aug aou ago aout elo sie srp kol agu agustos авг αυγ אוג",
    "sep set sept syys wrz zari ruj eyl eylul сен σεπ ספט",
    "oct okt ott out loka paz rij lis eki ekim окт οκτ אוק",
    "nov marras stu lis kas kasim ноя νοε נוב",
    "dec dez dic des joulu gru pro ara aralik дек δεκ דצמ",
)
_BY_WORD: dict[str, int] = {}
for _number, _words in enumerate(_MONTHS, 1):
    for _word in _words.split():
        # A word that two languages use for two months, such as “lip”, names none.
        _BY_WORD[_word] = 0 if _BY_WORD.get(_word, _number) != _number else _number

_TIME = re.compile(
    r"[T ,]+\d{1,2}[:.]\d\d([:.]\d\d(\.\d+)?)?( ?[AaPp]\.?[Mm]\.?)?( ?(Z|UTC|[+-]\d\d:?\d\d))?$"
)
_ISO = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
_YEARLESS = re.compile(r"--(\d\d)-?(\d\d)")
_NUMERIC = re.compile(r"(\d{1,2})([-./ ]) ?(\d{1,2})\2 ?(\d{4}|\d\d)\.?")
_CJK = re.compile(r"(\d{4}) ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일]?")
_CJK_YEARLESS = re.compile(r"(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일]?")
_WORDY = re.compile(
    r"(?:[^\W\d_]+\.?,? )??(\d{1,2})(?:\.|st|nd|rd|th|º|er)?[ -](?:de |of )?([^\W\d_]{3,})\.?,?[ -](?:de |of )?'?(\d{4}|\d\d)"
)
_WORDY_MONTH_FIRST = re.compile(r"([^\W\d_]{3,})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_WORDY_YEARLESS = re.compile(r"(\d{1,2})(?:\.|st|nd|rd|th|º)?[ -](?:de |of )?([^\W\d_]{3,})\.?")
_WORDY_MONTH_FIRST_YEARLESS = re.compile(r"([^\W\d_]{3,})\.? (\d{1,2})(?:st|nd|rd|th)?")


def is_no_date(text: str) -> bool:
    """Return whether text is what programs write for no date: `0/0/00`, `00.00.0000`, or a day in Outlook's year 4501."""
    found = re.fullmatch(r"[0\s./-]+(?:0?0:00(?::00)?)?|1[./-]1[./-]4501.*|4501-01-01.*", text.strip())
    return bool(found) and "0" in text + "4501"


def is_ambiguous(text: str) -> bool:
    """Return whether a day can be read with the day first and with the month first, and means two days."""
    parts = _numeric(text)
    return parts is not None and parts[0] != parts[1] and max(parts[0], parts[1]) <= 12 and "." not in text


def infer_day_first(texts: Iterable[str]) -> bool | None:
    """Return whether the dates of a column have the day first, or None if nothing, or as much for as against it, shows it."""
    votes = {True: 0, False: 0}
    for text in texts:
        parts = _numeric(text)
        if parts and max(parts[0], parts[1]) > 12 >= min(parts[0], parts[1]):
            votes[parts[0] > 12] += 1
    if votes[True] and votes[False]:
        # A few typing errors among many dates decide nothing.
        fewer, more = sorted(votes.values())
        return votes[True] > votes[False] if more > 20 * fewer else None
    return True if votes[True] else False if votes[False] else None


def read_day(text: str, day_first: bool | None = None) -> str | None:
    """Return a day as `1815-12-10`, or as `--12-10` without a year; None if text is no day, or an ambiguous one."""
    text = " ".join(text.strip().strip("'").split())
    text = _TIME.sub("", text)
    for pattern in (_ISO, _COMPACT, _CJK):
        if found := pattern.fullmatch(text):
            year, month, day = map(int, found.groups())
            return _iso(year, month, day)
    for pattern in (_YEARLESS, _CJK_YEARLESS):
        if found := pattern.fullmatch(text):
            return _iso(None, int(found[1]), int(found[2]))
    if parts := _numeric(text):
        first, second, year = parts
        if day_first is None and "." in text:
            # No country writes dots between numbers with the month first.
            day_first = True
        if first == second or first > 12 or (day_first and second <= 12):
            return _iso(year, second, first)
        if second > 12 or day_first is False:
            return _iso(year, first, second)
        return None
    return _in_words(text)


def _numeric(text: str) -> tuple[int, int, int] | None:
    """Return the three numbers of `3/4/1990`, with the year in full; None if text has another form."""
    found = _NUMERIC.fullmatch(_TIME.sub("", text.strip()))
    if found is None:
        return None
    return int(found[1]), int(found[3]), _year(found[4])


def _in_words(text: str) -> str | None:
    if found := _WORDY.fullmatch(text):
        return _iso(_year(found[3]), _month(found[2]), int(found[1]))
    if found := _WORDY_MONTH_FIRST.fullmatch(text):
        return _iso(int(found[3]), _month(found[1]), int(found[2]))
    if found := _WORDY_YEARLESS.fullmatch(text):
        return _iso(None, _month(found[2]), int(found[1]))
    if found := _WORDY_MONTH_FIRST_YEARLESS.fullmatch(text):
        return _iso(None, _month(found[1]), int(found[2]))
    return None


def _month(word: str) -> int:
    """Return the number of a month's name or abbreviation in any language, 0 if it is none."""
    # Late: few dates have words.
    from unicodedata import combining, normalize

    plain = "".join(letter for letter in normalize("NFD", word.casefold()) if not combining(letter))
    plain = plain.replace("ı", "i")
    for length in range(len(plain), 2, -1):
        if plain[:length] in _BY_WORD:
            return _BY_WORD[plain[:length]]
    return 0


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (2000 if year < _PIVOT else 1900)


def _iso(year: int | None, month: int, day: int) -> str | None:
    if year == _NEVER:
        return None
    try:
        # 29 February is a day of some year.
        found = date(2000 if year in (None, _NO_YEAR) else year or 0, month, day)
    except ValueError:
        return None
    return f"--{month:02}-{day:02}" if year in (None, _NO_YEAR) else found.isoformat()
