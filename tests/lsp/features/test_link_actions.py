"""Actions on links and names: a target for a link that leads to none alone, a new contact, and a link for a plain name."""

from pathlib import Path

import pytest

from plaintext_network.errors import EditRefused
from plaintext_network.lsp.features.code_actions import code_actions, resolve_action
from plaintext_network.lsp.positions import Position, Range
from plaintext_network.vault.notebook import Notebook
from tests.lsp.features.offered_actions import NOTE, Offered, texts
from tests.lsp.view_of import TODAY, view_of

PERSON = "---\ntype: person\n---\n"
MEETING = "interactions/2026-11-01 x.md"
NOTES = {
    "contacts/Ada Byrne.md": PERSON,
    "contacts/Bo Lund.md": PERSON,
    "contacts/a/Cy.md": PERSON,
    "contacts/b/Cy.md": PERSON,
    "contacts/Dee (Acme).md": "---\ntype: person\nname: Dee\n---\n",
    "contacts/Dee (Boa).md": "---\ntype: person\nname: Dee\n---\n",
}
TO_CY = "Link to Cy (contacts/b/Cy.md)"


@pytest.mark.parametrize(
    ("path", "text", "title", "after"),
    [
        (NOTE, "See [[C‸y]] and [[Cy]].\n", TO_CY, "See [[contacts/b/Cy]] and [[Cy]].\n"),
        (NOTE, "‸See [[Ada Byrne]] and [[Cy]].\n", TO_CY, "See [[Ada Byrne]] and [[contacts/b/Cy]].\n"),
        (NOTE, "😀 e\u0301 [[C‸y|her]]\r\n", TO_CY, "😀 e\u0301 [[contacts/b/Cy|her]]\r\n"),
        (NOTE, "[[C‸y#Log]]\n", TO_CY, "[[contacts/b/Cy#Log]]\n"),
        (NOTE, "[[De‸e]]\n", "Link to Dee (contacts/Dee (Boa).md)", "[[Dee (Boa)]]\n"),
        ("notes/n.md", "[her‸](Cy.md)\n", TO_CY, "[her](../contacts/b/Cy.md)\n"),
        ("contacts/a/n.md", "[her‸](Dee.md)\n", "Link to Dee (contacts/Dee (Boa).md)", "[her](../Dee%20%28Boa%29.md)\n"),
        (MEETING, "---\nwith: [Ada Byrne, ‸Cy]\n---\n", TO_CY, '---\nwith: [Ada Byrne, "[[contacts/b/Cy]]"]\n---\n'),
        (MEETING, "---\nwith: Ada Byrne, ‸Cy\n---\n", TO_CY, '---\nwith: "Ada Byrne, [[contacts/b/Cy]]"\n---\n'),
        (MEETING, "---\nwith:\n  - '[[C‸y]]'\n---\n", TO_CY, "---\nwith:\n  - '[[contacts/b/Cy]]'\n---\n"),
        (MEETING, "with:: [[C‸y]], [[Ada Byrne]]\n", TO_CY, "with:: [[contacts/b/Cy]], [[Ada Byrne]]\n"),
        (MEETING, "with:: C‸y\n", TO_CY, "with:: [[contacts/b/Cy]]\n"),
        (NOTE, "[[Ada Birn‸e]]\n", "Link to Ada Byrne instead", "[[Ada Byrne]]\n"),
        (MEETING, "---\nwith: [Ada Birn‸e, Bo Lund]\n---\n", "Link to Ada Byrne instead", '---\nwith: ["[[Ada Byrne]]", Bo Lund]\n---\n'),
    ],
)  # fmt: skip
def test_a_link_gets_a_target(tmp_path: Path, path: str, text: str, title: str, after: str) -> None:
    offered = Offered(tmp_path, text, NOTES, path)
    ended = {each.problem.code for each in offered.action(title).fixes}
    assert ended in ({"link-ambiguous"}, {"link-nowhere"})
    assert offered.applied(title) == {path: after}


@pytest.mark.parametrize(
    ("path", "text", "added", "settings"),
    [
        (NOTE, "[[Eve Moss‸]]\n", {"contacts/Eve Moss.md": "---\nname: Eve Moss\n---\n"}, ""),
        (NOTE, "[[Eve Moss‸|her]] [[Eve Moss]]\n", {"contacts/Eve Moss.md": "---\nname: Eve Moss\n---\n"}, ""),
        (MEETING, "---\nwith: [Bo Lund, Eve M‸oss]\n---\n", {"contacts/Eve Moss.md": "---\nname: Eve Moss\n---\n"}, ""),
        (NOTE, "[[Eve Moss‸]]\n", {"crm/Eve Moss.md": "---\ntags: [person]\ncadence: monthly\n---\n# Eve Moss\n"}, '[kinds.contact]\ntags = ["person"]\n[new]\ncontact = "crm/{name}"\n[templates]\ncontact = "templates/p.md"\n'),
    ],
)  # fmt: skip
def test_a_contact_is_added_as_pnet_adds_them(
    tmp_path: Path, path: str, text: str, added: dict[str, str], settings: str
) -> None:
    template = "---\ntags: [person]\ncadence: monthly\n---\n# {{title}}\n"
    notes = {"pnet.toml": settings, **({"templates/p.md": template} if settings else NOTES)}
    offered = Offered(tmp_path, text, notes, path)
    assert offered.applied("Add the contact “Eve Moss”") == added
    assert not [
        p for p in Notebook(str(tmp_path), TODAY, cache=False).problems_of(path) if "Eve" in p.message
    ]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("contacts/Fay.md", '---\norganization: "[[Acme‸]]"\n---\n'),
        ("contacts/Fay.md", "---\nmet_at: PyCo‸n\n---\n"),
        (NOTE, "[[2026-11-0‸1]]\n"),
        (NOTE, "`[[Eve‸]]`\n"),
    ],
)
def test_what_is_no_person_is_not_added_as_one(tmp_path: Path, path: str, text: str) -> None:
    assert not [title for title in Offered(tmp_path, text, NOTES, path).titles if title.startswith("Add")]


