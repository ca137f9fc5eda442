"""Carries lines that strict readers of cards refuse in a line that all of them accept: `X-PNET-LINE`. Knows no properties."""

import re
from base64 import b64decode
from binascii import Error

from plaintext_network.exchange.vcard.cards import Card
from plaintext_network.exchange.vcard.content_line import ContentLine, line_text, parse_line
from plaintext_network.exchange.vcard.values import escape, unescape

NAME = "X-PNET-LINE"
# RFC 6350 §3.3; many programs write an underscore.
_WORD = re.compile(r"[A-Za-z0-9_-]+")
# What a card has once, or what encloses one: a strict reader refuses the whole card if it comes again.
_ONCE = ("N", "VERSION", "BEGIN", "END")


def with_carried_lines(card: Card) -> Card:
    """Return a card in which every line is one that strict readers accept (RFC 6350 §3.3), and none is lost."""
    lines: list[ContentLine] = []
    has_name = False
    # How many nested cards are open: without BEGIN and END, their lines would be the outer card's.
    depth = 0
    for line in card.lines:
        key = line.key
        depth += key == "BEGIN"
        is_once = key in _ONCE and (key != "N" or has_name)
        is_valid = not depth and not is_once and _is_valid(line)
        lines.append(line if is_valid else ContentLine(NAME, escape(line_text(line))))
        has_name = has_name or (is_valid and key == "N")
        depth -= key == "END" and depth > 0
    return card._replace(lines=tuple(lines))


def without_carried_lines(card: Card) -> Card:
    """Return a card with the lines that it carries: the inverse of `with_carried_lines`."""
    if card.first(NAME) is None:
        return card
    lines = (parse_line(unescape(line.value)) if line.key == NAME else line for line in card.lines)
    return card._replace(lines=tuple(lines))


def _is_valid(line: ContentLine) -> bool:
    if not _WORD.fullmatch(line.name) or (line.group and not _WORD.fullmatch(line.group)):
        return False
    if not line.params:
        return True
    if not all(_WORD.fullmatch(name) for name, _ in line.params):
        return False
    encodings = {value.upper() for value in line.param("ENCODING")}
    return not encodings or (encodings <= {"B", "BASE64"} and _is_base64(line.value))


def _is_base64(text: str) -> bool:
    try:
        b64decode("".join(text.split()), validate=True)
    except (Error, ValueError):
        return False
    return True
