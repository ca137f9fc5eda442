"""Parses the outline of an Org file: headings with their properties, tags and text. Knows no contacts."""

from __future__ import annotations

import re
import textwrap

from plaintext_network.named_tuples import NamedTuple

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from plaintext_network.exchange.readers.text_lines import TextLines

_HEADING = re.compile(r"(\*+)[ \t]+(.*)")
_TAGS = re.compile(r"(?:^|[ \t]+):([\w@#%:]+):[ \t]*$")
_PRIORITY = re.compile(r"^(?:\[#\w+\]|COMMENT\b)[ \t]*")
_COOKIE = re.compile(r"\[\d*(?:/\d*|%)\]")
_PROPERTY = re.compile(r"[ \t]*:([^\s:]+):(?:[ \t]+(.*))?$")
_DRAWER = re.compile(r"[ \t]*:(\w[\w-]*):?[ \t]*$")
_KEYWORD = re.compile(r"#\+(\w+):[ \t]*(.*)", re.IGNORECASE)
_LINK = re.compile(r"\[\[([^\[\]]+)\](?:\[([^\[\]]*)\])?\]")
_TODO_WORDS = ("TODO", "DONE", "NEXT", "WAITING", "CANCELLED", "CANCELED")


class Link(NamedTuple):
    """One link: its target without `mailto:` or `tel:`, and its description, "" if it has none."""

    target: str
    description: str


class Heading(NamedTuple):
    """One heading: its level, the line it is on, its title without keyword, priority and tags, and what is below it.

    `keyword` is that of a task, such as TODO, "" without one. `properties` are by name in upper case. `tags` include those that it inherits. `text` is what is neither a property nor a
    heading.
    """

    level: int
    line: int
    title: str
    tags: tuple[str, ...]
    properties: dict[str, list[str]]
    text: str
    keyword: str = ""


def read_outline(lines: TextLines) -> Iterator[Heading]:
    """Yield the headings of a file in order."""
    words = set(_TODO_WORDS)
    file_tags: list[str] = []
    # The tags of the headings that the next one is below, by level.
    inherited: dict[int, tuple[str, ...]] = {}
    heading: tuple[int, int, str] | None = None
    body: list[str] = []
    for line in lines:
        text = lines.text(line)
        match = _HEADING.match(text)
        if not match:
            if heading is None:
                _read_keyword(text, words, file_tags)
            else:
                body.append(text)
            continue
        if heading is not None:
            yield _heading(*heading, body, words, file_tags, inherited)
        heading, body = (len(match[1]), line.number, match[2]), []
    if heading is not None:
        yield _heading(*heading, body, words, file_tags, inherited)


def links(text: str) -> list[Link]:
    """Return the links of a text."""
    return [
        Link(re.sub(r"^(?:mailto|tel|sms):(?://)?", "", match[1], flags=re.IGNORECASE), match[2] or "")
        for match in _LINK.finditer(text)
    ]


def without_links(text: str, *, described: bool = True) -> str:
    """Return a text with the description or target of each link in its place, or with nothing."""
    return _LINK.sub(lambda match: (match[2] or match[1]) if described else "", text)


def _read_keyword(text: str, words: set[str], file_tags: list[str]) -> None:
    match = _KEYWORD.match(text)
    name = match[1].upper() if match else ""
    if match and name in ("TODO", "SEQ_TODO", "TYP_TODO"):
        words.update(re.findall(r"[^\s|()]+(?=\(|\s|$)", match[2]))
    elif match and name == "FILETAGS":
        file_tags += re.split(r"[:\s]+", match[2].strip(": "))


def _heading(
    level: int,
    line: int,
    title: str,
    body: Iterable[str],
    words: set[str],
    file_tags: list[str],
    inherited: dict[int, tuple[str, ...]],
) -> Heading:
    tagged = _TAGS.search(title)
    tags = tuple(filter(None, tagged[1].split(":"))) if tagged else ()
    title = title[: tagged.start()] if tagged else title
    first, _, rest = title.strip().partition(" ")
    keyword = first if first in words and rest.strip() else ""
    title = rest.strip() if keyword else title.strip()
    title = " ".join(without_links(_COOKIE.sub("", _PRIORITY.sub("", title))).split())
    for deeper in [known for known in inherited if known >= level]:
        del inherited[deeper]
    above = (tag for known in sorted(inherited) for tag in inherited[known])
    inherited[level] = tags
    properties, text = _split_body(body)
    all_tags = tuple(dict.fromkeys(filter(None, (*file_tags, *above, *tags))))
    return Heading(level, line, title, all_tags, properties, text, keyword)


def _split_body(body: Iterable[str]) -> tuple[dict[str, list[str]], str]:
    """Return the properties and the other text of a heading. An unterminated drawer ends where its form does."""
    properties: dict[str, list[str]] = {}
    text: list[str] = []
    drawer = ""
    for line in body:
        match = _DRAWER.match(line)
        name = match[1].upper() if match else ""
        if drawer != "PROPERTIES":
            if name == "PROPERTIES" or (name == "END" and drawer) or (name and line.rstrip().endswith(":")):
                drawer = "" if name == "END" else name
            else:
                text.append(line)
            continue
        found = _PROPERTY.match(line)
        if name == "END":
            drawer = ""
        elif found:
            value = (found[2] or "").strip()
            if value:
                properties.setdefault(found[1].upper().rstrip("+"), []).append(value)
        elif line.strip():
            drawer = ""
            text.append(line)
    return properties, textwrap.dedent("\n".join(text)).strip()
