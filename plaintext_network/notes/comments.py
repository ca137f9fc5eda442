"""Finds the comments of a note's Markdown: `%% … %%` and `<!-- … -->`. Does not parse what is around them."""

import re
from collections.abc import Callable, Iterable

from plaintext_network.notes.late_patterns import late_pattern
from plaintext_network.notes.source import Span, Spans

# What stands in for a comment that other text on its line follows, so that this text does not seem indented.
PLACEHOLDER = "\ue000"

_OPENER = late_pattern(r"(?<!\\)(?:%%|<!--)")
# CommonMark §6.6: `<!-->` and `<!--->` are whole comments.
_EMPTY = late_pattern(r"-?>")
# A comment within an address, a link or a file name is part of it: `https://example.org/50%%20`.
_IN_ADDRESS = late_pattern(r"(?:[a-zA-Z]://|\]\()[^\s()<>]*\Z|\[\[[^\[\]\r\n]*\Z")
_ADDRESS_SIGNS, _LONGEST_ADDRESS = ("://", "](", "[["), 400
_BLANK_LINE = late_pattern(r"(?:\r\n|\r|\n)[ \t>]*(?=[\r\n]|\Z)")
_MAY_BE_CODE = late_pattern(r"[`\t]|~~~|    |<[pPsStT]")
_BEFORE_TEXT = late_pattern(r"(?:[ \t>]|[-+*][ \t]|[0-9]{1,9}[.)][ \t])*")
_MORE_ON_LINE = late_pattern(r"[ \t]*[^ \t\r\n]")
_PART_OF_LINE = late_pattern(r"[^\r\n]+")

# Code within a comment can hide code below it, so the text is parsed again without the comment, but not often.
_PASSES = 4


def may_have_comments(text: str) -> bool:
    """Return whether a text contains the beginning of a comment, perhaps in code."""
    # A search for one character is ten times faster than one for two.
    return ("%" in text and "%%" in text) or ("<" in text and "<!--" in text)


def find_comments(text: str, start: int, code_in: Callable[[str], Iterable[Span]]) -> tuple[Span, ...]:
    """Return the comments from an offset on, as Obsidian hides them.

    `code_in` returns the code of a text; what looks like a comment in it is text. A comment that is not closed hides the
    rest of the note, except `50%%`: after a letter or a digit, `%%` begins a comment only if its paragraph closes it.
    """
    found: list[Span] = []
    at, shown = start, text
    for attempt in range(_PASSES):
        code = Spans(code_in(shown) if _MAY_BE_CODE.search(shown, start) else ())
        again = False
        while opener := _OPENER.search(text, at):
            if opener.start() in code or not (stop := _end(text, opener)):
                at = opener.end()
                continue
            found.append(Span(opener.start(), stop))
            at = stop
            if attempt < _PASSES - 1 and _MAY_BE_CODE.search(text, opener.end(), stop):
                again = True
                break
        if not again:
            break
        shown = without_spans(text, found)
    return tuple(found)


def _end(text: str, opener: "re.Match[str]") -> int | None:
    """Return where the comment ends that begins with `opener`, or None if none does."""
    at, stop = opener.span()
    if opener[0] == "<!--":
        if short := _EMPTY.match(text, stop):
            return short.end()
        close = text.find("-->", stop)
        return len(text) if close < 0 else close + 3
    before = text[max(0, at - _LONGEST_ADDRESS) : at]
    if any(sign in before for sign in _ADDRESS_SIGNS) and _IN_ADDRESS.search(before):
        return None
    close = text.find("%%", stop)
    if at and text[at - 1].isalnum() and (close < 0 or _BLANK_LINE.search(text, stop, close + 2)):
        return None
    return len(text) if close < 0 else close + 2


def without_spans(text: str, spans: Iterable[Span]) -> str:
    """Return a text with spaces for sorted spans, so that offsets stay valid; line endings stay."""
    parts: list[str] = []
    at = 0
    for start, end in spans:
        if end > at:
            parts += [text[at : max(start, at)], blanked(text[max(start, at) : end])]
            at = end
    return "".join([*parts, text[at:]])


def with_placeholders(text: str, comments: Iterable[Span]) -> str:
    """Return a text without its comments, for the block parser.

    A comment at the start of a line that goes on with text keeps the text from being taken for an item, a heading or code.
    """
    parts: list[str] = []
    at = 0
    for start, end in comments:
        before = text[at:start]
        parts.append(before)
        inside = text[start:end]
        # The part of the comment on its last line, and what is before it there.
        last = max(inside.rfind("\n"), inside.rfind("\r")) + 1
        line = max(before.rfind("\n"), before.rfind("\r")) + 1
        begins_line = last or ((line or not at) and _BEFORE_TEXT.fullmatch(before, line))
        if begins_line and _MORE_ON_LINE.match(text, end):
            parts.append(blanked(inside[:last]) + PLACEHOLDER * (len(inside) - last))
        else:
            parts.append(blanked(inside))
        at = end
    return "".join([*parts, text[at:]])


def blanked(text: str) -> str:
    """Return spaces in place of a text; line endings stay."""
    return _PART_OF_LINE.sub(lambda part: " " * len(part[0]), text)
