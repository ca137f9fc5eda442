"""Owns what the system tells of changes below a folder, as hints. Alone knows watchdog; looks at no file.

On Linux each folder is watched by itself, through one inotify instance, so that hidden and ignored folders cost nothing and the
order of everything is kept. A file of our own in a private folder, made and removed, comes back as an event behind all
that was changed before it, as git's and watchman's cookies do; nothing is left in the vault.
"""

import logging
import os
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from errno import EMFILE, ENAMETOOLONG, ENFILE, ENOENT, ENOMEM, ENOSPC, ENOTDIR
from typing import TYPE_CHECKING, Protocol

from plaintext_network.vault import FILE
from plaintext_network.vault.files.walk import is_note
from plaintext_network.vault.watch.file_tree import PLACEHOLDER, Hints

if TYPE_CHECKING:
    from watchdog.events import FileSystemEvent, FileSystemEventHandler
    from watchdog.observers.inotify_c import InotifyEvent

# Where the system says that there are too many watches, instances or descriptors.
FULL = (ENOSPC, EMFILE, ENFILE, ENOMEM)


class EventSource(Protocol):
    """What tells of changes. `heard` is set whenever something was; `trouble` is a sentence with a remedy, or None.

    `hears` says whether there are events at all, and `ordered` that `settle` can be relied on: it returns once every change that was made before is among the hints.
    `since` is when the oldest hint not yet taken came, `latest` when the newest did; both of `time.monotonic`.
    """

    heard: threading.Event
    trouble: str | None
    hears: bool
    ordered: bool
    since: float | None
    latest: float

    def enter(self, folder: str) -> None: ...
    def leave(self, folder: str) -> None: ...
    def start(self) -> None: ...
    def stop(self) -> None: ...
    def taken(self) -> tuple[Hints, bool]: ...
    def settle(self, patience: float, /) -> bool: ...
    def is_alive(self) -> bool: ...
    def doubt(self) -> None: ...
    def take_in(self, hints: Hints, /) -> None: ...


class HintQueue:
    """Hints as they come in, until they are taken; and whether the settings may have changed."""

    hears = True

    def __init__(self) -> None:
        self.heard = threading.Event()
        self.trouble: str | None = None
        self.since: float | None = None
        self.latest = 0.0
        self._lock = threading.Lock()
        self._files: set[str] = set()
        self._folders: set[str] = set()
        self._everything = self._settings = False

    def taken(self) -> tuple[Hints, bool]:
        """Return the hints so far, which begin anew, and whether the settings may have changed."""
        with self._lock:
            found = Hints(frozenset(self._files), frozenset(self._folders), self._everything), self._settings
            self._files, self._folders, self._everything, self._settings = set(), set(), False, False
            self.since = None
            self.heard.clear()
            return found

    def hint(self, path: str, *, folder: bool) -> None:
        """Take in that something may have changed at a path from the root."""
        with self._lock:
            (self._folders if folder else self._files).add(path)
            if path == FILE:
                self._settings = True
            self._now()

    def take_in(self, hints: Hints) -> None:
        """Take in hints that somebody else has."""
        with self._lock:
            self._files |= hints.files
            self._folders |= hints.folders
            self._everything = self._everything or hints.everything
            self._settings = self._settings or FILE in hints.files
            self._now()

    def doubt(self) -> None:
        """Take in that anything may have changed."""
        with self._lock:
            self._everything = self._settings = True
            self._now()

    def _now(self) -> None:
        self.latest = time.monotonic()
        if self.since is None:
            self.since = self.latest
        self.heard.set()


