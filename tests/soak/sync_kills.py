"""Kills syncs at every call that writes, or lets the call fail, again and again; the next sync must reach the same end state.

Each trial runs in a process of its own that counts the calls which can leave a write half done: by the interpreter's audit
events (sys.addaudithook), and by `os.write` and `os.fsync`, which have none.
"""

# ruff: noqa: T201
# It tells what came of it.

from __future__ import annotations

import argparse
import errno
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from plaintext_network.errors import PnetError
from plaintext_network.exchange.sync.memory.sync_files import INTENT, sync_file, undone_files
from plaintext_network.exchange.sync.run_sync import SyncOptions, sync_contacts
from plaintext_network.exchange.sync.sync_base import SyncBase, load_sync_base
from plaintext_network.exchange.sync.sync_plan import SyncAnswers
from plaintext_network.vault.notebook import Notebook
from plaintext_network.vault.transaction import transaction
from tests.soak.trials import contents

TODAY = date(2026, 11, 25)
ERRORS = (errno.EIO, errno.ENOSPC, errno.EACCES, errno.EROFS)
# How a run ends that raised an error of pnet's own, as it should, and one that raised another.
REFUSED, BROKEN = 4, 70
_EVENTS = frozenset(("os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.truncate"))
_SETTINGS = '[sync.phone]\nfolder = "../cards"\nnew = "add"\ngone = "archive"\n'


def note(**values: str) -> str:
    """Return a contact's note."""
    return "---\n" + "".join(f"{name}: {value}\n" for name, value in values.items()) + "---\n\nText.\n"


def card(name: str, uid: str, *lines: str) -> str:
    """Return a card."""
    return "\r\n".join(("BEGIN:VCARD", "VERSION:3.0", f"UID:{uid}", f"FN:{name}", *lines, "END:VCARD", ""))


class Scene(NamedTuple):
    """What is in the vault and in the folder before all, what others change after a first sync, and what then runs.

    `change` gets the folder that contains both; without it, there was no sync before. `act` is what may be killed.
    """

    name: str
    files: Mapping[str, str]
    act: Callable[[Path], None]
    change: Callable[[Path], None] | None = None


PEOPLE = {
    "vault/pnet.toml": _SETTINGS,
    "vault/contacts/Ada King.md": note(emails="[ada@example.org]", role="Analyst"),
    "vault/contacts/Bo Ek.md": note(emails="[bo@example.org]", phones='["+46 8 123 45 67"]'),
    "vault/contacts/Cy Ha.md": note(organization="Acme", emails="[cy@example.org]"),
    "vault/contacts/Fay Oh.md": note(emails="[fay@example.org]"),
    "vault/contacts/Gus Lo.md": note(emails="[gus@example.org]"),
    "cards/dee.vcf": card("Dee Mo", "dee-1", "EMAIL:dee@example.org", "X-ABLabel:friend"),
}


def _notebook(top: Path) -> Notebook:
    return Notebook(str(top / "vault"), TODAY, cache=False, live=False)


def _card_of(top: Path, name: str) -> Path:
    (found,) = (
        path for path in (top / "cards").glob("*.vcf") if f"FN:{name}\r\n" in path.read_bytes().decode()
    )
    return found


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_bytes().decode()
    assert old in text, (path, text)
    path.write_bytes(text.replace(old, new).encode())


def change_both(top: Path) -> None:
    """Change values on either side and on both, add and remove people, and let a card vanish."""
    notes = top / "vault/contacts"
    _replace(
        _card_of(top, "Ada King"),
        "EMAIL:ada@example.org",
        "EMAIL:ada@example.org\r\nTEL;TYPE=cell:+44 20 7946 0018",
    )
    _replace(notes / "Bo Ek.md", "bo@example.org", "bo@new.example.org")
    _replace(_card_of(top, "Cy Ha"), "EMAIL:cy@example.org", "EMAIL:cy@example.org\r\nTITLE:Director")
    _replace(notes / "Cy Ha.md", "organization: Acme", "organization: Acme\nphones: [+1 555 0100]")
    (notes / "Fay Oh.md").unlink()
    _card_of(top, "Gus Lo").unlink()
    (notes / "Eve Po.md").write_text(note(emails="[eve@example.org]"), encoding="utf-8")
    (top / "cards/hal.vcf").write_bytes(card("Hal Qu", "hal-1", "TEL:+44 113 496 0000").encode())


def change_cards(top: Path) -> None:
    """Change only notes, so that only cards are written."""
    _replace(top / "vault/contacts/Bo Ek.md", "bo@example.org", "bo@new.example.org")
    _replace(top / "vault/contacts/Ada King.md", "role: Analyst", "role: Engineer")


