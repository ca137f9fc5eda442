"""The table of properties agrees with itself, and a vault's own words win."""

import re
from itertools import combinations

import pytest

from plaintext_network.model.language.normalize import property_key
from plaintext_network.model.note import properties
from plaintext_network.model.note.properties import (
    PEOPLE,
    PROPERTIES,
    REFERENCES,
    TYPES,
    PropertyDefinition,
    property_names,
    vocabulary,
    words_of,
)
from plaintext_network.model.note.rules import KINDS, Rules
from plaintext_network.notes.note import parse

IDS = [f"{row.name}-{'-'.join(row.kinds)}" for row in PROPERTIES]
EVERY_KIND = (*KINDS, "plain", "")


@pytest.mark.parametrize("row", PROPERTIES, ids=IDS)
def test_a_row_says_what_a_reader_needs(row: PropertyDefinition) -> None:
    assert row.type in TYPES
    assert set(row.kinds) <= {*KINDS, ""}
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", row.name)
    assert row.meaning
    assert not row.meaning.endswith(".")
    assert row.example


@pytest.mark.parametrize("row", PROPERTIES, ids=IDS)
def test_an_example_is_valid_front_matter(row: PropertyDefinition) -> None:
    note = parse(f"---\n{row.name}: {row.example}\n---\n".encode())
    assert note.problems == ()
    assert [one.name for one in note.header.properties] == [row.name]


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_no_two_properties_of_a_kind_share_a_word(kind: str) -> None:
    rows = [row for row in PROPERTIES if not row.kinds or kind in row.kinds]
    words = [{property_key(word) for word in (row.name, *row.synonyms)} for row in rows]
    assert [one & other for one, other in combinations(words, 2) if one & other] == []
    assert len(set(property_names(kind))) == len(property_names(kind))


def test_the_table_has_no_type_that_no_property_has() -> None:
    assert {row.type for row in PROPERTIES} == set(TYPES)


@pytest.mark.parametrize(
    ("kind", "word", "name"),
    [
        ("contact", "Company", "organization"),
        ("contact", "e-mail", "emails"),
        ("contact", "phone", "phones"),
        ("contact", "url", "links"),
        ("contact", "Title", "role"),
        ("contact", "city", "location"),
        ("contact", "Met On", "met_on"),
        ("interaction", "follow-up", "follow_up"),
        ("profile", "url", "url"),
        ("event", "topic", "topics"),
        ("plain", "alias", "aliases"),
    ],
)
def test_synonyms_are_accepted_in_each_spelling(kind: str, word: str, name: str) -> None:
    assert words_of(kind, Rules())[property_key(word)].name == name


@pytest.mark.parametrize(
    ("kind", "word"), [("plain", "cadence"), ("interaction", "birthday"), ("contact", "with")]
)
def test_a_property_means_nothing_in_another_kind(kind: str, word: str) -> None:
    assert property_key(word) not in words_of(kind, Rules())


def test_a_vaults_own_word_means_ours() -> None:
    words = words_of("interaction", Rules(properties=(("with", ("Attendees", "who was there")),)))
    assert words["attendees"].name == words["whowasthere"].name == words["with"].name == "with"


def test_a_vaults_own_word_wins_over_our_synonym() -> None:
    words = words_of("contact", Rules(properties=(("occasions", ("title",)),)))
    assert words["title"].name == "occasions"
    assert words["role"].name == "role"


def test_a_vaults_word_for_what_a_kind_does_not_have_means_nothing() -> None:
    theirs = (("with", ("attendees",)), ("no_such_property", ("nonsense",)))
    assert vocabulary("contact", theirs) == vocabulary("contact", ())


def test_the_names_of_a_kind_come_in_the_tables_order() -> None:
    names = "type name aliases tags read emails phones links addresses photo uid industry"
    assert property_names("organization") == tuple(names.split())


def test_the_words_of_the_fixed_sets_are_as_published() -> None:
    assert properties.STATUSES == ("active", "paused", "archived", "do-not-contact", "deceased")
    assert properties.DIRECTIONS == ("both", "out", "in")
    assert properties.INTRODUCTION_STATUSES == ("asked", "agreed", "made", "landed", "declined")
    assert properties.CHANNELS == (
        "in-person",
        "call",
        "video",
        "email",
        "message",
        "letter",
        "event",
        "social",
    )


def test_what_refers_to_notes_does_so_in_every_kind_of_note() -> None:
    for row in PROPERTIES:
        assert (row.name in PEOPLE) == (row.type == "people")
        assert (row.name in REFERENCES) == (row.type in ("reference", "links"))
