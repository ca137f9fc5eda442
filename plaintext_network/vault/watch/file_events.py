"""Turns the system's file events below a folder into hints. The only module that imports watchdog. Opens no note.

On Linux, one inotify instance watches each folder separately, so hidden and ignored folders cost nothing and events keep
their order. To wait for all earlier events, pnet creates a file, a cookie, in a private folder and waits for its event, as
git and watchman do. Nothing is written into the vault.
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

# The errors for too many watches, instances or descriptors.
FULL = (ENOSPC, EMFILE, ENFILE, ENOMEM)


class EventSource(Protocol):
    """A source of hints about changes.

    `hint_event` is set by every hint. `trouble` is why some changes cause no hint, with the remedy, or None. `has_events`:
    whether there are events at all. `is_ordered`: whether `settle` works; it returns once every earlier change is among the
    hints. `since` and `latest` are the times of the oldest and newest hint not yet taken, by `time.monotonic`.
    """

    hint_event: threading.Event
    trouble: str | None
    has_events: bool
    is_ordered: bool
    since: float | None
    latest: float

    def watch_folder(self, folder: str) -> None: ...
    def unwatch_folder(self, folder: str) -> None: ...
    def start(self) -> None: ...
    def stop(self) -> None: ...
    def take_hints(self) -> tuple[Hints, bool]: ...
    def settle(self, timeout: float, /) -> bool: ...
    def is_alive(self) -> bool: ...
    def hint_everything(self) -> None: ...
    def add_hints(self, hints: Hints, /) -> None: ...


class HintQueue:
    """Collects hints until they are taken, and whether the settings may have changed."""

    has_events = True

    def __init__(self) -> None:
        self.hint_event = threading.Event()
        self.trouble: str | None = None
        self.since: float | None = None
        self.latest = 0.0
        self._lock = threading.Lock()
        self._files: set[str] = set()
        self._folders: set[str] = set()
        self._everything = self._settings = False

    def take_hints(self) -> tuple[Hints, bool]:
        """Remove and return the hints, and whether the settings may have changed."""
        with self._lock:
            hints = Hints(frozenset(self._files), frozenset(self._folders), self._everything), self._settings
            self._files, self._folders, self._everything, self._settings = set(), set(), False, False
            self.since = None
            self.hint_event.clear()
            return hints

    def hint_path(self, path: str, *, folder: bool) -> None:
        """Add a hint that a path from the root may have changed."""
        with self._lock:
            (self._folders if folder else self._files).add(path)
            if path == FILE:
                self._settings = True
            self._notify()

    def add_hints(self, hints: Hints) -> None:
        """Add hints."""
        with self._lock:
            self._files |= hints.files
            self._folders |= hints.folders
            self._everything = self._everything or hints.everything
            self._settings = self._settings or FILE in hints.files
            self._notify()

    def hint_everything(self) -> None:
        """Add a hint that anything may have changed."""
        with self._lock:
            self._everything = self._settings = True
            self._notify()

    def _notify(self) -> None:
        self.latest = time.monotonic()
        if self.since is None:
            self.since = self.latest
        self.hint_event.set()


class InotifyEvents(HintQueue):
    """Events of Linux (inotify(7)), in the order of the changes. Raises OSError if the system refuses.

    `private` is a folder for cookies.
    """

    is_ordered = True

    def __init__(self, root: str, private: str) -> None:
        super().__init__()
        # Late: other sources and systems don't need it.
        from watchdog.observers.inotify_c import InotifyConstants as In
        from watchdog.observers.inotify_c import InotifyFD, Mask

        self.root, self._private = root, private
        # `on_queue_overflow` handles lost events; watchdog's log would go to standard error.
        logging.getLogger("watchdog").addHandler(logging.NullHandler())
        self._folder = Mask(
            In.IN_MODIFY | In.IN_ATTRIB | In.IN_CLOSE_WRITE | In.IN_MOVE | In.IN_CREATE | In.IN_DELETE
            | In.IN_DELETE_SELF | In.IN_MOVE_SELF | In.IN_ONLYDIR | In.IN_DONT_FOLLOW | In.IN_EXCL_UNLINK
        )  # fmt: skip
        self._watched: dict[str, _WatchedFolder] = {}
        # Unique: another watcher, or an earlier one of this process, may create cookies there too.
        self._cookie_prefix = f"{os.getpid()}-{os.urandom(8).hex()}-"
        self._cookies_sent = 0
        self._cookies_seen = 0
        self._cookie_seen = threading.Condition()
        self._sending = threading.Lock()
        # The root is a real path; if a link has replaced it since, follow the link.
        self._top = Mask(self._folder & ~In.IN_DONT_FOLLOW)
        self._fd = InotifyFD()
        self._started = False
        try:
            for left in os.listdir(private):
                # Left by a process that was killed.
                with suppress(FileNotFoundError):
                    os.unlink(os.path.join(private, left))
            self._add("", private, _CookieFolder(self), Mask(In.IN_CREATE | In.IN_ONLYDIR))
        except OSError:
            self.stop()
            raise

    def start(self) -> None:
        """Start to process events, including those queued since the folders were watched."""
        self._started = True
        self._fd.start()

    def is_alive(self) -> bool:
        """Return whether events are still processed."""
        return not self._started or self._fd.is_alive()

    def stop(self) -> None:
        """Stop processing events."""
        if not self._started:
            # It closes its descriptors only in its own thread.
            self._fd.start()
        self._fd.stop()
        if threading.current_thread() is not self._fd:
            self._fd.join(1)

    def watch_folder(self, folder: str) -> None:
        """Watch a folder."""
        if folder in self._watched:
            return
        watched = _WatchedFolder(self, folder)
        try:
            self._add(folder, os.path.join(self.root, folder), watched, self._folder if folder else self._top)
        except OSError as error:
            if error.errno in FULL:
                self.trouble = _too_many(error)
            elif error.errno not in (ENOENT, ENOTDIR, ENAMETOOLONG):
                # A missing folder is no trouble: the listing that follows finds that out.
                self.trouble = f"can't watch {folder or self.root}: {error.strerror}"

    def _add(self, folder: str, whole: str, watched: "_WatchedFolder", mask: int) -> None:
        from watchdog.observers.inotify_c import CallbackId, Mask

        number = CallbackId(id(watched))
        watched.number = self._fd.add_callback(os.fsencode(whole), Mask(mask), watched, number)
        if watched.number < 0:
            # An unreadable folder; a change of its permissions is an event in its parent.
            self._fd.remove_callbacks([(watched.number, number)])
        elif not isinstance(watched, _CookieFolder):
            self._watched[folder] = watched

    def unwatch_folder(self, folder: str) -> None:
        """Stop watching a folder and all below it."""
        from watchdog.observers.inotify_c import CallbackId, WatchDescriptor

        if not folder:
            self.trouble = None
        left = [self._watched.pop(each) for each in list(self._watched) if each.startswith(folder)]
        with suppress(OSError):
            self._fd.remove_callbacks(
                [(WatchDescriptor(each.number), CallbackId(id(each))) for each in left if each.number >= 0]
            )

    def settle(self, timeout: float) -> bool:
        """Wait until every earlier change is among the hints; return False if that takes longer than `timeout` seconds."""
        with self._sending:
            self._cookies_sent += 1
            number = self._cookies_sent
            cookie = os.path.join(self._private, f"{self._cookie_prefix}{number}")
            try:
                os.close(os.open(cookie, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
                with suppress(FileNotFoundError):
                    os.unlink(cookie)
            except OSError:
                return False
        with self._cookie_seen:
            return self._cookie_seen.wait_for(lambda: self._cookies_seen >= number, timeout)

    def on_cookie(self, name: str) -> None:
        """Record the event of a cookie, if it is from this instance."""
        number = name.removeprefix(self._cookie_prefix)
        if number == name or not number.isdigit():
            return
        with self._cookie_seen:
            self._cookies_seen = max(self._cookies_seen, int(number))
            self._cookie_seen.notify_all()


class _WatchedFolder:
    """One watched folder; `number` is its watch descriptor."""

    __slots__ = ("events", "folder", "number")

    def __init__(self, events: InotifyEvents, folder: str) -> None:
        self.events, self.folder = events, folder
        self.number = -1

    def on_event(self, event: "InotifyEvent") -> None:
        """Turn an event into a hint."""
        name = os.fsdecode(event.name)
        if not name:
            if not self.folder:
                # The root itself was moved, deleted, or its mode changed.
                self.events.hint_everything()
            elif event.is_move_self:
                # If only a link leads to this folder, there is no other event.
                self.events.hint_path(self.folder, folder=True)
            return
        if name[0] == ".":
            if name.endswith(PLACEHOLDER) and self.folder:
                self.events.hint_path(self.folder, folder=True)
            elif name.endswith(PLACEHOLDER):
                self.events.hint_everything()
            return
        if event.is_directory:
            self.events.hint_path(f"{self.folder}{name}/", folder=True)
        elif is_note(name) or name == FILE or event.is_create or event.is_move or event.is_delete:
            # Any name may be, or have been, a link to notes.
            self.events.hint_path(self.folder + name, folder=False)

    def on_watch_deleted(self, *_: object) -> None:
        """Add a hint: the folder is gone, or was unmounted."""
        self.number = -1
        if self.folder:
            self.events.hint_path(self.folder, folder=True)
        else:
            self.events.hint_everything()

    def on_queue_overflow(self) -> None:
        """Add a hint: events were lost."""
        self.events.hint_everything()


class _CookieFolder(_WatchedFolder):
    """The private folder."""

    def __init__(self, events: InotifyEvents) -> None:
        super().__init__(events, "")

    def on_event(self, event: "InotifyEvent") -> None:
        """Record the event of a cookie."""
        self.events.on_cookie(os.fsdecode(event.name))

    def on_watch_deleted(self, *_: object) -> None:
        """Do nothing: without the folder, `settle` fails, and the watcher starts again with new events."""


class ObserverEvents(HintQueue):
    """Events of other systems, through watchdog's observer. They come in no order, so `settle` always fails."""

    is_ordered = False

    def __init__(self, root: str) -> None:
        super().__init__()
        self.root = root
        # Late: other sources and systems don't need it.
        from watchdog import events
        from watchdog.observers import Observer

        self._observer = Observer()
        # With a filter: events for opened files would never end, since pnet opens files, too.
        wanted: list[type[FileSystemEvent]] = [
            events.FileModifiedEvent, events.FileCreatedEvent, events.FileDeletedEvent, events.FileMovedEvent,
            events.FileClosedEvent, events.DirCreatedEvent, events.DirDeletedEvent, events.DirMovedEvent,
        ]  # fmt: skip
        self._observer.schedule(_handler(self), root, recursive=True, event_filter=wanted)
        # Right away: changes during the first listing must cause events, too.
        self._observer.start()

    def watch_folder(self, folder: str) -> None:
        """Do nothing: the observer watches everything below the root."""

    def unwatch_folder(self, folder: str) -> None:
        """Do nothing: the observer watches everything below the root."""

    def start(self) -> None:
        """Do nothing: the observer runs already."""

    def is_alive(self) -> bool:
        """Return whether events are still processed."""
        return self._observer.is_alive() and all(emitter.is_alive() for emitter in self._observer.emitters)

    def stop(self) -> None:
        """Stop processing events."""
        # This may fail if the folder is gone; the threads end with the process.
        with suppress(Exception):
            self._observer.stop()
            self._observer.join(0.5)

    def settle(self, *_: object) -> bool:
        """Return False."""
        return False

    def take(self, path: str, *, folder: bool) -> None:
        """Add a hint for one of the paths of an event; the root's means everything."""
        inside = os.path.relpath(path, self.root) if path else ""
        if not inside or inside.startswith(".." + os.sep):
            return
        where = inside.replace(os.sep, "/")
        if inside == "." or inside.endswith(PLACEHOLDER):
            self.hint_everything()
        elif "/." not in "/" + where:
            self.hint_path(where + "/" if folder else where, folder=folder)