def change_conflict(top: Path) -> None:
    """Change one property on both sides, and leave the rest to answers."""
    _replace(top / "vault/contacts/Ada King.md", "role: Analyst", "role: Engineer")
    path = _card_of(top, "Ada King")
    _replace(path, "TITLE:Analyst", "TITLE:Director")
    (top / "cards/hal.vcf").write_bytes(card("Hal Qu", "hal-1", "TEL:+44 113 496 0000").encode())
    _card_of(top, "Gus Lo").unlink()


def run_sync(top: Path) -> None:
    """Run a sync that may remove cards."""
    sync_contacts(_notebook(top), "phone", SyncOptions(deletes=True))


def run_with_answers(top: Path) -> None:
    """Run a sync with answers to its questions."""
    people = {"hal.vcf": "skip", "contacts/Gus Lo.md": "keep"}
    sync_contacts(_notebook(top), "phone", SyncOptions(SyncAnswers(people), side="folder"))


def undo(top: Path) -> None:
    """Undo what was written last."""
    _notebook(top).undo()


def _synced(top: Path) -> None:
    change_both(top)
    run_sync(top)


SCENES = (
    Scene("both sides", PEOPLE, run_sync, change_both),
    Scene("first sync", PEOPLE, run_sync),
    Scene("only cards", PEOPLE, run_sync, change_cards),
    Scene("answers", PEOPLE, run_with_answers, change_conflict),
    Scene("undo", PEOPLE, undo, _synced),
)


class State(NamedTuple):
    """All that a run leaves: files, what is remembered, whether an undo is, and what can be undone."""

    files: Mapping[str, bytes]
    base: SyncBase
    undone: int
    has_intent: bool
    past: tuple[tuple[str, tuple[str, ...]], ...]


def _state(top: Path) -> State:
    root = str(top / "vault")
    base = load_sync_base(root, "phone")
    people = sorted(one._replace(fingerprint=(0, 0, 0, 0)) for one in base.people)
    return State(
        {
            **contents(top / "vault"),
            **{f"cards/{name}": text for name, text in contents(top / "cards").items()},
        },
        base._replace(folder="", people=tuple(people)),
        len(undone_files(root, "phone")),
        os.path.lexists(sync_file(root, "phone", INTENT)),
        tuple((one.what, one.paths) for one in transaction.undoable(root)),
    )


class Faults:
    """Counts the calls that write; at the nth one, kills the process, or raises an error, once or from then on."""

    def __init__(self, nth: int = 0, error: int = 0, *, on: bool = False) -> None:
        self.nth, self.error, self.on = nth, error, on
        self.count = 0
        self.names: list[str] = []

    def install(self) -> None:
        """Begin to count. It can't be ended."""
        sys.addaudithook(self._heard)
        for name in ("write", "fsync"):
            setattr(os, name, self._counted(name, getattr(os, name)))

    def _heard(self, event: str, values: tuple[Any, ...]) -> None:
        if event == "open":
            flags = values[2]
            if isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
                self._call(f"open {values[0]}")
        elif event in _EVENTS:
            self._call(f"{event} {values[0]}")

    def _counted(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*values: Any) -> Any:
            self._call(name)
            return real(*values)

        return call

    def _call(self, name: str) -> None:
        self.count += 1
        self.names.append(name)
        if not self.nth or self.count < self.nth or (self.count > self.nth and not self.on):
            return
        if not self.error:
            os.kill(os.getpid(), signal.SIGKILL)
        raise OSError(self.error, os.strerror(self.error))


