"""Only the chosen item is described: in one line, and as a hover does."""

from pathlib import Path

from plaintext_network.lsp.features.completion import CompletionDetails, resolve_completion
from plaintext_network.lsp.features.describe_note import describe_note
from tests.lsp.features.completing import Completing

VAULT = {
    "contacts/Kofi.md": "---\nrole: Engineer\norganization: '[[Kiln]]'\n---\n## Log\n- 2026-11-20 call: hi\n",
    "organizations/Kiln.md": "",
}


def test_a_person_is_described_by_role_organization_and_last_touch(tmp_path: Path) -> None:
    completing = Completing(tmp_path, "[[kof‸", VAULT)
    details = resolve_completion(completing.view, completing.item("Kofi").data)
    assert details.detail == "Engineer, Kiln, last touch 2026-11-20"
    assert details.documentation == describe_note(completing.view, "contacts/Kofi.md")
    assert "Kofi" in details.documentation
    assert len(details.documentation.splitlines()) <= 8


def test_what_is_typed_in_an_open_note_counts(tmp_path: Path) -> None:
    text = "---\nrole: Chair‸\n---\n"
    completing = Completing(tmp_path, text, VAULT, "contacts/Kofi.md")
    assert resolve_completion(completing.view, "contacts/Kofi.md").detail == "Chair"


def test_another_note_is_described_by_its_kind(tmp_path: Path) -> None:
    completing = Completing(tmp_path, "[[kil‸", VAULT)
    assert resolve_completion(completing.view, completing.item("Kiln").data).detail == "organization"


def test_an_item_without_a_note_has_no_description(tmp_path: Path) -> None:
    view = Completing(tmp_path, "[[kof‸", VAULT).view
    assert resolve_completion(view, "") == CompletionDetails()
    assert resolve_completion(view, "contacts/gone.md") == CompletionDetails()
