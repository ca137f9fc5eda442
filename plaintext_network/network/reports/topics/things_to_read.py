"""What was read or shared: one thing to read and what happened to it, in words. Finds nothing; see `readings`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.index.interactions import DatedInteraction
from plaintext_network.network.reports.topics.looks import seen_key

# What may have happened to something to read, the order of one day's.
HOWS = ("author", "from", "got", "read", "mentioned", "gave")


class Sharing(NamedTuple):
    """One mention of something to read: `how` is one of HOWS, and `names` and `paths` are those of the people.

    Nobody is named where you read it alone, or where those who gave it may not be named. `day` is None if it is unknown.
    """

    how: str
    day: date | None
    names: tuple[str, ...]
    paths: tuple[str, ...]
    source: str
    new: bool = False

    @property
    def says(self) -> str:
        """Return it as part of a sentence."""
        who = " and ".join(filter(None, (", ".join(self.names[:-1]), *self.names[-1:])))
        day = f" on {self.day}" if self.day else ""
        if self.how == "read":
            return f"{who or 'you'} read it{day}"
        if self.how == "author":
            return f"by {who}"
        if self.how == "gave":
            return f"passed on{f' to {who}' if who else ''}{day}"
        if self.how == "mentioned":
            return f"came up{f' with {who}' if who else ''}{day}"
        return f"from {who}{day}" if who else f"shared with you{day}"


class ReadingItem(NamedTuple):
    """Something to read: its title, its address and its note's path, each None if unknown, and what happened to it.

    `day` is the last day of `shared`, which is in order, or else the note's. `source` is where the notes name it first.
    """

    title: str | None
    address: str | None
    note: str | None
    day: date | None
    shared: tuple[Sharing, ...]
    source: str
    new: bool = False

    def seen_on(self, day: date) -> Iterator[int]:
        """Yield what a look on a day recognizes of that day; see `seen_key`."""
        what = self.note or self.address or self.title or ""
        yield from (mention_key(what, one) for one in self.shared if one.day == day)
        if not self.shared and self.day == day:
            yield seen_key((what,))

    @property
    def says(self) -> str:
        """Return its title with its address."""
        return ", ".join(part for part in (self.title, self.address) if part)

    @property
    def happened(self) -> tuple[str, ...]:
        """What happened to it, each as part of a sentence; what happened to several people on a day is one."""
        groups: dict[tuple[str, date | None, bool], list[Sharing]] = {}
        for one in self.shared:
            groups.setdefault((one.how, one.day, bool(one.names)), []).append(one)
        return tuple(
            some[0]._replace(names=tuple(dict.fromkeys(name for one in some for name in one.names))).says
            for some in groups.values()
        )

    @property
    def sources(self) -> tuple[str, ...]:
        """The `path:line` of each mention."""
        return tuple(
            dict.fromkeys((*(one.source for one in self.shared), *((self.source,) if self.note else ())))
        )


def mention_key(what: str, one: Sharing) -> int:
    """Return by what a look recognizes one mention of something to read, by its note, address or title."""
    return seen_key((what, one.how, *one.paths))


def sharing_in(one: DatedInteraction, how: str, line: int) -> Sharing:
    """Return what happened in an interaction; a `link` was got, given or mentioned, by the direction. Names nobody yet."""
    if how == "link":
        how = {"in": "got", "out": "gave"}.get(one.direction, "mentioned")
    return Sharing(how, one.day, (), one.people, f"{one.path}:{line}")
