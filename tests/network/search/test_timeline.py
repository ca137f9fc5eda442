"""What passed, newest first, each interaction once."""

from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.model.note.rules import DailyRules, Rules
from plaintext_network.network.search.query import interactions_scope
from plaintext_network.network.search.query_parser import parse_query
from plaintext_network.network.search.timeline import TimelineEntry, timeline
from tests.conftest import TODAY, index_of

NOTES = {
    "contacts/Ada.md": """---
name: Ada Lovelace
aliases: [Countess]
organization: Engines
circles: [friends]
met_on: 2024-03-02
last_contact: 2026-11-01
---
## Log
- 2026-11-01 call: how the engine runs [[Bo]] [gave:: a pointer to Jacquard]
- 2026-11-22 email: a question [direction:: in]
""",
    "contacts/Bo.md": "---\ncadence: monthly\nlast_contact: 2026-05-01\npets: [cat]\n---\n",
    "interactions/2026-11-20 Lunch with two.md": """---
with: ["[[Ada Lovelace]]", "[[Bo]]", Someone Else]
channel: in-person
place: "[[Blue Door]]"
event: Spring fair
topics: [músic, horses]
got: [a reading list]
asked: [a reference]
thanked: [the reference]
goal: "[[New job]]"
follow_up: 2026-12-04 send the slides
tags: [fun]
mood: sunny
---
It rained.
""",
    "interactions/2026-12-24 Dinner.md": "---\nwith: Bo\n---\n",
    "interactions/2026-10-10 Alone.md": "---\nwith: Nemo I noted\ndirection: out\n---\n",
    "daily/2026-11-20.md": """---
tags: [journal]
---
- met [[Bo]] at the pool #touch
- read [[Plan]] #touch
""",
    "notes/Plan.md": "A plan.\n",
}
INDEX = index_of(NOTES)


RULES = Rules()


def happenings(text: str = "", rules: Rules = RULES) -> tuple[TimelineEntry, ...]:
    query = parse_query(text, interactions_scope(INDEX, rules, TODAY))
    return timeline(INDEX, rules, TODAY, query)


def found(text: str) -> str:
    return " ".join(f"{h.day:%m-%d}" for h in happenings(text))


def test_every_interaction_once_newest_first() -> None:
    everything = timeline(INDEX, Rules(), TODAY)
    assert [(str(h.day), h.names, f"{h.path}:{h.line}", h.planned) for h in everything] == [
        ("2026-12-24", ("Bo",), "interactions/2026-12-24 Dinner.md:2", True),
        ("2026-11-22", ("Ada Lovelace",), "contacts/Ada.md:11", False),
        ("2026-11-20", ("Bo",), "daily/2026-11-20.md:4", False),
        ("2026-11-20", ("Ada Lovelace", "Bo"), "interactions/2026-11-20 Lunch with two.md:2", False),
        ("2026-11-01", ("Ada Lovelace",), "contacts/Ada.md:10", False),
        ("2026-10-10", (), "interactions/2026-10-10 Alone.md:2", False),
        ("2026-05-01", ("Bo",), "contacts/Bo.md:3", False),
    ]


def test_a_happening_says_what_was_noted() -> None:
    lunch = happenings("place:blue")[0]
    assert lunch[1:7] == (
        ("Ada Lovelace", "Bo"),
        "in-person",
        "both",
        "músic, horses",
        ("músic", "horses"),
        "interactions/2026-11-20 Lunch with two.md",
    )
    assert lunch.people == ("contacts/Ada.md", "contacts/Bo.md")
    assert lunch.interaction.got == ("a reading list",)


def test_today_is_not_planned() -> None:
    index = index_of({"contacts/Ada.md": f"## Log\n- {TODAY} call: now\n"})
    assert [h.planned for h in timeline(index, Rules(), TODAY)] == [False]


