"""A user's tasks of a day in VS Code, Helix and Zed, on the sample vault: each editor's capabilities, encoding and habits."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from plaintext_network.lsp.server.diagnostics.publish_diagnostics import PAUSE_AT_CURSOR
from tests.lsp.clients.expected import (
    COMPLETED,
    CRLF,
    KOFI,
    LINKED,
    ODD,
    ODD_NOTES,
    PRIYA,
    TODAY,
    WRITTEN,
)
from tests.lsp.server.client_capabilities import CLIENTS, Client
from tests.lsp.server.conftest import Start
from tests.lsp.server.scripted_editor import ScriptedEditor

SAMPLE = Path(__file__).parents[3] / "sample_vault"
NOWHERE = [("link-nowhere", "[[Nobody Here]]")]
WHOLE = {"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}}

# The text before the cursor, what is typed there, the beginning of the chosen label, and the text after that.
BODY = [
    ("- [ ] send it [due:: ", "fri", "friday", "- [ ] send it [due:: 2026-11-27"),
    ("with:: ", "kof", "Kofi", "with:: [[Kofi Brennan-Asante]]"),
    ("lunch with ", "zoe", "Zoë", "lunch with [[Zoë Brandvold]]"),
    ("#", "acoustics/r", "acoustics/rooms", "#acoustics/rooms"),
]


@pytest.fixture(params=CLIENTS, ids=lambda client: client.name)
def editor(request: pytest.FixtureRequest, start: Start, tmp_path: Path) -> ScriptedEditor:
    """Return an editor with a copy of the sample vault on 24 November 2026, with notes of other systems."""
    client: Client = request.param
    root = tmp_path / "vault"
    shutil.copytree(SAMPLE, root)
    for path, text in ODD_NOTES.items():
        (root / path).write_bytes(text.encode())
    return ScriptedEditor(start(None, initialize=False), client, root)


def pnet(root: Path, *words: str) -> str:
    command = [sys.executable, "-m", "plaintext_network", "--vault", str(root), *words]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def texts(root: Path) -> dict[str, bytes]:
    return {str(file.relative_to(root)): file.read_bytes() for file in root.rglob("*") if file.is_file()}


def labelled(items: list[dict[str, Any]], label: str) -> dict[str, Any]:
    return next(item for item in items if item["label"] == label)


def test_a_typed_name_becomes_a_link(editor: ScriptedEditor) -> None:
    for number, (typed, name) in enumerate(COMPLETED.items()):
        path = f"notes/{number}.md"
        buffer = editor.open(path, "")
        items = editor.type(path, f"😀 e\u0301 with [[{typed}")
        chosen = editor.accept(path, labelled(items, name))
        assert buffer.text == f"😀 e\u0301 with [[{name}]]"
        assert chosen["documentation"]["value"].startswith(f"**{name}**")
    # Problems at the cursor are shown once the user has paused.
    editor.process.settle(PAUSE_AT_CURSOR + 1)
    assert editor.underlined("notes/0.md") == []


def test_a_link_is_replaced_within_its_brackets(editor: ScriptedEditor) -> None:
    buffer = editor.open(TODAY, "田 saw [[Priya Ho|P]] today\n")
    buffer.cursor = buffer.text.index("o|P")
    editor.accept(TODAY, labelled(editor.complete(TODAY), "Priya Holtby"))
    assert buffer.text == "田 saw [[Priya Holtby|P]] today\n"


def test_front_matter_is_completed_in_an_unsaved_note(editor: ScriptedEditor) -> None:
    for number, (typed, written) in enumerate(WRITTEN.items()):
        path = f"contacts/New {number}.md"
        buffer = editor.open(path, "---\n")
        buffer.cursor = len(buffer.text)
        editor.type(path, typed)
        (item,) = editor.complete(path)
        editor.accept(path, item)
        assert buffer.text == f"---\n{written}"
        assert not (editor.root / path).exists()


def test_the_body_is_completed_by_hand(editor: ScriptedEditor) -> None:
    for number, (before, typed, label, after) in enumerate(BODY):
        path = f"notes/{number}.md"
        buffer = editor.open(path, before)
        buffer.cursor = len(before)
        editor.type(path, typed)
        items = editor.complete(path)
        editor.accept(path, next(item for item in items if item["label"].startswith(label)))
        assert buffer.text == after


def test_a_link_shows_and_leads_to_whom_it_means(editor: ScriptedEditor) -> None:
    editor.open(TODAY, f"👩‍🚀\t田 {LINKED}")
    editor.go_to(TODAY, "Kofi")
    hover = editor.at(TODAY, "textDocument/hover")
    assert hover["contents"]["kind"] == "markdown"
    assert "Graduate engineer" in hover["contents"]["value"]
    (place,) = editor.at(TODAY, "textDocument/definition")
    assert editor.path(place["uri"]) == KOFI
    (link,) = editor.about(TODAY, "textDocument/documentLink")
    assert editor.path(link["target"]) == KOFI


def test_the_places_that_link_a_person_are_listed(editor: ScriptedEditor) -> None:
    editor.open(PRIYA)
    found = editor.at(PRIYA, "textDocument/references", context={"includeDeclaration": True})
    # 14 links, and the note itself.
    assert len(found) == 15


def test_people_and_the_parts_of_a_note_are_found(editor: ScriptedEditor) -> None:
    editor.open(PRIYA)
    found = editor.process.request("workspace/symbol", query="wierz")
    assert [each["name"] for each in found] == ["Łukasz Wierzba"]
    assert "Log" in str(editor.about(PRIYA, "textDocument/documentSymbol"))


def test_who_is_due_is_shown(editor: ScriptedEditor) -> None:
    editor.open(KOFI)
    (hint,) = editor.about(KOFI, "textDocument/inlayHint", range=WHOLE)
    assert "due" in hint["label"]


def test_a_problem_is_underlined_at_its_characters(editor: ScriptedEditor) -> None:
    for path in (TODAY, *ODD_NOTES):
        editor.open(path, ODD if path == TODAY else None)
        editor.underlines(path, NOWHERE)


def test_a_problem_that_is_repaired_is_said_no_more(editor: ScriptedEditor) -> None:
    buffer = editor.open(TODAY, ODD)
    editor.underlines(TODAY, NOWHERE)
    editor.go_to(TODAY, "Here]]")
    editor.act(TODAY, "Add the contact")
    editor.underlines(TODAY, [])
    editor.save_all()
    assert "Nobody Here" in pnet(editor.root, "list", "--fields", "name")
    assert buffer.text == ODD


def test_a_promise_is_ticked_in_the_buffer(editor: ScriptedEditor) -> None:
    buffer = editor.open(KOFI)
    editor.go_to(KOFI, "read his")
    editor.act(KOFI, "Tick")
    done = "- [x] read his chartership essay and write comments [due:: 2026-11-21] [completion:: 2026-11-24]"
    assert done in buffer.text
    assert done.encode() not in (editor.root / KOFI).read_bytes()


def test_an_action_writes_the_line_endings_of_a_note_that_isnt_open(editor: ScriptedEditor) -> None:
    text = (editor.root / KOFI).read_bytes().replace(b"\n", b"\r\n")
    (editor.root / KOFI).write_bytes(text)
    editor.open(TODAY, LINKED)
    editor.go_to(TODAY, "Kofi")
    editor.act(TODAY, "Snooze Kofi Brennan-Asante for 2 weeks")
    editor.save_all()
    snoozed = (editor.root / KOFI).read_bytes()
    assert b"2026-12-08" in snoozed
    assert snoozed.count(b"\n") == snoozed.count(b"\r\n") == snoozed.count(b"\r") == text.count(b"\n") + 1


@pytest.mark.parametrize(
    ("name", "from_link"), [("Priya Holtby", True), ("Zoë Brandvold", True), ("Zoë Brandvold", False)]
)
def test_a_rename_changes_what_pnet_rename_changes(
    editor: ScriptedEditor, name: str, from_link: bool
) -> None:
    new = f"{name}-Łukaszewska 😀"
    unsaved = f"👩‍🚀 田 unsaved [[{name}]], and [[{name}|x]]\n"
    start = TODAY if from_link else f"contacts/{name}.md"
    # What the user has written, and pnet finds saved.
    beside = editor.root.parent / "beside"
    shutil.copytree(editor.root, beside)
    (beside / TODAY).write_text(unsaved, encoding="utf-8")
    pnet(beside, "rename", name, new)
    editor.open(TODAY, unsaved).is_changed = True
    editor.open(start)
    if from_link:
        editor.go_to(TODAY, f"{name}|")
    editor.rename(start, new)
    assert (editor.root / f"contacts/{new}.md").exists()
    editor.save_all()
    assert texts(editor.root) == texts(beside)


def test_a_note_that_is_moved_with_its_buffer_is_known_by_its_new_path(editor: ScriptedEditor) -> None:
    editor.open(KOFI)
    editor.move(KOFI, "crm/Kofi Moved.md")
    editor.process.notify(
        "workspace/didChangeWatchedFiles",
        changes=[{"uri": editor.uri(KOFI), "type": 3}, {"uri": editor.uri("crm/Kofi Moved.md"), "type": 1}],
    )
    editor.process.settle(1)
    buffer = editor.open(TODAY, "[[Kofi Moved]] [[Kofi Brennan-Asante]]\n")
    buffer.cursor = 3
    (place,) = editor.at(TODAY, "textDocument/definition")
    assert editor.path(place["uri"]) == "crm/Kofi Moved.md"
    editor.underlines(TODAY, [("link-nowhere", "[[Kofi Brennan-Asante]]")])


def test_lines_that_are_split_and_joined_keep_their_endings(editor: ScriptedEditor) -> None:
    path = "interactions/2026/2026-11-20 Windows.md"
    buffer = editor.open(path)
    editor.go_to(path, "👩‍🚀")
    editor.type(path, "田😀 ")
    editor.go_to(path, "with [[Zoë Brandvold|")
    ending = "\n" if editor.client.endings == "lf" else "\r\n"
    editor.type(path, ending[-1] if editor.client.endings == "model" else ending)
    editor.underlines(path, NOWHERE)
    assert (
        buffer.content
        == CRLF.replace("👩‍🚀", "田😀 👩‍🚀").replace("\r\nwith [[Zoë", "\r\n\r\nwith [[Zoë").encode()
    )


def test_messages_that_the_server_has_not_asked_for_change_nothing(editor: ScriptedEditor) -> None:
    editor.open(KOFI)
    document = {"uri": editor.uri(KOFI)}
    process = editor.process
    process.notify("$/setTrace", value="verbose")
    process.notify("$/cancelRequest", id=10_000)
    process.notify("workspace/didChangeConfiguration", settings={"pnet": None})
    process.notify("textDocument/willSave", textDocument=document, reason=1)
    process.notify("workspace/didRenameFiles", files=[{"oldUri": document["uri"], "newUri": document["uri"]}])
    process.notify("workspace/didChangeWatchedFiles", changes=[{"uri": document["uri"], "type": 2}])
    for method in (
        "textDocument/semanticTokens/full",
        "textDocument/documentHighlight",
        "textDocument/foldingRange",
    ):
        assert process.error(method, **process.at(document["uri"], 0, 0))["code"] == -32601
    editor.go_to(KOFI, "Finch & Tarrow")
    assert "Acoustics" in editor.at(KOFI, "textDocument/hover")["contents"]["value"]
    assert process.quit() == 0
    assert process.errors == b""
