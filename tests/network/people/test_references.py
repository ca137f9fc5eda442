"""One key for all spellings of an organization, an event, a goal."""

import pytest

from plaintext_network.network.people.references import references_in, typed_reference
from tests.conftest import index_of

ENGINES = "organizations/Analytical Engines.md"
NOTES = {
    ENGINES: "---\nname: Analytical Engines Ltd\naliases: [AE]\n---\n",
    "organizations/a/Twin.md": "",
    "organizations/b/Twin.md": "",
    "contacts/Ada Lovelace.md": "",
}


def key(written: str) -> tuple[str, str]:
    notes = {**NOTES, "contacts/Bo.md": f"---\norganization: {written}\n---\n"}
    index = index_of(notes)
    (found,) = references_in(index, index.notes["contacts/Bo.md"], "organization")
    assert found.source == "contacts/Bo.md:2"
    return found.key, found.name


@pytest.mark.parametrize(
    "written",
    [
        '"[[Analytical Engines]]"',
        '"[[organizations/Analytical Engines.md|the firm]]"',
        '"[[Analytical Engines#History]]"',
        "analytical ENGINES ltd",
        "AE",
        '"[AE](../organizations/Analytical%20Engines.md)"',
        "[[Analytical Engines]]",
    ],
)
def test_every_spelling_of_a_note_has_its_path_as_key(written: str) -> None:
    assert key(written) == (ENGINES, "Analytical Engines Ltd")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Acme  Ltd", "Acme  Ltd"),
        ('"[[ACME ltd]]"', "ACME ltd"),
        ('"[[firms/acme ltd.MD]]"', "acme ltd"),
    ],
)
def test_what_has_no_note_has_its_words_as_key(written: str, name: str) -> None:
    assert key(written) == ("acme ltd", name)


def test_a_contact_is_no_organization_and_an_ambiguous_name_stays_words() -> None:
    assert key("Ada Lovelace")[0] == "ada lovelace"
    assert key("Twin")[0] == "twin"


def test_several_are_told_each_with_its_line() -> None:
    index = index_of({**NOTES, "contacts/Bo.md": '---\nformer:\n  - AE\n  - "[[Acme]]"\n---\n'})
    found = references_in(index, index.notes["contacts/Bo.md"], "former")
    assert [(one.key, one.says, one.source) for one in found] == [
        (ENGINES, "AE", "contacts/Bo.md:3"),
        ("acme", "Acme", "contacts/Bo.md:4"),
    ]


@pytest.mark.parametrize(
    "typed",
    [
        " ae ",
        "[[AE]]",
        "[[AE|firm]]",
        "organizations/Analytical Engines",
        "organizations/Analytical Engines.md",
    ],
)
def test_what_is_typed_stands_for_a_note_as_a_link_would(typed: str) -> None:
    assert typed_reference(index_of(NOTES), typed).key == ENGINES


def test_what_is_typed_and_known_to_nobody_stands_for_its_words() -> None:
    found = typed_reference(index_of(NOTES), "Acme")
    assert (found.key, found.name, found.path) == ("acme", "Acme", None)
    assert typed_reference(index_of({}), "").key == ""
