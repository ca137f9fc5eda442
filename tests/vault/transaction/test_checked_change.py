"""A text that another program writes during a replacement is in the file or in a conflict copy, never lost."""

import ctypes
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plaintext_network.errors import ChangedOnDisk, WriteFailed, WriteLeftPending
from plaintext_network.model.note.kinds.conflict_copies import copy_of
from plaintext_network.vault.transaction import transaction
from plaintext_network.vault.transaction.check_paths import resolve_step
from plaintext_network.vault.transaction.checked_change import copy_name
from plaintext_network.vault.transaction.journal_files import Journal
from plaintext_network.vault.transaction.record import FileStep, Operation, OtherFolder, Record, to_bytes
from plaintext_network.vault.transaction.write_lock import hold_write_lock
from tests.soak.editor import write_at_once
from tests.soak.machines import main
from tests.soak.trials import contents

Action = Callable[[Path], object]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PNET_STATE", str(tmp_path / "state"))
    root = tmp_path / "vault"
    root.mkdir()
    return root


def write_by_renaming(path: Path, text: str) -> None:
    draft = path.with_name("~draft")
    draft.write_text(text)
    draft.replace(path)


def by_renaming(name: str, text: str) -> Action:
    return lambda root: write_by_renaming(root / name, text)


def in_place(name: str, text: str) -> Action:
    return lambda root: (root / name).write_text(text)


def removing(name: str) -> Action:
    return lambda root: (root / name).unlink()


def nothing(root: Path) -> None:
    """Leave everything as it is."""


@contextmanager
def bound_by_permissions() -> Iterator[None]:
    """Let the permissions of files bind root, too, by taking its capabilities away for a while (capabilities(7))."""
    if os.geteuid() or sys.platform != "linux":
        yield
        return
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    # Twice the effective, the permitted and the inheritable ones.
    sets = (ctypes.c_uint32 * 6)()
    assert libc.capget(header, sets) == 0
    effective = sets[0], sets[3]
    sets[0] = sets[3] = 0
    assert libc.capset(header, sets) == 0
    try:
        yield
    finally:
        sets[0], sets[3] = effective
        assert libc.capset(header, sets) == 0


@contextmanager
def before_each_swap(root: Path, actions: Sequence[Action]) -> Iterator[None]:
    """Let another program act right before each call that renames: the first action before the first call, and so on."""
    left = iter(actions)

    def act(frame: FrameType, event: str, arg: object) -> None:
        code = frame.f_code
        if event == "call" and code.co_name == "call" and code.co_filename.endswith("rename_flags.py"):
            next(left, nothing)(root)

    earlier = sys.getprofile()
    sys.setprofile(act)
    try:
        yield
    finally:
        sys.setprofile(earlier)


def perform(root: Path, *steps: FileStep, others: tuple[OtherFolder, ...] = ()) -> None:
    with hold_write_lock(str(root)):
        transaction.perform(str(root), Operation("a test", steps, others=others))


def texts(root: Path) -> dict[str, str]:
    """Return the files' texts by path; of a conflict copy, the path without the time."""
    return {
        f"{path.partition('copy')[0]}copy" if "conflicted" in path else path: text.decode()
        for path, text in contents(root).items()
    }


EDIT = FileStep("Ada.md", b"old", b"new")
COPY = "Ada (pnet conflicted copy"


