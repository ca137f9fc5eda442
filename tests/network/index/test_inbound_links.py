"""Listing what in other notes leads to a note."""

import pytest

from plaintext_network.network.index.inbound_links import inbound_links
from tests.conftest import index_of

BO = "contacts/Bo Lund.md"


@pytest.mark.parametrize(
    ("path", "text", "written"),
    [
        ("contacts/Cy.md", "---\nknows: Ada Byrne, Bo Lund\n---\n", ["Bo Lund"]),
        ("contacts/Cy.md", '---\nknows: "[[Ada Byrne]], Bo Lund"\n---\n', ["Bo Lund"]),
        ("contacts/Cy.md", "---\nknows: Lund, Bo\n---\n", ["Bo Lund"]),
        ("interactions/2026-11-20.md", "---\nwith: Bo Lund and Ada Byrne\n---\n", ["Bo Lund"]),
        ("interactions/2026-11-20.md", "Participants: Bo Lund, Ada Byrne\n", ["Bo Lund"]),
        ("contacts/Cy.md", "---\nrole: Bo Lund\n---\nBo Lund\n", []),
    ],
)
def test_each_name_that_a_text_lists_leads_to_its_note(path: str, text: str, written: list[str]) -> None:
    index = index_of({BO: "", "contacts/Ada Byrne.md": "", path: text})
    assert [link.written for link in inbound_links(index, BO).links] == written
    assert list(index.backlinks.get(BO, ())) == [path for _ in written]
