"""Owns where the vault is, which files are its notes, and their bytes. Knows no meaning, writes nothing."""

import errno
import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from stat import S_ISDIR, S_ISREG
from typing import TYPE_CHECKING, NamedTuple

from plaintext_network.errors import VaultNotFound
from plaintext_network.notes.source import FILE_LIMIT
from plaintext_network.problems import Problem, problem
from plaintext_network.vault.settings import FILE, USER_FILE, user_config

if TYPE_CHECKING:
    from pathlib import Path

# What the floor below reads whole; more is cut here and said there.
LIMIT = FILE_LIMIT
HEAD = 70_000


class Place(NamedTuple):
    """A vault's root, as a real path, and what named it: --vault, $PNET_VAULT, pnet.toml or config.toml."""

    root: str
    origin: str


class Fingerprint(NamedTuple):
    """What a file's metadata tells of its contents."""

    size: int
    mtime_ns: int
    ctime_ns: int
    inode: int


class File(NamedTuple):
    """A note's file: its path from the root, with `/` on every platform, and its fingerprint when seen."""

    path: str
    fingerprint: Fingerprint


class Walk(NamedTuple):
    """The notes of a vault, and what was left aside and why; both ordered by path."""

    files: tuple[File, ...]
    problems: tuple[Problem, ...]


class NotRead(Exception):
    """Say that a note's bytes were not read; `problem` says why."""

    def __init__(self, found: Problem) -> None:
        self.problem = found
        super().__init__(f"{found.path}: {found.message}")


def find_root(named: str | None, environ: Mapping[str, str], cwd: "str | Path") -> "Path":
    """Return the vault's root as a real path; see `locate`."""
    # Late: `locate` gives the same as text, so that a warm answer needs no pathlib.
    from pathlib import Path

    return Path(locate(named, environ, cwd).root)


def locate(named: str | None, environ: Mapping[str, str], cwd: "str | Path") -> Place:
    """Find the vault: the folder named, $PNET_VAULT, the nearest one above with a pnet.toml, config.toml's.

    Raise VaultNotFound. Only the third needs a pnet.toml.
    """
    if named is not None:
        return _named(named, cwd, "--vault")
    if environ.get("PNET_VAULT"):
        return _named(environ["PNET_VAULT"], cwd, "$PNET_VAULT")
    here = os.path.abspath(cwd)
    if found := vault_above(here):
        return Place(os.path.realpath(found), FILE)
    user = user_config()
    if user.vault:
        return _named(user.vault, cwd, USER_FILE)
    foreign = _above(here, (".obsidian", "logseq"))
    raise VaultNotFound(
        f"neither {here} nor a folder above it holds a {FILE}, $PNET_VAULT is not set, and {user.file} names none",
        f"{foreign} has notes of another program: `pnet init {foreign}` looks at them and writes {FILE} alone"
        if foreign
        else None,
    )


def vault_above(folder: str) -> str | None:
    """Return the nearest folder with a pnet.toml among this one and those above it."""
    # One that can't be read counts too: another vault further up must not answer in its place.
    return _above(folder, (FILE,))


def _above(folder: str, names: tuple[str, ...]) -> str | None:
    while not any(os.path.lexists(os.path.join(folder, name)) for name in names):
        folder, below = os.path.dirname(folder), folder
        if folder == below:
            return None
    return folder


def _named(name: str, cwd: "str | Path", origin: str) -> Place:
    root = os.path.join(cwd, os.path.expanduser(name))
    if not name or not os.path.isdir(root):
        raise VaultNotFound(f"“{name}”, from {origin}, is not a folder")
    return Place(os.path.realpath(root), origin)


def fingerprint(path: "str | Path") -> Fingerprint | None:
    """Return the fingerprint of a file, or of the one that a link leads to; None where there is none."""
    try:
        return _fingerprint(os.stat(path))
    except OSError:
        return None


