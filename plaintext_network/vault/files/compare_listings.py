"""Compares two listings of a vault by names and fingerprints. Opens no file."""

from plaintext_network.vault.files.fingerprints import GONE, WIDTH, split_names
from plaintext_network.vault.files.walk import LINKED, Listing

# Not imported: only annotations need `typing`, and every command runs this.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from plaintext_network.vault.files.fingerprints import Packed


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
            names = split_names(new_names) if unequal else []
            new = {names[number]: new_seen[number * WIDTH : (number + 1) * WIDTH] for number in unequal}
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


def _by_name(names: bytes, seen: bytes) -> dict[str, bytes]:
    records = (seen[at : at + WIDTH] for at in range(0, len(seen), WIDTH))
    return dict(zip(split_names(names), records, strict=True))


def _unequal(old: bytes, new: bytes) -> "list[int]":
    """Return the positions at which two equally long rows of fingerprints differ."""
    found: list[int] = []
    waiting = [(0, len(new) // WIDTH)]
    while waiting:
        start, end = waiting.pop()
        if old[start * WIDTH : end * WIDTH] != new[start * WIDTH : end * WIDTH]:
            if end - start == 1:
                found.append(start)
            else:
                middle = (start + end) // 2
                waiting += [(start, middle), (middle, end)]
    return found
