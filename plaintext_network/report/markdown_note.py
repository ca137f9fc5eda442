"""Writes a report as a note for Obsidian, short enough for a phone. Chooses nothing that it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plaintext_network.errors import counted, joined
from plaintext_network.model.note.logseq_text import CLOSED_WORDS, OPEN_WORDS
from plaintext_network.network.due.rules import WORDS_OF_WARMTH
from plaintext_network.network.people.person import WARMTHS
from plaintext_network.notes.inert_text import escaped_line, one_line
from plaintext_network.report.contents import ReportContents
from plaintext_network.report.day_words import weekday_in_full
from plaintext_network.report.outline import Item, outline, strip, summary

# Markdown hides this first line, and pnet recognizes its own notes by it.
MARK = "<!-- Written by pnet report, which replaces this note. -->"
# How many circles the table has.
MOST_CIRCLES = 12
# Obsidian has no escape for these within a link.
_NOT_IN_A_LINK = re.compile(r"[\[\]|#^:\\%*\"<>?`\x00-\x1f\x7f]")
_NOT_IN_A_LABEL = re.compile(r"[^\w .,'’()\-]|_(?=_)|\((?=\()")
# Signs that mean more beside the rest of a line, or in a table. What has a backslash already stays.
_BESIDE_OTHERS = re.compile(r"(\\.)|([$^*|]|==|::)")
# What Logseq reads at the beginning of an item.
_WORDS = (*OPEN_WORDS, *CLOSED_WORDS, "SCHEDULED", "DEADLINE")
# At the beginning of an item: a quotation, a list in a list, or one of Logseq's tasks, which has no sign to put a backslash before.
_BEGINS_MORE = re.compile(rf"(?:\d{{1,9}})?(?P<sign>(?<!\d)[>+-]|(?<=\d)[.)])|(?:{'|'.join(_WORDS)})(?!\w)")


def markdown_note(contents: ReportContents) -> str:
    """Return the report as Markdown. The user's words stay text: they make no link, tag, task, field, code or HTML."""
    return "\n".join(_lines(contents)) + "\n"


def _lines(contents: ReportContents) -> Iterator[str]:
    yield MARK
    yield f"# {summary(contents)}"
    yield ""
    yield f"{weekday_in_full(contents.today)} · {counted(contents.people, 'contact')}"
    for part in outline(contents):
        yield from ("", f"## {part.title}", "")
        for item in part.items:
            yield from _item(item, is_short=part.is_short)
        if part.rest:
            yield f"- *{part.rest}*"
    yield from _touches(contents)
    yield from _circles(contents)
    if contents.private:
        yield from ("", "*This note includes private people. Keep it to yourself.*")


def _item(item: Item, *, is_short: bool) -> Iterator[str]:
    links = joined([note_link(name, path) for name, path in item.people]) if item.people else ""
    parts = [*filter(None, (f"**{links}**" if links else "", item.when))]
    if not is_short:
        yield f"- {' · '.join(parts)}"
        for sentence in item.sentences:
            yield f"    - {_sentence(sentence)}"
        return
    for sentence in item.sentences:
        parts.append(_text(sentence) if parts else _sentence(sentence))
    yield f"- {' · '.join(parts)}"


def note_link(name: str, path: str | None) -> str:
    """Return a link to a note that shows a name; only the name as text if there is no note, or no link can lead there."""
    target = (path or "").removesuffix(".md")
    if not target or target != target.strip() or _NOT_IN_A_LINK.search(target):
        return _text(name)
    if _NOT_IN_A_LABEL.search(name) or name != one_line(name):
        # A label has no escape for these.
        return f"{_text(name)} ([[{target}|note]])"
    return f"[[{target}|{name}]]"


def _text(text: str) -> str:
    """Return a text escaped for the middle of a line."""
    return _BESIDE_OTHERS.sub(
        lambda found: found[1] or f"\\{found[2][0]}{found[2][1:]}", escaped_line(one_line(text))
    )


def _sentence(text: str) -> str:
    """Return a text escaped for the beginning of an item."""
    escaped = _text(text)
    begins = _BEGINS_MORE.match(escaped)
    if begins is None:
        return escaped
    if begins["sign"]:
        at = begins.start("sign")
        return f"{escaped[:at]}\\{escaped[at:]}"
    return f"&#{ord(escaped[0])};{escaped[1:]}"


def _touches(contents: ReportContents) -> Iterator[str]:
    if weeks := strip(contents.touches):
        yield from ("", "## In touch", "", f"`{weeks.signs}`", "", weeks.sentence)


def _circles(contents: ReportContents) -> Iterator[str]:
    shown = contents.circles[:MOST_CIRCLES]
    if not shown:
        return
    # A phone has no room for an empty column.
    warmths = [word for word in WARMTHS if any(dict(circle.standings).get(word) for circle in shown)]
    yield from ("", "## Where everyone stands", "")
    yield f"| | {' | '.join(WORDS_OF_WARMTH[word] for word in warmths)} |"
    yield f"| --- |{' ---: |' * len(warmths)}"
    for circle in shown:
        counts = dict(circle.standings)
        cells = [f"{counts[word]:,}" if counts.get(word) else "" for word in warmths]
        yield f"| {_text(circle.circle) or 'no circle'} | {' | '.join(cells)} |"
    if more := len(contents.circles) - len(shown):
        yield from ("", f"*and {counted(more, 'more circle')}*")