class TestInTheMomentOfAReplacement:
    @pytest.mark.parametrize("write", [by_renaming, in_place])
    def test_another_text_goes_back_into_place(self, root: Path, write: Callable[[str, str], Action]) -> None:
        (root / "Ada.md").write_text("old")
        with before_each_swap(root, [write("Ada.md", "theirs")]), pytest.raises(ChangedOnDisk) as raised:
            perform(root, EDIT)
        assert texts(root) == {"Ada.md": "theirs"}
        assert raised.value.copies == ()

    @pytest.mark.parametrize("write", [by_renaming, in_place])
    def test_a_third_text_becomes_a_conflict_copy(
        self, root: Path, write: Callable[[str, str], Action]
    ) -> None:
        # Right before the first is put back, a third program, which had read the new text, writes.
        (root / "Ada.md").write_text("old")
        acts = [by_renaming("Ada.md", "theirs"), write("Ada.md", "new, and a third")]
        with before_each_swap(root, acts), pytest.raises(ChangedOnDisk) as raised:
            perform(root, EDIT)
        assert texts(root) == {"Ada.md": "theirs", COPY: "new, and a third"}
        (copy,) = raised.value.copies
        assert copy_of(copy) == "Ada.md"
        assert f"another program's text is now in {copy}\n" in str(raised.value)

    def test_a_file_that_is_removed_meanwhile_comes_back_with_the_other_text(self, root: Path) -> None:
        (root / "Ada.md").write_text("old")
        acts = [by_renaming("Ada.md", "theirs"), removing("Ada.md")]
        with before_each_swap(root, acts), pytest.raises(ChangedOnDisk):
            perform(root, EDIT)
        assert texts(root) == {"Ada.md": "theirs"}

    def test_a_file_that_is_removed_stays_removed(self, root: Path) -> None:
        (root / "Ada.md").write_text("old")
        with before_each_swap(root, [removing("Ada.md")]), pytest.raises(ChangedOnDisk):
            perform(root, EDIT)
        assert texts(root) == {}

    def test_a_link_or_a_folder_in_its_place_goes_back(self, root: Path) -> None:
        def link(root: Path) -> None:
            (root / "Ada.md").unlink()
            (root / "Ada.md").symlink_to("Bo.md")

        (root / "Ada.md").write_text("old")
        with before_each_swap(root, [link]), pytest.raises(ChangedOnDisk):
            perform(root, EDIT)
        assert texts(root) == {"Ada.md": "-> Bo.md"}

    @pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of it")
    def test_a_file_that_a_program_still_writes_is_left_to_it(self, root: Path) -> None:
        (root / "Ada.md").write_text("old")
        with open(root / "Ada.md", "r+") as editor:
            with pytest.raises(WriteFailed, match=r"Ada\.md: another program has it open for writing"):
                perform(root, EDIT)
            editor.write("edited")
        assert texts(root) == {"Ada.md": "edited"}
        perform(root, FileStep("Ada.md", b"edited", b"new"))
        assert texts(root) == {"Ada.md": "new"}

    @pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
    @pytest.mark.parametrize("after", [b"new", None])
    def test_a_file_that_nobody_may_read_goes_back(self, root: Path, after: bytes | None) -> None:
        def replace(root: Path) -> None:
            write_by_renaming(root / "Ada.md", "theirs")
            (root / "Ada.md").chmod(0)

        (root / "Ada.md").write_text("old")
        with before_each_swap(root, [replace]), bound_by_permissions(), pytest.raises(WriteLeftPending):
            perform(root, FileStep("Ada.md", b"old", after))
        assert (root / "Ada.md").stat().st_mode & 0o777 == 0
        (root / "Ada.md").chmod(0o600)
        transaction.recover(str(root))
        assert texts(root) == {"Ada.md": "theirs"}

    def test_all_of_an_operation_is_taken_back(self, root: Path) -> None:
        for name in ("Ada", "Bo"):
            (root / f"{name}.md").write_text("old")
        with (
            before_each_swap(root, [nothing, by_renaming("Bo.md", "theirs")]),
            pytest.raises(ChangedOnDisk, match=r"Bo\.md"),
        ):
            perform(root, EDIT, FileStep("Bo.md", b"old", b"new"), FileStep("Cy.md", None, b"cy"))
        assert texts(root) == {"Ada.md": "old", "Bo.md": "theirs"}

    def test_where_another_program_writes_the_same_text_no_draft_is_left(self, root: Path) -> None:
        for name in ("Ada", "Bo"):
            (root / f"{name}.md").write_text("old")
        with before_each_swap(root, [by_renaming("Bo.md", "new")]):
            perform(root, EDIT, FileStep("Bo.md", b"old", b"new"))
        assert texts(root) == {"Ada.md": "new", "Bo.md": "new"}

    def test_a_copy_outside_the_vault_is_no_second_card(self, root: Path, tmp_path: Path) -> None:
        cards = tmp_path / "cards"
        cards.mkdir()
        (cards / "ada.vcf").write_text("old")
        acts = [by_renaming("ada.vcf", "theirs"), by_renaming("ada.vcf", "a third")]
        other = OtherFolder(str(cards), (FileStep("ada.vcf", b"old", b"new"),))
        with before_each_swap(cards, acts), pytest.raises(ChangedOnDisk) as raised:
            perform(root, others=(other,))
        names = sorted(os.listdir(cards))
        assert names[0] == "ada.vcf"
        assert [name.endswith(".vcf") for name in names] == [True, False]
        assert raised.value.copies == (str(cards / names[1]),)


