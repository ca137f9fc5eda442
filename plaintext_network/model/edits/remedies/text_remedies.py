"""Lists the remedies of a note's text: to end a comment that is not closed, and to date a line."""

import re
from collections.abc import Iterator

from plaintext_network.model.edits.remedies.remedy import Case, Remedy
from plaintext_network.notes.edit import TextChange, apply_changes, line_end, newline
from plaintext_network.notes.edit_body import replace_in_item
from plaintext_network.notes.source import Span

_BLANK_LINE = re.compile(r"(?:\r\n|\r|\n)[ \t>]*(?=[\r\n]|\Z)")


def comment_remedies(case: Case) -> Iterator[Remedy]:
    """Yield the end of a comment, of its line or of its paragraph, and the removal of its opening sign."""
    note, (start, end), close = case.note, case.place, case.fact("close")
    source = note.source
    sign, stop = source.text[start:end], line_end(source, start)
    if source.text[end:stop].strip():
        title = "Close the comment at the end of its line"
        change = TextChange(Span(stop, stop), f" {close}")
    else:
        blank = _BLANK_LINE.search(source.text, line_end(source, min(stop + 1, len(source.text))))
        at = blank.start() if blank else len(source.text.rstrip())
        title = "Close the comment at the end of its paragraph"
        change = TextChange(Span(at, at), f"{newline(source, start)}{close}")
    yield Remedy(title, lambda: apply_changes(note, [change]))
    opening = TextChange(Span(start, end + source.text.startswith(" ", end)), "")
    yield Remedy(f"Delete the opening {sign}", lambda: apply_changes(note, [opening]))


def touch_remedies(case: Case) -> Iterator[Remedy]:
    """Yield today as the date of a line that says you were in touch."""
    source = case.note.source
    items = (i for i in case.note.body.items if source.line_number(i.own.start) == case.problem.line)
    if (item := next(items, None)) is not None and item.box is None:
        # With its first character, so that it is the same item afterwards.
        start = item.own.start
        change = TextChange(Span(start, start + 1), f"{case.today} {source.text[start : start + 1]}")
        yield Remedy(
            f"Date the line {case.today}", lambda: replace_in_item(case.note, item, [change], None, None)
        )
