"""What a sentence about an interaction says, and what is left to be asked."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.errors import SentenceUnclear
from plaintext_network.model.dates.dates_in_text import dates_in, parse_date_text
from plaintext_network.model.edits.log_sentence import LogSentence, parse_sentence
from plaintext_network.model.note.properties import CHANNELS
from tests.conftest import TODAY

# 24 November 2026 is a Tuesday.
PIECES = [
    "yesterday", "last friday", "2026-11-20", "nov 20", "on the 5th", "11/20", "call", "in person", "coffee", "gave:",
    "got:", "topics:", "follow up", "in 2 weeks", "friday", ":", ";", ",", ".", "\n", "\n\n", " ", "  ", "(", ")", "[[",
    "]]", "`", "https://x.org/a:b", "a@b.c", "Ada", "with", "and", "called", "met", "on zoom", "\x00", "\x1b[0m", "é", "́",
    "שלום", "🎉", "田中", "ſunday", "9" * 30,
]  # fmt: skip
SENTENCES = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=25).map(" ".join) | st.text()
DAYS = st.dates() | st.sampled_from([date.min, date.max, TODAY])


def understood(text: str) -> LogSentence:
    return parse_sentence(text, TODAY)


def later(text: str) -> list[tuple[str, str]]:
    return [(each.day.isoformat(), each.text) for each in understood(text).follow_ups]


def doubts(text: str) -> list[tuple[str, str | None]]:
    return [(each.word, each.day.isoformat() if each.day else None) for each in understood(text).doubts]


def test_a_whole_sentence() -> None:
    typed = (
        "yesterday: coffee with Ada and Charles at the Blue Door; "
        "gave: intro to Grace; follow up in 2 weeks: send slides"
    )
    said = understood(typed)
    assert said.day == date(2026, 11, 23)
    assert said.channel == "in-person"
    assert said.text == typed[said.start : said.end] == "coffee with Ada and Charles at the Blue Door"
    assert said.gave == ("intro to Grace",)
    assert later(typed) == [("2026-12-08", "send slides")]
    assert said.doubts == ()


@pytest.mark.parametrize(
    ("text", "day", "channel", "rest"),
    [
        ("yesterday: x", "2026-11-23", None, "x"),
        ("Yesterday:x", "2026-11-23", None, "x"),
        ("nov 20: x", "2026-11-20", None, "x"),
        ("last friday: x", "2026-11-20", None, "x"),
        ("2026-11-20: x", "2026-11-20", None, "x"),
        ("3 days ago: x", "2026-11-21", None, "x"),
        ("on friday: x", "2026-11-20", None, "x"),
        ("friday, 20 november: x", "2026-11-20", None, "x"),
        ("the day before yesterday: x", "2026-11-22", None, "x"),
        ("last night: x", "2026-11-23", None, "x"),
        ("this morning: x", "2026-11-24", None, "x"),
        ("yesterday call: x", "2026-11-23", "call", "x"),
        ("2026-11-20 call: x", "2026-11-20", "call", "x"),
        ("2026-11-20, in person: x", "2026-11-20", "in-person", "x"),
        ("yesterday: call: x", "2026-11-23", "call", "x"),
        ("call: yesterday: x", "2026-11-23", "call", "x"),
        ("In-Person: x", None, "in-person", "x"),
        ("yesterday zoom: x", "2026-11-23", "video", "zoom: x"),
        ("  yesterday :\n x\ny  ", "2026-11-23", None, "x\ny"),
        # No leading day or channel.
        ("Ada: says hello", None, None, "Ada: says hello"),
        ("10:30 x", None, None, "10:30 x"),
        ("yesterday 10:30: x", None, None, "yesterday 10:30: x"),
        ("https://x.org/yesterday: x", None, None, "https://x.org/yesterday: x"),
        ("[[2026-11-20]]: x", None, None, "[[2026-11-20]]: x"),
        ("2 weeks: how it went", None, None, "2 weeks: how it went"),
        ("last week: x", None, None, "last week: x"),
        ("carrier pigeon: x", None, None, "carrier pigeon: x"),
        ("she asked: why?", None, None, "she asked: why?"),
    ],
)
def test_what_leads_a_sentence(text: str, day: str | None, channel: str | None, rest: str) -> None:
    said = understood(text)
    assert (said.day and said.day.isoformat(), said.channel, said.text) == (day, channel, rest)


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("coffee with Ada", "in-person"),
        ("LUNCH with Ada", "in-person"),
        ("met Ada, who called Charles", "in-person"),
        ("ran into Ada", "in-person"),
        ("call with Ada", "call"),
        ("Ada called, we will have coffee", "call"),
        ("I should call her back", "call"),
        ("phone call with Ada", "call"),
        ("spoke on the phone", "call"),
        ("video call with Ada", "video"),
        ("zoom with Ada", "video"),
        ("met Ada on zoom", "video"),
        ("meeting with Ada via Teams", "video"),
        ("google meet with Ada", "video"),
        ("e-mailed Ada", "email"),
        ("wrote Ada an email", "email"),
        ("texted Ada", "message"),
        ("WhatsApp from Ada", "message"),
        ("wrote on Signal", "message"),
        ("a postcard from Ada", "letter"),
        ("a conference", "event"),
        ("conference call", "call"),
        ("Ada wrote on LinkedIn", "social"),
        # Words that are no channel here.
        ("a company called Engines", None),
        ("she called it off", None),
        ("her text on looms", None),
        ("both teams were there", None),
        ("a signal", None),
        ("walked me through the plan", None),
        ("a call for papers", None),
        ("a third party", None),
        ("recalled, teacher, Steamer", None),
        ("a coffee-lover", None),
        ("[[coffee]] `tea` https://call.org/call #lunch", None),
        ("gave: a call", None),
    ],
)
def test_the_channel_is_the_first_word_for_one(text: str, channel: str | None) -> None:
    assert understood(text).channel == channel


def test_a_hidden_name_is_no_channel_and_no_day() -> None:
    text = "x with Tea Leoni and Friday"
    assert parse_sentence(text, TODAY).channel == "in-person"
    said = parse_sentence(text, TODAY, [(7, 16), (21, 27)])
    assert (said.channel, said.doubts) == (None, ())


@pytest.mark.parametrize(
    ("text", "main", "parts"),
    [
        ("x; gave: a; got: b", "x", {"gave": ("a",), "got": ("b",)}),
        ("x, gave: a, got: b", "x", {"gave": ("a",), "got": ("b",)}),
        ("X. Gave: a. ASKED: b", "X.", {"gave": ("a",), "asked": ("b",)}),
        ("x\n- gave: a\n- thanked: b", "x", {"gave": ("a",), "thanked": ("b",)}),
        ("x; gave: a; gave: b", "x", {"gave": ("a", "b")}),
        ("x; and gave: a", "x", {"gave": ("a",)}),
        ("x; gave: a\n  long one", "x", {"gave": ("a long one",)}),
        ("x; gave: a.", "x", {"gave": ("a.",)}),
        ("x; topics: looms, the engine ,; topic: y", "x", {"topics": ("looms", "the engine", "y")}),
        ("gave: a", "", {"gave": ("a",)}),
        ("x\ny; gave: a", "x\ny", {"gave": ("a",)}),
        ("x; gave: [[A; got: b]]", "x", {"gave": ("[[A; got: b]]",)}),
        # Text goes on after a part.
        ("x; gave: a; y; z", "x; y; z", {"gave": ("a",)}),
        ("X. Gave: a; y", "X. y", {"gave": ("a",)}),
        ("x\ngave: a\n\ny\nz", "x\n\ny\nz", {"gave": ("a",)}),
        # No parts.
        ("she asked: why?", "she asked: why?", {}),
        ("x (so; gave: a; b) y", "x (so; gave: a; b) y", {}),
        ("x `; gave: a`", "x `; gave: a`", {}),
        ("x https://x.org/;gave:a y", "x https://x.org/;gave:a y", {}),
        ("x [gave:: a], gave:: b", "x [gave:: a], gave:: b", {}),
        ("engraved; forgave: a", "engraved; forgave: a", {}),
        ("x,gave:a", "x,gave:a", {}),
        ("x; y", "x; y", {}),
    ],
)
def test_the_parts_of_a_sentence(text: str, main: str, parts: dict[str, tuple[str, ...]]) -> None:
    said = understood(text)
    assert said.text == main
    found = {word: getattr(said, word) for word in ("gave", "got", "asked", "thanked", "topics")}
    assert {word: values for word, values in found.items() if values} == parts
    assert not said.follow_ups


def test_a_smiley_closes_nothing() -> None:
    assert understood("she was ill :( today; gave: soup").gave == ("soup",)


@pytest.mark.parametrize(
    ("text", "promised"),
    [
        ("x; follow up in 2 weeks: send slides", [("2026-12-08", "send slides")]),
        ("x; follow up in 2 weeks", [("2026-12-08", "")]),
        ("x; follow up in 2 weeks.", [("2026-12-08", "")]),
        ("x; Follow-up on friday: a: b", [("2026-11-27", "a: b")]),
        ("x; followup by nov 30", [("2026-11-30", "")]),
        ("x; follow up 2026-12-04 send the slides", [("2026-12-04", "send the slides")]),
        ("x; follow up today", [("2026-11-24", "")]),
        ("x; follow up 2 weeks from now: a", [("2026-12-08", "a")]),
        ("x; follow up tomorrow at 10:30", [("2026-11-25", "at 10:30")]),
        ("x; follow up friday: on monday she leaves", [("2026-11-27", "on monday she leaves")]),
        ("x; follow up nov 30, 2027: a", [("2027-11-30", "a")]),
        ("X. Follow up in a month: a; follow up 2w: b", [("2026-12-24", "a"), ("2026-12-08", "b")]),
        ("follow up tomorrow: a", [("2026-11-25", "a")]),
        ("Follow up call with Ada", []),
        ("we follow up in 2 weeks", []),
    ],
)
def test_a_promise_has_a_day_and_a_text(text: str, promised: list[tuple[str, str]]) -> None:
    assert later(text) == promised


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "the sentence is empty"),
        (" \n;", "the sentence is empty"),
        ("yesterday:", "the sentence contains only a day"),
        ("x; gave:", "“gave:” has nothing after it"),
        ("x; gave:; got: a", "“gave:” has nothing after it"),
        ("x; topics: ,", "“topics:” has nothing after it"),
        ("x; follow up", "“follow up” names no day after “follow up”"),
        ("x; follow up: send slides", "“follow up: send slides” names no day after “follow up”"),
        (
            "x; follow up: send slides tomorrow",
            "“follow up: send slides tomorrow” names no day after “follow up”",
        ),
        ("x; follow up on the 5th", "“follow up on the 5th” names no day after “follow up”"),
        ("x; follow up next week", "“follow up next week” names no day after “follow up”"),
        ("x; follow up nov 20: a", "the day of a follow-up is in the past: 2026-11-20"),
        ("x; follow up yesterday", "the day of a follow-up is in the past: 2026-11-23"),
        (
            "x; follow up 2 weeks from friday: a",
            "“follow up 2 weeks from friday: a” does not name one certain day",
        ),
        ("x; follow up friday or monday", "“follow up friday or monday” does not name one certain day"),
        ("x; follow up friday the 27th: a", "“follow up friday the 27th: a” does not name one certain day"),
    ],
)
def test_what_is_unclear_is_said(text: str, fault: str) -> None:
    with pytest.raises(SentenceUnclear) as unclear:
        understood(text)
    assert unclear.value.fault == fault
    assert unclear.value.remedy


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("coffee yesterday", [("yesterday", "2026-11-23")]),
        ("coffee last night", [("last night", "2026-11-23")]),
        ("the day before yesterday we met", [("the day before yesterday", "2026-11-22")]),
        ("see you tomorrow", [("tomorrow", "2026-11-25")]),
        ("met last friday", [("last friday", "2026-11-20")]),
        ("met Next Tue", [("Next Tue", "2026-12-01")]),
        ("met on friday", [("on friday", None)]),
        ("Friday's talk", [("Friday", None)]),
        ("met on sat", [("on sat", None)]),
        ("met sat 21", [("sat 21", None)]),
        ("met friday, 20 november", [("friday, 20 november", "2026-11-20")]),
        ("met monday, 20 november", [("monday, 20 november", None)]),
        ("met friday last week", [("friday last week", None)]),
        ("met last weekend", [("last weekend", None)]),
        ("met five days ago", [("five days ago", "2026-11-19")]),
        ("met a week ago", [("a week ago", "2026-11-17")]),
        ("met a few days ago", [("a few days ago", None)]),
        ("she leaves in 2 weeks", [("in 2 weeks", "2026-12-08")]),
        ("met 2026-11-20", [("2026-11-20", "2026-11-20")]),
        ("met 2026-02-30", [("2026-02-30", None)]),
        ("met Nov 20", [("Nov 20", "2026-11-20")]),
        ("met Nov 20th", [("Nov 20th", "2026-11-20")]),
        ("met on the 20th of November", [("on the 20th of November", "2026-11-20")]),
        ("met 20 november 2025", [("20 november 2025", "2025-11-20")]),
        ("met may 5", [("may 5", "2027-05-05")]),
        ("met in may", [("in may", None)]),
        ("met in November", [("in November", None)]),
        ("met on the 5th", [("on the 5th", None)]),
        ("am 20.11. mit Ada", [("20.11.", None)]),
        ("met 20/11/2025", [("20/11/2025", None)]),
        ("met 11/20", [("11/20", None)]),
        ("met on 11-20", [("11-20", None)]),
        ("met 20261120", [("20261120", None)]),
        ("met the week before last", [("the week before last", None)]),
        ("met at Christmas", [("at Christmas", None)]),
        ("met on New Year's Eve", [("on New Year's Eve", None)]),
        ("x; gave: book from yesterday; we met last friday", [("yesterday", "2026-11-23"), ("last friday", "2026-11-20")]),
        ("yesterday: coffee this morning", [("this morning", "2026-11-24")]),
        ("last week: coffee", [("last week", None)]),
        # What agrees, or names no day.
        ("coffee today, this morning", []),
        ("tuesday: coffee today", []),
        ("yesterday: we met yesterday, 2026-11-23", []),
        ("last friday: on friday we met", []),
        ("we may march on; the sun sat; we wed; sun, mon", []),
        ("this may be hard", []),
        ("every friday, on Fridays", []),
        ("24/7, 1/2 of it, 30/40, version 3.14, 10:30", []),
        ("on the 5th floor", []),
        ("for 2 weeks", []),
        ("the first time in 2 years", []),
        ("an hour ago", []),
        ("x; follow up in 2 weeks: call her on friday", []),
        ("[[2026-11-20]] `yesterday` https://x.org/2026-11-20 2026-11-20@x.org #friday", []),
        ("Todayish yesterdays Marchioness", []),
    ],
)  # fmt: skip
def test_a_day_named_elsewhere_is_a_doubt(text: str, found: list[tuple[str, str | None]]) -> None:
    assert doubts(text) == found


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("on nov 20", "2026-11-20"),
        ("nov 20th", "2026-11-20"),
        ("tonight", "2026-11-24"),
        ("friday", "2026-11-27"),
    ],
)
def test_a_text_that_is_a_day(words: str, day: str) -> None:
    assert parse_date_text(words, TODAY) == date.fromisoformat(day)


@given(SENTENCES, DAYS)
def test_any_text_is_understood_or_unclear(text: str, today: date) -> None:
    with suppress(SentenceUnclear):
        said = parse_sentence(text, today)
        assert 0 <= said.start <= said.end <= len(text)
        assert said.text.startswith(text[said.start : said.end])
        assert said.channel is None or said.channel in CHANNELS
        assert all(each.day >= today for each in said.follow_ups)
        assert all(said.gave + said.got + said.asked + said.thanked + said.topics)
        last = said.start
        for doubt in said.doubts:
            assert last <= doubt.start < doubt.end <= len(text)
            assert doubt.word == text[doubt.start : doubt.end]
            last = doubt.end


@given(SENTENCES, DAYS)
def test_what_is_hidden_gives_no_doubt(text: str, today: date) -> None:
    with suppress(SentenceUnclear):
        assert parse_sentence(text, today, [(0, len(text))]).doubts == ()


@given(st.lists(st.sampled_from(["coffee", "Ada", "and", "may", "sun", "5", "looms", "3.5", "we", "will"])))
def test_a_text_without_day_words_has_no_doubts(words: list[str]) -> None:
    text = "x " + " x ".join(words)
    assert parse_sentence(text, TODAY).doubts == ()


@pytest.mark.parametrize("separator", ["; ", "\n", ". ", ", "])
@given(
    gave=st.from_regex(r"[a-z]{3,9}( [a-z]{3,9}){0,3}", fullmatch=True).filter(
        lambda text: "follow" not in text
    )
)
def test_what_was_given_is_found_after_any_separator(separator: str, gave: str) -> None:
    said = parse_sentence(f"coffee{separator}gave: {gave}", TODAY)
    assert said.gave == (gave,)
    assert said.text.rstrip(".") == "coffee"


@pytest.mark.parametrize(
    "piece",
    ["a", " ", "(", ")", "[[", "`", "@", "a@", "://", ":", "1.", "20 ", "nov ", "on ", "in 2 ", "friday ", "met ", "x; ", "\n", "\n \n",
     "a, ", "🎉", "́", "yesterday, ", "called ", "in ", "the "],
)  # fmt: skip
def test_a_long_text_is_read_in_one_go(piece: str) -> None:
    # A search that grew with the square of the length would not come back.
    with suppress(SentenceUnclear):
        parse_sentence("x " + piece * 30_000, TODAY)


def test_many_parts_are_read_in_one_go() -> None:
    said = parse_sentence(
        "x" + "; gave: a; and so on (or not)" * 3_000 + "; follow up in 2 weeks: b" * 3_000, TODAY
    )
    assert (len(said.gave), len(said.follow_ups)) == (3_000, 3_000)


def test_the_days_of_a_text_are_in_order() -> None:
    found = list(dates_in("friday and 2026-11-20, yesterday or tomorrow", TODAY))
    assert [each[:2] for each in found] == [(0, 6), (11, 32), (36, 44)]
