"""Defines what a note says about its sources, and reads and writes it. Touches no file.

A fenced block of the language `vcard` says it for one source: its first line is
`X-PNET-SOURCE;ID=…;DAY=2026-11-24;DIGEST=…:source`, and the raw lines follow, one logical line each.
"""

import re
from collections.abc import Iterator

from plaintext_network.exchange.vcard.content_line import ContentLine, line_text, parse_line
from plaintext_network.exchange.vcard.values import escape, unescape
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.source import Span

_FIRST = "X-PNET-SOURCE"


class SourceBlock(NamedTuple):
    """What a note says about one source: its name, its id of the person, the ISO day and digest of the last import, and raw lines.

    `notes` are the `text_digest` of each NOTE that was imported: one that was deleted since does not come back.
    `others` are digests of what further files said of the person: the note has it, and the next import finds nothing new in it.
    """

    source: str
    id: str
    day: str
    digest: str
    lines: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


class PlacedBlock(NamedTuple):
    """A source block and its place in a note's text, from its fence to the end of the closing fence's line."""

    block: SourceBlock
    span: Span


def read_blocks(text: str) -> tuple[SourceBlock, ...]:
    """Return the source blocks in a note's text, in order. A fenced block of another kind is left out."""
    return tuple(placed.block for placed in find_blocks(text))


def find_blocks(text: str) -> Iterator[PlacedBlock]:
    """Yield the source blocks in a note's text with their places."""
    if "```vcard" not in text or _FIRST not in text:
        return
    fence, start, language = "", 0, ""
    lines: list[str] = []
    indent = ""
    # Most of a note is text above its first fence.
    fences = (text.find("```"), text.find("~~~"))
    first = text.rfind("\n", 0, min(at for at in fences if at >= 0)) + 1
    for line in _LINES.finditer(text, first):
        written = line[1]
        if not fence:
            if ("`" in written or "~" in written) and (opening := _OPENING.match(written)):
                fence, language, start, lines = opening[2], opening[3].strip(), line.start(), []
                # The content of a fence in a list item is indented as the fence.
                indent = _BULLETS.sub(lambda bullet: " " * len(bullet[0]), opening[1])
            continue
        bare = written.strip()
        if len(bare) >= len(fence) and not bare.strip(fence[0]):
            if language == "vcard" and (block := _read(lines)):
                yield PlacedBlock(block, Span(start, line.end()))
            fence = ""
        elif language == "vcard":
            lines.append(written.removeprefix(indent) if indent else written)


_LINES = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n|\Z)")
_OPENING = re.compile(r"([ \t>]*(?:[-*+][ \t]+)*)(`{3,}|~{3,})([^`\r\n]*)\Z")
_BULLETS = re.compile(r"[-*+]")


def _read(lines: list[str]) -> SourceBlock | None:
    if not lines or not lines[0].startswith(_FIRST):
        return None
    first = parse_line(_decoded(lines[0]))
    if first.key != _FIRST:
        return None

    def one(name: str) -> str:
        return next(iter(first.param(name)), "")

    return SourceBlock(
        unescape(first.value),
        one("ID"),
        one("DAY"),
        one("DIGEST"),
        tuple(map(_decoded, lines[1:])),
        first.param("NOTE"),
        first.param("DIGEST")[1:],
    )


def block_text(block: SourceBlock) -> str:
    """Return the fenced block, with line feeds and one at the end. No raw line can end it."""
    params: list[tuple[str, tuple[str, ...]]] = [
        (name, values)
        for name, values in (
            ("ID", (block.id,)),
            ("DAY", (block.day,)),
            ("DIGEST", (block.digest, *block.others)),
        )
        if values[0]
    ]
    if block.notes:
        params.append(("NOTE", block.notes))
    first = line_text(ContentLine(_FIRST, escape(block.source), params=tuple(params)))
    lines = [*map(_encoded, (first, *block.lines))]
    longest = max((len(run[1]) for line in lines if (run := _FENCE.match(line))), default=0)
    fence = "`" * max(3, longest + 1)
    return "".join(f"{line}\n" for line in (f"{fence}vcard", *lines, fence))


_FENCE = re.compile(r"\s*(`+)")
# Characters that end a line or mislead a reader; Templater runs what follows `<%` even in code.
_UNSAFE = re.compile(
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]|(?<=<)%|(?<=\\\\)u(?=\\{)"
    r"|\A[ \t]|[ \t]\Z"
)
_CODE = re.compile(r"\\u\{([0-9a-f]{1,6})\}")


def _encoded(line: str) -> str:
    return _UNSAFE.sub(lambda sign: f"\\u{{{ord(sign[0]):x}}}", line)


def _decoded(line: str) -> str:
    if "\\u{" not in line:
        return line
    return _CODE.sub(lambda code: chr(min(int(code[1], 16), 0x10FFFF)), line)
