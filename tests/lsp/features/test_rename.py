"""A rename in the editor, then saving everything, leaves the same bytes as `pnet rename`."""

import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plaintext_network.errors import (
    AmbiguousName,
    EditRefused,
    FileAlreadyExists,
    NameInvalid,
    NoteNotFound,
    PnetError,
)
from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.features.rename import prepare_rename, rename
from plaintext_network.lsp.positions import Position
from plaintext_network.lsp.workspace_edit import NoteEdits, NoteRenamed, workspace_edit
from plaintext_network.vault.edits.rename_note import plan_rename
from plaintext_network.vault.notebook import Notebook
from tests.lsp.apply_edit import apply_edit, save_all
from tests.lsp.view_of import TODAY, cursor_in, view_of

SAMPLE = Path(__file__).parents[3] / "sample_vault"
TOP = Position(0, 0)
ADA = "---\ntype: person\n---\n# Ada Byrne\n"


def files(root: Path) -> dict[str, bytes]:
    """Return the bytes of every file of a vault by path."""
    return {str(file.relative_to(root)): file.read_bytes() for file in root.rglob("*") if file.is_file()}


def renamed_by_pnet(root: Path, view: EditorView, path: str, new: str) -> dict[str, bytes]:
    """Return the files of a copy of the vault in which the editor's notes were saved, and `pnet rename` was run."""
    copy = root.parent / f"{root.name}, copied"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(root, copy)
    save_all(copy, view.documents)
    with Notebook(str(copy), TODAY, cache=False).write_session() as desk:
        desk.perform(plan_rename(desk, path, new))
    return files(copy)


def renamed_in_editor(root: Path, view: EditorView, path: str, at: Position, new: str) -> dict[str, bytes]:
    """Return the files of the vault after a rename in the editor, which then saves all notes."""
    edit = rename(view, view.document(path), at, new)
    save_all(root, view.documents)
    apply_edit(root, view, edit)
    return files(root)


@pytest.mark.parametrize("is_open", [True, False])
def test_each_contact_of_the_sample(tmp_path: Path, is_open: bool) -> None:
    root = tmp_path / "vault"
    shutil.copytree(SAMPLE, root)
    notebook = Notebook(str(root), TODAY, cache=False)
    for path in notebook.index.names.of_kind("contact"):
        new = f"{notebook.index.notes[path].name} Quist"
        documents = {path: Document(path, notebook.text(path), 7)} if is_open else {}
        view = EditorView(notebook, documents)
        expected = renamed_by_pnet(root, view, path, new)
        edited = tmp_path / "edited"
        shutil.copytree(root, edited)
        edit = rename(view, view.document(path), TOP, new)
        apply_edit(edited, view, edit)
        assert files(edited) == expected, path
        shutil.rmtree(edited)