def test_a_vault_may_say_that_a_link_is_enough() -> None:
    notes = {"contacts/Bo.md": "", "2026-11-20.md": "- met [[Bo]]\n- read [[Plan]]\n", "Plan.md": ""}
    rules = Rules(daily=DailyRules(touch="link"))
    assert [h.summary for h in timeline(index_of(notes, rules), rules, TODAY)] == ["met Bo"]


LINE, LUNCH = "11-01", "11-20"


def test_the_language_asks_of_interactions() -> None:
    for query, days in {
        "with:ada": "11-22 11-20 11-01",
        "with:countess": "11-22 11-20 11-01",
        "with:bo": "12-24 11-20 11-20 05-01",
        "with:bo with:ada": LUNCH,
        'with:"someone else"': LUNCH,
        "channel:call": LINE,
        "not:channel:": "12-24 11-20 10-10 05-01",
        "direction:in": "11-22",
        "direction:out": "10-10",
        "topics:music": LUNCH,
        "topic:horses|engine": LUNCH,
        "place:door": LUNCH,
        "event:spring": LUNCH,
        "got:reading": LUNCH,
        "gave:jacquard": LINE,
        "gave:": LINE,
        "asked: thanked:": LUNCH,
        "goal:job": LUNCH,
        "follow_up:slides": LUNCH,
        "follow_up:>=2026-12-01": LUNCH,
        "date:>=2026-11-20 not:with:ada": "12-24 11-20",
        "date:>today": "12-24",
        "date:2026-05": "05-01",
        'date:"2 days ago"': "11-22",
        "tag:fun": LUNCH,
        "tag:journal": "",
        "mood:sunny": LUNCH,
        "path:daily": LUNCH,
        "name:lunch": LUNCH,
        # What an interaction can't say is asked of those who took part.
        "circle:friends": "11-22 11-20 11-01",
        "organization:engines": "11-22 11-20 11-01",
        "pets:cat": "12-24 11-20 11-20 05-01",
        "met_on:<2025-01-01": "11-22 11-20 11-01",
        "is:warm not:with:ada": "12-24 11-20 05-01",
        "touched:<3m with:bo not:with:ada": "12-24 11-20 05-01",
        # A bare word.
        "rained": "",
        "runs": LINE,
        "person": LUNCH,
        "music": LUNCH,
        "lovelace": "11-22 11-20 11-01",
        "countess question": "11-22",
        "engines": "11-22 11-20 11-01",
        "pool": LUNCH,
        "nemo": "10-10",
    }.items():
        assert found(query) == days, query


def test_the_vaults_own_words_count() -> None:
    rules = Rules(properties=(("with", ("attendees",)),))
    assert [h.summary for h in happenings("attendees:ada gave:", rules)] == ["how the engine runs Bo"]


TERMS = st.sampled_from(
    ["with:ada", "channel:", "date:<2026-11-20", "circle:friends", "is:warm", "touched:>1w", "bo"]
)


@given(TERMS)
def test_not_turns_a_term_round(term: str) -> None:
    everything, some, others = happenings(), happenings(term), happenings(f"not:{term}")
    assert sorted((*some, *others), key=everything.index) == list(everything)


@given(st.permutations(sorted(NOTES)))
def test_the_order_does_not_depend_on_the_order_of_the_notes(paths: list[str]) -> None:
    index = index_of({path: NOTES[path] for path in paths})
    assert timeline(index, Rules(), TODAY) == timeline(INDEX, Rules(), TODAY)


@given(TERMS, st.integers(1, 5), st.booleans())
def test_a_limit_takes_the_first_and_reverse_turns_the_order_round(
    term: str, limit: int, reverse: bool
) -> None:
    query = parse_query(term, interactions_scope(INDEX, Rules(), TODAY))
    everything = timeline(INDEX, Rules(), TODAY, query)
    expected = everything[::-1] if reverse else everything
    assert timeline(INDEX, Rules(), TODAY, query, limit=limit, reverse=reverse) == expected[:limit]
