"""Every command where Python has no SQLite: it answers and writes as ever, and `pnet watch` says why it can't."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plaintext_network.cli.parser import build_parser
from tests.cli.terminal import Sitting
from tests.cli.test_prompts import needs_a_terminal
from tests.vault.edits.plan_edits import texts

ADA = "---\ncadence: monthly\nemails: [ada@engine.example]\n---\n- [ ] send slides 📅 2026-11-20\n\n## Log\n- 2026-01-01 tea\n"
NOTES = {
    "Me.md": "---\ntype: me\n---\n",
    "contacts/Ada Lovelace.md": ADA,
    "contacts/Bo Ek.md": "---\nemails: [bo@ek.example]\nknows: ['[[Ada Lovelace]]']\nbirthday: 12-01\n---\n",
    "contacts/Cy.md": "---\nlast_contact: 2026-01-01\ncadence: weekly\ncadence: weekly\n---\n",
    "contacts/Cy (Conflicted copy Phone 202611200930).md": "---\nlast_contact: 2026-01-01\ncadence: weekly\ncadence: weekly\n---\n",
    "draft.md": "---\ntype: post\n---\nhello\n",
}
# As `pnet`, with the words that follow.
PNET = [
    sys.executable,
    "-I",
    "-c",
    f"import sys; sys.path.insert(0, {os.getcwd()!r}); sys.modules['sqlite3'] = None\n"
    "from plaintext_network.cli.main import main; sys.exit(main())",
]
READING = [
    ["export"],
    ["address", "bo"],
    ["calendar"],
    ["touches", "../messages.csv"],
    ["due"],
    ["agenda"],
    ["promises"],
    ["show", "ada"],
    ["list"],
    ["recent"],
    ["find", "tea"],
    ["find", "--meaning", "sending a presentation"],
    ["path", "ada"],
    ["check"],
    ["check", "contacts"],
    ["graph"],
    ["stats"],
    ["report"],
    ["report", "--format", "md"],
    ["stats", "--calendar"],
    ["stats", "ada"],
    ["balance"],
    ["ready"],
    ["profile"],
    ["post", "check", "draft.md"],
    ["intro"],
    ["reach", "ada"],
    ["event"],
    ["topics"],
    ["goal"],
    ["config"],
    ["cache"],
    ["completion", "bash"],
    ["bases", "check"],
    ["watch", "--print-unit", "systemd"],
    ["sync", "--check"],
    ["undo", "--list"],
    ["redo", "--list"],
]
WRITING = [
    ["log", "lunch with Bo Ek"],
    ["add", "Grace Hopper"],
    ["set", "ada", "cadence", "2 months"],
    ["snooze", "ada", "in 2 weeks"],
    ["promise", "ada", "in 2 weeks", "a book"],
    ["done", "send slides"],
    ["rename", "ada", "Ada King"],
    ["merge", "bo", "ada"],
    ["duplicates", "--apart", "bo", "ada"],
    ["resolve", "cy"],
    ["import", "../book.vcf"],
    ["sync"],
    ["archive", "ada"],
    ["delete", "ada", "--yes"],
    ["check", "--fix"],
    ["intro", "ada", "bo", "--why", "engines"],
    ["bases"],
]


@pytest.fixture
def root(vault: Callable[[Mapping[str, str]], Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PNET_TODAY", "2026-11-24")
    monkeypatch.setenv("XDG_CONFIG_HOME", "/nowhere")
    root = vault({**NOTES, "pnet.toml": '[sync.phone]\nfolder = "../cards"\n'})
    (root.parent / "cards").mkdir()
    (root.parent / "cards/g.vcf").write_text(
        "BEGIN:VCARD\nVERSION:3.0\nUID:g\nFN:Ada Lovelace\nEMAIL:ada@engine.example\nTITLE:Analyst\nEND:VCARD\n"
    )
    (root.parent / "messages.csv").write_text("date,person\n2026-11-20,Bo Ek\n")
    (root.parent / "book.vcf").write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Grace Hopper\nEND:VCARD\n")
    monkeypatch.setenv("PNET_VAULT", str(root))
    monkeypatch.setenv("PNET_CACHE", str(root.parent / "cache"))
    monkeypatch.setenv("PNET_STATE", str(root.parent / "state"))
    editor = f"{sys.executable} -c \"import sys; open(sys.argv[-1], 'a').write('edited')\""
    monkeypatch.setenv("EDITOR", editor)
    monkeypatch.delenv("VISUAL", raising=False)
    return root


def pnet(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*PNET, *words], cwd=root, stdin=subprocess.DEVNULL, capture_output=True, text=True)


def works(root: Path, *words: str) -> None:
    done = pnet(root, *words)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


def test_every_command_is_tried() -> None:
    (commands,) = build_parser()._subparsers._group_actions  # type: ignore[union-attr]
    tried = {words[0] for words in READING + WRITING} | {
        "init",
        # Its own tests have a repository.
        "git",
        "edit",
        "history",
        "review",
        "undo",
        "watch",
        # Its own tests have an editor.
        "lsp",
        # Its own tests have a client.
        "mcp",
        "help",
        "version",
    }
    assert set(commands.choices or ()) == tried


@pytest.mark.parametrize("words", READING, ids=" ".join)
def test_a_reading_command_answers(root: Path, words: list[str]) -> None:
    works(root, *words)
    assert texts(root) == NOTES


@pytest.mark.parametrize("words", WRITING, ids=" ".join)
def test_a_writing_command_writes_and_undo_takes_it_back(root: Path, words: list[str]) -> None:
    works(root, *words, "--dry-run")
    assert texts(root) == NOTES
    works(root, *words)
    assert texts(root) != NOTES
    written = texts(root)
    works(root, "undo")
    assert texts(root) == NOTES
    works(root, "redo")
    assert texts(root) == written


def test_init_makes_a_vault(root: Path) -> None:
    works(root, "init", "--force", "another")
    assert (root / "another/pnet.toml").exists()


def test_an_editor_opens_a_note(root: Path) -> None:
    works(root, "edit", "bo")
    assert texts(root)["contacts/Bo Ek.md"] == NOTES["contacts/Bo Ek.md"] + "edited"


@needs_a_terminal
def test_a_review_snoozes(root: Path) -> None:
    sitting = Sitting([*PNET, "review"], whole=True)
    sitting.reads("Ada Lovelace")
    sitting.types(b"s")
    sitting.reads("ntil")
    sitting.types(b"in 2 weeks\n")
    sitting.reads("wrote")
    sitting.types(b"q")
    sitting.answers()
    assert "2026-12-08" in texts(root)["contacts/Ada Lovelace.md"]


def test_a_history_finds_the_note_and_misses_only_git(root: Path) -> None:
    done = pnet(root, "history", "ada")
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    assert "git" in done.stderr


def test_watch_says_why_it_cannot(root: Path) -> None:
    done = pnet(root, "watch")
    assert done.returncode == 4
    assert "this Python has no SQLite" in done.stderr
    assert "Traceback" not in done.stderr
