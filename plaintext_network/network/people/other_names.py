"""Finds whom else the words of a private name may mean: others' names that contain them. Decides nothing about who is private."""

from bisect import bisect_left
from collections.abc import Callable, Container, Iterable, Iterator
from functools import cached_property

from plaintext_network.model.language.name_parts import FoldedText, split_words
from plaintext_network.model.language.normalize import fold
from plaintext_network.network.people.name_forms import ADDRESS, EMPLOYER, SURNAME
from plaintext_network.network.people.naming import Naming, folded_text
from plaintext_network.notes.late_patterns import late_pattern

# In ASCII; a name has no line break.
_BETWEEN_WORDS = late_pattern(r"[^a-z0-9\n]+")
# The most words of a name that others have and that contains a private one's.
_LONGEST = 5


class Others:
    """Whom else a word may name: the contacts who may be named, and organizations, by the words of their names."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = names

    @cached_property
    def wholes(self) -> frozenset[str]:
        """The folded words of each name, with spaces between them."""
        plain: list[str] = []
        other: list[str] = []
        for name in self._names:
            (plain if name.isascii() and "\n" not in name else other).append(name)
        # All at once: there may be thousands.
        bare = _BETWEEN_WORDS.sub(" ", "\n".join(plain).lower()).split("\n")
        return frozenset((*map(str.strip, bare), *(" ".join(split_words(fold(name))) for name in other)))

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of all names."""
        return frozenset(" ".join(self.wholes).split(" "))

    @cached_property
    def _longest(self) -> int:
        return min(max((whole.count(" ") + 1 for whole in self.wholes), default=0), _LONGEST)

    def without_others(
        self, text: str, namings: Iterable[Naming], places: Callable[[], Container[str]] = frozenset
    ) -> Iterator[Naming]:
        """Yield the namings that are not within somebody else's whole name, and may not be anybody's.

        `places` returns the folded names of places: a surname may be one, such as Berlin.
        """
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
            if naming.kind == SURNAME and naming.words[-1] in places():
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
                words = [folded.word(number) for number in range(begin, end + 1)]
                whole = " ".join(words)
                reversed_name = " ".join((*words[1:], words[0]))
                if not self.wholes.isdisjoint((whole, whole.removesuffix("s"), reversed_name)):
                    return True
        return False
