"""What a sentence about an interaction says, and what is left to be asked."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.errors import SentenceUnclear
from plaintext_network.model.dates.dates_in_text import dates_in, parse_date_text
from plaintext_network.model.edits.sentence.log_sentence import LogSentence, parse_sentence, usual_day
from plaintext_network.model.note.properties import CHANNELS
from tests.conftest import TODAY
from tests.read_cases import cases, lines, quoted

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
    return [(each.day.isoformat() if each.day else "open", each.text) for each in understood(text).follow_ups]


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


@pytest.mark.parametrize(("text", "expected"), cases("log_sentence/beginning.txt"))
def test_a_sentence_begins_with_a_day_or_a_channel(text: str, expected: str) -> None:
    sentence = understood(text)
    parts = {
        "day": sentence.day and sentence.day.isoformat(),
        "channel": sentence.channel,
        "text": quoted(sentence.text),
    }
    assert lines(f"{name}: {value}" for name, value in parts.items() if value) == expected


@pytest.mark.parametrize(("text", "expected"), cases("log_sentence/channels.txt"))
def test_the_channel_is_the_first_word_for_one(text: str, expected: str) -> None:
    assert (understood(text).channel or "none") == expected


@pytest.mark.parametrize(("text", "expected"), cases("log_sentence/directions.txt"))
def test_what_goes_one_way_says_who_got_in_touch(text: str, expected: str) -> None:
    assert (understood(text).direction or "both") == expected


def test_a_name_without_a_capital_is_a_name_to_whom_something_is_written() -> None:
    assert understood("letter to raul").direction is None
    assert parse_sentence("letter to raul", TODAY, [(10, 14)]).direction == "out"


def test_a_hidden_name_is_no_channel_and_no_day() -> None:
    text = "x with Tea Leoni and Friday"
    assert parse_sentence(text, TODAY).channel == "in-person"
    said = parse_sentence(text, TODAY, [(7, 16), (21, 27)])
    assert (said.channel, said.doubts) == (None, ())


@pytest.mark.parametrize(("text", "expected"), cases("log_sentence/parts.txt"))
def test_the_parts_of_a_sentence(text: str, expected: str) -> None:
    sentence = understood(text)
    parts = [("text", sentence.text)]
    for name in ("gave", "got", "asked", "thanked", "topics", "people", "place", "event", "goal"):
        parts += [(name, value) for value in getattr(sentence, name)]
    parts += [
        ("unknown", f"{each.word} ({each.near})" if each.near else each.word) for each in sentence.unknown
    ]
    assert lines(f"{name}: {quoted(value)}" for name, value in parts) == expected
    assert not sentence.follow_ups


def test_parts_may_say_the_day_the_channel_and_the_direction() -> None:
    said = understood("about looms; date: yesterday; channel: In Person; direction: out")
    assert (said.day, said.channel, said.direction) == (date(2026, 11, 23), "in-person", "out")
    assert understood("x; via: email; when: april 3rd").day == date(2026, 4, 3)


def test_something_to_do_has_not_happened() -> None:
    assert [doubt.word for doubt in understood("todo: call Ada").doubts] == ["todo:"]
    assert not understood("tea; todo: call Ada").doubts
    assert not understood("promised: call Ada").doubts


def test_a_smiley_closes_nothing() -> None:
    assert understood("she was ill :( today; gave: soup").gave == ("soup",)


@pytest.mark.parametrize(("text", "expected"), cases("log_sentence/follow_ups.txt"))
def test_a_promise_has_a_day_and_a_text(text: str, expected: str) -> None:
    assert lines(f"{day}: {quoted(promise)}" for day, promise in later(text)) == expected


@pytest.mark.parametrize(("text", "expected"), cases("log_sentence/spoken.txt"))
def test_what_the_writer_promised_in_plain_words(text: str, expected: str) -> None:
    name = [(text.index("Ada"), text.index("Ada") + 3)] if "Ada" in text else []
    spoken = parse_sentence(text, TODAY, name).spoken
    assert lines(f"{each.words}, {each.day}: {each.text}" for each in spoken) == expected


@pytest.mark.parametrize(("text", "expected"), cases("log_sentence/unclear.txt"))
def test_an_unclear_sentence_is_refused_with_its_fault(text: str, expected: str) -> None:
    with pytest.raises(SentenceUnclear) as unclear:
        understood(text)
    assert unclear.value.fault == expected
    assert unclear.value.remedy


@pytest.mark.parametrize(("text", "expected"), cases("log_sentence/doubts.txt"))
def test_a_day_named_elsewhere_is_a_doubt(text: str, expected: str) -> None:
    assert lines(f"{word}: {day or 'open'}" for word, day in doubts(text)) == expected


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
        assert all(each.day is None or each.day >= today for each in said.follow_ups)
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


HEADS = st.sampled_from(
    ["gave:", "give:", "got:", "asked:", "thanks:", "topic:", "talked about:", "promised:", "promise:", "next:", "todo:",
     "promised friday:", "follow up in 2 weeks:", "follow-up:", "where:", "note:", "mood:", "promisd:", "she said:", ""]
)  # fmt: skip
BREAKS = st.sampled_from(["; ", "\n", ";", "\n\n", "; and "])


@given(
    st.lists(st.tuples(BREAKS, HEADS, st.integers(1, 3)), max_size=5),
    st.sampled_from(["", "yesterday: ", "call: "]),
)
def test_no_word_of_a_sentence_is_lost(segments: list[tuple[str, str, int]], start: str) -> None:
    words = (f"looms{'abcdefghijklmnop'[number]}" for number in range(20))
    typed, expected = f"{start}x", ["x"]
    for separator, head, count in segments:
        said = [next(words) for _ in range(count)]
        expected += said
        if head in ("note:", "mood:", "promisd:", "she said:"):
            expected.append(head)
        typed += f"{separator}{head} {' '.join(said)}"
    with suppress(SentenceUnclear):
        sentence = understood(typed)
        read = [
            sentence.text, *sentence.gave, *sentence.got, *sentence.asked, *sentence.thanked, *sentence.topics, *sentence.people,
            *sentence.place, *sentence.event, *sentence.goal, *(promise.text for promise in sentence.follow_ups),
        ]  # fmt: skip
        kept = " ".join(read)
        assert all(word in kept for word in expected), (typed, sentence)


@given(SENTENCES, DAYS)
def test_whatever_looks_like_a_part_but_is_none_is_in_the_text(text: str, today: date) -> None:
    with suppress(SentenceUnclear):
        for part in parse_sentence(text, today).unknown:
            assert " ".join(text[part.start : part.end].split()) == part.word


@pytest.mark.parametrize(
    ("text", "usual"),
    [
        ("tea on sunday", "2026-11-22"),
        ("tea on tuesday", "2026-11-24"),
        ("tea 3 days ago", "2026-11-21"),
        ("tea april 3", "2026-04-03"),
        ("tea last week", "2026-11-17"),
        ("tea last month", "2026-10-24"),
        ("tea the other day", "2026-11-24"),
        ("tea, next one in 2 weeks", "2026-11-24"),
        ("tea tomorrow", "2026-11-25"),
        ("tea on 11/20", "2026-11-20"),
        ("tea on 25/11", "2025-11-25"),
        ("tea on 4/3", "2026-11-24"),
        ("tea with Ada next tuesday", "2026-12-01"),
    ],
)
def test_a_doubt_has_a_usual_day(text: str, usual: str) -> None:
    assert usual_day(understood(text).doubts[0], TODAY).isoformat() == usual