VAULTS: list[tuple[dict[str, str], dict[str, str], str, str]] = [
    # The files, the unsaved texts, the note and its new name.
    ({"contacts/Ada Byrne.md": ADA, "n.md": "[[Ada Byrne]] and [Ada](contacts/Ada%20Byrne.md)\n"}, {}, "contacts/Ada Byrne.md", "Ada King"),
    ({"contacts/Ada Byrne.md": ADA.replace("\n", "\r\n"), "n.md": "x\r\n\r\n[[Ada Byrne]]\r\ny"}, {}, "contacts/Ada Byrne.md", "Ada King"),
    ({"contacts/Ada Byrne.md": "\ufeff" + ADA, "n.md": "\ufeff[[Ada Byrne]] 😀 [[Ada Byrne|her]]"}, {}, "contacts/Ada Byrne.md", "Ada King"),
    ({"contacts/Ada Byrne.md": "\ufeff" + ADA, "n.md": "\ufeff[[Ada Byrne]]"}, {"contacts/Ada Byrne.md": ADA, "n.md": "[[Ada Byrne]]\n"}, "contacts/Ada Byrne.md", "Ada King"),
    ({"contacts/Ada Byrne.md": ADA, "n.md": "x\n"}, {"n.md": "- e\u0301 😀 [[Ada Byrne]]\n", "contacts/Ada Byrne.md": ADA + "more of [[Ada Byrne]]"}, "contacts/Ada Byrne.md", "Ada King"),
    ({"contacts/Ada Byrne.md": ADA, "n.md": "[[Ada Byrne]]\n"}, {"n.md": "no link any more\n"}, "contacts/Ada Byrne.md", "Ada King"),
    ({"contacts/Ada Byrne.md": ADA}, {"contacts/new.md": "---\nknows: [Ada Byrne]\n---\n"}, "contacts/Ada Byrne.md", "Ada King"),
    # An editor may show a file with CRLF with LF; it is saved as the editor has it.
    ({"contacts/Ada Byrne.md": ADA.replace("\n", "\r\n"), "n.md": "[[Ada Byrne]]\r\n"}, {"n.md": "[[Ada Byrne]]\n"}, "contacts/Ada Byrne.md", "Ada King"),
    # Named by `name`, by an id, by a title.
    ({"contacts/ada.md": "---\nname: Ada Byrne\n---\n", "n.md": "[[Ada Byrne]] [[ada]]\n"}, {}, "contacts/ada.md", "Ada King"),
    ({"contacts/202611010930.md": "# Ada Byrne\n", "n.md": "[[202611010930]] [[Ada Byrne]]\n"}, {}, "contacts/202611010930.md", "Ada King"),
    # A folder note keeps its file.
    ({"contacts/Ada Byrne/Ada Byrne.md": ADA, "contacts/Ada Byrne/ideas.md": "[[Ada Byrne]]\n"}, {}, "contacts/Ada Byrne/Ada Byrne.md", "Ada King"),
    # A page in a namespace of Logseq's.
    ({"logseq/config.edn": "{:file/name-format :triple-lowbar}\n", "pages/Person___Hal.md": "title:: Person/Hal\ntype:: person\n", "pages/n.md": "- [[Person/Hal]] #Person/Hal\n"}, {}, "pages/Person___Hal.md", "Hal Moor"),
    # Other kinds of notes, and names without brackets.
    ({"events/Conf.md": "---\ntype: event\ndate: 2026-11-01\n---\n", "contacts/Ada Byrne.md": "---\nmet_at: Conf\n---\n"}, {}, "events/Conf.md", "Conf 26"),
    # Files that are no notes.
    ({"contacts/Ada Byrne.md": ADA, "board.canvas": '{"nodes":[{"id":"1","type":"file","file":"contacts/Ada Byrne.md"},{"id":"2","type":"text","text":"[[Ada Byrne]]"}]}', "all.base": "filters:\n  and:\n    - list(with).contains(link(\"Ada Byrne\"))\n", "pnet.toml": 'ignore = ["drafts"]\n', "drafts/a.md": "[[Ada Byrne]]\n"}, {}, "contacts/Ada Byrne.md", "Ada King"),
]  # fmt: skip


@pytest.mark.parametrize(("notes", "unsaved", "path", "new"), VAULTS)
def test_a_rename_leaves_the_bytes_that_pnet_leaves(
    tmp_path: Path, notes: Mapping[str, str], unsaved: Mapping[str, str], path: str, new: str
) -> None:
    (root := tmp_path / "vault").mkdir()
    view = view_of(root, notes, unsaved)
    expected = renamed_by_pnet(root, view, path, new)
    assert renamed_in_editor(root, view, path, Position(0, 0), new) == expected


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "cp1252"])
def test_a_closed_note_keeps_its_encoding(tmp_path: Path, encoding: str) -> None:
    (root := tmp_path / "vault").mkdir()
    view_of(root, {"contacts/Ada Byrne.md": ADA})
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    (root / "n.md").write_bytes(
        f"{mark}Café 😀 [[Ada Byrne]]\r\n".replace("😀", "" if encoding == "cp1252" else "😀").encode(
            encoding
        )
    )
    view = EditorView(Notebook(str(root), TODAY, cache=False), {})
    expected = renamed_by_pnet(root, view, "contacts/Ada Byrne.md", "Ada King")
    assert renamed_in_editor(root, view, "contacts/Ada Byrne.md", TOP, "Ada King") == expected
    assert (
        "[[Ada King]]".encode(encoding.replace("utf-16", "utf-16-le") if encoding == "utf-16" else encoding)
        in expected["n.md"]
    )


@pytest.mark.parametrize(
    ("text", "selected", "name"),
    [
        ("See [[Ada B‸yrne]].\n", "Ada Byrne", "Ada Byrne"),
        ("See ‸[[Ada Byrne]].\n", "Ada Byrne", "Ada Byrne"),
        ("See [[Ada Byrne]]‸.\n", "Ada Byrne", "Ada Byrne"),
        ("é😀e\u0301 [[Ada Byrne|h‸er]]\n", "Ada Byrne", "Ada Byrne"),
        ("[her‸](contacts/Ada%20Byrne.md#x) [[Bo]]\n", "contacts/Ada%20Byrne.md", "Ada Byrne"),
        ("---\nwith: [[[‸Ada Byrne]], Bo]\n---\n", "Ada Byrne", "Ada Byrne"),
        ("---\nwith: [Bo, Ada Byr‸ne]\n---\n", "Ada Byrne", "Ada Byrne"),
        ("---\nwith: Bo and the countess‸\n---\n", None, None),
        # Elsewhere, the note itself; the range is on the line of the cursor, as VS Code wants it.
        ("Not‸es\n", "", "2026-11-20 note"),
        ("# 2026-11-20 note‸\n", "2026-11-20 note", "2026-11-20 note"),
        ("[[Nobo‸dy]]\n", None, None),
        ("[[Twi‸n]]\n", None, None),
        ("`[[Ada B‸yrne]]`\n", "", "2026-11-20 note"),
    ],
)
def test_what_is_renamed_at_the_cursor(tmp_path: Path, text: str, selected: str | None, name: str) -> None:
    text, at = cursor_in(text)
    notes = {"contacts/Ada Byrne.md": ADA, "contacts/Bo.md": ADA, "a/Twin.md": "", "b/Twin.md": ""}
    path = "interactions/2026-11-20 note.md"
    view = view_of(tmp_path, {**notes, path: "old\n"}, {path: text})
    document = view.document(path)
    start = prepare_rename(view, document, at)
    if selected is None:
        assert start is None
    else:
        assert start is not None
        first, last = start.range
        assert first.line == last.line == at.line
        assert document.lines.line(first.line)[first.column : last.column] == selected
        assert start.name == name