def _handler(events: ObserverEvents) -> "FileSystemEventHandler":
    """Return the handler that watchdog's observer calls."""
    # Late: other sources and systems don't need it.
    from watchdog.events import FileSystemEventHandler

    class Handler(FileSystemEventHandler):
        def on_any_event(self, event: "FileSystemEvent") -> None:
            for path in (event.src_path, event.dest_path):
                events.take(os.fsdecode(path), folder=event.is_directory)

    return Handler()


class NoEvents(HintQueue):
    """No events at all; the watcher checks everything periodically."""

    has_events = False
    is_ordered = False

    def watch_folder(self, folder: str) -> None:
        """Do nothing."""

    def unwatch_folder(self, folder: str) -> None:
        """Do nothing."""

    def start(self) -> None:
        """Do nothing."""

    def stop(self) -> None:
        """Do nothing."""

    def is_alive(self) -> bool:
        """Return True."""
        return True

    def settle(self, *_: object) -> bool:
        """Return False."""
        return False


def _too_many(error: OSError) -> str:
    if error.errno == ENOSPC:
        return (
            "the system's limit of watched folders is reached; "
            "raise it: sudo sysctl fs.inotify.max_user_watches=1048576"
        )
    if error.errno == EMFILE:
        return (
            "the system's limit of inotify instances is reached; "
            "raise it: sudo sysctl fs.inotify.max_user_instances=1024"
        )
    return f"the system can't watch more folders: {error.strerror}"


def remote_trouble(kind: str) -> str:
    """Return the notice for a file system on which changes by other machines cause no events."""
    return (
        f"changes by other machines on {kind} cause no events, so pnet checks the whole vault periodically; "
        'to rely on events, set `look = "events"` under [watch] in pnet.toml'
    )


def open_event_source(
    root: str, private: str, look: str, remote_kind: Callable[[str], str | None]
) -> EventSource:
    """Return the source of events for a vault. If there are no events, its `trouble` says why.

    `look` is the setting: `auto`, `events`, or `often` for no events. `remote_kind` returns the kind of a network file
    system at or below a path, or None.
    """
    if look == "often":
        return NoEvents()
    if look == "auto" and (kind := remote_kind(root)):
        events = NoEvents()
        events.trouble = remote_trouble(kind)
        return events
    try:
        return InotifyEvents(root, private) if sys.platform.startswith("linux") else ObserverEvents(root)
    except OSError as error:
        events = NoEvents()
        events.trouble = (
            _too_many(error) if error.errno in FULL else f"changes cause no events: {error.strerror}"
        )
        return events
