"""Finds whom else the words of a private name may mean: others' names that contain them. Decides nothing about who is private."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from plaintext_network.model.language.name_parts import FoldedText, split_words
from plaintext_network.model.language.normalize import fold
from plaintext_network.network.people.name_forms import ADDRESS, EMPLOYER, SURNAME
from plaintext_network.network.people.naming import Naming, folded_text

# The most words of a name that others have and that contains a private one's.
_LONGEST = 5


class Others:
    """Whom else a word may name: the contacts who may be named, and organizations, by the words of their names."""

    def __init__(self, names: Iterable[str], wanted: frozenset[str], places: Iterable[str] = ()) -> None:
        # A surname may be the name of a place: Berlin.
        self.places = {fold(part).strip() for place in places for part in place.split(",")}
        self.words: set[str] = set()
        self.wholes: set[tuple[str, ...]] = set()
        for name in names:
            words = split_words(fold(name))
            if not wanted.isdisjoint(words):
                self.words.update(words)
                self.wholes.add(tuple(words))
        self._longest = min(max(map(len, self.wholes), default=0), _LONGEST)

    def without_others(self, text: str, namings: Iterable[Naming]) -> Iterator[Naming]:
        """Yield the namings that are not within somebody else's whole name, and may not be anybody's."""
        folded: FoldedText | None = None
        # Many may have one name.
        is_within: dict[tuple[int, int, int], bool] = {}
        for naming in namings:
            if naming.kind == ADDRESS:
                yield naming
                continue
            is_weak = naming.weak or naming.kind == SURNAME
            if is_weak and naming.kind != EMPLOYER and naming.words[-1] in self.words:
                continue
            if naming.kind == SURNAME and naming.words[-1] in self.places:
                continue
            folded = folded or folded_text(text)
            span = naming.start, naming.end, len(naming.words)
            if span not in is_within:
                is_within[span] = self._is_within(folded, naming)
            if not is_within[span]:
                yield naming

    def _is_within(self, folded: FoldedText, naming: Naming) -> bool:
        """Return whether a longer name, of somebody else, is around a naming."""
        before = bisect_left(folded.at, naming.start)
        first = bisect_left(folded.words, (before, 0))
        if first == len(folded.words):
            return False
        last = first + len(naming.words) - 1
        # Most have no such word beside them.
        before_it = folded.word(first - 1) if first else ""
        after_it = folded.word(last + 1) if last + 1 < len(folded.words) else ""
        if self.words.isdisjoint((before_it, after_it, after_it.removesuffix("s"))):
            return False
        for begin in range(max(0, first - self._longest + 1), first + 1):
            for end in range(last, min(begin + self._longest + 1, len(folded.words))):
                if end - begin <= last - first:
                    continue
                words = tuple(folded.word(number) for number in range(begin, end + 1))
                bare = (*words[:-1], words[-1].removesuffix("s"))
                if not self.wholes.isdisjoint((words, bare, words[1:] + words[:1])):
                    return True
        return False
