"""Fixes the problems of a note that have exactly one safe fix. Guesses nothing and touches no file."""

import re
from collections.abc import Callable, Iterator

from plaintext_network.errors import EditRefused
from plaintext_network.notes.edit import (
    TextChange,
    apply_changes,
    parse_for_edit,
    same_body,
    same_properties,
)
from plaintext_network.notes.edit_front import remove_shadowed
from plaintext_network.notes.extents import front_text, open_quote_of
from plaintext_network.notes.header import UNREADABLE, ListValue, Scalar, plain_value
from plaintext_network.notes.note import Note, parse
from plaintext_network.notes.scalars import YamlText, format_scalar, is_plain
from plaintext_network.notes.source import Span
from plaintext_network.notes.yaml_faults import tab_at
from plaintext_network.problems import Problem

# What each fix does. Every other problem is left to the note's owner.
FIXES = {
    "duplicate-key": "removes the earlier of two properties with the same name and value",
    "yaml-invalid": "repairs what is not valid YAML: adds quotes, indents with spaces, or removes a backslash",
    "utf16": "saves the note as UTF-8",
}


def fix_note(content: bytes) -> tuple[bytes, tuple[Problem, ...]]:
    """Return a note with every safe fix applied, and the problems that were fixed."""
    fixed: list[Problem] = []
    # A fix can reveal another problem.
    for _ in range(len(content)):
        for problem in parse(content).problems:
            after = _fixed(content, problem)
            if after is not None:
                content = after
                fixed.append(problem)
                break
        else:
            break
    return content, tuple(fixed)


def fix_problem(content: bytes, problem: Problem) -> bytes | None:
    """Return a note without one of its problems; None if no fix is safe."""
    there = (each for each in parse(content).problems if each._replace(path="") == problem._replace(path=""))
    found = next(there, None)
    return None if found is None else _fixed(content, found)


def _fixed(content: bytes, problem: Problem) -> bytes | None:
    fix = _FIX_FUNCTIONS.get(problem.code)
    if fix is None:
        return None
    try:
        after = fix(parse_for_edit(content), problem)
    except EditRefused:
        return None
    return after if after not in (None, content) and _is_better(content, after, problem.code) else None


def _is_better(before: bytes, after: bytes, code: str) -> bool:
    """Return whether a note has a problem less often and no new ones, except those that unreadable front matter hid."""
    old, new = ([p.code for p in parse(content).problems] for content in (before, after))
    is_readable_now = code in UNREADABLE and not UNREADABLE & set(new)
    return new.count(code) < old.count(code) and (is_readable_now or set(new) <= set(old))


def _without_duplicate(note: Note, problem: Problem) -> bytes | None:
    """Remove the earlier of two equal properties, which does not count."""
    key = dict(problem.facts)["key"]
    current = next((p for p in note.header.properties if p.name == key), None)
    duplicates = [p for p in note.header.shadowed if p.name == key]
    if current is None or not duplicates:
        return None
    if any(plain_value(p.value) != plain_value(current.value) for p in duplicates):
        return None
    return remove_shadowed(note, key).as_bytes


# A property, or an item of a list, on one line.
_LINE = re.compile(r"(?:(?P<key>[^\s:#\[\]{}&*!|>'\"%@`-][^:#\r\n]{0,60}):|[ \t]*-)[ \t]+(?P<value>\S.*)")
# Leave a value alone if it opens a quote or a bracket, which the owner may have meant to close. A link is text.
_OPENING = re.compile(r"['\"{]|\[(?!\[[^\[\]]+\]\])")
# Several links after a key are a list, of which quotes around all would keep only the first.
_LINKS = re.compile(r"\[\[[^\[\]]+\]\](?:[ \t]*,[ \t]*\[\[[^\[\]]+\]\])+")
_COMMA = re.compile(r"(?<=\]\])[ \t]*,[ \t]*")
# A value in quotes that contains the same quotes; a comma after one would make it a list.
_QUOTES_INSIDE = re.compile(r"(['\"])(?P<inside>[^\\]*\1[^\\]*)\1")
_LIST_OF_QUOTED = re.compile(r"['\"][ \t]*,")
# A bar in a link is escaped only in a table; in double quotes, YAML has no such escape.
_ESCAPED_BAR = re.compile(r"\\(?=\|)")
# Characters that no unquoted value begins with (YAML 1.2 §5.3), in a list on one line.
_RESERVED_ITEM = re.compile(r"(?<=[\[,])([ \t]*)([@`%][^\[\]{},'\"#]*?)(?=[ \t]*[,\]])")


def _valid(note: Note, problem: Problem) -> bytes | None:
    """Repair each invalid line. How wide its tabs are must not matter."""
    after = _repaired_lines(note, problem, _TAB_WIDTHS[0])
    if after is None or not same_body(note, after):
        return None
    for width in _TAB_WIDTHS[1:] if "\t" in front_text(note) else ():
        other = _repaired_lines(note, problem, width)
        if other is None or not same_properties(after.header.properties, other.header.properties):
            return None
    return after.as_bytes


