"""A note's kind comes from its type, its deepest folder, a tag, a rule, in this order; else it is plain."""

from datetime import date

import pytest

from plaintext_network.model.note.daily_notes import day_of_path
from plaintext_network.model.note.kinds import is_plain_by_name, kind_of
from plaintext_network.model.note.rules import DEFAULT_KINDS, KindRule, Rules


def kind(
    path: str,
    type_word: str | None = None,
    tags: tuple[str, ...] = (),
    values: dict[str, tuple[str, ...]] | None = None,
    rules: Rules | None = None,
) -> str:
    return kind_of(path, type_word, tags, values or {}, rules or Rules())


OWN = Rules(
    kinds=(
        (
            "contact",
            KindRule(
                ("person",), ("People", "work/people"), ("people",), (("category", ("[[People]]", "friend")),)
            ),
        ),
        (
            "interaction",
            KindRule((), ("work/people/meetings",), ("#meeting/",), (("from", ("a",)), ("to", ("b", "c")))),
        ),
        ("goal", KindRule((), ("/Goals/",), ())),
    )
)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("contact", "contact"),
        ("person", "contact"),
        ("Person", "contact"),
        (" PERSON ", "contact"),
        ("[[person]]", "contact"),
        ("[[templates/person|Person]]", "contact"),
        ("meeting", "interaction"),
        ("interaction", "interaction"),
        ("organization", "organization"),
        ("event", "event"),
        ("introduction", "introduction"),
        ("goal", "goal"),
        ("profile", "profile"),
        ("post", "post"),
        ("me", "me"),
        ("recipe", "plain"),
    ],
)
def test_the_type_decides_wherever_the_note_lies(word: str, expected: str) -> None:
    assert kind("anywhere/Ada.md", word) == expected
    assert kind("events/Ada.md", word) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("contacts/Ada.md", "contact"),
        ("Contacts/Ada.md", "contact"),
        ("contacts/work/deep/Ada.md", "contact"),
        ("interactions/2026/2026-11-20 Coffee.md", "interaction"),
        ("organizations/A.md", "organization"),
        ("events/A.md", "event"),
        ("introductions/A.md", "introduction"),
        ("goals/A.md", "goal"),
        ("profiles/A.md", "profile"),
        ("posts/A.md", "post"),
        ("Ada.md", "plain"),
        ("me/Me.md", "plain"),
        ("notes/contacts/Ada.md", "plain"),
        ("contacts.md", "plain"),
    ],
)
def test_the_folders_of_the_tree_have_kinds(path: str, expected: str) -> None:
    assert kind(path) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("people/Ada.md", "contact"),
        ("work/people/Ada.md", "contact"),
        ("work/people/old/Ada.md", "contact"),
        ("Work/People/Meetings/x.md", "interaction"),
        ("work/people/meetings/2026/x.md", "interaction"),
        ("goals/x.md", "goal"),
        ("work/x.md", "plain"),
        ("contacts/Ada.md", "plain"),
    ],
)
def test_the_deepest_folder_with_a_rule_counts(path: str, expected: str) -> None:
    assert kind(path, rules=OWN) == expected


def test_a_folder_is_found_in_either_unicode_form() -> None:
    rules = Rules(kinds=(("contact", KindRule(folders=("Ko\u0308ln/Freunde",))),))
    assert kind("KÖLN/freunde/Ada.md", rules=rules) == "contact"


@pytest.mark.parametrize(
    "path",
    [
        "contacts/README.md",
        "contacts/Index.md",
        "contacts/_template.md",
        "contacts/Contacts.md",
        "contacts/Ko\u0308ln/köln.md",
    ],
)
def test_a_note_that_speaks_of_its_folder_is_plain(path: str) -> None:
    assert is_plain_by_name(path)
    assert kind(path) == "plain"
    assert kind(path, tags=("people",), values={"category": ("friend",)}, rules=OWN) == "plain"


def test_a_type_that_is_written_counts_even_in_a_readme() -> None:
    assert kind("contacts/README.md", "person") == "contact"


