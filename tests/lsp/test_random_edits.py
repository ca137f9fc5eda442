"""After any edit, the problems of a buffer are those that `pnet check` reports once it is saved, and no question fails."""

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.features.diagnostics import Diagnostic, diagnose, problems_of_notes
from plaintext_network.lsp.positions import Position
from plaintext_network.problems import Problem
from plaintext_network.vault.notebook import Notebook
from tests.bench.edits.random_notes import Writer
from tests.lsp.every_feature import EVERY
from tests.lsp.text_changes import Change, changes
from tests.lsp.view_of import TODAY

COPIES = (
    "Ada (conflicted copy 2026-11-01).md",
    "Bo 2.md",
    "Zoë Brandvold.sync-conflict-20261120-093000-ABCDEFG.md",
)
MORE = {
    "contacts/Lone.md": "---\nname: Ada Lovelace\nphoto: x.png\n---\n",
    "Me.md": "---\ntype: me\n---\n",
    **{f"contacts/{copy}": "---\nemails: [ada@example.org]\n---\n" for copy in COPIES},
}


@contextmanager
def vault(seed: int) -> Iterator[Path]:
    """Make a vault of few notes of each kind, some with problems."""
    writer = Writer(Random(seed))  # noqa: S311
    with tempfile.TemporaryDirectory() as folder:
        root = Path(os.path.realpath(folder))
        (root / "pnet.toml").write_text("")
        notes = dict(MORE)
        for _ in range(14):
            path, make = writer.place()
            notes[path] = make()
        for path, text in notes.items():
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        yield root


def on_disk(root: Path) -> Notebook:
    """Open a vault without a cache."""
    return Notebook(str(root), TODAY, cache=False)


def as_checked(problem: Problem) -> tuple[object, ...]:
    """Return what `pnet check` prints of a problem."""
    return problem.line, problem.column, problem.code, problem.message, problem.hint


def assert_in_text(document: Document, found: tuple[Diagnostic, ...]) -> None:
    """Every range is within one line, and begins where its problem does."""
    for (start, end), problem in found:
        assert start.line == end.line == min(problem.line, len(document.lines.with_endings)) - 1
        assert 0 <= start.column <= end.column <= len(document.lines.line(start.line))
        assert start.column == min(problem.column - 1, len(document.lines.line(start.line)))


def saved(text: str) -> bytes:
    """Return the bytes that an editor saves, which can't write half a character."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text).encode()


EXAMPLES = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@EXAMPLES
@given(st.integers(0, 40), st.lists(st.tuples(st.floats(0, 1), st.lists(changes(), max_size=4)), max_size=4))
def test_the_problems_of_a_buffer_are_those_after_saving(
    seed: int, edits: list[tuple[float, list[Change]]]
) -> None:
    with vault(seed) as root:
        paths = sorted(path.relative_to(root).as_posix() for path in root.rglob("*.md"))
        texts: dict[str, str] = {}
        for where, made in edits:
            path = paths[int(where * (len(paths) - 1))]
            text = texts.get(path, (root / path).read_text(encoding="utf-8"))
            for change in made:
                text = change.apply(text)
            texts[path] = text
        view = EditorView(on_disk(root), {path: Document(path, text, 1) for path, text in texts.items()})
        found = {path: diagnose(view, view.document(path)) for path in paths}
        everywhere = problems_of_notes(view)
        for path, text in texts.items():
            (root / path).write_bytes(saved(text))
        after = on_disk(root).problems()
        for path in paths:
            assert_in_text(view.document(path), found[path])
            assert list(map(as_checked, (each.problem for each in found[path]))) == [
                as_checked(problem) for problem in after if problem.path == path
            ]
            assert everywhere.get(path, ()) == found[path]


@EXAMPLES
@given(
    st.integers(0, 40),
    st.floats(0, 1),
    st.lists(changes(), max_size=4),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40)), min_size=1, max_size=3),
)
def test_every_feature_answers_at_every_position(
    seed: int, where: float, made: list[Change], positions: list[tuple[float, int]]
) -> None:
    with vault(seed) as root:
        paths = sorted(path.relative_to(root).as_posix() for path in root.rglob("*.md"))
        path = paths[int(where * (len(paths) - 1))]
        text = (root / path).read_text(encoding="utf-8")
        for change in made:
            text = change.apply(text)
        view = EditorView(on_disk(root), {path: Document(path, text, 1)})
        document = view.document(path)
        for line, column in positions:
            at = Position(int(line * len(document.lines.with_endings)), column)
            for ask in EVERY.values():
                ask(view, document, at)
