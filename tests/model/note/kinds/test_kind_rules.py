"""A note's kind comes from its type, its deepest folder, a tag, a rule, in this order; else it is plain."""

from datetime import date

import pytest

from plaintext_network.model.note.daily_notes import day_of_path
from plaintext_network.model.note.kinds.kind_rules import kind_of
from plaintext_network.model.note.read_note import read_facts
from plaintext_network.model.note.rules import DEFAULT_KINDS, KindRule, Rules
from plaintext_network.notes.note import parse


def kind(
    path: str,
    type_word: str | None = None,
    tags: tuple[str, ...] = (),
    values: dict[str, tuple[str, ...]] | None = None,
    rules: Rules | None = None,
) -> str:
    return kind_of(path, () if type_word is None else (type_word,), tags, values or {}, rules or Rules())


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
        "contacts/_index.md",
        "contacts/00 Index.md",
        "contacts/Contacts.md",
        "contacts/🗂️ Contacts.md",
        "contacts/00 - Contacts.md",
        "contacts/Contacts MOC.md",
        "contacts/All Contacts.md",
        "contacts/contacts-index.md",
    ],
)
def test_a_note_that_describes_its_folder_is_plain(path: str) -> None:
    assert kind(path) == "plain"
    assert kind(path, tags=("people",), values={"category": ("friend",)}, rules=OWN) == "plain"


def test_a_type_that_is_written_counts_even_in_a_readme() -> None:
    assert kind("contacts/README.md", "person") == "contact"


@pytest.mark.parametrize(
    ("path", "folder", "expected"),
    [
        ("People/People.md", "People", "plain"),
        ("People/🗂️ People.md", "People", "plain"),
        ("🗂️ People/People.md", "🗂️ People", "plain"),
        ("03 People/People.md", "03 People", "plain"),
        ("3. People/people.md", "3. People", "plain"),
        ("People/_People.md", "People", "plain"),
        ("People/@People.md", "People", "plain"),
        ("People/People Index.md", "People", "plain"),
        ("Work/People/People.md", "Work/People", "plain"),
        ("Work/People/Work.md", "Work/People", "contact"),
        ("People/Peoples.md", "People", "contact"),
        ("People/Ada People.md", "People", "contact"),
        ("People/People Byrne.md", "People", "contact"),
        ("राम/रामा.md", "राम", "contact"),
    ],
)
def test_only_the_folder_with_the_rule_has_an_index_note(path: str, folder: str, expected: str) -> None:
    assert kind(path, rules=Rules(kinds=(("contact", KindRule(folders=(folder,))),))) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("contacts/Ada Byrne/Ada Byrne.md", "contact"),
        ("contacts/Ada Byrne/ada byrne.md", "contact"),
        ("contacts/Ada Byrne/👤 Ada Byrne.md", "contact"),
        ("contacts/Ada Byrne/@Ada Byrne.md", "contact"),
        ("contacts/Ko\u0308ln/köln.md", "contact"),
        ("contacts/work/Ada/Ada.md", "contact"),
        ("organizations/Acme/Acme.md", "organization"),
        ("events/PyCon 2026/PyCon 2026.md", "event"),
        # Folders that sort people, or meetings, are described by a note of their name.
        ("contacts/Friends/Friends.md", "plain"),
        ("contacts/Work/👔 Work.md", "plain"),
        ("contacts/A/A.md", "plain"),
        ("interactions/Weekly/Weekly.md", "plain"),
        ("interactions/2026/2026.md", "plain"),
    ],
)
def test_a_folder_note_is_the_person(path: str, expected: str) -> None:
    assert kind(path) == expected


def test_a_folder_note_with_an_index_tag_is_plain() -> None:
    assert kind("contacts/Choir/Choir.md", tags=("type/moc",)) == "plain"


