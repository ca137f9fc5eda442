"""What was read or shared about a topic, by whom, and what of it is new."""

from datetime import date

import pytest

from plaintext_network.errors import NothingToShare
from plaintext_network.network.reports.topics.looks import Look
from plaintext_network.network.reports.topics.share import share
from plaintext_network.network.reports.topics.things_to_read import ReadingItem
from plaintext_network.network.reports.topics.topics import topic, topics
from tests.conftest import view_of

X = "https://example.org/x"
ADA = "## Log\n- 2026-11-01 {}\n"


def shared(notes: dict[str, str], name: str = "rooms") -> tuple[ReadingItem, ...]:
    return topic(view_of(notes), name).shared


def says(notes: dict[str, str], name: str = "rooms") -> list[str]:
    return [f"{one.says}: {'; '.join(each.says for each in one.shared)}" for one in shared(notes, name)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (f"call [read:: [The Hum]({X})] [topics:: rooms]", f"The Hum, {X}: Ada read it on 2026-11-01"),
        ("call [read:: Rooms That Hum]", "Rooms That Hum: Ada read it on 2026-11-01"),
        (f"call: on rooms [got:: {X}]", f"{X}: from Ada on 2026-11-01"),
        (f"call: on rooms [gave:: {X}]", f"{X}: passed on to Ada on 2026-11-01"),
        (f"message: {X} on rooms [direction:: in]", f"{X}: from Ada on 2026-11-01"),
        (f"message: {X} on rooms [direction:: out]", f"{X}: passed on to Ada on 2026-11-01"),
        (f"call: {X} on rooms", f"{X}: came up with Ada on 2026-11-01"),
        ("call: [[Hum]] on rooms", "Hum, https://example.org/hum: came up with Ada on 2026-11-01"),
    ],
)
def test_a_line_about_the_topic_tells_who_read_gave_or_mentioned_it(line: str, expected: str) -> None:
    note = "---\nurl: https://example.org/hum\n---\n"
    assert says({"contacts/Ada.md": ADA.format(line), "reading/Hum.md": note}) == [expected]


@pytest.mark.parametrize(
    "line", [f"call: on looms [read:: [The Hum]({X})]", "call: on rooms", "call: rooms [planned:: true] " + X]
)
def test_another_topic_and_a_plan_are_nothing_to_read(line: str) -> None:
    assert says({"contacts/Ada.md": ADA.format(line)}) == []


def test_a_note_about_the_topic_gathers_whatever_links_or_addresses_it() -> None:
    notes = {
        "reading/Hum.md": f"---\ntags: [rooms/small]\nurl: {X}\nauthor: Cy\n---\n",
        "contacts/Ada.md": ADA.format("message: http://www.example.org/x/ [direction:: in]"),
        "contacts/Bo.md": "## Log\n- 2026-11-02 tea: [[Hum]]\n- 2026-11-03 tea [gave:: [[Hum]]]\n",
        "contacts/Cy.md": "",
        "daily/2026-11-04.md": "- [read:: Hum]\n",
    }
    (one,) = shared(notes)
    assert (one.title, one.address, one.note, str(one.day)) == ("Hum", X, "reading/Hum.md", "2026-11-04")
    assert [each.says for each in one.shared] == [
        "by Cy",
        "from Ada on 2026-11-01",
        "came up with Bo on 2026-11-02",
        "passed on to Bo on 2026-11-03",
        "you read it on 2026-11-04",
    ]
    assert one.sources == (
        "reading/Hum.md:4",
        "contacts/Ada.md:2",
        "contacts/Bo.md:2",
        "contacts/Bo.md:3",
        "daily/2026-11-04.md:1",
        "reading/Hum.md:1",
    )


def test_a_plain_note_is_to_read_if_a_line_reads_or_gives_it() -> None:
    notes = {
        "notes/Hum.md": "---\ntags: [rooms]\n---\n",
        "contacts/Ada.md": ADA.format("tea [read:: [[Hum]]]"),
    }
    assert says(notes) == ["Hum: Ada read it on 2026-11-01"]
    assert says({**notes, "contacts/Ada.md": ADA.format("tea [gave:: [[Hum]]]")}) == [
        "Hum: passed on to Ada on 2026-11-01"
    ]


