"""What the tests of writing share: a vault's texts, and what an operation made of them."""

from collections.abc import Callable, Mapping
from pathlib import Path

from plaintext_network.vault.edits.write_session import NoteEdit, WriteSession
from plaintext_network.vault.notebook import Notebook
from plaintext_network.vault.transaction.record import Operation
from tests.conftest import TODAY

Write = Callable[[Mapping[str, str]], Path]


def texts(root: Path) -> dict[str, str]:
    """Return every file of a vault but its settings, by path; hidden ones, too."""
    found = (path for path in sorted(root.rglob("*")) if path.is_file() and path.name != "pnet.toml")
    return {path.relative_to(root).as_posix(): path.read_bytes().decode() for path in found}


def do(root: Path, wish: Callable[[WriteSession], Operation]) -> dict[str, str]:
    """Carry out a wish and return the vault's texts; taking it back must restore every byte."""
    before = texts(root)
    notebook = Notebook(str(root), TODAY)
    with notebook.write_session() as desk:
        operation = wish(desk)
        desk.perform(operation)
    after = texts(root)
    if operation.steps:
        assert before != after
        notebook.undo()
        assert texts(root) == before
        with notebook.write_session() as desk:
            desk.perform(wish(desk))
        assert texts(root) == after
    return after


def errors(root: Path) -> list[str]:
    """Return what is wrong in a vault, but for information."""
    return [p.code for p in Notebook(str(root), TODAY).problems() if p.severity != "information"]


def said(
    desk: WriteSession, path: str, name: str, *values: str, how: str = "set", any_name: bool = False
) -> Operation:
    """Return what changes one property of a note."""
    draft = desk.draft(path)
    edits: dict[str, Callable[..., NoteEdit]] = {
        "set": draft.set,
        "add": draft.add,
        "remove": draft.remove,
        "unset": draft.unset,
    }
    edits[how](name, *values, any_name=any_name)
    return draft.operation(how)
