"""Lists the comments in front matter. Merges nothing."""

from collections.abc import Iterator

from plaintext_network.model.merge.front_matter.front_parts import Front, Part
from plaintext_network.notes.header import MappingValue, Scalar, Value
from plaintext_network.notes.late_patterns import late_pattern
from plaintext_network.notes.source import Span

_COMMENT = late_pattern(r"#[^\r\n]*")


def comments_of(front: Front) -> Iterator[str]:
    """Yield each comment, also those after values."""
    for part in front.parts:
        yield from comments_of_part(part)
    yield from _comments_in(front.tail)


def comments_of_part(part: Part, *, own_lines: bool = False) -> Iterator[str]:
    """Yield each comment in a property, and above it unless the caller asks only for its own lines."""
    if "#" in part.lead and not own_lines:
        yield from _comments_in(part.lead)
    if "#" in part.own:
        yield from _comments_in(_without_texts(part))


def _comments_in(text: str) -> Iterator[str]:
    for comment in _COMMENT.findall(text):
        yield comment.rstrip()


def _without_texts(part: Part) -> str:
    """Return the lines of a property without its names and texts, in which `#` is no comment."""
    pieces: list[str] = []
    at = 0
    for start, end in sorted([part.key, *_spans(part.value)]):
        if end - part.start > at:
            pieces.append(part.own[at : max(start - part.start, at)])
            at = end - part.start
    return "".join((*pieces, part.own[at:]))


def _spans(value: Value) -> Iterator[Span]:
    if isinstance(value, Scalar):
        yield value.span
    elif isinstance(value, MappingValue):
        for pair in value.items:
            for each in pair:
                yield from _spans(each)
    else:
        for item in value.items:
            yield from _spans(item)