def test_a_list_of_what_was_read_is_no_one_thing_and_each_line_says_who_gave_it() -> None:
    listed = (
        f"- [read:: [Rooms That Hum]({X})] recommended by [[Ada]]\n"
        "- [[Bo]] liked [read:: Quiet Rooms, https://example.org/quiet], from [[Ada]]\n"
        "- [read:: Secret Rooms] from [[Cy]]\n"
    )
    notes = {
        "Rooms to read.md": listed,
        "contacts/Ada.md": "",
        "contacts/Bo.md": "",
        "contacts/Cy.md": "---\nprivate: true\n---\n",
    }
    assert says(notes) == [
        "Quiet Rooms, https://example.org/quiet: from Ada; Bo read it",
        f"Rooms That Hum, {X}: from Ada; you read it",
    ]


def test_a_gift_that_links_a_person_is_nothing_to_read() -> None:
    notes = {"contacts/Ada.md": ADA.format("tea: rooms [gave:: an intro to [[Bo]]]"), "contacts/Bo.md": ""}
    assert says(notes) == []


def test_the_latest_comes_first_and_the_rest_is_counted() -> None:
    log = "".join(f"- 2026-11-{day:02} call: rooms https://example.org/{day}\n" for day in (3, 1, 2))
    found = topic(
        view_of({"contacts/Ada.md": f"## Log\n{log}", "reading/Rooms.md": f"---\nurl: {X}\n---\n"}),
        "rooms",
        3,
    )
    assert [one.address for one in found.shared] == [f"https://example.org/{day}" for day in (3, 2, 1)]
    assert found.more_shared == 1


# Private people


PRIVATE = "---\nprivate: true\n---\n"


def test_what_only_a_private_person_gave_stays_with_them() -> None:
    for line in (f"message: rooms {X} [direction:: in]", f"call: rooms [got:: {X}]"):
        assert says({"contacts/Bríd Hegarty.md": PRIVATE + ADA.format(line)}) == []
        meeting = f"---\nwith: '[[Bríd Hegarty]]'\ntopics: rooms\ngot: {X}\n---\n{X}\n"
        assert says({"contacts/Bríd Hegarty.md": PRIVATE, "interactions/2026-11-01 Tea.md": meeting}) == []


def test_a_private_giver_reader_and_author_are_left_out_and_others_stay() -> None:
    notes = {
        "contacts/Bríd Hegarty.md": PRIVATE,
        "contacts/Ada.md": "",
        "interactions/2026-11-01 Tea.md": f"---\nwith: ['[[Bríd Hegarty]]', Ada]\ntopics: rooms\ngot: {X}\n---\n",
        "reading/Hum.md": "---\ntags: [rooms]\nauthor: Bríd Hegarty\nvia: '[[Bríd Hegarty]]'\n---\n",
        "daily/2026-11-02.md": "- [[Bríd Hegarty]] likes [read:: Rooms]\n",
    }
    assert says(notes) == [f"{X}: from Ada on 2026-11-01", "Hum: "]


def test_a_title_that_names_a_private_person_is_not_shown() -> None:
    notes = {
        "contacts/Bríd Hegarty.md": PRIVATE,
        "reading/1.md": f"---\ntitle: Rooms of Bríd Hegarty\nurl: {X}\n---\n",
        "contacts/Ada.md": ADA.format("call [read:: Bríd Hegarty on rooms]"),
    }
    assert says(notes) == []


# What is new


NEWS = {
    "contacts/Ada.md": "## Log\n"
    "- 2026-11-01 call: a [topics:: rooms]\n"
    f"- 2026-11-03 call: rooms {X}\n"
    "- 2026-11-03 call: b [topics:: rooms]\n"
    "- 2026-11-05 call [read:: Rooms That Hum]\n"
}


