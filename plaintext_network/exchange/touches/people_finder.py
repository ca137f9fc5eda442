"""Finds the contact whom an address, a number or a name in a message or meeting belongs to. Never guesses."""

from __future__ import annotations

from plaintext_network.exchange.touches.own_addresses import OwnAddresses, own_name_words
from plaintext_network.exchange.touches.touch_plan import TouchPerson
from plaintext_network.model.language.normalize import name_key
from plaintext_network.model.language.phones import is_phone, is_same_ending, phone_key
from plaintext_network.model.language.shared_addresses import mailbox_key, may_be_shared
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.contact_names import CONTACT_NAMES

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from plaintext_network.exchange.touches.source_event import Participant
    from plaintext_network.vault.notebook import Notebook

_LAST_DIGITS = 8


class FoundPerson(NamedTuple):
    """Who somebody is: the user, one contact, one of several contacts, or nobody known."""

    path: str = ""
    is_me: bool = False
    candidates: tuple[str, ...] = ()


ME, NOBODY = FoundPerson(is_me=True), FoundPerson()


class PeopleFinder:
    """The contacts of a vault by address, number and name. `me` are the user's own addresses, numbers and names.

    What the vault's note about the user (`type: me`) has counts as `me`, too.
    """

    def __init__(self, notebook: Notebook, me: Iterable[str] = ()) -> None:
        index = notebook.index
        self._names: dict[str, dict[str, None]] = {}
        self._addresses: dict[str, dict[str, None]] = {}
        self._phones: dict[str, list[tuple[str, str]]] = {}
        self._shown: dict[str, str] = {}
        for path, value in sorted(index.summaries(CONTACT_NAMES, notebook.settings.rules).items()):
            _, name, _, keys, _ = value
            self._shown[path] = name
            for key in keys:
                if key.startswith("tel:"):
                    self._phones.setdefault(_digits(key[4:])[-_LAST_DIGITS:], []).append((key, path))
                elif "@" in key[1:] and (address := mailbox_key(key)):
                    self._addresses.setdefault(address, {})[path] = None
                else:
                    self._names.setdefault(key, {})[path] = None
        self.own = own_identifiers(notebook, me)
        self._own_addresses = OwnAddresses(self.own)
        self._own_phones = tuple(word for word in self.own if is_phone(word))
        self._own_names = frozenset(name_key(word) for word in self.own if "@" not in word)
        self.own_name_words = own_name_words(self.own)
        self._found: dict[tuple[str, str], FoundPerson] = {}

    def find(self, who: Participant) -> FoundPerson:
        """Return whom an address, else a number, else an exact name belongs to."""
        key = (who.address, who.name)
        if key not in self._found:
            self._found[key] = self._find(who)
        return self._found[key]

    def person(self, path: str) -> TouchPerson:
        """Return a contact by the path of the note."""
        return TouchPerson(self._shown.get(path, path), path)

    def named(self, name: str) -> tuple[str, ...]:
        """Return the contacts who have exactly this name, alias or address; also `Lovelace, Ada` for Ada Lovelace."""
        found = self._names.get(name_key(name), {})
        last, comma, first = name.partition(",")
        if not found and comma:
            found = self._names.get(name_key(f"{first.strip()} {last.strip()}"), {})
        return tuple(found)

    def _find(self, who: Participant) -> FoundPerson:
        if self._is_me(who):
            return ME
        if "@" in who.address[1:]:
            return self._by_address(who)
        if who.address and is_phone(who.address):
            paths = self._by_phone(who.address)
            if paths:
                return _one(paths) or self._by_name_among(paths, who.name)
        paths = self.named(who.name) if who.name else ()
        return _one(paths) or FoundPerson(candidates=paths)

    def _is_me(self, who: Participant) -> bool:
        if "@" in who.address[1:]:
            return who.address in self._own_addresses
        if who.address and any(is_same_ending(who.address, own) for own in self._own_phones):
            return True
        return bool(who.name) and name_key(who.name) in self._own_names

    def _by_address(self, who: Participant) -> FoundPerson:
        key = mailbox_key(who.address)
        paths = tuple(self._addresses.get(key, ()))
        if not paths:
            return NOBODY
        if len(paths) == 1 and not may_be_shared(key):
            return FoundPerson(paths[0])
        # Several people may read it: the name beside it says who wrote.
        return self._by_name_among(paths, who.name)

    def _by_name_among(self, paths: Sequence[str], name: str) -> FoundPerson:
        same = [path for path in self.named(name) if path in paths] if name else []
        return FoundPerson(same[0]) if len(same) == 1 else FoundPerson(candidates=tuple(paths))

    def _by_phone(self, number: str) -> tuple[str, ...]:
        digits = _digits(phone_key(number))
        known = self._phones.get(digits[-_LAST_DIGITS:], ())
        return tuple(dict.fromkeys(path for key, path in known if is_same_ending(key[4:], number)))


def own_identifiers(notebook: Notebook, me: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the user's own addresses, numbers and names: those in `me`, and those in the vault's note about the user."""
    index, found = notebook.index, dict.fromkeys(word.strip() for word in me if word.strip())
    for path in index.names.of_kind("me"):
        facts = index.notes[path]
        found.update(dict.fromkeys((facts.name, *facts.aliases)))
        found.update(dict.fromkeys((*facts.texts("emails"), *facts.texts("phones"))))
        if facts.contact:
            found.update(dict.fromkeys((*facts.contact.emails, *facts.contact.phones)))
    return tuple(found)


def _one(paths: Sequence[str]) -> FoundPerson | None:
    return FoundPerson(paths[0]) if len(paths) == 1 else None


def _digits(number: str) -> str:
    return number.lstrip("+")
