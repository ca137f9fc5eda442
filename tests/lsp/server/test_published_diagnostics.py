"""The problems of open notes follow the text that the user writes, and what other programs save."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.lsp.server.conftest import EVERYTHING, Start
from tests.lsp.server.editor_process import SECONDS, EditorProcess
from tests.vault.watch.watch_process import Watch

ADA = "---\ntype: contact\n---\n# Ada Lovelace\n"
PULLS: dict[str, Any] = {
    **EVERYTHING,
    "textDocument": {**EVERYTHING["textDocument"], "diagnostic": {"dynamicRegistration": False}},
    "workspace": {**EVERYTHING["workspace"], "diagnostics": {"refreshSupport": True}},
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "vault/contacts").mkdir(parents=True)
    (tmp_path / "vault/pnet.toml").touch()
    (tmp_path / "vault/contacts/Ada Lovelace.md").write_text(ADA)
    return tmp_path / "vault"


def until(true: Callable[[], Any], editor: EditorProcess) -> None:
    deadline = time.monotonic() + SECONDS
    while not true():
        assert time.monotonic() < deadline, editor.received
        editor.settle(0.05)


def published(editor: EditorProcess, uri: str) -> list[tuple[int | None, list[str]]]:
    """Return the version and the codes of each message about the problems of a document."""
    return [
        (each["params"].get("version"), [problem["code"] for problem in each["params"]["diagnostics"]])
        for each in editor.received
        if each["method"] == "textDocument/publishDiagnostics" and each["params"]["uri"] == uri
    ]


def last(editor: EditorProcess, uri: str) -> tuple[int | None, list[str]] | None:
    found = published(editor, uri)
    return found[-1] if found else None


def test_a_problem_has_its_place_words_and_code(start: Start, root: Path) -> None:
    editor = start(root)
    uri = (root / "a.md").as_uri()
    editor.open(uri, "\u2028😀 and [[Nobody]]\n", 3)
    until(lambda: published(editor, uri), editor)
    found = editor.diagnostics(uri)
    assert found
    (problem,) = found
    assert problem["range"] == {"start": {"line": 0, "character": 8}, "end": {"line": 0, "character": 18}}
    assert (problem["code"], problem["source"], problem["severity"]) == ("link-nowhere", "pnet", 3)
    first, hint = problem["message"].split("\n")
    assert "Nobody" in first
    assert hint


def test_a_document_without_problems_publishes_nothing(start: Start, root: Path) -> None:
    editor = start(root)
    uri = (root / "contacts/Ada Lovelace.md").as_uri()
    editor.open(uri, ADA)
    editor.request("workspace/symbol", query="Ada")
    editor.settle()
    assert published(editor, uri) == []


def test_problems_follow_the_text_with_its_version(start: Start, root: Path) -> None:
    editor = start(root)
    uri = (root / "a.md").as_uri()
    editor.open(uri, "[[Nobody]]\n")
    until(lambda: last(editor, uri) == (1, ["link-nowhere"]), editor)
    for version, letter in enumerate("and more words, typed quickly", 2):
        editor.change(uri, version, ((1, version - 2), (1, version - 2), letter))
    until(lambda: (last(editor, uri) or (0,))[0] == 30, editor)
    # Fewer messages than keys, and none for a text that is gone.
    versions = [version for version, _ in published(editor, uri)]
    assert versions == sorted(versions)  # type: ignore[type-var]
    assert len(versions) < 15
    editor.change(uri, 31, "[[Ada Lovelace]]\n")
    until(lambda: last(editor, uri) == (31, []), editor)


def test_a_closed_document_has_no_problems(start: Start, root: Path) -> None:
    editor = start(root)
    uri = (root / "a.md").as_uri()
    editor.open(uri, "[[Nobody]]\n")
    until(lambda: last(editor, uri) == (1, ["link-nowhere"]), editor)
    editor.close(uri)
    until(lambda: last(editor, uri) == (None, []), editor)


def test_a_link_that_is_being_written_is_no_problem_until_the_user_pauses(start: Start, root: Path) -> None:
    editor = start(root)
    uri = (root / "a.md").as_uri()
    editor.open(uri, "[[Nobody]]\n\n")
    until(lambda: last(editor, uri) == (1, ["link-nowhere"]), editor)
    editor.change(uri, 2, ((1, 0), (1, 0), "[[Lovela]]"))
    until(lambda: (last(editor, uri) or (0,))[0] == 2, editor)
    assert last(editor, uri) == (2, ["link-nowhere"])
    until(lambda: last(editor, uri) == (2, ["link-nowhere"] * 2), editor)


def test_a_save_shows_what_is_wrong_at_the_cursor(start: Start, root: Path) -> None:
    editor = start(root)
    uri = (root / "a.md").as_uri()
    editor.open(uri, "")
    editor.change(uri, 2, ((0, 0), (0, 0), "[[Lovela]]"))
    editor.notify("textDocument/didSave", textDocument={"uri": uri})
    until(lambda: last(editor, uri) == (2, ["link-nowhere"]), editor)


def test_a_change_updates_the_other_open_notes(start: Start, root: Path) -> None:
    editor = start(root)
    one, other = (root / "a.md").as_uri(), (root / "contacts/Bo.md").as_uri()
    editor.open(one, "[[Bobby]]\n")
    editor.open(other, "---\ntype: contact\n---\n")
    until(lambda: last(editor, one) == (1, ["link-nowhere"]), editor)
    editor.change(other, 2, "---\ntype: contact\naliases: [Bobby]\n---\n")
    until(lambda: last(editor, one) == (1, []), editor)


@pytest.mark.parametrize("watched", [False, True])
def test_another_programs_save_is_seen(start: Start, root: Path, watched: bool) -> None:
    def act() -> None:
        editor = start(root)
        uri = (root / "a.md").as_uri()
        editor.open(uri, "[[Bo Ek]]\n\n[[bo")
        until(lambda: last(editor, uri) == (1, ["link-nowhere"]), editor)
        hints = len([each for each in editor.received if each["method"] == "workspace/inlayHint/refresh"])
        (root / "contacts/Bo Ek.md").write_text("---\ntype: contact\n---\n")
        until(lambda: last(editor, uri) == (1, []), editor)
        until(
            lambda: [each["method"] for each in editor.received].count("workspace/inlayHint/refresh") > hints,
            editor,
        )
        items = editor.request("textDocument/completion", **editor.at(uri, 2, 4))["items"]
        assert "Bo Ek" in [item["label"] for item in items]

    if watched:
        with Watch(root):
            act()
    else:
        act()


def pull(editor: EditorProcess, uri: str, before: str | None = None) -> Any:
    more = {"previousResultId": before} if before else {}
    return editor.request("textDocument/diagnostic", textDocument={"uri": uri}, identifier="pnet", **more)


def test_a_client_that_pulls_gets_reports_and_no_messages(start: Start, root: Path) -> None:
    editor = start(root, PULLS)
    uri = (root / "a.md").as_uri()
    editor.open(uri, "[[Nobody]]\n")
    editor.next("workspace/diagnostic/refresh")
    first = pull(editor, uri)
    assert first["kind"] == "full"
    assert [each["code"] for each in first["items"]] == ["link-nowhere"]
    again = pull(editor, uri, first["resultId"])
    assert again == {"kind": "unchanged", "resultId": first["resultId"]}
    editor.change(uri, 2, "[[Ada Lovelace]]\n")
    changed = pull(editor, uri, first["resultId"])
    assert (changed["kind"], changed["items"]) == ("full", [])
    editor.settle()
    assert published(editor, uri) == []


def test_a_client_that_cannot_be_asked_to_pull_again_gets_messages(start: Start, root: Path) -> None:
    capabilities = {**PULLS, "workspace": EVERYTHING["workspace"]}
    editor = start(None, initialize=False)
    offered = editor.initialize(root, capabilities)["capabilities"]
    assert "diagnosticProvider" not in offered
    uri = (root / "a.md").as_uri()
    editor.open(uri, "[[Nobody]]\n")
    until(lambda: last(editor, uri) == (1, ["link-nowhere"]), editor)


def test_a_client_that_pulls_is_asked_to_pull_again_after_a_pause_and_a_save(
    start: Start, root: Path
) -> None:
    editor = start(root, PULLS)
    uri = (root / "a.md").as_uri()
    editor.open(uri, "\n")
    editor.next("workspace/diagnostic/refresh")
    editor.change(uri, 2, ((0, 0), (0, 0), "[[Bo Ek]]"))
    assert pull(editor, uri)["items"] == []
    seen = len(editor.received)
    editor.next("workspace/diagnostic/refresh", seen)
    assert [each["code"] for each in pull(editor, uri)["items"]] == ["link-nowhere"]
    seen = len(editor.received)
    (root / "contacts/Bo Ek.md").write_text("---\ntype: contact\n---\n")
    editor.next("workspace/diagnostic/refresh", seen)
    assert pull(editor, uri)["items"] == []


def test_the_problems_of_closed_notes_are_pulled_for_the_whole_vault(start: Start, root: Path) -> None:
    (root / "b.md").write_text("[[Nobody]]\n")
    (root / "c.md").write_text("[[Nobody else]]\n")
    editor = start(root, PULLS)
    uri = (root / "c.md").as_uri()
    editor.open(uri, "[[Nobody else]]\n")
    editor.next("workspace/diagnostic/refresh")
    items = editor.request("workspace/diagnostic", previousResultIds=[])["items"]
    (report,) = items
    assert report["uri"] == (root / "b.md").as_uri()
    assert report["version"] is None
    assert [each["code"] for each in report["items"]] == ["link-nowhere"]
    # The same again waits for a change.
    known = [{"uri": report["uri"], "value": report["resultId"]}]
    waiting = editor.ask("workspace/diagnostic", previousResultIds=known)
    editor.request("workspace/symbol", query="Ada")
    assert waiting not in editor._answers
    (root / "b.md").write_text("[[Ada Lovelace]]\n")
    (cleared,) = editor.answer(waiting)["result"]["items"]
    assert (cleared["uri"], cleared["items"]) == (report["uri"], [])
    # And ends when the client says so.
    waiting = editor.ask(
        "workspace/diagnostic", previousResultIds=[{"uri": cleared["uri"], "value": cleared["resultId"]}]
    )
    editor.notify("$/cancelRequest", id=waiting)
    assert editor.answer(waiting)["error"]["code"] == -32800
    assert editor.quit() == 0
