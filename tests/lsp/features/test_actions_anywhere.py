"""At any place of any text, actions are offered without an error, and each that is applied is proved by what pnet then reads."""

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plaintext_network.errors import EditRefused, PnetError
from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.features.code_actions import code_actions, resolve_action
from plaintext_network.lsp.features.diagnostics import diagnose
from plaintext_network.lsp.features.rename import prepare_rename, rename
from plaintext_network.lsp.positions import Position, Range
from plaintext_network.lsp.workspace_edit import NoteCreated, NoteEdits, WorkspaceEdit
from plaintext_network.vault.notebook import Notebook
from tests.lsp.apply_edit import edited
from tests.lsp.view_of import TODAY, view_of

PERSON = "---\ntype: person\n---\n"
NOTES = {
    "contacts/Ada Byrne.md": f"{PERSON}- [ ] call\n",
    "contacts/Bo Lund.md": PERSON,
    "contacts/a/Cy.md": PERSON,
    "contacts/b/Cy.md": PERSON,
}
PATHS = ("contacts/Ada Byrne.md", "interactions/2026-11-01 x.md", "n.md", "new.md", "daily/2026-11-20.md")
PIECES = (
    "---\n", "type: person\n", "role: a\n", "role: b: c\n", "with: [Ada Byrne, Cy]\n", 'knows: ["[[Cy]]", Nadia]\n',
    "birthday: 12/05\n", "met_on: 03/04/2026\n", "cadence: montly\n", "status: actve\n", "follow_up: 2026-11-30 send\n",
    "company: x\norganization: y\n", "photo: no.png\n", "planned: true\n", "private: maybe\n", "tags: [x]\ntags: [x]\n",
    "## Log\n", "- 2026-11-01 tea with Bo\n", "- [ ] send slides 📅 2026-12-01 🔁 every week\n", "- [ ] x 📅 03/04/2026\n",
    "- [ ] y by 2026-12-01\n", "- coffee with [[Ada Byrne]] #touch\n", "[[Cy]] ", "[[Nobody New|her]] ", "[Ada](contacts/Ada%20Byrne.md) ",
    "Ada Byrne ", "Bo's ", "😀", "e\u0301", "\n", "\r\n", "\r", "%% ", "<!-- ", "`", "```\n", "| a | Bo |\n|---|---|\n", "[[", "]]",
    "<<<<<<< HEAD\none\n=======\ntwo\n>>>>>>> other\n", "\u2028", "\x00", "\ufeff", "with:: Cy\n", "\ud83d",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@pytest.fixture(scope="module")
def notebook(tmp_path_factory: pytest.TempPathFactory) -> Notebook:
    return view_of(tmp_path_factory.mktemp("vault"), {**NOTES, "n.md": "", PATHS[1]: ""}).on_disk


def _after(view: EditorView, edit: WorkspaceEdit) -> Notebook:
    """Return the vault after an edit."""
    texts = {path: document.text for path, document in view.documents.items()}
    for change in edit.changes:
        if isinstance(change, NoteCreated):
            assert change.path not in texts
            texts[change.path] = ""
        elif isinstance(change, NoteEdits):
            texts[change.path] = edited(texts.get(change.path, view.document(change.path).text), change.edits)
    return view.on_disk.over({path: text.encode("utf-8", "surrogatepass") for path, text in texts.items()})


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(PATHS), TEXTS, st.randoms(use_true_random=False))
def test_actions_anywhere(notebook: Notebook, path: str, text: str, chance: random.Random) -> None:
    document = Document(path, text, 3)
    view = EditorView(notebook, {path: document})
    lines = document.lines
    ends = sorted(chance.randrange(len(document.text) + 1) for _ in range(2))
    where = lines.range(ends[0], ends[chance.randrange(2)] if chance.random() < 0.5 else ends[0])
    where = Range(min(where), max(where))
    problems = diagnose(view, document)
    for action in code_actions(view, document, where, problems):
        assert action.title.strip()
        assert set(action.fixes) <= set(problems)
        try:
            edit = resolve_action(view, document, action.data)
        except PnetError:
            continue
        assert edit.changes, action.title
        after = _after(view, edit)
        if action.kind == "quickfix":
            code = action.fixes[0].problem.code if action.fixes else ""
            before = sum(each.problem.code == code for each in problems)
            now = sum(each.code == code for each in after.problems_of(path))
            assert now < before or not action.fixes, action.title


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(PATHS),
    TEXTS,
    st.integers(0, 400),
    st.sampled_from(["New Name", "Bo Lund", "a/b", "", "x|y", "ÄÖ 😀"]),
)
def test_renames_anywhere(notebook: Notebook, path: str, text: str, place: int, name: str) -> None:
    document = Document(path, text, 3)
    view = EditorView(notebook, {path: document})
    at = document.lines.position(place)
    start = prepare_rename(view, document, at)
    if start is not None:
        assert start.range.start.line == start.range.end.line == at.line
        document.lines.offset(start.range.end)
    try:
        edit = rename(view, document, at, name)
    except PnetError:
        return
    _after(view, edit)


@given(
    st.text()
    | st.dictionaries(st.sampled_from(["do", "line", "to", "path", "text"]), st.text() | st.integers()).map(
        str
    )
)
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_data_of_no_action_is_refused(notebook: Notebook, data: str) -> None:
    view = EditorView(notebook, {})
    with pytest.raises(EditRefused):
        resolve_action(view, view.document("n.md"), data)


@pytest.mark.parametrize(
    "do",
    ["fix", "target", "add", "link", "tick", "confirm", "cancel", "snooze", "wake", "log", "remedy", "side"],
)
@pytest.mark.parametrize(
    "values",
    [
        "",
        ', "line": "x"',
        ', "line": -5, "column": 99999999999, "text": "", "target": "", "to": "n.md", "path": "n.md", "side": "x", "code": "x", "about": "", "title": ""',
    ],
)
def test_data_with_wrong_values_is_refused(notebook: Notebook, do: str, values: str) -> None:
    view = EditorView(notebook, {})
    with pytest.raises(PnetError):
        resolve_action(view, view.document("n.md"), f'{{"do": "{do}"{values}}}')


@pytest.mark.parametrize(
    "path", ["pnet.toml", "a.txt", "drafts/x.md", ".hidden/x.md", "Ada (conflicted copy 2026-11-01).md"]
)
def test_a_file_that_is_no_note_of_the_vault_has_no_actions(tmp_path: Path, path: str) -> None:
    view = view_of(tmp_path, {"pnet.toml": 'ignore = ["drafts"]\n', "Ada.md": PERSON}, {path: "[[Ada]]\n"})
    document = view.document(path)
    assert code_actions(view, document, Range(Position(0, 0), Position(0, 7)), ()) == ()
    assert Notebook(str(tmp_path), TODAY, cache=False).index.notes.keys() == {"Ada.md"}
