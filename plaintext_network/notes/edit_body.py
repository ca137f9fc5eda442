"""Owns edits of a note's Markdown: an item put in, a box ticked, a text within an item or a link replaced. Knows no meaning.

What is not proved to say just what was wished, and otherwise what was there, is refused.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from plaintext_network.errors import EditRefused
from plaintext_network.notes.body import Field, Heading, Item, Link, links_in
from plaintext_network.notes.edit import (
    TextChange,
    apply_changes,
    changed_elements,
    line_end,
    line_start,
    newline,
    same_front,
)
from plaintext_network.notes.note import Note
from plaintext_network.notes.source import Span

_LINE_ENDS = re.compile(r"\r\n|\r|\n")
_INDENT = re.compile(r"[ \t>]*")
_BULLET = re.compile(r"([-+*])([ \t]+)|(\d{1,9})([.)])([ \t]+)")


class ItemPlace(NamedTuple):
    """Where an item is put in: after or before one that is there, under a heading, before one, or under a new one.

    Of these the first that is not None counts; with none of them it is put at the note's end.
    """

    after: Item | None = None
    before: Item | None = None
    under: Heading | None = None
    before_heading: Heading | None = None
    new_heading: str | None = None


def insert_item(note: Note, text: str, place: ItemPlace, box: str | None = None) -> Note:
    """Return the note with one more list item of one line, a task where `box` is given. Raises EditRefused."""
    if "\n" in text or "\r" in text or not text.strip():
        raise EditRefused("an item is one line of text")
    change, headings = _item_change(note, text if box is None else f"[{box}] {text}", place)
    after = apply_changes(note, [change])
    # What is within the new item came with it: its links, tags, fields and code; perhaps a heading above it.
    found = changed_elements(note, after, [change])
    within = Span(change.span.start, change.span.start + len(change.text))
    strange = any(
        old is not None or new is None or new.at < within.start or new.span.end > within.end
        for old, new in found
    )
    items = [item for item in after.body.items if within.start < item.own.start < within.end]
    told = [(item.text, item.box, item.headings) for item in items]
    # What comes after it must not be its own to a reader who lets a paragraph go on without an indent.
    alone = all(not after.source.text[within.end : item.extent.end].strip() for item in items)
    if strange or told != [(text, box, headings)] or not alone or not same_front(note, after):
        raise EditRefused(
            "a new line would not be read as one there; perhaps code, HTML or a comment before it is not closed"
        )
    return after


def _item_change(note: Note, written: str, place: ItemPlace) -> tuple[TextChange, tuple[str, ...]]:
    source, text = note.source, note.source.text
    end = newline(source)
    if beside := place.after or place.before:
        mark = line_start(source, beside.extent.start)
        prefix = _prefix(text[mark : beside.own.start])
        if place.after:
            last = beside.extent.start + len(text[beside.extent.start : beside.extent.end].rstrip(" \t\r\n>"))
            stop = line_end(source, last)
            return TextChange(Span(stop, stop), f"{newline(source, stop)}{prefix}{written}"), beside.headings
        end = newline(source, mark)
        return TextChange(Span(mark, mark), f"{prefix}{written}{end}"), beside.headings
    if place.under:
        stop = _heading_end(note, place.under)
        headings, end = _sections(note, place.under), newline(source, stop)
        below = source.line_stop(source.line_number(stop))
        following = source.text[below : line_end(source, below)]
        gap = "" if not following.strip() or _BULLET.match(following.lstrip()) else end
        # Below its heading a list keeps a line's distance, as most people and formatters have it.
        return TextChange(Span(stop, stop), f"{end}{end}- {written}{gap}"), headings
    if heading := place.before_heading:
        start = source.line_starts[heading.line - 1]
        end = newline(source, start)
        sections = _sections(note, heading, but_it=True)
        lead = "" if not text[note.header.body_start : start].strip() or _is_blank(note, start) else end
        return TextChange(Span(start, start), f"{lead}- {written}{end}{end}"), sections
    start = note.header.body_start
    body = text[start:].rstrip()
    final = text[start + len(body) :]
    ended = not text or text.endswith(("\n", "\r"))
    blank = len(_LINE_ENDS.findall(final))
    # A note keeps its final line end, or goes on without.
    missing = 2 if body else 1
    lead = end * (max(0, missing - max(blank, not body)) if ended else missing)
    at_end, tail = len(text), end if ended else ""
    if place.new_heading is not None:
        outer = _outer(note)
        new = f"{lead}{'#' * 2} {place.new_heading}{end}{end}- {written}{tail}"
        return TextChange(Span(at_end, at_end), new), (*outer, place.new_heading)
    return TextChange(Span(at_end, at_end), f"{lead}- {written}{tail}"), _last_sections(note)


def _prefix(written: str) -> str:
    """Return what begins a line beside an item: its indent, its own kind of bullet, or the next number."""
    indent = _INDENT.match(written)
    assert indent is not None  # noqa: S101 - the pattern matches everything
    bullet = _BULLET.match(written, indent.end())
    if bullet is None:
        return indent[0] + "- "
    if bullet[1]:
        return f"{indent[0]}{bullet[1]}{bullet[2]}"
    return f"{indent[0]}{int(bullet[3]) + 1}{bullet[4]}{bullet[5]}"


def _heading_end(note: Note, heading: Heading) -> int:
    """Return where a heading's last line ends, the one that underlines it included."""
    starts, text = note.source.line_starts, note.source.text
    stop = line_end(note.source, starts[heading.line - 1])
    if not text[starts[heading.line - 1] : stop].lstrip(" >").startswith("#"):
        below = heading.line
        while below < len(starts):
            end = line_end(note.source, starts[below])
            if re.fullmatch(r"[ >]*(?:=+|-+)[ \t]*", text[starts[below] : end]):
                return end
            below += 1
    return stop


