"""Gives every contact a UID that stays the same between exports, without writing it to the note, and finds contacts by it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from unicodedata import normalize
from uuid import UUID, uuid5

from plaintext_network.network.index.overlay import fetch
from plaintext_network.network.people.contact_values import CONTACT_VALUES, ContactValues

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.vault.notebook import Notebook

# Made once, at random, for the UIDs of contacts without a `uid`.
_NAMESPACE = UUID("6f1d4a0e-6c6b-4d0e-9a55-2f6f0d3c8a17")

# What `uuid5` makes, and hardly another program.
_VERSION = 5


def derived_uid(path: str) -> str:
    """Return the UID of a contact without the property `uid`: a name-based UUID (RFC 9562 §5.5) of the note's path."""
    # A file name that isn't UTF-8 has half surrogate pairs.
    return str(uuid5(_NAMESPACE, normalize("NFC", path).encode("utf-8", "backslashreplace").decode()))


def is_derived(uid: str) -> bool:
    """Return whether a UID looks like one that pnet made."""
    try:
        return UUID(uid).version == _VERSION
    except ValueError:
        return False


class ContactUids:
    """The UIDs of all contacts of a vault. Of several contacts with the same `uid`, the first by path has it."""

    def __init__(self, written: Iterable[tuple[str, str]]) -> None:
        """Take the path of each contact, and its property `uid` or ""."""
        self._paths: list[str] = []
        self._by_uid: dict[str, str] = {}
        self._all: dict[str, tuple[str, ...]] = {}
        for path, uid in sorted(written):
            self._paths.append(path)
            self._all[path] = (uid,) if uid else ()
            # One that a card can't contain as it is would come back as another.
            if uid.isprintable() and uid == " ".join(uid.split()) != "":
                self._by_uid.setdefault(uid, path)
        self._written = {path: uid for uid, path in self._by_uid.items()}

    def of(self, path: str, may_say: Callable[[str, str], bool] = lambda *_: True) -> str:
        """Return a contact's UID; the derived one if theirs may not be said, by their path and the text."""
        written = self._written.get(path)
        return written if written and may_say(path, written) else self.unwritten_of(path)

    def unwritten_of(self, path: str) -> str:
        """Return a contact's derived UID. No other contact has it as a property, as one has whose note was at this path before."""
        uid = derived_uid(path)
        while self._by_uid.get(uid, path) != path:
            uid = derived_uid(f"{path}\n{uid}")
        return uid

    def written_in(self, path: str) -> tuple[str, ...]:
        """Return the property `uid` of a note, whether or not it is the contact's UID; empty if there is none."""
        return self._all.get(path, ())

    def others_with(self, path: str) -> tuple[str, ...]:
        """Return the paths of the other contacts whose property `uid` is the same: one note is a copy of another."""
        return tuple(
            other for uid in self._all.get(path, ()) for other in self._by_property[uid] if other != path
        )

    def path_of(self, uid: str) -> str | None:
        """Return the path of the contact who has a UID, by a property or derived."""
        return self._by_uid.get(uid) or self._by_derived.get(uid)

    def is_written(self, uid: str) -> bool:
        """Return whether a note has a UID as a property."""
        return uid in self._by_uid

    @cached_property
    def _by_property(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path, uids in self._all.items():
            for uid in uids:
                found.setdefault(uid, []).append(path)
        return found

    @cached_property
    def _by_derived(self) -> dict[str, str]:
        return {self.unwritten_of(path): path for path in self._paths}


def contact_uids(notebook: Notebook) -> ContactUids:
    """Return the UIDs of a vault's contacts and organizations."""
    index = notebook.index
    stored = index.summaries(CONTACT_VALUES, notebook.settings.rules)
    written = [(path, _uid(dict(ContactValues._make(value).properties))) for path, value in stored.items()]
    organizations = index.names.of_kind("organization")
    fetch(index.notes, organizations)
    written += [(path, _uid(dict(index.notes[path].properties))) for path in organizations]
    return ContactUids(written)


def _uid(properties: Mapping[str, Sequence[str]]) -> str:
    return next(iter(properties.get("uid", ())), "")
