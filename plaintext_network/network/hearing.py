"""Owns what a sentence means among these people: who took part, when, and what is not certain. Asks nobody, writes nothing."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from plaintext_network.errors import AmbiguousName, SentenceUnclear
from plaintext_network.model.sentence import Doubt, Sentence, understand
from plaintext_network.network.spotting import Spotted, Spotter, unknown_after_with

if TYPE_CHECKING:
    from plaintext_network.network.lookup import Known

# What may stand between names and says nothing.
_BETWEEN = frozenset(("and", "&", "with", "und", "et", "y", "e", ","))


class Heard(NamedTuple):
    """A sentence among people. Offsets of `people` count in `text`; `unknown` are names after “with” that nobody goes by.

    `open` are the names that fit several; `strangers` the links that lead to no contact.
    """

    sentence: Sentence
    text: str
    people: tuple[Spotted, ...]
    unknown: tuple[str, ...] = ()

    @property
    def open(self) -> tuple[Spotted, ...]:
        return tuple(spotted for spotted in self.people if len(spotted.paths) > 1)

    @property
    def strangers(self) -> tuple[Spotted, ...]:
        return tuple(spotted for spotted in self.people if spotted.link and not spotted.paths)

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """The days named where they decide nothing."""
        return self.sentence.doubts

    def day(self, given: date | None, today: date) -> date:
        """Return the day it happened: the one given, else the one it begins with, else today.

        Raises SentenceUnclear where another is named in passing and none was given.
        """
        if given is None and (doubt := next(iter(self.doubts), None)):
            when = f" ({doubt.day})" if doubt.day else ""
            raise SentenceUnclear(
                f"“{doubt.word}”{when} stands in the text, and may be the day it happened",
                f"say the day: --date {doubt.day or today}",
            )
        return given or self.sentence.day or today

    def took_part(self, chosen: Mapping[str, str], name_of: Callable[[str], str]) -> tuple[str, ...]:
        """Return the paths of those named, in order; `chosen` says who is meant by a name that fits several.

        `name_of` gives a contact's name by path. Raises AmbiguousName.
        """
        found: dict[str, None] = {}
        for spotted in self.people:
            path = self.meant(spotted, chosen)
            if path is None and spotted.paths:
                raise AmbiguousName(spotted.typed, sorted((name_of(p), p) for p in spotted.paths))
            if path is not None:
                found[path] = None
        return tuple(found)

    def spots(self, chosen: Mapping[str, str]) -> tuple[tuple[int, int, str], ...]:
        """Return where in the text who is named, by path; half-open."""
        meant = ((spotted, self.meant(spotted, chosen)) for spotted in self.people)
        return tuple((spotted.start, spotted.end, path) for spotted, path in meant if path is not None)

    def meant(self, spotted: Spotted, chosen: Mapping[str, str]) -> str | None:
        """Return the path of the one who is meant, None where that is not certain."""
        if len(spotted.paths) == 1:
            return spotted.paths[0]
        return chosen.get(spotted.typed)


def hear(typed: str, people: "Sequence[Known]", today: date) -> Heard:
    """Read a sentence about these people. Raises SentenceUnclear."""
    spotter = Spotter(people)
    if alone := _names_alone(typed, spotter):
        return Heard(Sentence(None, None, "", 0, 0), "", alone)
    everyone = spotter.spot(typed)
    sentence = understand(typed, today, [(spotted.start, spotted.end) for spotted in everyone])
    start, end = sentence.start, sentence.end
    inside = tuple(
        spotted._replace(start=spotted.start - start, end=spotted.end - start)
        for spotted in everyone
        if start <= spotted.start and spotted.end <= end
    )
    main = typed[start:end]
    return Heard(sentence, sentence.text, inside, unknown_after_with(main, inside))


def _names_alone(typed: str, spotter: Spotter) -> tuple[Spotted, ...]:
    """Return who is named where nothing but names was typed, in whatever case: `ada and charles`."""
    lead = "with "
    spotted = spotter.spot(lead + typed)
    if not spotted or any(each.link for each in spotted):
        return ()
    rest, at = [], len(lead)
    for each in spotted:
        rest.append((lead + typed)[at : each.start])
        at = each.end
    rest.append((lead + typed)[at:])
    words = "".join(rest).replace(",", " ").lower().split()
    return () if any(word.strip(".!") not in _BETWEEN and word.strip(".!") for word in words) else spotted
