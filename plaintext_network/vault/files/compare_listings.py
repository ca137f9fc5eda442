"""Owns what differs between two listings of a vault, as they are kept. Looks at names and fingerprints only."""

from plaintext_network.vault.files.fingerprints import GONE, WIDTH, split_names
from plaintext_network.vault.files.walk import LINKED, Listing

# Named here rather than imported: only annotations want `typing`, and every command passes here.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from plaintext_network.vault.files.fingerprints import Packed


def pack_listing(listing: Listing) -> "Packed":
    """Return a listing as it is kept."""
    return {shown: (f.real, f.joined, f.seen) for shown, f in listing.folders.items()}


class NamePrefixes:
    """The names in a listed folder by how they begin. A few are sought one by one; for more, all are sorted once."""

    FEW = 20

    def __init__(self, names: bytes) -> None:
        self._every = b"\0" + names + b"\0"
        self._asked = 0
        self._sorted: list[bytes] = []

    def of(self, beginning: str) -> "Iterator[str]":
        """Yield the names that begin so."""
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
        # Late: it seldom comes to this.
        from bisect import bisect_left

        self._sorted = self._sorted or sorted(self._every[1:-1].split(b"\0"))
        at = bisect_left(self._sorted, sought)
        while at < len(self._sorted) and self._sorted[at].startswith(sought):
            yield self._sorted[at]
            at += 1


def differences(before: "Packed", now: "Packed") -> "tuple[dict[str, bytes], set[str]]":
    """Return the files that are new or have another fingerprint, with it; and those that are gone."""
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
    """Return the numbers of the fingerprints that differ between two rows of as many."""
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
