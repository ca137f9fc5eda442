"""Runs trials: a fault hits a command that writes, and then the vault must be as before or as after."""

import os
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.soak.faults import Call, Fault, Outcome, calls, plainly, run

Contents = Mapping[str, bytes]


def contents(root: Path) -> dict[str, bytes]:
    """Return all that is in a folder by path, hidden files too: a folder ends in `/`, a link holds `-> ` and its target."""
    found = {}
    for place, folders, names in os.walk(root):
        for name in (*folders, *names):
            path = Path(place, name)
            shown = str(path.relative_to(root))
            if path.is_symlink():
                found[shown] = b"-> " + os.fsencode(os.readlink(path))
            elif path.is_dir():
                found[f"{shown}/"] = b""
            else:
                found[shown] = path.read_bytes()
    return found


class Scene(NamedTuple):
    """A vault, what writes into it, what heals it in a new process, and what undoes the write.

    `make` fills an empty folder, and the command `first`, if any, is run there before each trial. The commands are given
    the folder at their end. `refused` are the exit statuses that say that nothing was changed, `open` those that
    say nothing of it.
    """

    name: str
    make: Callable[[Path], None]
    argv: Sequence[str]
    heal: Sequence[str]
    undo: Sequence[str] | None = None
    first: Sequence[str] | None = None
    refused: tuple[int, ...] = (4,)
    open: tuple[int, ...] = ()


class Trial(NamedTuple):
    """What came of one trial: the fault, how the command ended, and what is wrong with what it left, if anything."""

    scene: str
    faults: tuple[Fault, ...]
    outcome: Outcome
    wrong: str | None


class Stage:
    """Where one scene is played again and again. Use it in a `with`."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    def __enter__(self) -> "Stage":
        self._folder = tempfile.TemporaryDirectory()
        self._top = Path(self._folder.name).resolve()
        self.state.mkdir()
        self.root.mkdir()
        self.scene.make(self.root)
        if self.scene.first and (done := self._ran(self.scene.first)).code:
            raise RuntimeError(done.said)
        for folder in (self.root, self.state):
            shutil.copytree(folder, f"{folder}.fresh", symlinks=True)
        self.before = contents(self.root)
        # What the command does when nothing befalls it, with a cache as the trials find one: without, it calls far more.
        calls([*self.scene.argv, str(self.root)], self._environ, str(self.state))
        self._set()
        self.calls = calls([*self.scene.argv, str(self.root)], self._environ, str(self.state))
        self.points = [call for call, _ in self.calls]
        self.after = contents(self.root)
        return self

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()

    @property
    def root(self) -> Path:
        """The vault."""
        return self._top / "vault"

    @property
    def state(self) -> Path:
        """The folder in which writes are remembered."""
        return self._top / "state"

    @property
    def _environ(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PNET_", "PYTHON"))}
        return {
            **kept,
            "PNET_STATE": str(self.state),
            "PNET_CACHE": str(self._top / "cache"),
            "LC_ALL": "C.UTF-8",
        }

    def _set(self) -> None:
        for folder in (self.root, self.state):
            shutil.rmtree(folder)
            shutil.copytree(f"{folder}.fresh", folder, symlinks=True)

    def play(self, *faults: Fault, healing: Fault | None = None) -> Trial:
        """Play the scene with these faults; before it is healed, another healing is killed by the last one."""
        self._set()
        outcome = run([*self.scene.argv, str(self.root)], self._environ, faults)
        befell = faults if healing is None else (*faults, healing)
        return Trial(self.scene.name, befell, outcome, self._wrong(outcome, healing))

    def _wrong(self, outcome: Outcome, interrupted: Fault | None) -> str | None:
        """Return what is wrong with what a run left, None where nothing is."""
        left = contents(self.root)
        pending = any(self.state.rglob("pending"))
        refused = outcome.code in self.scene.refused
        # That the interpreter can't read its own modules, it says in its own words.
        interpreters = outcome.code == 1 and (
            "importlib._bootstrap" in outcome.said or "ModuleNotFoundError" in outcome.said
        )
        if outcome.code not in (0, -9, *self.scene.refused, *self.scene.open) and not interpreters:
            return f"it ended with {outcome.code}: {outcome.said}"
        if refused and not pending and left != self.before:
            return f"refused, but changed: {_difference(self.before, left)}"
        if interrupted:
            run([*self.scene.heal, str(self.root)], self._environ, [interrupted])
        healing = self._ran(self.scene.heal)
        if healing.code:
            return f"healing ended with {healing.code}: {healing.said}"
        healed = contents(self.root)
        if healed not in (self.before, self.after):
            return f"half done: {_difference(self.after, healed)}"
        if outcome.code == 0 and healed != self.after:
            return "it said that all was done, and it is not"
        if refused and "the next pnet command" not in outcome.said and healed != self.before:
            return "it said that nothing was changed, and it was afterwards"
        if self.scene.undo and healed == self.after:
            undoing = self._ran(self.scene.undo)
            if undoing.code or contents(self.root) != self.before:
                return f"undoing ended with {undoing.code}: {undoing.said}"
        return None

    def _ran(self, argv: Sequence[str]) -> Outcome:
        return plainly([*argv, str(self.root)], self._environ)


def _difference(before: Contents, now: Contents) -> str:
    told = {path: now.get(path, "gone") for path in {*before, *now} if before.get(path) != now.get(path)}
    return ", ".join(f"{path}: {text!r:.80}" for path, text in sorted(told.items()))


ERRORS = ("ENOSPC", "EIO", "EACCES", "EROFS", "EDQUOT")


# What healing does, other than to read.
_HEALING = ("write", "fsync", "renameat", "renameat2", "linkat", "unlinkat", "mkdirat", "fchmod")


def fault(chance: random.Random, among: Sequence[Call], kills: float = 1.0) -> tuple[Fault, ...]:
    """Return what befalls a run: its end, with that chance, or else an error, at times with the end after it."""
    call = chance.choice(among)
    if chance.random() < kills:
        return (Fault(call, "SIGKILL"),)
    error = Fault(call, chance.choice(ERRORS), on=chance.random() < 0.3)
    others = [other for other in among if other.name != call.name]
    if others and chance.random() < 0.3:
        return (error, Fault(chance.choice(others), "SIGKILL"))
    return (error,)


def play(scenes: Sequence[Scene], trials: int, seed: int, kills: float = 1.0) -> Iterator[Trial]:
    """Play scenes in turn, so many trials in all."""
    chance = random.Random(seed)  # noqa: S311
    for number, scene in enumerate(scenes):
        with Stage(scene) as stage:
            for _ in range(trials // len(scenes) + (number < trials % len(scenes))):
                healing = Fault(Call(chance.choice(_HEALING), chance.randint(1, 8)), "SIGKILL")
                yield stage.play(
                    *fault(chance, stage.points, kills), healing=healing if chance.random() < 0.3 else None
                )
