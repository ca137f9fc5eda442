"""Parses one unfolded line of LDIF into an attribute and its value. Knows no attributes."""

from __future__ import annotations

import base64
import binascii
import re

from plaintext_network.named_tuples import NamedTuple

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

# A name or OID, its options, and whether the value is plain (:), base64 (::) or a URL (:<).
_LINE = re.compile(
    rb"([A-Za-z0-9_][A-Za-z0-9._-]*)((?:;[A-Za-z0-9_=-]*)*)[ \t]*:([:<]?)[ \t]*(.*)", re.DOTALL
)
_NO_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")


class Value(NamedTuple):
    """One value: the attribute in lower case, its options in lower case, the text, and for base64 the bytes.

    `attribute` is "" for a line that has none; it is its own text. `url` says that the text is the URL of a value.
    """

    attribute: str
    text: str
    options: tuple[str, ...] = ()
    content: bytes | None = None
    url: bool = False

    @property
    def language(self) -> str:
        """The tag of its language, such as `ja` (RFC 3866); "" if it has none."""
        return next((option[5:] for option in self.options if option.startswith("lang-")), "")


def parse_value(line: bytes, decode: Callable[[bytes], str]) -> Value:
    """Parse a line. `decode` decodes text. Never raises."""
    match = _LINE.match(line)
    if not match:
        return Value("", decode(line))
    attribute, written, form, content = match.groups()
    name = attribute.decode("ascii").lower()
    options = tuple(filter(None, written.decode("ascii").lower().split(";"))) if written else ()
    if form != b":":
        return Value(name, decode(content).strip(), options, url=form == b"<")
    decoded = decode_base64(content)
    if decoded is None:
        return Value("", decode(line))
    return Value(name, decode(decoded).strip(), options, decoded)


def decode_base64(text: bytes) -> bytes | None:
    """Return the bytes of base64 text, with or without padding and white space; None if it is something else."""
    letters = b"".join(text.split()).rstrip(b"=")
    if _NO_BASE64.search(letters) or len(letters) % 4 == 1:
        return None
    try:
        return base64.b64decode(letters + b"=" * (-len(letters) % 4))
    except binascii.Error:
        return None
