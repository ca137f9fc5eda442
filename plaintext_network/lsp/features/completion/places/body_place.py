"""Finds what the user is typing in the body of a note, from the cursor's line alone."""

import re

from plaintext_network.lsp.features.completion.places.link_place import link_place
from plaintext_network.lsp.features.completion.places.place import Place
from plaintext_network.model.note.page_lists import split_list
from plaintext_network.model.note.task_parts import task_word
from plaintext_network.notes.fields import fields_in
from plaintext_network.notes.late_patterns import late_pattern
from plaintext_network.notes.tags import NOT_IN_TAG

_SIGNS = "📅📆🗓⏳⌛🛫✅❌➕⏰"
# Words up to the cursor where a task's date may follow. Longer ones are text.
_DAY_WORDS = r"((?!\d{4}-\d{2}-\d{2}[ \t])(?:(?:[^\W_]|\+)[\w ,+.-]{0,24})?)\Z"
_DATES = (
    late_pattern(rf"[{_SIGNS}]\ufe0f?(?P<gap>[ \t]*){_DAY_WORDS}"),
    late_pattern(rf"(?<![\w@/])@(?:due|deadline|scheduled|start|defer)\((?P<gap>){_DAY_WORDS}"),
    late_pattern(rf"\(@(?P<gap>){_DAY_WORDS}"),
    late_pattern(rf"\b(?:DEADLINE|SCHEDULED):[ \t]*<(?P<gap>){_DAY_WORDS}"),
)
_TASK_WORD = late_pattern(
    rf"(?<![\w:/@#-])(?:due::?|(?:deadline|scheduled|start)::)(?!:)(?P<gap>[ \t]*){_DAY_WORDS}"
)
_TAG = late_pattern(rf"#(?<![^\s(\[{{,;>*\"']#)([^{NOT_IN_TAG}]*)\Z")
_SIGN = late_pattern(r"(?<![^\s(\[{,;>*\"'])@([^@\[\]\r\n#|]{0,60})\Z")
_INLINE_KEY = late_pattern(r"(?<![\[\]!\\])\[([^\W\d_][\w -]{0,40})?\Z")
_LINE_KEY = late_pattern(r"([ \t]*(?:[-*+][ \t]+)?)([^\W\d_][\w.-]{0,40})\Z")
_ITEM = late_pattern(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+")
_BOX = re.compile(r"\[([^\]\n])\][ \t]+")
# The last words of a text, which may be a name; most names have no more.
_IN_WORD = r"[^\W_][^\s()\[\]{},;:!?\"“”„|<>*_#`]*"
_WORDS = late_pattern(rf"{_IN_WORD}(?:[ \t]+{_IN_WORD}){{0,3}}\Z")
_WORD = late_pattern(r"\S+")


def body_places(before: str, after: str, start: int) -> list[Place]:
    """Return what the user may be typing at the end of `before`, a line's text up to the cursor, likeliest first.

    `after` is the rest of the line, and `start` the offset of the line in the note.
    """
    opened = max(before.rfind("[["), before.rfind("]("))
    if place := link_place(before, after, start, "body", _field(before[:opened])[0] if opened > 0 else ""):
        return [place]
    if before.rfind("[[") > before.rfind("]]") or before.rfind("](") > before.rfind(")"):
        # Its label, its heading or an address.
        return []
    cursor = start + len(before)
    name, value_start = _field(before)
    if name:
        at = value_start + len(before[value_start:]) - len(before[value_start:].lstrip())
        spaced = at == len(before) and not before[:at].endswith((" ", "\t"))
        whole = Place("value", before[at:], start + at, cursor, "body", name, spaced=spaced)
        # One value, or the last one of several.
        last = [span.start for span in split_list(before[at:] + "x")][-1]
        return [whole, whole._replace(typed=before[at + last :], start=start + at + last)][: 1 + (last > 0)]
    found: list[Place] = []
    item = _ITEM.match(before)
    is_task = item is not None and (_BOX.match(before, item.end()) or task_word(before[item.end() :]))
    for pattern in (*_DATES, _TASK_WORD) if is_task else _DATES:
        if match := pattern.search(before):
            spaced = not match["gap"] and pattern is _DATES[0]
            at = match.start(match.lastindex or 0)
            found.append(Place("date", before[at:], start + at, cursor, spaced=spaced))
            break
    if match := _TAG.search(before):
        found.append(Place("tag", match[1], start + match.start(1), cursor))
    if match := _SIGN.search(before):
        found.append(Place("mention", match[0], start + match.start(), cursor))
    if match := _INLINE_KEY.search(before):
        found.append(Place("key", match[1] or "", start + match.end() - len(match[1] or ""), cursor))
    if item:
        at = item.end()
        box = _BOX.match(before, at)
        at = box.end() if box else at
        if len(before) - at <= _LONGEST_START:
            found.append(Place("item", before[at:], start + at, cursor, is_item=box is not None))
    if match := _LINE_KEY.fullmatch(before):
        found.append(Place("key", match[2], start + match.start(2), cursor, is_item=True))
    if match := _WORDS.search(before):
        # A name may have several words: as many as match anybody.
        begins = (match.start() + word.start() for word in _WORD.finditer(match[0]))
        found += (Place("name", before[at:], start + at, cursor) for at in begins)
    return found


_LONGEST_START = 24


def _field(before: str) -> tuple[str, int]:
    """Return the name of the inline field whose value ends a text, and where the value begins; "" without one."""
    if "::" not in before:
        return "", 0
    for closing in ("]", ")", ""):
        text = before + closing
        for field in fields_in(text, text):
            colons = text.rfind("::", 0, field.value.start + 2)
            if field.value.end >= len(before.rstrip()) and colons >= 0:
                return field.name, colons + 2
    return "", 0
