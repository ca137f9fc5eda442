"""Updates the links in the text of an Obsidian canvas or base. Knows no other file: the caller gives the new targets.

Each edit is verified: the file reads as before except for these links, or it raises EditRefused.
"""

import json
import re
from collections.abc import Callable, Sequence

from plaintext_network.errors import EditRefused
from plaintext_network.notes.edit import TextChange, parse_for_edit
from plaintext_network.notes.edit_body import retarget_text, target_changes
from plaintext_network.notes.edit_front import own_scalars
from plaintext_network.notes.header import UNREADABLE
from plaintext_network.notes.links import Link, links_in
from plaintext_network.notes.note import Note
from plaintext_network.notes.source import Span

# The new target of a link or path, or None if it stays. The argument `wiki` is True for links in double brackets.
NewTarget = Callable[[str, bool], str | None]


def relink_text(text: str, target: NewTarget) -> str:
    """Return a text, without code, with new targets for its links. Raises EditRefused."""
    changed = _new_targets(text, target)
    return retarget_text(text, changed) if changed else text


def _new_targets(text: str, target: NewTarget) -> list[tuple[Link, str]]:
    found = ((link, target(link.target, link.wiki)) for link in links_in(text))
    return [(link, new) for link, new in found if new is not None]


# Canvases (JSON Canvas 1.0)

_STRING = re.compile(r'"(?:[^"\\\x00-\x1f]|\\.)*"')
_FILE = re.compile(r'"file"\s*:\s*"([^"\\]*)"')
_KEY = re.compile(r'"(file|text|label)"\s*:\s*(?=")')


def canvas_links(text: str) -> tuple[list[str], list[Link]]:
    """Return the files that a canvas shows, and the links in its texts."""
    files: list[str] = []
    links: list[Link] = []

    def collect(key: str, value: str) -> str:
        if key == "file":
            files.append(value)
        else:
            links.extend(links_in(value))
        return value

    try:
        _mapped(json.loads(text), collect)
    except (ValueError, RecursionError):
        links = list(links_in(text))
        files = [match[1] for match in _FILE.finditer(text)]
    return files, links


def relink_canvas(text: str, target: NewTarget, path: Callable[[str], str | None]) -> str:
    """Return a canvas with new paths for its notes and new targets for the links in its texts. Raises EditRefused.

    `path` returns the new path of a file, or None if it stays.
    """
    try:
        before = json.loads(text)
    except (ValueError, RecursionError):
        raise EditRefused("pnet can't read it as a canvas") from None

    def changes(key: str, value: str) -> list[TextChange]:
        if key == "file":
            new = path(value)
            return [TextChange(Span(0, len(value)), new)] if new else []
        return target_changes(value, _new_targets(value, target))

    def new_value(key: str, value: str) -> str:
        return (path(value) or value) if key == "file" else relink_text(value, target)

    parts: list[str] = []
    at = 0
    for match in _KEY.finditer(text):
        string = _STRING.match(text, match.end())
        if string is None or match.start() < at:
            continue
        value = json.loads(string[0])
        if changed := changes(match[1], value):
            parts += [text[at : string.start()], _json_string(string[0], value, changed)]
            at = string.end()
    after = "".join([*parts, text[at:]])
    if json.loads(after) != _mapped(before, new_value):
        raise EditRefused("something besides its links would change")
    return after


def _json_string(written: str, value: str, changes: Sequence[TextChange]) -> str:
    """Return a string in JSON with changes of its value; the rest stays as it is written."""
    ascii_only = written.isascii() and not value.isascii()
    units = [match[0] for match in _JSON_UNIT.finditer(written, 1, len(written) - 1)]
    if len(units) != len(value):
        raise EditRefused("it contains half of a surrogate pair")
    parts: list[str] = []
    at = 0
    for span, new in changes:
        text = json.dumps(new, ensure_ascii=ascii_only)[1:-1]
        parts += [*units[at : span.start], text.replace("/", "\\/") if "\\/" in units else text]
        at = span.end
    return '"' + "".join([*parts, *units[at:]]) + '"'