def _is_blank(note: Note, start: int) -> bool:
    """Tell whether the line before the one that begins here is blank."""
    number = note.source.line_number(start) - 1
    return number < 1 or not note.source.text[note.source.line_starts[number - 1] : start].strip()


def _sections(note: Note, heading: Heading, *, but_it: bool = False) -> tuple[str, ...]:
    """Return the texts of the headings around what stands below one, itself last; or above it, `but_it` left out."""
    around: list[Heading] = []
    for each in note.body.headings:
        if but_it and each == heading:
            break
        around = [*(outer for outer in around if outer.level < each.level), each]
        if each == heading:
            break
    return tuple(each.text for each in around)


def _outer(note: Note) -> tuple[str, ...]:
    """Return the texts of the headings within which one of the second level at the note's end stands."""
    tops = [heading.text for heading in note.body.headings if heading.level < 2]
    return tuple(tops[-1:])


def _last_sections(note: Note) -> tuple[str, ...]:
    return _sections(note, note.body.headings[-1]) if note.body.headings else ()


# Within what is there


def replace_in_item(
    note: Note, item: Item, changes: Sequence[TextChange], text: str | None, box: str | None
) -> Note:
    """Return the note with spans within one item replaced, so that it says this and is boxed so. Raises EditRefused.

    Without `text` what it says is for the caller to look at.
    """
    after = apply_changes(note, changes)
    found = changed_elements(note, after, changes)
    inside = Span(item.extent.start, item.own.end)
    for old, new in found:
        if old is not None and not (inside.start <= old.at and old.span.end <= inside.end):
            raise EditRefused("something beside the line would read otherwise")
        if old is not None and new is None and old.sort in ("item", "heading", "code"):
            raise EditRefused(f"a {old.sort} would be lost")
    items = [(old.said, new.said) for old, new in found if old and new and old.sort == "item"]
    told = [(old[1:3], new[1:3]) for old, new in items]
    wished = (item.text, item.box), (told[0][1][0] if told and text is None else text, box)
    if not same_front(note, after) or told != [wished]:
        raise EditRefused("the line would not read as wished")
    return after


