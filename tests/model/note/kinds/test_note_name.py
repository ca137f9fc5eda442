"""A file named by an id is called by its title or heading; elsewhere a title is a role."""

import pytest

from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.read_note import read_facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.notes.note import parse


def facts(stem: str, text: str, rules: Rules | None = None) -> Facts:
    return read_facts(parse(text.encode()), f"contacts/{stem}.md", rules or Rules())


ADA = "---\ntitle: Ada Byrne\nrole: Analyst\n---\n"


@pytest.mark.parametrize(
    "stem",
    [
        "202611011030",
        "20261101103000",
        "20261101",
        "202611011030 ada",
        "202611011030-ada-byrne",
        "20261101T103000--ada-byrne__person",
        "user.ada",
        "people.work.ada-byrne",
        "k3f9",
        "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
        "01ARZ3NDEKTSV4RRFFQ69G5FAV",
        "ada-byrne",
        "ada_byrne",
        "@Ada Byrne",
        "Ada-Byrne",
    ],
)
def test_a_title_is_the_name_where_the_file_name_is_none(stem: str) -> None:
    found = facts(stem, ADA)
    assert (found.name, found.contact and found.contact.role, found.problems) == ("Ada Byrne", "Analyst", ())


@pytest.mark.parametrize(
    "stem",
    [
        "Ada",
        "ada",
        "Ada Byrne",
        "bob2",
        "J.R. Moor",
        "J.R.Moor",
        "1815",
        "Ada 1815",
        "ada-moor",
        "2cellos",
        "Area 51",
    ],
)
def test_a_title_is_a_role_where_the_file_has_a_name(stem: str) -> None:
    found = facts(stem, "---\ntitle: Chief Engineer\n---\n# Ada Byrne\n")
    assert (found.name, found.contact and found.contact.role) == (stem, "Chief Engineer")


@pytest.mark.parametrize("stem", ["202611011030", "k3f9", "20261101T103000--ada"])
def test_the_first_heading_is_the_name_of_an_id_without_a_title(stem: str) -> None:
    assert facts(stem, "# Ada Byrne\n## Log\n").name == "Ada Byrne"
    assert facts(stem, "# [[Ada Byrne]]\n").name == "Ada Byrne"
    assert facts(stem, "## Log\n# Ada Byrne\n").name == stem
    assert facts("user.ada", "# Profile\n").name == "user.ada"


def test_the_name_comes_before_the_title() -> None:
    found = facts("202611011030", "---\nname: Ada\ntitle: Analyst\n---\n# Byrne\n")
    assert (found.name, found.contact and found.contact.role, found.problems) == ("Ada", "Analyst", ())


def test_settings_can_name_the_title_as_the_name_or_the_role() -> None:
    name, role = (Rules(properties=((ours, ("title",)),)) for ours in ("name", "role"))
    assert facts("ada", "---\ntitle: Ada Byrne\n---\n", name).name == "Ada Byrne"
    assert facts("202611011030", "---\ntitle: Analyst\n---\n# Ada\n", role).name == "Ada"


def test_a_plain_note_and_a_meeting_keep_their_file_names() -> None:
    assert facts("202611011030", "---\ntype: recipe\ntitle: Ada Byrne\n---\n").name == "202611011030"
    assert facts("202611011030", "---\ntype: meeting\ntitle: Ada Byrne\n---\n").name == "202611011030"