def test_a_rename_at_a_link_renames_the_linked_note(tmp_path: Path) -> None:
    text, at = cursor_in("See [[Ada B‸yrne]].\n")
    view = view_of(tmp_path, {"contacts/Ada Byrne.md": ADA, "n.md": text})
    edit = rename(view, view.document("n.md"), at, "Ada King")
    assert edit.changes[-1] == NoteRenamed("contacts/Ada Byrne.md", "contacts/Ada King.md")


def test_edits_come_before_the_new_path_with_the_versions_of_open_notes(tmp_path: Path) -> None:
    path = "contacts/Ada Byrne.md"
    notes = {path: ADA + "[[Ada Byrne]]\n", "n.md": "[[Ada Byrne]]\n"}
    edit = rename(view := view_of(tmp_path, notes, {path: notes[path]}), view.document(path), TOP, "Ada King")
    assert [type(change) for change in edit.changes] == [NoteEdits, NoteEdits, NoteRenamed]
    versions = {each.path: each.version for each in edit.changes if isinstance(each, NoteEdits)}
    assert versions == {path: 1, "n.md": None}


@pytest.mark.parametrize(
    ("notes", "unsaved", "new", "error", "words"),
    [
        ({}, {}, "Bo", FileAlreadyExists, "Bo"),
        ({}, {}, " ", NameInvalid, "empty"),
        ({"n.md": "<<<<<<< a\n[[Ada Byrne]]\n=======\n[[Ada Byrne]] x\n>>>>>>> b\n"}, {}, "Cy", EditRefused, "pnet resolve"),
        ({}, {"n.md": "<<<<<<< a\n[[Ada Byrne]]\n=======\n[[Ada Byrne]] x\n>>>>>>> b\n"}, "Cy", EditRefused, "pnet resolve"),
        ({}, {"contacts/Cy.md": "new\n"}, "Cy", FileAlreadyExists, "Cy"),
    ],
)  # fmt: skip
def test_a_rename_is_refused_with_the_words_of_pnet(
    tmp_path: Path,
    notes: Mapping[str, str],
    unsaved: Mapping[str, str],
    new: str,
    error: type[Exception],
    words: str,
) -> None:
    path = "contacts/Ada Byrne.md"
    (root := tmp_path / "vault").mkdir()
    view = view_of(root, {path: ADA, "contacts/Bo.md": ADA, **notes}, unsaved)
    with pytest.raises(error, match=words) as refused:
        rename(view, view.document(path), TOP, new)
    with pytest.raises(error) as by_pnet:
        renamed_by_pnet(root, view, path, new)
    assert str(refused.value) == str(by_pnet.value)


@pytest.mark.parametrize(("text", "error"), [("[[Nobo‸dy]]\n", NoteNotFound), ("[[Twi‸n]]\n", AmbiguousName)])
def test_a_link_that_leads_to_no_one_note_is_no_reason_to_rename_this_one(
    tmp_path: Path, text: str, error: type[Exception]
) -> None:
    text, at = cursor_in(text)
    view = view_of(tmp_path, {"a/Twin.md": "", "b/Twin.md": "", "n.md": text})
    with pytest.raises(error):
        rename(view, view.document("n.md"), at, "Cy")


def test_a_note_that_was_never_saved_keeps_its_name(tmp_path: Path) -> None:
    view = view_of(tmp_path, {}, {"contacts/Ada.md": ADA})
    with pytest.raises(EditRefused, match="save it first"):
        rename(view, view.document("contacts/Ada.md"), TOP, "Bo")


@pytest.mark.parametrize("path", ["drafts/a.md", "a.txt", "Ada (conflicted copy 2026-11-01).md"])
def test_a_file_that_is_no_note_of_the_vault_is_not_renamed(tmp_path: Path, path: str) -> None:
    view = view_of(tmp_path, {"pnet.toml": 'ignore = ["drafts"]\n', "Ada.md": ADA}, {path: ADA})
    assert prepare_rename(view, view.document(path), TOP) is None
    with pytest.raises(NoteNotFound):
        rename(view, view.document(path), TOP, "Bo")