@pytest.mark.parametrize(
    ("path", "types", "tags", "expected"),
    [
        ("contacts/Ada/notes.md", (), (), "plain"),
        ("contacts/Ada/2026/notes.md", (), (), "plain"),
        ("contacts/Ada/Bo.md", ("person",), (), "contact"),
        ("contacts/Ada/Bo.md", (), ("human",), "contact"),
        ("contacts/Ada/Kiln.md", ("organization",), (), "organization"),
        ("organizations/Acme/minutes.md", (), (), "plain"),
        ("interactions/Weekly/x.md", (), (), "interaction"),
    ],
)
def test_another_note_in_the_folder_of_a_person_needs_a_mark_of_its_own(
    path: str, types: tuple[str, ...], tags: tuple[str, ...], expected: str
) -> None:
    kinds = tuple((k, rule._replace(tags=("human",) if k == "contact" else ())) for k, rule in DEFAULT_KINDS)
    assert kind_of(path, types, tags, {}, Rules(kinds=kinds), in_folder_of_another=True) == expected


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        (("note", "person"), "contact"),
        (("person", "author"), "contact"),
        (("author", "note"), "plain"),
        (("👤 person",), "contact"),
        (("#person",), "contact"),
        (("object/person",), "contact"),
        (("person/moc",), "plain"),
        (("template/person",), "plain"),
        (("person/template",), "plain"),
        (("#type/person",), "contact"),
        (("person/author",), "contact"),
        (("person-entity",), "contact"),
        (("Person Entity",), "contact"),
        (("organization-entity",), "organization"),
        (("[[Classes/Person]]",), "contact"),
        (("[Person](../Classes/Person.md)",), "contact"),
        (("person, author",), "contact"),
        (("[[Author]], [[Person]]",), "contact"),
        (("author, poet",), "plain"),
        (("person of interest",), "plain"),
        (("personal",), "plain"),
        (("person notes",), "plain"),
        (("entity",), "plain"),
        (("impersonal/persona",), "plain"),
    ],
)
def test_a_type_may_be_a_list_nested_linked_or_marked(types: tuple[str, ...], expected: str) -> None:
    assert kind_of("x.md", types, (), {}, Rules()) == expected
    assert kind_of("contacts/x.md", types, (), {}, Rules()) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"fileclass": ("person",)}, "contact"),
        ({"fileclass": ("Note", "Person")}, "contact"),
        ({"contenttype": ("Person",)}, "contact"),
        ({"notetype": ("👤 Person",)}, "contact"),
        ({"entitytype": ("person",)}, "contact"),
        ({"fileclass": ("meeting",)}, "interaction"),
        ({"fileclass": ("book",)}, "plain"),
        ({"class": ("person",)}, "plain"),
    ],
)
def test_other_tools_properties_for_the_type_count(values: dict[str, tuple[str, ...]], expected: str) -> None:
    assert kind("x.md", values=values) == expected


def test_the_type_comes_before_other_tools_properties_and_those_before_the_folder() -> None:
    person: dict[str, tuple[str, ...]] = {"fileclass": ("person",)}
    assert kind("x.md", "recipe", values=person) == "plain"
    assert kind("events/x.md", values=person) == "contact"
    assert kind("contacts/x.md", values={"fileclass": ("book",)}) == "contact"


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("object/human", "contact"),
        ("a/b/Human", "contact"),
        ("human/choir", "contact"),
        ("superhuman", "plain"),
        ("object/superhuman", "plain"),
        ("object/human-rights", "plain"),
        ("choir/human/alto", "plain"),
        # A tag that says what a note is needs no setting.
        ("type/person", "contact"),
        ("object/person", "contact"),
        ("type/👤person", "contact"),
        ("note-type/contact", "contact"),
        ("grammar/person", "plain"),
        ("type/human", "contact"),
        ("person", "plain"),
        ("type/goal", "plain"),
    ],
)
def test_the_last_word_of_a_nested_tag_counts(tag: str, expected: str) -> None:
    rules = Rules(kinds=(("contact", KindRule(types=("person", "contact"), tags=("#human",))),))
    assert kind("x.md", tags=(tag,), rules=rules) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("Ada.md", "contact"),
        ("202611011030.md", "contact"),
        ("20261101T103000--ada-byrne.md", "contact"),
        ("2026-11-01.md", "plain"),
        ("2026-11-01 Ada.md", "plain"),
        ("journals/2026_11_01.md", "plain"),
        ("Nov 1st, 2026.md", "plain"),
        ("2026-W45.md", "plain"),
        ("Weekly/2026-W05 Review.md", "plain"),
        ("2026 KW 45.md", "plain"),
        ("2026-11.md", "plain"),
        ("2026-Q4.md", "plain"),
        ("2026.md", "plain"),
        ("2026 Watkins.md", "contact"),
        ("1984 Ada.md", "contact"),
        ("People.md", "plain"),
        ("MOCs/👥 People.md", "plain"),
        ("Human.md", "plain"),
        ("Notes/Ada/Ada.md", "contact"),
    ],
)
def test_a_dated_note_and_a_list_of_people_are_no_contacts_by_tag(path: str, expected: str) -> None:
    rules = Rules(kinds=(("contact", KindRule(types=("person",), tags=("human",))),))
    assert kind(path, tags=("human",), rules=rules) == expected


