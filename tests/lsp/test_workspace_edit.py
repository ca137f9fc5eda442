"""A planned operation becomes changes that any editor makes alike: versions, encodings, new and renamed notes."""

from pathlib import Path

import pytest

from plaintext_network.errors import ChangedOnDisk, EditRefused
from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.positions import Position, Range
from plaintext_network.lsp.workspace_edit import NoteCreated, NoteEdits, NoteRenamed, TextEdit, workspace_edit
from plaintext_network.vault.notebook import Notebook
from plaintext_network.vault.transaction.record import FileStep, Operation, OtherFolder
from tests.lsp.apply_edit import apply_edit, save_all
from tests.lsp.view_of import TODAY, view_of

START = Range(Position(0, 0), Position(0, 0))


def operation(*steps: FileStep) -> Operation:
    return Operation("x", steps)


def test_new_notes_come_first_and_new_paths_last(tmp_path: Path) -> None:
    view = view_of(tmp_path, {"a.md": "a\n", "b.md": "b\n"}, {"b.md": "b\n"})
    edit = workspace_edit(
        view,
        operation(
            FileStep("c.md", b"a\n", b"x\n", "a.md"),
            FileStep("b.md", b"b\n", b"b\nb\n"),
            FileStep("new/n.md", None, b"n\n"),
            FileStep("new/empty.md", None, b""),
        ),
    )
    assert edit.changes == (
        NoteCreated("new/n.md"),
        NoteCreated("new/empty.md"),
        NoteEdits("a.md", None, (TextEdit(Range(Position(0, 0), Position(0, 1)), "x"),)),
        NoteEdits("b.md", 1, (TextEdit(Range(Position(0, 1), Position(0, 1)), "\nb"),)),
        NoteEdits("new/n.md", None, (TextEdit(START, "n\n"),)),
        NoteRenamed("a.md", "c.md"),
    )


def test_what_the_user_should_know_comes_along(tmp_path: Path) -> None:
    view = view_of(tmp_path, {})
    planned = operation()._replace(notices=("its heading stays",), warnings=("one link can't be updated",))
    assert workspace_edit(view, planned).notices == ("one link can't be updated", "its heading stays")


@pytest.mark.parametrize(
    ("planned", "words"),
    [
        (operation(FileStep("a.md", b"a\n", None)), "can't delete it"),
        (operation(FileStep("a.md", "\ufeffa".encode("utf-16-le"), b"a")), "can't change its encoding"),
        (operation(FileStep("a.md", b"a\rb\n", b"a\rc\n")), "carriage return alone"),
        (operation()._replace(others=(OtherFolder("/x", ()),)), "outside the vault"),
    ],
)
def test_what_no_editor_does_alike_is_refused(tmp_path: Path, planned: Operation, words: str) -> None:
    with pytest.raises(EditRefused, match=words):
        workspace_edit(view_of(tmp_path, {"a.md": "a\n"}), planned)


def test_a_line_before_a_lone_carriage_return_is_edited(tmp_path: Path) -> None:
    step = FileStep("a.md", b"a\nb\rc\n", b"x\nb\rc\n")
    edit = workspace_edit(view_of(tmp_path, {}), operation(step))
    assert edit.changes == (NoteEdits("a.md", None, (TextEdit(Range(Position(0, 0), Position(0, 1)), "x"),)),)


def test_an_operation_about_another_text_is_refused(tmp_path: Path) -> None:
    view = view_of(tmp_path, {"a.md": "a\n"}, {"a.md": "unsaved\n"})
    with pytest.raises(ChangedOnDisk):
        workspace_edit(view, operation(FileStep("a.md", b"a\n", b"b\n")))


@pytest.mark.parametrize(
    ("on_disk", "text"),
    [
        (b"", "h\x00i\x00!\x00\n\x00"),
        (b"", "half \ud83d of a pair\n"),
        (b"\xef\xbb\xbfa\n", "a\nand more"),
        ("\ufeffa\n".encode("utf-16-le"), "a 😀\nmore\n"),
        ("é\n".encode("cp1252"), "éa\r\n"),
        ("é\n".encode("cp1252"), "é😀\n"),
    ],
)
def test_the_text_of_an_open_note_is_edited_as_the_editor_has_it(
    tmp_path: Path, on_disk: bytes, text: str
) -> None:
    (tmp_path / "pnet.toml").touch()
    (tmp_path / "n.md").write_bytes(on_disk)
    view = EditorView(Notebook(str(tmp_path), TODAY, cache=False), {"n.md": Document("n.md", text, 2)})
    before = view.content(view.documents["n.md"])
    addition = "x".encode("utf-16-le") if on_disk.startswith(b"\xff\xfe") else b"x"
    edit = workspace_edit(view, operation(FileStep("n.md", before, before + addition)))
    [change] = edit.changes
    assert isinstance(change, NoteEdits)
    lines = view.documents["n.md"].lines
    end = lines.position(len(text))
    if text.endswith("\n"):
        assert [each.text for each in change.edits] == ["x"]
    assert change.edits[-1].range.end == end


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("shown", ["\n", "\r\n"])
def test_new_lines_end_as_those_of_the_editor(tmp_path: Path, ending: str, shown: str) -> None:
    # An editor may show a file with CRLF with LF.
    text = "---\ntype: person\n---\n"
    (tmp_path / "pnet.toml").touch()
    (tmp_path / "Ada.md").write_bytes(text.replace("\n", ending).encode())
    document = Document("Ada.md", text.replace("\n", shown), 1)
    view = EditorView(Notebook(str(tmp_path), TODAY, cache=False), {"Ada.md": document})
    draft = view.notebook.dry_run().draft("Ada.md").set("role", "x")
    edit = workspace_edit(view, draft.operation("set role"))
    save_all(tmp_path, view.documents)
    apply_edit(tmp_path, view, edit)
    after = "---\ntype: person\nrole: x\n---\n".replace("\n", shown)
    assert (tmp_path / "Ada.md").read_bytes() == after.encode()