@pytest.mark.parametrize(
    ("since", "spoke", "read"),
    [
        (None, [False, False], [False, False]),
        (date(2026, 11, 1), [True, True], [True, True]),
        (date(2026, 11, 3), [True, False], [True, True]),
        (date(2026, 11, 4), [False, False], [True, False]),
        (date(2026, 11, 6), [False, False], [False, False]),
    ],
)
def test_what_is_noted_from_a_day_on_is_new(since: date | None, spoke: list[bool], read: list[bool]) -> None:
    found = topic(view_of(NEWS), "rooms", since=since)
    assert ([one.new for one in found.spoke], [one.new for one in found.shared]) == (spoke, read)
    assert found.since == since
    (row,) = topics(view_of(NEWS), lambda _: Look(since) if since else None)
    assert row.new == any((*spoke, *read))


def test_what_a_look_saw_of_its_own_day_is_not_new_and_what_came_later_that_day_is() -> None:
    day = date(2026, 11, 3)
    look = topic(view_of(NEWS, today=day), "rooms").seen_on(day)
    again = topic(view_of(NEWS, today=day), "rooms", since=look)
    assert not any(one.new for one in again.spoke)
    assert not any(one.new for one in again.shared)
    assert not topics(view_of(NEWS, today=day), lambda _: look)[0].new
    later = {
        "contacts/Ada.md": NEWS["contacts/Ada.md"].replace(
            "## Log\n", "## Log\n- 2026-11-03 tea: rooms www.example.net\n"
        )
    }
    found = topic(view_of(later, today=day), "rooms", since=look)
    assert [one.address for one in found.shared if one.new] == ["www.example.net"]
    assert topics(view_of(later, today=day), lambda _: look)[0].new


# To whom to pass it on


LIKES = "---\ninterests: [rooms]\n---\n"


def test_a_line_in_the_text_of_a_note_about_something_to_read_means_the_note() -> None:
    notes = {"reading/Hum.md": f"# Hum\n\n[On hum]({X}) by a lab.\n", "contacts/Flo.md": LIKES}
    for line in (3, 1):
        found = share(view_of(notes), "rooms", f"reading/Hum.md:{line}")
        assert (found.note, found.url) == ("reading/Hum.md", X)
    with pytest.raises(NothingToShare):
        share(view_of({"reading/Hum.md": "# Hum\n\nA hum.\n"}), "rooms", "reading/Hum.md:3")


@pytest.mark.parametrize(
    "what", ["Hum", "[[Hum]]", "reading/Hum.md", X, "example.org/x", "reading/Hum.md:1", "contacts/Ada.md:5"]
)
def test_a_note_its_address_or_a_line_with_a_link_can_be_passed_on(what: str) -> None:
    notes = {
        "reading/Hum.md": f"---\nurl: {X}\n---\n",
        "contacts/Ada.md": LIKES + ADA.format("tea [got:: [[Hum]]]"),
        "contacts/Bo.md": LIKES + "## Log\n- 2026-01-05 tea [gave:: [[Hum]]]\n",
        "contacts/Cy.md": LIKES + f"## Log\n- 2026-01-05 tea [gave:: {X}]\n",
        "contacts/Di.md": LIKES + "## Log\n- 2026-01-05 tea [read:: Hum]\n",
        "contacts/Ed.md": LIKES + "## Log\n- 2026-01-05 tea: [[Hum]]\n",
        "contacts/Flo.md": LIKES,
    }
    found = share(view_of(notes), "rooms", what)
    assert (found.note, (found.url or "").removeprefix("https://")) == ("reading/Hum.md", "example.org/x")
    assert [one.name for one in found.glad] == ["Flo"]
    assert [(one.name, one.why) for one in found.in_peace] == [
        ("Ada", "it came from them on 2026-11-01"),
        ("Bo", "has had it since 2026-01-05"),
        ("Cy", "has had it since 2026-01-05"),
        ("Di", "read it on 2026-01-05"),
        ("Ed", "knows it: it came up on 2026-01-05"),
    ]


def test_it_is_never_passed_back_to_its_author_or_giver() -> None:
    notes = {
        "reading/Hum.md": "---\nauthor: Ada\nvia: '[[Bo]]'\n---\n",
        "contacts/Ada.md": LIKES,
        "contacts/Bo.md": LIKES,
    }
    found = share(view_of(notes), "rooms", "hum")
    assert [(one.name, one.why, one.source) for one in found.in_peace] == [
        ("Ada", "wrote it", "reading/Hum.md:2"),
        ("Bo", "it came from them", "reading/Hum.md:3"),
    ]
