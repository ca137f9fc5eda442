"""What a query says, whom it holds for, and where it can't be read."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.errors import QueryInvalid
from plaintext_network.model.dates.calendar import Cadence
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.index.index import Index
from plaintext_network.network.people.person import Person
from plaintext_network.network.search.query import (
    ONE_OF,
    STANDINGS,
    Compares,
    Contains,
    HasState,
    Query,
    Term,
    Touched,
    Words,
    contacts_scope,
    interactions_scope,
    matches,
)
from plaintext_network.network.search.query_parser import parse_query
from tests.conftest import TODAY, index_of
from tests.read_cases import cases

NOTES = {
    "contacts/Ada Lovelace.md": """---
aliases: [Countess]
emails: [ada@analytical.example]
organization: "[[Analytical Engines]]"
location: London
tags: [math/analysis, "#poetry"]
circles: [friends]
birthday: 1815-12-10
cadence: 3 months
met_on: 2024-03-02
last_contact: 2026-10-01
follow_up: 2026-12-04 send the slides
favorite_food: plum cake
renewal: 2027-02-01
---
She spoke #eloquently.
""",
    "contacts/Łukasz Wierzba.md": """---
city: Kraków
circle: [mentors, friends]
status: paused
private: yes
snooze: "[[2027-01-15|after the holidays]]"
---
## Log
- 2025-01-10 call: the bridge
""",
    "contacts/Zoë.md": "---\ncadence: weekly\nlocation: New York\n---\n",
    "contacts/Bo.md": "---\nname: Bo Diddley\ncadence: monthly\n---\n## Log\n- 2026-09-01 call: hello\n",
    "contacts/Cy.md": """---
