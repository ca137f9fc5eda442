"""Knows the files, handles and ids of contacts who may not be named, which name them without a name. Reads them only if they are asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from plaintext_network.exchange.contact_notes.source_block import SourceBlock, read_blocks
from plaintext_network.exchange.gate.contact_uid import ContactUids
from plaintext_network.exchange.gate.vault_files import VaultFiles
from plaintext_network.exchange.vcard.content_line import ContentLine, parse_line
from plaintext_network.exchange.vcard.values import decode_binary, unescape
from plaintext_network.model.language.normalize import fold
from plaintext_network.model.language.ordinary_words import is_ordinary
from plaintext_network.network.people.privacy import SuggestionView

# Lines whose values belong to one person; X-JABBER, X-SKYPE and the like have names of their own.
_PERSONAL = frozenset(
    (
        "UID", "X-ABUID", "IMPP", "EMAIL", "TEL", "URL", "KEY", "SOURCE", "CALURI", "CALADRURI", "FBURL", "CONTACT-URI",
        "SOCIALPROFILE", "X-SOCIALPROFILE", "X-AIM", "X-ICQ", "X-JABBER", "X-MSN", "X-YAHOO", "X-QQ", "X-SKYPE",
        "X-SKYPE-USERNAME", "X-TWITTER", "X-GOOGLE-TALK", "X-GTALK", "X-GADUGADU", "X-GROUPWISE", "X-MATRIX", "X-TELEGRAM",
        "X-SIGNAL", "X-WHATSAPP", "X-THREEMA", "X-MASTODON",
    )
)  # fmt: skip
_BINARY = ("PHOTO", "LOGO", "SOUND", "KEY")
# A shorter one, such as the number of a row, may be anybody's.
_SHORTEST = 6
_WORD = re.compile(r"[^\s;,|<>\"'()\[\]]+")
# After one of these, the rest of a word may be a handle.
_MARK = re.compile(r"[:/=]+")
# `xmpp:`, `urn:uuid:`, `https://`: one handle or id is written with and without.
_SCHEME = re.compile(r"(?:[a-z][a-z\d+.-]*:(?://)?)+")


class PrivateValues:
    """What only the notes of contacts who may not be named have. Use it while `files` are open."""

    def __init__(self, view: SuggestionView, uids: ContactUids, files: VaultFiles) -> None:
        self._view, self._uids, self._files = view, uids, files

    def in_file(self, path: str) -> bool:
        """Return whether a file is one of theirs, or a copy."""
        if not self._view.hides_anybody:
            return False
        found = self._files.read(path)
        return found is not None and found.content in self._contents

    def in_line(self, line: str) -> bool:
        """Return whether a raw line has the bytes of one of their pictures or keys."""
        if not self._view.hides_anybody:
            return False
        found = decode_binary(parse_line(line))
        return found is not None and found[1] in self._contents

    def in_texts(self, texts: Iterable[str]) -> bool:
        """Return whether a text has one of their ids or handles, such as the UID in RELATED."""
        if not self._view.hides_anybody or not self._handles:
            return False
        return not self._handles.isdisjoint(_handles_in("\n".join(texts)))

    @cached_property
    def _handles(self) -> frozenset[str]:
        return frozenset(handle for text in self._texts() for handle in _keys(text))

    def _texts(self) -> Iterator[str]:
        for path, blocks in self._blocks.items():
            yield self._uids.of(path)
            yield from self._uids.written_in(path)
            for block in blocks:
                yield block.id
                for line in map(parse_line, block.lines):
                    if line.key in _PERSONAL:
                        yield unescape(line.value)

    @cached_property
    def _blocks(self) -> dict[str, tuple[SourceBlock, ...]]:
        return {path: read_blocks(self._files.text(path)) for path in sorted(self._view.unnamed)}

    @cached_property
    def _contents(self) -> frozenset[bytes]:
        return frozenset(self._read())

    def _read(self) -> Iterator[bytes]:
        for path, blocks in self._blocks.items():
            for place in self._files.files_of(path):
                if found := self._files.read(place):
                    yield found.content
            for line in (parse_line(line) for block in blocks for line in block.lines):
                if content := _content(line):
                    yield content


def _content(line: ContentLine) -> bytes:
    found = decode_binary(line) if line.key in _BINARY else None
    return found[1] if found else b""


def _handles_in(text: str) -> Iterator[str]:
    """Yield what may be a handle or an id in a text, as `_keys` yields it."""
    for word in _WORD.findall(fold(text)):
        if len(word) >= _SHORTEST:
            key = _bare(word)
            yield key
            yield from (key[mark.end() :] for mark in _MARK.finditer(key))
            yield from _MARK.split(key)


def _keys(text: str) -> Iterator[str]:
    """Yield a handle or an id as it is compared: without its scheme, and the last part of a path; nothing for a word of a language."""
    bare = _SCHEME.sub("", _bare(fold(text)), count=1)
    last = bare.rpartition("/")[2]
    if len(bare) >= _SHORTEST and not is_ordinary(bare):
        yield bare
    # The last part of an address may be a word: https://acme.example/contact
    if len(last) >= _SHORTEST and not last.isalpha():
        yield last


def _bare(folded: str) -> str:
    return folded.strip().rstrip("/.").removesuffix(".vcf")
