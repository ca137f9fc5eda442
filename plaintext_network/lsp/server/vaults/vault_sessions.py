"""Maps each open document to its vault, and keeps the needed vaults open. Answers no request."""

import os
import time
from collections.abc import Callable, Iterable, Iterator

from plaintext_network.lsp.server.client.note_uris import path_of_uri
from plaintext_network.lsp.server.vaults.vault_places import VaultPlace, is_vault, path_in_vault, vault_of
from plaintext_network.lsp.server.vaults.vault_session import VaultSession

# How long a vault stays open after its last document was closed, in seconds.
LINGER = 60.0

# A vault, and the path of a document in it.
Place = tuple[VaultSession, str]


class VaultSessions:
    """The open vaults by root, and the places of the open documents. Used in the thread of the event loop only.

    `begin` opens a vault. The folders in `named` are vaults even without a pnet.toml.
    """

    def __init__(self, begin: Callable[[VaultPlace], VaultSession], named: Iterable[str] = ()) -> None:
        self._begin, self._named = begin, tuple(named)
        self._sessions: dict[str, VaultSession] = {}
        # By URI, where each open document is.
        self._places: dict[str, Place | None] = {}
        self._folders: dict[str, str] = {}
        # When each vault was needed last, by `time.monotonic`.
        self._needed: dict[str, float] = {}

    def __iter__(self) -> Iterator[VaultSession]:
        return iter(tuple(self._sessions.values()))

    def add_folder(self, uri: str, path: str) -> None:
        """Open the vault that a folder of the editor is, or is in."""
        self._folders[uri] = path
        self._open(path)

    def remove_folder(self, uri: str) -> None:
        """Forget a folder of the editor."""
        self._folders.pop(uri, None)

    def open_document(self, uri: str) -> None:
        """Find the vault of a document that the editor has opened."""
        self._places[uri] = self._find(uri)

    def close_document(self, uri: str) -> None:
        """Forget a document that the editor has closed."""
        self._places.pop(uri, None)

    def place(self, uri: str) -> Place | None:
        """Return the vault of a document, and its path in it; None if it is in no vault, or is no file."""
        return self._places[uri] if uri in self._places else self._find(uri)

    def documents_in(self, session: VaultSession) -> dict[str, str]:
        """Return the URIs of the open documents of a vault by path."""
        return {place[1]: uri for uri, place in self._places.items() if place and place[0] is session}

    def check(self) -> list[str]:
        """Close vaults that are gone or no longer needed; return the URIs of the documents that are in another vault now, or in none.

        Call this every few seconds.
        """
        self._close_unneeded()
        for root, session in tuple(self._sessions.items()):
            if not is_vault(root, self._named):
                session.close()
                del self._sessions[root]
        for path in self._folders.values():
            self._open(path)
        moved = []
        for uri, before in tuple(self._places.items()):
            if before is None or not self._is_still(uri, before[0]):
                self._places[uri] = self._find(uri)
                if self._places[uri] is not before:
                    moved.append(uri)
        return moved

    def _is_still(self, uri: str, session: VaultSession) -> bool:
        """Return whether a document is still in a vault, and not in another one that has appeared around or within it."""
        if self._sessions.get(session.root) is not session:
            return False
        path = path_of_uri(uri) or ""
        found = (vault_of(os.path.dirname(each), self._named) for each in (path, os.path.realpath(path)))
        return next((place.root for place in found if place), None) == session.root

    def close(self) -> None:
        """Close every vault."""
        for session in self._sessions.values():
            session.close()

    def _find(self, uri: str) -> Place | None:
        path = path_of_uri(uri)
        if path is None:
            return None
        # A note outside the vault that is a symbolic link to one in it is that one.
        for candidate in dict.fromkeys((path, os.path.realpath(path))):
            if (session := self._open(os.path.dirname(candidate))) is not None:
                inside = path_in_vault(candidate, session.root)
                return (session, inside) if inside else None
        return None

    def _open(self, folder: str) -> VaultSession | None:
        place = vault_of(folder, self._named)
        if place is None:
            return None
        self._needed[place.root] = time.monotonic()
        if place.root not in self._sessions:
            self._sessions[place.root] = self._begin(place)
        return self._sessions[place.root]

    def _close_unneeded(self) -> None:
        now = time.monotonic()
        for place in self._places.values():
            if place:
                self._needed[place[0].root] = now
        for root, session in tuple(self._sessions.items()):
            if now > self._needed.get(root, 0) + LINGER:
                session.close()
                del self._sessions[root]