def replace_fields(note: Note, texts: Sequence[tuple[Field, str]]) -> Note:
    """Return the note with the texts of inline fields replaced. Raises EditRefused."""
    changes = [TextChange(field.value, text) for field, text in texts]
    after = apply_changes(note, changes)
    found = changed_elements(note, after, changes)
    fields = [new.said for _, new in found if new is not None and new.sort == "field"]
    lost = [
        old
        for old, new in found
        if new is None and old is not None and old.sort in ("item", "heading", "code")
    ]
    wished = [(field.name, text) for field, text in texts if field.text != text]
    if not same_front(note, after) or sorted(fields) != sorted(wished) or lost:
        raise EditRefused(
            f"the field {texts[0][0].name} can't be written there so that it is read back as wished"
        )
    return after


def mark_box(note: Note, item: Item, mark: str) -> TextChange:
    """Return what puts a mark into a task's box."""
    at = note.source.text.rindex(f"[{item.box}]", item.extent.start, item.own.start) + 1
    return TextChange(Span(at, at + len(item.box or "")), mark)


def append_to_line(note: Note, item: Item, text: str) -> TextChange:
    """Return what appends a text to an item's first line, before the name by which Obsidian links to it."""
    stop = line_end(note.source, item.own.start)
    line = note.source.text[item.own.start : stop]
    named = re.search(r"\s\^[\w-]+\s*$", line)
    at = item.own.start + (named.start() if named else len(line.rstrip()))
    return TextChange(Span(at, at), text)


# Links


def retarget_link(written: str, target: str) -> str:
    """Return a link as written, leading elsewhere: its form, heading and shown text stay. Raises EditRefused."""
    if written.startswith("[["):
        inner = written[2:-2]
        rest = re.search(r"\\?[|#]", inner)
        if re.search(r"[\[\]|#^\r\n]", target):
            raise EditRefused(f"“{target}” can't stand in a link")
        return f"[[{target}{inner[rest.start() :] if rest else ''}]]"
    opening = written.index("](") + 2
    found = re.match(r"<([^<>#]*)|[^\s#)]*(?:\([^()\s]*\)[^()\s#]*)*", written[opening:])
    old = found[0] if found else ""
    ending = ".md" if old.lower().endswith(".md") else ""
    path = target.removesuffix(".md") + ending
    if re.search(r"[<>\r\n]", path):
        raise EditRefused(f"“{target}” can't stand in a link")
    path = path.replace("%", "%25").replace("#", "%23")
    if old.startswith("<"):
        new = "<" + path
    else:
        # Letters beyond ASCII stay readable, as Obsidian leaves them, unless the link had them otherwise.
        unsafe = r"[ ()\\\"']|[^\x00-\x7f]" if re.search("%[89A-Fa-f]", old) else r"[ ()\\\"']"
        new = re.sub(unsafe, lambda c: "".join(f"%{byte:02X}" for byte in c[0].encode()), path)
    return written[:opening] + new + written[opening + len(old) :]


def retarget_links(note: Note, links: Sequence[tuple[Link, str]]) -> Note:
    """Return the note with links in its body leading elsewhere. Raises EditRefused."""
    text = note.source.text
    changes = [
        TextChange(link.span, retarget_link(text[link.span.start : link.span.end], target))
        for link, target in links
    ]
    after = apply_changes(note, changes)
    wished = {link.span.start: target.removesuffix(".md") for link, target in links}
    for old, new in changed_elements(note, after, changes):
        if old is None or new is None or old.sort != new.sort:
            raise EditRefused("something beside its links would read otherwise")
        if old.sort == "link" and old.span.start in wished:
            found = next(links_in(after.source.text[new.span.start : new.span.end]), None)
            if found is None or found.target.removesuffix(".md") != wished[old.span.start]:
                raise EditRefused(f"a link to “{wished[old.span.start]}” would not be read as one")
        elif old.sort not in ("item", "heading", "field"):
            raise EditRefused("something beside its links would read otherwise")
    if not same_front(note, after):
        raise EditRefused("its properties would change with its links")
    return after
