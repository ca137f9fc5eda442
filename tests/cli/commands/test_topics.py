"""`pnet topics`: what is new, what counts as a look, and passing something on."""

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plaintext_network.cli.main import main
from tests.cli.terminal import Terminal
from tests.vault.edits.plan_edits import texts

X = "https://example.org/x"
NOTES = {
    "contacts/Ada.md": "---\ninterests: [rooms]\n---\n## Log\n- 2026-11-10 call: rooms [got:: [[Hum]]]\n",
    "contacts/Bo.md": "---\nneeds: [quiet rooms]\n---\n",
    "contacts/Cy.md": "---\noffers: [rooms]\n---\n",
    "reading/Hum.md": f"---\nurl: {X}\ntags: [rooms]\n---\n",
}
Run = Callable[..., tuple[int, str, str]]
NEW = "- 2026-11-20 message: [The Loom](https://example.net) for rooms [direction:: in]\n"


@pytest.fixture
def root(vault: Callable[[Mapping[str, str]], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PNET_TODAY", "2026-11-15")
    monkeypatch.setenv("PNET_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", "/nowhere")
    monkeypatch.delenv("PNET_VAULT", raising=False)
    return vault(NOTES)


@pytest.fixture
def pnet(root: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*argv: str) -> tuple[int, str, str]:
        code = main(["--vault", str(root), *argv])
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.fixture
def look(root: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Run a command on a terminal."""

    def run(*argv: str) -> str:
        terminal = Terminal()
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", terminal)
            patch.setenv("NO_COLOR", "1")
            patch.setenv("PAGER", "")
            main(["--vault", str(root), *argv])
        return terminal.getvalue()

    return run


def add(root: Path, line: str) -> None:
    path = root / "contacts/Ada.md"
    path.write_text(path.read_text() + line)


def test_a_topic_shows_what_was_read_or_shared_about_it(pnet: Run) -> None:
    assert pnet("topics", "rooms", "--format", "table") == (
        0,
        """who knows about it
  Cy: offers rooms  contacts/Cy.md:2
  Ada: likes rooms  contacts/Ada.md:2

what was read or shared about it
  2026-11-10  Hum, https://example.org/x: from Ada on 2026-11-10  contacts/Ada.md:5 reading/Hum.md:1
""",
        "",
    )


def test_json_has_each_mention_and_what_is_new(pnet: Run) -> None:
    found = json.loads(pnet("topics", "rooms", "--since", "2026-11-10", "--format", "json")[1])
    assert (found["since"], found["more_shared"]) == ("2026-11-10", 0)
    assert found["shared"] == [
        {
            "title": "Hum",
            "address": X,
            "note": "reading/Hum.md",
            "day": "2026-11-10",
            "shared": [
                {
                    "how": "got",
                    "day": "2026-11-10",
                    "names": ["Ada"],
                    "paths": ["contacts/Ada.md"],
                    "source": {"path": "contacts/Ada.md", "line": 5},
                    "new": True,
                }
            ],
            "source": {"path": "reading/Hum.md", "line": 1},
            "new": True,
        }
    ]
    assert "(new)" not in pnet("topics", "rooms", "--since", "2026-11-11")[1]


def test_a_look_on_a_terminal_decides_what_is_new_next_time(
    root: Path, pnet: Run, look: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "(new)" not in look("topics", "rooms")
    monkeypatch.setenv("PNET_TODAY", "2026-11-20")
    add(root, NEW)
    for _ in range(2):
        # A pipe is no look, and on the same day everything stays new.
        assert [line for line in pnet("topics", "rooms")[1].splitlines() if "(new)" in line] == [
            "what was read or shared about it\t2026-11-20  The Loom, https://example.net: from Ada on 2026-11-20 (new)"
            "\tcontacts/Ada.md:6"
        ]
        assert look("topics", "rooms").count("(new)") == 1
        assert look("topics").count("(new)") == 1
    monkeypatch.setenv("PNET_TODAY", "2026-11-21")
    assert "(new)" not in pnet("topics", "rooms")[1] + pnet("topics")[1]
    assert pnet("topics", "rooms")[2] == "nothing new since 2026-11-20\n"


@pytest.mark.parametrize("argv", [["--today", "2026-11-20"], ["--format", "json"], ["--format", "plain"]])
def test_another_day_or_another_format_is_no_look(
    root: Path, pnet: Run, look: Callable[..., str], monkeypatch: pytest.MonkeyPatch, argv: list[str]
) -> None:
    look("topics", "rooms")
    add(root, NEW)
    monkeypatch.setenv("PNET_TODAY", "2026-11-20")
    look("topics", "rooms", *argv)
    monkeypatch.setenv("PNET_TODAY", "2026-11-22")
    assert "(new)" in pnet("topics", "rooms")[1]
    assert "(new)" in pnet("topics")[1]


def test_looking_changes_no_byte_of_the_vault(root: Path, look: Callable[..., str]) -> None:
    before = texts(root)
    look("topics", "rooms")
    look("topics")
    assert texts(root) == before


def test_what_is_passed_on_is_logged_as_a_link_in_one_write_and_remembered(root: Path, pnet: Run) -> None:
    before = texts(root)
    code, out, _ = pnet("topics", "rooms", "--share", "hum", "--log", "bo", "--log", "cy", "--dry-run")
    assert (code, out.count('+gave: ["[[Hum]]"]'), texts(root)) == (0, 2, before)
    assert pnet("topics", "rooms", "--share", "hum", "--log", "bo", "--log", "cy")[0] == 0
    (note,) = root.glob("interactions/**/2026-11-15 Bo.md")
    assert note.read_text().endswith('topics: [rooms]\ngave: ["[[Hum]]"]\n---\n')
    shown = pnet("topics", "rooms", "--format", "table")[1]
    assert "from Ada on 2026-11-10; passed on to Bo and Cy on 2026-11-15" in " ".join(shown.split())
    left = pnet("topics", "rooms", "--share", "hum")[1]
    assert "leave alone for now\tBo: has had it since 2026-11-15" in left
    assert "leave alone for now\tAda: it came from them on 2026-11-10" in left
    pnet("undo")
    assert texts(root) == before


@pytest.mark.parametrize(("write", "expected"), [("log", "[gave:: [[Hum]]]"), ("daily", "[gave:: [[Hum]]]")])
def test_a_line_of_a_log_or_a_day_remembers_it(root: Path, pnet: Run, write: str, expected: str) -> None:
    (root / "pnet.toml").write_text(f'[log]\nwrite = "{write}"\n')
    assert pnet("topics", "rooms", "--share", "hum", "--log", "bo", "--log", "cy")[0] == 0
    assert sum(text.count(expected) for text in map(Path.read_text, root.rglob("*.md"))) == 2
    assert "Bo: has had it since 2026-11-15" in pnet("topics", "rooms", "--share", X)[1]


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ("Ada", "that is a person's note"),
        ("No such note", "no note has this name, and it is no web address"),
        ("contacts/Bo.md:2", "that line has no web address"),
    ],
)
def test_what_cannot_be_shared_says_why(pnet: Run, what: str, says: str) -> None:
    code, out, err = pnet("topics", "rooms", "--share", what)
    assert (code, out) == (3, "")
    assert says in err
    assert "pnet topics TOPIC --share" in err