# Columns from one tab stop to the next, in different editors.
_TAB_WIDTHS = (2, 4, 8)


def _repaired_lines(note: Note, problem: Problem, tab: int) -> Note | None:
    """Repair each invalid line: put its value in quotes, close its quote, indent it with spaces, or take the backslash from a bar."""
    after, last = note, 0
    expected: dict[int, str] = {}
    for _ in range(_MOST_LINES):
        for number in (problem.line, problem.line - 1):
            if not last < number <= len(after.source.line_starts):
                continue
            if (indented := _indented(after, problem, number, tab)) is not None:
                # Its value may have to be repaired, too.
                after = indented
                break
            if found := _closed(after, number) or _repaired(after, number):
                after, expected[number] = found
                last = number
                break
        else:
            return None
        # The parser reports only the first invalid line.
        following = next((p for p in after.problems if p.code == problem.code), None)
        if following is None:
            break
        problem = following
    written = dict(_values_by_line(after))
    if any(text and written.get(number) != text for number, text in expected.items()):
        return None
    return after


# A bound on the lines that one fix repairs.
_MOST_LINES = 100


def _indented(note: Note, problem: Problem, number: int, tab: int) -> Note | None:
    """Return a note with spaces for the tabs that indent the line of a problem; None if none do."""
    source = note.source
    start = source.line_starts[number - 1]
    at = start + problem.column - 1
    if number != problem.line or not tab_at(source.text, at):
        return None
    line = source.text[start : source.line_stop(number)]
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    return apply_changes(note, [TextChange(Span(start, start + len(indent)), indent.expandtabs(tab))])


def _closed(note: Note, number: int) -> tuple[Note, str] | None:
    """Return a note with the quote closed that one line opens, and the value's text.

    Only a double quote before a simple text: a single one may be an apostrophe.
    """
    quote = open_quote_of(note)
    if quote is None or quote.sign != '"' or note.source.line_number(quote.offset) != number:
        return None
    text = note.source.text[quote.offset + 1 : quote.end]
    if not text.strip() or text != text.strip() or _UNCERTAIN.search(text):
        return None
    return apply_changes(note, [TextChange(Span(quote.end, quote.end), quote.sign)]), text


# A comment, an escape, or more quotes: who knows where the text ends?
_UNCERTAIN = re.compile(r"""[\\"]|\s#""")


def _repaired(note: Note, number: int) -> tuple[Note, str] | None:
    """Return a note with the value of one line repaired, and what the value must be read as; "" if it is a list."""
    source = note.source
    start = source.line_starts[number - 1]
    line = source.text[start : source.line_stop(number)].rstrip("\r\n")
    match = _LINE.fullmatch(line.rstrip())
    # Quotes would turn a comment into text, and a value on several lines does not end here.
    if not match or number == 1 or " #" in match["value"]:
        return None
    value = match["value"]
    span = Span(start + match.start("value"), start + match.end("value"))
    if "\\|" in value and '"' in value:
        plain = _ESCAPED_BAR.sub("", value)
        if "\\" in plain:
            return None
        text = plain[1:-1] if plain.startswith('"') and '"' not in plain[1:-1] else ""
        return apply_changes(note, [TextChange(span, plain)]), text
    if match["key"] and _LINKS.fullmatch(value):
        links = [format_scalar(YamlText(link), '"', flow=True) for link in _COMMA.split(value)]
        return apply_changes(note, [TextChange(span, f"[{', '.join(links)}]")]), ""
    if value.startswith("[") and value.endswith("]"):
        items = _RESERVED_ITEM.sub(
            lambda item: item[1] + format_scalar(YamlText(item[2]), '"', flow=True), value
        )
        if items != value:
            return apply_changes(note, [TextChange(span, items)]), ""
    if (inside := _QUOTES_INSIDE.fullmatch(value)) and not _LIST_OF_QUOTED.search(inside["inside"]):
        value = inside["inside"]
    elif is_plain(value) or _OPENING.match(value):
        return None
    return apply_changes(note, [TextChange(span, format_scalar(YamlText(value), '"'))]), value


def _values_by_line(note: Note) -> Iterator[tuple[int, str]]:
    """Yield each text of the front matter with its line: a property's, or an item's of its list."""
    for written in note.header.properties:
        items = written.value.items if isinstance(written.value, ListValue) else (written.value,)
        for item in items:
            if isinstance(item, Scalar):
                yield note.source.line_number(item.span.start), item.text


def _as_utf8(note: Note, _: Problem) -> bytes | None:
    """Encode a note as UTF-8 if a byte order mark proves its present encoding."""
    if not note.source.bom:
        return None
    content = note.source.text.encode("utf-8")
    after = parse(content)
    is_same = after.source.text == note.source.text and same_properties(
        note.header.properties, after.header.properties
    )
    return content if is_same else None


_FIX_FUNCTIONS: dict[str, Callable[[Note, Problem], bytes | None]] = {
    "duplicate-key": _without_duplicate,
    "yaml-invalid": _valid,
    "utf16": _as_utf8,
}
