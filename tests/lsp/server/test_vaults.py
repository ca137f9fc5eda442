"""The server opens the vault of each folder and document, and notices when one comes, goes or changes."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plaintext_network.vault.cold_read import MANY
from tests.lsp.server.conftest import EVERYTHING, Start
from tests.lsp.server.editor_process import SECONDS, EditorProcess

ADA = "---\ntype: contact\nrole: Mathematician\n---\n# Ada Lovelace\n"
TEXT = "Met [[Ada Lovelace]] and [[Nobody]].\n"
# A client that can't ask for the edit of one action.
UNRESOLVED: dict[str, Any] = {
    **EVERYTHING,
    "textDocument": {
        **EVERYTHING["textDocument"],
        "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}},
    },
}


@pytest.fixture
def make(tmp_path: Path) -> Callable[[str], Path]:
    def make(name: str) -> Path:
        root = tmp_path / name
        (root / "contacts").mkdir(parents=True)
        (root / "pnet.toml").touch()
        (root / "contacts/Ada Lovelace.md").write_text(ADA)
        return root

    return make


def hover(editor: EditorProcess, uri: str) -> str | None:
    found = editor.request("textDocument/hover", **editor.at(uri, 0, 8))
    return found["contents"]["value"] if found else None


def until(true: Callable[[], Any], editor: EditorProcess) -> None:
    """Wait until something is true, while the editor receives."""
    deadline = time.monotonic() + SECONDS
    while not true():
        assert time.monotonic() < deadline, "it did not come true"
        editor.settle(0.05)


def codes(editor: EditorProcess, uri: str) -> list[str] | None:
    found = editor.diagnostics(uri)
    return None if found is None else [each["code"] for each in found]


def test_the_vault_of_a_folder_in_it_is_opened(start: Start, make: Callable[[str], Path]) -> None:
    root = make("people")
    editor = start(root / "contacts")
    assert editor.request("workspace/symbol", query="Ada")


def test_the_vault_of_an_opened_note_is_the_nearest_above(
    start: Start, make: Callable[[str], Path], tmp_path: Path
) -> None:
    root = make("notes/people")
    editor = start(tmp_path)
    assert editor.request("workspace/symbol", query="Ada") == []
    uri = (root / "a.md").as_uri()
    editor.open(uri, TEXT)
    assert "Mathematician" in (hover(editor, uri) or "")


def test_an_old_client_names_its_folder_by_path(start: Start, make: Callable[[str], Path]) -> None:
    root = make("people")
    editor = start(None, initialize=False)
    editor.initialize(None, rootPath=str(root))
    assert editor.request("workspace/symbol", query="Ada")


def test_the_vault_of_an_option_needs_no_settings(
    start: Start, make: Callable[[str], Path], tmp_path: Path
) -> None:
    root = make("people")
    (root / "pnet.toml").unlink()
    uri = (root / "a.md").as_uri()
    without = start(tmp_path)
    without.open(uri, TEXT)
    assert hover(without, uri) is None
    with EditorProcess(vault=root, cwd=tmp_path) as editor:
        editor.initialize(tmp_path)
        editor.open(uri, TEXT)
        assert "Mathematician" in (hover(editor, uri) or "")
    with EditorProcess(cwd=tmp_path, environ={"PNET_VAULT": str(root)}) as editor:
        editor.initialize(tmp_path)
        editor.open(uri, TEXT)
        assert "Mathematician" in (hover(editor, uri) or "")


def test_folders_are_added_and_removed(start: Start, make: Callable[[str], Path]) -> None:
    one, other = make("one"), make("other")
    editor = start(one)
    folders = {
        "added": [{"uri": other.as_uri(), "name": "other"}],
        "removed": [{"uri": one.as_uri(), "name": "one"}],
    }
    editor.notify("workspace/didChangeWorkspaceFolders", event=folders)

    def found() -> set[str]:
        return {each["location"]["uri"] for each in editor.request("workspace/symbol", query="Ada")}

    until(lambda: (other / "contacts/Ada Lovelace.md").as_uri() in found(), editor)
    uri = (other / "a.md").as_uri()
    editor.open(uri, TEXT)
    assert hover(editor, uri)


def test_places_are_spelled_as_the_editor_spells_the_folder(
    start: Start, make: Callable[[str], Path], tmp_path: Path
) -> None:
    root = make("real/people")
    link = tmp_path / "Meine Leute 100% ❤"
    link.symlink_to(root)
    editor = start(link)
    uri = (link / "contacts/Zoë.md").as_uri()
    editor.open(uri, TEXT)
    (place,) = editor.request("textDocument/definition", **editor.at(uri, 0, 8))
    assert place["uri"] == (link / "contacts/Ada Lovelace.md").as_uri()
    # Open under its real path: that is its URI now.
    real = (root / "contacts/Ada Lovelace.md").as_uri()
    editor.open(real, ADA)
    (place,) = editor.request("textDocument/definition", **editor.at(uri, 0, 8))
    assert place["uri"] == real


def test_a_vault_that_appears_is_opened(start: Start, make: Callable[[str], Path], tmp_path: Path) -> None:
    root = make("people")
    (root / "pnet.toml").unlink()
    editor = start(tmp_path)
    uri = (root / "a.md").as_uri()
    editor.open(uri, TEXT)
    assert hover(editor, uri) is None
    (root / "pnet.toml").touch()
    until(lambda: codes(editor, uri) == ["link-nowhere"], editor)
    assert "Mathematician" in (hover(editor, uri) or "")


def test_a_vault_that_is_moved_offers_nothing_until_it_is_back(
    start: Start, make: Callable[[str], Path], tmp_path: Path
) -> None:
    root = make("people")
    editor = start(root)
    uri = (root / "a.md").as_uri()
    editor.open(uri, TEXT)
    until(lambda: codes(editor, uri) == ["link-nowhere"], editor)
    root.rename(tmp_path / "away")
    until(lambda: codes(editor, uri) == [], editor)
    assert hover(editor, uri) is None
    (tmp_path / "away").rename(root)
    until(lambda: codes(editor, uri) == ["link-nowhere"], editor)
    assert "Mathematician" in (hover(editor, uri) or "")


def test_a_deleted_vault_offers_nothing(start: Start, make: Callable[[str], Path]) -> None:
    root = make("people")
    editor = start(root)
    uri = (root / "a.md").as_uri()
    editor.open(uri, TEXT)
    until(lambda: codes(editor, uri) == ["link-nowhere"], editor)
    shutil.rmtree(root)
    until(lambda: codes(editor, uri) == [], editor)
    assert hover(editor, uri) is None
    assert editor.quit() == 0


def test_a_vault_within_a_vault_takes_over(start: Start, make: Callable[[str], Path]) -> None:
    root = make("people")
    editor = start(root)
    uri = (root / "team/a.md").as_uri()
    editor.open(uri, TEXT)
    assert "Mathematician" in (hover(editor, uri) or "")
    (root / "team").mkdir()
    (root / "team/pnet.toml").touch()
    until(lambda: hover(editor, uri) is None, editor)


def test_invalid_settings_are_told_once_and_the_vault_recovers(
    start: Start, make: Callable[[str], Path]
) -> None:
    root = make("people")
    editor = start(root)
    uri = (root / "a.md").as_uri()
    editor.open(uri, TEXT)
    until(lambda: codes(editor, uri) == ["link-nowhere"], editor)
    (root / "pnet.toml").write_text("[due\n")
    told = editor.next("window/showMessage")
    assert told["type"] == 1
    assert "pnet.toml:1" in told["message"]
    error = editor.error("textDocument/hover", **editor.at(uri, 0, 8))
    assert "pnet.toml:1" in error["message"]
    assert editor.request("textDocument/codeLens", textDocument={"uri": uri}) == []
    editor.change(uri, 2, "Met [[Ada Lovelace]].\n")
    (root / "pnet.toml").write_text("")
    until(lambda: codes(editor, uri) == [], editor)
    assert "Mathematician" in (hover(editor, uri) or "")
    assert [each["method"] for each in editor.received].count("window/showMessage") == 1


def test_invalid_settings_at_the_start_are_told_too(start: Start, make: Callable[[str], Path]) -> None:
    root = make("people")
    (root / "pnet.toml").write_text("due = 1\n")
    editor = start(root)
    uri = (root / "a.md").as_uri()
    editor.open(uri, TEXT)
    assert "pnet.toml:1" in editor.next("window/showMessage")["message"]
    (root / "pnet.toml").write_text("")
    until(lambda: codes(editor, uri) == ["link-nowhere"], editor)


def test_open_settings_show_their_own_problems(start: Start, make: Callable[[str], Path]) -> None:
    root = make("people")
    editor = start(root)
    uri = (root / "pnet.toml").as_uri()
    editor.open(uri, "")
    editor.change(uri, 2, "[due\n")
    until(lambda: codes(editor, uri) == ["settings-invalid"], editor)
    (root / "pnet.toml").write_text("[due\n")
    note = (root / "a.md").as_uri()
    editor.open(note, TEXT)
    editor.settle(1)
    assert codes(editor, uri) == ["settings-invalid"]
    assert "window/showMessage" not in [each["method"] for each in editor.received]
    editor.change(uri, 3, "")
    (root / "pnet.toml").write_text("")
    until(lambda: codes(editor, uri) == [] and codes(editor, note) == ["link-nowhere"], editor)


def test_a_change_while_the_vault_is_read_is_refused_with_a_reason(
    start: Start, make: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, gate = make("people"), tmp_path / "gate"
    gate.touch()
    for number in range(MANY):
        (root / f"{number}.md").write_text("text\n")
    # The process that reads the vault begins when the gate is gone.
    (tmp_path / "sitecustomize.py").write_text(
        "import os, sys, time\n"
        f"while 'read_vault' in str(sys.orig_argv) and os.path.exists({str(gate)!r}): time.sleep(0.05)\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    editor = start(root, EVERYTHING)
    uri = (root / "a.md").as_uri()
    editor.open(uri, TEXT)
    automatic = {"triggerKind": 2, "triggerCharacter": "["}
    first = editor.request("textDocument/completion", **editor.at(uri, 0, 6), context=automatic)
    assert first == {"isIncomplete": True, "items": []}
    waiting = editor.ask("textDocument/hover", **editor.at(uri, 0, 8))
    refused = editor.ask("textDocument/rename", **editor.at(uri, 0, 8), newName="Ada King")
    assert editor.answer(waiting)["result"] is None
    assert "still reading" in editor.answer(refused)["error"]["message"]
    waiting = editor.ask("textDocument/hover", **editor.at(uri, 0, 8))
    gate.unlink()
    assert "Mathematician" in editor.answer(waiting)["result"]["contents"]["value"]
    until(lambda: codes(editor, uri) == ["link-nowhere"], editor)
    # The editor has shown how far it was.
    editor.next("window/workDoneProgress/create")
    shown = [each["params"]["value"] for each in editor.received if each["method"] == "$/progress"]
    if shown:
        assert [shown[0]["kind"], shown[-1]["kind"]] == ["begin", "end"]
        assert "notes read" in shown[0]["message"]
    parts = [each["percentage"] for each in shown[:-1]]
    assert parts == sorted(parts)
    asked = [each["method"] for each in editor.received]
    assert "workspace/inlayHint/refresh" in asked
    assert "workspace/codeLens/refresh" in asked
    assert editor.request("textDocument/rename", **editor.at(uri, 0, 8), newName="Ada King")


def test_without_sqlite_the_server_reads_the_notes_themselves(
    start: Start, make: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make("people")
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['_sqlite3'] = None\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    editor = start(root)
    uri = (root / "a.md").as_uri()
    editor.open(uri, TEXT)
    until(lambda: codes(editor, uri) == ["link-nowhere"], editor)
    assert "Mathematician" in (hover(editor, uri) or "")
    (root / "Nobody.md").write_text("somebody\n")
    until(lambda: codes(editor, uri) == [], editor)
    assert editor.quit() == 0
    assert editor.errors == b""


def test_an_unwritable_cache_does_not_stop_the_server(
    start: Start, make: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make("people")
    (tmp_path / "a file").touch()
    monkeypatch.setenv("PNET_CACHE", str(tmp_path / "a file/cache"))
    editor = start(root)
    uri = (root / "a.md").as_uri()
    editor.open(uri, TEXT)
    until(lambda: codes(editor, uri) == ["link-nowhere"], editor)
    (root / "Nobody.md").write_text("somebody\n")
    until(lambda: codes(editor, uri) == [], editor)
    assert editor.quit() == 0


def test_an_error_that_nothing_handles_is_reported_in_a_line_and_the_vaults_are_checked_again(
    start: Start, make: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make("people")
    (root / "pnet.toml").unlink()
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\n"
        "if 'lsp' in sys.argv:\n"
        "    from plaintext_network.lsp.server.vaults.vault_sessions import VaultSessions\n"
        "    usual = VaultSessions.check\n"
        "    def check(self):\n"
        "        VaultSessions.check = usual\n"
        "        raise ValueError('the canary sings')\n"
        "    VaultSessions.check = check\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    editor = start(tmp_path)
    uri = (root / "a.md").as_uri()
    editor.open(uri, TEXT)
    until(lambda: editor.errors, editor)
    (root / "pnet.toml").touch()
    until(lambda: codes(editor, uri) == ["link-nowhere"], editor)
    assert editor.errors == b"pnet lsp: a message failed: ValueError\n"


def test_actions_are_asked_again_of_a_vault_that_changes_meanwhile(
    start: Start, make: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make("people")
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\n"
        "if 'lsp' in sys.argv:\n"
        "    from plaintext_network.errors import NotebookOutdated\n"
        "    from plaintext_network.lsp.server import answers\n"
        "    usual = answers.resolve_action\n"
        "    def resolve(*words):\n"
        "        answers.resolve_action = usual\n"
        "        raise NotebookOutdated\n"
        "    answers.resolve_action = resolve\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    editor = start(root, UNRESOLVED)
    uri = (root / "contacts/Ada Lovelace.md").as_uri()
    at = {"line": 4, "character": 0}
    asked = {"textDocument": {"uri": uri}, "range": {"start": at, "end": at}, "context": {"diagnostics": []}}
    first, second = (editor.request("textDocument/codeAction", **asked) for _ in range(2))
    assert first == second
    assert all(action["edit"] for action in first)


def test_a_client_that_resolves_no_action_waits_for_few_of_them(
    start: Start, make: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make("people")
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\n"
        "if 'lsp' in sys.argv:\n"
        "    from plaintext_network.lsp.server import answers\n"
        "    answers._PATIENCE = -1\n"
    )
    uri = (root / "contacts/Ada Lovelace.md").as_uri()
    at = {"line": 4, "character": 0}
    asked = {"textDocument": {"uri": uri}, "range": {"start": at, "end": at}, "context": {"diagnostics": []}}
    all_of_them = start(root, UNRESOLVED).request("textDocument/codeAction", **asked)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert start(root, UNRESOLVED).request("textDocument/codeAction", **asked) == all_of_them[:1]


def test_a_rename_updates_the_link_of_a_note_that_was_just_saved_and_closed(
    start: Start, make: Callable[[str], Path]
) -> None:
    root = make("people")
    (root / "a.md").write_text("nobody\n")
    editor = start(root)
    ada, uri = ((root / path).as_uri() for path in ("contacts/Ada Lovelace.md", "a.md"))
    assert editor.request("workspace/symbol", query="Ada")
    editor.settle(0.5)
    editor.open(uri, "nobody\n")
    editor.change(uri, 2, "[[Ada Lovelace]]\n")
    (root / "a.md").write_text("[[Ada Lovelace]]\n")
    editor.notify("textDocument/didSave", textDocument={"uri": uri})
    editor.close(uri)
    changes = editor.request("textDocument/rename", **editor.at(ada, 0, 0, newName="Ada King"))
    edited = {each["textDocument"]["uri"] for each in changes["documentChanges"] if "edits" in each}
    assert uri in edited


def test_what_the_last_answers_read_is_forgotten_once_nobody_asks(
    start: Start, make: Callable[[str], Path], tmp_path: Path
) -> None:
    root, log = make("people"), tmp_path / "log"
    editor = start(root, None, "--log", str(log))

    def times() -> int:
        return log.read_text().count("forget the last answers")

    uri = (root / "Today.md").as_uri()
    editor.open(uri, TEXT)
    assert hover(editor, uri)
    until(lambda: times() == 1, editor)
    assert hover(editor, uri)
    until(lambda: times() == 2, editor)
