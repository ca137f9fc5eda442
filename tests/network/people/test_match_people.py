"""The contacts of a vault are matched by what their notes say, and pairs have their places."""

from plaintext_network.model.note.rules import Rules
from plaintext_network.network.people.duplicate_pairs import DuplicateEvidence, duplicate_pairs
from plaintext_network.network.people.match_people import match_people
from plaintext_network.network.people.matching import MatchPerson
from tests.conftest import index_of

ADA = """---
name: Ada Lovelace
aliases: [Countess]
emails: [ada@example.org, al@example.org]
phones: ["+44 20 7946 0018"]
links: [https://github.com/ada]
organization: "[[Analytical Engines]]"
uid: u1815
birthday: 1815-12-10
different_from: ["[[Bo Ek]]", "[[Nowhere]]"]
---
"""


def test_what_is_compared_comes_from_the_note() -> None:
    index = index_of(
        {"contacts/ada.md": ADA, "contacts/Bo Ek.md": "", "notes/Ada.md": "---\ntype: note\n---\n"}
    )
    bo, ada = match_people(index, Rules())
    assert bo == MatchPerson("contacts/Bo Ek.md", "Bo Ek")
    assert ada == MatchPerson(
        "contacts/ada.md", "Ada Lovelace", ("ada", "Countess"), ("ada@example.org", "al@example.org"), ("+44 20 7946 0018",),
        ("https://github.com/ada",), "Analytical Engines", (("uid", "u1815"),), frozenset({"contacts/Bo Ek.md"}), "1815-12-10",
    )  # fmt: skip


def test_a_pair_has_the_fuller_name_first_and_each_place() -> None:
    index = index_of(
        {
            "contacts/A.md": "---\nname: A. Lovelace\nemail: AL@example.org\nlinks:\n  - https://a.example\n  - github.com/Ada\nuid: u1815\n---\n",
            "contacts/b.md": ADA,
        }
    )
    [pair] = duplicate_pairs(index, Rules())
    assert (pair.name, pair.path, pair.other, pair.other_path) == ("Ada Lovelace", "contacts/b.md", "A. Lovelace", "contacts/A.md")  # fmt: skip
    assert pair.typed == ("Ada Lovelace", "A. Lovelace")
    assert pair.evidence[:3] == (
        DuplicateEvidence("id", "the same id", ("contacts/b.md:8", "contacts/A.md:7")),
        DuplicateEvidence(
            "email", "the same e-mail address al@example.org", ("contacts/b.md:4", "contacts/A.md:3")
        ),
        DuplicateEvidence(
            "link", "the same profile https://github.com/ada", ("contacts/b.md:6", "contacts/A.md:6")
        ),
    )


def test_different_from_works_both_ways() -> None:
    names = {"contacts/a.md": "---\nname: Ada Byrne\n---\n", "contacts/b.md": "---\nname: Ada Byrne\ndifferent_from: '[[a]]'\n---\n"}  # fmt: skip
    assert duplicate_pairs(index_of(names), Rules()) == ()
    names["contacts/b.md"] = "---\nname: Ada Byrne\n---\n"
    [pair] = duplicate_pairs(index_of(names), Rules())
    assert pair.typed == ("contacts/a.md", "contacts/b.md")


def test_only_pairs_among_some_and_no_more_than_asked() -> None:
    notes = {f"contacts/{number}.md": "---\nname: Ada Byrne\n---\n" for number in range(3)}
    index = index_of(
        {**notes, "contacts/x.md": "---\nname: Cy Ng\n---\n", "contacts/y.md": "---\nname: Cy Ng\n---\n"}
    )
    assert len(duplicate_pairs(index, Rules())) == 4
    assert len(duplicate_pairs(index, Rules(), limit=2)) == 2
    assert [pair.name for pair in duplicate_pairs(index, Rules(), {"contacts/y.md"})] == ["Cy Ng"]
    assert duplicate_pairs(index, Rules(), set()) == ()
