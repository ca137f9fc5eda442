"""What a note says to read: in lines, properties, and in notes about a text."""

import pytest

from plaintext_network.model.note.facts import Reading
from plaintext_network.model.note.read_note import read_facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.notes.note import parse

X = "https://example.org/x"


def read(text: str, path: str = "contacts/Ada.md") -> tuple[Reading, ...]:
    return read_facts(parse(text.encode()), path, Rules()).readings


def told(text: str, path: str = "contacts/Ada.md") -> list[tuple[object, ...]]:
    return [
        (one.how, one.line, one.text, one.address, one.target.target if one.target else None)
        for one in read(text, path)
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (f"call [read:: [The Hum]({X})]", [("read", 2, "The Hum", X, None)]),
        ("call [read:: The Hum]", [("read", 2, "The Hum", "", None)]),
        ("call (read:: [[The Hum]])", [("read", 2, "", "", "The Hum")]),
        (f"call [read:: The Hum, {X}]", [("read", 2, "The Hum", X, None)]),
        (f"call [gave:: {X}] [got:: a cake]", [("gave", 2, "", X, None)]),
        ("call [gave:: a cake]", []),
        ("call [got:: [[The Hum]]]", [("got", 2, "", "", "The Hum")]),
        (f"message: see {X}", [("link", 2, "", X, None)]),
        (f"message: see [The Hum]({X})", [("link", 2, "The Hum", X, None)]),
        (f"message: {X} [gave:: {X}]", [("gave", 2, "", X, None)]),
        (f"message: two\n  - {X}", [("link", 3, "", X, None)]),
        (f"message: `{X}` <!-- {X} -->", []),
    ],
)
def test_a_log_line_says_what_was_read_given_or_linked(line: str, expected: list[tuple[object, ...]]) -> None:
    assert told(f"## Log\n- 2026-11-01 {line}\n") == expected


def test_a_line_tells_what_a_link_is_about() -> None:
    (one,) = read(f"## Log\n- 2026-11-01 call: quiet rooms {X} [topics:: schools] [direction:: in]\n")
    assert one.about == ("schools", f"quiet rooms {X}")
    assert (one.number, str(one.day)) == (0, "2026-11-01")


def test_an_interactions_note_has_its_properties_and_the_links_in_its_text() -> None:
    text = (
        f"---\nwith: Ada\ngot: [The Hum, '{X}']\nread: '[[Loom]]'\n---\nSee https://example.org/y on looms.\n"
    )
    assert told(text, "interactions/2026-11-20 Tea.md") == [
        ("read", 4, "", "", "Loom"),
        ("got", 3, "", X, None),
        ("link", 6, "", "https://example.org/y", None),
    ]


def test_who_is_linked_beside_it_read_it() -> None:
    found = read("- [[Ada]] liked [read:: [[The Hum]]] on rooms\n", "daily/2026-11-20.md")
    assert [(one.how, one.people[0].target, str(one.day), one.about) for one in found] == [
        ("read", "Ada", "2026-11-20", ("Ada liked on rooms", "The Hum"))
    ]


@pytest.mark.parametrize(
    ("front", "body", "expected"),
    [
        (f"url: {X}", "", [("note", X)]),
        (f"source: {X}", "", [("note", X)]),
        ("doi: 10.1000/182", "", [("note", "https://doi.org/10.1000/182")]),
        ("tags: [rooms]", f"At {X}.", [("note", X)]),
        ("author: Ada Byrne", "", [("note", ""), ("author", "")]),
        ("source: '[[Ada]]'", "", [("note", ""), ("from", "")]),
        ("recommended by: '[[Ada]]'", "", [("note", ""), ("from", "")]),
        ("type: book", "A tip from [[Ada]], by [[Bo]].", [("note", ""), ("from", ""), ("author", "")]),
        ("type: book", "[[Ada]] recommended it.", [("note", ""), ("from", "")]),
        ("read: 2026-11-01", "", [("note", ""), ("read", "")]),
        (f"read: true\nurl: {X}", "", [("note", X), ("read", X)]),
        (f"read: false\nurl: {X}", "", [("note", X)]),
        ("tags: [rooms]", "No link here, by [[Ada]].", []),
        ("type: recipe", "", []),
    ],
)
def test_a_plain_note_with_an_address_or_an_author_is_about_something_to_read(
    front: str, body: str, expected: list[tuple[str, str]]
) -> None:
    found = read(f"---\n{front}\n---\n{body}\n", "reading/Hum.md")
    assert [(one.how, one.address) for one in found] == expected
    assert all(one.is_note for one in found)


def test_a_note_to_read_is_about_its_topics_tags_and_title() -> None:
    (one,) = read(f"---\nurl: {X}\ntopics: [rooms]\ntags: [a/b]\ntitle: The Hum\n---\n", "reading/123.md")
    assert (one.text, one.about) == ("The Hum", ("rooms", "a/b", "The Hum", "123"))


@pytest.mark.parametrize("path", ["daily/2026-11-20.md", "contacts/Ada.md", "events/Fair.md"])
def test_a_day_a_person_and_an_event_are_nothing_to_read(path: str) -> None:
    assert read(f"---\nurl: {X}\nauthor: Bo\n---\n{X}\n", path) == ()
