"""Every look-up takes the spellings of a name that look alike for the same: quotes, hyphens, spaces, marks and signs."""

from collections.abc import Callable

import pytest

from plaintext_network.errors import PnetError
from plaintext_network.model.note.rules import KindRule, Rules
from plaintext_network.network.index.index import Index
from plaintext_network.network.people.contact_names import contact_names
from plaintext_network.network.people.duplicates import probable_duplicates
from plaintext_network.network.people.find_contact import find_contact
from plaintext_network.network.people.mentions import NameFinder
from plaintext_network.network.people.person import Person
from plaintext_network.network.search.query import contacts_scope, matches
from plaintext_network.network.search.query_parser import parse_query
from tests.conftest import TODAY, index_of

VARIANTS = {
    "Ada O'Byrne-Lund": [
        *(f"Ada O{sign}Byrne-Lund" for sign in "'’‘ʼ´`′＇ʻ"),
        *(f"Ada O'Byrne{sign}Lund" for sign in "-‐‑‒–—−﹣－"),
        *(f"Ada{space}O'Byrne-Lund" for space in ("\u00a0", "\u202f", "\u2009", "  ", "\t")),
        "A\u00adda O'By\u00adrne-Lund",
        "\u200bAda O'Byrne-Lund\ufeff",
        "\u200eAda O'Byrne-Lund\u200f",
        "**Ada** O'Byrne-Lund",
        "_Ada_ **O'Byrne-Lund**",
        "`Ada O'Byrne-Lund`",
        "==Ada O'Byrne-Lund==",
        "***Ada O'Byrne-Lund***",
        "~~Ada~~ O'Byrne-Lund",
        "ADA O’BYRNE–LUND",
        "@Ada O'Byrne-Lund",
        "👤 Ada O'Byrne-Lund",
        "~Ada O'Byrne-Lund",
        "+Ada O'Byrne-Lund",
        "_Ada O'Byrne-Lund",
        "Ada O'Byrne-Lund 👤",
        "👩‍💻 Ada O'Byrne-Lund 🇩🇪",
        "★ Ada O'Byrne-Lund",
    ],
    'Bo "Kiln" Ek': ["Bo “Kiln” Ek", "Bo „Kiln“ Ek", "Bo ＂Kiln＂ Ek", "@Bo “Kiln” Ek"],
}
PAIRS = [(name, variant) for name, variants in VARIANTS.items() for variant in variants]
PATH = "contacts/x1.md"


def in_a_sentence(index: Index, typed: str) -> str:
    [found] = NameFinder([contact_names(facts) for facts in index.contacts()]).find(
        f"tea with {typed} on the pier"
    )
    return found.paths[0]


def by_link(index: Index, typed: str) -> str:
    index = index.replace(index_of({"daily/2026-11-01.md": f"- met [[{typed}]] #touch\n"}).notes)
    [mention] = index.resolved["daily/2026-11-01.md"].mentions
    return mention.contact


def as_a_participant(index: Index, typed: str) -> str:
    text = "---\ntype: meeting\ndate: 2026-11-01\nwith: '" + typed.replace("'", "''") + "'\n---\n"
    index = index.replace(index_of({"m/x.md": text}).notes)
    return index.resolved["m/x.md"].parties[0].people[0]


def by_command(index: Index, typed: str) -> str:
    return find_contact([contact_names(facts) for facts in index.contacts()], lambda: index, typed)


def by_query(index: Index, typed: str) -> str:
    words = typed.replace('"', "*").strip()
    query = parse_query(f'name:"{words}"', contacts_scope(index, Rules(), TODAY))
    [person] = (
        p
        for p in (Person(index, facts.path, Rules(), TODAY) for facts in index.contacts())
        if matches(p, query)
    )
    return person.path


def as_a_duplicate(index: Index, typed: str) -> str:
    people = [contact_names(facts) for facts in index.contacts()]
    [(_, path, why)] = probable_duplicates(typed, (), (), people)
    assert why in (
        "the same name",
        *(f"also goes by “{' '.join(alias.split())}”" for alias in index.notes[PATH].aliases),
    )
    return path


LOOK_UPS = [in_a_sentence, by_link, as_a_participant, by_command, as_a_duplicate]


