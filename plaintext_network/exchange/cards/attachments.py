"""Decides which values of a card become files. Touches no file."""

import re

from plaintext_network.exchange.file_kinds import file_kind, is_picture
from plaintext_network.exchange.record import Attachment
from plaintext_network.exchange.vcard.content_line import ContentLine, parse_line
from plaintext_network.exchange.vcard.values import decode_binary

# In characters. A longer value becomes a file.
LONGEST_IN_NOTE = 2_000
FILE_MARK = "pnet-file:"
_BINARY = ("PHOTO", "LOGO", "SOUND", "KEY")


def stays_in_note(line: ContentLine) -> bool:
    """Return whether a value is short enough for a note, and contains no mark of a file, which a stranger may have forged."""
    return len(line.value) <= LONGEST_IN_NOTE and FILE_MARK not in line.value


def as_file(line: ContentLine) -> tuple[ContentLine, Attachment] | None:
    """Return a line with a mark in place of its value, and the file; None for a value that stays in the note.

    A picture becomes a file whatever its size. The mark is `pnet-file:` and the name of the file is still to be added.
    """
    is_long = not stays_in_note(line)
    if not is_long and (line.key not in _BINARY or not line.value):
        return None
    decoded = decode_binary(line)
    if decoded is None or not decoded[1]:
        if not is_long:
            return None
        return line._replace(value=FILE_MARK), Attachment(
            "text/plain", line.value.encode("utf-8", "surrogatepass")
        )
    content = decoded[1]
    if not is_long and not is_picture(content):
        return None
    media_type = file_kind(content)[1]
    prefix = ""
    if uri := _DATA.match(line.value):
        prefix = uri[0]
    restored = _restored(prefix, content)
    if restored.rstrip("=") != line.value.rstrip("=") or FILE_MARK in prefix:
        # The bytes don't make the text again, or a stranger forged a mark before them: the text itself is kept.
        return line._replace(value=FILE_MARK), Attachment(
            "text/plain", line.value.encode("utf-8", "surrogatepass")
        )
    return line._replace(value=f"{prefix}{FILE_MARK}"), Attachment(media_type, content)


# Up to the content of a `data:` URI in base64.
_DATA = re.compile(r"data:[^,]*;base64\\?,", re.IGNORECASE)


def _restored(prefix: str, content: bytes) -> str:
    # Late: few cards have pictures.
    from base64 import b64encode

    return f"{prefix}{b64encode(content).decode('ascii')}"


def file_of_line(line: str) -> str | None:
    """Return the file that the value of a raw line has as its mark, None for any other line, whatever its name or parameters say."""
    return marked_file(parse_line(line).value) if FILE_MARK in line else None


def marked_file(value: str) -> str | None:
    """Return the file that a value has as its mark, None for any other value."""
    _, mark, name = value.partition(FILE_MARK)
    return name if mark and name else None


def with_content(line: ContentLine, content: bytes, media_type: str) -> ContentLine:
    """Return a line with the content of its file in place of the mark."""
    prefix = line.value.partition(FILE_MARK)[0]
    is_binary = prefix or any(text.upper() in ("B", "BASE64") for text in line.param("ENCODING"))
    if not is_binary and media_type.startswith("text/"):
        return line._replace(value=content.decode("utf-8", "surrogatepass"))
    return line._replace(value=_restored(prefix, content))