def test_a_folder_note_among_people_may_be_a_company_by_its_tag() -> None:
    rules = Rules(
        kinds=(
            ("contact", KindRule(folders=("People",))),
            ("organization", KindRule(tags=("company",))),
        )
    )
    assert kind("People/Kiln/Kiln.md", tags=("company",), rules=rules) == "organization"
    assert kind("People/Kiln/Kiln.md", rules=rules) == "contact"
    assert kind("People/Kiln/Ada.md", tags=("company",), rules=rules) == "contact"
    assert kind("People/Ada.md", tags=("company",), rules=rules) == "contact"


def test_a_journal_is_nobody_even_in_a_folder_of_people() -> None:
    assert kind("contacts/2026-11-01.md") == "plain"
    assert kind("contacts/2026-11-01.md", "person") == "contact"


@pytest.mark.parametrize(
    ("path", "names", "expected"),
    [
        ("@Ada Byrne.md", ("@*",), "contact"),
        ("Notes/@ada.md", ("@*",), "contact"),
        ("Ada @ Kiln.md", ("@*",), "plain"),
        ("@J. R. Moor.md", ("@*",), "contact"),
        ("user.ada.md", ("user.*",), "contact"),
        ("user.ada.md", ("user.*.md",), "contact"),
        ("User.Ada.md", ("USER.*",), "contact"),
        ("user.md", ("user.*",), "plain"),
        ("user.ada.notes.md", ("user.*",), "plain"),
        ("user.ada.notes.md", ("user.*.*",), "contact"),
        ("👤 Ada.md", ("👤*",), "contact"),
        ("Ada (person).md", ("* (person)",), "contact"),
        ("events/@Ada.md", ("@*",), "event"),
        ("contacts/Bo.md", ("@*",), "contact"),
        # Logseq's namespaces and folders are levels, and `*` stays in one.
        ("pages/Person___Hal.md", ("Person/*",), "contact"),
        ("pages/Person___Hal.md", ("person___*",), "contact"),
        ("pages/Person___Hal___Book.md", ("Person/*",), "plain"),
        ("pages/Person___Hal.md", ("pages/Person/*",), "contact"),
        ("pages/Person.md", ("Person/*",), "plain"),
        ("Work/@Ada.md", ("work/@*",), "contact"),
        ("Home/@Ada.md", ("work/@*",), "plain"),
        ("Templates/@Ada.md", ("@*",), "template"),
        ("@ TEMPLATE Person.md", ("@*",), "template"),
    ],
)
def test_a_pattern_of_file_names_counts_after_the_folder(
    path: str, names: tuple[str, ...], expected: str
) -> None:
    kinds = tuple((k, rule._replace(names=names if k == "contact" else ())) for k, rule in DEFAULT_KINDS)
    assert kind(path, rules=Rules(kinds=kinds)) == expected
    assert kind(path, "recipe", rules=Rules(kinds=kinds)) == "plain"


@pytest.mark.parametrize(
    ("written", "wanted", "expected"),
    [
        ("[[People MOC]]", "People MOC", "contact"),
        ("[[people moc]]", "[[People MOC]]", "contact"),
        ("[[MOCs/People MOC]]", "People MOC", "contact"),
        ("[[MOCs/People MOC|People]]", "MOCs/People MOC", "contact"),
        ("[[MOCs/People MOC|Everybody]]", "People MOC", "contact"),
        ("[[People MOC|Everybody]]", "everybody", "contact"),
        ("[People](../MOCs/People%20MOC.md)", "People MOC", "contact"),
        ("[[Home]], [[People MOC]]", "People MOC", "contact"),
        ("[[Home]] [[People MOC]]", "People MOC", "contact"),
        ("Home, People MOC", "People MOC", "contact"),
        ("[People MOC]", "People MOC", "contact"),
        ("#people", "people", "contact"),
        ("people", "#people", "contact"),
        ("[[People MOC]]s", "People", "plain"),
        ("[[Work People]]", "People", "plain"),
        ("", "People", "plain"),
    ],
)
def test_a_where_rule_compares_links_by_target_and_label(written: str, wanted: str, expected: str) -> None:
    rules = Rules(kinds=(("contact", KindRule(where=(("Up", (wanted,)),))),))
    assert kind("x.md", values={"up": (written,)}, rules=rules) == expected


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


@pytest.mark.parametrize(
    "text", ["#👤", "---\ntags: [👤]\n---\n", "---\ntags: '#👤/friend'\n---\n", "x #👤/friend", "tags:: #👤"]
)
def test_a_note_with_an_emoji_as_its_tag(text: str) -> None:
    rules = Rules(kinds=(("contact", KindRule(tags=("👤",))),))
    assert read_facts(parse(text.encode()), "Ada.md", rules).kind == "contact"
