"""Finds headings and simple lists in Markdown without a parser. Leaves any other text with blocks to the parser in `body`.

Every line must be in a form of which CommonMark allows one reading; the tests compare both.
"""

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.late_patterns import late_pattern

# Lines that may begin a block other than a paragraph: indented code, an item, a heading or its underline, a quote, a fence
# or HTML (CommonMark §4, §5).
BLOCK = r" {0,3}(?:[-+*>=~<\t]|    |#{1,6}(?:[ \t\r\n]|\Z)|[0-9]{1,9}[.)])"
# A heading, an item of one line, or text. Text may begin no block, so a link's definition can't swallow lines but its own.
_LINE = late_pattern(
    r"(?P<level>#{1,6}) (?P<heading>[^\s#`\\][^\n#`\\]*)\n"
    r"|[-*+] (?P<item>[^\s`\\][^\n`\\]*)\n"
    r"|(?P<blank>\n)"
    rf"|(?!{BLOCK})[^\n`]*[^\s`][^\n`]*\n"
)
# What would begin a block within an item, and a link's definition, which is no text.
_NO_TEXT = late_pattern(rf"{BLOCK}|\[[^\]]*\]:")


class Block(NamedTuple):
    """A part of a text's structure, like a token of the parser: `map` are its first line and the one after its last, from 0."""

    type: str
    map: list[int] | None
    level: int
    tag: str = ""
    content: str = ""
    info: str = ""


def plain_blocks(text: str) -> list[Block] | None:
    """Return the headings and items of a text; None if only a parser can tell them.

    An item stands between other items, blank lines and headings, so that it has no further lines.
    """
    if "\r" in text or "\0" in text or "`" in text:
        return None
    if not text.endswith("\n"):
        text += "\n"
    blocks: list[Block] = []
    # The number of the open list's last item in `blocks`, and the sign before each item.
    last, sign = -1, ""
    at, number, size, match_line = 0, 0, len(text), _LINE.match
    is_after_text = is_after_blank = False
    while at < size:
        line = match_line(text, at)
        if line is None:
            return None
        kind = line.lastgroup
        if kind == "item":
            content = line["item"]
            if (
                is_after_text
                or (last >= 0 and (is_after_blank or text[at] != sign))
                or _NO_TEXT.match(content)
            ):
                return None
            sign, last = text[at], len(blocks)
            blocks += (
                Block("list_item_open", [number, number + 1], 1),
                Block("inline", [number, number + 1], 3, "", content.strip()),
                Block("list_item_close", None, 1),
            )
        elif kind == "blank":
            is_after_blank = True
        else:
            if last >= 0:
                if kind is None and (not is_after_blank or text[at].isspace()):
                    # It may belong to the item.
                    return None
                _end_list(blocks[last], number)
                last = -1
            if kind is not None:
                blocks += (
                    Block("heading_open", [number, number + 1], 0, f"h{len(line['level'])}"),
                    Block("inline", [number, number + 1], 1, "", line["heading"].strip()),
                )
        if kind != "blank":
            is_after_blank = False
        is_after_text = kind is None
        at = line.end()
        number += 1
    if last >= 0:
        _end_list(blocks[last], number)
    return blocks


def _end_list(item: Block, number: int) -> None:
    """Extend the last item over the blank lines below it, as the parser does."""
    assert item.map is not None  # noqa: S101 - an item has lines
    item.map[1] = number
