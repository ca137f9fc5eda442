"""A draft names a private person in every form that reports hide, except by a family name alone."""

from collections.abc import Mapping

import pytest

from plaintext_network.model.note.rules import Rules
from plaintext_network.network.posts.check import check_post
from plaintext_network.notes.note import parse
from tests.conftest import index_of

NOTES = {
    "contacts/Bríd Hegarty.md": "---\nprivate: true\naliases: [Bee]\n---\n",
    "contacts/Tom Reilly.md": "",
}


def found(text: str, more: Mapping[str, str] | None = None) -> list[str]:
    checked = check_post(index_of({**NOTES, **(more or {})}), Rules(), parse(text.encode()), "-", ())
    return [one.text for one in checked.findings if one.rule == "private-named"]


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("I baked with Bríd.", "Bríd"),
        ("I baked with bríd.", "bríd"),
        ("Bríd's bread.", "Bríd"),
        ("It was Bridie who knew.", "Bridie"),
        ("Hegarty, Bríd", "Hegarty, Bríd"),
        ("I asked Bríd H. again.", "Bríd H"),
        ("As B.H. says.", "B.H."),
        ("Dr Hegarty is kind.", "Hegarty"),
        ("#BrídHegarty", "BrídHegarty"),
        ("Thanks, Bee!", "Bee"),
    ],
)
def test_every_form_is_a_finding(text: str, typed: str) -> None:
    assert found(text) == [typed]


@pytest.mark.parametrize(
    "text", ["The Hegarty estate is for sale.", "Hegarty wrote plays.", "I met Tom.", "Bridges are hybrid."]
)
def test_a_family_name_alone_and_other_words_are_none(text: str) -> None:
    assert found(text) == []


def test_somebody_else_with_the_first_name_is_meant_if_written_in_full_or_linked() -> None:
    murphy = {"contacts/Bríd Murphy.md": ""}
    assert found("Bríd Murphy bakes.", murphy) == []
    assert found("Bríd bakes.", murphy) == ["Bríd"]
    assert found("[[Bríd Murphy|Bríd]] bakes.", murphy) == []
    assert found("[[Bríd Murphy]] bakes.\nBríd knits.", murphy) == ["Bríd"]