class Stage:
    """Where one scene is played again and again."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self.scene, self.top, self.fresh = scene, folder / "world", folder / "fresh"
        self.top.mkdir()
        os.environ["PNET_STATE"] = str(self.top / "state")
        (self.top / "cards").mkdir()
        for path, text in scene.files.items():
            at = self.top / path
            at.parent.mkdir(parents=True, exist_ok=True)
            at.write_bytes(text.encode())
        if scene.change:
            run_sync(self.top)
            scene.change(self.top)
        shutil.copytree(self.top, self.fresh)
        self.before = _state(self.top)
        self.count = self._run(Faults())
        self.after = self._settled()
        assert self.after != self.before

    def _settled(self) -> State:
        """Return what is left after one more sync, which writes nothing to either side, but remembers what notes say now."""
        if self.scene.act is undo:
            return _state(self.top)
        files = _state(self.top).files
        ended = self._run(None, run_sync)
        assert ended == 0, ended
        now = _state(self.top)
        assert now.files == files
        return now

    def _set(self) -> None:
        # The folder itself stays: another one would be refused.
        for name in os.listdir(self.top):
            for inner in os.listdir(self.top / name):
                path = self.top / name / inner
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        shutil.copytree(self.fresh, self.top, dirs_exist_ok=True)

    def _run(self, faults: Faults | None, act: Callable[[Path], None] | None = None) -> int:
        """Act in a process of its own; return its exit status, negative for a signal, or the number of calls without faults."""
        counted = self.top.parent / "count"
        child = os.fork()
        if child == 0:
            self._act(faults, act or self.scene.act, counted)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if faults is not None and not faults.nth:
            assert status == 0, status
            return int(counted.read_text())
        return status

    def _act(self, faults: Faults | None, act: Callable[[Path], None], counted: Path) -> None:
        status = BROKEN
        try:
            if faults is not None:
                faults.install()
            act(self.top)
            status = 0
            if faults is not None and not faults.nth:
                number = faults.count
                counted.write_text(str(number))
        except PnetError:
            status = REFUSED
        except BaseException:  # noqa: BLE001 - whatever it is, the trial failed
            traceback.print_exc()
        finally:
            os._exit(status)

    def play(self, faults: Faults, again: Faults | None = None) -> tuple[int, str]:
        """Play the scene with a fault, then, perhaps, with another, then without; return how it ended and what is wrong, or ""."""
        self._set()
        status = self._run(faults)
        if wrong := self._torn():
            return status, wrong
        if again:
            self._run(again)
            if wrong := self._torn():
                return status, wrong
        if status == BROKEN:
            return status, "it raised an error that is none of pnet's"
        # An undo that was done is not done again.
        is_undone = self.scene.act is undo and self._is_undone()
        if not is_undone and (ended := self._run(None)):
            return status, f"the next run ended with {ended}"
        return status, self._difference()

    def _is_undone(self) -> bool:
        transaction.recover(str(self.top / "vault"))
        return _state(self.top).past != self.before.past

    def _difference(self) -> str:
        try:
            now = self._settled()
        except AssertionError as error:
            return f"another sync writes again: {error}"
        wanted = self.after
        if wanted.files != now.files:
            paths = {
                path for path in {*wanted.files, *now.files} if wanted.files.get(path) != now.files.get(path)
            }
            return f"files differ: {sorted(paths)}"
        if wanted.base != now.base:
            both = (*wanted.base.people, *now.base.people)
            people = [one for one in both if (one in wanted.base.people) != (one in now.base.people)]
            return f"what is remembered differs: {people}, {wanted.base[2:]}, {now.base[2:]}"
        if wanted != now:
            return f"{now[2:]}, not {wanted[2:]}"
        return ""

    def _torn(self) -> str:
        """Return the file that is neither as before nor as afterwards, or ""."""
        for path, text in _state(self.top).files.items():
            name = path.rpartition("/")[2]
            if name.startswith(".pnet-"):
                continue
            wanted = (self.before.files.get(path), self.after.files.get(path))
            if text not in wanted:
                return f"{path} is torn: {text!r:.200}"
        return ""


class Trial(NamedTuple):
    """What came of one trial."""

    scene: str
    fault: str
    status: int
    wrong: str


def play(trials: int, seed: int, kills: float = 0.7) -> Iterator[Trial]:
    """Play all scenes in turn, so many trials in all. One that kills does so at each call once before any is repeated."""
    chance = random.Random(seed)  # noqa: S311
    memory = Path("/dev/shm")  # noqa: S108
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        stages = []
        for number, scene in enumerate(SCENES):
            place = Path(folder, str(number)).resolve()
            place.mkdir()
            stages.append(Stage(scene, place))
        points: dict[int, list[int]] = {}
        for number in range(trials):
            at = number % len(stages)
            stage = stages[at]
            os.environ["PNET_STATE"] = str(stage.top / "state")
            if not points.get(at):
                points[at] = chance.sample(range(1, stage.count + 1), stage.count)
            nth = points[at].pop()
            again = Faults(chance.randint(1, stage.count)) if chance.random() < 0.3 else None
            if chance.random() < kills:
                faults, told = Faults(nth), f"SIGKILL at call {nth} of {stage.count}"
            else:
                error, on = chance.choice(ERRORS), chance.random() < 0.3
                faults = Faults(nth, error, on=on)
                told = f"{errno.errorcode[error]}{' from' if on else ' at'} call {nth} of {stage.count}"
            if again:
                told += f", then SIGKILL at {again.nth}"
            status, wrong = stage.play(faults, again)
            yield Trial(stage.scene.name, told, status, wrong)


def main() -> int:
    """Play as the options say; end with 1 if anything was torn, lost or half done."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak.sync_kills", description=__doc__)
    parser.add_argument("trials", nargs="?", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1, help="the same seed plays the same faults")
    options = parser.parse_args()
    began, ended, wrong = time.monotonic(), Counter[str](), 0
    for trial in play(options.trials, options.seed):
        ended["killed" if trial.status == -9 else "done" if trial.status == 0 else "refused"] += 1
        if trial.wrong:
            wrong += 1
            print(f"{trial.scene}, {trial.fault} (ended with {trial.status}): {trial.wrong}", file=sys.stderr)
    print(
        f"{ended.total()} trials in {time.monotonic() - began:.0f} s: {ended['killed']} killed, "
        f"{ended['refused']} refused, {ended['done']} done; another end state, or a file torn: {wrong}"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