def test_lines_that_editors_count_differently_are_not_edited(tmp_path: Path) -> None:
    notes = {"contacts/Ada Byrne.md": ADA, "n.md": "[[Ada Byrne]]\rand [[Ada Byrne]]\n"}
    view = view_of(tmp_path, notes)
    with pytest.raises(EditRefused, match="carriage return"):
        rename(view, view.document("contacts/Ada Byrne.md"), TOP, "Ada King")


def test_a_long_note_is_renamed_whole(tmp_path: Path) -> None:
    long = ADA + "".join(f"- 2026-01-01 call {number} with [[Bo]]\n" for number in range(11_000))
    notes = {"contacts/Ada Byrne.md": long, "contacts/Bo.md": ADA, "n.md": "[[Ada Byrne]] and [[Bo]]\n"}
    (root := tmp_path / "vault").mkdir()
    view = view_of(root, notes, {"n.md": notes["n.md"]})
    expected = renamed_by_pnet(root, view, "contacts/Bo.md", "Bo Lund")
    text, at = cursor_in("[[Ada Byrne]] and [[Bo‸]]\n")
    assert text == notes["n.md"]
    assert renamed_in_editor(root, view, "n.md", at, "Bo Lund") == expected
    assert expected["contacts/Ada Byrne.md"].count(b"[[Bo Lund]]") == 11_000


PIECES = (
    "[[Ada Byrne]] ", "[[Ada Byrne|her]]", "[[contacts/Ada Byrne]]", "[Ada](contacts/Ada%20Byrne.md)", "[x]: contacts/Ada%20Byrne.md\n",
    "%% [[Ada Byrne]] %%", "![[Ada Byrne]]", "with:: Ada Byrne\n", "`[[Ada Byrne]]`", "[[Bo]]", "Ada Byrne ", "[[ada byrne]]",
    "- 2026-11-01 tea with [[Ada Byrne]]\n", "- [ ] ask [[Ada Byrne]] 📅 2026-12-01\n", "😀", "e\u0301", "\n", "\r\n", "\ufeff", "# Ada Byrne\n",
    "---\nwith: [Ada Byrne, Bo]\n---\n", '---\r\nknows: ["[[Ada Byrne]]"]\r\n---\r\n', "---\naliases: [Countess]\n---\n", "[[Countess]]",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)
PATHS = ("contacts/Ada Byrne.md", "contacts/Bo.md", "interactions/2026-11-01 x.md", "n.md")


@settings(max_examples=60)
@given(
    st.fixed_dictionaries(dict.fromkeys(PATHS, TEXTS)),
    st.dictionaries(st.sampled_from((*PATHS, "new.md")), TEXTS),
    st.sampled_from(["Ada King", "Bo", "Countess", "ada byrne", "Ä/Ö", "x]"]),
)
def test_a_rename_does_what_pnet_does_in_any_vault(
    notes: dict[str, str], unsaved: dict[str, str], new: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (root := Path(folder) / "vault").mkdir()
        view = view_of(root, notes, unsaved)
        assert outcome(lambda: _renamed(root, view, PATHS[0], new)) == outcome(
            lambda: renamed_by_pnet(root, view, PATHS[0], new)
        )


def _renamed(root: Path, view: EditorView, path: str, new: str) -> dict[str, bytes]:
    """Return the files of a copy of the vault after a rename in the editor, which then saves all notes."""
    edit = workspace_edit(view, plan_rename(view.notebook.dry_run(), path, new))
    edited = root.parent / "edited"
    shutil.copytree(root, edited)
    save_all(edited, view.documents)
    apply_edit(edited, view, edit)
    return files(edited)


def outcome(attempt: Callable[[], dict[str, bytes]]) -> dict[str, bytes] | str:
    """Return what an attempt returns, or why it is refused."""
    try:
        return attempt()
    except PnetError as refused:
        return str(refused)


@pytest.mark.parametrize(
    ("links", "notices"),
    [
        ({}, ()),
        ({"a.md": "[[Ada Byrne]]\n"}, ("save a.md, too",)),
        ({"a.md": "[[Ada Byrne]]\n", "b.md": "[[Ada Byrne]]\n"}, ("save a.md, b.md, too",)),
    ],
)
def test_it_asks_to_save_the_other_notes_that_it_changes(
    tmp_path: Path, links: dict[str, str], notices: tuple[str, ...]
) -> None:
    view = view_of(tmp_path, {"Ada Byrne.md": "---\ntype: person\n---\n", **links})
    assert rename(view, view.document("Ada Byrne.md"), TOP, "Ada King").notices == notices
