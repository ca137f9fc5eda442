"""Finds who took part in a meeting, as its note's body lists them: under a heading, or after a label. Resolves no name."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

from plaintext_network.model.language.normalize import name_key, property_key
from plaintext_network.model.note.properties import words_of
from plaintext_network.model.note.rules import Rules
from plaintext_network.model.note.values.visible_text import visible_text
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.body import Body, Heading
from plaintext_network.notes.late_patterns import late_pattern
from plaintext_network.notes.note import Note
from plaintext_network.notes.source import Source, Span, Spans


class Participants(NamedTuple):
    """The places of a meeting's participants in its body.

    `links` are numbers in `Body.links`. `names` are groups of spans: one group counts if each text in it is somebody's
    name. `boxes` are the lines of tasks that only tick off a participant.
    """

    links: tuple[int, ...] = ()
    names: tuple[tuple[Span, ...], ...] = ()
    boxes: frozenset[int] = frozenset()


NO_PARTICIPANTS = Participants()
_LONGEST = 300  # characters in a line of names
_MOST_NAMES = 200
# Headings below `Attendees` whose people were not there.
_ABSENT = frozenset(
    {"absent", "absentees", "apologies", "regrets", "excused", "notpresent", "notattending", "missing", "invited", "optional"}
    | {"cc", "abwesend", "entschuldigt", "absents", "excusés", "ausentes", "afwezig"}
)  # fmt: skip
# What is written behind the name of somebody who was not there.
_NOT_THERE = late_pattern(
    r"[(\[–—:-]\s*(?:was\s+|is\s+)?(?:absent|apologies|regrets|excused|declined|not\s+(?:present|attending|there)|no[ -]show|on\s+leave"
    r"|abwesend|entschuldigt|absente?|excusée?|ausente|afwezig)\b(?!-\w)|[❌✗✘🚫]|❎",
    re.IGNORECASE,
)
_AWAY = "❌"
_STRUCK = late_pattern(r"\s*~~(?:(?!~~).)*~~\W*")
_MARKUP = late_pattern(r"[*_=~`]+|</?(?:b|strong|u|em|i|mark)>", re.IGNORECASE)
_NUMBERING = late_pattern(r"^\s*(?:\d{1,3}(?:\.\d{1,3}){0,3}[.):]?|[a-z][.)])\s+", re.IGNORECASE)
_COUNT = late_pattern(r"\s*[(\[]\s*\d{1,4}\s*[)\]]\s*$")
_LINE = late_pattern(
    r"(?P<quote>(?: {0,3}>[ \t]?)*)(?P<indent>[ \t]*)(?P<bullet>(?:[-*+]|\d{1,9}[.)])[ \t]+)?(?P<box>\[[^\]\n]\][ \t]+)?"
)
_CALLOUT = late_pattern(r"\[![\w-]{1,40}\][+-]?[ \t]*")
# A label ends with a colon; after a bold word, a dash or nothing also ends it.
_LABEL = late_pattern(
    r"(?P<label>[^:：\[\]|\n]{1,60}?)(?P<colon>::?|：)(?P<close>[*_]{0,3}|</(?:b|strong)>)(?=\s|$|\[|@)\s*",
    re.IGNORECASE,
)
_BOLD = late_pattern(
    r"\W{0,6}?(?:\*\*|__|<b>|<strong>)(?P<label>[^*_:<>\n]{1,60})(?:\*\*|__|</b>|</strong>)\s*(?:[–—-]\s*)?",
    re.IGNORECASE,
)
_OTHER_LABEL = late_pattern(
    r"(?:[*_]{2,3}[^*_\[\]\n]{1,60}[*_]{2,3}:?|[^\[\]|\n]{1,60}[:：][*_]{0,3}|[-*_]{3,})\s*$"
)
_RULE = late_pattern(r"\s*(?:=+|-+)\s*$")
_SEPARATOR = late_pattern(
    r"[,;&+·•|/、，；\n]|\\(?=\n|$)|<br */?>|(?<![^\s\0])(?:and|und|et|y|e|og|och|en)(?![^\s\0])",
    re.IGNORECASE,
)
_ASIDE = late_pattern(r"\([^()]*\)")
_BAR = late_pattern(r"(?<!\\)\|")
_LINK_RUN = late_pattern(r"\0+(?:\s+\0+)*")
# Words before a link after which it is not the person in question: `friend of [[Ada]]`.
_OF = late_pattern(
    r"(?:\b(?:of|from|for|by|to|about|at|via|not|without|except|von|bei|für|ohne|de|pour|sans)|['’]s)\s*$",
    re.IGNORECASE,
)
_AROUND = " \t*_=~@.:–—-•\u200b"


# Each meeting is asked: a label that is no item has a colon, or is bold, in a table, a callout or a tag.
def _may_have_labels(text: str) -> bool:
    # One search for each: a search for all of them, or for two characters, takes ten times longer.
    return (
        ":" in text
        or "|" in text
        or "<" in text
        or "：" in text
        or ("*" in text and "**" in text)
        or ("_" in text and "__" in text)
        or ("[" in text and "[!" in text)
    )


def listed_participants(note: Note, rules: Rules) -> Participants:
    """Return the participants that a meeting's body lists under the headings or labels of the settings."""
    body, start = note.body, note.header.body_start
    has_places = body.headings or body.fields or body.items
    if not has_places and not _may_have_labels(note.visible[start:]):
        return NO_PARTICIPANTS
    words = rules.interactions.participants
    keys = _keys(words)
    is_under = bool(body.headings) and any(label_key(heading.text) in keys for heading in body.headings)
    is_under = is_under or (
        bool(body.fields) and any(property_key(each.name) in keys for each in body.fields)
    )
    if not is_under and not body.items and not _may_have_labels(note.visible[start:]):
        return NO_PARTICIPANTS
    if not keys or not (is_under or _has_label_line(note, words)):
        return NO_PARTICIPANTS
    mapped = frozenset(words_of("interaction", rules)) if body.fields else frozenset[str]()
    return _Scan(note.visible_source, body, start, keys, mapped).participants()


