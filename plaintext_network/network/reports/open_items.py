"""Lists what is open: promises that you haven't kept, favours without a word of thanks, and introductions under way."""

from __future__ import annotations

from datetime import date

from plaintext_network.named_tuples import NamedTuple


class OpenItem(NamedTuple):
    """A promise that you haven't kept, thanks that nobody noted, or an introduction under way: about whom, a sentence, and a day if there is one.

    `days` is how many days ago the day was, negative for one to come. `paths` are those of the contacts in `names`, in this
    order. `is_old` marks what is so long ago that no list of who is due shows it.
    """

    names: tuple[str, ...]
    text: str
    day: date | None
    days: int | None
    paths: tuple[str, ...] = ()
    is_old: bool = False


class OpenItems(NamedTuple):
    """What is open: promises, the earliest first; thanks, the newest first; introductions under way."""

    promises: tuple[OpenItem, ...]
    thanks: tuple[OpenItem, ...]
    introductions: tuple[OpenItem, ...]
