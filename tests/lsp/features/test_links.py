"""Following links: to their notes and headings, from a note to its links, and the list of a note's links."""

from pathlib import Path

import pytest

from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.features.links import Location, define, document_links, find_references
from plaintext_network.lsp.positions import Position, Range
from plaintext_network.network.index.inbound_links import inbound_links
from plaintext_network.vault.notebook import Notebook
from tests.lsp.view_of import TODAY, cursor_in, view_of

SAMPLE_VAULT = Path(__file__).parents[3] / "sample_vault"
ADA, BO, NOTE = "contacts/Ada Byrne.md", "contacts/Bo Lund.md", "notes/Draft.md"
VAULT = {
    ADA: "---\nrole: Analyst\n---\n# Ada Byrne\n\nKnows engines. ^a1\n\n"
    "## Work\n### Kiln, 2024\n\n## Home & _garden_\n### Kiln, 2024\n- roses\n\n^b2\n\n```\n## Log\n```\n## Log\n",
    BO: "",
    "contacts/Kim.md": "",
    "people/Kim.md": "---\ntype: person\n---\n",
    "organizations/Kiln.md": "",
}


def places(found: tuple[Location, ...]) -> list[tuple[str, int, int, int, int]]:
    return [(path, *where.start, *where.end) for path, where in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[[Ada ‸Byrne]]", [(ADA, 0)]),
        ("[[Ki‸m]]", [("contacts/Kim.md", 0), ("people/Kim.md", 0)]),
        ("[[Nobody‸]]", []),
        ("nobody‸", []),
        # A heading, as Obsidian and GitHub write it, and one within another.
        ("[[Ada Byrne#Lo‸g]]", [(ADA, 19)]),
        ("[[Ada Byrne#log|her ‸log]]", [(ADA, 19)]),
        ("[[Ada Byrne#Home‸ & garden]]", [(ADA, 10)]),
        ("[[Ada Byrne#Home & _garden_‸]]", [(ADA, 10)]),
        ("[her](contacts/Ada%20Byrne.md#home--garden‸)", [(ADA, 10)]),
        ("[her](<contacts/Ada Byrne.md#home--garden‸>)", [(ADA, 10)]),
        ("[her](contacts/Ada%20Byrne.md#kiln-2024‸)", [(ADA, 8)]),
        ("[[Ada Byrne#Home & garden#Kiln, 2024‸]]", [(ADA, 11)]),
        ("[[Ada Byrne#Work#Kiln 2024‸]]", [(ADA, 8)]),
        ("[[Ada Byrne#Garden‸]]", [(ADA, 0)]),
        ("[her][a‸]\n\n[a]: contacts/Ada%20Byrne.md#log\n", [(ADA, 19)]),
        ("| [[Ada Byrne#Log\\|h‸er]] |\n|---|\n", [(ADA, 19)]),
        # A block.
        ("[[Ada Byrne#^a1‸]]", [(ADA, 5)]),
        ("[[Ada Byrne#^b2‸]]", [(ADA, 12)]),
        ("[[Ada Byrne#^c3‸]]", [(ADA, 0)]),
        # Within its own note.
        ("# One\n[[#Tw‸o]]\n# Two\n", [(NOTE, 2)]),
        ("# One\n[there](#tw‸o)\n# Two\n", [(NOTE, 2)]),
        ("`[[#Tw‸o]]`\n# Two\n", []),
        ("first\n\nlast ^end\n\n[[#^en‸d]]", [(NOTE, 2)]),
    ],
)
def test_a_definition_is_the_note_or_its_heading(
    tmp_path: Path, text: str, found: list[tuple[str, int]]
) -> None:
    text, at = cursor_in(text)
    view = view_of(tmp_path, VAULT, {NOTE: text})
    defined = define(view, view.document(NOTE), at)
    assert [(path, where.start.line) for path, where in defined] == found


