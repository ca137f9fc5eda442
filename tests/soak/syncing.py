"""Simulates a program that syncs two folders: it replaces whole files, late, and makes a conflict copy if both sides changed one.

It does what Syncthing documents. It scans, waits, and writes what it scanned, unless the file has changed since the scan.
Unlike Syncthing, it also looks at what it has overwritten, so that every write that is lost is lost by somebody else.
"""

import ctypes
import os
import time
from contextlib import suppress
from pathlib import Path
from random import Random

_LIBRARY = ctypes.CDLL(None, use_errno=True)
_AT_CWD, _SWAP = -100, 2


class SyncProgram:
    """Two folders, and what both had when they were last the same."""

    def __init__(self, one: Path, other: Path, chance: Random) -> None:
        self.roots, self.chance = (one, other), chance
        self.synced = _texts(one)
        self.conflicts = 0
        self.ready: list[tuple[float, Path, str, bytes | None, bytes | None]] = []

    def once(self, delay: float = 0.4) -> bool:
        """Write what is due, then scan; return whether there was anything to do."""
        now = time.monotonic()
        due = [one for one in self.ready if one[0] <= now]
        waiting = {one[2] for one in self.ready if one[0] > now}
        self.ready = [one for one in self.ready if one[0] > now]
        for _, root, path, before, after in due:
            if self._write(root, path, before, after):
                self._settle(path, after)
        ours, theirs = map(_texts, self.roots)
        for path in sorted({*ours, *theirs, *self.synced} - waiting):
            self._compare(path, ours.get(path), theirs.get(path), now + self.chance.uniform(0, delay))
        return bool(self.ready or due)

    def finish(self) -> None:
        """Sync until both folders are the same."""
        while self.once(0):
            pass

    def _settle(self, path: str, text: bytes | None) -> None:
        if text is None:
            self.synced.pop(path, None)
        else:
            self.synced[path] = text

    def _compare(self, path: str, ours: bytes | None, theirs: bytes | None, when: float) -> None:
        base = self.synced.get(path)
        if ours == theirs:
            self._settle(path, ours)
        elif theirs == base or (ours is not None and ours != base and theirs is None):
            # A change wins over a removal.
            self.ready.append((when, self.roots[1], path, theirs, ours))
        elif ours == base or ours is None or theirs is None:
            self.ready.append((when, self.roots[0], path, ours, theirs))
        else:
            self._conflict(path, ours, theirs)

    def _conflict(self, path: str, ours: bytes, theirs: bytes) -> None:
        """Turn the loser's text into a conflict copy, which is synced as any file is, and let the winner's follow."""
        number = self.chance.randrange(2)
        root, text = (self.roots[number], (ours, theirs)[number])
        self.conflicts += 1
        stem = path.removesuffix(".md")
        copy = f"{stem}.sync-conflict-20261124-{self.conflicts:06}-MACHINE.md"
        self._put(root / copy, text)
        if self._write(root, path, text, (theirs, ours)[number]):
            self._settle(path, (theirs, ours)[number])
        else:
            (root / copy).unlink()

    def _write(self, root: Path, path: str, before: bytes | None, after: bytes | None) -> bool:
        """Replace, make or remove a file; return False, with the file as it was, if it isn't what was scanned."""
        at = root / path
        hidden = at.with_name(f".syncthing.{at.name}.tmp")
        if _text(at) != before:
            return False
        if after is None:
            try:
                at.rename(hidden)
            except FileNotFoundError:
                return False
            if _text(hidden) != before:
                self._back(hidden, at)
                return False
            hidden.unlink()
            return True
        at.parent.mkdir(parents=True, exist_ok=True)
        hidden.write_bytes(after)
        if before is None:
            try:
                os.link(hidden, at)
            except FileExistsError:
                return False
            finally:
                hidden.unlink()
            return True
        if _swap(hidden, at):
            hidden.unlink()
            return False
        if _text(hidden) == before:
            hidden.unlink()
            return True
        if _swap(hidden, at) or _text(hidden) != after:
            self._back(hidden, at)
        else:
            hidden.unlink()
        return False

    def _back(self, hidden: Path, at: Path) -> None:
        """Give a file its name back; if that is taken, it becomes a conflict copy."""
        try:
            os.link(hidden, at)
        except FileExistsError:
            self.conflicts += 1
            os.link(
                hidden,
                at.with_name(f"{at.stem}.sync-conflict-20261124-{self.conflicts:06}-MACHINE{at.suffix}"),
            )
        hidden.unlink()

    def _put(self, at: Path, text: bytes) -> None:
        hidden = at.with_name(f".syncthing.{at.name}.tmp")
        hidden.write_bytes(text)
        hidden.rename(at)


def _swap(one: Path, other: Path) -> int:
    """Let two files swap their names; return an error number, 0 if it worked."""
    failed = _LIBRARY.renameat2(_AT_CWD, os.fsencode(one), _AT_CWD, os.fsencode(other), ctypes.c_uint(_SWAP))
    return ctypes.get_errno() if failed else 0


def _text(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _texts(root: Path) -> dict[str, bytes]:
    found = {}
    for path in root.rglob("*"):
        if path.name[0] != "." and path.is_file():
            with suppress(FileNotFoundError):
                found[str(path.relative_to(root))] = path.read_bytes()
    return found
