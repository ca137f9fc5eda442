"""Makes the line for a value of a note that no raw line decorates. Knows no card."""

from plaintext_network.exchange.cards.dates import date_line
from plaintext_network.exchange.record import Attachment
from plaintext_network.exchange.vcard.content_line import ContentLine
from plaintext_network.exchange.vcard.values import escape, join_structured


def plain_line(key: str, text: str, version: str) -> ContentLine | None:
    """Return the line for a value of a note that no raw line decorates."""
    if key == "BDAY":
        return date_line(key, text, version)
    if key == "ADR":
        return ContentLine(key, join_structured(("", "", text, "", "", "", "")))
    return ContentLine(key, escape(text))


def photo_line(file: Attachment, version: str) -> ContentLine:
    """Return the PHOTO line for a picture."""
    # Late: few cards have pictures.
    from base64 import b64encode

    content = b64encode(file.content).decode("ascii")
    if version == "4.0":
        return ContentLine("PHOTO", f"data:{file.media_type};base64,{content}")
    kind = file.media_type.rpartition("/")[2].upper()
    return ContentLine("PHOTO", content, params=(("ENCODING", ("b",)), ("TYPE", (kind,))))
