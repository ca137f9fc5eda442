"""friends.md becomes cards with entries."""

from __future__ import annotations

import pytest

from plaintext_network.exchange.record import DatedEntry, SourceCard
from tests.exchange.readers.reading import items, kind, lines, outcome

FRIENDS = """\
### Activities:
- 2018-11-01: **Grace Hopper** and I went to _Martha's Vineyard_. George had to cancel.
- 2018-01-04: Got lunch with **Grace Hopper** and **Oprah Winfrey**. @food
- 2017-12-31: Slept.

### Notes:
- 2018-06-15: **Grace Hopper** found out about a building in _Annapolis_. @navy

### Friends:
- George Washington Carver
- Grace Hopper (a.k.a. The Admiral a.k.a. Amazing Grace) [Paris] @navy @science:indoors

### Locations:
- Atlantis
- Paris
"""


def test_activities_become_entries_of_each_friend_they_name() -> None:
    george, grace, oprah, slept, places = items(FRIENDS, "friends.md")
    assert isinstance(grace, SourceCard)
    assert isinstance(oprah, SourceCard)
    lunch = DatedEntry("2018-01-04", "Got lunch with Grace Hopper and Oprah Winfrey. @food")
    assert lines(george) == ["FN:George Washington Carver"]
    assert lines(grace) == [
        "FN:Grace Hopper",
        "NICKNAME:The Admiral,Amazing Grace",
        "CATEGORIES:navy,science:indoors",
    ]
    assert (grace.id, grace.properties) == ("Grace Hopper", {"location": ("Paris",)})
    assert grace.entries == (
        DatedEntry("2018-11-01", "Grace Hopper and I went to Martha's Vineyard. George had to cancel."),
        lunch,
    )
    assert grace.notes == ("2018-06-15: Grace Hopper found out about a building in Annapolis. @navy",)
    assert (oprah.id, oprah.entries) == ("Oprah Winfrey", (lunch,))
    assert [outcome(slept), outcome(places)] == [
        "skipped 4: it names no friend",
        "skipped 14: they are 2 places, not people",
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- Grace Hopper", ["FN:Grace Hopper"]),
        ("Grace Hopper", ["FN:Grace Hopper"]),
        ("* Grace Hopper   ", ["FN:Grace Hopper"]),
        ("- Grace Hopper [New York City]", ["FN:Grace Hopper"]),
        ("- Grace Hopper @navy", ["FN:Grace Hopper", "CATEGORIES:navy"]),
        ("- Grace (a.k.a. G) @a", ["FN:Grace", "NICKNAME:G", "CATEGORIES:a"]),
        ("- Grace (from work)", ["FN:Grace", "X-FRIENDS-OTHER:(from work)"]),
        ("- Jürgen O'Neil-Groß", ["FN:Jürgen O'Neil-Groß"]),
    ],
)
def test_a_friend_in_every_form(line: str, expected: list[str]) -> None:
    (item,) = items(f"### Friends:\r\n{line}\r\n", "friends.md")
    assert lines(item) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- 2018-02-30: **Ada** x", "refused 2: the line has no date such as 2026-11-24"),
        ("- yesterday: **Ada** x", "refused 2: the line has no date such as 2026-11-24"),
        ("- 2018-02-03: x ** y ** z", "skipped 2: it names no friend"),
        ("- 2018-02-03: **Ada", "skipped 2: it names no friend"),
        ("- 2018-02-03: **Ada** and snake_case_name", "Ada"),
    ],
)
def test_an_activity_in_every_form(line: str, expected: str) -> None:
    (item,) = items(f"### Activities:\n{line}\n", "friends.md")
    assert outcome(item) == expected
    if isinstance(item, SourceCard):
        assert item.entries == (DatedEntry("2018-02-03", "Ada and snake_case_name"),)


def test_an_indented_line_continues_an_activity() -> None:
    (ada,) = items("### Activities:\n- 2018-02-03: **Ada**\n  and tea\n\tat home\n", "friends.md")
    assert isinstance(ada, SourceCard)
    assert ada.entries == (DatedEntry("2018-02-03", "Ada and tea at home"),)


@pytest.mark.parametrize("text", [FRIENDS, "### Friends:\n", "### Activities:\r\n- x\r\n"])
def test_friends_md_is_known_by_its_content(text: str) -> None:
    assert kind(text, "notes.txt") == "friends"
