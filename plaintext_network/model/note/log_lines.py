"""Finds list items that are interactions: Log lines in contacts' notes, tagged lines in daily notes. Resolves no link."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache

from plaintext_network.model.dates.calendar import parse_day
from plaintext_network.model.language.normalize import name_key
from plaintext_network.model.note.properties import CHANNELS
from plaintext_network.model.note.rules import Rules
from plaintext_network.notes.body import Body, Field, Item
from plaintext_network.notes.source import Source, Span
from plaintext_network.problems import Problem, problem

DATED = re.compile(
    r"""(?P<bold>\*{1,3}|_{1,3})?
        (?:\[\[(?:[^\[\]|\n]*/)?|\[)?
        (?P<day>\d{4}-\d{2}-\d{2})(?P<time>[Tt ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:[Zz]|[+-]\d{2}:?\d{2})?)?
        (?:\.md)?(?:\#[^\[\]|\n]*)?(?:\|[^\[\]\n]*)?
        (?:\]\]|\]\((?:<[^<>\n]*>|[^()\s]*)(?:[ \t]+["'][^"'\n]*["'])?\))?
        :?(?:\*{1,3}|_{1,3})?
        (?=$|[\s:,–—-])(?:[\s:,–—-]*)""",
    re.VERBOSE,
)
# A date in another form, or with unexpected text after it; at least three numbers.
_LIKE_A_DAY = re.compile(r"[*_\[(]{0,4}(\d{1,4}([./-])\d{1,2}\2\d{1,4}\w{0,9})")
# Logseq's words before a task that is not done.
_TO_DO = re.compile(r"(?:TODO|LATER|NOW|DOING|WAITING|WAIT|IN-PROGRESS|CANCELL?ED)\b")
_CHANNEL = re.compile(r"(in person|[^\W\d_][\w-]{1,19}):(?:\s+|$)", re.IGNORECASE)
_FIELD = re.compile(
    r"\[[^\[\]():]{1,60}::(?:[^\[\]]|\[\[[^\[\]]*\]\]|\[[^\[\]]*\])*\]|\([^\[\]():]{1,60}::[^()]*\)"
)


@lru_cache(maxsize=64)
def has_log_heading(headings: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    """Return whether one of an item's headings is one of the `wanted` headings of a Log."""
    keys = {name_key(heading) for heading in wanted}
    return any(name_key(heading.strip("#*_: ")) in keys for heading in headings)


def log_items(source: Source, body: Body, rules: Rules) -> Iterator[tuple[Item, date, str] | Problem]:
    """Yield each Log line with its day and the text after it, or a Problem if its date is invalid."""
    for item in body.items:
        if item.box is not None or not has_log_heading(item.headings, rules.log.headings):
            continue
        dated = DATED.match(item.text)
        if dated and (day := parse_day(dated["day"])):
            yield item, day, item.text[dated.end() :]
        elif written := dated["day"] if dated else _like_a_day(item.text):
            start = source.text.find(written, item.own.start)
            place = source.place(Span(start, start + len(written)))
            yield problem("date-invalid", place, value=written)


def _like_a_day(text: str) -> str | None:
    match = _LIKE_A_DAY.match(text)
    return match[1] if match else None


def daily_items(body: Body, tag: str, *, by_link: bool) -> Iterator[Item]:
    """Yield the list items of a dated note that are interactions if their links lead to contacts.

    An item must contain a link, and the tag unless `by_link` is set. A task must be ticked and contain the tag.
    """
    linked = [link.span.start for link in body.links]
    tagged = [each.span.start for each in body.tags if is_touch(each.text, tag)]
    for item in body.items:
        if _TO_DO.match(item.text):
            continue
        if _any_within(item.own, linked) and (
            (by_link and item.box is None) or (item.box in (None, "x", "X") and _any_within(item.own, tagged))
        ):
            yield item


def is_touch(tag: str, wanted: str) -> bool:
    """Return whether a tag is the `wanted` tag of interactions or nested in it: `touch`, `touch/call`."""
    key, wanted = name_key(tag), name_key(wanted.strip("#"))
    return key == wanted or key.startswith(wanted + "/")


def _any_within(span: Span, offsets: Sequence[int]) -> bool:
    return bisect_left(offsets, span.start) < bisect_left(offsets, span.end)


def split_fields(fields: Iterable[Field], items: Sequence[Item]) -> tuple[list[Field], list[list[Field]]]:
    """Split inline fields into those outside of the items and those of each item; the innermost item counts."""
    order = sorted(range(len(items)), key=lambda n: (items[n].extent.start, -items[n].extent.end))
    starts = [items[n].extent.start for n in order]
    enclosing: list[int] = []
    for at, number in enumerate(order):
        outer = at - 1
        while outer >= 0 and items[order[outer]].extent.end <= items[number].extent.start:
            outer = enclosing[outer]
        enclosing.append(outer)
    outside: list[Field] = []
    inside: list[list[Field]] = [[] for _ in items]
    for field in fields:
        at = bisect_right(starts, field.value.start) - 1
        while at >= 0 and items[order[at]].extent.end <= field.value.start:
            at = enclosing[at]
        (inside[order[at]] if at >= 0 else outside).append(field)
    return outside, inside


def split_channel(text: str) -> tuple[str | None, str]:
    """Split `call: how the engine runs` into its channel, None if there is none, and the rest."""
    match = _CHANNEL.match(text)
    if not match:
        return None, text
    word = match[1].lower().replace(" ", "-")
    return (word if word in CHANNELS else match[1].lower()), text[match.end() :]


def without_fields(text: str) -> str:
    """Return a line's text without its inline fields."""
    return " ".join(_FIELD.sub(" ", text).split())