class TestInTheMomentOfARemovalOrAMove:
    @pytest.mark.parametrize("write", [by_renaming, in_place])
    def test_a_changed_file_is_not_removed(self, root: Path, write: Callable[[str, str], Action]) -> None:
        (root / "Ada.md").write_text("old")
        with before_each_swap(root, [write("Ada.md", "theirs")]), pytest.raises(ChangedOnDisk):
            perform(root, FileStep("Ada.md", b"old", None))
        assert texts(root) == {"Ada.md": "theirs"}

    @pytest.mark.parametrize("after", [b"old", b"new"])
    @pytest.mark.parametrize("write", [by_renaming, in_place])
    def test_a_changed_file_is_not_moved(
        self, root: Path, write: Callable[[str, str], Action], after: bytes
    ) -> None:
        (root / "people").mkdir()
        (root / "Ada.md").write_text("old")
        with before_each_swap(root, [write("Ada.md", "theirs")]), pytest.raises(ChangedOnDisk):
            perform(root, FileStep("people/Ada.md", b"old", after, "Ada.md"))
        # Right after the file has both names, so an edit in place is under both.
        assert texts(root) == {"Ada.md": "theirs", "people/": ""}

    @pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of it")
    @pytest.mark.parametrize(
        "step", [FileStep("Ada.md", b"old", None), FileStep("Bo.md", b"old", b"new", "Ada.md")]
    )
    def test_a_file_that_a_program_still_writes_is_left_to_it(self, root: Path, step: FileStep) -> None:
        (root / "Ada.md").write_text("old")
        with open(root / "Ada.md", "r+") as editor:
            with pytest.raises(WriteFailed, match=r"another program has it open for writing"):
                perform(root, step)
            editor.write("edited")
        assert texts(root) == {"Ada.md": "edited"}

    def test_a_file_that_a_program_still_writes_is_moved(self, root: Path) -> None:
        (root / "Ada.md").write_text("old")
        with open(root / "Ada.md", "r+") as editor:
            perform(root, FileStep("Bo.md", b"old", b"old", "Ada.md"))
            editor.write("edited")
        assert texts(root) == {"Bo.md": "edited"}

    def test_a_file_that_takes_the_name_meanwhile_keeps_it(self, root: Path) -> None:
        # Another text is set aside, and before it is back, a third program makes the file anew.
        (root / "Ada.md").write_text("old")

        def make_again(root: Path) -> None:
            (root / "Ada.md").unlink()
            (root / "Ada.md").mkdir()

        with before_each_swap(root, [make_again]), pytest.raises(ChangedOnDisk):
            perform(root, FileStep("Ada.md", b"old", None))
        assert texts(root) == {"Ada.md/": ""}


