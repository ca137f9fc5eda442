"""A moment is formatted as Moment.js formats it, and a day is read back from such a name in any language."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.model.dates.date_format import identifies_day, read_day
from plaintext_network.model.dates.locale_names import locales
from plaintext_network.model.dates.moment_format import format_moment
from tests.read_cases import Case, read_cases

DAY = date(2026, 11, 24)


@pytest.mark.parametrize("case", read_cases("moment/formats.txt"), ids=lambda case: case.given)
def test_a_format_gives_what_moment_gives(case: Case) -> None:
    language, _, when = case.given.partition(" ")
    moment = datetime.fromisoformat(when).replace(tzinfo=UTC)
    for line in case.expected.split("\n"):
        pattern, _, text = line.partition(" = ")
        assert (pattern, format_moment(pattern, moment, language)) == (pattern, text)


def test_a_zone_is_that_of_the_moment() -> None:
    moment = datetime(2026, 11, 24, 9, 5, tzinfo=timezone(timedelta(hours=-3, minutes=-30)))
    assert format_moment("Z ZZ", moment) == "-03:30 -0330"


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("24.11.2026", "D.M.YYYY"),
        ("24th November 2026", "Do MMMM YYYY"),
        ("November 24th, 2026", "MMMM Do, YYYY"),
        ("Dienstag, 24. November 2026", "dddd, D. MMMM YYYY"),
        ("Di. 24. Nov. 2026", "ddd D. MMM YYYY"),
        ("mardi 24 novembre 2026", "dddd D MMMM YYYY"),
        ("mar. 24 nov. 2026", "ddd D MMM YYYY"),
        ("martes, 24 de noviembre de 2026", "dddd, D [de] MMMM [de] YYYY"),
        ("terça-feira 24 de novembro de 2026", "dddd D [de] MMMM [de] YYYY"),
        ("24º novembre 2026", "Do MMMM YYYY"),
        ("24ste november 2026", "Do MMMM YYYY"),
        ("24-го ноября 2026", "Do MMMM YYYY"),
        ("tisdag 24:e november 2026", "dddd Do MMMM YYYY"),
        ("2026年11月24日", "YYYY年MM月DD日"),
        ("2026年11月24日 火曜日", "YYYY年M月D日 dddd"),
        ("24 listopada 2026", "D MMMM YYYY"),
        ("24 LISTOPAD 2026", "D MMMM YYYY"),
        ("Tue Nov 24 2026", "ddd MMM D YYYY"),
        ("20261124", "YYYYMMDD"),
        ("261124", "YYMMDD"),
        ("2026-328", "YYYY-DDDD"),
        ("2026-W48-2", "GGGG-[W]WW-E"),
        ("2026-W48-Tuesday", "gggg-[W]ww-dddd"),
        ("2026/11-November/2026-11-24", "YYYY/MM-MMMM/YYYY-MM-DD"),
        ("2026/Q4/24-11", "YYYY/[Q]Q/DD-MM"),
        ("Daily 2026-11-24", "[Daily] YYYY-MM-DD"),
        ("2026-11-24 0905", "YYYY-MM-DD HHmm"),
        ("24.11.2026", "%d.%m.%Y"),
        ("24. November 2026", "%-d. %B %Y"),
        ("24 novembre 2026", "%d %B %Y"),
        ("Dienstag 2026-11-24", "%A %F"),
    ],
)
def test_a_day_is_read_in_any_language(text: str, pattern: str) -> None:
    assert read_day(text, pattern) == DAY
    assert identifies_day(pattern)


@pytest.mark.parametrize("text", ["5.1.2027", "05.01.2027", "5.01.2027"])
def test_a_zero_before_a_number_does_not_matter(text: str) -> None:
    assert read_day(text, "D.M.YYYY") == read_day(text, "DD.MM.YYYY") == date(2027, 1, 5)


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("31.2.2026", "D.M.YYYY"),
        ("24.13.2026", "D.M.YYYY"),
        ("24.11.26", "D.M.YYYY"),
        ("1.24.11.2026", "D.M.YYYY"),
        ("24.11.2026 tea", "D.M.YYYY"),
        ("Ada, 24 November 2026", "dddd, D MMMM YYYY"),
        ("Tuesday, 24 Kilns 2026", "dddd, D MMMM YYYY"),
        ("2026-366", "YYYY-DDDD"),
        ("2026-000", "YYYY-DDDD"),
        ("2026-W54-1", "GGGG-[W]WW-E"),
        ("2025/2026-11-24", "YYYY/YYYY-MM-DD"),
        ("0000-01-01", "YYYY-MM-DD"),
        ("٢٤.١١.٢٠٢٦", "D.M.YYYY"),
        ("x" * 5000, "dddd MMMM D YYYY"),
        ("2026-11-24", "YYYY-MM-DD Z"),
    ],
)
def test_a_text_in_another_format_has_no_day(text: str, pattern: str) -> None:
    assert read_day(text, pattern) is None


@pytest.mark.parametrize(
    "pattern",
    ["YYYY-MM", "gggg-[W]ww", "D MMMM", "[daily]", "", "%Y-%", "%Y-%m-24", "%Q", "Y" * 300, "\0YYYY-MM-DD"],
)
def test_a_format_that_gives_no_day_is_none(pattern: str) -> None:
    assert not identifies_day(pattern)


@given(
    day=st.dates(date(2000, 1, 1), date(2068, 12, 31)),
    language=st.sampled_from(sorted(locales())),
    pattern=st.sampled_from(
        [
            "D.M.YYYY",
            "Do MMMM YYYY",
            "dddd, D. MMMM YYYY",
            "ddd D MMM YY",
            "YYYY, MMMM Do",
            "DDDo YYYY",
            "GGGG-W-E",
            "YYYYMMDD",
        ]
    ),
)
def test_what_was_written_in_a_language_is_read(day: date, language: str, pattern: str) -> None:
    text = format_moment(pattern, datetime.combine(day, datetime.min.time()), language)
    assert read_day(text, pattern) == day


@given(
    text=st.text(max_size=40), pattern=st.text(alphabet="YMDdoWwGgEeQHhmsaAXxzZLlkSN[]\\%- ./é", max_size=30)
)
def test_any_format_and_any_text_are_accepted(text: str, pattern: str) -> None:
    read_day(text, pattern)
    identifies_day(pattern)
