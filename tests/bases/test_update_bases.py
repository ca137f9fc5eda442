"""`pnet bases` writes a file, updates its own, and never touches one that somebody changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from plaintext_network.bases.update_bases import PlannedBases, plan_bases
from plaintext_network.model.edits.base_mark import is_as_written, with_mark
from plaintext_network.vault.notebook import Notebook
from tests.bases.base_vaults import CRM, write_vault
from tests.conftest import TODAY

Write = Callable[[], PlannedBases]
FILES = [
    f"Bases/{name}.base"
    for name in ("People", "Upcoming days", "Conversations", "Introductions", "Goals", "Person")
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_vault(tmp_path, CRM)


@pytest.fixture
def write(root: Path) -> Write:
    def write() -> PlannedBases:
        with Notebook(str(root), TODAY).write_session() as session:
            planned = plan_bases(session)
            session.perform(planned.operation)
        return planned

    return write


def written(planned: PlannedBases) -> list[str]:
    return [step.path for step in planned.operation.steps]


def test_the_first_time_it_writes_every_file(root: Path, write: Write) -> None:
    assert written(write()) == FILES
    assert all(is_as_written((root / path).read_bytes()) for path in FILES)


def test_again_it_writes_nothing(write: Write) -> None:
    write()
    again = write()
    assert (written(again), again.unchanged, again.left) == ([], tuple(FILES), ())


def test_it_updates_its_files_when_the_settings_change(root: Path, write: Write) -> None:
    write()
    settings = root / "pnet.toml"
    settings.write_text(settings.read_text().replace('folders = ["Ziele"]', 'folders = ["Vorhaben"]'))
    assert {"Bases/Goals.base", "Bases/Person.base"} <= set(written(write()))
    assert 'inFolder("Vorhaben")' in (root / "Bases/Goals.base").read_text()


def test_it_updates_its_files_when_notes_use_another_name(root: Path, write: Write) -> None:
    write()
    (root / "Leute/Neu.md").write_text("---\nrolle: x\ntitle: Chef\n---\n")
    (root / "Leute/Neu 2.md").write_text("---\nrole: Chefin\n---\n")
    assert written(write()) == ["Bases/People.base"]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("name: Everyone", "name: Alle"),
        lambda text: text + "# mine\n",
        lambda text: text.partition("\n")[2],
        lambda text: text.replace("Digest: ", "Digest: 0"),
        lambda _: "views: []\n",
        lambda _: "",
    ],
)
def test_a_file_that_somebody_changed_stays_to_the_byte(
    root: Path, write: Write, change: Callable[[str], str]
) -> None:
    write()
    people = root / FILES[0]
    people.write_text(change(people.read_text()))
    before = people.read_bytes()
    (root / "Leute/Neu.md").write_text("---\ntitle: Chef\n---\n")
    again = write()
    assert again.left == (FILES[0],)
    assert people.read_bytes() == before


def test_a_file_of_the_users_own_stays(root: Path, write: Write) -> None:
    write_vault(root, {"Bases/Goals.base": "views: []\n"})
    assert write().left == ("Bases/Goals.base",)
    assert (root / "Bases/Goals.base").read_text() == "views: []\n"


def test_other_line_endings_are_no_change(root: Path, write: Write) -> None:
    write()
    for path in FILES:
        (root / path).write_bytes((root / path).read_bytes().replace(b"\n", b"\r\n"))
    assert write().unchanged == tuple(FILES)
    (root / "Leute/Neu.md").write_text("---\ntitle: Chef\n---\n")
    assert written(write()) == ["Bases/People.base"]


def test_a_file_that_became_what_pnet_would_write_is_its_own_again(root: Path, write: Write) -> None:
    write()
    people = root / FILES[0]
    own = people.read_bytes()
    people.write_bytes(own.partition(b"\n")[2])
    assert written(write()) == [FILES[0]]
    assert people.read_bytes() == own


def test_undo_removes_what_was_written(root: Path, write: Write) -> None:
    write()
    Notebook(str(root), TODAY).undo()
    assert not (root / "Bases").exists()


def test_a_deleted_file_is_written_again(root: Path, write: Write) -> None:
    write()
    (root / FILES[2]).unlink()
    assert written(write()) == [FILES[2]]


def test_files_of_obsidian_are_neither_notes_nor_problems(root: Path, write: Write) -> None:
    before = Notebook(str(root), TODAY, cache=False)
    notes, problems = set(before.index.notes), before.problems()
    write()
    (root / FILES[0]).write_text("filters: [\n")
    after = Notebook(str(root), TODAY, cache=False)
    assert (set(after.index.notes), after.problems()) == (notes, problems)


def test_a_mark_is_of_the_text_that_it_precedes() -> None:
    assert is_as_written(with_mark("views: []\n"))
    assert not is_as_written(with_mark("views: []\n") + b"\n")
    assert not is_as_written(b"views: []\n")
    assert not is_as_written(b"\xff\xfe")
