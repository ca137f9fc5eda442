"""Escapes a note's text as Markdown that shows it unchanged, without links, pictures, HTML or lists.

It escapes little, since many editors show Markdown as it is written.
"""

import re

# Signs that have a meaning within a line of CommonMark or GitHub's Markdown. A mark between blanks has none, nor has an
# underscore within a word. Brackets are a link or its definition only with what follows them.
_SIGNS = re.compile(
    r"[\\`~]|\*(?!\s)|(?<=\S)\*|(?<![^\W_])_|_(?![^\W_])|<(?!\s)|\](?=[(\[:])|&(?=#?\w{1,40};)"
    r"|(?<=\S)@(?=\S)|(?<![^\W_])(?:www(?=\.)|[a-z][a-z0-9+.-]{0,30}(?=://)|(?:mailto|xmpp)(?=:))",
    re.IGNORECASE,
)
# What begins a heading, an item, a quotation or a definition, and what may be below the first row of a table.
_OPENING = re.compile(r"(?:#{1,6}|[-+*])(?=\s|\Z)|[>=\[]|[-_*]{2,}|[-:| ]+\Z")
_NUMBERED = re.compile(r"\d{1,9}(?=[.)](?:\s|\Z))")
# Control characters, and those that turn the direction of a text for more than themselves.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]+")


def markdown_text(text: str) -> str:
    """Return a text as one line of Markdown, in which only words and spaces count."""
    line = " ".join(_UNSEEN.sub(" ", text).split())
    escaped = _SIGNS.sub(_escaped, line)
    if _OPENING.match(line):
        return escaped if escaped.startswith("\\") else f"\\{escaped}"
    numbered = _NUMBERED.match(escaped)
    return f"{numbered[0]}\\{escaped[numbered.end() :]}" if numbered else escaped


def _escaped(found: re.Match[str]) -> str:
    sign = found[0]
    # Many readers make links of addresses without brackets, unless a character after their first word is escaped.
    return f"{sign}\\" if sign[0].isalpha() else f"\\{sign}"


# What only Markdown needs: an escape, marks of bold text and of code, and the blanks of a hard line break.
_ONLY_IN_MARKDOWN = re.compile(r"\\([!-/:-@\[-`{-~])|\*\*|`|[ ]{2}$", re.MULTILINE)


def plain_text(markdown: str) -> str:
    """Return a description without its marks and escapes, for an editor that shows no Markdown."""
    return _ONLY_IN_MARKDOWN.sub(lambda found: found[1] or "", markdown)
