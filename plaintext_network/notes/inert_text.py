r"""Turns a stranger's text into text that means nothing more in a note: no link, task, tag, field, heading, code or template.

A value of a property is changed where it would mean more; a quoted text gets backslashes, and reads back exactly.
"""

import re
from collections.abc import Iterator, Sequence
from unicodedata import normalize

# Direction embeddings, overrides and isolates, invisible spaces and the byte order mark can mislead.
_INVISIBLE = "\u00ad\u200b\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb"
_REMOVED = re.compile(f"[{_INVISIBLE}]")
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff"
_TO_SPACE = re.compile(f"[{_CONTROL}\r\n\t]")
# What begins a link, a template's placeholder, or one of Logseq's macros and references.
_MEANS_MORE = re.compile(r"\[(?=\[)|\](?=[\](:])|<(?=%)|\{(?=\{)|\((?=\()")
_MARKS = re.compile(rf"[{_CONTROL}\r\n\t{_INVISIBLE}]|\[\[|\][\](:]|<%|\{{\{{|\(\(|  |^ | $")


def plain_text(text: str) -> str:
    """Return a text as a property's value: on one line, in Unicode's NFC form, and without anything that means more than text."""
    if not text.isascii():
        text = normalize("NFC", text)
    if _MARKS.search(text) is None:
        return text
    # Removing one sign can expose another.
    return _MEANS_MORE.sub(lambda sign: f"{sign[0]} ", one_line(text))


def one_line(text: str) -> str:
    """Return a text on one line, without what can't be seen."""
    return " ".join(_TO_SPACE.sub(" ", _REMOVED.sub("", text)).split())


_NEWLINE = re.compile(r"\r\n?|\n")
# Anywhere in a line. The second of two signs gets the backslash: Templater looks for `<%`, also where Markdown shows `\<%`.
_INLINE = re.compile(
    rf"""(?P<sign>\\(?=[!-/:-@\[-`{{-~]|\Z|[{_CONTROL}])|[\[`]|<(?=[a-zA-Z/!?])|(?<=<)%|(?<=%)%|(?<=\{{)\{{|(?<=:):|(?<=\()\("""
    r"""|\#(?<![^\s(\[{,;>*\"'\\]\#)|\^(?=[\w-]+\s*\Z)|\$(?=.*\$)|&(?=\#|\w+;)|~(?=~)|(?<=~)~"""
    r"""|(?<=[hH][rR][eE][fF])=|(?<=[hH][rR][eE][fF]\ )=)"""
    rf"""|(?P<control>[{_CONTROL}])""",
    re.VERBOSE,
)
# At the start of a line: a heading or its underline, a rule, a fence, a definition; an item unless plain words follow.
_START = re.compile(
    r"""[ ]*(?:(?P<sign>[-=*_+](?=[-=*_+\s]*\Z)|\#|[-*+](?=\s+(?![^\W\d_]*[^\W\d_A-Z][^\W\d_]*[\s,.;:!?]|[^\W\d_]*[^\W\d_A-Z][^\W\d_]*\Z)))
        |\d{1,9}(?P<dot>[.)])(?=\s+(?![^\W\d_]*[^\W\d_A-Z])|\Z))""",
    re.VERBOSE,
)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])|&#x([0-9a-f]{1,6});")
_TITLE = "[!quote] From "


# Between two texts in one block; in a text, such a line gets a backslash.
_BETWEEN = "***"


def quoted(texts: Sequence[str], source: str) -> str:
    """Return texts as one quoted block under the shown name of their source, with line feeds and without one at the end."""
    lines = [f"> {_TITLE}{escaped_line(plain_text(source))}"]
    for number, text in enumerate(texts):
        lines += [f"> {_BETWEEN}"] if number else []
        lines += [f"> {escaped_line(line)}" if line else ">" for line in _NEWLINE.split(text)]
    return "\n".join(lines)


def escaped_line(line: str) -> str:
    """Return one line with backslashes before whatever would mean more than text in Markdown."""
    start = _START.match(line)
    at = -1
    if start is not None:
        at = start.start("sign") if start["sign"] else start.start("dot")
    parts = []
    if at >= 0:
        parts = [_INLINE.sub(_escaped, line[:at]), "\\", line[at]]
        line = line[at + 1 :]
    return "".join((*parts, _INLINE.sub(_escaped, line)))


def _escaped(found: "re.Match[str]") -> str:
    return f"\\{found['sign']}" if found["sign"] else f"&#x{ord(found['control']):x};"


def _read(found: "re.Match[str]") -> str:
    return found[1] or chr(int(found[2], 16) if int(found[2], 16) < 0x110000 else 0xFFFD)


def quotes_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield the source and the text of each quoted block that `quoted` wrote in a note."""
    for source, quote, _, _ in quote_places(text):
        yield source, quote


_LINE = re.compile(r"([^\r\n]*)(?:\r\n?|\n|\Z)")


def quote_places(text: str) -> Iterator[tuple[str, str, int, int]]:
    """Yield the source, the text and the place of each quoted block: where its lines begin and end, without the block's title."""
    if _TITLE not in text:
        return
    source: str | None = None
    lines: list[str] = []
    start = 0
    for found in _LINE.finditer(text):
        line = found[1]
        bare = line.strip(" \t")
        if bare.startswith(f"> {_TITLE}"):
            if source is not None:
                yield source, "\n".join(lines), start, found.start()
            source, lines = _ESCAPE.sub(_read, bare[2 + len(_TITLE) :]).strip(), []
            start = found.end()
        elif source is not None and line.lstrip(" \t").startswith(">"):
            inside = line.lstrip(" \t")[1:]
            if inside.strip() == _BETWEEN:
                yield source, "\n".join(lines), start, found.start()
                lines, start = [], found.end()
                continue
            lines.append(_ESCAPE.sub(_read, inside.removeprefix(" ")))
        elif source is not None:
            yield source, "\n".join(lines), start, found.start()
            source = None
    if source is not None:
        yield source, "\n".join(lines), start, len(text)


def text_digest(text: str) -> str:
    """Return 16 hexadecimal digits that two texts share if they differ only in whitespace or Unicode form."""
    # Late: most notes have no quoted text.
    from hashlib import sha256

    words = normalize("NFC", " ".join(text.split()))
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]
