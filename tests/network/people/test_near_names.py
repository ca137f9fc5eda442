"""Which contacts a name that nobody has may mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.model.language.normalize import fold, name_key
from plaintext_network.network.people.distinguished_names import distinguished_names
from plaintext_network.network.people.near_names import near_contacts

NAMES = [
    "Nadia Okafor", "Robert Ek", "Zoë Brandvold", "Catherine Lee", "Eva Hall", "Tim Berg", "Jim Dow", "Stephen King",
    "Raul Ortiz", "Ana Silva", "Anna Berg", "Sofia Rossi",
]  # fmt: skip
PEOPLE = [(f"{name}.md", name, (), (name_key(name),), (fold(name),)) for name in NAMES]


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("Nadya", ["Nadia Okafor"]),
        ("nadja", ["Nadia Okafor"]),
        ("Nadai", ["Nadia Okafor"]),
        ("Nadya Okafor", ["Nadia Okafor"]),
        ("Okafor Nadya", ["Nadia Okafor"]),
        ("Ocafor", ["Nadia Okafor"]),
        ("Nadya Smith", []),
        ("Bob", ["Robert Ek"]),
        ("Bobby Ek", ["Robert Ek"]),
        ("Zoé", ["Zoë Brandvold"]),
        ("Zoey", ["Zoë Brandvold"]),
        ("Kathryn", ["Catherine Lee"]),
        ("Eve", ["Eva Hall"]),
        ("Steven", ["Stephen King"]),
        ("Raoul", ["Raul Ortiz"]),
        ("Anne", ["Ana Silva", "Anna Berg"]),
        ("Sophia", ["Sofia Rossi"]),
        ("Tim", ["Tim Berg"]),
        ("Grace Hopper", []),
        ("Rome", []),
        ("", []),
        ("…", []),
    ],
)
def test_a_near_name_is_another_spelling_a_slip_or_a_form(typed: str, near: list[str]) -> None:
    assert [name for name, _ in near_contacts(typed, PEOPLE)] == near


@given(st.text(max_size=60))
def test_any_text_has_near_names_or_none(typed: str) -> None:
    near = near_contacts(typed, PEOPLE)
    assert set(near) <= {(name, path) for path, name, *_ in PEOPLE}


@given(st.sampled_from(PEOPLE), st.data())
def test_a_name_with_two_letters_swapped_is_near(person: tuple[str, str], data: st.DataObject) -> None:
    first = person[1].partition(" ")[0]
    if len(first) < 5:
        return
    at = data.draw(st.integers(1, len(first) - 2))
    swapped = first[:at] + first[at + 1] + first[at] + first[at + 2 :]
    assert (person[1], person[0]) in near_contacts(swapped, PEOPLE)


def test_names_that_two_share_get_an_organization_or_the_file() -> None:
    people = [("Bo", "a.md"), ("Bo", "b.md"), ("Ada", "c.md")]
    assert distinguished_names(people) == {"a.md": "Bo (a.md)", "b.md": "Bo (b.md)", "c.md": "Ada"}
    organizations = {"a.md": "Looms", "b.md": "Engines", "c.md": "Engines"}
    assert distinguished_names(people, organizations) == {
        "a.md": "Bo (Looms)", "b.md": "Bo (Engines)", "c.md": "Ada",
    }  # fmt: skip
    assert distinguished_names(people, {"a.md": "Looms"})["b.md"] == "Bo (b.md)"
    assert distinguished_names(people, dict.fromkeys(("a.md", "b.md"), "Looms"))["a.md"] == "Bo (a.md)"


@given(st.lists(st.tuples(st.sampled_from(["Bo", "bo", "Ada"]), st.integers(0, 9)), max_size=6), st.data())
def test_names_told_apart_differ(people: list[tuple[str, int]], data: st.DataObject) -> None:
    pairs = [
        (name, f"{number}.md")
        for name, number in {number: (name, number) for name, number in people}.values()
    ]
    organizations = {path: data.draw(st.sampled_from([None, "X", "Y"])) for _, path in pairs}
    shown = distinguished_names(pairs, organizations)
    assert len(set(shown.values())) == len(pairs)