def test_a_heading_is_found_in_the_unsaved_text(tmp_path: Path) -> None:
    view = view_of(tmp_path, VAULT, {BO: "\n\n\n# New\n", NOTE: "[[Bo Lund#New]]"})
    assert places(define(view, view.document(NOTE), Position(0, 3))) == [(BO, 3, 0, 3, 5)]


LINKING = {
    **VAULT,
    "contacts/Cy.md": '---\nknows:\n  - Ada Byrne, Bo Lund\n  - "[[Bo Lund|B]]"\nmet_through: [[Bo Lund]]\n---\n[[Bo Lund#Log]]\n',
    "interactions/2026-11-20 Supper.md": '---\nwith: ["[[Kim]]", "[[Bo Lund]]"]\n---\nParticipants: Bo Lund\n\n- [ ] ask [[Bo Lund]]\r\n',
    "daily/2026-11-21.md": "- 🌍 [[Bo Lund]] called #touch\n- `[[Bo Lund]]` %% [[Bo Lund]] %%\n",
    "notes/Other.md": "[B](../contacts/Bo%20Lund.md) is [Bo Lund](https://example.org)\n",
}
TO_BO = [
    ("contacts/Cy.md", 2, 15, 2, 22),
    ("contacts/Cy.md", 3, 5, 3, 18),
    ("contacts/Cy.md", 4, 13, 4, 24),
    ("contacts/Cy.md", 6, 0, 6, 15),
    ("daily/2026-11-21.md", 0, 4, 0, 15),
    ("interactions/2026-11-20 Supper.md", 1, 19, 1, 30),
    ("interactions/2026-11-20 Supper.md", 3, 14, 3, 21),
    ("interactions/2026-11-20 Supper.md", 5, 10, 5, 21),
    ("notes/Other.md", 0, 0, 0, 29),
]


def test_references_are_every_link_and_name_with_its_exact_place(tmp_path: Path) -> None:
    view = view_of(tmp_path, LINKING)
    bo, cy = view.document(BO), view.document("contacts/Cy.md")
    assert places(find_references(view, bo, Position(0, 0), declaration=False)) == TO_BO
    # From a link, the references of where it leads.
    assert places(find_references(view, cy, Position(3, 8), declaration=False)) == TO_BO
    assert places(find_references(view, cy, Position(3, 8), declaration=True)) == [(BO, 0, 0, 0, 0), *TO_BO]
    assert find_references(view, cy, Position(0, 0), declaration=False) == ()


def test_references_are_computed_from_the_unsaved_texts(tmp_path: Path) -> None:
    unsaved = {"contacts/Cy.md": "", "notes/Other.md": "\n\n  [[Bo Lund]]", "notes/New.md": "[[Bo Lund]]"}
    view = view_of(tmp_path, LINKING, unsaved)
    found = places(find_references(view, view.document(BO), Position(0, 0), declaration=False))
    assert found == [
        *(place for place in TO_BO if place[0] not in unsaved),
        ("notes/New.md", 0, 0, 0, 11),
        ("notes/Other.md", 2, 2, 2, 13),
    ]


def test_links_of_a_note_to_itself_are_references_too(tmp_path: Path) -> None:
    view = view_of(tmp_path, VAULT, {BO: "[[Bo Lund#Log]] and [[#Log]]\n"})
    found = find_references(view, view.document(BO), Position(1, 0), declaration=False)
    assert places(found) == [(BO, 0, 0, 0, 15)]


def test_references_of_an_ambiguous_link_are_those_of_each_note(tmp_path: Path) -> None:
    view = view_of(tmp_path, {**VAULT, "notes/A.md": "[[people/Kim]] [[contacts/Kim]] [[Kim]]"})
    found = find_references(view, view.document("notes/A.md"), Position(0, 36), declaration=False)
    assert places(found) == [("notes/A.md", 0, 15, 0, 31), ("notes/A.md", 0, 0, 0, 14)]