class TestAfterAKill:
    """The process dies between a replacement and the comparison that follows."""

    def interrupted(self, root: Path, *steps: FileStep, back: bool = False) -> None:
        changes = tuple(resolve_step(str(root), step) for step in steps)
        with hold_write_lock(str(root)):
            journal = Journal(str(root))
            journal.begin(to_bytes(Record(str(root), "cafe0001", "log Ada", changes)))
            if back:
                journal.turn_back()

    def test_the_old_text_is_deleted(self, root: Path) -> None:
        (root / "Ada.md").write_text("new")
        (root / ".pnet-cafe0001-0.tmp").write_text("old")
        self.interrupted(root, EDIT)
        assert transaction.recover(str(root)) == "finished what was interrupted: log Ada"
        assert texts(root) == {"Ada.md": "new"}

    @pytest.mark.parametrize("theirs", ["theirs", "ne", ""])
    def test_another_text_becomes_a_conflict_copy(self, root: Path, theirs: str) -> None:
        # Also one that an unfinished draft could have: the new text is in place, so the draft was finished.
        (root / "Ada.md").write_text("new")
        (root / ".pnet-cafe0001-0.tmp").write_text(theirs)
        self.interrupted(root, EDIT)
        told = transaction.recover(str(root))
        assert texts(root) == {"Ada.md": "new", COPY: theirs}
        assert told is not None
        assert "log Ada; what another program wrote meanwhile is in Ada (pnet conflicted copy 2" in told

    @pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of it")
    def test_the_old_text_is_kept_while_a_program_still_writes_it(self, root: Path) -> None:
        (root / "Ada.md").write_text("new")
        (root / ".pnet-cafe0001-0.tmp").write_text("old")
        self.interrupted(root, EDIT)
        with open(root / ".pnet-cafe0001-0.tmp", "a") as editor:
            transaction.recover(str(root))
            editor.write(" and more")
        assert texts(root) == {"Ada.md": "new", COPY: "old and more"}

    @pytest.mark.parametrize("half", ["", "ne", "n\0\0"])
    def test_an_unfinished_draft_is_deleted(self, root: Path, half: str) -> None:
        (root / "Ada.md").write_text("old")
        (root / ".pnet-cafe0001-0.tmp").write_text(half)
        self.interrupted(root, EDIT)
        transaction.recover(str(root))
        assert texts(root) == {"Ada.md": "new"}

    def test_another_text_is_kept_while_a_write_is_taken_back(self, root: Path) -> None:
        (root / "Ada.md").write_text("new")
        (root / ".pnet-cafe0001-0.tmp").write_text("theirs")
        (root / ".pnet-cafe0001-0-back.tmp").write_text("ol")
        self.interrupted(root, EDIT, back=True)
        transaction.recover(str(root))
        assert texts(root) == {"Ada.md": "old", COPY: "theirs"}

    @pytest.mark.parametrize("aside", ["old", "theirs"])
    def test_a_file_set_aside_is_deleted_or_kept(self, root: Path, aside: str) -> None:
        (root / ".pnet-cafe0001-0-old.tmp").write_text(aside)
        self.interrupted(root, FileStep("Ada.md", b"old", None))
        transaction.recover(str(root))
        assert texts(root) == ({} if aside == "old" else {COPY: "theirs"})

    def test_a_moved_file_set_aside_is_kept_next_to_the_new_name(self, root: Path) -> None:
        (root / "people").mkdir()
        (root / "people/Ada.md").write_text("old")
        (root / ".pnet-cafe0001-0-old.tmp").write_text("theirs")
        self.interrupted(root, FileStep("people/Ada.md", b"old", b"old", "Ada.md"))
        transaction.recover(str(root))
        assert texts(root) == {"people/": "", "people/Ada.md": "old", f"people/{COPY}": "theirs"}


@given(st.from_regex(r"[^/\0\ud800-\udfff]{1,200}", fullmatch=True))
@example(".")
def test_the_name_of_a_copy_leads_to_its_original(stem: str) -> None:
    copy = copy_name(f"{stem}.md", "2026-11-30 101500")
    assert len(os.fsencode(copy)) <= 255
    original = copy_of(copy)
    assert original is not None
    assert f"{stem}.md".startswith(original.removesuffix(".md"))
    if len(os.fsencode(stem)) < 180 and copy_of(f"{stem}.md") is None:
        assert original in (f"{stem}.md", f"{stem.rstrip(' ')}.md")


@pytest.mark.disk
@pytest.mark.parametrize(
    "how", [["--shared"], ["--synced"], ["--shared", "--kills", "2"], ["--synced", "--kills", "2"]]
)
def test_two_machines_at_once_lose_no_write(how: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*how, "--bare", "--writes", "60", "--seed", "3"]) == 0
    assert "lost: 0; torn: 0" in capsys.readouterr().out


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who has a file open")
def test_an_editor_that_appends_in_place_loses_no_line(root: Path) -> None:
    found = write_at_once(root, 300, seed=1)
    assert found.lost == ()
