"""Whenever the process dies or the system refuses, the vault is wholly as before or wholly as after."""

import os
import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.soak.faults import Call, Fault, plainly
from tests.soak.store import CHILD, SCENES
from tests.soak.trials import ERRORS, Stage, contents, fault

pytestmark = pytest.mark.system


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    """A file is written, one made in a new folder, and one moved."""
    with Stage(SCENES[0]) as stage:
        yield stage


def test_every_text_is_on_disk_before_it_has_its_name_and_the_journal_before_all(stage: Stage) -> None:
    told = []
    for call, rest in stage.calls:
        if call.name in ("openat", "unlink") or " = -1 " in rest:
            continue
        # `5</vault>, "Ada.md"` and `6</vault/Ada.md>` are one file. What is written may look like anything.
        told_of = rest.partition(",")[0] if call.name == "write" else rest
        found = re.findall(r'\d+<([^>]*)>(?:, "([^"]*)")?', told_of)
        paths = " ".join(os.path.join(folder, name).rstrip("/") for folder, name in found)
        paths = paths.replace(str(stage.root), "VAULT")
        paths = re.sub(rf"{stage.state}/[^/ ]*", "STATE", paths)
        told.append(re.sub(r"-[0-9a-f]{8}", "", f"{call.name.removesuffix('at')} {paths}"))
    first = told.index("write STATE/pending.tmp")
    last = told.index("fsync STATE", told.index("fsync VAULT"))
    assert not any("VAULT" in line for line in told[:first])
    assert told[first : last + 1] == [
        "write STATE/pending.tmp",
        "fsync STATE/pending.tmp",
        "rename STATE/pending.tmp STATE/pending",
        "fsync STATE",
        "mkdir VAULT/log",
        "mkdir VAULT/log/2026",
        "write VAULT/.pnet-0.tmp",
        "fchmod VAULT/.pnet-0.tmp",
        "fsync VAULT/.pnet-0.tmp",
        "write VAULT/log/2026/.pnet-1.tmp",
        "fsync VAULT/log/2026/.pnet-1.tmp",
        # Both swap their names, so the hidden file has the old text, which is compared.
        "renameat2 VAULT/.pnet-0.tmp VAULT/Ada.md",
        "unlink VAULT/.pnet-0.tmp",
        "link VAULT/log/2026/.pnet-1.tmp VAULT/log/2026/Coffee.md",
        "unlink VAULT/log/2026/.pnet-1.tmp",
        "link VAULT/people/Bo.md VAULT/log/Bo.md",
        "fsync VAULT/log",
        "renameat2 VAULT/people/Bo.md VAULT/people/.pnet-2-old.tmp",
        "unlink VAULT/people/.pnet-2-old.tmp",
        "fsync VAULT",
        "fsync VAULT/log",
        "fsync VAULT/log/2026",
        "fsync VAULT/people",
        "rename STATE/pending STATE/00000001",
        "fsync STATE",
    ]


def test_killed_at_any_call_it_is_completed_or_never_begun_and_undone_after_it(stage: Stage) -> None:
    chosen = random.Random(1).sample(stage.points, 50)  # noqa: S311
    trials = [stage.play(Fault(call, "SIGKILL")) for call in chosen]
    assert [(trial.faults, trial.wrong) for trial in trials if trial.wrong] == []
    assert {trial.outcome.code for trial in trials} == {-9}


@pytest.mark.parametrize("name", ["write", "fsync", "renameat2", "linkat", "unlinkat"])
def test_a_healing_that_is_killed_is_healed(stage: Stage, name: str) -> None:
    # Before the first change to the vault, so that all is still to be done.
    trial = stage.play(Fault(Call("renameat2", 1), "SIGKILL"), healing=Fault(Call(name, 2), "SIGKILL"))
    assert (trial.outcome.code, trial.wrong) == (-9, None)


def test_refused_at_any_call_it_says_so_and_nothing_is_changed(stage: Stage) -> None:
    chance = random.Random(1)  # noqa: S311
    trials = [stage.play(*fault(chance, stage.points, kills=0)) for _ in range(30)]
    assert [(trial.faults, trial.wrong) for trial in trials if trial.wrong] == []


@pytest.mark.parametrize("error", ERRORS)
def test_a_refusal_in_the_middle_is_taken_back(stage: Stage, error: str) -> None:
    # The first swap; where the system refuses that alone, an ordinary rename follows, the first in the vault.
    trial = stage.play(Fault(Call("renameat2", 1), error), Fault(Call("renameat", 2), error))
    assert (trial.outcome.code, trial.wrong) == (4, None)
    assert "can't write Ada.md" in trial.outcome.said
    assert trial.outcome.said.endswith("; nothing was changed\n")


def test_where_it_can_not_be_taken_back_the_next_run_does(stage: Stage) -> None:
    trial = stage.play(Fault(Call("unlinkat", 2), "EIO", on=True))
    assert (trial.outcome.code, trial.wrong) == (4, None)
    assert trial.outcome.said.endswith("part of the change was written; the next pnet command undoes it\n")


def test_a_file_system_without_hard_links_is_written_as_well(stage: Stage) -> None:
    for error in ("EPERM", "EOPNOTSUPP"):
        trial = stage.play(Fault(Call("linkat", 1), error, on=True))
        assert (trial.outcome.code, trial.wrong) == (0, None)


def test_a_system_that_swaps_no_names_is_written_as_well(stage: Stage) -> None:
    for error in ("ENOSYS", "EINVAL", "EPERM"):
        trial = stage.play(Fault(Call("renameat2", 1), error, on=True))
        assert (trial.outcome.code, trial.wrong) == (0, None)


def test_a_full_disk_refuses_and_leaves_all_as_it_was(stage: Stage, tmp_path: Path) -> None:
    full, after = tmp_path / "full", tmp_path / "after"
    full.mkdir()
    after.mkdir()
    shutil.copytree(f"{stage.root}.fresh", tmp_path / "before")
    script = (
        'mount -t tmpfs -o size=64k none "$1" && cp -a "$2/." "$1" || exit 99\n'
        'shift 2; "$@"; code=$?; cp -a "$MOUNTED/." "$AFTER"; exit $code'
    )
    environ = {**os.environ, "PNET_STATE": str(tmp_path / "state"), "MOUNTED": str(full), "AFTER": str(after)}
    argv = [
        "unshare",
        "--mount",
        *(() if os.geteuid() == 0 else ("--map-root-user",)),
        "sh",
        "-c",
        script,
        "sh",
    ]
    done = plainly([*argv, str(full), str(tmp_path / "before"), *CHILD, "large", str(full)], environ)
    if done.code in (1, 99) and not contents(after):
        # Nothing may be mounted here, so the disk is said to be full.
        trial = stage.play(Fault(Call("write", 2), "ENOSPC", on=True))
        assert (trial.outcome.code, trial.wrong) == (4, None)
        return
    assert done.code == 4, done.said
    assert "No space left on device" in done.said
    assert contents(after) == stage.before
    assert not list(Path(tmp_path, "state").rglob("pending*"))
