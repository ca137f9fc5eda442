"""What every command prints on a terminal of 60, 80 and 120 columns: whole words, lines that fit, right plurals."""

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from plaintext_network.cli.main import main
from plaintext_network.cli.output.table import width
from tests.cli.terminal import Terminal
from tests.cli.test_answers_on_other_days import ASKED, OURS, with_cards

SAMPLE = Path(__file__).parents[2] / "sample_vault"
QUESTIONS = [
    [command, *(word.format(**OURS) for word in question.split())]
    for command, questions in ASKED.items()
    for question in questions
    # Their lines are for programs.
    if command not in ("calendar", "bases", "report") and not (command == "graph" and "--format" in question)
] + [["help"], ["list", "nobody"], ["show", "Nobody Known"], ["list", "circle:>>"], ["find", "zzz"]]
# It ends a text that is shortened.
MARK = "…"
# What pictures of characters are made of.
DRAWN = {*"^|·░▒▓▁▂▃▄▅▆▇█"}


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = Path(shutil.copytree(SAMPLE, tmp_path_factory.mktemp("words") / "vault"))
    with_cards(root)
    return root


def shown(argv: list[str], root: Path, columns: int, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return what a command shows on a terminal, answer and notes together."""
    terminal = Terminal()
    with monkeypatch.context() as patched:
        for name, value in {"COLUMNS": str(columns), "LINES": "2000", "NO_COLOR": "1"}.items():
            patched.setenv(name, value)
        patched.setattr("sys.stdout", terminal)
        patched.setattr("sys.stderr", terminal)
        main(["--vault", str(root), "--today", "2026-11-24", "--no-input", *argv])
    return terminal.getvalue()


@pytest.mark.parametrize("argv", QUESTIONS, ids=" ".join)
def test_no_word_is_broken_and_every_line_fits(
    argv: list[str], vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wide = " ".join(shown(argv, vault, 5000, monkeypatch).split())
    wide += (
        " " + " ".join(shown([*argv, "--full"], vault, 5000, monkeypatch).split())
        if argv[0] == "show"
        else ""
    )
    for columns in (60, 80, 120):
        text = shown(argv, vault, columns, monkeypatch)
        for line in text.splitlines():
            if line.startswith("no room for "):
                continue  # nothing goes where there is room
            if ": pnet " in line:
                continue  # a command to paste stays whole
            words = line.split()
            assert width(line.rstrip()) <= columns or len(words) < 2 or argv[0] == "path", line
            for word in words:
                word = word.strip(MARK)
                if not word or set(word) <= DRAWN:
                    continue
                # A path may go on after a folder.
                end = "" if word.endswith("/") else r"(?![^\s/,;.:])"
                assert re.search(r"(?<![^\s/])" + re.escape(word) + end, wide), (columns, word, line)


SMALL: list[Mapping[str, str]] = [
    {},
    {"contacts/Ada.md": "---\ncadence: weekly\ncircles: [friends]\n---\n- [ ] call 📅 2026-11-25\n## Log\n- 2026-10-01 call: maps\n"},
    {
        "contacts/Ada.md": "---\ncadence: weekly\norganization: Mint\n---\n- [ ] call 📅 2026-11-20\n- [ ] write 📅 2026-11-20\n## Log\n- 2026-10-01 call: maps\n",
        "contacts/Bo.md": "---\norganization: Mint\nmet_at: Fair\nmet_on: 2026-09-26\n---\n## Log\n- 2026-09-26 call: maps\n",
        "me.md": "---\ntype: me\norganization: Mint\n---\n",
        "goals/Maps.md": "---\ntopics: [maps]\n---\n",
    },
]  # fmt: skip
# Words with an s that are no plurals, and what one can be of.
SINGULAR = "is|was|has|us|this|its|as|mentees|mentors|clients|friends|alumni|standing|touches per"
NOUNS = (
    "contact|note|promise|person|touch|day|week|month|year|line|error|warning|interaction|event|goal|topic|"
    "profile|circle|introduction|organization|post|problem|entry|cache|field|suggestion|favour|byte|step|time|message"
)
WRONG = re.compile(
    rf"(?<![\d:.,/-])1 (?:open |more |finished |other )?(?!(?:{SINGULAR})\b)[a-z]+s\b"
    rf"|(?<![\d:.,/-])(?:0|[2-9]|[1-9]\d+) (?:open |more |finished |other )?(?:{NOUNS})\b(?!-)"
)


@pytest.mark.parametrize("notes", [None, *SMALL], ids=["sample", "none", "one", "two"])
def test_counts_have_the_right_number(
    notes: Mapping[str, str] | None, vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = vault if notes is None else tmp_path
    for path, text in {"pnet.toml": "", **(notes or {})}.items() if notes is not None else ():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    for argv in [
        *QUESTIONS,
        ["balance", "Ada"],
        ["show", "Ada"],
        ["topics", "maps"],
        ["goal", "Maps"],
        ["report", "--format", "md"],
    ]:
        if argv[0] in ("find", "list", "recent", "show", "log", "help"):
            continue  # mostly words from notes
        text = shown(argv, root, 5000, monkeypatch)
        assert not (found := WRONG.search(text)), (argv, text[max(found.start() - 60, 0) : found.end() + 40])
