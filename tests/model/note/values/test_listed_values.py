"""A text that lists several values or names is split; a name that contains a comma is not."""

import pytest

from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.values.listed_values import replace_names, split_names, split_values
from tests.conftest import index_of

OWN = ("Ada Byrne",)


def facts_of(text: str, path: str = "contacts/Ada Byrne.md") -> Facts:
    return index_of({path: text}).notes[path]


@pytest.mark.parametrize(
    ("text", "aliases"),
    [
        ("aliases: Adi, The Kiln", ("Adi", "The Kiln")),
        ("alias: Adi, The Kiln", ("Adi", "The Kiln")),
        ("aliases: Adi; The Kiln", ("Adi", "The Kiln")),
        ("aliases: 'Adi, The Kiln'", ("Adi", "The Kiln")),
        ("aliases: Adi,The Kiln,", ("Adi", "The Kiln")),
        ("aliases: |\n  Adi\n  The Kiln, A.", ("Adi", "The Kiln", "A.")),
        ("aliases: Byrne, Ada", ("Byrne, Ada",)),
        ('aliases: "Byrne, Ada"', ("Byrne, Ada",)),
        ("aliases: byrne, ADA", ("byrne, ADA",)),
        ("aliases: Ada Byrne, PhD", ("Ada Byrne, PhD",)),
        ("aliases: Ada Byrne, Jr.", ("Ada Byrne, Jr.",)),
        ("aliases: [Adi, 'Kiln, The']", ("Adi", "Kiln, The")),
        ("name: Ada Lund\naliases: Lund, Ada", ("Lund, Ada",)),
        ("aliases: Adi", ("Adi",)),
        ("aliases: ','", (",",)),
    ],
)
def test_aliases_in_one_text(text: str, aliases: tuple[str, ...]) -> None:
    assert facts_of(f"---\n{text}\n---\n").aliases == aliases
    if text.startswith("alias") and "[" not in text and "|" not in text:
        inline = text.replace(":", "::").replace("'", "")
        if '"' not in inline:
            assert facts_of(inline).aliases == aliases


def test_quoted_aliases_of_an_inline_field() -> None:
    assert facts_of('aliases:: "Adi", "The Kiln"').aliases == ("Adi", "The Kiln")


@pytest.mark.parametrize(
    ("name", "text", "values"),
    [
        ("emails", "a@x.org, b@x.org", ("a@x.org", "b@x.org")),
        ("emails", "a@x.org;b@x.org", ("a@x.org", "b@x.org")),
        ("phones", "+44 20 555 0100, 020 555 0101", ("+44 20 555 0100", "020 555 0101")),
        ("phones", "+44 20 555 0100, ext. 12", ("+44 20 555 0100, ext. 12",)),
        ("circles", "mentors, close friends", ("mentors", "close friends")),
        ("organization", "Acme, Inc.", ("Acme, Inc.",)),
        ("needs", "a desk, by May", ("a desk, by May",)),
        ("location", "Bristol, UK", ("Bristol, UK",)),
    ],
)
def test_which_lists_are_written_as_one_text(name: str, text: str, values: tuple[str, ...]) -> None:
    assert split_values(name, text, OWN) == values


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ada Byrne, Bo Lund", ("Ada Byrne", "Bo Lund")),
        ("Ada Byrne; Bo Lund", ("Ada Byrne", "Bo Lund")),
        ("Ada Byrne & Bo Lund", ("Ada Byrne", "Bo Lund")),
        ("Ada Byrne and Bo Lund", ("Ada Byrne", "Bo Lund")),
        ("Ada, Bo, and Cy", ("Ada", "Bo", "Cy")),
        ("Ada und Bo", ("Ada", "Bo")),
        ("Ada / Bo + Cy", ("Ada", "Bo", "Cy")),
        ("me, Ada", ("Ada",)),
        ("Ada Byrne", ("Ada Byrne",)),
        ("Sandy Anders", ("Sandy Anders",)),
        ("me", ("me",)),
        (",", (",",)),
    ],
)
def test_the_names_that_a_text_may_list(text: str, names: tuple[str, ...]) -> None:
    assert split_names(text) == names


NOTES = {
    "contacts/Ada Byrne.md": "---\naliases: [Adi]\n---\n",
    "contacts/Bo Lund.md": "---\naliases: ['Lund, Bo']\n---\n",
    "contacts/Cy & Co.md": "",
    "contacts/@Dee Ek.md": "",
}
ADA, BO, CY, DEE = (f"contacts/{name}.md" for name in ("Ada Byrne", "Bo Lund", "Cy & Co", "@Dee Ek"))


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Ada Byrne, Bo Lund", (ADA, BO)),
        ("ADI; bo lund", (ADA, BO)),
        ("Ada Byrne and Bo Lund", (ADA, BO)),
        ("Ada Byrne & me", (ADA,)),
        ("Byrne, Ada", (ADA,)),
        ("Lund, Bo", (BO,)),
        ("Cy & Co", (CY,)),
        ("Cy & Co, Ada Byrne", (CY, ADA)),
        ("Dee Ek, Ada Byrne", (DEE, ADA)),
        ("[[Ada Byrne]], Bo Lund", (ADA, BO)),
        ("Bo Lund, [[Ada Byrne]] and Dee Ek", (ADA, BO, DEE)),
        ("tea with [[Ada Byrne]]", (ADA,)),
        ("[[Ada Byrne]], Zed", (ADA,)),
        ("Ada Byrne, Zed", ()),
        ("Acme, Inc.", ()),
    ],
)
@pytest.mark.parametrize("form", ["front", "inline", "line"])
def test_a_text_in_a_property_of_people(text: str, people: tuple[str, ...], form: str) -> None:
    written = {
        "front": f"---\ntype: meeting\ndate: 2026-11-01\nwith: '{text}'\n---\n",
        "inline": f"---\ntype: meeting\ndate: 2026-11-01\n---\nwith:: {text}\n",
        "line": f"---\ntype: contact\n---\n## Log\n- 2026-11-01 tea [with:: {text}]\n",
    }[form]
    index = index_of({**NOTES, "x.md": written})
    [party] = index.resolved["x.md"].parties
    assert set(party.people) - {"x.md"} == set(people)


def test_only_the_unknown_name_is_reported() -> None:
    index = index_of(
        {**NOTES, "m.md": "---\ntype: meeting\ndate: 2026-11-01\nwith: Ada Byrne, Zed Moor\n---\n"}
    )
    assert [p.message for p in index.resolved["m.md"].problems] == ["“Zed Moor” leads to no note"]
    later = index.replace(index_of({"contacts/Zed Moor.md": ""}).notes)
    assert later.resolved["m.md"].parties[0].people == (ADA, "contacts/Zed Moor.md")


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("Ada Byrne", "Ada Moor"),
        ("Ada Byrne, Bo Lund", "Ada Moor, Bo Lund"),
        ("Bo Lund  and Ada Byrne", "Bo Lund  and Ada Moor"),
        ("Bo Lund", "Bo Lund"),
    ],
)
def test_a_new_name_replaces_the_old_one_in_a_list(text: str, new: str) -> None:
    assert replace_names(text, {"Ada Byrne": "Ada Moor"}.get) == new


def test_a_new_name_with_a_comma_becomes_a_link() -> None:
    assert replace_names("Ada, Bo", {"Ada": "Byrne, Ada"}.get) == "[[Byrne, Ada]], Bo"
