"""Every feature answers alike for saved and unsaved notes, with any line ending, with a byte order mark, and over another file."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.lsp.server.conftest import EVERYTHING, Start
from tests.lsp.server.editor_process import EditorProcess

ADA = "---\naliases: [Augusta]\nrole: Mathematician\ncadence: 2 weeks\n---\n# Ada Lovelace\n\n- 2026-10-01: sent her a letter\n"
# The mathematical letter and the emoji take two units of UTF-16 each.
BO = """---
type: contact
cadence: 3 months
---
# Bo Ek

😀 𝐌et [[Augusta]] and [[Nobody Known]].

## Log

- 2026-11-01: lunch with [[Ada Lovelace]]

[[lovel
"""
LINKS = BO.split("\n").index("😀 𝐌et [[Augusta]] and [[Nobody Known]].")
LAST = BO.count("\n") - 1
NOTES = {
    "contacts/Ada Lovelace.md": ADA,
    "notes/Engine.md": "# Engine\n\nWith [[Bo Ek]] and [[Ada Lovelace]].\n",
}
HERE = {"line": LINKS, "character": 10}
NOWHERE = {"line": LINKS, "character": 30}
WHOLE = {"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}}


class Feature(NamedTuple):
    """A request about a document, and words that its answer contains."""

    method: str
    more: Mapping[str, Any]
    contains: tuple[str, ...]


FEATURES = [
    Feature("textDocument/completion", {"position": {"line": LAST, "character": 7}, "context": {"triggerKind": 1}}, ("Ada Lovelace",)),
    Feature("textDocument/hover", {"position": HERE}, ("Mathematician",)),
    Feature("textDocument/definition", {"position": HERE}, ("contacts/Ada%20Lovelace.md",)),
    Feature("textDocument/references", {"position": HERE, "context": {"includeDeclaration": False}}, ("notes/Engine.md", "contacts/Bo%20Ek.md")),
    Feature("textDocument/documentLink", {}, ("contacts/Ada%20Lovelace.md",)),
    Feature("textDocument/documentSymbol", {}, ("Log",)),
    Feature("textDocument/prepareRename", {"position": HERE}, ("Ada Lovelace",)),
    Feature("textDocument/rename", {"position": HERE, "newName": "Ada King"}, ("Ada%20King.md", "rename")),
    Feature("textDocument/codeAction", {"range": {"start": NOWHERE, "end": NOWHERE}, "context": {"diagnostics": []}}, ("Nobody Known",)),
    Feature("textDocument/inlayHint", {"range": WHOLE}, ("due",)),
    Feature("textDocument/codeLens", {}, ("due",)),
]  # fmt: skip


NAME = "contacts/Bo Ek.md"
Vault = Callable[[Mapping[str, str]], Path]
Answers = dict[str, Any]


def ask(editor: EditorProcess, uri: str, feature: Feature) -> Any:
    return editor.request(feature.method, textDocument={"uri": uri}, **feature.more)


def answers(editor: EditorProcess, root: Path) -> Answers:
    """Return the answer to every request about Bo's note, without what differs between versions and line endings."""
    found = {feature.method: ask(editor, (root / NAME).as_uri(), feature) for feature in FEATURES}
    actions = found["textDocument/codeAction"]
    found["codeAction/resolve"] = [
        editor.answer(editor.ask("codeAction/resolve", **each)) for each in actions
    ]
    for each in found["codeAction/resolve"]:
        del each["id"]
    text = json.dumps(found, sort_keys=True).replace("\\r\\n", "\\n").replace('"version": 2', '"version": 1')
    return json.loads(text)  # type: ignore[no-any-return]


def map_positions(answer: Any, change: Callable[[int, int], int]) -> Any:
    """Return an answer with the column that `change` returns for each line and column."""
    if isinstance(answer, dict):
        if answer.keys() == {"line", "character"}:
            return {"line": answer["line"], "character": change(answer["line"], answer["character"])}
        return {key: map_positions(value, change) for key, value in answer.items()}
    return [map_positions(each, change) for each in answer] if isinstance(answer, list) else answer


@pytest.fixture
def root(vault: Vault) -> Path:
    return vault({**NOTES, NAME: BO})


@pytest.fixture
def expected(root: Path, start: Start) -> Answers:
    """The answers for the saved note. They depend on no other test: each has a vault of its own, at the same path."""
    editor = start(root)
    editor.open((root / NAME).as_uri(), BO)
    found = answers(editor, root)
    assert editor.quit() == 0
    return found


def test_every_feature_answers(expected: Answers) -> None:
    for feature in FEATURES:
        for word in feature.contains:
            assert word in json.dumps(expected[feature.method]), feature.method


def test_every_feature_answers_for_an_unsaved_note(expected: Answers, start: Start, root: Path) -> None:
    (root / NAME).unlink()
    editor = start(root)
    editor.open((root / NAME).as_uri(), BO)
    assert answers(editor, root) == expected


def test_every_feature_answers_for_a_note_that_is_not_open(
    expected: Answers, start: Start, root: Path
) -> None:
    assert answers(start(root), root) == map_versions(expected)


def map_versions(answer: Any) -> Any:
    return json.loads(json.dumps(answer).replace('"version": 1', '"version": null'))


def test_every_feature_answers_for_a_note_with_crlf(expected: Answers, start: Start, root: Path) -> None:
    text = BO.replace("\n", "\r\n")
    (root / NAME).write_bytes(text.encode())
    editor = start(root)
    editor.open((root / NAME).as_uri(), text)
    assert answers(editor, root) == expected


def test_every_feature_answers_for_a_client_that_shows_a_byte_order_mark(
    expected: Answers, start: Start, root: Path
) -> None:
    (root / NAME).write_bytes(f"\ufeff{BO}".encode())
    editor = start(root)
    editor.open((root / NAME).as_uri(), f"\ufeff{BO}")
    found = answers(editor, root)
    assert map_positions(found, lambda line, column: column - (line == 0 and column > 0)) == expected


def test_every_feature_answers_for_a_client_that_hides_a_byte_order_mark(
    expected: Answers, start: Start, root: Path
) -> None:
    (root / NAME).write_bytes(f"\ufeff{BO}".encode())
    editor = start(root)
    editor.open((root / NAME).as_uri(), BO)
    assert answers(editor, root) == expected


def test_every_feature_answers_for_the_buffer_while_the_file_differs(
    expected: Answers, start: Start, root: Path
) -> None:
    (root / NAME).write_text("---\ntype: contact\ncadence: never\n---\n[[Ada Lovelace]] [[Cy]]\n")
    editor = start(root)
    uri = (root / NAME).as_uri()
    editor.open(uri, "# Nobody\n")
    lines = BO.splitlines(keepends=True)
    editor.change(uri, 2, "".join(lines[:3]), ((3, 0), (3, 0), "".join(lines[3:])))
    # Saved by another program, while the buffer is not.
    (root / NAME).write_text("[[Nobody at all]]\n")
    assert answers(editor, root) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-32"])
def test_every_feature_answers_in_the_clients_encoding(
    encoding: str, expected: Answers, start: Start, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = BO.split("\n")[LINKS]

    def in_encoding(line: int, column: int) -> int:
        if line != LINKS:
            return column
        before = written.encode("utf-16-le")[: 2 * column].decode("utf-16-le")
        return len(before.encode()) if encoding == "utf-8" else len(before)

    moved = [feature._replace(more=map_positions(dict(feature.more), in_encoding)) for feature in FEATURES]
    monkeypatch.setattr("tests.lsp.server.test_features.FEATURES", moved)
    editor = start(root, {**EVERYTHING, "general": {"positionEncodings": [encoding]}})
    editor.open((root / NAME).as_uri(), BO)
    assert answers(editor, root) == map_positions(expected, in_encoding)


def test_nothing_is_offered_outside_a_vault(start: Start, root: Path, tmp_path: Path) -> None:
    editor = start(root)
    outside = [
        (tmp_path / "Bo Ek.md").as_uri(),
        (root / "Bo Ek.txt").as_uri(),
        (root / ".trash/Bo.md").as_uri(),
    ]
    for uri in (*outside, "untitled:Untitled-1"):
        editor.open(uri, BO)
        for feature in FEATURES:
            assert ask(editor, uri, feature) in (None, [], {"isIncomplete": False, "items": []})
    editor.settle()
    assert not [each for each in editor.received if each["method"] == "textDocument/publishDiagnostics"]


def test_people_are_found_by_name_in_every_vault(start: Start, root: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    (other / "contacts").mkdir(parents=True)
    (other / "pnet.toml").touch()
    (other / "contacts/Cy Lovelace.md").write_text("# Cy\n")
    folders = [{"uri": each.as_uri(), "name": each.name} for each in (root, other)]
    editor = start(None, workspaceFolders=folders)
    found = editor.request("workspace/symbol", query="lovel")
    assert {(each["name"], each["location"]["uri"]) for each in found} == {
        ("Ada Lovelace", (root / "contacts/Ada Lovelace.md").as_uri()),
        ("Cy Lovelace", (other / "contacts/Cy Lovelace.md").as_uri()),
    }
    # Also one who is only in a buffer.
    uri = (other / "contacts/Di Lovelace.md").as_uri()
    editor.open(uri, "---\ntype: contact\n---\n")
    assert uri in {each["location"]["uri"] for each in editor.request("workspace/symbol", query="lovel")}


def test_an_item_is_described_when_it_is_chosen(start: Start, root: Path) -> None:
    editor = start(root)
    uri = (root / "contacts/Bo Ek.md").as_uri()
    editor.open(uri, BO)
    items = ask(editor, uri, FEATURES[0])["items"]
    (item,) = [each for each in items if each["label"] == "Ada Lovelace"]
    assert "documentation" not in item
    chosen = editor.request("completionItem/resolve", **item)
    assert "Mathematician" in chosen["detail"]
    assert chosen["textEdit"] == item["textEdit"]


def test_a_client_without_markdown_gets_plain_text(start: Start, root: Path) -> None:
    editor = start(root, {"textDocument": {"hover": {"contentFormat": ["plaintext"]}}})
    uri = (root / "contacts/Ada Lovelace.md").as_uri()
    editor.open(uri, ADA)
    shown = editor.request("textDocument/hover", **editor.at(uri, 5, 3))["contents"]
    assert shown["kind"] == "plaintext"
    assert shown["value"].startswith("Ada Lovelace")
    assert "*" not in shown["value"]


def test_a_client_without_a_tree_gets_flat_symbols(start: Start, root: Path) -> None:
    editor = start(root, {})
    uri = (root / "contacts/Bo Ek.md").as_uri()
    editor.open(uri, BO)
    symbols = editor.request("textDocument/documentSymbol", textDocument={"uri": uri})
    assert {"Bo Ek", "Log"} <= {each["name"] for each in symbols}
    assert all(each["location"]["uri"] == uri for each in symbols)
    assert {each.get("containerName") for each in symbols if each["name"] == "Log"} == {"Bo Ek"}


def test_a_user_can_turn_off_hints_and_lenses(start: Start, root: Path) -> None:
    editor = start(None, initialize=False)
    offered = editor.initialize(root, EVERYTHING, initializationOptions={"codeLens": False})["capabilities"]
    assert offered["inlayHintProvider"] is True
    assert "codeLensProvider" not in offered
    editor = start(None, initialize=False)
    offered = editor.initialize(root, EVERYTHING, initializationOptions={"inlayHint": False})["capabilities"]
    assert not offered.get("inlayHintProvider")
    assert "codeLensProvider" in offered


@pytest.mark.parametrize(
    ("client", "text"),
    [("Visual Studio Code", "lovel Ada Lovelace"), ("Neovim", None), ("Emacs", "lovel Ada Lovelace")],
)
def test_an_item_is_filtered_as_the_client_does_it(
    client: str, text: str | None, start: Start, root: Path
) -> None:
    editor = start(root, clientInfo={"name": client})
    uri = (root / NAME).as_uri()
    editor.open(uri, BO)
    (item,) = [each for each in ask(editor, uri, FEATURES[0])["items"] if each["label"] == "Ada Lovelace"]
    assert item.get("filterText") == text
    editor.change(uri, 2, "[[ada lovel\n")
    found = editor.request("textDocument/completion", **editor.at(uri, 0, 11))["items"]
    assert [each.get("filterText") for each in found if each["label"] == "Ada Lovelace"] == [
        {"Emacs": "lovel Ada Lovelace", "Neovim": None}.get(client, "ada lovel Ada Lovelace")
    ]


@pytest.mark.parametrize(
    ("client", "detail", "resolves"),
    [
        ("Visual Studio Code", None, True),
        # It would wait for the description before it writes the name.
        ("Neovim", "mathematician, Analytical Society", False),
        ("Emacs", "mathematician, Analytical Society", True),
    ],
)
def test_people_are_told_apart_in_the_list_of_a_client_that_describes_no_item(
    client: str, detail: str | None, resolves: bool, start: Start, root: Path
) -> None:
    (root / "contacts/Ada Byron.md").write_text(
        "---\nrole: mathematician\norganization: '[[Analytical Society]]'\n---\n"
    )
    editor = start(None, initialize=False)
    offered = editor.initialize(root, EVERYTHING, clientInfo={"name": client})["capabilities"]
    assert offered["completionProvider"]["resolveProvider"] == resolves
    uri = (root / NAME).as_uri()
    editor.open(uri, "[[ada byr\n")
    (item,) = editor.request("textDocument/completion", **editor.at(uri, 0, 9))["items"]
    assert (item["label"], item.get("detail")) == ("Ada Byron", detail)


@pytest.mark.parametrize("rest", ["", "a carriage \r return\r\n"])
@pytest.mark.parametrize(
    ("client", "ending"),
    [
        ({"clientInfo": {"name": "Eglot"}}, "\n"),
        ({"initializationOptions": {"client": "Emacs"}}, "\n"),
        ({"clientInfo": {"name": "Neovim"}}, "\r\n"),
    ],
)
def test_a_client_gets_the_line_endings_that_it_writes(
    client: dict[str, Any], ending: str, rest: str, start: Start, root: Path
) -> None:
    text = ADA.replace("\n", "\r\n") + rest
    (root / "contacts/Ada Lovelace.md").write_bytes(text.encode())
    editor = start(root, **client)
    uri = (root / "contacts/Ada Lovelace.md").as_uri()

    def snoozing() -> str:
        feature = Feature("textDocument/codeAction", {"range": WHOLE, "context": {"diagnostics": []}}, ())
        action = next(each for each in ask(editor, uri, feature) if each["title"].startswith("Snooze"))
        (change,) = editor.request("codeAction/resolve", **action)["edit"]["documentChanges"]
        return "".join(each["newText"] for each in change["edits"])

    closed = snoozing()
    assert closed.count("\n") == 1
    assert closed.count("\r\n") == ending.count("\r\n")
    # The text of an open document is as the editor has sent it.
    editor.open(uri, text)
    assert "\r\n" in snoozing()


def test_emacs_gets_carriage_returns_for_a_note_whose_lines_end_differently(start: Start, root: Path) -> None:
    (root / "contacts/Ada Lovelace.md").write_bytes(ADA.replace("\n", "\r\n").encode() + b"end\n")
    editor = start(root, clientInfo={"name": "Emacs"})
    uri = (root / "contacts/Ada Lovelace.md").as_uri()
    where = {"textDocument": {"uri": uri}, "range": WHOLE, "context": {"diagnostics": []}}
    actions = editor.request("textDocument/codeAction", **where)
    action = next(each for each in actions if each["title"].startswith("Snooze"))
    (change,) = editor.request("codeAction/resolve", **action)["edit"]["documentChanges"]
    assert "".join(each["newText"] for each in change["edits"]).count("\r\n") == 1


def test_a_rename_is_refused_in_the_words_of_the_command_line(start: Start, root: Path) -> None:
    editor = start(root)
    uri = (root / NAME).as_uri()
    editor.open(uri, BO)
    here = {"textDocument": {"uri": uri}, "position": HERE}
    for name in ("Bo Ek", "", " "):
        error = editor.error("textDocument/rename", **here, newName=name)
        done = subprocess.run(
            [sys.executable, "-m", "plaintext_network", "--vault", str(root), "rename", "Ada Lovelace", name],
            capture_output=True,
            text=True,
        )
        assert done.returncode != 0
        assert error == {"code": -32803, "message": done.stderr.strip()}


def test_an_editor_that_renames_no_files_gets_the_command_that_does(start: Start, root: Path) -> None:
    without = {**EVERYTHING, "workspace": {"workspaceEdit": {"documentChanges": True}}}
    editor = start(root, without)
    uri = (root / NAME).as_uri()
    editor.open(uri, BO)
    error = editor.error("textDocument/rename", textDocument={"uri": uri}, position=HERE, newName="Ada King")
    assert 'pnet rename "Ada Lovelace" "Ada King"' in error["message"]


def test_an_old_client_gets_changes_by_document(start: Start, root: Path) -> None:
    editor = start(root, {"textDocument": EVERYTHING["textDocument"]})
    uri = (root / NAME).as_uri()
    editor.open(uri, BO)
    context = {"diagnostics": [], "only": ["refactor"]}
    line = {"line": 5, "character": 0}
    where = {"start": line, "end": line}
    actions = editor.request(
        "textDocument/codeAction", textDocument={"uri": uri}, range=where, context=context
    )
    snooze = next(each for each in actions if each["title"].startswith("Snooze"))
    edit = editor.request("codeAction/resolve", **snooze)["edit"]
    assert list(edit) == ["changes"]
    assert list(edit["changes"]) == [uri]


def test_a_client_that_resolves_nothing_gets_actions_with_their_edits(start: Start, root: Path) -> None:
    code_action: dict[str, object] = {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}}
    capabilities = {**EVERYTHING, "textDocument": {"codeAction": code_action}}
    editor = start(root, capabilities)
    uri = (root / NAME).as_uri()
    editor.open(uri, BO)
    actions = editor.request(
        "textDocument/codeAction", textDocument={"uri": uri}, range=WHOLE, context={"diagnostics": []}
    )
    assert actions
    assert all(each["edit"] for each in actions)


def test_a_cursor_at_the_end_of_a_line_gets_what_ends_the_problem_of_that_line(
    start: Start, root: Path
) -> None:
    editor = start(root)
    uri = (root / NAME).as_uri()
    editor.open(uri, "---\n---\n- wrote to [[Nobody Known]] about the garden\n")
    end = {"line": 2, "character": 43}
    actions = editor.request(
        "textDocument/codeAction",
        textDocument={"uri": uri},
        range={"start": end, "end": end},
        context={"diagnostics": []},
    )
    (add,) = (each for each in actions if each["title"] == "Add the contact “Nobody Known”")
    assert [each["code"] for each in add["diagnostics"]] == ["link-nowhere"]
