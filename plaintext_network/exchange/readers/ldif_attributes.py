"""Gives out the values of one LDIF entry by attribute, each once. Knows no meaning of an attribute."""

from __future__ import annotations

from itertools import chain

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from plaintext_network.exchange.readers.ldif_values import Value


class Attributes:
    """The values of an entry. What is taken is gone, so that the rest becomes raw lines."""

    def __init__(self, values: Iterable[Value]) -> None:
        self._values: dict[str, list[Value]] = {}
        for value in values:
            self._values.setdefault(value.attribute, []).append(value)
        self.known = self._values.keys() - {"", "dn"}

    def all(self, name: str) -> list[str]:
        """Return the texts of an attribute."""
        return [value.text for value in self._values.get(name, ())]

    def first(self, *names: str) -> str:
        """Return the first text of the attributes, without taking it; "" if there is none."""
        return next(filter(None, (text for name in names for text in self.all(name))), "")

    def take(self, *names: str) -> list[Value]:
        """Take the values of the attributes that are in the default language; without any, those in their first language."""
        found: list[Value] = []
        for name in names:
            values = self._values.pop(name, None)
            if values is None:
                continue
            if not any(value.url or value.options for value in values):
                found += values
                continue
            languages = [value.language for value in values if not value.url]
            language = min(languages, key=bool, default="")
            rest: list[Value] = []
            for value in values:
                (rest if value.url or value.language != language else found).append(value)
            if rest:
                self._values[name] = rest
        return found

    def take_first(self, *names: str) -> str:
        """Take the first text of the attributes, in the order of their names; the others stay."""
        for name in names:
            values = self._values.get(name)
            if not values:
                continue
            texts = [value for value in values if value.text and not value.url]
            if texts:
                value = min(texts, key=lambda value: bool(value.language)) if len(texts) > 1 else texts[0]
                values.remove(value)
                return value.text
        return ""

    def rest(self) -> Iterator[Value]:
        """Return what nobody took."""
        return chain.from_iterable(self._values.values())
