"""Finds tags, as Obsidian and Logseq write them. Does not interpret them."""

from collections.abc import Iterator

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.late_patterns import late_pattern
from plaintext_network.notes.links import wiki_target
from plaintext_network.notes.source import Span


class Tag(NamedTuple):
    """A tag, without `#`."""

    text: str
    span: Span


# What Obsidian allows in a tag: letters, digits, `_ - /`, and symbols such as emoji and their joiners. Here they are the
# characters that are neither blank, control character nor punctuation.
NOT_IN_TAG = (
    r"\s\x00-\x20!-,.:-@\[-^`{-\u00a8\u00aa-\u00ad\u00af-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7"
    r"\u2000-\u200b\u200e-\u206f\u2e00-\u2e7f\u3000-\u3020\ufeff\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\ufff9-\ufffd"
    r"\ud800-\udfff"
)
# Skip links: a # in a link starts a heading's name.
# Logseq writes a tag that has spaces as `#[[close friends]]`, which is a link, too.
# What may precede a tag is checked after its #: a search that begins with a character is ten times faster.
_TAG = late_pattern(
    rf"#(?<![^\s(\[{{,;>*\"']#)(?:\[\[([^\[\]\r\n]+)\]\]|([^{NOT_IN_TAG}]+))"
    r"|\[\[[^\[\]\r\n]+\]\]|\]\(<?#"
)
_NUMBER = late_pattern(r"[\d/-]+")


def tags_in(text: str) -> Iterator[Tag]:
    """Yield the tags in a text without code."""
    # No tag and no link goes beyond its line.
    at = text.find("#")
    while at >= 0:
        start, stop = text.rfind("\n", 0, at) + 1, text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        for match in _TAG.finditer(text, start, stop):
            if match[1] and (target := wiki_target(match[1])):
                yield Tag(target.rstrip("/"), Span(*match.span()))
            elif (
                match[2]
                and not _NUMBER.fullmatch(match[2])
                # Logseq's priority of a task: `TODO [#A] call`.
                and not (
                    match[2] in ("A", "B", "C")
                    and text.startswith("]", match.end())
                    and text.startswith("[", match.start() - 1)
                )
            ):
                yield Tag(match[2].rstrip("/"), Span(*match.span()))
        at = text.find("#", stop)
