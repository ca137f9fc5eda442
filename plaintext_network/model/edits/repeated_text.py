"""Removes from a note's text the blocks that another note has, too. Touches no file and no property.

A block is a paragraph, a piece of code, or an item of a list with what is nested in it. It is the same block only under the
same headings.
"""

import re
from collections import Counter
from collections.abc import Sequence

from plaintext_network.model.language.normalize import name_key
from plaintext_network.model.note.entries.log_lines import has_log_heading
from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.edit import encode_text
from plaintext_network.notes.edit_body import is_in_item
from plaintext_network.notes.note import Note, parse

_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*")
# Stands for the heading of any Log.
_LOG = "\n"


class _Block(NamedTuple):
    """A half-open range of lines, counted from 0, the headings above them, and their text; `level` is a heading's, or 0."""

    start: int
    stop: int
    path: tuple[str, ...]
    text: str
    level: int

    @property
    def key(self) -> tuple[tuple[str, ...], str, bool]:
        return self.path, self.text, self.level > 0


def without_repeated_text(second: Note, gone: Facts, first: Note, facts: Facts, rules: Rules) -> Note:
    """Return the second note without each block that the first has, too, as often as that has it.

    A heading of both goes if nothing is left below it.
    """
    present = Counter(block.key for block in _blocks(first, facts, rules))
    blocks = _blocks(second, gone, rules)
    removed: set[int] = set()
    for at, block in enumerate(blocks):
        if not block.level and present[block.key] > 0:
            present[block.key] -= 1
            removed.add(at)
    if not removed:
        return second
    for at in range(len(blocks) - 1, -1, -1):
        block = blocks[at]
        is_shared = present[block.key] > 0 or not block.text
        if block.level and is_shared and all(each in removed for each in _below(blocks, at)):
            removed.add(at)
    gone_lines = {line for at in removed for line in range(blocks[at].start, blocks[at].stop)}
    body = second.source.line_number(second.header.body_start) - 1
    kept: list[str] = []
    lines = _lines(second)
    for number, line in enumerate(lines[body:], start=body):
        is_repeated_blank = not line.strip() and kept and not kept[-1].strip() and number - 1 in gone_lines
        if number not in gone_lines and not is_repeated_blank:
            kept.append(line)
        elif number in gone_lines and number + 1 < len(lines) and not lines[number + 1].strip():
            # The next blank line would follow the one before, or begin the text.
            gone_lines |= {number + 1} if not kept or not kept[-1].strip() else set()
    front = second.source.text[: second.header.body_start]
    return parse(encode_text(second.source, front + "".join(kept)))


def _below(blocks: Sequence[_Block], at: int) -> list[int]:
    """Return the blocks of a heading's section. A Log within it is merged on its own."""
    level = blocks[at].level
    stop = next((n for n in range(at + 1, len(blocks)) if 0 < blocks[n].level <= level), len(blocks))
    within = range(at + 1, stop)
    return [n for n in within if blocks[at].text == _LOG or _LOG not in (blocks[n].text, *blocks[n].path)]


def _lines(note: Note) -> list[str]:
    source = note.source
    starts = source.line_starts
    return [
        source.text[start:stop] for start, stop in zip(starts, [*starts[1:], len(source.text)], strict=True)
    ]


def _blocks(note: Note, facts: Facts, rules: Rules) -> list[_Block]:
    """Return the blocks of a note's body in order. The text of a heading that is the note's own name is empty."""
    source, body = note.source, note.body
    lines = [line.rstrip() for line in _lines(note)]
    own = {name_key(name) for name in (facts.name, facts.stem)}
    headings = {each.line - 1: each for each in body.headings if not is_in_item(note, each)}
    # What may contain blank lines: code, and items.
    whole: dict[int, int] = {}
    for span in (*body.code, *(item.extent for item in body.items if item.depth == 1)):
        start, stop = source.line_number(span.start) - 1, source.line_number(max(span.end - 1, span.start))
        whole[start] = max(stop, whole.get(start, 0))
    blocks: list[_Block] = []
    path: list[tuple[int, str]] = []
    at = source.line_number(note.header.body_start) - 1
    while at < len(lines):
        above = tuple(text for _, text in path if text)
        if not lines[at]:
            at += 1
        elif heading := headings.get(at):
            stop = at + 1
            if (
                not lines[at].lstrip().startswith("#")
                and stop < len(lines)
                and _UNDERLINE.fullmatch(lines[stop])
            ):
                stop += 1
            path = [each for each in path if each[0] < heading.level]
            above = tuple(text for _, text in path if text)
            text = "" if name_key(heading.text) in own else heading.text.strip()
            if has_log_heading((heading.text,), rules.log.headings):
                path, above, text = [], (), _LOG
            path.append((heading.level, text))
            blocks.append(_Block(at, stop, above, text, heading.level))
            at = stop
        else:
            stop = whole.get(at, at + 1)
            if at not in whole:
                while stop < len(lines) and lines[stop] and stop not in headings and stop not in whole:
                    stop += 1
            while not lines[stop - 1]:
                stop -= 1
            blocks.append(_Block(at, stop, above, "\n".join(lines[at:stop]), 0))
            at = stop
    return blocks
