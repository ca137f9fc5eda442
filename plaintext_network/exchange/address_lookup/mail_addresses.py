"""Finds the addresses in a value of `emails`, which a person has written. Sends nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

# RFC 5321 §4.5.3.1.3, without the brackets.
_LONGEST = 254
# The dot-atoms of RFC 5322 §3.4.1, with the letters of RFC 6532.
_ADDRESS = re.compile(r"[\w!#$%&'*+/=?^`{|}~.-]+@\w(?:[\w.-]*\w)?")
# Of thousands of values, nearly all are like this.
_PLAIN = re.compile(r"[a-z0-9](?:[a-z0-9_+.-]*[a-z0-9])?@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?", re.ASCII)
_BETWEEN = re.compile(r"[\s<>()\[\],;\"|]+")
# Marks of Markdown, and what ends a sentence.
_AROUND = "'`*{}:!?."


def mail_addresses(value: str) -> tuple[str, ...]:
    """Return the addresses in a value: `Ada <ada@example.org>`, `mailto:ada@example.org` and `ada@example.org (work)` have one."""
    if len(value) <= _LONGEST and _PLAIN.fullmatch(value):
        return (value,)
    if "@" not in value and "%40" not in value:
        return ()
    return tuple(dict.fromkeys(_found(value)))


def _found(value: str) -> Iterator[str]:
    # A text that was copied from a page may have invisible signs; no address has any.
    text = "".join(sign for sign in value if sign.isprintable() or sign.isspace())
    for piece in _BETWEEN.split(text):
        if "//" in piece:
            # A web address may contain a handle.
            continue
        scheme, colon, rest = piece.partition(":")
        if not colon:
            address = piece
        elif scheme.lower() == "mailto":
            # RFC 6068 §2.
            address = unquote(rest.partition("?")[0])
        else:
            address = piece.rpartition(":")[2]
        address = address.strip(_AROUND)
        if len(address) <= _LONGEST and _ADDRESS.fullmatch(address):
            yield address
