"""Finds the links to notes in a text without code, and measures each one: the only place that decides where a link ends.

Reading, writing and proving use these spans. Resolves nothing.
"""

import re
from collections.abc import Iterable, Iterator

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.late_patterns import late_pattern
from plaintext_network.notes.source import Span

_new = tuple.__new__

# Forms of a link, by what its target may contain and how that is escaped.
WIKI, PLAIN, ANGLE, HTML = "wiki", "plain", "angle", "html"


class Link(NamedTuple):
    """A link to another note; the target is decoded, without heading and label.

    `place` is where that target is written, escaped as `form` says. It is outside `span` if the link uses the target of
    a definition, as in `[text][label]`.
    """

    target: str
    span: Span
    form: str
    place: Span

    @property
    def wiki(self) -> bool:
        """Return whether it is a link in double brackets."""
        return self.form == WIKI

    def moved(self, offset: int) -> "Link":
        """Return the link with its places counted from that many characters earlier."""
        span, place = self.span, self.place
        return self._replace(
            span=Span(span.start + offset, span.end + offset),
            place=Span(place.start + offset, place.end + offset),
        )


class InlineLink(NamedTuple):
    """A Markdown link or image with any target: `span` begins at its `[`, `place` is the target as written."""

    span: Span
    label: Span
    place: Span
    form: str
    image: bool