def _fingerprint(status: os.stat_result) -> Fingerprint:
    return Fingerprint(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def walk(root: "str | Path", ignore: Iterable[str] = ()) -> Walk:
    """List the notes below the root, each file once. Raise VaultNotFound if the root can't be listed."""
    search = _Search(os.path.realpath(root), _ignored(ignore))
    search.enter("", "")
    search.follow_links()
    return Walk(tuple(sorted(search.files)), tuple(sorted(search.problems, key=lambda found: found.rank)))


class _Search:
    """One walk under way. Folders are held relative to the root and end in `/`; the root is empty text."""

    def __init__(self, top: str, ignored: Callable[[str, str], bool] | None) -> None:
        self.top = top
        self.ignored = ignored
        self.files: list[File] = []
        self.problems: list[Problem] = []
        self.entered: set[str] = set()
        # Links wait until all else was seen: a file goes by its real path, where that is one of the vault.
        self.links: list[tuple[str, str]] = []
        # The real paths of the files so far; kept only once links are followed.
        self.taken: set[str] | None = None

    def enter(self, shown: str, real: str) -> None:
        """Look at the folder at `real` and all below it; its notes go by `shown`."""
        waiting = [(shown, real)]
        while waiting:
            shown, real = waiting.pop()
            if real in self.entered:
                continue
            self.entered.add(real)
            for entry in self.listed(shown, real):
                name = entry.name
                try:
                    if name[0] == ".":
                        if name.endswith(".icloud"):
                            self.placeholder(shown, real, name[1:-7])
                    elif self.ignored and self.ignored(name, shown + name):
                        pass
                    elif entry.is_symlink():
                        self.links.append((shown + name, real + name))
                    elif entry.is_dir(follow_symlinks=False):
                        waiting.append((f"{shown}{name}/", f"{real}{name}/"))
                    elif _is_note(name):
                        self.take(shown + name, real + name, entry.stat(follow_symlinks=False))
                except FileNotFoundError:
                    pass
                except OSError as error:
                    self.say("unreadable", shown + name, str(error.strerror))

    def listed(self, shown: str, real: str) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(os.path.join(self.top, real)) as entries:
                return list(entries)
        except OSError as error:
            if not real:
                raise VaultNotFound(f"{self.top} can't be read: {error.strerror}") from error
            # A folder may vanish, or become a file, between its parent's listing and its own.
            if not isinstance(error, FileNotFoundError | NotADirectoryError):
                self.say("unreadable", shown.rstrip("/"), str(error.strerror))
            return []

    def take(self, shown: str, real: str, status: os.stat_result) -> None:
        if self.taken is not None:
            if real in self.taken:
                return
            self.taken.add(real)
        if not S_ISREG(status.st_mode):
            self.say("odd-file", shown)
        elif evicted(status):
            self.say("evicted", shown)
        else:
            self.files.append(File(shown, _fingerprint(status)))

    def placeholder(self, shown: str, real: str, name: str) -> None:
        """Report the note whose text is elsewhere, for which iCloud leaves `.NAME.icloud`."""
        if not _is_note(name) or name[0] == "." or (self.ignored and self.ignored(name, shown + name)):
            return
        if not os.path.lexists(os.path.join(self.top, real, name)):
            self.say("evicted", shown + name)

    def follow_links(self) -> None:
        """Read what links within the vault lead to, where no path without a link does."""
        self.taken = {file.path for file in self.files} if self.links else None
        while self.links:
            # Links found on the way make the next round, so that the order never hangs on the file system's.
            links, self.links = sorted(self.links), []
            for shown, real in links:
                self.follow(shown, real)

    def follow(self, shown: str, real: str) -> None:
        target = os.path.realpath(os.path.join(self.top, real))
        inside = _inside(self.top, target)
        note = _is_note(shown)
        try:
            status = os.stat(target)
        except OSError as error:
            if note and inside:
                self.say("unreadable", shown, f"the symbolic link leads nowhere: {error.strerror}")
            elif note:
                self.say("outside-link", shown)
            return
        folder = S_ISDIR(status.st_mode)
        if inside is None:
            if note or folder:
                self.say("outside-link", shown)
        elif folder:
            self.enter(f"{shown}/", f"{inside}/" if inside else "")
        elif note:
            self.take(shown, inside, status)

    def say(self, code: str, path: str, reason: str | None = None) -> None:
        self.problems.append(_problem(code, path, reason))


def _is_note(name: str) -> bool:
    return name[-3:].lower() == ".md"


def _inside(top: str, path: str) -> str | None:
    """Return a real path as seen from the root, empty text for the root itself; None where it is outside."""
    if path == top:
        return ""
    within = os.path.join(top, "")
    return path[len(within) :].replace(os.sep, "/") if path.startswith(within) else None


_DATALESS = 0x40000000
_COMPRESSED = 0x20


def evicted(status: object, platform: str = sys.platform) -> bool:
    """Tell whether a file's text must first be fetched over the network (macOS: chflags(2), SF_DATALESS)."""
    # Elsewhere a file without blocks may hold text: small ones live in the inode on some file systems.
    if platform != "darwin":
        return False
    flags = getattr(status, "st_flags", 0)
    if flags & _DATALESS:
        return True
    blocks = getattr(status, "st_blocks", 1)
    return bool(getattr(status, "st_size", 0) and not blocks and not flags & _COMPRESSED)


def _ignored(globs: Iterable[str]) -> Callable[[str, str], bool] | None:
    """Return what tells from a name and a path whether they match a glob; None where there are no globs.

    A glob that begins with `/` is matched with the path only.
    """
    written = [_one_form(glob.removeprefix("./").rstrip("/")) for glob in globs]
    # At the root, `**/` stands for nothing.
    wanted = [glob for each in written for glob in dict.fromkeys((each, each.removeprefix("**/"))) if glob]
    if not wanted:
        return None
    # Late: most vaults ignore nothing.
    from fnmatch import translate

    paths = re.compile("|".join(translate(glob.removeprefix("/")) for glob in wanted))
    # A name holds no slash, so it never matches a glob that does.
    names = re.compile("|".join(map(translate, wanted)))
    return lambda name, path: bool(names.match(_one_form(name)) or paths.match(_one_form(path)))


def _one_form(text: str) -> str:
    """Return the composed form of a text: macOS may keep names decomposed that were typed composed."""
    if text.isascii():
        return text
    # Late: most paths are ASCII.
    from unicodedata import normalize

    return normalize("NFC", text)


def read(root: "str | Path", file: File | str, limit: int = LIMIT) -> bytes:
    """Return a note's bytes, of a file larger than `limit` the first HEAD of them.

    Raise FileNotFoundError where it is gone, NotRead where it must not or can't be read.
    """
    path = file if isinstance(file, str) else file.path
    try:
        descriptor = _open(os.fspath(root), path)
        try:
            status = os.fstat(descriptor)
            if S_ISDIR(status.st_mode):
                raise FileNotFoundError(errno.ENOENT, "a folder took its place", path)
            if not S_ISREG(status.st_mode):
                raise _not_read("odd-file", path)
            if evicted(status):
                raise _not_read("evicted", path)
            return _bytes(descriptor, status.st_size, limit)
        finally:
            os.close(descriptor)
    except NotADirectoryError as error:
        raise FileNotFoundError(errno.ENOENT, "a file took its folder's place", path) from error
    except FileNotFoundError:
        raise
    except OSError as error:
        raise _not_read("unreadable", path, str(error.strerror)) from error


def _bytes(descriptor: int, size: int, limit: int) -> bytes:
    left = HEAD if size > limit else limit + 1
    chunks = []
    while left > 0 and (chunk := os.read(descriptor, min(left, size + 1))):
        chunks.append(chunk)
        left -= len(chunk)
    content = b"".join(chunks)
    return content[:HEAD] if len(content) > limit else content


# Windows opens no folder, so there a path is looked at before it is opened, and not while it is.
_STEPWISE = os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW")


def _open(root: str, path: str) -> int:
    """Open a file of the vault, through links only as far as they stay within it."""
    if ".." in path.split("/"):
        raise _not_read("outside-link", path)
    if not _STEPWISE:
        return _open_looked_at(root, path)
    try:
        return _open_beneath(root, path)
    except OSError as error:
        # The answer to a link is either, by platform and by the flags it was met with.
        if error.errno not in (errno.ELOOP, errno.ENOTDIR):
            raise
        top = os.path.realpath(root)
        inside = _inside(top, os.path.realpath(os.path.join(top, path)))
        if inside is None:
            raise _not_read("outside-link", path) from error
        if inside == path:
            raise
        return _open_beneath(top, inside)


def _open_beneath(root: str, path: str) -> int:
    """Open a file through no link below the root, whatever is renamed meanwhile; never wait for a pipe."""
    *folders, name = path.split("/")
    folder = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for part in folders:
            outer = folder
            folder = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=outer)
            os.close(outer)
        return os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY, dir_fd=folder)
    finally:
        os.close(folder)


def _open_looked_at(root: str, path: str) -> int:
    """Open a file whose real path was within the root a moment ago."""
    top = os.path.realpath(root)
    target = os.path.realpath(os.path.join(top, *path.split("/")))
    if _inside(top, target) is None:
        raise _not_read("outside-link", path)
    if os.path.isdir(target):
        raise FileNotFoundError(errno.ENOENT, "a folder took its place", path)
    return os.open(target, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))


def _not_read(code: str, path: str, reason: str | None = None) -> NotRead:
    return NotRead(_problem(code, path, reason))


def _problem(code: str, path: str, reason: str | None) -> Problem:
    found = problem(code) if reason is None else problem(code, reason=reason)
    return found._replace(path=path)
