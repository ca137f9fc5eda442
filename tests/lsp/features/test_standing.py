"""The line beside the first one of a contact's note."""

from pathlib import Path

from plaintext_network.lsp.document import Document
from plaintext_network.lsp.features.standing import standing
from tests.lsp.view_of import view_of

ADA = "contacts/Ada Byrne.md"


def test_a_contact_has_a_standing_and_another_note_has_none(tmp_path: Path) -> None:
    files = {
        ADA: "---\ncadence: monthly\n---\n## Log\n- 2026-10-13 call\n",
        "notes/A.md": "",
        "events/E.md": "",
    }
    view = view_of(tmp_path, files)
    assert standing(view, view.document(ADA)) == "cooling, due 11 days ago"
    assert standing(view, view.document("notes/A.md")) == ""
    assert standing(view, view.document("events/E.md")) == ""
    assert standing(view, Document("nowhere.md", "")) == ""


def test_unsaved_texts_count_also_those_of_other_notes(tmp_path: Path) -> None:
    files = {ADA: "---\ncadence: monthly\n---\n"}
    log = {ADA: "---\ncadence: weekly\n---\n## Log\n- 2026-11-20 call\n"}
    view = view_of(tmp_path, files, log)
    assert standing(view, view.document(ADA)) == "warm, due in 3 days"
    view = view_of(tmp_path, files, {"interactions/2026-11-23.md": "---\nwith: Ada Byrne\n---\n"})
    assert standing(view, view.document(ADA)) == "warm, due in 4 weeks"
