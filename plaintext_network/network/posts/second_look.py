"""Finds sentences of a draft whose meaning is close to things that writers regret. It may be wrong, so it only asks to look again."""

from collections.abc import Collection, Iterator

from plaintext_network.model.language.phrase_lists import read_phrase_lists
from plaintext_network.network.posts.published_text import published, without_link_targets
from plaintext_network.network.search.meaning import Meaning
from plaintext_network.notes.late_patterns import late_pattern
from plaintext_network.notes.note import Note
from plaintext_network.notes.source import Span

# How near to a sentence of examples.txt, and how much nearer than to any harmless one.
_NEAR, _NEARER = 0.35, 0.1
# A sentence with fewer letters, such as “Yes!”, says too little.
_LETTERS = 8
_SENTENCE = late_pattern(
    r"[^.!?…\s](?:[^.!?…\r\n]|[.!?…](?!\s)|(?:\r\n|\r|\n)(?![ \t>]*(?:[\r\n#*+-]|\d+[.)])))*[.!?…]*"
)
_SHOWN = 60


def second_looks(note: Note, found: Collection[int], meaning: Meaning) -> tuple[str, ...]:
    """Return remarks about sentences of a draft to look at again, except those on lines where something was `found`."""
    sentences = [
        (lines, text) for lines, text in _sentences(note) if not any(line in found for line in lines)
    ]
    examples = read_phrase_lists("plaintext_network.network.posts", "examples.txt")
    texts = [text for _, text in sentences]
    near = meaning.nearest(texts, examples["regretted"], _NEAR, 1)
    other = meaning.nearest(texts, examples["harmless"], 0.0, 1)
    remarks = []
    for (lines, text), ill, well in zip(sentences, near, other, strict=True):
        if ill and round(ill[0][0] - (well[0][0] if well else 0.0), 2) >= _NEARER:
            shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN].rsplit(' ', 1)[0]} …"
            remarks.append(f"line {lines[0]}: look at this sentence again: “{shown}”")
    return tuple(remarks)


def _sentences(note: Note) -> Iterator[tuple[range, str]]:
    """Yield the lines and the text of each sentence that is published."""
    text = without_link_targets(published(note))
    for sentence in _SENTENCE.finditer(text):
        # Without the marks of quotations, headings and lists.
        lines = (line.lstrip(" \t>#*+-") for line in sentence[0].splitlines())
        words = " ".join(" ".join(lines).split())
        if sum(map(str.isalpha, words)) >= _LETTERS:
            first, last = (
                note.source.place(Span(at, at))[0] for at in (sentence.start(), sentence.end() - 1)
            )
            yield range(first, last + 1), words