cadence: monthly
---
## Log
- 2026-10-01 call: hello
- 2026-11-20 email: ping [direction:: out]
""",
    "organizations/Analytical Engines.md": "---\nindustry: computing\n---\n",
    "notes/plan.md": "A plan.\n",
}
RULES = Rules(properties=(("location", ("where",)),))
INDEX = index_of(NOTES, RULES)


def read(text: str, rules: Rules = RULES, index: Index = INDEX) -> Query:
    return parse_query(text, contacts_scope(index, rules, TODAY))


def found(text: str) -> str:
    """Return the first names of those a query holds for."""
    query = read(text)
    people = [Person(INDEX, facts.path, RULES, TODAY) for facts in INDEX.contacts()]
    return " ".join(person.name.split()[0] for person in people if matches(person, query))


EVERYONE = "Ada Bo Cy Zoë Łukasz"


@pytest.mark.parametrize(("text", "expected"), cases("query/contacts.txt"))
def test_whom_a_query_holds_for(text: str, expected: str) -> None:
    assert (found(text) or "none") == expected


@pytest.mark.parametrize(
    ("query", "column", "fault"),
    [
        ("is:overdue", 4, "“overdue” is not one of due, waiting, warm, cooling, dormant, lost, new"),
        ("ada is:due|late", 12, "“late” is not one of"),
        ("is:", 4, "a word is missing after `is:`"),
        ("is: due", 4, "a word is missing after `is:`"),
        ("met_on:>=soon", 10, "“soon” is no date"),
        ("met_on:>=2026", 10, "“2026” is no date"),
        ("ada met_on:>=2026-02-30", 14, "“2026-02-30” is no date"),
        ("met_on:>=", 10, "a date is missing after `>=`"),
        ("met_on:>= 2026-01-01", 10, "a date is missing after `>=`"),
        ("met_on:>=2026-01-01|2026-02-01", 20, "a comparison takes one date"),
        ("touched:<", 10, "a length of time is missing after `<`"),
        ("touched:<soon", 10, "“soon” is no length of time"),
        ("touched:3m", 9, "write touched:<3m or touched:>3m"),
        ("role:>=2026-01-01", 6, "“role” holds no date to compare"),
        ("path:>=2026-01-01", 6, "“path” holds no date to compare"),
        ('ada "bo did', 5, "this quote is never closed"),
        ('location:"new york', 10, "this quote is never closed"),
        ('ada bo"', 7, "this quote is never closed"),
        (":ada", 1, "a property's name is missing before the colon"),
        ("ada not:", 9, "`not:` stands right before the term"),
        ("not: ada", 5, "`not:` stands right before the term"),
        ("location:london|", 17, "a word is missing here"),
        ("location:|london", 10, "a word is missing here"),
        ('""', 1, "a word is missing here"),
        ("ada lokation:london", 5, "no note has a property “lokation”; did you mean location:?"),
        ("favorit_food:x", 1, "did you mean favorite_food:?"),
        ("touchd:<3m", 1, "did you mean touched:?"),
        ("https://example.org", 1, "put quotes around it if it is no property"),
    ],
)
def test_a_query_that_cant_be_read_says_where(query: str, column: int, fault: str) -> None:
    with pytest.raises(QueryInvalid) as refused:
        read(query)
    assert (refused.value.query, refused.value.column) == (query, column)
    assert fault in refused.value.fault


def test_quotes_take_the_meaning_of_signs_away() -> None:
    assert read('"https://x"').terms == (Term(Words(("https://x",)), negated=False),)
    assert read('role:">=x"').terms == (Term(Contains("role", (">=x",)), negated=False),)
    assert read('role:"a|b"|c').terms == (Term(Contains("role", ("a|b", "c")), negated=False),)
    assert read('"is:due"').terms == (Term(Words(("is:due",)), negated=False),)


def test_a_query_is_read_into_its_terms() -> None:
    assert read("not:Zoë city: met_on:>yesterday touched:<2w is:warm|COOLING").terms == (
        Term(Words(("zoe",)), negated=True),
        Term(Contains("location", ()), negated=False),
        Term(Compares("met_on", ">", TODAY.replace(day=23)), negated=False),
        Term(Touched("<", Cadence(0, 14, "2w"), TODAY), negated=False),
        Term(HasState(("warm", "cooling")), negated=False),
    )


def test_words_for_dates_are_days_in_properties_that_are_dates() -> None:
    assert read("met_on:yesterday").terms[0].condition == Contains("met_on", ("2026-11-23",))
    assert read('met_on:"2 days ago"').terms[0].condition == Contains("met_on", ("2026-11-22",))
    assert read("met_on:spring").terms[0].condition == Contains("met_on", ("spring",))
    assert read("touched:yesterday").terms[0].condition == Contains("touched", ("2026-11-23",))
    assert read("role:today").terms[0].condition == Contains("role", ("today",))


def test_recent_names_the_properties_of_interactions_first() -> None:
    scope = interactions_scope(INDEX, RULES, TODAY)
    assert parse_query("topic:x", scope).terms[0].condition == Contains("topics", ("x",))
    assert parse_query("circle:x", scope).terms[0].condition == Contains("circles", ("x",))
    with pytest.raises(QueryInvalid, match="no note has a property “topic”"):
        read("topic:x")


def test_a_property_is_known_as_soon_as_one_note_has_it() -> None:
    with pytest.raises(QueryInvalid):
        read("pets:cat")
    index = index_of({"notes/a.md": "---\nPets: [cat]\n---\n"})
    assert read("pets:cat", index=index).terms[0].condition == Contains("pets", ("cat",))


def test_the_rules_of_due_are_the_vaults() -> None:
    index = index_of({"contacts/Cy.md": NOTES["contacts/Cy.md"]})
    for days, waiting in ((1, False), (30, True)):
        rules = Rules(due=Rules().due._replace(patience=Cadence(0, days, f"{days} days")))
        person = Person(index, "contacts/Cy.md", rules, TODAY)
        assert matches(person, read("is:waiting", rules, index)) is waiting
        assert matches(person, read("is:due", rules, index)) is not waiting


TERMS = st.sampled_from(
    [
        "ada",
        '"new york"',
        "location:",
        "location:lon|kra",
        "is:due",
        "is:warm|new",
        "touched:<2m",
        "met_on:>2020-01-01",
    ]
)


@given(st.lists(TERMS, max_size=4), st.lists(TERMS, max_size=4))
def test_terms_must_all_hold_in_any_order(some: list[str], others: list[str]) -> None:
    def names(terms: list[str]) -> set[str]:
        return set(found(" ".join(terms)).split())

    assert names(some + others) == names(some) & names(others) == names(others + some)


@given(TERMS)
def test_not_turns_a_term_round(term: str) -> None:
    assert sorted(f"{found(term)} {found('not:' + term)}".split()) == sorted(EVERYONE.split())


@given(st.integers(0, 800))
def test_within_and_longer_ago_part_everyone(days: int) -> None:
    within, longer = found(f"touched:<{days}d").split(), found(f"touched:>{days}d").split()
    assert sorted(within + longer) == sorted(EVERYONE.split())


def test_every_person_has_one_standing() -> None:
    assert {*STANDINGS} - {*ONE_OF} == {"due", "waiting", "active", "no-cadence", "snoozed"}
    assert sorted(" ".join(found(f"is:{word}") for word in ONE_OF).split()) == sorted(EVERYONE.split())


SCRAPS = st.lists(
    st.sampled_from(
        ["ada", '"', ":", "|", " ", "not:", "is:", "due", "touched:", "met_on:", "<", ">=", "3m", "today"]
    )
)


@given(st.one_of(st.text(max_size=40), SCRAPS.map("".join)))
def test_any_text_is_a_query_or_refused_with_its_place(text: str) -> None:
    with suppress(QueryInvalid):
        assert read(text).text == text
        return
    with pytest.raises(QueryInvalid) as refused:
        read(text)
    assert 1 <= refused.value.column <= len(text) + 1


@pytest.mark.parametrize(
    "part", ["+442079460018", "tel:+442079460018", '"020 7946 0018"', "0044207946", "7946", "79460018"]
)
def test_a_telephone_number_is_compared_by_its_digits(part: str) -> None:
    index = index_of(
        {
            "contacts/A.md": "---\nphone: +44 (0)20-7946 0018\n---\n",
            "contacts/B.md": "---\nphone: 030 1234\n---\n",
        }
    )
    query = parse_query(f"phone:{part}", contacts_scope(index, Rules(), TODAY))
    people = [Person(index, facts.path, Rules(), TODAY) for facts in index.contacts()]
    assert [person.path for person in people if matches(person, query)] == ["contacts/A.md"]
