"""Tests dates of messages, in the forms that programs have written."""

import time
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.exchange.touches.mail_in.dates import read_day


@pytest.fixture
def _berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


DATES = [
    ("Tue, 24 Nov 2026 10:00:00 +0100", "2026-11-24"),
    ("24 Nov 2026 10:00:00 +0100", "2026-11-24"),
    ("Tue, 24 Nov 2026 10:00 +0100 (CET)", "2026-11-24"),
    # Another day here than there.
    ("Tue, 24 Nov 2026 23:30:00 +0000", "2026-11-25"),
    ("Tue, 24 Nov 2026 23:30:00 GMT", "2026-11-25"),
    ("Tue, 24 Nov 2026 23:30:00 Z", "2026-11-25"),
    ("Tue, 24 Nov 2026 23:30:00 UT", "2026-11-25"),
    ("Tue, 24 Nov 2026 23:30:00 -0000", "2026-11-25"),
    ("Tue, 24 Nov 2026 18:30:00 EST", "2026-11-25"),
    ("Tue, 24 Nov 2026 17:30:00 -0500", "2026-11-24"),
    ("Wed, 25 Nov 2026 05:00:00 +1200", "2026-11-24"),
    ("Tue, 24 Nov 2026 23:30:00 CET", "2026-11-24"),
    ("Tue, 24 Nov 2026 23:30:00 MEZ", "2026-11-24"),
    ("Fri, 24 Jul 2026 23:30:00 +0200 (MESZ)", "2026-07-24"),
    # Zones that nobody knows, or none: the second is local.
    ("Tue, 24 Nov 2026 23:30:00 XYZ", "2026-11-25"),
    ("Tue, 24 Nov 2026 23:30:00", "2026-11-24"),
    ("Tue, 24 Nov 2026 23:30:00 +9999", "2026-11-24"),
    ("Tue, 24 Nov 2026 23:30:00 GMT+0100", "2026-11-24"),
    ("Tue, 24 Nov 2026 23:30:00 UTC+1", "2026-11-24"),
    ("Tue, 24 Nov 2026 23:30:00 +01:00", "2026-11-24"),
    ("Tue, 24 Nov 2026 23:30:00 +100", "2026-11-24"),
    ("Tue, 24 Nov 2026 23:30:00 +01", "2026-11-24"),
    # Two and three digits of a year (RFC 5322 §4.3).
    ("Tue, 24 Nov 26 10:00:00 +0100", "2026-11-24"),
    ("Wed, 24 Nov 99 10:00:00 +0100", "1999-11-24"),
    ("Fri, 24 Nov 100 10:00:00 +0100", "2000-11-24"),
    # What the standard doesn't know.
    ("Tue, 24 November 2026 10:00:00 +0100", "2026-11-24"),
    ("Tuesday, 24-Nov-26 10:00:00 GMT", "2026-11-24"),
    ("tue, 24 nov 2026 10:00:00 +0100", "2026-11-24"),
    ("Tue,24 Nov 2026 10:00:00 +0100", "2026-11-24"),
    ("Di, 24. Nov 2026 10:00:00 +0100", "2026-11-24"),
    ("Sa, 24. Okt 2026 10:00:00 +0200", "2026-10-24"),
    ("Tue, 24  Nov  2026  10:00:00  +0100", "2026-11-24"),
    ("Tue, 24 Nov 2026 10.00.00 +0100", "2026-11-24"),
    ("Tue, 24 Nov 2026 10:00:00.123 +0100", "2026-11-24"),
    ("Tue, 24 Nov 2026 11:59:00 PM", "2026-11-24"),
    ("Tue, 24 Nov 2026 24:00:00 +0100", "2026-11-25"),
    ("Tue, 24 Nov 2026 10:00:60 +0100", "2026-11-24"),
    ("Tue, 24 Nov 2026", "2026-11-24"),
    ("Tue Nov 24 10:00:00 2026", "2026-11-24"),
    ("Tue Nov 24 10:00:00 CET 2026", "2026-11-24"),
    ("Tue Nov 24 10:00:00 +0100 2026", "2026-11-24"),
    ("Nov 24, 10:00 2026", "2026-11-24"),
    ("2026-11-24T23:30:00Z", "2026-11-25"),
    ("2026-11-24 23:30:00 +0100", "2026-11-24"),
    ("2026-11-24", "2026-11-24"),
    ("Mon, 31 Nov 2026 10:00:00 +0100", None),
    ("Mon, 24 Foo 2026 10:00:00 +0100", None),
    ("0 Jan 0000 00:00:00", None),
    ("31 Dec 9999 23:59:59 -2300", None),
    ("yesterday", None),
    ("", None),
]


@pytest.mark.usefixtures("_berlin")
@pytest.mark.parametrize(("text", "expected"), DATES)
def test_the_day_in_berlin(text: str, expected: str | None) -> None:
    assert read_day(text) == (date.fromisoformat(expected) if expected else None)


@given(st.text(st.sampled_from("0123456789 :+-,.TZGMTNovTue()")) | st.text())
def test_any_text_is_a_day_or_none(text: str) -> None:
    assert isinstance(read_day(text), date | None)
