"""Owns interactions that are list items: Log lines in contacts' notes, tagged lines in daily notes."""

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
# A day in another form, or one that goes on in an unexpected way; three numbers at the least.
_LIKE_A_DAY = re.compile(r"[*_\[(]{0,4}(\d{1,4}([./-])\d{1,2}\2\d{1,4}\w{0,9})")
# What Logseq writes before a task that is still to be done, or never will be.
_TO_DO = re.compile(r"(?:TODO|LATER|NOW|DOING|WAITING|WAIT|IN-PROGRESS|CANCELL?ED)\b")
_CHANNEL = re.compile(r"(in person|[^\W\d_][\w-]{1,19}):(?:\s+|$)", re.IGNORECASE)
_FIELD = re.compile(r"\[[^\[\]():]{1,60}::(?:[^\[\]]|\[\[[^\[\]]*\]\])*\]|\([^\[\]():]{1,60}::[^()]*\)")


@lru_cache(maxsize=64)
def has_log_heading(headings: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    """Tell whether one of these headings, outermost first, is one of the wanted ones, a Log's."""
    keys = {name_key(heading) for heading in wanted}
    return any(name_key(heading.strip("#*_: ")) in keys for heading in headings)


def log_items(source: Source, body: Body, rules: Rules) -> Iterator[tuple[Item, date, str] | Problem]:
    """Yield each Log line with its day and the text after it, and a Problem where it begins with none that can be read."""
    for item in body.items:
        if item.box is not None or not has_log_heading(item.headings, rules.log.headings):
            continue
        dated = DATED.match(item.text)
        if dated and (day := parse_day(dated["day"])):
            yield item, day, item.text[dated.end() :]
        elif meant := dated["day"] if dated else _like_a_day(item.text):
            start = source.text.find(meant, item.own.start)
            place = source.place(Span(start, start + len(meant)))
            yield problem("date-invalid", place, value=meant)


def _like_a_day(text: str) -> str | None:
    found = _LIKE_A_DAY.match(text)
    return found[1] if found else None


def daily_items(body: Body, tag: str, *, by_link: bool) -> Iterator[Item]:
    """Yield the list items of a dated note that are interactions, if their links lead to contacts.

    They carry the tag, or need not where a link will do. Of tasks, those that are ticked and carry it.
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
    """Tell whether a tag is the one that makes a line an interaction, or nested in it: `touch`, `touch/call`."""
    key, wanted = name_key(tag), name_key(wanted.strip("#"))
    return key == wanted or key.startswith(wanted + "/")


def _any_within(span: Span, offsets: Sequence[int]) -> bool:
    return bisect_left(offsets, span.start) < bisect_left(offsets, span.end)


def split_fields(fields: Iterable[Field], items: Sequence[Item]) -> tuple[list[Field], list[list[Field]]]:
    """Part inline fields into those outside of the items, and those of each item: the innermost it stands in."""
    order = sorted(range(len(items)), key=lambda n: (items[n].extent.start, -items[n].extent.end))
    starts = [items[n].extent.start for n in order]
    around: list[int] = []
    for at, number in enumerate(order):
        outer = at - 1
        while outer >= 0 and items[order[outer]].extent.end <= items[number].extent.start:
            outer = around[outer]
        around.append(outer)
    outside: list[Field] = []
    inside: list[list[Field]] = [[] for _ in items]
    for field in fields:
        at = bisect_right(starts, field.value.start) - 1
        while at >= 0 and items[order[at]].extent.end <= field.value.start:
            at = around[at]
        (inside[order[at]] if at >= 0 else outside).append(field)
    return outside, inside


def split_channel(text: str) -> tuple[str | None, str]:
    """Part `call: how the engine runs` into its channel and the rest; the channel is None without one."""
    found = _CHANNEL.match(text)
    if not found:
        return None, text
    word = found[1].lower().replace(" ", "-")
    return (word if word in CHANNELS else found[1].lower()), text[found.end() :]


def without_fields(text: str) -> str:
    """Return a line's text without its inline fields."""
    return " ".join(_FIELD.sub(" ", text).split())
