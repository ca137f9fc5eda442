"""Writes a report as plain text of at most 72 columns, for the text part of a mail. Chooses nothing that it shows."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from plaintext_network.errors import joined
from plaintext_network.notes.inert_text import one_line
from plaintext_network.report.contents import ReportContents
from plaintext_network.report.day_words import weekday_in_full
from plaintext_network.report.outline import Item, outline, strip, summary

COLUMNS = 72
# What the mail says about itself.
LAST_LINE = "Written by pnet from your notes. Private people are left out."


def mail_text(contents: ReportContents) -> str:
    """Return the text. A word longer than a line, such as a URL, stays whole."""
    return "\n".join(_lines(contents)) + "\n"


def _lines(contents: ReportContents) -> Iterator[str]:
    yield f"{summary(contents)}."
    yield weekday_in_full(contents.today)
    for part in outline(contents):
        yield from ("", "", part.title.upper(), "")
        for number, item in enumerate(part.items):
            if number and not part.is_short:
                yield ""
            yield from _item(item, is_short=part.is_short)
        if part.rest:
            yield from ("", f"  {part.rest}") if not part.is_short else (f"  {part.rest}",)
    if weeks := strip(contents.touches):
        yield from ("", "", "IN TOUCH", "", f"  {weeks.signs}", *_wrapped(weeks.sentence, "  ", "  "))
    yield from ("", "", *_wrapped(LAST_LINE))


def _item(item: Item, *, is_short: bool) -> Iterator[str]:
    names = joined([name for name, _ in item.people]) if item.people else ""
    head = f"{names} ({item.when})" if names and item.when else names or item.when
    if is_short:
        yield from _wrapped(": ".join(filter(None, (head, *item.sentences))), "- ", "  ")
        return
    yield from _wrapped(head, "- ", "  ")
    for sentence in item.sentences:
        yield from _wrapped(sentence, "  ", "    ")


def _wrapped(text: str, first: str = "", others: str = "") -> list[str]:
    return wrap(
        one_line(text),
        COLUMNS,
        initial_indent=first,
        subsequent_indent=others,
        break_long_words=False,
        break_on_hyphens=False,
    )