def _has_label_line(note: Note, words: tuple[str, ...]) -> bool:
    """Return whether a line of the body may have a label; a few of those that have none count, too."""
    text = "\n" + note.visible[note.header.body_start :]
    return _label_line(words).search(text.replace("\r", "\n") if "\r" in text else text) is not None


@lru_cache(maxsize=8)
def _label_line(words: tuple[str, ...]) -> re.Pattern[str]:
    # Each meeting comes here: the line feed and the first letters make the search ten times faster.
    bare = [word for each in words if (word := each.strip(" _-"))]
    firsts = "".join(re.escape(word[0]) for word in bare)
    label = "|".join(re.escape(word).replace(r"\ ", r"[\s_-]*").replace(r"\-", r"[\s_-]*") for word in bare)
    return re.compile(
        rf"\n[\W\d_]{{0,20}}(?:\[![\w-]{{1,40}}\][+-]?[ \t]*|\[!|<\w{{1,6}}>)?[\W_]{{0,9}}(?=[{firsts}])(?:{label})(?![^\W_])",
        re.IGNORECASE,
    )


@lru_cache(maxsize=8)
def _keys(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(filter(None, map(label_key, words)))


@lru_cache(maxsize=4096)
def label_key(text: str) -> str:
    """Return a key under which headings and labels are equal that differ in case, markup, signs, numbering or a count."""
    text = _COUNT.sub("", _NUMBERING.sub("", _MARKUP.sub("", visible_text(text))).strip(" :："))
    while text and not text[0].isalnum():
        text = text[1:]
    while text and not text[-1].isalnum():
        text = text[:-1]
    return property_key(name_key(text)).replace(":", "").replace("*", "").replace("’", "'")


class _Scan:
    """Goes through the lines of a body once."""

    def __init__(
        self, source: Source, body: Body, start: int, keys: frozenset[str], mapped: frozenset[str]
    ) -> None:
        self.source, self.start, self.keys, self.mapped = source, start, keys, mapped
        self.body, self.code = body, Spans(body.code)
        self.link_starts = [link.span.start for link in body.links]
        self.headings = {heading.line: heading for heading in body.headings}
        self.links: dict[int, None] = {}
        self.names: dict[tuple[Span, ...], None] = {}
        self.boxes: set[int] = set()
        # The level of the heading that lists people, whether it has listed some, and whether the next ones were absent.
        self.level, self.has_listed, self.absent = 0, False, False
        self.in_group = False
        # The indent of the label whose list follows, and whether that label is an item.
        self.list_indent: int | None = None
        self.label_is_item = False
        # The indent of the list's items, and whether the last of them names no link but groups those in it.
        self.indent: int | None = None
        self.is_group = False

    def participants(self) -> Participants:
        text, starts = self.source.text, self.source.line_starts
        for number in range(self.source.line_number(self.start), len(starts) + 1):
            begin = starts[number - 1]
            if begin < self.start or begin in self.code:
                continue
            if heading := self.headings.get(number):
                self._heading(heading)
            else:
                end = begin + len(text[begin : self.source.line_stop(number)].rstrip())
                self._line(number, begin, end)
        for field in self.body.fields:
            if (key := property_key(field.name)) in self.keys and key not in self.mapped and field.text:
                self._collect(*field.value, strict=False)
        return Participants(tuple(sorted(self.links)), tuple(self.names)[:_MOST_NAMES], frozenset(self.boxes))

    def _heading(self, heading: Heading) -> None:
        self.list_indent = self.indent = None
        key = label_key(heading.text)
        if key in self.keys:
            self.level, self.has_listed, self.absent = heading.level, False, False
            self.in_group = False
        elif self.level and heading.level > self.level and not self.has_listed:
            # The people are listed in groups.
            self.absent, self.in_group = key in _ABSENT, True
        else:
            self.level = 0

    def _line(self, number: int, begin: int, end: int) -> None:
        text = self.source.text
        if end <= begin:
            return
        if _RULE.fullmatch(text, begin, end):
            if self.list_indent is not None or self.has_listed or self.indent is not None:
                self.list_indent, self.level = None, 0
            return
        opening = _LINE.match(text, begin, end)
        assert opening is not None  # noqa: S101 - every part of the pattern may be absent
        at, is_item = opening.end(), opening["bullet"] is not None
        if callout := _CALLOUT.match(text, at, end):
            self.list_indent = None
            if label_key(text[callout.end() : end]) in self.keys or (
                callout.end() == end and label_key(callout[0]) in self.keys
            ):
                self.list_indent, self.label_is_item, self.indent = 0, False, None
            return
        if end == at:
            return
        indent = len(opening["indent"].expandtabs(4))
        if self._label(at, end, indent, is_item=is_item):
            return
        if self.list_indent is not None:
            if is_item and (not self.label_is_item or indent > self.list_indent):
                self._item(number, at, end, indent, opening["box"])
                return
            if (
                not is_item
                and not self.label_is_item
                and self.indent is None
                and not _OTHER_LABEL.match(text, at, end)
                and self._collect(at, end, strict=True)
            ):
                return
            self.list_indent = self.indent = None
        if self.level and not self.absent:
            if text.startswith("|", at):
                self._row(at, end)
            elif is_item:
                self.has_listed = self.has_listed or not self.in_group
                self._item(number, at, end, indent, opening["box"])
            elif _OTHER_LABEL.match(text, at, end):
                self.level = 0
            elif not (indent and self.indent is not None):
                # Prose after the list ends it.
                is_list = self._collect(at, end, strict=True)
                if not is_list and (self.has_listed or self.indent is not None):
                    self.level = 0
                self.has_listed = self.has_listed or (is_list and not self.in_group)

    def _label(self, at: int, end: int, indent: int, *, is_item: bool) -> bool:
        """Read a line that begins with a label of participants, or a table's row whose first cell is one."""
        text = self.source.text
        if text.startswith("|", at):
            cells = text[at + 1 : end].split("|", 1)
            if len(cells) == 2 and label_key(cells[0]) in self.keys:
                self._collect(at + 2 + len(cells[0]), end, strict=False)
                return True
            return False
        label = _LABEL.match(text, at, end)
        if label is None or label_key(label["label"]) not in self.keys:
            label = _BOLD.match(text, at, end)
        if label is None:
            # An item that is only the word has its list nested in it.
            if not is_item or end - at > 60 or label_key(text[at:end]) not in self.keys:
                return False
            stop = end
        else:
            if label_key(label["label"]) not in self.keys:
                return False
            is_field = "colon" in label.re.groupindex and label["colon"] == "::"
            if is_field and property_key(_MARKUP.sub("", label["label"]).strip()) in self.mapped:
                return True
            stop = label.end()
        if text[stop:end].strip():
            self.list_indent = None
            self._collect(stop, end, strict=False)
        else:
            self.list_indent, self.label_is_item, self.indent, self.is_group = indent, is_item, None, False
        return True

    def _item(self, number: int, at: int, end: int, indent: int, box: str | None) -> None:
        if self.indent is None or indent <= self.indent:
            self.indent = indent
            linked = bool(self._links(at, end))
            self.is_group = not linked
            is_nested = False
        else:
            is_nested = True
        if (is_nested and not self.is_group) or (box is not None and box[1] == "-"):
            return
        text = self.source.text
        label = _LABEL.match(text, at, end)
        if label_key(label["label"] if label else text[at:end]) in _ABSENT:
            self.is_group = False
            return
        if self._collect(at, end, strict=is_nested or box is not None) and box is not None:
            self.boxes.add(number)

    def _row(self, at: int, end: int) -> None:
        cell = at + 1
        # In a table, the bar of a link is escaped.
        for bar in _BAR.finditer(self.source.text, cell, end):
            self._collect(cell, bar.start(), strict=True)
            cell = bar.end()

    def _links(self, at: int, end: int) -> Sequence[int]:
        return range(bisect_left(self.link_starts, at), bisect_left(self.link_starts, end))

    def _collect(self, at: int, end: int, *, strict: bool) -> bool:
        """Add the links and names in a span; return whether it contains nothing else.

        If `strict`, add links only if it contains nothing else. Otherwise, add those before a description.
        """
        if end - at > _LONGEST * 10:
            return False
        shown = self._without_links(at, end)
        linked, bare, is_list = self._parts(shown, at)
        if linked and (is_list or not strict):
            self.links.update(dict.fromkeys(linked))
        if not linked and strict and len(shown) > _LONGEST:
            return False
        bare = [span for span in bare if span.end - span.start <= 80]
        if bare and is_list and len(shown) <= _LONGEST and len(self.names) < _MOST_NAMES:
            if len(bare) > 1 and not linked:
                # `Byrne, Ada` may be one name.
                self.names[(Span(bare[0].start, bare[-1].end),)] = None
            self.names[tuple(bare)] = None
        return is_list and (bool(linked) or _is_name(shown))

    def _without_links(self, at: int, end: int) -> str:
        """Return the text with each link as NUL characters, and asides in brackets as spaces."""
        text, parts, last = self.source.text, list[str](), at
        for number in self._links(at, end):
            span = self.body.links[number].span
            parts += [text[last : span.start], "\0" * (min(span.end, end) - span.start)]
            last = min(span.end, end)
        parts.append(text[last:end].replace("\0", " ") if not parts else text[last:end])
        return _ASIDE.sub(
            lambda aside: (_AWAY if _NOT_THERE.match(aside[0]) else " ") * len(aside[0]), "".join(parts)
        )

    def _parts(self, shown: str, at: int) -> tuple[list[int], list[Span], bool]:
        """Split a text at its separators; return its links, its other parts, and whether these are all."""
        linked, bare, is_list = list[int](), list[Span](), True
        for begin, stop in _split(shown):
            part = shown[begin:stop]
            if _NOT_THERE.search(part) or _STRUCK.fullmatch(part):
                continue
            if "\0" not in part:
                words = part.strip(_AROUND)
                if words:
                    start = at + begin + part.index(words)
                    bare.append(Span(start, start + len(words)))
                continue
            # `[[Ada]] brings the slides of [[Bo]]` names one participant, `friend of [[Ada]]` none.
            run = _LINK_RUN.search(part)
            assert run is not None  # noqa: S101 - the part contains a link
            before, after = part[: run.start()], part[run.end() :].strip(_AROUND + "!?")
            is_whole = not any(map(str.isalnum, before)) and not after
            is_list = is_list and is_whole
            lead = before.strip()
            if (
                not lead.strip(_AROUND)
                or (len(lead.split()) <= 3 and not _OF.search(before))
                or lead.endswith((":", "-", "–", "—"))
            ):
                linked += self._links(at + begin, at + begin + run.end())
            if not is_whole and after:
                break
        return (
            linked,
            bare,
            is_list and not (linked and any(len(shown[s.start - at : s.end - at].split()) > 5 for s in bare)),
        )


def _split(shown: str) -> Iterator[Span]:
    at = 0
    for separator in _SEPARATOR.finditer(shown):
        yield Span(at, separator.start())
        at = separator.end()
    yield Span(at, len(shown))


def _is_name(text: str) -> bool:
    """Return whether a text without links may be a name or a list of names: few words, with capitals."""
    words = [word for part in _split(text) for word in text[part.start : part.end].split()]
    return 0 < len(words) <= 12 and all(not word[0].islower() or len(word) < 4 for word in words)
