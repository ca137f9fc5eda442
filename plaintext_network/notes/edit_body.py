"""Edits a note's Markdown: inserts items, replaces text within an item, fields and links. Knows nothing about contacts.

Each edit is verified: if the new text does not read as requested, or anything else changes, it raises EditRefused.
"""

import re
from collections.abc import Sequence

from plaintext_network.errors import EditRefused
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.body import Heading, Item
from plaintext_network.notes.edit import (
    TextChange,
    apply_changes,
    changed_elements,
    line_end,
    line_start,
    newline,
    same_front,
)
from plaintext_network.notes.fields import Field
from plaintext_network.notes.links import Link, can_contain, links_in, text_around, written_target
from plaintext_network.notes.note import Note
from plaintext_network.notes.source import Span
from plaintext_network.notes.tags import Tag

_LINE_ENDS = re.compile(r"\r\n|\r|\n")
_INDENT = re.compile(r"[ \t>]*")
_BULLET = re.compile(r"([-+*])([ \t]+)|(\d{1,9})([.)])([ \t]+)")


class ItemPlace(NamedTuple):
    """Where to insert an item: the first field that is not None decides; if all are None, the end of the note.

    `inside` is the line of an item, which the new item is nested in. With `as_block`, a new heading is an item itself.
    """

    after: Item | None = None
    before: Item | None = None
    under: Heading | None = None
    before_heading: Heading | None = None
    inside: int | None = None
    new_heading: str | None = None
    as_block: bool = False


def insert_item(note: Note, text: str, place: ItemPlace, box: str | None = None) -> Note:
    """Return the note with a new one-line list item; with `box`, the item is a task. Raises EditRefused."""
    if "\n" in text or "\r" in text or not text.strip():
        raise EditRefused("a list item must be one line of text")
    change, headings = _item_change(note, text if box is None else f"[{box}] {text}", place)
    after = apply_changes(note, [change])
    # All new elements must be part of the inserted text: its links, tags, fields and code, perhaps a heading above it.
    differences = changed_elements(note, after, [change])
    within = Span(change.span.start, change.span.start + len(change.text))
    has_side_effects = any(
        old is not None or new is None or new.start < within.start or new.span.end > within.end
        for old, new in differences
    )
    items = [item for item in after.body.items if within.start < item.own.start < within.end]
    inserted = [(item.text, item.box, item.headings) for item in items]
    if headings is None and items:
        headings = items[0].headings
    # CommonMark lets an unindented line continue a paragraph; a following line must not become part of the new item.
    is_separate = all(not after.source.text[within.end : item.extent.end].strip() for item in items)
    if (
        has_side_effects
        or inserted != [(text, box, headings)]
        or not is_separate
        or not same_front(note, after)
    ):
        raise EditRefused(
            "a new line there would not read as a list item; look for code, HTML or a comment that is not closed"
        )
    return after


