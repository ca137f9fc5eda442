"""Changes lines of a card in its own bytes. Lines that don't change keep every byte."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from plaintext_network.exchange.vcard.content_line import ContentLine
from plaintext_network.exchange.vcard.decode_line import decode_line
from plaintext_network.exchange.vcard.file_lines import unicode_encoding
from plaintext_network.exchange.vcard.logical_lines import card_version, likely_charset, logical_lines
from plaintext_network.exchange.vcard.write_cards import write_line

_LINE = re.compile(rb"([^\r\n]*)(\r\r\n|\r\n|\r|\n|\Z)")
_BEGIN = re.compile(rb"\s*BEGIN\s*:\s*VCARD\s*", re.IGNORECASE)
_END = re.compile(rb"\s*END\s*:\s*VCARD\s*", re.IGNORECASE)


def patch_card(original: bytes, old_lines: Sequence[ContentLine], new_lines: Sequence[ContentLine]) -> bytes:
    """Return the bytes of one card, with the changes that lead from the old lines to the new ones.

    `original` contains one card; the old lines are all or some of its lines, as `read_cards` gives them. Only lines that
    differ change: a new line is written after the one it follows, in the card's version, newlines and Unicode encoding.
    A line of the original that is not among the old ones stays. With equal lines, the result is `original`.
    """
    if list(old_lines) == list(new_lines):
        return original
    encoding, length = unicode_encoding(original)
    if encoding:
        text = original[length:].decode(encoding, "replace")
        patched = _patch(text.encode(), old_lines, new_lines).decode()
        return original[:length] + patched.encode(encoding)
    return original[:length] + _patch(original[length:], old_lines, new_lines)


def _patch(original: bytes, old_lines: Sequence[ContentLine], new_lines: Sequence[ContentLine]) -> bytes:
    found = [(match[1], match[2]) for match in _LINE.finditer(original) if match[0]]
    newline = next((end for _, end in found if end), b"\r\n")
    texts = [text.replace(b"\0", b"") for text, _ in found]
    first = next((index + 1 for index, text in enumerate(texts) if _BEGIN.fullmatch(text)), 0)
    last = next(
        (index for index in range(len(texts) - 1, -1, -1) if _END.fullmatch(texts[index])), len(texts)
    )
    version, likely = card_version(texts[first:last]), likely_charset(texts[first:last])
    # Each logical line: its content line, and its bytes.
    lines: list[ContentLine | None] = []
    spans: list[bytes] = []
    index = first
    for count, raw in logical_lines(texts[first:last], version):
        spans.append(b"".join(text + end for text, end in found[index : index + count]))
        lines.append(decode_line(raw, version, "", likely) if raw else None)
        index += count
    places = _places(lines, old_lines)
    # What follows each logical line; -1 is the beginning of the card.
    added: dict[int, list[bytes]] = {}
    removed: set[int] = set()
    before = (
        len(lines) - 1
        if not old_lines
        else max((index for index, line in enumerate(lines) if line is not None), default=-1)
    )
    for kind, start, end, new_start, new_end in _changes(old_lines, new_lines):
        if kind == "equal":
            continue
        removed.update(place for place in places[start:end] if place >= 0)
        known = [place for place in places[:end] if place >= 0]
        after = max(known) if known else -1
        if kind == "insert" and end == len(old_lines):
            after = before
        written = [
            write_line(line, version).replace(b"\r\n", newline) + newline
            for line in new_lines[new_start:new_end]
        ]
        added.setdefault(after, []).extend(written)
    body = list(added.get(-1, ()))
    for index, span in enumerate(spans):
        if index not in removed:
            body.append(span)
        if index in added:
            if body and not body[-1].endswith((b"\r", b"\n")):
                body[-1] += newline
            body.extend(added[index])
    return b"".join(
        (*(text + end for text, end in found[:first]), *body, *(text + end for text, end in found[last:]))
    )


def _places(lines: list[ContentLine | None], wanted: Sequence[ContentLine]) -> list[int]:
    """Return where each wanted line is among the lines of the card, each used once; -1 if it is not there."""
    free: dict[ContentLine, list[int]] = {}
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index]
        if line is not None:
            free.setdefault(line, []).append(index)
    return [free[line].pop() if free.get(line) else -1 for line in wanted]


def _changes(
    old: Sequence[ContentLine], new: Sequence[ContentLine]
) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
