"""Tells which paragraphs of a draft are not in English, by their most frequent words. The English lists say nothing about them."""

import re
import unicodedata
from bisect import bisect_left
from functools import lru_cache

from plaintext_network.model.language.normalize import fold
from plaintext_network.model.language.phrase_lists import read_phrase_lists
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.posts.draft import Draft

_ENGLISH = "English"
_PARAGRAPH = re.compile(r"(?:\r\n|\r|\n)[ \t>]*(?:\r\n|\r|\n)\s*")
# How many frequent words of a language tell it if none is English, and how many if some are.
_ALONE, _TOGETHER = 2, 3


class Foreign(NamedTuple):
    """What is not in English in a draft: its languages by name, its half-open spans, and whether that is all of it."""

    languages: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    is_all: bool

    def covers(self, offset: int) -> bool:
        """Return whether an offset is in a paragraph that is not in English."""
        at = bisect_left(self.spans, (offset + 1, 0)) - 1
        return at >= 0 and offset < self.spans[at][1]


@lru_cache(maxsize=1)
def frequent_words() -> dict[str, frozenset[str]]:
    """Return the most frequent words of each language."""
    lists = read_phrase_lists("plaintext_network.network.posts", "languages.txt")
    return {language: frozenset(map(fold, words)) for language, words in lists.items()}


def foreign_paragraphs(draft: Draft) -> Foreign:
    """Return which paragraphs of a draft are not in English."""
    languages: dict[str, None] = {}
    spans: list[tuple[int, int]] = []
    paragraphs = with_words = 0
    start = 0
    for end, following in _paragraphs(draft.text):
        place = draft.word_range(start, end)
        if place is not None:
            with_words += 1
            language = _language([word.key for word in draft.words[slice(*place)]])
            if language != _ENGLISH:
                paragraphs += 1
                languages[language] = None
                spans.append((start, end))
        start = following
    return Foreign(tuple(languages), tuple(spans), bool(paragraphs) and paragraphs == with_words)


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Return where each paragraph ends and the next one begins."""
    breaks = [found.span() for found in _PARAGRAPH.finditer(text)]
    return [*breaks, (len(text), len(text))]


def _language(keys: list[str]) -> str:
    """Return the language of some words, English if nothing tells another one."""
    if script := _script(keys):
        return script
    counts = {language: sum(key in words for key in keys) for language, words in frequent_words().items()}
    english = counts.pop(_ENGLISH)
    best = max(counts, key=lambda language: counts[language])
    if counts[best] >= (_TOGETHER if english else _ALONE) and counts[best] > 1.5 * english:
        return best
    return _ENGLISH


def _script(keys: list[str]) -> str | None:
    """Return the script of most letters if it is not the Latin one: `a text in Cyrillic letters`."""
    scripts: dict[str, int] = {}
    for key in keys[:60]:
        name = unicodedata.name(key[0], "").split(" ")[0]
        scripts[name] = scripts.get(name, 0) + 1
    best = max(scripts, key=lambda name: scripts[name], default="LATIN")
    if best in ("LATIN", "DIGIT", "", "AMPERSAND"):
        return None
    return (
        f"{'East Asian' if best in ('CJK', 'HIRAGANA', 'KATAKANA', 'HANGUL') else best.capitalize()} script"
    )