def _item_change(note: Note, written: str, place: ItemPlace) -> tuple[TextChange, tuple[str, ...] | None]:
    """Return the change that inserts an item, and the headings it will have; None if the caller must verify them."""
    source, text = note.source, note.source.text
    end = newline(source)
    if neighbour := place.after or place.before:
        start = line_start(source, neighbour.extent.start)
        prefix = _prefix(text[start : neighbour.own.start])
        if place.after:
            extent = neighbour.extent
            last = extent.start + len(text[extent.start : extent.end].rstrip(" \t\r\n>"))
            stop = line_end(source, last)
            return TextChange(
                Span(stop, stop), f"{newline(source, stop)}{prefix}{written}"
            ), neighbour.headings
        end = newline(source, start)
        return TextChange(Span(start, start), f"{prefix}{written}{end}"), neighbour.headings
    if place.under:
        stop = _heading_end(note, place.under)
        headings, end = _sections(note, place.under), newline(source, stop)
        below = source.line_stop(source.line_number(stop))
        following = source.text[below : line_end(source, below)]
        gap = "" if not following.strip() or _BULLET.match(following.lstrip()) else end
        # Most people and formatters leave a blank line between a heading and its list.
        return TextChange(Span(stop, stop), f"{end}{end}- {written}{gap}"), headings
    if heading := place.before_heading:
        start = source.line_starts[heading.line - 1]
        end = newline(source, start)
        sections = _sections(note, heading, include_it=False)
        lead = "" if not text[note.header.body_start : start].strip() or _is_blank(note, start) else end
        return TextChange(Span(start, start), f"{lead}- {written}{end}{end}"), sections
    if place.inside is not None:
        return _nested(note, written, place.inside), None
    start = note.header.body_start
    body = text[start:].rstrip()
    trailing = text[start + len(body) :]
    has_final_newline = not text or text.endswith(("\n", "\r"))
    blank = len(_LINE_ENDS.findall(trailing))
    # The note ends with a newline afterwards only if it did before.
    missing = 2 if body else 1
    lead = end * (max(0, missing - max(blank, not body)) if has_final_newline else missing)
    at_end, tail = len(text), end if has_final_newline else ""
    if place.as_block:
        stop = start + len(_WITHOUT_EMPTY.sub("", text[start:]))
        lead = end if text[start:stop].strip() else ""
        if place.new_heading is None:
            return TextChange(Span(stop, len(text)), f"{lead}- {written}{tail}"), None
        new = f"{lead}- {'#' * 2} {place.new_heading}{end}\t- {written}"
        return TextChange(Span(stop, len(text)), new + tail), (place.new_heading,)
    if place.new_heading is not None:
        outer = _outer_headings(note)
        new = f"{lead}{'#' * 2} {place.new_heading}{end}{end}- {written}{tail}"
        return TextChange(Span(at_end, at_end), new), (*outer, place.new_heading)
    return TextChange(Span(at_end, at_end), f"{lead}- {written}{tail}"), _last_sections(note)


# The empty blocks at the end, where Logseq leaves the cursor.
_WITHOUT_EMPTY = re.compile(r"(?:[\r\n]+[ \t]*-?[ \t]*|(?<![^\r\n])-[ \t]*)+\Z")


def _nested(note: Note, written: str, line: int) -> TextChange:
    """Return the change that adds a text below an item at a line, as the last of the items nested in it."""
    source = note.source
    start = source.line_starts[line - 1]
    stop = line_end(source, start)
    lead = re.match(r"[ \t>]*", source.text[start:stop])
    indent = lead[0] if lead else ""
    last, unit = stop, "\t"
    for number in range(line + 1, len(source.line_starts) + 1):
        begin = source.line_starts[number - 1]
        below = source.text[begin : line_end(source, begin)]
        if not below.strip():
            continue
        if not below.startswith(indent) or below[len(indent)] not in " \t":
            break
        if below.strip() != "-":
            last = begin + len(below)
        if nested := re.match(r"([ \t]+)[-*+](?: |$)", below[len(indent) :]):
            unit = nested[1]
    return TextChange(Span(last, last), f"{newline(source, start)}{indent}{unit}- {written}")


def _prefix(written: str) -> str:
    """Return the start of a line next to an item: the same indent, and the same bullet or the next number."""
    indent = _INDENT.match(written)
    assert indent is not None  # noqa: S101 - the pattern matches everything
    bullet = _BULLET.match(written, indent.end())
    if bullet is None:
        return indent[0] + "- "
    if bullet[1]:
        return f"{indent[0]}{bullet[1]}{bullet[2]}"
    return f"{indent[0]}{int(bullet[3]) + 1}{bullet[4]}{bullet[5]}"


def _heading_end(note: Note, heading: Heading) -> int:
    """Return where a heading's last line ends, including a line that underlines it."""
    starts, text = note.source.line_starts, note.source.text
    stop = line_end(note.source, starts[heading.line - 1])
    if not text[starts[heading.line - 1] : stop].lstrip(" >").startswith("#"):
        line = heading.line
        while line < len(starts):
            end = line_end(note.source, starts[line])
            if re.fullmatch(r"[ >]*(?:=+|-+)[ \t]*", text[starts[line] : end]):
                return end
            line += 1
    return stop


def is_in_item(note: Note, heading: Heading | None) -> bool:
    """Return whether a heading is the text of a list item, as in Logseq."""
    return (
        heading is not None
        and _ITEM_START.match(note.source.text, note.source.line_starts[heading.line - 1]) is not None
    )


_ITEM_START = re.compile(r"[ \t>]*[-*+][ \t]")


