"""Recognizes a file with only a part of its card, because a program is still writing it, or was interrupted. Reads no values."""

import re
from codecs import BOM_UTF8

from plaintext_network.exchange.vcard.file_lines import unicode_encoding

_BOUNDARY = re.compile(rb"([ \t]*)(AGENT\s*(?:;[^:]*)?:\s*)?(?:(BEGIN)|END)\s*:\s*VCARD\s*", re.IGNORECASE)
_LONGEST_BOUNDARY = 200
# The byte that ends a file on old systems, or a text in C, means nothing.
_PADDING = b" \t\r\n\0\x1a"
# One alone is a mistake; several are blocks of the file that never reached the disk.
_HOLE = b"\0\0"
CUT_OFF = "it ends before END:VCARD; is another program still writing it?"
HEADLESS = "it doesn't begin with BEGIN:VCARD; its beginning is missing"
HOLE = "a part of it was never written, and has only NUL characters"
REST = "text follows END:VCARD; perhaps another program replaced only the beginning"


def damage(content: bytes) -> str:
    """Return why a file has only a part of its card, as a sentence without a full stop; "" if it has all of it.

    Nobody has removed what such a file lacks.
    """
    encoding, length = unicode_encoding(content)
    text = content[length:]
    if encoding:
        text = text.decode(encoding, "replace").encode("utf-8", "replace")
    while text.startswith(BOM_UTF8):
        text = text[len(BOM_UTF8) :]
    text = text.rstrip(_PADDING)
    if _HOLE in text.lstrip(_PADDING):
        return HOLE
    lines = [line for line in text.splitlines() if line.strip(_PADDING)]
    begin = _BOUNDARY.fullmatch(lines[0]) if lines else None
    if begin is None or not begin[3]:
        return HEADLESS
    open_cards = 0
    for number, line in enumerate(lines):
        if len(line) > _LONGEST_BOUNDARY or b"VCARD" not in line.upper():
            continue
        found = _BOUNDARY.fullmatch(line)
        # A folded text may say the same.
        if found is not None and len(found[1]) <= len(begin[1]):
            open_cards += 1 if found[3] else -1
            if not open_cards:
                return REST if number < len(lines) - 1 else ""
    return CUT_OFF