def test_an_organization_is_named_without_a_link(tmp_path: Path) -> None:
    files = {
        **VAULT,
        "contacts/Cy.md": "---\norganization: Kiln\nformer: [Kiln, Other]\nrole: Kiln\n---\n",
        "notes/A.md": "Kiln and [[Kiln]]",
    }
    view = view_of(tmp_path, files)
    kiln = view.document("organizations/Kiln.md")
    assert places(find_references(view, kiln, Position(0, 0), declaration=False)) == [
        ("contacts/Cy.md", 1, 14, 1, 18),
        ("contacts/Cy.md", 2, 9, 2, 13),
        ("notes/A.md", 0, 9, 0, 17),
    ]


def test_a_broken_link_and_a_note_outside_of_the_index_have_no_references(tmp_path: Path) -> None:
    copy = "contacts/Bo Lund (conflicted copy 2026-11-20).md"
    view = view_of(tmp_path, {**LINKING, copy: "[[Nobody]]"})
    document = view.document(copy)
    assert find_references(view, document, Position(0, 3), declaration=True) == ()
    assert places(find_references(view, document, Position(1, 0), declaration=False)) == []


def test_references_in_the_sample_vault_are_what_the_index_counts() -> None:
    view = EditorView(Notebook(str(SAMPLE_VAULT), TODAY, cache=False), {})
    index = view.notebook.index
    for path in index.names.of_kind("contact"):
        document, first = view.document(path), Position(0, 0)
        found = find_references(view, document, first, declaration=False)
        # `pnet delete` counts the links in other notes; none of these contacts links itself.
        counted = inbound_links(index, path).links
        assert [(one.path, one.range.start.line + 1) for one in found] == [
            (link.path, link.line) for link in counted
        ]
        assert {one.path for one in found} == index.backlinks.get(path, set()) - {path}
    priya = view.document("contacts/Priya Holtby.md")
    # Fourteen links and the note itself, as editors ask for it.
    assert len(find_references(view, priya, Position(0, 0), declaration=True)) == 15


def test_document_links_lead_to_notes_and_files_that_exist(tmp_path: Path) -> None:
    files = {
        **VAULT,
        "files/plan.pdf": "x",
        "files/ada.jpg": "x",
        "notes/own.png": "x",
        "contacts/Cy.md": '---\nphoto: files/ada.jpg\ncover: "[[plan.pdf]]"\nknows: [Bo Lund, Nobody]\n---\n'
        "![[ada.jpg|100]] ![](../files/plan.pdf#page=2) ![[gone.png]] [[Ada Byrne#Log]] [[Nobody]] `[[ada.jpg]]`\n"
        "[[#Part]] [site](https://example.org/a.pdf) [up](../../etc/passwd.txt)\n",
        NOTE: "![](own.png) ![[own%20.png]] [[Kim]]\n",
    }
    view = view_of(tmp_path, files)
    found = document_links(view, view.document("contacts/Cy.md"))
    assert [(tuple(link.range.start), link.path, link.tooltip) for link in found] == [
        ((1, 7), "files/ada.jpg", "files/ada.jpg"),
        ((2, 8), "files/plan.pdf", "files/plan.pdf"),
        ((3, 8), BO, BO),
        ((5, 1), "files/ada.jpg", "files/ada.jpg"),
        ((5, 18), "files/plan.pdf", "files/plan.pdf"),
        ((5, 61), ADA, ADA),
    ]
    assert [(link.path, link.range) for link in document_links(view, view.document(NOTE))] == [
        ("notes/own.png", Range(Position(0, 1), Position(0, 12)))
    ]


def test_a_note_that_is_gone_from_disk_has_no_references_there(tmp_path: Path) -> None:
    view = view_of(tmp_path, LINKING)
    bo = view.document(BO)
    _ = view.notebook.index
    (tmp_path / "contacts/Cy.md").unlink()
    found = places(find_references(view, bo, Position(0, 0), declaration=False))
    assert [place for place in found if place[0] == "contacts/Cy.md"] == []
