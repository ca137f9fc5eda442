"""Compares two listings of a vault by names and fingerprints. Opens no file."""

from plaintext_network.vault.files.fingerprints import GONE, WIDTH, split_names
from plaintext_network.vault.files.walk import LINKED, Listing

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeAlias

    from plaintext_network.vault.files.fingerprints import Packed

    # What to replace in a row of bytes, in order: start, end and new bytes.
    Pieces: TypeAlias = list[tuple[int, int, bytes]]
    # How one listing differs from another, by displayed folder: the pieces of its names and of its fingerprints. The whole folder
    # if it is new or has moved; None if it is gone.
    Changes: TypeAlias = dict[str, tuple[Pieces, Pieces] | tuple[str, bytes, bytes] | None]


def pack_listing(listing: Listing) -> "Packed":
    """Return a listing in the form that the cache stores."""
    return {shown: (f.real, f.joined, f.seen) for shown, f in listing.folders.items()}


class NamePrefixes:
    """Finds names in a listed folder by their first letters. Searches for the first few; sorts all names once for more."""

    FEW = 20

    def __init__(self, names: bytes) -> None:
        self._every = b"\0" + names + b"\0"
        self._asked = 0
        self._sorted: list[bytes] = []

    def of(self, beginning: str) -> "Iterator[str]":
        """Yield the names with this beginning."""
        sought = beginning.encode("utf-8", "surrogateescape")
        self._asked += 1
        found = self._by_order(sought) if self._asked > self.FEW else self._by_search(b"\0" + sought)
        return (name.decode("utf-8", "surrogateescape") for name in found)

    def _by_search(self, sought: bytes) -> "Iterator[bytes]":
        at = self._every.find(sought)
        while at >= 0:
            end = self._every.index(b"\0", at + 1)
            yield self._every[at + 1 : end]
            at = self._every.find(sought, end)

    def _by_order(self, sought: bytes) -> "Iterator[bytes]":
        # Late: rarely needed.
        from bisect import bisect_left

        self._sorted = self._sorted or sorted(self._every[1:-1].split(b"\0"))
        at = bisect_left(self._sorted, sought)
        while at < len(self._sorted) and self._sorted[at].startswith(sought):
            yield self._sorted[at]
            at += 1


def differences(before: "Packed", now: "Packed") -> "tuple[dict[str, bytes], set[str]]":
    """Return the files that are new or have another fingerprint, with that fingerprint, and the paths that are gone."""
    changed: dict[str, bytes] = {}
    gone: set[str] = set()
    for shown in before.keys() | now.keys():
        prefix = "" if shown == LINKED else shown
        _, old_names, old_seen = before.get(shown, NOTHING)
        _, new_names, new_seen = now.get(shown, NOTHING)
        if old_names == new_names:
            unequal = _unequal(old_seen, new_seen)
            names = _names_at(new_names, unequal)
            new = {
                name: new_seen[number * WIDTH : (number + 1) * WIDTH]
                for number, name in zip(unequal, names, strict=True)
            }
            old = dict.fromkeys(new, b"")
        else:
            old, new = _by_name(old_names, old_seen), _by_name(new_names, new_seen)
        for name, seen in new.items():
            if seen == GONE:
                gone.add(prefix + name)
            elif old.get(name) != seen:
                changed[prefix + name] = seen
        gone.update(prefix + name for name in old.keys() - new.keys())
    return changed, gone - changed.keys()


NOTHING = ("", b"", b"")


# Finding this many names in a large folder takes as long as splitting all of them.
FEW_NAMES = 4


def _names_at(joined: bytes, numbers: "list[int]") -> list[str]:
    """Return the names at these positions among joined names."""
    if len(numbers) > FEW_NAMES:
        names = split_names(joined)
        return [names[number] for number in numbers]
    return [_name_at(joined, number).decode("utf-8", "surrogateescape") for number in numbers]


def _name_at(joined: bytes, number: int) -> bytes:
    low, high = 0, len(joined)
    # How many of the names before the wanted one are still between `low` and it.
    while high - low > 1000 and number:
        middle = (low + high) // 2
        skipped = joined.count(b"\0", low, middle)
        if skipped >= number:
            high = middle
        else:
            low, number = middle, number - skipped
    for _ in range(number):
        low = joined.index(b"\0", low) + 1
    end = joined.find(b"\0", low)
    return joined[low : end if end >= 0 else None]


def _by_name(names: bytes, seen: bytes) -> dict[str, bytes]:
    records = (seen[at : at + WIDTH] for at in range(0, len(seen), WIDTH))
    return dict(zip(split_names(names), records, strict=True))


def _unequal(old: bytes, new: bytes) -> "list[int]":
    """Return the positions of the records in which two equally long rows differ."""
    found: list[int] = []
    waiting = [(0, -(-len(new) // WIDTH))]
    while waiting:
        start, end = waiting.pop()
        if old[start * WIDTH : end * WIDTH] != new[start * WIDTH : end * WIDTH]:
            if end - start == 1:
                found.append(start)
            else:
                middle = (start + end) // 2
                waiting += [(start, middle), (middle, end)]
    return found


def changes_between(before: "Packed", now: "Packed") -> "Changes":
    """Return what `with_changes` needs to turn one listing into the other."""
    changes: Changes = {}
    for shown in before.keys() | now.keys():
        old, new = before.get(shown), now.get(shown)
        if old is None or new is None or old[0] != new[0]:
            changes[shown] = new
        elif old != new:
            changes[shown] = (_pieces(old[1], new[1]), _pieces(old[2], new[2]))
    return changes


def with_changes(before: "Packed", changes: "Changes") -> "Packed":
    """Apply the changes from `changes_between` to a listing. Raises ValueError if they have another shape."""
    try:
        now = dict(before)
        for shown, change in changes.items():
            if change is None:
                del now[shown]
            elif len(change) == 3:
                now[shown] = change
            else:
                real, names, seen = before[shown]
                now[shown] = (real, _replaced(names, change[0]), _replaced(seen, change[1]))
    except (AttributeError, LookupError, TypeError) as error:
        raise ValueError(str(error)) from error
    return now


def _pieces(old: bytes, new: bytes) -> "Pieces":
    if len(old) == len(new):
        starts = (number * WIDTH for number in sorted(_unequal(old, new)))
        return [(at, at + WIDTH, new[at : at + WIDTH]) for at in starts]
    start = _equal(old, new, min(len(old), len(new)), from_end=False)
    end = _equal(old, new, min(len(old), len(new)) - start, from_end=True)
    return [(start, len(old) - end, new[start : len(new) - end])]


def _equal(old: bytes, new: bytes, most: int, *, from_end: bool) -> int:
    """Return how many bytes two rows share at the beginning or at the end, at most `most`."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if from_end:
            same = old[len(old) - middle : len(old) - low] == new[len(new) - middle : len(new) - low]
        else:
            same = old[low:middle] == new[low:middle]
        low, high = (middle, high) if same else (low, middle - 1)
    return low


def _replaced(row: bytes, pieces: "Pieces") -> bytes:
    view, at = memoryview(row), 0
    parts: list[bytes | memoryview] = []
    for start, end, new in pieces:
        parts += (view[at:start], new)
        at = end
    return b"".join((*parts, view[at:]))
