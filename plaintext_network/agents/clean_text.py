"""Removes from a text what a reader doesn't see, but an agent would. Doesn't judge words: an agent gets what is visible, as it is.

The rules have no exceptions for emoji, Persian or variants of kanji, because each exception can carry a hidden sentence. Their
parts stay: 👩‍👧 becomes 👩👧, and ❤️ becomes ❤.
"""

import re
from unicodedata import category

# Characters with the property Default_Ignorable_Code_Point (UAX #44), which programs draw as nothing: zero-width characters,
# direction controls, fillers, variation selectors, and tags, which can spell whole sentences.
_IGNORABLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff"
    "\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# Annotations between lines, the joiners of hieroglyphs, and a note without a head, which have no shape of their own either.
_SHAPELESS = "\ufff9-\ufffb\U00013430-\U0001343f\U0001d159"
# JSON in UTF-8 can't contain lone surrogates; Unicode reserves the noncharacters for use inside programs.
_NO_TEXT = "\ud800-\udfff\ufdd0-\ufdef" + "".join(
    f"{chr(last - 1)}{chr(last)}" for last in range(0xFFFF, 0x110000, 0x10000)
)
_INVISIBLE = f"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f{_IGNORABLE}{_SHAPELESS}{_NO_TEXT}"
_REMOVED = re.compile(f"[{_INVISIBLE}]")
_LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Drawn as a space, and used as one in Braille.
_BLANK_BRAILLE = "\u2800"
_CHANGED = re.compile(f"[{_INVISIBLE}\r\v\f\x85\u2028\u2029{_BLANK_BRAILLE}]")

_COMMENT_START, _COMMENT_END = "<!--", "-->"
# `<!-->` and `<!--->` are whole comments (CommonMark §6.6).
_EMPTY = (">", "->")
# What is on both sides of a comment can form another one. Only an attacker nests them deeper than this.
_PASSES = 8

# What continues the character before it: skin tones, and the vowels and final consonants of decomposed Korean.
_CONTINUATION = re.compile("[\U0001f3fb-\U0001f3ff\u1160-\u11ff\ud7b0-\ud7ff]")
# Two of these letters are a flag.
_FLAG_LETTERS = "".join(map(chr, range(0x1F1E6, 0x1F200)))
# More accents than this on a letter are no writing.
_LONGEST_CHARACTER = 16


def clean_text(text: str) -> str:
    """Return a text without invisible characters and without HTML comments.

    A comment that isn't closed stays, since programs show it where it isn't part of a page. `%% … %%` stays, too: in a property, it is text.
    """
    return _without_comments(without_invisible(text))


def without_invisible(text: str) -> str:
    """Return a text without invisible characters; each line ends with a line feed. The result is valid UTF-8."""
    if text.isascii() and text.isprintable():
        return text
    # A text has few different characters; to search only these is two to ten times faster.
    if not _CHANGED.search("".join(set(text))):
        return text
    return _REMOVED.sub("", _LINE_END.sub("\n", text)).replace(_BLANK_BRAILLE, " ")


def _without_comments(text: str) -> str:
    for _ in range(_PASSES):
        if _COMMENT_START not in text or _COMMENT_END[1:] not in text:
            return text
        shown = _without_outer_comments(text)
        if shown == text:
            return text
        text = shown
    return text.partition(_COMMENT_START)[0]


def _without_outer_comments(text: str) -> str:
    parts, at = [], 0
    while (start := text.find(_COMMENT_START, at)) >= 0:
        inside = start + len(_COMMENT_START)
        empty = next((sign for sign in _EMPTY if text.startswith(sign, inside)), None)
        end = inside + len(empty) if empty else text.find(_COMMENT_END, inside)
        if end < 0:
            break
        parts.append(text[at:start])
        at = end if empty else end + len(_COMMENT_END)
    return "".join([*parts, text[at:]])


def shorten(text: str, limit: int) -> str:
    """Return at most `limit` characters of a text; a shortened one ends with `…`.

    It ends after a whole word if there is one in its second half, and never before an accent, a skin tone or half a flag.
    """
    if len(text) <= limit:
        return text
    if limit < 1:
        return ""
    start = text[: limit - 1]
    words = start.rsplit(maxsplit=1)
    if not text[limit - 1].isspace() and len(words) == 2 and len(words[0]) >= limit // 2:
        start = words[0]
    else:
        start = text[: _character_start(text, limit - 1)]
    return f"{start.rstrip()}…"


def _character_start(text: str, at: int) -> int:
    """Return the offset at or before another one where a character begins that the reader sees as one."""
    for start in range(at, max(at - _LONGEST_CHARACTER, 0), -1):
        if not _CONTINUATION.match(text[start]) and not category(text[start]).startswith("M"):
            before = text[:start]
            letters = len(before) - len(before.rstrip(_FLAG_LETTERS))
            return start - 1 if letters % 2 and text[start] in _FLAG_LETTERS else start
    return at