@pytest.mark.parametrize(
    ("path", "text", "title", "after"),
    [
        (NOTE, "Met Ada Byr‸ne today\n", "Link “Ada Byrne” to Ada Byrne", "Met [[Ada Byrne]] today\n"),
        (NOTE, "Met Ada and B‸o today\n", "Link “Bo” to Bo Lund", "Met Ada and [[Bo Lund|Bo]] today\n"),
        (NOTE, "Met C‸y\n", "Link “Cy” to Cy (contacts/b/Cy.md)", "Met [[contacts/b/Cy|Cy]]\n"),
        (NOTE, "Met ‸Bo Lund and‸ Ada\n", "Link “Bo Lund” to Bo Lund", "Met [[Bo Lund]] and Ada\n"),
        (NOTE, "| Bo‸ |\n|---|\n", "Link “Bo” to Bo Lund", "| [[Bo Lund\\|Bo]] |\n|---|\n"),
        (NOTE, "- [ ] ask Bo‸ 📅 2026-12-01\n", "Link “Bo” to Bo Lund", "- [ ] ask [[Bo Lund|Bo]] 📅 2026-12-01\n"),
        ("contacts/Fay.md", "## Log\n\n- 2026-11-01 tea with B‸o\n", "Link “Bo” to Bo Lund", "## Log\n\n- 2026-11-01 tea with [[Bo Lund|Bo]]\n"),
        (MEETING, "---\nwith: [Ada Byr‸ne, Bo Lund]\n---\n", "Make “Ada Byrne” a link", '---\nwith: ["[[Ada Byrne]]", Bo Lund]\n---\n'),
        (MEETING, "## Attendees\n\n- Ada By‸rne\n- Bo Lund\n", "Make “Ada Byrne” a link", "## Attendees\n\n- [[Ada Byrne]]\n- Bo Lund\n"),
    ],
)  # fmt: skip
def test_a_name_becomes_a_link(tmp_path: Path, path: str, text: str, title: str, after: str) -> None:
    assert Offered(tmp_path, text, NOTES, path).applied(title) == {path: after}


@pytest.mark.parametrize(
    "text",
    [
        "`Bo‸`\n",
        "```\nBo‸\n```\n",
        "%% Bo‸ %%\n",
        "<https://example.org/Bo‸>\n",
        "[Bo‸](https://example.org)\n",
        "bo@exa‸mple.org\n",
        "---\nrole: Bo‸\n---\n",
        "Bo and ‸ nobody\n",
    ],
)
def test_what_is_no_name_in_the_text_stays(tmp_path: Path, text: str) -> None:
    titles = Offered(tmp_path, text, NOTES).titles
    assert not [title for title in titles if title.startswith(("Link", "Make"))]


def test_nobody_is_linked_in_their_own_note(tmp_path: Path) -> None:
    titles = Offered(tmp_path, f"{PERSON}Bo‸ likes tea\n", NOTES, "contacts/Bo Lund.md").titles
    assert "Link “Bo” to Bo Lund" not in titles


def test_a_name_that_is_typed_before_it_is_saved_is_found(tmp_path: Path) -> None:
    offered = Offered(tmp_path, "---\ntype: person\naliases: [Zed]\n---\n‸", NOTES, "contacts/Bo Lund.md")
    view = view_of(tmp_path, {"x.md": "Met Zed\n"}, {"x.md": "Met Zed\n", offered.path: offered.text})
    at = Position(0, 5)
    found = code_actions(view, view.document("x.md"), Range(at, at), ())
    assert [each.title for each in found] == ["Link “Zed” to Bo Lund"]


def test_a_link_that_is_gone_gets_no_target(tmp_path: Path) -> None:
    data = Offered(tmp_path, "See [[C‸y]]\n", NOTES).action(TO_CY).data
    other = Offered(tmp_path, "See nobody‸\n", NOTES)
    with pytest.raises(EditRefused, match="isn't there any more"):
        resolve_action(other.view, other.document, data)


def test_a_link_that_moved_gets_its_target(tmp_path: Path) -> None:
    data = Offered(tmp_path, "See [[C‸y]]\n", NOTES).action(TO_CY).data
    other = Offered(tmp_path, "One line more\nSee ‸[[Cy]]\n", NOTES)
    edit = resolve_action(other.view, other.document, data)
    assert edit == resolve_action(other.view, other.document, other.action(TO_CY).data)


def test_two_links_that_moved_leave_open_which_was_meant(tmp_path: Path) -> None:
    data = Offered(tmp_path, "See [[C‸y]]\n", NOTES).action(TO_CY).data
    other = Offered(tmp_path, "x\n[[Cy]] [[Cy]]‸\n", NOTES)
    before = texts(tmp_path)
    with pytest.raises(EditRefused):
        resolve_action(other.view, other.document, data)
    assert texts(tmp_path) == before


def test_a_line_of_many_links_offers_actions_for_the_first_ones(tmp_path: Path) -> None:
    offered = Offered(tmp_path, f"‸{' '.join(f'[[Eve {number}]]' for number in range(300))}‸\n", NOTES)
    assert len([title for title in offered.titles if title.startswith("Add the contact")]) == 10
    assert "Add the contact “Eve 0”" in offered.titles