def _is_blank(note: Note, start: int) -> bool:
    """Return whether the line before the one that starts at `start` is blank."""
    number = note.source.line_number(start) - 1
    return number < 1 or not note.source.text[note.source.line_starts[number - 1] : start].strip()


def _sections(note: Note, heading: Heading, *, include_it: bool = True) -> tuple[str, ...]:
    """Return the texts of the headings that enclose text under a heading, outermost first, the heading itself last.

    With `include_it=False`, return those that enclose text just above the heading.
    """
    enclosing: list[Heading] = []
    for each in note.body.headings:
        if not include_it and each == heading:
            break
        enclosing = [*(outer for outer in enclosing if outer.level < each.level), each]
        if each == heading:
            break
    return tuple(each.text for each in enclosing)


def _outer_headings(note: Note) -> tuple[str, ...]:
    """Return the texts of the headings that would enclose a new `##` heading at the note's end."""
    tops = [heading.text for heading in note.body.headings if heading.level < 2]
    return tuple(tops[-1:])


def _last_sections(note: Note) -> tuple[str, ...]:
    return _sections(note, note.body.headings[-1]) if note.body.headings else ()


# Changes within an item


def replace_in_item(
    note: Note, item: Item, changes: Sequence[TextChange], text: str | None, box: str | None
) -> Note:
    """Return the note with changes within one item, which then has this text and box. Raises EditRefused.

    If `text` is None, the caller must verify the item's text.
    """
    after = apply_changes(note, changes)
    differences = changed_elements(note, after, changes)
    inside = Span(item.extent.start, item.own.end)
    for old, new in differences:
        if old is not None and not (inside.start <= old.start and old.span.end <= inside.end):
            raise EditRefused("text outside the line would change too")
        if old is not None and new is None and old.kind in ("item", "heading", "code", "comment"):
            raise EditRefused(f"{'an' if old.kind == 'item' else 'a'} {old.kind} would be lost")
    items = [(old.content, new.content) for old, new in differences if old and new and old.kind == "item"]
    actual = [(old[1:3], new[1:3]) for old, new in items]
    expected = (item.text, item.box), (actual[0][1][0] if actual and text is None else text, box)
    if not same_front(note, after) or actual != [expected]:
        raise EditRefused("the line would not read as requested")
    return after


def replace_fields(note: Note, texts: Sequence[tuple[Field, str]]) -> Note:
    """Return the note with the texts of inline fields replaced. Raises EditRefused."""
    changes = [TextChange(field.value, text) for field, text in texts]
    after = apply_changes(note, changes)
    differences = changed_elements(note, after, changes)
    actual = [new.content for _, new in differences if new is not None and new.kind == "field"]
    lost = [
        old
        for old, new in differences
        if new is None and old is not None and old.kind in ("item", "heading", "code", "comment")
    ]
    expected = [(field.name, text) for field, text in texts if field.text != text]
    if not same_front(note, after) or sorted(actual) != sorted(expected) or lost:
        raise EditRefused(
            f"the field {texts[0][0].name} can't hold this text: it would not read back the same"
        )
    return after


def mark_box(item: Item, mark: str) -> TextChange:
    """Return the change that puts `mark` into a task's box."""
    at = item.box_start + 1
    return TextChange(Span(at, at + len(item.box or "")), mark)


def append_to_line(note: Note, item: Item, text: str) -> TextChange:
    """Return the change that appends a text to an item's first line, before an Obsidian block ID (`^id`) and a comment."""
    stop = line_end(note.source, item.own.start)
    line = note.visible[item.own.start : stop]
    block_id = re.search(r"\s\^[\w-]+\s*$", line)
    at = item.own.start + (block_id.start() if block_id else len(line.rstrip()))
    return TextChange(Span(at, at), text)


# Links


def retarget_text(text: str, links: Sequence[tuple[Link, str]]) -> str:
    """Return a text with new targets for links in it; their forms, headings and labels stay. Raises EditRefused.

    The text is one value or line: the links are those that `links_in` finds in it.
    """
    parts: list[str] = []
    at = 0
    for change in target_changes(text, links):
        parts += [text[at : change.span.start], change.text]
        at = change.span.end
    new = "".join([*parts, text[at:]])
    _require_same_links(text, list(links_in(text)), new, list(links_in(new)), links)
    return new


