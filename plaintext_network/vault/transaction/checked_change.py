"""Replaces and removes files without losing what another program writes at the last moment. Knows no record.

Between the last comparison and the call that replaces a file, another program may write to it. So the call leaves the
replaced text under a hidden name. pnet compares it, and deletes it only if it is the text that pnet has read.
"""

import os
import time
from contextlib import suppress

from plaintext_network.vault.transaction.safe_folder import OpenElsewhere, SafeFolder

# How often to put a text back while other programs keep writing to the file.
_TRIES = 5
_LONGEST_NAME = 255


class ConcurrentWrite(Exception):
    """Raised if another program wrote at the last moment. Its text is back in place.

    If yet another wrote meanwhile, one of the two texts is in the file with the path `copy`. `is_open`: a program still has the file open for writing.
    """

    def __init__(self, copy: str | None, is_open: bool = False) -> None:
        self.copy, self.is_open = copy, is_open
        super().__init__(copy)


def replace_file(place: SafeFolder, draft: str, name: str, before: bytes, after: bytes) -> None:
    """Replace a file that has the text `before` with a draft that has the text `after`. Raises ConcurrentWrite, OSError."""
    if not place.exchange(draft, name):
        # Here, a text that another program writes after the last comparison is lost.
        place.replace(draft, name)
        return
    is_same, is_open = _compared(place, draft, before)
    if is_same:
        place.remove(draft)
        return
    raise ConcurrentWrite(_swap_back(place, draft, name, after), is_open)


def _compared(place: SafeFolder, hidden: str, text: bytes) -> tuple[bool, bool]:
    """Return whether a hidden file has a text for good, and whether a program can still write to it."""
    try:
        return place.content(hidden, len(text), is_final=True) == text, False
    except OSError as error:
        # What this user can't read is another program's.
        return False, isinstance(error, OpenElsewhere)


def _swap_back(place: SafeFolder, draft: str, name: str, after: bytes) -> str | None:
    """Put the text in `draft` back; return the path of the copy that keeps a text with no other place."""
    for _ in range(_TRIES):
        try:
            place.exchange(draft, name)
        except FileNotFoundError:
            # Somebody has removed or moved what pnet has just written.
            try:
                place.move(draft, place, name)
            except FileExistsError:
                continue
            return None
        if _compared(place, draft, after)[0]:
            place.remove(draft)
            return None
        # Another program has overwritten pnet's text, without reading the text that is now back.
        break
    return os.path.join(place.path, keep_copy(place, draft, place, name))


def remove_file(place: SafeFolder, name: str, aside: str, before: bytes) -> None:
    """Remove a file that has the text `before`; `aside` is a free name. Raises ConcurrentWrite, OSError."""
    place.rename(name, place, aside)
    is_same, is_open = _compared(place, aside, before)
    if is_open and _has_other_name(place, aside):
        # What the program writes from now on is under the other name.
        is_same = place.content(aside, len(before)) == before
    if is_same:
        place.remove(aside)
        return
    try:
        place.move(aside, place, name)
    except FileExistsError:
        copy = os.path.join(place.path, keep_copy(place, aside, place, name))
        raise ConcurrentWrite(copy, is_open) from None
    raise ConcurrentWrite(None, is_open)


def _has_other_name(place: SafeFolder, name: str) -> bool:
    status = place.status(name)
    return status is not None and status.st_nlink > 1


def keep_copy(place: SafeFolder, hidden: str, to: SafeFolder, original: str) -> str:
    """Rename a hidden file to a conflict copy of a file, and return the new name."""
    moment = time.strftime("%Y-%m-%d %H%M%S")
    for number in range(1, 1000):
        copy = copy_name(original, moment if number == 1 else f"{moment} {number}")
        with suppress(FileExistsError):
            place.move(hidden, to, copy)
            to.sync()
            return copy
    raise FileExistsError(copy)


def copy_name(original: str, moment: str) -> str:
    """Return the name of a conflict copy, one that `copy_of` recognizes.

    A file that is no note gets an ending that programs don't read: a copy with the same ending would count as another card or
    other settings.
    """
    # To `splitext`, `..md` has no extension.
    stem, extension = original[:-3], original[-3:]
    mark = f" (pnet conflicted copy {moment})"
    if extension.lower() != ".md" or not stem:
        stem, mark, extension = original, f".pnet-conflicted-copy-{moment.replace(' ', '-')}", ""
    while stem and len(os.fsencode(stem + mark + extension)) > _LONGEST_NAME:
        stem = stem[:-1]
    return stem + mark + extension
