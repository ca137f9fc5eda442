"""What people talk to you about, who knows about it, and who spoke of it last."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.model.language.normalize import fold
from plaintext_network.network.people.topics_of import (
    about_any_topic,
    about_topic,
    beginnings,
    is_about,
    is_wider,
    parent_topics,
    topic_key,
)
from plaintext_network.network.reports.topics.topics import TopicDetails, topic, topics
from tests.conftest import view_of

NOTES = {
    "contacts/Ada.md": """---
offers: [proofreading, help with compilers]
interests:
  - horses
  - Échecs
tags: [acoustics/speech, friends]
---
## Log
- 2026-11-02 call: how rooms echo [topics:: acoustics/rooms]
""",
    "contacts/Bo.md": "---\nrole: Compiler engineer\n---\n",
    "contacts/Hidden.md": "---\nprivate: true\noffers: [compilers]\ninterests: [secrets]\n---\n",
    "interactions/2026-10-01 Lunch.md": "---\nwith: [Bo, Hidden]\ntopics: [horse, compilers]\n---\n",
    "interactions/2026-12-01 Lunch.md": "---\nwith: [Bo]\ntopics: [gardens]\n---\n",
    "interactions/2026-09-01 Tea.md": "---\nwith: [Hidden]\ntopics: [spies]\n---\n",
    "interactions/2026-09-02 News.md": "---\nwith: [Bo, A, B, C, D, E]\ndirection: in\ntopics: [news]\n---\n",
}


def page(name: str, limit: int | None = None) -> TopicDetails:
    return topic(view_of(NOTES), name, limit)


def test_the_latest_stands_first_and_nested_ones_count_above() -> None:
    listed = [(one.topic, one.people, one.name, str(one.date), one.source) for one in topics(view_of(NOTES))]
    lunch = "interactions/2026-10-01 Lunch.md:3"
    assert listed == [
        ("acoustics", 1, "Ada", "2026-11-02", "contacts/Ada.md:9"),
        ("acoustics/rooms", 1, "Ada", "2026-11-02", "contacts/Ada.md:9"),
        ("compilers", 1, "Bo", "2026-10-01", lunch),
        # Spoken of by one, and liked by another.
        ("horse", 2, "Bo", "2026-10-01", lunch),
        ("Échecs", 1, "Ada", "None", "contacts/Ada.md:5"),
    ]


def test_who_knows_about_it_is_told_with_the_line_that_says_so() -> None:
    assert [(one.name, one.how, one.text, one.source) for one in page("COMPILER").knows] == [
        ("Ada", "offers", "help with compilers", "contacts/Ada.md:2"),
        ("Bo", "role", "Compiler engineer", "contacts/Bo.md:2"),
    ]
    assert [one.source for one in page("acoustics").knows] == ["contacts/Ada.md:6"]


def test_who_spoke_of_it_is_told_with_the_places() -> None:
    (spoken,) = page("horses").spoke
    lunch = "interactions/2026-10-01 Lunch.md"
    assert (spoken.names, spoken.text, spoken.topic) == (("Bo",), "Lunch", "horse")
    assert spoken.sources == (f"{lunch}:3", f"{lunch}:2")
    (spoken,) = page("acoustics").spoke
    assert (spoken.text, spoken.channel) == ("how rooms echo", "call")


def test_a_text_that_names_somebody_private_is_not_told() -> None:
    notes = {**NOTES, "contacts/Ada.md": "## Log\n- 2026-11-02 call: as Hidden says [topics:: rooms]\n"}
    (spoken,) = topic(view_of(notes), "rooms").spoke
    assert (spoken.names, spoken.text, spoken.topic) == (("Ada",), "", "rooms")


def test_case_accents_and_number_do_not_count() -> None:
    assert page("echec").knows[0].text == "Échecs"
    assert topic_key("Compilers") == topic_key("#compiler")


def test_an_unknown_topic_has_those_spelled_much_like_it() -> None:
    assert page("compelers") == TopicDetails("compelers", (), (), 0, ("compilers",))
    assert page("secrets").near == ()
    assert page("gardens").spoke == ()


def test_more_is_counted() -> None:
    notes = {
        "contacts/Ada.md": "## Log\n" + "".join(f"- 2026-01-0{n} call: x [topics:: y]\n" for n in range(1, 6))
    }
    found = topic(view_of(notes), "y", 2)
    assert ([str(one.day) for one in found.spoke], found.more) == (["2026-01-05", "2026-01-04"], 3)


def test_nothing_is_known_in_an_empty_vault() -> None:
    assert topics(view_of({})) == ()
    assert topic(view_of({}), "") == TopicDetails("", (), ())


@given(st.text())
def test_a_topic_is_about_itself_and_what_it_is_nested_in(text: str) -> None:
    for one in parent_topics(text):
        assert not topic_key(one) or is_about(text, one)


@pytest.mark.parametrize(
    ("text", "topic", "is_it", "is_it_wider"),
    [
        # A topic without keywords is about itself: a goal that needs C finds who offers C.
        ("C", "C", True, False),
        ("Go", "go", True, False),
        # A wider text is not about a narrower topic, but who knows the one may help with the other.
        ("acoustics", "acoustics/speech", False, True),
        ("quiet rooms", "quiet rooms in schools", False, True),
        # Number doesn't count in nested topics either.
        ("school", "schools/acoustics", False, True),
        ("schools/acoustics", "school", True, False),
        # One word of several is too little.
        ("schools", "school acoustics", False, False),
        ("acoustics of speech", "acoustics", True, False),
        ("", "", False, False),
    ],
)
def test_a_wider_text_is_not_about_a_topic(text: str, topic: str, is_it: bool, is_it_wider: bool) -> None:
    assert is_about(text, topic) is is_it
    assert is_wider(text, topic) is is_it_wider


def test_an_acronym_that_is_a_word_too_is_a_topic() -> None:
    assert about_topic("IT")("IT director")
    assert not about_topic("IT")("is it raining")


WORDS = st.lists(
    st.sampled_from(
        [
            "dying",
            "die",
            "skies",
            "sky",
            "C",
            "C++",
            "écho",
            "rooms/music",
            "of",
            "a",
            "Łódź",
            "IT",
            "Go/C",
            "♪",
        ]
    )
)


@given(WORDS.map(" ".join), WORDS.map(" ".join))
def test_what_is_told_quickly_is_what_is_told(text: str, name: str) -> None:
    assert about_topic(name)(text) == is_about(text, name)
    assert about_any_topic([name])(text) == (is_about(text, name) or is_about(name, text))


@given(WORDS.map(" ".join), WORDS.map(" ".join))
def test_a_text_about_a_topic_has_one_of_its_beginnings(text: str, name: str) -> None:
    if is_about(text, name):
        assert any(beginning in fold(text) for beginning in beginnings(name))