@pytest.mark.parametrize("look_up", LOOK_UPS)
@pytest.mark.parametrize(("name", "variant"), PAIRS)
def test_a_look_up_by_another_spelling_finds_the_name(
    look_up: Callable[[Index, str], str], name: str, variant: str
) -> None:
    for known, typed in ((name, variant), (variant, name)):
        if look_up is in_a_sentence and typed[0] == "`":
            # In a sentence, code is code.
            continue
        if look_up is by_link and any(sign in typed for sign in '*`"'):
            # No link has these.
            continue
        escaped = known.replace("'", "''")
        assert look_up(index_of({PATH: f"---\nname: '{escaped}'\n---\n"}), typed) == PATH
        assert look_up(index_of({PATH: f"---\naliases: ['{escaped}']\n---\n"}), typed) == PATH


@pytest.mark.parametrize(
    ("name", "variant"), [pair for pair in PAIRS if '"' not in pair[0] and "@" not in pair[1]]
)
def test_a_query_by_another_spelling_finds_a_name_without_signs(name: str, variant: str) -> None:
    escaped = variant.replace("'", "''")
    assert by_query(index_of({PATH: f"---\nname: '{escaped}'\n---\n"}), " ".join(name.split()[1:])) == PATH


@pytest.mark.parametrize(
    "name", ["@Ada Byrne", "👤 Ada Byrne", "~Ada Byrne", "+Ada Byrne", "_Ada Byrne_", "Ada Byrne 👤"]
)
@pytest.mark.parametrize("typed", ["ada", "ada byrne", "byrne", "Ada Byrne", "@ada"])
def test_a_part_of_a_name_with_a_sign_finds_it(name: str, typed: str) -> None:
    index = index_of({f"contacts/{name}.md": "---\ntype: person\n---\n", "contacts/Bo Lund.md": ""})
    assert by_command(index, typed) == f"contacts/{name}.md"
    assert index.notes[f"contacts/{name}.md"].name == name


@pytest.mark.parametrize(
    "text", ["tea with Ada Byrne", "tea with Ada", "tea with @Ada Byrne", "tea with ada byrne and Bo Lund"]
)
def test_a_sentence_names_somebody_whose_file_begins_with_a_sign(text: str) -> None:
    index = index_of({"contacts/@Ada Byrne.md": "", "contacts/👤 Bo Lund.md": ""})
    found = NameFinder([contact_names(facts) for facts in index.contacts()]).find(text)
    assert found[0].paths == ("contacts/@Ada Byrne.md",)
    assert len(found) == text.count(" and ") + 1


def test_the_name_as_written_comes_before_the_name_without_its_sign() -> None:
    index = index_of({"contacts/@Ada.md": "", "contacts/Ada.md": ""})
    assert by_command(index, "@Ada") == "contacts/@Ada.md"
    assert by_link(index, "@Ada") == "contacts/@Ada.md"
    assert by_link(index, "Ada") == "contacts/Ada.md"


def test_two_people_whose_names_differ_in_a_sign_alone_are_ambiguous() -> None:
    index = index_of({"contacts/@Ada.md": "", "contacts/~Ada.md": ""})
    with pytest.raises(PnetError):
        by_command(index, "Ada")


@pytest.mark.parametrize("target", ["C", "C#", "C++"])
def test_a_sign_is_left_out_for_people_alone(target: str) -> None:
    index = index_of({"notes/@C.md": "", "a.md": f"[[{target}]]"})
    assert index.resolved["a.md"].targets == frozenset()


def test_of_two_names_that_look_alike_a_link_leads_to_the_one_with_its_signs() -> None:
    index = index_of(
        {"a/Kiln – plans.md": "", "b/Kiln - plans.md": "", "c.md": "[[Kiln – plans]] [[Kiln - plans]]"}
    )
    assert index.resolved["c.md"].targets == {"a/Kiln – plans.md", "b/Kiln - plans.md"}
    assert index.resolved["c.md"].problems == ()


@pytest.mark.parametrize(
    "name", ["Last‑contact", "**last_contact**", "📞 Last contact", "Last\u00a0contact", "last–contact"]
)
def test_a_property_has_one_name_in_every_spelling(name: str) -> None:
    contact = index_of({PATH: f"---\n'{name}': 2026-11-01\n---\n"}).notes[PATH].contact
    assert contact is not None
    assert str(contact.last_contact) == "2026-11-01"


@pytest.mark.parametrize(
    ("tag", "written"), [("close–friend", "close-friend"), ("o’s", "o's"), ("👤", "👤\ufe0f")]
)
def test_a_tag_of_a_kind_in_another_spelling(tag: str, written: str) -> None:
    kinds = (("contact", KindRule(tags=(tag,))),)
    index = index_of({"x.md": f"---\ntags: ['{written}']\n---\n".replace("o's", "o''s")}, Rules(kinds=kinds))
    assert index.notes["x.md"].kind == "contact"