def retarget_links(note: Note, links: Sequence[tuple[Link, str]]) -> Note:
    """Return the note with new targets for links in its body. Raises EditRefused."""
    changes = target_changes(note.source.text, links)
    after = apply_changes(note, changes)
    tags = {link.span.start: _bare(target) for link, target in links}
    for old, new in changed_elements(note, after, changes):
        if old is not None and new is not None and old.kind == new.kind == "tag" and old.start + 1 in tags:
            # `#[[close friends]]` is a tag and a link.
            if new.content != (tags[old.start + 1],):
                raise EditRefused(f"a tag “{tags[old.start + 1]}” would not read as a tag")
        elif old is None or new is None or old.kind not in _HOLDS_LINKS:
            raise EditRefused("something besides its links would change")
    before_links, after_links = _all_links(note), _all_links(after)
    _require_same_links(note.source.text, before_links, after.source.text, after_links, links)
    if not same_front(note, after):
        raise EditRefused("its properties would change with its links")
    return after


# Elements whose text changes with the links in them.
_HOLDS_LINKS = ("link", "hidden link", "item", "heading", "field", "code", "comment")


def _all_links(note: Note) -> list[Link]:
    return sorted((*note.body.links, *note.body.hidden_links), key=lambda link: (link.span, link.place))


def target_changes(text: str, links: Sequence[tuple[Link, str]]) -> list[TextChange]:
    """Return the changes for new targets, in order. Several links may have one target, which a definition contains."""
    changes: dict[Span, str] = {}
    for link, target in links:
        if not can_contain(link.form, target):
            raise EditRefused(f"a link can't contain “{target}”")
        new = written_target(text[link.place.start : link.place.end], link.form, target)
        if changes.setdefault(link.place, new) != new:
            raise EditRefused(
                f"links with one definition would lead to “{target}” and to another note; give each link its own definition"
            )
    return [TextChange(place, new) for place, new in sorted(changes.items())]


def _require_same_links(
    text: str, old: list[Link], new_text: str, new: list[Link], changed: Sequence[tuple[Link, str]]
) -> None:
    """Raise EditRefused unless two texts have the same links with equal text around them, and the changed ones their new targets."""
    wanted = {(link.span, link.place): _bare(target) for link, target in changed}
    if text_around(text, old) != text_around(new_text, new) or len(old) != len(new):
        raise EditRefused("the text around its links would change")
    for was, now in zip(sorted(old, key=_by_place), sorted(new, key=_by_place), strict=True):
        target = wanted.get((was.span, was.place), _bare(was.target))
        if was.form != now.form or _bare(now.target) != target:
            raise EditRefused(f"a link to “{target}” would not read as a link")


def _bare(target: str) -> str:
    return target[:-3] if target[-3:].lower() == ".md" else target


def _by_place(link: Link) -> tuple[Span, Span]:
    return link.span, link.place


def retarget_tags(note: Note, tags: Sequence[tuple[Tag, str]]) -> Note:
    """Return the note with other texts for tags in its body; Logseq links a page with spaces as `#[[a page]]`.

    Raises EditRefused.
    """
    text = note.source.text
    changes = []
    for tag, new in tags:
        if text.startswith("#[[", tag.span.start):
            raise EditRefused(f"the link in “#[[{tag.text}]]” has to change first")
        plain = re.fullmatch(r"[\w/-]*[^\W\d][\w/-]*", new)
        changes.append(TextChange(tag.span, f"#{new}" if plain else f"#[[{new}]]"))
    after = apply_changes(note, changes)
    expected = {tag.span.start: new for tag, new in tags}
    for old, now in changed_elements(note, after, changes):
        if now is None or (old is None and now.kind != "link"):
            raise EditRefused("something besides its tags would change")
        if old is not None and old.kind == "tag":
            if now.content != (expected.get(old.start),):
                raise EditRefused(f"a tag “{expected.get(old.start)}” would not read as a tag")
        elif old is not None and old.kind not in ("item", "heading", "field"):
            raise EditRefused("something besides its tags would change")
    if not same_front(note, after):
        raise EditRefused("its properties would change with its tags")
    return after