class InotifyEvents(HintQueue):
    """Events of Linux (inotify(7)): in the order of the changes. Raises OSError where none can be had.

    `private` is a folder of our own, for the files by which that order is made use of.
    """

    ordered = True

    def __init__(self, root: str, private: str) -> None:
        super().__init__()
        # Late: only who watches needs it.
        from watchdog.observers.inotify_c import InotifyConstants as In
        from watchdog.observers.inotify_c import InotifyFD, Mask

        self.root, self._private = root, private
        # What it says of lost events is said by us, in words.
        logging.getLogger("watchdog").addHandler(logging.NullHandler())
        self._folder = Mask(
            In.IN_MODIFY | In.IN_ATTRIB | In.IN_CLOSE_WRITE | In.IN_MOVE | In.IN_CREATE | In.IN_DELETE
            | In.IN_DELETE_SELF | In.IN_MOVE_SELF | In.IN_ONLYDIR | In.IN_DONT_FOLLOW | In.IN_EXCL_UNLINK
        )  # fmt: skip
        self._watched: dict[str, _Watched] = {}
        # Another watcher, or an earlier one of this process, may make files there too.
        self._mine = f"{os.getpid()}-{os.urandom(8).hex()}-"
        self._turns = 0
        self._passed = 0
        self._turn = threading.Condition()
        self._one_at_a_time = threading.Lock()
        # The root is a real path; where a link has taken its place since, that is where the vault is.
        self._top = Mask(self._folder & ~In.IN_DONT_FOLLOW)
        self._fd = InotifyFD()
        self._started = False
        try:
            for left in os.listdir(private):
                # By one who was killed meanwhile.
                with suppress(FileNotFoundError):
                    os.unlink(os.path.join(private, left))
            self._add("", private, _Cookies(self), Mask(In.IN_CREATE | In.IN_ONLYDIR))
        except OSError:
            self.stop()
            raise

    def start(self) -> None:
        """Begin to hear what has been queued since the folders were entered."""
        self._started = True
        self._fd.start()

    def is_alive(self) -> bool:
        """Tell whether events are still heard."""
        return not self._started or self._fd.is_alive()

    def stop(self) -> None:
        """Hear no more."""
        if not self._started:
            # It lets go of its descriptors in its own thread only.
            self._fd.start()
        self._fd.stop()
        if threading.current_thread() is not self._fd:
            self._fd.join(1)

    def enter(self, folder: str) -> None:
        """Watch a folder."""
        if folder in self._watched:
            return
        watched = _Watched(self, folder)
        try:
            self._add(folder, os.path.join(self.root, folder), watched, self._folder if folder else self._top)
        except OSError as error:
            if error.errno in FULL:
                self.trouble = _too_many(error)
            elif error.errno not in (ENOENT, ENOTDIR, ENAMETOOLONG):
                # What is listed after it tells of it.
                self.trouble = f"{folder or self.root} can't be watched: {error.strerror}"

    def _add(self, folder: str, whole: str, watched: "_Watched", mask: int) -> None:
        from watchdog.observers.inotify_c import CallbackId, Mask

        number = CallbackId(id(watched))
        watched.number = self._fd.add_callback(os.fsencode(whole), Mask(mask), watched, number)
        if watched.number < 0:
            # One that may not be read; whoever changes that changes its parent's view of it.
            self._fd.remove_callbacks([(watched.number, number)])
        elif not isinstance(watched, _Cookies):
            self._watched[folder] = watched

    def leave(self, folder: str) -> None:
        """Watch a folder, and all below it, no more."""
        from watchdog.observers.inotify_c import CallbackId, WatchDescriptor

        if not folder:
            self.trouble = None
        left = [self._watched.pop(each) for each in list(self._watched) if each.startswith(folder)]
        with suppress(OSError):
            self._fd.remove_callbacks(
                [(WatchDescriptor(each.number), CallbackId(id(each))) for each in left if each.number >= 0]
            )

    def settle(self, patience: float) -> bool:
        """Wait until every change made before is among the hints; return False where that takes too many seconds."""
        with self._one_at_a_time:
            self._turns += 1
            turn = self._turns
            cookie = os.path.join(self._private, f"{self._mine}{turn}")
            try:
                os.close(os.open(cookie, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
                with suppress(FileNotFoundError):
                    os.unlink(cookie)
            except OSError:
                return False
        with self._turn:
            return self._turn.wait_for(lambda: self._passed >= turn, patience)

    def passed(self, name: str) -> None:
        """Take in that a file came back, if it is of our own."""
        turn = name.removeprefix(self._mine)
        if turn == name or not turn.isdigit():
            return
        with self._turn:
            self._passed = max(self._passed, int(turn))
            self._turn.notify_all()


class _Watched:
    """One folder that is watched; `number` is the system's for it."""

    __slots__ = ("events", "folder", "number")

    def __init__(self, events: InotifyEvents, folder: str) -> None:
        self.events, self.folder = events, folder
        self.number = -1

    def on_event(self, event: "InotifyEvent") -> None:
        """Take in an event."""
        name = os.fsdecode(event.name)
        if not name:
            if not self.folder:
                # The root itself: moved away, deleted, or its mode changed.
                self.events.doubt()
            elif event.is_move_self:
                # Of one that only a link leads to, nothing else tells.
                self.events.hint(self.folder, folder=True)
            return
        if name[0] == ".":
            if name.endswith(PLACEHOLDER) and self.folder:
                self.events.hint(self.folder, folder=True)
            elif name.endswith(PLACEHOLDER):
                self.events.doubt()
            return
        if event.is_directory:
            self.events.hint(f"{self.folder}{name}/", folder=True)
        elif is_note(name) or name == FILE or event.is_create or event.is_move or event.is_delete:
            # What is no note may be a link that leads to some, or has done so.
            self.events.hint(self.folder + name, folder=False)

    def on_watch_deleted(self, *_: object) -> None:
        """Take in that the folder is gone, or what it was mounted from."""
        self.number = -1
        if self.folder:
            self.events.hint(self.folder, folder=True)
        else:
            self.events.doubt()

    def on_queue_overflow(self) -> None:
        """Take in that events were lost."""
        self.events.doubt()


class _Cookies(_Watched):
    """The private folder."""

    def __init__(self, events: InotifyEvents) -> None:
        super().__init__(events, "")

    def on_event(self, event: "InotifyEvent") -> None:
        """Take in that a file came back."""
        self.events.passed(os.fsdecode(event.name))

    def on_watch_deleted(self, *_: object) -> None:
        """Nobody else removes it; then nothing settles any more, and all is begun anew."""


class ObserverEvents(HintQueue):
    """Events of other systems, through watchdog's observer for each. They come when they come: `settle` promises nothing."""

    ordered = False

    def __init__(self, root: str) -> None:
        super().__init__()
        self.root = root
        # Late: only who watches needs it.
        from watchdog import events
        from watchdog.observers import Observer

        self._observer = Observer()
        # Never without a filter: to be told of files that are opened, ours among them, has no end.
        wanted: list[type[FileSystemEvent]] = [
            events.FileModifiedEvent, events.FileCreatedEvent, events.FileDeletedEvent, events.FileMovedEvent,
            events.FileClosedEvent, events.DirCreatedEvent, events.DirDeletedEvent, events.DirMovedEvent,
        ]  # fmt: skip
        self._observer.schedule(_handler(self), root, recursive=True, event_filter=wanted)
        # At once: what changes while the vault is first looked at must be heard of, too.
        self._observer.start()

    def enter(self, folder: str) -> None:
        """All below the root is watched as it is."""

    def leave(self, folder: str) -> None:
        """All below the root is watched as it is."""

    def start(self) -> None:
        """All is heard already."""

    def is_alive(self) -> bool:
        """Tell whether events are still heard."""
        return self._observer.is_alive() and all(emitter.is_alive() for emitter in self._observer.emitters)

    def stop(self) -> None:
        """Hear no more."""
        # It may fail over a folder that is gone, and its threads end with the process.
        with suppress(Exception):
            self._observer.stop()
            self._observer.join(0.5)

    def settle(self, *_: object) -> bool:
        """Promise nothing."""
        return False

    def take(self, path: str, *, folder: bool) -> None:
        """Take in one of the paths that an event names; the root's own is everything."""
        inside = os.path.relpath(path, self.root) if path else ""
        if not inside or inside.startswith(".." + os.sep):
            return
        where = inside.replace(os.sep, "/")
        if inside == "." or inside.endswith(PLACEHOLDER):
            self.doubt()
        elif "/." not in "/" + where:
            self.hint(where + "/" if folder else where, folder=folder)


def _handler(events: ObserverEvents) -> "FileSystemEventHandler":
    """Return what watchdog's observer hands its events to."""
    # Late: see above.
    from watchdog.events import FileSystemEventHandler

    class Handler(FileSystemEventHandler):
        def on_any_event(self, event: "FileSystemEvent") -> None:
            for path in (event.src_path, event.dest_path):
                events.take(os.fsdecode(path), folder=event.is_directory)

    return Handler()


class NoEvents(HintQueue):
    """No events at all: everything is looked at again and again."""

    hears = False
    ordered = False

    def enter(self, folder: str) -> None:
        """Nothing is watched."""

    def leave(self, folder: str) -> None:
        """Nothing is watched."""

    def start(self) -> None:
        """There is nothing to hear."""

    def stop(self) -> None:
        """There is nothing to hear."""

    def is_alive(self) -> bool:
        """Silence lasts."""
        return True

    def settle(self, *_: object) -> bool:
        """Promise nothing."""
        return False


def _too_many(error: OSError) -> str:
    if error.errno == ENOSPC:
        return (
            "the system watches no more folders for this user; "
            "`sudo sysctl fs.inotify.max_user_watches=1048576` allows more"
        )
    if error.errno == EMFILE:
        return (
            "the system watches for no more programs of this user; "
            "`sudo sysctl fs.inotify.max_user_instances=1024` allows more"
        )
    return f"the system watches no more folders: {error.strerror}"


def remote_trouble(kind: str) -> str:
    """Return what is said where others' changes come without events."""
    return (
        f"changes by other machines on {kind} can't be heard of, so the vault is looked at again and again; "
        '`look = "events"` under [watch] in pnet.toml trusts events all the same'
    )


def open_event_source(root: str, private: str, look: str, found: Callable[[str], str | None]) -> EventSource:
    """Return what tells of changes here: the system's events, or none where they don't come; then `trouble` says why.

    `look` is the setting: `auto`, `events`, or `often` for none; `found` tells the kind of a network file system that the
    root, or something below it, is on.
    """
    if look == "often":
        return NoEvents()
    if look == "auto" and (kind := found(root)):
        silent = NoEvents()
        silent.trouble = remote_trouble(kind)
        return silent
    try:
        return InotifyEvents(root, private) if sys.platform.startswith("linux") else ObserverEvents(root)
    except OSError as error:
        silent = NoEvents()
        silent.trouble = (
            _too_many(error) if error.errno in FULL else f"changes can't be heard of: {error.strerror}"
        )
        return silent
