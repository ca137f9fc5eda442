"""Sorts the lines of a card by what they mean to a note: nested cards, labels of groups, and lines of each property."""

from collections.abc import Iterable, Iterator, Sequence

from plaintext_network.exchange.cards.mapping import GENERATED
from plaintext_network.exchange.cards.preference import preference
from plaintext_network.exchange.cards.shown_values import shown_values
from plaintext_network.exchange.vcard.content_line import ContentLine
from plaintext_network.exchange.vcard.values import unescape

LABEL = "X-ABLABEL"


class CardLines:
    """The lines of one card in order. `nested` are the numbers of lines of a card within it, which mean nothing here.

    `labels` are the texts of X-ABLabel by group, in lower case; `by_key` are the numbers of the other lines by name.
    """

    def __init__(self, lines: Iterable[ContentLine]) -> None:
        self.lines = tuple(lines)
        self.nested: set[int] = set()
        self._shown: dict[int, tuple[str, ...]] = {}
        self.labels: dict[str, str] = {}
        self.by_key: dict[str, list[int]] = {}
        self.by_group: dict[str, list[int]] = {}
        depth = 0
        for number, line in enumerate(self.lines):
            key = line.key
            if key == "BEGIN":
                depth += 1
            if depth:
                self.nested.add(number)
                depth -= key == "END"
                continue
            self.by_key.setdefault(key, []).append(number)
            if line.group:
                group = line.group.lower()
                self.by_group.setdefault(group, []).append(number)
                if key == LABEL:
                    self.labels.setdefault(group, unescape(line.value))

    def shown(self, number: int) -> tuple[str, ...]:
        """Return the values that a note has of one line."""
        found = self._shown.get(number)
        if found is None:
            found = self._shown[number] = shown_values(self.lines[number], self.labels)
        return found

    def shown_of(self, line: ContentLine) -> tuple[str, ...]:
        """Return the values that a note has of another line."""
        return shown_values(line, self.labels)

    def preferred(self, *keys: str) -> list[int]:
        """Return the numbers of the lines with these names that have a value for a note, the preferred ones first."""
        found = [number for key in keys for number in self.by_key.get(key, ()) if self.shown(number)]
        return sorted(found, key=lambda number: preference(self.lines[number]))

    def all(self, key: str) -> list[ContentLine]:
        """Return the lines with a name."""
        return [self.lines[number] for number in self.by_key.get(key, ())]

    def companions(self, number: int) -> Iterator[int]:
        """Yield the numbers of the lines that only say something of a line's group: X-ABLabel and X-ABADR."""
        group = self.lines[number].group.lower()
        for other in self.by_group.get(group, ()) if group else ():
            if (
                other != number
                and self.lines[other].key.startswith("X-AB")
                and self.lines[other].key not in _OWN
            ):
                yield other

    @property
    def kind(self) -> str:
        """What the card is of, in lower case, as KIND or Apple's name for it says: `group`, `org`; "" if it doesn't say."""
        for key in ("KIND", "X-ADDRESSBOOKSERVER-KIND"):
            if kind := value_of(self.all(key)).lower():
                return kind
        return ""

    @property
    def is_company(self) -> bool:
        """Whether it is the card of an organization."""
        shown_as = value_of(self.all("X-ABSHOWAS")).upper()
        return self.kind in ("org", "organization") or shown_as.startswith("COMPANY")

    def own(self) -> Iterator[int]:
        """Yield the numbers of the lines that no program writes anew."""
        for number, line in enumerate(self.lines):
            if number in self.nested or line.key not in GENERATED:
                yield number


_OWN = ("X-ABDATE", "X-ABRELATEDNAMES")


def value_of(lines: Sequence[ContentLine]) -> str:
    """Return the text of the first line that has one."""
    return next((text for line in lines if (text := unescape(line.value).strip())), "")
