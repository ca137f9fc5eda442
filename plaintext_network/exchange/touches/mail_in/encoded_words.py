"""Decodes the text of header fields: encoded words of RFC 2047, and bytes that a sender left as they were. Never raises."""

import re
from binascii import Error, a2b_base64, a2b_qp

from plaintext_network.exchange.vcard.charsets import decode_bytes

# RFC 2047 §2; the language after the asterisk is RFC 2231 §5. Some programs leave spaces in the text.
_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
# Between two encoded words, white space has no meaning (RFC 2047 §6.2).
_BETWEEN = re.compile(r"(\?=)\s+(?==\?[^?\s]{1,60}\?[bBqQ]\?)")
_NO_BASE64 = re.compile(r"[^A-Za-z0-9+/]+")


def decode_text(raw: str) -> str:
    """Return the text of a field on one line, without control characters and marks that reorder or hide text."""
    if "=?" in raw:
        raw = _decoded_words(raw)
    return clean(raw)


def clean(text: str) -> str:
    """Return text on one line, without characters that can't be seen."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    words = "".join(one if one.isprintable() else " " if one.isspace() else "" for one in text).split()
    return " ".join(words)


def _decoded_words(raw: str) -> str:
    raw = _BETWEEN.sub(r"\1", raw)
    pieces: list[str] = []
    pending, charset, end = b"", "", 0
    for found in _WORD.finditer(raw):
        between = raw[end : found.start()]
        here = found[1].partition("*")[0].lower()
        # A character may be cut by the end of an encoded word, against the standard.
        if pending and (between or here != charset):
            pieces.append(decode_bytes(pending, charset))
            pending = b""
        pieces.append(between)
        pending, charset, end = pending + _word_bytes(found[2], found[3]), here, found.end()
    pieces += (decode_bytes(pending, charset), raw[end:])
    return "".join(pieces)


def _word_bytes(encoding: str, text: str) -> bytes:
    if encoding in "qQ":
        return a2b_qp(text.encode("utf-8", "surrogateescape"), header=True)
    digits = _NO_BASE64.sub("", text)
    # A lone digit at the end encodes no byte.
    digits = digits[: len(digits) - (len(digits) % 4 == 1)]
    try:
        return a2b_base64(digits + "=" * (-len(digits) % 4))
    except (Error, ValueError):
        return text.encode("utf-8", "surrogateescape")