_JSON_UNIT = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[^\\]", re.DOTALL
)


def _mapped(value: object, new_value: Callable[[str, str], str], key: str = "") -> object:
    if isinstance(value, str):
        return new_value(key, value) if key in ("file", "text", "label") else value
    if isinstance(value, list):
        return [_mapped(item, new_value) for item in value]
    if isinstance(value, dict):
        return {name: _mapped(item, new_value, name) for name, item in value.items()}
    return value


# Bases (YAML with formulas)

_CALL = re.compile(
    r"""\b(?:hasLink|link|file)\(\s*(?:"([^"\\\r\n#]*)(?:#[^"\\\r\n]*)?"|'([^'\\\r\n#]*)(?:#[^'\\\r\n]*)?')"""
)
_ESCAPED_CALL = re.compile(r"""\b(?:hasLink|link|file)\(\s*\\"([^"\\\r\n#]*)(?:#[^"\\\r\n]*)?\\\"""")
# Any other text in quotes, except a folder.
_QUOTED = re.compile(r"""(?<!older\()(?:"([^"\\\[\]\r\n]+)"|'([^'\\\[\]\r\n]+)')""")


def base_links(text: str) -> list[str]:
    """Return what may be a link in a base: the links in double brackets, and every text in quotes within a formula."""
    note = _as_front(text)
    formulas = [value.text for value in own_scalars(note)] if note else [text]
    quoted = [
        match[match.lastindex or 1].partition("#")[0] for each in formulas for match in _QUOTED.finditer(each)
    ]
    return [*quoted, *(link.target for each in formulas for link in links_in(each))]


def relink_base(text: str, target: NewTarget) -> str:
    """Return a base with new targets for its links: `link("Ada")`, `file.hasLink("Ada")`, `[[Ada]]`. Raises EditRefused.

    Other texts in quotes stay, because the formula may compare them with anything.
    """

    def relinked(formula: str) -> str:
        for call in (_CALL, _ESCAPED_CALL):
            formula = call.sub(new_call, formula)
        return relink_text(formula, target) if "[[" in formula else formula

    def new_call(match: re.Match[str]) -> str:
        group = match.lastindex or 1
        new = target(match[group], True) if match[group] else None
        # A quote would end the text; YAML may escape a backslash.
        if new is None or set("\"'\\") & set(new):
            return match[0]
        start, end = match.span(group)
        return match[0][: start - match.start()] + new + match[0][end - match.start() :]

    after = relinked(text)
    before_front, after_front = _as_front(text), _as_front(after)
    if before_front is None or after_front is None:
        raise EditRefused("pnet can't read it as a base")
    wanted = [relinked(value.text) for value in own_scalars(before_front)]
    if [value.text for value in own_scalars(after_front)] != wanted:
        raise EditRefused("something besides its links would change")
    return after


def _as_front(text: str) -> Note | None:
    """Return a YAML file as a note's front matter; None if it can't be read."""
    try:
        note = parse_for_edit(f"---\n{text}\n---\n".encode("utf-8", "surrogatepass"))
    except EditRefused:
        return None
    unreadable = any(problem.code in UNREADABLE for problem in note.problems)
    return None if unreadable or note.source.text[note.header.body_start :].strip() else note


# Files of other programs: Org, Logseq's settings and whiteboards, drawings

_ORG = re.compile(r"\[\[(?:file:)?([^\[\]\r\n]+)\]\[")
_STRING_IN_EDN = re.compile(r"\"([^\"\\\r\n]{1,999})\"")


def foreign_links(text: str) -> list[str]:
    """Return what may be a link in a file of another program, which nobody but that program should write."""
    links = [link.target for link in links_in(text.replace('\\"', " "))]
    links += [match[1].partition("::")[0] for match in _ORG.finditer(text)]
    return [*links, *(match[1] for match in _STRING_IN_EDN.finditer(text))]
