"""Resolves the paths of a planned change, and checks that they may be written. Changes nothing."""

import os
import sys
from stat import S_ISDIR, S_ISLNK

from plaintext_network.errors import ChangedOnDisk, FileAlreadyExists, WriteFailed
from plaintext_network.vault.files.walk import inside_of
from plaintext_network.vault.transaction.record import FileChange, FileStep, OtherChanges, OtherFolder
from plaintext_network.vault.transaction.safe_folder import open_safe_folder


def split_path(inside: str) -> tuple[str, str]:
    """Split a path from the root into folder and name."""
    folder, _, name = inside.rpartition("/")
    return folder, name


def resolve_step(top: str, step: FileStep) -> FileChange:
    """Return a step with its real paths. Raises WriteFailed for a path outside the vault."""
    if step.moved_from is not None:
        return FileChange(step, _path_without_link(top, step.path), _path_without_link(top, step.moved_from))
    if step.before is None or step.after is None:
        return FileChange(step, _path_without_link(top, step.path))
    return FileChange(step, _real_path(top, _place(top, step.path), step.path))


def resolve_other(other: OtherFolder) -> OtherChanges:
    """Return steps in a folder outside the vault with their real paths, which contain no link. Raises WriteFailed."""
    changes = []
    for step in other.steps:
        at = _path_without_link(other.root, step.path)
        shown = os.path.join(other.root, *step.path.split("/"))
        changes.append(FileChange(step._replace(path=shown), at))
    return OtherChanges(other.root, tuple(changes), other.identity, other.is_listed)


def folder_identity(path: str) -> str:
    """Return what identifies a folder as long as it isn't copied or mounted anew; "" without one."""
    try:
        status = os.stat(path)
    except OSError:
        return ""
    return f"{status.st_dev}:{status.st_ino}" if S_ISDIR(status.st_mode) else ""


def check_change(top: str, change: FileChange) -> tuple[FileChange, int]:
    """Return a change with its file's mode, and the file's number of names.

    Raises ChangedOnDisk or FileAlreadyExists if the files are not as they were read, WriteFailed if the vault's rules or the
    system forbid the change.
    """
    step, names = change.step, 0
    now = change.at if change.source is None else change.source
    try:
        if step.before is not None:
            shown = step.path if step.moved_from is None else step.moved_from
            status = _as_before(top, now, shown, step.before)
            step, names = step._replace(mode=status.st_mode & 0o7777), status.st_nlink
        if now != change.at or step.before is None:
            _require_free(top, change)
    except OSError as error:
        raise WriteFailed(step.path, reason(error)) from error
    return change._replace(step=step), names


def _as_before(top: str, inside: str, shown: str, before: bytes) -> os.stat_result:
    folder, name = split_path(inside)
    try:
        with open_safe_folder(top, folder) as place:
            found = place.content(name, len(before))
            status = place.status(name)
            if found != before or status is None:
                raise ChangedOnDisk(shown)
            if not status.st_mode & 0o222:
                raise WriteFailed(shown, "it is write-protected")
            if not place.may_write(name):
                raise WriteFailed(shown, "its permissions forbid it")
            return status
    except (FileNotFoundError, NotADirectoryError) as error:
        raise ChangedOnDisk(shown) from error


def _require_free(top: str, change: FileChange) -> None:
    """Raise FileAlreadyExists if the new name belongs to a file other than the one to move."""
    folder, name = split_path(change.at)
    try:
        with open_safe_folder(top, folder) as place:
            if place.status(name) is None or (change.source and is_same_file(top, change.source, change.at)):
                return
    except FileNotFoundError:
        return
    raise FileAlreadyExists(change.step.path)


def is_same_file(top: str, inside: str, other: str) -> bool:
    """Return whether two names are one to the system, which may ignore case, so that only the spelling changes."""
    (folder, name), (other_folder, other_name) = split_path(inside), split_path(other)
    if folder != other_folder or name == other_name:
        return False
    with open_safe_folder(top, folder) as place:
        status, same = place.status(name), place.status(other_name)
        if status is None or same is None or (status.st_dev, status.st_ino) != (same.st_dev, same.st_ino):
            return False
        return not {name, other_name} <= set(place.names())


def missing_folders(top: str, inside: str) -> list[str]:
    """Return the missing folders above a path, outermost first."""
    found: list[str] = []
    folder = split_path(inside)[0]
    while folder and not os.path.lexists(os.path.join(top, folder)):
        found.insert(0, folder)
        folder = split_path(folder)[0]
    return found


def _path_without_link(top: str, path: str) -> str:
    """Return the real path of a file to make, move or remove, which must not be a link."""
    place = _place(top, path)
    if _is_link(top, place, path):
        raise WriteFailed(path, "it is a symbolic link, and only what it leads to can be changed")
    return place


def _place(top: str, path: str) -> str:
    """Return the real path, following links among its folders."""
    forbidden = "\0\\:" if sys.platform == "win32" else "\0"
    if any(part in ("", ".", "..") or set(part) & set(forbidden) for part in path.split("/")):
        raise WriteFailed(path, "it is no path within the vault")
    try:
        os.fsencode(path)
    except UnicodeEncodeError as error:
        raise WriteFailed(path, "no file can be called so") from error
    folder, name = split_path(path)
    within = _real_path(top, folder, path) if folder else ""
    return f"{within}/{name}" if within else name


def _real_path(top: str, inside: str, shown: str) -> str:
    """Return the real path, following the last part too."""
    found = inside_of(top, os.path.realpath(os.path.join(top, inside)))
    if found is None:
        raise WriteFailed(shown, "a symbolic link leads out of the vault")
    return found


def _is_link(top: str, place: str, shown: str) -> bool:
    try:
        return S_ISLNK(os.lstat(os.path.join(top, place)).st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise WriteFailed(shown, reason(error)) from error


def reason(error: OSError) -> str:
    """Return the system's reason."""
    return error.strerror or str(error)
