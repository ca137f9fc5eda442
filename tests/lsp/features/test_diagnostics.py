"""What an editor underlines is what `pnet check` reports once the note is saved."""

from pathlib import Path

from plaintext_network.lsp.features.diagnostics import diagnose
from tests.lsp.view_of import view_of


def found(root: Path, files: dict[str, str], unsaved: dict[str, str], path: str) -> list[tuple[str, str]]:
    """Return the code of each problem of a note, and the underlined text."""
    view = view_of(root, files, unsaved)
    document = view.document(path)
    return [
        (
            each.problem.code,
            document.text[document.lines.offset(each.range.start) : document.lines.offset(each.range.end)],
        )
        for each in diagnose(view, document)
    ]


def test_a_link_to_no_note_is_underlined_in_the_unsaved_text(tmp_path: Path) -> None:
    note = "---\ntype: contact\n---\nMet [[Kofi]] 🎉 and e\u0301 [[Nobody]].\n"
    files = {"contacts/Ada.md": "", "contacts/Kofi.md": "---\ntype: contact\n---\n"}
    assert found(tmp_path, files, {"contacts/Ada.md": note}, "contacts/Ada.md") == [
        ("link-nowhere", "[[Nobody]]")
    ]
