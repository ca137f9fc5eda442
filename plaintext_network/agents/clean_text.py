"""Leaves in a text what a person who reads the note sees, so that nothing can be said to an agent behind their back. Judges no words."""

import re

# What Unicode calls default ignorable (UAX #44), and so draws as nothing: zero-width signs, direction marks, fillers, variation
# selectors, and tags, which spell whole sentences. Also annotations between lines and the blank of Braille.
_IGNORABLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff"
    "\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# Controls but tab and newline; halves of pairs, which no JSON may contain; and what is no character.
_CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_INVISIBLE = re.compile(f"[{_IGNORABLE}{_CONTROLS}]")
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_COMMENT = re.compile(r"<!--(?:-?>|.*?-->)", re.DOTALL)
# What stays of a comment in a comment may be another one. Nobody writes more of them into each other.
_MOST_NESTED = 8


def without_invisible(text: str) -> str:
    """Return a text without characters that are not seen; every end of a line becomes a newline.

    Emoji of several parts lose what joins them: `👩‍👧` becomes `👩👧`. A rule with exceptions could be used to hide something.
    """
    if text.isascii() and text.isprintable():
        return text
    return _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text))


def clean_text(text: str) -> str:
    """Return a text without characters that are not seen, and without HTML comments."""
    text = without_invisible(text)
    for _ in range(_MOST_NESTED):
        if "<!--" not in text or (shown := _COMMENT.sub("", text)) == text:
            return text
        text = shown
    return text.replace("<!--", "")


def shorten(text: str, longest: int) -> str:
    """Return a text of at most `longest` characters; one that was longer ends with `…`, after a whole word if one is near."""
    if len(text) <= longest:
        return text
    start = text[: max(longest - 1, 0)]
    words = start.rsplit(maxsplit=1)
    if len(words) == 2 and len(words[0]) > longest * 3 // 4:
        start = words[0]
    return f"{start.rstrip()}…"[:longest]
