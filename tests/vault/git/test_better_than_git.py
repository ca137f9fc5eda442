"""Where git alone leaves a conflict, or doubles a property, git with pnet merges the note. Nothing that a side added is lost."""

from pathlib import Path

import pytest

from tests.vault.git.two_branches import PNET, Repository

pytestmark = pytest.mark.system

BASE = b"""\
---
type: contact
name: Ada
cadence: monthly
organization: Acme
phone:
  - "1"
---
# Ada

- [ ] send the book

## Log

- 2026-01-01 call
"""
OURS = (
    BASE.replace(b"cadence: monthly", b"cadence: weekly")
    .replace(b'  - "1"\n', b'  - "1"\n  - "2"\n')
    .replace(b"- [ ] send", b"- [x] send")
    + b"- 2026-02-02 lunch\n"
)
THEIRS = (
    BASE.replace(b"organization: Acme", b"organization: Globex").replace(b'  - "1"\n', b'  - "1"\n  - "3"\n')
    + b"- 2026-01-20 coffee\n"
)
BOTH = b"""\
---
type: contact
name: Ada
cadence: weekly
organization: Globex
phone:
  - "1"
  - "2"
  - "3"
---
# Ada

- [x] send the book

## Log

- 2026-01-01 call
- 2026-01-20 coffee
- 2026-02-02 lunch
"""


def repository(
    tmp_path: Path, driver: str, ours: bytes = OURS, theirs: bytes = THEIRS, base: bytes = BASE
) -> Repository:
    made = Repository(tmp_path / "vault", driver)
    made.branches({"contacts/Ada.md": base}, {"contacts/Ada.md": ours}, {"contacts/Ada.md": theirs})
    return made


def lines(text: bytes) -> list[bytes]:
    return sorted(text.splitlines())


@pytest.mark.parametrize("operation", ["merge", "rebase", "cherry-pick", "squash", "stash"])
def test_git_merges_by_property_entry_and_task(tmp_path: Path, operation: str) -> None:
    made = repository(tmp_path, PNET)
    if operation == "stash":
        made.git("checkout", "--quiet", "side~")
        (made.folder / "contacts/Ada.md").write_bytes(THEIRS)
        made.git("stash")
        made.git("checkout", "--quiet", "main")
        made.git("stash", "pop")
    elif operation == "squash":
        made.git("merge", "--squash", "side")
    else:
        made.git(operation, *(["--no-edit"] if operation == "merge" else []), "side")
    # A rebase has the sides the other way round, and so the items of a list.
    assert lines(made.read("contacts/Ada.md")) == lines(BOTH)
    assert made.read("contacts/Ada.md").startswith(BOTH[: BOTH.index(b"phone")])


def test_git_alone_leaves_a_conflict(tmp_path: Path) -> None:
    made = repository(tmp_path, "")
    assert made.git("merge", "side", ok=False).returncode == 1


def test_markers_surround_only_the_property_in_conflict(tmp_path: Path) -> None:
    made = repository(tmp_path, PNET, theirs=THEIRS.replace(b"cadence: monthly", b"cadence: yearly"))
    assert made.git("-c", "merge.conflictStyle=diff3", "merge", "side", ok=False).returncode == 1
    marked = BOTH.replace(
        b"cadence: weekly\n",
        b"<<<<<<< HEAD\ncadence: weekly\n||||||| base\ncadence: monthly\n=======\ncadence: yearly\n>>>>>>> side\n",
    )
    assert made.read("contacts/Ada.md") == marked


@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_a_favoured_side_settles_only_what_is_in_conflict(tmp_path: Path, side: str) -> None:
    made = repository(tmp_path, PNET, theirs=THEIRS.replace(b"cadence: monthly", b"cadence: yearly"))
    made.git("merge", "--no-edit", "-X", side, "side")
    value = b"weekly" if side == "ours" else b"yearly"
    assert made.read("contacts/Ada.md") == BOTH.replace(b"cadence: weekly", b"cadence: " + value)


def test_a_revert_keeps_what_came_later(tmp_path: Path) -> None:
    made = Repository(tmp_path / "vault", PNET)
    made.commit({"contacts/Ada.md": BASE})
    made.commit({"contacts/Ada.md": THEIRS})
    made.commit({"contacts/Ada.md": THEIRS.replace(b"monthly", b"weekly")})
    made.git("revert", "--no-edit", "HEAD~")
    assert made.read("contacts/Ada.md") == BASE.replace(b"monthly", b"weekly")


def test_a_note_in_crlf_on_one_side(tmp_path: Path) -> None:
    made = repository(tmp_path, PNET, ours=BASE.replace(b"\n", b"\r\n"))
    made.git("config", "core.autocrlf", "false")
    made.git("merge", "--no-edit", "side")
    assert made.read("contacts/Ada.md") == THEIRS.replace(b"\n", b"\r\n")


def test_the_settings_of_the_vault_name_its_properties(tmp_path: Path) -> None:
    made = Repository(tmp_path / "vault", PNET)
    settings = {"people/pnet.toml": b'[properties]\ncadence = ["rhythm"]\n'}
    base = b"---\nname: Ada\nrhythm: monthly\nx: 1\n---\n"
    made.branches(
        {**settings, "people/Ada.md": base},
        {"people/Ada.md": base.replace(b"x: 1", b"x: 2")},
        {"people/Ada.md": base.replace(b"rhythm: monthly", b"rhythm: weekly")},
    )
    made.git("merge", "--no-edit", "side")
    assert made.read("people/Ada.md") == b"---\nname: Ada\nrhythm: weekly\nx: 2\n---\n"


def test_a_property_that_both_sides_added_is_not_doubled(tmp_path: Path) -> None:
    """git sees no conflict, and the note would have the property twice."""
    base = b"---\nname: Ada\na: 1\nb: 2\nc: 3\nd: 4\ne: 5\n---\n"
    ours = base.replace(b"name: Ada\n", b"name: Ada\ncadence: weekly\n")
    theirs = base.replace(b"e: 5\n", b"e: 5\ncadence: weekly\n")
    alone = repository(tmp_path / "alone", "", ours, theirs, base)
    alone.git("merge", "--no-edit", "side")
    assert alone.read("contacts/Ada.md").count(b"cadence") == 2
    made = repository(tmp_path, PNET, ours, theirs, base)
    made.git("merge", "--no-edit", "side")
    assert made.read("contacts/Ada.md").count(b"cadence") == 1
