"""An operation is done all or not at all, writes nothing out of the vault, and can be undone."""

import os
import signal
import stat
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from plaintext_network.errors import (
    ChangedOnDisk,
    EditRefused,
    FileAlreadyExists,
    InterruptedWrite,
    NothingToRedo,
    NothingToUndo,
    RedoRefused,
    UndoRefused,
    VaultBusy,
    WriteFailed,
)
from plaintext_network.vault.cache.locations import records_folder
from plaintext_network.vault.transaction import pending, transaction
from plaintext_network.vault.transaction.apply_change import ChangeApplier, FileDiffers
from plaintext_network.vault.transaction.check_paths import resolve_step
from plaintext_network.vault.transaction.journal_files import MOST, Journal
from plaintext_network.vault.transaction.record import FileChange, FileStep, Operation, Record, to_bytes
from plaintext_network.vault.transaction.write_lock import hold_write_lock
from tests.soak.trials import contents

ROOT = Path(__file__).parents[3]


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "state"
    monkeypatch.setenv("PNET_STATE", str(folder))
    return folder


@pytest.fixture
def make(tmp_path: Path, state: Path) -> Callable[[Mapping[str, str]], Path]:
    """Return a function that makes the vault of these files, with nothing else in it."""

    def write(files: Mapping[str, str]) -> Path:
        root = tmp_path / "vault"
        root.mkdir()
        for path, text in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
        return root

    return write


def do(root: Path, *steps: FileStep, what: str = "a test") -> tuple[str, ...]:
    with hold_write_lock(str(root)):
        return transaction.perform(str(root), Operation(what, steps))


def undo(root: Path) -> str:
    with hold_write_lock(str(root)):
        operation = transaction.undo(str(root))
        transaction.perform(str(root), operation)
    return operation.what


def begin(root: Path, *changes: FileChange, made: tuple[str, ...] = ()) -> None:
    """Leave the journal as a process does that dies right after it has begun."""
    with hold_write_lock(str(root)):
        Journal(str(root)).begin(to_bytes(Record(str(root), "cafe0001", "log Ada", changes, made)))


def texts(root: Path) -> dict[str, str]:
    """Return all that is in a vault: files by path, folders with a `/` and no text."""
    return {path: text.decode() for path, text in contents(root).items()}


def edit(path: str, before: str | None, after: str | None, moved_from: str | None = None) -> FileStep:
    return FileStep(
        path,
        None if before is None else before.encode(),
        None if after is None else after.encode(),
        moved_from,
    )


def last(root: Path) -> str | None:
    """What undoing would take back."""
    try:
        return transaction.undo(str(root)).what
    except (NothingToUndo, EditRefused):
        return None


@pytest.mark.disk
class TestAllOfIt:
    def test_files_are_written_made_moved_and_removed_in_one_operation(
        self, make: Callable[[Mapping[str, str]], Path]
    ) -> None:
        root = make({"Ada.md": "old", "Bo.md": "bo", "Cy.md": "cy", "Di.md": "di"})
        told = do(
            root,
            edit("Ada.md", "old", "new"),
            edit("log/2026.md", None, "met"),
            edit("people/Bo.md", "bo", "bo", "Bo.md"),
            edit("people/Cyd.md", "cy", "cyd", "Cy.md"),
            edit("Di.md", "di", None),
        )
        assert told == ()
        assert texts(root) == {
            "Ada.md": "new",
            "log/": "",
            "log/2026.md": "met",
            "people/": "",
            "people/Bo.md": "bo",
            "people/Cyd.md": "cyd",
        }
        assert last(root) == "a test"
        assert not pending.pending(str(root))

    def test_what_changes_nothing_writes_nothing(
        self, make: Callable[[Mapping[str, str]], Path], state: Path
    ) -> None:
        root = make({"Ada.md": "same"})
        with hold_write_lock(str(root)):
            before = contents(state)
            assert (
                transaction.perform(str(root), Operation("nothing", (edit("Ada.md", "same", "same"),))) == ()
            )
            assert contents(state) == before
        assert last(root) is None

    def test_a_name_as_long_as_the_system_lets_it_be_is_written(
        self, make: Callable[[Mapping[str, str]], Path]
    ) -> None:
        name = "ä" * 126 + ".md"
        root = make({name: "old"})
        do(root, edit(name, "old", "new"))
        assert texts(root) == {name: "new"}

    def test_a_name_that_is_no_utf_8_is_written_and_undone(
        self, make: Callable[[Mapping[str, str]], Path]
    ) -> None:
        root = make({})
        name = os.fsdecode(b"J\xf6rg.md")
        (root / name).write_bytes(b"old")
        do(root, edit(name, "old", "new"))
        assert undo(root) == "a test"
        assert (root / name).read_bytes() == b"old"

    def test_a_large_text_is_written_whole(self, make: Callable[[Mapping[str, str]], Path]) -> None:
        text = "0123456789abcdef" * (1 << 16)
        root = make({"Ada.md": "old"})
        do(root, edit("Ada.md", "old", text))
        assert texts(root) == {"Ada.md": text}