# A label may contain balanced brackets.
WIKI_INNER = r"(?!\])[^\[\]\r\n|]*(?:\|(?:[^\[\]\r\n]|\[[^\[\]\r\n]*\])*)?"
# The backslash is checked after the brackets: a search that begins with a character is twenty times faster.
_WIKI = late_pattern(rf"\[\[(?<!\\\[\[)({WIKI_INNER})\]\]")
_NO_NAME = late_pattern(r'[*"<>]')
_SCHEME = late_pattern(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_ATTACHMENT = late_pattern(r"\.(?!md$)[a-z][a-z0-9]{1,4}$", re.IGNORECASE)
_WIKI_ATTACHMENT = late_pattern(
    r"\.(?:png|jpe?g|gif|svg|webp|avif|bmp|heic|pdf|mp[34]|m4a|wav|ogg|webm|mov|mkv|flac|canvas|base|excalidraw"
    r"|csv|zip|docx?|xlsx?|pptx?)$",
    re.IGNORECASE,
)


def wiki_target(inner: str) -> str:
    """Return the target inside `[[…]]` without label and heading; "" means the note itself."""
    # In a Markdown table, the bar is escaped as \|.
    if "|" in inner:
        inner = inner.split("|", 1)[0]
    if "\\" in inner:
        inner = inner.rstrip("\\")
    if "#" in inner:
        inner = inner.split("#", 1)[0]
    return inner.strip()


def links_in(text: str) -> Iterator[Link]:
    """Yield the links to notes in a text without code: wiki links first, then Markdown links, then HTML."""
    if "[" in text:
        if "[[" in text:
            yield from wiki_links(text)
        # A search for one character is ten times faster than one for two.
        if "(" in text and "](" in text:
            for link in inline_links(text):
                # Text in parentheses may follow a wiki link, as in `[[Test]](s)`.
                unsure = link.image or text.startswith("[", link.label.start)
                if found := _to_note(text, link.place, link.form, must_be_file=unsure):
                    yield Link(found[0], link.span, link.form, found[1])
        if ":" in text and "]:" in text and (definitions := _definitions(text)):
            yield from _references(text, definitions)
    if "<a" in text or "<A" in text:
        yield from html_links(text)


def wiki_links(text: str) -> Iterator[Link]:
    """Yield the links in double brackets, embedded notes too."""
    for match in _WIKI.finditer(text):
        inner = match[1]
        target = wiki_target(inner)
        # Some platforms forbid these characters in file names; in shell scripts `[[ "$x" == * ]]` is a test.
        if target and not ("." in target and _WIKI_ATTACHMENT.search(target)) and not _NO_NAME.search(target):
            start, end = match.span()
            at = start + 2
            if not inner.startswith(target):
                at += len(inner) - len(inner.lstrip())
            yield _new(Link, (target, _new(Span, (start, end)), WIKI, _new(Span, (at, at + len(target)))))


def wiki_spans(text: str) -> Iterator[Span]:
    """Yield where each text in double brackets begins and ends, whatever it links to."""
    return (Span(*match.span()) for match in _WIKI.finditer(text))


# Inline Markdown links (CommonMark §6.3)

_LONGEST = 999  # characters of a label, a title and a target in angle brackets
_DEEPEST = 32  # parentheses within a target
_ANGLE = late_pattern(rf"<(?:[^<>\\\r\n]|\\[^\r\n]){{0,{3 * _LONGEST}}}>")
_UNBROKEN = late_pattern(r"[^\s()\\\x00-\x1f\x7f]*")
_ESCAPED = late_pattern(r"\\[!-/:-@\[-`{-~]")
_GAP = r"[ \t]*(?:(?:\r\n|\r|\n)[ \t>]*)?"
_BEFORE = late_pattern(_GAP)
_TITLE = (
    rf"(?:\"(?:[^\"\\]|\\[\s\S]){{0,{_LONGEST}}}\"|'(?:[^'\\]|\\[\s\S]){{0,{_LONGEST}}}'"
    rf"|\((?:[^()\\]|\\[\s\S]){{0,{_LONGEST}}}\))"
)
_AFTER = late_pattern(rf"(?:(?:[ \t]|[\r\n]){_GAP}{_TITLE})?{_GAP}\)")
# What ends a paragraph: a blank line, an item or a heading.
_BREAK = r"(?:\r\n|\r(?!\n)|\n)[ \t>]*(?:[\r\n]|(?:[-+*]|[0-9]{1,9}[.)]|#{1,6})[ \t])"
_PARAGRAPH_ENDS = late_pattern(_BREAK)
_BRACKETS = late_pattern(rf"\\.|[\[\]]|{_BREAK}")


def inline_links(text: str) -> Iterator[InlineLink]:
    """Yield the Markdown links and images of the form `[label](target "title")` with any target, in order of their ends.

    A label may contain balanced brackets and an image, but no link.
    """
    brackets: dict[int, int] | None = None
    last = -1  # where the last link begins
    close = text.find("](")
    while close >= 0:
        following = close + 2
        # Most labels contain no brackets and no backslashes; look up the others among all brackets.
        floor = max(0, close - _LONGEST)
        start = text.rfind("[", floor, close)
        if start < 0 or text.rfind("]", start, close) >= 0 or text.rfind("\\", max(0, start - 1), close) >= 0:
            if brackets is None:
                brackets = _bracket_pairs(text)
            start = brackets.get(close, -1)
        elif _ends_paragraph(text, start, close):
            start = -1
        if start >= 0:
            image = start > 0 and text[start - 1] == "!" and text[start - 2 : start - 1] != "\\"
            if (image or last < start) and (found := _destination(text, following)):
                place, form, end = found
                if text.startswith(")", end):
                    end += 1
                elif after := _AFTER.match(text, end):
                    end = after.end()
                else:
                    end = 0
                if end:
                    yield InlineLink(Span(start, end), Span(start + 1, close), place, form, image)
                    following = end
                    if not image:
                        last = start
        close = text.find("](", following)


def _ends_paragraph(text: str, start: int, end: int) -> bool:
    if text.find("\n", start, end) < 0 and text.find("\r", start, end) < 0:
        return False
    return _PARAGRAPH_ENDS.search(text, start, end) is not None


def _bracket_pairs(text: str) -> dict[int, int]:
    """Return the place of each closing bracket's opening one."""
    pairs: dict[int, int] = {}
    open_at: list[int] = []
    for match in _BRACKETS.finditer(text):
        mark = match[0]
        if mark == "[":
            open_at.append(match.start())
        elif mark == "]":
            if open_at:
                pairs[match.start()] = open_at.pop()
        elif mark[0] != "\\":
            open_at.clear()
    return pairs


def _destination(text: str, at: int) -> tuple[Span, str, int] | None:
    """Return the place of the target that begins at an offset, its form, and where it ends; None if there is none."""
    if text[at : at + 1] in (" ", "\t", "\r", "\n"):
        gap = _BEFORE.match(text, at)
        at = gap.end() if gap else at
    if text.startswith("<", at):
        angle = _ANGLE.match(text, at)
        return (Span(at + 1, angle.end() - 1), ANGLE, angle.end()) if angle else None
    start, depth, size = at, 0, len(text)
    while True:
        part = _UNBROKEN.match(text, at)
        at = part.end() if part else at
        mark = text[at] if at < size else ""
        if mark == "(":
            depth += 1
            if depth > _DEEPEST:
                return None
        elif mark == ")" and depth:
            depth -= 1
        elif mark != "\\":
            return None if depth else (Span(start, at), PLAIN, at)
        at += 2 if mark == "\\" and _ESCAPED.match(text, at) else 1


# Reference definitions (CommonMark §4.7)

_LABEL = r"\[((?:[^\[\]\\\r\n]|\\[^\r\n]){1,999})\]"
_ITEM = r"(?:(?:[-+*]|\d{1,9}[.)])[ \t]+){0,9}"
_DEFINITION = late_pattern(rf"(?<![^\r\n])[ \t>]{{0,99}}{_ITEM}{_LABEL}:{_GAP}")
_REST_OF_LINE = late_pattern(rf"(?:[ \t]{{1,99}}{_TITLE})?[ \t]*(?=[\r\n]|\Z)")
_NEXT_LABEL = late_pattern(r"\[((?:[^\[\]\\]|\\[\s\S]){0,999})\]")


class _Definition(NamedTuple):
    """A link's definition; `target` is empty unless it leads to a note."""

    span: Span
    target: str
    form: str
    place: Span


def _definitions(text: str) -> list[tuple[str, _Definition]]:
    """Return the definitions of a text with their labels, or nothing if none leads to a note."""
    found: list[tuple[str, _Definition]] = []
    for match in _DEFINITION.finditer(text):
        # A footnote contains text.
        if match[1].startswith("^") or not (destination := _destination(text, match.end())):
            continue
        place, form, end = destination
        if (rest := _REST_OF_LINE.match(text, end)) and place.start < place.end:
            target, place = _to_note(text, place, form, must_be_file=True) or ("", place)
            start = match.start(1) - 1
            found.append((_label(match[1]), _Definition(Span(start, rest.end()), target, form, place)))
    return found if any(each.target for _, each in found) else []


def _label(written: str) -> str:
    return " ".join(written.casefold().split())


def _references(text: str, written: list[tuple[str, _Definition]]) -> Iterator[Link]:
    """Yield the definitions that lead to notes and the links that use them: `[text][label]`, `[label][]` and `[label]`."""
    starts = {each.span.start for _, each in written}
    for _, each in written:
        if each.target:
            yield Link(each.target, each.span, each.form, each.place)
    # The first of a label counts.
    definitions = dict(reversed(written))
    inline = {link.span.start for link in inline_links(text)} if "](" in text else set()
    used: set[int] = set()  # labels that belong to the brackets before them
    for close, start in sorted(_bracket_pairs(text).items()):
        if start in starts or start in inline or start in used:
            continue
        following = _NEXT_LABEL.match(text, close + 1)
        label, end = "", close + 1
        if following and following[1].strip():
            label, end = following[1], following.end()
        elif close - start <= _LONGEST:
            label, end = text[start + 1 : close], following.end() if following else end
        found = definitions.get(_label(label))
        if found is None and following and following[1].strip() and close - start <= _LONGEST:
            # `[label][other]` with an unknown label.
            found, end = definitions.get(_label(text[start + 1 : close])), close + 1
        if found and following and end == following.end():
            used.add(following.start())
        if found and found.target:
            yield Link(found.target, Span(start, end), found.form, found.place)


# HTML

_HREF = late_pattern(
    r"<a\s(?:[^<>]{0,999}?[\s\"'])?href\s{0,9}=\s{0,9}(?:\"([^\"<>\r\n]{0,2999})\"|'([^'<>\r\n]{0,2999})'|([^\s\"'=<>`]{1,2999}))",
    re.IGNORECASE,
)


def html_links(text: str) -> Iterator[Link]:
    """Yield the links of the form `<a href="…">` to files of notes."""
    for match in _HREF.finditer(text):
        group = match.lastindex or 1
        if found := _to_note(text, Span(*match.span(group)), HTML, must_be_file=True):
            yield Link(found[0], Span(*match.span()), HTML, found[1])


# Targets

# A `#` begins a heading, but not in `&#39;`.
_PATH = late_pattern(r"(?:[^#&\\]|&#[xX]?[0-9a-fA-F]{1,7};|&|\\(?!#))*")
_ENTITY = late_pattern(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")


def _to_note(text: str, place: Span, form: str, *, must_be_file: bool) -> tuple[str, Span] | None:
    """Return the decoded target of a Markdown or HTML link and its place without the heading; None if it is no note's."""
    written = text[place.start : place.end]
    if "#" in written:
        path = _PATH.match(written)
        written = path[0] if path else written
    raw = written.strip()
    if not raw:
        return None
    target = raw
    if "\\" in raw and form != HTML:
        target = _ESCAPED.sub(lambda escaped: escaped[0][1], target)
    if "&" in raw and _ENTITY.search(raw):
        # Late: hardly any link has one.
        from html import unescape

        target = _ENTITY.sub(lambda entity: unescape(entity[0]), target)
    if (
        _SCHEME.match(target)
        or target.startswith(("//", "?", "{", "<", "[["))
        or target.endswith(("/", ".", "}"))
        # Logseq's reference to a block.
        or (target.startswith("((") and target.endswith("))"))
        or _ATTACHMENT.search(target)
    ):
        return None
    # A path from the root may be a page of a website, and an image without an ending a picture.
    if (must_be_file or target[0] == "/") and target[-3:].lower() != ".md":
        return None
    if "%" in target:
        # Late: most links have no escapes.
        from urllib.parse import unquote

        target = unquote(target)
    start = place.start + len(written) - len(written.lstrip())
    return target, Span(start, start + len(raw))


# Writing

_NOT_IN_WIKI = late_pattern(r"[\[\]|#^\r\n]")
_NOT_ASCII = late_pattern(r"[^\x00-\x7f]")
_ESCAPED_LETTER = late_pattern("%[89A-Fa-f]")
_PARENTHESIS = late_pattern(r"(?<!\\)\(")


def can_contain(form: str, target: str) -> bool:
    """Return whether a link of this form can lead to a target."""
    if form == WIKI:
        return not _NOT_IN_WIKI.search(target)
    return "\n" not in target and "\r" not in target


def written_target(written: str, form: str, target: str) -> str:
    """Return a target as it is written in place of `written`, escaped like that, with the same ending."""
    if form == WIKI:
        return target
    ending = written[-3:] if written[-3:].lower() == ".md" else ""
    path = (target[:-3] if target[-3:].lower() == ".md" else target) + ending
    if not ending and _ATTACHMENT.search(path):
        # Without the ending, `will.i.am` would be another kind of file.
        path += ".md"
    path = path.replace("%", "%25").replace("#", "%23").replace("\\", "%5C")
    path = _ENTITY.sub(lambda entity: "%26" + entity[0][1:], path)
    unsafe = '<>"`' if form == ANGLE else ' <>"`[]' if form == PLAIN else " <>\"'`"
    if form == PLAIN and ("\\(" in written or "\\)" in written):
        path = path.replace("(", "\\(").replace(")", "\\)")
    elif form == PLAIN and not (_PARENTHESIS.search(written) and _is_balanced(path)):
        # The same characters as before, so that a title never seems to begin.
        unsafe += "()'"
    escaped = "".join(_percent(letter) if letter in unsafe else letter for letter in path)
    # Like Obsidian, leave non-ASCII letters readable, unless the link already escaped them.
    return (
        _NOT_ASCII.sub(lambda letter: _percent(letter[0]), escaped)
        if _ESCAPED_LETTER.search(written)
        else escaped
    )


def _percent(letter: str) -> str:
    return "".join(f"%{byte:02X}" for byte in letter.encode("utf-8", "surrogateescape"))


def _is_balanced(path: str) -> bool:
    depth = deepest = 0
    for letter in path:
        depth += (letter == "(") - (letter == ")")
        deepest = max(deepest, depth)
        if depth < 0:
            return False
    return not depth and deepest <= _DEEPEST


def text_around(text: str, links: Iterable[Link]) -> str:
    """Return a text without the targets of its links: what a new target must not change."""
    parts: list[str] = []
    at = 0
    for start, end in sorted({link.place for link in links}):
        parts += [text[at:start], "\0"]
        at = max(at, end)
    return "".join([*parts, text[at:]])
