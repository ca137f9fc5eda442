"""A sentence among people: who took part, when, how, what was given and promised; and what is left open."""

from datetime import date

import pytest

from plaintext_network.errors import DateNotUnderstood, SentenceUnclear
from plaintext_network.network.people.contact_names import contact_names
from plaintext_network.network.people.log_sentence import (
    LogDetails,
    new_interaction,
    parse_log,
    parse_log_date,
)
from tests.conftest import TODAY, index_of

INDEX = index_of(
    {
        "contacts/Ada Lovelace.md": "---\naliases: [Countess]\nemails: [ada@x.org]\n---\n",
        "contacts/Bo Ek.md": "x\n",
        "contacts/Bo Ng.md": "x\n",
        "contacts/Will Grant.md": "x\n",
        "contacts/Zoë Brandvold.md": "x\n",
        "contacts/田中 さくら.md": "x\n",
    }
)
PEOPLE = [contact_names(facts) for facts in INDEX.contacts()]


def heard(sentence: str) -> tuple[str, str, str, str, str]:
    """Return who, which day, how, which way and what else a sentence says, in short."""
    found = parse_log(sentence, PEOPLE, TODAY)
    what = new_interaction(found, LogDetails(), found.day(None, TODAY), TODAY)
    who = ", ".join("/".join(path[9:-3] for path in each.paths) or f"?{each.typed}" for each in found.people)
    parts = [
        f"{name}={text}"
        for name in ("topics", "gave", "got", "asked", "thanked")
        for text in getattr(what, name)
    ]
    parts += [f"{day:%m-%d}={text}" for day, text in what.follow_ups]
    return who, f"{what.day:%m-%d}", what.channel or "", what.direction, "; ".join(parts)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("yesterday: coffee with Ada and Zoë at the Blue Door; gave: intro to Grace; follow up in 2 weeks: send slides",
         ("Ada Lovelace, Zoë Brandvold", "11-23", "in-person", "both", "gave=intro to Grace; 12-08=send slides")),
        ("Ada", ("Ada Lovelace", "11-24", "", "both", "")),
        ("ada and zoë", ("Ada Lovelace, Zoë Brandvold", "11-24", "", "both", "")),
        ("countess", ("Ada Lovelace", "11-24", "", "both", "")),
        ("田中 さくら", ("田中 さくら", "11-24", "", "both", "")),
        ("lunch with the Countess", ("Ada Lovelace", "11-24", "in-person", "both", "")),
        ("call: ada lovelace about the engine", ("Ada Lovelace", "11-24", "call", "both", "")),
        ("nov 20: zoom with Ada; topics: engines, cards", ("Ada Lovelace", "11-20", "video", "both", "topics=engines; topics=cards")),
        ("2026-11-01 call: Ada rang", ("Ada Lovelace", "11-01", "call", "both", "")),
        ("friday: tea with Ada", ("Ada Lovelace", "11-20", "in-person", "both", "")),
        ("3 days ago: texted Ada, no answer", ("Ada Lovelace", "11-21", "message", "out", "")),
        ("Ada emailed me; asked: for a reference", ("Ada Lovelace", "11-24", "email", "in", "asked=for a reference")),
        ("dinner with Bo", ("Bo Ek/Bo Ng", "11-24", "in-person", "both", "")),
        ("dinner with Bo Ng", ("Bo Ng", "11-24", "in-person", "both", "")),
        ("met [[Ada Lovelace|her]] and [[Nobody]]", ("Ada Lovelace, ?Nobody", "11-24", "in-person", "both", "")),
        ("walk with Will", ("Will Grant", "11-24", "in-person", "both", "")),
        ("tea with Ada; thanked: Bo Ek for the card", ("Ada Lovelace", "11-24", "in-person", "both", "thanked=Bo Ek for the card")),
        ("letter from ada@x.org", ("Ada Lovelace", "11-24", "letter", "in", "")),
        ("tuesday: ada wrote asking for the slides", ("Ada Lovelace", "11-24", "", "in", "")),
        ("ada called, no answer", ("Ada Lovelace", "11-24", "call", "out", "")),
        ("this morning I saw Ada", ("Ada Lovelace", "11-24", "in-person", "both", "")),
    ],
)  # fmt: skip
def test_what_a_sentence_says(sentence: str, expected: tuple[str, str, str, str, str]) -> None:
    assert heard(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "remedy"),
    [
        ("met Ada yesterday", "--date 2026-11-23"),
        ("met Ada on friday", "--date 2026-11-20"),
        ("tea with Ada, next one in 2 weeks", "--date 2026-11-24"),
        ("yesterday: tea with Ada, she starts on friday", "--date 2026-11-20"),
        ("tea with Ada; gave: the book from last week", "--date 2026-11-17"),
        ("need to call Ada", "pnet promise"),
        ("should write to Ada", "pnet promise"),
        ("I'll ring Ada", "pnet promise"),
        ("we will meet Ada", "pnet promise"),
    ],
)
def test_what_is_open_is_said_with_its_remedy(sentence: str, remedy: str) -> None:
    with pytest.raises(SentenceUnclear, match=remedy):
        heard(sentence)
    # A day that is said settles it.
    assert parse_log(sentence, PEOPLE, TODAY).day(date(2026, 11, 1), TODAY) == date(2026, 11, 1)


