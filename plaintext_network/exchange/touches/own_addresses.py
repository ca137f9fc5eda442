"""Tells the user's own addresses from those of others."""

import re
from collections.abc import Iterable

from plaintext_network.model.language.shared_addresses import email_key, mailbox_key, may_be_shared

_NAME_WORD = re.compile(r"[^\W\d_]{2,}")


class OwnAddresses:
    """The addresses in `me`. What follows a plus doesn't matter, and `@example.org` stands for a whole domain."""

    def __init__(self, me: Iterable[str]) -> None:
        written = [one.strip() for one in me]
        self._keys = frozenset(filter(None, map(mailbox_key, written)))
        self._domains = frozenset(one[1:].lower().rstrip(".") for one in written if one.startswith("@"))
        self._known: dict[str, bool] = {}

    def __bool__(self) -> bool:
        return bool(self._keys or self._domains)

    def __contains__(self, address: str) -> bool:
        known = self._known.get(address)
        if known is None:
            known = mailbox_key(address) in self._keys or self._has_domain(address)
            self._known[address] = known
        return known

    def _has_domain(self, address: str) -> bool:
        return bool(self._domains) and email_key(address).rpartition("@")[2] in self._domains


def own_name_words(own: Iterable[str]) -> frozenset[str]:
    """Return the words of the user's own names, also those before the @ of an address: helena.voss@example.org, but not info@."""
    words: set[str] = set()
    for one in own:
        local, at, _ = one.partition("@")
        if not at or not may_be_shared(mailbox_key(one)):
            words.update(word.casefold() for word in _NAME_WORD.findall(local))
    return frozenset(words)