def test_a_note_at_the_root_has_no_folder_to_be_named_like() -> None:
    assert not is_plain_by_name("Ada.md")


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        (("people",), "contact"),
        (("People",), "contact"),
        (("people/friends",), "contact"),
        (("peoples",), "plain"),
        (("meeting",), "interaction"),
        (("meeting", "people"), "contact"),
    ],
)
def test_a_tag_or_one_nested_in_it_counts(tags: tuple[str, ...], expected: str) -> None:
    assert kind("x.md", tags=tags, rules=OWN) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"category": ("People",)}, "contact"),
        ({"category": ("[[people]]",)}, "contact"),
        ({"category": ("x", "Friend")}, "contact"),
        ({"category": ("foe",)}, "plain"),
        ({"from": ("a",), "to": ("c",)}, "interaction"),
        ({"from": ("a",)}, "plain"),
        ({}, "plain"),
    ],
)
def test_a_where_rule_holds_when_each_property_has_one_of_its_values(
    values: dict[str, tuple[str, ...]], expected: str
) -> None:
    assert kind("x.md", values=values, rules=OWN) == expected


def test_type_before_folder_before_tag_before_where() -> None:
    friend: dict[str, tuple[str, ...]] = {"category": ("friend",)}
    assert kind("goals/x.md", "person", ("meeting",), friend, OWN) == "contact"
    assert kind("goals/x.md", None, ("meeting",), friend, OWN) == "goal"
    assert kind("x.md", None, ("meeting",), friend, OWN) == "interaction"
    assert kind("x.md", None, (), friend, OWN) == "contact"


def test_the_default_kinds_name_each_kind_once() -> None:
    names = [name for name, _ in DEFAULT_KINDS]
    assert len(set(names)) == len(names) == 9


@pytest.mark.parametrize(
    ("path", "daily_format", "day"),
    [
        ("2026-11-20.md", "%Y-%m-%d", date(2026, 11, 20)),
        ("interactions/2026/2026-11-20 Coffee.md", "%Y-%m-%d", date(2026, 11, 20)),
        ("2026-11-20-coffee.md", "%Y-%m-%d", date(2026, 11, 20)),
        ("2026-11-20Coffee.MD", "%Y-%m-%d", date(2026, 11, 20)),
        ("2026-11-201.md", "%Y-%m-%d", None),
        ("2026-02-30.md", "%Y-%m-%d", None),
        ("Coffee 2026-11-20.md", "%Y-%m-%d", None),
        ("2026-11-20/Coffee.md", "%Y-%m-%d", None),
        ("journals/2026_11_20.md", "%Y-%m-%d", date(2026, 11, 20)),
        ("logseq/journals/2026_11_20.md", "%Y-%m-%d", date(2026, 11, 20)),
        ("2026-11-20 Fri", "%Y-%m-%d", date(2026, 11, 20)),
        ("journals/2026_02_30.md", "%Y-%m-%d", None),
        ("notes/2026_11_20.md", "%Y-%m-%d", None),
        ("20.11.2026.md", "%d.%m.%Y", date(2026, 11, 20)),
        ("daily/20.11.2026.md", "%d.%m.%Y", date(2026, 11, 20)),
        ("daily/2026/11/20.md", "%Y/%m/%d", date(2026, 11, 20)),
        ("2026/11-20.md", "%Y/%m-%d", date(2026, 11, 20)),
        ("20.md", "%Y/%m/%d", None),
        ("31.02.2026.md", "%d.%m.%Y", None),
        ("Ada.md", "%d.%m.%Y", None),
        ("Ada.md", "%Y %Y", None),
        ("Ada.md", "%", None),
        ("Ada.md", "%Q", None),
        ("2026-11-20.md", "%d.%m.%Y", date(2026, 11, 20)),
    ],
)
def test_a_note_is_dated_by_its_name(path: str, daily_format: str, day: date | None) -> None:
    assert day_of_path(path, daily_format) == day