class TestNothingOfIt:
    @pytest.mark.parametrize("now", ["edited", "longer than it was", ""])
    def test_a_file_that_was_edited_since_it_was_read_is_left_alone(
        self, make: Callable[[Mapping[str, str]], Path], now: str
    ) -> None:
        root = make({"Ada.md": now, "Bo.md": "bo"})
        with pytest.raises(ChangedOnDisk, match=r"Ada\.md"):
            do(root, edit("Bo.md", "bo", "new"), edit("Ada.md", "read", "written"))
        assert texts(root) == {"Ada.md": now, "Bo.md": "bo"}

    @pytest.mark.parametrize("after", ["new", None])
    def test_a_file_that_is_gone_is_not_written(
        self, make: Callable[[Mapping[str, str]], Path], after: str | None
    ) -> None:
        root = make({"Bo.md": "bo"})
        with pytest.raises(ChangedOnDisk, match=r"people/Ada\.md"):
            do(root, edit("Bo.md", "bo", "new"), edit("people/Ada.md", "old", after))
        assert texts(root) == {"Bo.md": "bo"}

    def test_nothing_is_made_where_something_is(self, make: Callable[[Mapping[str, str]], Path]) -> None:
        root = make({"Ada.md": "there", "Bo.md": "bo"})
        (root / "link.md").symlink_to("nowhere.md")
        for path in ("Ada.md", "link.md"):
            with pytest.raises((FileAlreadyExists, WriteFailed), match=path):
                do(root, edit("new/Cy.md", None, "cy"), edit(path, None, "new"))
        assert texts(root) == {"Ada.md": "there", "Bo.md": "bo", "link.md": "-> nowhere.md"}

    @pytest.mark.parametrize("after", ["bo", "bo, moved"])
    def test_nothing_is_moved_over_another_file(
        self, make: Callable[[Mapping[str, str]], Path], after: str
    ) -> None:
        root = make({"Ada.md": "there", "Bo.md": "bo"})
        with pytest.raises(FileAlreadyExists, match=r"Ada\.md"):
            do(root, edit("Ada.md", "bo", after, "Bo.md"))
        assert texts(root) == {"Ada.md": "there", "Bo.md": "bo"}

    def test_two_names_of_one_file_are_two(self, make: Callable[[Mapping[str, str]], Path]) -> None:
        root = make({"ada.md": "ada"})
        os.link(root / "ada.md", root / "Ada.md")
        with pytest.raises(FileAlreadyExists):
            do(root, edit("Ada.md", "ada", "ada", "ada.md"))
        assert texts(root) == {"Ada.md": "ada", "ada.md": "ada"}

    def test_a_moved_file_that_was_edited_stays(self, make: Callable[[Mapping[str, str]], Path]) -> None:
        root = make({"Bo.md": "edited"})
        with pytest.raises(ChangedOnDisk, match=r"Bo\.md"):
            do(root, edit("people/Bo.md", "bo", "bo", "Bo.md"))
        assert texts(root) == {"Bo.md": "edited"}

    def test_a_file_is_not_changed_twice_at_once(self, make: Callable[[Mapping[str, str]], Path]) -> None:
        root = make({"Ada.md": "old"})
        with pytest.raises(WriteFailed, match="twice"):
            do(root, edit("Ada.md", "old", "new"), edit("Bo.md", "old", "new", "Ada.md"))
        assert texts(root) == {"Ada.md": "old"}

    @pytest.mark.parametrize("after", ["new", None])
    def test_a_write_protected_file_is_meant_to_stay(
        self, make: Callable[[Mapping[str, str]], Path], after: str | None
    ) -> None:
        root = make({"Ada.md": "old"})
        (root / "Ada.md").chmod(0o444)
        with pytest.raises(WriteFailed, match="write-protected"):
            do(root, edit("Ada.md", "old", after))
        assert texts(root) == {"Ada.md": "old"}

    def test_what_another_user_may_only_read_is_not_replaced(
        self, forbidding: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PNET_STATE", str(forbidding / "state"))
        root = forbidding / "vault"
        root.mkdir()
        (root / "Ada.md").write_text("old")
        (root / "Ada.md").chmod(0o644)
        user = os.geteuid()
        if os.getuid() != user:
            os.seteuid(0)
            os.chown(root / "Ada.md", 0, 0)
            os.seteuid(user)
            with pytest.raises(WriteFailed, match="permissions"):
                do(root, edit("Ada.md", "old", "new"))
        assert texts(root) == {"Ada.md": "old"}

    def test_a_folder_that_may_not_be_written_refuses(
        self, forbidding: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PNET_STATE", str(forbidding / "state"))
        root = forbidding / "vault"
        (root / "people").mkdir(parents=True)
        (root / "Ada.md").write_text("old")
        (root / "people/Bo.md").write_text("bo")
        (root / "people").chmod(0o500)
        with pytest.raises(WriteFailed, match=r"can't write people/Bo\.md: Permission denied"):
            do(
                root,
                edit("Ada.md", "old", "new"),
                edit("log/x.md", None, "x"),
                edit("people/Bo.md", "bo", "b"),
            )
        assert texts(root) == {"Ada.md": "old", "people/": "", "people/Bo.md": "bo"}
        assert not pending.pending(str(root))

    def test_without_a_journal_nothing_is_written(
        self, forbidding: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        root = forbidding / "vault"
        root.mkdir()
        (root / "Ada.md").write_text("old")
        (forbidding / "state").mkdir(0o500)
        monkeypatch.setenv("PNET_STATE", str(forbidding / "state"))
        with pytest.raises(WriteFailed, match="Permission denied"):
            do(root, edit("Ada.md", "old", "new"))
        assert texts(root) == {"Ada.md": "old"}

    @pytest.mark.parametrize("how", ["in place", "renamed over it", "removed"])
    def test_an_edit_that_lands_before_any_call_is_never_lost(
        self, make: Callable[[Mapping[str, str]], Path], how: str
    ) -> None:
        root = make({})
        done = subprocess.run(
            [sys.executable, "-c", RACES, str(root), how],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stderr == ""
        tried, lost = map(int, done.stdout.split())
        assert lost == 0
        assert tried > 200


# Performs four steps again and again, and each time edits one of their files right before another call to the system.
RACES = """
import os, sys
from plaintext_network.errors import FileAlreadyExists, ChangedOnDisk
from plaintext_network.vault.transaction import record, transaction
from plaintext_network.vault.transaction.write_lock import hold_write_lock

root, how = sys.argv[1:]
CALLS = {"open", "os.rename", "os.link", "os.remove", "os.mkdir"}
BEFORE = {"Ada.md": b"ada", "Bo.md": b"bo", "Cy.md": b"cy"}
STEPS = (
    record.FileStep("Ada.md", b"ada", b"ada, new"),
    record.FileStep("log/Bo.md", b"bo", b"bo", "Bo.md"),
    record.FileStep("Cy.md", b"cy", None),
    record.FileStep("Di.md", None, b"di"),
)
left, edited, seen = -1, "", ()

def edit(event, args):
    global left, seen
    if event not in CALLS or left < 0:
        return
    left -= 1
    if left >= 0:
        return
    seen = (event, args)
    path = os.path.join(root, edited)
    if how == "removed":
        if os.path.exists(path):
            os.unlink(path)
        else:
            seen = ()
    elif how == "in place":
        with open(path, "wb") as file:
            file.write(b"edited")
    else:
        with open(path + "~", "wb") as file:
            file.write(b"edited")
        os.replace(path + "~", path)

def edit_before_a_swap(frame, event, arg):
    # Python tells no audit hook of a call through ctypes.
    if event == "call" and frame.f_code.co_name == "call" and frame.f_code.co_filename.endswith("rename_flags.py"):
        edit("os.rename", ())

sys.addaudithook(edit)
sys.setprofile(edit_before_a_swap)
tried = lost = 0
for edited in (*BEFORE, "Di.md"):
    number = 0
    while True:
        for folder, _, names in os.walk(root):
            for name in names:
                os.unlink(os.path.join(folder, name))
        for name, text in BEFORE.items():
            with open(os.path.join(root, name), "wb") as file:
                file.write(text)
        with hold_write_lock(root):
            left, seen = number, ()
            try:
                transaction.perform(root, record.Operation("race", STEPS))
                whole = True
            except (ChangedOnDisk, FileAlreadyExists):
                whole = False
            ended, left = left >= 0, -1
        if ended:
            break
        number += 1
        tried += 1
        found = {}
        for folder, _, names in os.walk(root):
            for name in names:
                with open(os.path.join(folder, name), "rb") as file:
                    found[os.path.relpath(os.path.join(folder, name), root)] = file.read()
        kept = not seen or (edited not in found if how == "removed" else b"edited" in found.values())
        others = {name: text for name, text in found.items() if text != b"edited" and os.path.basename(name) != edited}
        after = {"Ada.md": b"ada, new", "log/Bo.md": b"bo", "Di.md": b"di"}
        if others != {name: text for name, text in (after if whole else BEFORE).items() if os.path.basename(name) != edited}:
            lost += 1
            print(how, edited, number, seen, found, file=sys.stderr)
        elif not kept:
            lost += 1
            print(how, edited, number, seen, found, file=sys.stderr)
print(tried, lost)
"""


class TestWithinTheVault:
    @pytest.mark.parametrize(
        "path",
        ["../out.md", "/out.md", "a/../../out.md", "", "a//b.md", "./a.md", "a/.", "a\0.md", "\ud800.md"],
    )
    def test_a_path_that_is_none_within_the_vault_is_refused(
        self, make: Callable[[Mapping[str, str]], Path], tmp_path: Path, path: str
    ) -> None:
        root = make({})
        with pytest.raises(WriteFailed):
            do(root, edit(path, None, "out"))
        assert texts(root) == {}
        assert not (tmp_path / "out.md").exists()

    def test_a_link_to_another_file_of_the_vault_stays_and_the_file_is_written(
        self, make: Callable[[Mapping[str, str]], Path]
    ) -> None:
        root = make({"real/Ada.md": "old", "real/deep/Bo.md": "bo"})
        (root / "Ada.md").symlink_to("real/Ada.md")
        (root / "folder").symlink_to("real/deep")
        do(
            root,
            edit("Ada.md", "old", "new"),
            edit("folder/Bo.md", "bo", "b"),
            edit("folder/sub/Cy.md", None, "cy"),
        )
        assert texts(root) == {
            "Ada.md": "-> real/Ada.md",
            "folder": "-> real/deep",
            "real/": "",
            "real/Ada.md": "new",
            "real/deep/": "",
            "real/deep/Bo.md": "b",
            "real/deep/sub/": "",
            "real/deep/sub/Cy.md": "cy",
        }
        undo(root)
        assert texts(root)["real/Ada.md"] == "old"
        assert "real/deep/sub/" not in texts(root)

    def test_a_link_out_of_the_vault_is_refused(
        self, make: Callable[[Mapping[str, str]], Path], tmp_path: Path
    ) -> None:
        root = make({})
        (tmp_path / "out").mkdir()
        (tmp_path / "out/Ada.md").write_text("old")
        (root / "Ada.md").symlink_to(tmp_path / "out/Ada.md")
        (root / "folder").symlink_to(tmp_path / "out")
        for step in (
            edit("Ada.md", "old", "new"),
            edit("folder/Ada.md", "old", "new"),
            edit("folder/Bo.md", None, "bo"),
            edit("folder/Ada.md", "old", None),
            edit("Bo.md", "old", "old", "folder/Ada.md"),
        ):
            with pytest.raises(WriteFailed):
                do(root, step)
        assert texts(tmp_path / "out") == {"Ada.md": "old"}

    def test_a_link_itself_is_neither_moved_nor_removed(
        self, make: Callable[[Mapping[str, str]], Path]
    ) -> None:
        root = make({"real.txt": "ada"})
        (root / "Ada.md").symlink_to("real.txt")
        for step in (edit("Ada.md", "ada", None), edit("Bo.md", "ada", "ada", "Ada.md")):
            with pytest.raises(WriteFailed, match="symbolic link"):
                do(root, step)
        assert texts(root) == {"Ada.md": "-> real.txt", "real.txt": "ada"}

    def test_what_is_no_regular_file_is_refused(self, make: Callable[[Mapping[str, str]], Path]) -> None:
        root = make({"folder.md/x.md": "x"})
        os.mkfifo(root / "pipe.md")
        (root / "loop.md").symlink_to("loop.md")
        for path in ("folder.md", "pipe.md", "loop.md"):
            with pytest.raises(WriteFailed, match=path):
                do(root, edit(path, "", "new"))

    def test_a_folder_that_is_swapped_for_a_link_meanwhile_leads_no_write_out(
        self, make: Callable[[Mapping[str, str]], Path], tmp_path: Path
    ) -> None:
        root = make({"people/Ada.md": "old"})
        out = tmp_path / "out"
        out.mkdir()
        (out / "Ada.md").write_text("old")
        for step in (
            edit("people/Ada.md", "old", "new"),
            edit("people/Bo.md", None, "bo"),
            edit("people/Ada.md", "old", None),
            edit("Ada.md", "old", "old", "people/Ada.md"),
            edit("people/Cy.md", "old", "cy", "people/Ada.md"),
        ):
            change = resolve_step(str(root), step)
            record = Record(str(root), "cafe0001", "", (change,))
            for prepared in (True, False):
                placing = ChangeApplier(record)
                if prepared:
                    placing.prepare(change)
                (root / "people").rename(root / "aside")
                (root / "people").symlink_to(out)
                with pytest.raises(FileDiffers):
                    placing.settle(change)
                (root / "people").unlink()
                (root / "aside").rename(root / "people")
                placing.clear()
                assert texts(out) == {"Ada.md": "old"}
        assert texts(root) == {"people/": "", "people/Ada.md": "old"}


@pytest.mark.disk
class TestWhatAFileIs:
    @pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o755])
    def test_the_mode_stays(self, make: Callable[[Mapping[str, str]], Path], mode: int) -> None:
        root = make({"Ada.md": "old", "Bo.md": "bo"})
        (root / "Ada.md").chmod(mode)
        (root / "Bo.md").chmod(mode)
        do(root, edit("Ada.md", "old", "new"), edit("Cy.md", "bo", "cy", "Bo.md"))
        assert [stat.S_IMODE((root / name).stat().st_mode) for name in ("Ada.md", "Cy.md")] == [mode, mode]

    def test_a_new_file_has_the_usual_mode(self, make: Callable[[Mapping[str, str]], Path]) -> None:
        root = make({})
        before = os.umask(0o027)
        try:
            do(root, edit("new/Ada.md", None, "new"))
        finally:
            os.umask(before)
        assert stat.S_IMODE((root / "new/Ada.md").stat().st_mode) == 0o640
        assert stat.S_IMODE((root / "new").stat().st_mode) == 0o750

    @pytest.mark.skipif(not hasattr(os, "setxattr"), reason="no such attributes here")
    def test_extended_attributes_stay(self, make: Callable[[Mapping[str, str]], Path]) -> None:
        root = make({"Ada.md": "old"})
        os.setxattr(root / "Ada.md", "user.label", b"green")
        do(root, edit("Ada.md", "old", "new"))
        assert os.getxattr(root / "Ada.md", "user.label") == b"green"

    @pytest.mark.skipif(not hasattr(os, "setxattr"), reason="no such lists here")
    def test_a_folders_access_list_is_not_given_to_a_file_without_one(
        self, make: Callable[[Mapping[str, str]], Path]
    ) -> None:
        root = make({"Ada.md": "old"})
        # Version 2; owner rwx, user 65534 rwx, group r-x, mask rwx, others none: acl(5) as Linux keeps it.
        entries = [(1, 7, -1), (2, 7, 65534), (4, 5, -1), (16, 7, -1), (32, 0, -1)]
        acl = struct.pack("<I", 2) + b"".join(struct.pack("<HHi", *entry) for entry in entries)
        os.setxattr(root, "system.posix_acl_default", acl)
        do(root, edit("Ada.md", "old", "new"), edit("Bo.md", None, "bo"))
        assert "system.posix_acl_access" not in os.listxattr(root / "Ada.md")
        assert "system.posix_acl_access" in os.listxattr(root / "Bo.md")

    @pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root gives files away")
    def test_the_owner_stays(self, make: Callable[[Mapping[str, str]], Path]) -> None:
        root = make({"Ada.md": "old"})
        os.chown(root / "Ada.md", 1234, 4321)
        (root / "Ada.md").chmod(0o640)
        do(root, edit("Ada.md", "old", "new"))
        status = (root / "Ada.md").stat()
        assert (status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)) == (1234, 4321, 0o640)

    def test_other_names_of_a_file_keep_the_old_text_and_that_is_told(
        self, make: Callable[[Mapping[str, str]], Path], tmp_path: Path
    ) -> None:
        root = make({"Ada.md": "old"})
        os.link(root / "Ada.md", tmp_path / "backup.md")
        told = do(root, edit("Ada.md", "old", "new"))
        assert told == ("Ada.md goes by another name, too, which keeps the old text",)
        assert ((root / "Ada.md").read_text(), (tmp_path / "backup.md").read_text()) == ("new", "old")

    def test_a_moved_file_is_the_same_file(self, make: Callable[[Mapping[str, str]], Path]) -> None:
        root = make({"Ada.md": "ada"})
        before = (root / "Ada.md").stat()
        do(root, edit("people/Ada.md", "ada", "ada", "Ada.md"))
        after = (root / "people/Ada.md").stat()
        assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


class TestAfterAnInterruption:
    def changes(self, root: Path, *steps: FileStep) -> tuple[FileChange, ...]:
        return tuple(resolve_step(str(root), step) for step in steps)

    def test_without_one_there_is_nothing_to_heal(self, make: Callable[[Mapping[str, str]], Path]) -> None:
        root = make({"Ada.md": "old"})
        assert transaction.recover(str(root)) is None
        do(root, edit("Ada.md", "old", "new"))
        assert transaction.recover(str(root)) is None

    def test_the_next_run_completes_it(self, make: Callable[[Mapping[str, str]], Path]) -> None:
        root = make({"Ada.md": "old", "Bo.md": "bo", ".pnet-cafe0001-0.tmp": "ne"})
        steps = (
            edit("Ada.md", "old", "new"),
            edit("log/x.md", None, "x"),
            edit("log/Bo.md", "bo", "bo", "Bo.md"),
        )
        begin(root, *self.changes(root, *steps), made=("log",))
        assert transaction.recover(str(root)) == "finished what was interrupted: log Ada"
        assert texts(root) == {"Ada.md": "new", "log/": "", "log/Bo.md": "bo", "log/x.md": "x"}
        assert transaction.recover(str(root)) is None
        assert undo(root) == "log Ada"
        assert texts(root) == {"Ada.md": "old", "Bo.md": "bo"}

    def test_the_next_write_completes_it_first(self, make: Callable[[Mapping[str, str]], Path]) -> None:
        root = make({"Ada.md": "old"})
        begin(root, *self.changes(root, edit("Ada.md", "old", "new")))
        assert do(root, edit("Ada.md", "new", "newer")) == ("finished what was interrupted: log Ada",)
        assert texts(root) == {"Ada.md": "newer"}

    @pytest.mark.parametrize("after", ["bo", "bob"])
    def test_a_moved_file_that_goes_by_both_names_keeps_the_new_one(
        self, make: Callable[[Mapping[str, str]], Path], after: str
    ) -> None:
        root = make({"Bo.md": "bo", "Bob.md": after})
        if after == "bo":
            (root / "Bob.md").unlink()
            os.link(root / "Bo.md", root / "Bob.md")
        begin(root, *self.changes(root, edit("Bob.md", "bo", after, "Bo.md")))
        transaction.recover(str(root))
        assert texts(root) == {"Bob.md": after}

    def test_what_was_edited_since_is_left_alone_and_its_wished_text_kept(
        self, make: Callable[[Mapping[str, str]], Path]
    ) -> None:
        root = make({"Ada.md": "edited", "Bo.md": "bo", "Cy.md": "edited"})
        steps = edit("Ada.md", "old", "new"), edit("Cy.md", "cy", None), edit("Bo.md", "bo", "b")
        begin(root, *self.changes(root, *steps))
        with pytest.raises(InterruptedWrite) as raised:
            transaction.recover(str(root))
        (path, kept), gone = raised.value.left
        assert (path, Path(kept).read_text()) == ("Ada.md", "new")
        assert gone == ("Cy.md", "nothing, for it was to go")
        assert stat.S_IMODE(Path(kept).stat().st_mode) == 0o600
        assert texts(root) == {"Ada.md": "edited", "Bo.md": "b", "Cy.md": "edited"}
        assert transaction.recover(str(root)) is None

    def test_a_folder_that_became_a_link_is_not_followed(
        self, make: Callable[[Mapping[str, str]], Path], tmp_path: Path
    ) -> None:
        root = make({"people/Ada.md": "old"})
        begin(root, *self.changes(root, edit("people/Ada.md", "old", "new")))
        (root / "people").rename(tmp_path / "out")
        (root / "people").symlink_to(tmp_path / "out")
        with pytest.raises(InterruptedWrite):
            transaction.recover(str(root))
        assert texts(tmp_path / "out") == {"Ada.md": "old"}

    def test_what_was_being_taken_back_is_taken_back(self, make: Callable[[Mapping[str, str]], Path]) -> None:
        root = make({"Ada.md": "new", "Bo.md": "bo", "log/x.md": "x"})
        steps = edit("Ada.md", "old", "new"), edit("log/x.md", None, "x"), edit("Bo.md", "bo", "b")
        begin(root, *self.changes(root, *steps), made=("log",))
        assert Journal(str(root)).turn_back()
        assert transaction.recover(str(root)) == "took back what was interrupted: log Ada"
        assert texts(root) == {"Ada.md": "old", "Bo.md": "bo"}
        assert last(root) is None

    def test_while_another_process_writes_nothing_is_healed(
        self, make: Callable[[Mapping[str, str]], Path]
    ) -> None:
        root = make({"Ada.md": "old"})
        begin(root, *self.changes(root, edit("Ada.md", "old", "new")))
        with hold_write_lock(str(root)):
            assert transaction.recover(str(root)) is None
        assert texts(root) == {"Ada.md": "old"}

    @pytest.mark.parametrize("kept", [b"", b"pnet journal 1\n00000000\nhalf", b"\0" * 100])
    def test_a_damaged_record_is_set_aside(
        self, make: Callable[[Mapping[str, str]], Path], kept: bytes
    ) -> None:
        root = make({"Ada.md": "old"})
        begin(root)
        folder = Path(records_folder(str(root)))
        (folder / "pending").write_bytes(kept)
        told = transaction.recover(str(root))
        assert told is not None
        assert "damaged" in told
        assert Path(told.rpartition(" ")[2]).read_bytes() == kept
        assert transaction.recover(str(root)) is None
        assert texts(root) == {"Ada.md": "old"}

    def test_half_a_record_that_was_never_begun_is_nothing(
        self, make: Callable[[Mapping[str, str]], Path]
    ) -> None:
        root = make({"Ada.md": "old"})
        begin(root)
        folder = Path(records_folder(str(root)))
        (folder / "pending").rename(folder / "pending.tmp")
        assert transaction.recover(str(root)) is None
        do(root, edit("Ada.md", "old", "new"))
        assert not (folder / "pending.tmp").exists()

    def test_a_later_versions_record_is_left_to_it(self, make: Callable[[Mapping[str, str]], Path]) -> None:
        root = make({"Ada.md": "old"})
        begin(root)
        file = Path(records_folder(str(root)), "pending")
        file.write_bytes(file.read_bytes().replace(b"journal 1", b"journal 3"))
        with pytest.raises(EditRefused, match="newer pnet"):
            transaction.recover(str(root))
        with pytest.raises(EditRefused, match="newer pnet"):
            do(root, edit("Ada.md", "old", "new"))
        assert texts(root) == {"Ada.md": "old"}
        assert file.exists()

    def test_another_vaults_record_changes_nothing(self, make: Callable[[Mapping[str, str]], Path]) -> None:
        root = make({"Ada.md": "old"})
        begin(root)
        other = Record("/elsewhere", "cafe0001", "log", self.changes(root, edit("Ada.md", "old", "new")))
        Path(records_folder(str(root)), "pending").write_bytes(to_bytes(other))
        with pytest.raises(EditRefused, match="/elsewhere"):
            transaction.recover(str(root))
        assert texts(root) == {"Ada.md": "old"}


class TestUndo:
    def test_one_write_after_the_other_is_taken_back(self, make: Callable[[Mapping[str, str]], Path]) -> None:
        root = make({"Ada.md": "1", "Bo.md": "bo"})
        do(root, edit("Ada.md", "1", "2"), edit("a/b/new.md", None, "new"), what="first")
        do(root, edit("Ada.md", "2", None), edit("a/Bo.md", "bo", "b", "Bo.md"), what="second")
        assert last(root) == "second"
        assert undo(root) == "second"
        assert texts(root) == {"Ada.md": "2", "Bo.md": "bo", "a/": "", "a/b/": "", "a/b/new.md": "new"}
        assert undo(root) == "first"
        assert texts(root) == {"Ada.md": "1", "Bo.md": "bo"}
        with pytest.raises(NothingToUndo):
            undo(root)

    def test_a_removed_file_comes_back_as_private_as_it_was(
        self, make: Callable[[Mapping[str, str]], Path]
    ) -> None:
        root = make({"Ada.md": "ada"})
        (root / "Ada.md").chmod(0o600)
        do(root, edit("Ada.md", "ada", None))
        undo(root)
        assert stat.S_IMODE((root / "Ada.md").stat().st_mode) == 0o600

    def test_a_folder_that_was_made_stays_where_something_else_is_in_it(
        self, make: Callable[[Mapping[str, str]], Path]
    ) -> None:
        root = make({})
        do(root, edit("log/Ada.md", None, "ada"))
        (root / "log/other.md").write_text("mine")
        undo(root)
        assert texts(root) == {"log/": "", "log/other.md": "mine"}

    @pytest.mark.parametrize("now", ["edited", None])
    def test_it_is_refused_where_a_file_is_not_as_it_was_left(
        self, make: Callable[[Mapping[str, str]], Path], now: str | None
    ) -> None:
        root = make({"Ada.md": "old", "Bo.md": "bo"})
        do(root, edit("Ada.md", "old", "new"), edit("people/Bo.md", "bo", "bo", "Bo.md"))
        (root / "Ada.md").unlink()
        if now:
            (root / "Ada.md").write_text(now)
        (root / "Bo.md").write_text("another Bo")
        before = texts(root)
        with pytest.raises(UndoRefused) as raised:
            undo(root)
        assert raised.value.paths == ("Ada.md", "Bo.md")
        assert texts(root) == before

    def test_only_the_last_write_is_taken_back(self, make: Callable[[Mapping[str, str]], Path]) -> None:
        root = make({"Ada.md": "1", "Bo.md": "bo"})
        do(root, edit("Ada.md", "1", "2"))
        operation = transaction.undo(str(root))
        do(root, edit("Bo.md", "bo", "b"))
        with pytest.raises(NothingToUndo), hold_write_lock(str(root)):
            transaction.perform(str(root), operation)
        assert texts(root) == {"Ada.md": "2", "Bo.md": "b"}

    def test_an_interrupted_undo_is_completed_and_its_record_gone(
        self, make: Callable[[Mapping[str, str]], Path]
    ) -> None:
        root = make({"Ada.md": "1"})
        do(root, edit("log/x.md", None, "x"), what="older")
        do(root, edit("Ada.md", "1", "2"), edit("new/y.md", None, "y"))
        operation = transaction.undo(str(root))
        changes = tuple(resolve_step(str(root), step) for step in operation.steps)
        with hold_write_lock(str(root)):
            record = Record(str(root), "cafe0001", "b", changes, left=("new",), undoes=operation.undoes)
            Journal(str(root)).begin(to_bytes(record))
        transaction.recover(str(root))
        assert texts(root) == {"Ada.md": "1", "log/": "", "log/x.md": "x"}
        assert last(root) == "older"

    def test_a_damaged_record_is_told(self, make: Callable[[Mapping[str, str]], Path]) -> None:
        root = make({"Ada.md": "1"})
        do(root, edit("Ada.md", "1", "2"))
        history = Journal(str(root))
        Path(history.folder, history.finished()[0]).write_bytes(b"pnet journal 1\n00000000\nhalf")
        with pytest.raises(EditRefused, match="damaged"):
            undo(root)
        assert last(root) is None

    def test_so_many_writes_are_kept_and_no_more(self, make: Callable[[Mapping[str, str]], Path]) -> None:
        root = make({"Ada.md": "0"})
        with hold_write_lock(str(root)):
            for number in range(MOST + 3):
                step = edit("Ada.md", f"{number}", f"{number + 1}")
                transaction.perform(str(root), Operation(f"write {number}", (step,)))
        assert len(Journal(str(root)).finished()) == MOST
        assert last(root) == f"write {MOST + 2}"

    def test_what_is_kept_is_bounded_in_size(
        self, make: Callable[[Mapping[str, str]], Path], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("plaintext_network.vault.transaction.journal_files.MOST_BYTES", 3000)
        root = make({})
        for number in range(5):
            do(root, FileStep(f"{number}.md", None, os.urandom(1000)))
        assert len(Journal(str(root)).finished()) == 2
        do(root, FileStep("large.md", None, os.urandom(5000)))
        assert len(Journal(str(root)).finished()) == 1

    def test_what_is_kept_is_its_owners_alone(
        self, make: Callable[[Mapping[str, str]], Path], state: Path
    ) -> None:
        root = make({"Ada.md": "secret " * 100})
        do(root, edit("Ada.md", "secret " * 100, "secret"))
        modes = {path.is_dir(): stat.S_IMODE(path.stat().st_mode) for path in (state, *state.rglob("*"))}
        assert modes == {True: 0o700, False: 0o600}


def redo(root: Path) -> str:
    with hold_write_lock(str(root)):
        operation = transaction.redo(str(root))
        transaction.perform(str(root), operation)
    return operation.what


def listed(root: Path) -> tuple[list[str], list[str]]:
    """What can be undone and redone, the next first."""
    found = transaction.undoable(str(root)), transaction.redoable(str(root))
    return [past.what for past in found[0]], [past.what for past in found[1]]


class TestRedo:
    def test_undone_writes_are_redone_in_their_order(self, make: Callable[[Mapping[str, str]], Path]) -> None:
        root = make({"Ada.md": "1", "Bo.md": "bo", "Cy.md": "cy"})
        states = [texts(root)]
        for what, steps in (
            ("first", [edit("Ada.md", "1", "2"), edit("a/b/new.md", None, "new")]),
            ("second", [edit("Ada.md", "2", None), edit("a/Bo.md", "bo", "b", "Bo.md")]),
            ("third", [edit("Cy.md", "cy", "cyd")]),
        ):
            do(root, *steps, what=what)
            states.append(texts(root))
        assert listed(root) == (["third", "second", "first"], [])
        for _ in range(2):
            assert [undo(root) for _ in range(3)] == ["third", "second", "first"]
            assert texts(root) == states[0]
            assert listed(root) == ([], ["first", "second", "third"])
            for number, what in enumerate(("first", "second", "third"), 1):
                assert redo(root) == what
                assert texts(root) == states[number]
        assert listed(root) == (["third", "second", "first"], [])

    def test_an_undo_between_redos_goes_back_one_write(
        self, make: Callable[[Mapping[str, str]], Path]
    ) -> None:
        root = make({"Ada.md": "0"})
        for number in range(4):
            do(root, edit("Ada.md", f"{number}", f"{number + 1}"), what=f"{number + 1}")
        shown = [step(root) for step in (undo, undo, undo, redo, undo, redo, redo, redo)]
        assert shown == ["4", "3", "2", "2", "2", "2", "3", "4"]
        assert texts(root) == {"Ada.md": "4"}

    def test_a_new_write_ends_it(self, make: Callable[[Mapping[str, str]], Path]) -> None:
        root = make({"Ada.md": "1", "Bo.md": "bo"})
        do(root, edit("Ada.md", "1", "2"))
        undo(root)
        do(root, edit("Bo.md", "bo", "b"), what="new")
        assert listed(root) == (["new"], [])
        with pytest.raises(NothingToRedo):
            redo(root)
        assert Journal(str(root)).undone() == []

    def test_a_write_that_fails_does_not_end_it(self, make: Callable[[Mapping[str, str]], Path]) -> None:
        root = make({"Ada.md": "1", "Bo.md": "bo"})
        do(root, edit("Ada.md", "1", "2"))
        undo(root)
        with pytest.raises(ChangedOnDisk):
            do(root, edit("Bo.md", "other", "b"))
        redo(root)
        assert texts(root) == {"Ada.md": "2", "Bo.md": "bo"}

    @pytest.mark.parametrize("now", ["edited", None])
    def test_it_is_refused_where_a_file_is_not_as_it_was_left(
        self, make: Callable[[Mapping[str, str]], Path], now: str | None
    ) -> None:
        root = make({"Ada.md": "old", "Bo.md": "bo"})
        do(root, edit("Ada.md", "old", "new"), edit("people/Bo.md", "bo", "bo", "Bo.md"))
        undo(root)
        (root / "Ada.md").unlink()
        if now:
            (root / "Ada.md").write_text(now)
        (root / "people").mkdir()
        (root / "people/Bo.md").write_text("another Bo")
        before = texts(root)
        with pytest.raises(RedoRefused) as raised:
            redo(root)
        assert raised.value.paths == ("Ada.md", "people/Bo.md")
        assert texts(root) == before

    def test_only_the_write_undone_last_is_redone(self, make: Callable[[Mapping[str, str]], Path]) -> None:
        root = make({"Ada.md": "1", "Bo.md": "bo"})
        do(root, edit("Bo.md", "bo", "b"))
        do(root, edit("Ada.md", "1", "2"))
        undo(root)
        operation = transaction.redo(str(root))
        undo(root)
        with pytest.raises(NothingToRedo), hold_write_lock(str(root)):
            transaction.perform(str(root), operation)
        assert texts(root) == {"Ada.md": "1", "Bo.md": "bo"}

    def test_an_interrupted_redo_is_completed_and_can_be_undone(
        self, make: Callable[[Mapping[str, str]], Path]
    ) -> None:
        root = make({"Ada.md": "1"})
        do(root, edit("Ada.md", "1", "2"), edit("new/y.md", None, "y"), what="b")
        undo(root)
        operation = transaction.redo(str(root))
        changes = tuple(resolve_step(str(root), step) for step in operation.steps)
        with hold_write_lock(str(root)):
            record = Record(str(root), "cafe0001", "b", changes, made=("new",), undoes=operation.undoes)
            Journal(str(root)).begin(to_bytes(record))
        transaction.recover(str(root))
        assert texts(root) == {"Ada.md": "2", "new/": "", "new/y.md": "y"}
        assert listed(root) == (["b"], [])
        assert undo(root) == "b"
        assert texts(root) == {"Ada.md": "1"}

    def test_an_undo_interrupted_after_its_record_is_stored_can_be_redone(
        self, make: Callable[[Mapping[str, str]], Path]
    ) -> None:
        root = make({"Ada.md": "1"})
        do(root, edit("Ada.md", "1", "2"), what="b")
        operation = transaction.undo(str(root))
        undo(root)
        changes = tuple(resolve_step(str(root), step) for step in operation.steps)
        with hold_write_lock(str(root)):
            record = Record(str(root), "cafe0001", "b", changes, undoes=operation.undoes)
            Journal(str(root)).begin(to_bytes(record))
        transaction.recover(str(root))
        assert listed(root) == ([], ["b"])
        assert redo(root) == "b"

    def test_a_skipped_write_stays_skipped(self, make: Callable[[Mapping[str, str]], Path]) -> None:
        root = make({"Ada.md": "1", "Bo.md": "bo"})
        do(root, edit("Ada.md", "1", "2"), what="first")
        do(root, edit("Bo.md", "bo", "b"), what="second")
        undo(root)
        with hold_write_lock(str(root)):
            assert transaction.forget(str(root)) == "first"
        assert redo(root) == "second"
        assert listed(root) == (["second"], [])

    def test_a_damaged_record_is_told(self, make: Callable[[Mapping[str, str]], Path]) -> None:
        root = make({"Ada.md": "1"})
        do(root, edit("Ada.md", "1", "2"))
        undo(root)
        history = Journal(str(root))
        Path(history.folder, history.undone()[0]).write_bytes(b"pnet journal 1\n00000000\nhalf")
        with pytest.raises(EditRefused, match="damaged"):
            redo(root)
        assert listed(root) == ([], ["a write whose record can't be read"])


class TestOneAtATime:
    def test_a_second_process_waits_and_then_gives_up(
        self, make: Callable[[Mapping[str, str]], Path]
    ) -> None:
        root = make({})
        waited: list[float] = []
        with (
            hold_write_lock(str(root)),
            pytest.raises(VaultBusy),
            hold_write_lock(str(root), 0.2, waited.append),
        ):
            pass
        assert waited == sorted(waited)
        assert len(waited) > 3

    def test_it_is_free_again_when_its_process_is_killed(
        self, make: Callable[[Mapping[str, str]], Path]
    ) -> None:
        root = make({})
        script = (
            "import sys, time; from plaintext_network.vault.transaction.write_lock import hold_write_lock\n"
            "with hold_write_lock(sys.argv[1]):\n    print(flush=True); time.sleep(60)"
        )
        holder = subprocess.Popen([sys.executable, "-c", script, str(root)], cwd=ROOT, stdout=subprocess.PIPE)
        assert holder.stdout
        assert holder.stdout.readline() == b"\n"
        with pytest.raises(VaultBusy), hold_write_lock(str(root), 0):
            pass
        holder.kill()
        holder.wait()
        holder.stdout.close()
        with hold_write_lock(str(root), 0):
            pass

    def test_ctrl_c_ends_the_waiting_at_once(self, make: Callable[[Mapping[str, str]], Path]) -> None:
        root = make({})

        def interrupted(seconds: float) -> None:
            raise KeyboardInterrupt

        with (
            hold_write_lock(str(root)),
            pytest.raises(KeyboardInterrupt),
            hold_write_lock(str(root), 60, interrupted),
        ):
            pass

    def test_200_processes_all_get_their_turn_and_none_at_once(
        self, make: Callable[[Mapping[str, str]], Path]
    ) -> None:
        root = make({"count.md": "0"})
        script = (
            "import os, sys; from plaintext_network.vault.transaction.write_lock import hold_write_lock\n"
            "root, path = sys.argv[1], sys.argv[1] + '/count.md'\n"
            "pids = []\n"
            "for _ in range(200):\n"
            "    pid = os.fork()\n"
            "    if pid:\n"
            "        pids.append(pid)\n"
            "        continue\n"
            "    with hold_write_lock(root):\n"
            "        number = int(open(path).read())\n"
            "        open(path, 'w').write(str(number + 1))\n"
            "    os._exit(0)\n"
            "sys.exit(sum(os.waitpid(pid, 0)[1] != 0 for pid in pids))\n"
        )
        subprocess.run([sys.executable, "-c", script, str(root)], cwd=ROOT, check=True)
        assert texts(root) == {"count.md": "200"}

    def test_threads_take_turns_too(self, make: Callable[[Mapping[str, str]], Path]) -> None:
        root = make({"count.md": "0"})

        def count(_: int) -> None:
            with hold_write_lock(str(root)):
                number = int((root / "count.md").read_text())
                time.sleep(0.001)
                (root / "count.md").write_text(str(number + 1))

        with ThreadPoolExecutor(8) as threads:
            list(threads.map(count, range(40)))
        assert texts(root) == {"count.md": "40"}

    @pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows does not fork")
    def test_a_forked_child_neither_ends_the_lock_nor_outlives_it(
        self, make: Callable[[Mapping[str, str]], Path]
    ) -> None:
        root = make({})
        script = (
            "import os, sys, time; from plaintext_network.vault.transaction.write_lock import hold_write_lock\n"
            "with hold_write_lock(sys.argv[1]):\n"
            "    if leaver := os.fork():\n"
            "        os.waitpid(leaver, 0)\n"
            "        if not os.fork():\n"
            "            print(os.getpid(), flush=True)\n"
            "        time.sleep(60)\n"
        )
        holder = subprocess.Popen([sys.executable, "-c", script, str(root)], cwd=ROOT, stdout=subprocess.PIPE)
        assert holder.stdout
        sleeper = int(holder.stdout.readline())
        try:
            # One child has left the block by now.
            with pytest.raises(VaultBusy), hold_write_lock(str(root), 0):
                pass
            holder.kill()
            holder.wait()
            # The other still sleeps in it.
            with hold_write_lock(str(root), 0):
                pass
        finally:
            os.kill(sleeper, signal.SIGKILL)
            holder.stdout.close()

    def test_a_lock_file_may_hold_anything(self, make: Callable[[Mapping[str, str]], Path]) -> None:
        root = make({})
        folder = Path(records_folder(str(root)))
        folder.mkdir(parents=True)
        (folder / "lock").write_text("x" * 5000)
        with hold_write_lock(str(root)), pytest.raises(VaultBusy), hold_write_lock(str(root), 0):
            pass
        assert (folder / "lock").read_text() == "x" * 5000

    @pytest.mark.parametrize("spoil", [os.mkdir, lambda p: os.mkfifo(p), lambda p: p.symlink_to("else")])
    def test_a_spoilt_lock_is_told(
        self, make: Callable[[Mapping[str, str]], Path], spoil: Callable[[Path], object]
    ) -> None:
        root = make({})
        folder = Path(records_folder(str(root)))
        folder.mkdir(parents=True)
        spoil(folder / "lock")
        with pytest.raises(WriteFailed, match="lock"), hold_write_lock(str(root)):
            pass


def test_to_look_for_an_interrupted_write_imports_next_to_nothing() -> None:
    script = (
        "import sys; import plaintext_network.vault.cache.locations; before = set(sys.modules)\n"
        "from plaintext_network.vault.transaction import pending; pending.pending('/nowhere')\n"
        "print(*sorted(set(sys.modules) - before))"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == [
        "plaintext_network.vault.transaction",
        "plaintext_network.vault.transaction.pending",
    ]
