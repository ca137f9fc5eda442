"""Everybody whom a text may mean is found while it is typed, graded as the search for one contact grades."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.model.note.facts import Contact, Facts
from plaintext_network.network.people.contact_names import ContactNames, contact_names
from plaintext_network.network.people.find_contact import grade_of, matching, part_and_words
from plaintext_network.network.people.rank_contacts import WHOLE_NAME, RankedContacts, best_fit


def known(name: str, *aliases: str, emails: tuple[str, ...] = ()) -> ContactNames:
    return contact_names(
        Facts(f"contacts/{name}.md", "contact", name, aliases, contact=Contact(emails=emails))
    )


PEOPLE = [
    known("Ada Byrne"),
    known("Ada Byrne King", "Countess", emails=("ada.king@example.org",)),
    known("Adam Smith"),
    known("Jean-Luc Adai"),
    known("Łukasz Żółć"),
    known("O'Brien, Kofi"),
    known("李明"),
]


def found(typed: str) -> list[list[str]]:
    """Return the names that fit, best grade first."""
    grades = RankedContacts(PEOPLE).find(typed)
    return [[each[1] for each in grades[grade]] for grade in sorted(grades)]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("ada byrne", [["Ada Byrne"], ["Ada Byrne King"]]),
        ("ada", [["Ada Byrne", "Ada Byrne King"], ["Adam Smith", "Jean-Luc Adai"]]),
        ("byrne ada", [["Ada Byrne", "Ada Byrne King"]]),
        ("king@ex", [["Ada Byrne King"]]),
        ("count", [["Ada Byrne King"]]),
        ("luc", [["Jean-Luc Adai"]]),
        ("dai", [["Jean-Luc Adai"]]),
        ("zolc luk", [["Łukasz Żółć"]]),
        ("kofi o'b", [["O'Brien, Kofi"]]),
        ("d", []),
        ("明", [["李明"]]),
        ("zzz", []),
        ("@", []),
    ],
)
def test_the_best_come_first(typed: str, names: list[list[str]]) -> None:
    assert found(typed) == names


def test_a_text_without_words_fits_everybody() -> None:
    assert RankedContacts(PEOPLE).find(" ") == {WHOLE_NAME: PEOPLE}


def test_changed_contacts_replace_those_from_before() -> None:
    ranked = RankedContacts(PEOPLE)
    changed = known("Bo")
    others = ranked.find("ada", {"contacts/Ada Byrne.md"}, [changed])
    assert "contacts/Ada Byrne.md" not in {each[0] for group in others.values() for each in group}
    assert ranked.find("bo", {"contacts/Ada Byrne.md"}, [changed])[WHOLE_NAME] == [changed]


LETTERS = st.sampled_from([*"aab bé-.'@/_ł, ", "da"])
WORDS = st.lists(LETTERS, min_size=1, max_size=6).map("".join)


@given(st.lists(st.tuples(WORDS, WORDS, WORDS), max_size=4), WORDS.filter(lambda typed: len(typed) > 1))
def test_every_grade_is_that_of_the_best_name(people: list[tuple[str, str, str]], typed: str) -> None:
    everybody = [
        contact_names(
            Facts(f"{number}.md", "contact", name, (alias,), contact=Contact(emails=(f"{box}@b.org",)))
        )
        for number, (name, alias, box) in enumerate(people)
    ]
    part, words = part_and_words(typed.strip())
    expected: dict[int, list[ContactNames]] = {}
    for each in everybody if words and len(part) > 1 else ():
        fits = [text for text in each[4] if all(word in text for word in words)]
        if fits:
            grade = min(WHOLE_NAME if text == part else grade_of(text, part, words) for text in fits)
            expected.setdefault(grade, []).append(each)
    if words and len(part) > 1:
        assert RankedContacts(everybody).find(typed) == expected


# A text that begins with a slash is a path.
@given(st.lists(st.tuples(WORDS, WORDS), max_size=4), WORDS.filter(lambda typed: typed.strip()[:1] != "/"))
def test_the_one_that_pnet_would_find_is_among_the_best(people: list[tuple[str, str]], typed: str) -> None:
    everybody = [
        contact_names(Facts(f"{number}.md", "contact", name, (alias,)))
        for number, (name, alias) in enumerate(people)
    ]
    part, words = part_and_words(typed.strip())
    wanted = {path for _, path in matching(everybody, typed)}
    grades = RankedContacts(everybody).find(typed)
    if wanted and words and len(part) > 1 and len(wanted) < len(everybody):
        listed = {each[0] for group in grades.values() for each in group}
        assert wanted <= listed


@pytest.mark.parametrize(
    ("typed", "text"),
    [("count", "countess"), ("ada.k", "ada.king@example.org"), ("zzz", "")],
)
def test_the_name_that_fits_best_is_known(typed: str, text: str) -> None:
    assert best_fit(PEOPLE[1], typed) == text