@pytest.mark.parametrize("text", ["in 2 weeks: send slides; then call", "on friday, then", "2026-12-04"])
def test_a_promise_given_beside_it_keeps_its_words(text: str) -> None:
    what = new_interaction(None, LogDetails(follow_ups=(text,)), TODAY, TODAY)
    assert what.follow_ups[0][1] in ("send slides; then call", "then", "")


@pytest.mark.parametrize(
    ("text", "day"),
    [("monday", 23), ("on monday", 23), ("tuesday", 24), ("yesterday", 23), ("last night", 23), ("nov 1", 1), ("2026-11-05", 5)],
)  # fmt: skip
def test_a_day_beside_it_is_one_that_has_been(text: str, day: int) -> None:
    assert parse_log_date(text, TODAY) == date(2026, 11, day)
    with pytest.raises(DateNotUnderstood):
        parse_log_date(f"{text} or so", TODAY)


@pytest.mark.parametrize(
    ("sentence", "unknown"),
    [
        ("coffee with Zoey", ["Zoey: Zoë Brandvold"]),
        ("coffee with zoey", ["zoey: Zoë Brandvold"]),
        ("coffee w/ Zoey", ["Zoey: Zoë Brandvold"]),
        ("zoey", ["zoey: Zoë Brandvold"]),
        ("Zoey", ["Zoey: Zoë Brandvold"]),
        ("Zoey texted me", ["Zoey: Zoë Brandvold"]),
        ("Ada, Zoey and I had lunch", ["Zoey: Zoë Brandvold"]),
        ("Zoey Brandvolt and I had lunch", ["Zoey Brandvolt: Zoë Brandvold"]),
        ("met Dr. Zoey", ["Zoey: Zoë Brandvold"]),
        ("coffee with Zoey, Grace and Ada", ["Zoey: Zoë Brandvold", "Grace: "]),
        ("lunch with Ada in Rome", []),
        ("lunch with mum", []),
        ("Finished the book", []),
    ],
)
def test_a_name_that_nobody_has_comes_with_those_near_it(sentence: str, unknown: list[str]) -> None:
    found = parse_log(sentence, PEOPLE, TODAY)
    assert [f"{each.typed}: {', '.join(name for name, _ in each.near)}" for each in found.unknown] == unknown
    assert all(found.text[each.start : each.end] == each.typed for each in found.unknown)


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("ada called me", "ada: Ada Lovelace"),
        ("zoë wrote asking for the slides", "zoë: Zoë Brandvold"),
        ("tuesday: ada wrote asking for the slides", "ada: Ada Lovelace"),
        ("yesterday ada rang", "ada: Ada Lovelace"),
        ("ada and I had lunch", "ada: Ada Lovelace"),
        ("ada and zoë had lunch", "ada: Ada Lovelace; zoë: Zoë Brandvold"),
        ("met brandvold at the fair", "brandvold: Zoë Brandvold"),
        ("coffee ada", "ada: Ada Lovelace"),
        ("called ada", "ada: Ada Lovelace"),
        ("sent a card to ada", "ada: Ada Lovelace"),
        ("ada, tea at noon", "ada: Ada Lovelace"),
        ("bo called me", "bo: Bo Ek/Bo Ng"),
        # Ordinary words, places and contexts that name nobody for certain.
        ("will called me", "will?"),
        ("Will came over", "will?"),
        ("met will", "will?"),
        ("will and ada called", "ada: Ada Lovelace; will?"),
        ("walked to brandvold", "brandvold?"),
        ("the ada compiler", ""),
        ("will send slides", ""),
        ("got a grant from the city", ""),
        ("called `ada`, #ada, ada-lang, ada.org", ""),
        # A name that counts without them leaves them text.
        ("tea with Zoë, will called", "Zoë: Zoë Brandvold"),
    ],
)  # fmt: skip
def test_a_word_of_a_name_counts_where_a_person_is_named(sentence: str, who: str) -> None:
    found = parse_log(sentence, PEOPLE, TODAY)
    sure = [f"{each.typed}: {'/'.join(path[9:-3] for path in each.paths)}" for each in found.people]
    unsure = [f"{each.typed.lower()}?" for each in found.unknown]
    assert "; ".join([*sure, *unsure]) == who
    places = [each[:3] for each in found.people] + [
        (each.start, each.end, each.typed) for each in found.unknown
    ]
    assert all(found.text[start:end] == typed for start, end, typed in places)


@pytest.mark.parametrize(
    ("sentence", "near"),
    [("the ada compiler", ["Ada Lovelace"]), ("Zoey", ["Zoë Brandvold"]), ("tea with mum", []), ("tea with Ada", [])],
)  # fmt: skip
def test_a_sentence_that_names_nobody_comes_with_whom_it_may_mean(sentence: str, near: list[str]) -> None:
    assert [name for name, _ in parse_log(sentence, PEOPLE, TODAY).near] == near
